"""Claims of a plan file about its phases: coverage by year, and the schedule's tiers.

The schedule's objective is computed a second time from the raw case:

``budget``     new alliances over the budget, summed over years and counties; least
``shortfall``  schools lacking to the target of an early year; least, year by year
``pace``       counted schools in alliances, summed over the early years; least for
               ``coverage.pace`` target, most for early
``need``       need points of members, summed over the early years; most
``travel``     seconds of free members' trips, summed over the early years; least
``order``      fixed weights of what stands in the early years; least
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import NamedTuple

from optimizer.checker.course import Course
from optimizer.checker.phases import counts
from optimizer.checker.view import Finding, View
from optimizer.checker.wishes import coverage_scopes, needed_of
from optimizer.plan import Phase, Plan

Key = tuple[str, int | None]
"""Name of a tier of the schedule, and its year where it is of one."""


class PhaseValue(NamedTuple):
    """What a tier of the schedule is worth."""

    sense: str
    value: int


def rows_known(view: View, plan: Plan) -> Iterator[Finding]:
    """Phases state each year and scope of the policy once, in order."""
    if plan.phases is None:
        return
    years = [t.year for t in view.facts.policy.coverage.phases]
    scopes = [county or "all" for county in coverage_scopes(view)]
    own = [f"{year}:{scope}" for year in years for scope in scopes]
    stated = [f"{row.year}:{row.scope}" for row in plan.phases]
    if stated != own:
        yield Finding((), " ".join(stated) or None, " ".join(own) or None)


def row_needed(view: View, plan: Plan) -> Iterator[Finding]:
    """(12) A phase's target is the policy's, and what it needs is rounded up."""
    pct_of = {t.year: t.pct for t in view.facts.policy.coverage.phases}
    for row in plan.phases or []:
        if row.year in pct_of:
            pct = pct_of[row.year]
            own = f"{pct}% {needed_of(pct, row.total)}"
            stated = f"{row.target_pct}% {row.needed}"
            if stated != own:
                yield _of_row(row, stated, own)


def row_covered(view: View, plan: Plan) -> Iterator[Finding]:
    """(12) Covered and total of a year are counted from the raw case."""
    for row, county, course in _judged(view, plan):
        covered, total, _ = counts(view, course, row.year, county)
        stated, own = f"{row.covered}/{row.total}", f"{covered}/{total}"
        if stated != own:
            yield _of_row(row, stated, own)


def row_met(_: View, plan: Plan) -> Iterator[Finding]:
    """(12) A phase is met when covered >= needed."""
    for row in plan.phases or []:
        own = row.covered >= row.needed
        if row.met != own:
            yield _of_row(row, _word(row.met), _word(own))


def row_new(view: View, plan: Plan) -> Iterator[Finding]:
    """(14) New alliances and members of a year are counted from the plan."""
    for row, county, course in _judged(view, plan):
        alliances = len(course.new_alliances(row.year, county))
        members = len(course.new_members(row.year, county))
        stated = f"{row.new_alliances}+{row.new_members}"
        own = f"{alliances}+{members}"
        if stated != own:
            yield _of_row(row, stated, own)


def tiers_known(view: View, plan: Plan) -> Iterator[Finding]:
    """Tiers of the schedule stand in their order, each with its sense and year."""
    if plan.phase_tiers is None:
        return
    wanted = phase_values(view, Course(view, plan))
    own = [_named(key, found.sense) for key, found in wanted.items()]
    stated = [_named((t.name, t.year), t.sense) for t in plan.phase_tiers]
    if stated != own:
        yield Finding((), " ".join(stated) or None, " ".join(own) or None)


def tier_values_true(view: View, plan: Plan) -> Iterator[Finding]:
    """A tier of the schedule is worth what its years give, from the raw case."""
    course = Course(view, plan)
    if not plan.phase_tiers or not course.is_whole:
        return
    own = phase_values(view, course)
    for tier in plan.phase_tiers:
        found = own.get((tier.name, tier.year))
        if found is not None and found.value != tier.value:
            label = _label((tier.name, tier.year))
            yield Finding((), tier.value, found.value, {"tier": label})


def phase_values(view: View, course: Course) -> dict[Key, PhaseValue]:
    """Return sense and value of each tier of the schedule, in their order."""
    if not course.years:
        return {}
    pace = "min" if view.facts.policy.coverage.pace == "target" else "max"
    lacking: dict[Key, PhaseValue] = {
        ("shortfall", year): PhaseValue("min", _shortfall(view, course, year))
        for year in course.early_years
    }
    return {
        ("budget", None): PhaseValue("min", _over_budget(view, course)),
        **lacking,
        ("pace", None): PhaseValue(pace, _pace(view, course)),
        ("need", None): PhaseValue("max", _need(view, course)),
        ("travel", None): PhaseValue("min", _travel(view, course)),
        ("order", None): PhaseValue("min", _order(view, course)),
    }


def _over_budget(view: View, course: Course) -> int:
    """Sum what years and counties start beyond the budget."""
    limit = view.facts.policy.coverage.max_new_alliances_per_year
    started = [
        len(course.new_alliances(year, county))
        for year in course.years
        for county in view.facts.counties
    ]
    return sum(max(0, n - limit) for n in started) if limit else 0


def _shortfall(view: View, course: Course, year: int) -> int:
    """Sum what the scopes lack to their target in a year."""
    lacking = 0
    for county in coverage_scopes(view):
        covered, total, pct = counts(view, course, year, county)
        lacking += max(0, needed_of(pct, total) - covered)
    return lacking


def _pace(view: View, course: Course) -> int:
    """Sum the counted schools in alliances over scopes and early years."""
    return sum(
        counts(view, course, year, county)[0]
        for year in course.early_years
        for county in coverage_scopes(view)
    )


def _early_members(course: Course) -> Iterator[tuple[int, str, str]]:
    """Give (year, member, core) of every member in every early year."""
    for year in course.early_years:
        for group in course.running_in(year):
            for member in group.members:
                yield year, member, group.core


def _need(view: View, course: Course) -> int:
    """Sum the need points of members over the early years."""
    worth = view.facts.policy.objective
    points = {"rural": worth.need_rural, "weak": worth.need_weak, "new": worth.need_new}
    tags = view.facts.tags
    return sum(points[tag] for _, m, _ in _early_members(course) for tag in tags[m])


def _travel(view: View, course: Course) -> int:
    """Sum the seconds of free members' trips over the early years."""
    trips = [
        view.facts.trip(member, core)
        for _, member, core in _early_members(course)
        if member not in view.facts.frozen_core_of
    ]
    return sum(trip.seconds for trip in trips if trip)


def _order(view: View, course: Course) -> int:
    """Sum fixed weights of free cores and members over the early years."""
    frozen = view.facts.frozen_core_of
    standing = list(_early_members(course))
    for year in course.early_years:
        standing += [(year, g.core, g.core) for g in course.running_in(year)]
    return sum(
        year_weight(core, member, year)
        for year, member, core in standing
        if core not in frozen
    )


def year_weight(core: str, member: str, year: int) -> int:
    """Return the weight of a pair in a year: top 31 bits of a SHA-256."""
    text = b"\0".join((core.encode(), member.encode(), str(year).encode()))
    return int.from_bytes(hashlib.sha256(text).digest()[:4], "big") >> 1


def _judged(view: View, plan: Plan) -> Iterator[tuple[Phase, str | None, Course]]:
    """Give the rows that can be counted, with their county and the course."""
    course = Course(view, plan)
    scopes = {county or "all": county for county in coverage_scopes(view)}
    for row in plan.phases or []:
        if course.is_whole and row.year in course.years and row.scope in scopes:
            yield row, scopes[row.scope], course


def _label(key: Key) -> str:
    """Return a tier with its year."""
    return key[0] if key[1] is None else f"{key[0]} {key[1]}"


def _named(key: Key, sense: str) -> str:
    """Return a tier with its year and sense."""
    return f"{sense} {_label(key)}"


def _of_row(row: Phase, stated: str, own: str) -> Finding:
    """Return a finding about a row of the phases."""
    return Finding((), stated, own, {"year": row.year, "scope": row.scope})


def _word(met: bool) -> str:
    """Return a plain word for a flag."""
    return "yes" if met else "no"
