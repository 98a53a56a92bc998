"""Values of the objective tiers of a grouping, recomputed from the problem.

A grouping is ``core_of``, shape ``(n,)``: index of each school's core, its own
index for a core, -1 outside.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from optimizer.plan import Tier
from optimizer.problem import GoalName, Ints, Problem

SENSES: dict[GoalName, Literal["min", "max"]] = {
    "asked": "min",
    "wishes": "min",
    "floor": "min",
    "shortfall": "min",
    "need": "max",
    "pupils": "max",
    "travel": "min",
    "worst": "min",
    "order": "min",
}
UNITS: dict[GoalName, str] = {
    "asked": "units",
    "wishes": "schools",
    "floor": "alliances",
    "shortfall": "schools",
    "need": "points",
    "pupils": "pupils",
    "travel": "seconds",
    "worst": "seconds",
    "order": "weight",
}


def tier_values(problem: Problem, core_of: Ints) -> dict[GoalName, int]:
    """Return the value of every tier, also of those the policy does not list."""
    everyone = np.arange(problem.n)
    leads = core_of == everyone
    members = np.flatnonzero((core_of >= 0) & ~leads)
    fixed = np.array([i in problem.frozen_core_of for i in everyone], dtype=bool)
    free = members[~fixed[members]]
    pairs = (free, core_of[free])
    alliances = np.bincount(
        problem.county[leads], minlength=len(problem.counties)
    ).astype(np.int64)
    trips = problem.seconds[pairs]
    free_cores = np.flatnonzero(leads & ~fixed)
    order = problem.order_weight
    return {
        "asked": sum(max(0, a.least - a.value(core_of)) for a in problem.asks),
        "wishes": sum(1 for k in problem.must_lead if not leads[k]),
        "floor": int(np.maximum(0, problem.floors - alliances).sum()),
        "shortfall": sum(
            max(0, scope.needed - int((core_of >= 0)[scope.counted].sum()))
            for scope in problem.scopes
        ),
        "need": int(problem.need[members].sum()),
        "pupils": int(problem.load[members].sum()),
        "travel": int(problem.cost_s[pairs].sum()),
        "worst": int(trips.max(initial=0)),
        "order": int(order[pairs].sum() + order[free_cores, free_cores].sum()),
    }


def make_tier(name: GoalName, value: int, bound: int | None, *, proven: bool) -> Tier:
    """Return a tier's record with its gap."""
    gap = None if bound is None else abs(bound - value) / max(1, abs(value))
    return Tier(
        name=name,
        sense=SENSES[name],
        unit=UNITS[name],
        value=value,
        bound=bound,
        gap=gap,
        proven=proven,
    )
