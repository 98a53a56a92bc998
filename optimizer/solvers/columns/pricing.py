"""The search for alliances whose price is low enough: the pricing of the columns.

An alliance has few members, so all alliances of one core under a price are found by
growing them member by member, cheapest members first, and dropping every beginning
that the cheapest members left could not bring under the price. All beginnings of
one size are grown at once.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from optimizer.problem import Bools, Ints
from optimizer.solvers.cliques import cliques_of
from optimizer.solvers.columns.cuts import Cuts, Fines
from optimizer.solvers.columns.groups import (
    Deviation,
    Floats,
    Groups,
    Measure,
    Reach,
    room_of,
)
from optimizer.solvers.columns.growth import NARROW, Growth, Level, TooManyGroups

_WIDTH, _WIDER = 100, 2_000
"""Beginnings grown at once in the search for cheap groups; wider, where alliances
are narrow, if none is found."""


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
            pair = price.pair[self.span(c)]
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
        narrow = self._most_members(c) <= NARROW
        for width in (_WIDTH, _WIDER) if narrow else (_WIDTH,):
            groups, lowest = self._cheap_of(c, price, limit, width)
            if len(groups) or lowest >= limit or not exact:
                return groups, lowest
        # CP-SAT takes a while to import, and few cores need it.
        from optimizer.solvers.columns.exact import cheapest_group

        groups, least = cheapest_group(self.reach, c, price, self.cliques(c))
        return groups[groups.value(price) < limit], max(lowest, least)

    def cliques(self, c: int) -> list[list[int]]:
        """Return sets of members of a core of which it can have one each (7)."""
        if c not in self._cliques_known:
            members = [int(i) for i in self.reach.member[self.span(c)]]
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
        growth = self._growth(c, price, limit)
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
        growth = self._growth(c, price, limit)
        found = []
        level = growth.beginnings()
        left = most
        while len(level):
            found.append(self._finished(c, growth, level))
            if left is not None:
                left -= len(found[-1])
                if left < 0:
                    raise TooManyGroups
            level = growth.grown(level, most=left)
        return _stacked(self.reach, found)

    def _growth(self, c: int, price: Measure, limit: float) -> Growth:
        """Return what the growing of a core's groups under a limit needs."""
        problem, reach = self.reach.problem, self.reach
        span = self.span(c)
        own = np.asarray(price.pair[span], dtype=np.float64)
        order = np.argsort(own, kind="stable")
        order = order[: np.searchsorted(own[order], np.inf)]
        members = reach.member[span][order]
        fines, weight, deviation = self._extras(price)
        inside, core_inside, parts, fine = fines.around(c, span.start + order)
        off, core_off = deviation.around(c, span.start + order)
        return Growth(
            order=order,
            price=own[order],
            base=float(price.core[c]),
            limit=limit,
            load=problem.load[members],
            units=problem.units[members],
            friends=self.friends(c)[np.ix_(order, order)],
            capacity=int(problem.capacity[reach.cores[c]]),
            room=int(self.rooms[c]),
            inside=inside,
            core_inside=core_inside,
            parts=parts,
            fine=fine,
            off=weight * off,
            core_off=weight * core_off,
        )

    def _extras(self, price: Measure) -> tuple[Fines, float, Deviation]:
        """Return the fines of a price, and the deviation with its weight.

        Raises
        ------
        ValueError
            If a weight is below 0: bounds that leave an extra out would not hold.
        """
        fines, deviation = self._no_extras
        times = 0.0
        for weight, extra in price.extras:
            if weight < 0:
                msg = "an extra of a price has a weight below 0."
                raise ValueError(msg)
            if isinstance(extra, Fines):
                fines = extra
            elif isinstance(extra, Deviation):
                times, deviation = weight, extra
        return fines, times, deviation

    @cached_property
    def _no_extras(self) -> tuple[Fines, Deviation]:
        reach = self.reach
        none = Cuts.none(reach.problem.n)
        nothing = np.zeros((reach.num_pairs + 1, 0)), np.zeros((len(reach.cores), 0))
        return Fines.over(reach, none, np.zeros(0)), Deviation(*nothing)

    def _finished(self, c: int, growth: Growth, level: Level) -> Groups:
        """Return the groups of a level that can stand as they are."""
        groups = np.full(
            (len(level), self.reach.width), self.reach.num_pairs, dtype=np.int64
        )
        size = level.chosen.shape[1]
        groups[:, :size] = np.sort(
            self.reach.first[c] + growth.order[level.chosen], axis=1
        )
        keep = level.whole_price <= growth.limit
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
    def rooms(self) -> Ints:
        """Places of each core for members, shape ``(K,)``."""
        return room_of(self.reach.problem, self.reach.cores)

    @cached_property
    def _friends(self) -> dict[int, Bools]:
        return {}

    def friends(self, c: int) -> Bools:
        """Mark which two members one alliance of a core can hold (7), (8)."""
        if c not in self._friends:
            problem = self.reach.problem
            members = self.reach.member[self.span(c)]
            fits = ~problem.too_far[np.ix_(members, members)]
            for a, b in problem.apart:
                fits &= ~np.logical_and.outer(members == a, members == b)
                fits &= ~np.logical_and.outer(members == b, members == a)
            self._friends[c] = fits
        return self._friends[c]

    def span(self, c: int) -> slice:
        """Return where the pairs of a core are."""
        return slice(int(self.reach.first[c]), int(self.reach.first[c + 1]))

    def _most_members(self, c: int) -> int:
        """Return how many members a core could have by places alone."""
        units = self.reach.problem.units[self.reach.member[self.span(c)]]
        return int(self.rooms[c] + (units == 0).sum())


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
