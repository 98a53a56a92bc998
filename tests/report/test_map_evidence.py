"""Routes, borderline trips and areas by minutes on the map page."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely

from optimizer.case import Case
from optimizer.plan import Plan
from optimizer.report.gis import read_routes, routes_geojson
from optimizer.report.map import MapContext, render_map
from optimizer.report.map.assets import to_json
from optimizer.report.map.fields import SCHOOL_FIELDS
from optimizer.report.map.reach import centres, reach_block
from tests.report import evidence_factory as factory
from tests.report.map_factory import flat_blob


def blob(mode: str = "internal", **context: Any) -> dict[str, Any]:
    """Return the data of the map of the evidence factory."""
    case = factory.make_case(report={"map_mode": mode})
    given = {"evidence": factory.make_evidence(case), **context}
    return flat_blob(render_map(case, factory.make_plan(), MapContext(**given)))


def unpacked(steps: list[int], scale: int) -> list[tuple[float, float]]:
    """Return lat and lon of a run of steps."""
    points, lat, lon = [], 0, 0
    for dlat, dlon in zip(steps[::2], steps[1::2], strict=True):
        lat, lon = lat + dlat, lon + dlon
        points.append((lat / scale, lon / scale))
    return points


def test_route_runs_from_core_to_member_through_its_bends() -> None:
    """Tests a route driven the other way, turned round, the schools at its ends."""
    data = blob()
    member = data["schools"][1]
    assert unpacked(member["shape"], 100_000) == [
        (30.27254, 109.48895),
        (30.28, 109.494),
        (30.29, 109.49),
        (30.3, 109.5),
    ]
    assert "shape" not in data["schools"][2]
    assert "连线:1 对按路网路线绘制;1 对没有路线数据,画直线" in data["about"]["data"]


def test_route_is_drawn_simpler_but_within_fifteen_metres() -> None:
    case = factory.make_case()
    straight = [(109.48895 + i * 0.0005, 30.27254 + i * 0.001) for i in range(20)]
    bent = [*straight[:9], (109.496, 30.28254), *straight[10:]]
    evidence = replace(
        factory.make_evidence(case), routes={("b", "A"): factory.route("A", "b", bent)}
    )
    context = MapContext(evidence=evidence)
    member = flat_blob(render_map(case, factory.make_plan(), context))["schools"][1]
    points = unpacked(member["shape"], 100_000)
    assert 4 <= len(points) <= 6
    assert (30.28254, 109.496) in points


@pytest.mark.parametrize("mode", ["public", "print"])
def test_map_that_leaves_the_bureau_rounds_the_route(mode: str) -> None:
    data = blob(mode)
    points = unpacked(data["schools"][1]["shape"], 1000)
    assert points[0] == (30.273, 109.489)
    assert points[-1] == (30.3, 109.5)
    assert data["reach"] is None


@pytest.mark.parametrize("mode", ["internal", "public", "print"])
def test_evidence_stays_on_the_white_list(mode: str) -> None:
    data = blob(mode, isochrones=factory.isochrones("A"))
    assert {k for s in data["schools"] for k in s} <= SCHOOL_FIELDS[mode]
    told = "second" in data["schools"][1]
    assert told is (mode == "internal")
    assert ("edge" in data["schools"][2]) is (mode != "public")
    assert bool(data["edge"]) is (mode != "public")
    assert (factory.EVIL_ROAD in str(data)) is (mode == "internal")


def test_internal_member_tells_roads_engine_and_scenario() -> None:
    near, far = blob()["schools"][1:3]
    assert near["computed"] == "12.4 分钟 · 6.2 公里 · 路网计算"
    assert near["roads"][0] == "省道 2.0 公里"
    assert near["slow"].startswith(factory.EVIL_ROAD)
    assert near["second"] == "13.0 分钟 · 6.5 公里"
    assert near["scenarios"] == [
        {"name": "冬季结冰", "text": "15.0 分钟", "over": False}
    ]
    assert far["scenarios"][0]["over"] is True
    assert "超限:超时" in far["scenarios"][0]["text"]
    assert "edge" not in near
    assert "跨上限 50 分钟" in far["edgeWhy"]


@pytest.mark.parametrize("mode", ["internal", "public", "print"])
def test_head_names_the_scenario_unless_it_is_normal(mode: str) -> None:
    """Tests that two maps of one county in summer and winter can be told apart."""
    report = {"map_mode": mode}
    case = factory.make_case(report=report, travel={"scenario": "winter"})
    page = render_map(case, factory.make_plan(), MapContext())
    assert flat_blob(page)["head"]["scenario"] == "道路情景:冬季结冰"
    assert page.count("plan.scenario") == 2
    assert blob(mode)["head"]["scenario"] == ""


def test_borderline_is_explained_with_its_error_and_source() -> None:
    assert blob()["edge"] == "临界(误差 ±10% 内会超限;县市规定)"


@pytest.mark.parametrize("mode", ["internal", "public"])
def test_line_of_stated_minutes_is_called_computed(mode: str) -> None:
    """Tests that line and minutes of different origin are told apart."""
    case = factory.make_case(report={"map_mode": mode})
    plan = factory.make_plan()
    assert "lineNote" not in blob(mode)["schools"][1]
    stated = (
        plan.alliances[0].members[0].model_copy(update={"travel_source": "navigation"})
    )
    members = [stated, *plan.alliances[0].members[1:]]
    first = plan.alliances[0].model_copy(update={"members": members})
    plan = plan.model_copy(update={"alliances": [first]})
    context = MapContext(evidence=factory.make_evidence(case))
    member = flat_blob(render_map(case, plan, context))["schools"][1]
    assert member["lineNote"] == "连线为路网计算路线;车程以导航为准"
    assert member["line"] == "solid"


def test_minutes_are_rounded_as_in_the_workbook() -> None:
    """Tests that 47.15 is 47.2 on the map too (it was 47.1)."""
    data = blob()
    assert data["schools"][2]["travel"] == "47.2 分钟 · 23.5 公里"
    assert data["alliances"][0]["worst"] == "47.2"


@pytest.mark.parametrize("mode", ["internal", "public"])
def test_map_from_the_file_of_routes_is_the_same(mode: str) -> None:
    case = factory.make_case(report={"map_mode": mode})
    plan, evidence = factory.make_plan(), factory.make_evidence(case)
    again = replace(evidence, routes=read_routes(routes_geojson(case, plan, evidence)))
    first, second = (
        render_map(case, plan, MapContext(evidence=e)) for e in (evidence, again)
    )
    assert first == second


def _small(routes: Any) -> tuple[Case, Plan, MapContext]:
    case = factory.make_case()
    evidence = replace(factory.make_evidence(case), routes=routes)
    return case, factory.make_plan(), MapContext(evidence=evidence)


@pytest.mark.parametrize(
    "lonlat", [[], [(109.5, 30.3)], [(109.5, float("nan")), (109.4, 30.2)]]
)
def test_route_that_is_no_line_falls_back_to_a_spoke(lonlat: Any) -> None:
    page = render_map(*_small({("b", "A"): factory.route("b", "A", lonlat)}))
    assert "shape" not in flat_blob(page)["schools"][1]


def test_straight_estimate_stays_a_spoke() -> None:
    line = [(109.5, 30.3), (109.48895, 30.27254)]
    guess = factory.route("b", "A", line, source="estimate", stretches=())
    assert (
        "shape" not in flat_blob(render_map(*_small({("b", "A"): guess})))["schools"][1]
    )


# Areas by minutes.


def test_areas_of_any_core_and_of_each_core_of_the_plan() -> None:
    data = blob(isochrones=factory.isochrones("A", "e"))
    reach = data["reach"]
    assert reach["minutes"] == [20, 30, 45, 60]
    assert [len(band) for band in reach["any"]] == [1, 1, 1, 1]
    assert list(reach["cores"]) == ["1"]
    assert reach["whom"] == "到任一可牵头学校"
    assert "建议值,非政策规定" in reach["source"]
    only = blob(isochrones=factory.isochrones("A"))["reach"]
    assert only["whom"] == "到任一核心学校"


def test_areas_say_which_way_they_are_driven() -> None:
    case = factory.make_case(travel={"direction": "core_to_member"})
    context = MapContext(isochrones=factory.isochrones("A"))
    data = flat_blob(render_map(case, factory.make_plan(), context))
    assert data["reach"]["whom"] == "从任一核心学校出发"


def test_large_holes_stay_and_tiny_ones_go() -> None:
    """Tests also that a missing text is any centre, as a file gives it back."""
    frame = factory.ring()
    block = reach_block(frame, {})
    assert block is not None
    assert [len(rings) for rings in block["any"][0]] == [2]
    assert centres(frame) == set()


def test_nothing_to_draw_is_no_layer() -> None:
    assert reach_block(factory.isochrones().iloc[:0], {}) is None
    assert blob()["reach"] is None


def test_areas_of_thirty_cores_stay_small() -> None:
    """Tests the bound of 400 KB with borders as rough as real ones."""
    numbers = {f"C{n:02}": n for n in range(1, 31)}
    block = reach_block(factory.rough(30), numbers)
    assert block is not None
    assert len(block["cores"]) == 30
    assert len(to_json(block)) < 400_000


def cells(n: int) -> gpd.GeoDataFrame:
    """Return four growing areas of each of ``n`` cores, made of cells of 200 m."""
    rng = np.random.default_rng(4)
    rows = []
    for number in range(1, n + 1):
        order = rng.permutation(60 * 60)
        for k, minutes in enumerate((20.0, 30.0, 45.0, 60.0), start=1):
            west, south = 109 + 0.002 * np.array(np.divmod(order[: 500 * k], 60))
            boxes = shapely.box(west, south - 79, west + 0.002, south - 79 + 0.002)
            rows.append((f"C{number:02}", minutes, shapely.union_all(boxes)))
    ids, within, shapes = zip(*rows, strict=True)
    data = {"centre_id": list(ids), "minutes": list(within)}
    return gpd.GeoDataFrame(data, geometry=list(shapes), crs="EPSG:4326")


def drawn(polygons: list[Any], scale: int) -> shapely.Geometry:
    """Return the area the page fills for a band."""
    rings = [[unpacked(ring, scale) for ring in rings] for rings in polygons]
    parts = [shapely.Polygon(outer, holes).buffer(0) for outer, *holes in rings]
    return shapely.transform(shapely.union_all(parts), lambda xy: xy[:, ::-1])


def test_areas_of_a_few_cores_are_drawn_as_they_are() -> None:
    """Tests that two cores are not drawn as coarsely as thirty: 99 % of the area."""
    frame = cells(2)
    block = reach_block(frame, {"C01": 1, "C02": 2})
    assert block is not None
    for centre, minutes, shape in frame.itertuples(index=False):
        band = block["cores"][str(int(centre[1:]))][block["minutes"].index(minutes)]
        area = drawn(band, block["scale"])
        assert area.intersection(shape).area > 0.99 * area.union(shape).area
