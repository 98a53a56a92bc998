"""The longest trip of a part: the shortest limit that still leaves a plan."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

import numpy as np

from optimizer.problem import Ints
from optimizer.solvers.columns.effort import Effort
from optimizer.solvers.columns.groups import Groups
from optimizer.solvers.columns.part import Outcome
from optimizer.solvers.columns.program import Program
from optimizer.solvers.columns.state import State

_NODES = 20_000


def shorten(state: State, effort: Effort) -> Outcome:
    """Find the least longest trip within all rows, and forbid longer ones.

    Without a list of all alliances there is no proof, and the best plan stays.
    """
    value = longest_of(state)
    if state.listed is None or effort.is_over():
        return Outcome(limited(state, value), value, None)
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
