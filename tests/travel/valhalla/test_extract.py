"""Tests of the extract: what the tile builder is told of each link."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import osmium
import pytest

from optimizer.travel.road import Road
from optimizer.travel.valhalla.extract import speed_scale, write_extract
from tests.travel.builders import make_graph, random_graph

NODES = [(0, 0), (1000, 0), (1000, 1000)]


def read(path) -> tuple[dict, dict, list]:
    """Nodes, ways and restrictions of an extract."""
    nodes, ways, bans = {}, {}, []
    for item in osmium.FileProcessor(str(path)):
        if isinstance(item, osmium.osm.Node):
            nodes[item.id] = (item.lon, item.lat)
        elif isinstance(item, osmium.osm.Way):
            ways[item.id] = ([n.ref for n in item.nodes], dict(item.tags))
        else:
            members = [(m.type, m.ref, m.role) for m in item.members]
            bans.append((dict(item.tags), members))
    return nodes, ways, bans


def test_links_are_ways_with_their_own_speeds(tmp_path):
    """Tests ids, nodes, both speeds and both kinds of one-way."""
    graph = make_graph(NODES, [(0, 1, 1000, 60), (1, 2, 1000, 90, True)])
    seconds = graph.seconds.copy()
    seconds[0, 1] = 120
    graph = replace(graph, seconds=np.vstack([seconds[0], seconds[1][::-1]]))
    write_extract(graph, tmp_path / "a.osm.pbf")
    nodes, ways, bans = read(tmp_path / "a.osm.pbf")
    assert sorted(nodes) == [1, 2, 3]
    assert nodes[2] == pytest.approx(graph.node_lonlat[1], abs=1e-7)
    assert ways[1][0] == [1, 2]
    assert ways[1][1] == {
        "highway": "tertiary", "oneway": "no",
        "maxspeed:forward": "60", "maxspeed:backward": "30",
    }  # fmt: skip
    assert ways[2][1]["oneway"] == "-1"
    assert "maxspeed:forward" not in ways[2][1]
    assert bans == []


def test_shape_of_a_link_is_kept(tmp_path):
    """Tests inner points, numbered after the nodes."""
    graph = make_graph(NODES[:2], [(0, 1, 1200, 60)])
    xy = np.vstack([graph.xy[0], graph.xy[0] + (500, 300), graph.xy[1]])
    write_extract(replace(graph, xy=xy, offsets=[0, 3]), tmp_path / "a.osm.pbf")
    nodes, ways, _ = read(tmp_path / "a.osm.pbf")
    assert ways[1][0] == [1, 3, 2]
    assert len(nodes) == 3


@pytest.mark.parametrize(
    ("kind", "told"),
    [("motorway", "motorway"), ("track", "unclassified"), ("", "unclassified"),
     ("trunk_link", "unclassified"), ("service", "unclassified")],
)  # fmt: skip
def test_class_is_told_only_where_it_is_harmless(kind, told, tmp_path):
    """Tests that tracks, yards and slip roads lose the engine's penalties."""
    graph = make_graph(NODES[:2], [(0, 1, 1000, 60)])
    roads = (Road("9", kind, "G318"),)
    write_extract(replace(graph, roads=roads), tmp_path / "a.osm.pbf")
    tags = read(tmp_path / "a.osm.pbf")[1][1][1]
    assert (tags["highway"], tags["name"]) == (told, "G318")


def test_banned_turn_names_ways_and_node(tmp_path):
    """Tests a ban over the first and over the last point of a link."""
    graph = make_graph(NODES, [(0, 1, 1000, 60), (1, 2, 1000, 60)])
    bans = np.array([[0, 1, 1], [1, 0, 0]])
    write_extract(replace(graph, turn_bans=bans), tmp_path / "a.osm.pbf")
    (_, first), (tags, second) = read(tmp_path / "a.osm.pbf")[2]
    assert first == [("w", 1, "from"), ("n", 2, "via"), ("w", 2, "to")]
    assert second == [("w", 2, "from"), ("n", 2, "via"), ("w", 1, "to")]
    assert tags["type"] == "restriction"


@pytest.mark.parametrize(("kph", "scale"), [(5, 2.0), (10, 1.0), (40, 1.0)])
def test_slow_roads_scale_all_speeds(kph, scale, tmp_path):
    """Tests that no tag is below ten: the builder would take a class speed."""
    seconds = 3600 / kph
    graph = make_graph(NODES, [(0, 1, 1000, seconds), (1, 2, 1000, 60)])
    assert speed_scale(graph) == pytest.approx(scale)
    write_extract(graph, tmp_path / "a.osm.pbf")
    ways = read(tmp_path / "a.osm.pbf")[1]
    assert ways[1][1]["maxspeed:forward"] == str(round(kph * scale))
    assert ways[2][1]["maxspeed:forward"] == str(round(60 * scale))


def test_same_graph_gives_the_same_bytes(tmp_path):
    """Tests that no clock and no order of a set gets into the file."""
    for name in ("a.osm.pbf", "b.osm.pbf"):
        write_extract(random_graph(5), tmp_path / name)
    assert (tmp_path / "a.osm.pbf").read_bytes() == (
        tmp_path / "b.osm.pbf"
    ).read_bytes()
