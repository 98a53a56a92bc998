"""Tests of trips and routes by Valhalla, on small graphs and real mountains."""

from __future__ import annotations

import csv
from dataclasses import replace

import numpy as np
import pytest
import shapely

from optimizer.domain import School
from optimizer.errors import TravelError
from optimizer.travel.build import read_graph
from optimizer.travel.projection import WGS84, transform
from optimizer.travel.protocol import SnapStatus
from optimizer.travel.routing import RoadProvider
from optimizer.travel.terrain import with_terrain
from optimizer.travel.valhalla import provider as module
from optimizer.travel.valhalla.provider import ValhallaProvider
from tests.travel.builders import (
    SHARED,
    make_graph,
    make_school,
    make_travel,
    random_graph,
    schools_on_nodes,
)

TRAVEL = make_travel()
ANDORRA = SHARED / "andorra"


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    """One cache for all tests of this file."""
    return tmp_path_factory.mktemp("tiles")


def seconds(graph, cache, *places) -> np.ndarray:
    """Seconds between schools at some places in local metres."""
    schools = [make_school(f"S{k}", *place) for k, place in enumerate(places)]
    return ValhallaProvider(graph, TRAVEL, cache).matrix(schools).seconds


@pytest.mark.parametrize("kph", [6, 10, 15, 25, 40, 80])
def test_speed_of_the_graph_is_driven(kph, cache):
    """Tests slow and fast roads to 2 %: whole seconds over three minutes and more."""
    length = kph * 50
    graph = make_graph([(0, 0), (length, 0)], [(0, 1, length, 180)])
    here = seconds(graph, cache, (0, 0), (length, 0))
    assert here[0, 1] == pytest.approx(180, rel=0.02)
    assert here[1, 0] == pytest.approx(180, rel=0.02)


def test_oneway_and_parallel_links(cache):
    """Tests that the faster of two is taken, and a one-way only along it."""
    graph = make_graph(
        [(0, 0), (2000, 0), (2000, 2000)],
        [(0, 1, 2000, 300), (0, 1, 2000, 120, True), (1, 2, 2000, 240)],
    )
    here = seconds(graph, cache, (0, 0), (2000, 0))
    assert here[0, 1] == pytest.approx(120, rel=0.05)
    assert here[1, 0] == pytest.approx(300, rel=0.12)


def test_no_way_is_unknown_and_stops_nothing(cache):
    """Tests two networks apart, a school without a road and one without a place."""
    graph = make_graph(
        [(0, 0), (3000, 0), (50_000, 0), (53_000, 0)],
        [(0, 1, 3000, 200), (2, 3, 3000, 200)],
    )
    schools = [
        make_school("a", 0, 0), make_school("b", 3000, 0), make_school("c", 50_000, 0),
        make_school("d", 53_000, 0), make_school("far", 0, 20_000), make_school("no"),
    ]  # fmt: skip
    provider = ValhallaProvider(graph, TRAVEL, cache)
    matrix, report = provider.measure(schools)
    known = matrix.known.astype(int)
    assert known.tolist() == [
        [1, 1, 0, 0, 0, 0], [1, 1, 0, 0, 0, 0], [0, 0, 1, 1, 0, 0],
        [0, 0, 1, 1, 0, 0], [0, 0, 0, 0, 1, 0], [0, 0, 0, 0, 0, 1],
    ]  # fmt: skip
    statuses = [snap.status for snap in report.snaps]
    assert statuses[4:] == [SnapStatus.TOO_FAR, SnapStatus.UNLOCATED]
    assert report.engine == "valhalla"
    routes = provider.path(schools, [(0, 1), (0, 2), (0, 4), (0, 5)])
    assert [route is None for route in routes] == [False, True, True, True]


def test_banned_turn_is_not_driven(cache):
    """Tests a straight way whose turn is banned: round the square instead."""
    nodes = [(0, 0), (3000, 0), (6000, 0), (3000, 3000), (6000, 3000)]
    links = [
        (0, 1, 3000, 180), (1, 2, 3000, 180), (1, 3, 3000, 180), (3, 4, 3000, 180),
        (4, 2, 3000, 180),
    ]  # fmt: skip
    graph = make_graph(nodes, links)
    free = seconds(graph, cache, (100, 0), (5900, 0))
    banned = replace(graph, turn_bans=np.array([[0, 1, 1]]))
    held = seconds(banned, cache, (100, 0), (5900, 0))
    assert free[0, 1] == pytest.approx(348, rel=0.05)
    assert held[0, 1] > 690
    assert held[1, 0] == pytest.approx(348, rel=0.05)
    own = RoadProvider(banned, TRAVEL).matrix(
        [make_school("a", 100, 0), make_school("b", 5900, 0)]
    )
    assert own.seconds[0, 1] == 348


def test_trip_over_the_search_limit_is_unknown(cache):
    """Tests the policy's search limit, also for the route."""
    graph = make_graph([(0, 0), (60_000, 0)], [(0, 1, 60_000, 6000)])
    schools = [make_school("a", 0, 0), make_school("b", 60_000, 0)]
    short = make_travel(search_limit_minutes=90.0)
    assert not ValhallaProvider(graph, short, cache).matrix(schools).known[0, 1]
    assert ValhallaProvider(graph, short, cache).path(schools, [(0, 1)]) == (None,)
    assert ValhallaProvider(graph, TRAVEL, cache).matrix(schools).known[0, 1]


def test_two_schools_at_one_place_have_no_way(cache):
    """Tests the least trip, as by the own engine."""
    graph = make_graph([(0, 0), (3000, 0)], [(0, 1, 3000, 200)])
    here = seconds(graph, cache, (500, 30), (500, 30), (2000, 0))
    assert here[0, 1] == here[1, 0] == 1
    assert here[0, 2] > 90


def test_same_answer_whatever_the_batch(cache):
    """Tests one row at a time against all at once."""
    graph = random_graph(7)
    schools = schools_on_nodes(graph, range(20))
    all_at_once = ValhallaProvider(graph, TRAVEL, cache, rows=100).matrix(schools)
    for rows in (1, 7):
        batched = ValhallaProvider(graph, TRAVEL, cache, rows=rows).matrix(schools)
        assert batched.fingerprint() == all_at_once.fingerprint()


def mountain_graph(seed: int):
    """A random graph with plausible speeds, and links as long as drawn."""
    graph = random_graph(seed)
    rng = np.random.default_rng(seed)
    drawn = shapely.length(graph.lines)
    kph = rng.integers(15, 60, graph.num_links)
    time = np.where(np.isfinite(graph.seconds), (drawn / kph * 3.6)[:, None], np.inf)
    return replace(graph, metres=np.column_stack([drawn, drawn]), seconds=time)


@pytest.mark.parametrize("seed", range(8))
def test_agrees_with_the_own_engine_but_for_turns(seed, cache):
    """Tests that turns only add: at most 1 % faster, 10 % slower in the median."""
    graph = mountain_graph(seed)
    schools = schools_on_nodes(graph, np.flatnonzero(graph.component == 0)[:15])
    own = RoadProvider(graph, TRAVEL).matrix(schools)
    other = ValhallaProvider(graph, TRAVEL, cache).matrix(schools)
    both = own.known & other.known & (own.seconds > 60)
    ratio = other.seconds[both] / own.seconds[both]
    assert ratio.min() > 0.97
    assert np.median(ratio) < 1.10
    assert (own.known & ~other.known).sum() <= 0.02 * own.known.sum() + 2


def test_refusal_of_the_engine_is_a_message(cache, monkeypatch):
    """Tests that no trace of the library reaches a user."""
    graph = make_graph([(0, 0), (3000, 0)], [(0, 1, 3000, 200)])
    monkeypatch.setattr(module, "_COSTING", {"country_crossing_cost": "x" * 10})
    monkeypatch.setattr(
        module, "_location", lambda lon, lat: {"lon": 999.0, "lat": 999.0}
    )
    with pytest.raises(TravelError) as caught:
        seconds(graph, cache, (0, 0), (3000, 0))
    assert caught.value.code == "T312"


def test_fingerprint_names_roads_engine_and_numbers(cache):
    """Tests that another graph or snap limit is another source."""
    one = ValhallaProvider(random_graph(1), TRAVEL, cache)
    assert (
        one.fingerprint()
        == ValhallaProvider(random_graph(1), TRAVEL, cache, rows=3).fingerprint()
    )
    others = [
        ValhallaProvider(random_graph(2), TRAVEL, cache),
        ValhallaProvider(random_graph(1), make_travel(snap_max_m=9.0), cache),
        RoadProvider(random_graph(1), TRAVEL),
    ]
    assert len({p.fingerprint() for p in [one, *others]}) == 4


@pytest.fixture(scope="module")
def andorra(cache):
    """Real mountain roads with their slopes, and the 26 school objects on them."""
    if not ANDORRA.is_dir():
        pytest.skip("no shared data folder beside the repository")
    from optimizer.travel.elevation import read_elevation

    graph = with_terrain(
        read_graph(TRAVEL, pbf=ANDORRA / "andorra-2025-01.osm.pbf"),
        TRAVEL,
        read_elevation(ANDORRA / "N42E001.hgt.zip"),
        "normal",
    )
    with (ANDORRA / "andorra_schools_osm.csv").open(encoding="utf-8") as file:
        schools = [
            School(
                school_id=row["osm_id"], name=row["name"], county_code="AD",
                type_code="211", lon=float(row["lon"]), lat=float(row["lat"]),
            )
            for row in csv.DictReader(file)
        ]  # fmt: skip
    return graph, schools


def test_andorra_agrees_with_the_own_engine(andorra, cache):
    """Tests the full table: 3 % more for turns in the median, kilometres to 0.1 %."""
    graph, schools = andorra
    own = RoadProvider(graph, TRAVEL).matrix(schools)
    other, report = ValhallaProvider(graph, TRAVEL, cache).measure(schools)
    off = ~np.eye(len(schools), dtype=bool)
    assert other.known.all()
    assert [n for n in report.notes if n.code == "T311"] == []
    ratio = other.seconds[off] / own.seconds[off]
    assert 1.0 <= np.median(ratio) < 1.06
    assert np.percentile(ratio, 5) > 0.99
    assert np.median(other.metres[off] / own.metres[off]) == pytest.approx(1, abs=0.002)
    within = [m.seconds[off] <= 20 * 60 for m in (own, other)]
    assert (within[0] == within[1]).mean() > 0.95


def test_andorra_routes_are_those_of_the_matrix(andorra, cache):
    """Tests every route: time, length, parts, drawn line; 3 % or 30 s of the matrix."""
    graph, schools = andorra
    provider = ValhallaProvider(graph, TRAVEL, cache)
    matrix = provider.matrix(schools)
    pairs = [(i, j) for i in range(26) for j in range(26) if i != j]
    for (i, j), route in zip(pairs, provider.path(schools, pairs), strict=True):
        gap_s = abs(route.seconds - matrix.seconds[i, j])
        assert gap_s <= max(30, 0.03 * matrix.seconds[i, j])
        assert abs(route.metres - matrix.metres[i, j]) <= max(50, 0.01 * route.metres)
        parts_m = sum(s.metres for s in route.stretches) + route.leg_m
        assert parts_m == pytest.approx(route.metres, abs=2)
        lon, lat = np.array(route.lonlat).T
        x, y = transform(WGS84, graph.crs, lon, lat)
        drawn = shapely.length(shapely.linestrings(np.column_stack([x, y])))
        assert drawn == pytest.approx(route.metres, rel=0.02, abs=30)
