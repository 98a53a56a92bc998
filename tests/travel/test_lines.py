"""Tests of road layers: noding, levels, attributes, faults of files."""

from __future__ import annotations

from contextlib import suppress

import geopandas as gpd
import numpy as np
import pytest
import shapely

from optimizer.errors import TravelError
from optimizer.matrix import UNKNOWN
from optimizer.travel.lines import read_lines
from optimizer.travel.routing import RoadProvider

from .builders import CRS, ORIGIN, make_lines, make_school, make_travel

WEST_EAST = [(0, 0), (2000, 0)]
SOUTH_NORTH = [(1000, -1000), (1000, 1000)]
ENDS = [make_school("w", 0, 0), make_school("n", 1000, 1000)]
TRAVEL = make_travel(search_limit_minutes=180.0)


def trip(path, schools=ENDS, travel=TRAVEL):
    """Seconds and metres from the first school to the second."""
    matrix = RoadProvider(read_lines(path, travel), travel).matrix(schools)
    return int(matrix.seconds[0, 1]), int(matrix.metres[0, 1])


def codes(graph):
    return [note.code for note in graph.notes]


@pytest.mark.parametrize("suffix", ["gpkg", "shp", "geojson"])
def test_crossing_lines_of_one_level_join(tmp_path, suffix):
    """Tests a crossroads drawn as two lines, in each format."""
    crs = "EPSG:4326" if suffix == "geojson" else CRS
    path = tmp_path / f"roads.{suffix}"
    lines = [shapely.LineString(np.array(p) + ORIGIN) for p in (WEST_EAST, SOUTH_NORTH)]
    gpd.GeoDataFrame({"speed_kph": [36.0, 36.0]}, geometry=lines, crs=CRS).to_crs(
        crs
    ).to_file(path)
    seconds, metres = trip(path)
    assert (seconds, metres) == (pytest.approx(200, abs=1), pytest.approx(2000, abs=2))


@pytest.mark.parametrize(
    "level",
    [
        {"bridge": ["yes", None]},
        {"bridge": [1, 0]},
        {"桥梁": ["是", "否"]},
        {"bridge": ["viaduct", ""]},
        {"tunnel": ["T", "F"]},
        {"layer": [1, 0]},
        {"layer": ["-1", None]},
    ],
)
def test_crossing_lines_of_two_levels_do_not_join(tmp_path, level):
    """Tests that no car turns off an overpass or out of a tunnel."""
    path = make_lines(tmp_path / "r.gpkg", [WEST_EAST, SOUTH_NORTH], **level)
    assert trip(path) == (UNKNOWN, UNKNOWN)


def test_bridges_and_tunnels_are_told_apart(tmp_path):
    """Tests a bridge, a tunnel in Chinese, and a road on the ground."""
    lines = [[(0, y), (1000, y)] for y in (0, 1000, 2000)]
    columns = {"bridge": ["yes", None, "no"], "隧道": [None, "是", "否"]}
    graph = read_lines(make_lines(tmp_path / "r.gpkg", lines, **columns), TRAVEL)
    built = sorted((road.is_structure, road.is_tunnel) for road in graph.roads)
    assert built == [(False, False), (True, False), (True, True)]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ([(0, 0), (1000, 0)], [(1000, 0), (1000, 1000)]),
        ([(0, 0), (2000, 0)], [(1000, 0), (1000, 1000)]),
        ([(0, 0), (1000, 0)], [(1000, -1000), (1000, 1000)]),
    ],
)
def test_end_of_a_bridge_joins_what_it_touches(tmp_path, a, b):
    """Tests a shared end, and an end on the middle of the other line, both ways."""
    path = make_lines(tmp_path / "r.gpkg", [a, b], bridge=["yes", "no"])
    assert trip(path)[1] == 2000


def test_gap_below_the_grid_is_closed_and_above_it_is_not(tmp_path):
    """Tests the 0.1 m grid."""
    for gap, joined in ((0.04, True), (0.5, False)):
        lines = [[(0, 0), (1000, 0)], [(1000 + gap, 0), (1000, 1000)]]
        path = make_lines(tmp_path / f"{gap}.gpkg", lines)
        assert (trip(path)[0] != UNKNOWN) is joined


@pytest.mark.parametrize(
    ("value", "there", "back"),
    [
        ("yes", True, False),
        ("1", True, False),
        ("true", True, False),
        ("是", True, False),
        ("-1", False, True),
        ("no", True, True),
        ("否", True, True),
        (None, True, True),
    ],
)
def test_oneway_values(tmp_path, value, there, back):
    """Tests each word for one-way, on a line drawn from west to east."""
    path = make_lines(tmp_path / "r.gpkg", [WEST_EAST], oneway=[value])
    schools = [make_school("w", 100, 0), make_school("e", 1900, 0)]
    graph = read_lines(path, TRAVEL)
    assert np.isfinite(graph.seconds[0]).tolist() == [there, back]
    assert graph.notes == ()
    travel = make_travel(snap_max_m=100.0)
    matrix = RoadProvider(graph, travel).matrix(schools)
    assert matrix.known[0, 1] == there
    assert matrix.known[1, 0] == back


def test_oneway_geofabrik_coding(tmp_path):
    """Tests that F, T, B mean forwards, backwards, both when B occurs."""
    lines = [[(0, k), (1000, k)] for k in (0, 500, 900)]
    graph = read_lines(
        make_lines(tmp_path / "r.gpkg", lines, oneway=list("FTB")), TRAVEL
    )
    south_to_north = np.argsort(graph.node_xy[graph.tail, 1])
    assert np.isfinite(graph.seconds[south_to_north]).tolist() == [
        [True, False], [False, True], [True, True],
    ]  # fmt: skip


def test_oneway_twins_on_one_line_make_a_two_way_road(tmp_path):
    """Tests two one-way lines drawn on top of each other in opposite directions."""
    path = make_lines(
        tmp_path / "r.gpkg", [WEST_EAST, WEST_EAST[::-1]], oneway=["yes", "yes"],
        speed_kph=[72.0, 36.0],
    )  # fmt: skip
    graph = read_lines(path, TRAVEL)
    assert graph.seconds.tolist() == [[100.0, 200.0]]


@pytest.mark.parametrize(
    ("columns", "kph"),
    [
        ({"speed_kph": [72.0]}, 72),
        ({"车速": ["72"]}, 72),
        ({"限速": [72]}, 72),
        ({"maxspeed": ["72"], "fclass": ["trunk"]}, 50),
        ({"maxspeed": ["20"], "highway": ["trunk"]}, 20),
        ({"maxspeed": ["none"], "highway": ["trunk_link"]}, 50),
        ({"speed_kph": [72.0], "class": ["trunk"]}, 72),
        ({"等级": ["县道"]}, 40),
        ({"name": ["x"]}, 25),
    ],
)
def test_speed_from_column_class_or_default(tmp_path, columns, kph):
    """Tests which number counts when several are there."""
    travel = make_travel(
        speed_kph={"trunk": 50.0, "secondary": 40.0}, default_speed_kph=25.0
    )
    graph = read_lines(make_lines(tmp_path / "r.gpkg", [WEST_EAST], **columns), travel)
    assert graph.seconds[0, 0] == pytest.approx(2000 / (kph / 3.6))
    assert graph.notes == ()


@pytest.mark.parametrize(
    ("columns", "code", "value"),
    [
        ({"speed_kph": [0.0]}, "T261", "0 (×1)"),
        ({"speed_kph": ["-5"]}, "T261", "-5 (×1)"),
        ({"maxspeed": ["0"]}, "T261", "0 (×1)"),
        ({"oneway": ["maybe"]}, "T263", "maybe (×1)"),
        ({"length_m": [-1.0]}, "T264", "-1 (×1)"),
        ({"class": ["boulevard"]}, "T262", "boulevard (×1)"),
        ({"layer": ["up"]}, "T268", "up (×1)"),
        ({"length_m": [2.0]}, "T270", "2"),
    ],
)
def test_bad_value_is_noted_and_the_default_used(tmp_path, columns, code, value):
    """Tests each kind of bad value: one note, and the road as if it were blank."""
    graph = read_lines(make_lines(tmp_path / "r.gpkg", [WEST_EAST], **columns), TRAVEL)
    assert [(n.code, n.row, n.value) for n in graph.notes] == [(code, 1, value)]
    plain = read_lines(make_lines(tmp_path / "p.gpkg", [WEST_EAST]), TRAVEL)
    assert np.array_equal(graph.seconds, plain.seconds)


def test_stated_length_is_shared_over_the_pieces(tmp_path):
    """Tests 3 km stated on 2 km drawn: half of it to the crossing."""
    path = make_lines(
        tmp_path / "r.gpkg", [WEST_EAST, SOUTH_NORTH], length_m=[3000.0, None]
    )
    assert trip(path)[1] == 1500 + 1000


def test_not_drivable_lines_are_left_out_and_noted(tmp_path):
    """Tests that a footpath connects nothing."""
    path = make_lines(
        tmp_path / "r.gpkg", [WEST_EAST, SOUTH_NORTH], highway=["tertiary", "footway"]
    )
    graph = read_lines(path, TRAVEL)
    assert graph.num_links == 1
    assert codes(graph) == ["T265"]


def test_multilines_are_taken_apart_and_points_noted(tmp_path):
    """Tests parts, height values and foreign geometry in one layer."""
    parts = shapely.MultiLineString(
        [[(0, 0, 9), (500, 0, 9)], [(700, 0, 9), (1000, 0, 9)]]
    )
    shapes = [
        shapely.transform(parts, lambda p: p + np.array([*ORIGIN, 0]), include_z=True)
    ]
    shapes.append(shapely.Point(*ORIGIN))
    gpd.GeoDataFrame(geometry=shapes, crs=CRS).to_file(tmp_path / "r.gpkg")
    graph = read_lines(tmp_path / "r.gpkg", TRAVEL)
    assert sorted(graph.metres[:, 0].round()) == [300, 500]
    assert codes(graph) == ["T266"]


@pytest.mark.parametrize("cpg", [True, False])
@pytest.mark.parametrize("encoding", ["GB18030", "UTF-8"])
def test_shapefile_chinese_header(tmp_path, cpg, encoding):
    """Tests that Chinese columns are found with and without a .cpg file."""
    path = tmp_path / "r.shp"
    line = shapely.LineString(np.array(WEST_EAST) + ORIGIN)
    gpd.GeoDataFrame(
        {"车速": [72.0], "名称": ["桥头路"]}, geometry=[line], crs=CRS
    ).to_file(path, encoding=encoding)
    if not cpg:
        path.with_suffix(".cpg").unlink()
    graph = read_lines(path, TRAVEL)
    assert graph.seconds[0, 0] == pytest.approx(100)
    assert [road.name for road in graph.roads] == ["桥头路"]
    assert codes(graph) == ([] if cpg else ["T267"])


def test_order_of_rows_does_not_matter(tmp_path):
    """Tests that the same roads in another order give the same graph and matrix."""
    rng = np.random.default_rng(3)
    lines = [rng.integers(0, 4000, (3, 2)).tolist() for _ in range(40)]
    columns = {
        "oneway": rng.choice(["yes", "no"], 40, p=[0.2, 0.8]),
        "highway": rng.choice(["primary", "track"], 40),
        "layer": rng.choice([0, 0, 1], 40),
    }
    turn = rng.permutation(40)
    one = make_lines(tmp_path / "1.gpkg", lines, **columns)
    two = make_lines(
        tmp_path / "2.gpkg", [lines[k] for k in turn],
        **{name: values[turn] for name, values in columns.items()},
    )  # fmt: skip
    first, second = read_lines(one, TRAVEL), read_lines(two, TRAVEL)
    assert first.num_links > 100
    assert first.fingerprint() == second.fingerprint()


def test_noded_length_is_kept():
    """Tests that pieces add up to the lines and meet at nodes only."""
    from optimizer.travel.noding import node_lines

    rng = np.random.default_rng(8)
    points = rng.integers(0, 3000, (30, 2, 2)).astype(float)
    lines = np.array([shapely.LineString(p) for p in points], dtype=object)
    pieces = node_lines(lines, np.full(30, "", dtype=object))
    assert shapely.length(pieces.lines).sum() == pytest.approx(
        shapely.length(lines).sum(), rel=1e-3
    )
    assert set(pieces.piece.tolist()) == set(range(len(pieces.lines)))


def _no_crs(path):
    line = shapely.LineString(np.array(WEST_EAST) + ORIGIN)
    with pytest.warns(UserWarning, match="crs"):
        gpd.GeoDataFrame(geometry=[line]).to_file(path)


def _wrong_crs(path):
    line = shapely.LineString(np.array(WEST_EAST) + ORIGIN)
    gpd.GeoDataFrame(geometry=[line], crs="EPSG:4326").to_file(path)


def _points_only(path):
    gpd.GeoDataFrame(geometry=[shapely.Point(*ORIGIN)], crs=CRS).to_file(path)


def _two_layers(path):
    line = shapely.LineString(np.array(WEST_EAST) + ORIGIN)
    frame = gpd.GeoDataFrame(geometry=[line], crs=CRS)
    frame.to_file(path, layer="one")
    frame.to_file(path, layer="two")


def _footpath(path):
    make_lines(path, [WEST_EAST], highway=["footway"])


@pytest.mark.parametrize(
    ("make", "name", "code"),
    [
        (lambda p: None, "r.gpkg", "F102"),
        (lambda p: p.write_bytes(b"SQLite format 3\x00 broken"), "r.gpkg", "T221"),
        (lambda p: p.write_bytes(b""), "r.shp", "T221"),
        (lambda p: p.write_text('{"type": "FeatureColl'), "r.geojson", "T221"),
        (_no_crs, "r.shp", "T222"),
        (_points_only, "r.gpkg", "T223"),
        (_footpath, "r.gpkg", "T223"),
        (_two_layers, "r.gpkg", "T224"),
        (_wrong_crs, "r.gpkg", "T225"),
        (lambda p: p.write_text("x"), "r.dwg", "T229"),
    ],
)
def test_unusable_file(tmp_path, make, name, code):
    """Tests that each unusable file gives one coded error with its name."""
    path = tmp_path / name
    make(path)
    with pytest.raises(TravelError) as caught:
        read_lines(path, TRAVEL)
    assert caught.value.code == code
    for lang in ("zh", "en"):
        assert name in caught.value.render(lang)


def test_damaged_geopackage_never_escapes_as_another_error(tmp_path):
    """Tests bytes overwritten at many places: read, or an error of ours."""
    path = make_lines(tmp_path / "r.gpkg", [WEST_EAST, SOUTH_NORTH])
    raw = path.read_bytes()
    for place in range(0, len(raw), len(raw) // 40):
        (tmp_path / "b.gpkg").write_bytes(
            raw[:place] + b"\xff" * 64 + raw[place + 64 :]
        )
        with suppress(TravelError):
            read_lines(tmp_path / "b.gpkg", TRAVEL)
