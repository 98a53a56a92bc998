"""Vast parts, near their bounds instead of proven: every bound against all plans."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from optimizer.case import Case
from optimizer.checker import Judge
from optimizer.formulate import build_problem
from optimizer.plan import Solution
from optimizer.solvers.columns import (
    ColumnSolver,
    blocks,
    bottleneck,
    bounding,
    part,
    solver,
)
from optimizer.solvers.columns.ahead import looked_ahead
from optimizer.solvers.columns.effort import Effort
from optimizer.solvers.columns.layout import lay_out
from optimizer.solvers.columns.part import TierSearch
from optimizer.solvers.columns.state import holds
from optimizer.solvers.columns.tolerance import near_enough
from optimizer.solvers.greedy import greedy_start
from optimizer.solvers.protocol import SolveLimits, Watcher
from tests.benchmarks.county import synthetic_county
from tests.solvers.brute_force import legal_groupings
from tests.solvers.random_cases import random_case
from tests.solvers.test_large import after_pupils, every_group, relaxed

LIMITS = SolveLimits(seed=1, workers=1, deterministic_limit=60, time_limit_s=300)

LOOSE = {"need": 0.2, "pupils": 0.3, "kept": 0.2, "travel": 0.3}
"""Tolerances that leave even a handful of schools something to give up."""


@pytest.fixture
def vast(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every part count as vast, and nothing be listed."""
    monkeypatch.setattr(blocks, "MOST_CORES", 1)
    monkeypatch.setattr(blocks, "MOST_STRICT", 1)
    monkeypatch.setattr(blocks, "_CORES", (2, 3))
    monkeypatch.setattr(bounding, "MOST_LISTED", 1)
    monkeypatch.setattr(bottleneck, "MOST_LISTED", 1)


@pytest.fixture
def loose(vast: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every sum be held loosely."""
    monkeypatch.setattr(solver, "TOLERANCE", LOOSE)
    monkeypatch.setattr("optimizer.solvers.columns.ahead.TOLERANCE", LOOSE)
    monkeypatch.setattr(part, "ACCEPTED", 0.5)


def solve(case: Case) -> tuple[Solution, dict[str, str]]:
    """Return the engine's answer and its grouping by school id."""
    problem = build_problem(case)
    solution = ColumnSolver().solve(problem, LIMITS, Watcher())
    assert solution.core_of is not None
    ids = problem.school_ids
    pairs = enumerate(solution.core_of)
    return solution, {ids[i]: ids[k] for i, k in pairs if k >= 0}


def costs(values: dict[str, int], solution: Solution) -> list[int]:
    """Return the values of the tiers, all to be minimised."""
    return [(-1 if t.sense == "max" else 1) * values[t.name] for t in solution.tiers]


def assert_bounded(case: Case, solution: Solution, found: dict[str, str]) -> None:
    """Assert that no legal plan as good in the tiers before is beyond a bound."""
    judge = Judge(case)
    assert judge.errors_of(found) == []
    reached = judge.tier_values(found)
    assert {t.name: t.value for t in solution.tiers} == reached
    mine = costs(reached, solution)
    others = [costs(judge.tier_values(g), solution) for g in legal_groupings(case)]
    for at, tier in enumerate(solution.tiers):
        least = min(o[at] for o in others)
        if tier.bound is not None:
            bound = tier.bound if tier.sense == "min" else -tier.bound
            assert bound <= least, tier
            assert not tier.proven or mine[at] == bound
        others = [o for o in others if o[at] <= mine[at]]


@pytest.mark.parametrize("seed", range(12))
def test_bounds_hold_for_all_plans(seed: int, vast: None) -> None:
    """Tests legality, values and bounds of small cases solved as vast ones."""
    case = random_case(seed)
    assert_bounded(case, *solve(case))


@pytest.mark.parametrize("seed", range(12))
def test_bounds_hold_where_much_is_given_up(seed: int, loose: None) -> None:
    """Tests the same where held tiers have much to spare."""
    case = random_case(seed)
    assert_bounded(case, *solve(case))


def test_a_county_is_the_same_twice_and_told_near_its_bounds(vast: None) -> None:
    """Tests that pupils end near their bound and the trip's bound is of use."""
    case = synthetic_county(150, 25, size_km=60)
    solution, found = solve(case)
    assert Judge(case).errors_of(found) == []
    gaps = {tier.name: tier.gap for tier in solution.tiers}
    assert None not in [gaps[name] for name in ("need", "pupils", "travel", "worst")]
    assert (gaps["need"] or 0.0) <= 0.01
    assert (gaps["pupils"] or 0.0) <= 0.02
    assert (gaps["worst"] or 0.0) <= 0.3
    again, _ = solve(case)
    assert again.tiers == solution.tiers
    assert np.array_equal(again.core_of, solution.core_of)


@pytest.mark.parametrize("seed", range(6))
def test_a_moved_row_moves_the_bound_by_its_price(seed: int) -> None:
    """Tests the bound of a tier whose plan misses a tier held before."""
    found, state = after_pupils(seed)
    goal, groups = found.goal("travel"), every_group(state)
    need, pupils = state.rows[-2:]
    loosely = (replace(need, spare=1.0), replace(pupils, spare=10.0))
    effort = Effort(LIMITS, Watcher())
    effort.begin_tier(1)
    rows = (*state.rows[:-2], *loosely)
    search = TierSearch(replace(state, rows=rows), goal, effort)
    search.relax()
    before = search.bound
    fewer = state.best[np.arange(len(state.best) - 1)]
    search.accept(fewer)
    missed = [float(fewer.value(r.expression.measure).sum()) for r in loosely]
    assert missed[0] > need.upper
    assert missed[1] > pupils.upper
    moved = [replace(r, upper=m) for r, m in zip(loosely, missed, strict=True)]
    rows = (*state.rows[:-2], *moved)
    lowest, _ = relaxed(replace(state, rows=rows), goal, groups)
    assert before is not None
    assert search.bound is not None
    assert search.bound < before
    assert search.bound <= lowest + 1


def test_a_first_plan_is_near_rows_none_at_hand_keeps(vast: None) -> None:
    """Tests that the tiers looked ahead to find their plan and searches consistent."""
    problem = build_problem(synthetic_county(100, 18, size_km=50))
    (found,) = lay_out(problem).parts
    state = found.start(greedy_start(problem), np.zeros((0, 2), dtype=np.int64))
    effort = Effort(LIMITS, Watcher())
    effort.begin_tier(1)
    ahead = looked_ahead(found, state, problem.tiers, effort)
    assert list(ahead.searches) == list(problem.tiers[:6])
    for name, search in ahead.searches.items():
        outcome = search.finish()
        assert holds(outcome.state, outcome.state.best), name
    assert ahead.state.value(found.goal("need")) < state.value(found.goal("need"))


def test_near_enough_is_looser_by_the_tolerance() -> None:
    """Tests both signs, and that a bound of 0 leaves nothing to give up."""
    assert near_enough(-1832, 0.001) == -1830
    assert near_enough(1000, 0.0075) == 1008
    assert near_enough(0, 0.01) == 0
    assert near_enough(-7, 0.0) == -7
