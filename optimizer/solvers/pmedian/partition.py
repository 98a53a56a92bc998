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

_LARGEST_GROUP = 25
"""Points that may fit into a group, up to which groups are listed."""

_USUAL_GROUP = 7.0
"""Points of an average group, the same."""

_MOST_POINTS = 600
"""Points up to which the program over groups is solved."""

_MIXING = 0.6
"""Weight of the program's own prices in those that are tried."""

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

_SHARES = (0.35, 0.2, 0.1, 0.05)
"""Shares of the gap: groups that take up more are left out. The first is tried for
which the rest is not too many."""

_MOST_TRIED = 12_000
"""Groups up to which a share of them is searched."""

_NODES = 400
"""Nodes of the search over the groups met on the way."""


@dataclass(frozen=True, eq=False)
class GroupBound:
    """What groups prove and yield.

    Parameters
    ----------
    bound
        Lower bound on the value of every solution.
    prices
        The prices that prove it.
    floors
        Shape ``(m,)``: lower bound on the cost of each core's groups, prices
        deducted.
    core_of
        The best solution known, perhaps the one given.
    """

    bound: float
    prices: Prices
    floors: Floats
    core_of: Ints


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
    """Bound the value by groups and cuts, and look for better solutions among them.

    Parameters
    ----------
    instance
        An instance with small groups.
    price
        Prices of the points to start from.
    core_of
        The best solution known, obeying every rule.
    whole
        Whether all costs are whole numbers.
    until
        Clock time at which to end.
    """
    search = _Search(instance, core_of, whole, until)
    search.begin(price)
    return search.run()


def prove_by_groups(
    instance: MedianInstance,
    known: GroupBound,
    core_of: Ints,
    whole: bool,
    until: float,
) -> Proof:
    """List all groups a better solution may use, and search them.

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
        finite = instance.cost[np.isfinite(instance.cost)]
        most = int(self._pricer.most.max(initial=0)) + 1
        penalty = float(finite.max()) * most + float(instance.opening.max())
        self._master = Master(instance, penalty + 1.0)
        self._given, self._best = core_of, core_of
        self._value = instance.value_of(core_of)
        none = np.zeros((0, 3), dtype=np.int64)
        self._prices = Prices(np.zeros(instance.n), 0.0, none, np.zeros(0))
        self._floors: Floats = np.zeros(instance.m)
        self._bound = self._last_bound = -math.inf

    @property
    def _left(self) -> float:
        return self._until - time.time()

    @property
    def _cutoff(self) -> float:
        return value_below(self._value, whole=self._whole)

    def begin(self, price: Floats) -> None:
        """Begin with the given groups and those near the first prices."""
        for core in np.unique(self._best):
            self._master.add(int(core), self._others(int(core)))
        none = np.zeros((0, 3), dtype=np.int64)
        self._prices = Prices(price, 0.0, none, np.zeros(0))
        floors = self._price(self._prices, math.inf, seeding=True)
        edge = np.sort(floors)[(self._instance.num_cores or 1) - 1]
        self._prices = Prices(price, float(edge), none, np.zeros(0))

    def resume(self, known: GroupBound) -> None:
        """Take over a bound."""
        self._bound, self._prices, self._floors = (
            known.bound,
            known.prices,
            known.floors,
        )
        self._master.triples = known.prices.triples[known.prices.cut < 0]

    def run(self) -> GroupBound:
        """Bound, then search the groups met and those that look best."""
        self._rounds()
        if self._bound < self._cutoff and self._left > 1.0:
            self._choose(self._promising(), nodes=_NODES)
        for share in _SHARES:
            if self._bound >= self._cutoff or self._left < 1.0:
                break
            groups = self._listed(self._limits(share), _MOST_TRIED)
            if groups is not None:
                self._choose(groups, nodes=_NODES)
                break
        return GroupBound(self._bound, self._prices, self._floors, self._best)

    def prove(self) -> Proof:
        """Search every group a better solution may use."""
        if self._bound >= self._cutoff:
            return Proof(None, min(self._bound, self._value), complete=True)
        cutoff, complete = self._cutoff, False
        groups = self._listed(self._limits(), _MOST_LISTED)
        if groups is not None and self._left > 0.5:
            complete = self._choose(groups, nodes=2**31 - 1)
            self._bound = max(self._bound, min(cutoff, self._last_bound))
        better = None if self._best is self._given else self._best
        return Proof(better, self._bound, complete)

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

    def _limits(self, share: float = 1.0) -> Floats:
        """Return for each core what a group below the cutoff may cost at most.

        With a share below 1, of groups that take up no more of the gap than that.
        """
        order = np.argsort(self._floors, kind="stable")
        count = self._instance.num_cores or 1
        edge = np.full(self._instance.m, self._floors[order[count - 1]])
        edge[order[:count]] = self._floors[order[:count]]
        return edge + share * (self._cutoff - self._bound) + 1e-9 * abs(self._value)

    def _promising(self) -> Ints:
        """Return the groups met so far that a better solution may use."""
        return self._master.cheap(self._prices, self._limits())

    def _choose(self, groups: Ints, nodes: int) -> bool:
        """Search some groups; return whether the search ended by itself."""
        if not len(groups):
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
