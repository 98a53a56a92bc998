"""From degrees to millimetres of the sheet, and what the scale of the sheet is.

The map is drawn in the Gauss-Krüger projection (ellipsoidal transverse Mercator,
scale 1 on its central meridian) around the middle of what the sheet shows. Within
150 km of that meridian lengths are true to 0.03 %, so one numeric scale holds for the
whole sheet, and the direction up is north. Web Mercator would be wrong by 1/cos(lat).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pyproj import Transformer

from optimizer.report.annex_map.content import Lonlat
from optimizer.report.annex_map.sheet import Box

Millimetres = NDArray[np.float64]
"""Points of the sheet, shape ``(n, 2)``: right and down from the map's corner."""

SCALES = tuple(
    round(step * 10**power)
    for power in range(3, 8)
    for step in (
        *(1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8, 1.9),
        *(2.0, 2.2, 2.4, 2.5, 2.6, 2.8, 3.0, 3.2, 3.4, 3.5, 3.6, 3.8),
        *(
            4.0,
            4.2,
            4.4,
            4.5,
            4.6,
            4.8,
            5.0,
            5.5,
            6.0,
            6.5,
            7.0,
            7.5,
            8.0,
            8.5,
            9.0,
            9.5,
        ),
    )
)
"""Denominators a sheet may have: round ones, close enough to fill the paper."""

_BARS_KM = tuple(s * 10**p for p in (-1, 0, 1, 2) for s in (1.0, 2.0, 4.0, 5.0))
_LEAST_EXTENT_M = 2000.0
_M_PER_MM = 1000.0


@dataclass(frozen=True)
class ScaleBar:
    """A bar of a round length: what it stands for, and how long it is on paper."""

    km: float
    mm: float


@dataclass(frozen=True, eq=False)
class Ground:
    """The projection of one sheet.

    Parameters
    ----------
    meridian
        Central meridian, degrees east.
    scale
        Denominator of the numeric scale.
    middle_m
        What lies in the middle of the map, metres of the projection.
    width, height
        Of the map, millimetres.
    """

    meridian: float
    scale: int
    middle_m: tuple[float, float]
    width: float
    height: float

    def on_sheet(self, lonlat: Lonlat) -> Millimetres:
        """Return points of the ground in millimetres from the map's upper left."""
        if not len(lonlat):
            return np.zeros((0, 2))
        metres = projected(lonlat, self.meridian) - np.array(self.middle_m)
        mm = metres * (_M_PER_MM / self.scale) * np.array([1.0, -1.0])
        placed: Millimetres = mm + np.array([self.width, self.height]) / 2
        return placed

    def bar(self, most_mm: float) -> ScaleBar:
        """Return the longest bar of a round length that is not over ``most_mm``."""
        per_km = _M_PER_MM * _M_PER_MM / self.scale
        fitting = [km for km in _BARS_KM if km * per_km <= most_mm]
        km = max(fitting, default=_BARS_KM[0])
        return ScaleBar(km, km * per_km)


def projected(lonlat: Lonlat, meridian: float) -> NDArray[np.float64]:
    """Return degrees as metres east of the meridian and north of the equator."""
    to_metres = Transformer.from_crs(
        "EPSG:4326",
        f"+proj=tmerc +lat_0=0 +lon_0={meridian} +k=1 +ellps=GRS80 +units=m +type=crs",
        always_xy=True,
    )
    return np.column_stack(to_metres.transform(lonlat[:, 0], lonlat[:, 1]))


def fitted(shown: Iterable[Lonlat], box: Box, margin: float) -> Ground:
    """Return the largest round scale at which everything fits into the box.

    Parameters
    ----------
    shown
        What must be on the map; without a single point it is a map of nothing
        around 0° N 0° E.
    box
        Where the map stands on the sheet.
    margin
        Kept free on every side, millimetres.
    """
    parts = [part for part in shown if len(part)]
    points = np.concatenate(parts) if parts else np.zeros((1, 2))
    middle = (points[:, 0].min() + points[:, 0].max()) / 2
    meridian = round(float(middle), 1)
    metres = projected(points, meridian)
    low, high = metres.min(axis=0), metres.max(axis=0)
    extent = np.maximum(high - low, _LEAST_EXTENT_M)
    room = np.array([box.width, box.height]) - 2 * margin
    needed = float((extent / room).max()) * _M_PER_MM
    scale = next((s for s in SCALES if s >= needed), SCALES[-1])
    x, y = ((low + high) / 2).tolist()
    return Ground(meridian, scale, (x, y), box.width, box.height)
