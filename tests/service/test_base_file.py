"""The base file: what is read from it, and that every mistake is named."""

from __future__ import annotations

import re
import tomllib
import warnings
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import rasterio
import shapely
from rasterio.transform import from_origin
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box

from optimizer import resources
from optimizer.crs import Crs, from_wgs84
from optimizer.errors import DataError, TravelError
from optimizer.report.map.base import MapBase
from optimizer.report.map.base.png import encode
from optimizer.service.base_file import read_base
from optimizer.service.base_keys import _KEYS, read_sections
from optimizer.service.loading import Loaded
from tests.report.map_factory import backdrop, small_map

TILES = 'url = "http://10.1.2.3:8080/{z}/{x}/{y}.png"\n'
NUMBER = 'review_number = "鄂S(2023)001号"\n'
SIDES = "west = 109.1\nsouth = 29.9\neast = 109.9\nnorth = 30.6\n"


def loaded(mode: str = "internal") -> Loaded:
    """Return the small map's case with its county of one rectangle."""
    case, _ = small_map(mode)
    return Loaded(case=case, boundary=backdrop().boundary)


def read(folder: Path, text: str, mode: str = "internal", **env: str) -> MapBase:
    """Write a base file and read it."""
    path = folder / "底图 base.toml"
    path.write_text(text, encoding="utf-8")
    return read_base(path, loaded(mode), environ=env)


def refused(folder: Path, text: str, mode: str = "internal", **env: str) -> DataError:
    """Return the error of a base file; every one names the file."""
    with pytest.raises(DataError) as caught:
        read(folder, text, mode, **env)
    said = caught.value.render("zh"), caught.value.render("en")
    assert all("底图 base.toml" in text for text in said)
    return caught.value


def layer(
    path: Path, shapes: list[Any], crs: Any = "EPSG:4326", **columns: Any
) -> None:
    gpd.GeoDataFrame(columns, geometry=shapes, crs=crs).to_file(path)


def notes(base: MapBase) -> list[str]:
    return [note.code for note in base.notes]


def picture(path: Path, rows: int = 81, columns: int = 80) -> bytes:
    data = encode(np.zeros((rows, columns), np.uint8), [(250, 240, 230, 255)])
    path.write_bytes(data)
    return data


# The file.


@pytest.mark.parametrize(
    ("text", "code", "names"),
    [
        ("[towns", "B101", []),
        ("", "B105", []),
        ("# nothing\n", "B105", []),
        ('[town]\nfile = "a"', "B102", ["town", "towns"]),
        ('[towns]\nfil = "a"', "B102", ["[towns] fil", "name_field"]),
        ("towns = 3", "B103", ["towns", "3"]),
        ("[towns]\nfile = 3", "B103", ["[towns] file", "3"]),
        ('[towns]\nfile = " "', "B103", ["[towns] file"]),
        ("[tiles]\nmax_zoom = 23", "B103", ["[tiles] max_zoom", "23", "22"]),
        ("[tiles]\nmax_zoom = true", "B103", ["[tiles] max_zoom"]),
        ('[tiles]\ncrs = "beijing54"', "B103", ["[tiles] crs", "gcj02"]),
        ('[tiles]\nsubdomains = ["a.b"]', "B103", ["[tiles] subdomains"]),
        ("[standard_map]\nwest = nan", "B103", ["[standard_map] west"]),
        ("[standard_map]\ncorners = [[1, 2]]", "B103", ["[standard_map] corners"]),
        ("[towns]\n", "B104", ["[towns]", "file"]),
        (f"[tiles]\n{TILES}", "B104", ["[tiles]", "crs"]),
        (f"[standard_map]\nwest = {10**400}", "B103", ["[standard_map] west"]),
        (f"[tiles]\nmax_zoom = {10**400}", "B103", ["[tiles] max_zoom"]),
        ('[towns]\nfile = "no.gpkg"', "B106", ["[towns] file", "no.gpkg"]),
        (f'[towns]\nfile = "{"x" * 300}.gpkg"', "B106", ["[towns] file"]),
        ('[relief]\ndem = "no.hgt"', "B106", ["[relief] dem", "no.hgt"]),
    ],
)
def test_mistake_is_named_with_key_and_value(
    tmp_path: Path, text: str, code: str, names: list[str]
) -> None:
    error = refused(tmp_path, text)
    assert error.code == code
    for lang in ("zh", "en"):
        said = error.render(lang)
        assert all(name in said for name in names), said


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        read_base(tmp_path / "none.toml", loaded())
    assert caught.value.code == "F102"


def test_template_names_every_key_and_is_off(tmp_path: Path) -> None:
    """Tests that nothing in the template is in use, and each key of it is known."""
    text = (resources.data_dir() / "templates" / "base.toml").read_text("utf-8")
    assert tomllib.loads(text) == {}
    used = re.sub(r"(?m)^#(?=\[|\w+ = )", "", text)
    stated = tomllib.loads(used)
    path = tmp_path / "base.toml"
    path.write_text(used, encoding="utf-8")
    assert read_sections(path).keys() == stated.keys() == _KEYS.keys()
    named = {(s, key) for s, values in stated.items() for key in values}
    everywhere = {"layer", "crs", "credit", "key"}
    known = {(s, key) for s, keys in _KEYS.items() for key in keys}
    assert named <= known
    assert {key for _, key in known - named} <= everywhere


# Layers.


def test_towns_are_those_of_the_county(tmp_path: Path) -> None:
    """Tests areas in metres, a neighbour's town left out, other columns dropped."""
    shapes = [box(109.3, 30.1, 109.5, 30.3), box(110.5, 30.1, 110.7, 30.3)]
    frame = gpd.GeoDataFrame(
        {"乡镇": ["城关镇", "外乡"], "人口": [1, 2]}, geometry=shapes, crs="EPSG:4326"
    ).to_crs("EPSG:4545")
    frame.to_file(tmp_path / "乡镇.gpkg")
    base = read(
        tmp_path, '[towns]\nfile = "乡镇.gpkg"\nname_field = "乡镇"\ncredit = "民政局"'
    )
    assert base.towns is not None
    assert base.towns["name"].tolist() == ["城关镇"]
    assert sorted(base.towns.columns) == ["geometry", "name"]
    assert base.towns.total_bounds == pytest.approx(
        [109.3, 30.1, 109.5, 30.3], abs=1e-6
    )
    assert base.credits == ("乡镇:民政局",)


def test_towns_as_points_and_without_counties(tmp_path: Path) -> None:
    layer(
        tmp_path / "t.geojson", [Point(109.5, 30.2), Point(10, 10)], name=["甲", None]
    )
    path = tmp_path / "base.toml"
    path.write_text('[towns]\nfile = "t.geojson"', encoding="utf-8")
    case, _ = small_map()
    base = read_base(path, Loaded(case=case))
    assert base.towns is not None
    assert base.towns["name"].tolist() == ["甲"]


def test_layer_of_gcj02_is_turned_back(tmp_path: Path) -> None:
    """Tests a layer whose file cannot say that it is in GCJ-02: one metre."""
    lon, lat = from_wgs84([109.4, 109.6], [30.2, 30.3], Crs.GCJ02)
    line = LineString(list(zip(lon, lat, strict=True)))
    layer(tmp_path / "r.geojson", [line])
    base = read(tmp_path, '[rivers]\nfile = "r.geojson"\ncrs = "高德"')
    assert base.rivers is not None
    got = np.array(base.rivers.geometry.iloc[0].coords)
    assert np.abs(got - [[109.4, 30.2], [109.6, 30.3]]).max() < 1e-5


def test_rivers_and_lakes_are_cut_to_the_map(tmp_path: Path) -> None:
    layer(tmp_path / "r.gpkg", [LineString([(100, 30.2), (120, 30.2)])])
    layer(
        tmp_path / "l.gpkg",
        [MultiPolygon([box(109, 30, 109.5, 30.1), box(1, 1, 2, 2)])],
    )
    base = read(tmp_path, '[rivers]\nfile = "r.gpkg"\n[lakes]\nfile = "l.gpkg"')
    assert base.rivers is not None
    assert base.lakes is not None
    assert base.rivers.total_bounds == pytest.approx([109.05, 30.2, 109.95, 30.2])
    assert base.lakes.total_bounds[2] == pytest.approx(109.5)


def test_own_counties_replace_the_shipped(tmp_path: Path) -> None:
    """Tests codes kept as numbers, and that only counties of the table stay."""
    shapes = [box(109, 30, 110, 31), box(111, 30, 112, 31)]
    layer(tmp_path / "c.shp", shapes, dm=[422801.0, 422802.0], mc=["甲市", "乙市"])
    text = '[counties]\nfile = "c.shp"\ncode_field = "dm"\nname_field = "mc"'
    base = read(tmp_path, text)
    assert base.counties is not None
    assert base.counties["name"].tolist() == ["甲市"]
    context = backdrop().with_base(base)
    assert context.boundary is base.counties
    assert context.roads is not None
    error = refused(tmp_path, text.replace('"dm"', '"mc"'))
    assert error.code == "B112"
    assert "422801" in error.render("zh")
    assert "甲市" in error.render("zh")


def test_roads_of_the_base_are_drawn_and_credited(tmp_path: Path) -> None:
    layer(
        tmp_path / "d.gpkg", [LineString([(109.3, 30.1), (109.5, 30.2)])], lx=["trunk"]
    )
    base = read(
        tmp_path, '[roads]\nfile = "d.gpkg"\nclass_field = "lx"\ncredit = "交通局"'
    )
    context = backdrop().with_base(base)
    assert context.roads is not None
    assert context.roads["class"].tolist() == ["trunk"]
    assert context.roads["name"].tolist() == [""]
    assert context.roads_credit == "交通局"
    error = refused(tmp_path, '[roads]\nfile = "d.gpkg"\nclass_field = "kind"')
    assert error.code == "B109"
    assert "class_field" in error.render("zh")


def test_unusable_layers_are_refused(tmp_path: Path) -> None:
    (tmp_path / "bad.gpkg").write_bytes(b"nothing")
    layer(tmp_path / "points.gpkg", [Point(109.4, 30.2)], name=["甲"])
    for name in ("one", "two"):
        frame = gpd.GeoDataFrame(
            {"name": ["甲"]}, geometry=[Point(109.4, 30.2)], crs=4326
        )
        frame.to_file(tmp_path / "two.gpkg", layer=name)
    (tmp_path / "a.vrt").write_text("<OGRVRTDataSource/>", encoding="utf-8")
    layer(tmp_path / "far.gpkg", [LineString([(1, 1), (2, 2)])])
    layer(tmp_path / "empty.gpkg", [Polygon()], name=["甲"])
    cases = {
        '[towns]\nfile = "bad.gpkg"': "B107",
        '[rivers]\nfile = "points.gpkg"': "B108",
        '[lakes]\nfile = "empty.gpkg"': "B108",
        '[towns]\nfile = "points.gpkg"\nname_field = "镇"': "B109",
        '[towns]\nfile = "points.gpkg"\nlayer = "no"': "B114",
        '[towns]\nfile = "two.gpkg"': "B114",
        '[towns]\nfile = "a.vrt"': "B107",
        '[towns]\nfile = "."': "B107",
        '[rivers]\nfile = "far.gpkg"': "B111",
    }
    found = {text: refused(tmp_path, text).code for text in cases}
    assert found == cases


def test_layer_of_several_is_named(tmp_path: Path) -> None:
    for name, town in (("one", "甲"), ("two", "乙")):
        frame = gpd.GeoDataFrame(
            {"name": [town]}, geometry=[Point(109.4, 30.2)], crs=4326
        )
        frame.to_file(tmp_path / "t.gpkg", layer=name)
    base = read(tmp_path, '[towns]\nfile = "t.gpkg"\nlayer = "two"')
    assert base.towns is not None
    assert base.towns["name"].tolist() == ["乙"]


@pytest.mark.parametrize("keeps", [True, False])
def test_shapefile_in_gbk_is_read(tmp_path: Path, *, keeps: bool) -> None:
    """Tests Chinese headers and names with and without the file that states them."""
    frame = gpd.GeoDataFrame(
        {"乡镇名": ["瀼口镇"]}, geometry=[Point(109.4, 30.2)], crs=4326
    )
    frame.to_file(tmp_path / "t.shp", encoding="gb18030")
    if not keeps:
        (tmp_path / "t.cpg").unlink()
    base = read(tmp_path, '[towns]\nfile = "t.shp"\nname_field = "乡镇名"')
    assert base.towns is not None
    assert base.towns["name"].tolist() == ["瀼口镇"]


def test_areas_that_cross_themselves_are_mended(tmp_path: Path) -> None:
    bow = Polygon([(109.3, 30.1), (109.5, 30.3), (109.5, 30.1), (109.3, 30.3)])
    layer(tmp_path / "a.gpkg", [bow], name=["甲"], county_code=["422801"])
    text = "".join(f'[{s}]\nfile = "a.gpkg"\n' for s in ("towns", "counties", "lakes"))
    base = read(tmp_path, text)
    assert base.towns is not None
    assert base.counties is not None
    assert base.lakes is not None
    assert shapely.area(base.lakes.geometry.to_numpy()).sum() == pytest.approx(0.02)


def test_metres_without_a_system_are_refused(tmp_path: Path) -> None:
    line = [LineString([(500000, 3300000), (600000, 3300000)])]
    layer(tmp_path / "m.shp", line, "EPSG:4545")
    (tmp_path / "m.prj").unlink()
    assert refused(tmp_path, '[rivers]\nfile = "m.shp"').code == "B110"


def test_map_without_any_place_is_refused(tmp_path: Path) -> None:
    from tests.builders import make_case

    layer(tmp_path / "r.gpkg", [LineString([(109.3, 30.1), (109.5, 30.2)])])
    path = tmp_path / "base.toml"
    path.write_text('[rivers]\nfile = "r.gpkg"', encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_base(path, Loaded(case=make_case(["A", "b"])))
    assert caught.value.code == "B113"


# Relief.


def dem(path: Path, *, west: float = 109.0) -> None:
    """Write heights of a county at 0.002 degrees."""
    rows, columns = np.mgrid[0:400, 0:500]
    heights = 800 + 300 * np.sin(rows / 9) * np.cos(columns / 7)
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        width=500,
        height=400,
        count=1,
        dtype="float32",
        crs="EPSG:4326",
        transform=from_origin(west, 30.7, 0.002, 0.002),
    ) as file:
        file.write(heights.astype("float32"), 1)


def test_relief_of_the_map(tmp_path: Path) -> None:
    """Tests a DEM as a file and as a folder, on the working map and on the public."""
    (tmp_path / "dem").mkdir()
    dem(tmp_path / "dem" / "a.tif")
    one = read(tmp_path, '[relief]\ndem = "dem/a.tif"\ncredit = "SRTM"')
    assert one.relief is not None
    assert one.relief.bounds == (109.05, 29.85, 109.95, 30.65)
    assert one.relief.pixel_m == pytest.approx(222.4 / 3, abs=0.1)
    assert one.credits == ("高程:SRTM",)
    two = read(tmp_path, '[relief]\ndem = "dem"', mode="public")
    assert two.relief is not None
    assert two.relief.pixel_m == 100.0
    assert two.relief.bounds == one.relief.bounds


def test_relief_elsewhere_is_refused_and_gaps_are_told(tmp_path: Path) -> None:
    dem(tmp_path / "east.tif", west=109.5)
    assert notes(read(tmp_path, '[relief]\ndem = "east.tif"')) == ["base.note.voids"]
    dem(tmp_path / "far.tif", west=20.0)
    assert refused(tmp_path, '[relief]\ndem = "far.tif"').code == "B136"
    (tmp_path / "no.tif").write_bytes(b"no")
    with pytest.raises(TravelError):
        read(tmp_path, '[relief]\ndem = "no.tif"')


# Tiles.


def test_intranet_tiles(tmp_path: Path) -> None:
    base = read(tmp_path, f'[tiles]\n{TILES}crs = "wgs84"\ncredit = "县信息中心"')
    assert base.tiles is not None
    assert base.tiles.hosts == ("http://10.1.2.3:8080",)
    assert base.tiles.shift is None
    assert base.tiles.max_zoom == 18
    assert notes(base) == ["base.note.network", "base.note.no_review"]
    assert "10.1.2.3:8080" in str(base.notes[0].render("zh"))


def test_tianditu_with_a_key_of_the_environment(tmp_path: Path) -> None:
    url = "https://t{s}.tianditu.gov.cn/vec_w/wmts?TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk={key}"
    text = (
        f'[tiles]\nurl = "{url}"\nlabels_url = "{url.replace("vec", "cva")}"\n'
        f'subdomains = "01"\ncrs = "cgcs2000"\nkey_env = "TDT"\n{NUMBER}'
    )
    base = read(tmp_path, text, "public", TDT="a{x}b/1")
    assert base.tiles is not None
    assert {u.partition("tk=")[2] for u in base.tiles.urls} == {"a%7Bx%7Db%2F1"}
    assert base.tiles.hosts == (
        "https://t0.tianditu.gov.cn",
        "https://t1.tianditu.gov.cn",
    )
    assert notes(base) == ["base.note.network", "base.note.key"]
    assert refused(tmp_path, text).code == "B125"
    assert refused(tmp_path, text.replace("vec_w", "vec_c"), TDT="a").code == "B124"


def test_gcj02_tiles_shift_with_the_converter_of_the_project(tmp_path: Path) -> None:
    base = read(tmp_path, f'[tiles]\n{TILES}crs = "gcj02"')
    assert base.tiles is not None
    assert base.tiles.shift is not None
    assert base.tiles.shift(109.48, 30.29) == from_wgs84(109.48, 30.29, Crs.GCJ02)
    assert "base.note.gcj02" in notes(base)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('url = "http://a.cn/{z}/{x}.png"\ncrs = "wgs84"', "B121"),
        ('url = "ftp://a.cn/{z}/{x}/{y}"\ncrs = "wgs84"', "B121"),
        ('url = "//a.cn/{z}/{x}/{y}"\ncrs = "wgs84"', "B121"),
        ('url = "http://u:p@a.cn/{z}/{x}/{y}"\ncrs = "wgs84"', "B121"),
        ('url = "http://a.cn; script-src x/{z}/{x}/{y}"\ncrs = "wgs84"', "B121"),
        ('url = "http://a.cn;img-src/{z}/{x}/{y}"\ncrs = "wgs84"', "B121"),
        ('url = "http://*.cn/{z}/{x}/{y}"\ncrs = "wgs84"', "B121"),
        ('url = "http://a.cn:x/{z}/{x}/{y}"\ncrs = "wgs84"', "B121"),
        ('url = "http://a.cn/{z}/{x}/{y}?{q}"\ncrs = "wgs84"', "B121"),
        ('url = "http://{s}.cn/{z}/{x}/{y}"\ncrs = "wgs84"', "B121"),
        ('url = "http://a.cn/{z}/{x}/{y}?{key}"\ncrs = "wgs84"', "B121"),
        ('url = "http://a.cn/{z}/{x}/{y}"\nkey = "k"\ncrs = "wgs84"', "B121"),
        ('url = "http://a.cn/{z}/{x}/{y}"\ncrs = "bd09"', "B122"),
        ('url = "http://m.bdimg.com/{z}/{x}/{y}"\ncrs = "wgs84"', "B122"),
        ('url = "http://wprd01.is.autonavi.com/{z}/{x}/{y}"\ncrs = "wgs84"', "B123"),
        ('url = "http://a.cn/{z}/{x}/{y}"\ncrs = "wgs84"\nreview_number = "7"', "B128"),
        (
            'url = "http://a.cn/{z}/{x}/{y}"\ncrs = "wgs84"\n'
            'review_number = "GS(0000)0000号"',
            "B128",
        ),
    ],
)
def test_tiles_that_cannot_fit_are_refused(
    tmp_path: Path, text: str, code: str
) -> None:
    assert refused(tmp_path, f"[tiles]\n{text}").code == code


def test_foreign_tiles_are_warned_of(tmp_path: Path) -> None:
    text = (
        '[tiles]\nurl = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"\ncrs = "wgs84"'
    )
    assert "base.note.foreign" in notes(read(tmp_path, text))
    near = text.replace("openstreetmap.org", "openstreetmap.org.example.cn")
    assert "base.note.foreign" not in notes(read(tmp_path, near))


@pytest.mark.parametrize("mode", ["public", "print"])
def test_map_handed_out_needs_a_review_number(tmp_path: Path, mode: str) -> None:
    text = f'[tiles]\n{TILES}crs = "wgs84"\n'
    assert refused(tmp_path, text, mode).code == "B127"
    assert read(tmp_path, text + NUMBER, mode).tiles is not None


# Reviewed map.


def test_standard_map_is_taken_as_it_is(tmp_path: Path) -> None:
    data = picture(tmp_path / "图.png")
    text = f'[standard_map]\nimage = "图.png"\n{SIDES}{NUMBER}'
    base = read(tmp_path, text, "public")
    assert base.standard is not None
    assert base.standard.data == data
    assert base.standard.size == (80, 81)
    assert base.standard.corners[0] == (109.1, 30.6)
    assert base.standard.review_number == "鄂S(2023)001号"
    assert notes(base) == ["base.note.overlay"]
    tilted = text.replace(
        SIDES,
        "corners = [[109.1, 30.6], [109.9, 30.61], [109.9, 29.91], [109.1, 29.9]]\n",
    )
    assert read(tmp_path, tilted).standard is not None


def test_standard_map_that_is_stretched_or_too_small_is_remarked_on(
    tmp_path: Path,
) -> None:
    picture(tmp_path / "a.png", columns=100)
    text = f'[standard_map]\nimage = "a.png"\n{SIDES}{NUMBER}'
    assert "base.note.stretched" in notes(read(tmp_path, text))
    small = text.replace("109.9", "109.7")
    assert "base.note.beside" in notes(read(tmp_path, small))


def test_standard_map_that_cannot_be_used_is_refused(tmp_path: Path) -> None:
    data = picture(tmp_path / "a.png")
    (tmp_path / "cut.png").write_bytes(data[:60])
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "a.svg").write_bytes(b"<svg onload='x'/>")
    (tmp_path / "big.png").write_bytes(data[:-12] + bytes(5_000_000) + data[-12:])
    picture(tmp_path / "wide.png", columns=6_001)
    good = f'[standard_map]\nimage = "a.png"\n{SIDES}{NUMBER}'
    cases = {
        good.replace(NUMBER, ""): "B127",
        good.replace("鄂S(2023)001号", "见图"): "B128",
        good.replace("a.png", "a.pdf"): "B131",
        good.replace("a.png", "a.svg"): "B131",
        good.replace("a.png", "."): "B131",
        good.replace("a.png", "cut.png"): "B132",
        good.replace("a.png", "big.png"): "B133",
        good.replace("a.png", "wide.png"): "B133",
        good.replace("109.9", "109.0"): "B134",
        good.replace("30.6", "95"): "B134",
        good.replace("north = 30.6\n", ""): "B135",
        good.replace(SIDES, ""): "B135",
        good + "corners = [[1, 2], [3, 2], [3, 1], [1, 1]]": "B135",
        f'{good}[tiles]\n{TILES}crs = "wgs84"': "B126",
    }
    found = {text: refused(tmp_path, text).code for text in cases}
    assert found == cases


def test_relief_lies_on_shifted_tiles(tmp_path: Path) -> None:
    """Tests by the best match of both pictures that the relief moves as the tiles do.

    At 30.25 degrees and 109.5, GCJ-02 lies about 480 m east and 280 m south.
    """
    dem(tmp_path / "a.tif")
    text = '[relief]\ndem = "a.tif"\n'
    plain = read(tmp_path, text)
    moved = read(tmp_path, f'{text}[tiles]\n{TILES}crs = "gcj02"')
    assert plain.relief is not None
    assert moved.relief is not None
    first, second = (tones(relief, tmp_path) for relief in (plain.relief, moved.relief))
    middle = first[60:-60, 60:-60]
    scores = {
        (down, right): np.mean(
            np.abs(
                second[60 + down :, 60 + right :][: len(middle), : middle.shape[1]]
                - middle
            )
        )
        for down in range(-2, 10)
        for right in range(-2, 14)
    }
    down, right = min(scores, key=lambda key: scores[key])
    lon, lat = from_wgs84(109.5, 30.25, Crs.GCJ02)
    pixel = plain.relief.pixel_m
    assert abs(right - (float(lon) - 109.5) * 96_100 / pixel) <= 1
    assert abs(down - (30.25 - float(lat)) * 110_860 / pixel) <= 1
    assert right >= 5


def tones(relief: Any, folder: Path) -> np.ndarray:
    """Return the places in the palette of a relief."""
    path = folder / "tones.png"
    path.write_bytes(relief.png)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with rasterio.open(path) as file:
            return file.read(1).astype(float)
