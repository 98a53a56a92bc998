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

_SLOW_ROUNDS = 12

_SLOW = 150_000
"""Point-core pairs from which there are fewer."""

_PASSES = 400
"""Most passes of moves and exchanges."""

_NEAR = 10
"""Nearest cores a point may change to by an exchange."""

_CYCLES = 12
"""Most times groups find new cores between moves."""


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
    for _ in range(_CYCLES):
        moves = _Moves(instance, core_of)
        for _ in range(_PASSES):
            if stop() or not (moves.shift() or moves.swap()):
                break
        moved = moves.core_of()
        core_of = recentred(instance, moved)
        if stop() or (core_of == moved).all():
            break
    return core_of


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
        if len(free) < 2 or len(self._cores) < 2:
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
        """Return, for a point and a core near it, the best exchange that pays."""
        width = min(_NEAR, len(self._cores))
        near = np.argpartition(self._cost[free], width - 1, axis=1)[:, :width]
        point, core = np.repeat(free, width), near.ravel()
        moved = core != self._place[point]
        point, core = point[moved], core[moved]
        partner = self._members(free)[core]
        held = partner >= 0
        here, load, demand = self._place[point], self._load, self._demand
        more = demand[point][:, None] - demand[partner]
        gain = self._cost[partner, here[:, None]] - self._cost[partner, core[:, None]]
        gain += (self._cost[point, core] - self._cost[point, here])[:, None]
        gain += self._excess(load[here][:, None] - more, here[:, None])
        gain += self._excess(load[core][:, None] + more, core[:, None])
        gain -= (self._excess(load)[here] + self._excess(load)[core])[:, None]
        gain[~held] = 0.0
        best = np.argmin(gain, axis=1)
        worth = gain[np.arange(len(point)), best]
        pays = np.flatnonzero(worth < -self._least)
        return point[pays], partner[pays, best[pays]], worth[pays]

    def _members(self, free: Ints) -> Ints:
        """Return the points that may leave each core, padded with -1."""
        order = free[np.argsort(self._place[free], kind="stable")]
        sizes = np.bincount(self._place[free], minlength=len(self._cores))
        starts = np.cumsum(sizes) - sizes
        out = np.full((len(self._cores), int(sizes.max())), -1)
        rows = self._place[order]
        out[rows, np.arange(len(order)) - starts[rows]] = order
        return out
