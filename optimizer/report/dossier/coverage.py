"""Chapter four: the key figures, coverage as counts, phases and counties."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from optimizer.plan import CoverageRow, Phase
from optimizer.report.blocks import Block, Heading, Para, Table
from optimizer.report.dossier.words import Spec, Words
from optimizer.report.figures import key_figures
from optimizer.report.labels import share

_SCOPE, _COUNTS, _SHARE = ("col.scope", 1.2), ("col.fraction", 1.1), ("col.share", 1.1)
_TARGET, _NEEDED = ("col.target", 0.8), ("col.needed", 0.9)


def coverage(words: Words) -> Iterator[Block]:
    """Yield 覆盖情况."""
    say = words.say
    yield Heading(say("dossier.coverage"))
    yield Heading(say("dossier.coverage.figures"), 2)
    yield figures_table(words)
    yield Heading(say("dossier.coverage.rate"), 2)
    counted = words.case.policy.scope.counted_types
    types = words.comma(map(words.labels.school_type, counted))
    yield Para(say("dossier.coverage.rule", types=types))
    yield Para(say("statement.coverage"))
    if words.figures.coverage:
        yield _coverage_table(words)
    yield Heading(say("dossier.coverage.counties"), 2)
    yield counties_table(words)
    yield Heading(say("dossier.phases"), 2)
    if not words.figures.phases:
        yield Para(say("dossier.phases.none"))
        return
    yield Para(say("phases.rule"))
    yield phases_table(words, words.figures.phases)


def figures_table(words: Words) -> Table:
    """Return the key figures, a line each, with the wording all documents share."""
    columns = words.columns(("dossier.col.item", 2.2), ("dossier.col.figure", 1.6))
    lines = key_figures(words.labels, words.figures)
    return Table(columns, [(line.label, line.value) for line in lines])


def _coverage_table(words: Words) -> Table:
    columns = words.columns(
        _SCOPE,
        ("col.basis", 1.8),
        (*_COUNTS, "centre"),
        (*_SHARE, "centre"),
        (*_TARGET, "centre"),
        (*_NEEDED, "centre"),
        ("col.met", 0.9, "centre"),
        ("col.note", 0.8),
    )
    rows = words.figures.coverage
    strong = {n for n, row in enumerate(rows) if row == words.figures.aim}
    cells = [_coverage_cells(words, row) for row in rows]
    return Table(columns, cells, strong=frozenset(strong))


def _coverage_cells(words: Words, row: CoverageRow) -> tuple[str, ...]:
    labels = words.labels
    met = words.dash if row.met is None else labels.say("met" if row.met else "unmet")
    return (
        labels.scope(row),
        labels.named("basis", row.basis),
        f"{row.covered}/{row.total}",
        share(row.covered, row.total),
        words.dash if row.target_pct is None else str(row.target_pct),
        words.dash if row.needed is None else str(row.needed),
        met,
        labels.say("comparison") if labels.is_comparison(row) else "",
    )


def phases_table(words: Words, phases: Sequence[Phase]) -> Table:
    """Return what is reached by the end of each year; whose, where scopes differ."""
    several = len({row.scope for row in phases}) > 1
    scope: list[Spec] = [_SCOPE] if several else []
    columns = words.columns(
        ("col.year", 0.7, "centre"),
        *scope,
        (*_COUNTS, "centre"),
        (*_SHARE, "centre"),
        (*_TARGET, "centre"),
        (*_NEEDED, "centre"),
        ("col.met", 0.9, "centre"),
        ("col.new_alliances", 1.2, "centre"),
        ("col.new_members", 1.2, "centre"),
    )
    return Table(
        columns,
        [
            (
                str(row.year),
                *([words.labels.scope(row)] if several else []),
                f"{row.covered}/{row.total}",
                share(row.covered, row.total),
                str(row.target_pct),
                str(row.needed),
                words.say("met" if row.met else "unmet"),
                str(row.new_alliances),
                str(row.new_members),
            )
            for row in phases
        ],
    )


def counties_table(words: Words) -> Table:
    """Return alliances, demonstrators and schools in alliances of each county."""
    columns = words.columns(
        ("col.county", 1.4),
        ("col.alliances", 1.0, "centre"),
        ("dossier.col.in_alliances", 1.2, "centre"),
        ("col.demonstrators", 1.0, "centre"),
        ("col.required", 1.2, "centre"),
        ("col.met", 0.9, "centre"),
    )
    plan, floor = words.plan, words.case.policy.coverage.demonstrators_per_county
    alliances = Counter(words.county_of(a) for a in plan.alliances)
    shown = Counter(words.county_of(a) for a in plan.alliances if a.demonstrator)
    schools: Counter[str] = Counter()
    for alliance in plan.alliances:
        schools[words.county_of(alliance)] += len(alliance.members) + 1
    return Table(
        columns,
        [
            (
                words.labels.county(code),
                str(alliances[code]),
                str(schools[code]),
                str(shown[code]),
                str(floor),
                words.say("met" if shown[code] >= floor else "unmet"),
            )
            for code in sorted({*words.counties, *alliances})
        ],
    )
