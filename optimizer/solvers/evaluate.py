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
    "towns": "min",
    "need": "max",
    "pupils": "max",
    "kept": "max",
    "travel": "min",
    "worst": "min",
    "busiest": "min",
    "indicators": "min",
    "order": "min",
}
UNITS: dict[GoalName, str] = {
    "asked": "units",
    "wishes": "schools",
    "floor": "alliances",
    "shortfall": "schools",
    "towns": "towns",
    "need": "points",
    "pupils": "pupils",
    "kept": "schools",
    "travel": "seconds",
    "worst": "seconds",
    "busiest": "permille",
    "indicators": "pupil_permille",
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
        "towns": _towns_left(problem, core_of),
        "need": int(problem.need[members].sum()),
        "pupils": int(problem.load[members].sum()),
        "kept": int(problem.kept[members, core_of[members]].sum()),
        "travel": int(problem.cost_s[pairs].sum()),
        "worst": int(trips.max(initial=0)),
        "busiest": _busiest(problem, free, core_of),
        "indicators": _off_the_means(problem, core_of),
        "order": int(order[pairs].sum() + order[free_cores, free_cores].sum()),
    }


def _towns_left(problem: Problem, core_of: Ints) -> int:
    """Count the townships without a school in an alliance."""
    towns = np.unique(problem.town[problem.town >= 0])
    return len(np.setdiff1d(towns, problem.town[core_of >= 0]))


def _busiest(problem: Problem, free: Ints, core_of: Ints) -> int:
    """Return the largest load share of a core, over the free members given."""
    brought = np.zeros(problem.n, dtype=np.int64)
    np.add.at(brought, core_of[free], problem.load[free])
    return int(load_permille(problem, brought, np.arange(problem.n)).max(initial=0))


def _off_the_means(problem: Problem, core_of: Ints) -> int:
    """Sum over alliances and indicators how far the pooled figures are off the mean.

    A simulation: all is shared within an alliance, approved ones included.
    """
    inside = np.flatnonzero(core_of >= 0)
    pooled = np.zeros((problem.n, len(problem.deviation)), dtype=np.int64)
    np.add.at(pooled, core_of[inside], problem.deviation[:, inside].T)
    return int(np.abs(pooled).sum())


def load_permille(problem: Problem, brought: Ints, cores: Ints) -> Ints:
    """Return pupils brought in permille of what cores can take on, rounded up.

    Shapes ``(m,)``; 0 where the capacity is not known, or is none.
    """
    capacity = np.where(problem.is_bounded, problem.capacity, 0)[cores]
    shares = -(-1000 * brought // np.maximum(capacity, 1))
    return np.where(capacity > 0, shares, 0).astype(np.int64)


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
