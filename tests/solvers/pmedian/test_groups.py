"""The program over groups ends at its bound wherever its prices begin."""

from __future__ import annotations

import math
from itertools import combinations

import numpy as np
import pytest
from scipy.optimize import linprog

from optimizer.solvers.pmedian import MedianInstance, MedianLimits, solve_median
from optimizer.solvers.pmedian.partition import bound_by_groups, prove_by_groups
from optimizer.solvers.pmedian.start import make_start

_N, _P = 12, 3


def _instance(seed: int) -> MedianInstance:
    random = np.random.default_rng(seed)
    at = random.integers(0, 60, (_N, 2))
    cost = np.sqrt(((at[:, None] - at[None]) ** 2).sum(axis=2))
    demand = random.integers(1, 10, _N).astype(float)
    room = np.full(_N, np.ceil(1.15 * demand.sum() / _P))
    return MedianInstance(cost, demand, room, _P)


def _relaxed(instance: MedianInstance) -> float:
    """Return the value of the program over every group there is, without cuts."""
    groups, costs = list[np.ndarray](), list[float]()
    for core in range(_N):
        others = [i for i in range(_N) if i != core]
        for size in range(_N):
            for members in combinations(others, size):
                group = [core, *members]
                if instance.demand[group].sum() <= instance.capacity[core]:
                    held = np.zeros(_N + 1)
                    held[[*group, _N]] = 1.0
                    groups.append(held)
                    costs.append(float(instance.cost[group, core].sum()))
    rows = np.stack(groups, axis=1)
    found = linprog(costs, A_eq=rows, b_eq=[*np.ones(_N), float(_P)])
    return float(found.fun)


@pytest.mark.parametrize("seed", range(6))
def test_bound_reaches_the_program_over_all_groups(seed: int) -> None:
    """Tests bounds from good, from no and from far too high first prices."""
    instance = _instance(seed)
    start = make_start(instance, lambda: False)
    if instance.faults_of(start.core_of):
        pytest.skip("no solution to start from")
    least = _relaxed(instance)
    best = solve_median(instance, MedianLimits(seconds=30)).value
    assert best is not None
    for price in (start.price, np.zeros(_N), np.full(_N, 1e4)):
        found = bound_by_groups(instance, price, start.core_of, False, math.inf)
        assert (1 - 1e-3) * least <= found.bound <= best + 1e-6
        proof = prove_by_groups(instance, found, start.core_of, False, math.inf)
        core_of = start.core_of if proof.core_of is None else proof.core_of
        assert proof.complete
        assert instance.value_of(core_of) == pytest.approx(best)
