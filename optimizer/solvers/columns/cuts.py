"""Rank-one cuts (C): what no plan can hold although a relaxation does.

Give schools whole weights and count an alliance once for every ``parts`` its schools
weigh together. A plan counts no more than all schools together give, rounded down,
for its alliances share no school; a relaxation may, by halves or fifths of alliances.
Weights of 1 and two parts over three schools are subset-row cuts; weights of 1 and
five parts over 13 schools say that no three alliances of five schools lie inside.

Chvatal (1973): Edmonds polytopes and a hierarchy of combinatorial problems. Discrete
Mathematics 4. Pecin, Pessoa, Poggi, Uchoa, Santos (2017): Limited memory rank-1 cuts
for vehicle routing problems. Operations Research Letters 45.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack

from optimizer.problem import Bools, Ints
from optimizer.solvers.columns.groups import Floats, Groups, Reach

Shorts = NDArray[np.int16]


@dataclass(frozen=True, eq=False)
class Cuts:
    """Some cuts over the schools of a problem.

    Parameters
    ----------
    weight
        Shape ``(T, n)``: weight of each school, below the cut's ``parts``.
    parts
        Shape ``(T,)``: weight that counts once.
    """

    weight: csr_array
    parts: Ints

    @classmethod
    def none(cls, n: int) -> Cuts:
        """Return no cuts over ``n`` schools."""
        return cls.of(n, [])

    @classmethod
    def of(cls, n: int, cuts: Sequence[tuple[Ints, Ints, int]]) -> Cuts:
        """Return cuts told by their schools, the schools' weights, and the parts."""
        row = np.repeat(np.arange(len(cuts)), [len(schools) for schools, _, _ in cuts])
        column = np.concatenate(
            [np.zeros(0, int), *(schools for schools, _, _ in cuts)]
        )
        weight = np.concatenate([np.zeros(0), *(weights for _, weights, _ in cuts)])
        table = csr_array((weight, (row, column)), shape=(len(cuts), n))
        return cls(table, np.array([parts for _, _, parts in cuts], dtype=np.int64))

    def __len__(self) -> int:
        return len(self.parts)

    def __getitem__(self, chosen: Ints | Bools | slice) -> Cuts:
        return Cuts(self.weight[chosen], self.parts[chosen])

    def joined(self, other: Cuts) -> Cuts:
        """Return these and then the others."""
        table = csr_array(vstack([self.weight, other.weight], format="csr"))
        return Cuts(table, np.concatenate([self.parts, other.parts]))

    @cached_property
    def most(self) -> Ints:
        """Shape ``(T,)``: how often the alliances of a plan can count together."""
        return np.asarray(self.weight.sum(axis=1), dtype=np.int64) // self.parts


@dataclass(frozen=True, eq=False)
class Weighed:
    """Cuts as the pairs and cores of a reach see them.

    Parameters
    ----------
    pair, core
        Shapes ``(A + 1, T)`` and ``(K, T)``: weight of the member of a pair, and of a
        core, in each cut; the last row of the first stands for no pair.
    parts
        Shape ``(T,)``.
    """

    pair: csr_array
    core: csr_array
    parts: Ints

    @classmethod
    def over(cls, reach: Reach, cuts: Cuts) -> Weighed:
        """Return the cuts over the schools of a reach."""
        by_school = cuts.weight.T.tocsr()
        nobody = csr_array((1, len(cuts)))
        padded = csr_array(vstack([by_school[reach.member], nobody], format="csr"))
        return cls(padded, by_school[reach.cores], cuts.parts)

    def counts(self, groups: Groups) -> csr_array:
        """Return how often each group counts in each cut, shape ``(m, T)``."""
        if not len(groups):
            return csr_array((0, len(self.parts)))
        held = self.core[groups.core_at]
        for column in groups.pairs.T:
            held = held + self.pair[column]
        held = held.tocsr()
        held.data = np.floor(held.data / self.parts[held.indices])
        held.eliminate_zeros()
        return held


@dataclass(frozen=True, eq=False)
class Fines:
    """Fines on alliances for each time they count in a cut: the prices of (C).

    Parameters
    ----------
    fine
        Shape ``(T,)``, above 0.
    weighed
        The cuts.
    """

    fine: Floats
    weighed: Weighed

    @classmethod
    def over(cls, reach: Reach, cuts: Cuts, fine: Floats) -> Fines:
        """Return the fines that are above 0."""
        dear = np.flatnonzero(fine > 0)
        return cls(fine[dear], Weighed.over(reach, cuts[dear]))

    @property
    def largest(self) -> float:
        """Largest fine."""
        return float(self.fine.max(initial=0))

    def around(self, c: int, pairs: Ints) -> tuple[Shorts, Shorts, Shorts, Floats]:
        """Return what concerns one core: members' and core's weights, parts, fines.

        Shapes ``(pairs, t)`` and three times ``(t,)``, of the cuts in which an
        alliance of the core and some of these pairs can count.
        """
        members, core = self.weighed.pair[pairs], self.weighed.core[[c]]
        reached = np.asarray(members.sum(axis=0) + core.sum(axis=0))
        met = np.flatnonzero(reached >= self.weighed.parts)
        inside = members[:, met].toarray().astype(np.int16)
        core_inside = core[:, met].toarray()[0].astype(np.int16)
        parts = self.weighed.parts[met].astype(np.int16)
        return inside, core_inside, parts, self.fine[met]

    def of_groups(self, groups: Groups) -> Floats:
        """Return the fines of each group, shape ``(m,)``."""
        return np.asarray(self.weighed.counts(groups) @ self.fine, dtype=np.float64)
