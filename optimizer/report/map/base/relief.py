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
_MOST_PIXELS, _MOST_SAMPLES = 1400, 4
_BUDGET = MAX_TEXT_BYTES * 3 // 4
_MOST_TRIES = 6

_FADE = 0.06
"""Share of the picture over which it fades out at each edge."""

_FULL_AT = 0.97
"""Share of the pixels not darker or lighter than the strongest tone."""

_LEAST_CONTRAST = 0.2
"""A plain is not made to look like mountains: the strongest tone means at least this
difference from flat ground."""

_DARKS, _LIGHTS = 10, 5
_DARK, _LIGHT = (38, 50, 64), (255, 255, 255)
_DARKEST, _LIGHTEST = 0.50, 0.60

_PALETTE: list[png.Rgba] = [
    (*_DARK, 0),
    *((*_DARK, round(255 * _DARKEST * i / _DARKS)) for i in range(1, _DARKS + 1)),
    *((*_LIGHT, round(255 * _LIGHTEST * i / _LIGHTS)) for i in range(1, _LIGHTS + 1)),
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
        Size of the DEM's cells: a finer picture would show the cells, not the land.
    least_pixel_m
        No finer than this either.

    Returns
    -------
    Relief or None
        ``None`` if no height is known in the region. The file has at most
        ``MAX_TEXT_BYTES`` as base64.
    """
    width_m, height_m = _ground_size(bounds)
    longest = max(width_m, height_m)
    pixel = max(cell_m, least_pixel_m, longest / _MOST_PIXELS)
    for _ in range(_MOST_TRIES):
        grid = _Grid(
            bounds, max(round(width_m / pixel), 2), max(round(height_m / pixel), 2)
        )
        samples = min(max(math.ceil(pixel / cell_m), 1), _MOST_SAMPLES)
        shade = grid.shade(heights, samples)
        known = float(np.isfinite(shade).mean())
        if not known:
            return None
        picture = png.encode(_indices(_tones(shade)), _PALETTE)
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

    def shade(self, heights: Heights, samples: int) -> NDArray[np.float64]:
        """Return the light on every pixel; heights are means of ``samples`` squared."""
        west, south, east, north = self.bounds
        top, bottom = _mercator(north), _mercator(south)
        step_x = (east - west) / self.columns
        step_y = (top - bottom) / self.rows
        # One pixel more on each side: a slope needs its neighbours.
        at = (np.arange((self.columns + 2) * samples) + 0.5) / samples - 1
        lon = west + at * step_x
        down = (np.arange((self.rows + 2) * samples) + 0.5) / samples - 1
        lat = _latitude(top - down * step_y)
        fine = _sampled(heights, lon, lat)
        shape = (self.rows + 2, samples, self.columns + 2, samples)
        found: NDArray[np.float64] = fine.reshape(shape).mean(axis=(1, 3))
        rows = _latitude(top - (np.arange(self.rows, dtype=float) + 0.5) * step_y)
        # Web Mercator is conformal: on the ground its metres shrink alike both ways.
        shrunk = (_EARTH_M * np.cos(np.radians(rows)))[:, np.newaxis]
        return hill_shade(found, shrunk * math.radians(step_x), shrunk * step_y)


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
    """Return -1 (deepest shadow) to 1 (strongest light), 0 for flat and unknown."""
    known = np.isfinite(shade)
    off = np.where(known, shade - math.sin(math.radians(_ALTITUDE_DEG)), 0.0)
    full = max(float(np.quantile(np.abs(off[known]), _FULL_AT)), _LEAST_CONTRAST)
    return np.clip(off / full, -1, 1) * _edge(shade.shape)


def _edge(shape: tuple[int, ...]) -> NDArray[np.float64]:
    """Return 1 inside and less towards the edges: the picture has no hard frame."""
    sides = []
    for n in shape:
        depth = (np.minimum(np.arange(n), np.arange(n)[::-1]) + 0.5) / (n * _FADE)
        sides.append(np.clip(depth, 0, 1))
    return np.asarray(np.minimum(sides[0][:, np.newaxis], sides[1][np.newaxis, :]))


def _indices(tones: NDArray[np.float64]) -> NDArray[np.uint8]:
    dark = np.rint(np.clip(-tones, 0, 1) * _DARKS)
    light = np.rint(np.clip(tones, 0, 1) * _LIGHTS)
    return np.where(light > 0, _DARKS + light, dark).astype(np.uint8)


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
