"""Simulated annealing over the groups themselves: every group is led by its best.

A group keeps, for each member, what it would cost under that member. What a move costs
is thus exact, cores included, at the price of a pass over two groups. Overload is
allowed at a price that rises as the search cools.
"""

from __future__ import annotations

import math
import time
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import numpy as np

from optimizer.solvers.pmedian.assignment import assign
from optimizer.solvers.pmedian.instance import (
    Floats,
    Ints,
    MedianInstance,
    room_for_noise,
)
from optimizer.solvers.pmedian.polish import polish

_NEAR = 16
"""Nearest points whose groups a point may join."""

_FAR = 6
"""Farther points, each so much farther down the order as told next."""

_FARTHER = 1.5

_WARMEST = 1.0
"""First temperature, as a share of the mean cost of a point."""

_COLDEST = 0.05

_CHEAPEST = 1.0
"""Least price of overload: this often the mean cost of a unit of demand."""

_DEAREST = 100.0

_ADAPT = 1.04
"""By how much that price rises while there is overload, and falls otherwise."""

_HOPELESS = 5.0
"""A move that costs this much more with the cores as they are, as a share of the mean
cost of a point, is not looked at closely."""

_STEP = 500
"""Moves at one temperature."""

_NONE = 1e-6
"""Overload that is none."""

_ALONE = 0.5
"""Share of moves where two points change places."""

_ANYBODY = 0.2
"""Share of moves where the other point is any of its group."""

_BIG = 1_000_000
"""Costs up to which they are kept as objects, which is faster."""


@dataclass(frozen=True)
class Heat:
    """How long and how hot to anneal.

    Parameters
    ----------
    moves
        Moves tried.
    seed
        Decides which.
    until
        Clock time at which to end; the search cools faster if it comes too soon.
    share
        First temperature, as a share of the usual one.
    """

    moves: int
    seed: int
    until: float
    share: float = 1.0

    def is_over(self) -> bool:
        """Tell whether the clock says so."""
        return time.time() >= self.until


def can_anneal(instance: MedianInstance) -> bool:
    """Whether the instance is of the kind that can be annealed."""
    room = instance.capacity[0]
    return (
        instance.is_shared
        and instance.num_cores is not None
        and instance.n > instance.num_cores > 1
        and bool(np.isfinite(room) and (instance.capacity == room).all())
    )


def anneal(instance: MedianInstance, core_of: Ints, heat: Heat) -> Ints:
    """Return the best solution met that obeys every rule, or else the one given.

    Parameters
    ----------
    instance
        An instance that :func:`can_anneal` accepts.
    core_of
        Where to start; cores may be overloaded.
    heat
        How long and how hot.
    """
    groups = _Groups(instance, core_of)
    unit = max(groups.value / instance.n, 1e-9)
    per_demand = groups.value / max(float(instance.demand.sum()), 1e-9)
    groups.price = _CHEAPEST * per_demand
    random = Random(heat.seed)  # noqa: S311 - a search, no secret
    near = near_points(instance)
    began, step, done = time.time(), 0, 0.0
    warmest = _WARMEST * heat.share
    while done < 1.0:
        groups.price *= _ADAPT if groups.overload > _NONE else 1.0 / _ADAPT
        dearest = _DEAREST * per_demand
        groups.price = min(max(groups.price, _CHEAPEST * per_demand), dearest)
        temperature = unit * warmest * min(1.0, _COLDEST / warmest) ** done
        groups.try_moves(random, near, temperature, _HOPELESS * unit)
        step += 1
        done = step * _STEP / heat.moves
        if time.time() + 1e-3 >= heat.until:
            break
        done = max(done, (time.time() - began) / (heat.until - began))
    cores = np.unique(groups.core_of)
    found = [polish(instance, assign(instance, cores), heat.is_over)]
    if groups.best is not None:
        found.append(groups.best)
    return best_of(instance, core_of, found)


def finite_costs(instance: MedianInstance) -> Floats:
    """Return the costs, with what is forbidden dearer than all else together."""
    finite = np.isfinite(instance.cost)
    highest = float(instance.cost[finite].max(initial=1.0))
    return np.where(finite, instance.cost, 10.0 * highest * instance.n)


def room_of_each(instance: MedianInstance) -> float:
    """Return the room of every group of an instance that :func:`can_anneal`."""
    room = instance.capacity[:1]
    return float((room + room_for_noise(room))[0])


def best_of(instance: MedianInstance, core_of: Ints, found: Sequence[Ints]) -> Ints:
    """Return the best of some solutions that obeys every rule, else the one known."""
    known = [f for f in (core_of, *found) if not instance.faults_of(f)]
    return min(known, key=instance.value_of, default=core_of)


def near_points(instance: MedianInstance) -> list[list[int]]:
    """Return for each point the nearest others, and fewer of those farther away."""
    cost = instance.cost + instance.cost.T
    np.fill_diagonal(cost, np.inf)
    ranks = [*range(_NEAR), *(int(_NEAR * _FARTHER**k) for k in range(_FAR))]
    ranks = sorted({rank for rank in ranks if rank < instance.n - 1})
    near = np.argsort(cost, axis=1, kind="stable")[:, ranks]
    rows: list[list[int]] = near.tolist()
    return rows


def _rows_of(table: np.ndarray) -> list[Sequence[float]]:
    if table.size <= _BIG:
        lists: list[Sequence[float]] = table.tolist()
        return lists
    return [array("d", row.tobytes()) for row in np.ascontiguousarray(table)]


class _Groups:
    """Groups under change.

    Parameters
    ----------
    instance
        The instance.
    core_of
        The groups to start from.
    """

    def __init__(self, instance: MedianInstance, core_of: Ints) -> None:
        cost = finite_costs(instance)
        self._to = _rows_of(cost)
        symmetric = bool((cost == cost.T).all())
        self._by = self._to if symmetric else _rows_of(cost.T)
        self._demand: list[float] = instance.demand.tolist()
        self._room = room_of_each(instance)
        self._opening: list[float] = instance.opening.tolist()
        self.price = 0.0
        self._least = math.inf
        self._kept: tuple[list[int], list[int]] | None = None
        cores = np.unique(core_of)
        self._group: list[int] = np.searchsorted(cores, core_of).tolist()
        self._sums: list[dict[int, float]] = []
        for core in cores:
            at = np.flatnonzero(core_of == core)
            sums = cost[np.ix_(at, at)].sum(axis=0) + instance.opening[at]
            self._sums.append(dict(zip(at.tolist(), sums.tolist(), strict=True)))
        self._load = [sum(self._demand[i] for i in sums) for sums in self._sums]
        self._core = [min(sums, key=sums.__getitem__) for sums in self._sums]
        self._cost = [min(sums.values()) for sums in self._sums]

    @property
    def value(self) -> float:
        """Cost of the groups, overload aside."""
        return math.fsum(self._cost)

    @property
    def overload(self) -> float:
        """Demand that does not fit."""
        return math.fsum(max(0.0, load - self._room) for load in self._load)

    @property
    def core_of(self) -> Ints:
        """Return the core of each point."""
        return np.array([self._core[a] for a in self._group])

    @property
    def best(self) -> Ints | None:
        """The best solution met without overload, if there was one."""
        if self._kept is None:
            return None
        group, core = self._kept
        return np.array([core[a] for a in group])

    def try_moves(
        self,
        random: Random,
        near: list[list[int]],
        temperature: float,
        hopeless: float,
    ) -> None:
        """Try some moves.

        Parameters
        ----------
        random
            Source of chance.
        near
            Points whose groups each point may join.
        temperature
            What a move may cost, about.
        hopeless
            What a move may cost with the cores as they are to be looked at closely.
        """
        draw, group, n = random.random, self._group, len(self._group)
        value, excess = self.value, self.overload
        noise = 1e-9 * max(1.0, abs(value))
        for _ in range(_STEP):
            i = int(draw() * n)
            others = near[i]
            j = others[int(draw() * len(others))]
            if group[i] == group[j]:
                continue
            out = self._partner(i, j, draw())
            limit = -temperature * math.log(draw() + 1e-300)
            change = self._move(i, group[j], out, limit, hopeless)
            if change is None:
                continue
            value += change[0]
            excess += change[1]
            if excess < _NONE and value < self._least:
                self._least = value - noise
                self._kept = (group.copy(), self._core.copy())

    def _partner(self, i: int, j: int, dice: float) -> int | None:
        """Return who changes places with a point, ``None`` for nobody."""
        if dice >= _ALONE and len(self._sums[self._group[i]]) > 1:
            return None
        if dice >= _ANYBODY:
            return j
        others = list(self._sums[self._group[j]])
        return others[int(dice / _ANYBODY * len(others))]

    def _move(
        self, i: int, b: int, out: int | None, limit: float, hopeless: float
    ) -> tuple[float, float] | None:
        """Let a point join a group and another one leave for its place.

        Return what it costs and how overload changes; ``None`` if it was not done.
        """
        a, room, load, demand = self._group[i], self._room, self._load, self._demand
        more = demand[i] if out is None else demand[i] - demand[out]
        excess = max(0.0, load[a] - more - room) + max(0.0, load[b] + more - room)
        excess -= max(0.0, load[a] - room) + max(0.0, load[b] - room)
        limit -= excess * self.price
        by_a, by_b = self._core[a], self._core[b]
        row = self._to[i]
        rough = row[by_b] - row[by_a]
        if out is not None:
            row = self._to[out]
            rough += row[by_a] - row[by_b]
        if rough > limit + hopeless and i != by_a and out != by_b:
            return None
        sums_a = self._changed(a, i, out)
        sums_b = self._changed(b, out, i)
        core_a = min(sums_a, key=sums_a.__getitem__)
        core_b = min(sums_b, key=sums_b.__getitem__)
        change = sums_a[core_a] + sums_b[core_b] - self._cost[a] - self._cost[b]
        if change > limit:
            return None
        self._load[a] -= more
        self._load[b] += more
        self._group[i] = b
        if out is not None:
            self._group[out] = a
        for at, sums, core in ((a, sums_a, core_a), (b, sums_b, core_b)):
            self._sums[at], self._core[at], self._cost[at] = sums, core, sums[core]
        return change, excess

    def _changed(
        self, a: int, left: int | None, joined: int | None
    ) -> dict[int, float]:
        """Return what a group would cost under each member after a change."""
        sums = self._sums[a]
        row = self._to[joined] if joined is not None else None
        if left is None:
            out = {k: s + row[k] for k, s in sums.items()} if row else {}
        else:
            old = self._to[left]
            if row is None:
                out = {k: s - old[k] for k, s in sums.items()}
            else:
                out = {k: s + row[k] - old[k] for k, s in sums.items()}
            del out[left]
        if joined is not None:
            by = self._by[joined]
            out[joined] = self._opening[joined] + by[joined] + sum(by[k] for k in out)
        return out
