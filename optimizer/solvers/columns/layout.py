"""How a problem falls into parts that meet in coverage alone, and each part's rows.

Counties that no pair crosses are parts of their own. A coverage target that reaches
over several parts couples them (:mod:`optimizer.solvers.columns.coupling`); every
other rule lies inside one part.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from optimizer.problem import Ask, Bools, GoalName, Ints, Problem, Scope
from optimizer.solvers.columns.groups import Measure, Reach, groups_of
from optimizer.solvers.columns.known import groups_from
from optimizer.solvers.columns.linear import Linear, Row
from optimizer.solvers.columns.state import State, united
from optimizer.solvers.evaluate import SENSES


@dataclass(frozen=True, eq=False)
class Part:
    """A part of a problem: some counties and their cores.

    Parameters
    ----------
    reach
        Cores and allowed pairs.
    rows
        Gap rows: asks, wishes (8), county floors (9), coverage (10), townships.
    gap_tier
        Tier that counts each gap variable.
    gap_most
        Shape ``(G,)``: largest value of each.
    shared
        What an alliance adds to the target the parts share, if they share one.
    """

    reach: Reach
    rows: tuple[Row, ...]
    gap_tier: tuple[GoalName, ...]
    gap_most: Ints
    shared: Linear | None

    def goal(self, tier: GoalName) -> Linear:
        """Return a tier as an expression to minimise."""
        reach, problem = self.reach, self.reach.problem
        gaps = np.zeros(len(self.gap_most), dtype=np.int64)
        measure = reach.over_cores(np.zeros(problem.n, dtype=bool))
        match tier:
            case "need":
                measure = reach.over_members(problem.need)
            case "pupils":
                measure = reach.over_members(problem.load)
            case "kept":
                measure = reach.over_pairs(problem.kept)
            case "travel":
                pairs = reach.over_pairs(problem.cost_s)
                measure = Measure(pairs.pair, measure.core)
            case "indicators":
                measure = reach.off_means()
            case "order":
                measure = reach.over_pairs(problem.order_weight)
            case _:
                gaps = np.array(
                    [name == tier for name in self.gap_tier], dtype=np.int64
                )
        goal = Linear(measure, gaps)
        return -goal if SENSES[tier] == "max" else goal

    def start(self, core_of: Ints, known: Ints) -> State:
        """Return the state that begins with a legal grouping, shape ``(n,)``.

        ``known`` holds alliances that may be worth a look; see
        :func:`optimizer.solvers.columns.known.rows_of`.
        """
        best = groups_of(self.reach, core_of)
        more = groups_from(self.reach, known)
        return State(self.reach, self.rows, self.gap_most, best, united(best, more))


@dataclass(frozen=True, eq=False)
class Layout:
    """The parts of a problem and the coverage target that couples them.

    Parameters
    ----------
    parts
        Parts with at least one allowed pair.
    needed
        Schools the parts are to cover together; ``None`` if they share no target.
    """

    parts: tuple[Part, ...]
    needed: int | None


def lay_out(problem: Problem) -> Layout:
    """Take a problem apart."""
    part_of = _part_of_county(problem)
    shared = [s for s in problem.scopes if _parts_touched(problem, s, part_of) > 1]
    if len(shared) > 1 or any(_is_shared(problem, a, part_of) for a in problem.asks):
        part_of, shared = np.zeros_like(part_of), []
    found = (
        _part(problem, (part_of == label)[problem.county], shared)
        for label in np.unique(part_of)
    )
    parts = tuple(part for part in found if part.reach.num_pairs)
    needed = [s.needed - _approved(problem, s.counted) for s in shared]
    return Layout(parts, needed[0] if needed else None)


def _part_of_county(problem: Problem) -> Ints:
    """Return a label for each county; equal where pairs or wishes cross the border."""
    label = np.arange(len(problem.counties), dtype=np.int64)
    links = np.array([*problem.arcs, *problem.together], dtype=np.int64).reshape(-1, 2)
    ends = problem.county[links]
    ends = np.unique(ends[ends[:, 0] != ends[:, 1]], axis=0)
    # Few counties: the least label spreads along the links until nothing changes.
    while (label[ends[:, 0]] != label[ends[:, 1]]).any():
        least = label[ends].min(axis=1)
        np.minimum.at(label, ends[:, 0], least)
        np.minimum.at(label, ends[:, 1], least)
    return label


def _parts_touched(problem: Problem, scope: Scope, part_of: Ints) -> int:
    """Return in how many parts a scope has schools that can be covered."""
    reached = np.unique(np.array(problem.arcs, dtype=np.int64).reshape(-1))
    inside = reached[scope.counted[reached]]
    return len(np.unique(part_of[problem.county[inside]]))


def _is_shared(problem: Problem, ask: Ask, part_of: Ints) -> bool:
    """Tell whether an ask speaks of several parts."""
    member, core = np.nonzero(ask.weight)
    counties = problem.county[np.concatenate([member, core])]
    return len(np.unique(part_of[counties])) > 1


def _approved(problem: Problem, counted: Bools) -> int:
    """Return how many of the counted schools approved alliances cover."""
    return sum(1 for i in problem.frozen_core_of if counted[i])


def _part(problem: Problem, inside: Bools, shared: list[Scope]) -> Part:
    """Return the part of some schools, shape ``(n,)``."""
    free = [
        k
        for k in np.flatnonzero(problem.can_lead & inside)
        if int(k) not in problem.frozen_core_of
    ]
    reach = Reach.of(problem, np.array(free, dtype=np.int64))
    limits = [
        *_asked(reach),
        *_wished(reach),
        *_floors(reach),
        *_scopes(reach, shared),
        *_towns(reach),
    ]
    count = len(limits)
    counted = [reach.over_all(scope.counted.astype(np.int64)) for scope in shared]
    rows = tuple(
        Row(Linear(limit.measure, np.eye(count, dtype=np.int64)[g]), float(limit.least))
        for g, limit in enumerate(limits)
    )
    return Part(
        reach,
        rows,
        tuple(limit.tier for limit in limits),
        np.array([limit.gap_most for limit in limits], dtype=np.int64),
        Linear(counted[0], np.zeros(count, dtype=np.int64)) if counted else None,
    )


class Limit(NamedTuple):
    """Tier that counts the gap, what is measured, how much is asked, largest gap."""

    tier: GoalName
    measure: Measure
    least: int
    gap_most: int


def _asked(reach: Reach) -> Iterator[Limit]:
    """Yield what the caller asks beyond the policy."""
    problem = reach.problem
    for ask in problem.asks if "asked" in problem.tiers else ():
        measure = reach.over_pairs(ask.weight)
        approved = sum(int(ask.weight[pair]) for pair in problem.frozen_core_of.items())
        least = ask.least - approved
        below = np.minimum(measure.pair, 0).sum() + np.minimum(measure.core, 0).sum()
        if least > below and (measure.pair.any() or measure.core.any()):
            yield Limit("asked", measure, least, least - int(below))


def _wished(reach: Reach) -> Iterator[Limit]:
    """Yield that a wished core leads (8)."""
    for k in reach.problem.must_lead:
        if k in reach.cores:
            leads = reach.over_cores(np.arange(reach.problem.n) == k)
            yield Limit("wishes", leads, 1, 1)


def _floors(reach: Reach) -> Iterator[Limit]:
    """Yield the least number of alliances of each county (9)."""
    problem = reach.problem
    for c in np.unique(problem.county[reach.cores]):
        approved = sum(1 for core, _ in problem.frozen if problem.county[core] == c)
        least = int(problem.floors[c]) - approved
        if least > 0:
            leading = reach.over_cores(problem.county == c)
            yield Limit("floor", leading, least, least)


def _scopes(reach: Reach, shared: list[Scope]) -> Iterator[Limit]:
    """Yield the coverage asked of each scope that lies in this part (10)."""
    problem = reach.problem
    for scope in problem.scopes:
        least = scope.needed - _approved(problem, scope.counted)
        if scope not in shared and least > 0 and scope.counted[reach.schools].any():
            covered = reach.over_all(scope.counted.astype(np.int64))
            yield Limit("shortfall", covered, least, least)


def _towns(reach: Reach) -> Iterator[Limit]:
    """Yield that a township has a school in an alliance, if none is approved."""
    problem = reach.problem
    reached = {int(problem.town[i]) for i in problem.frozen_core_of}
    for t in np.unique(problem.town[reach.schools]) if _counts_towns(problem) else ():
        if t >= 0 and int(t) not in reached:
            inside = reach.over_all((problem.town == t).astype(np.int64))
            yield Limit("towns", inside, 1, 1)


def _counts_towns(problem: Problem) -> bool:
    return "towns" in problem.tiers
