"""Bottlenecks: tiers that are the largest of one number over a plan's alliances.

The longest trip, the busiest core. Such a tier is no sum, so no price bounds it. It
is solved by the shortest list of alliances that still holds a plan, and then held by
forbidding every alliance beyond it.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from optimizer.problem import GoalName, Ints
from optimizer.solvers.columns.blocks import is_large, is_vast
from optimizer.solvers.columns.bounding import MOST_LISTED
from optimizer.solvers.columns.choice import Block
from optimizer.solvers.columns.effort import Effort
from optimizer.solvers.columns.groups import Groups, Measure, Reach
from optimizer.solvers.columns.growth import TooManyGroups
from optimizer.solvers.columns.linear import Linear
from optimizer.solvers.columns.part import Outcome, TierSearch
from optimizer.solvers.columns.pricing import Pricing
from optimizer.solvers.columns.program import Program
from optimizer.solvers.columns.state import State, holds, united
from optimizer.solvers.evaluate import load_permille

_NODES = 20_000

_LESS = (0.01, 0.02, 0.04, 0.1, 0.3)
"""Parts by which a large part's number is tried to be made smaller, one by one."""

_WORK = 3.0
"""Deterministic work of one try of CP-SAT to do with smaller numbers."""


@dataclass(frozen=True)
class Bottleneck:
    """A number of every alliance, the largest of which is a tier.

    Parameters
    ----------
    of_groups
        Gives the number of each group, shape ``(m,)``.
    forbid
        Gives the state in which no group beyond a value is generated any more.
    of_pairs
        Gives the number of each pair where a group's is the largest of its pairs.
    """

    of_groups: Callable[[Reach, Groups], Ints]
    forbid: Callable[[State, int], State]
    of_pairs: Callable[[Reach], Ints] | None = None


def _longest(reach: Reach, groups: Groups) -> Ints:
    """Return the seconds of each group's longest trip."""
    return groups.longest(reach)


def _without_longer(state: State, most_s: int) -> State:
    return replace(state, longest_s=most_s)


def _load_share(reach: Reach, groups: Groups) -> Ints:
    """Return what each group brings in permille of what its core can take on."""
    loads = np.append(reach.problem.load[reach.member], 0)
    brought = loads[groups.pairs].sum(axis=1)
    return load_permille(reach.problem, brought, reach.cores[groups.core_at])


def _without_busier(state: State, most_permille: int) -> State:
    """Let each core take on no more than a part of its capacity (5)."""
    problem = state.reach.problem
    less = np.where(
        problem.is_bounded,
        problem.capacity * most_permille // 1000,
        problem.capacity,
    )
    lighter = replace(problem, capacity=less)
    return replace(state, reach=replace(state.reach, problem=lighter))


BOTTLENECKS: Mapping[GoalName, Bottleneck] = {
    "worst": Bottleneck(_longest, _without_longer, lambda reach: reach.trip_s),
    "busiest": Bottleneck(_load_share, _without_busier),
}
"""The tiers of this kind."""


def narrow(state: State, neck: Bottleneck, effort: Effort) -> Outcome:
    """Find the least possible largest number within all rows, and forbid larger ones.

    Without a list of all alliances, a large part is relaxed without the largest ones;
    in another one CP-SAT looks for smaller numbers, if they are numbers of pairs.
    """
    value = peak_of(state, neck)
    if effort.is_over():
        return Outcome(limited(state, neck, value), value, None)
    listed = _listed(state, neck, value)
    if listed is None:
        if is_large(state.reach):
            return _narrow_large(state, neck, effort)
        if neck.of_pairs is None:
            return Outcome(limited(state, neck, value), value, None)
        numbers = neck.of_pairs(state.reach)
        steps = np.unique(numbers[numbers <= value])
        return _narrow_unlisted(state, neck, steps, effort)
    numbers = neck.of_groups(state.reach, listed)
    steps = np.unique(np.append(numbers[numbers <= value], 0))
    best, low = state.best, _least_relaxed(state, listed, numbers, steps, effort)
    high = bisect_left(steps, value)
    while low < high and not effort.is_over():
        middle = (low + high) // 2
        within = listed[numbers <= steps[middle]]
        found, searched = _plan_of(state, within, effort)
        if found is not None:
            best = found
            high = bisect_left(steps, _peak(state, neck, found))
        elif searched:
            low = middle + 1
        else:
            break
    better = with_plan(replace(state, listed=listed), best)
    value = peak_of(better, neck)
    bound = value if low >= high else int(steps[low])
    return Outcome(limited(better, neck, value), value, bound)


def _narrow_unlisted(
    state: State, neck: Bottleneck, steps: Ints, effort: Effort
) -> Outcome:
    """Narrow where the alliances are too many to list; ``steps`` are all numbers."""
    from optimizer.solvers.columns.arcs import better_by_arcs

    best, low, high = state.best, 0, bisect_left(steps, peak_of(state, neck))
    while state.rows and low < high and not effort.is_over():
        middle = (low + high) // 2
        narrower = neck.forbid(replace(state, best=best), int(steps[middle]))
        goal = state.rows[-1].expression
        found = better_by_arcs(narrower, goal, Block.whole(state), effort, work=_WORK)
        if found.groups is not None:
            best = found.groups
            high = bisect_left(steps, _peak(state, neck, best))
        elif found.bound == np.inf:
            low = middle + 1
        else:
            break
    better = with_plan(state, best)
    value = peak_of(better, neck)
    bound = value if low >= high else int(steps[low])
    return Outcome(limited(better, neck, value), value, bound)


def _narrow_large(state: State, neck: Bottleneck, effort: Effort) -> Outcome:
    """Narrow a large part until no plan can have a number a little smaller.

    Without the largest numbers the relaxation of the last tier rises, and where it
    rises over the value the tier is held at, no plan can do without them. A dive for a
    plan without them takes too long in a vast part.
    """
    bound, at = None, 0
    while state.rows and bound is None and at < len(_LESS) and not effort.is_over():
        value = peak_of(state, neck)
        most = value - math.ceil(_LESS[at] * value)
        held, narrower = state.rows[-1], limited(state, neck, most)
        narrower = replace(narrower, rows=state.rows[:-1])
        search = TierSearch(narrower, held.expression, effort)
        if search.exceeds(held.upper):
            bound = most + 1
            continue
        plan = None if is_vast(state.reach) else search.dived()
        if plan is not None and holds(state, plan):
            state = with_plan(state, plan)
        else:
            at += 1
    value = peak_of(state, neck)
    return Outcome(limited(state, neck, value), value, bound)


def with_plan(state: State, best: Groups) -> State:
    """Return the state with a better plan, which the next tier begins with."""
    return replace(state, best=best, seeds=united(best, state.seeds))


def _listed(state: State, neck: Bottleneck, most: int) -> Groups | None:
    """Return all alliances up to a number that can be in a plan within the rows.

    Where no tier before has listed any, all legal ones; ``None`` if too many.
    """
    if state.listed is not None:
        return state.listed
    narrower = neck.forbid(state, most)
    reach = narrower.reach
    price = reach.over_cores(np.zeros(reach.problem.n, dtype=bool))
    too_long = reach.trip_s > narrower.longest_s
    price = Measure(np.where(too_long, np.inf, price.pair), price.core)
    try:
        return Pricing(reach).under(price, 0.0, most=MOST_LISTED)
    except TooManyGroups:
        return None


def peak_of(state: State, neck: Bottleneck) -> int:
    """Return the largest number of the best plan, 0 if it has no alliance."""
    return _peak(state, neck, state.best)


def _peak(state: State, neck: Bottleneck, groups: Groups) -> int:
    return int(neck.of_groups(state.reach, groups).max(initial=0))


def limited(state: State, neck: Bottleneck, most: int) -> State:
    """Return the state without the alliances that have a larger number."""

    def within(groups: Groups) -> Groups:
        return groups[neck.of_groups(state.reach, groups) <= most]

    kept = replace(
        state,
        seeds=within(state.seeds),
        listed=None if state.listed is None else within(state.listed),
    )
    return neck.forbid(kept, most)


def _least_relaxed(
    state: State, listed: Groups, numbers: Ints, steps: Ints, effort: Effort
) -> int:
    """Return the position of the least step whose relaxation has a solution."""
    low, high = 0, len(steps) - 1
    while low < high and not effort.is_over():
        middle = (low + high) // 2
        within = listed[numbers <= steps[middle]]
        program = _program(state)
        program.add(within)
        program.relax(seconds=effort.seconds_left)
        if program.is_infeasible or not _may_hold(state, within):
            low = middle + 1
        else:
            high = middle
    return max(low, 0)


def _plan_of(
    state: State, groups: Groups, effort: Effort
) -> tuple[Groups | None, bool]:
    """Return a plan of some alliances, if any, and whether all was searched."""
    if not len(groups) and not len(state.gap_most):
        return (groups if _may_hold(state, groups) else None), True
    program = _program(state)
    program.add(groups)
    choice = program.choose(
        np.zeros(0, dtype=np.int64), limits=effort.share(_NODES), watcher=effort.watcher
    )
    effort.book(choice)
    found = None if choice.chosen is None else groups[choice.chosen]
    return found, choice.complete


def _may_hold(state: State, groups: Groups) -> bool:
    """Tell whether the rows can hold; decides where there is nothing to choose."""
    if len(groups) or len(state.gap_most):
        return True
    return all(row.lower <= 0 <= row.upper for row in state.rows)


def _program(state: State) -> Program:
    """Return a program with the rows of a state; any plan within them will do."""
    nothing = state.reach.over_cores(np.zeros(state.reach.problem.n, dtype=bool))
    goal = Linear(nothing, np.zeros(len(state.gap_most), dtype=np.int64))
    if state.rows:
        goal = state.rows[-1].expression
    return Program(state.reach, goal, state.rows, state.gap_most)
