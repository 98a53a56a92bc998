"""Blocks of neighbouring cores, for bettering a large part piece by piece."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from optimizer.problem import Ints
from optimizer.solvers.columns.groups import Reach

MOST_CORES = 40
"""Cores of a block: a part with no more is searched whole."""


def blocks_of(reach: Reach, most: int | None = None) -> tuple[Ints, ...]:
    """Part the cores of a part into blocks of near ones.

    The parting is done twice, begun from either end of the ids, so that the borders
    of one parting lie inside the blocks of the other.

    Parameters
    ----------
    reach, most
        The part, and the cores of a block; :data:`MOST_CORES` if none are given.

    Returns
    -------
    tuple of arrays
        Positions of cores; a single block where parting would part nothing.
    """
    most = MOST_CORES if most is None else most
    every = np.arange(len(reach.cores))
    if len(every) <= most:
        return (every,)
    return (*_parting(reach, every, most), *_parting(reach, every[::-1], most))


def _parting(reach: Reach, order: Ints, most: int) -> Iterator[Ints]:
    """Yield the first core left with its nearest ones, until none is left."""
    left = order
    while len(left):
        first = reach.cores[left[0]]
        away = reach.problem.seconds[first, reach.cores[left]].astype(np.float64)
        away[away < 0] = np.inf
        nearest = np.argsort(away, kind="stable")[:most]
        yield left[nearest]
        left = np.delete(left, nearest)
