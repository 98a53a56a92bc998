"""Shaded relief of a region from the heights of any DEM."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from optimizer.report.map.base import png
from optimizer.report.map.base.model import Bounds, Degrees, Relief

MAX_TEXT_BYTES = 250_000
"""Most a relief may add to a page, as base64 text."""

Heights = Callable[[Degrees, Degrees], Degrees]
"""Takes longitudes and latitudes to metres above the sea, NaN where not known."""

_EARTH_M = 6_378_137.0
"""Radius of the sphere of Web Mercator (EPSG:3857)."""

_AZIMUTH_DEG, _ALTITUDE_DEG = 315.0, 45.0
_FLAT = math.sin(math.radians(_ALTITUDE_DEG))
_MOST_PIXELS, _MOST_SAMPLES = 1_600_000, 4
_BUDGET = MAX_TEXT_BYTES * 3 // 4
_MOST_TRIES = 6

_FINER = 3
"""Pixels to a cell of the DEM at most; heights between cells are smoothed, else the
facets of the cells would show."""

_FADE = 0.08
"""Share of the picture over which it fades out at each edge."""

_STEEP_SHARE, _STEEP = 0.9, 0.5
"""Heights are scaled so that this share of the slopes is less steep than this: in
high mountains whole valleys would lie in even shadow, hills would not show at all."""

_LEAST_SCALE, _MOST_SCALE = 0.35, 2.0

_INK = (38, 50, 64)
_DARKEST, _CURVE = 0.48, 1.5
"""Opacity of the ink where no light falls, and how fast it fades with light: slopes
towards the light stay clear, flat ground is a little darker, as on paper."""

_TONES = png.MOST_COLOURS - 1
_PALETTE: list[png.Rgba] = [
    (*_INK, round(255 * _DARKEST * (i / _TONES) ** _CURVE)) for i in range(_TONES + 1)
]


def make_relief(
    heights: Heights, bounds: Bounds, cell_m: float, least_pixel_m: float = 0.0
) -> Relief | None:
    """Return the relief of a region, as fine as the DEM, the page and the law allow.

    Parameters
    ----------
    heights
        The DEM.
    bounds
        Region; the picture fills it.
    cell_m
        Size of the DEM's cells.
    least_pixel_m
        No finer than this either.

    Returns
    -------
    Relief or None
        ``None`` if no height is known in the region. The file has at most
        ``MAX_TEXT_BYTES`` as base64.
    """
    width_m, height_m = _ground_size(bounds)
    fitting = math.sqrt(width_m * height_m / _MOST_PIXELS)
    pixel = max(cell_m / _FINER, least_pixel_m, fitting)
    for _ in range(_MOST_TRIES):
        grid = _Grid(
            bounds, max(round(width_m / pixel), 2), max(round(height_m / pixel), 2)
        )
        shade = grid.shade(heights, pixel / cell_m)
        known = float(np.isfinite(shade).mean())
        if not known:
            return None
        picture = _picture(_tones(shade))
        if len(picture) <= _BUDGET:
            break
        pixel *= max(math.sqrt(len(picture) / _BUDGET), 1.02) * 1.01
    return Relief(picture, bounds, pixel, known)


def hill_shade(
    heights: NDArray[np.float64],
    dx: NDArray[np.float64] | float,
    dy: NDArray[np.float64] | float,
) -> NDArray[np.float64]:
    """Return how much light each inner cell of a grid gets from the north-west.

    Parameters
    ----------
    heights
        Metres, ``[rows, columns]``, row 0 in the north.
    dx, dy
        Metres between columns and between rows; numbers, or one for each inner row as
        ``[rows - 2, 1]``.

    Returns
    -------
    numpy.ndarray
        ``[rows - 2, columns - 2]``: cosine between the slope's normal and the light,
        0 where it is turned away; flat ground has about 0.707. NaN where one of the
        nine heights is.

    Notes
    -----
    Slopes by the method of Horn (1981), "Hill shading and the reflectance map", as in
    ``gdaldem hillshade``: azimuth 315 degrees, altitude 45 degrees.
    """
    a, b, c = (heights[:-2, i : i + heights.shape[1] - 2] for i in range(3))
    d, e, f = (heights[1:-1, i : i + heights.shape[1] - 2] for i in range(3))
    g, h, k = (heights[2:, i : i + heights.shape[1] - 2] for i in range(3))
    east = ((c + 2 * f + k) - (a + 2 * d + g)) / (8 * np.asarray(dx))
    north = ((a + 2 * b + c) - (g + 2 * h + k)) / (8 * np.asarray(dy))
    azimuth, altitude = math.radians(_AZIMUTH_DEG), math.radians(_ALTITUDE_DEG)
    level = math.cos(altitude)
    light = math.sin(altitude) - level * (
        east * math.sin(azimuth) + north * math.cos(azimuth)
    )
    shade: NDArray[np.float64] = light / np.sqrt(1 + east * east + north * north)
    return np.where(shade < 0, 0.0, shade + 0 * e)


@dataclass(frozen=True)
class _Grid:
    """Pixels of a region, the same height in Web Mercator."""

    bounds: Bounds
    columns: int
    rows: int

    def shade(self, heights: Heights, cells: float) -> NDArray[np.float64]:
        """Return the light on every pixel; a pixel is ``cells`` cells of the DEM wide.

        Heights are means: of a pixel where it holds several cells, of a cell where it
        holds several pixels (which makes the bilinear heights a smooth surface).
        """
        samples = min(max(math.ceil(cells), 1), _MOST_SAMPLES)
        reach = round(0.5 / cells) if cells < 1 else 0
        edge = 1 + reach
        west, south, east, north = self.bounds
        top, bottom = _mercator(north), _mercator(south)
        step_x = (east - west) / self.columns
        step_y = (top - bottom) / self.rows

        def places(n: int) -> NDArray[np.float64]:
            fine = np.arange((n + 2 * edge) * samples, dtype=float)
            return (fine + 0.5) / samples - edge

        lat = _latitude(top - places(self.rows) * step_y)
        fine = _sampled(heights, west + places(self.columns) * step_x, lat)
        shape = (self.rows + 2 * edge, samples, self.columns + 2 * edge, samples)
        found = _smooth(fine.reshape(shape).mean(axis=(1, 3)), reach)
        rows = np.arange(self.rows, dtype=float) + 0.5
        # Web Mercator is conformal: on the ground its metres shrink alike both ways.
        shrunk = _EARTH_M * np.cos(np.radians(_latitude(top - rows * step_y)))
        dx = shrunk[:, np.newaxis] * math.radians(step_x)
        dy = shrunk[:, np.newaxis] * step_y
        return hill_shade(found * _scale(found, dx, dy), dx, dy)


def _smooth(heights: NDArray[np.float64], reach: int) -> NDArray[np.float64]:
    """Return means of ``2 reach + 1`` squared neighbours; so many cells less around."""
    for axis in (0, 1) if reach else ():
        windows = np.lib.stride_tricks.sliding_window_view(
            heights, 2 * reach + 1, axis=axis
        )
        heights = windows.mean(axis=-1)
    return heights


def _scale(
    heights: NDArray[np.float64], dx: NDArray[np.float64], dy: NDArray[np.float64]
) -> float:
    """Return by how much heights are scaled for this land to show well."""
    inner = heights[1:-1, 1:-1]
    east = (heights[1:-1, 2:] - heights[1:-1, :-2]) / (2 * dx)
    south = (heights[2:, 1:-1] - heights[:-2, 1:-1]) / (2 * dy)
    slopes = np.hypot(east, south)[np.isfinite(inner)]
    slopes = slopes[np.isfinite(slopes)]
    steep = float(np.quantile(slopes, _STEEP_SHARE)) if slopes.size else 0.0
    return min(max(_STEEP / max(steep, 1e-9), _LEAST_SCALE), _MOST_SCALE)


def _sampled(heights: Heights, lon: Degrees, lat: Degrees) -> Degrees:
    """Return heights ``[lat, lon]``, a strip at a time to bound the memory."""
    strip = max(1_000_000 // len(lon), 1)
    edges = [*range(0, len(lat), strip), len(lat)]
    parts = []
    for first, last in pairwise(edges):
        rows, columns = np.meshgrid(lat[first:last], lon, indexing="ij")
        parts.append(heights(columns.ravel(), rows.ravel()).reshape(rows.shape))
    return np.concatenate(parts)


def _tones(shade: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how dark every pixel is, 0 to 1; unknown ground is as dark as flat."""
    light = np.where(np.isfinite(shade), shade, _FLAT)
    return np.asarray((1 - light) * _edge(shade.shape))


def _picture(tones: NDArray[np.float64]) -> bytes:
    return png.encode(np.rint(tones * _TONES).astype(np.uint8), _PALETTE)


def _edge(shape: tuple[int, ...]) -> NDArray[np.float64]:
    """Return 1 inside and less towards the edges: the picture has no hard frame."""
    sides = []
    for n in shape:
        depth = (np.minimum(np.arange(n), np.arange(n)[::-1]) + 0.5) / (n * _FADE)
        sides.append(np.clip(depth, 0, 1))
    return np.asarray(np.minimum(sides[0][:, np.newaxis], sides[1][np.newaxis, :]))


def _ground_size(bounds: Bounds) -> tuple[float, float]:
    """Return width and height in metres at the middle latitude."""
    west, south, east, north = bounds
    narrow = math.cos(math.radians((south + north) / 2))
    high = _mercator(north) - _mercator(south)
    return (
        _EARTH_M * math.radians(east - west) * narrow,
        _EARTH_M * high * narrow,
    )


def _mercator(lat: float) -> float:
    return math.asinh(math.tan(math.radians(lat)))


def _latitude(y: NDArray[np.float64]) -> Degrees:
    return np.degrees(np.arctan(np.sinh(y)))
