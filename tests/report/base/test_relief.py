"""Hill shade against GDAL and planes; the picture against its budget and its place."""

from __future__ import annotations

import base64
import math
import warnings
from pathlib import Path

import numpy as np
import pytest
import rasterio

from optimizer.report.map.base import png
from optimizer.report.map.base.model import Relief
from optimizer.report.map.base.relief import (
    MAX_TEXT_BYTES,
    hill_shade,
    make_relief,
)
from tests.report.base import gdal

BOUNDS = (109.2, 30.0, 109.8, 30.5)
FLAT = math.sin(math.radians(45))
FLAT_OPACITY = 17


def hills(lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    """Rough ground without end: waves of many lengths."""
    x, y = lon * 96_000, lat * 111_000
    waves = [(9000, 300), (2300, 120), (700, 60), (260, 25)]
    return 900 + sum(
        h * np.sin(x / w + i) * np.cos(y / (w * 1.3) - i)
        for i, (w, h) in enumerate(waves)
    )


def rough(lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    """Ground that differs from pixel to pixel: the worst a picture can meet."""
    x, y = lon * 96_000, lat * 111_000
    return hills(lon, lat) + 40 * np.sin(x / 45) * np.cos(y / 53)


def decoded(relief: Relief, folder: Path) -> np.ndarray:
    """Return the picture as red, green, blue, opacity, read by another library."""
    path = folder / "relief.png"
    path.write_bytes(relief.png)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with rasterio.open(path) as file:
            table = file.colormap(1)
            return np.array([table[i] for i in range(16)])[file.read(1)]


def test_shade_equals_that_of_gdal(tmp_path: Path) -> None:
    """Tests Horn's slopes, the direction of the light and shadow below zero."""
    rng = np.random.default_rng(3)
    heights = np.cumsum(np.cumsum(rng.normal(0, 9, (60, 80)), axis=0), axis=1)
    own = hill_shade(heights, 90.0, 90.0)
    theirs = gdal.hill_shade(heights, 90.0, tmp_path)
    assert theirs.min() < 30
    assert theirs.max() > 240
    assert np.abs(1 + 254 * own - theirs).max() <= 0.51


@pytest.mark.parametrize(
    ("east", "north"), [(0, 0), (1, 0), (0, 1), (-1, 1), (0.3, -0.2), (1, -1)]
)
def test_plane_has_the_light_of_its_normal(east: float, north: float) -> None:
    """Tests the cosine between normal and light, worked out by vectors; row 0 north."""
    rows, columns = np.mgrid[0:5, 0:7]
    heights = east * columns * 30.0 - north * rows * 20.0
    normal = np.array([-east, -north, 1]) / math.hypot(east, north, 1)
    light = np.array([-0.5, 0.5, math.sqrt(0.5)])
    want = max(float(normal @ light), 0.0)
    assert hill_shade(heights, 30.0, 20.0) == pytest.approx(np.full((3, 5), want))


def test_void_darkens_nothing_but_its_neighbours() -> None:
    heights = np.zeros((9, 9))
    heights[4, 4] = np.nan
    shade = hill_shade(heights, 30.0, 30.0)
    assert np.isnan(shade).sum() == 9
    assert np.nanmin(shade) == pytest.approx(FLAT)


def test_picture_keeps_its_budget_and_the_size_of_the_cells() -> None:
    """Tests rough ground at a fine DEM, and that a coarse DEM is not blown up."""
    fine = make_relief(rough, BOUNDS, cell_m=30.0)
    assert fine is not None
    text = base64.b64encode(fine.png)
    assert 0.5 * MAX_TEXT_BYTES < len(text) <= MAX_TEXT_BYTES
    coarse = make_relief(hills, BOUNDS, cell_m=250.0)
    assert coarse is not None
    assert coarse.pixel_m == pytest.approx(250.0 / 3)
    assert fine.pixel_m < 120.0
    public = make_relief(hills, BOUNDS, cell_m=30.0, least_pixel_m=100.0)
    assert public is not None
    assert public.pixel_m >= 100.0


def test_same_ground_gives_the_same_bytes() -> None:
    first, second = (make_relief(hills, BOUNDS, 200.0) for _ in range(2))
    assert first is not None
    assert second is not None
    assert first.png == second.png


def test_cone_is_lit_from_the_north_west_at_its_place(tmp_path: Path) -> None:
    """Tests where the top is drawn, in rows of Mercator, and which side is dark."""
    top = (109.65, 30.4)

    def cone(lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
        metres = np.hypot((lon - top[0]) * 96_000, (lat - top[1]) * 111_200)
        return np.maximum(3000 - metres / 2, 0)

    relief = make_relief(cone, BOUNDS, 100.0)
    assert relief is not None
    picture = decoded(relief, tmp_path)
    rows, columns = picture.shape[:2]
    west, south, east, north = BOUNDS

    def mercator(lat: float) -> float:
        return math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))

    x = (top[0] - west) / (east - west) * columns
    share = (mercator(north) - mercator(top[1])) / (mercator(north) - mercator(south))
    y = share * rows
    radius = 20
    opacity = picture[..., 3].astype(int)
    lit = opacity[round(y) - radius, round(x) - radius]
    dark = opacity[round(y) + radius, round(x) + radius]
    assert lit < FLAT_OPACITY / 3
    assert dark > 2 * FLAT_OPACITY
    # The light turns to shadow within two pixels of the top.
    near = opacity[round(y), round(x) - 12 : round(x) + 13]
    turn = int(np.argmax(near > FLAT_OPACITY))
    assert abs(turn - 12) <= 2


def test_flat_ground_is_even_and_edges_are_clear(tmp_path: Path) -> None:
    plain = make_relief(lambda lon, lat: lon * 0, BOUNDS, 200.0)
    assert plain is not None
    opacity = decoded(plain, tmp_path)[..., 3]
    assert set(opacity[100:-100, 100:-100].ravel()) == {FLAT_OPACITY}
    rough = make_relief(hills, BOUNDS, 200.0)
    assert rough is not None
    opacity = decoded(rough, tmp_path)[..., 3]
    assert max(opacity[0].max(), opacity[:, -1].max()) <= 2
    assert opacity[40:-40, 40:-40].max() > 2 * FLAT_OPACITY


def test_unknown_heights_are_flat_and_counted(tmp_path: Path) -> None:
    def half(lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
        return np.where(lon < 109.5, hills(lon, lat), np.nan)

    relief = make_relief(half, BOUNDS, 200.0)
    assert relief is not None
    assert relief.known == pytest.approx(0.5, abs=0.01)
    opacity = decoded(relief, tmp_path)[..., 3]
    middle = opacity.shape[1] // 2
    assert opacity[:, middle + 4 :].max() == FLAT_OPACITY
    assert opacity[:, : middle - 4].max() > 2 * FLAT_OPACITY
    assert make_relief(lambda lon, lat: lon * np.nan, BOUNDS, 200.0) is None


def test_high_mountains_and_hills_both_show(tmp_path: Path) -> None:
    """Tests that heights four times as high give much the same picture."""
    spread = []
    for scale in (2.0, 4.0, 7.0):
        relief = make_relief(
            lambda lon, lat, k=scale: k * hills(lon, lat), BOUNDS, 200.0
        )
        assert relief is not None
        spread.append(decoded(relief, tmp_path)[100:-100, 100:-100, 3].std())
    assert min(spread) > 0.5 * max(spread)


def test_cells_of_the_dem_do_not_show(tmp_path: Path) -> None:
    """Tests that a bilinear surface has no facets: shade changes little by little."""
    cell = 0.01

    def coarse(lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
        x, y = np.floor(lon / cell), np.floor(lat / cell)
        u, v = lon / cell - x, lat / cell - y

        def node(i: np.ndarray, j: np.ndarray) -> np.ndarray:
            return hills(i * cell, j * cell)

        upper = node(x, y + 1) * (1 - u) + node(x + 1, y + 1) * u
        lower = node(x, y) * (1 - u) + node(x + 1, y) * u
        return upper * v + lower * (1 - v)

    relief = make_relief(coarse, BOUNDS, cell * 111_000)
    assert relief is not None
    assert relief.pixel_m == pytest.approx(cell * 111_000 / 3)
    opacity = decoded(relief, tmp_path)[12:-12, 12:-12, 3].astype(int)
    jumps = np.abs(np.diff(opacity, axis=1))
    assert jumps.max() < 0.5 * (opacity.max() - opacity.min())


@pytest.mark.parametrize("shape", [(1, 1), (3, 5), (7, 4)])
def test_png_is_read_back_by_another_library(
    shape: tuple[int, int], tmp_path: Path
) -> None:
    rng = np.random.default_rng(1)
    indices = rng.integers(0, 16, shape).astype(np.uint8)
    palette = [(i * 16, 255 - i, i, 17 * i) for i in range(16)]
    picture = png.encode(indices, palette)
    got = decoded(Relief(picture, BOUNDS, 1.0), tmp_path)
    assert (got == np.array(palette)[indices]).all()
