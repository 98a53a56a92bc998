"""The problem: all that a solver sees, as indices and integers.

Numbers in brackets are the constraints of the model in ``solvers/cpsat``.
Index order is ``[member, core]``. Read-only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from optimizer.policy import TierName

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


class Block(IntEnum):
    """First rule of (4) and (6) that keeps a school from a core, in this order."""

    NONE = 0
    SELF = 1
    FROZEN = 2
    NOT_CORE = 3
    DECLINES = 4
    NO_TAG = 5
    COUNTY = 6
    STAGE = 7
    REFUSED = 8
    UNKNOWN_ROUTE = 9
    MINUTES = 10
    KM = 11
    BORDERLINE = 12


@dataclass(frozen=True, eq=False)
class Scope:
    """One scope of coverage (10): which schools count, and how many are needed."""

    name: str
    counted: Bools
    target_pct: int
    needed: int


GoalName = TierName | Literal["asked"]
"""A tier of the policy, or the gaps of what a caller asks beyond it."""


@dataclass(frozen=True, eq=False)
class Ask:
    """Something asked of a plan beyond the policy, as one linear expression.

    Forced and forbidden pairs, a school to be covered, a tier not to be worsened and
    a plan that differs from a known one are all of this form::

        sum_ik weight[i, k] x_ik + sum_k weight[k, k] y_k + gap >= least

    The gaps of all asks are the value of tier ``asked``; it is 0 when all are met.
    Approved alliances count like any other.

    Parameters
    ----------
    weight
        Shape ``(n, n)``, ``[member, core]``; ``[k, k]`` is the core itself.
    least
        What the expression is to reach, inclusive.
    """

    weight: Ints
    least: int

    def value(self, core_of: Ints) -> int:
        """Return the expression's value in a grouping, shape ``(n,)``."""
        inside = np.flatnonzero(core_of >= 0)
        return int(self.weight[inside, core_of[inside]].sum())


@dataclass(frozen=True, eq=False)
class Problem:
    """Everything a solver may use, over the ``n`` schools that take part.

    Parameters
    ----------
    school_ids
        Ids in ascending order; all other fields use this order.
    can_lead
        Shape ``(n,)``: the eligible cores K.
    units, load, need
        Shape ``(n,)``: places taken (3), pupils brought (5), need points.
    capacity
        Shape ``(n,)``: pupils a core can take on (5); meaningless elsewhere.
    is_bounded
        Shape ``(n,)``: whether that capacity is known, rather than all pupils.
    block
        Shape ``(n, n)``, values of :class:`Block`; 0 marks the allowed pairs A (6).
    seconds, metres
        Shape ``(n, n)``: the trip of member to core in the policy's direction.
    cost_s
        Shape ``(n, n)``: generalised seconds of an allowed pair, may be negative.
    too_far
        Shape ``(n, n)``, symmetric: two schools that may not be members together (7).
    together, apart
        Index pairs (8).
    must_lead
        Indices of wished cores (8); those not met are counted in tier ``wishes``.
    frozen
        Approved alliances (8) as (core, members); exempt from (3)-(7).
    max_units, core_counts
        Size (3).
    county
        Shape ``(n,)``: index into ``counties``.
    town
        Shape ``(n,)``: number of a school's township, from 0; -1 where not known.
    kept
        Shape ``(n, n)``: 1 for the pairs of the plan before, else 0.
    floors
        Shape ``(len(counties),)``: least number of alliances (9).
    scopes
        Coverage (10).
    order_weight
        Shape ``(n, n)``: weight of a pair in the last tier, ``[k, k]`` of a core.
    tiers
        Names of the objective tiers in their order.
    deviation
        Shape ``(R, n)``: pupils x permille by which a school is off its county's mean
        in each stage and indicator, see :mod:`optimizer.quality.pooling`. Tier
        ``indicators`` adds up the alliances' absolute sums; without it ``R`` is 0.
    asks
        What is asked beyond the policy; counts only if ``asked`` is among the tiers.
    """

    school_ids: tuple[str, ...]
    can_lead: Bools
    units: Ints
    load: Ints
    need: Ints
    capacity: Ints
    is_bounded: Bools
    block: NDArray[np.int8]
    seconds: Ints
    metres: Ints
    cost_s: Ints
    too_far: Bools
    together: tuple[tuple[int, int], ...]
    apart: tuple[tuple[int, int], ...]
    must_lead: tuple[int, ...]
    frozen: tuple[tuple[int, tuple[int, ...]], ...]
    max_units: int
    core_counts: bool
    counties: tuple[str, ...]
    county: Ints
    town: Ints
    kept: Ints
    floors: Ints
    scopes: tuple[Scope, ...]
    order_weight: Ints
    tiers: tuple[GoalName, ...]
    deviation: Ints
    asks: tuple[Ask, ...] = ()

    def __post_init__(self) -> None:
        for value in vars(self).values():
            if isinstance(value, np.ndarray):
                value.setflags(write=False)

    @property
    def n(self) -> int:
        """Number of schools that take part."""
        return len(self.school_ids)

    @cached_property
    def arcs(self) -> tuple[tuple[int, int], ...]:
        """Allowed pairs ``(member, core)``, frozen ones left out, in index order."""
        return tuple((int(i), int(k)) for i, k in np.argwhere(self.block == Block.NONE))

    @cached_property
    def frozen_core_of(self) -> dict[int, int]:
        """Core of every school in a frozen alliance; a core is its own."""
        return {i: core for core, members in self.frozen for i in (core, *members)}

    def asking(self, *asks: Ask, tiers: Sequence[GoalName] | None = None) -> Problem:
        """Return the problem with these asks met first, as far as they can be.

        Parameters
        ----------
        asks
            What is asked in place of what was asked before.
        tiers
            Tiers that follow; default those of this problem.
        """
        rest = [name for name in tiers or self.tiers if name != "asked"]
        return replace(self, asks=asks, tiers=("asked", *rest))

    def fingerprint(self) -> str:
        """Return the SHA-256 over all fields, as hex text; unused ones say nothing."""
        digest = hashlib.sha256()
        for name, value in sorted(vars(self).items()):
            if name == "deviation" and not value.size:
                continue
            if isinstance(value, np.ndarray):
                digest.update(name.encode() + value.astype("<i8").tobytes())
            elif name == "scopes":
                for scope in self.scopes:
                    digest.update(f"{scope.name} {scope.needed}".encode())
                    digest.update(scope.counted.tobytes())
            elif name == "asks":
                for ask in self.asks:
                    digest.update(ask.weight.astype("<i8").tobytes())
                    digest.update(str(ask.least).encode())
            elif name not in {"arcs", "frozen_core_of"}:
                digest.update(f"{name} {value}".encode())
        return digest.hexdigest()
