"""Names and sentences shared by the workbook, the summary and the GIS files.

Plans and tables come from files, so a code may be unknown, a fact missing and a
name hostile: nothing here fails on them, and a code without a sentence stays a code.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Any

from optimizer import messages, roles
from optimizer.case import Case
from optimizer.domain import School, SchoolTag, SchoolType, TravelSource
from optimizer.messages import Lang
from optimizer.plan import (
    Alliance,
    CoverageRow,
    Excluded,
    IssueRow,
    Member,
    Note,
    Phase,
    Plan,
    TypeAdvice,
    TypeDecision,
    Uncovered,
)
from optimizer.policy import NORMAL

_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff"
    "\ufffe\uffff]"
)
"""Control characters, direction overrides and half characters; not tab, line feed."""


def plain(value: object) -> str:
    r"""Return text that every format can hold.

    Control characters, direction overrides and lone surrogates become U+FFFD, so
    that a reader sees something was there.

    Examples
    --------
    >>> plain("a\x00b")
    'a�b'
    """
    text = "" if value is None else str(value)
    return _UNSAFE.sub("\ufffd", text.replace("\r\n", "\n"))


def share(covered: int, total: int) -> str:
    """Return a percentage rounded down to one decimal, never up.

    Examples
    --------
    >>> share(7996, 10000), share(8, 10), share(0, 0)
    ('79.9%', '80.0%', '—')
    """
    if total <= 0:
        return "—"
    permille = covered * 1000 // total
    return f"{permille // 10}.{permille % 10}%"


def tenth(value: float) -> str:
    """Return a number to one decimal, halves up as spreadsheets show it.

    Examples
    --------
    >>> tenth(47.15), tenth(0.04)
    ('47.2', '0.0')
    """
    return str(Decimal(str(value)).quantize(Decimal("0.1"), ROUND_HALF_UP))


def reason_parts(reason: str | None) -> dict[str, str]:
    """Return the ``key=value`` parts of a member's reason.

    Examples
    --------
    >>> reason_parts("rural=region;choice=nearest")
    {'rural': 'region', 'choice': 'nearest'}
    """
    pairs = (part.partition("=") for part in (reason or "").split(";"))
    return {key: value for key, _, value in pairs if value}


@dataclass(frozen=True, eq=False)
class Labels:
    """Texts of one case and plan in one language."""

    case: Case
    plan: Plan
    lang: Lang = "zh"

    def say(self, code: str, /, **facts: object) -> str:
        """Return the sentence of a code of ours."""
        return self.text(code, facts)

    def text(self, code: str, facts: Mapping[str, object]) -> str:
        """Return the text of a code: the one place where labels read the table."""
        return messages.text(code, self.lang, **facts)

    def named(self, prefix: str, code: object, otherwise: str | None = None) -> str:
        """Return the word for one of a closed set of codes, else the code itself."""
        key = f"{prefix}.{code}"
        if code is not None and messages.has_text(key):
            return self.say(key)
        return plain(code) if otherwise is None else otherwise

    def told(self, code: str, facts: Mapping[str, Any], otherwise: str) -> str:
        """Return the sentence of a code that came from a file, else a text of ours."""
        if messages.has_text(code):
            try:
                return plain(self.text(code, facts))
            except (KeyError, IndexError, ValueError, TypeError, AttributeError):
                pass
        return self.say(otherwise, code=plain(code))

    def yes(self, value: bool | None) -> str:
        """Return yes, no, or nothing when it is not known."""
        return "" if value is None else self.say("yes" if value else "no")

    # Schools.

    def school(self, school_id: str | None) -> str:
        """Return the name of a school; its id when the case does not have it."""
        found = self.case.by_id.get(school_id or "")
        return plain(school_id if found is None else found.name)

    def county(self, code: str | None) -> str:
        """Return the name of a county, or its code."""
        return self.named("county", code)

    def school_type(self, code: str) -> str:
        """Return the name of a type of school, or its code."""
        return self.named("school_type", code)

    def region(self, code: str | None) -> str:
        """Return the urban-rural class in words, or its code."""
        return self.named("region", code)

    def tags(self, tags: list[str] | None) -> str:
        """Return the tags of a member in words."""
        return self.say("list.comma").join(self.named("tag", tag) for tag in tags or ())

    def source(self, source: str | None) -> str:
        """Return the name of a source of travel."""
        return self.named("travel", source) if source else self.say("travel.unknown")

    # Alliances.

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Number of each alliance by its core, as on the map: 1 for the first."""
        return {a.core: number for number, a in enumerate(self.plan.alliances, start=1)}

    def alliance(self, alliance: Alliance) -> str:
        """Return the name of an alliance."""
        if alliance.name:
            return plain(alliance.name)
        return self.say("alliance.name", core=self.school(alliance.core))

    def alliance_type(self, alliance: Alliance) -> str:
        """Return the recommended type."""
        return self.named("type", alliance.type)

    def type_reason(self, alliance: Alliance) -> str:
        """Return why a type is recommended; empty when the plan does not say."""
        code = alliance.type_reason
        if alliance.choice is not None:
            return self._decision(code, alliance, alliance.choice)
        if alliance.advice is not None:
            return self._advice(alliance.advice)
        if code is None:
            return ""
        trips = [(m.minutes, m.km) for m in alliance.members]
        if code == "T02" and any(None in trip for trip in trips):
            code = "T02.unknown"
        limits = self.case.policy.travel
        facts = {
            "minutes": max((minutes or 0 for minutes, _ in trips), default=0),
            "km": max((km or 0 for _, km in trips), default=0),
            "limit": limits.merged_max_minutes,
            "limit_km": limits.merged_max_km,
        }
        return self.told(code, facts, "code.unknown")

    def _advice(self, advice: TypeAdvice) -> str:
        """Return the condition that decides a recommendation, with its figures."""
        facts = self._facts(advice.detail)
        if "stage" in facts:
            facts["stage"] = self.named("stage", facts["stage"])
        said = f"{advice.code}.said"
        code = said if messages.has_text(said) else advice.code
        return self.told(code, facts, "code.unknown")

    def _decision(
        self, code: str | None, alliance: Alliance, choice: TypeDecision
    ) -> str:
        """Return what people decided, by whom and why, beside the recommendation."""
        advice = alliance.advice
        facts = {
            "type": self.named("type", choice.type),
            "by": plain(choice.by or self.say("choice.nobody")),
            "note": plain(choice.note),
            "advice": self.say("dash") if advice is None else self._advice(advice),
        }
        return self.told(code or "", facts, "code.unknown")

    def core_reason(self, alliance: Alliance) -> str:
        """Return why a core may lead, why the type, and the alliance's warnings."""
        parts = []
        if alliance.core_reason:
            rule = self.named("rule", alliance.core_reason)
            parts.append(self.say("core.by", rule=rule))
        type_reason = self.type_reason(alliance)
        if type_reason:
            parts.append(self.say("type.said", reason=type_reason))
        parts.extend(f"{plain(n.code)} {self.warning(n)}" for n in alliance.warnings)
        return self.say("list.stop").join(part.rstrip("。.") for part in parts)

    def warning(self, note: Note) -> str:
        """Return the sentence of an alliance's warning."""
        return self.told(note.code, self._facts(note.detail), "code.unknown")

    def reason(self, member: Member) -> str:
        """Return the reason of a member as a sentence."""
        found = reason_parts(member.reason)
        choice = found.pop("choice", None)
        parts = [
            self.say(
                "tag.by", tag=self.named("tag", tag), rule=self.named("rule", rule)
            )
            for tag, rule in found.items()
        ]
        texts = [self.say("list.comma").join(parts)] if parts else []
        if choice is not None:
            texts.append(self.named("choice", choice))
        return self.say("list.stop").join(texts)

    # Schools outside, and issues.

    def outside(self, record: Uncovered | Excluded) -> str:
        """Return why a school stays outside."""
        return self.told(record.code, self._facts(record.detail), "code.unknown")

    def lift(self, record: Uncovered) -> str:
        """Return what would let a school in; empty when the code has no such text."""
        code = f"{record.code}.lift"
        if not messages.has_text(code):
            return ""
        return self.told(code, self._facts(record.detail), "code.unknown")

    def excluded_fact(self, record: Excluded) -> str:
        """Return the cell of the school table that a rule of exclusion read."""
        school = self.case.by_id.get(record.school_id)
        if school is None:
            return ""
        cells = {
            "X01": self.school_type(school.type_code),
            "X02": school.status,
            "X03": school.owner_level,
            "X04": school.runner,
        }
        return plain(cells.get(record.code))

    def issue(self, row: IssueRow) -> str:
        """Return what an issue means and what to do about it."""
        facts = {
            "file": self.say("issue.file"),
            "row": row.row or "",
            "column": row.column or "",
            "value": row.value or "",
        }
        return self.told(row.code, facts, "issue.unknown")

    def _facts(self, detail: Mapping[str, Any]) -> dict[str, Any]:
        """Put names in the place of school ids, and drop clashing keys."""
        known = self.case.by_id
        return {
            key: self.school(value)
            if isinstance(value, str) and value in known
            else value
            for key, value in detail.items()
        }

    # The plan as a whole.

    def title(self) -> str:
        """Return the title of the plan, else that of the policy."""
        return plain(self.plan.title or self.case.policy.scope.title)

    def status(self) -> str:
        """Return what is known of the plan."""
        return self.say(f"status.{self.plan.status}")

    def conditions(self) -> str:
        """Return the road scenario all trips are of; empty for normal roads."""
        name = self.case.policy.travel.scenario
        if name == NORMAL:
            return ""
        return self.say("meta.scenario", scenario=self.named("scenario", name))

    def scope(self, row: CoverageRow | Phase) -> str:
        """Return whose coverage a row states."""
        counties = {school.county_code for school in self.case.schools}
        if row.scope != "all":
            return self.county(row.scope)
        return self.county(*counties) if len(counties) == 1 else self.say("scope.all")

    def is_comparison(self, row: CoverageRow) -> bool:
        """Tell whether a county's target only compares: the policy counts them all."""
        per_county = self.case.policy.coverage.scope == "county"
        return row.scope != "all" and row.target_pct is not None and not per_county

    def gap(self, gap: float | None) -> str:
        """Return a gap as a percentage that is 0 only when nothing is open."""
        if gap is None:
            return self.say("dash")
        return "0" if gap == 0 else f"{max(gap * 100, 0.01):.2f}%"

    def value(self, value: Any) -> str:
        """Return a value of the policy in one line."""
        if isinstance(value, bool):
            return self.yes(value)
        if isinstance(value, float):
            return f"{value:g}"
        if isinstance(value, Mapping):
            return ", ".join(f"{plain(k)}={self.value(v)}" for k, v in value.items())
        if isinstance(value, list | tuple):
            nested = any(isinstance(part, Mapping) for part in value)
            comma = self.say("list.stop" if nested else "list.comma")
            return comma.join(self.value(part) for part in value)
        return plain(value)

    def travel_counts(self) -> list[tuple[str, int]]:
        """Return how many members each source of travel stands behind."""
        members = [m for a in self.plan.alliances for m in a.members]
        counts = Counter(m.travel_source for m in members)
        order = [*(str(s) for s in TravelSource), *sorted(filter(None, counts)), None]
        return [
            (self.source(source), counts[source])
            for source in dict.fromkeys(order)
            if counts[source]
        ]

    def statements(self) -> Iterator[str]:
        """Yield what every file that leaves the program must say."""
        coverage = self.case.policy.coverage
        codes = ["no_closure", "glossary", "suggested", "types", "coverage"]
        yield from (self.say(f"statement.{code}") for code in codes)
        if coverage.demonstrators_per_county:
            n = coverage.demonstrators_per_county
            yield self.say("statement.demonstrators", n=n)
        members = (m for a in self.plan.alliances for m in a.members)
        if any(m.travel_source == TravelSource.ESTIMATE for m in members):
            yield self.say("statement.estimate")


@dataclass(frozen=True)
class Reach:
    """How many schools of a kind are members: ``covered`` of ``total``."""

    label: str
    covered: int
    total: int


def reached(labels: Labels) -> list[Reach]:
    """Count the kinds of school the policy wants reached; cores are left out."""
    case, plan = labels.case, labels.plan
    excluded = {record.school_id for record in plan.excluded or ()}
    cores = {alliance.core for alliance in plan.alliances}
    members = plan.core_of.keys() - cores
    pool = [s for s in case.schools if s.school_id not in excluded | cores]
    limit = case.policy.roles.small_school_pupils
    kinds: dict[str, list[School]] = {
        labels.say(f"reach.{tag}"): [s for s in pool if tag in _tags(s, case)]
        for tag in SchoolTag
    }
    kinds[labels.say("reach.teaching_point")] = [
        s for s in pool if s.type_code == SchoolType.TEACHING_POINT
    ]
    kinds[labels.say("reach.small", n=limit)] = [s for s in pool if _small(s, case)]
    return [
        Reach(label, sum(s.school_id in members for s in found), len(found))
        for label, found in kinds.items()
    ]


def _tags(school: School, case: Case) -> Mapping[SchoolTag, str]:
    return roles.tags(school, case)


def _small(school: School, case: Case) -> bool:
    """Tell whether a school is a 村小学 or 教学点 below the policy's size."""
    rules = case.policy.roles
    is_village = (
        school.type_code == SchoolType.PRIMARY
        and school.region_code in rules.rural_regions
    )
    is_point = school.type_code == SchoolType.TEACHING_POINT
    known = school.pupils is not None and school.pupils < rules.small_school_pupils
    return known and (is_village or is_point)
