"""What is settled about a part before a tier, and the best plan for it so far."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from optimizer.problem import Ints
from optimizer.solvers.columns.cuts import Cuts
from optimizer.solvers.columns.groups import Groups, Reach
from optimizer.solvers.columns.linear import Linear, Row


@dataclass(frozen=True, eq=False)
class State:
    """What is settled about a part, and the best plan for it so far.

    Parameters
    ----------
    reach
        Cores and allowed pairs.
    rows, gap_most
        Side rows, those that hold earlier tiers among them, and the gaps.
    best
        Alliances of the best plan: legal, and within all rows.
    seeds
        Alliances to begin the next column generation with, ``best`` among them.
    listed
        All alliances that can be in a plan within the rows; ``None`` if there were
        too many to list.
    longest_s
        Trips may take so long.
    cuts
        Cuts (C) that were of use, ``None`` if there are none; they hold in every tier.
    """

    reach: Reach
    rows: tuple[Row, ...]
    gap_most: Ints
    best: Groups
    seeds: Groups
    listed: Groups | None = None
    longest_s: float = math.inf
    cuts: Cuts | None = None

    def value(self, goal: Linear) -> int:
        """Return the goal's value in the best plan, every gap as small as can be."""
        return value_of(self, goal, self.best)

    def held(self, goal: Linear, value: int, spare: int = 0) -> State:
        """Return the state with a tier not to be worse than a value.

        ``spare`` is by how much that is looser than the tier's bound.
        """
        row = Row(goal, upper=float(value), spare=float(spare))
        return replace(self, rows=(*self.rows, row))


def value_of(state: State, goal: Linear, groups: Groups) -> int:
    """Return the value of a goal in a plan, every gap as small as can be."""
    total = groups.value(goal.measure).sum()
    for row in state.rows:
        if row.expression.gaps.any() and math.isfinite(row.lower):
            reached = groups.value(row.expression.measure).sum()
            missing = max(0.0, row.lower - reached)
            total += missing * (goal.gaps * row.expression.gaps).sum()
    return round(float(total))


def holds(state: State, groups: Groups) -> bool:
    """Tell whether a plan is within all rows, every gap as small as can be."""
    reached = [float(groups.value(r.expression.measure).sum()) for r in state.rows]
    gaps = np.zeros(len(state.gap_most))
    for row, value in zip(state.rows, reached, strict=True):
        if math.isfinite(row.lower):
            gaps = np.maximum(gaps, row.expression.gaps * max(0.0, row.lower - value))
    return bool((gaps <= state.gap_most).all()) and all(
        row.lower <= value + row.expression.gaps @ gaps <= row.upper
        for row, value in zip(state.rows, reached, strict=True)
    )


def united(groups: Groups, others: Groups) -> Groups:
    """Return these and those of the others that are not among them."""
    return groups.joined(without(others, keys_of(groups)))


def _in_order(groups: Groups) -> list[bytes]:
    """Return a key for each group that no other group of the reach has."""
    rows = np.column_stack([groups.core_at, groups.pairs])
    return [row.tobytes() for row in rows]


def keys_of(groups: Groups) -> set[bytes]:
    """Return the keys by which groups of one reach are told apart."""
    return set(_in_order(groups))


def without(groups: Groups, known: set[bytes]) -> Groups:
    """Return the groups that are not known yet."""
    fresh = [key not in known for key in _in_order(groups)]
    return groups[np.array(fresh, dtype=bool)]
