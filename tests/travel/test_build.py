"""Tests of the door: sources, precedence, counties, messages."""

from __future__ import annotations

import re
import string
from pathlib import Path

import numpy as np
import pytest

import optimizer.travel as public
from optimizer.errors import TravelError
from optimizer.matrix import SOURCES
from optimizer.messages import text
from optimizer.messages.travel import TEXTS
from optimizer.policy import read_policy
from optimizer.travel.build import read_graph, travel_matrix
from optimizer.travel.context import roads_context
from optimizer.travel.estimate import EstimateProvider

from .builders import make_graph, make_lines, make_policy, make_school, random_graph

POLICY = read_policy()
SCHOOLS = [make_school("a", 0, 0), make_school("b", 3000, 4000), make_school("z")]


def table(tmp_path, *rows):
    path = tmp_path / "t.csv"
    path.write_text("from_id,to_id,minutes,km,source\n" + "\n".join(rows))
    return path


def test_estimate_is_straight_line_times_detour():
    """Tests 5 km at 1.5 and 30 km/h: 7.5 km, 15 minutes, labelled."""
    policy = make_policy(detour_factor=1.5, estimate_speed_kph=30.0)
    matrix, report, issues = travel_matrix(SCHOOLS, policy, estimate=True)
    assert matrix.metres[0, 1] == matrix.metres[1, 0] == pytest.approx(7500, abs=8)
    assert matrix.seconds[0, 1] == pytest.approx(900, abs=1)
    assert SOURCES[matrix.source[0, 1]] == "estimate"
    assert not matrix.known[2, :2].any()
    assert report.unreachable == ("z",)
    assert [i.code for i in issues] == ["T284", "T281", "T287"]
    assert report.notes == issues


def test_estimate_search_limit_is_inclusive():
    """Tests that a pair exactly at the limit is known, one second less is not."""
    seconds = int(EstimateProvider(POLICY.travel).matrix(SCHOOLS).seconds[0, 1])
    for limit, known in ((seconds, True), (seconds - 1, False)):
        travel = make_policy(
            search_limit_minutes=limit / 60,
            max_minutes=limit / 60,
            member_to_member_max_minutes=limit / 60,
        ).travel
        assert bool(EstimateProvider(travel).matrix(SCHOOLS).known[0, 1]) is known


def test_estimate_same_place_and_fingerprint():
    """Tests the least trip, and that the fingerprint follows the numbers."""
    twins = [make_school("a", 0, 0), make_school("b", 0, 0)]
    provider = EstimateProvider(POLICY.travel)
    matrix = provider.matrix(twins)
    assert (matrix.seconds[0, 1], matrix.metres[0, 1]) == (1, 1)
    other = EstimateProvider(make_policy(detour_factor=1.4).travel)
    assert provider.fingerprint() != other.fingerprint()


def test_nothing_given_is_all_unknown():
    """Tests that an estimate is never made unasked."""
    matrix, report, _ = travel_matrix(SCHOOLS, POLICY)
    assert not (matrix.source > 0).any()
    assert report.unreachable == ("a", "b", "z")


def test_table_overrides_estimate(tmp_path):
    """Tests precedence by direction and the note with the count."""
    path = table(tmp_path, "a,b,99,9,measured", "a,z,5,1,navigation")
    matrix, _, issues = travel_matrix(SCHOOLS, POLICY, table=path, estimate=True)
    assert [SOURCES[k] for k in (matrix.source[0, 1], matrix.source[1, 0])] == [
        "measured", "estimate",
    ]  # fmt: skip
    assert matrix.seconds[0, 1] == 99 * 60
    assert matrix.seconds[0, 2] == 300
    assert [i.value for i in issues if i.code == "T252"] == ["1"]


def test_table_above_the_search_limit_still_counts(tmp_path):
    """Tests that the search limit bounds what is computed, not what is told."""
    path = table(tmp_path, "a,b,500,300,measured")
    matrix, _, _ = travel_matrix(SCHOOLS, POLICY, table=path)
    assert matrix.seconds[0, 1] == 30_000


def test_other_county_is_unknown_unless_allowed(tmp_path):
    """Tests both settings of scope.cross_county, for base and table."""
    schools = [make_school("a", 0, 0), make_school("b", 900, 0, county="422802")]
    path = table(tmp_path, "a,b,5,3,measured")
    matrix, _, issues = travel_matrix(schools, POLICY, table=path, estimate=True)
    assert not (matrix.source > 0).any()
    assert [(i.code, i.value) for i in issues if i.code == "T285"] == [("T285", "1")]
    policy = POLICY.changed(scope={"cross_county": True})
    matrix, _, _ = travel_matrix(schools, policy, table=path, estimate=True)
    assert (matrix.source > 0).sum() == 2


def test_roads_and_report(tmp_path):
    """Tests a road layer through the door, and a graph already read."""
    path = make_lines(tmp_path / "r.gpkg", [[(0, 0), (3000, 0), (3000, 4000)]])
    matrix, report, issues = travel_matrix(SCHOOLS, POLICY, roads=path)
    assert matrix.metres[0, 1] == pytest.approx(7000, abs=3)
    assert (report.num_nodes, report.num_edges, report.num_components) == (2, 2, 1)
    assert [i.code for i in issues] == ["T281", "T287"]
    graph = read_graph(POLICY.travel, roads=path)
    again, _, _ = travel_matrix(SCHOOLS, POLICY, roads=graph)
    assert again.fingerprint() == matrix.fingerprint()


@pytest.mark.parametrize(
    "sources",
    [
        {"roads": "a.gpkg", "pbf": "b.pbf"},
        {"roads": "a.gpkg", "estimate": True},
        {"pbf": "b.pbf", "estimate": True},
    ],
)
def test_two_bases_are_refused(sources):
    """Tests that sources are never mixed without being told how."""
    with pytest.raises(TravelError, match="T201"):
        travel_matrix(SCHOOLS, POLICY, **sources)


def test_read_graph_needs_one_file():
    """Tests the same rule for the graph alone."""
    with pytest.raises(TravelError, match="T201"):
        read_graph(POLICY.travel)


def test_roads_of_another_place_are_refused():
    """Tests that schools far from every road mean a wrong file."""
    graph = make_graph([(90_000, 0), (99_000, 0)], [(0, 1, 9000, 600)])
    with pytest.raises(TravelError, match="T228"):
        travel_matrix(SCHOOLS, POLICY, roads=graph)


def test_one_school_too_far_is_noted():
    """Tests that a single far school is a warning with its distance."""
    graph = make_graph([(0, 0), (9000, 0)], [(0, 1, 9000, 600)])
    _, report, issues = travel_matrix(SCHOOLS, POLICY, roads=graph)
    far = [i for i in issues if i.code == "T282"]
    assert [i.value for i in far] == ["b (4000 m > 1000 m)"]
    assert report.unreachable == ("a", "b", "z")


def test_roads_context_is_small_ordered_and_repeatable():
    """Tests bounds, columns and order of the map layer."""
    graph = random_graph(4, num_nodes=60, num_links=300)
    frame = roads_context(graph)
    assert list(frame.columns) == ["class", "name", "geometry"]
    assert frame.crs.to_epsg() == 4326
    assert frame.to_json() == roads_context(graph).to_json()
    assert len(roads_context(graph, max_features=7)) == 7
    assert len(roads_context(graph, max_bytes=2000).to_json()) < 4000


def test_graph_is_immutable_and_checked():
    """Tests that arrays are frozen copies and impossible graphs are refused."""
    graph = make_graph([(0, 0), (1, 0)], [(0, 1, 1, 1)])
    with pytest.raises(ValueError, match="read-only"):
        graph.seconds[0, 0] = 5
    for link, message in (
        ((0, 5, 1, 1), "names no node"),
        ((0, 1, 1, 0), "must be positive"),
        ((0, 1, -1, 1), "not negative"),
        ((0, 1, 1, np.inf), "closed both ways"),
    ):
        with pytest.raises((ValueError, IndexError), match=f"{message}|out of bounds"):
            make_graph([(0, 0), (1, 0)], [link])


def test_public_names_load():
    """Tests that every name of the package exists, and that others do not."""
    assert {name for name in dir(public) if getattr(public, name) is None} == set()
    assert public.travel_matrix is travel_matrix
    with pytest.raises(AttributeError, match="no attribute"):
        _ = public.nonsense


def test_every_code_used_has_both_texts():
    """Tests that each T-code in the sources has a sentence in both languages."""
    folder = Path(public.__file__).parent
    sources = "".join(
        path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.py"))
    )
    used = set(re.findall(r'"(T[23]\d\d)"', sources))
    assert used == set(TEXTS)
    for code, (zh, en) in TEXTS.items():
        fields = [
            {name for _, name, _, _ in string.Formatter().parse(t) if name}
            for t in (zh, en)
        ]
        assert fields[0] == fields[1]
        facts = dict.fromkeys(fields[0], "{x}")
        assert text(code, "zh", **facts) != text(code, "en", **facts)
