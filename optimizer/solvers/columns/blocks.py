"""Bettering a plan block by block, where a part is too large to be searched whole.

Far places hardly meet, so most is decided within a block of near cores, all others as
they are. CP-SAT's model over pairs finds the best of a block, or nearly, in a moment.
Every round parts the cores anew, so that the borders of one round lie inside the
blocks of another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import batched

import numpy as np

from optimizer.problem import Ints
from optimizer.solvers.columns.effort import Effort
from optimizer.solvers.columns.groups import Groups, Reach
from optimizer.solvers.columns.known import rows_of
from optimizer.solvers.columns.linear import Linear
from optimizer.solvers.columns.state import State, holds, value_of

MOST_CORES = 40
"""Cores up to which a part is searched whole."""

_CORES = (14, 20)
"""Cores of the blocks of one round and the next: small ones are solved in a moment,
larger ones find more."""

_WORK = 0.1
"""Deterministic work of CP-SAT for each core of a block."""

_AT_ONCE = 4
"""Blocks searched from the same plan, on as many workers as there are."""

_IDLE = 3
"""Rounds in a row that gain too little to go on."""

_GAIN = 0.01
"""Part of the gap to the bound that a round gains at least."""


def is_large(reach: Reach) -> bool:
    """Tell whether a part has too many cores to be searched whole."""
    return len(reach.cores) > MOST_CORES


def better_by_block(state: State, goal: Linear, bound: float, effort: Effort) -> Groups:
    """Return the best plan found in rounds of blocks, while they gain enough.

    A part no larger than a block is left as it is.

    Parameters
    ----------
    state, goal
        The part with its best plan, and what is minimised.
    bound
        A lower bound on the goal: the rounds end when the plan reaches it.
    effort
        The run's books.
    """
    random = np.random.default_rng(effort.seed)
    cores = len(state.reach.cores)
    if cores <= _CORES[0]:
        return state.best
    idle, count = 0, 0
    while idle < _IDLE and not _is_done(state, goal, bound, effort):
        before = state.value(goal)
        order = random.permutation(cores)
        blocks = blocks_around(state.reach, order, _CORES[count % len(_CORES)])
        for some in batched(blocks, _AT_ONCE):
            if not _is_done(state, goal, bound, effort):
                state = _bettered(state, goal, some, effort)
        gained = before - state.value(goal)
        idle = 0 if gained > _GAIN * (before - bound) else idle + 1
        count += 1
    return state.best


def _is_done(state: State, goal: Linear, bound: float, effort: Effort) -> bool:
    """Tell whether nothing better is possible, or nothing may be looked for."""
    return effort.is_over() or state.value(goal) - bound < 1e-3


def _bettered(
    state: State, goal: Linear, blocks: Sequence[Ints], effort: Effort
) -> State:
    """Return the state with the better plans of some blocks, found side by side."""
    # CP-SAT takes a while to import, and few problems need it.
    from optimizer.solvers.columns.arcs import better_each_by_arcs

    marked = [np.isin(np.arange(len(state.reach.cores)), block) for block in blocks]
    work = _WORK * max(map(len, blocks))
    every = better_each_by_arcs(state, goal, marked, effort, work=work)
    for block, found in zip(blocks, every, strict=True):
        if found.groups is not None:
            state = _taken_over(state, goal, block, found.groups)
    return state


def _taken_over(state: State, goal: Linear, block: Ints, found: Groups) -> State:
    """Return the state with one block as in another plan, if that fits and is better.

    Blocks found side by side may want the same school, or the slack of the same row:
    the first one has it.
    """
    kept = state.best[~np.isin(state.best.core_at, block)]
    plan = kept.joined(found[np.isin(found.core_at, block)])
    schools = rows_of(state.reach, plan)
    used = schools[schools >= 0]
    fits = len(np.unique(used)) == len(used) and holds(state, plan)
    if not fits or value_of(state, goal, plan) >= state.value(goal):
        return state
    return replace(state, best=plan)


def blocks_around(reach: Reach, order: Ints, most: int) -> Iterator[Ints]:
    """Yield the first core left with its nearest ones, until none is left.

    Parameters
    ----------
    reach, most
        The part, and the cores of a block.
    order
        Positions of all its cores, in the order in which they begin blocks.
    """
    left = order
    while len(left):
        first = reach.cores[left[0]]
        away = reach.problem.seconds[first, reach.cores[left]].astype(np.float64)
        away[away < 0] = np.inf
        nearest = np.argsort(away, kind="stable")[:most]
        yield left[nearest]
        left = np.delete(left, nearest)
