"""The same table in every format; broken files; sheets and layers."""

import datetime as dt

import openpyxl
import pytest
import shapely
from pyproj import Transformer

from optimizer.crs import Crs, from_wgs84
from optimizer.errors import DataError
from optimizer.ingest import read_schools
from tests.ingest.builders import (
    codes,
    read,
    refused,
    row,
    rows,
    write_csv,
    write_geojson,
    write_gpkg,
    write_xlsx,
)

TABLE = rows(
    {"name": "东瀼口镇“甲”,小学", "opened": "2023-09", "core": "是"},
    {"type_code": "218", "pupils": "35", "staff": "3", "teachers": "3"}
    | {"lon": "109.4889512"},
    {"type_code": "九年一贯制学校", "pupils_primary": "200", "pupils_junior": "150"},
)


def test_every_format_gives_equal_schools(tmp_path):
    """Tests csv in three encodings and separators, xlsx, gpkg and geojson."""
    expected = read(tmp_path, TABLE)
    assert [s.school_id for s in expected.schools] == ["001", "002", "003"]
    paths = [
        write_csv(tmp_path / "bare.csv", TABLE, encoding="utf-8"),
        write_csv(tmp_path / "gb.csv", TABLE, encoding="gb18030"),
        write_csv(tmp_path / "semicolon.csv", TABLE, delimiter=";"),
        write_csv(tmp_path / "tab.txt", TABLE, delimiter="\t"),
        write_xlsx(tmp_path / "t.xlsx", TABLE),
        write_gpkg(tmp_path / "t.gpkg", TABLE),
        write_geojson(tmp_path / "t.geojson", TABLE),
        write_geojson(tmp_path / "columns.geojson", TABLE, geometry=False),
    ]
    for path in paths:
        found = read_schools(path)
        assert found.schools == expected.schools, path.name
        assert found.fingerprint == expected.fingerprint, path.name
        assert found.issues == (), path.name


def test_fingerprint_ignores_order_and_sees_content(tmp_path):
    """Tests what the fingerprint is of."""
    one = read(tmp_path, TABLE)
    assert read(tmp_path, TABLE[::-1]).fingerprint == one.fingerprint
    assert read(tmp_path, TABLE[:2]).fingerprint != one.fingerprint


@pytest.mark.parametrize("crs", ["gcj02", "bd09"])
def test_encrypted_coordinates_come_out_in_wgs84(tmp_path, crs):
    """Tests the conversion at the door, in a csv and in a gpkg."""
    lon, lat = map(float, from_wgs84(109.49, 30.29, Crs(crs)))
    table = rows({"lon": repr(lon), "lat": repr(lat)})
    path = write_gpkg(tmp_path / "t.gpkg", table)
    for found in (read(tmp_path, table, crs=crs), read_schools(path, crs=crs)):
        assert (found.schools[0].lon, found.schools[0].lat) == (109.49, 30.29)


def test_projected_layer_is_brought_to_degrees(tmp_path):
    """Tests a gpkg in CGCS2000 3-degree zone 37."""
    to_zone = Transformer.from_crs("EPSG:4326", "EPSG:4525", always_xy=True)
    points = [shapely.Point(to_zone.transform(109.49, 30.29))]
    path = write_gpkg(tmp_path / "t.gpkg", rows({}), crs="EPSG:4525", points=points)
    school = read_schools(path).schools[0]
    assert (school.lon, school.lat) == pytest.approx((109.49, 30.29), abs=2e-7)


def test_layer_without_crs_is_said_to_be_in_the_declared_one(tmp_path):
    """Tests that no CRS is assumed in silence."""
    with pytest.warns(UserWarning, match="crs"):
        path = write_gpkg(tmp_path / "t.gpkg", rows({}), crs=None)
    assert codes(read_schools(path).issues) == ["D111"]


def test_missing_geometry_is_an_unlocated_school(tmp_path):
    """Tests a feature without a point."""
    table = rows({}, {"lon": "", "lat": ""})
    found = read_schools(write_geojson(tmp_path / "t.geojson", table))
    assert [s.is_located for s in found.schools] == [True, False]
    assert codes(found.issues) == ["D150"]


def test_area_is_no_point(tmp_path):
    """Tests that no middle of an outline is taken for the gate."""
    points = [shapely.box(109, 30, 110, 31)]
    path = write_gpkg(tmp_path / "t.gpkg", rows({}), points=points)
    assert refused(lambda: read_schools(path)) == ["D108"]
    points = [shapely.MultiPoint([(109.49, 30.29)])]
    path = write_gpkg(tmp_path / "m.gpkg", rows({}), points=points)
    assert read_schools(path).schools[0].lon == 109.49


def test_sheet_can_be_named(tmp_path):
    """Tests the second sheet of a workbook and a layer of a gpkg."""
    book = write_xlsx(tmp_path / "t.xlsx", TABLE, first="说明")
    layer = write_gpkg(tmp_path / "t.gpkg", TABLE, layer="b")
    expected = read(tmp_path, TABLE).schools
    assert read_schools(book, sheet="学校表").schools == expected
    assert read_schools(layer, sheet="b").schools == expected
    for path in (book, layer):
        assert refused(lambda path=path: read_schools(path, sheet="x")) == ["D107"]


def test_spreadsheet_values_become_text(tmp_path):
    """Tests numbers as codes, a date, a tick box and a gap between the rows."""
    book = openpyxl.Workbook()
    page = book.active
    first = row(1, opened="2023-09", core="是")
    page.append(list(first))
    cells = first | {"school_id": 2142000001, "county_code": 422801, "type_code": 211}
    cells |= {"opened": dt.datetime(2023, 9, 1), "core": True, "lon": 109.49}
    for k, value in enumerate(cells.values(), start=1):
        page.cell(4, k, value)
    page.cell(6, 2, "无标识")
    book.save(tmp_path / "t.xlsx")
    with pytest.raises(DataError) as caught:
        read_schools(tmp_path / "t.xlsx")
    assert {issue.row for issue in caught.value.issues} == {6}
    page.delete_rows(6)
    book.save(tmp_path / "t.xlsx")
    school = read_schools(tmp_path / "t.xlsx").schools[0]
    assert (school.school_id, school.county_code) == ("2142000001", "422801")
    assert (school.type_code, school.opened, school.core) == ("211", "2023-09", True)


def test_formula_without_result_is_refused(tmp_path):
    """Tests that a sum nobody has computed does not read as blank."""
    path = write_xlsx(tmp_path / "t.xlsx", rows({}, {}))
    book = openpyxl.load_workbook(path)
    book.active.insert_rows(3)
    book.active["H4"] = "=100+50"
    book.save(path)
    with pytest.raises(DataError) as caught:
        read_schools(path)
    assert [(i.code, i.row) for i in caught.value.issues] == [("D110", 4)]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("t.xls", b"x", "F103"),
        ("t", b"x", "D103"),
        ("t.xlsx", b"not a zip", "F103"),
        ("t.xlsx", b"", "F103"),
        ("t.gpkg", b"not a database", "D102"),
        ("t.geojson", b'{"type": "Feat', "D102"),
        ("t.geojson", b'{"type":"FeatureCollection","features":[]}', "D105"),
        ("t.csv", b"", "F110"),
        ("t.csv", b"school_id,name\n", "D105"),
        ("t.csv", b"school_id,name\n , \n\n", "D105"),
        ("t.csv", "甲,乙\n".encode("utf-16"), "D105"),
        ("t.csv", b"a,b\n1,2,3\n", "F109"),
        ("t.csv", b'a,b\n"1,2\n', "F103"),
    ],
)
def test_unusable_file_is_refused_with_its_code(tmp_path, name, content, code):
    """Tests that a broken, empty or foreign file is no traceback."""
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(DataError) as caught:
        read_schools(path)
    assert caught.value.code == code
    assert caught.value.render("zh").startswith(f"[{code}]")


def test_missing_file_is_refused(tmp_path):
    """Tests a wrong path, and a folder."""
    assert refused(lambda: read_schools(tmp_path / "none.csv")) == ["F102"]
    assert refused(lambda: read_schools(tmp_path)) == ["F102"]


def test_truncated_workbook_is_refused(tmp_path):
    """Tests every way a workbook can end too early."""
    path = write_xlsx(tmp_path / "t.xlsx", TABLE)
    whole = path.read_bytes()
    for length in range(0, len(whole), 331):
        path.write_bytes(whole[:length])
        assert refused(lambda: read_schools(path)) == ["F103"]
        named = refused(lambda: read_schools(path, sheet="学校表"))
        assert named == ["F103"]


def test_geojson_text_keeps_zeros(tmp_path):
    """Tests that an id of digits is text if the file says so."""
    path = write_geojson(tmp_path / "t.geojson", rows({"school_id": "0007"}))
    assert read_schools(path).schools[0].school_id == "0007"
