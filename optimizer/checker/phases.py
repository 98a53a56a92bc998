"""Rules about phases: (11) order, (12) coverage, (13) demonstrators, (14) budget.

A plan that states no years claims nothing. The end state is judged by the other
rules; these judge how it grows: a later phase only adds.
"""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.checker.course import Course
from optimizer.checker.view import Finding, View
from optimizer.checker.wishes import counted_schools, coverage_scopes, needed_of
from optimizer.plan import Plan


def year_is_phase(view: View, plan: Plan) -> Iterator[Finding]:
    """(11) Alliances and members start in a year of the policy's phases (item 5)."""
    course = Course(view, plan)
    if not course.years:
        return
    for alliance in plan.alliances:
        stated = [(alliance.core, alliance.start_year)]
        stated += [(m.school_id, m.start_year) for m in alliance.members]
        if alliance.host is not None:
            stated.append((alliance.core, alliance.host.start_year))
        for school_id, year in stated:
            if year is not None and year not in course.years:
                yield Finding((school_id,), year, " ".join(map(str, course.years)))


def joined_after_start(view: View, plan: Plan) -> Iterator[Finding]:
    """(11) A member joins no earlier than its alliance starts."""
    course = Course(view, plan)
    for member, (core, year) in sorted(course.join.items()):
        if year < course.start[core]:
            yield Finding((member, core), year, course.start[core])


def some_member_each_year(view: View, plan: Plan) -> Iterator[Finding]:
    """(11) An alliance has at least one member in every year it runs."""
    course = Course(view, plan)
    led = {core for core, _ in course.join.values()}
    for year in course.years:
        for group in course.running_in(year):
            if group.core in led and not group.members:
                yield Finding((group.core,), 0, 1, {"year": year})


def together_at_once(view: View, plan: Plan) -> Iterator[Finding]:
    """(11) Schools wished together join in the same year (constraint 8)."""
    course = Course(view, plan)
    for a, b in view.facts.together:
        years = course.since(a), course.since(b)
        if None not in years and years[0] != years[1]:
            yield Finding((a, b), years[0], years[1])


def approved_from_start(view: View, plan: Plan) -> Iterator[Finding]:
    """(11) An approved alliance runs already: all of it is in the first phase."""
    course = Course(view, plan)
    for school_id, core in sorted(view.facts.frozen_core_of.items()):
        year = course.since(school_id)
        if course.years and year not in (None, course.first_year):
            yield Finding((school_id, core), year, course.first_year)


def stated_whole(view: View, plan: Plan) -> Iterator[Finding]:
    """(11) A plan that states phases states the start of every alliance."""
    course = Course(view, plan)
    members = [m for a in plan.alliances for m in a.members]
    claims = (
        plan.phases is not None
        or plan.phase_tiers is not None
        or any(m.start_year is not None for m in members)
        or any(a.host is not None for a in plan.alliances)
    )
    open_ones = [a.core for a in plan.alliances if a.start_year is None]
    if claims and course.years and open_ones:
        yield Finding(tuple(open_ones), len(open_ones), 0)


def phase_coverage(view: View, plan: Plan) -> Iterator[Finding]:
    """(12) Enough counted schools are in an alliance by each year; soft.

    The target year itself is constraint (10).
    """
    course = Course(view, plan)
    if course.is_whole:
        for year in course.early_years:
            for county in coverage_scopes(view):
                covered, total, pct = counts(view, course, year, county)
                needed = needed_of(pct, total)
                if covered < needed:
                    facts = {"scope": county or "all", "total": total}
                    detail = {**facts, "pct": pct, "year": year}
                    yield Finding((), covered, needed, detail)


def counts(
    view: View, course: Course, year: int, county: str | None
) -> tuple[int, int, int]:
    """Return covered, total and target percentage of a scope in a year."""
    counted = counted_schools(view, county)
    covered = course.covered_in(year)
    phases = view.facts.policy.coverage.phases
    pct = next(t.pct for t in phases if t.year == year)
    return sum(s in covered for s in counted), len(counted), pct


def demonstrators_first(view: View, plan: Plan) -> Iterator[Finding]:
    """(13) Demonstrators start in the first phase (item 2)."""
    course = Course(view, plan)
    for alliance in plan.alliances:
        year = course.start.get(alliance.core)
        is_late = course.years and year is not None and year != course.first_year
        if alliance.demonstrator and is_late:
            yield Finding((alliance.core,), year, course.first_year)


def yearly_budget(view: View, plan: Plan) -> Iterator[Finding]:
    """(14) A county starts at most ``max_new_alliances_per_year`` a year; soft.

    Approved alliances run already and are not counted. 0 is no limit.
    """
    course = Course(view, plan)
    limit = view.facts.policy.coverage.max_new_alliances_per_year
    if limit:
        for year in course.years:
            for county in view.facts.counties:
                found = course.new_alliances(year, county)
                if len(found) > limit:
                    facts = {"county": county, "year": year}
                    yield Finding(tuple(found), len(found), limit, facts)
