"""Travel on real mountains: two engines, slope, winter, a closed pass, a line layer."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import osmium
import pytest
import shapely

from optimizer import service
from optimizer.policy import read_policy
from optimizer.travel.elevation import read_elevation
from optimizer.travel.osm_pbf import is_drivable, read_pbf
from optimizer.travel.review import within_limits
from optimizer.travel.roads import RoadFiles, Roads
from optimizer.travel.routing import RoadProvider
from optimizer.travel.terrain import with_terrain
from optimizer.travel.valhalla.provider import ValhallaProvider
from tests.real import inputs

ANDORRA_DEM = inputs.ANDORRA_DEM
POA_DEM = inputs.SHARED / "porto_alegre" / "poa_elevation.tif"
PASS = "Port d'Envalira"
"""The road over the highest pass, beside the tunnel under it."""

pytestmark = pytest.mark.skipif(
    not inputs.ANDORRA_PBF.is_file(),
    reason="no shared data folder beside the repository",
)


@pytest.fixture(scope="module")
def policy_file(tmp_path_factory):
    """The neutral policy with a limit that binds among trips of up to 40 minutes."""
    path = tmp_path_factory.mktemp("policy") / "policy.toml"
    path.write_text(
        'base = "neutral"\n[travel]\nmax_minutes = 20.0\nmerged_max_minutes = 15.0\n'
    )
    return path


@pytest.fixture(scope="module")
def survey(tmp_path_factory, policy_file):
    """All trips between the cleaned schools of Andorra."""
    table = inputs.andorra_schools(tmp_path_factory.mktemp("andorra") / "schools.csv")
    return service.survey(
        service.Sources(
            schools=table, pbf=inputs.ANDORRA_PBF, dem=ANDORRA_DEM, policy=policy_file
        )
    )


@pytest.fixture(scope="module")
def network(policy_file):
    """The roads of Andorra with their heights."""
    files = RoadFiles(pbf=inputs.ANDORRA_PBF, dem=ANDORRA_DEM)
    return Roads(files, read_policy(policy_file).travel)


def test_full_table_by_both_engines_and_their_agreement(survey):
    """Tests that both know every pair and decide 95 % of those in reach alike."""
    n = len(survey.case.schools)
    assert int((survey.case.travel.source > 0).sum()) == n * (n - 1)
    assert survey.engines.minutes.num == n * (n - 1)
    assert 0.93 < survey.engines.minutes.median < 1.0
    assert survey.engines.km.median == pytest.approx(1, abs=0.005)
    assert len(survey.engines.flipped) <= 0.05 * survey.engines.decided
    assert survey.report.engine == "valhalla"


def test_winter_makes_trips_longer_and_some_too_long(survey):
    """Tests ice above 1,200 m: no trip is shorter, and the lost pairs are told."""
    normal, winter = survey.case.travel, survey.loaded.scenarios["winter"]
    assert (winter.seconds >= normal.seconds).all()
    limits = survey.case.policy.travel
    lost = within_limits(normal, limits) & ~within_limits(winter, limits)
    assert sorted(map(tuple, np.argwhere(lost).tolist())) == list(survey.lost["winter"])
    assert lost.sum() > 5


def ratios(pbf, dem, schools) -> np.ndarray:
    """Minutes with heights over minutes without, of all pairs of schools."""
    travel = read_policy("neutral").travel
    graph = read_pbf(pbf, travel)
    flat = RoadProvider(with_terrain(graph, travel, None, "normal"), travel)
    real = with_terrain(graph, travel, read_elevation(dem), "normal")
    steep = RoadProvider(real, travel)
    one, two = flat.matrix(schools), steep.matrix(schools)
    both = one.known & two.known & (one.seconds > 60)
    return two.seconds[both] / one.seconds[both]


def test_slope_moves_mountain_trips_and_leaves_flat_ones_alone(survey, tmp_path):
    """Tests Andorra against a city between 0 and 250 m: most trips there not at all."""
    mountain = ratios(inputs.ANDORRA_PBF, ANDORRA_DEM, survey.case.schools)
    assert mountain.min() >= 1
    assert (mountain > 1.05).mean() > 0.1
    table = inputs.porto_alegre_cells(tmp_path / "cells.csv")
    cells = service.load(service.Sources(schools=table, policy="neutral"))
    city = ratios(inputs.POA_PBF, POA_DEM, cells.case.schools)
    assert np.median(city) == 1
    assert np.percentile(city, 95) < 1.025
    assert np.percentile(mountain, 95) > np.percentile(city, 95) + 0.05


@pytest.mark.parametrize("engine", ["graph", "valhalla"])
def test_closed_pass_changes_exactly_the_pairs_that_used_it(engine, tmp_path, network):
    """Tests every pair of 26 places on both sides of the pass, route by route."""
    changes = tmp_path / "changes.csv"
    changes.write_text(f"change,road,scenario\nclosed,{PASS},winter\n", "utf-8")
    files = RoadFiles(pbf=inputs.ANDORRA_PBF, changes=changes)
    roads = Roads(files, network.travel)
    graph = roads.graph("normal")
    named = np.flatnonzero([road.name == PASS for road in graph.roads])
    on_pass = np.isin(graph.road, named)
    # Some places on the pass road's own ends, the rest all over the country.
    rng = np.random.default_rng(5)
    main = np.flatnonzero(graph.component == 0)
    near = np.unique(np.r_[graph.tail[on_pass], graph.head[on_pass]])
    untouched = np.setdiff1d(main, near)
    far = untouched[graph.node_lonlat[untouched, 0] > 1.70]
    chosen = np.r_[rng.choice(untouched, 12, False), rng.choice(far, 12, False)]
    schools = [_school(k, *graph.node_lonlat[k]) for k in np.unique(chosen)]

    def provider(scenario):
        if engine == "graph":
            return RoadProvider(roads.graph(scenario), roads.travel)
        return ValhallaProvider(roads.graph(scenario), roads.travel, tmp_path)

    before, after = provider("normal"), provider("winter")
    was, now = before.matrix(schools), after.matrix(schools)
    n = len(schools)
    pairs = [(i, j) for i in range(n) for j in range(n) if i != j]
    routes = before.path(schools, pairs)
    used = np.zeros((n, n), dtype=bool)
    for (i, j), route in zip(pairs, routes, strict=True):
        used[i, j] = route is not None and PASS in {s.name for s in route.stretches}
    # Valhalla adds up its seconds as fractions: the same way may round to one less.
    rounding = 1 if engine == "valhalla" else 0
    changed = np.abs(was.seconds - now.seconds) > rounding
    changed |= was.metres != now.metres
    assert used.sum() > 10
    assert not (changed & ~used).any()
    assert changed[used].all()
    assert (now.seconds[used & now.known] >= was.seconds[used & now.known]).all()


def _school(node, lon, lat):
    from optimizer.domain import School

    return School(
        school_id=f"n{node:05d}", name="", county_code="AD", type_code="211",
        lon=float(lon), lat=float(lat),
    )  # fmt: skip


def test_line_layer_with_slopes_agrees_with_the_extract(survey, network, tmp_path):
    """Tests the same roads drawn as lines: every trip to 1 %, or 15 seconds."""
    keys = ("highway", "oneway", "junction", "maxspeed", "bridge", "tunnel", "layer",
            "surface", "name")  # fmt: skip
    tags, shapes = [], []
    stream = osmium.FileProcessor(str(inputs.ANDORRA_PBF)).with_locations()
    for way in stream.with_filter(osmium.filter.EntityFilter(osmium.osm.WAY)):
        found = dict(way.tags)
        if is_drivable(found):
            if found.get("junction") == "roundabout":
                found.setdefault("oneway", "yes")
            tags.append({key: found.get(key) for key in keys})
            shapes.append(shapely.LineString([(n.lon, n.lat) for n in way.nodes]))
    path = tmp_path / "roads.gpkg"
    gpd.GeoDataFrame(tags, geometry=shapes, crs=4326).to_file(path)
    drawn = Roads(RoadFiles(roads=path, dem=ANDORRA_DEM), network.travel)
    for scenario in ("normal", "winter"):
        lines = RoadProvider(drawn.graph(scenario), network.travel)
        extract = RoadProvider(network.graph(scenario), network.travel)
        one, two = (p.matrix(survey.case.schools) for p in (extract, lines))
        gap_s = np.abs(one.seconds - two.seconds)
        assert (gap_s <= np.maximum(15, 0.01 * one.seconds)).all()
        assert np.abs(one.metres - two.metres).max() <= 50


def test_plan_per_scenario_and_its_evidence(survey, tmp_path, policy_file):
    """Tests a winter plan, its routes, and a folder that verifies and redraws."""
    table = inputs.andorra_schools(tmp_path / "schools.csv")
    sources = service.Sources(
        schools=table, pbf=inputs.ANDORRA_PBF, dem=ANDORRA_DEM, policy=policy_file,
        scenario="winter",
    )  # fmt: skip
    loaded = service.load(sources)
    assert loaded.case.policy.travel.scenario == "winter"
    expected = survey.loaded.scenarios["winter"]
    assert loaded.case.travel.fingerprint() == expected.fingerprint()
    outcome = service.make_plan(loaded)
    members = {m: k for m, k in outcome.plan.core_of.items() if m != k}
    assert outcome.evidence.routes.keys() == set(members.items())
    for (member, core), route in outcome.evidence.routes.items():
        i, k = (loaded.case.travel.index_of[s] for s in (member, core))
        assert (route.from_id, route.to_id) == (member, core)
        adopted = loaded.case.travel.seconds[i, k]
        assert abs(route.seconds - adopted) <= max(30, 0.03 * adopted)
        assert route.slowest is not None
    out = tmp_path / "plan"
    service.write_plan(outcome, out)
    assert (out / "routes.geojson").is_file()
    plan, violations = service.verify(out)
    assert [v for v in violations if v.severity == "error"] == []
    drawn = (out / "map.html").read_bytes()
    assert service.draw_map(out, tmp_path / "again.html").read_bytes() == drawn
    assert plan.fingerprint == outcome.plan.fingerprint
