"""Every solution of a tiny instance, tried one by one; and random tiny instances."""

from __future__ import annotations

import math
from itertools import combinations, product

import numpy as np

from optimizer.solvers.pmedian import MedianInstance


def best_value(instance: MedianInstance) -> float:
    """Return the least value of all solutions; infinite if there is none."""
    counts = range(1, instance.m + 1)
    if instance.num_cores is not None:
        counts = range(instance.num_cores, instance.num_cores + 1)
    sets = (s for count in counts for s in combinations(range(instance.m), count))
    return min((_best_with(instance, cores) for cores in sets), default=math.inf)


def _best_with(instance: MedianInstance, cores: tuple[int, ...]) -> float:
    free = [i for i in range(instance.n) if not (instance.is_shared and i in cores)]
    best = math.inf
    for chosen in product(cores, repeat=len(free)):
        core_of = dict(zip(free, chosen, strict=True))
        if instance.is_shared:
            core_of |= {core: core for core in cores}
        load = dict.fromkeys(cores, 0.0)
        value = sum(float(instance.opening[core]) for core in cores)
        for i, core in core_of.items():
            load[core] += float(instance.demand[i])
            value += float(instance.cost[i, core])
        if all(load[core] <= instance.capacity[core] for core in cores):
            best = min(best, value)
    return best


def random_instance(seed: int, kind: str) -> MedianInstance:
    """Return a tiny instance: ``unit``, ``general``, ``free`` or ``sites``."""
    random = np.random.default_rng(seed)
    n = int(random.integers(4, 8))
    at = random.integers(0, 40, (n, 2))
    cost = np.sqrt(((at[:, None] - at[None]) ** 2).sum(axis=2))
    if seed % 2:
        cost = np.floor(cost)
    p = int(random.integers(1, 4))
    demand = random.integers(1, 10, n).astype(float)
    room = np.ceil(demand.sum() / p * random.uniform(0.9, 1.6))
    capacity = np.full(n, room)
    if kind == "unit":
        demand, capacity = np.ones(n), np.full(n, float(-(-n // p)))
    if kind == "free":
        demand, capacity = np.ones(n), np.full(n, np.inf)
    if kind == "sites":
        m = int(random.integers(2, 5))
        capacity = np.ceil(random.uniform(0.3, 1.2, m) * demand.sum())
        opening = random.integers(5, 60, m).astype(float)
        return MedianInstance(
            cost[:, :1] + random.integers(0, 30, (n, m)),
            demand,
            capacity,
            None,
            opening,
            is_shared=False,
        )
    return MedianInstance(cost, demand, capacity, p)
