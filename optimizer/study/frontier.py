"""The frontier of coverage against teacher travel.

Fixed are all hard rules of the policy (1)-(8), and then, as in every plan, its
wishes and county floors as far as they can be met. Among those plans the frontier
is the set of pairs (schools covered, minutes of all trips) that no other plan
beats in both. The minutes are those of the plain trips, without the worths of the
policy's travel tier; need and pupils play no part.

For each level ``c``, from the most that can be covered downwards::

    t(c) = min sum_ik seconds_ik x_ik    with    covered >= c

and then the most covered within ``t(c)``, which makes the point nondominated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from optimizer.plan import Solution, Tier
from optimizer.problem import Block, GoalName, Problem, Scope
from optimizer.study.searches import Engine, counted_schools, figures_of

EVERY_LEVEL = 12
"""So many levels of coverage or fewer are all tried, whatever the step: the plot
then shows every school, and it takes no longer than the coarse one of a county."""

_BEFORE: tuple[GoalName, ...] = ("wishes", "floor")


@dataclass(frozen=True)
class Point:
    """One point of the frontier.

    Parameters
    ----------
    covered
        Counted schools covered.
    trips_s
        Least sum of plain trips, in seconds, approved alliances included.
    bound_s
        No plan that covers as many takes less; ``None`` if nothing is known.
    proven
        Whether value and bound meet, and no plan of equal travel covers more.
    alliances, worst_s
        Alliances and longest free trip of the plan found.
    """

    covered: int
    trips_s: int
    bound_s: int | None
    proven: bool
    alliances: int
    worst_s: int


@dataclass(frozen=True)
class Frontier:
    """Points from the most covered downwards.

    Parameters
    ----------
    total
        Counted schools.
    most_bound
        No plan covers more than this; ``None`` if the first level was not solved.
    step
        Schools from level to level; 1 means every level.
    points
        The points, none of them dominated by another.
    missing
        Levels that were not solved; -1 stands for the most, 0 for the least.
    """

    total: int
    most_bound: int | None
    step: int
    points: tuple[Point, ...]
    missing: tuple[int, ...] = ()


def find_frontier(
    problem: Problem,
    engine: Engine,
    *,
    step_pct: float,
    marks: Sequence[int] = (),
    start: Solution | None = None,
) -> Frontier:
    """Return the frontier of a problem.

    Parameters
    ----------
    problem
        The policy's problem.
    engine
        Solves the levels.
    step_pct
        Step between levels as percentage of the counted schools.
    marks
        Levels of interest, tried whatever the step.
    start
        Solution of the problem itself or of a similar one.
    """
    total = int(counted_schools(problem).sum())
    watcher = engine.watcher
    watcher.on_question("frontier", 1, 2)
    top = engine.solve(at_least(problem, total), start)
    if top is None:
        return Frontier(total, None, 1, (), (-1,))
    first = _point(problem, top)
    watcher.on_question("frontier", 2, 2)
    bottom = engine.solve(at_least(problem, 0), top)
    last = None if bottom is None else _point(problem, bottom)
    step, levels = levels_between(
        first.covered, last.covered if last else 0, total, step_pct, marks
    )
    between, missing = _solve_levels(problem, engine, levels, top)
    points = undominated([first, *between, *([last] if last else [])])
    missing = missing if last else [0, *missing]
    return Frontier(total, _most_bound(top, total), step, points, tuple(missing))


def _solve_levels(
    problem: Problem, engine: Engine, levels: Sequence[int], top: Solution
) -> tuple[list[Point], list[int]]:
    """Return the points of some levels, and the levels that were not solved."""
    points, missing, known = [], [], top
    for number, level in enumerate(levels, start=3):
        engine.watcher.on_question("frontier", number, len(levels) + 2)
        found = engine.solve(at_least(problem, level), known)
        if found is None:
            missing.append(level)
            continue
        known = found
        points.append(_point(problem, found))
    return points, missing


def at_least(problem: Problem, covered: int) -> Problem:
    """Return the problem of the least plain travel with so many schools covered.

    Too high a level counts as the highest there is. The last tier, a sum of weights
    over pairs and cores, here counts the covered schools; an ask for them would say
    the same, but tie the counties into one problem.
    """
    counted = counted_schools(problem)
    weight = np.repeat(-counted.astype(np.int64)[:, None], problem.n, axis=1)
    tiers = [name for name in _BEFORE if name in problem.tiers]
    return replace(
        problem,
        cost_s=np.where(problem.block == Block.NONE, problem.seconds, 0),
        scopes=(Scope("all", counted.copy(), 0, covered),),
        order_weight=weight,
        asks=(),
        tiers=(*tiers, "shortfall", "travel", "order"),
    )


def levels_between(
    most: int, least: int, total: int, step_pct: float, marks: Sequence[int]
) -> tuple[int, list[int]]:
    """Return the step, and the levels strictly between, from the top down.

    Examples
    --------
    >>> levels_between(9, 4, 10, 5, [])
    (1, [8, 7, 6, 5])
    >>> levels_between(90, 40, 100, 20, [60])
    (20, [70, 60, 50])
    """
    if most - least <= EVERY_LEVEL:
        return 1, list(range(most - 1, least, -1))
    step = max(1, round(total * step_pct / 100))
    found = {*range(most - step, least, -step), *marks}
    return step, sorted((c for c in found if least < c < most), reverse=True)


def undominated(points: Sequence[Point]) -> tuple[Point, ...]:
    """Return the points no other beats, each once, from the most covered down."""
    kept: list[Point] = []
    for point in sorted(points, key=lambda p: (-p.covered, p.trips_s, not p.proven)):
        if not kept or point.trips_s < kept[-1].trips_s:
            kept.append(point)
    return tuple(kept)


def _point(problem: Problem, solution: Solution) -> Point:
    """Return the point of a solved level."""
    if solution.core_of is None:
        msg = "no grouping to draw a point from."
        raise ValueError(msg)
    figures = figures_of(problem, solution.core_of)
    travel = _tier(solution, "travel")
    approved = figures.trips_s - travel.value
    return Point(
        covered=figures.covered,
        trips_s=figures.trips_s,
        bound_s=None if travel.bound is None else travel.bound + approved,
        proven=all(tier.proven for tier in solution.tiers),
        alliances=figures.alliances,
        worst_s=figures.values["worst"],
    )


def _most_bound(top: Solution, total: int) -> int | None:
    """Return how many schools can be covered at most."""
    bound = _tier(top, "shortfall").bound
    return None if bound is None else total - bound


def _tier(solution: Solution, name: GoalName) -> Tier:
    return next(tier for tier in solution.tiers if tier.name == name)
