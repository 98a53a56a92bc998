"""The Lagrangian relaxation of the assignment rows: bound, duals and fixing.

Given a price of every point, each core by itself takes what pays best within its
capacity, a knapsack; the best cores are opened. See the package for the formulas.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from optimizer.solvers.pmedian.instance import (
    Bools,
    Floats,
    Ints,
    MedianInstance,
    room_for_noise,
)
from optimizer.solvers.pmedian.knapsack import best_whole_fills, fractional_fills

_CHUNK = 2_000_000
"""Entries of a table handled at once."""

_NEVER = 1e30
"""Stands for an infinite cost where infinities would breed NaN."""


@dataclass(frozen=True, eq=False)
class Relaxed:
    """The relaxation's answer to one price vector.

    Parameters
    ----------
    bound
        Lower bound on the value of every solution.
    value
        Shape ``(m,)``: least cost of opening each core.
    fractional
        Shape ``(m,)``: the same with fractional knapsacks, never more.
    opened
        Cores the relaxation opens, ascending.
    served
        Shape ``(n,)``: how often each point is served by them.
    ratio
        Shape ``(m,)``: worth of a unit of each core's capacity, at most 0.
    """

    bound: float
    value: Floats
    fractional: Floats
    opened: Ints
    served: Floats
    ratio: Floats


class Relaxation:
    """Answers price vectors for one instance.

    Parameters
    ----------
    instance
        The instance.
    num_near
        How many of a core's nearest points are looked at; all by default. With
        fewer, the answers guide a search and are no bounds.
    """

    def __init__(self, instance: MedianInstance, num_near: int | None = None) -> None:
        self.instance = instance
        self._cost = np.where(np.isfinite(instance.cost), instance.cost, _NEVER)
        self._own = np.arange(instance.m)
        room = instance.capacity + room_for_noise(instance.capacity)
        if instance.is_shared:
            room = room - instance.demand
        self.is_usable: Bools = room >= 0
        if instance.is_shared:
            self.is_usable &= np.isfinite(np.diagonal(instance.cost))
        self._room = np.maximum(room, 0.0)
        self._near = self._nearest(num_near)

    def _nearest(self, num_near: int | None) -> Ints | None:
        n = self.instance.n
        if num_near is None or num_near >= n:
            return None
        near = np.argpartition(self._cost, num_near - 1, axis=0)[:num_near]
        return np.ascontiguousarray(near.T)

    @property
    def looks_at_all(self) -> bool:
        """Whether answers are bounds."""
        return self._near is None

    def answer(self, price: Floats, *, whole: bool = False) -> Relaxed:
        """Return the relaxation's answer.

        Parameters
        ----------
        price
            Shape ``(n,)``: what serving each point is worth.
        whole
            Whether knapsacks are solved in whole points where that may matter.
        """
        inst = self.instance
        value, ratio = np.zeros(inst.m), np.zeros(inst.m)
        for cores in self._chunks():
            value[cores], ratio[cores], _ = self._fill(cores, price)
        value += self._base(price)
        value[~self.is_usable] = math.inf
        fractional = value.copy()
        if whole:
            opened, taken = self._open_whole(price, value)
        else:
            opened = self._open(value)
            taken = self._fill(opened, price)[2]
        served = self._count(opened, taken)
        bound = math.fsum(price) + math.fsum(value[opened])
        bound -= 1e-12 * (math.fsum(np.abs(price)) + math.fsum(np.abs(value[opened])))
        return Relaxed(bound, value, fractional, opened, served, ratio)

    def _chunks(self) -> list[Ints]:
        width = self.instance.n if self._near is None else self._near.shape[1]
        count = max(1, -(-self.instance.m * width // _CHUNK))
        return list(np.array_split(self._own, count))

    def _base(self, price: Floats) -> Floats:
        if not self.instance.is_shared:
            return self.instance.opening
        own: Floats = self.instance.opening + np.diagonal(self._cost)
        return own - price

    def _worth(self, cores: Ints, price: Floats) -> tuple[Floats, Floats]:
        """Return cost less price, and demand, of the points each core looks at."""
        demand = self.instance.demand
        if self._near is None:
            worth = (self._cost[:, cores] - price[:, None]).T
            if self.instance.is_shared:
                worth[np.arange(len(cores)), cores] = 0.0
            return worth, np.broadcast_to(demand, worth.shape)
        near = self._near[cores]
        worth = self._cost[near, cores[:, None]] - price[near]
        if self.instance.is_shared:
            worth[near == cores[:, None]] = 0.0
        return worth, demand[near]

    def _fill(self, cores: Ints, price: Floats) -> tuple[Floats, Floats, Floats]:
        worth, demand = self._worth(cores, price)
        return fractional_fills(worth, demand, self._room[cores])

    def _open(self, value: Floats) -> Ints:
        """Return the cores to open, best first; the order decides ties."""
        count = self.instance.num_cores
        order = np.argsort(value, kind="stable")
        if count is None:
            return order[value[order] < 0]
        return order[:count]

    def _open_whole(self, price: Floats, value: Floats) -> tuple[Ints, Floats]:
        """Solve whole knapsacks, in place, of the cores that may be opened."""
        width = self.instance.n if self._near is None else self._near.shape[1]
        taken = np.zeros((self.instance.m, width))
        known = np.zeros(self.instance.m, dtype=np.bool_)
        while True:
            opened = self._open(value)
            new = opened[~known[opened] & self.is_usable[opened]]
            if not len(new):
                return opened, taken[opened]
            worth, demand = self._worth(new, price)
            least, taken[new] = best_whole_fills(worth, demand, self._room[new])
            value[new] = least + self._base(price)[new]
            known[new] = True

    def _count(self, opened: Ints, taken: Floats) -> Floats:
        if self._near is None:
            served = taken.sum(axis=0)
        else:
            at = self._near[opened].ravel()
            served = np.bincount(at, weights=taken.ravel(), minlength=self.instance.n)
        if self.instance.is_shared:
            served[opened] += 1.0
        return served

    def forced(self, price: Floats, relaxed: Relaxed) -> Floats:
        """Return a lower bound on every solution that uses an arc.

        Parameters
        ----------
        price, relaxed
            Prices and the answer to them, over all points.

        Returns
        -------
        numpy.ndarray
            Shape ``(n, m)``, infinite where an arc is forbidden. For a shared place
            the diagonal is about the core being open, and no arc of the core has
            less.
        """
        inst = self.instance
        without = self._bound_without(relaxed)
        out = np.empty((inst.n, inst.m))
        for cores in self._chunks():
            worth = self._cost[:, cores] - price[:, None]
            extra = worth - relaxed.ratio[cores] * inst.demand[:, None]
            np.maximum(extra, 0.0, out=extra)
            if inst.is_shared:
                extra[cores, np.arange(len(cores))] = 0.0
            least = np.maximum(relaxed.value[cores], relaxed.fractional[cores] + extra)
            out[:, cores] = without[cores] + least
        out[~(np.isfinite(inst.cost) & self.is_usable)] = math.inf
        out -= self._slack(price)
        return out

    def _bound_without(self, relaxed: Relaxed) -> Floats:
        """Return the bound of each core's rivals alone, one fewer than allowed."""
        value, opened = relaxed.value, relaxed.opened
        total = np.full(self.instance.m, relaxed.bound)
        if self.instance.num_cores is None:
            total[opened] -= value[opened]
            return total
        total -= value[opened[-1]]
        total[opened] = relaxed.bound - value[opened]
        return total

    def _slack(self, price: Floats) -> float:
        """Return by how much sums of prices may be wrong."""
        return 1e-9 * max(1.0, float(np.abs(price).max(initial=0.0)))
