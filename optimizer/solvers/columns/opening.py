"""The first plan: all tiers that add up in one pass, as one weighted goal.

A single tier leaves many plans equally good, and its relaxation mixes them all; the
weighted goal leaves few, so its relaxation is nearly whole and a plan near the best
in every tier comes out of it. It is only a start: the tiers are then solved and
proven one by one, and the weights need not be exact.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from optimizer.problem import GoalName
from optimizer.solvers.columns.effort import Effort
from optimizer.solvers.columns.layout import Part
from optimizer.solvers.columns.linear import Linear
from optimizer.solvers.columns.part import TierSearch
from optimizer.solvers.columns.state import State

_LAST: GoalName = "travel"
"""The last tier of the weighted goal; later ones are left to themselves.

Without it all tiers count: a question ends with its own small ``order``.
"""

_UNADDABLE = frozenset({"worst", "busiest"})
"""Tiers that are no sums over alliances."""

_COSTLY = frozenset({"indicators"})
"""Tiers left to themselves: to price them takes longer than the opening is worth."""

_LARGEST = 1e12
"""Weights end below this: the sums over a part stay far below 2**53."""


def opened(
    part: Part, state: State, tiers: Sequence[GoalName], effort: Effort
) -> State:
    """Return a state with a plan that is good in the leading tiers."""
    goal = _weighted_goal(part, tiers)
    if goal is None or not part.reach.num_pairs:
        return state
    search = TierSearch(state, goal, effort)
    search.relax()
    return search.opening()


def _weighted_goal(part: Part, tiers: Sequence[GoalName]) -> Linear | None:
    """Return the tiers up to travel as one goal, each unit above any one change.

    ``None`` if a tier cannot be added up, or weights would grow too large.
    """
    leading = tiers[: tiers.index(_LAST) + 1] if _LAST in tiers else tiers
    leading = [tier for tier in leading if tier not in _COSTLY]
    if not leading or not _UNADDABLE.isdisjoint(leading):
        return None
    weight, total = 1, part.goal(leading[-1])
    for tier in reversed(leading[:-1]):
        goal = part.goal(tier)
        weight = 2 * round(_largest(total))
        if weight * _largest(goal) > _LARGEST:
            return None
        total = Linear(
            total.measure.minus(goal.measure, -weight),
            np.asarray(total.gaps + weight * goal.gaps, dtype=np.int64),
        )
    return total


def _largest(goal: Linear) -> float:
    """Return the largest coefficient of a goal, at least 1."""
    return float(max(1.0, goal.measure.largest, np.abs(goal.gaps).max(initial=0)))
