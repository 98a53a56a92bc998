"""Tests of heights: both formats against the numbers written into them."""

from __future__ import annotations

import zipfile

import numpy as np
import pytest
import rasterio
from rasterio.transform import from_origin

from optimizer.errors import TravelError
from optimizer.travel.elevation import read_elevation

CELL = 1 / 1200


def tile() -> np.ndarray:
    """Heights of a tile of three seconds: 10 per row from the north, 1 per column."""
    rows, columns = np.mgrid[0:1201, 0:1201]
    return (rows * 2 + columns).astype(">i2")


@pytest.fixture
def hgt(tmp_path):
    """The tile N30E109 as SRTM distributes it."""
    path = tmp_path / "N30E109.hgt"
    path.write_bytes(tile().tobytes())
    return path


def test_hgt_gives_the_heights_at_its_points(hgt):
    """Tests corners and cells; row 0 is the north edge, points lie on the degrees."""
    heights = read_elevation(hgt)
    lon = np.array([109.0, 110.0, 109.0, 109.0 + 5 * CELL])
    lat = np.array([31.0, 31.0, 30.0, 31.0 - 7 * CELL])
    assert heights.heights(lon, lat) == pytest.approx([0, 1200, 2400, 19], abs=1e-3)


def test_between_points_it_is_bilinear(hgt):
    """Tests the middle of four points."""
    middle = read_elevation(hgt).heights(
        np.array([109.0 + 5.5 * CELL]), np.array([31.0 - 7.5 * CELL])
    )
    assert middle == pytest.approx([7.5 * 2 + 5.5], abs=1e-3)


def test_outside_and_unplaced_points_are_unknown(hgt):
    """Tests a point in the next tile and one that is nowhere."""
    lon, lat = np.array([111.0, np.nan, 109.5]), np.array([30.5, 30.5, 30.5])
    assert np.isnan(read_elevation(hgt).heights(lon, lat)).tolist() == [
        True, True, False,
    ]  # fmt: skip


def test_zipped_tile_equals_the_plain_one(hgt, tmp_path):
    """Tests the form in which SRTM is downloaded."""
    path = tmp_path / "N30E109.hgt.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.write(hgt, "N30E109.hgt")
    lon, lat = np.array([109.3]), np.array([30.2])
    assert read_elevation(path).heights(lon, lat) == read_elevation(hgt).heights(
        lon, lat
    )


def test_void_is_unknown_and_counted(tmp_path):
    """Tests the SRTM void: neither a height nor a neighbour's share of one."""
    raw = tile()
    raw[600, 600] = -32768
    path = tmp_path / "N30E109.hgt"
    path.write_bytes(raw.tobytes())
    found = read_elevation(path)
    at = np.array([109.5, 109.5 + 0.5 * CELL, 109.5 + 2 * CELL])
    known = np.isfinite(found.heights(at, np.array([30.5] * 3)))
    assert known.tolist() == [False, False, True]
    assert found.void_share == pytest.approx(1 / 1201**2)


def geotiff(path, heights, crs="EPSG:4545", bands=1, nodata=-9999.0, cell=50.0):
    """Write heights as a GeoTIFF whose north-west corner is at the local origin."""
    with rasterio.open(
        path, "w", driver="GTiff", height=heights.shape[0], width=heights.shape[1],
        count=bands, dtype="float32", crs=crs, nodata=nodata,
        transform=from_origin(500_000, 3_400_000, cell, cell),
    ) as file:  # fmt: skip
        for band in range(1, bands + 1):
            file.write(heights.astype("float32"), band)
    return path


def test_geotiff_in_metres_and_its_void(tmp_path):
    """Tests another reference system, cell centres and the stated void."""
    from optimizer.travel.projection import WGS84, transform

    rows, columns = np.mgrid[0:40, 0:40]
    heights = (rows * 10.0 + columns).astype(float)
    heights[20, 20] = -9999.0
    found = read_elevation(geotiff(tmp_path / "dem.tif", heights))
    x = 500_000 + 50 * (np.array([3, 20, 30]) + 0.5)
    y = 3_400_000 - 50 * (np.array([2, 20, 31]) + 0.5)
    lon, lat = transform("EPSG:4545", WGS84, x, y)
    values = found.heights(lon, lat)
    assert values[[0, 2]] == pytest.approx([23, 340], abs=0.05)
    assert np.isnan(values[1])


def test_folder_takes_the_first_file_that_knows(tmp_path, hgt):
    """Tests two tiles in one folder, and other files left alone."""
    (tmp_path / "README.txt").write_text("notes")
    east = tmp_path / "N30E110.hgt"
    east.write_bytes((tile() + 1000).astype(">i2").tobytes())
    found = read_elevation(tmp_path)
    values = found.heights(np.array([109.5, 110.5]), np.array([30.5, 30.5]))
    assert values == pytest.approx([1800, 2800])
    assert found.digest != read_elevation(hgt).digest


@pytest.mark.parametrize(
    ("code", "make"),
    [
        ("F102", lambda folder: folder / "none.tif"),
        ("T291", lambda folder: _written(folder / "N30E109.hgt", b"short")),
        ("T291", lambda folder: _written(folder / "dem.tif", b"not a raster")),
        ("T292", lambda folder: geotiff(folder / "dem.tif", np.ones((9, 9)), crs=None)),
        ("T290", lambda folder: geotiff(folder / "rgb.tif", np.ones((9, 9)), bands=3)),
        ("T290", lambda folder: geotiff(folder / "v.tif", np.full((9, 9), -9999.0))),
        ("T293", lambda folder: _folder(folder / "empty")),
    ],
)
@pytest.mark.filterwarnings("ignore:Dataset has no geotransform")
def test_faulty_file_gives_its_message(code, make, tmp_path):
    """Tests each fault of a height file."""
    with pytest.raises(TravelError) as caught:
        read_elevation(make(tmp_path))
    assert caught.value.code == code


def _written(path, content: bytes):
    path.write_bytes(content)
    return path


def _folder(path):
    path.mkdir()
    return path


def test_size_of_a_cell_is_known_in_metres(hgt, tmp_path):
    """Tests three seconds of arc, and a grid in metres beside it, which is finer."""
    assert read_elevation(hgt).cell_m == pytest.approx(92.7, abs=0.1)
    path = tmp_path / "z.tif"
    with rasterio.open(
        path, "w", driver="GTiff", width=9, height=9, count=1, dtype="int16",
        crs="EPSG:4545", transform=from_origin(500_000, 3_300_000, 30, 30),
    ) as file:  # fmt: skip
        file.write(tile()[:9, :9].astype("int16"), 1)
    assert read_elevation(path).cell_m == pytest.approx(30)
    assert read_elevation(tmp_path).cell_m == pytest.approx(30)
