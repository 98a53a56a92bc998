"""Tests of the OSM reader on small written extracts."""

from __future__ import annotations

import numpy as np
import osmium
import pytest

from optimizer.errors import TravelError
from optimizer.travel.osm_pbf import direction, is_drivable, read_pbf
from optimizer.travel.routing import RoadProvider

from .builders import lonlat, make_school, make_travel

TRAVEL = make_travel(
    speed_kph={"motorway": 80.0, "primary": 45.0, "tertiary": 30.0},
    default_speed_kph=25.0,
)


def write(path, nodes, ways):
    """Write nodes ``id: (x, y)`` and ways ``(node ids, tags)`` as an extract."""
    with osmium.SimpleWriter(str(path)) as writer:
        for ref, (x, y) in nodes.items():
            place = lonlat(x, y)
            writer.add_node(osmium.osm.mutable.Node(id=ref, location=place))
        for k, (refs, tags) in enumerate(ways):
            writer.add_way(osmium.osm.mutable.Way(id=100 + k, nodes=refs, tags=tags))
    return path


NODES = {1: (0, 0), 2: (1000, 0), 3: (2000, 0), 4: (1000, 1000), 5: (1500, 0)}


def test_read_splits_at_shared_nodes_only(tmp_path):
    """Tests that a T-junction cuts a way, and a bend does not."""
    tertiary = {"highway": "tertiary", "name": "县道"}
    ways = [([1, 2, 5, 3], tertiary), ([2, 4], {"highway": "primary"})]
    graph = read_pbf(write(tmp_path / "a.osm.pbf", NODES, ways), TRAVEL)
    assert (graph.num_nodes, graph.num_links, graph.num_edges) == (4, 3, 6)
    assert sorted(graph.metres[:, 0].round().tolist()) == [1000, 1000, 1000]
    assert [road.kind for road in graph.roads] == ["tertiary", "primary"]
    assert [road.name for road in graph.roads] == ["县道", ""]
    assert [road.ref for road in graph.roads] == ["100", "101"]
    schools = [make_school("a", 0, 0), make_school("b", 1000, 1000)]
    matrix = RoadProvider(graph, TRAVEL).matrix(schools)
    assert matrix.metres[0, 1] == pytest.approx(2000, abs=2)
    assert matrix.seconds[0, 1] == pytest.approx(120 + 80, abs=1)


def test_read_crossing_without_shared_node_does_not_join(tmp_path):
    """Tests a bridge: drawn across, no common node, no way through."""
    nodes = {**NODES, 6: (500, -500), 7: (500, 500)}
    tags = {"highway": "tertiary"}
    graph = read_pbf(
        write(tmp_path / "a.osm.pbf", nodes, [([1, 2], tags), ([6, 7], tags)]), TRAVEL
    )
    assert (graph.num_links, graph.component.max()) == (2, 1)


@pytest.mark.parametrize(
    ("tags", "kph"),
    [
        ({"highway": "primary"}, 45),
        ({"highway": "primary", "maxspeed": "80"}, 45),
        ({"highway": "primary", "maxspeed": "20"}, 20),
        ({"highway": "primary", "maxspeed": "20 mph"}, 32.18688),
        ({"highway": "primary", "maxspeed": "CN:urban"}, 45),
        ({"highway": "primary_link"}, 45),
        ({"highway": "residential"}, 25),
    ],
)
def test_read_speed_is_the_lower_of_limit_and_class(tmp_path, tags, kph):
    """Tests the speed rule through the seconds of one kilometre."""
    graph = read_pbf(write(tmp_path / "a.osm.pbf", NODES, [([1, 2], tags)]), TRAVEL)
    assert graph.seconds[0, 0] == pytest.approx(graph.metres[0, 0] / (kph / 3.6))


@pytest.mark.parametrize(
    ("tags", "built", "covered"),
    [
        ({}, False, False),
        ({"bridge": "viaduct"}, True, False),
        ({"tunnel": "yes"}, True, True),
        ({"tunnel": "avalanche_protector"}, True, True),
        ({"bridge": "no", "tunnel": "no"}, False, False),
    ],
)
def test_read_bridges_and_tunnels(tmp_path, tags, built, covered):
    """Tests what stands off the ground, and what is under a roof."""
    ways = [([1, 2], {"highway": "primary", **tags})]
    (road,) = read_pbf(write(tmp_path / "a.osm.pbf", NODES, ways), TRAVEL).roads
    assert (road.is_structure, road.is_tunnel) == (built, covered)


def test_read_oneway_against_the_way(tmp_path):
    """Tests oneway=-1: closed along, open against."""
    tags = {"highway": "tertiary", "oneway": "-1"}
    graph = read_pbf(write(tmp_path / "a.osm.pbf", NODES, [([1, 2], tags)]), TRAVEL)
    assert np.isfinite(graph.seconds).tolist() == [[False, True]]


def test_read_incomplete_way_is_cut_and_noted(tmp_path):
    """Tests that a missing node is never bridged by a straight line."""
    ways = [([1, 2, 99, 3, 5], {"highway": "tertiary"})]
    graph = read_pbf(write(tmp_path / "a.osm.pbf", NODES, ways), TRAVEL)
    assert sorted(graph.metres[:, 0].round().tolist()) == [500, 1000]
    assert [(n.code, n.value) for n in graph.notes] == [("T269", "1")]


@pytest.mark.parametrize(
    ("tags", "drivable"),
    [
        ({"highway": "motorway_link"}, True),
        ({"highway": "living_street"}, True),
        ({"highway": "track"}, True),
        ({"highway": "footway"}, False),
        ({"highway": "construction"}, False),
        ({"highway": "service", "area": "yes"}, False),
        ({"highway": "service", "access": "no"}, False),
        ({"highway": "service", "access": "destination"}, True),
        ({"highway": "service", "access": "no", "motorcar": "yes"}, True),
        ({"highway": "service", "motor_vehicle": "private"}, False),
        ({"highway": "service", "motor_vehicle": "no", "motorcar": "yes"}, True),
    ],
)
def test_is_drivable(tags, drivable):
    """Tests classes and bans, the most specific tag first."""
    assert is_drivable(tags) is drivable


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({"highway": "primary"}, 0),
        ({"highway": "motorway"}, 1),
        ({"highway": "motorway", "oneway": "no"}, 0),
        ({"junction": "roundabout"}, 1),
        ({"oneway": "reverse"}, -1),
        ({"oneway": "alternating"}, 0),
    ],
)
def test_direction(tags, expected):
    """Tests tagged and implied one-way rules."""
    assert direction(tags) == expected


def test_read_unusable_files(tmp_path):
    """Tests missing, foreign, cut and road-free extracts."""
    whole = write(tmp_path / "a.osm.pbf", NODES, [([1, 2], {"highway": "path"})])
    (tmp_path / "cut.osm.pbf").write_bytes(whole.read_bytes()[:-20])
    (tmp_path / "text.osm.pbf").write_bytes(b"hello" * 50)
    for name, code in (
        ("none.osm.pbf", "F102"),
        ("cut.osm.pbf", "T226"),
        ("text.osm.pbf", "T226"),
        ("a.osm.pbf", "T227"),
    ):
        with pytest.raises(TravelError) as caught:
            read_pbf(tmp_path / name, TRAVEL)
        assert caught.value.code == code
        assert name in caught.value.render("zh")


def test_read_leaves_out_ways_beyond_the_extent(tmp_path):
    """Tests a way inside, one that only begins inside, and one outside."""
    nodes = {1: (0, 0), 2: (1000, 0), 3: (9000, 0), 4: (9000, 9000)}
    tags = {"highway": "tertiary"}
    ways = [([1, 2], tags), ([2, 3], tags), ([3, 4], tags)]
    path = write(tmp_path / "a.osm.pbf", nodes, ways)
    west, south = lonlat(-100, -100)
    east, north = lonlat(2000, 2000)
    graph = read_pbf(path, TRAVEL, (west, south, east, north))
    assert [road.ref for road in graph.roads] == ["100", "101"]
    assert [(note.code, note.value) for note in graph.notes] == [("T273", "1")]
    assert read_pbf(path, TRAVEL).num_links == 3
