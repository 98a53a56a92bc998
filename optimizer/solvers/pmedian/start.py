"""The first prices and the first solution."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from optimizer.solvers.pmedian.ascent import climb, first_prices
from optimizer.solvers.pmedian.instance import Floats, Ints, MedianInstance
from optimizer.solvers.pmedian.polish import locate_and_allocate, polish
from optimizer.solvers.pmedian.relaxation import Relaxation, Relaxed

_STEPS = {1500: 300}
"""Steps of the first ascent, by number of points; above, the last."""

_FEWEST_STEPS = 100

_TRIES = {500: 12, 1500: 6}
"""Sets of cores tried, by number of points; above, the last."""

_FEWEST_TRIES = 1


@dataclass(frozen=True, eq=False)
class Start:
    """Prices, a lower bound and a solution, which may overload cores."""

    price: Floats
    bound: float
    core_of: Ints


def make_start(instance: MedianInstance, stop: Callable[[], bool]) -> Start:
    """Return the first prices and the best of a few first solutions."""
    price = first_prices(instance)
    opened = _enough(instance, Relaxation(instance).answer(price).opened)
    first = polish(instance, locate_and_allocate(instance, opened, stop), stop)
    sets: list[Ints] = [opened]
    best = -math.inf

    def keep(found: Relaxed) -> bool:
        nonlocal best
        if found.bound > best:
            best = found.bound
            sets.append(found.opened)
        return stop()

    target = instance.value_of(first)
    if not math.isfinite(target):
        target = 2.0 * float(np.sum(price))
    steps = next((s for size, s in _STEPS.items() if instance.n <= size), _FEWEST_STEPS)
    climbed = climb(instance, price, target, steps=steps, stop=keep)
    price, bound = climbed.price, climbed.relaxed.bound
    solutions = [first]
    for chosen in _spread(sets[::-1], instance.n):
        if stop():
            break
        found = locate_and_allocate(instance, _enough(instance, chosen), stop)
        solutions.append(polish(instance, found, stop))
    ranked = min(solutions, key=lambda core_of: _rank(instance, core_of))
    return Start(price, bound, ranked)


def _spread(sets: list[Ints], n: int) -> list[Ints]:
    """Return the first of the sets that differ, as many as there is time for."""
    most = next((t for size, t in _TRIES.items() if n <= size), _FEWEST_TRIES)
    known: set[tuple[int, ...]] = set()
    out: list[Ints] = []
    for cores in sets:
        key = tuple(np.sort(cores).tolist())
        if key not in known and len(out) < most:
            known.add(key)
            out.append(cores)
    return out


def _enough(instance: MedianInstance, cores: Ints) -> Ints:
    """Return cores with room for everybody, where their number is free."""
    if instance.num_cores is not None:
        return np.sort(cores)
    need = float(instance.demand.sum())
    order = np.argsort(instance.opening / np.maximum(instance.capacity, 1e-9))
    chosen = list(cores)
    for core in order:
        if len(chosen) and instance.capacity[chosen].sum() >= 1.05 * need:
            break
        if core not in chosen:
            chosen.append(int(core))
    return np.sort(np.array(chosen, dtype=np.int64))


def _rank(instance: MedianInstance, core_of: Ints) -> tuple[float, float, float]:
    """Order solutions: obeying the rules first, then least overload, then value."""
    load = np.bincount(core_of, weights=instance.demand, minlength=instance.m)
    excess = float(np.maximum(0.0, load - instance.capacity).sum())
    faults = float(len(instance.faults_of(core_of)))
    return (faults, excess, instance.value_of(core_of))
