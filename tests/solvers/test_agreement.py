"""The solver against brute force: status, every tier, and the very grouping."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from optimizer.case import Case, make_case
from optimizer.checker import Judge
from optimizer.domain import SchoolTag
from optimizer.formulate import build_problem
from optimizer.plan import Solution, Status
from optimizer.problem import Problem
from optimizer.roles import lead_rule, tags
from optimizer.solvers.columns import ColumnSolver
from optimizer.solvers.cpsat import CpSatSolver
from optimizer.solvers.evaluate import tier_values
from optimizer.solvers.greedy import greedy_start
from optimizer.solvers.protocol import SolveLimits, Solver, Watcher
from tests.solvers.brute_force import brute_force
from tests.solvers.random_cases import random_case

LIMITS = SolveLimits(seed=1, workers=1, deterministic_limit=60, time_limit_s=120)
BLOCKS = 15
CASES_PER_BLOCK = 20


ENGINES = [ColumnSolver(), CpSatSolver()]


def solve(case: Case, engine: Solver | None = None) -> tuple[Problem, Solution]:
    """Return the problem of a case and the answer of an engine, by default ours."""
    problem = build_problem(case)
    return problem, (engine or ColumnSolver()).solve(problem, LIMITS, Watcher())


def grouping_of(problem: Problem, solution: Solution) -> dict[str, str]:
    """Return the solver's grouping by school id."""
    assert solution.core_of is not None
    ids = problem.school_ids
    return {ids[i]: ids[k] for i, k in enumerate(solution.core_of) if k >= 0}


@pytest.mark.parametrize("engine", ENGINES, ids=["columns", "cpsat"])
@pytest.mark.parametrize("block", range(BLOCKS))
def test_solver_equals_brute_force_on_generated_cases(
    block: int, engine: Solver
) -> None:
    """Tests that status, all tiers and the unique optimum agree, 300 cases in all."""
    for seed in range(block * CASES_PER_BLOCK, (block + 1) * CASES_PER_BLOCK):
        case = random_case(seed)
        expected, values = brute_force(case)
        problem, solution = solve(case, engine)
        found = grouping_of(problem, solution)
        assert solution.status is Status.OPTIMAL, seed
        assert {t.name: t.value for t in solution.tiers} == values, seed
        assert all(t.bound == t.value and t.gap == 0 for t in solution.tiers), seed
        assert found == expected, seed
        assert Judge(case).errors_of(found) == [], seed


def test_generated_cases_bite() -> None:
    """Tests that the generator makes plans, refusals, frozen groups and shortfalls."""
    problems = [
        build_problem(random_case(seed)) for seed in range(BLOCKS * CASES_PER_BLOCK)
    ]
    assert sum(bool(p.arcs) for p in problems) > 200
    assert sum(bool(p.frozen) for p in problems) > 10
    assert sum(bool(p.together) for p in problems) > 20
    assert sum(bool(p.apart) for p in problems) > 20
    assert sum(bool(p.must_lead) for p in problems) > 10
    cases = [random_case(seed) for seed in range(BLOCKS * CASES_PER_BLOCK)]
    leads = [lead_rule(s, c) for c in cases for s in c.schools]
    weak = [tags(s, c).get(SchoolTag.WEAK) for c in cases for s in c.schools]
    assert leads.count("indicators") > 20
    assert weak.count("indicators") > 50
    assert weak.count("score") > 5
    solutions = [ColumnSolver().solve(p, LIMITS, Watcher()) for p in problems[:60]]
    shortfalls = [t.value for s in solutions for t in s.tiers if t.name == "shortfall"]
    assert any(shortfalls)
    assert not all(shortfalls)


@pytest.mark.parametrize("seed", range(300, 330))
def test_greedy_start_is_legal(seed: int) -> None:
    """Tests that the start of the search breaks no rule by the checker's word."""
    case = random_case(seed)
    problem = build_problem(case)
    core_of = greedy_start(problem)
    ids = problem.school_ids
    grouping = {ids[i]: ids[k] for i, k in enumerate(core_of) if k >= 0}
    assert Judge(case).errors_of(grouping) == []


@pytest.mark.parametrize("seed", range(400, 420))
def test_row_order_changes_nothing(seed: int) -> None:
    """Tests that shuffled rows give the same grouping."""
    case = random_case(seed)
    order = np.random.default_rng(seed).permutation(len(case.schools))
    shuffled = make_case(
        [case.schools[i] for i in order],
        case.travel,
        case.policy,
        case.wishes[::-1],
        case.previous,
    )
    assert grouping_of(*solve(shuffled)) == grouping_of(*solve(case))


@pytest.mark.parametrize("seed", range(500, 520))
def test_looser_limit_never_worsens_the_first_differing_tier(seed: int) -> None:
    """Tests that more minutes never give a worse plan, tier by tier."""
    case = random_case(seed)
    minutes = case.policy.travel.max_minutes + 15
    looser = replace(case, policy=case.policy.changed(travel={"max_minutes": minutes}))
    before, after = (
        [(-t.value if t.sense == "max" else t.value) for t in solve(c)[1].tiers]
        for c in (case, looser)
    )
    assert after <= before


def test_tier_values_equal_the_checkers_on_random_groupings() -> None:
    """Tests that solver side and checker side compute the same value of each tier."""
    for seed in range(600, 640):
        case = random_case(seed)
        problem, solution = solve(case)
        own = Judge(case).tier_values(grouping_of(problem, solution))
        assert solution.core_of is not None
        found = tier_values(problem, solution.core_of)
        assert {name: found[name] for name in problem.tiers} == own
