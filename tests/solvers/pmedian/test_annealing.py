"""Annealing and descent: legal, repeatable, never worse than where they began."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

import numpy as np
import pytest

from optimizer.solvers.pmedian.annealing import Heat, anneal, can_anneal
from optimizer.solvers.pmedian.crowd import Crowd, anneal_crowd
from optimizer.solvers.pmedian.descent import Descent
from optimizer.solvers.pmedian.instance import MedianInstance
from tests.solvers.pmedian.oracle import best_value, random_instance

INSTANCES = [
    (seed, kind)
    for kind in ("unit", "general")
    for seed in range(20)
    if can_anneal(random_instance(seed, kind))
    and math.isfinite(best_value(random_instance(seed, kind)))
]


Search = Callable[[MedianInstance, np.ndarray, Heat], np.ndarray]

both = pytest.mark.parametrize("search", [anneal, anneal_crowd])


def heat(seed: int = 1, moves: int = 4_000) -> Heat:
    """Return an annealing that the clock does not cut short."""
    return Heat(moves=moves, seed=seed, until=time.time() + 600)


def any_grouping(instance: MedianInstance, seed: int) -> np.ndarray:
    """Return a grouping with the right number of cores, perhaps overloaded."""
    random = np.random.default_rng(seed)
    cores = random.choice(instance.n, instance.num_cores, replace=False)
    core_of = random.choice(cores, instance.n)
    core_of[cores] = cores
    return core_of


def value_by_hand(instance: MedianInstance, core_of: np.ndarray) -> float:
    """Return the value of a grouping, added up point by point."""
    return sum(float(instance.cost[i, int(k)]) for i, k in enumerate(core_of))


def is_legal_by_hand(instance: MedianInstance, core_of: np.ndarray) -> bool:
    """Tell whether loads, own cores and the number of cores are as they must be."""
    cores = {int(k) for k in core_of}
    loads = dict.fromkeys(cores, 0.0)
    for i, k in enumerate(core_of):
        loads[int(k)] += float(instance.demand[i])
    return (
        len(cores) == instance.num_cores
        and all(int(core_of[k]) == k for k in cores)
        and all(loads[k] <= instance.capacity[k] + 1e-9 for k in cores)
    )


def test_there_are_instances_to_anneal() -> None:
    assert len(INSTANCES) > 15


@pytest.mark.parametrize(("seed", "kind"), INSTANCES)
def test_annealing_finds_the_optimum_of_a_tiny_instance(seed: int, kind: str) -> None:
    """Tests value and rules by hand against all solutions."""
    instance = random_instance(seed, kind)
    found = anneal(instance, any_grouping(instance, seed), heat())
    assert is_legal_by_hand(instance, found)
    assert value_by_hand(instance, found) == pytest.approx(instance.value_of(found))
    assert value_by_hand(instance, found) == pytest.approx(best_value(instance))


@pytest.mark.parametrize(("seed", "kind"), INSTANCES)
def test_a_crowd_finds_the_optimum_of_a_tiny_instance(seed: int, kind: str) -> None:
    """Tests the same without overload, from a legal start."""
    instance = random_instance(seed, kind)
    start = anneal(instance, any_grouping(instance, seed), heat(moves=1))
    found = anneal_crowd(instance, start, heat(moves=40_000))
    assert is_legal_by_hand(instance, found)
    assert value_by_hand(instance, found) == pytest.approx(best_value(instance))


@both
@pytest.mark.parametrize(("seed", "kind"), INSTANCES[::3])
def test_annealing_is_never_above_a_legal_start(
    seed: int, kind: str, search: Search
) -> None:
    instance = random_instance(seed, kind)
    start = anneal(instance, any_grouping(instance, seed), heat())
    for moves in (1, 500):
        found = search(instance, start, heat(seed=9, moves=moves))
        assert instance.value_of(found) <= instance.value_of(start) + 1e-9


def grid(n: int, p: int) -> MedianInstance:
    """Return points of a crooked grid, in groups of at most one more than even."""
    random = np.random.default_rng(n)
    at = random.uniform(0, 100, (n, 2))
    cost = np.sqrt(((at[:, None] - at[None]) ** 2).sum(axis=2))
    return MedianInstance(cost, np.ones(n), np.full(n, n // p + 1.0), p)


@both
def test_the_seed_decides_and_nothing_else(search: Search) -> None:
    instance = grid(60, 10)
    start = anneal(instance, any_grouping(instance, 3), heat(moves=1))
    first, again = (search(instance, start, heat(seed=5)) for _ in range(2))
    assert first.tolist() == again.tolist()
    assert instance.value_of(first) < instance.value_of(start)


@both
def test_no_time_gives_back_a_legal_start(search: Search) -> None:
    instance = grid(60, 10)
    start = anneal(instance, any_grouping(instance, 3), heat())
    late = Heat(moves=20_000, seed=1, until=time.time())
    found = search(instance, start, late)
    assert is_legal_by_hand(instance, found)
    assert instance.value_of(found) <= instance.value_of(start)


@pytest.mark.parametrize("skewed", [False, True])
@pytest.mark.parametrize("room", [6, 8])
def test_a_crowd_keeps_its_sums(skewed: bool, room: int) -> None:
    """Full groups and roomy ones, with one-way costs and costs of opening too."""
    random = np.random.default_rng(room)
    even = grid(120, 20)
    way = random.uniform(1.0, 1.5, even.cost.shape) if skewed else np.ones((120, 120))
    np.fill_diagonal(way, 0.0)
    instance = MedianInstance(
        even.cost * way,
        np.ones(120),
        np.full(120, float(room)),
        20,
        random.uniform(0, 9, 120) if skewed else np.zeros(120),
    )
    start = anneal(instance, np.repeat(np.arange(20), 6), heat(moves=1))
    crowd = Crowd(instance, start)
    seen = {crowd.value}
    for _ in range(200):
        crowd.try_moves(random, 60, temperature=3.0, hopeless=9.0)
        assert is_legal_by_hand(instance, crowd.core_of)
        assert crowd.value == pytest.approx(instance.value_of(crowd.core_of))
        seen.add(crowd.value)
    assert len(seen) > 50


def test_descent_takes_only_what_is_better() -> None:
    instance = grid(40, 8)
    start = anneal(instance, any_grouping(instance, 1), heat(moves=1))
    better = anneal(instance, start, heat())
    assert instance.value_of(better) < instance.value_of(start)
    descent = Descent(instance, start, np.zeros(instance.n), seed=1)
    while not descent.is_whole:
        descent.grow()
    (whole,) = descent.batch(1)
    assert sorted(whole.cores.tolist()) == np.unique(start).tolist()
    assert not descent.accept(whole, None)
    assert descent.accept(whole, better)
    assert descent.value == pytest.approx(value_by_hand(instance, better))
    assert not descent.accept(whole, start)
    assert descent.core_of.tolist() == better.tolist()


def test_parts_of_one_batch_share_no_group() -> None:
    instance = grid(150, 30)
    start = anneal(instance, any_grouping(instance, 3), heat(moves=1))
    parts = Descent(instance, start, np.zeros(instance.n), seed=1).batch(4)
    cores = [core for part in parts for core in part.cores.tolist()]
    assert len(parts) > 1
    assert len(set(cores)) == len(cores)
