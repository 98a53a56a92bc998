"""Declared coordinate systems to WGS 84.

GCJ-02 shifts points inside China by a published sum of sines on the Krasovsky
1940 ellipsoid; BD-09 turns and stretches GCJ-02 a little further. Both are given
forwards only, so the way back is found by iteration. CGCS2000 differs from WGS 84
by less than a metre and is taken as equal, which ingest states as an issue.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from optimizer.tabular import normal

Degrees = NDArray[np.float64]


class Crs(StrEnum):
    """Coordinate systems a user can declare."""

    WGS84 = "wgs84"
    CGCS2000 = "cgcs2000"
    GCJ02 = "gcj02"
    BD09 = "bd09"


CRS_NAMES: Final[Mapping[Crs, tuple[str, ...]]] = {
    Crs.WGS84: ("wgs84", "wgs1984", "epsg4326", "gps", "大地坐标"),
    Crs.CGCS2000: (
        "cgcs2000",
        "epsg4490",
        "国家2000",
        "2000国家大地坐标系",
        "国家大地2000",
        "2000坐标系",
        "大地2000",
        "天地图",
    ),
    Crs.GCJ02: (
        "gcj02",
        "gcj2",
        "火星坐标",
        "高德",
        "高德地图",
        "腾讯",
        "腾讯地图",
        "g",
    ),
    Crs.BD09: ("bd09", "bd9", "bd09ll", "百度", "百度地图", "百度坐标", "b"),
}
"""Names in use. Beijing 54 and Xian 80 are none of them: they need a GIS."""


def crs_named(name: str) -> Crs:
    """Return the CRS of a name.

    Raises
    ------
    ValueError
        If the name is none of those in use.

    Examples
    --------
    >>> crs_named("WGS-84"), crs_named("火星坐标系（GCJ-02）"), crs_named("百度")
    (<Crs.WGS84: 'wgs84'>, <Crs.GCJ02: 'gcj02'>, <Crs.BD09: 'bd09'>)
    """
    bare = normal(name)
    parts = {
        "".join(c for c in part if c.isalnum()) for part in re.split("[()/]", bare)
    }
    found = {
        crs
        for crs, names in CRS_NAMES.items()
        for part in parts
        if part in names or part.removesuffix("坐标系").removesuffix("坐标") in names
    }
    if len(found) != 1:
        raise ValueError(name)
    return found.pop()


_SEMI_MAJOR_M = 6_378_245.0
_ECCENTRICITY_SQ = 0.006_693_421_622_965_943
"""Krasovsky 1940."""

_ORIGIN_LON, _ORIGIN_LAT = 105.0, 35.0
_CHINA_LON, _CHINA_LAT = (72.004, 137.8347), (0.8293, 55.8271)
"""Rectangle inside which the published formula shifts points."""

_BD_LON, _BD_LAT = 0.0065, 0.006
_BD_RADIUS, _BD_ANGLE = 2e-5, 3e-6
_BD_FREQUENCY = np.pi * 3000.0 / 180.0

_TOLERANCE_DEG = 1e-11
_MAX_ROUNDS = 50


def in_china(lon: ArrayLike, lat: ArrayLike) -> NDArray[np.bool_]:
    """Tell which points lie in the rectangle around China.

    Examples
    --------
    >>> in_china([109.48, 2.35], [30.29, 48.86]).tolist()
    [True, False]
    """
    x, y = np.asarray(lon, dtype=float), np.asarray(lat, dtype=float)
    inside: NDArray[np.bool_] = (
        (x >= _CHINA_LON[0])
        & (x <= _CHINA_LON[1])
        & (y >= _CHINA_LAT[0])
        & (y <= _CHINA_LAT[1])
    )
    return inside


def from_wgs84(lon: ArrayLike, lat: ArrayLike, crs: Crs) -> tuple[Degrees, Degrees]:
    """Return WGS 84 degrees in another coordinate system.

    Parameters
    ----------
    lon, lat
        Decimal degrees, one value or arrays of one shape.
    crs
        Target. Points outside China are the same in all.

    Returns
    -------
    tuple of numpy.ndarray
        Longitudes and latitudes, decimal degrees.
    """
    x, y = np.asarray(lon, dtype=float), np.asarray(lat, dtype=float)
    forward = _FORWARD.get(crs)
    if forward is None:
        return x.copy(), y.copy()
    inside = in_china(x, y)
    shifted_x, shifted_y = forward(x, y)
    return np.where(inside, shifted_x, x), np.where(inside, shifted_y, y)


def to_wgs84(lon: ArrayLike, lat: ArrayLike, crs: Crs) -> tuple[Degrees, Degrees]:
    """Return degrees of a declared coordinate system in WGS 84.

    Parameters
    ----------
    lon, lat
        Decimal degrees, one value or arrays of one shape.
    crs
        System the values are in. Points outside China are left alone.

    Returns
    -------
    tuple of numpy.ndarray
        Longitudes and latitudes, decimal degrees.

    Notes
    -----
    Fixed-point iteration ``p <- p - (forward(p) - target)``: the shift changes by
    less than a hundredth of a step, so each round gains about two digits.

    Examples
    --------
    >>> lon, lat = to_wgs84(*from_wgs84(109.48, 30.29, Crs.BD09), Crs.BD09)
    >>> round(float(lon), 9), round(float(lat), 9)
    (109.48, 30.29)
    """
    x, y = np.asarray(lon, dtype=float), np.asarray(lat, dtype=float)
    forward = _FORWARD.get(crs)
    if forward is None:
        return x.copy(), y.copy()
    back_x, back_y = x.copy(), y.copy()
    for _ in range(_MAX_ROUNDS):
        ahead_x, ahead_y = forward(back_x, back_y)
        step_x, step_y = ahead_x - x, ahead_y - y
        back_x, back_y = back_x - step_x, back_y - step_y
        largest = np.abs(np.stack([step_x, step_y])).max(initial=0.0)
        if not largest > _TOLERANCE_DEG:
            break
    inside = in_china(x, y)
    return np.where(inside, back_x, x), np.where(inside, back_y, y)


def _gcj02(lon: Degrees, lat: Degrees) -> tuple[Degrees, Degrees]:
    """Shift WGS 84 to GCJ-02: metres east and north, put on the ellipsoid."""
    x, y = lon - _ORIGIN_LON, lat - _ORIGIN_LAT
    east_m, north_m = _east_m(x, y), _north_m(x, y)
    phi = np.radians(lat)
    w_sq = 1.0 - _ECCENTRICITY_SQ * np.sin(phi) ** 2
    meridian_m = _SEMI_MAJOR_M * (1.0 - _ECCENTRICITY_SQ) / w_sq**1.5
    parallel_m = _SEMI_MAJOR_M / np.sqrt(w_sq) * np.cos(phi)
    return lon + np.degrees(east_m / parallel_m), lat + np.degrees(north_m / meridian_m)


def _waves(angle: Degrees, terms: tuple[tuple[float, float], ...]) -> Degrees:
    """Sum sines of an angle in half turns, each as (amplitude, frequency)."""
    total = sum(a * np.sin(angle * f * np.pi) for a, f in terms)
    return np.asarray(total * 2.0 / 3.0, dtype=float)


_SHARED = ((20.0, 6.0), (20.0, 2.0))


def _east_m(x: Degrees, y: Degrees) -> Degrees:
    smooth = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * np.sqrt(np.abs(x))
    own = ((20.0, 1.0), (40.0, 1 / 3), (150.0, 1 / 12), (300.0, 1 / 30))
    result: Degrees = smooth + _waves(x, _SHARED) + _waves(x, own)
    return result


def _north_m(x: Degrees, y: Degrees) -> Degrees:
    smooth = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y
    smooth = smooth + 0.2 * np.sqrt(np.abs(x))
    own = ((20.0, 1.0), (40.0, 1 / 3), (160.0, 1 / 12), (320.0, 1 / 30))
    result: Degrees = smooth + _waves(x, _SHARED) + _waves(y, own)
    return result


def _bd09(lon: Degrees, lat: Degrees) -> tuple[Degrees, Degrees]:
    """Shift WGS 84 to BD-09 by way of GCJ-02."""
    x, y = _gcj02(lon, lat)
    radius = np.hypot(x, y) + _BD_RADIUS * np.sin(y * _BD_FREQUENCY)
    angle = np.arctan2(y, x) + _BD_ANGLE * np.cos(x * _BD_FREQUENCY)
    return radius * np.cos(angle) + _BD_LON, radius * np.sin(angle) + _BD_LAT


_FORWARD: dict[Crs, Callable[[Degrees, Degrees], tuple[Degrees, Degrees]]] = {
    Crs.GCJ02: _gcj02,
    Crs.BD09: _bd09,
}
