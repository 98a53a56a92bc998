"""How a problem falls into parts that meet in coverage alone, and each part's rows.

Counties that no pair crosses are parts of their own. A coverage target that reaches
over several parts couples them (:mod:`optimizer.solvers.columns.coupling`); every
other rule lies inside one part.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from optimizer.policy import TierName
from optimizer.problem import Bools, Ints, Problem, Scope
from optimizer.solvers.columns.groups import Measure, Reach, groups_of
from optimizer.solvers.columns.program import Linear, Row
from optimizer.solvers.columns.state import State
from optimizer.solvers.evaluate import SENSES


@dataclass(frozen=True, eq=False)
class Part:
    """A part of a problem: some counties and their cores.

    Parameters
    ----------
    reach
        Cores and allowed pairs.
    rows
        Gap rows: wishes (8), county floors (9), coverage (10).
    gap_tier
        Tier that counts each gap variable.
    gap_most
        Shape ``(G,)``: largest value of each.
    shared
        What an alliance adds to the target the parts share, if they share one.
    """

    reach: Reach
    rows: tuple[Row, ...]
    gap_tier: tuple[TierName, ...]
    gap_most: Ints
    shared: Linear | None

    def goal(self, tier: TierName) -> Linear:
        """Return a tier as an expression to minimise."""
        reach, problem = self.reach, self.reach.problem
        gaps = np.zeros(len(self.gap_most), dtype=np.int64)
        measure = reach.over_cores(np.zeros(problem.n, dtype=bool))
        match tier:
            case "need":
                measure = reach.over_members(problem.need)
            case "pupils":
                measure = reach.over_members(problem.load)
            case "travel":
                pairs = reach.over_pairs(problem.cost_s)
                measure = Measure(pairs.pair, measure.core)
            case "order":
                measure = reach.over_pairs(problem.order_weight)
            case _:
                gaps = np.array(
                    [name == tier for name in self.gap_tier], dtype=np.int64
                )
        goal = Linear(measure, gaps)
        return -goal if SENSES[tier] == "max" else goal

    def start(self, core_of: Ints) -> State:
        """Return the state that begins with a legal grouping, shape ``(n,)``."""
        best = groups_of(self.reach, core_of)
        return State(self.reach, self.rows, self.gap_most, best, best)


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
    if len(shared) > 1:
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
    count = len(problem.counties)
    links = np.array([*problem.arcs, *problem.together], dtype=np.int64).reshape(-1, 2)
    ends = problem.county[links]
    graph = coo_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), (count, count))
    return np.asarray(connected_components(graph, directed=False)[1], dtype=np.int64)


def _parts_touched(problem: Problem, scope: Scope, part_of: Ints) -> int:
    """Return in how many parts a scope has schools that can be covered."""
    reached = np.unique(np.array(problem.arcs, dtype=np.int64).reshape(-1))
    inside = reached[scope.counted[reached]]
    return len(np.unique(part_of[problem.county[inside]]))


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
    limits = [*_wished(reach), *_floors(reach), *_scopes(reach, shared)]
    count = len(limits)
    counted = [reach.over_all(scope.counted.astype(np.int64)) for scope in shared]
    rows = tuple(
        Row(Linear(measure, np.eye(count, dtype=np.int64)[g]), lower=float(least))
        for g, (_, measure, least) in enumerate(limits)
    )
    return Part(
        reach,
        rows,
        tuple(tier for tier, _, _ in limits),
        np.array([least for _, _, least in limits], dtype=np.int64),
        Linear(counted[0], np.zeros(count, dtype=np.int64)) if counted else None,
    )


Limit = tuple[TierName, Measure, int]
"""Tier that counts the gap, what is measured, and how much of it is asked for."""


def _wished(reach: Reach) -> Iterator[Limit]:
    """Yield that a wished core leads (8)."""
    for k in reach.problem.must_lead:
        if k in reach.cores:
            yield "wishes", reach.over_cores(np.arange(reach.problem.n) == k), 1


def _floors(reach: Reach) -> Iterator[Limit]:
    """Yield the least number of alliances of each county (9)."""
    problem = reach.problem
    for c in np.unique(problem.county[reach.cores]):
        approved = sum(1 for core, _ in problem.frozen if problem.county[core] == c)
        least = int(problem.floors[c]) - approved
        if least > 0:
            yield "floor", reach.over_cores(problem.county == c), least


def _scopes(reach: Reach, shared: list[Scope]) -> Iterator[Limit]:
    """Yield the coverage asked of each scope that lies in this part (10)."""
    problem = reach.problem
    for scope in problem.scopes:
        least = scope.needed - _approved(problem, scope.counted)
        if scope not in shared and least > 0 and scope.counted[reach.schools].any():
            yield "shortfall", reach.over_all(scope.counted.astype(np.int64)), least
