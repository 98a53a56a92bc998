"""The first plan of a vast part: the bounds of all leading tiers, then one plan.

The weighted goal of :mod:`.opening` has no price a vast part could be relaxed at in
time. Its tiers are relaxed one by one instead, each held near enough to its bound
before there is a plan, and the plan is sought once, where all of them are held. The
tiers then find their relaxations done and the plan near enough.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from optimizer.problem import GoalName
from optimizer.solvers.columns.effort import Effort
from optimizer.solvers.columns.layout import Part
from optimizer.solvers.columns.part import TierSearch
from optimizer.solvers.columns.state import State, united
from optimizer.solvers.columns.tolerance import TOLERANCE

QUICK_SUMS: frozenset[GoalName] = frozenset({"need", "pupils", "kept", "travel"})
"""Tiers that are quickly added up and relaxed, and take most of the work."""

_NO_SUMS = frozenset({"worst", "busiest", "indicators"})
"""Tiers that cannot be relaxed ahead, or not in time."""


@dataclass(frozen=True)
class Ahead:
    """A state with a first plan, and the searches that are relaxed already."""

    state: State
    searches: Mapping[GoalName, TierSearch] = field(default_factory=dict)


def looked_ahead(
    part: Part, state: State, tiers: Sequence[GoalName], effort: Effort
) -> Ahead:
    """Relax the leading tiers of a vast part and find a plan near all their bounds.

    Without such a plan the state is returned as it is, and no searches.
    """
    leading = _leading(tiers)
    searches: dict[GoalName, TierSearch] = {}
    owed = state
    for tier in leading:
        search = TierSearch(
            owed,
            part.goal(tier),
            effort,
            is_last=tier == leading[-1],
            tolerance=TOLERANCE.get(tier, 0.0),
        )
        searches[tier] = search
        search.disown()
        search.relax()
        owed = search.owed
    plan = searches[leading[-1]].first_plan() if leading else None
    if plan is None:
        return Ahead(state)
    for search in searches.values():
        search.accept(plan)
    return Ahead(replace(state, best=plan, seeds=united(plan, state.seeds)), searches)


def _leading(tiers: Sequence[GoalName]) -> Sequence[GoalName]:
    """Return the tiers up to the last sum, if all can be relaxed ahead."""
    last = max((at for at, tier in enumerate(tiers) if tier in QUICK_SUMS), default=-1)
    leading = tiers[: last + 1]
    return leading if _NO_SUMS.isdisjoint(leading) else ()
