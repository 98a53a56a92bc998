"""Bounds are bounds for any prices, and removed arcs are useless."""

from __future__ import annotations

import math

import numpy as np
import pytest

from optimizer.solvers.pmedian.assignment import assign
from optimizer.solvers.pmedian.knapsack import best_whole_fills, fractional_fills
from optimizer.solvers.pmedian.partition import (
    GroupBound,
    bound_by_groups,
    has_small_groups,
    prove_by_groups,
)
from optimizer.solvers.pmedian.pricing import Pricer, Prices
from optimizer.solvers.pmedian.relaxation import Relaxation
from optimizer.solvers.pmedian.result import MedianLimits
from optimizer.solvers.pmedian.solver import solve_median
from tests.solvers.pmedian.oracle import best_value, random_instance


@pytest.mark.parametrize("kind", ["unit", "general", "free", "sites"])
@pytest.mark.parametrize("seed", range(15))
def test_answer_any_prices_bounds_the_optimum(kind: str, seed: int) -> None:
    """Tests that random prices never give a bound above the optimum."""
    instance = random_instance(seed, kind)
    expected = best_value(instance)
    random = np.random.default_rng(seed)
    for _ in range(10):
        price = random.uniform(0, 50, instance.n)
        relaxation = Relaxation(instance)
        for whole in (False, kind in {"general", "sites"}):
            assert relaxation.answer(price, whole=whole).bound <= expected + 1e-9


@pytest.mark.parametrize("kind", ["unit", "general", "free", "sites"])
@pytest.mark.parametrize("seed", range(15))
def test_forced_arcs_of_the_optimum_stay_below_it(kind: str, seed: int) -> None:
    """Tests that no arc of a best solution is priced above its value."""
    instance = random_instance(seed, kind)
    result = solve_median(instance, MedianLimits(seconds=30))
    if result.core_of is None or result.value is None:
        return
    random = np.random.default_rng(seed)
    for _ in range(5):
        price = random.uniform(0, 50, instance.n)
        relaxation = Relaxation(instance)
        relaxed = relaxation.answer(price, whole=kind in {"general", "sites"})
        forced = relaxation.forced(price, relaxed)
        used = forced[np.arange(instance.n), result.core_of]
        assert (used <= result.value + 1e-6).all()


@pytest.mark.parametrize("seed", range(10))
def test_whole_fills_lie_between_fractions_and_nothing(seed: int) -> None:
    """Tests the knapsacks against all subsets."""
    random = np.random.default_rng(seed)
    worth = random.uniform(-10, 4, (3, 6))
    demand = random.integers(1, 9, (3, 6)).astype(float)
    room = random.integers(0, 25, 3).astype(float)
    part, ratio, _ = fractional_fills(worth, demand, room)
    whole, taken = best_whole_fills(worth, demand, room)
    for r in range(3):
        masks = (np.arange(64)[:, None] >> np.arange(6)) & 1
        fits = masks @ demand[r] <= room[r]
        assert whole[r] == pytest.approx((masks @ worth[r])[fits].min())
        assert taken[r] @ worth[r] == pytest.approx(whole[r])
    assert (part <= whole + 1e-9).all()
    assert (ratio <= 0).all()


@pytest.mark.parametrize("seed", range(10))
def test_groups_of_with_cuts_finds_all_below_the_limit(seed: int) -> None:
    """Tests the growing of groups against all subsets."""
    random = np.random.default_rng(seed)
    instance = random_instance(seed, "general")
    n = instance.n
    triples = np.array([sorted(random.choice(n, 3, replace=False)) for _ in range(4)])
    prices = Prices(random.uniform(0, 40, n), 0.0, triples, -random.uniform(0, 9, 4))
    found = Pricer(instance).groups_of(0, prices, 5.0, best=False, every=True)
    costs = []
    for mask in range(2 ** (n - 1)):
        group = [0] + [i for i in range(1, n) if mask >> (i - 1) & 1]
        if instance.demand[group].sum() > instance.capacity[0]:
            continue
        cost = instance.cost[group, 0].sum() - prices.point[group].sum()
        cost -= prices.cut[np.isin(triples, group).sum(axis=1) >= 2].sum()
        if cost < 5.0:
            costs.append(cost)
    assert found.complete
    assert np.sort(found.cost) == pytest.approx(np.sort(costs))


@pytest.mark.parametrize("seed", range(8))
def test_bound_by_groups_bounds_the_optimum(seed: int) -> None:
    """Tests the bound of columns and cuts."""
    instance = random_instance(seed, "unit")
    result = solve_median(instance, MedianLimits(seconds=30))
    if result.core_of is None or not has_small_groups(instance):
        return
    found = bound_by_groups(
        instance, np.full(instance.n, 5.0), result.core_of, False, math.inf
    )
    assert found.bound <= best_value(instance) + 1e-6


@pytest.mark.parametrize("seed", range(12))
def test_prove_by_groups_agrees_with_brute_force(seed: int) -> None:
    """Tests proofs at whole prices, where many members cost just their price."""
    instance = random_instance(2 * seed + 1, "unit" if seed % 2 else "general")
    expected = best_value(instance)
    result = solve_median(instance, MedianLimits(seconds=30))
    if result.core_of is None:
        return
    random = np.random.default_rng(seed)
    price = random.integers(0, 12, instance.n).astype(float)
    relaxed = Relaxation(instance).answer(price)
    none = np.zeros((0, 3), dtype=np.int64)
    prices = Prices(price, 0.0, none, np.zeros(0))
    floors = Pricer(instance).floors(prices)
    cores = np.sort(random.permutation(instance.n)[: instance.num_cores])
    worse = assign(instance, cores)
    if instance.faults_of(worse):
        worse = result.core_of
    bound = price.sum() + np.sort(floors)[: instance.num_cores].sum()
    assert bound <= max(expected, relaxed.bound) + 1e-6
    known = GroupBound(bound, prices, floors, [])
    proof = prove_by_groups(instance, known, worse, True, math.inf)
    best = worse if proof.core_of is None else proof.core_of
    assert proof.complete
    assert instance.value_of(best) == pytest.approx(expected)
