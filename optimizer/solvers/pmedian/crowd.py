"""Simulated annealing of many groups: many moves at once, no two of them of one group.

The same moves as in :mod:`~optimizer.solvers.pmedian.annealing`, on arrays: with some
hundred groups, a hundred moves are weighed in the time of a few. No group is ever
overloaded: among so many, one always would be, and nothing met would be legal.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from optimizer.solvers.pmedian.annealing import (
    Heat,
    best_of,
    finite_costs,
    near_points,
    room_of_each,
)
from optimizer.solvers.pmedian.instance import (
    Bools,
    Floats,
    Ints,
    MedianInstance,
)
from optimizer.solvers.pmedian.polish import polish

_WARMEST, _COLDEST = 0.8, 0.05
"""First and last temperature, as shares of the mean cost of a point."""

_HOPELESS = 1.0
"""A move that costs this much more with the cores as they are, as a share of the mean
cost of a point, is not looked at closely."""

_DRAWN = 5
"""Moves drawn at once, for each group: most are hopeless, or two want one group."""

_NEIGHBOUR, _ANYBODY = 0.3, 0.5
"""Up to the first share of moves, the near point itself leaves for the point's place;
up to the second, any point of its group; else nobody."""

_ROOMIER, _SPARE = 1.5, 4
"""Places of a group's table, over its largest group, where sizes may vary."""


def anneal_crowd(instance: MedianInstance, core_of: Ints, heat: Heat) -> Ints:
    """Return the solution annealing ends with, or the one given if that is better.

    Parameters
    ----------
    instance
        An instance that can be annealed.
    core_of
        Where to start; overloaded cores take nobody in.
    heat
        How long and how hot.
    """
    crowd = Crowd(instance, core_of)
    unit = max(crowd.value / instance.n, 1e-9)
    random = np.random.default_rng(heat.seed)
    warmest, drawn = _WARMEST * heat.share, _DRAWN * crowd.num_groups
    began, done, moves = time.time(), 0.0, 0
    while done < 1.0:
        cooled = min(1.0, _COLDEST / warmest) ** done
        crowd.try_moves(random, drawn, unit * warmest * cooled, _HOPELESS * unit)
        moves += drawn
        if time.time() + 1e-3 >= heat.until:
            break
        spent = (time.time() - began) / (heat.until - began)
        done = max(moves / heat.moves, spent)
    found = crowd.core_of
    return best_of(instance, core_of, [found, polish(instance, found, heat.is_over)])


@dataclass(frozen=True, eq=False)
class _Moves:
    """Moves: points that join another group, and who leaves it for their place.

    Parameters
    ----------
    point, leaver
        Who joins, and who leaves; one past the last point is nobody.
    group, other
        The group of the point now, and the one it joins.
    limit
        What the move may cost.
    """

    point: Ints
    leaver: Ints
    group: Ints
    other: Ints
    limit: Floats

    def only(self, chosen: Bools | Ints) -> _Moves:
        """Return some of them."""
        return _Moves(
            self.point[chosen],
            self.leaver[chosen],
            self.group[chosen],
            self.other[chosen],
            self.limit[chosen],
        )


class Crowd:
    """Groups under change.

    Each group has a row of places; ``n`` is in a place nobody holds. What the group
    would cost under the holder of a place is kept beside it.

    Parameters
    ----------
    instance
        The instance.
    core_of
        The groups to start from.
    """

    def __init__(self, instance: MedianInstance, core_of: Ints) -> None:
        n = self._n = instance.n
        cost = np.zeros((n + 1, n + 1))
        cost[:n, :n] = finite_costs(instance)
        self._to = cost.ravel()
        symmetric = bool((cost == cost.T).all())
        self._by = self._to if symmetric else np.ascontiguousarray(cost.T).ravel()
        self._near = np.array(near_points(instance))
        self._demand = np.append(instance.demand, 0.0)
        self._opening = np.append(instance.opening, 0.0)
        self._room = room_of_each(instance)
        cores, self._group = np.unique(core_of, return_inverse=True)
        self.num_groups = len(cores)
        self._load = np.bincount(self._group, weights=instance.demand)
        self._seat(cost)
        self._first = np.empty(self.num_groups, dtype=np.int64)

    def _seat(self, cost: Floats) -> None:
        """Give every point a place of its group, and count what each would cost."""
        n, group = self._n, self._group
        sizes = np.bincount(group)
        width = int(sizes.max())
        if not self._is_full(width):
            width = min(n, int(_ROOMIER * width) + _SPARE)
        order = np.argsort(group, kind="stable")
        self._place = np.empty(n, dtype=np.int64)
        starts = np.cumsum(sizes) - sizes
        self._place[order] = np.arange(n) - starts[group[order]]
        self._holder = np.full((self.num_groups, width), n)
        self._holder[group, self._place] = np.arange(n)
        self._sums = np.full(self._holder.shape, np.inf)
        for at, holders in enumerate(self._holder):
            held = holders < n
            some = holders[held]
            sums = cost[np.ix_(some, some)].sum(axis=0) + self._opening[some]
            self._sums[at, held] = sums
        self._cost = self._sums.min(axis=1)
        self._core = self._holder[np.arange(len(sizes)), self._sums.argmin(axis=1)]

    def _is_full(self, size: int) -> bool:
        """Tell whether no group can ever have more points than some size."""
        least = float(self._demand[: self._n].min())
        return (size + 1) * least > self._room

    @property
    def value(self) -> float:
        """Cost of the groups."""
        return float(self._cost.sum())

    @property
    def core_of(self) -> Ints:
        """The core of each point."""
        core_of: Ints = self._core[self._group]
        return core_of

    def try_moves(
        self,
        random: np.random.Generator,
        drawn: int,
        temperature: float,
        hopeless: float,
    ) -> None:
        """Draw some moves, and try those that are apart.

        Parameters
        ----------
        random
            Source of chance.
        drawn
            How many to draw.
        temperature
            What a move may cost, about.
        hopeless
            What a move may cost with the cores as they are to be looked at closely.
        """
        moves = self._draw(random, drawn, temperature)
        moves = moves.only(self._fit(moves))
        moves = moves.only(self._promise(moves, hopeless))
        self._weigh(moves.only(self._are_apart(moves)))

    def _draw(
        self, random: np.random.Generator, drawn: int, temperature: float
    ) -> _Moves:
        point = random.integers(0, self._n, drawn)
        near = self._near[point, random.integers(0, self._near.shape[1], drawn)]
        other = self._group[near]
        dice = random.random(drawn)
        limit = -temperature * np.log(random.random(drawn) + 1e-300)
        place = random.integers(0, self._holder.shape[1], drawn)
        leaver = np.where(dice < _ANYBODY, self._holder[other, place], self._n)
        leaver = np.where(dice < _NEIGHBOUR, near, leaver)
        return _Moves(point, leaver, self._group[point], other, limit)

    def _more(self, moves: _Moves) -> Floats:
        """Return by how much the load of the joined groups grows."""
        more: Floats = self._demand[moves.point] - self._demand[moves.leaver]
        return more

    def _fit(self, moves: _Moves) -> Bools:
        """Tell which moves are to another group and overload none."""
        more = self._more(moves)
        joined = self._load[moves.other] + more
        left = self._load[moves.group] - more
        fits = (joined <= self._room) | (more <= 0)
        fits &= (left <= self._room) | (more >= 0)
        out: Bools = fits & (moves.group != moves.other)
        return out

    def _promise(self, moves: _Moves, hopeless: float) -> Bools:
        """Tell which moves are not hopeless, or touch a core."""
        cores = self._core[moves.group], self._core[moves.other]
        n, to = self._n + 1, self._to
        rough = to[moves.point * n + cores[1]] - to[moves.point * n + cores[0]]
        rough += to[moves.leaver * n + cores[0]] - to[moves.leaver * n + cores[1]]
        touches = (moves.point == cores[0]) | (moves.leaver == cores[1])
        out: Bools = (rough <= moves.limit + hopeless) | touches
        return out

    def _are_apart(self, moves: _Moves) -> Bools:
        """Tell which moves come first in both of their groups."""
        order = np.arange(len(moves.point))
        both = np.stack([moves.group, moves.other], axis=1).ravel()
        # Of several values given to one place the last one stays.
        self._first[both[::-1]] = np.repeat(order[::-1], 2)
        first = self._first
        out: Bools = (first[moves.group] == order) & (first[moves.other] == order)
        return out

    def _weigh(self, moves: _Moves) -> None:
        """Weigh moves of which no two share a group; make those that cost little."""
        nobody = self._n
        seat = self._place[moves.point]
        held = self._holder[moves.other]
        leaves = self._place[np.minimum(moves.leaver, nobody - 1)]
        empty = np.argmax(held == nobody, axis=1)
        taken = np.where(moves.leaver == nobody, empty, leaves)
        is_free = held[np.arange(len(taken)), taken] == moves.leaver
        old = self._changed(moves.group, moves.point, moves.leaver, seat)
        new = self._changed(moves.other, moves.leaver, moves.point, taken)
        change = old.min(axis=1) + new.min(axis=1)
        change -= self._cost[moves.group] + self._cost[moves.other]
        made = np.flatnonzero((change <= moves.limit) & is_free)
        chosen = moves.only(made)
        more = self._more(chosen)
        self._settle(chosen.group, chosen.leaver, seat[made], old[made], -more)
        self._settle(chosen.other, chosen.point, taken[made], new[made], more)

    def _changed(self, group: Ints, gone: Ints, come: Ints, place: Ints) -> Floats:
        """Return what groups cost under each holder when one goes and one comes."""
        n, to = self._n + 1, self._to
        holders = self._holder[group]
        came = come[:, None] * n + holders
        joined = to[came]
        sums: Floats = self._sums[group] - to[gone[:, None] * n + holders] + joined
        leads: Floats = (joined if self._by is to else self._by[came]).sum(axis=1)
        leads += to[come * n + come] - self._by[come * n + gone] + self._opening[come]
        leads[come == self._n] = np.inf
        sums[np.arange(len(place)), place] = leads
        return sums

    def _settle(
        self, group: Ints, come: Ints, place: Ints, sums: Floats, more: Floats
    ) -> None:
        """Give a place of each group to another point, or to nobody."""
        self._holder[group, place] = come
        self._sums[group] = sums
        self._cost[group] = sums.min(axis=1)
        self._core[group] = self._holder[group, sums.argmin(axis=1)]
        self._load[group] += more
        points = come < self._n
        self._group[come[points]] = group[points]
        self._place[come[points]] = place[points]
