"""What all studies share: how they report, and the figures and asks they speak in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from optimizer.plan import Solution
from optimizer.problem import Ask, Block, Bools, GoalName, Ints, Problem
from optimizer.solvers.evaluate import SENSES, tier_values
from optimizer.solvers.protocol import SolveLimits, Solver, Watcher

Difference = Literal["members", "core"]
"""What two plans are counted to differ in: schools placed otherwise, or cores."""


class StudyWatcher(Watcher):
    """Receives the progress of a study besides that of its searches."""

    def on_question(self, part: str, position: int, total: int) -> None:
        """Tell that a question of a part begins; ``position`` counts from 1."""


@dataclass
class Engine:
    """A solver with its limits for one question, and who watches.

    ``wall_limited`` tells whether the clock ended any search so far: the answers are
    then valid but not repeatable.
    """

    solver: Solver
    limits: SolveLimits
    watcher: StudyWatcher
    wall_limited: bool = False

    def solve(self, problem: Problem, start: Solution | None = None) -> Solution | None:
        """Return the solution, or ``None`` if the user stopped before or during it."""
        if self.watcher.should_stop():
            return None
        found = self.solver.solve(problem, self.limits, self.watcher, start)
        if found.interrupted or found.core_of is None:
            return None
        self.wall_limited |= found.wall_limited
        return found


@dataclass(frozen=True, eq=False)
class Figures:
    """What a grouping comes to, in the terms planners use.

    Parameters
    ----------
    covered, total
        Schools in the denominator of coverage, over all scopes together.
    alliances
        Leading cores, approved ones among them.
    trips_s
        Sum of the plain trips of all members that have a known one.
    values
        Value of every tier.
    """

    covered: int
    total: int
    alliances: int
    trips_s: int
    values: dict[GoalName, int]


def figures_of(problem: Problem, core_of: Ints) -> Figures:
    """Return the figures of a grouping, shape ``(n,)``."""
    counted = counted_schools(problem)
    return Figures(
        covered=int((core_of[counted] >= 0).sum()),
        total=int(counted.sum()),
        alliances=int((core_of == np.arange(problem.n)).sum()),
        trips_s=trips_s(problem, core_of),
        values=tier_values(problem, core_of),
    )


def counted_schools(problem: Problem) -> Bools:
    """Mark the schools some scope of coverage counts."""
    counted = np.zeros(problem.n, dtype=bool)
    for scope in problem.scopes:
        counted |= scope.counted
    return counted


def trips_s(problem: Problem, core_of: Ints) -> int:
    """Return the sum of the members' plain trips; an unknown one adds nothing."""
    members = np.flatnonzero((core_of >= 0) & (core_of != np.arange(problem.n)))
    return int(np.maximum(0, problem.seconds[members, core_of[members]]).sum())


def distance(core_of: Ints, other: Ints, kind: Difference) -> int:
    """Return in how much two groupings differ; the same either way round.

    ``members``: schools that are a member in one of the two and not the member of
    the same core in the other. ``core``: schools that lead in just one of the two.
    """
    schools = np.arange(len(core_of))
    if kind == "core":
        return int(((core_of == schools) != (other == schools)).sum())
    places = [np.where(c == schools, -1, c) for c in (core_of, other)]
    return int((places[0] != places[1]).sum())


def differing(problem: Problem, core_of: Ints, kind: Difference, least: int) -> Ask:
    """Ask for a grouping at a :func:`distance` of at least so much from a known one.

    ``members`` with the known pairs ``(i, k_i)`` of its ``M`` members::

        M - sum_i x_(i, k_i) + sum_(j no member) sum_k x_jk >= least

    A member under another core counts once, as does one that leaves or joins; for
    ``core`` the same with the cores that lead.
    """
    n = problem.n
    weight = np.zeros((n, n), dtype=np.int64)
    everyone = np.arange(n)
    leads = core_of == everyone
    if kind == "core":
        weight[everyone, everyone] = np.where(leads, -1, 1)
        return Ask(weight, least - int(leads.sum()))
    members = np.flatnonzero((core_of >= 0) & ~leads)
    weight[:, :] = 1
    weight[members, :] = 0
    weight[members, core_of[members]] = -1
    np.fill_diagonal(weight, 0)
    return Ask(weight, least - len(members))


def holding(problem: Problem, tier: GoalName, value: int) -> Ask:
    """Ask that need, pupils or travel be no worse than a value.

    Raises
    ------
    ValueError
        If the tier is no sum over pairs.
    """
    free = problem.block == Block.NONE
    match tier:
        case "need":
            weight = np.repeat(problem.need[:, None], problem.n, axis=1)
        case "pupils":
            weight = np.repeat(problem.load[:, None], problem.n, axis=1)
        case "travel":
            return Ask(np.where(free, -problem.cost_s, 0), -value)
        case _:
            msg = f"tier {tier} is no sum over pairs."
            raise ValueError(msg)
    weight = weight.copy()
    np.fill_diagonal(weight, 0)
    return Ask(weight, value)


def rank(values: dict[GoalName, int], tiers: tuple[GoalName, ...]) -> tuple[int, ...]:
    """Return tier values in their order, all to be minimised."""
    return tuple(-values[t] if SENSES[t] == "max" else values[t] for t in tiers)
