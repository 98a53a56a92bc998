"""Growing the alliances of one core member by member, under a price."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from optimizer.problem import Bools, Ints
from optimizer.solvers.columns.cuts import Shorts
from optimizer.solvers.columns.groups import Floats

_AT_ONCE = 4_000_000
"""Cells of the largest table worked on at once: bounds the memory of a search."""

NARROW = 4
"""Members up to which the simple bound is as fast as the sharper one."""


class TooManyGroups(Exception):
    """More groups lie under the price than the caller can use."""


@dataclass(frozen=True, eq=False)
class Level:
    """Beginnings of one size: ``b`` rows of ``size`` members, in order of price.

    ``fits`` marks the members that can still join, shape ``(b, m)``; ``hope`` is a
    lower bound on the price of each beginning and all it can become; ``over`` is the
    weight in each fined cut that has not counted yet, shape ``(b, t)``; ``off`` is what
    it is off each mean, shape ``(b, R)``, which is not in its price yet.
    """

    chosen: Ints
    price: Floats
    load: Ints
    units: Ints
    fits: Bools
    hope: Floats
    over: Shorts
    off: Floats

    def __len__(self) -> int:
        return len(self.price)

    def rows(self, chosen: Ints | Bools | slice) -> Level:
        """Return some of the beginnings."""
        return Level(
            self.chosen[chosen],
            self.price[chosen],
            self.load[chosen],
            self.units[chosen],
            self.fits[chosen],
            self.hope[chosen],
            self.over[chosen],
            self.off[chosen],
        )

    @property
    def whole_price(self) -> Floats:
        """Prices of the beginnings if they are left as they are."""
        return np.asarray(self.price + np.abs(self.off).sum(axis=1), dtype=np.float64)


@dataclass(frozen=True, eq=False)
class Growth:
    """What the growing of one core's groups needs, members in order of price.

    ``inside`` is the weight of each member in each fined cut, shape ``(m, t)``,
    ``core_inside`` that of the core; whenever ``parts`` of it are full, that costs the
    cut's ``fine``. ``off`` is what each member adds to the deviation, shape ``(m, R)``,
    ``core_off`` what the core does, in the units of the price.
    """

    order: Ints
    price: Floats
    base: float
    limit: float
    load: Ints
    units: Ints
    friends: Bools
    capacity: int
    room: int
    inside: Shorts
    core_inside: Shorts
    parts: Shorts
    fine: Floats
    off: Floats
    core_off: Floats

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

    def _hope(self, level: Level) -> Floats:
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

    def beginnings(self) -> Level:
        """Return every member alone, as far as it can come under the limit."""
        m = len(self.price)
        empty = Level(
            chosen=np.zeros((1, 0), dtype=np.int64),
            price=np.array([self.base]),
            load=np.zeros(1, dtype=np.int64),
            units=np.zeros(1, dtype=np.int64),
            fits=np.ones((1, m), dtype=bool),
            hope=np.full(1, -np.inf),
            over=self.core_inside[None, :],
            off=self.core_off[None, :],
        )
        return self.grown(empty)

    def grown(self, level: Level, *, most: int | None = None) -> Level:
        """Return every beginning with one member more that can come under the limit.

        Raises
        ------
        TooManyGroups
            If there are more than ``most``; told before all are in memory.
        """
        step = max(1, _AT_ONCE // max(1, len(self.price)) // 8)
        parts: list[Level] = []
        count = 0
        for k in range(0, max(1, len(level)), step):
            parts.append(self._grown(level.rows(slice(k, k + step))))
            count += len(parts[-1])
            if most is not None and count > most:
                raise TooManyGroups
        return parts[0] if len(parts) == 1 else joined(parts)

    def _grown(self, level: Level) -> Level:
        can = level.fits & (level.load[:, None] + self.load <= self.capacity)
        can &= level.units[:, None] + self.units <= self.room
        can_end = can & (
            level.price[:, None] + self.price <= self.limit - self._best_after
        )
        row, new = np.nonzero(can_end)
        price = level.price[row] + self.price[new]
        units = level.units[row] + self.units[new]
        more = self._best_more(new, units)
        keep = price + more <= self.limit
        row, new, price, more = row[keep], new[keep], price[keep], more[keep]
        over = level.over[row] + self.inside[new]
        if len(self.fine):
            price = price + self._fined(over)
            kept = price + more <= self.limit
            keep[keep] = kept
            row, new, price, more = row[kept], new[kept], price[kept], more[kept]
            over = over[kept]
        found = Level(
            chosen=np.hstack([level.chosen[row], new[:, None]]),
            price=price,
            load=level.load[row] + self.load[new],
            units=units[keep],
            fits=can[row] & self._later[new],
            hope=price + more,
            over=over,
            off=level.off[row] + self.off[new],
        )
        return self._sifted(found) if self._is_wide or self.off.size else found

    def _fined(self, over: Shorts) -> Floats:
        """Return the fines due, shape ``(b,)``, and take what they are for off.

        No weight is above its parts, so a new member fills them once at most.
        """
        row, cut = np.nonzero(over >= self.parts)
        over[row, cut] -= self.parts[cut]
        return np.bincount(row, self.fine[cut], minlength=len(over))

    def _sifted(self, level: Level) -> Level:
        """Return the beginnings left by the sharper of the two bounds on the price.

        What no members can take off the deviation any more comes on top of both.
        """
        hope = level.hope
        if self._is_wide:
            hope = np.maximum(hope, self._hope(level))
        hope = hope + self._least_off(level)
        keep = hope <= self.limit
        return replace(level.rows(keep), hope=hope[keep])

    def _least_off(self, level: Level) -> Floats:
        """Return a lower bound on the deviation of all that beginnings can become."""
        after = level.chosen[:, -1] + 1
        places = self._places(level.units)
        most = places[:, None] * self._most_off[after]
        left = np.maximum(np.abs(level.off) - most, 0.0)
        return np.asarray(left.sum(axis=1), dtype=np.float64)

    @cached_property
    def _most_off(self) -> Floats:
        """Largest change by one member from a position on, shape ``(m + 1, R)``."""
        upwards = np.maximum.accumulate(np.abs(self.off)[::-1], axis=0)
        none = np.zeros((1, self.off.shape[1]))
        return np.asarray(np.vstack([upwards[::-1], none]), dtype=np.float64)

    def _places(self, units: Ints) -> Ints:
        """Return how many members can still join, shape ``(b,)``."""
        if (self.units == 0).any():
            return np.full_like(units, len(self.price))
        return np.asarray(self.room - units, dtype=np.int64)

    @cached_property
    def _is_wide(self) -> bool:
        """Whether a group can have so many members that the sharper bound pays."""
        return bool(self.room > NARROW or (self.units == 0).any())

    @cached_property
    def _gains(self) -> Floats:
        """Sums of the prices below 0 up to each position, shape ``(m + 1,)``."""
        return np.concatenate([[0.0], np.cumsum(np.minimum(self.price, 0.0))])

    def _best_more(self, after: Ints, units: Ints) -> Floats:
        """Return a lower bound on what members after a position can still take off."""
        m = len(self.price)
        places = self._places(units)
        start = np.minimum(after + 1, m)
        best: Floats = self._gains[np.minimum(start + places, m)] - self._gains[start]
        return best

    @cached_property
    def _best_after(self) -> Floats:
        """Best of :meth:`_best_more` at each position if all places were free."""
        m = len(self.price)
        return self._best_more(np.arange(m), np.zeros(m, dtype=np.int64))


def joined(levels: list[Level]) -> Level:
    """Return several levels of one size as one."""
    return Level(
        chosen=np.vstack([level.chosen for level in levels]),
        price=np.concatenate([level.price for level in levels]),
        load=np.concatenate([level.load for level in levels]),
        units=np.concatenate([level.units for level in levels]),
        fits=np.vstack([level.fits for level in levels]),
        hope=np.concatenate([level.hope for level in levels]),
        over=np.vstack([level.over for level in levels]),
        off=np.vstack([level.off for level in levels]),
    )
