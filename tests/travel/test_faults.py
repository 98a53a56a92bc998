"""Every fault of roads, places, heights and tables: its message, and nothing lost.

"Nothing lost" means that the other schools keep their trips and that the faulty one
stays in the matrix.
"""

from __future__ import annotations

import numpy as np
import pytest

from optimizer.domain import Severity
from optimizer.errors import DataError, TravelError
from optimizer.travel.build import read_graph, travel_matrix
from optimizer.travel.elevation import read_elevation
from optimizer.travel.terrain import with_terrain

from .builders import (
    SHARED,
    lonlat,
    make_graph,
    make_lines,
    make_policy,
    make_school,
    make_travel,
)
from .test_elevation import geotiff
from .test_osm_pbf import write as write_pbf

POLICY = make_policy()
ROAD = make_graph([(0, 0), (9000, 0)], [(0, 1, 9000, 600)])
GOOD = [make_school("a", 0, 0), make_school("b", 9000, 0)]


def measured(graph, *schools):
    """Known trips by number, and codes with values, of two good schools and others."""
    matrix, _, issues = travel_matrix([*GOOD, *schools], POLICY, roads=graph)
    assert matrix.school_ids == ("a", "b", *(s.school_id for s in schools))
    assert matrix.seconds[0, 1] == matrix.seconds[1, 0] == 600
    return (matrix.source > 0).astype(int), {i.code: i.value for i in issues}


def test_no_road_near_a_school():
    """Tests a school 2 km from the road."""
    known, issues = measured(ROAD, make_school("far", 4000, 2000))
    assert known[2].sum() == known[:, 2].sum() == 0
    assert issues["T282"] == "far (2000 m > 1000 m)"
    assert issues["T287"] == "far"


def test_two_components():
    """Tests schools on a separate network: they reach each other alone."""
    apart = make_graph(
        [(0, 0), (9000, 0), (0, 50_000), (3000, 50_000)],
        [(0, 1, 9000, 600), (2, 3, 3000, 200)],
    )
    there = make_school("c", 0, 50_000), make_school("d", 3000, 50_000)
    known, issues = measured(apart, *there)
    assert known[2:, :2].sum() == known[:2, 2:].sum() == 0
    assert known[2, 3] == known[3, 2] == 1
    assert issues["T283"].startswith("d ") or issues["T283"].startswith("c ")


def test_one_way_trap():
    """Tests a road that can be driven into and never left."""
    trap = make_graph(
        [(0, 0), (9000, 0), (9000, 5000)],
        [(0, 1, 9000, 600), (1, 2, 5000, 300, True)],
    )
    known, issues = measured(trap, make_school("c", 9000, 5000))
    assert known[:2, 2].tolist() == [1, 1]
    assert known[2, :2].tolist() == [0, 0]
    assert issues["T283"].startswith("c ")


def test_zero_length_line(tmp_path):
    """Tests a point drawn as a line beside a good road."""
    layer = make_lines(
        tmp_path / "a.gpkg", [[(0, 0), (9000, 0)], [(500, 0), (500, 0)]],
        speed_kph=[54, 54],
    )  # fmt: skip
    known, issues = measured(read_graph(POLICY.travel, roads=layer))
    assert known.sum() == 2
    assert issues["T271"] == "1"


def test_nodes_of_one_place(tmp_path):
    """Tests nodes repeated in a way, and two that coincide without being one."""
    places = {1: (0, 0), 2: (4500, 0), 3: (4500, 0), 4: (9000, 0), 5: (4500, 0)}
    tags = {"highway": "trunk", "maxspeed": "50"}
    joined = write_pbf(tmp_path / "a.osm.pbf", places, [([1, 2, 2, 3, 4], tags)])
    matrix, _, issues = travel_matrix(GOOD, POLICY, pbf=joined)
    assert matrix.known.all()
    assert {i.code for i in issues} == set()
    touching = write_pbf(
        tmp_path / "b.osm.pbf", places, [([1, 2], tags), ([5, 4], tags)]
    )
    matrix, _, issues = travel_matrix(GOOD, POLICY, pbf=touching)
    assert not matrix.known[0, 1]
    assert [i.value[:3] for i in issues if i.code == "T272"] == ["1 ("]


@pytest.mark.skipif(not SHARED.is_dir(), reason="no shared data folder")
@pytest.mark.parametrize("share", [0.5, 0.9])
def test_truncated_pbf(share, tmp_path):
    """Tests half and nine tenths of a real extract."""
    raw = (SHARED / "andorra" / "andorra-2025-01.osm.pbf").read_bytes()
    path = tmp_path / "cut.osm.pbf"
    path.write_bytes(raw[: int(len(raw) * share)])
    with pytest.raises(TravelError) as caught:
        read_graph(POLICY.travel, pbf=path)
    assert caught.value.code == "T226"
    assert "cut.osm.pbf" in caught.value.render("zh")


def test_swapped_coordinates():
    """Tests lon and lat exchanged: told apart from a school that is merely far."""
    lon, lat = lonlat(5000, 0)
    swapped = make_school("s", 0, 0)
    swapped = type(swapped)(
        school_id="s", name="s", county_code="422801", type_code="211", lon=lat, lat=lon
    )
    tall = make_graph(
        [(0, 0), (9000, 0), (9000, 9000)], [(0, 1, 9000, 600), (1, 2, 9000, 600)]
    )
    known, issues = measured(tall, swapped, make_school("far", 4000, 3000))
    assert known[2:].sum() == 0
    assert issues["T288"].startswith("s (")


def test_voids_of_heights(tmp_path):
    """Tests that a road under a void keeps its class speed, and is told."""
    heights = np.full((200, 400), -9999.0)
    heights[:, :3] = 500
    path = geotiff(tmp_path / "dem.tif", heights, cell=1000.0)
    graph = with_terrain(ROAD, make_travel(), read_elevation(path), "normal")
    known, issues = measured(graph)
    assert known.sum() == 2
    assert issues["T294"].startswith("6.5 km")


@pytest.mark.parametrize(
    ("code", "cell"),
    [("T243", "-5"), ("T242", "abc"), ("T242", "inf"), ("T237", "约30")],
)
@pytest.mark.parametrize("layout", ["long", "square"])
def test_matrix_with_impossible_minutes(code, cell, layout, tmp_path):
    """Tests that no row of a faulty table is used, and the cell is named."""
    path = tmp_path / "t.csv"
    if layout == "long":
        path.write_text(f"from_id,to_id,minutes,km\na,b,{cell},5\n", encoding="utf-8")
    else:
        path.write_text(f",a,b\na,,{cell}\nb,9,\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        travel_matrix(GOOD, POLICY, table=path, roads=ROAD)
    assert caught.value.code == "T207"
    (issue,) = [i for i in caught.value.issues if i.severity is Severity.ERROR]
    assert (issue.code, issue.row, issue.value) == (code, 2, cell)
    assert issue.file == "t.csv"


def test_matrix_with_holes(tmp_path):
    """Tests that a blank is "not stated": the roads speak, or nobody."""
    path = tmp_path / "t.csv"
    path.write_text(",a,b,far\na,,7,\nb,,,\nfar,,,\n", encoding="utf-8")
    far = make_school("far", 4000, 2000)
    matrix, _, issues = travel_matrix([*GOOD, far], POLICY, table=path, roads=ROAD)
    assert matrix.seconds[0, 1] == 7 * 60
    assert matrix.seconds[1, 0] == 600
    assert not matrix.known[2, :2].any()
    assert {"T282", "T287"} <= {i.code for i in issues}
