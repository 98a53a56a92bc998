"""The plan a search begins with."""

from __future__ import annotations

import numpy as np

from optimizer.plan import Solution
from optimizer.problem import Ints, Problem
from optimizer.solvers.columns.known import legal_part
from optimizer.solvers.evaluate import SENSES, tier_values
from optimizer.solvers.greedy import greedy_start


def first_grouping(problem: Problem, start: Solution | None) -> Ints:
    """Return the better of the greedy grouping and what an earlier one still gives."""
    greedy = greedy_start(problem)
    if start is None or start.core_of is None:
        return greedy
    kept = legal_part(problem, start.core_of)
    extended = greedy_start(problem, kept)
    return min((kept, extended, greedy), key=lambda core_of: _rank(problem, core_of))


def is_outdated(problem: Problem, start: Solution | None, first: Ints) -> bool:
    """Tell whether an earlier plan is none any more, or does not meet what is asked."""
    if start is None or start.core_of is None:
        return False
    if not np.array_equal(first, start.core_of):
        return True
    return bool(problem.asks) and tier_values(problem, first)["asked"] > 0


def _rank(problem: Problem, core_of: Ints) -> tuple[int, ...]:
    """Return the tier values of a grouping, all to be minimised."""
    values = tier_values(problem, core_of)
    return tuple(
        -values[name] if SENSES[name] == "max" else values[name]
        for name in problem.tiers
    )
