"""Candidate alliances as arrays: the columns of the model, and what they are worth."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Protocol
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from optimizer.problem import Block, Bools, Ints, Problem

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Reach:
    """The cores of one part of a problem and who can join each of them.

    Parameters
    ----------
    problem
        The problem.
    cores
        Shape ``(K,)``: indices of the cores of this part, ascending.
    core_at, member
        Shape ``(A,)``: position in ``cores`` and school index of each allowed pair,
        by core and then by member.
    """

    problem: Problem
    cores: Ints
    core_at: Ints
    member: Ints

    @classmethod
    def of(cls, problem: Problem, cores: Ints) -> Reach:
        """Return the allowed pairs of some cores.

        Pairs that no alliance can hold are left out: members too large for the
        core alone (3), (5), and pairs that are to stay apart (8).
        """
        allowed = (problem.block[:, cores] == Block.NONE).T
        allowed &= problem.load <= problem.capacity[cores][:, None]
        allowed &= problem.units <= room_of(problem, cores)[:, None]
        for a, b in problem.apart:
            allowed[cores == a, b] = False
            allowed[cores == b, a] = False
        core_at, member = np.nonzero(allowed)
        return cls(problem, cores, core_at.astype(np.int64), member.astype(np.int64))

    @property
    def num_pairs(self) -> int:
        """Number of allowed pairs ``A``."""
        return len(self.member)

    @cached_property
    def width(self) -> int:
        """Members an alliance can have at most; schools without units add to it."""
        rooms = room_of(self.problem, self.cores)
        free = self.problem.units[self.member] == 0
        free_of = np.bincount(self.core_at[free], minlength=len(self.cores))
        return int(np.max(rooms + free_of, initial=0))

    @cached_property
    def first(self) -> Ints:
        """Shape ``(K + 1,)``: pairs of the core at ``c``: ``first[c]:first[c + 1]``."""
        counts = np.bincount(self.core_at, minlength=len(self.cores))
        return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)

    @cached_property
    def schools(self) -> Ints:
        """Indices of all schools of this part, ascending."""
        return np.unique(np.concatenate([self.cores, self.member]))

    def over_members(self, values: Ints) -> Measure:
        """Return the sum of a school's value over members, shape ``(n,)`` given."""
        return _measure(values[self.member], np.zeros(len(self.cores)))

    def over_all(self, values: Ints) -> Measure:
        """Return the sum of a school's value over core and members."""
        return _measure(values[self.member], values[self.cores])

    def over_pairs(self, weights: Ints) -> Measure:
        """Return the sum of a pair's weight, ``[k, k]`` for the core itself."""
        return _measure(
            weights[self.member, self.cores[self.core_at]],
            weights[self.cores, self.cores],
        )

    def over_cores(self, marked: Bools) -> Measure:
        """Return 1 for the alliances whose core is marked, shape ``(n,)`` given."""
        return _measure(np.zeros(self.num_pairs), marked[self.cores])

    def off_means(self) -> Measure:
        """Return what the pooled indicators of core and members are off the means."""
        nothing = np.zeros(self.num_pairs), np.zeros(len(self.cores))
        return Measure(*nothing, ((1.0, self._deviation),))

    @cached_property
    def _deviation(self) -> Deviation:
        rows = self.problem.deviation.T.astype(np.float64)
        none = np.zeros((1, rows.shape[1]))
        return Deviation(np.vstack([rows[self.member], none]), rows[self.cores])

    @cached_property
    def trip_s(self) -> Ints:
        """Shape ``(A,)``: seconds of the trip of each pair."""
        return self.problem.seconds[self.member, self.cores[self.core_at]]


def room_of(problem: Problem, cores: Ints) -> Ints:
    """Return the places a core has for members (3)."""
    own = problem.units[cores] if problem.core_counts else np.zeros_like(cores)
    return np.asarray(problem.max_units - own, dtype=np.int64)


class Extra(Protocol):
    """A number of every alliance that is no sum over its pairs, and never below 0."""

    @property
    def largest(self) -> float:
        """Return the order of magnitude of the number."""

    def of_groups(self, groups: Groups) -> Floats:
        """Return the number of each group, shape ``(m,)``."""


@dataclass(frozen=True, eq=False)
class Measure:
    """A number of every alliance: that of its core, those of its pairs, and extras.

    Whole numbers stay exact: sums are far below 2**53.

    Parameters
    ----------
    pair
        Shape ``(A,)``.
    core
        Shape ``(K,)``.
    extras
        What is added on top, with its weight. A price has no weight below 0: without
        its extras it is a lower bound on itself, and so the pricing takes it.
    """

    pair: Floats
    core: Floats
    extras: tuple[tuple[float, Extra], ...] = ()

    def __neg__(self) -> Measure:
        extras = tuple((-weight, extra) for weight, extra in self.extras)
        return Measure(-self.pair, -self.core, extras)

    @property
    def largest(self) -> float:
        """Largest part of an alliance's number: a pair's, a core's or an extra."""
        extras = (abs(weight) * extra.largest for weight, extra in self.extras)
        pair, core = np.abs(self.pair), np.abs(self.core)
        return float(max(pair.max(initial=0), core.max(initial=0), *extras, 0.0))

    def minus(self, other: Measure, times: float) -> Measure:
        """Return this less a multiple of another."""
        weights = {extra: weight for weight, extra in self.extras}
        for weight, extra in other.extras:
            weights[extra] = weights.get(extra, 0.0) - times * weight
        return Measure(
            self.pair - times * other.pair,
            self.core - times * other.core,
            tuple((weight, extra) for extra, weight in weights.items()),
        )

    def without(self, pairs: Bools, cores: Bools | None = None) -> Measure:
        """Return this with some pairs, and some cores, priced out."""
        core = self.core if cores is None else np.where(cores, np.inf, self.core)
        return replace(self, pair=np.where(pairs, np.inf, self.pair), core=core)


@dataclass(frozen=True, eq=False)
class Deviation:
    """What alliances' pooled indicators are off the means: tier ``indicators``.

    The sum over the indicators of the absolute value of a sum over core and members.

    Parameters
    ----------
    pair, core
        Shapes ``(A + 1, R)`` and ``(K, R)``: what the member of a pair, or a core, is
        off each mean; the last row of the first stands for no pair.
    """

    pair: Floats
    core: Floats

    @property
    def largest(self) -> float:
        """Largest sum over the indicators of one school."""
        rows = np.vstack([self.pair, self.core])
        return float(np.abs(rows).sum(axis=1).max(initial=0))

    @cached_property
    def _known(self) -> WeakKeyDictionary[Groups, Floats]:
        """Values of groups asked for before: a list is asked for in every round."""
        return WeakKeyDictionary()

    def around(self, c: int, pairs: Ints) -> tuple[Floats, Floats]:
        """Return what some members of a core, and the core, are off each mean."""
        return self.pair[pairs], self.core[c]

    def of_groups(self, groups: Groups) -> Floats:
        """Return what each group is off all means together, shape ``(m,)``."""
        if groups not in self._known:
            values = np.zeros(len(groups))
            for pair, core in zip(self.pair.T, self.core.T, strict=True):
                pooled = core[groups.core_at]
                for column in groups.pairs.T:
                    pooled += pair[column]
                values += np.abs(pooled)
            self._known[groups] = values
        return self._known[groups]


def _measure(pair: NDArray[Any], core: NDArray[Any]) -> Measure:
    return Measure(pair.astype(np.float64), core.astype(np.float64))


@dataclass(frozen=True, eq=False)
class Groups:
    """Legal alliances of one part.

    Parameters
    ----------
    core_at
        Shape ``(m,)``: position of the core in the reach.
    pairs
        Shape ``(m, width)``: positions of the pairs, ascending; filled up with
        ``A``, which is no pair.
    """

    core_at: Ints
    pairs: Ints

    def __len__(self) -> int:
        return len(self.core_at)

    def __getitem__(self, chosen: Ints | Bools | slice) -> Groups:
        return Groups(self.core_at[chosen], self.pairs[chosen])

    def value(self, measure: Measure) -> Floats:
        """Return the measure of each group, shape ``(m,)``."""
        padded = np.append(measure.pair, 0.0)
        values = measure.core[self.core_at]
        for column in self.pairs.T:
            values += padded[column]
        for weight, extra in measure.extras:
            values += weight * extra.of_groups(self)
        return values

    def longest(self, reach: Reach) -> Ints:
        """Return the seconds of each group's longest trip, shape ``(m,)``."""
        padded = np.append(reach.trip_s, 0)
        return np.asarray(padded[self.pairs].max(axis=1, initial=0), dtype=np.int64)

    def joined(self, other: Groups) -> Groups:
        """Return these and then the others."""
        return Groups(
            np.concatenate([self.core_at, other.core_at]),
            np.vstack([self.pairs, other.pairs]),
        )


def no_groups(reach: Reach) -> Groups:
    """Return an empty set of groups."""
    empty = np.zeros((0, reach.width), dtype=np.int64)
    return Groups(np.zeros(0, dtype=np.int64), empty)


def groups_of(reach: Reach, core_of: Ints) -> Groups:
    """Return the alliances of a grouping, shape ``(n,)``, that lie in a part.

    One with more members than any core may have is none of the part's.
    """
    found = no_groups(reach)
    taken = core_of[reach.member] == reach.cores[reach.core_at]
    for c, core in enumerate(reach.cores):
        pairs = reach.first[c] + np.flatnonzero(
            taken[reach.first[c] : reach.first[c + 1]]
        )
        if core_of[core] == core and 0 < len(pairs) <= reach.width:
            row = np.full((1, reach.width), reach.num_pairs, dtype=np.int64)
            row[0, : len(pairs)] = pairs
            found = found.joined(Groups(np.array([c], dtype=np.int64), row))
    return found


def grouping_of(reach: Reach, groups: Groups) -> dict[int, int]:
    """Return the core of every school in some groups."""
    core_of: dict[int, int] = {}
    for c, row in zip(groups.core_at, groups.pairs, strict=True):
        core = int(reach.cores[c])
        core_of[core] = core
        members = reach.member[row[row < reach.num_pairs]]
        core_of.update((int(i), core) for i in members)
    return core_of
