"""Which projection metres look like, for the message that refuses them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from pyproj import CRS, Transformer

HOME: Final = ((108.0, 111.0), (28.7, 31.7))
"""Longitudes and latitudes of 恩施州 with a margin; only a hint depends on it."""

CANDIDATES: Final = (
    4524,  # CGCS2000, 3-degree zone 36 with its number before the easting
    4525,  # the same, zone 37
    4545,  # CGCS2000, 3-degree zone about 108 E, no number
    4546,  # the same, about 111 E
    4497,  # CGCS2000, 6-degree zone 19 with its number
    32649,  # WGS 84, UTM zone 49 N
    3857,  # map tiles
)
"""EPSG codes in the order they are tried."""


def projections_of(x: float, y: float) -> list[str]:
    """Return the projections in which two figures in metres lie near 恩施州.

    Parameters
    ----------
    x, y
        The figures as they stand in the columns of longitude and latitude, metres.

    Returns
    -------
    list of str
        EPSG code and name of each. Behind those that fit only with the two figures
        exchanged stands ``y, x``.

    Examples
    --------
    >>> projections_of(37354321, 3352345)
    ['EPSG:4525 CGCS2000 / 3-degree Gauss-Kruger zone 37']
    """
    return [*_fitting(x, y, ""), *_fitting(y, x, " (y, x)")]


def _fitting(east_m: float, north_m: float, note: str) -> Iterator[str]:
    for code in CANDIDATES:
        name, to_degrees = _projection(code)
        lon, lat = to_degrees.transform(east_m, north_m)
        (west, east), (south, north) = HOME
        if west <= lon <= east and south <= lat <= north:
            yield f"EPSG:{code} {name}{note}"


@lru_cache
def _projection(code: int) -> tuple[str, Transformer]:
    crs = CRS.from_epsg(code)
    return crs.name, Transformer.from_crs(crs, "EPSG:4326", always_xy=True)
