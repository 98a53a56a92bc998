"""Tests of areas in reach, against times worked out by another library."""

from __future__ import annotations

from dataclasses import replace

import geopandas as gpd
import networkx as nx
import numpy as np
import pytest
import shapely

from optimizer.travel.isochrones import ANY, CELL_M, isochrones
from optimizer.travel.projection import WGS84

from .builders import (
    CRS,
    ORIGIN,
    make_graph,
    make_school,
    make_travel,
    random_graph,
    schools_on_nodes,
)

TRAVEL = make_travel(isochrone_minutes=[5.0, 10.0, 20.0])
NEAR_M = CELL_M * 1.5 + 240
"""A point this far from every reached road is in no cell of one."""


def areas(graph, schools, centres=None, direction="core_to_member", travel=TRAVEL):
    """Areas in metres by centre and minutes."""
    ids = [s.school_id for s in schools] if centres is None else centres
    frame = isochrones(graph, schools, travel, ids, direction=direction)
    assert frame.crs == WGS84
    shapes = frame.to_crs(CRS).geometry
    assert shapes.is_valid.all()
    return dict(
        zip(zip(frame["centre_id"], frame["minutes"], strict=True), shapes, strict=True)
    )


def reaches(area, x: float, y: float = 0.0) -> bool:
    """Whether a point in local metres lies in an area."""
    return bool(shapely.contains_xy(area, ORIGIN[0] + x, ORIGIN[1] + y))


LONG = make_graph([(0, 0), (60_000, 0)], [(0, 1, 60_000, 3600)])
"""One straight road, driven at a kilometre a minute."""


def test_area_ends_where_the_time_ends():
    """Tests links reached in part, both ways, to a cell."""
    found = areas(LONG, [make_school("a", 30_000, 0)])
    for minutes in (5, 10, 20):
        area = found["a", float(minutes)]
        end = minutes * 1000
        assert reaches(area, 30_000 + end - 100)
        assert reaches(area, 30_000 - end + 100)
        assert not reaches(area, 30_000 + end + NEAR_M)
        assert not reaches(area, 30_000 - end - NEAR_M)
        assert area.area == pytest.approx(2 * end * 360, rel=0.25)


def test_leg_to_the_road_counts():
    """Tests a school 500 m off: three minutes of ten are gone."""
    found = areas(LONG, [make_school("a", 30_000, 500)])
    assert reaches(found["a", 10.0], 30_000 + 6900)
    assert not reaches(found["a", 10.0], 30_000 + 7000 + NEAR_M)


def test_one_way_street_counts_in_its_direction():
    """Tests from the centre, to the centre, and the worse of both."""
    graph = make_graph([(0, 0), (60_000, 0)], [(0, 1, 60_000, 3600, True)])
    schools = [make_school("a", 30_000, 0)]
    main = replace(graph, seconds=np.array([[3600, 36_000]]))
    away = areas(main, schools)["a", 10.0]
    towards = areas(main, schools, direction="member_to_core")["a", 10.0]
    worse = areas(main, schools, direction="worse")["a", 10.0]
    assert reaches(away, 39_000)
    assert not reaches(away, 25_000)
    assert reaches(towards, 21_000)
    assert not reaches(towards, 35_000)
    assert reaches(worse, 30_800)
    assert not reaches(worse, 33_000)
    assert not reaches(worse, 27_000)


def test_gorge_stays_open():
    """Tests two roads 800 m apart that only a far bridge joins."""
    graph = make_graph(
        [(0, 0), (20_000, 0), (0, 800), (20_000, 800), (40_000, 400)],
        [(0, 1, 20_000, 1200), (2, 3, 20_000, 1200), (1, 4, 20_000, 1200),
         (3, 4, 20_000, 1200)],
    )  # fmt: skip
    found = areas(graph, [make_school("a", 10_000, 0)])
    for minutes in (5.0, 10.0, 20.0):
        assert not reaches(found["a", minutes], 10_000, 800)
        assert not reaches(found["a", minutes], 10_000, 400)
    both = areas(graph, [make_school("a", 5000, 0), make_school("b", 5000, 800)])
    assert both[ANY, 10.0].geom_type == "MultiPolygon"
    assert not reaches(both[ANY, 10.0], 5000, 400)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("direction", ["core_to_member", "member_to_core"])
def test_nodes_inside_are_those_another_library_reaches(seed, direction):
    """Tests every node of random graphs at every time."""
    graph = random_graph(seed)
    drawn = shapely.length(graph.lines)
    seconds = np.where(np.isfinite(graph.seconds), (drawn / 15)[:, None], np.inf)
    graph = replace(graph, metres=np.column_stack([drawn] * 2), seconds=seconds)
    centre = int(np.flatnonzero(graph.component == 0)[0])
    schools = schools_on_nodes(graph, [centre])
    travel = make_travel(isochrone_minutes=[10.0, 30.0], snap_max_m=1.0)
    found = areas(graph, schools, direction=direction, travel=travel)
    net = nx.MultiDiGraph()
    for k in range(graph.num_links):
        ends = int(graph.tail[k]), int(graph.head[k])
        for column, (a, b) in enumerate((ends, ends[::-1])):
            if np.isfinite(graph.seconds[k, column]):
                net.add_edge(a, b, s=graph.seconds[k, column])
    if direction == "member_to_core":
        net = net.reverse()
    times = nx.single_source_dijkstra_path_length(net, centre, weight="s")
    for minutes in (10.0, 30.0):
        area = found[schools[0].school_id, minutes]
        reached = _reached_roads(graph, net, times, minutes * 60)
        for node, time in times.items():
            place = shapely.Point(graph.node_xy[node])
            if time <= minutes * 60:
                assert area.buffer(15).contains(place)
            if reached.distance(place) > NEAR_M:
                assert not area.contains(place)


def _reached_roads(graph, net, times, limit):
    """Return the stretches of road that can be driven within a time."""
    stretches = [
        shapely.Point(graph.node_xy[n]) for n, t in times.items() if t <= limit
    ]
    for a, b, facts in net.edges(data=True):
        spare = limit - times.get(a, np.inf)
        if spare > 0:
            line = shapely.LineString([graph.node_xy[a], graph.node_xy[b]])
            share = min(1.0, spare / facts["s"])
            stretches.append(shapely.ops.substring(line, 0, share, normalized=True))
    return shapely.union_all(stretches)


def test_longer_times_hold_shorter_ones_and_any_holds_all():
    """Tests nestedness to the last corner."""
    graph = random_graph(2)
    seconds = graph.seconds * 20
    schools = schools_on_nodes(graph, range(6))
    found = areas(replace(graph, seconds=seconds), schools)
    centres = {centre for centre, _ in found}
    for centre in centres:
        assert found[centre, 10.0].buffer(15).contains(found[centre, 5.0])
        assert found[centre, 20.0].buffer(15).contains(found[centre, 10.0])
        assert found[ANY, 20.0].buffer(200).contains(found[centre, 20.0])


def test_centre_off_the_roads_has_no_rows():
    """Tests an unlocated school and one too far from a road."""
    schools = [make_school("a"), make_school("b", 0, 9000), make_school("c", 0, 0)]
    found = areas(LONG, schools)
    assert {centre for centre, _ in found} == {ANY, "c"}
    assert isochrones(LONG, schools[:2], TRAVEL, ["a", "b"], direction="worse").empty


def test_rows_do_not_depend_on_the_order_given():
    """Tests schools and centres in another order, to the byte."""
    graph = random_graph(4)
    schools = schools_on_nodes(graph, range(5))
    ids = [s.school_id for s in schools]
    one = isochrones(graph, schools, TRAVEL, ids, direction="member_to_core")
    two = isochrones(
        graph, schools[::-1], TRAVEL, [*ids[::-1], ids[0]], direction="member_to_core"
    )
    assert one.to_json() == two.to_json()
    assert isinstance(one, gpd.GeoDataFrame)
