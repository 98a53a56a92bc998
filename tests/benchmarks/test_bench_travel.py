"""Measured runs of travel; ``pytest -m bench -s tests/benchmarks``.

A synthetic mountain county of 62,500 nodes and 300 schools, and Andorra: own graph,
networkx and Valhalla in one run, with their agreement, seconds and peak memory.
"""

from __future__ import annotations

import time
import tracemalloc
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from optimizer.domain import School
from optimizer.matrix import TravelMatrix
from optimizer.policy import read_policy
from optimizer.travel.cache import MatrixCache
from optimizer.travel.isochrones import isochrones
from optimizer.travel.review import Spread, agreement
from optimizer.travel.road import Road
from optimizer.travel.roadgraph import RoadGraph, pack_lines
from optimizer.travel.roads import RoadFiles, Roads
from optimizer.travel.routing import RoadProvider
from optimizer.travel.terrain import with_terrain
from optimizer.travel.valhalla.provider import ValhallaProvider
from tests.benchmarks.test_bench import networkx_of, peak_mb, show
from tests.real import inputs

pytestmark = pytest.mark.bench

TRAVEL = read_policy("neutral").travel
SIDE = 250
STEP_M = 320.0
CRS = "EPSG:4545"
CORNER = (460_000.0, 3_310_000.0)


def mountain_grid(side: int = SIDE) -> RoadGraph:
    """A county of side x side nodes, 15 % of its links missing, speeds by class."""
    rng = np.random.default_rng(11)
    row, column = np.divmod(np.arange(side * side), side)
    place = np.column_stack([column, row]) * STEP_M + CORNER
    place += rng.uniform(-90, 90, place.shape)
    right = np.flatnonzero(column < side - 1)
    up = np.flatnonzero(row < side - 1)
    tail, head = np.r_[right, up], np.r_[right + 1, up + side]
    kept = rng.random(len(tail)) > 0.15
    tail, head = tail[kept], head[kept]
    kinds = np.array(["secondary", "tertiary", "unclassified"])
    main = (row[tail] % 25 == 0) | (column[tail] % 25 == 0)
    kind = np.where(main, 0, rng.integers(1, 3, len(tail)))
    kph = np.array([40.0, 30.0, 25.0])[kind]
    middle = (place[tail] + place[head]) / 2 + rng.uniform(-60, 60, (len(tail), 2))
    lines = np.stack([place[tail], middle, place[head]], axis=1)
    xy, offsets = pack_lines(list(lines))
    metres = np.hypot(*np.diff(lines, axis=1).transpose(2, 0, 1)).sum(axis=1)
    oneway = rng.random(len(tail)) < 0.05
    seconds = metres / kph * 3.6
    return RoadGraph(
        crs=CRS, node_xy=place, tail=tail, head=head,
        metres=np.column_stack([metres, metres]),
        seconds=np.column_stack([seconds, np.where(oneway, np.inf, seconds)]),
        xy=xy, offsets=offsets, road=np.arange(len(tail)),
        roads=tuple(Road(str(k), str(kinds[c])) for k, c in enumerate(kind)),
    )  # fmt: skip


def schools_near(graph: RoadGraph, number: int) -> list[School]:
    """Schools within 200 m of nodes all over the graph."""
    rng = np.random.default_rng(12)
    nodes = rng.choice(np.flatnonzero(graph.component == 0), number, replace=False)
    shift = rng.uniform(-0.002, 0.002, (number, 2))
    places = graph.node_lonlat[nodes] + shift
    return [
        School(
            school_id=f"S{k:04d}", name="", county_code="422801", type_code="211",
            lon=float(lon), lat=float(lat),
        )
        for k, (lon, lat) in enumerate(places)
    ]  # fmt: skip


def spread(found: Spread) -> list[float]:
    """Return the 5 %, 50 % and 95 % points of a ratio."""
    return [round(value, 3) for value in (found.low, found.median, found.high)]


def agreed(first: TravelMatrix, second: TravelMatrix) -> dict[str, object]:
    """Return how far two engines agree, in figures for a line of JSON."""
    found = agreement(first, second, TRAVEL)
    same = 1 - len(found.flipped) / max(1, found.decided)
    return {
        "minutes_ratio": spread(found.minutes),
        "km_ratio": spread(found.km),
        "pairs": found.minutes.num,
        "same_decision_pct": round(100 * same, 2),
    }  # fmt: skip


def compare_with_networkx(
    graph: RoadGraph, oracle: nx.DiGraph, tmp_path: Path, *, number: int = 40
) -> None:
    """Show own graph and Valhalla against networkx, between schools on nodes.

    The own graph has the same minutes, to the rounding of a second; Valhalla adds
    turns.
    """
    rng = np.random.default_rng(13)
    inside = np.flatnonzero(graph.component == 0)
    nodes = sorted(rng.choice(inside, number, replace=False).tolist())
    schools = [
        School(
            school_id=f"N{k:04d}", name="", county_code="422801", type_code="211",
            lon=float(graph.node_lonlat[k, 0]), lat=float(graph.node_lonlat[k, 1]),
        )
        for k in nodes
    ]  # fmt: skip
    limit = TRAVEL.search_limit_minutes * 60
    truth = np.full((number, number), np.inf)
    for i, source in enumerate(nodes):
        found = nx.single_source_dijkstra_path_length(oracle, source, cutoff=limit)
        truth[i] = [found.get(goal, np.inf) for goal in nodes]
    # Trips near the search limit may be beyond it with their turns.
    pairs = (truth < 0.9 * limit) & ~np.eye(number, dtype=bool)
    gaps = {}
    for name, provider in (
        ("own", RoadProvider(graph, TRAVEL)),
        ("valhalla", ValhallaProvider(graph, TRAVEL, tmp_path)),
    ):
        matrix = provider.matrix(schools)
        assert matrix.known[pairs].all()
        gaps[name] = matrix.seconds[pairs] - truth[pairs]
    ratio = 1 + gaps["valhalla"] / truth[pairs]
    facts = {
        "pairs": int(pairs.sum()),
        "own_worst_gap_s": round(float(np.abs(gaps["own"]).max()), 2),
        "valhalla_ratio": np.percentile(ratio, [5, 50, 95]).round(3).tolist(),
    }
    show("against networkx", facts)
    # Minutes are whole seconds; the schools stand on the nodes to the micrometre.
    assert np.abs(gaps["own"]).max() <= 1


def test_county_of_62500_nodes(tmp_path: Path) -> None:
    """Measures every engine on one county, and the isochrones of 30 cores."""
    graph = mountain_grid()
    schools = schools_near(graph, 300)
    show("nodes, links", [graph.num_nodes, graph.num_links])
    started = time.perf_counter()
    graph = with_terrain(graph, TRAVEL, None, "normal")
    show("mountain speeds s", round(time.perf_counter() - started, 2))
    own = RoadProvider(graph, TRAVEL)
    started = time.perf_counter()
    matrix = own.matrix(schools)
    own_s = time.perf_counter() - started
    show("own s, peak MB", [round(own_s, 2), peak_mb()])
    keep = MatrixCache(tmp_path)
    keep.measure(own, schools)
    started = time.perf_counter()
    cached, _ = keep.measure(own, schools)
    show("own from the cache s", round(time.perf_counter() - started, 2))
    assert cached.fingerprint() == matrix.fingerprint()
    small = RoadProvider(graph, TRAVEL, cells_per_slice=500_000)
    assert small.matrix(schools).fingerprint() == matrix.fingerprint()

    oracle = networkx_of(graph)
    tries, limit = 10, TRAVEL.search_limit_minutes * 60
    started = time.perf_counter()
    for source in range(tries):
        nx.single_source_dijkstra_path_length(oracle, source * 997, cutoff=limit)
    nx_s = (time.perf_counter() - started) / tries * len(schools)
    show("networkx s (extrapolated), ratio", [round(nx_s, 1), round(nx_s / own_s, 1)])

    engine = ValhallaProvider(graph, TRAVEL, tmp_path)
    started = time.perf_counter()
    _ = engine._tiles.folder
    show("valhalla tiles s", round(time.perf_counter() - started, 2))
    started = time.perf_counter()
    other = engine.matrix(schools)
    valhalla_s = time.perf_counter() - started
    show("valhalla s, ratio", [round(valhalla_s, 2), round(valhalla_s / own_s, 1)])
    show("valhalla over own", agreed(matrix, other))
    compare_with_networkx(graph, oracle, tmp_path)

    started = time.perf_counter()
    cores = [school.school_id for school in schools[:30]]
    areas = isochrones(graph, schools, TRAVEL, cores, direction="member_to_core")
    show("isochrones of 30 s", round(time.perf_counter() - started, 2))
    assert set(areas["minutes"]) <= set(TRAVEL.isochrone_minutes)
    started = time.perf_counter()
    pairs = [(i, (i + 1) % 300) for i in range(200)]
    routes = own.path(schools, pairs)
    show("200 routes s", round(time.perf_counter() - started, 2))
    assert sum(route is not None for route in routes) > 100
    show("peak MB of all", peak_mb())


def test_memory_is_bounded_by_slicing() -> None:
    """Measures the arrays a matrix needs at its peak, all rows at once and sliced."""
    graph = mountain_grid()
    schools = schools_near(graph, 300)
    peaks = {}
    for cells in (10**9, 8_000_000, 500_000):
        provider = RoadProvider(graph, TRAVEL, cells_per_slice=cells)
        provider.matrix(schools[:2])
        tracemalloc.start()
        provider.matrix(schools)
        peaks[cells] = round(tracemalloc.get_traced_memory()[1] / 2**20)
        tracemalloc.stop()
    show("peak MB of arrays by cells per slice", peaks)
    assert peaks[500_000] < peaks[8_000_000] < peaks[10**9]


@pytest.mark.skipif(not inputs.ANDORRA_PBF.is_file(), reason="no shared data folder")
def test_andorra_by_three_engines(tmp_path: Path) -> None:
    """Measures reading, speeds, tiles, matrix and agreement on real mountains."""
    dem = inputs.SHARED / "andorra" / "N42E001.hgt.zip"
    roads = Roads(RoadFiles(pbf=inputs.ANDORRA_PBF, dem=dem), TRAVEL)
    started = time.perf_counter()
    graph = roads.graph("normal")
    show("andorra read s", round(time.perf_counter() - started, 2))
    schools = schools_near(graph, 300)
    own = RoadProvider(graph, TRAVEL)
    started = time.perf_counter()
    matrix = own.matrix(schools)
    own_s = time.perf_counter() - started
    started = time.perf_counter()
    other = ValhallaProvider(graph, TRAVEL, tmp_path).matrix(schools)
    valhalla_s = time.perf_counter() - started
    oracle = networkx_of(graph)
    started = time.perf_counter()
    for source in range(30):
        nx.single_source_dijkstra_path_length(oracle, source, cutoff=10_800)
    nx_s = (time.perf_counter() - started) * 10
    show(
        "andorra 300 schools: own, valhalla with tiles, networkx s",
        [round(own_s, 2), round(valhalla_s, 2), round(nx_s, 2)],
    )
    show("andorra valhalla over own", agreed(matrix, other))
    compare_with_networkx(graph, oracle, tmp_path)
    show("andorra peak MB", peak_mb())
