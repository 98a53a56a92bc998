"""The coordinate system the files are written in.

Everything is known in WGS 84. CGCS2000 differs from it by less than a metre and takes
the same numbers, as when tables are read. GCJ-02 has no entry in any register, so its
files claim no system and carry it in their names instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from optimizer.case import Case
from optimizer.crs import Crs, Degrees, from_wgs84
from optimizer.errors import DataError

GRIDS = ("wgs84", "cgcs2000", "cgcs2000-gk", "gcj02")
"""Names a user can ask for."""

_GAUSS_KRUEGER = "cgcs2000-gk"
_ZONE_DEG = 3
_ZONES = range(25, 46)
_FIRST_ZONE_EPSG = 4513
"""CGCS2000 / 3-degree Gauss-Kruger zone 25, the number of the zone before the
easting; the next 20 zones follow."""

_CGCS2000, _WGS84 = 4490, 4326
METRE_DECIMALS = 3
"""Decimals of projected metres."""


@dataclass(frozen=True)
class Grid:
    """One coordinate system.

    Parameters
    ----------
    name
        One of :data:`GRIDS`.
    zone
        Number of the 3-degree zone; ``None`` for degrees.
    """

    name: str = "wgs84"
    zone: int | None = None

    @property
    def epsg(self) -> int | None:
        """Code of the degrees; ``None`` if no register knows them."""
        return {"wgs84": _WGS84, "gcj02": None}.get(self.name, _CGCS2000)

    @property
    def projected_epsg(self) -> int | None:
        """Code of the metres; ``None`` for degrees."""
        if self.zone is None:
            return None
        return _FIRST_ZONE_EPSG + self.zone - _ZONES.start

    @property
    def suffix(self) -> str:
        """What names of files end in; nothing for WGS 84."""
        return "" if self.name == "wgs84" else f"_{self.name.replace('-', '_')}"

    @property
    def degree_suffix(self) -> str:
        """:attr:`suffix` of files that are in degrees in any case."""
        return "_gcj02" if self.name == "gcj02" else ""

    @property
    def code(self) -> str:
        """Code of the sentence that tells the system of GeoPackage and shapefiles."""
        return f"gis.crs.{self.name}"

    @property
    def degree_code(self) -> str:
        """Code of the sentence for files that are in degrees in any case."""
        return "gis.crs.gcj02" if self.name == "gcj02" else "gis.crs.wgs84"

    @property
    def degree_name(self) -> str:
        """Name of the system of files that are in degrees in any case."""
        return "GCJ-02" if self.name == "gcj02" else "WGS 84"

    @property
    def facts(self) -> dict[str, object]:
        """Facts of the sentence."""
        if self.zone is None:
            return {"epsg": self.epsg}
        meridian = self.zone * _ZONE_DEG
        return {"epsg": self.projected_epsg, "zone": self.zone, "meridian": meridian}

    def degrees(self, lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return points in the degrees of the system.

        Parameters
        ----------
        lonlat
            Shape ``(n, 2)``: longitude and latitude in WGS 84.
        """
        if self.name != "gcj02":
            return lonlat
        moved: tuple[Degrees, Degrees] = from_wgs84(
            lonlat[:, 0], lonlat[:, 1], Crs.GCJ02
        )
        return np.column_stack(moved)

    def moved(self, shapes: Sequence[object], decimals: int) -> NDArray[np.object_]:
        """Return shapes in the degrees of the system, rounded."""

        def move(xy: NDArray[np.float64]) -> NDArray[np.float64]:
            rounded: NDArray[np.float64] = np.round(xy, decimals)
            return np.round(self.degrees(rounded), decimals)

        return np.asarray(
            shapely.transform(
                np.array(shapes, dtype=object),
                move,
            )
        )


WGS84 = Grid()
"""Degrees of WGS 84."""


def grid_of(name: str, case: Case) -> Grid:
    """Return the system of a name; a zone is chosen by the middle of the schools.

    One zone serves the whole area, also where the line between two zones runs through
    it (109.5 degrees east in this prefecture): a file in two zones fits nowhere.

    Raises
    ------
    DataError
        G101 if there is no such system, G102 if no school has a position to choose a
        zone by, or they lie outside China's zones.
    """
    if name not in GRIDS:
        raise DataError("G101", value=name, names=", ".join(GRIDS))
    if name != _GAUSS_KRUEGER:
        return Grid(name)
    lons = [s.lon for s in case.schools if s.lon is not None and s.lat is not None]
    zone = round((min(lons) + max(lons)) / 2 / _ZONE_DEG) if lons else 0
    if zone not in _ZONES:
        raise DataError("G102")
    return Grid(name, zone)
