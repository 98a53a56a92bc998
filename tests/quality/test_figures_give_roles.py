"""Who may lead and who is weak by figures, by the solver's side and the checker's."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from optimizer import roles
from optimizer.case import make_case as case_of
from optimizer.checker import Judge
from optimizer.checker.roles import lead_rule, may_lead
from tests.builders import make_case, make_core, make_school, make_travel
from tests.quality.factory import generated, on_standard

FAILING = {"room_area_m2": 1.0, "equip_yuan": 1.0}


def both(case, school_id):
    """Return tags with rules and lead rule; both sides must agree."""
    facts = Judge(case).facts
    school = case.by_id[school_id]
    tags = {str(tag): rule for tag, rule in roles.tags(school, case).items()}
    assert facts.tag_rules[school_id] == tags
    lead = roles.lead_rule(school, case)
    if lead is not None and lead != roles.GRADUATE:
        assert lead_rule(facts, school_id) == lead
    assert may_lead(facts, school_id) is (lead not in (None, roles.GRADUATE))
    return tags, lead


@pytest.mark.parametrize(
    ("columns", "rule"),
    [
        (FAILING, "indicators"),
        ({"room_area_m2": 1.0}, None),
        ({"room_area_m2": 1.0, "equip_yuan": None}, None),
        ({**FAILING, "weak": False}, None),
        ({"weak": True}, "table"),
        ({**FAILING, "weak": True}, "table"),
        # a grade wins over figures, whatever it is
        ({**FAILING, "quality": "合格"}, None),
        ({**FAILING, "quality": "省级示范"}, None),
        ({"quality": "薄弱"}, "grade"),
        ({**FAILING, "quality": "薄弱", "weak": False}, None),
        # points too small are not measured, so not weak by figures
        ({"type_code": "218", "pupils": 49, **FAILING}, None),
        ({"type_code": "218", "pupils": 50, **FAILING}, "indicators"),
    ],
)
def test_weak_by_table_then_grade_then_figures(columns, rule):
    """Tests the order, in a county where no other school has a grade."""
    tags, _ = both(make_case(["A", on_standard("b", **columns)]), "b")
    assert tags.get("weak") == rule


@pytest.mark.parametrize(
    ("when", "graded", "weak", "leads"),
    [
        ("county", False, True, True),
        ("county", True, False, False),
        ("school", True, True, True),
        ("never", False, False, False),
    ],
)
def test_when_figures_stand_in_for_a_grade(when, graded, weak, leads):
    """Tests the switch: no grade in the county, none of the school, or never."""
    case = make_case(
        [
            "A",
            on_standard("b", **FAILING),
            on_standard("c"),
            make_school("d", quality="合格" if graded else None),
        ],
        quality={"weak_without_grade": when, "lead_without_grade": when},
    )
    assert both(case, "b")[0].get("weak") == ("indicators" if weak else None)
    assert both(case, "c")[1] == ("indicators" if leads else None)


def test_a_grade_in_another_county_does_not_count():
    """Tests that each county is by itself."""
    other = make_school("d", county_code="422802", quality="合格")
    case = make_case([on_standard("c"), other])
    assert both(case, "c")[1] == "indicators"


@pytest.mark.parametrize(
    ("columns", "rule"),
    [
        ({}, "indicators"),
        ({"core": False}, None),
        ({"core": True}, "table"),
        ({"quality": "优质"}, "grade"),
        ({"quality": "良好"}, None),
        ({"will_lead": False}, None),
        ({"will_lead": True}, "indicators"),
        ({"type_code": "218"}, None),
        ({"runner": "民办"}, None),
        # one short of all but 85 %, one below that, one blank
        ({"room_area_m2": 3825.0}, "indicators"),
        ({"room_area_m2": 3824.0}, None),
        ({"room_area_m2": None}, None),
        # 辐射能力: ten backbone teachers for 1000 pupils, and at least 200 pupils
        ({"backbone": 9}, None),
        ({"pupils": 200, "backbone": 2}, "indicators"),
        ({"pupils": 199, "backbone": 2}, None),
    ],
)
def test_lead_by_wish_table_grade_then_figures_with_reach(columns, rule):
    """Tests who may lead when no other school has a grade."""
    assert both(make_case([on_standard("b", **columns)]), "b")[1] == rule


def test_reach_may_be_asked_of_graded_schools_too():
    """Tests that a grade is overruled by known figures only."""
    wanted = {"reach_for": ["grade", "indicators"]}
    for columns, rule in [
        ({"backbone": 10}, "grade"),
        ({"backbone": 9}, None),
        ({"backbone": None}, "grade"),
        ({"pupils": 199, "backbone": 10}, None),
        ({"pupils": None}, "grade"),
    ]:
        school = on_standard("b", quality="优质", **columns)
        assert both(make_case([school], quality=wanted), "b")[1] == rule
    school = on_standard("b", pupils=150, backbone=2)
    assert both(make_case([school], quality={"reach_for": []}), "b")[1] == "indicators"


def test_weak_by_score_and_the_order_of_the_rules():
    """Tests the lowest quarter, and that the first rule that holds is told."""
    low = [on_standard("s0", room_area_m2=100.0)]
    rows = low + [on_standard(f"s{i}") for i in range(1, 8)]
    case = make_case(rows, quality={"weak_rules": ["score"]})
    assert both(case, "s0")[0]["weak"] == "score"
    assert "weak" not in both(case, "s1")[0]
    rows[0] = on_standard("s0", **FAILING)
    for rules in (["score", "indicators"], ["indicators", "score"]):
        case = make_case(rows, quality={"weak_rules": rules})
        assert both(case, "s0")[0]["weak"] == rules[0]
    assert "weak" not in both(make_case(rows, quality={"weak_rules": []}), "s0")[0]


@pytest.mark.parametrize("seed", range(25))
def test_both_sides_agree_on_generated_schools(seed):
    """Tests tags and lead rules of 60 schools under a drawn policy."""
    rng = np.random.default_rng(seed)
    grades = [None, None, None, None, "优质", "薄弱", "合格"]
    answers = [None, None, None, True, False]
    schools = [
        replace(
            s,
            quality=grades[int(rng.integers(len(grades) if seed % 2 else 4))],
            weak=answers[int(rng.integers(5))],
            core=answers[int(rng.integers(5))],
            runner="民办" if rng.random() < 0.1 else None,
        )
        for s in generated(seed, 60, blanks=0.03)
    ]
    policy = {
        "weak_without_grade": str(rng.choice(["never", "school", "county"])),
        "lead_without_grade": str(rng.choice(["never", "school", "county"])),
        "weak_rules": [["indicators"], ["score"], ["score", "indicators"]][seed % 3],
        "weak_failed": int(rng.integers(1, 5)),
        "weak_score_pct": float(rng.choice([10.0, 25.0, 33.3])),
        "pass_met": int(rng.integers(3, 8)),
        "pass_rest_pct": float(rng.choice([0.0, 70.0, 85.0])),
        "junior_weight": float(rng.choice([1.0, 1.1, 1.15])),
        "reach_for": [["indicators"], [], ["grade", "indicators"]][seed % 3],
        "lead_min_pupils": 100,
    }
    case = make_case(schools, quality=policy)
    found = [both(case, s.school_id) for s in schools]
    assert len(found) == 60


def test_generated_policies_bite():
    """Tests that figures make schools weak and let schools lead in such cases."""
    schools = generated(1, 200, blanks=0.0)
    policy = {"pass_met": 3, "pass_rest_pct": 70.0, "reach_for": []}
    case = make_case(schools, quality=policy)
    found = [both(case, s.school_id) for s in schools]
    assert sum(tags.get("weak") == "indicators" for tags, _ in found) > 20
    assert sum(lead == "indicators" for _, lead in found) > 5


def test_assessment_is_kept_for_a_case_and_made_anew_for_another():
    """Tests that a changed table is never read by the standings of the old one."""
    school = on_standard("b", **FAILING)
    travel = make_travel(["b"])
    first = make_case([school])
    assert roles.assessment(first) is roles.assessment(first)
    second = case_of([on_standard("b")], travel, first.policy)
    assert roles.tags(school, first).get("weak") == "indicators"
    assert "weak" not in roles.tags(second.by_id["b"], second)
    assert make_core("A").core is True
