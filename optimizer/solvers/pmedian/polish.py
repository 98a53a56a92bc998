"""Local search: points move, two points change places, groups find better cores."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from optimizer.solvers.pmedian.assignment import assign, recentred
from optimizer.solvers.pmedian.instance import (
    Floats,
    Ints,
    MedianInstance,
    room_for_noise,
)

_ROUNDS = 30
"""Most rounds of locating and allocating."""

_SLOW_ROUNDS = 4
"""The same where an assignment is slow."""

_SLOW = 1_000_000
"""Point-core pairs from which it is."""

_PASSES = 400
"""Most passes of moves and exchanges."""

_MOST_PAIRS = 12_000_000
"""Pairs of points up to which exchanges are looked for in one table."""


def locate_and_allocate(
    instance: MedianInstance, cores: Ints, stop: Callable[[], bool]
) -> Ints:
    """Assign, find better cores, and again until nothing changes."""
    core_of = assign(instance, cores)
    slow = instance.n * len(cores) >= _SLOW
    for _ in range(_SLOW_ROUNDS if slow else _ROUNDS):
        better = recentred(instance, core_of)
        if (better == core_of).all() or stop():
            break
        core_of = assign(instance, np.unique(better))
    return core_of


def polish(instance: MedianInstance, core_of: Ints, stop: Callable[[], bool]) -> Ints:
    """Improve a solution by moves and exchanges; overload is driven out first."""
    if np.isinf(instance.capacity).all():
        return recentred(instance, core_of)
    moves = _Moves(instance, core_of)
    for _ in range(_PASSES):
        if stop() or not (moves.shift() or moves.swap()):
            break
    return recentred(instance, moves.core_of())


class _Moves:
    """A solution under change: its cores stay, loads and costs are kept."""

    def __init__(self, instance: MedianInstance, core_of: Ints) -> None:
        self._demand = instance.demand
        self._cores = np.unique(core_of)
        self._place = np.searchsorted(self._cores, core_of)
        self._cost = np.minimum(instance.cost[:, self._cores], 1e15)
        room = instance.capacity[self._cores]
        self._room = np.minimum(room + room_for_noise(room), instance.demand.sum() + 1)
        self._load = np.bincount(
            self._place, weights=self._demand, minlength=len(self._cores)
        )
        finite = self._cost[self._cost < 1e15]
        weight = max(1.0, float(self._demand[self._demand > 0].min(initial=1.0)))
        self._penalty = 3.0 * float(finite.max(initial=1.0)) / weight + 1.0
        self._free = np.ones(instance.n, dtype=np.bool_)
        if instance.is_shared:
            self._free[self._cores] = False
        self._least = 1e-9 * max(1.0, float(finite.max(initial=1.0)))

    def core_of(self) -> Ints:
        """Return the core of each point."""
        return self._cores[self._place]

    def _excess(self, load: Floats, place: Ints | slice = slice(None)) -> Floats:
        return np.maximum(0.0, load - self._room[place]) * self._penalty

    def shift(self) -> bool:
        """Move points to other cores while it pays; return whether one moved."""
        place, load, demand = self._place, self._load, self._demand
        now = self._excess(load)
        leave = self._excess(load[place] - demand, place) - now[place]
        arrive = self._excess(load + demand[:, None]) - now
        gain = self._cost - self._cost[np.arange(len(place)), place][:, None]
        gain = gain + arrive + leave[:, None]
        gain[np.arange(len(place)), place] = 0.0
        gain[~self._free] = 0.0
        target = np.argmin(gain, axis=1)
        worth = gain[np.arange(len(place)), target]
        touched = np.zeros(len(load), dtype=np.bool_)
        for i in np.argsort(worth, kind="stable"):
            if worth[i] >= -self._least:
                break
            if touched[place[i]] or touched[target[i]]:
                continue
            touched[place[i]] = touched[target[i]] = True
            load[place[i]] -= demand[i]
            load[target[i]] += demand[i]
            place[i] = target[i]
        return bool(touched.any())

    def swap(self) -> bool:
        """Exchange points of two cores while it pays; return whether any were."""
        free = np.flatnonzero(self._free)
        if len(free) ** 2 > _MOST_PAIRS or len(free) < 2:
            return False
        first, second, worth = self._exchanges(free)
        place, load, demand = self._place, self._load, self._demand
        touched = np.zeros(len(load), dtype=np.bool_)
        for t in np.argsort(worth, kind="stable"):
            i, j = first[t], second[t]
            a, b = place[i], place[j]
            if touched[a] or touched[b]:
                continue
            touched[a] = touched[b] = True
            load[a] += demand[j] - demand[i]
            load[b] += demand[i] - demand[j]
            place[i], place[j] = b, a
        return bool(touched.any())

    def _exchanges(self, free: Ints) -> tuple[Ints, Ints, Floats]:
        """Return the best exchange of each point that pays."""
        place, demand = self._place[free], self._demand[free]
        cost = self._cost[free]
        there = cost[:, place]
        gain = there - cost[np.arange(len(free)), place][:, None]
        gain += gain.T.copy()
        load = self._load
        more = demand[None, :] - demand[:, None]
        excess = self._excess(load)[place]
        change = self._excess(load[place][:, None] + more, place[:, None])
        change -= excess[:, None]
        gain += change + change.T
        best = np.argmin(gain, axis=1)
        worth = gain[np.arange(len(free)), best]
        pays = (worth < -self._least) & (place != place[best])
        first = np.flatnonzero(pays)
        return free[first], free[best[first]], worth[first]
