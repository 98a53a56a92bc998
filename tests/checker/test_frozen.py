"""Tests of approved alliances: kept exactly, exempt from (3) to (7), wishes void."""

from __future__ import annotations

import pytest

from optimizer.checker import Judge, check_plan
from optimizer.checker.roles import may_lead
from optimizer.domain import Severity
from tests.builders import (
    OTHER_COUNTY,
    make_case,
    make_core,
    make_plan,
    make_policy,
    make_school,
)

UNFROZEN = {"freeze_existing": False}


def row(school_id, role, **columns):
    """Return a school that is core or member of the approved alliance J9."""
    return make_school(school_id, alliance_id="J9", alliance_role=role, **columns)


def frozen_of(schools, wishes=(), **sections):
    """Return the approved alliances of a case."""
    return Judge(make_case(schools, wishes=wishes, **sections)).facts.frozen


def test_frozen_from_table():
    """Tests that rows of one alliance form it while the policy freezes them."""
    schools = [row("a", "core"), row("b", "member"), "c"]
    assert frozen_of(schools) == {"a": {"b"}}
    assert frozen_of(schools, pairing=UNFROZEN) == {}


def test_frozen_by_alliance_id():
    """Tests that a wish keeps one alliance of the table, and only that one."""
    schools = [
        row("a", "core"),
        row("b", "member"),
        make_school("c", alliance_id="J8", alliance_role="core"),
        make_school("d", alliance_id="J8", alliance_role="member"),
    ]
    assert frozen_of(schools, [("frozen", "J8")], pairing=UNFROZEN) == {"c": {"d"}}


def test_frozen_by_pairs():
    """Tests that all members named for one core form the alliance."""
    wishes = [("frozen", "b", "a"), ("frozen", "c", "a")]
    assert frozen_of(["a", "b", "c", "d"], wishes) == {"a": {"b", "c"}}


@pytest.mark.parametrize(
    "roles", [("member", "member"), ("core", "core"), ("core", None)]
)
def test_frozen_without_one_core_and_a_member_is_none(roles):
    """Tests that rows which do not name 1+n are not an alliance to keep."""
    assert frozen_of([row("a", roles[0]), row("b", roles[1])]) == {}


def test_frozen_departures_are_warnings():
    """Tests that (3) to (7) are told of an approved alliance, but refuse nothing."""
    schools = [
        row("a", "core", pupils=10, backbone=1),
        row("b", "member", region_code="111", will_join=False),
        row("c", "member", county_code=OTHER_COUNTY, type_code="311"),
        *(row(s, "member") for s in "def"),
    ]
    case = make_case(
        schools, {("b", "a"): 61, ("c", "a"): 100, ("b", "c"): 91, ("d", "a"): None}
    )
    found = check_plan(case, make_plan({"a": "bcdef"}))
    assert {v.severity for v in found} == {Severity.WARNING}
    codes = {v.code for v in found}
    assert codes == {
        *("C331", "C342", "C344", "C351", "C361", "C362", "C364", "C365", "C366"),
        "C371",
    }
    assert Judge(case).errors_of({"a": "a", **dict.fromkeys("bcdef", "a")}) == []


def test_frozen_takes_part_and_leads_regardless():
    """Tests that an approved alliance is kept although the policy would exclude it."""
    schools = [
        row("a", "core", runner="民办", core=False, will_lead=False),
        row("b", "member", status="停办"),
    ]
    case = make_case(schools, wishes=[("not_core", "a")])
    assert check_plan(case, make_plan({"a": ["b"]})) == []
    assert Judge(case).facts.pool == ("a", "b")


@pytest.mark.parametrize("groups", [{}, {"A": []}, {"A": ["c"]}, {"A": ["b", "c"]}])
def test_frozen_changed_is_refused(groups):
    """Tests that an approved alliance missing, cut, swapped or enlarged is an error."""
    case = make_case(
        [
            make_core("A", alliance_id="J9", alliance_role="core"),
            row("b", "member"),
            "c",
        ]
    )
    errors = [v for v in check_plan(case, make_plan(groups)) if v.severity == "error"]
    assert [v.code for v in errors] == ["C383"]


@pytest.mark.parametrize(
    "wish",
    [
        ("together", "b", "c"),
        ("apart", "A", "b"),
        ("refused", "A", "b"),
        ("refused", "b", "c"),
        ("core", "b"),
        ("not_core", "A"),
    ],
)
def test_frozen_voids_wishes_that_touch_it(wish):
    """Tests that a wish about a school of an approved alliance has no effect."""
    schools = [
        make_core("A", alliance_id="J9", alliance_role="core"),
        row("b", "member"),
        *("D", "c"),
    ]
    case = make_case(schools, wishes=[wish])
    assert check_plan(case, make_plan({"A": ["b"], "D": ["c"]})) == []


def test_frozen_pairs_cannot_be_torn():
    """Tests the pair predicate: only the approved pairs of a frozen school hold."""
    schools = [
        make_core("A", alliance_id="J9", alliance_role="core"),
        row("b", "member", will_join=False),
        *("D", "c"),
    ]
    judge = Judge(make_case(schools))
    assert judge.pair_fault("b", "A") is None
    assert {
        judge.pair_fault(*pair) for pair in (("c", "A"), ("b", "D"), ("c", "b"))
    } == {"C383"}


def test_frozen_contradicting_row_has_no_effect():
    """Tests that a school keeps the first approved role it is given."""
    schools = [row("a", "core"), row("b", "member"), "c", "d"]
    wishes = [("frozen", "b", "c"), ("frozen", "c", "b"), ("frozen", "d", "a")]
    assert frozen_of(schools, wishes, policy=make_policy()) == {"a": {"b", "d"}}


def test_frozen_roles_decide_who_may_lead():
    """Tests that an approved core may lead, and an approved member may not."""
    schools = [row("a", "core", core=False), row("b", "member", core=True)]
    facts = Judge(make_case(schools)).facts
    assert [may_lead(facts, school_id) for school_id in "ab"] == [True, False]


def test_frozen_needs_a_frozen_wish():
    """Tests that another wish cannot name an alliance of the table."""
    schools = [row("a", "core"), row("b", "member")]
    assert frozen_of(schools, [("not_core", "J9")], pairing=UNFROZEN) == {}
    assert frozen_of(schools, [("frozen", "J9", "a")], pairing=UNFROZEN) == {}
