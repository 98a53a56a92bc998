"""Large neighbourhood search: parts of a solution are solved anew, near ones first.

The order is fixed by the seed; the clock only cuts off.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from optimizer.solvers.pmedian.instance import Floats, Ints, MedianInstance

_FIRST_POINTS = 24
"""Points of the first parts."""

_FAR = 0.6
"""Share of its cost that a member far from home would save at the nearest core."""

_GROWTH = 1.4
"""By how much parts grow when no part of a size can be improved."""


@dataclass(frozen=True, eq=False)
class Part:
    """Groups to be solved anew, by their cores, and the mark of their contents."""

    cores: Ints
    mark: frozenset[tuple[int, int]]


class Descent:
    """A solution, and which of its parts are still to be tried.

    Parameters
    ----------
    instance
        The instance.
    core_of
        The solution to start from.
    price
        What serving each point should cost: groups far above come first.
    seed
        Decides the order of groups that are alike.
    """

    def __init__(
        self, instance: MedianInstance, core_of: Ints, price: Floats, seed: int
    ) -> None:
        self._instance = instance
        self._price = price
        self._random = np.random.default_rng(seed)
        self._version: dict[int, int] = {}
        self._tried: set[frozenset[tuple[int, int]]] = set()
        self._stamp = 0
        self.level = 0
        self.core_of = core_of
        self.value = self._value(core_of)
        self._queue: list[int] = []

    def _value(self, core_of: Ints) -> float:
        faulty = self._instance.faults_of(core_of)
        return math.inf if faulty else self._instance.value_of(core_of)

    @property
    def is_feasible(self) -> bool:
        """Whether the solution obeys every rule."""
        return math.isfinite(self.value)

    @property
    def size(self) -> int:
        """Number of groups of a part at this level."""
        cores = len(np.unique(self.core_of))
        each = self._instance.n / cores
        points = _FIRST_POINTS * _GROWTH**self.level
        return int(min(cores, max(3, round(points / each))))

    @property
    def is_whole(self) -> bool:
        """Whether a part of this level is everything."""
        return self.size >= len(np.unique(self.core_of))

    def grow(self) -> None:
        """Go on to larger parts."""
        self.level += 1

    def restart(self, core_of: Ints) -> None:
        """Go on from another solution."""
        self.core_of, self.value = core_of, self._value(core_of)
        self._stamp += 1
        for core in np.unique(core_of):
            self._version[int(core)] = self._stamp

    def batch(self, most: int) -> list[Part]:
        """Return parts still to be tried that share no group; empty if none is."""
        cores = np.unique(self.core_of)
        out: list[Part] = []
        taken: set[int] = set()
        self._refill(cores)
        later: list[int] = []
        while self._queue and len(out) < most:
            seed = self._queue.pop()
            if seed not in cores:
                continue
            part = self._part(seed, cores)
            if part.mark in self._tried:
                continue
            if taken & set(part.cores.tolist()):
                later.append(seed)
                continue
            taken |= set(part.cores.tolist())
            out.append(part)
            self._tried.add(part.mark)
        self._queue.extend(reversed(later))
        return out

    def _refill(self, cores: Ints) -> None:
        known = set(self._queue)
        fresh = [
            int(core)
            for core in self._by_promise(cores)
            if int(core) not in known
            and self._part(int(core), cores).mark not in self._tried
        ]
        if not self._queue or len(fresh) > len(cores) // 2:
            self._queue = fresh + self._queue
        self._queue = self._faulty_first(self._queue)

    def _by_promise(self, cores: Ints) -> Ints:
        """Return the cores, those last whose groups cost most above their prices."""
        inst, core_of = self._instance, self.core_of
        cost = np.minimum(inst.cost[np.arange(inst.n), core_of], 1e15)
        excess = np.bincount(core_of, weights=cost - self._price, minlength=inst.m)
        mixed = self._random.permutation(cores)
        order: Ints = mixed[np.argsort((excess + inst.opening)[mixed], kind="stable")]
        return order

    def _faulty_first(self, queue: list[int]) -> list[int]:
        if self.is_feasible:
            return queue
        inst = self._instance
        load = np.bincount(self.core_of, weights=inst.demand, minlength=inst.m)
        return sorted(queue, key=lambda core: load[core] > inst.capacity[core])

    def _part(self, seed: int, cores: Ints) -> Part:
        near = self._nearness(seed, cores)
        chosen = np.sort(cores[np.argsort(near, kind="stable")[: self.size]])
        mark = frozenset((int(c), self._version.get(int(c), 0)) for c in chosen)
        return Part(chosen, mark)

    def _nearness(self, seed: int, cores: Ints) -> Floats:
        cost = self._instance.cost
        if self._instance.is_shared:
            near = np.minimum(cost[seed, cores], cost[cores, seed])
        else:
            near = (cost[:, cores] + cost[:, [seed]]).min(axis=0)
        far = self._farthest(seed, cores)
        if far is not None:
            near = np.minimum(near, cost[far, cores])
        return np.where(cores == seed, -1.0, near)

    def _farthest(self, seed: int, cores: Ints) -> int | None:
        """Return the member that would be much nearer elsewhere, if there is one."""
        cost = self._instance.cost
        members = np.flatnonzero(self.core_of == seed)
        now = cost[members, seed]
        spare = now - cost[np.ix_(members, cores)].min(axis=1)
        worst = int(np.argmax(spare))
        if spare[worst] <= _FAR * now[worst]:
            return None
        return int(members[worst])

    def accept(self, part: Part, core_of: Ints | None) -> bool:
        """Take over a part of a better solution; return whether it was one."""
        if core_of is None:
            return False
        points = np.isin(self.core_of, part.cores)
        after = self.core_of.copy()
        after[points] = core_of[points]
        value = self._value(after)
        if self.is_feasible and value >= self.value:
            return False
        changed = after != self.core_of
        touched = np.union1d(after[changed], self.core_of[changed])
        self._stamp += 1
        for core in touched:
            self._version[int(core)] = self._stamp
        self.core_of, self.value = after, value
        return True
