"""Statuses, limits, interruption and determinism of the search."""

from __future__ import annotations

import json
import subprocess
import sys

import numpy as np
import pytest

from optimizer.case import Case
from optimizer.checker import Judge
from optimizer.errors import DataError
from optimizer.formulate import build_problem
from optimizer.matrix import TravelMatrix
from optimizer.plan import Status
from optimizer.problem import Problem
from optimizer.solvers.columns import ColumnSolver
from optimizer.solvers.evaluate import tier_values
from optimizer.solvers.greedy import greedy_start
from optimizer.solvers.protocol import SolveLimits, Watcher
from tests.builders import make_case, make_core, make_school
from tests.solvers.random_cases import random_case

AMPLE = SolveLimits(seed=1, workers=1, deterministic_limit=60, time_limit_s=120)
SECOND_PROCESS = """
import json
from optimizer.formulate import build_problem
from optimizer.solvers.columns import ColumnSolver
from tests.solvers.test_search import AMPLE, county
from optimizer.solvers.protocol import Watcher
solution = ColumnSolver().solve(county(), AMPLE, Watcher())
tiers = [tier.model_dump() for tier in solution.tiers]
print(json.dumps([solution.core_of.tolist(), tiers]))
"""


def county(n: int = 40, cores: int = 7) -> Problem:
    """Return a county of random points, with more members than places."""
    rng = np.random.default_rng(7)
    ids = [*(f"A{i}".upper() for i in range(cores)), *(f"s{i}" for i in range(n))]
    points = rng.uniform(0, 60, size=(len(ids), 2))
    away = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1)) + 1
    return build_problem(
        make_case(
            ids,
            away.round(1).tolist(),
            coverage={"targets": [{"year": 2025, "pct": 80}], "target_year": 2025},
        )
    )


class StopAtOnce(Watcher):
    """Asks to stop from the first poll on."""

    def should_stop(self) -> bool:
        """Return true."""
        return True


class StopAfter(Watcher):
    """Asks to stop as soon as a given tier has begun."""

    def __init__(self, tier: str) -> None:
        self.tier = tier
        self.reached = False

    def on_tier_start(self, name: str, position: int, total: int) -> None:
        """Remember that the tier has begun."""
        self.reached |= name == self.tier

    def should_stop(self) -> bool:
        """Return whether the tier has begun."""
        return self.reached


def test_same_seed_gives_same_plan_in_two_processes() -> None:
    """Tests that grouping and tiers are equal here and in a new process."""
    solution = ColumnSolver().solve(county(), AMPLE, Watcher())
    assert solution.core_of is not None
    here = [solution.core_of.tolist(), [t.model_dump() for t in solution.tiers]]
    there = subprocess.run(
        [sys.executable, "-c", SECOND_PROCESS],
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(there.stdout) == json.loads(json.dumps(here))


@pytest.mark.parametrize(("seed", "workers"), [(2, 1), (99, 1), (1, 2)])
def test_proven_optimum_does_not_depend_on_the_search(seed: int, workers: int) -> None:
    """Tests that the last tier leaves one optimum: any search finds the same plan."""
    problem = county(30, 5)
    one = ColumnSolver().solve(problem, AMPLE, Watcher())
    two = ColumnSolver().solve(problem, SolveLimits(seed, workers, 60, 120), Watcher())
    assert one.status is two.status is Status.OPTIMAL
    assert one.core_of is not None
    assert two.core_of is not None
    assert one.core_of.tolist() == two.core_of.tolist()


def test_no_work_allowed_keeps_the_greedy_start_as_feasible() -> None:
    """Tests that a search cut off at once never claims a proof."""
    problem = county()
    solution = ColumnSolver().solve(
        problem, SolveLimits(1, 1, deterministic_limit=1e-9, time_limit_s=60), Watcher()
    )
    assert solution.status is Status.FEASIBLE
    assert solution.core_of is not None
    assert not solution.wall_limited
    assert {t.name: t.value for t in solution.tiers} == {
        name: value
        for name, value in tier_values(problem, solution.core_of).items()
        if name in problem.tiers
    }


def test_clock_limit_is_told_apart_from_work_limit() -> None:
    """Tests that a run ended by the clock says so, since it is not repeatable."""
    problem = county()
    solution = ColumnSolver().solve(problem, SolveLimits(1, 1, 600, 1e-6), Watcher())
    assert solution.wall_limited
    assert solution.status is Status.FEASIBLE
    assert solution.core_of is not None
    assert solution.core_of.tolist() == greedy_start(problem).tolist()


def test_stop_keeps_the_best_plan_so_far() -> None:
    """Tests that interrupting in the travel tier keeps the proven earlier tiers."""
    problem = county(110, 18)
    full = ColumnSolver().solve(problem, AMPLE, Watcher())
    stopped = ColumnSolver().solve(problem, AMPLE, StopAfter("travel"))
    assert stopped.interrupted
    assert stopped.status is Status.FEASIBLE
    assert all(tier.proven for tier in stopped.tiers[:5])
    assert stopped.tiers[:5] == full.tiers[:5]
    assert not stopped.tiers[5].proven


def test_stop_at_once_still_gives_a_legal_start() -> None:
    """Tests that Ctrl-C in the first tier leaves a plan."""
    solution = ColumnSolver().solve(county(), AMPLE, StopAtOnce())
    assert solution.core_of is not None
    assert solution.status in {Status.FEASIBLE, Status.OPTIMAL}


@pytest.mark.parametrize("work", [0.05, 0.1, 0.2, 0.4, 0.8])
def test_unproven_tiers_state_the_final_plan_and_a_true_bound(work: float) -> None:
    """Tests that values are those of the final grouping and bounds never contradict."""
    problem = county(60, 10)
    solution = ColumnSolver().solve(problem, SolveLimits(1, 1, work, 60), Watcher())
    assert solution.core_of is not None
    values = tier_values(problem, solution.core_of)
    assert [t.value for t in solution.tiers] == [values[n] for n in problem.tiers]
    for tier in solution.tiers:
        if tier.bound is not None:
            spare = tier.bound - tier.value
            assert (spare if tier.sense == "max" else -spare) >= 0
        assert tier.proven <= (tier.bound == tier.value)


def test_counties_are_bettered_one_by_one_before_the_whole() -> None:
    """Tests that a prefecture with one coverage target is proven, and legal."""
    rng = np.random.default_rng(3)
    schools = []
    for county in ("422801", "422802", "422803"):
        for i in range(3):
            schools.append(make_core(f"A{county}{i}", county_code=county))
        for i in range(14):
            pupils = int(rng.integers(20, 300))
            schools.append(
                make_school(f"b{county}{i}", county_code=county, pupils=pupils)
            )
    case = make_case(
        schools,
        rng.uniform(5, 80, size=(len(schools), len(schools))).round(1).tolist(),
        coverage={
            "scope": "prefecture",
            "targets": [{"year": 2025, "pct": 80}],
            "target_year": 2025,
        },
    )
    problem = build_problem(case)
    solution = ColumnSolver().solve(problem, AMPLE, Watcher())
    assert solution.status is Status.OPTIMAL
    assert solution.core_of is not None
    ids = problem.school_ids
    grouping = {ids[i]: ids[k] for i, k in enumerate(solution.core_of) if k >= 0}
    assert Judge(case).errors_of(grouping) == []
    parts = [
        ColumnSolver().solve(
            build_problem(make_case_of_county(case, county)),
            AMPLE,
            Watcher(),
        )
        for county in problem.counties
    ]
    for tier in ("need", "pupils"):
        whole = next(t.value for t in solution.tiers if t.name == tier)
        alone = sum(t.value for part in parts for t in part.tiers if t.name == tier)
        assert whole <= alone


def make_case_of_county(case: Case, county: str) -> Case:
    """Return the part of a case in one county, without a coverage target."""
    kept = [s for s in case.schools if s.county_code == county]
    index = [case.travel.index_of[s.school_id] for s in kept]
    block = np.ix_(index, index)
    travel = TravelMatrix(
        tuple(s.school_id for s in kept),
        case.travel.seconds[block],
        case.travel.metres[block],
        case.travel.source[block],
    )
    policy = case.policy.changed(coverage={"targets": []})
    return Case(tuple(kept), travel, (), policy)


def test_empty_county_is_an_empty_optimal_plan() -> None:
    """Tests that a table without any possible alliance is solved, not refused."""
    solution = ColumnSolver().solve(
        build_problem(make_case(["b", "c"])), AMPLE, Watcher()
    )
    assert solution.status is Status.OPTIMAL
    assert solution.core_of is not None
    assert (solution.core_of == -1).all()


def test_unreachable_wish_is_counted_not_infeasible() -> None:
    """Tests that a wished core nobody can join gives a plan with one unmet wish."""
    case = make_case(["A", "B", "c"], {("c", "B"): None}, wishes=[("core", "B")])
    solution = ColumnSolver().solve(build_problem(case), AMPLE, Watcher())
    assert solution.status is Status.OPTIMAL
    assert solution.tiers[0].value == 1


def test_overlapping_frozen_alliances_are_refused() -> None:
    """Tests that contradicting approvals are bad input, not an odd plan."""
    with pytest.raises(DataError, match="W101"):
        build_problem(
            make_case(
                ["A", "B", "c"], wishes=[("frozen", "c", "A"), ("frozen", "c", "B")]
            )
        )


def test_problem_fingerprint_changes_with_the_case() -> None:
    """Tests that equal cases share a fingerprint and different ones do not."""
    prints = {build_problem(random_case(seed)).fingerprint() for seed in (1, 1, 2, 3)}
    assert len(prints) == 3
