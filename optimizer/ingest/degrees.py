"""Text of a coordinate cell to degrees: decimal, degrees and minutes, or a pair.

Understood are 109.48, 109°29′17″E, 东经109度29分17秒, 109:29:17, 109 29 17, 109°29.28′,
and in one cell 109.48,30.29, 30.29 109.48 or POINT (109.48 30.29). The marks ``g`` and
``b`` before a number are those of 奥维: GCJ-02 and BD-09.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from optimizer.crs import Crs
from optimizer.ingest.numerals import Writing
from optimizer.ingest.values import parse_float


class Axis(StrEnum):
    """Which of the two coordinates a text says it is."""

    LON = "lon"
    LAT = "lat"


@dataclass(frozen=True, slots=True)
class Angle:
    """One coordinate.

    Parameters
    ----------
    degrees
        Decimal degrees; metres if the cell holds projected ones.
    axis
        Which coordinate the text says it is; ``None`` if it does not say.
    writing
        Whether it was written in decimal degrees.
    """

    degrees: float
    axis: Axis | None = None
    writing: Writing = Writing.PLAIN


_LONGEST = 120
_MARKS = str.maketrans(
    {
        **dict.fromkeys("º˚⁰", "°"),
        **dict.fromkeys("‘’´`′＇", "'"),
        **dict.fromkeys("“”″＂", '"'),
    }
)
_SIDES = {
    "东经": (Axis.LON, 1),
    "西经": (Axis.LON, -1),
    "北纬": (Axis.LAT, 1),
    "南纬": (Axis.LAT, -1),
    "经度": (Axis.LON, 1),
    "纬度": (Axis.LAT, 1),
    "longitude": (Axis.LON, 1),
    "latitude": (Axis.LAT, 1),
    "lon": (Axis.LON, 1),
    "lng": (Axis.LON, 1),
    "lat": (Axis.LAT, 1),
    "e": (Axis.LON, 1),
    "w": (Axis.LON, -1),
    "n": (Axis.LAT, 1),
    "s": (Axis.LAT, -1),
}
_NAMES = "|".join(_SIDES)
_SIDED = re.compile(
    rf"(?:(?P<before>{_NAMES})\s*[:=]?)?\s*(?P<body>.*?)\s*(?P<after>[ewns])?"
)
_NUMBER = r"\d{1,2}(?:\.\d+)?"
_SEXAGESIMAL = tuple(
    re.compile(pattern, re.ASCII)
    for pattern in (
        rf"(\d{{1,3}})\s*[°度]\s*(\d{{1,2}})\s*['分]\s*({_NUMBER})\s*[\"秒]?",
        rf"(\d{{1,3}})\s*[°度]\s*({_NUMBER})\s*['分]?()",
        rf"(\d{{1,3}})\s*[:：]\s*(\d{{1,2}})\s*[:：]\s*({_NUMBER})",
        rf"(\d{{1,3}})\s*[:：]\s*({_NUMBER})()",
        rf"(\d{{1,3}})\s+(\d{{1,2}})\s+({_NUMBER})",
    )
)
_DEGREES_ONLY = re.compile(r"([+-]?\d{1,3}(?:\.\d+)?)\s*[°度]", re.ASCII)
_PLAIN = re.compile(r"-?\d{1,3}\.\d{1,15}", re.ASCII)
_WKT = re.compile(r"point\s*z?\s*\(\s*(\S+)\s+(\S+)(?:\s+\S+)?\s*\)")
_CRS_MARK = re.compile(r"([gb])\s*[,:]?\s*(?=\d)", re.ASCII)
_CRS_OF_MARK = {"g": Crs.GCJ02, "b": Crs.BD09}
_BEFORE_SIDE = re.compile(rf"(?<!^)\s*(?=(?:{_NAMES}|[ewns])\s*[:=]?\s*\d)", re.ASCII)
_BEHIND_SIDE = re.compile(r"(?<=[ewns])\s*(?=\d)", re.ASCII)
_STRONG = re.compile(r"\s*[,;、|]\s*")
_WHOLE = re.compile(r"\d+", re.ASCII)


def plain_marks(text: str) -> str:
    r"""Return a coordinate text without case and width, with one sign for each mark.

    Raises
    ------
    ValueError
        If the text is too long for a coordinate.

    Examples
    --------
    >>> plain_marks("１０９°２９′１７″E")
    '109°29\'17"e'
    """
    if len(text) > _LONGEST:
        raise ValueError(text)
    bare = unicodedata.normalize("NFKC", text.translate(_MARKS)).casefold().strip()
    return bare.translate(_MARKS).replace("''", '"')


def crs_mark(text: str) -> tuple[Crs | None, str]:
    """Return the CRS a mark before the number states, and the text behind the mark.

    Examples
    --------
    >>> crs_mark("g109.48,30.29")
    (<Crs.GCJ02: 'gcj02'>, '109.48,30.29')
    """
    if _PLAIN.fullmatch(text):
        return None, text
    bare = plain_marks(text)
    found = _CRS_MARK.match(bare)
    if found is None:
        return None, bare
    return _CRS_OF_MARK[found[1]], bare[found.end() :]


def read_angle(text: str) -> Angle:
    """Return one coordinate.

    Raises
    ------
    ValueError
        If the text is no coordinate; minutes and seconds must be below 60.

    Examples
    --------
    >>> angle = read_angle("东经109度30分0秒")
    >>> angle.degrees, angle.axis
    (109.5, <Axis.LON: 'lon'>)
    >>> read_angle("30.29").degrees
    30.29
    """
    if _PLAIN.fullmatch(text):
        return Angle(float(text))
    bare = plain_marks(text)
    found = _SIDED.fullmatch(bare)
    if found is None:
        raise ValueError(text)
    sides = [_SIDES[name] for name in (found["before"], found["after"]) if name]
    if len({axis for axis, _ in sides}) > 1:
        raise ValueError(text)
    axis = sides[0][0] if sides else None
    sign = -1 if any(turn < 0 for _, turn in sides) else 1
    body = found["body"]
    degrees = _sexagesimal(body, text)
    if degrees is None:
        only = _DEGREES_ONLY.fullmatch(body)
        degrees = parse_float(only[1] if only else body)
        if not sides and only is None:
            return Angle(degrees)
    if sides and degrees < 0:
        raise ValueError(text)
    return Angle(sign * degrees, axis, Writing.CONVERTED)


def _sexagesimal(body: str, text: str) -> float | None:
    """Return degrees, minutes and seconds as degrees; ``None`` for other texts."""
    for pattern in _SEXAGESIMAL:
        found = pattern.fullmatch(body)
        if found is None:
            continue
        minutes, seconds = float(found[2]), float(found[3] or 0)
        if minutes >= 60 or seconds >= 60:
            raise ValueError(text)
        return int(found[1]) + minutes / 60 + seconds / 3600
    return None


def read_pair(text: str) -> tuple[Angle, Angle]:
    """Return the two coordinates of one cell, in the order they are written.

    Raises
    ------
    ValueError
        If the text is no pair. Two whole numbers are none: 109,48 may be one number
        with a decimal comma. 0,0 is a pair whichever it is: no place.

    Examples
    --------
    >>> [angle.degrees for angle in read_pair("POINT (109.48 30.29)")]
    [109.48, 30.29]
    """
    bare = plain_marks(text)
    wkt = _WKT.fullmatch(bare)
    if wkt is not None:
        return _marked(read_angle(wkt[1])), _marked(read_angle(wkt[2]))
    parts = _split(bare.strip("()[]{}<> "))
    if parts is None or (
        all(_WHOLE.fullmatch(part) for part in parts)
        and any(part.strip("+-0 ") for part in parts)
    ):
        raise ValueError(text)
    return read_angle(parts[0]), read_angle(parts[1])


def _marked(angle: Angle) -> Angle:
    return Angle(angle.degrees, angle.axis, Writing.CONVERTED)


def _split(bare: str) -> tuple[str, str] | None:
    """Part a text in two; ``None`` if it is not plain where."""
    for pattern in (_STRONG, _BEFORE_SIDE, _BEHIND_SIDE):
        parts = [part for part in pattern.split(bare) if part.strip()]
        if len(parts) == 2:
            return parts[0], parts[1]
    words = bare.replace("/", " ").split()
    half, is_odd = divmod(len(words), 2)
    if is_odd or half not in (1, 3):
        return None
    return " ".join(words[:half]), " ".join(words[half:])
