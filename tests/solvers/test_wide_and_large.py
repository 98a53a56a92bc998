"""Alliances too wide to list and parts too large to search whole, against oracles.

The ways of large parts are taken on small cases by lowering their thresholds, so
that brute force can judge every bound.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from optimizer.case import Case
from optimizer.checker import Judge
from optimizer.formulate import build_problem
from optimizer.plan import Solution, Status
from optimizer.problem import Problem
from optimizer.solvers.columns import ColumnSolver, blocks, bounding, part, pricing
from optimizer.solvers.columns.exact import cheapest_group
from optimizer.solvers.columns.groups import Measure
from optimizer.solvers.columns.layout import lay_out
from optimizer.solvers.columns.pricing import Pricing
from optimizer.solvers.cpsat import CpSatSolver
from optimizer.solvers.protocol import SolveLimits, Watcher
from tests.benchmarks.county import synthetic_county
from tests.solvers.brute_force import brute_force
from tests.solvers.random_cases import random_case

LIMITS = SolveLimits(seed=1, workers=1, deterministic_limit=60, time_limit_s=300)


def wide_case(seed: int) -> Case:
    """Return a case whose alliances take eight schools, teaching points for free."""
    case = random_case(seed)
    size = {"max_members": 8, "teaching_point_counts": False}
    return replace(case, policy=case.policy.changed(size=size))


def solve(problem: Problem, limits: SolveLimits = LIMITS) -> Solution:
    """Return the engine's answer."""
    return ColumnSolver().solve(problem, limits, Watcher())


def grouping_of(problem: Problem, solution: Solution) -> dict[str, str]:
    """Return the solver's grouping by school id."""
    assert solution.core_of is not None
    ids = problem.school_ids
    return {ids[i]: ids[k] for i, k in enumerate(solution.core_of) if k >= 0}


def list_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have alliances count as too wide and too many to be listed."""
    monkeypatch.setattr(bounding, "MOST_LISTED", 1)
    monkeypatch.setattr(part, "NARROW", 0)
    monkeypatch.setattr(pricing, "NARROW", 0)
    monkeypatch.setattr(pricing, "_WIDTH", 1)


def assert_honest(case: Case, solution: Solution, problem: Problem) -> None:
    """Assert a legal plan whose proofs and bounds brute force does not contradict."""
    _, best = brute_force(case)
    found = grouping_of(problem, solution)
    assert Judge(case).errors_of(found) == []
    values = Judge(case).tier_values(found)
    for tier in solution.tiers:
        assert tier.value == values[tier.name]
        if tier.bound is not None:
            reached = best[tier.name]
            assert (
                tier.bound >= reached
                if tier.sense == "max"
                else (tier.bound <= reached)
            )
        if tier.proven:
            assert tier.value == best[tier.name]
        if tier.value != best[tier.name]:
            break


@pytest.mark.parametrize("seed", range(40))
def test_wide_alliances_equal_brute_force(seed: int) -> None:
    """Tests value, proof and grouping where eight schools and free ones may meet."""
    case = wide_case(seed)
    expected, values = brute_force(case)
    problem = build_problem(case)
    solution = solve(problem)
    assert {t.name: t.value for t in solution.tiers} == values
    assert solution.status is Status.OPTIMAL
    assert grouping_of(problem, solution) == expected


@pytest.mark.parametrize("seed", range(40))
def test_unlisted_wide_alliances_are_honest(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tests CP-SAT's part: nothing is listed, each core priced by its own model."""
    list_nothing(monkeypatch)
    case = wide_case(seed)
    problem = build_problem(case)
    assert_honest(case, solve(problem), problem)


@pytest.mark.parametrize("seed", range(40))
def test_parts_bettered_by_block_are_honest(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tests diving and blocks of one core, with the list and without it."""
    monkeypatch.setattr(blocks, "MOST_CORES", 1)
    monkeypatch.setattr(blocks, "_CORES", (1, 2))
    monkeypatch.setattr(blocks, "_CORES_BY_ARCS", (1, 2))
    monkeypatch.setattr(bounding, "MOST_LISTED", 1 + 10_000 * (seed % 2))
    case = random_case(seed)
    problem = build_problem(case)
    assert_honest(case, solve(problem), problem)


@pytest.mark.parametrize("seed", range(12))
def test_mid_sized_counties_equal_the_plain_model(seed: int) -> None:
    """Tests all tiers and the grouping against CP-SAT on counties of 40 schools."""
    case = synthetic_county(40, 8, size_km=40, seed=seed)
    problem = build_problem(case)
    plain = CpSatSolver().solve(problem, LIMITS, Watcher())
    solution = solve(problem)
    assert solution.status is plain.status is Status.OPTIMAL
    assert solution.tiers == plain.tiers
    assert np.array_equal(solution.core_of, plain.core_of)


@pytest.mark.parametrize("seed", range(30))
def test_cheapest_group_equals_the_list(seed: int) -> None:
    """Tests CP-SAT's cheapest alliance of each core against all its alliances."""
    problem = build_problem(wide_case(seed))
    rng = np.random.default_rng(seed)
    for found in lay_out(problem).parts:
        reach = found.reach
        price = Measure(
            rng.normal(0, 5, reach.num_pairs), rng.normal(0, 5, len(reach.cores))
        )
        search = Pricing(reach)
        for c in range(len(reach.cores)):
            every = search.of_core(c, price, np.inf)
            group, least = cheapest_group(reach, c, price, search.cliques(c))
            assert len(group) == min(1, len(every))
            if len(every):
                assert least == pytest.approx(every.value(price).min())
                assert group.value(price)[0] == pytest.approx(least)


@pytest.mark.parametrize("work", [0.01, 0.1])
def test_work_limit_leaves_a_legal_plan_whatever_the_workers(
    work: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tests a run cut short by work: legal, and the same for one and two workers."""
    monkeypatch.setattr(blocks, "MOST_CORES", 5)
    case = synthetic_county(60, 12, size_km=50)
    problem = build_problem(case)
    limits = replace(LIMITS, deterministic_limit=work)
    first, second = (solve(problem, replace(limits, workers=w)) for w in (1, 2))
    assert Judge(case).errors_of(grouping_of(problem, first)) == []
    assert np.array_equal(first.core_of, second.core_of)
    assert first.tiers == second.tiers
    assert not first.wall_limited


SCRIPT = """
import hashlib
from optimizer.formulate import build_problem
from optimizer.solvers.columns import ColumnSolver
from optimizer.solvers.protocol import SolveLimits, Watcher
from tests.benchmarks.county import synthetic_county
problem = build_problem(synthetic_county(60, 12, size_km=50))
limits = SolveLimits(seed=1, workers=1, deterministic_limit=60, time_limit_s=300)
found = ColumnSolver().solve(problem, limits, Watcher())
print(hashlib.sha256(found.core_of.tobytes()).hexdigest(), found.tiers)
"""


def test_another_process_finds_the_same() -> None:
    """Tests the plan and its bounds, byte for byte, in a second process."""
    problem = build_problem(synthetic_county(60, 12, size_km=50))
    found = solve(problem)
    assert found.core_of is not None
    digest = hashlib.sha256(found.core_of.tobytes()).hexdigest()
    told = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == f"{digest} {found.tiers}"
