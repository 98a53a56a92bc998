"""Tests of rules that people set aside: what becomes a warning, and what does not."""

from __future__ import annotations

import pytest

from optimizer.checker import RULES, check_plan
from optimizer.domain import Severity
from optimizer.plan import Override, parse_plan
from tests.builders import make_case, make_core, make_plan, make_school

SIX = ["A", *"bcdef"]


def six(*overrides: Override):
    """Return the violations of an alliance of six with these overrides."""
    case = make_case(SIX)
    return check_plan(case, make_plan({"A": "bcdef"}, overrides=list(overrides)))


def size(schools: str = "Abcdef", reason: str = "one valley", **fields) -> Override:
    """Return an override of the size of an alliance."""
    return Override(code="C331", schools=list(schools), reason=reason, **fields)


def test_override_of_exactly_its_schools_turns_the_error_into_a_warning() -> None:
    """Tests that the finding stays visible, with the reason and who decided."""
    (found,) = six(size(by="局党组会"))
    assert (found.code, found.severity) == ("C331", Severity.WARNING)
    assert "局党组会" in found.render("zh")
    assert found.render("zh").endswith("理由:one valley】")
    assert found.render("en").endswith("reason: one valley]")


@pytest.mark.parametrize("schools", ["Abcde", "Abcdefg", "bcdef", ""])
def test_override_of_other_schools_forgives_nothing(schools: str) -> None:
    """Tests that one school more or less is another decision."""
    codes = {(v.code, v.severity) for v in six(size(schools))}
    assert codes == {("C331", Severity.ERROR), ("C573", Severity.ERROR)}


def test_no_reason_lifts_the_ceiling() -> None:
    """Tests that nine places are refused, and the override is in vain."""
    members = "bcdefghi"
    case = make_case(["A", *members])
    plan = make_plan({"A": members}, overrides=[size(f"A{members}")])
    assert [v.code for v in check_plan(case, plan)] == ["C332", "C573"]


def test_an_approved_alliance_needs_no_override() -> None:
    """Tests that what is exempt already cannot be set aside a second time."""
    schools = [
        make_core("A", alliance_id="J9", alliance_role="core"),
        *(make_school(m, alliance_id="J9", alliance_role="member") for m in "bcdef"),
    ]
    plan = make_plan({"A": "bcdef"}, overrides=[size()])
    found = check_plan(make_case(schools), plan)
    assert [(v.code, v.severity.value) for v in found] == [
        ("C331", "warning"),
        ("C573", "error"),
    ]


def test_only_matters_of_degree_yield() -> None:
    """Tests the list of rules people may set aside: a longer one is a decision."""
    assert [rule.code for rule in RULES if rule.yields] == [
        *("C331", "C342", "C351", "C364", "C365", "C366", "C367", "C371", "C372"),
    ]


def test_overrides_survive_the_plan_file() -> None:
    """Tests the round trip through JSON, hostile reasons included."""
    plan = make_plan({"A": "b"}, overrides=[size(reason='=1+1 <b>"\u202e{x}')])
    assert parse_plan(plan.to_json()).overrides == plan.overrides


def test_plan_without_overrides_keeps_the_digest_it_had() -> None:
    """Tests that opinions on maps of older plans still find their plan."""
    bare, stated = make_plan({"A": "b"}), make_plan({"A": "b"}, overrides=[size()])
    assert '"overrides"' not in bare.to_json()
    assert '"overrides"' in stated.to_json()
    old = bare.to_json().replace("\n}", ',\n "overrides": []\n}')
    assert parse_plan(old).sha256 == bare.sha256
