"""The two coordinate cells of a school, read together."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from optimizer.ingest.crs import in_china
from optimizer.ingest.values import parse_float

_METRES_FROM = 1000.0
"""No degree is this large; a projected coordinate in metres is."""


class PlaceStatus(StrEnum):
    """What the two cells turned out to be."""

    OK = "ok"
    SWAPPED = "swapped"
    MISSING = "missing"
    PARTIAL = "partial"
    ZERO = "zero"
    UNREADABLE = "unreadable"
    METRES = "metres"
    OUT_OF_RANGE = "out_of_range"


@dataclass(frozen=True, slots=True)
class Place:
    """Longitude and latitude in the declared CRS, both or neither."""

    status: PlaceStatus
    lon: float | None = None
    lat: float | None = None


def read_place(lon_text: str, lat_text: str) -> Place:
    """Read longitude and latitude from their cells.

    Values that lie in China only when exchanged are exchanged, which the status
    tells. A zero is a placeholder, not a place.

    Parameters
    ----------
    lon_text, lat_text
        Text of the cells, decimal degrees; ``""`` when blank.

    Examples
    --------
    >>> read_place("109.48", "30.29").status, read_place("30.29", "109.48").lon
    (<PlaceStatus.OK: 'ok'>, 109.48)
    >>> read_place("0", "0").status
    <PlaceStatus.ZERO: 'zero'>
    """
    try:
        lon, lat = (parse_float(t) if t else None for t in (lon_text, lat_text))
    except ValueError:
        return Place(PlaceStatus.UNREADABLE)
    if lon is None or lat is None:
        both = lon is None and lat is None
        return Place(PlaceStatus.MISSING if both else PlaceStatus.PARTIAL)
    if lon == 0 or lat == 0:
        return Place(PlaceStatus.ZERO)
    if max(abs(lon), abs(lat)) >= _METRES_FROM:
        return Place(PlaceStatus.METRES)
    if not in_china(lon, lat) and in_china(lat, lon):
        return Place(PlaceStatus.SWAPPED, lat, lon)
    if abs(lon) > 180 or abs(lat) > 90:
        return Place(PlaceStatus.OUT_OF_RANGE)
    return Place(PlaceStatus.OK, lon, lat)
