"""Sentences of the map in one language; a code without a sentence stays a code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from optimizer import messages
from optimizer.case import Case
from optimizer.domain import TravelSource
from optimizer.messages import Lang
from optimizer.plan import CoverageRow, Member, Plan
from optimizer.policy import Policy, Source
from optimizer.report.labels import tenth

_UI = "map.ui."
_ORIGINS = {
    Source.POLICY: "map.origin.policy",
    Source.COUNTY: "map.origin.county",
    Source.SUGGESTED: "map.origin.suggested",
}


@dataclass(frozen=True)
class Words:
    """Texts of the map in one language."""

    lang: Lang

    def say(self, code: str, /, **facts: object) -> str:
        """Return the sentence of a code of the map."""
        return messages.text(code, self.lang, **facts)

    def told(self, code: str, detail: Mapping[str, Any], otherwise: str) -> str:
        """Return the sentence of a code of the plan, or a map text naming the code.

        Plans come from files, so a code may be unknown or lack a fact.
        """
        if messages.has_text(code):
            try:
                return messages.text(code, self.lang, **detail)
            except (KeyError, IndexError, ValueError, TypeError, AttributeError):
                pass
        return self.say(otherwise, code=code)

    def named(self, prefix: str, code: str | None, otherwise: str) -> str:
        """Return the word for one of a closed set of codes, else ``otherwise``."""
        key = f"{prefix}.{code}"
        return self.say(key) if messages.has_text(key) else otherwise

    def school_type(self, code: str) -> str:
        """Return the name of a type of school."""
        return self.named("map.type", code, self.say("map.type.other", code=code))

    def source(self, code: str | None) -> str:
        """Return the name of a source of travel."""
        return self.named("map.source", code, self.say("map.source.unknown"))

    def travel(self, member: Member) -> str | None:
        """Return minutes and kilometres of a member, as far as they are known."""
        if member.minutes is None:
            return None
        if member.km is None:
            return self.minutes(member.minutes)
        return self.figures(member.minutes, member.km)

    def minutes(self, minutes: float) -> str:
        """Return minutes to one decimal, as the workbook rounds them."""
        return self.say("map.minutes", minutes=tenth(minutes))

    def figures(self, minutes: float, km: float) -> str:
        """Return minutes and kilometres to one decimal."""
        return self.say("map.travel", minutes=tenth(minutes), km=tenth(km))

    def tags(self, member: Member, *, weak: bool) -> list[str]:
        """Return the tags with the rule that gave them, 薄弱 only where allowed."""
        rules = _reason_parts(member.reason)
        texts = []
        for tag in member.tags or ():
            if tag == "weak" and not weak:
                continue
            name = self.named("map.tag", tag, tag)
            rule = rules.get(tag)
            if not weak or rule is None:
                texts.append(name)
                continue
            said = self.named("map.rule", rule, rule)
            texts.append(self.say("map.tag.by", tag=name, rule=said))
        return texts

    def choice(self, member: Member) -> str | None:
        """Return why this core was chosen for a member."""
        choice = _reason_parts(member.reason).get("choice")
        return None if choice is None else self.named("map.choice", choice, choice)

    def ui(self) -> dict[str, str]:
        """Return the templates the page fills in by itself, without their prefix."""
        return messages.texts_under(_UI, self.lang)


def _reason_parts(reason: str | None) -> dict[str, str]:
    """Return ``tag=rule`` and ``choice=...`` of a member's reason."""
    pairs = (part.partition("=") for part in (reason or "").split(";"))
    return {key: value for key, _, value in pairs if value}


def limit_rows(policy: Policy, words: Words) -> list[dict[str, str]]:
    """Return the limits of the policy, each with where it comes from."""
    facts = {"year": policy.coverage.target_year}
    return [
        {
            "name": words.say(f"map.limit.{name}", **facts),
            "value": value,
            "source": words.say(_ORIGINS[policy.source_of(key).source]),
        }
        for name, key, value in _limits(policy, words)
    ]


def _limits(policy: Policy, words: Words) -> Iterator[tuple[str, str, str]]:
    """Yield name, key in the policy and written value of each limit shown."""
    size, travel, coverage = policy.size, policy.travel, policy.coverage
    say = words.say

    def both(minutes: float, km: float) -> str:
        return say("map.limit.both", minutes=f"{minutes:g}", km=f"{km:g}")

    counted = "with_core" if size.core_counts else "members"
    schools = say(f"map.limit.size.{counted}", value=size.max_members)
    yield "size", "size.max_members", schools
    yield "travel", "travel.max_minutes", both(travel.max_minutes, travel.max_km)
    merged = both(travel.merged_max_minutes, travel.merged_max_km)
    yield "merged", "travel.merged_max_minutes", merged
    apart = say("map.minutes", minutes=f"{travel.member_to_member_max_minutes:g}")
    yield "pair", "travel.member_to_member_max_minutes", apart
    least = coverage.demonstrators_per_county
    key = "coverage.demonstrators_per_county"
    yield "demonstrators", key, say("map.limit.demonstrators.value", value=least)
    if coverage.targets:
        target = say("map.limit.target.value", value=coverage.target_pct)
        yield "target", "coverage.targets", target


def coverage_block(
    case: Case, plan: Plan, counties: Mapping[str, str], words: Words
) -> dict[str, Any]:
    """Return n of N for the meter, other bases and counties; never a rounded share."""
    rows = plan.coverage or []
    first = next((r for r in rows if (r.scope, r.basis) == ("all", "counted")), None)
    if first is None:
        covered = sum(1 for school in plan.core_of if school in case.by_id)
        return {"line": words.say("map.coverage.none", covered=covered)}
    others = [r for r in rows if r.scope == "all" and r is not first]
    local = [r for r in rows if r.scope != "all" and r.basis == "counted"]
    return {
        "line": _coverage_line(first, words),
        "target": _coverage_target(first, words),
        "permille": first.covered * 1000 // first.total if first.total else 0,
        "targetPct": first.target_pct,
        "met": first.met,
        "others": [_coverage_line(row, words) for row in others],
        "counties": [
            {
                "name": counties.get(row.scope, row.scope),
                "line": f"{row.covered}/{row.total}",
                "permille": row.covered * 1000 // row.total if row.total else 0,
            }
            for row in local
        ],
    }


def year_lines(
    plan: Plan, counties: Mapping[str, str], words: Words
) -> list[dict[str, Any]]:
    """Return what each year reaches, in words; nothing where years do not differ."""
    years = sorted({row.year for row in plan.phases or ()})
    if len(years) < 2:
        return []
    lines: dict[int, list[str]] = {year: [] for year in years}
    for row in plan.phases or ():
        place = "" if row.scope == "all" else counties.get(row.scope, row.scope)
        facts = row.model_dump(exclude={"scope", "met"})
        lines[row.year].append(words.say("map.year", place=place, **facts).strip())
    comma = words.ui()["semicolon"]
    return [{"year": year, "line": comma.join(lines[year])} for year in years]


def _coverage_line(row: CoverageRow, words: Words) -> str:
    basis = words.named("map.basis", row.basis, row.basis)
    return words.say(
        "map.coverage.line", basis=basis, covered=row.covered, total=row.total
    )


def _coverage_target(row: CoverageRow, words: Words) -> str:
    if row.needed is None or row.target_pct is None:
        return ""
    facts = {"pct": row.target_pct, "needed": row.needed}
    aim = words.say("map.coverage.target", **facts)
    if row.covered >= row.needed:
        return f"{aim} · {words.say('map.coverage.met')}"
    short = row.needed - row.covered
    return f"{aim} · {words.say('map.coverage.unmet', short=short)}"


def travel_parts(plan: Plan, words: Words) -> str:
    """Return how many trips each source of travel stands behind."""
    known = [str(source) for source in TravelSource]
    counts = dict.fromkeys([*known, ""], 0)
    for alliance in plan.alliances:
        for member in alliance.members:
            source = member.travel_source
            counts[source if source in known else ""] += 1
    parts = [
        words.say("map.data.part", source=words.source(code), n=n)
        for code, n in counts.items()
        if n
    ]
    return words.ui()["comma"].join(parts)
