"""Tests of where schools join the network."""

from __future__ import annotations

import numpy as np
import pytest

from optimizer.travel.protocol import SnapStatus
from optimizer.travel.snapping import snap_schools

from .builders import make_graph, make_school

ROAD = make_graph([(0, 0), (10_000, 0)], [(0, 1, 10_000, 1000)])


def test_snap_takes_the_point_on_the_link_not_the_node():
    """Tests position and distance on the middle of a long link."""
    points = snap_schools(ROAD, [make_school("a", 2500, 40)], snap_max_m=1000)
    assert points.share[0] == pytest.approx(0.25, abs=1e-6)
    assert points.snap_m[0] == pytest.approx(40, abs=1e-3)


@pytest.mark.parametrize(("limit", "status"), [(0, "ok"), (-0.001, "too_far")])
def test_snap_limit_is_inclusive(limit, status):
    """Tests a limit equal to the distance, and one millimetre less."""
    school = make_school("a", 2500, 1000)
    exact = float(snap_schools(ROAD, [school], snap_max_m=2000).snap_m[0])
    points = snap_schools(ROAD, [school], snap_max_m=exact + limit)
    assert points.snaps[0].status == status
    assert points.snaps[0].snap_m == pytest.approx(1000, abs=0.01)


def test_snap_beside_a_node_stands_on_the_node():
    """Tests that a school at a junction of one-way links may leave by any of them."""
    points = snap_schools(ROAD, [make_school("a", 0.05, 5)], snap_max_m=1000)
    assert points.share[0] == 0


def test_snap_oneway_stub_is_passed_over_for_the_main_network():
    """Tests that a dead end which cannot be left is not chosen."""
    nodes = [(0, 0), (5000, 0), (5000, 300)]
    graph = make_graph(nodes, [(0, 1, 5000, 300), (1, 2, 300, 30, True)])
    points = snap_schools(graph, [make_school("a", 5000, 250)], snap_max_m=1000)
    assert points.link[0] == 0
    assert points.snaps[0].status is SnapStatus.OK


def test_snap_short_fragment_is_passed_over_for_the_main_network():
    """Tests that the yard of a school does not cut it off; a long island does."""
    nodes = [(0, 0), (9000, 0), (4000, 200), (4100, 200), (0, 800), (3000, 800)]
    links = [(0, 1, 9000, 600), (2, 3, 100, 20), (4, 5, 3000, 300)]
    graph = make_graph([*nodes, (5000, 0), (6000, 0)], links)
    schools = [make_school("yard", 4050, 210), make_school("island", 1000, 790)]
    points = snap_schools(graph, schools, snap_max_m=1000)
    assert points.link.tolist() == [0, 2]
    assert [s.status for s in points.snaps] == [SnapStatus.OK, SnapStatus.ISLAND]


def test_snap_short_fragment_is_used_where_nothing_else_is_near():
    """Tests the fallback: reported as an island, not as too far."""
    nodes = [(0, 0), (9000, 0), (4000, 5000), (4100, 5000)]
    graph = make_graph(nodes, [(0, 1, 9000, 600), (2, 3, 100, 20)])
    points = snap_schools(graph, [make_school("a", 4050, 5010)], snap_max_m=1000)
    assert points.link[0] == 1
    assert points.snaps[0].status is SnapStatus.ISLAND


def test_snap_place_outside_the_projection_is_too_far():
    """Tests that a far-away or unlocated school breaks nothing."""
    school = make_school("far", 0, 0)
    far = type(school)(
        school_id="far", name="", county_code="1", type_code="211", lon=-70.0, lat=-30.0
    )
    points = snap_schools(ROAD, [far, make_school("none")], snap_max_m=1000)
    assert [s.status for s in points.snaps] == ["too_far", "unlocated"]
    assert np.array_equal(points.link, [-1, -1])
