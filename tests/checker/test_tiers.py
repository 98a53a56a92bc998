"""Tests of the second objective against figures worked out by hand."""

from __future__ import annotations

import pytest

from optimizer.checker import Judge
from tests.builders import OTHER_COUNTY, make_case, make_core, make_school

# First four bytes of SHA-256, shifted right by one, of "<core>\0<member>"; made with
# a command line tool, not with Python.
WEIGHTS = {
    ("A", "A"): 922798459,
    ("A", "b"): 107582052,
    ("A", "c"): 750279405,
    ("D", "D"): 1954549701,
    ("D", "e"): 1774033201,
}


def small_case(**keywords):
    """Return two counties: A with b, c; D with e; f stays out; g leads approved h."""
    schools = [
        make_core("A", quality="优质", town="城关镇", will_lead=True),
        make_school("b", quality="薄弱", town="城关镇", pupils=90),
        make_school("c", type_code="311", will_join=True, pupils=None),
        make_core("D", county_code=OTHER_COUNTY),
        make_school("e", county_code=OTHER_COUNTY, pupils=80),
        make_school("f"),
        make_core("g", alliance_id="J9", alliance_role="core"),
        make_school("h", alliance_id="J9", alliance_role="member", opened="2024"),
    ]
    minutes = {("b", "A"): 20, ("c", "A"): 30, ("e", "D"): 12.5, ("h", "g"): 99}
    options = {
        "pairing": {"stages": "any"},
        "coverage": {
            "demonstrators_per_county": 3,
            "scope": "county",
            "targets": [{"year": 2025, "pct": 100}],
        },
        "objective": {"need_rural": 1, "need_weak": 10, "need_new": 100},
        "wishes": [("core", "f"), ("core", "A"), ("willing", "A", "b")],
        "previous": {"e": "D", "b": "D"},
    }
    return make_case(schools, minutes, **{**options, **keywords})


GROUPING = {"A": "A", "b": "A", "c": "A", "D": "D", "e": "D", "g": "g", "h": "g"}


def test_tier_values_by_hand():
    """Tests each tier of a small case.

    Travel: b 20 min - 10 willing - 5 same town - 3 grades = 2 min; c 30 min + 15
    stage - 10 both willing = 35 min; e 12.5 min - 10 stability = 2.5 min; the
    approved h does not count. Together 39.5 min = 2370 s.
    """
    values = Judge(small_case()).tier_values(GROUPING)
    assert values == {
        "wishes": 1,  # f does not lead
        "floor": 3,  # 2 of 3 in the first county, 1 of 3 in the other
        "shortfall": 1,  # f; the other county is covered
        "need": 1 + 10 + 1 + 1 + 1 + 100,  # b rural, weak; c, e rural; h rural, new
        "kept": 1,  # e; before pupils because a plan before is given
        "pupils": 90 + 100 + 80 + 100,  # c is not known: 100 assumed
        "travel": 2370,
        "worst": 1800,
        "order": sum(WEIGHTS.values()),
    }
    tiers = small_case().policy.objective.tiers
    assert [name for name in values if name != "kept"] == list(tiers)
    assert list(values)[list(values).index("kept") + 1] == "pupils"


def test_tier_values_only_those_of_the_policy():
    """Tests that tiers follow the names and the order of the policy."""
    case = small_case(objective={"tiers": ["worst", "wishes"]})
    assert list(Judge(case).tier_values({}).items()) == [("worst", 0), ("wishes", 2)]


def test_tier_values_of_nothing():
    """Tests the empty grouping: nothing is reached, everything is lacking."""
    values = Judge(small_case()).tier_values({})
    assert [values[name] for name in ("floor", "shortfall", "need", "order")] == [
        *(6, 8, 0, 0)
    ]


@pytest.mark.parametrize(
    ("pct", "shortfall"),
    [(100, 4), (80, 3), (60, 2), (41, 2), (40, 1), (20, 0), (0, 0)],
)
def test_shortfall_rounds_needed_up_in_integers(pct, shortfall):
    """Tests ceil(pct x N / 100) on 5 schools, 1 of them covered (trap T5)."""
    coverage = {"scope": "prefecture", "targets": [{"year": 2025, "pct": pct}]}
    judge = Judge(make_case(["A", *"bcde"], coverage=coverage))
    assert judge.tier_values({"A": "A"})["shortfall"] == shortfall


def test_shortfall_counts_no_teaching_point():
    """Tests that a 教学点 is outside the denominator on the policy's basis."""
    coverage = {"scope": "prefecture", "targets": [{"year": 2025, "pct": 100}]}
    schools = ["A", "b", make_school("p", type_code="218")]
    judge = Judge(make_case(schools, coverage=coverage))
    assert judge.tier_values({"A": "A", "p": "A"})["shortfall"] == 1


def test_worth_is_rounded_to_whole_seconds():
    """Tests that a worth of a third of a minute is 20 s, half a second even."""
    worth = {"same_town_minutes": 0.3333, "willing_minutes": 0.0}
    schools = [make_core("A", town="x"), make_school("b", town="x")]
    judge = Judge(make_case(schools, objective=worth))
    assert judge.tier_values({"A": "A", "b": "A"})["travel"] == 600 - 20


@pytest.mark.parametrize(
    ("core", "member", "grades"),
    [
        ("优质", "薄弱", 3),
        ("优质", "优质", 0),
        ("合格", "良好", 0),
        ("优质", None, 0),
        ("特级", "薄弱", 0),
    ],
)
def test_quality_gap_counts_only_known_grades_upwards(core, member, grades):
    """Tests the worth of the quality gap: never negative, never guessed."""
    schools = [make_core("A", quality=core), make_school("b", quality=member)]
    judge = Judge(make_case(schools, objective={"quality_gap_minutes": 1.0}))
    values = judge.tier_values({"A": "A", "b": "A"})
    assert values["travel"] == 600 - 60 * grades


@pytest.mark.parametrize(
    ("joins", "leads", "worth_s"),
    [(True, True, 600), (True, None, 0), (None, True, 0), (None, None, 0)],
)
def test_willing_by_table_needs_both(joins, leads, worth_s):
    """Tests that one willing side is not a willing pair."""
    schools = [make_core("A", will_lead=leads), make_school("b", will_join=joins)]
    judge = Judge(make_case(schools, objective={"willing_minutes": 10.0}))
    assert judge.tier_values({"A": "A", "b": "A"})["travel"] == 600 - worth_s


def test_willing_by_wish_and_table_counts_once():
    """Tests that two signs of one will are worth no more than one."""
    schools = [make_core("A", will_lead=True), make_school("b", will_join=True)]
    judge = Judge(make_case(schools, wishes=[("willing", "b", "A")]))
    assert judge.tier_values({"A": "A", "b": "A"})["travel"] == 0


@pytest.mark.parametrize(("scope", "shortfall"), [("prefecture", 0), ("county", 1)])
def test_shortfall_one_county_cannot_help_another(scope, shortfall):
    """Tests 50% of 3 and 1 schools: 2 of 4 in all, but 2 of 3 and none of 1."""
    coverage = {"scope": scope, "targets": [{"year": 2025, "pct": 50}]}
    schools = ["A", "b", "c", make_school("d", county_code=OTHER_COUNTY)]
    judge = Judge(make_case(schools, coverage=coverage))
    assert judge.tier_values({"A": "A", "b": "A"})["shortfall"] == shortfall
