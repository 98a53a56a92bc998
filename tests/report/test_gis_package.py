"""The GIS package: its files, and that all of them say what plan.json says."""

from __future__ import annotations

import csv
import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely

from optimizer.errors import DataError
from optimizer.report.figures import read_figures
from optimizer.report.gis import GRIDS, gis_writers
from optimizer.report.labels import Labels
from tests import builders
from tests.report import evidence_factory, gis_factory, map_factory

LAYERS = ("schools", "alliances", "spokes", "routes", "isochrones")


def collection(folder: Path, layer: str) -> list[dict[str, Any]]:
    """Return the features of a GeoJSON file of one layer."""
    path = next((folder / "geojson").glob(f"{layer}*"))
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))[
        "features"
    ]
    return found


def test_package_has_its_files() -> None:
    _, _, folder = gis_factory.made()
    found = {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()}
    shapes = {
        f"shp/{layer}{ending}"
        for layer in LAYERS
        for ending in (".shp", ".shx", ".dbf", ".cpg", ".prj")
    }
    assert found == {
        *("plan.gpkg", "plan.geojson", "plan.kml", "说明.txt", "字段对照.csv"),
        *(f"geojson/{layer}.geojson" for layer in LAYERS),
        *shapes,
        *("shp/unlocated.dbf", "shp/unlocated.cpg"),
    }


def test_without_areas_there_is_no_layer_of_them() -> None:
    _, _, folder = gis_factory.made(isochrones=None)
    assert not [p for p in folder.rglob("*") if "isochrones" in p.name]
    assert "isochrones" not in gis_factory.styles(folder)
    text = (folder / "说明.txt").read_text(encoding="utf-8-sig")
    assert "isochrones" not in text


@pytest.mark.parametrize("mode", ["internal", "public"])
def test_every_format_counts_what_the_plan_counts(mode: str) -> None:
    """Tests schools by role, alliances, members and minutes against plan and case."""
    case, plan, folder = gis_factory.made(mode=mode)
    members = [m for a in plan.alliances for m in a.members]
    roles = {
        "core": len(plan.alliances),
        "member": len(members),
        "uncovered": len(plan.uncovered or ()),
        "excluded": len(plan.excluded or ()),
    }
    for read in (gis_factory.layer, gis_factory.shape):
        schools = [*read(folder, "schools")["role"], *read(folder, "unlocated")["role"]]
        assert {role: schools.count(role) for role in roles} == roles
        assert len(schools) == len(case.schools)
        column = "minutes"
        minutes = read(folder, "schools")[column].dropna().tolist()
        assert sorted(minutes) == sorted(m.minutes for m in members)
        assert len(read(folder, "spokes")) == len(members)
        assert len(read(folder, "alliances")) == len(plan.alliances)
    schools = [f["properties"]["role"] for f in collection(folder, "schools")]
    assert {role: schools.count(role) for role in roles} == roles
    assert len(collection(folder, "spokes")) == len(members)


def test_alliances_state_the_key_figures() -> None:
    case, plan, folder = gis_factory.made()
    figures = read_figures(Labels(case, plan)).alliances
    table, short = (read(folder, "alliances") for read in READERS)
    for row, old, said in zip(table.iloc, short.iloc, figures, strict=True):
        assert row["number"] == old["number"] == said.number
        assert row["schools"] == old["schools"] == said.places
        assert row["longest_minutes"] == old["max_min"] == said.longest_minutes
        assert row["longest_km"] == old["max_km"] == said.longest_km
        assert row["pupils"] == old["pupils"] == said.pupils


READERS = (gis_factory.layer, gis_factory.shape)


@pytest.mark.parametrize("read", READERS)
def test_an_alliance_is_drawn_as_its_schools(read: Any) -> None:
    """Tests that no area is claimed: points of the schools, core first."""
    _, _, folder = gis_factory.made()
    shape = read(folder, "alliances")["geometry"].iloc[0]
    assert shape.geom_type == "MultiPoint"
    places = read(folder, "schools").set_index("school_id")["geometry"]
    assert list(shape.geoms) == [places["A"], places["b"], places["c"]]


def test_an_alliance_without_any_place_keeps_its_row(tmp_path: Path) -> None:
    case = builders.make_case(["A", "b"])
    plan = builders.make_plan({"A": ["b"]})
    gis_factory.write_all(tmp_path, case, plan)
    for read in READERS:
        rows = read(tmp_path, "alliances")
        assert len(rows) == 1
        assert rows["geometry"].iloc[0] is None
    assert collection(tmp_path, "alliances")[0]["geometry"] is None


def test_areas_are_those_of_the_cores_and_of_any() -> None:
    """Tests that a centre that leads no alliance is left out, larger areas first."""
    _, _, folder = gis_factory.made()
    for read in READERS:
        rows = read(folder, "isochrones")
        assert rows["minutes"].tolist() == [60.0, 45.0, 30.0, 20.0] * 2
        assert rows["centre"].tolist()[::4] == ["任一核心学校", "school A"]
    given = evidence_factory.isochrones("A")
    found = gis_factory.layer(folder, "isochrones")
    assert found["geometry"].iloc[0].area == pytest.approx(
        given["geometry"].iloc[3].area, rel=1e-6
    )


def test_areas_in_metres_are_brought_to_degrees(tmp_path: Path) -> None:
    areas = evidence_factory.isochrones("A")
    case, plan = evidence_factory.make_case(), evidence_factory.make_plan()
    metres = gis_factory.write_all(
        tmp_path / "m", case, plan, isochrones=areas.to_crs(4525)
    )
    degrees = gis_factory.write_all(tmp_path / "d", case, plan, isochrones=areas)
    first, second = (gis_factory.layer(f, "isochrones") for f in (metres, degrees))
    assert first["geometry"].iloc[0].equals_exact(second["geometry"].iloc[0], 1e-6)


def test_geojson_keeps_its_standard(tmp_path: Path) -> None:
    """Tests RFC 7946: no crs, longitude first, rings by the right hand, one id each."""
    case, plan = evidence_factory.make_case(), evidence_factory.make_plan()
    holes = evidence_factory.ring().assign(centre_id="A")
    holes["geometry"] = [shapely.orient_polygons(holes.geometry[0], exterior_cw=True)]
    given = {"isochrones": holes, "evidence": evidence_factory.make_evidence(case)}
    folder = gis_factory.write_all(tmp_path, case, plan, **given)
    for path in folder.rglob("*.geojson"):
        data = json.loads(path.read_text(encoding="utf-8"))
        assert data["type"] == "FeatureCollection"
        assert "crs" not in data
        assert "不撤并学校" in data["about"]["statement_1"]
        assert "WGS 84" in data["about"]["crs"]
        ids = [feature["id"] for feature in data["features"]]
        assert len(ids) == len(set(ids)) > 0
        for feature in data["features"]:
            assert set(feature) == {"type", "id", "geometry", "properties"}
            if feature["geometry"] is not None:
                shape = shapely.geometry.shape(feature["geometry"])
                west, south, east, north = shape.bounds
                assert 108 < west <= east < 111
                assert 29 < south <= north < 32
    area = collection(folder, "isochrones")[0]["geometry"]["coordinates"][0]
    outer, *inner = area
    assert len(inner) == 2
    assert shapely.LinearRing(outer).is_ccw
    assert not any(shapely.LinearRing(ring).is_ccw for ring in inner)
    assert all(ring[0] == ring[-1] for ring in area)


def test_field_names_of_old_systems_are_short_and_explained() -> None:
    _, _, folder = gis_factory.made()
    path = folder / "字段对照.csv"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["图层", "shp 字段名", "字段全名", "含义", "类型", "取值"]
    for name in (*LAYERS, "unlocated"):
        listed = [row for row in rows if row["图层"] == name]
        short = [
            column for column in gis_factory.shape(folder, name) if column != "geometry"
        ]
        full = [
            column for column in gis_factory.layer(folder, name) if column != "geometry"
        ]
        assert [row["shp 字段名"] for row in listed] == short
        assert [row["字段全名"] for row in listed] == full
        assert len({column.casefold() for column in short}) == len(short)
        assert all(c.isascii() and c.isidentifier() and len(c) <= 10 for c in short)
        assert all(row["含义"] for row in listed)


def test_the_explanation_names_every_file_and_says_what_must_be_said() -> None:
    _, _, folder = gis_factory.made()
    raw = (folder / "说明.txt").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\n") == raw.count(b"\r\n") > 50
    text = raw.decode("utf-8-sig")
    for path in (p for p in folder.rglob("*") if p.is_file()):
        name = str(path.relative_to(folder))
        assert name == "说明.txt" or name in text or name.startswith("shp/")
    for said in ("不撤并学校", "EPSG:4326", "不画范围", "内部使用 不得公开", "shp/"):
        assert said in text
    assert "截断" in text
    assert "无。" in text


def test_english_files_are_english() -> None:
    _, _, folder = gis_factory.made(lang="en")
    assert gis_factory.layer(folder, "schools")["county"].iloc[0] == "Enshi City"
    text = (folder / "说明.txt").read_text(encoding="utf-8-sig")
    assert "closes or merges no school" in text
    assert "坐标" not in text
    assert "坐标" not in (folder / "plan.kml").read_text(encoding="utf-8")


def test_hostile_names_stay_text_everywhere() -> None:
    """Tests GeoPackage, GeoJSON and shapefiles; KML has a test file of its own."""
    case, _, folder = gis_factory.made_evil()
    expected = {
        school.school_id: Labels(case, builders.make_plan({})).school(school.school_id)
        for school in case.schools
    }
    table = gis_factory.layer(folder, "schools").set_index("school_id")["name"]
    assert {i: expected[i] for i in table.index} == table.to_dict()
    features = collection(folder, "schools")
    assert {
        f["properties"]["school_id"]: f["properties"]["name"] for f in features
    } == expected
    short = gis_factory.shape(folder, "schools").set_index("school_id")["name"]
    for school_id, name in short.items():
        assert expected[school_id].startswith(name)
        assert len(name.encode()) > 250 or name == expected[school_id]
    assert gis_factory.RARE in set(short)


def test_texts_that_are_cut_are_told_and_whole() -> None:
    """Tests that a cut falls between two characters, and that none is silent."""
    _, _, folder = gis_factory.made_evil()
    said = (folder / "说明.txt").read_text(encoding="utf-8-sig")
    cut = 0
    for name in ("schools", "unlocated", "alliances", "spokes"):
        full, short = (read(folder, name) for read in READERS)
        columns = [c for c in full.columns if c != "geometry"]
        for column, old in zip(columns, short.columns, strict=False):
            for row, (text, kept) in enumerate(
                zip(full[column], short[old], strict=True), start=1
            ):
                if isinstance(text, str) and isinstance(kept, str) and kept != text:
                    assert text.startswith(kept)
                    line = f"{name} 第 {row} 条 {column}({old}):保留 {len(kept)} 字"
                    assert f"{line},原文 {len(text)} 字" in said
                    cut += 1
    assert cut > 5
    assert said.count(",原文 ") == cut
    assert "整字处截断" in said


def test_missing_numbers_are_missing_and_never_zero() -> None:
    _, _, folder = gis_factory.made()
    for read in READERS:
        core = read(folder, "schools").set_index("school_id").loc["A"]
        assert np.isnan(core["minutes"])
        point = read(folder, "unlocated").set_index("school_id").loc["d"]
        assert np.isnan(point["pupils"])


def test_shapefiles_have_their_encoding_and_no_clock() -> None:
    _, _, folder = gis_factory.made()
    for path in (folder / "shp").glob("*.dbf"):
        assert path.with_suffix(".cpg").read_text(encoding="ascii") == "UTF-8"
        year, month, day = path.read_bytes()[1:4]
        assert (year, month, day) == (100, 1, 1)


def test_an_unknown_mode_of_coordinates_is_refused() -> None:
    case, plan = evidence_factory.make_case(), evidence_factory.make_plan()
    evidence = evidence_factory.make_evidence(case)
    with pytest.raises(DataError) as caught:
        gis_writers(case, plan, evidence, crs="bd09")
    assert caught.value.code == "G101"
    assert all(name in caught.value.render("zh") for name in GRIDS)


def test_the_policy_decides_where_no_mode_is_asked_for(tmp_path: Path) -> None:
    """Tests that a policy for the public is never answered with internal files."""
    case = evidence_factory.make_case(report={"map_mode": "public"})
    folder = gis_factory.write_all(tmp_path, case, evidence_factory.make_plan())
    assert "pupils" not in gis_factory.layer(folder, "schools")
    asked = gis_factory.write_all(
        tmp_path / "in", case, evidence_factory.make_plan(), mode="internal"
    )
    assert "pupils" in gis_factory.layer(asked, "schools")


DIGESTS = """
import hashlib, sys
from pathlib import Path
from tests.report import gis_factory
folder = Path(sys.argv[1])
gis_factory.evil(folder, crs=sys.argv[2], mode=sys.argv[3])
for path in sorted(p for p in folder.rglob("*") if p.is_file()):
    print(path.relative_to(folder), hashlib.sha256(path.read_bytes()).hexdigest())
"""


@pytest.mark.parametrize(
    ("crs", "mode"),
    [("wgs84", "internal"), ("cgcs2000-gk", "public"), ("gcj02", "print")],
)
def test_same_plan_gives_the_same_bytes(tmp_path: Path, crs: str, mode: str) -> None:
    """Tests every file against one of another process with another hash seed."""
    folder = tmp_path / "here"
    gis_factory.evil(folder, crs=crs, mode=mode)
    here = "".join(
        f"{path.relative_to(folder)} {hashlib.sha256(path.read_bytes()).hexdigest()}\n"
        for path in sorted(p for p in folder.rglob("*") if p.is_file())
    )
    root = Path(__file__).parents[2]
    there = subprocess.run(
        [sys.executable, "-c", DIGESTS, str(tmp_path / "there"), crs, mode],
        check=True,
        cwd=root,
        capture_output=True,
        encoding="utf-8",
    ).stdout
    assert there == here


def test_colours_are_those_of_the_map(tmp_path: Path) -> None:
    case, plan = map_factory.small_map()
    folder = gis_factory.write_all(tmp_path, case, plan)
    drawn = map_factory.flat_blob(map_factory.page())["alliances"]
    rows = gis_factory.layer(folder, "alliances")
    assert rows["colour"].tolist() == [alliance["colour"] for alliance in drawn]
    schools = gis_factory.layer(folder, "schools").set_index("school_id")["colour"]
    assert schools["c"] == rows["colour"].iloc[0]
    assert schools["g"] is None or not isinstance(schools["g"], str)


def test_geopandas_opens_every_file() -> None:
    """Tests the files as a user's other programs read them."""
    _, _, folder = gis_factory.made()
    for path in (*folder.rglob("*.geojson"), *folder.rglob("*.shp")):
        assert gpd.read_file(path).crs == "EPSG:4326"
