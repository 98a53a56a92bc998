"""Rounds of annealing: what is searched at once, for how long and how hot."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from optimizer.solvers.pmedian.annealing import Heat, anneal
from optimizer.solvers.pmedian.crowd import anneal_crowd
from optimizer.solvers.pmedian.instance import Ints, MedianInstance

_FIRST_MOVES = 1_000
"""Moves per point of the first round."""

_MOVES = 8_000

_CROWD_MOVES = 60_000
"""The same of a large instance, whose moves are tried many at once."""

_WARM_ROUNDS = 3
"""Rounds that begin as hot as can be."""

_MOST_ROUNDS = 1000

_LARGE = 500
"""Points above which moves are tried many at once, and halves mended side by side."""

_MENDING = 0.3
"""First temperature of halves, as a share of the usual one."""

_OF_REST = 0.7
"""Share of the time left for annealing that halves may take at once."""


@dataclass(frozen=True, eq=False)
class Heating:
    """Groups to anneal, by their cores, and how."""

    cores: Ints
    heat: Heat


def is_large(instance: MedianInstance) -> bool:
    """Whether there are so many groups that moves are tried many at once."""
    return instance.n > _LARGE


def whole_rounds(
    instance: MedianInstance, core_of: Ints, count: int, seed: int, until: float
) -> list[Heating]:
    """Return the searches of a round: short at first, then long, then cooler.

    Parameters
    ----------
    instance
        The instance.
    core_of
        Where to start.
    count
        Which round, from 0; a large instance has one search.
    seed
        Decides the moves.
    until
        Clock time at which to end.
    """
    moves = instance.n * (_FIRST_MOVES if count == 0 else _MOVES)
    shares: tuple[float, ...] = (1.0, 1.0) if count < _WARM_ROUNDS else (0.4, 0.2)
    if is_large(instance):
        moves, shares = instance.n * _CROWD_MOVES, (1.0,)
    first = 2 * (_MOST_ROUNDS * seed + count)
    cores = np.unique(core_of)
    return [
        Heating(cores, Heat(moves, first + k, until, share))
        for k, share in enumerate(shares)
    ]


def half_rounds(
    instance: MedianInstance, core_of: Ints, count: int, seed: int, until: float
) -> list[Heating]:
    """Return the searches of a round that mends the halves of a large instance.

    See :func:`whole_rounds` for the parameters.
    """
    now = time.time()
    moves = instance.n // 2 * _CROWD_MOVES
    first = 2 * (_MOST_ROUNDS * (seed + 1) - count) + 1
    until = now + _OF_REST * (until - now)
    return [
        Heating(cores, Heat(moves, first + k, until, _MENDING))
        for k, cores in enumerate(_halves(instance, core_of, first))
    ]


def _halves(instance: MedianInstance, core_of: Ints, seed: int) -> list[Ints]:
    """Split the groups between those near one core and those near a far one."""
    cores = np.unique(core_of)
    cost = np.minimum(instance.cost[np.ix_(cores, cores)], 1e15)
    one = int(np.random.default_rng(seed).integers(len(cores)))
    other = int(np.argmax(cost[:, one]))
    order = np.argsort(cost[:, one] - cost[:, other], kind="stable")
    middle = len(cores) // 2
    return [np.sort(cores[order[:middle]]), np.sort(cores[order[middle:]])]


def heat_up(instance: MedianInstance, core_of: Ints, task: Heating) -> Ints:
    """Anneal some groups; return the whole solution with what came of them."""
    points = np.flatnonzero(np.isin(core_of, task.cores))
    search = anneal_crowd if is_large(instance) else anneal
    if len(points) == instance.n:
        return search(instance, core_of, task.heat)
    part = instance.part(points, points, len(task.cores))
    found = search(part, np.searchsorted(points, core_of[points]), task.heat)
    out = core_of.copy()
    out[points] = points[found]
    return out
