"""The whole search against brute force, and what must not change the optimum."""

from __future__ import annotations

import math

import numpy as np
import pytest

from optimizer.plan import Status
from optimizer.solvers.pmedian import (
    InstanceError,
    MedianInstance,
    MedianLimits,
    solve_median,
)
from tests.solvers.pmedian.oracle import best_value, random_instance

LIMITS = MedianLimits(seconds=60.0)


@pytest.mark.parametrize("kind", ["unit", "general", "free", "sites"])
@pytest.mark.parametrize("seed", range(12))
def test_solve_random_agrees_with_brute_force(kind: str, seed: int) -> None:
    """Tests status, value, bound and rules on instances small enough to try all."""
    instance = random_instance(seed, kind)
    result = solve_median(instance, LIMITS)
    expected = best_value(instance)
    if math.isinf(expected):
        assert result.status is Status.INFEASIBLE
        assert result.core_of is None
        assert result.value is None
        return
    assert result.status is Status.OPTIMAL
    assert result.value == pytest.approx(expected, abs=1e-6)
    assert result.bound is not None
    assert result.bound <= expected + 1e-6
    assert result.core_of is not None
    assert instance.faults_of(result.core_of) == []
    assert instance.value_of(result.core_of) == result.value


def ring(n: int, p: int, capacity: float, seed: int) -> MedianInstance:
    """Return points scattered around, with random demands."""
    random = np.random.default_rng(seed)
    at = random.integers(0, 1000, (n, 2)).astype(float)
    return placed(at, random.integers(1, 20, n).astype(float), p, capacity)


def placed(
    at: np.ndarray, demand: np.ndarray, p: int, capacity: float
) -> MedianInstance:
    """Return the instance of some places."""
    cost = np.sqrt(((at[:, None] - at[None]) ** 2).sum(axis=2))
    return MedianInstance(cost, demand, np.full(len(at), capacity), p)


def test_solve_translated_and_relabelled_keeps_the_optimum() -> None:
    """Tests that neither place nor order of the points matters."""
    random = np.random.default_rng(5)
    at = random.integers(0, 1000, (30, 2)).astype(float)
    demand = random.integers(1, 20, 30).astype(float)
    order = random.permutation(30)
    capacity = float(math.ceil(demand.sum() / 5 * 1.1))
    plain = solve_median(placed(at, demand, 5, capacity), LIMITS)
    moved = solve_median(placed(at + 4096, demand, 5, capacity), LIMITS)
    mixed = solve_median(placed(at[order], demand[order], 5, capacity), LIMITS)
    assert {r.status for r in (plain, moved, mixed)} == {Status.OPTIMAL}
    assert moved.value == pytest.approx(plain.value)
    assert mixed.value == pytest.approx(plain.value)


def test_solve_twice_gives_the_same_solution() -> None:
    """Tests that a run that is not cut off can be repeated, whatever the workers."""
    instance = ring(40, 6, 90, seed=3)
    first = solve_median(instance, LIMITS)
    again = solve_median(instance, LIMITS)
    beside = solve_median(instance, MedianLimits(seconds=60.0, workers=2))
    assert first.core_of is not None
    assert again.core_of is not None
    assert beside.core_of is not None
    assert first.core_of.tolist() == again.core_of.tolist()
    assert first.value == beside.value


def test_solve_groups_of_three_is_proven_by_groups() -> None:
    """Tests the search over listed groups on full groups."""
    random = np.random.default_rng(2)
    at = random.integers(0, 500, (24, 2)).astype(float)
    result = solve_median(placed(at, np.ones(24), 8, 3.0), LIMITS)
    assert result.status is Status.OPTIMAL
    assert result.core_of is not None
    assert (np.bincount(result.core_of, minlength=24)[result.cores] == 3).all()


@pytest.mark.parametrize(
    ("demand", "capacity"),
    [([5, 5, 5, 5], 9.0), ([6, 6, 6, 1], 10.0), ([11, 1, 1, 1], 10.0)],
    ids=["too little room", "no packing", "point too large"],
)
def test_solve_impossible_is_infeasible(demand: list[int], capacity: float) -> None:
    """Tests that what cannot be is told apart from what was not found."""
    at = np.array([[0, 0], [0, 1], [5, 0], [5, 1]], dtype=float)
    result = solve_median(placed(at, np.array(demand, float), 2, capacity), LIMITS)
    assert result.status is Status.INFEASIBLE
    assert result.core_of is None


def test_solve_many_points_is_legal_and_bounded() -> None:
    """Crowds and halves: so many points that none of it is proven in the time."""
    random = np.random.default_rng(5)
    at = random.uniform(0, 100, (510, 2))
    instance = placed(at, np.ones(510), 85, 6.0)
    result = solve_median(instance, MedianLimits(seconds=9.0))
    assert result.core_of is not None
    assert result.bound is not None
    assert instance.faults_of(result.core_of) == []
    assert result.value == pytest.approx(instance.value_of(result.core_of))
    assert 0.85 * result.value < result.bound <= result.value


def test_solve_with_no_time_claims_nothing_false() -> None:
    """Tests that a run without time never says optimal or infeasible wrongly."""
    instance = ring(60, 8, 90, seed=1)
    result = solve_median(instance, MedianLimits(seconds=0.01))
    assert result.status in {Status.FEASIBLE, Status.UNKNOWN}
    full = solve_median(instance, LIMITS)
    assert full.value is not None
    if result.bound is not None:
        assert result.bound <= full.value + 1e-6


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"capacity": np.ones(2)}, "cost has shape"),
        ({"demand": np.array([1.0, -1.0, 1.0])}, "demand must hold"),
        ({"num_cores": 4}, "num_cores is 4"),
        ({"cost": np.full((3, 3), np.nan)}, "cost must hold"),
    ],
)
def test_instance_with_a_fault_is_refused(
    change: dict[str, object], message: str
) -> None:
    """Tests that shapes and values are checked."""
    good = {
        "cost": np.zeros((3, 3)),
        "demand": np.ones(3),
        "capacity": np.ones(3),
        "num_cores": 3,
    }
    MedianInstance(**good)
    with pytest.raises(InstanceError, match=message):
        MedianInstance(**(good | change))


def test_faults_of_names_what_is_wrong() -> None:
    """Tests the judge: each broken rule is told, and a good solution has no fault."""
    at = np.array([[0, 0], [0, 1], [5, 0], [5, 1]], dtype=float)
    instance = placed(at, np.ones(4), 2, 2.0)
    assert instance.faults_of(np.array([0, 0, 2, 2])) == []
    assert instance.faults_of(np.array([0, 0, 2, 0])) != []
    assert instance.faults_of(np.array([0, 0, 0, 0])) != []
    assert instance.faults_of(np.array([1, 0, 2, 2])) != []
    assert instance.faults_of(np.array([0, 0, 2, -1])) != []
