"""Tests of what the policy says of one school: pool, cores, tags, capacity, trips."""

from __future__ import annotations

import pytest

from optimizer.checker import Judge
from optimizer.checker.roles import may_lead
from tests.builders import OTHER_COUNTY, make_case, make_core, make_school

PREFECTURE, PRIVATE, CLOSED, SENIOR = "州直", "民办", "停办", "342"


def facts_of(school, **sections):
    """Return the facts of a case with core A and one school more."""
    return Judge(make_case(["A", school], **sections)).facts


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({}, None),
        ({"status": "正常"}, None),
        ({"type_code": SENIOR}, "X01"),
        ({"status": CLOSED}, "X02"),
        ({"owner_level": PREFECTURE}, "X03"),
        ({"runner": PRIVATE}, "X04"),
        # the first rule in the order of the policy is the one that is told
        ({"type_code": SENIOR, "status": CLOSED, "runner": PRIVATE}, "X01"),
        ({"status": CLOSED, "owner_level": PREFECTURE}, "X02"),
        ({"owner_level": PREFECTURE, "runner": PRIVATE}, "X03"),
    ],
)
def test_exclusion_first_rule_is_told(columns, code):
    """Tests the exclusion rules and their order."""
    assert facts_of(make_school("b", **columns)).excluded.get("b") == code


def test_exclusion_lifted_by_the_policy():
    """Tests that the switches of the scope let schools in."""
    included = {"include_prefecture_run": True, "include_private": True}
    school = make_school("b", owner_level=PREFECTURE, runner=PRIVATE)
    assert facts_of(school, scope=included).pool == ("A", "b")


SEAT = {"seat_towns": ["422801:城关镇"]}


@pytest.mark.parametrize(
    ("columns", "tags"),
    [
        ({"region_code": "210"}, ("rural",)),
        ({"region_code": "220", "rural": False}, ()),
        ({"region_code": "111"}, ()),
        ({"region_code": "111", "rural": True}, ("rural",)),
        ({"region_code": None}, ()),
        # 镇区 is rural outside the seat only, and only where the town is known
        ({"region_code": "121", "town": "城关镇"}, ()),
        ({"region_code": "121", "town": "龙凤镇"}, ("rural",)),
        ({"region_code": "121", "town": None}, ()),
        (
            {"region_code": "121", "town": "城关镇", "county_code": OTHER_COUNTY},
            ("rural",),
        ),
        ({"region_code": "111", "quality": "薄弱"}, ("weak",)),
        ({"region_code": "111", "quality": "薄弱", "weak": False}, ()),
        ({"region_code": "111", "quality": None, "weak": True}, ("weak",)),
        # new within 3 years of the plan year 2025, both ends included
        ({"region_code": "111", "opened": "2022-09"}, ("new",)),
        ({"region_code": "111", "opened": "2021-09"}, ()),
        ({"region_code": "111", "opened": "2025"}, ("new",)),
        ({"region_code": "111", "opened": "2026"}, ()),
        ({"region_code": "111", "opened": "不详"}, ()),
        ({"region_code": "111", "opened": "2025", "new": False}, ()),
        ({"quality": "薄弱", "new": True}, ("rural", "weak", "new")),
    ],
)
def test_tags_column_wins_over_rule(columns, tags):
    """Tests rural, weak and new: by column, else by the policy's rule."""
    assert facts_of(make_school("b", **columns), roles=SEAT).tags["b"] == tags


@pytest.mark.parametrize(
    ("columns", "wishes", "leads"),
    [
        ({"core": True}, [], True),
        ({"core": None, "quality": "优质"}, [], True),
        ({"core": False, "quality": "优质"}, [], False),
        ({"core": None, "quality": None}, [], False),
        # a core wish makes a school eligible, but lifts no bar
        ({"core": False}, [("core", "b")], True),
        ({"core": True}, [("core", "b"), ("not_core", "b")], False),
        ({"will_lead": False}, [("core", "b")], False),
        ({"type_code": "218"}, [("core", "b")], False),
        ({"runner": PRIVATE}, [("core", "b")], False),
    ],
)
def test_may_lead_bars_first_then_wish_column_grade(columns, wishes, leads):
    """Tests the order in which a school becomes eligible to lead."""
    facts = Judge(make_case(["A", make_core("b", **columns)], wishes=wishes)).facts
    assert may_lead(facts, "b") is leads


@pytest.mark.parametrize(("will", "leads"), [(True, True), (None, False)])
def test_may_lead_required_will_blank_is_not_enough(will, leads):
    """Tests that a blank bars a school where the policy wants a yes."""
    facts = facts_of(make_core("b", will_lead=will), roles={"require_will_lead": True})
    assert may_lead(facts, "b") is leads


@pytest.mark.parametrize(
    ("columns", "load", "capacity"),
    [
        # 2.0 x 500; 100 x 30 / 1.0 - 500
        ({"pupils": 500, "backbone": 30}, {}, 1000),
        ({"pupils": 500, "backbone": 9}, {}, 400),
        # a negative rest is no capacity
        ({"pupils": 500, "backbone": 4}, {}, 0),
        ({"pupils": 500, "backbone": None}, {}, 1000),
        ({"pupils": None, "backbone": 30}, {}, None),
        ({"pupils": 500, "backbone": 9}, {"rules": ["pupils"]}, 1000),
        ({"pupils": 500, "backbone": None}, {"rules": ["backbone"]}, None),
        ({"pupils": 500}, {"rules": []}, None),
        # 4.35 x 100 is 434.99999999999994 in floating point
        ({"pupils": 100, "backbone": None}, {"pupils_per_core_pupil": 4.35}, 435),
        ({"pupils": 3, "backbone": None}, {"pupils_per_core_pupil": 0.5}, 1),
    ],
)
def test_capacity_least_known_bound_rounded_down(columns, load, capacity):
    """Tests constraint (5): which bounds hold and how they are rounded."""
    assert facts_of(make_core("b", **columns), load=load).capacity("b") == capacity


@pytest.mark.parametrize(
    ("direction", "seconds", "metres"),
    [
        ("member_to_core", 600, 9000),
        ("core_to_member", 660, 4000),
        ("worse", 660, 4000),
    ],
)
def test_trip_follows_the_direction(direction, seconds, metres):
    """Tests that minutes and metres belong to the same path."""
    pairs = {("b", "A"): 10, ("A", "b"): 11}
    km = {("b", "A"): 9, ("A", "b"): 4}
    case = make_case(["A", "b"], pairs, km=km, travel={"direction": direction})
    assert Judge(case).facts.trip("b", "A")[:2] == (seconds, metres)


def test_trip_worse_tie_takes_the_longer_path():
    """Tests that of two equally slow ways the longer one counts."""
    km = {("b", "A"): 4, ("A", "b"): 9}
    case = make_case(["A", "b"], 10, km=km, travel={"direction": "worse"})
    assert Judge(case).facts.trip("b", "A")[:2] == (600, 9000)


def test_trip_worse_needs_both_directions():
    """Tests that one unknown direction makes the worse one unknown."""
    pairs = {("b", "A"): 10, ("A", "b"): None}
    case = make_case(["A", "b"], pairs, travel={"direction": "worse"})
    assert Judge(case).facts.trip("b", "A") is None


@pytest.mark.parametrize(
    ("size", "legal"),
    [
        ({"max_members": 3}, False),
        ({"max_members": 4}, True),
        ({"max_members": 3, "teaching_point_counts": False}, True),
        ({"max_members": 2, "teaching_point_counts": False}, False),
        ({"max_members": 3, "core_counts": False}, True),
        ({"max_members": 2, "core_counts": False}, False),
        (
            {"max_members": 2, "core_counts": False, "teaching_point_counts": False},
            True,
        ),
    ],
)
def test_places_readings_of_the_limit(size, legal):
    """Tests constraint (3) on a core, two schools and a teaching point (A1, A3)."""
    case = make_case(["A", "b", "c", make_school("p", type_code="218")], size=size)
    errors = Judge(case).errors_of(dict.fromkeys("Abcp", "A"))
    assert [v.code for v in errors] == ([] if legal else ["C331"])


def test_trip_of_no_time_is_known():
    """Tests that two schools on one site have a route of 0 seconds."""
    judge = Judge(make_case(["A", "b"], 0))
    assert judge.facts.trip("b", "A")[:2] == (0, 0)
    assert judge.pair_fault("b", "A") is None


@pytest.mark.parametrize("kind", ["apart", "together", "refused"])
def test_pair_wish_of_a_school_with_itself_is_void(kind):
    """Tests that a slip in the pair table cannot bar a school."""
    judge = Judge(make_case(["A", "b"], wishes=[(kind, "b", "b")]))
    assert judge.errors_of({"A": "A", "b": "A"}) == []


@pytest.mark.parametrize("kind", ["apart", "together", "refused"])
def test_pair_wish_with_an_unknown_school_is_void(kind):
    """Tests that a wish about a school outside the case has no effect."""
    judge = Judge(make_case(["A", "b"], wishes=[(kind, "b", "zz"), ("core", "zz")]))
    assert judge.errors_of({"A": "A", "b": "A"}) == []
    assert judge.tier_values({"A": "A"})["wishes"] == 0


def test_pair_wish_among_all_schools_holds():
    """Tests that a wish is read also where the case has no other school."""
    judge = Judge(make_case(["A", "b"], wishes=[("refused", "A", "b")]))
    assert judge.pair_fault("b", "A") == "C363"


def test_together_with_an_excluded_school_is_void():
    """Tests that both schools must take part for a wish to bind."""
    schools = ["A", "b", make_school("x", runner="民办")]
    judge = Judge(make_case(schools, wishes=[("together", "b", "x")]))
    assert judge.errors_of({"A": "A", "b": "A"}) == []


def test_together_outside_of_all_alliances_holds():
    """Tests that two schools wished together may both stay out."""
    judge = Judge(make_case(["A", *"bcd"], wishes=[("together", "c", "d")]))
    assert judge.errors_of({"A": "A", "b": "A"}) == []


@pytest.mark.parametrize("pair", [("A", "b"), ("b", "c")])
def test_apart_holds_for_core_and_member_alike(pair):
    """Tests that apart schools are not in one alliance, whatever their roles."""
    judge = Judge(make_case(["A", *"bc"], wishes=[("apart", *pair)]))
    errors = judge.errors_of(dict.fromkeys("Abc", "A"))
    assert [violation.code for violation in errors] == ["C382"]


@pytest.mark.parametrize("pair", [("b", "c"), ("c", "b")])
def test_spread_takes_the_slower_direction(pair):
    """Tests constraint (7) where one way is over the limit and the other is not."""
    minutes = {("b", "c"): 10, ("c", "b"): 10} | {pair: 90.02}
    judge = Judge(make_case(["A", *"bc"], minutes))
    errors = judge.errors_of(dict.fromkeys("Abc", "A"))
    assert [(v.code, v.value, v.limit) for v in errors] == [("C371", 90.02, 90.0)]
