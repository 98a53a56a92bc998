"""Tests of the user's roads: which engine, which scenario, how far around."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer.errors import TravelError
from optimizer.travel.changes import ChangeKind
from optimizer.travel.roads import RoadFiles, Roads
from optimizer.travel.routing import RoadProvider
from optimizer.travel.trips import measure_trips
from optimizer.travel.valhalla.provider import ValhallaProvider

from .builders import lonlat, make_lines, make_policy, make_school, make_travel
from .test_osm_pbf import write as write_pbf

TRAVEL = make_travel()
SCHOOLS = [make_school("a", 0, 0), make_school("b", 9000, 0)]


@pytest.fixture
def pbf(tmp_path):
    """Two roads: one between the schools, one 300 km away."""
    nodes = {1: (0, 0), 2: (9000, 0), 3: (300_000, 0), 4: (309_000, 0)}
    tags = {"highway": "tertiary"}
    return write_pbf(tmp_path / "a.osm.pbf", nodes, [([1, 2], tags), ([3, 4], tags)])


@pytest.fixture
def lines(tmp_path):
    """One road between the schools."""
    return make_lines(tmp_path / "a.gpkg", [[(0, 0), (9000, 0)]], name=["甲乙路"])


def test_engine_follows_the_kind_of_file(pbf, lines):
    """Tests both kinds, both engines by name, and which has a second."""
    kinds = {}
    for name, files in (("pbf", RoadFiles(pbf=pbf)), ("lines", RoadFiles(roads=lines))):
        for engine in ("auto", "graph", "valhalla"):
            roads = Roads(files, TRAVEL, engine)
            first, second = roads.provider("normal"), roads.second("normal")
            kinds[name, engine] = (
                type(first),
                None if second is None else type(second),
            )
    both, alone = (ValhallaProvider, RoadProvider), (RoadProvider, None)
    assert kinds == {
        ("pbf", "auto"): both, ("pbf", "graph"): alone, ("pbf", "valhalla"): both,
        ("lines", "auto"): alone, ("lines", "graph"): alone,
        ("lines", "valhalla"): both,
    }  # fmt: skip


def test_both_engines_stand_on_the_same_speeds(pbf):
    """Tests that one graph is behind both."""
    roads = Roads(RoadFiles(pbf=pbf), TRAVEL)
    assert roads.provider("normal").graph is roads.second("normal").graph


def test_extract_is_read_around_the_schools(pbf):
    """Tests that a road out of every reach is left out and told."""
    near = Roads(RoadFiles(pbf=pbf), TRAVEL, schools=SCHOOLS).graph("normal")
    assert near.num_links == 1
    assert "T273" in [note.code for note in near.notes]
    assert Roads(RoadFiles(pbf=pbf), TRAVEL).graph("normal").num_links == 2
    unplaced = Roads(RoadFiles(pbf=pbf), TRAVEL, schools=[make_school("x")])
    assert unplaced.graph("normal").num_links == 2


def test_extract_of_another_place_is_not_called_empty(pbf):
    """Tests schools far off, and all with longitude and latitude exchanged."""
    far = [make_school("a", 2_000_000, 0)]
    lon, lat = SCHOOLS[0].lon, SCHOOLS[0].lat
    swapped = [replace(SCHOOLS[0], lon=lat, lat=lon)]
    for schools in (far, swapped):
        with pytest.raises(TravelError) as caught:
            Roads(RoadFiles(pbf=pbf), TRAVEL, schools=schools).graph("normal")
        assert caught.value.code == "T220"
        assert "a.osm.pbf 的 2 条道路" in caught.value.render("zh")


def test_scenarios_differ_only_where_the_data_says_so(lines, tmp_path):
    """Tests roads alone, a winter closure, and one that holds always."""
    plain = Roads(RoadFiles(roads=lines), TRAVEL)
    assert not plain.differs("winter")
    table = tmp_path / "changes.csv"
    for scenario, differs in (("winter", True), ("", False), ("normal", False)):
        table.write_text(f"change,road,scenario\nclosed,甲乙路,{scenario}\n", "utf-8")
        roads = Roads(RoadFiles(roads=lines, changes=table), TRAVEL)
        assert roads.differs("winter") is differs
        assert [change.kind for change in roads.changes] == [ChangeKind.CLOSED]


@pytest.mark.parametrize("given", [0, 2])
def test_exactly_one_file_of_roads(given, pbf, lines):
    """Tests none and both."""
    files = RoadFiles(lines, pbf) if given else RoadFiles()
    with pytest.raises(TravelError) as caught:
        Roads(files, TRAVEL).graph("normal")
    assert caught.value.code == "T201"


@pytest.mark.parametrize("engine", ["graph", "valhalla"])
def test_last_road_closed_leaves_every_trip_unknown(engine, lines, tmp_path):
    """Tests a winter without any road: by either engine nobody arrives."""
    table = tmp_path / "changes.csv"
    table.write_text("change,road,scenario\nclosed,甲乙路,winter\n", "utf-8")
    policy = make_policy()
    network = Roads(RoadFiles(roads=lines, changes=table), policy.travel, engine)
    trips = measure_trips(SCHOOLS, policy, network, None, estimate=False)
    assert trips.matrix.known.all()
    assert trips.scenarios["winter"].known.tolist() == [[True, False], [False, True]]


def test_changes_of_every_scenario_are_told_once(tmp_path):
    """Tests a closure of winter, compared with normal, and an opening of all year."""
    table = tmp_path / "changes.csv"
    table.write_text(
        "change,road,line,scenario,speed_kph\n"
        "closed,甲乙路,,winter,\n"
        f'opened,,"{_drawn((0, 10), (9000, 10))}",,30\n',
        "utf-8",
    )
    policy = make_policy()
    two = make_lines(
        tmp_path / "two.gpkg", [[(0, 0), (9000, 0)], [(0, 30), (9000, 30)]],
        name=["甲乙路", "便道"], speed_kph=[60, 20],
    )  # fmt: skip
    network = Roads(RoadFiles(roads=two, changes=table), policy.travel)
    trips = measure_trips(SCHOOLS, policy, network, None, estimate=False)
    told = [(i.code, i.row) for i in trips.issues if i.code in ("T297", "T298")]
    assert sorted(told) == [("T297", 2), ("T298", 3)]
    assert trips.matrix.seconds[0, 1] < trips.scenarios["winter"].seconds[0, 1]


def _drawn(*places):
    """Places in local metres as the table of changes has them."""
    return "; ".join("{:.6f},{:.6f}".format(*lonlat(*place)) for place in places)
