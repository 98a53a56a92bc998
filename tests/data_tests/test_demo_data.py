"""Tests that the shipped demo data can be rebuilt, is whole, and says it is made up."""

import csv
import importlib.util
import itertools
import json
import re
import sys
import tomllib
import zipfile
from collections import Counter
from pathlib import Path

import networkx as nx
import pytest
import shapely
from shapely.geometry import shape

from optimizer.policy import read_policy
from optimizer.travel.changes import read_changes

DATA = Path(__file__).parents[2] / "data"
DEMOS = ("enshi", "jianshi", "prefecture")
COUNTED = {"211", "311", "312"}
COLUMNS = """school_id, name, county_code, town, village, lon, lat, type_code,
region_code, pupils, pupils_primary, pupils_junior, classes, staff, teachers, edu_hi,
backbone, pe_art, room_area_m2, sport_area_m2, equip_yuan, media_rooms, quality, core,
weak, new, rural, opened, will_lead, will_join, parent_id, alliance_id, alliance_role,
owner_level, runner, status, remark""".replace("\n", " ").split(", ")
YES_NO = ("core", "weak", "new", "rural", "will_lead", "will_join")


def read(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def schools(demo):
    return read(DATA / "demo" / demo / "schools.csv")


def pairs(demo):
    return read(DATA / "demo" / demo / "pairs.csv")


def roads(demo):
    text = (DATA / "demo" / demo / "roads.geojson").read_text(encoding="utf-8")
    return json.loads(text)["features"]


def road_graph(demo):
    graph = nx.DiGraph()
    for road in roads(demo):
        a, b = (tuple(point) for point in road["geometry"]["coordinates"])
        graph.add_edge(a, b)
        if not road["properties"]["oneway"]:
            graph.add_edge(b, a)
    return graph


def is_in_scope(row):
    return (row["status"], row["runner"], row["owner_level"]) == (
        "正常",
        "公办",
        "县属",
    )


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory):
    """All files written anew by the script, about three seconds."""
    path = DATA / "build_demo.py"
    spec = importlib.util.spec_from_file_location("build_demo", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["build_demo"] = module
    try:
        spec.loader.exec_module(module)
        folder = tmp_path_factory.mktemp("rebuilt")
        module.build(folder)
    finally:
        del sys.modules["build_demo"]
    return folder


@pytest.mark.parametrize(
    "name",
    [
        *(
            f"demo/{demo}/{file}"
            for demo in DEMOS
            for file in ("schools.csv", "pairs.csv", "roads.geojson", "policy.toml")
        ),
        *(
            f"templates/{file}.csv"
            for file in ("schools", "travel", "pairs", "travel_matrix", "road_changes")
        ),
    ],
)
def test_build_again_same_bytes(rebuilt, name):
    """Tests that the script gives the committed file, byte for byte."""
    assert (rebuilt / name).read_bytes() == (DATA / name).read_bytes()


def test_build_again_same_workbook(rebuilt):
    """Tests the members of the workbook; how zlib packs them may differ."""
    first, second = (
        zipfile.ZipFile(folder / "templates/schools.xlsx") for folder in (rebuilt, DATA)
    )
    with first, second:
        assert first.namelist() == second.namelist()
        assert all(first.read(n) == second.read(n) for n in first.namelist())
        assert [i.date_time for i in first.infolist()] == [
            i.date_time for i in second.infolist()
        ]


def test_enshi_totals_are_the_published_ones():
    """Tests 107 primary and 29 junior schools, 5 of them nine-year, and 60 points."""
    rows = schools("enshi")
    types = Counter(row["type_code"] for row in rows if is_in_scope(row))
    assert (types["211"], types["311"], types["312"]) == (107, 24, 5)
    assert sum(types[code] for code in COUNTED) == 136
    assert types["218"] == 60


def test_enshi_has_each_kind_out_of_scope():
    """Tests that the scope rules have something to exclude."""
    rows = schools("enshi")
    assert sum(row["owner_level"] == "州直" for row in rows) == 3
    assert sum(row["runner"] == "民办" for row in rows) == 2
    assert sum(row["status"] == "停办" for row in rows) == 1
    assert {"341", "511", "342"} <= {row["type_code"] for row in rows}


def test_prefecture_holds_eight_counties_and_the_county_demos():
    """Tests that a county looks the same in its own demo and in the prefecture."""
    rows = schools("prefecture")
    by_county = {
        code: [r for r in rows if r["county_code"] == code]
        for code in {row["county_code"] for row in rows}
    }
    assert len(by_county) == 8
    assert 850 <= len(rows) <= 950
    assert by_county["422801"] == schools("enshi")
    assert by_county["422822"] == schools("jianshi")


@pytest.mark.parametrize("demo", DEMOS)
def test_schools_canonical_columns(demo):
    """Tests names and order of the columns."""
    assert list(schools(demo)[0]) == COLUMNS


@pytest.mark.parametrize("demo", DEMOS)
def test_schools_every_row_says_it_is_made_up(demo):
    """Tests name, remark and id: none can be taken for a real school's."""
    for row in schools(demo):
        assert row["name"].startswith(f"示例·{row['town']}·")
        assert "演示数据" in row["remark"]
        assert "非真实学校" in row["remark"]
        assert re.fullmatch(rf"S{row['county_code']}\d{{3}}", row["school_id"])


@pytest.mark.parametrize("demo", DEMOS)
def test_schools_ids_and_names_once(demo):
    """Tests that ids are unique and in order, and names unique within a county."""
    rows = schools(demo)
    ids = [row["school_id"] for row in rows]
    assert ids == sorted(set(ids))
    names = Counter((row["county_code"], row["name"]) for row in rows)
    assert max(names.values()) == 1


def test_schools_located_lie_in_their_county():
    """Tests every located school against the polygon of its county."""
    text = (DATA / "geography/counties.geojson").read_text(encoding="utf-8")
    polygons = {
        f["properties"]["county_code"]: shape(f["geometry"])
        for f in json.loads(text)["features"]
    }
    assert all(polygon.is_valid for polygon in polygons.values())
    located = [row for row in schools("prefecture") if row["lon"]]
    for row in located:
        point = shapely.Point(float(row["lon"]), float(row["lat"]))
        assert polygons[row["county_code"]].contains(point), row["school_id"]
    assert len({(row["lon"], row["lat"]) for row in located}) == len(located)


def test_schools_towns_and_villages_are_real():
    """Tests the names of towns against the list beside the script."""
    towns = {
        (row["county_code"], row["name"])
        for row in read(DATA / "geography/townships.csv")
    }
    rows = schools("prefecture")
    assert {(row["county_code"], row["town"]) for row in rows} == towns
    assert all(row["village"].endswith(("村", "社区")) for row in rows)


@pytest.mark.parametrize("demo", DEMOS)
def test_points_parent_in_same_town(demo):
    """Tests that teaching points, and only they, have a primary school as parent."""
    rows = schools(demo)
    by_id = {row["school_id"]: row for row in rows}
    for row in rows:
        assert bool(row["parent_id"]) == (row["type_code"] == "218")
        if row["parent_id"]:
            parent = by_id[row["parent_id"]]
            assert parent["type_code"] in ("211", "312")
            assert is_in_scope(parent)
            assert (parent["county_code"], parent["town"]) == (
                row["county_code"],
                row["town"],
            )


def test_schools_figures_fit_together():
    """Tests sums and bounds; a blank is not known."""
    for row in schools("prefecture"):

        def number(column, row=row):
            return int(row[column]) if row[column] else None

        assert number("teachers") <= number("staff")
        for column in ("edu_hi", "backbone", "pe_art"):
            assert (number(column) or 0) <= number("teachers")
        if row["type_code"] == "312":
            parts = number("pupils_primary") + number("pupils_junior")
            assert number("pupils") == parts
        else:
            assert row["pupils_primary"] == row["pupils_junior"] == ""


def test_schools_words_are_canonical():
    """Tests the closed lists."""
    for row in schools("prefecture"):
        assert {row[column] for column in YES_NO} <= {"是", "否", ""}
        assert row["quality"] in {"优质", "良好", "合格", "薄弱", ""}
        codes = {"121", "122", "123", "210", "220"}
        if row["county_code"] in ("422801", "422802"):
            codes |= {"111", "112"}
        assert row["region_code"] in codes


@pytest.mark.parametrize("demo", DEMOS)
def test_alliances_one_per_county(demo):
    """Tests that the existing alliance has one core and two members."""
    rows = schools(demo)
    by_alliance = {}
    for row in rows:
        if row["alliance_id"]:
            by_alliance.setdefault(row["alliance_id"], []).append(row["alliance_role"])
    assert len(by_alliance) == len({row["county_code"] for row in rows})
    for roles in by_alliance.values():
        assert sorted(roles) == ["core", "member", "member"]


@pytest.mark.parametrize("demo", DEMOS)
def test_pairs_name_known_schools(demo):
    """Tests kinds and ids of the pair table."""
    rows = schools(demo)
    ids = {row["school_id"] for row in rows}
    alliances = {row["alliance_id"] for row in rows}
    wishes = pairs(demo)
    assert list(wishes[0]) == ["kind", "a", "b", "note"]
    kinds = {"together", "apart", "willing", "refused", "core", "not_core", "frozen"}
    assert {wish["kind"] for wish in wishes} == kinds
    for wish in wishes:
        assert wish["note"]
        if wish["kind"] in ("core", "not_core", "frozen"):
            assert wish["a"] in (alliances if wish["kind"] == "frozen" else ids)
            assert wish["b"] == ""
        else:
            assert {wish["a"], wish["b"]} <= ids
            assert wish["a"] != wish["b"]


@pytest.mark.parametrize(("demo", "islands"), [("enshi", 1), ("jianshi", 1)])
def test_roads_leave_an_island(demo, islands):
    """Tests that one small piece hangs apart and the rest reaches itself."""
    pieces = sorted(nx.strongly_connected_components(road_graph(demo)), key=len)
    assert [len(piece) for piece in pieces[:-1]] == [2] * islands
    assert len(pieces[-1]) > 90


def test_enshi_some_schools_have_no_way():
    """Tests two schools without coordinates, two on an island, one without a road."""
    rows = schools("enshi")
    lost = [row for row in rows if not row["lon"]]
    assert sorted(row["type_code"] for row in lost) == ["211", "218"]
    assert all(not row["lat"] and "坐标待采集" in row["remark"] for row in lost)
    graph = road_graph("enshi")
    spots = [(float(row["lon"]), float(row["lat"])) for row in rows if row["lon"]]
    assert sum(spot not in graph for spot in spots) == 1
    island = min(nx.strongly_connected_components(graph), key=len)
    assert sum(spot in island for spot in spots) == 2


@pytest.mark.parametrize("demo", DEMOS)
def test_roads_properties(demo):
    """Tests stated lengths, speeds, labels and unique ids."""
    features = roads(demo)
    ids = [road["properties"]["road_id"] for road in features]
    assert len(set(ids)) == len(ids)
    for road in features:
        facts = road["properties"]
        assert facts["name"] == "示意路网"
        assert facts["class"] in ("trunk", "secondary", "tertiary", "unclassified")
        assert facts["speed_kph"] in (25, 30, 40)
        (lon, lat), (lon2, lat2) = road["geometry"]["coordinates"]
        straight_m = (((lon - lon2) * 96e3) ** 2 + ((lat - lat2) * 111e3) ** 2) ** 0.5
        assert 1.3 < facts["length_m"] / straight_m < 2.0
    assert sum(r["properties"]["oneway"] for r in features) >= 3


@pytest.mark.parametrize("demo", DEMOS)
def test_roads_cross_only_on_different_levels(demo):
    """Tests that roads which cross between junctions are bridges."""
    features = roads(demo)
    levels = [road["properties"].get("layer", 0) for road in features]
    lines = [shape(road["geometry"]) for road in features]
    crossings = shapely.STRtree(lines).query(lines, predicate="crosses").T
    assert len(crossings)
    assert all(levels[a] != levels[b] for a, b in crossings)
    for road, level in zip(features, levels, strict=True):
        assert (road["properties"].get("bridge") == "yes") == (level > 0)


@pytest.mark.parametrize("demo", DEMOS)
def test_policy_only_names_the_demo(demo):
    """Tests that the demos use the preset's numbers and carry the notice."""
    text = (DATA / "demo" / demo / "policy.toml").read_text(encoding="utf-8")
    policy = tomllib.loads(text)
    assert policy.pop("base") == "enshi-2022-2025"
    assert "演示" in policy["scope"]["title"]
    assert policy["report"] == {"notice": "演示数据 / 非真实学校"}
    keys = {k for section in policy.values() for k in section}
    assert keys - {"deterministic_limit"} == {"title", "notice"}
    assert ("deterministic_limit" in keys) == (demo == "prefecture")


def test_templates_headers_and_example():
    """Tests one clearly made-up row under the canonical headers."""
    folder = DATA / "templates"
    (row,) = read(folder / "schools.csv")
    assert list(row) == COLUMNS
    assert row["name"].startswith("示例·")
    assert "非真实学校" in row["remark"]
    (trip,) = read(folder / "travel.csv")
    assert list(trip) == ["from_id", "to_id", "minutes", "km", "source"]
    assert len(read(folder / "travel_matrix.csv")) == 2
    changes = read_changes(folder / "road_changes.csv", read_policy().travel)
    assert [change.kind for change in changes] == ["closed", "opened"]
    (pair,) = read(folder / "pairs.csv")
    assert list(pair) == ["kind", "a", "b", "note"]


def test_data_files_encoding_and_size():
    """Tests BOM and line ends of the tables, and that the folder stays small."""
    for path in itertools.chain(
        DATA.glob("demo/*/*.csv"), DATA.glob("templates/*.csv")
    ):
        raw = path.read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf")
        assert b"\r" not in raw
    assert sum(p.stat().st_size for p in DATA.rglob("*") if p.is_file()) < 6_000_000
