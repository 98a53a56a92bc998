"""Alternatives against every legal grouping: the best one, and when there is none."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from optimizer.case import Case
from optimizer.formulate import build_problem
from optimizer.plan import Solution, Status
from optimizer.problem import Problem
from optimizer.solvers.evaluate import make_tier, tier_values
from optimizer.study.alternatives import (
    MOST_SKIPPED,
    Alternatives,
    Ending,
    Wanted,
    distances,
    find_alternatives,
    travel_allowed,
)
from tests.builders import make_case
from tests.solvers.random_cases import random_case
from tests.study.oracle import (
    Oracle,
    Tried,
    as_grouping,
    engine,
    gap_by_hand,
    lively_case,
)

BEFORE = ["wishes", "floor", "shortfall", "need", "pupils"]


def planned(case: Case) -> tuple[Problem, Solution]:
    """Return the problem of a case and its unique plan."""
    problem = build_problem(case)
    plan = engine().solve(problem)
    assert plan is not None
    return problem, plan


def search(case: Case, **wanted: Any) -> Alternatives:
    """Return alternatives of a case; two members apart within 10 % by default."""
    problem, plan = planned(case)
    asked = {"number": 2, "kind": "members", "least": 2, "within_pct": 10.0, **wanted}
    return find_alternatives(problem, plan, engine(), Wanted(**asked))


def far_enough(
    oracle: Oracle, known: list[dict[str, str]], kind: str, least: int
) -> list[Tried]:
    """Return the legal groupings at a distance from all known ones."""
    return [
        t
        for t in oracle.all
        if all(gap_by_hand(t.grouping, other, kind) >= least for other in known)
    ]


@pytest.mark.parametrize("kind", ["members", "core"])
@pytest.mark.parametrize("block", range(3))
def test_without_loss_equals_brute_force(block: int, kind: str) -> None:
    """Tests cost, distance and ending of every alternative of small cases."""
    least = 2 if kind == "members" else 1
    endings = set()
    for seed in range(3200 + 12 * block, 3212 + 12 * block):
        case = (
            random_case(seed, most=7)
            if seed % 4 == 0
            else lively_case(seed, 1 + seed % 2)
        )
        ids = build_problem(case).school_ids
        found = search(case, kind=kind, least=least, within_pct=25.0)
        oracle = Oracle(case)
        best = oracle.best(list(case.policy.objective.tiers))
        known, allowed = [best.grouping], travel_allowed(best.values["travel"], 25.0)
        assert found.allowed == allowed
        for solution in found.found:
            options = no_loss(oracle, best, known, kind, least)
            grouping = as_grouping(ids, solution)
            values = oracle.judge.tier_values(grouping)
            assert not oracle.judge.errors_of(grouping)
            assert values["travel"] == min(t.values["travel"] for t in options), seed
            assert {t.name: t.value for t in solution.tiers} == values
            assert grouping in [t.grouping for t in options]
            known.append(grouping)
        options = no_loss(oracle, best, known, kind, least)
        cheapest = min((t.values["travel"] for t in options), default=None)
        if found.ending is Ending.TOO_NEAR:
            assert cheapest is None, seed
        elif found.ending is Ending.TOO_COSTLY:
            assert cheapest == found.least_travel, seed
            assert cheapest is not None
            assert cheapest > allowed
        else:
            assert found.ending is Ending.COMPLETE
            assert len(found.found) == 2
        endings.add(found.ending)
    assert len(endings) > 1


def no_loss(
    oracle: Oracle, best: Tried, known: list[dict[str, str]], kind: str, least: int
) -> list[Tried]:
    """Return the groupings far enough and as good as the best before travel."""
    far = far_enough(oracle, known, kind, least)
    return [t for t in far if t.rank(BEFORE) == best.rank(BEFORE)]


@pytest.mark.parametrize("block", range(3))
def test_with_loss_equals_brute_force(block: int) -> None:
    """Tests the first alternative that may fall short in need and pupils."""
    endings = set()
    for seed in range(3300 + 12 * block, 3312 + 12 * block):
        case = random_case(seed, most=7) if seed % 4 == 0 else lively_case(seed)
        ids = build_problem(case).school_ids
        found = search(case, number=1, within_pct=10.0, loss_pct=30.0)
        oracle = Oracle(case)
        tiers = list(case.policy.objective.tiers)
        best = oracle.best(tiers)
        options = [
            t
            for t in far_enough(oracle, [best.grouping], "members", 2)
            if t.rank(BEFORE[:3]) == best.rank(BEFORE[:3])
            and 10 * t.values["need"] >= 7 * best.values["need"]
            and 10 * t.values["pupils"] >= 7 * best.values["pupils"]
            and t.values["travel"] <= found.allowed
        ]
        endings.add(found.ending)
        if not options:
            assert found.ending is Ending.NONE, seed
            continue
        assert found.ending is Ending.COMPLETE, seed
        grouping = as_grouping(ids, found.found[0])
        own = next(t for t in oracle.all if t.grouping == grouping)
        assert own.rank(tiers[:-1]) == oracle.best(tiers[:-1], options).rank(tiers[:-1])
    assert endings == {Ending.COMPLETE, Ending.NONE}


def test_distances_are_kept_between_all_of_them() -> None:
    """Tests the table of distances, which the report prints."""
    case = make_case(["A", "B", *"cdefgh"], 10.0)
    found = search(case, number=3, least=3)
    assert found.ending is Ending.COMPLETE
    table = distances(found)
    assert [len(row) for row in table] == [1, 2, 3]
    assert all(d >= 3 for row in table for d in row)


def test_claims_of_an_alternative_are_no_more_than_known() -> None:
    """Tests that bounds of the plan are taken over while they hold, then none."""
    case = make_case(["A", "B", "c", "d"], {("c", "A"): 11, ("d", "B"): 12})
    found = search(case, number=1, least=1, within_pct=50.0)
    (other,) = found.found
    assert other.status is Status.FEASIBLE
    by_name = {t.name: t for t in other.tiers}
    assert all(by_name[name].proven for name in BEFORE)
    assert by_name["travel"].bound is not None
    assert not by_name["order"].proven
    assert [t.name for t in other.tiers] == list(case.policy.objective.tiers)


@pytest.mark.parametrize(
    "wanted",
    [{"least": 2}, {"least": 1}, {"least": 1, "loss_pct": 50.0}],
    ids=["near", "costly", "loss"],
)
def test_nothing_is_excluded_beside_a_plan_that_is_not_the_best(
    wanted: dict[str, Any],
) -> None:
    """Tests a plan of c alone: d alone would do, the better plan of both does not."""
    targets = [{"year": 2025, "pct": 100}]
    case = make_case(["A", "c", "d"], 10.0, coverage={"targets": targets})
    problem = build_problem(case)
    core_of = np.array([0, 0, -1], dtype=np.int64)
    values = tier_values(problem, core_of)
    tiers = [make_tier(n, values[n], None, proven=False) for n in problem.tiers]
    plan = Solution(Status.FEASIBLE, core_of, tuple(tiers))
    asked = {"number": 1, "kind": "members", "within_pct": 0.0, **wanted}
    found = find_alternatives(problem, plan, engine(), Wanted(**asked))
    assert (found.found, found.ending) == ((), Ending.OPEN)
    assert found.least_travel is None


def test_a_grouping_that_is_no_plan_is_skipped_and_the_next_one_sought() -> None:
    """Tests that the search goes on, away from the skipped one, and counts it."""
    case = make_case(["A", "B", *"cdefgh"], 10.0)
    problem, plan = planned(case)
    (first, *_) = search(case, number=1).found
    asked = Wanted(2, "members", 2, 10.0)

    def is_plan(solution: Solution) -> bool:
        return not np.array_equal(solution.core_of, first.core_of)

    found = find_alternatives(problem, plan, engine(), asked, is_plan=is_plan)
    assert (len(found.found), found.skipped) == (2, 1)
    assert found.ending is Ending.COMPLETE
    none = find_alternatives(problem, plan, engine(), asked, is_plan=lambda _: False)
    assert (none.found, none.skipped) == ((), MOST_SKIPPED)
    assert none.ending is Ending.OPEN


def test_no_proof_beside_a_skipped_grouping() -> None:
    """Tests that what is too near to a skipped one is not excluded."""
    problem, plan = planned(make_case(["A", "B", "c"], 10.0))
    asked = Wanted(3, "members", 1, 10.0)
    found = find_alternatives(problem, plan, engine(), asked)
    assert found.ending is Ending.TOO_NEAR
    skipping = find_alternatives(
        problem, plan, engine(), asked, is_plan=lambda _: False
    )
    assert skipping.skipped == len(found.found) > 0
    assert skipping.ending is Ending.OPEN


def test_the_same_question_gives_the_same_answer() -> None:
    """Tests two runs."""
    case = random_case(3207, most=8)
    one, two = search(case), search(case)
    assert [s.core_of.tolist() for s in one.found if s.core_of is not None] == [
        s.core_of.tolist() for s in two.found if s.core_of is not None
    ]
    assert one.ending is two.ending
