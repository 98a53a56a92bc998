"""The effect of each limit: variants, and what loosening can and cannot do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest

from optimizer.case import Case
from optimizer.checker import Judge
from optimizer.formulate import build_problem
from optimizer.plan import Solution, Tier
from optimizer.problem import Problem
from optimizer.solvers.columns import ColumnSolver
from optimizer.solvers.evaluate import SENSES
from optimizer.solvers.protocol import SolveLimits, Watcher
from optimizer.study import limits
from optimizer.study.limits import (
    LIMIT_NAMES,
    Effects,
    LimitName,
    find_effects,
    first_change,
    shortened,
    variants,
)
from optimizer.study.searches import Engine, StudyWatcher
from tests.builders import make_case, make_policy
from tests.solvers.random_cases import random_case
from tests.study.oracle import LIMITS, Oracle, engine, lively_case
from tests.study.test_frontier import StopAfter


def effects_of(case: Case, *limits: LimitName) -> Effects:
    """Return the effects of a case."""
    return find_effects(case, engine(), limits or LIMIT_NAMES, own_of(case))


def own_of(case: Case) -> Solution:
    """Return the solution of the policy's own problem."""
    solution = engine().solve(shortened(build_problem(case)))
    assert solution is not None
    return solution


@pytest.mark.parametrize("seed", range(3100, 3108))
def test_every_effect_equals_brute_force(seed: int) -> None:
    """Tests the tier values of variants against every legal grouping under them."""
    case = random_case(seed, most=6)
    found = effects_of(case, "minutes", "size", "load", "floor")
    assert found.missing == ()
    for effect in found.effects[seed % 3 :: 3]:
        policy = case.policy.changed(**effect.variant.changes)
        oracle = Oracle(replace(case, policy=policy))
        tiers = [t for t in Judge(case).facts.tiers if t != "order"]
        best = oracle.best(tiers)
        assert {t.name: t.value for t in effect.tiers} == {
            name: best.values[name] for name in tiers
        }, effect.variant
        assert effect.proven


@pytest.mark.parametrize("seed", range(3120, 3140))
def test_loosening_never_worsens_the_first_tier_that_differs(seed: int) -> None:
    """Tests minutes, kilometres, spread and load upwards, floors downwards."""
    case = lively_case(seed) if seed % 2 else random_case(seed)
    found = effects_of(case, "minutes", "km", "spread", "load", "floor").effects
    keys = {e.variant.key for e in found if e.variant.key != "load.rules"}
    for key in keys:
        rows = [e for e in found if e.variant.key == key]
        tightens = {"coverage.demonstrators_per_county", "load.min_backbone_per_100"}
        rows = rows[::-1] if key in tightens else rows
        for tight, loose in pairwise(rows):
            names = [t.name for t in loose.tiers]
            change = first_change(tight.figures.values, loose.figures.values, names)
            if change is not None:
                name, extra = change
                better = extra > 0 if SENSES[name] == "max" else extra < 0
                assert better, (key, tight.variant.value, loose.variant.value)


@pytest.mark.parametrize("seed", range(3150, 3160))
def test_every_variant_comes_after_all_that_are_looser(seed: int) -> None:
    """Tests against solving each variant by itself, and that some needed no search."""
    case = lively_case(seed)
    own = own_of(case)
    counted = Counting()
    found = find_effects(
        case, Engine(counted, LIMITS, StudyWatcher()), LIMIT_NAMES, own
    )
    for effect in found.effects:
        policy = case.policy.changed(**effect.variant.changes)
        alone = own_of(replace(case, policy=policy))
        assert rank_of(alone.tiers) == rank_of(effect.tiers), effect.variant
    assert counted.number < len(found.effects) // 2


def rank_of(tiers: Sequence[Tier]) -> list[tuple[str, int, bool]]:
    """Return what must be the same of two solutions."""
    return [(tier.name, tier.value, tier.proven) for tier in tiers]


class Counting(ColumnSolver):
    """The engine, counting its searches."""

    def __init__(self) -> None:
        self.number = 0

    def solve(
        self,
        problem: Problem,
        limits: SolveLimits,
        watcher: Watcher,
        start: Solution | None = None,
    ) -> Solution:
        """Count and solve."""
        self.number += 1
        return super().solve(problem, limits, watcher, start)


def test_the_policys_own_value_is_marked_and_not_solved_again() -> None:
    """Tests that each limit has one own row, equal to the plan's own figures."""
    case = make_case(["A", *"bcdef"], travel={"max_minutes": 37.5})
    own = own_of(case)
    found = find_effects(case, engine(), LIMIT_NAMES, own)
    marked = [e for e in found.effects if e.variant.is_own]
    assert [e.variant.key for e in marked] == [
        "travel.max_minutes",
        "travel.max_km",
        "size.max_members",
        "load.pupils_per_core_pupil",
        "load.min_backbone_per_100",
        "coverage.demonstrators_per_county",
        "travel.member_to_member_max_minutes",
    ]
    assert all(e.change is None and e.tiers == own.tiers for e in marked)
    assert [e.variant.value for e in found.effects][:4] == ["30", "37.5", "40", "50"]


def test_values_the_policy_cannot_take_are_not_tried() -> None:
    """Tests the search limit of the roads, the ceiling of size, and idle rules."""
    policy = make_policy(
        travel={"search_limit_minutes": 90.0},
        size={"absolute_ceiling": 4, "max_members": 4},
        load={"rules": []},
    )
    found = list(variants(policy, ("size", "load", "spread")))
    assert [(v.key, v.value, v.is_own) for v in found] == [
        ("size.max_members", "4", True),
        ("load.rules", "none", True),
        ("travel.member_to_member_max_minutes", "45", False),
        ("travel.member_to_member_max_minutes", "60", False),
        ("travel.member_to_member_max_minutes", "90", True),
    ]


def test_five_beside_the_core_reaches_one_more() -> None:
    """Tests the two readings of the policy's five."""
    case = make_case(["A", *"bcdefg"], travel={"max_minutes": 60.0})
    sizes = {
        e.variant.value: e.figures.covered for e in effects_of(case, "size").effects
    }
    assert sizes == {"4": 4, "5": 5, "5+1": 6}


def test_nothing_is_built_after_a_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that a stop ends the building of problems too; the own value is told."""
    case = make_case(["A", *"bcdef"], {("b", "A"): 35, ("c", "A"): 65})
    own = own_of(case)
    built = []

    def counted(changed: Case) -> Problem:
        built.append(changed)
        return build_problem(changed)

    monkeypatch.setattr(limits, "build_problem", counted)
    found = find_effects(case, engine(StopAfter(1)), LIMIT_NAMES, own)
    # The base, and the variant whose question was being asked at the stop.
    assert len(built) == 2
    asked = list(variants(case.policy, LIMIT_NAMES))
    told = [(e.variant.key, e.variant.value) for e in found.effects]
    assert told == [(v.key, v.value) for v in asked if v.is_own]
    assert len(found.missing) == len(asked) - len(found.effects)


def test_stopping_keeps_what_is_solved() -> None:
    """Tests that variants not reached are named."""
    case = make_case(["A", *"bcdef"], {("b", "A"): 35, ("c", "A"): 65})
    own = own_of(case)
    found = find_effects(case, engine(StopAfter(3)), ("minutes",), own)
    done = [e.variant.value for e in found.effects]
    left = [v.value for v in found.missing]
    assert sorted([*done, *left], key=float) == ["30", "40", "50", "60", "70", "90"]
    assert "60" in done
    assert left
