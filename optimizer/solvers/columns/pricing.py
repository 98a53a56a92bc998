"""The search for alliances whose price is low enough: the pricing of the columns.

An alliance has few members, so all alliances of one core under a price are found by
growing them member by member, cheapest members first, and dropping every beginning
that the cheapest members left could not bring under the price. All beginnings of
one size are grown at once.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from optimizer.problem import Bools, Ints
from optimizer.solvers.columns.exact import cheapest_group
from optimizer.solvers.columns.groups import Floats, Groups, Measure, Reach, room_of
from optimizer.solvers.cpsat.constraints import cliques_of

_AT_ONCE = 4_000_000
"""Cells of the largest table worked on at once: bounds the memory of a search."""


_WIDTH, _WIDER = 100, 2_000
"""Beginnings grown at once in the search for cheap groups; wider, where alliances
are narrow, if none is found."""

_NARROW = 4
"""Members up to which the simple bound is as fast as the sharper one."""


class TooManyGroups(Exception):
    """More groups lie under the price than the caller can use."""


@dataclass(frozen=True, eq=False)
class Pricing:
    """Finds groups of a reach by price."""

    reach: Reach

    def cheapest_possible(self, price: Measure) -> Floats:
        """Return a lower bound on the price of each core's groups, shape ``(K,)``.

        The price of the cheapest members there are places for, whether or not they
        fit together; infinite for a core nobody can join.
        """
        bounds = np.full(len(self.reach.cores), np.inf)
        for c in range(len(self.reach.cores)):
            pair = price.pair[self._span(c)]
            if len(pair):
                best = np.sort(np.minimum(pair, 0.0))[: self._most_members(c)].sum()
                bounds[c] = price.core[c] + (best if best < 0 else pair.min())
        return bounds

    def under(self, price: Measure, limit: float, *, most: int) -> Groups:
        """Return every legal group with a price of at most ``limit``.

        Raises
        ------
        TooManyGroups
            If there are more than ``most``.
        """
        found: list[Groups] = []
        left = most
        for c in np.flatnonzero(self.cheapest_possible(price) <= limit):
            groups = self.of_core(int(c), price, limit, most=left)
            left -= len(groups)
            found.append(groups)
        return _stacked(self.reach, found)

    def best(
        self, price: Measure, limit: float, *, each: int, exact: bool = True
    ) -> tuple[Groups, Floats]:
        """Return up to ``each`` cheap groups of every core, under ``limit``.

        Without ``exact`` the search of a core ends at its first, narrow try.

        Returns
        -------
        groups
            Their price is below ``limit``; none only if no group is that cheap, or
            the search of a core was too wide to tell.
        lowest
            Shape ``(K,)``: lower bound on the price of each core's groups.
        """
        lowest = self.cheapest_possible(price)
        found = []
        for c in np.flatnonzero(lowest < limit):
            groups, lowest[c] = self._cheap_groups(int(c), price, limit, exact=exact)
            order = np.argsort(groups.value(price), kind="stable")[:each]
            found.append(groups[order])
        return _stacked(self.reach, found), lowest

    def _cheap_groups(
        self, c: int, price: Measure, limit: float, *, exact: bool
    ) -> tuple[Groups, float]:
        """Return groups of one core under a limit and a bound on its lowest price."""
        narrow = self._most_members(c) <= _NARROW
        for width in (_WIDTH, _WIDER) if narrow else (_WIDTH,):
            groups, lowest = self._cheap_of(c, price, limit, width)
            if len(groups) or lowest >= limit or not exact:
                return groups, lowest
        groups, least = cheapest_group(self.reach, c, price, self._cliques(c))
        return groups[groups.value(price) < limit], max(lowest, least)

    def _cliques(self, c: int) -> list[list[int]]:
        """Return sets of members of a core of which it can have one each (7)."""
        if c not in self._cliques_known:
            members = [int(i) for i in self.reach.member[self._span(c)]]
            too_far = self.reach.problem.too_far
            self._cliques_known[c] = list(cliques_of(too_far, members))
        return self._cliques_known[c]

    @cached_property
    def _cliques_known(self) -> dict[int, list[list[int]]]:
        return {}

    def near(self, price: Measure, *, each: int) -> Groups:
        """Return about ``each`` of the cheapest groups of every core."""
        found = []
        for c in range(len(self.reach.cores)):
            groups, _ = self._cheap_of(c, price, math.inf, each)
            order = np.argsort(groups.value(price), kind="stable")[:each]
            found.append(groups[order])
        return _stacked(self.reach, found)

    def _cheap_of(
        self, c: int, price: Measure, limit: float, width: int
    ) -> tuple[Groups, float]:
        """Return groups of one core under a limit and a bound on its lowest price.

        Of each size only the ``width`` most hopeful beginnings are grown on; what
        the others could have come to is in the bound.
        """
        growth = _Growth.of(self, c, price, limit)
        found = []
        lowest = math.inf
        level = growth.beginnings()
        while len(level):
            order = np.argsort(level.hope, kind="stable")
            lowest = min(lowest, level.hope[order[width:]].min(initial=math.inf))
            level = level.rows(order[:width])
            found.append(self._finished(c, growth, level))
            level = growth.grown(level)
        groups = _stacked(self.reach, found)
        cheapest = float(groups.value(price).min(initial=limit))
        return groups, min(lowest, cheapest)

    def of_core(
        self, c: int, price: Measure, limit: float, *, most: int | None = None
    ) -> Groups:
        """Return the legal groups of one core with a price of at most ``limit``.

        Raises
        ------
        TooManyGroups
            If there are more than ``most``.
        """
        growth = _Growth.of(self, c, price, limit)
        found = []
        level = growth.beginnings()
        left = most
        while len(level):
            found.append(self._finished(c, growth, level))
            if left is not None:
                left -= len(found[-1])
                if left < 0:
                    raise TooManyGroups
            level = growth.grown(level)
            if left is not None and len(level) > left:
                raise TooManyGroups
        return _stacked(self.reach, found)

    def _finished(self, c: int, growth: _Growth, level: _Level) -> Groups:
        """Return the groups of a level that can stand as they are."""
        groups = np.full(
            (len(level), self.reach.width), self.reach.num_pairs, dtype=np.int64
        )
        size = level.chosen.shape[1]
        groups[:, :size] = np.sort(
            self.reach.first[c] + growth.order[level.chosen], axis=1
        )
        keep = level.price <= growth.limit
        groups = groups[keep]
        groups = groups[self._keeps_together(c, groups)]
        return Groups(np.full(len(groups), c, dtype=np.int64), groups)

    def _keeps_together(self, c: int, pairs: Ints) -> Bools:
        """Mark the groups that hold both or none of each pair of schools (8)."""
        problem, reach = self.reach.problem, self.reach
        kept = np.ones(len(pairs), dtype=bool)
        if not problem.together:
            return kept
        members = np.append(reach.member, -1)[pairs]
        core = reach.cores[c]
        for a, b in problem.together:
            has_a = (members == a).any(axis=1) | (core == a)
            has_b = (members == b).any(axis=1) | (core == b)
            kept &= has_a == has_b
        return kept

    @cached_property
    def _rooms(self) -> Ints:
        return room_of(self.reach.problem, self.reach.cores)

    @cached_property
    def _friends(self) -> dict[int, Bools]:
        return {}

    def friends(self, c: int) -> Bools:
        """Mark which two members one alliance of a core can hold (7), (8)."""
        if c not in self._friends:
            problem = self.reach.problem
            members = self.reach.member[self._span(c)]
            fits = ~problem.too_far[np.ix_(members, members)]
            for a, b in problem.apart:
                fits &= ~np.logical_and.outer(members == a, members == b)
                fits &= ~np.logical_and.outer(members == b, members == a)
            self._friends[c] = fits
        return self._friends[c]

    def _span(self, c: int) -> slice:
        return slice(int(self.reach.first[c]), int(self.reach.first[c + 1]))

    def _most_members(self, c: int) -> int:
        """Return how many members a core could have by places alone."""
        units = self.reach.problem.units[self.reach.member[self._span(c)]]
        return int(self._rooms[c] + (units == 0).sum())


@dataclass(frozen=True, eq=False)
class _Level:
    """Beginnings of one size: ``b`` rows of ``size`` members, in order of price.

    ``fits`` marks the members that can still join, shape ``(b, m)``; ``hope`` is a
    lower bound on the price of each beginning and all it can become.
    """

    chosen: Ints
    price: Floats
    load: Ints
    units: Ints
    fits: Bools
    hope: Floats

    def __len__(self) -> int:
        return len(self.price)

    def rows(self, chosen: Ints | Bools | slice) -> _Level:
        """Return some of the beginnings."""
        return _Level(
            self.chosen[chosen],
            self.price[chosen],
            self.load[chosen],
            self.units[chosen],
            self.fits[chosen],
            self.hope[chosen],
        )


@dataclass(frozen=True, eq=False)
class _Growth:
    """What the growing of one core's groups needs, members in order of price."""

    order: Ints
    price: Floats
    base: float
    limit: float
    load: Ints
    units: Ints
    friends: Bools
    capacity: int
    room: int

    @classmethod
    def of(cls, pricing: Pricing, c: int, price: Measure, limit: float) -> _Growth:
        reach = pricing.reach
        problem = reach.problem
        span = pricing._span(c)
        own = np.asarray(price.pair[span], dtype=np.float64)
        order = np.argsort(own, kind="stable")
        order = order[: np.searchsorted(own[order], np.inf)]
        members = reach.member[span][order]
        return cls(
            order=order,
            price=own[order],
            base=float(price.core[c]),
            limit=limit,
            load=problem.load[members],
            units=problem.units[members],
            friends=pricing.friends(c)[np.ix_(order, order)],
            capacity=int(problem.capacity[reach.cores[c]]),
            room=int(pricing._rooms[c]),
        )

    @cached_property
    def _later(self) -> Bools:
        """Shape ``(m, m)``: who can join a beginning after its last member."""
        m = len(self.price)
        return np.asarray(np.triu(self.friends, k=1)[:m, :m], dtype=bool)

    @cached_property
    def _fines(self) -> tuple[tuple[float, Ints, Floats, Bools], ...]:
        """Fines on pupils: fine, order of members, their gain, who takes places.

        A fine ``f`` on each pupil, paid back for the room there is, bounds what
        members can take off: pupils cannot exceed the room. The fines tried are
        those at which the best members just fill all, half or a quarter of it.
        """
        found = []
        for fine in self._useful_fines():
            fined = self.price + fine * self.load
            order = np.argsort(fined, kind="stable")
            order = order[: np.searchsorted(fined[order], 0.0)]
            found.append((fine, order, fined[order], self.units[order] > 0))
        return tuple(found)

    def _useful_fines(self) -> list[float]:
        gains = np.flatnonzero(self.price < 0)
        load = self.load[gains]
        if load.sum() <= self.capacity:
            return [0.0]
        rate = -self.price[gains] / np.maximum(load, 1)
        best = np.argsort(-rate, kind="stable")
        filled = np.cumsum(load[best])
        at = [np.searchsorted(filled, self.capacity / part) for part in (1, 2, 4)]
        return [
            0.0,
            *sorted({float(rate[best[min(int(k), len(best) - 1)]]) for k in at}),
        ]

    def _hope(self, level: _Level) -> Floats:
        """Return a lower bound on the price of beginnings and all they can become.

        Sharp: it counts only members that fit the beginning, and their pupils.
        """
        places = self.room - level.units
        if self.units.any():
            places = places // int(self.units[self.units > 0].min())
        room = self.capacity - level.load
        most = np.full(len(level), -np.inf)
        for fine, order, fined, takes in self._fines:
            can = level.fits[:, order]
            if takes.any():
                can &= (
                    (can & takes).cumsum(axis=1, dtype=np.int16) <= places[:, None]
                ) | ~takes
            np.maximum(most, can @ fined - fine * room, out=most)
        return np.asarray(level.price + np.minimum(most, 0.0), dtype=np.float64)

    def beginnings(self) -> _Level:
        """Return every member alone, as far as it can come under the limit."""
        m = len(self.price)
        empty = _Level(
            chosen=np.zeros((1, 0), dtype=np.int64),
            price=np.array([self.base]),
            load=np.zeros(1, dtype=np.int64),
            units=np.zeros(1, dtype=np.int64),
            fits=np.ones((1, m), dtype=bool),
            hope=np.full(1, -np.inf),
        )
        return self.grown(empty)

    def grown(self, level: _Level) -> _Level:
        """Return every beginning with one member more that can come under the limit."""
        step = max(1, _AT_ONCE // max(1, len(self.price)) // 8)
        parts = [
            self._grown(level.rows(slice(k, k + step)))
            for k in range(0, max(1, len(level)), step)
        ]
        return parts[0] if len(parts) == 1 else _joined(parts)

    def _grown(self, level: _Level) -> _Level:
        can = level.fits & (level.load[:, None] + self.load <= self.capacity)
        can &= level.units[:, None] + self.units <= self.room
        can_end = can & (
            level.price[:, None] + self.price <= self.limit - self._best_after
        )
        row, new = np.nonzero(can_end)
        price = level.price[row] + self.price[new]
        units = level.units[row] + self.units[new]
        hope = price + self._best_more(new, units)
        keep = hope <= self.limit
        row, new = row[keep], new[keep]
        found = _Level(
            chosen=np.hstack([level.chosen[row], new[:, None]]),
            price=price[keep],
            load=level.load[row] + self.load[new],
            units=units[keep],
            fits=can[row] & self._later[new],
            hope=hope[keep],
        )
        return self._sifted(found) if self._is_wide else found

    def _sifted(self, level: _Level) -> _Level:
        """Return the beginnings left by the sharper of the two bounds."""
        sharp = np.maximum(level.hope, self._hope(level))
        keep = sharp <= self.limit
        return replace(level.rows(keep), hope=sharp[keep])

    @cached_property
    def _is_wide(self) -> bool:
        """Whether a group can have so many members that the sharper bound pays."""
        return bool(self.room > _NARROW or (self.units == 0).any())

    @cached_property
    def _gains(self) -> Floats:
        """Sums of the prices below 0 up to each position, shape ``(m + 1,)``."""
        return np.concatenate([[0.0], np.cumsum(np.minimum(self.price, 0.0))])

    def _best_more(self, after: Ints, units: Ints) -> Floats:
        """Return a lower bound on what members after a position can still take off."""
        m = len(self.price)
        places = (
            np.full_like(after, m) if (self.units == 0).any() else self.room - units
        )
        start = np.minimum(after + 1, m)
        best: Floats = self._gains[np.minimum(start + places, m)] - self._gains[start]
        return best

    @cached_property
    def _best_after(self) -> Floats:
        """Best of :meth:`_best_more` at each position if all places were free."""
        m = len(self.price)
        return self._best_more(np.arange(m), np.zeros(m, dtype=np.int64))


def _joined(levels: list[_Level]) -> _Level:
    return _Level(
        chosen=np.vstack([level.chosen for level in levels]),
        price=np.concatenate([level.price for level in levels]),
        load=np.concatenate([level.load for level in levels]),
        units=np.concatenate([level.units for level in levels]),
        fits=np.vstack([level.fits for level in levels]),
        hope=np.concatenate([level.hope for level in levels]),
    )


def _stacked(reach: Reach, found: list[Groups]) -> Groups:
    """Return several sets of groups as one."""
    if not found:
        return Groups(
            np.zeros(0, dtype=np.int64), np.zeros((0, reach.width), dtype=np.int64)
        )
    return Groups(
        np.concatenate([groups.core_at for groups in found]),
        np.vstack([groups.pairs for groups in found]),
    )
