"""Shapefiles and what pretends to be a layer."""

import warnings

import numpy as np
import pyogrio
import pytest
import shapely

from optimizer.errors import DataError
from optimizer.ingest import read_schools
from optimizer.ingest.tables import read_table
from tests.ingest.builders import codes, refused, rows, write_geojson, write_gpkg

VALUES = [
    ["001", "东瀼口镇示例小学", "舞阳坝街道", "422801", "211"],
    ["002", "示例小学二", "舞阳坝街道", "422801", "218"],
]


def write_shp(path, *, encoding="UTF-8", cpg=True, names=None):
    """Write two points; ``cpg`` keeps the part that states the encoding."""
    names = names or ["标识码", "校名", "乡镇", "区划码", "学段"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pyogrio.raw.write(
            path,
            shapely.to_wkb(
                [shapely.Point(109.48, 30.29), shapely.Point(109.49, 30.29)]
            ),
            [np.array(column, dtype=object) for column in zip(*VALUES, strict=True)],
            np.array(names, dtype=object),
            geometry_type="Point",
            crs="EPSG:4326",
            driver="ESRI Shapefile",
            encoding=encoding,
        )
    if not cpg:
        path.with_suffix(".cpg").unlink()
    return path


@pytest.mark.parametrize("encoding", ["UTF-8", "GB18030"])
@pytest.mark.parametrize("cpg", [True, False])
def test_shapefile_text_is_never_garbled(tmp_path, encoding, cpg):
    """Tests the stated encoding, and the one found out and told."""
    path = write_shp(tmp_path / "t.shp", encoding=encoding, cpg=cpg)
    found = read_schools(path)
    assert [s.name for s in found.schools] == ["东瀼口镇示例小学", "示例小学二"]
    assert [(s.lon, s.lat) for s in found.schools] == [(109.48, 30.29), (109.49, 30.29)]
    told = [i.value for i in found.issues if i.code == "D208"]
    assert told == ([] if cpg else [encoding.lower()])


def test_header_cut_within_a_character_is_no_traceback(tmp_path):
    """Tests four characters of three bytes: the format keeps ten bytes."""
    names = ["标识码", "校名", "乡镇", "区划码", "办学类型"]
    path = write_shp(tmp_path / "t.shp", names=names)
    assert read_table(path).header[4] == "办学类"


def test_cpg_that_is_wrong_is_told(tmp_path):
    """Tests UTF-8 stated for GB18030, an unknown name, and a code page by number."""
    path = write_shp(tmp_path / "t.shp", encoding="GB18030")
    for text, told in (("UTF-8", ["D208"]), ("x", ["D208"]), ("936", []), ("gbk", [])):
        path.with_suffix(".cpg").write_text(text)
        found = read_schools(path)
        assert codes(read_table(path).issues) == told
        assert found.schools[1].name == "示例小学二"


@pytest.mark.parametrize("ending", [".shx", ".dbf"])
def test_missing_part_is_refused(tmp_path, ending):
    """Tests each part; without the prj the CRS is said to be unstated."""
    path = write_shp(tmp_path / "t.shp")
    path.with_suffix(".prj").unlink()
    assert codes(read_table(path).issues) == ["D111"]
    path.with_suffix(ending).unlink()
    with pytest.raises(DataError) as caught:
        read_schools(path)
    assert (caught.value.code, caught.value.details["value"]) == ("D207", ending)
    assert ending in caught.value.render("zh")


def test_damaged_dbf_is_refused(tmp_path):
    """Tests a table cut short and one of nothing."""
    path = write_shp(tmp_path / "t.shp", cpg=False)
    table = path.with_suffix(".dbf")
    whole = table.read_bytes()
    for length in (0, 5, 40):
        table.write_bytes(whole[:length])
        assert refused(lambda: read_schools(path)) == ["D102"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("t.geojson", b"<OGRVRTDataSource/>"),
        ("t.json", b'{"type": "gdal_streamed_alg", "command_line": "gdal x"}'),
        ("t.gpkg", b"<OGRVRTDataSource/>"),
        ("t.shp", b"<OGRVRTDataSource/>"),
        ("t.geojson", b""),
    ],
)
def test_file_of_another_kind_is_not_handed_on(tmp_path, name, content):
    """Tests formats that would make the library open other files."""
    (tmp_path / name).write_bytes(content)
    assert refused(lambda: read_schools(tmp_path / name)) == ["D102"]


def test_layers_are_bounded(tmp_path, monkeypatch):
    """Tests the limit of features, and the number just allowed."""
    path = write_gpkg(tmp_path / "t.gpkg", rows({}, {}))
    monkeypatch.setattr("optimizer.ingest.grids.limits.MAX_ROWS", 2)
    assert refused(lambda: read_schools(path)) == []
    monkeypatch.setattr("optimizer.ingest.grids.limits.MAX_ROWS", 1)
    assert refused(lambda: read_schools(path)) == ["D204"]


def test_layer_tells_its_name_and_places(tmp_path):
    """Tests what others need to point at a cell."""
    table = read_table(write_geojson(tmp_path / "t.geojson", rows({}, {})))
    assert table.sheet == "t"
    assert table.spot(table.rows[1], 0) == ("t", 3, 1)
