"""The longest trip of a part: the shortest limit that still leaves a plan."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

import numpy as np

from optimizer.problem import Ints
from optimizer.solvers.columns.arcs import better_by_arcs
from optimizer.solvers.columns.blocks import blocks_of
from optimizer.solvers.columns.effort import Effort
from optimizer.solvers.columns.groups import Groups, Measure
from optimizer.solvers.columns.part import Outcome
from optimizer.solvers.columns.pricing import Pricing
from optimizer.solvers.columns.program import Program, bound_of
from optimizer.solvers.columns.state import Prices, State
from optimizer.solvers.running import whole_bound

_NODES = 20_000

_WORK = 3.0
"""Deterministic work of one try of CP-SAT to do with shorter trips."""


def shorten(state: State, effort: Effort) -> Outcome:
    """Find the least longest trip within all rows, and forbid longer ones.

    Without a list of all alliances the prices of the last tier tell which trips
    are needed, and CP-SAT looks for shorter ones in a part that is not too large.
    """
    value = longest_of(state)
    if effort.is_over():
        return Outcome(limited(state, value), value, None)
    if state.listed is None:
        return _shorten_unlisted(state, value, effort)
    trips = state.listed.longest(state.reach)
    lengths = np.unique(trips[trips <= value])
    best, low = state.best, _least_relaxed(state, state.listed, lengths, effort)
    high = bisect_left(lengths, value)
    while low < high and not effort.is_over():
        middle = (low + high) // 2
        short = state.listed[trips <= lengths[middle]]
        found, searched = _plan_of(state, short, effort)
        if found is not None:
            best = found
            high = bisect_left(lengths, found.longest(state.reach).max(initial=0))
        elif searched:
            low = middle + 1
        else:
            break
    value = longest_of(replace(state, best=best))
    bound = value if low >= high else int(lengths[low])
    return Outcome(limited(replace(state, best=best), value), value, bound)


def _shorten_unlisted(state: State, value: int, effort: Effort) -> Outcome:
    """Shorten where the alliances are too many to list."""
    trips = state.reach.trip_s
    lengths = np.unique(trips[trips <= value])
    best, high = state.best, bisect_left(lengths, value)
    low = min(high, _least_priced(state, lengths, effort))
    free = np.ones(len(state.reach.cores), dtype=bool)
    small = len(blocks_of(state.reach)) == 1
    while small and low < high and not effort.is_over():
        middle = (low + high) // 2
        shorter = replace(state, best=best, longest_s=float(lengths[middle]))
        goal = state.rows[-1].expression
        found = better_by_arcs(shorter, goal, free, effort, work=_WORK)
        if found.groups is not None:
            best = found.groups
            high = bisect_left(lengths, best.longest(state.reach).max(initial=0))
        elif found.bound == np.inf:
            low = middle + 1
        else:
            break
    value = longest_of(replace(state, best=best))
    bound = value if low >= high else int(lengths[low])
    return Outcome(limited(replace(state, best=best), value), value, bound)


def _least_priced(state: State, lengths: Ints, effort: Effort) -> int:
    """Return the position of the least length the prices of the last tier allow.

    Without longer trips the bound of a tier rises; where it rises over the value
    the tier is held at, no plan can do without them.
    """
    low, high = 0, len(lengths) - 1
    while state.prices is not None and low < high and not effort.is_over():
        middle = (low + high) // 2
        if _bound_within(state, state.prices, int(lengths[middle])) > (
            state.prices.value
        ):
            low = middle + 1
        else:
            high = middle
    return low if state.prices is not None else 0


def _bound_within(state: State, prices: Prices, longest_s: int) -> int:
    """Return a bound on the last tier without trips longer than so many seconds."""
    reach = state.reach
    too_long = reach.trip_s > longest_s
    price = Measure(np.where(too_long, np.inf, prices.price.pair), prices.price.core)
    _, lowest = Pricing(reach).best(price, 0.0, each=1)
    bound = bound_of(prices.goal, prices.rows, state.gap_most, prices.duals, lowest)
    return whole_bound(bound) or 0


def longest_of(state: State) -> int:
    """Return the seconds of the longest trip of the best plan, 0 if it has none."""
    return int(state.best.longest(state.reach).max(initial=0))


def limited(state: State, longest_s: int) -> State:
    """Return the state without the alliances that have a longer trip."""

    def short(groups: Groups) -> Groups:
        return groups[groups.longest(state.reach) <= longest_s]

    return replace(
        state,
        longest_s=longest_s,
        seeds=short(state.seeds),
        listed=None if state.listed is None else short(state.listed),
    )


def _least_relaxed(state: State, listed: Groups, lengths: Ints, effort: Effort) -> int:
    """Return the position of the least length whose relaxation has a solution."""
    trips = listed.longest(state.reach)
    low, high = 0, len(lengths) - 1
    while low < high and not effort.is_over():
        middle = (low + high) // 2
        program = _program(state)
        program.add(listed[trips <= lengths[middle]])
        program.relax(seconds=effort.seconds_left)
        if program.is_infeasible:
            low = middle + 1
        else:
            high = middle
    return max(low, 0)


def _plan_of(
    state: State, groups: Groups, effort: Effort
) -> tuple[Groups | None, bool]:
    """Return a plan of some alliances, if any, and whether all was searched."""
    program = _program(state)
    program.add(groups)
    choice = program.choose(
        np.zeros(0, dtype=np.int64), limits=effort.share(_NODES), watcher=effort.watcher
    )
    effort.book(choice)
    found = None if choice.chosen is None else groups[choice.chosen]
    return found, choice.complete


def _program(state: State) -> Program:
    """Return a program with the rows of a state; its goal is the last tier held."""
    return Program(state.reach, state.rows[-1].expression, state.rows, state.gap_most)
