"""Years and months as planners write them: 2019.09, 二〇一九年九月, 201909, 43709."""

from __future__ import annotations

import re
from datetime import date, timedelta

from optimizer.ingest.numerals import Reading, Writing
from optimizer.tabular import normal

_OPENED = re.compile(
    r"(\d{4})(?:年|(?:[-/.]|年)(\d{1,2})(?:月|(?:[-/.]|月)(\d{1,2})日?)?)?", re.ASCII
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})?", re.ASCII)
_WORDS = re.compile(
    "([〇零○一二三四五六七八九]{4})年(?:([一二三四五六七八九十]{1,3})月)?"
)
_MONTH_WITHOUT_ZERO = re.compile(r"\d{4}\.1", re.ASCII)
_YEARS = range(1800, 2101)
"""No school of the table is older, none is planned later."""

_FIGURES = "零一二三四五六七八九"
_MONTHS = ("", *"一二三四五六七八九十", "十一", "十二")
_SERIAL = re.compile(r"\d{5}", re.ASCII)
_SERIAL_ORIGIN = date(1899, 12, 30)
_SERIALS = range(18264, 51137)
"""Day numbers of spreadsheets from 1950 to 2039."""


def read_opened(text: str) -> Reading:
    """Return ``YYYY`` or ``YYYY-MM``; the day of a date is left out.

    ``2023.1`` is refused: a spreadsheet shows October, ``2023.10``, like that too.
    Years of two digits are refused as well.

    Raises
    ------
    ValueError
        If the text is no year or month.

    Examples
    --------
    >>> read_opened("2023年9月").value, read_opened("2023-09-01").value
    ('2023-09', '2023-09')
    >>> read_opened("43709")
    Reading(value='2019-09', writing=<Writing.CONVERTED: 'converted'>)
    """
    bare = normal(text).removesuffix("00:00:00").removesuffix("t")
    found = _OPENED.fullmatch(bare)
    if found is not None and not _MONTH_WITHOUT_ZERO.fullmatch(bare):
        return Reading(_month(*found.groups(), text=text))
    return Reading(_converted(bare, text), Writing.CONVERTED)


def _converted(bare: str, text: str) -> str:
    """Return a date in Chinese numerals, in digits only, or as a day number."""
    words = _WORDS.fullmatch(bare)
    if words is not None:
        figures = words[1].replace("〇", "零").replace("○", "零")
        year = "".join(str(_FIGURES.index(c)) for c in figures)
        if words[2] is not None and words[2] not in _MONTHS:
            raise ValueError(text)
        month = None if words[2] is None else str(_MONTHS.index(words[2]))
        return _month(year, month, None, text=text)
    compact = _COMPACT.fullmatch(bare)
    if compact is not None:
        return _month(*compact.groups(), text=text)
    if _SERIAL.fullmatch(bare) and int(bare) in _SERIALS:
        day = _SERIAL_ORIGIN + timedelta(days=int(bare))
        return f"{day.year}-{day.month:02d}"
    raise ValueError(text)


def _month(year: str, month: str | None, day: str | None, *, text: str) -> str:
    if int(year) not in _YEARS:
        raise ValueError(text)
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError as error:
        raise ValueError(text) from error
    return year if month is None else f"{year}-{int(month):02d}"
