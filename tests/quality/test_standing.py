"""The seven values, their standards and the pass rule at their very limits."""

from __future__ import annotations

from fractions import Fraction

import pytest

from optimizer.domain import Stage
from optimizer.quality import (
    INDICATORS,
    assess,
    is_counted,
    stage_part,
    standing_of,
    standings,
)
from tests.builders import make_policy, make_school
from tests.quality.factory import JUNIOR, PRIMARY, STANDARDS, UNDER, on_standard

RULES = make_policy().quality


def standing(school, stage=Stage.PRIMARY, rules=RULES):
    """Return how a school stands in a stage."""
    return standing_of(school, stage, rules)


def value(school, name, stage=Stage.PRIMARY):
    """Return one value of a school, an exact fraction."""
    found = {m.indicator: m.value for m in standing(school, stage).measures}
    return found[name]


@pytest.mark.parametrize("preset", ["neutral", "enshi-2022-2025"])
def test_standards_of_the_presets_are_those_of_the_text(preset):
    """Tests the fourteen numbers, the limits of the coefficient and their source."""
    from optimizer.policy import read_policy

    policy = read_policy(preset)
    for name, (primary, junior, per) in STANDARDS.items():
        by_stage = getattr(policy.quality, name)
        assert (by_stage.primary, by_stage.junior) == (primary, junior)
        assert INDICATORS[name] == per
        assert policy.source_of(f"quality.{name}").source == "政策原文"
    limit = policy.quality.cv_limit
    assert (limit.primary, limit.junior) == (0.5, 0.45)
    assert "教督〔2017〕6号" in policy.source_of("quality.cv_limit").note
    for key in ("weak_failed", "weak_rules", "reach_for", "lead_min_pupils"):
        assert policy.source_of(f"quality.{key}").source.startswith("建议值")


@pytest.mark.parametrize("name", INDICATORS)
def test_a_value_on_the_standard_is_reached_and_a_step_below_is_not(name):
    """Tests each threshold, inclusive, in fractions: 41/1000 is not 42/1000."""
    assert standing(on_standard()).failed == ()
    assert standing(on_standard(**{name: UNDER[name]})).failed == (name,)


@pytest.mark.parametrize("pupils", [7, 30, 70, 90, 110, 300, 1100, 2310])
def test_thresholds_hold_where_floats_would_not(pupils):
    """Tests 4.5 m² and 7.5 m² a pupil, and 4.2 of 100 typed as decimals."""
    areas = {"room_area_m2": 4.5 * pupils, "equip_yuan": 2000.0 * pupils}
    school = make_school("b", pupils=pupils, sport_area_m2=7.5 * pupils, **areas)
    assert standing(school).failed == ()
    assert value(school, "room_area_m2") == Fraction(9, 2)


def test_a_decimal_of_the_table_is_the_number_that_was_typed():
    """Tests that 0.1 is a tenth: 3 pupils and 13.5 m², 10 and 0.9 each way."""
    rules = make_policy(quality={"room_area_m2": {"primary": 0.1, "junior": 0.1}})
    school = make_school("b", pupils=3, room_area_m2=0.3)
    (room,) = [
        m
        for m in standing(school, rules=rules.quality).measures
        if m.indicator == "room_area_m2"
    ]
    assert room.is_met is True
    assert 0.3 / 3 < 0.1  # what floats would have said


@pytest.mark.parametrize(
    ("columns", "passes"),
    [
        ({}, True),
        # 85 % of 4500 m² is 3825 m²: one indicator may stand there
        ({"room_area_m2": 3825.0}, True),
        ({"room_area_m2": 3824.9}, False),
        ({"room_area_m2": 0.0}, False),
        # 85 % of 2,000,000 yuan
        ({"equip_yuan": 1_700_000.0}, True),
        ({"equip_yuan": 1_699_999.0}, False),
        # two below, both above 85 %
        ({"room_area_m2": 4400.0, "equip_yuan": 1_900_000.0}, False),
        # a blank: open, unless the rest has decided already
        ({"room_area_m2": None}, None),
        ({"room_area_m2": None, "equip_yuan": 1_900_000.0}, None),
        ({"room_area_m2": None, "equip_yuan": 1_600_000.0}, False),
        ({"room_area_m2": None, "equip_yuan": 1_9e5, "media_rooms": 22}, False),
        (dict.fromkeys(PRIMARY), None),
        ({"pupils": None}, None),
        ({"pupils": 0}, None),
    ],
)
def test_pass_rule(columns, passes):
    """Tests 6 of 7 with the seventh at 85 %, both inclusive, and open cases."""
    assert standing(on_standard(**columns)).passes(RULES) is passes


def test_pass_rule_without_a_least_share_can_pass_with_a_blank():
    """Tests that a verdict that no missing value can change is given."""
    rules = make_policy(quality={"pass_rest_pct": 0.0}).quality
    assert standing(on_standard(room_area_m2=None)).passes(rules) is True
    both = on_standard(room_area_m2=None, equip_yuan=None)
    assert standing(both).passes(rules) is None


@pytest.mark.parametrize(
    ("columns", "fails"),
    [
        ({}, False),
        ({"room_area_m2": 1.0}, False),
        ({"room_area_m2": 1.0, "equip_yuan": 1.0}, True),
        ({"room_area_m2": 1.0, "equip_yuan": 1.0, "pe_art": None}, True),
        ({"room_area_m2": 1.0, "pe_art": None}, None),
        ({"pe_art": None}, False),
        ({"pe_art": None, "edu_hi": None}, None),
        ({"pupils": None}, None),
    ],
)
def test_two_known_failures_are_needed_to_be_weak(columns, fails):
    """Tests that a blank fails nothing (trap T11)."""
    assert standing(on_standard(**columns)).fails(2) is fails


def test_a_blank_touches_only_its_own_indicator():
    """Tests 数据不足 per indicator, never nought."""
    found = standing(on_standard(backbone=None))
    assert found.missing == ("backbone",)
    marks = {m.indicator: m.is_met for m in found.measures}
    assert marks.pop("backbone") is None
    assert set(marks.values()) == {True}
    assert found.score is None


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), -1.0])
def test_a_figure_that_is_none_is_missing(bad):
    """Tests that an endless or negative figure decides nothing."""
    assert standing(on_standard(equip_yuan=bad)).missing == ("equip_yuan",)


def test_nine_year_school_by_hand():
    """Tests 1 : 1.1 by pupils: 400 and 500 weigh 400 to 550, so 95 is 40 to 55."""
    school = make_school(
        "n", type_code="312", pupils=900, pupils_primary=400, pupils_junior=500,
        backbone=19, media_rooms=95,
    )  # fmt: skip
    assert stage_part(school, Stage.PRIMARY, RULES).share == Fraction(400, 950)
    assert value(school, "media_rooms") == 10
    assert value(school, "media_rooms", Stage.JUNIOR) == 11
    assert value(school, "backbone") == 2
    assert value(school, "backbone", Stage.JUNIOR) == Fraction(22, 10)


def test_twelve_year_school_and_complete_secondary_by_hand():
    """Tests 1 : 1.1 : 1.32 and 1 : 1.2 of a school with seniors."""
    twelve = make_school(
        "t", type_code="345", pupils=300, pupils_primary=100, pupils_junior=100,
        media_rooms=342,
    )  # fmt: skip
    assert value(twelve, "media_rooms") == 100
    assert value(twelve, "media_rooms", Stage.JUNIOR) == 110
    complete = make_school(
        "c", type_code="341", pupils=300, pupils_junior=100, media_rooms=34
    )
    # 100 juniors to 200 seniors weigh 100 to 240: ten of 34 are theirs
    assert value(complete, "media_rooms", Stage.JUNIOR) == 10
    assert [s.stage for s in standings([complete], RULES)] == [Stage.JUNIOR]


@pytest.mark.parametrize(
    "columns",
    [
        {"pupils_junior": None},
        {"pupils_primary": None},
        {"pupils_primary": 0, "pupils_junior": 0},
        # with seniors: the whole is unknown, or less than its parts
        {"type_code": "345", "pupils": None},
        {"type_code": "345", "pupils": 899},
    ],
)
def test_a_school_that_cannot_be_split_has_no_data(columns):
    """Tests that nothing is told of a part that is not known."""
    base = {"type_code": "312", "pupils_primary": 400, "pupils_junior": 500}
    school = on_standard(**{**base, **columns})
    for found in standings([school], RULES):
        assert len(found.missing) == len(INDICATORS)


def test_an_empty_stage_leaves_all_to_the_other():
    """Tests a nine-year school without juniors this year: 数据不足 for them alone."""
    school = on_standard(type_code="312", pupils_primary=1000, pupils_junior=0)
    primary, junior = standings([school], RULES)
    assert primary.passes(RULES) is True
    assert len(junior.missing) == 7


@pytest.mark.parametrize(
    ("columns", "counted"),
    [
        ({"type_code": "218", "pupils": 49}, False),
        ({"type_code": "218", "pupils": 50}, True),
        ({"type_code": "218", "pupils": None}, True),
        ({"type_code": "218", "pupils": None, "pupils_primary": 49}, False),
        ({"type_code": "211", "pupils": 49}, True),
        ({"type_code": "511"}, False),
        ({"type_code": "361"}, False),
        ({"type_code": "342"}, False),
        ({"type_code": "111"}, False),
    ],
)
def test_schools_the_method_leaves_out(columns, counted):
    """Tests points at 49 and 50 pupils, and types without a compulsory stage."""
    school = on_standard(**columns)
    assert is_counted(school, RULES) is counted
    assert bool(list(standings([school], RULES))) is counted


def test_both_stages_must_pass_and_one_makes_weak():
    """Tests a nine-year school whose primary part stands and whose junior part fails.

    At one value for all, the junior standards are the higher ones.
    """
    school = make_school(
        "n", type_code="312", pupils=1000, pupils_primary=500, pupils_junior=500,
        **PRIMARY,
    )  # fmt: skip
    both = make_school(
        "m", type_code="312", pupils=1000, pupils_primary=500, pupils_junior=500,
        **{name: 2 * amount for name, amount in JUNIOR.items()},
    )  # fmt: skip
    found = assess([school, both], {"n", "m"}, RULES)
    assert found.passes("n") is False
    assert found.fails("n") is True
    assert found.passes("m") is True
    assert found.fails("m") is False
    assert found.passes("unheard") is None
    assert found.fails("unheard") is None


def test_lowest_quarter_is_told_with_ties_outside():
    """Tests 25 % of eight: two, but not where the second is tied with the third."""
    marks = [0.1, 0.2, 0.3, 1, 1, 1, 1, 1]
    rows = [
        on_standard(f"s{i}", room_area_m2=4500 * mark) for i, mark in enumerate(marks)
    ]
    ids = {row.school_id for row in rows}
    assert assess(rows, ids, RULES).lowest == {"s0", "s1"}
    tied = [*rows[:2], on_standard("s2", room_area_m2=900.0), *rows[3:]]
    assert assess(tied, ids, RULES).lowest == {"s0"}
    equal = [on_standard(f"s{i}") for i in range(8)]
    assert assess(equal, ids, RULES).lowest == set()
    # a school that is not compared makes no room and takes none
    assert assess(rows, ids - {"s0"}, RULES).lowest == {"s1"}
