"""Bettering a plan block by block, where a part is too large to be searched whole.

Far places hardly meet, so most is decided within a block of near cores, all others as
they are. Where alliances are narrow, the best of a block is chosen among those that
the prices of the whole part point to; where they are wide, CP-SAT's model over pairs
looks for it. Every round parts the cores anew, so that the borders of one round lie
inside the blocks of another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import batched

import numpy as np

from optimizer.problem import Bools, Ints
from optimizer.solvers.columns.choice import Block, search_each_among
from optimizer.solvers.columns.effort import Effort
from optimizer.solvers.columns.groups import Groups, Reach
from optimizer.solvers.columns.known import rows_of
from optimizer.solvers.columns.linear import Linear
from optimizer.solvers.columns.state import State, holds, value_of

MOST_CORES = 60
"""Cores up to which a part is searched whole."""

MOST_STRICT = 150
"""Cores up to which a part is searched as if proofs were in reach."""

_CORES, _CORES_BY_ARCS = (60, 80), (14, 20)
"""Cores of the blocks of one round and the next: small ones are solved sooner, larger
ones find more, and the more alliances are told by prices the larger they can be."""

_NODES = 5
"""Nodes of the search among alliances of a block."""

_WORK = 0.1
"""Deterministic work of CP-SAT for each core of a block."""

_AT_ONCE = 2
"""Blocks searched from the same plan, on as many workers as there are."""

_IDLE = 4
"""Rounds in a row that gain too little to go on."""

_GAIN = 0.01
"""Part of the gap to the bound that a round gains at least."""


def is_large(reach: Reach) -> bool:
    """Tell whether a part has too many cores to be searched whole."""
    return len(reach.cores) > MOST_CORES


def is_vast(reach: Reach) -> bool:
    """Tell whether a part has so many cores that near its bounds is near enough."""
    return len(reach.cores) > MOST_STRICT


def better_by_block(
    state: State, goal: Linear, bound: float, effort: Effort, groups: Groups | None
) -> Groups:
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
    groups
        Alliances to choose from; ``None`` to have CP-SAT search over pairs.
    """
    random = np.random.default_rng(effort.seed)
    cores = len(state.reach.cores)
    sizes = _CORES_BY_ARCS if groups is None else _CORES
    if cores <= sizes[0]:
        return state.best
    idle, count = 0, 0
    while idle < _IDLE and not _is_done(state, goal, bound, effort):
        before = state.value(goal)
        order = random.permutation(cores)
        blocks = blocks_around(state.reach, order, sizes[count % len(sizes)])
        for some in batched(blocks, _AT_ONCE):
            if not _is_done(state, goal, bound, effort):
                state = _bettered(state, goal, some, effort, groups)
        gained = before - state.value(goal)
        idle = 0 if gained > _GAIN * (before - bound) else idle + 1
        count += 1
    return state.best


def _is_done(state: State, goal: Linear, bound: float, effort: Effort) -> bool:
    """Tell whether nothing better is possible, or nothing may be looked for."""
    return effort.is_over() or state.value(goal) - bound < 1e-3


def _bettered(
    state: State,
    goal: Linear,
    blocks: Sequence[Ints],
    effort: Effort,
    groups: Groups | None,
) -> State:
    """Return the state with the better plans of some blocks, found side by side."""
    free = [
        Block(np.isin(np.arange(len(state.reach.cores)), block), barred)
        for block, barred in zip(blocks, barred_schools(state, blocks), strict=True)
    ]
    found: list[Groups | None]
    if groups is None:
        # CP-SAT takes a while to import, and few problems need it.
        from optimizer.solvers.columns.arcs import better_each_by_arcs

        work = _WORK * max(map(len, blocks))
        every = better_each_by_arcs(state, goal, free, effort, work=work)
        found = [one.groups for one in every]
    else:
        chosen = search_each_among(state, goal, groups, free, effort, nodes=_NODES)
        found = [one.groups for one in chosen]
    for block, plan in zip(blocks, found, strict=True):
        if plan is not None:
            state = _taken_over(state, goal, block, plan)
    return state


def barred_schools(state: State, blocks: Sequence[Ints]) -> list[Bools]:
    """Return which schools each block leaves to another: those nearer to its cores.

    So blocks searched side by side seldom want the same school.
    """
    reach = state.reach
    seconds = reach.problem.seconds
    far = np.iinfo(seconds.dtype).max
    trips = [seconds[:, reach.cores[block]] for block in blocks]
    nearest = [np.where(trip < 0, far, trip).min(axis=1) for trip in trips]
    owner = np.argmin(nearest, axis=0)
    own = [groups_in(state.best, block) for block in blocks]
    barred = []
    for at, groups in enumerate(own):
        other = owner != at
        schools = rows_of(reach, groups)
        other[schools[schools >= 0]] = False
        other[reach.cores[blocks[at]]] = False
        barred.append(other)
    return barred


def groups_in(plan: Groups, block: Ints) -> Groups:
    """Return the alliances of a plan whose cores are in a block."""
    return plan[np.isin(plan.core_at, block)]


def _taken_over(state: State, goal: Linear, block: Ints, found: Groups) -> State:
    """Return the state with one block as in another plan, if that fits and is better.

    Blocks found side by side may want the same school, or the slack of the same row:
    the first one has it.
    """
    kept = state.best[~np.isin(state.best.core_at, block)]
    plan = kept.joined(groups_in(found, block))
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
