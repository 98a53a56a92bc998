"""One small case with its plan, holding every kind of record a report shows.

Two counties' worth of roles: a core with two members, one of them far and estimated,
schools outside for different reasons, one excluded, one without coordinates. Names
are as hostile as a file can make them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from optimizer.case import Case
from optimizer.plan import Member, Plan
from tests import builders

FORMULA = "=1+1"
MARKUP = "<script>*甲*|[x](http://a.b)</script>"
CONTROL = "乙\x00校\u202e"
TEACHERS = 98_765
"""A count of teachers that must not stand in any file."""


def make_case(**sections: Mapping[str, Any]) -> Case:
    """Return the case; ``sections`` change the policy."""
    places = {"county_code": "422801", "town": "龙凤镇"}
    schools = [
        builders.make_core("A", lon=109.48895123, lat=30.27254, **places),
        builders.make_school("b", name=FORMULA, lon=109.5, lat=30.3, **places),
        builders.make_school("c", name=MARKUP, lon=109.6, lat=30.4, teachers=TEACHERS),
        builders.make_school("d", name=CONTROL, type_code="218", pupils=None),
        builders.make_school("e", lon=110.2, lat=30.1, region_code="111"),
        builders.make_school("f", lon=109.7, lat=30.2, runner="民办"),
    ]
    report = {"notice": "演示数据 & 非真实学校", "version": "v=2"}
    scope = {"title": "=测试&方案"}
    given = {"report": {**report, **sections.pop("report", {})}}
    return builders.make_case(schools, **{"scope": scope, **given, **sections})


def make_plan(**fields: Any) -> Plan:
    """Return the plan of the case; ``fields`` replace its own."""
    near = Member(
        school_id="b",
        minutes=12.35,
        km=6.173,
        travel_source="measured",
        tags=["rural"],
        reason="rural=region;choice=nearest",
    )
    far = Member.model_validate(
        {
            "school_id": "c",
            "minutes": 47.15,
            "km": 23.5,
            "travel_source": "estimate",
            "tags": ["rural", "weak"],
            "reason": "rural=town;weak=table;choice=shared",
            "next_best": {"core": "e", "delta": -3.25},
        }
    )
    alliance = {
        "id": "A-A",
        "name": "甲教联体",
        "county_code": "422801",
        "type": "partnership",
        "type_reason": "T02",
        "demonstrator": True,
        "pilot": False,
        "start_year": 2025,
        "core_reason": "table",
        "warnings": [{"code": "A03", "detail": {"n": 1}}],
    }
    facts: dict[str, Any] = {
        "title": "=测试&方案",
        "version": "v=2",
        "status": "feasible",
        "fingerprint": {"schools": "ab" * 32, "seed": 7},
        "tiers": [
            _tier("need", "max", "points", 3, 3, 0.0),
            _tier("travel", "min", "seconds", 3570, 3500, 0.019608),
        ],
        "coverage": [_coverage(7996, 10000), _coverage(1, 0, scope="422802")],
        "uncovered": [
            {"school_id": "d", "code": "U01"},
            {"school_id": "e", "code": "U10", "detail": {"core": "A"}, "minutes": 5.5},
        ],
        "excluded": [{"school_id": "f", "code": "X04"}],
        "issues": [{"code": "W105", "severity": "warning", "value": "d"}],
    }
    given = {**facts, **fields}
    return builders.make_plan({"A": [near, far]}, alliances={"A": alliance}, **given)


def _tier(
    name: str, sense: str, unit: str, value: int, bound: int, gap: float
) -> dict[str, Any]:
    facts = {"name": name, "sense": sense, "unit": unit, "value": value}
    return {**facts, "bound": bound, "gap": gap, "proven": gap == 0}


def _coverage(covered: int, total: int, scope: str = "all") -> dict[str, Any]:
    counts = {"covered": covered, "total": total, "target_pct": 80, "needed": 8000}
    return {"scope": scope, "basis": "counted", **counts, "met": False}
