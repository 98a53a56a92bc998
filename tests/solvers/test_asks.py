"""Asks beyond the policy, and searches that start from an earlier solution."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from optimizer.case import Case
from optimizer.checker import Judge
from optimizer.formulate import build_problem
from optimizer.plan import Solution, Status
from optimizer.problem import Ask, Problem
from optimizer.solvers.columns import ColumnSolver
from optimizer.solvers.cpsat import CpSatSolver
from optimizer.solvers.evaluate import SENSES, tier_values
from optimizer.solvers.protocol import SolveLimits, Solver, Watcher
from tests.builders import make_case
from tests.solvers.brute_force import legal_groupings
from tests.solvers.random_cases import random_case

LIMITS = SolveLimits(seed=1, workers=1, deterministic_limit=60, time_limit_s=120)


def random_asks(problem: Problem, seed: int) -> tuple[Ask, ...]:
    """Return asks of every kind the program uses: pair, school, bar, hold, differ."""
    rng = np.random.default_rng(seed)
    n = problem.n
    i, k = (int(v) for v in rng.integers(n, size=2))
    pair, school, bar = (np.zeros((n, n), dtype=np.int64) for _ in range(3))
    pair[i, k] = 1
    school[i, :] = 1
    bar[k, k] = -1
    hold = -np.where(problem.block == 0, problem.cost_s, 0).astype(np.int64)
    differ = -rng.integers(0, 2, size=(n, n)).astype(np.int64)
    asks = [
        Ask(pair, 1),
        Ask(school, 1),
        Ask(bar, 0),
        Ask(hold, -int(rng.integers(600, 4000))),
        Ask(differ, -int(rng.integers(0, 3))),
    ]
    return tuple(asks[j] for j in rng.choice(len(asks), size=2, replace=False))


def best_by_trying(case: Case, problem: Problem) -> tuple[list[int], tuple[int, ...]]:
    """Return the best legal grouping of a problem and its tier values, minimised."""
    index = {school_id: i for i, school_id in enumerate(problem.school_ids)}
    ranked = []
    for grouping in legal_groupings(case):
        core_of = np.full(problem.n, -1, dtype=np.int64)
        for member, core in grouping.items():
            core_of[index[member]] = index[core]
        values = tier_values(problem, core_of)
        rank = tuple(
            -values[t] if SENSES[t] == "max" else values[t] for t in problem.tiers
        )
        ranked.append((rank, core_of.tolist()))
    rank, core_of = min(ranked)
    return core_of, rank


def rank_of(solution: Solution) -> tuple[int, ...]:
    """Return the tier values of a solution, all minimised."""
    return tuple(-t.value if t.sense == "max" else t.value for t in solution.tiers)


@pytest.mark.parametrize(
    "engine", [ColumnSolver(), CpSatSolver()], ids=["columns", "cpsat"]
)
@pytest.mark.parametrize("block", range(5))
def test_asks_equal_brute_force(block: int, engine: Solver) -> None:
    """Tests that asks come first and everything after is as good as it can be."""
    for seed in range(700 + 16 * block, 716 + 16 * block):
        case = random_case(seed, most=7)
        plain = build_problem(case)
        problem = plain.asking(*random_asks(plain, seed))
        expected, rank = best_by_trying(case, problem)
        solution = engine.solve(problem, LIMITS, Watcher())
        assert solution.status is Status.OPTIMAL, seed
        assert rank_of(solution) == rank, seed
        assert solution.core_of is not None
        assert solution.core_of.tolist() == expected, seed


def test_generated_asks_bite() -> None:
    """Tests that the asks above are sometimes met at a price and sometimes not met."""
    met, priced = 0, 0
    for seed in range(700, 780):
        case = random_case(seed, most=7)
        plain = build_problem(case)
        asked = plain.asking(*random_asks(plain, seed))
        before = ColumnSolver().solve(plain, LIMITS, Watcher())
        after = ColumnSolver().solve(asked, LIMITS, Watcher())
        is_met = after.tiers[0].value == 0
        met += is_met
        priced += is_met and rank_of(after)[1:] != rank_of(before)
    assert 20 < met < 80
    assert priced > 5


@pytest.mark.parametrize("seed", range(800, 830))
def test_an_earlier_solution_shortens_the_way_not_the_answer(seed: int) -> None:
    """Tests that a start from other rules leads to the same proven plan."""
    case = random_case(seed)
    tighter = case.policy.changed(size={"max_members": 3}, travel={"max_minutes": 25.0})
    earlier = ColumnSolver().solve(build_problem(case), LIMITS, Watcher())
    problem = build_problem(replace(case, policy=tighter))
    cold = ColumnSolver().solve(problem, LIMITS, Watcher())
    warm = ColumnSolver().solve(problem, LIMITS, Watcher(), earlier)
    assert warm.tiers == cold.tiers
    assert warm.core_of is not None
    assert cold.core_of is not None
    assert warm.core_of.tolist() == cold.core_of.tolist()
    ids = problem.school_ids
    grouping = {ids[i]: ids[k] for i, k in enumerate(warm.core_of) if k >= 0}
    assert Judge(replace(case, policy=tighter)).errors_of(grouping) == []


def test_asks_change_the_fingerprint() -> None:
    """Tests that a problem with an ask is another problem."""
    problem = build_problem(random_case(1))
    asks = [Ask(np.eye(problem.n, dtype=np.int64), least) for least in (1, 2)]
    prints = {problem.asking(ask).fingerprint() for ask in asks}
    assert len(prints | {problem.fingerprint()}) == 3


def test_a_start_the_engine_loses_in_presolve_proves_nothing() -> None:
    """Tests a floor before the least travel: HiGHS 1.16 counted some starts as 0."""
    for seed in range(10):
        minutes = np.random.default_rng(seed).integers(5, 70, size=(7, 7)).tolist()
        case = make_case(
            ["A", "B", *"cdefg"],
            minutes,
            size={"max_members": 4},
            coverage={"demonstrators_per_county": 2},
        )
        problem = replace(build_problem(case), tiers=("floor", "travel"))
        found = ColumnSolver().solve(problem, LIMITS, Watcher())
        assert rank_of(found) == best_by_trying(case, problem)[1], seed
