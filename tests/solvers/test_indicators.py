"""The tier ``indicators`` against brute force, in several places of the order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from optimizer.case import Case
from optimizer.formulate import build_problem
from optimizer.plan import Solution, Status
from optimizer.problem import Problem
from optimizer.solvers.columns import ColumnSolver, blocks, bounding
from optimizer.solvers.columns.effort import Effort
from optimizer.solvers.columns.groups import Measure
from optimizer.solvers.columns.layout import lay_out
from optimizer.solvers.columns.part import TierSearch
from optimizer.solvers.columns.pricing import Pricing
from optimizer.solvers.columns.program import Program
from optimizer.solvers.columns.state import keys_of
from optimizer.solvers.cpsat import CpSatSolver
from optimizer.solvers.greedy import greedy_start
from optimizer.solvers.protocol import SolveLimits, Solver, Watcher
from tests.benchmarks.county import synthetic_county
from tests.builders import COUNTY, OTHER_COUNTY, make_case, make_core, make_school
from tests.solvers.brute_force import assert_best
from tests.solvers.random_cases import random_case
from tests.solvers.test_optional_tiers import solve
from tests.solvers.test_wide_and_large import assert_honest, list_nothing

LIMITS = SolveLimits(seed=1, workers=1, deterministic_limit=60, time_limit_s=120)
ENGINES = [ColumnSolver(), CpSatSolver()]
FIRST = ["wishes", "floor", "shortfall"]
ORDERS = (
    [*FIRST, "need", "pupils", "indicators", "travel", "worst", "order"],
    [*FIRST, "indicators", "need", "pupils", "travel", "order"],
    [*FIRST, "need", "travel", "worst", "indicators", "order"],
    [*FIRST, "need", "busiest", "indicators", "towns", "worst", "travel", "order"],
    ["indicators", *FIRST, "need", "pupils", "travel", "worst", "order"],
    ["need", "worst", "busiest", "indicators", "order"],
)
COLUMNS = {
    "edu_hi": 0.05,
    "backbone": 0.02,
    "pe_art": 0.01,
    "room_area_m2": 5.3,
    "sport_area_m2": 9.1,
    "equip_yuan": 2311.5,
    "media_rooms": 0.03,
}


def figures(rng: np.random.Generator, pupils: int, lacking: float) -> dict[str, Any]:
    """Return seven figures of a school, some of them unknown."""
    return {
        name: None
        if rng.random() < lacking
        else round(pupils * per * rng.uniform(0.2, 2), 0 if per < 1 else 1)
        for name, per in COLUMNS.items()
    }


def measured_case(seed: int) -> Case:
    """Return a random case in which every rule bites, its schools with figures."""
    case = random_case(seed, most=7)
    rng = np.random.default_rng([seed, 11])
    schools = []
    for school in case.schools:
        low, high = (int(n) for n in rng.integers(0, 400, size=2))
        known = figures(rng, school.pupils or low, 0.12)
        parts = {"pupils_primary": low, "pupils_junior": high}
        schools.append(replace(school, **known, **parts))
    policy = case.policy.changed(objective={"tiers": ORDERS[seed % len(ORDERS)]})
    return replace(case, schools=tuple(schools), policy=policy)


def lively_case(seed: int) -> Case:
    """Return a case in which many groupings reach the same schools.

    Schools of one or both stages around two or three cores, in two counties that pairs
    may cross, at times with an approved alliance, wishes and a limit on pupils.
    """
    rng = np.random.default_rng([seed, 13])
    cores = int(rng.integers(2, 4))
    names = "ABC"[:cores] + "defgh"[: int(rng.integers(3, 6))]
    schools = []
    for name in names:
        low, high = (int(n) for n in rng.integers(60, 400, size=2))
        kind = str(rng.choice(["211", "312", "311"], p=[0.6, 0.3, 0.1]))
        columns: dict[str, Any] = {
            "type_code": kind,
            "county_code": OTHER_COUNTY if rng.random() < 0.3 else COUNTY,
            "pupils": low + high if kind == "312" else low,
            **figures(rng, low, 0.05),
        }
        if kind == "312":
            columns |= {"pupils_primary": low, "pupils_junior": high}
        make = make_core if name.isupper() else make_school
        schools.append(make(name, **columns))
    if rng.random() < 0.25:
        roles = {len(schools) - 1: "core", len(schools) - 2: "member"}
        for at, role in roles.items():
            schools[at] = replace(schools[at], alliance_id="J", alliance_role=role)
    minutes = rng.integers(5, 55, size=(len(names), len(names))).astype(float)
    tiers = ORDERS[seed % len(ORDERS)]
    return make_case(
        schools,
        minutes.tolist(),
        wishes=[(str(rng.choice(["together", "apart"])), "d", "e")],
        scope={"cross_county": True},
        pairing={"stages": "any", "members_need_tag": False},
        size={"max_members": int(rng.integers(2, 6))},
        load={"rules": ["pupils"], "pupils_per_core_pupil": float(rng.integers(1, 6))},
        coverage={"scope": str(rng.choice(["prefecture", "county"]))},
        objective={"tiers": tiers},
    )


@pytest.mark.parametrize("engine", ENGINES, ids=["columns", "cpsat"])
@pytest.mark.parametrize("make", [measured_case, lively_case])
@pytest.mark.parametrize("block", range(4))
def test_indicators_equal_brute_force(
    block: int, make: Callable[[int], Case], engine: Solver
) -> None:
    """Tests status, every tier and the unique optimum on 144 cases."""
    for seed in range(5000 + 18 * block, 5018 + 18 * block):
        case = make(seed)
        assert_best(case, *solve(case, engine))


def test_indicators_bite() -> None:
    """Tests that the tier is not always 0, and changes plans."""
    seen: list[int] = []
    changed = 0
    for seed in range(5000, 5048):
        case = lively_case(seed)
        solution, found = solve(case, ENGINES[0])
        seen += [t.value for t in solution.tiers if t.name == "indicators"]
        rest = [t for t in case.policy.objective.tiers if t != "indicators"]
        policy = case.policy.changed(objective={"tiers": rest})
        changed += solve(replace(case, policy=policy), ENGINES[0])[1] != found
    assert len(set(seen)) > 20
    assert changed > 10


def poor_and_rich() -> Case:
    """Return two cores and two members: near ones are alike, far ones make up."""
    yuan = {"A": 3000, "B": 1000, "c": 1000, "d": 3000}
    schools = [
        (make_core if i.isupper() else make_school)(i, pupils=100, equip_yuan=y)
        for i, y in yuan.items()
    ]
    minutes = {("c", "B"): 5, ("d", "A"): 5, ("c", "A"): 20, ("d", "B"): 20}
    return make_case(
        schools,
        minutes,
        load={"rules": []},
        size={"max_members": 2, "core_counts": True},
    )


@pytest.mark.parametrize("engine", ENGINES, ids=["columns", "cpsat"])
def test_pooling_lowers_the_difference(engine: Solver) -> None:
    """Tests that the tier joins poor to rich where travel alone would not."""
    case = poor_and_rich()
    for tiers, value, partner in (
        (["need", "indicators", "travel"], 0, {"c": "A", "d": "B"}),
        (["need", "travel", "indicators"], 200000, {"c": "B", "d": "A"}),
    ):
        policy = case.policy.changed(objective={"tiers": tiers})
        solution, found = solve(replace(case, policy=policy), engine)
        assert {t.name: t.value for t in solution.tiers}["indicators"] == value
        assert solution.status is Status.OPTIMAL
        assert found.items() >= partner.items()


@pytest.mark.parametrize("engine", ENGINES, ids=["columns", "cpsat"])
def test_names_change_nothing(engine: Solver) -> None:
    """Tests every tier of 12 cases whose schools are named in another order."""
    for seed in range(6000, 6012):
        case = lively_case(seed)
        tiers = [t for t in case.policy.objective.tiers if t != "order"]
        policy = case.policy.changed(objective={"tiers": tiers})
        case = replace(case, policy=policy)
        ids = [s.school_id for s in case.schools]
        new = dict(zip(ids, [f"x{9 - i}" for i in range(len(ids))], strict=True))
        schools = [replace(s, school_id=new[s.school_id]) for s in case.schools]
        minutes = {
            (new[a], new[b]): case.travel.seconds[i, j] / 60
            for i, a in enumerate(case.travel.school_ids)
            for j, b in enumerate(case.travel.school_ids)
        }
        wishes = [(w.kind.value, new[w.a], new[w.b or ""]) for w in case.wishes]
        renamed = make_case(schools, minutes, policy=policy, wishes=wishes)
        first, second = (solve(c, engine)[0].tiers for c in (case, renamed))
        assert first == second, seed


@pytest.mark.parametrize("seed", range(30))
def test_unlisted_alliances_are_honest(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tests CP-SAT over pairs and cheap cores where nothing is listed."""
    list_nothing(monkeypatch)
    assert_honest(*answered(lively_case(seed)))


@pytest.mark.parametrize("seed", range(30))
def test_parts_bettered_by_block_are_honest(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tests the ways of large parts, with the list and without it."""
    monkeypatch.setattr(blocks, "MOST_CORES", 1)
    monkeypatch.setattr(bounding, "MOST_LISTED", 1 + 10_000 * (seed % 2))
    assert_honest(*answered(lively_case(seed)))


def answered(case: Case) -> tuple[Case, Solution, Problem]:
    """Return a case, the engine's answer and the problem."""
    problem = build_problem(case)
    return case, ColumnSolver().solve(problem, LIMITS, Watcher()), problem


@pytest.mark.parametrize("seed", range(20))
def test_pricing_finds_all_groups_under_a_whole_price(seed: int) -> None:
    """Tests growing with weighted deviations against the list of all groups."""
    problem = build_problem(lively_case(seed))
    rng = np.random.default_rng(seed)
    for found in lay_out(problem).parts:
        reach = found.reach
        free = Measure(np.zeros(reach.num_pairs), np.zeros(len(reach.cores)))
        every = Pricing(reach).under(free, 0.0, most=1_000_000)
        sums = Measure(
            rng.normal(-3e5, 4e5, reach.num_pairs),
            rng.normal(0, 4e5, len(reach.cores)),
        )
        for times in (0.0, 0.3, 2.0):
            price = sums.minus(reach.off_means(), -times)
            prices = every.value(price)
            limit = (float(np.median(prices)) if len(prices) else 0.0) + 1e-3
            under = Pricing(reach).under(price, limit, most=1_000_000)
            assert keys_of(under) == keys_of(every[prices <= limit])
            _, lowest = Pricing(reach).best(price, limit, each=3)
            least = np.full(len(reach.cores), np.inf)
            np.minimum.at(least, every.core_at, prices)
            assert (lowest <= least + 1e-6).all()


def measured_county(seed: int) -> Case:
    """Return a county of 40 schools with figures, the tier after need."""
    case = synthetic_county(40, 7, size_km=22, seed=seed)
    rng = np.random.default_rng([seed, 17])
    schools = tuple(
        replace(s, **figures(rng, s.pupils or 0, 0.03)) for s in case.schools
    )
    tiers = [*FIRST, "need", "indicators", "travel", "worst", "order"]
    policy = case.policy.changed(objective={"tiers": tiers})
    return replace(case, schools=schools, policy=policy)


@pytest.mark.parametrize("seed", range(4))
def test_mid_sized_counties_equal_the_plain_model(seed: int) -> None:
    """Tests all tiers and the grouping against CP-SAT on counties of 40 schools."""
    case = measured_county(seed)
    problem = build_problem(case)
    plain = CpSatSolver().solve(problem, LIMITS, Watcher())
    solution = ColumnSolver().solve(problem, LIMITS, Watcher())
    assert solution.status is plain.status is Status.OPTIMAL
    assert solution.tiers == plain.tiers
    assert np.array_equal(solution.core_of, plain.core_of)


@pytest.mark.parametrize("is_listed", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_generated_alliances_end_at_the_relaxation(seed: int, is_listed: bool) -> None:
    """Tests that prices hold the deviation: the bound is that of all alliances."""
    problem = build_problem(measured_county(seed))
    (found,) = lay_out(problem).parts
    state = found.start(greedy_start(problem), np.zeros((0, 2), dtype=np.int64))
    effort = Effort(LIMITS, Watcher())
    effort.begin_tier(1)
    for tier in ("shortfall", "need"):
        search = TierSearch(state, found.goal(tier), effort)
        search.relax()
        state = search.finish().state
    reach, goal = found.reach, found.goal("indicators")
    free = Measure(np.zeros(reach.num_pairs), np.zeros(len(reach.cores)))
    every = Pricing(reach).under(free, 0.0, most=1_000_000)
    state = replace(state, listed=every if is_listed else None, seeds=state.best)
    search = TierSearch(state, goal, effort)
    search.relax()
    program = Program(reach, goal, state.rows, state.gap_most, cuts=state.cuts)
    program.add(every)
    assert program.relax(seconds=60) is not None
    assert program.value > 0
    assert search.line(0)[0] <= program.value + 1e-3
    assert search.line(0)[0] == pytest.approx(program.value, rel=1e-4)


def test_a_weight_below_0_never_reaches_the_pricing() -> None:
    """Tests that a price whose bounds would not hold is refused."""
    (found,) = lay_out(build_problem(poor_and_rich_asked())).parts
    with pytest.raises(ValueError, match="below 0"):
        Pricing(found.reach).under(-found.reach.off_means(), 0.0, most=10)


def poor_and_rich_asked() -> Case:
    """Return the case of the poor and the rich with the tier."""
    case = poor_and_rich()
    policy = case.policy.changed(objective={"tiers": ["need", "indicators"]})
    return replace(case, policy=policy)
