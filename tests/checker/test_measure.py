"""Plans that break just the rules of the seven indicators, and their legal neighbours.

Bare figures decide here: nobody in the county has a grade, and A has no core column.
"""

from __future__ import annotations

import pytest

from optimizer.domain import School
from optimizer.plan import Member
from tests.builders import make_school
from tests.checker.scenarios import judged
from tests.quality.factory import on_standard

A_B = {"A": ["b"]}
PLACE = {"region_code": "111"}
FAILING = {"edu_hi": 41, "pe_art": 8}
"""Two indicators one step below their standard."""


def codes(*schools: School, groups=None, alliance=None, **sections) -> set[str]:
    """Return the codes that a plan of some schools breaks."""
    plan = {"alliances": {"A": alliance}} if alliance else None
    return {v.code for v in judged(schools, groups or A_B, plan=plan, **sections)}


def core(**columns) -> School:
    """Return core A on every standard, with backbone teachers to spare."""
    return on_standard("A", **{**PLACE, "backbone": 40, **columns})


@pytest.mark.parametrize(
    ("broken", "legal"),
    [
        # 6 of 7 and the seventh at 85 %: 3825 m² for 1000 pupils
        ({"room_area_m2": 3824.9}, {"room_area_m2": 3825.0}),
        ({"room_area_m2": 4499.9, "edu_hi": 41}, {"room_area_m2": 4499.9}),
        ({"media_rooms": None}, {"media_rooms": 23}),
        ({"quality": "合格"}, {"quality": None}),
        # 辐射能力: 200 pupils, one backbone teacher for 100 of them
        ({"pupils": 199}, {"pupils": 200}),
        ({"backbone": 9}, {"backbone": 10}),
    ],
)
def test_core_by_figures(broken, legal):
    """Tests C306 at each limit, and the legal plan beside it."""
    load = {"rules": ["pupils"]}
    assert codes(core(**broken), make_school("b"), load=load) == {"C306"}
    assert codes(core(**legal), make_school("b"), load=load) == set()


def test_core_by_figures_only_where_the_policy_lets_them():
    """Tests that one grade in the county, or the policy, takes the figures away."""
    graded = make_school("c", quality="合格")
    assert codes(core(), make_school("b"), graded) == {"C306"}
    school = {"lead_without_grade": "school"}
    assert codes(core(), make_school("b"), graded, quality=school) == set()
    never = {"lead_without_grade": "never"}
    assert codes(core(), make_school("b"), quality=never) == {"C306"}


@pytest.mark.parametrize(
    ("broken", "legal"),
    [
        ({"edu_hi": 41}, FAILING),
        ({**FAILING, "pe_art": None}, FAILING),
        ({**FAILING, "weak": False}, FAILING),
        ({**FAILING, "quality": "良好"}, {"quality": "薄弱"}),
        ({"pupils": 49, "type_code": "218", "edu_hi": 1, "pe_art": 0}, FAILING),
    ],
)
def test_member_by_figures(broken, legal):
    """Tests C342: a town school may join only if it is weak by the figures."""
    first = make_school("A", core=True, pupils=500, backbone=60, region_code="111")
    assert codes(first, on_standard("b", **PLACE, **broken)) == {"C342"}
    assert codes(first, on_standard("b", **PLACE, **legal)) == set()


def test_member_by_score():
    """Tests the lowest quarter of eight: two schools, the third is out."""
    first = make_school("A", core=True, pupils=500, backbone=60, region_code="111")
    rows = [
        on_standard(f"s{i}", room_area_m2=4000.0 + 100 * min(i, 5), **PLACE)
        for i in range(8)
    ]
    for member, broken in (("s1", set()), ("s2", {"C342"})):
        found = codes(
            first,
            *rows,
            groups={"A": [member]},
            quality={"weak_rules": ["score"]},
            load={"rules": []},
        )
        assert found - {"C352"} == broken


@pytest.mark.parametrize(
    ("reason", "broken"),
    [
        ("weak=indicators;choice=only", set()),
        ("weak=score;choice=only", {"C519"}),
        ("weak=grade", {"C519"}),
        ("rural=region;weak=indicators", {"C519"}),
        ("choice=only", set()),
    ],
)
def test_reason_of_a_tag_must_be_true(reason, broken):
    """Tests C519: the rule that decided is stated as it is."""
    first = make_school("A", core=True, pupils=500, backbone=60, region_code="111")
    member = Member(school_id="b", tags=["weak"], reason=reason)
    school = on_standard("b", **PLACE, **FAILING)
    assert codes(first, school, groups={"A": [member]}) == broken


@pytest.mark.parametrize(
    ("reason", "broken"), [("indicators", set()), ("grade", {"C520"})]
)
def test_reason_of_a_core_must_be_true(reason, broken):
    """Tests C520 for a core that leads by its figures."""
    claim = {"core_reason": reason}
    assert codes(core(), make_school("b"), alliance=claim) == broken
