"""Tests on real mountain roads, where the shared data folder is at hand."""

from __future__ import annotations

import csv

import geopandas as gpd
import networkx as nx
import numpy as np
import osmium
import pytest
import shapely

from optimizer.domain import School
from optimizer.policy import read_policy
from optimizer.travel.build import read_graph, travel_matrix
from optimizer.travel.context import roads_context
from optimizer.travel.osm_pbf import is_drivable

from .builders import SHARED

FOLDER = SHARED / "andorra"
pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="no shared data folder beside the repository"
)
POLICY = read_policy()


@pytest.fixture(scope="module")
def schools():
    """The 26 school objects of the extract."""
    with (FOLDER / "andorra_schools_osm.csv").open(encoding="utf-8") as file:
        return [
            School(
                school_id=row["osm_id"], name=row["name"], county_code="AD",
                type_code="211", lon=float(row["lon"]), lat=float(row["lat"]),
            )
            for row in csv.DictReader(file)
        ]  # fmt: skip


@pytest.fixture(scope="module")
def graph():
    """The road graph of the extract, about 5,700 nodes."""
    return read_graph(POLICY.travel, pbf=FOLDER / "andorra-2025-01.osm.pbf")


def test_all_schools_reach_all(schools, graph):
    """Tests that the matrix is full and plausible for a mountain country."""
    matrix, report, issues = travel_matrix(schools, POLICY, pbf=graph)
    off = matrix.source > 0
    assert off.sum() == 26 * 25
    assert issues == ()
    assert max(snap.snap_m for snap in report.snaps) < 100
    assert report.largest_component_share > 0.95
    minutes = matrix.seconds[off] / 60
    assert 7 < np.median(minutes) < 14
    assert minutes.max() < 60
    straight, _, _ = travel_matrix(
        schools, POLICY.changed(travel={"detour_factor": 1.0}), estimate=True
    )
    winding = matrix.metres[off] / straight.metres[off]
    assert 1.2 < np.median(winding) < 2.0


def test_node_to_node_equals_networkx(graph):
    """Tests schools standing on nodes against another library, to the second."""
    inside = np.flatnonzero(graph.component == 0)
    places = np.random.default_rng(2).choice(inside, 30, replace=False)
    schools = [
        School(
            school_id=str(k), name="", county_code="AD", type_code="211",
            lon=graph.node_lonlat[k, 0], lat=graph.node_lonlat[k, 1],
        )
        for k in places
    ]  # fmt: skip
    matrix, _, _ = travel_matrix(schools, POLICY, pbf=graph)
    net = nx.MultiDiGraph()
    for k in range(graph.num_links):
        for column, (a, b) in enumerate(
            ((graph.tail[k], graph.head[k]), (graph.head[k], graph.tail[k]))
        ):
            if np.isfinite(graph.seconds[k, column]):
                facts = {"s": graph.seconds[k, column], "m": graph.metres[k, column]}
                net.add_edge(int(a), int(b), **facts)
    for i, source in enumerate(places[:6]):
        time, path = nx.single_source_dijkstra(net, int(source), weight="s")
        for j, goal in enumerate(places):
            if i != j:
                assert matrix.seconds[i, j] == pytest.approx(time[int(goal)], abs=1)
                metres = nx.path_weight(net, path[int(goal)], "m")
                assert matrix.metres[i, j] == pytest.approx(metres, abs=10)


def test_line_layer_agrees_with_the_extract(schools, graph, tmp_path):
    """Tests that noding lines by level finds the junctions OSM states by its nodes."""
    keys = ("highway", "oneway", "junction", "maxspeed", "bridge", "tunnel", "layer")
    tags, shapes = [], []
    stream = osmium.FileProcessor(str(FOLDER / "andorra-2025-01.osm.pbf"))
    ways = osmium.filter.EntityFilter(osmium.osm.WAY)
    for way in stream.with_locations().with_filter(ways):
        found = dict(way.tags)
        if is_drivable(found):
            if found.get("junction") == "roundabout":
                found.setdefault("oneway", "yes")
            tags.append({key: found.get(key) for key in keys})
            shapes.append(shapely.LineString([(n.lon, n.lat) for n in way.nodes]))
    path = tmp_path / "roads.gpkg"
    gpd.GeoDataFrame(tags, geometry=shapes, crs=4326).to_file(path)
    drawn = read_graph(POLICY.travel, roads=path)
    assert drawn.num_nodes == graph.num_nodes
    one, _, _ = travel_matrix(schools, POLICY, pbf=graph)
    two, _, _ = travel_matrix(schools, POLICY, roads=drawn)
    assert np.abs(one.seconds - two.seconds).max() <= 2
    assert np.abs(one.metres - two.metres).max() <= 10


def test_roads_context_fits_the_map(graph):
    """Tests the size of the layer for the map."""
    frame = roads_context(graph)
    assert len(frame) <= 4000
    assert len(frame.to_json()) < 1_050_000
    assert frame["class"].iloc[0] in {"motorway", "trunk"}


def test_urban_extract_reads():
    """Tests that the flat city graph is mostly one strongly connected part."""
    city = read_graph(POLICY.travel, pbf=SHARED / "porto_alegre" / "poa_osm.pbf")
    assert (city.component == 0).mean() > 0.95
