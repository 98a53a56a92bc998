"""Small maps: a case, a plan of it, a backdrop, and the blob of the page."""

from __future__ import annotations

import json
import re
from typing import Any

import geopandas as gpd
from shapely.geometry import LineString, box

from optimizer.case import Case
from optimizer.domain import School
from optimizer.plan import CoverageRow, Excluded, Member, NextBest, Plan, Uncovered
from optimizer.report.map import MapContext, render_map
from tests.builders import make_case, make_core, make_plan, make_school

EVIL = (
    "<img src=x onerror=window.XSS=1>",
    "</script><script>window.XSS=2</script>",
    "${window.XSS=3}",
    "`+(window.XSS=4)+`",
    "a'b\"c</title><svg onload=window.XSS=5>",
    "{{ 7*7 }}{% raw %}<!--asset:plan-->",
    "javascript:window.XSS=6//https://evil.example/x.js",
    "<!--<script>\u2028window.XSS=7\u2029\u202eabc\x00",
)
"""Names that must stay text wherever they are shown."""


def backdrop(**changes: Any) -> MapContext:
    """Return a county of one rectangle with two roads."""
    border = gpd.GeoDataFrame(
        {"county_code": ["422801"], "name": ["示例市"]},
        geometry=[box(109.2, 30.0, 109.8, 30.5)],
        crs="EPSG:4326",
    )
    roads = gpd.GeoDataFrame(
        {"class": ["primary", "track"], "name": ["示意路网", "示意路网"]},
        geometry=[
            LineString([(109.3, 30.1), (109.5, 30.2), (109.7, 30.4)]),
            LineString([(109.4, 30.4), (109.4001, 30.4001)]),
        ],
        crs="EPSG:4326",
    )
    return MapContext(**{"boundary": border, "roads": roads, **changes})


def schools(names: tuple[str, ...] = ()) -> list[School]:
    """Return two cores, four members, one school outside, one excluded.

    Member ``d`` has no position. ``names`` replace the names in turn.
    """
    private = {"pupils": 777, "teachers": 55, "quality": "合格", "remark": "秘密备注"}
    rows = [
        make_core("A", name="城关小学", town="城关镇", lon=109.4, lat=30.2, **private),
        make_core("B", name="河口小学", town="河口镇", lon=109.6, lat=30.3, **private),
        make_school("c", name="东村小学", town="城关镇", lon=109.45123, lat=30.21456),
        make_school("d", name="西村教学点", town="城关镇", type_code="218"),
        make_school("e", name="南村小学", town="河口镇", lon=109.61, lat=30.31),
        make_school("f", name="北村小学", town="河口镇", lon=109.61, lat=30.31),
        make_school("g", name="远山小学", town="远山乡", lon=109.75, lat=30.45),
        make_school("h", name="幼儿园", type_code="111", lon=109.5, lat=30.2),
    ]
    if not names:
        return rows
    return [
        make_school(
            row.school_id,
            name=f"{names[i % len(names)]}",
            town=names[(i + 1) % len(names)],
            type_code=row.type_code,
            lon=row.lon,
            lat=row.lat,
            core=row.core,
        )
        for i, row in enumerate(rows)
    ]


def _member(school_id: str, source: str, **more: Any) -> Member:
    return Member(
        school_id=school_id,
        minutes=12.34,
        km=5.678,
        travel_source=source,
        tags=["rural", "weak"],
        reason="rural=region;weak=table;choice=nearest",
        **more,
    )


def small_map(
    mode: str = "internal", names: tuple[str, ...] = (), title: str = "示例方案"
) -> tuple[Case, Plan]:
    """Return a case and its plan."""
    case = make_case(schools(names), report={"map_mode": mode})
    best = NextBest(core="B", delta=3.21)
    plan = make_plan(
        {
            "A": [_member("c", "road_graph", next_best=best), _member("d", "measured")],
            "B": [_member("e", "estimate"), _member("f", "navigation")],
        },
        alliances={
            "A": {"type": "merged", "name": names[0] if names else "城关小学教联体"},
            "B": {"demonstrator": True, "core_reason": "table"},
        },
        title=title,
        version="3",
        status="optimal",
        coverage=[
            CoverageRow(
                scope="all",
                basis="counted",
                covered=5,
                total=6,
                target_pct=80,
                needed=5,
                met=True,
            )
        ],
        uncovered=[Uncovered(school_id="g", code="U02", nearest_core="B", minutes=70)],
        excluded=[Excluded(school_id="h", code="X01")],
    )
    return case, plan


def page(mode: str = "internal", **fields: Any) -> str:
    """Return the page of the small map."""
    case, plan = small_map(mode, **fields)
    return render_map(case, plan, backdrop(notice="演示数据"))


def blob_of(html: str) -> dict[str, Any]:
    """Return the data of a page."""
    found = re.search(
        r'<script type="application/json" id="plan-data">(.*?)</script>',
        html,
        re.DOTALL,
    )
    assert found is not None
    data: dict[str, Any] = json.loads(found[1])
    return data


def flat_blob(html: str, place: int = 0) -> dict[str, Any]:
    """Return the data of a page as one plan sees them: facts and states merged."""
    data = blob_of(html)
    plan = data["plans"][place]
    pairs = zip(data["schools"], plan["states"], strict=True)
    told = [*plan["about"]["data"], *data["credits"]]
    return {
        **data,
        **plan,
        "head": {**plan, **data["head"]},
        "about": {**plan["about"], "data": told, "credits": data["credits"]},
        "schools": [{**facts, **state} for facts, state in pairs],
    }
