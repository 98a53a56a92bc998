"""Groups of one core, priced with cuts: which cost less than a limit.

A group is a core with its members. With cuts its cost is no longer a sum over
members, so groups are grown member by member, dearer ones pruned.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.solvers.pmedian.instance import (
    Bools,
    Floats,
    Ints,
    MedianInstance,
    room_for_noise,
)
from optimizer.solvers.pmedian.knapsack import fractional_fills

_MOST_GROWN = 60_000
"""Partly grown groups of one size held at once; with more, the search gives up."""


@dataclass(frozen=True, eq=False)
class Prices:
    """Prices of points, of a core, and of cuts.

    Parameters
    ----------
    point
        Shape ``(n,)``.
    core
        What opening a core is worth.
    triples
        Shape ``(s, 3)``: points of each cut, of which only one pair may be together.
    cut
        Shape ``(s,)``, at most 0.
    """

    point: Floats
    core: float
    triples: Ints
    cut: Floats

    def mixed(self, other: Prices, share: float) -> Prices:
        """Return prices between these and others over no more cuts."""
        cut = self.cut.copy()
        cut *= share
        cut[: len(other.cut)] += (1 - share) * other.cut
        point = share * self.point + (1 - share) * other.point
        core = share * self.core + (1 - share) * other.core
        return Prices(point, core, self.triples, cut)


@dataclass(frozen=True, eq=False)
class Found:
    """Groups of one core.

    Parameters
    ----------
    least
        Lower bound on the cost of every group of the core, prices deducted.
    cost
        Shape ``(g,)``: cost of each group found, prices deducted.
    members
        Shape ``(g, w)``: members, -1 where there is none.
    complete
        Whether every group below the limit was found.
    """

    least: float
    cost: Floats
    members: Ints
    complete: bool


class Pricer:
    """Prices the groups of an instance with small groups.

    Parameters
    ----------
    instance
        The instance; points and cores are the same places.
    """

    def __init__(self, instance: MedianInstance) -> None:
        self.instance = instance
        room = instance.capacity + room_for_noise(instance.capacity)
        self._room = room - instance.demand
        loads = np.cumsum(np.sort(instance.demand))
        self.most: Ints = np.searchsorted(loads, self._room, side="right")
        self._cost = np.where(np.isfinite(instance.cost), instance.cost, 1e30)
        own = np.diagonal(self._cost)
        self._base = instance.opening + np.where(self._room >= 0, own, 1e30)

    def floors(self, prices: Prices) -> Floats:
        """Return a lower bound on the cost of each core's groups, cuts left out."""
        worth = (self._cost - prices.point[:, None]).T
        np.fill_diagonal(worth, 0.0)
        demand = np.broadcast_to(self.instance.demand, worth.shape)
        room = np.maximum(self._room, 0.0)
        out: Floats = self._base - prices.point
        out += fractional_fills(worth, demand, room)[0]
        return out

    def groups_of(
        self,
        core: int,
        prices: Prices,
        below: float,
        *,
        best: bool = True,
        every: bool = False,
    ) -> Found:
        """Return groups of a core that cost less than a limit.

        Parameters
        ----------
        core
            The core.
        prices
            Prices deducted.
        below
            The limit, exclusive.
        best
            Whether only groups about as good as the best are wanted.
        every
            Whether members that cost more than their price are looked at, too: the
            best group has none of them, but a proof must know every group.
        """
        worth = self._cost[:, core] - prices.point
        worth[core] = 0.0
        fits = self.instance.demand <= self._room[core]
        fits &= worth < (1e29 if every else 0.0)
        fits[core] = False
        order = np.flatnonzero(fits)
        order = order[np.argsort(worth[order], kind="stable")]
        grower = _Grower(
            worth=worth[order],
            demand=self.instance.demand[order],
            room=float(self._room[core]),
            most=int(self.most[core]),
            **_cuts_near(prices, core, order),
        )
        base = float(self._base[core] - prices.point[core])
        if best:
            greedy = base + grower.greedy()
            below = min(below, greedy + 0.05 * max(0.0, below - greedy) + 1e-9)
        cost, places, complete = grower.grow(below - base)
        members = np.where(places >= 0, np.append(order, -1)[places], -1)
        least = min(below, base + float(cost.min(initial=np.inf)))
        return Found(least, base + cost, members, complete)


def _cuts_near(
    prices: Prices, core: int, order: Ints
) -> dict[str, NDArray[np.float64]]:
    """Return the cuts that touch a core and its candidates, as tables."""
    active = prices.cut < 0
    triples, cut = prices.triples[active], -prices.cut[active]
    inside = (triples[None, :, :] == order[:, None, None]).any(axis=2)
    own = (triples == core).any(axis=1)
    near = inside.sum(axis=0) + own >= 2
    return {
        "inside": inside[:, near].astype(np.float64),
        "own": own[near].astype(np.float64),
        "penalty": cut[near],
    }


def _worth_of_room(worth: Floats, demand: Floats, room: float) -> float:
    """Return what a unit of room is worth when it is filled best, at most 0."""
    if not len(worth):
        return 0.0
    table = (worth[None, :], demand[None, :], np.array([room]))
    return float(fractional_fills(*table)[1][0])


class _Grower:
    """Grows the groups of one core; candidates come cheapest first."""

    def __init__(
        self,
        worth: Floats,
        demand: Floats,
        room: float,
        most: int,
        inside: Floats,
        own: Floats,
        penalty: Floats,
    ) -> None:
        self._worth, self._demand, self._room = worth, demand, room
        self._most = min(most, len(worth))
        self._inside, self._own, self._penalty = inside, own, penalty
        self._ahead = np.concatenate([[0.0], np.cumsum(np.minimum(worth, 0.0))])
        # What may still come costs no less than its room at a price, and what
        # remains of each later point; any price at most 0 will do.
        self._unit = _worth_of_room(worth, demand, room)
        rest = np.minimum(0.0, worth - self._unit * demand)
        self._later = np.cumsum(rest[::-1])[::-1] - rest

    def greedy(self) -> float:
        """Return the cost of a group grown by the best next member."""
        cost, load, count = 0.0, 0.0, self._own.copy()
        taken: Bools = np.zeros(len(self._worth), dtype=np.bool_)
        for _ in range(self._most):
            extra = self._worth + self._inside @ (self._penalty * (count == 1))
            extra[taken | (self._demand + load > self._room)] = 0.0
            chosen = int(np.argmin(extra))
            if extra[chosen] >= 0:
                break
            cost += float(extra[chosen])
            load += float(self._demand[chosen])
            count = count + self._inside[chosen]
            taken[chosen] = True
        return cost

    def grow(self, below: float) -> tuple[Floats, Ints, bool]:
        """Return cost and members of all groups below a limit, and whether all."""
        size = len(self._worth)
        places: Ints = np.full((1, self._most), -1)
        cost, load = np.zeros(1), np.zeros(1)
        count, last = self._own[None, :], np.array([-1])
        costs, found, complete = [cost[cost < below]], [places[cost < below]], True
        for level in range(self._most):
            left = self._most - level
            ahead = np.minimum(np.arange(size) + left, size)
            hope = self._worth + self._ahead[ahead] - self._ahead[1:]
            extra = (self._penalty * (count == 1)) @ self._inside.T
            grown = cost[:, None] + self._worth + extra
            room = self._unit * np.maximum(self._room - load[:, None] - self._demand, 0)
            packed = self._worth + self._later + room
            promising = cost[:, None] + extra + np.maximum(hope, packed) < below
            promising &= np.arange(size) > last[:, None]
            promising &= load[:, None] + self._demand <= self._room
            row, at = np.nonzero(promising)
            if len(row) > _MOST_GROWN:
                return np.zeros(0), np.zeros((0, self._most), dtype=np.int64), False
            if not len(row):
                break
            cost, load, last = grown[row, at], load[row] + self._demand[at], at
            count = count[row] + self._inside[at]
            places = places[row].copy()
            places[:, level] = at
            good = cost < below
            costs.append(cost[good])
            found.append(places[good])
        return np.concatenate(costs), np.concatenate(found), complete
