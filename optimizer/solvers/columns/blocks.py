"""Blocks of neighbouring cores, for bettering a large part piece by piece."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from optimizer.problem import Ints
from optimizer.solvers.columns.groups import Reach

MOST_CORES = 40
"""Cores of a block: a part with no more is searched whole."""


def blocks_of(reach: Reach) -> tuple[Ints, ...]:
    """Part the cores of a part into blocks of near ones.

    The parting is done twice, begun from either end of the ids, so that the borders
    of one parting lie inside the blocks of the other.

    Returns
    -------
    tuple of arrays
        Positions of cores; a single block where parting would part nothing.
    """
    every = np.arange(len(reach.cores))
    if len(every) <= MOST_CORES:
        return (every,)
    return (*_parting(reach, every), *_parting(reach, every[::-1]))


def _parting(reach: Reach, order: Ints) -> Iterator[Ints]:
    """Yield the first core left with its nearest ones, until none is left."""
    left = order
    while len(left):
        first = reach.cores[left[0]]
        away = reach.problem.seconds[first, reach.cores[left]].astype(np.float64)
        away[away < 0] = np.inf
        nearest = np.argsort(away, kind="stable")[:MOST_CORES]
        yield left[nearest]
        left = np.delete(left, nearest)
