"""The coordinate cells of a school, read together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from optimizer.crs import Crs, in_china
from optimizer.ingest.degrees import Angle, Axis, crs_mark, read_angle, read_pair
from optimizer.ingest.numerals import Writing

_METRES_FROM = 1000.0
"""No degree is this large; a projected coordinate in metres is."""


class PlaceStatus(StrEnum):
    """What the cells turned out to be."""

    OK = "ok"
    SWAPPED = "swapped"
    MISSING = "missing"
    PARTIAL = "partial"
    ZERO = "zero"
    UNREADABLE = "unreadable"
    METRES = "metres"
    OUT_OF_RANGE = "out_of_range"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class Place:
    """Longitude and latitude in the CRS of the row, both or neither.

    Parameters
    ----------
    status
        What the cells turned out to be.
    lon, lat
        Decimal degrees; projected metres, as they stand in the cells, if the status
        says so.
    crs
        CRS that a mark in the cell states; ``None`` if there is none.
    writing
        Whether the cells hold decimal degrees in their own columns.
    """

    status: PlaceStatus
    lon: float | None = None
    lat: float | None = None
    crs: Crs | None = None
    writing: Writing = Writing.PLAIN

    @property
    def is_known(self) -> bool:
        """Whether there is a point."""
        return self.status in (PlaceStatus.OK, PlaceStatus.SWAPPED)


def read_place(lon_text: str, lat_text: str) -> Place:
    """Read longitude and latitude from their cells.

    Values that lie in China only when exchanged are exchanged, which the status
    tells. A zero is a placeholder, not a place. Both values may stand in the first
    cell if the second is blank.

    Parameters
    ----------
    lon_text, lat_text
        Text of the cells; ``""`` when blank.

    Examples
    --------
    >>> read_place("109.48", "30.29").status, read_place("30.29", "109.48").lon
    (<PlaceStatus.OK: 'ok'>, 109.48)
    >>> read_place("0", "0").status
    <PlaceStatus.ZERO: 'zero'>
    """
    if not lon_text and not lat_text:
        return Place(PlaceStatus.MISSING)
    if bool(lon_text) != bool(lat_text):
        pair = read_place_cell(lon_text or lat_text)
        is_pair = pair.status is not PlaceStatus.UNREADABLE
        return pair if is_pair else _half(lon_text or lat_text)
    try:
        (lon_crs, lon_bare), (lat_crs, lat_bare) = map(crs_mark, (lon_text, lat_text))
        lon, lat = read_angle(lon_bare), read_angle(lat_bare)
    except ValueError:
        return Place(PlaceStatus.UNREADABLE)
    marks = {crs for crs in (lon_crs, lat_crs) if crs is not None}
    if len(marks) > 1:
        return Place(PlaceStatus.UNREADABLE)
    place = _placed(lon, lat)
    mark = marks.pop() if marks else None
    writing = Writing.CONVERTED if mark is not None else place.writing
    return replace(place, crs=mark, writing=writing)


def read_place_cell(text: str) -> Place:
    """Read longitude and latitude from one cell, in either order.

    Examples
    --------
    >>> read_place_cell("30.29, 109.48").lon, read_place_cell("g109.48,30.29").crs
    (109.48, <Crs.GCJ02: 'gcj02'>)
    """
    if not text:
        return Place(PlaceStatus.MISSING)
    try:
        mark, bare = crs_mark(text)
        first, second = read_pair(bare)
    except ValueError:
        return Place(PlaceStatus.UNREADABLE)
    place = _placed(first, second)
    is_turned = place.status is PlaceStatus.SWAPPED
    is_plain = not is_turned and mark is None and place.writing is Writing.PLAIN
    return replace(
        place,
        status=PlaceStatus.OK if is_turned else place.status,
        crs=mark,
        writing=Writing.PLAIN if is_plain else Writing.CONVERTED,
    )


def _half(text: str) -> Place:
    """Return what one filled cell is without the other."""
    try:
        read_angle(crs_mark(text)[1])
    except ValueError:
        return Place(PlaceStatus.UNREADABLE)
    return Place(PlaceStatus.PARTIAL)


def _placed(first: Angle, second: Angle) -> Place:
    """Return the place of two coordinates, longitude expected first."""
    axes = (first.axis, second.axis)
    if axes in ((Axis.LON, Axis.LON), (Axis.LAT, Axis.LAT)):
        return Place(PlaceStatus.UNREADABLE)
    lon, lat = first.degrees, second.degrees
    is_plain = first.writing is second.writing is Writing.PLAIN
    writing = Writing.PLAIN if is_plain else Writing.CONVERTED
    if lon == 0 or lat == 0:
        return Place(PlaceStatus.ZERO)
    if max(abs(lon), abs(lat)) >= _METRES_FROM:
        return Place(PlaceStatus.METRES, lon, lat)
    is_said = axes[0] is Axis.LAT or axes[1] is Axis.LON
    is_turned = not in_china(lon, lat) and bool(in_china(lat, lon))
    if is_said or (is_turned and axes == (None, None)):
        return _in_range(PlaceStatus.SWAPPED, lat, lon, writing)
    return _in_range(PlaceStatus.OK, lon, lat, writing)


def _in_range(status: PlaceStatus, lon: float, lat: float, writing: Writing) -> Place:
    if abs(lon) > 180 or abs(lat) > 90:
        return Place(PlaceStatus.OUT_OF_RANGE)
    return Place(status, lon, lat, None, writing)
