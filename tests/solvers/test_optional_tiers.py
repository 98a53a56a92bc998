"""The optional tiers against brute force, alone, together and in other orders."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from optimizer.case import Case
from optimizer.checker import Judge
from optimizer.formulate import build_problem
from optimizer.plan import Solution, Status
from optimizer.solvers.columns import ColumnSolver, bounding
from optimizer.solvers.cpsat import CpSatSolver
from optimizer.solvers.evaluate import tier_values
from optimizer.solvers.protocol import SolveLimits, Solver, Watcher
from tests.builders import make_case, make_core, make_school
from tests.solvers.brute_force import assert_best
from tests.solvers.random_cases import random_case

LIMITS = SolveLimits(seed=1, workers=1, deterministic_limit=60, time_limit_s=120)
ENGINES = [ColumnSolver(), CpSatSolver()]
FIRST = ["wishes", "floor", "shortfall"]
ORDERS = (
    [*FIRST, "towns", "need", "pupils", "kept", "travel", "worst", "busiest", "order"],
    [*FIRST, "need", "kept", "towns", "busiest", "travel", "worst", "order"],
    ["busiest", "towns", "worst", "kept", *FIRST, "need", "pupils", "travel", "order"],
    ["need", "worst", "busiest", "pupils", "travel", "order"],
)


def with_every_tier(seed: int) -> Case:
    """Return a random case with more towns, a plan before, and optional tiers."""
    case = random_case(seed, most=7)
    rng = np.random.default_rng([seed, 7])
    towns = ["a", "b", "c", "d", None]
    schools = tuple(replace(s, town=towns[rng.integers(5)]) for s in case.schools)
    ids = [s.school_id for s in schools]
    before = {ids[1]: ids[0], ids[2]: ids[0]} if rng.random() < 0.3 else {}
    problem = build_problem(case)
    for i, k in rng.permutation(np.array(problem.arcs).reshape(-1, 2)):
        before[problem.school_ids[i]] = problem.school_ids[k]
    tiers = ORDERS[seed % len(ORDERS)]
    return replace(
        case,
        schools=schools,
        previous=before,
        policy=case.policy.changed(objective={"tiers": tiers}),
    )


def solve(case: Case, engine: Solver) -> tuple[Solution, dict[str, str]]:
    """Return an engine's answer and its grouping by school id."""
    problem = build_problem(case)
    solution = engine.solve(problem, LIMITS, Watcher())
    assert solution.core_of is not None
    ids = problem.school_ids
    return solution, {ids[i]: ids[k] for i, k in enumerate(solution.core_of) if k >= 0}


@pytest.mark.parametrize("engine", ENGINES, ids=["columns", "cpsat"])
@pytest.mark.parametrize("block", range(8))
def test_optional_tiers_equal_brute_force(block: int, engine: Solver) -> None:
    """Tests status, every tier and the unique optimum on 128 cases."""
    for seed in range(2000 + 16 * block, 2016 + 16 * block):
        case = with_every_tier(seed)
        assert_best(case, *solve(case, engine))


def test_optional_tiers_bite() -> None:
    """Tests that each tier is neither 0 nor the same in all of the cases."""
    seen: dict[str, set[int]] = {"towns": set(), "kept": set(), "busiest": set()}
    for seed in range(2000, 2048):
        for tier in solve(with_every_tier(seed), ColumnSolver())[0].tiers:
            if tier.name in seen:
                seen[tier.name].add(tier.value)
    assert all(len(values) > 2 for values in seen.values())


def test_values_equal_the_checkers_on_random_groupings() -> None:
    """Tests both sides' values for groupings of another policy's making."""
    for seed in range(2200, 2240):
        case = with_every_tier(seed)
        everything = case.policy.changed(objective={"tiers": ORDERS[0]})
        full = replace(case, policy=everything)
        solution, found = solve(case, ColumnSolver())
        assert solution.core_of is not None
        own = tier_values(build_problem(full), solution.core_of)
        assert own.items() >= Judge(full).tier_values(found).items(), seed


def test_busiest_rounds_up_and_leaves_out_what_is_not_known() -> None:
    """Tests 101 of 999 pupils, a core without pupils, and an approved alliance."""
    schools = [
        make_core("A", pupils=500, backbone=None),
        make_school("b", pupils=101),
        make_core("D", pupils=None),
        make_school("e", pupils=900),
        make_core("G", pupils=100, alliance_id="J", alliance_role="core"),
        make_school("h", pupils=190, alliance_id="J", alliance_role="member"),
    ]
    load = {"rules": ["pupils"], "pupils_per_core_pupil": 1.998}
    case = make_case(schools, load=load, objective={"tiers": ["busiest"]})
    pairs = {"A": "A", "b": "A", "D": "D", "e": "D", "G": "G", "h": "G"}
    assert Judge(case).tier_values(pairs) == {"busiest": 102}


def test_a_bottleneck_without_a_list_is_not_called_proven(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Tests honesty where the alliances are too many to list."""
    monkeypatch.setattr(bounding, "MOST_LISTED", 0)
    monkeypatch.setattr("optimizer.solvers.columns.bottleneck.MOST_LISTED", 0)
    tiers = {"objective": {"tiers": ["busiest", "worst", "travel"]}}
    case = make_case(["A", "D", *"bcef"], coverage={"scope": "county"}, **tiers)
    pct = {"targets": [{"year": 2025, "pct": 100}], "target_year": 2025}
    policy = case.policy.changed(
        coverage=pct, objective={"tiers": ["shortfall", *tiers["objective"]["tiers"]]}
    )
    solution, _ = solve(replace(case, policy=policy), ColumnSolver())
    busiest = next(t for t in solution.tiers if t.name == "busiest")
    assert busiest.bound is None
    assert not busiest.proven
    assert solution.status is Status.FEASIBLE


def test_a_bottleneck_of_two_counties_is_one_number() -> None:
    """Tests that a county need not be better than the worse of the two."""
    near, far = {"county_code": "422801"}, {"county_code": "422802"}
    schools = [
        make_core("A", **near),
        make_core("B", **near),
        make_school("c", pupils=300, **near),
        make_school("d", pupils=300, **near),
        make_core("E", **far),
        make_school("f", pupils=400, **far),
    ]
    minutes = {("c", "A"): 5, ("d", "A"): 5, ("c", "B"): 20, ("d", "B"): 20}
    tiers = {"tiers": ["need", "busiest", "travel", "order"]}
    load = {"rules": ["pupils"], "pupils_per_core_pupil": 2.0}
    for engine in ENGINES:
        case = make_case(schools, minutes, objective=tiers, load=load)
        solution, found = solve(case, engine)
        values = {t.name: t.value for t in solution.tiers}
        assert values["busiest"] == 400
        assert (found["c"] == found["d"]) is False
        lighter = [*schools[:2], *(replace(s, pupils=200) for s in schools[2:4])]
        lighter += schools[4:]
        case = make_case(lighter, minutes, objective=tiers, load=load)
        assert solve(case, engine)[1]["c"] == solve(case, engine)[1]["d"] == "A"
