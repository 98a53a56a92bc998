"""Files in other coordinate systems, against formulas of the test's own."""

from __future__ import annotations

import json
import math
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
import shapely
from pyproj import Geod

from optimizer.crs import Crs, to_wgs84
from optimizer.errors import DataError
from optimizer.report.gis import gis_writers
from optimizer.report.gis.grid import grid_of
from tests import builders
from tests.report import evidence_factory, gis_factory

GEOD = Geod(ellps="WGS84")


def gcj02(lon: float, lat: float) -> tuple[float, float]:
    """Return GCJ-02 by the formula as it is passed around, written out in full."""
    x, y, pi = lon - 105.0, lat - 35.0, math.pi
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y
    north += 0.2 * math.sqrt(abs(x))
    north += (20.0 * math.sin(6.0 * x * pi) + 20.0 * math.sin(2.0 * x * pi)) * 2.0 / 3.0
    north += (20.0 * math.sin(y * pi) + 40.0 * math.sin(y / 3.0 * pi)) * 2.0 / 3.0
    north += 160.0 * math.sin(y / 12.0 * pi) * 2.0 / 3.0
    north += 320.0 * math.sin(y * pi / 30.0) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x))
    east += (20.0 * math.sin(6.0 * x * pi) + 20.0 * math.sin(2.0 * x * pi)) * 2.0 / 3.0
    east += (20.0 * math.sin(x * pi) + 40.0 * math.sin(x / 3.0 * pi)) * 2.0 / 3.0
    east += (150.0 * math.sin(x / 12.0 * pi) + 300.0 * math.sin(x / 30.0 * pi)) * 2 / 3
    a, ee = 6378245.0, 0.00669342162296594323
    magic = 1 - ee * math.sin(lat / 180.0 * pi) ** 2
    root = math.sqrt(magic)
    north = north * 180.0 / ((a * (1 - ee)) / (magic * root) * pi)
    east = east * 180.0 / (a / root * math.cos(lat / 180.0 * pi) * pi)
    return lon + east, lat + north


def gauss_krueger(lon: float, lat: float, zone: int) -> tuple[float, float]:
    """Return easting and northing on CGCS2000 by the series in the textbook."""
    a, f = 6378137.0, 1 / 298.257222101
    e2 = f * (2 - f)
    second = e2 / (1 - e2)
    phi, dl = math.radians(lat), math.radians(lon - 3 * zone)
    n = a / math.sqrt(1 - e2 * math.sin(phi) ** 2)
    t, eta = math.tan(phi), second * math.cos(phi) ** 2
    e4, e6 = e2**2, e2**3
    arc = a * (
        (1 - e2 / 4 - 3 * e4 / 64 - 5 * e6 / 256) * phi
        - (3 * e2 / 8 + 3 * e4 / 32 + 45 * e6 / 1024) * math.sin(2 * phi)
        + (15 * e4 / 256 + 45 * e6 / 1024) * math.sin(4 * phi)
        - 35 * e6 / 3072 * math.sin(6 * phi)
    )
    m = dl * math.cos(phi)
    north = arc + n * t * (
        m**2 / 2
        + (5 - t**2 + 9 * eta + 4 * eta**2) * m**4 / 24
        + (61 - 58 * t**2 + t**4) * m**6 / 720
    )
    east = n * (
        m
        + (1 - t**2 + eta) * m**3 / 6
        + (5 - 18 * t**2 + t**4 + 14 * eta - 58 * eta * t**2) * m**5 / 120
    )
    return east + 500_000 + zone * 1_000_000, north


def places(folder: Path) -> dict[str, tuple[float, float]]:
    """Return the points of the schools of the GeoPackage by id."""
    rows = gis_factory.layer(folder, "schools").set_index("school_id")["geometry"]
    return {i: (point.x, point.y) for i, point in rows.items()}


def test_gcj02_is_that_of_the_formula_and_comes_back() -> None:
    """Tests an offset of 500 m, and less than a metre after the way back."""
    case, _, folder = gis_factory.made(crs="gcj02")
    found = places(folder)
    for school in (s for s in case.schools if s.lon is not None and s.lat is not None):
        lon, lat = found[school.school_id]
        true = gcj02(school.lon, school.lat)
        assert GEOD.inv(lon, lat, *true)[2] < 0.05
        assert 480 < GEOD.inv(lon, lat, school.lon, school.lat)[2] < 580
        back = map(float, to_wgs84(lon, lat, Crs.GCJ02))
        assert GEOD.inv(*back, school.lon, school.lat)[2] < 1


def test_gcj02_claims_no_system_and_says_so() -> None:
    """Tests that no file of shifted numbers can be taken for WGS 84."""
    _, _, folder = gis_factory.made(crs="gcj02")
    names = [p for p in folder.rglob("*") if p.is_file()]
    people = {"说明.txt", "字段对照.csv"}
    assert all("_gcj02" in p.name for p in names if p.name not in people)
    assert not list(folder.rglob("*.prj"))
    for layer in ("schools", "alliances", "spokes", "routes", "isochrones"):
        assert gis_factory.layer(folder, layer).crs is None
        assert gis_factory.shape(folder, layer).crs is None
    with sqlite3.connect(gis_factory.package(folder)) as connection:
        used = connection.execute("SELECT srs_id FROM gpkg_geometry_columns").fetchall()
        names = connection.execute(
            "SELECT srs_name FROM gpkg_spatial_ref_sys WHERE srs_id = ?", used[0]
        ).fetchone()
    assert set(used) == {used[0]}
    assert names[0].startswith("Undefined")
    about = gis_factory.layer(folder, "about").set_index("key")
    assert "请勿当作 WGS 84" in about.loc["crs", "zh"]
    assert "GCJ-02" in about.loc["crs", "en"]
    for path in folder.rglob("*.geojson"):
        said = json.loads(path.read_text(encoding="utf-8"))["about"]["crs"]
        assert "GCJ-02" in said
    kml = next(folder.glob("*.kml")).read_text(encoding="utf-8")
    assert "请勿当作 WGS 84" in kml
    assert "请选 GCJ-02" in (folder / "说明.txt").read_text(encoding="utf-8-sig")


def test_every_layer_and_format_is_shifted_alike() -> None:
    """Tests lines, points and areas: nothing stays behind."""
    _, _, plain = gis_factory.made()
    _, _, moved = gis_factory.made(crs="gcj02")
    for read in (gis_factory.layer, gis_factory.shape):
        for layer in ("schools", "alliances", "spokes", "routes", "isochrones"):
            pairs = zip(
                read(plain, layer)["geometry"],
                read(moved, layer)["geometry"],
                strict=True,
            )
            for one, other in pairs:
                before = shapely.get_coordinates(one)
                after = shapely.get_coordinates(other)
                assert len(before) == len(after)
                for (lon, lat), (x, y) in zip(before[:5], after[:5], strict=True):
                    assert GEOD.inv(*gcj02(lon, lat), x, y)[2] < 0.05


def test_cgcs2000_has_the_same_numbers_under_its_own_name() -> None:
    _, _, plain = gis_factory.made()
    _, _, folder = gis_factory.made(crs="cgcs2000")
    assert places(folder) == places(plain)
    for read in (gis_factory.layer, gis_factory.shape):
        assert read(folder, "schools").crs.to_epsg() == 4490
    about = gis_factory.layer(folder, "about").set_index("key")
    assert "数值与 WGS 84 相同" in about.loc["crs", "zh"]
    assert (folder / "plan_cgcs2000.gpkg").is_file()
    assert (folder / "plan.kml").is_file()


def test_projected_metres_are_those_of_the_series() -> None:
    """Tests zone 37 for a county whose middle is just east of 109.5 degrees."""
    case, _, folder = gis_factory.made(crs="cgcs2000-gk")
    found = places(folder)
    for school in (s for s in case.schools if s.lon is not None and s.lat is not None):
        easting, northing = gauss_krueger(school.lon, school.lat, 37)
        assert found[school.school_id] == pytest.approx((easting, northing), abs=0.02)
    for read in (gis_factory.layer, gis_factory.shape):
        assert read(folder, "routes").crs.to_epsg() == 4525
    about = gis_factory.layer(folder, "about").set_index("key")
    assert "第 37 带,中央经线 111°E(EPSG:4525)" in about.loc["crs", "zh"]


def test_one_zone_serves_schools_on_both_sides_of_its_edge() -> None:
    """Tests 109.5 degrees, where zones 36 and 37 meet: the middle decides."""
    west = builders.make_case(
        [
            builders.make_school("a", lon=108.9, lat=30.2),
            builders.make_school("b", lon=109.6, lat=30.2),
        ]
    )
    assert grid_of("cgcs2000-gk", west).zone == 36
    east = replace(
        west,
        schools=tuple(replace(s, lon=(s.lon or 0) + 0.3) for s in west.schools),
    )
    assert grid_of("cgcs2000-gk", east).zone == 37


def test_no_zone_without_a_position() -> None:
    case, plan = builders.make_case(["A"]), builders.make_plan({})
    with pytest.raises(DataError) as caught:
        gis_writers(case, plan, evidence_factory.Evidence(), crs="cgcs2000-gk")
    assert caught.value.code == "G102"


def test_public_places_stay_rounded_in_every_system() -> None:
    """Tests that a shift or a projection carries no hidden digit."""
    for crs in ("gcj02", "cgcs2000-gk"):
        _, _, folder = gis_factory.made(crs=crs, mode="public")
        _, _, plain = gis_factory.made(mode="public")
        for key, (lon, lat) in places(plain).items():
            x, y = places(folder)[key]
            if crs == "gcj02":
                shifted = gcj02(lon, lat)
                assert (x, y) == tuple(round(v, 3) for v in shifted)
            else:
                assert (x, y) == pytest.approx(gauss_krueger(lon, lat, 37), abs=0.02)
