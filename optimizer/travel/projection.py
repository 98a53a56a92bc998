"""Projected reference systems in metres, fit for a place."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pyproj import Transformer

WGS84 = "EPSG:4326"

_CHINA_LON = (73.5, 136.5)
_CHINA_LAT = (3.0, 54.0)
_CGCS2000_ZONE_25 = 4534
"""EPSG code of CGCS2000 / 3-degree Gauss-Kruger CM 75E, the first zone."""


def metric_crs(lon: float, lat: float) -> str:
    """Return the code of a conformal projection in metres for a point.

    CGCS2000 3-degree Gauss-Kruger inside the frame of China, UTM elsewhere. Lengths
    are right to better than 0.1 % within a prefecture; EPSG:3857 would overstate
    them by 15 % at 30 degrees north.

    Parameters
    ----------
    lon, lat
        Decimal degrees, WGS 84.

    Examples
    --------
    >>> metric_crs(109.48, 30.27), metric_crs(1.52, 42.51)
    ('EPSG:4545', 'EPSG:32631')
    """
    in_china = _CHINA_LON[0] <= lon < _CHINA_LON[1]
    if in_china and _CHINA_LAT[0] <= lat <= _CHINA_LAT[1]:
        return f"EPSG:{_CGCS2000_ZONE_25 + round(lon / 3) - 25}"
    zone = min(int((lon + 180) // 6) + 1, 60)
    return f"EPSG:{(32600 if lat >= 0 else 32700) + zone}"


def transform(
    source: str, target: str, first: ArrayLike, second: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Change coordinates from one system to another, always (lon, lat) or (x, y).

    A point outside the projection's reach comes back as infinity.
    """
    one, two = _transformer(source, target).transform(
        np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    )
    return np.asarray(one, dtype=np.float64), np.asarray(two, dtype=np.float64)


@lru_cache(maxsize=16)
def _transformer(source: str, target: str) -> Transformer:
    return Transformer.from_crs(source, target, always_xy=True)
