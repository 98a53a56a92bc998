"""Deviations from the county's means: by hand, and against both other countings."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from optimizer.checker import Judge
from optimizer.domain import Stage
from optimizer.formulate import build_problem
from optimizer.quality import INDICATORS, deviations
from optimizer.report.balance import assumption, balances
from optimizer.solvers.evaluate import tier_values
from tests.builders import make_case, make_core, make_plan, make_policy, make_school
from tests.quality.factory import generated
from tests.quality.test_independent import table_of

RULES = make_policy().quality
TIER = {"objective": {"tiers": ["indicators"]}}
LINES = list(product(Stage, INDICATORS))


def of(schools, stage: Stage, name: str) -> list[int]:
    """Return the row of one stage and indicator."""
    return deviations(schools, RULES)[LINES.index((stage, name))]


def test_two_rich_and_two_poor_schools_by_hand() -> None:
    """Tests 30, 10, 10 and 30 yuan a pupil, 100 pupils each: mean 20, half off."""
    yuan = {"A": 3000, "B": 1000, "c": 1000, "d": 3000}
    schools = [make_school(i, equip_yuan=y) for i, y in yuan.items()]
    assert of(schools, Stage.PRIMARY, "equip_yuan") == [50000, -50000, -50000, 50000]
    others = [r for r, line in enumerate(LINES) if line[1] != "equip_yuan"]
    assert not np.array(deviations(schools, RULES))[others].any()
    case = make_case(schools, **TIER)
    mixed = {"A": "A", "c": "A", "B": "B", "d": "B"}
    alike = {"A": "A", "d": "A", "B": "B", "c": "B"}
    assert Judge(case).tier_values(mixed) == {"indicators": 0}
    assert Judge(case).tier_values(alike) == {"indicators": 200000}
    assert Judge(case).tier_values({"A": "A", "c": "A"}) == {"indicators": 0}


def test_a_school_of_both_stages_is_split_as_in_the_report() -> None:
    """Tests 2100 yuan of 100 and 100 pupils at 1 : 1.1, beside a primary school."""
    both = make_school(
        "A", type_code="312", pupils=200, pupils_primary=100, pupils_junior=100
    )
    schools = [replace(both, equip_yuan=2100), make_school("b", equip_yuan=3000)]
    assert of(schools, Stage.PRIMARY, "equip_yuan") == [-50000, 50000]
    assert of(schools, Stage.JUNIOR, "equip_yuan") == [0, 0]


def test_unknown_figures_small_points_and_nothing_at_all_count_0() -> None:
    """Tests a blank, blank pupils, 49 pupils of a point, and 0 everywhere."""
    rest = [make_school("a", backbone=1), make_school("b", backbone=3)]
    odd = [
        make_school("c", backbone=None),
        make_school("d", backbone=9, pupils=None),
        make_school("e", backbone=9, type_code="218", pupils=49),
        make_school("f", backbone=9, type_code="511"),
    ]
    row = of([*rest, *odd], Stage.PRIMARY, "backbone")
    assert row == [-50000, 50000, 0, 0, 0, 0]
    assert of([replace(s, backbone=0) for s in rest], Stage.PRIMARY, "backbone") == [
        0,
        0,
    ]


def test_each_county_has_its_own_mean() -> None:
    """Tests that two counties, each even in itself, have no deviation."""
    schools = [
        make_school(i, county_code=code, pe_art=count)
        for i, code, count in [
            ("a", "422801", 1),
            ("b", "422801", 1),
            ("c", "422802", 9),
            ("d", "422802", 9),
        ]
    ]
    assert of(schools, Stage.PRIMARY, "pe_art") == [0, 0, 0, 0]


@pytest.mark.parametrize("seed", range(6))
def test_deviations_equal_a_recomputation(seed: int) -> None:
    """Tests every row against pandas on 120 generated schools, to the rounding."""
    schools = generated(seed, 120)
    found = np.array(deviations(schools, RULES))
    ids = [s.school_id for s in schools]
    table = table_of(schools)
    for (stage, name), row in zip(LINES, found, strict=True):
        expected = dict.fromkeys(ids, 0.0)
        part = table[(table.stage == stage.value) & table.heads.gt(0)]
        for _, county in part[part[name].notna()].groupby("county_code"):
            amount = county[name] * county.own / county.heads
            mean = amount.sum() / county.own.sum()
            off = 1000 * (amount - mean * county.own) / mean
            expected |= dict(zip(county.school_id, off, strict=True))
        assert row == pytest.approx([expected[i] for i in ids], abs=0.5 + 1e-6)


@pytest.mark.parametrize("seed", range(12))
def test_the_checker_counts_the_same(seed: int) -> None:
    """Tests both sides' values of random groupings of 60 schools of all types."""
    kinds = ["211", "218", "311", "312", "341", "345"]
    scope = {"member_types": kinds, "cross_county": seed % 2 == 1}
    case = make_case(generated(seed, 60), scope=scope, **TIER)
    problem = build_problem(case)
    rng = np.random.default_rng(seed)
    for _ in range(5):
        cores = rng.choice(problem.n, size=8, replace=False)
        core_of = rng.choice([-1, *cores], size=problem.n)
        core_of[cores] = cores
        own = tier_values(problem, core_of)["indicators"]
        ids = problem.school_ids
        pairs = {ids[i]: ids[k] for i, k in enumerate(core_of) if k >= 0}
        assert Judge(case).tier_values(pairs) == {"indicators": own}
        assert own > 0


def test_no_deviation_is_no_difference_in_the_report() -> None:
    """Tests that a plan of value 0 has coefficients of 0 after pooling."""
    yuan = {"A": 3000, "B": 1000, "c": 1000, "d": 3000}
    case = make_case([make_core(i, pupils=100, equip_yuan=y) for i, y in yuan.items()])
    (row,) = [
        r
        for r in balances(case, make_plan({"A": ["c"], "B": ["d"]}))
        if r.indicator == "equip_yuan"
    ]
    assert row.before == pytest.approx(0.5)
    assert row.after == 0


def test_a_problem_without_the_tier_is_what_it_was() -> None:
    """Tests that figures steer nothing, fingerprint included, without the tier."""
    schools = [make_core("A", equip_yuan=5), make_school("b", equip_yuan=9)]
    plain = build_problem(make_case(schools))
    assert plain.deviation.shape == (0, 2)
    blank = [replace(s, equip_yuan=None) for s in schools]
    assert plain.fingerprint() == build_problem(make_case(blank)).fingerprint()
    asked = build_problem(make_case(schools, **TIER))
    assert asked.deviation.shape == (14, 2)
    other = build_problem(make_case(blank, **TIER))
    assert asked.fingerprint() != other.fingerprint()


def test_the_report_says_when_the_simulation_steers() -> None:
    """Tests the stated assumption of plans without the tier."""
    assert assumption(make_plan({"A": ["c"]})) == "balance.stated"
