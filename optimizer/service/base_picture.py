"""The reviewed map (标准地图) a base file names, and review numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from optimizer.errors import DataError, Phrase
from optimizer.report.map.base import picture
from optimizer.report.map.base.georeference import covers, stretch
from optimizer.report.map.base.model import StandardMap
from optimizer.service.base_keys import Section

if TYPE_CHECKING:
    from optimizer.domain import School

_MAX_IMAGE_BYTES = 5_000_000
_MAX_IMAGE_PIXELS = 6000
_STRETCH_PCT = 3.0
"""A standard map stretched more than this is remarked on."""

_REVIEW = re.compile(r".*[(\uff08〔\[][12]\d{3}[)\uff09〕\]].*号")


def review_number(section: Section, *, needed: bool) -> str:
    """Return the 审图号.

    Raises
    ------
    DataError
        B127 if it is needed and missing, B128 if it does not look like one.
    """
    number = section.text("review_number")
    if not number and needed:
        raise section.error("B127")
    if number and not _REVIEW.fullmatch(number):
        raise section.error("B128", value=number)
    return number


def read_standard(
    section: Section | None, schools: Iterable[School]
) -> tuple[StandardMap | None, list[Phrase]]:
    """Return the reviewed map of a base file, and what to tell of it.

    Raises
    ------
    DataError
        B104, B106, B127, B128, B131 to B135.
    """
    if section is None:
        return None, []
    number = review_number(section, needed=True)
    path = section.path("image")
    data = _image_bytes(section, path)
    try:
        mime, size = picture.picture_of(data)
    except picture.PictureError as error:
        code = "B131" if str(error) == "format" else "B132"
        raise section.error(code, value=path.name) from error
    if max(size) > _MAX_IMAGE_PIXELS:
        raise _too_large(section, path, f"{size[0]} x {size[1]}")
    shown = StandardMap(
        data=data,
        mime=mime,
        size=size,
        corners=_corners(section),
        review_number=number,
        credit=section.text("credit"),
    )
    return shown, list(_map_notes(shown, schools))


def _image_bytes(section: Section, path: Path) -> bytes:
    if not path.is_file():
        raise section.error("B131", value=path.name)
    size = path.stat().st_size
    if size > _MAX_IMAGE_BYTES:
        raise _too_large(section, path, f"{size / 1e6:.1f} MB")
    try:
        return path.read_bytes()
    except OSError as error:
        raise section.error("B132", value=path.name) from error


def _too_large(section: Section, path: Path, size: str) -> DataError:
    limit = f"{_MAX_IMAGE_BYTES // 1_000_000} MB, {_MAX_IMAGE_PIXELS} px"
    return section.error("B133", value=path.name, size=size, limit=limit)


def _corners(section: Section) -> tuple[tuple[float, float], ...]:
    """Return longitude and latitude of NW, NE, SE and SW.

    Raises
    ------
    DataError
        B134 if they make no picture, B135 if they are stated twice or in part.
    """
    values = section.values
    sides = [
        values[side] for side in ("west", "south", "east", "north") if side in values
    ]
    if ("corners" in values) == bool(sides) or len(sides) not in (0, 4):
        raise section.error("B135")
    if sides:
        west, south, east, north = (float(side) for side in sides)
        found = ((west, north), (east, north), (east, south), (west, south))
    else:
        found = tuple((float(lon), float(lat)) for lon, lat in values["corners"])  # type: ignore[assignment]
    nw, ne, se, sw = found
    is_upright = max(nw[0], sw[0]) < min(ne[0], se[0])
    is_upright &= max(sw[1], se[1]) < min(nw[1], ne[1])
    inside = all(abs(lon) <= 180 and abs(lat) <= 85 for lon, lat in found)
    if not (is_upright and inside):
        told = ", ".join(f"({lon:g}, {lat:g})" for lon, lat in found)
        raise section.error("B134", value=told)
    return found


def _map_notes(shown: StandardMap, schools: Iterable[School]) -> Iterable[Phrase]:
    yield Phrase("base.note.overlay", number=shown.review_number)
    pct = 100 * abs(stretch(shown) - 1)
    if pct > _STRETCH_PCT:
        yield Phrase("base.note.stretched", pct=round(pct))
    located = [
        (s.lon, s.lat) for s in schools if s.lon is not None and s.lat is not None
    ]
    beside = sum(1 for lon, lat in located if not covers(shown, lon, lat))
    if beside:
        yield Phrase("base.note.beside", count=beside)
