"""A round of searches: what comes of several that begin with one solution."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from optimizer.solvers.pmedian import MedianInstance, MedianLimits
from optimizer.solvers.pmedian.annealing import Heat
from optimizer.solvers.pmedian.descent import Descent
from optimizer.solvers.pmedian.rounds import Heating
from optimizer.solvers.pmedian.solver import _Run
from optimizer.solvers.pmedian.workers import Job

PLACES = np.array([0.0, 1.0, 2.0, 10.0, 11.0, 12.0])
"""Two groups of three on a line: 2 + 2 at best, with the middle ones as cores."""


class Told:
    """Workers whose results are known beforehand; all are there at once."""

    def __init__(self, results: list[np.ndarray]) -> None:
        self._results = iter(results)
        self.starts: list[np.ndarray] = []

    def submit(self, work: object, core_of: np.ndarray, task: object) -> Any:
        """Hand out the next result."""
        self.starts.append(core_of)
        result = next(self._results)
        return Job(lambda _: result, lambda: True)


def solved(start: list[int], tasks: list[list[int]], results: list[list[int]]) -> Any:
    """Return the solution after a round, and where its searches began."""
    cost = np.abs(PLACES[:, None] - PLACES)
    instance = MedianInstance(cost, np.ones(6), np.full(6, 3.0), 2)
    run = _Run(instance, MedianLimits(seconds=60.0, workers=2))
    descent = Descent(instance, np.array(start), np.zeros(6), 1)
    workers = Told([np.array(result) for result in results])
    heat = Heat(moves=1, seed=1, until=0.0)
    run._heat_up([Heating(np.array(t), heat) for t in tasks], descent, workers)
    return descent.core_of.tolist(), workers.starts


@pytest.mark.parametrize("is_second", [False, True])
def test_the_best_of_two_whole_searches_is_kept(is_second: bool) -> None:
    """Tests either order; the first leaves none of the cores the second began with."""
    better, best = [0, 0, 0, 4, 4, 4], [1, 1, 1, 4, 4, 4]
    results = [better, best] if is_second else [best, better]
    found, starts = solved([2, 2, 2, 3, 3, 3], [[2, 3], [2, 3]], results)
    assert found == best
    assert [start.tolist() for start in starts] == [[2, 2, 2, 3, 3, 3]] * 2


def test_both_halves_are_kept() -> None:
    """Tests searches of different groups: each brings its own."""
    results = [[1, 1, 1, 3, 3, 3], [2, 2, 2, 4, 4, 4]]
    found, _ = solved([2, 2, 2, 3, 3, 3], [[2], [3]], results)
    assert found == [1, 1, 1, 4, 4, 4]


def test_a_worse_search_changes_nothing() -> None:
    """Tests that what is known is never given up."""
    results = [[0, 0, 0, 5, 5, 5], [2, 2, 2, 3, 3, 3]]
    found, _ = solved([1, 1, 1, 4, 4, 4], [[1, 4], [1, 4]], results)
    assert found == [1, 1, 1, 4, 4, 4]
