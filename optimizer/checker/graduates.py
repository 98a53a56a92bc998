"""Rules about members that lead later, (15): 孵化 and its host, DOMAIN item 16.

成员学校达到一定条件后,可作为牵头学校另行组建新的教联体: such a school is a member of a
host alliance first, within all limits, and leads in a later phase.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from optimizer.checker import reach, roles
from optimizer.checker.course import Course
from optimizer.checker.facts import Facts
from optimizer.checker.view import Finding, Group, View
from optimizer.plan import Plan

PAIR_RULES: dict[str, Callable[[Facts, str, str], Finding | None]] = {
    "C342": lambda facts, member, _: roles.tagged(facts, member),
    "C343": lambda facts, member, _: roles.not_a_core(facts, member),
    "C344": lambda facts, member, _: roles.joined_against_will(facts, member),
    "C361": reach.same_county,
    "C362": reach.common_stage,
    "C363": reach.not_refused,
    "C364": reach.route_known,
    "C365": reach.minutes_within,
    "C366": reach.km_within,
    "C367": reach.not_borderline,
}
"""Rules a hosted school keeps with the core of its host, by their code."""

GROUP_RULES: dict[str, Callable[[Facts, Group], Iterator[Finding]]] = {
    "C331": roles.places,
    "C332": roles.ceiling,
    "C351": reach.load,
    "C371": reach.spread,
    "C372": reach.spread_known,
}
"""Rules a host keeps in every year it hosts, by their code."""


def host_named(view: View, plan: Plan) -> Iterator[Finding]:
    """(15) A school that may lead only as a graduate names the alliance it grew in."""
    for alliance in plan.alliances:
        core, facts = alliance.core, view.facts
        is_free = core in facts.schools and core not in facts.frozen
        if is_free and alliance.host is None and roles.is_graduate(facts, core):
            yield Finding((core,))


def hosted_before(view: View, plan: Plan) -> Iterator[Finding]:
    """(15) A hosted school is a member in an earlier phase than it leads."""
    course = Course(view, plan)
    for core, host in sorted(course.host.items()):
        year = course.start.get(core)
        if year is not None and host.start_year >= year:
            yield Finding((core, host.core), year, host.start_year)


def host_runs(view: View, plan: Plan) -> Iterator[Finding]:
    """(15) The host is another alliance of the plan, not approved, and runs by then.

    An approved alliance is kept exactly, so it takes nobody in.
    """
    course = Course(view, plan)
    for core, host in sorted(course.host.items()):
        start = course.start.get(host.core)
        stands = host.core in {a.core for a in plan.alliances} and host.core != core
        if not stands or host.core in view.facts.frozen:
            yield Finding((core, host.core), host.start_year)
        elif start is not None and start > host.start_year:
            yield Finding((core, host.core), host.start_year, start)


def host_in_reach(view: View, plan: Plan) -> Iterator[Finding]:
    """(15) A hosted school may be a member of its host: constraints (4) and (6)."""
    course = Course(view, plan)
    for core, host in sorted(course.host.items()):
        if host.core in view.facts.schools and host.core != core:
            for code, rule in PAIR_RULES.items():
                if rule(view.facts, core, host.core) is not None:
                    yield Finding((core, host.core), detail={"rule": code})


def host_within_limits(view: View, plan: Plan) -> Iterator[Finding]:
    """(15) A host keeps size, load, spread and wishes in every year it hosts."""
    course = Course(view, plan)
    for year in course.years:
        for core in sorted({host.core for host in course.host.values()}):
            if course.guests_in(core, year) and core in view.facts.schools:
                group = course.group_in(core, year)
                for code in _broken(view, course, group, year):
                    yield Finding(
                        (core, *group.members), detail={"rule": code, "year": year}
                    )


def _broken(view: View, course: Course, group: Group, year: int) -> Iterator[str]:
    """Give the codes of the rules that a host breaks in a year."""
    facts = view.facts
    for code, rule in GROUP_RULES.items():
        if any(True for _ in rule(facts, group)):
            yield code
    inside, guests = {group.core, *group.members}, course.guests_in(group.core, year)
    if any({a, b} <= inside for a, b in facts.apart):
        yield "C382"
    if any(len({a, b} & inside) == 1 and {a, b} & {*guests} for a, b in facts.together):
        yield "C381"
