"""Blocks of neighbouring cores, for bettering a large plan part by part."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from optimizer.problem import Problem

MOST_CORES = 40
"""Cores in a block: a county of this size is proven whole in seconds."""


def blocks_of(problem: Problem) -> tuple[frozenset[int], ...]:
    """Part the eligible cores into blocks, each inside one county.

    A county with at most :data:`MOST_CORES` cores is one block. A larger one is
    parted twice, begun from either end of the ids, so that the borders of one
    parting lie inside the blocks of the other.

    Returns
    -------
    tuple of frozenset
        Core indices; a single block where parting would part nothing.
    """
    found: list[frozenset[int]] = []
    for county in range(len(problem.counties)):
        local = problem.can_lead & (problem.county == county)
        cores = [int(k) for k in np.flatnonzero(local)]
        if len(cores) <= MOST_CORES:
            found += [frozenset(cores)] if cores else []
        else:
            found += _parting(problem, cores)
            found += _parting(problem, cores[::-1])
    return tuple(found)


def _parting(problem: Problem, cores: list[int]) -> Iterator[frozenset[int]]:
    """Yield the first core left with its nearest ones, until none is left."""
    left = list(cores)
    while left:
        away = problem.seconds[left[0], left].astype(np.float64)
        away[away < 0] = np.inf
        nearest = np.argsort(away, kind="stable")[:MOST_CORES]
        block = frozenset(left[int(i)] for i in nearest)
        yield block
        left = [k for k in left if k not in block]
