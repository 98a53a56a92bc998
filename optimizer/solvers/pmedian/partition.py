"""Bounds and solutions from small groups: columns, cuts, and all that may matter."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

import numpy as np

from optimizer.solvers.pmedian.instance import Floats, Ints, MedianInstance
from optimizer.solvers.pmedian.master import Master
from optimizer.solvers.pmedian.neighbourhood import value_below
from optimizer.solvers.pmedian.pricing import Pricer, Prices
from optimizer.solvers.pmedian.program import Effort
from optimizer.solvers.pmedian.proof import Proof

_LARGEST_GROUP = 100
"""Points that may fit into a group, up to which groups are listed."""

_USUAL_GROUP = 16.0
"""Points of an average group, the same."""

_MOST_POINTS = 600
"""Points up to which the program over groups is solved."""

_MIXING = 0.6
"""Weight of the program's own prices in those that are tried."""

_BOX = 0.1
"""How far the prices of a program may move at first, as a share of them."""

_CLOSE = 3e-4
"""Value and bound of the program this near are as good as equal."""

_STALL = 3e-5
"""A round of cuts that lifts the bound by less is one of the last."""

_PER_CORE = 5
"""Groups added for a core at once."""

_SEEDS = 30
"""Groups of each core to begin with."""

_MOST_LISTED = 120_000
"""Groups up to which all that may be used are put into one integer program."""

_FIRST_GAP = 2e-4
"""Share of the value that the groups searched first may take up."""

_WIDER = 4.0
"""The next ones may take up so many times as much."""

_MOST_TRIED = 12_000
"""Groups up to which they are searched before the last."""

_NODES = 400
"""Nodes of each search but the last."""


@dataclass(frozen=True, eq=False)
class GroupBound:
    """What groups prove, and the groups met on the way.

    Parameters
    ----------
    bound
        Lower bound on the value of every solution.
    prices
        The prices that prove it.
    floors
        Shape ``(m,)``: lower bound on the cost of each core's groups, prices
        deducted.
    groups
        Groups met that a solution better than the one given may use, the core last.
    """

    bound: float
    prices: Prices
    floors: Floats
    groups: list[Ints]


def has_small_groups(instance: MedianInstance) -> bool:
    """Whether groups are small enough to be listed."""
    if not instance.is_shared or instance.n > _MOST_POINTS:
        return False
    if instance.num_cores is None or (instance.demand <= 0).any():
        return False
    if instance.n / instance.num_cores > _USUAL_GROUP:
        return False
    return int(Pricer(instance).most.max(initial=0)) < _LARGEST_GROUP


def bound_by_groups(
    instance: MedianInstance, price: Floats, core_of: Ints, whole: bool, until: float
) -> GroupBound:
    """Bound the value by groups and cuts.

    Parameters
    ----------
    instance
        An instance with small groups.
    price
        Prices of the points to start from.
    core_of
        A solution that obeys every rule.
    whole
        Whether all costs are whole numbers.
    until
        Clock time at which to end.
    """
    search = _Search(instance, core_of, whole, until)
    search.begin(price)
    return search.bound()


def prove_by_groups(
    instance: MedianInstance,
    known: GroupBound,
    core_of: Ints,
    whole: bool,
    until: float,
) -> Proof:
    """List all groups a better solution may use, and search them.

    Groups that take up little of the gap come first: a solution among them that costs
    no more is the best there is, and one that costs more leaves a smaller gap.

    Parameters
    ----------
    instance, whole, until
        As for :func:`bound_by_groups`.
    known
        The bound.
    core_of
        The best solution known, obeying every rule.
    """
    search = _Search(instance, core_of, whole, until)
    search.resume(known)
    return search.prove()


class _Search:
    """State of the search: the program, the best bound and its prices."""

    def __init__(
        self,
        instance: MedianInstance,
        core_of: Ints,
        whole: bool,
        until: float,
    ) -> None:
        self._instance = instance
        self._whole, self._until = whole, until
        self._pricer = Pricer(instance)
        self._master = Master(instance)
        self._given, self._best = core_of, core_of
        self._value = instance.value_of(core_of)
        none = np.zeros((0, 3), dtype=np.int64)
        self._prices = Prices(np.zeros(instance.n), 0.0, none, np.zeros(0))
        self._floors: Floats = np.zeros(instance.m)
        self._bound = self._base = self._last_bound = -math.inf
        self._met: Ints = np.zeros(0, dtype=np.int64)

    @property
    def _left(self) -> float:
        return self._until - time.time()

    @property
    def _cutoff(self) -> float:
        return value_below(self._value, whole=self._whole)

    def begin(self, price: Floats) -> None:
        """Begin with the given groups and those near the first prices."""
        none = np.zeros((0, 3), dtype=np.int64)
        self._prices = Prices(price, 0.0, none, np.zeros(0))
        floors = np.sort(self._pricer.floors(self._prices))
        edge = float(floors[(self._instance.num_cores or 1) - 1])
        self._prices = Prices(price, edge, none, np.zeros(0))
        mean = float(np.abs(price).mean()) + 1e-6
        self._master.begin(self._prices, _BOX * np.append(np.abs(price) + mean, mean))
        for core in np.unique(self._best):
            self._master.add(int(core), self._others(int(core)))
        self._price(self._prices, math.inf, seeding=True)

    def resume(self, known: GroupBound) -> None:
        """Take over a bound."""
        self._bound, self._prices, self._floors = (
            known.bound,
            known.prices,
            known.floors,
        )
        self._base = known.bound
        self._master.triples = known.prices.triples[known.prices.cut < 0]
        self._met = self._master.remember(known.groups)

    def bound(self) -> GroupBound:
        """Price and cut for as long as it helps."""
        self._rounds()
        met = self._master.cheap(self._prices, self._limits(self._gap))
        groups = self._master.groups(met)
        return GroupBound(self._bound, self._prices, self._floors, groups)

    def prove(self) -> Proof:
        """Search the groups a better solution may use, the likely ones first."""
        complete = self._bound >= self._cutoff or self._widen()
        if not complete and self._left > 1.0:
            cheap = self._master.cheap(self._prices, self._limits(self._gap))
            self._choose(np.intersect1d(cheap, self._met), nodes=_NODES)
        if not complete and self._left > 0.5:
            gap = self._gap
            groups = self._listed(self._limits(gap), _MOST_LISTED)
            complete = groups is not None and self._search(gap, groups, 2**31 - 1)
        better = None if self._best is self._given else self._best
        return Proof(better, min(self._bound, self._value), complete)

    def _widen(self) -> bool:
        """Search groups within more and more of the gap; tell whether that was all."""
        gap = _FIRST_GAP * abs(self._value)
        while gap < self._gap and self._left > 1.0:
            groups = self._listed(self._limits(gap), _MOST_TRIED)
            if groups is None:
                return False
            if self._search(gap, groups, _NODES):
                return True
            gap *= _WIDER
        return False

    def _search(self, gap: float, groups: Ints, nodes: int) -> bool:
        """Search all groups within a gap; tell whether the best solution is known.

        A solution that costs less than the bound of the prices and the gap has no
        other groups.
        """
        top = self._base + gap
        complete = self._choose(groups, nodes)
        self._bound = max(self._bound, min(top, self._last_bound))
        return complete and gap >= self._gap

    def _others(self, core: int) -> Ints:
        members = np.flatnonzero(self._best == core)
        others: Ints = members[members != core]
        return others

    def _price(self, prices: Prices, below: float, *, seeding: bool = False) -> Floats:
        """Add groups cheaper than a limit; return floors of all cores."""
        floors = self._pricer.floors(prices)
        if seeding:
            count = self._instance.num_cores or 1
            edge = float(np.sort(floors)[count - 1])
            below = edge + 0.04 * abs(self._value) / count
        for core in np.argsort(floors, kind="stable"):
            if floors[core] >= below or self._left <= 0:
                break
            found = self._pricer.groups_of(int(core), prices, below, best=not seeding)
            if found.complete:
                floors[core] = max(floors[core], found.least)
            most = _SEEDS if seeding else _PER_CORE
            for at in np.argsort(found.cost, kind="stable")[:most]:
                self._master.add(int(core), found.members[at])
        return floors

    def _rounds(self) -> None:
        """Price and cut until neither helps."""
        before = -math.inf
        while self._left > 0.5:
            solved = self._master.solve(self._left)
            if solved is None:
                return
            value, prices, weight = solved
            grown = self._step(prices)
            if self._bound >= self._cutoff:
                return
            if grown and value - self._bound > _CLOSE * abs(value):
                continue
            if self._master.lift():
                continue
            if self._bound - before < _STALL * abs(value) and not grown:
                return
            before = self._bound
            if not self._master.cut(weight) and not grown:
                return

    def _step(self, prices: Prices) -> bool:
        """Price at mixed, then at the program's prices; return whether groups grew."""
        size = len(self._master)
        for share in (_MIXING, 1.0):
            tried = prices.mixed(self._prices, share)
            floors = self._price(tried, tried.core - 1e-7 * abs(self._value))
            self._take(tried, floors)
            if len(self._master) > size or self._left <= 0:
                return True
        return False

    def _take(self, prices: Prices, floors: Floats) -> None:
        """Keep prices whose bound is the best so far."""
        least = np.sort(floors)[: self._instance.num_cores]
        parts = np.concatenate([prices.point, prices.cut, least])
        bound = math.fsum(parts) - 1e-12 * math.fsum(np.abs(parts))
        if bound > self._bound:
            self._bound, self._prices, self._floors = bound, prices, floors
            self._base = bound

    @property
    def _gap(self) -> float:
        """What a better solution may cost over the bound of the prices."""
        return self._cutoff - self._base

    def _limits(self, gap: float) -> Floats:
        """Return what a group of each core may cost in a solution within a gap."""
        order = np.argsort(self._floors, kind="stable")
        count = self._instance.num_cores or 1
        edge = np.full(self._instance.m, self._floors[order[count - 1]])
        edge[order[:count]] = self._floors[order[:count]]
        return edge + gap + 1e-9 * abs(self._value)

    def _choose(self, groups: Ints, nodes: int) -> bool:
        """Search some groups; return whether the search ended by itself."""
        if not len(groups):
            self._last_bound = math.inf
            return True
        enough = 0.9 if self._whole else 1e-8 * max(1.0, abs(self._value))
        effort = Effort(self._left, nodes=nodes)
        choice = self._master.choose(groups, effort, enough)
        self._last_bound = choice.bound
        if choice.core_of is not None:
            value = self._instance.value_of(choice.core_of)
            if value < self._value:
                self._best, self._value = choice.core_of, value
        return choice.complete

    def _listed(self, limits: Floats, most: int) -> Ints | None:
        """Return all groups that cost less than the limits; ``None`` if too many."""
        listed = [np.zeros(0, dtype=np.int64)]
        total = 0
        for core in np.flatnonzero(self._pricer.floors(self._prices) < limits):
            found = self._pricer.groups_of(
                int(core), self._prices, float(limits[core]), best=False, every=True
            )
            total += len(found.cost)
            if not found.complete or total > most or self._left < 1.0:
                return None
            listed.append(self._master.add_all(int(core), found.members))
        groups: Ints = np.concatenate(listed)
        return groups
