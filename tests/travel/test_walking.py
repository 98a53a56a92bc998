"""Tests of routes: the path behind a pair of the matrix."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
import shapely

from optimizer.route import Binding
from optimizer.travel.projection import WGS84, transform
from optimizer.travel.routing import RoadProvider
from optimizer.travel.units import MPS_PER_KPH

from .builders import (
    make_graph,
    make_school,
    make_travel,
    random_graph,
    schools_on_nodes,
)

TRAVEL = make_travel()


def all_pairs(n: int) -> list[tuple[int, int]]:
    """Every ordered pair of different schools."""
    return [(i, j) for i in range(n) for j in range(n) if i != j]


@pytest.mark.parametrize("seed", range(25))
def test_routes_are_the_paths_behind_the_matrix(seed):
    """Tests time, length, parts and order of every route on random graphs."""
    graph = random_graph(seed)
    schools = schools_on_nodes(graph, range(12))
    provider = RoadProvider(graph, TRAVEL)
    matrix = provider.matrix(schools)
    pairs = all_pairs(len(schools))
    for (i, j), route in zip(pairs, provider.path(schools, pairs), strict=True):
        if not matrix.known[i, j]:
            assert route is None
            continue
        assert (route.from_id, route.to_id) == (f"N{i:03d}", f"N{j:03d}")
        assert route.seconds == matrix.seconds[i, j]
        assert route.metres == matrix.metres[i, j]
        legs_s = route.leg_m / (TRAVEL.access_speed_kph * MPS_PER_KPH)
        on_road_s = sum(s.seconds for s in route.stretches)
        on_road_m = sum(s.metres for s in route.stretches)
        assert on_road_s + legs_s == pytest.approx(route.seconds, abs=0.6)
        assert on_road_m + route.leg_m == pytest.approx(route.metres, abs=0.6)
        assert route.lonlat[0] == pytest.approx((schools[i].lon, schools[i].lat))
        assert route.lonlat[-1] == pytest.approx((schools[j].lon, schools[j].lat))


@pytest.mark.parametrize("seed", range(10))
def test_route_runs_along_links_that_exist_and_are_open(seed):
    """Tests each step of a route against networkx: an edge of least time."""
    graph = random_graph(seed)
    places = np.flatnonzero(graph.component == 0)[:10].tolist()
    schools = schools_on_nodes(graph, places)
    net = nx.DiGraph()
    for k in range(graph.num_links):
        ends = int(graph.tail[k]), int(graph.head[k])
        for column, (a, b) in enumerate((ends, ends[::-1])):
            seconds = graph.seconds[k, column]
            if np.isfinite(seconds) and seconds < net.get_edge_data(
                a, b, {"s": np.inf}
            ).get("s"):
                net.add_edge(a, b, s=seconds)
    node_at = {
        tuple(np.round(place, 6)): k for k, place in enumerate(graph.node_lonlat)
    }
    pairs = all_pairs(len(schools))
    for (i, j), route in zip(
        pairs, RoadProvider(graph, TRAVEL).path(schools, pairs), strict=True
    ):
        nodes = [node_at[point] for point in route.lonlat]
        start, goal = places[i], places[j]
        assert (nodes[0], nodes[-1]) == (start, goal)
        best = nx.dijkstra_path_length(net, start, goal, "s")
        assert nx.path_weight(net, nodes, "s") == best == route.seconds


def test_route_begins_and_ends_inside_links():
    """Tests partial links, both legs, and the geometry between them."""
    graph = make_graph(
        [(0, 0), (1000, 0), (1000, 1000)], [(0, 1, 1000, 100), (1, 2, 1000, 200)]
    )
    schools = [make_school("A", 400, 100), make_school("B", 950, 500)]
    provider = RoadProvider(graph, TRAVEL)
    (route,) = provider.path(schools, [(0, 1)])
    assert route.leg_m == pytest.approx(150, abs=0.1)
    assert [s.metres for s in route.stretches] == pytest.approx([600, 500], abs=0.1)
    assert [s.seconds for s in route.stretches] == pytest.approx([60, 100], abs=0.1)
    assert route.metres == pytest.approx(1250, abs=1)
    assert route.seconds == provider.matrix(schools).seconds[0, 1]
    lon, lat = np.array(route.lonlat).T
    x, y = transform(WGS84, graph.crs, lon, lat)
    drawn = shapely.length(shapely.linestrings(np.column_stack([x, y])))
    assert drawn == pytest.approx(route.metres, abs=1)
    assert len(route.lonlat) == 5
    assert route.slowest.kph == pytest.approx(18, abs=0.1)
    assert route.slowest.binding is Binding.CLASS


def test_two_schools_at_one_place_have_no_way():
    """Tests the least trip, the same as in the matrix."""
    graph = make_graph([(0, 0), (1000, 0)], [(0, 1, 1000, 100)])
    schools = [make_school("A", 400, 100), make_school("B", 400, 100)]
    (route,) = RoadProvider(graph, TRAVEL).path(schools, [(0, 1)])
    assert (route.seconds, route.metres, route.stretches) == (1, 1, ())


def test_school_without_place_or_road_has_no_route():
    """Tests that a missing end gives no route and stops nothing else."""
    graph = make_graph([(0, 0), (1000, 0)], [(0, 1, 1000, 100)])
    schools = [make_school("A"), make_school("B", 9000, 9000), make_school("C", 10, 0)]
    provider = RoadProvider(graph, TRAVEL)
    assert provider.path(schools, all_pairs(3)) == (None,) * 6


def test_trip_beyond_the_search_limit_has_no_route():
    """Tests that the limit is inclusive and the next second is beyond it."""
    schools = [make_school("A", 0, 0), make_school("B", 1000, 0)]
    travel = make_travel(search_limit_minutes=90.0)
    at = make_graph([(0, 0), (1000, 0)], [(0, 1, 1000, 5400)])
    over = make_graph([(0, 0), (1000, 0)], [(0, 1, 1000, 5401)])
    assert RoadProvider(at, travel).path(schools, [(0, 1)])[0].seconds == 5400
    assert RoadProvider(over, travel).path(schools, [(0, 1)]) == (None,)
