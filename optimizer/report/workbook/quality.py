"""Sheet 办学水平: each school and stage by the seven indicators, and its roles.

Internal: the sheet is written only into the workbook of an internal run.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from optimizer import roles
from optimizer.domain import School
from optimizer.quality import (
    INDICATORS,
    Measure,
    Standing,
    is_counted,
    stage_part,
    stages_in_order,
)
from optimizer.report.labels import Labels
from optimizer.report.workbook.sheet import Book, Cell, Column, Row

_HEAD = (
    Column("number", 5, 5, "whole"),
    Column("county", 7, 7, "centre"),
    Column("town", 8, 9),
    Column("school", 14, 18),
    Column("school_id", 11, 12),
    Column("school_type", 7, 8, "centre"),
    Column("stage", 5, 5, "centre"),
    Column("grade", 5, 6, "centre"),
    Column("stage_pupils", 6, 6, "whole"),
)
_TAIL = (
    Column("num_met", 5, 5, "whole"),
    Column("passes", 5, 5, "centre"),
    Column("roles", 16, 22),
)
"""Widths whose sum, with the indicators, prints on A4 at 60 % or more."""
_SCORE = Column("score", 7, 9, "hundredth")


def quality_sheet(book: Book) -> None:
    """Write the standings, and below them how they are counted."""
    labels = book.labels
    policy = labels.case.policy
    if policy.report.map_mode != "internal":
        return
    with_score = "score" in policy.quality.weak_rules
    columns = (*_HEAD, *_indicators(labels), *_TAIL, *((_SCORE,) if with_score else ()))
    sheet = book.sheet("quality", len(columns))
    excluded = {row.school_id for row in labels.plan.excluded or ()}
    listed = [s for s in labels.case.schools if s.school_id not in excluded]
    found = enumerate(_standings(labels, listed), start=1)
    sheet.table(
        columns,
        [_row(labels, n, s, with_score=with_score) for n, s in found],
        only=True,
    )
    sheet.row += 1
    sheet.banner(labels.say("quality.internal"), bold=True)
    for text in _notes(labels, listed):
        sheet.banner(text, font_color="#595959")
    sheet.close()


def met_mark(labels: Labels, is_met: bool | None) -> str:
    """Return ✓, ✗ or 数据不足."""
    if is_met is None:
        return labels.say("balance.lacking")
    return labels.say("quality.met" if is_met else "quality.unmet")


def _indicators(labels: Labels) -> Iterator[Column]:
    """Yield two columns for each indicator: its value, and whether it is reached."""
    for name in INDICATORS:
        yield Column("", 8, 8, "hundredth", title=labels.say(f"indicator.{name}"))
        mark = labels.say(f"quality.mark.{name}")
        yield Column("", 5, 5, "centre", title=mark)


def _standings(labels: Labels, listed: list[School]) -> Iterator[Standing]:
    by_school = roles.assessment(labels.case).by_school
    for school in listed:
        yield from by_school.get(school.school_id, ())


def _row(labels: Labels, number: int, standing: Standing, *, with_score: bool) -> Row:
    school = labels.case.by_id[standing.school_id]
    rules = labels.case.policy.quality
    cells: list[Cell] = [
        number,
        labels.county(school.county_code),
        school.town or "",
        school.name,
        school.school_id,
        labels.school_type(school.type_code),
        labels.named("stage", standing.stage),
        school.quality or "",
        stage_part(school, standing.stage, rules).pupils,
    ]
    for measure in standing.measures:
        cells += _measure_cells(labels, measure)
    cells.append(sum(m.is_met is True for m in standing.measures))
    cells.append(met_mark(labels, standing.passes(rules)))
    cells.append(_roles(labels, school))
    if with_score:
        score = standing.score
        lacking = labels.say("balance.lacking")
        cells.append(lacking if score is None else float(score))
    first = stages_in_order(school)[0]
    return Row(tuple(cells), opens=standing.stage is first)


def _measure_cells(labels: Labels, measure: Measure) -> tuple[Cell, Cell]:
    """Return the value, cut off so that it never shows a standard it misses."""
    value = measure.value
    cut = None if value is None else math.floor(value * 100) / 100
    return cut, met_mark(labels, measure.is_met)


def _roles(labels: Labels, school: School) -> str:
    """Return every role of a school with the rule that decided."""
    found = [
        (labels.named("tag", tag), rule)
        for tag, rule in roles.tags(school, labels.case).items()
    ]
    lead = roles.lead_rule(school, labels.case)
    if lead is not None:
        found.append((labels.say("quality.lead"), lead))
    told = (
        labels.say("tag.by", tag=role, rule=labels.named("rule", rule))
        for role, rule in found
    )
    return labels.say("list.comma").join(told)


def _notes(labels: Labels, listed: list[School]) -> Iterator[str]:
    """Yield how values, passes and roles are counted, with the policy's numbers."""
    rules = labels.case.policy.quality
    met, rest = rules.pass_met, f"{rules.pass_rest_pct:g}"
    yield labels.say("quality.method", met=met, rest=rest)
    values = [
        labels.say(
            "quality.standard.one",
            indicator=labels.say(f"indicator.{name}"),
            primary=f"{getattr(rules, name).primary:g}",
            junior=f"{getattr(rules, name).junior:g}",
        )
        for name in INDICATORS
    ]
    yield labels.say("quality.standard", values=labels.say("list.stop").join(values))
    yield labels.say(
        "quality.split",
        junior=f"{rules.junior_weight:g}",
        senior=f"{rules.senior_weight:g}",
        few=rules.min_point_pupils,
        small=sum(bool(s.stages) and not is_counted(s, rules) for s in listed),
    )
    yield from _role_notes(labels)


def _role_notes(labels: Labels) -> Iterator[str]:
    """Yield the rules of the policy by which figures give roles, if it uses any."""
    policy = labels.case.policy
    rules = policy.quality
    yield labels.say("quality.roles.first")
    facts = {
        "failed": rules.weak_failed,
        "pct": f"{rules.weak_score_pct:g}",
        "pupils": rules.lead_min_pupils,
        "backbone": f"{policy.load.min_backbone_per_100:g}",
    }
    if rules.weak_without_grade != "never":
        when = labels.say(f"quality.when.{rules.weak_without_grade}")
        for rule in rules.weak_rules:
            yield labels.say(f"quality.roles.{rule}", when=when, **facts)
    if rules.lead_without_grade != "never":
        when = labels.say(f"quality.when.{rules.lead_without_grade}")
        yield labels.say("quality.roles.lead", when=when)
    if rules.reach_for:
        words = (labels.named("rule", rule) for rule in rules.reach_for)
        by = labels.say("list.comma").join(words)
        yield labels.say("quality.roles.reach", by=by, **facts)
