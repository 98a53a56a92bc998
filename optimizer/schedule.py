"""The phases of a plan as integers: what may start when, and the schedule chosen.

The plan of the target year is the end state; a schedule says in which earlier year
each alliance starts and each school joins. Numbers in brackets are the constraints of
the model in ``solvers/phases``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from optimizer import roles
from optimizer.case import Case
from optimizer.domain import School
from optimizer.plan import Phase, PhaseTier
from optimizer.problem import Block, Bools, Ints, Problem

WEIGHT_BITS = 31
"""Bits of the fixed weights in the last tier, as in :mod:`optimizer.formulate`."""


@dataclass(frozen=True, eq=False)
class PhaseScope:
    """One scope of coverage (12): which schools count, and what each year needs."""

    name: str
    counted: Bools
    needed: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Timetable:
    """Everything a schedule is made from, in indices of a problem.

    Parameters
    ----------
    problem
        The problem of the target year.
    members
        The end state: members of each leading core, ascending.
    years
        Years of the phases, ascending; the last is the target year.
    fixed
        Cores of approved alliances: all of them runs from the first phase (11).
    showcase
        Cores of the demonstrators, which start in the first phase (13).
    hosts
        For each core that may lead only as a graduate, the cores that could host
        it (15).
    scopes
        Coverage of each year (12).
    budget
        New alliances a year and county (14); 0 is no limit.
    is_early
        Whether as much as possible is reached early, rather than what is needed.
    """

    problem: Problem
    members: Mapping[int, tuple[int, ...]]
    years: tuple[int, ...]
    fixed: frozenset[int]
    showcase: frozenset[int]
    hosts: Mapping[int, tuple[int, ...]]
    scopes: tuple[PhaseScope, ...]
    budget: int
    is_early: bool

    @property
    def last(self) -> int:
        """Position of the target year; the early years are those before it."""
        return len(self.years) - 1

    @cached_property
    def core_of(self) -> dict[int, int]:
        """Core of each school of the end state; a core is its own."""
        return {i: k for k, members in self.members.items() for i in (k, *members)}

    def weight(self, core: int, member: int, t: int) -> int:
        """Return the fixed weight of a pair in a year, drawn from ids alone."""
        ids = self.problem.school_ids
        text = "\0".join((ids[core], ids[member], str(self.years[t])))
        bits = int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")
        return bits >> (32 - WEIGHT_BITS)


@dataclass(frozen=True, eq=False)
class Schedule:
    """Who starts and joins when, by position in the timetable's years.

    Parameters
    ----------
    start, join
        Position of the year each core starts and each member joins.
    host
        Host core of each hosted graduate, and the position of the year it joins.
    tiers
        Value and proof of each tier.
    unhosted
        Graduates that no host could take in; there is no schedule with them.
    hosts_proven
        Whether no more graduates can be hosted, rather than no more hosts were found
        within the limits.
    stats
        Facts that may differ between runs, for ``run.json``.
    interrupted, wall_limited
        Whether the user, or the clock, stopped the search early.
    """

    start: Mapping[int, int]
    join: Mapping[int, int]
    host: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    tiers: tuple[PhaseTier, ...] = ()
    unhosted: tuple[int, ...] = ()
    hosts_proven: bool = True
    stats: Mapping[str, float] = field(default_factory=dict)
    interrupted: bool = False
    wall_limited: bool = False

    def since(self, i: int) -> int | None:
        """Return since when a school is in an alliance, its own or its host's."""
        if i in self.host:
            return self.host[i][1]
        return self.start.get(i, self.join.get(i))

    def pairs_in(self, timetable: Timetable, t: int) -> Iterator[tuple[int, int]]:
        """Yield (member, core) of a year, hosted graduates included."""
        for i, joined in self.join.items():
            if joined <= t:
                yield i, timetable.core_of[i]
        for i, (core, joined) in self.host.items():
            if joined <= t < self.start[i]:
                yield i, core


def build_timetable(case: Case, problem: Problem, core_of: Ints) -> Timetable | None:
    """Return the timetable of a grouping; ``None`` where the policy has no phases.

    Parameters
    ----------
    case, problem
        The facts, and the problem built from them.
    core_of
        Shape ``(n,)``: the grouping of the target year.
    """
    coverage = case.policy.coverage
    if not coverage.phases:
        return None
    members = members_of(core_of)
    graduates = graduates_of(case, problem, members)
    return Timetable(
        problem=problem,
        members=members,
        years=tuple(target.year for target in coverage.phases),
        fixed=frozenset(core for core, _ in problem.frozen),
        showcase=demonstrators(case, problem, core_of),
        hosts={g: tuple(_hosts(problem, members, g)) for g in graduates},
        scopes=tuple(
            PhaseScope(
                scope.name,
                scope.counted,
                tuple(_needed(t.pct, scope.counted) for t in coverage.phases),
            )
            for scope in problem.scopes
        ),
        budget=coverage.max_new_alliances_per_year,
        is_early=coverage.pace == "early",
    )


def _needed(pct: int, counted: Bools) -> int:
    return -(-pct * int(counted.sum()) // 100)


def members_of(core_of: Ints) -> dict[int, tuple[int, ...]]:
    """Return the members of each leading core, both ascending."""
    leads = np.flatnonzero(core_of == np.arange(len(core_of)))
    return {
        int(k): tuple(int(i) for i in np.flatnonzero(core_of == k) if i != k)
        for k in leads
    }


def graduates_of(
    case: Case, problem: Problem, cores: Mapping[int, tuple[int, ...]]
) -> tuple[int, ...]:
    """Return the leading cores that may lead only as graduates, ascending."""
    fixed = problem.frozen_core_of

    def school(k: int) -> School:
        return case.by_id[problem.school_ids[k]]

    return tuple(
        k
        for k in cores
        if k not in fixed and roles.lead_rule(school(k), case) == roles.GRADUATE
    )


def demonstrators(
    case: Case,
    problem: Problem,
    core_of: Ints,
    late: frozenset[int] = frozenset(),
) -> frozenset[int]:
    """Choose 示范 alliances by county: most need points, then pupils, then least trip.

    The rule is stated in every report; ties go to the lower core id. They start in
    the first phase (13), so a graduate, who leads later, is none, nor is any of
    ``late``: cores people let start later.
    """
    members = members_of(core_of)
    late |= set(graduates_of(case, problem, members))

    def rank(k: int) -> tuple[int, int, int, int]:
        own = list(members[k])
        return (
            -int(problem.need[own].sum()),
            -int(problem.load[own].sum()),
            int(problem.seconds[own, k].max(initial=0)),
            k,
        )

    chosen: set[int] = set()
    for c in range(len(problem.counties)):
        local = [k for k in members if problem.county[k] == c and k not in late]
        number = case.policy.coverage.demonstrators_per_county
        chosen.update(sorted(local, key=rank)[:number])
    return frozenset(chosen)


def can_be_hosted(problem: Problem, g: int) -> bool:
    """Tell whether a graduate has a host in some plan, were everyone else to lead."""
    leaders = map(int, np.flatnonzero(problem.can_lead))
    return next(_hosts(problem, leaders, g), None) is not None


def _hosts(problem: Problem, cores: Iterable[int], g: int) -> Iterator[int]:
    """Yield the cores a graduate could be a member under, before it leads (15).

    A school wished together with another stays with it, so it has no host.
    """
    wished = {i for pair in problem.together for i in pair}
    apart = {frozenset(pair) for pair in problem.apart}
    for k in cores:
        own = int(problem.units[k]) if problem.core_counts else 0
        fits = (
            own + problem.units[g] <= problem.max_units
            and problem.load[g] <= problem.capacity[k]
        )
        allowed = problem.block[g, k] == Block.NONE and k != g
        if allowed and fits and g not in wished and frozenset((g, k)) not in apart:
            yield k


def phase_rows(case: Case, timetable: Timetable, schedule: Schedule) -> list[Phase]:
    """Return what each scope reaches by the end of each year."""
    return [
        _phase_row(timetable, schedule, scope, t, target.pct)
        for t, target in enumerate(case.policy.coverage.phases)
        for scope in timetable.scopes
    ]


def _phase_row(
    timetable: Timetable, schedule: Schedule, scope: PhaseScope, t: int, pct: int
) -> Phase:
    problem = timetable.problem

    def is_new(core: int, year: int) -> bool:
        local = scope.name in ("all", problem.counties[problem.county[core]])
        return year == t and local and core not in timetable.fixed

    inside = [i for i in timetable.core_of if (schedule.since(i) or 0) <= t]
    covered = int(scope.counted[inside].sum())
    joined = [(timetable.core_of[i], year) for i, year in schedule.join.items()]
    joined += schedule.host.values()
    return Phase(
        year=timetable.years[t],
        scope=scope.name,
        target_pct=pct,
        needed=scope.needed[t],
        covered=covered,
        total=int(scope.counted.sum()),
        met=covered >= scope.needed[t],
        new_alliances=sum(is_new(k, year) for k, year in schedule.start.items()),
        new_members=sum(is_new(k, year) for k, year in joined),
    )
