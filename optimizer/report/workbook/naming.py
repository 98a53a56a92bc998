"""Names of sheets and files, and links between sheets, from names in files."""

from __future__ import annotations

import re
from collections.abc import Collection

from optimizer.report.labels import plain
from optimizer.report.workbook.measure import cut

MOST_UNITS = 31
"""Length of a sheet's name, in UTF-16 units as Excel counts them."""

MOST_FILE_BYTES = 120
"""Bytes of a file's name, far below what any file system takes."""

_FORBIDDEN = re.compile(r"[\[\]:*?/\\'\ufffd]")
"""Marks no name of a sheet may hold; an apostrophe only within, so it goes too."""

_IN_FILES = re.compile(r'[<>:"/\\|?*\ufffd]')
_RESERVED = frozenset({"history"})


def sheet_name(text: str, taken: Collection[str] = ()) -> str:
    """Return a legal name of a sheet that no other has, whatever the letters' case.

    Examples
    --------
    >>> sheet_name("01 城关[一小]/本部"), sheet_name("a", ["A"]), sheet_name("''")
    ('01 城关 一小 本部', 'a(2)', '(2)')
    """
    line = " ".join(_FORBIDDEN.sub(" ", plain(text)).split())
    used = {name.lower() for name in taken} | _RESERVED | {""}
    name, number = cut(line, MOST_UNITS).strip(), 2
    while name.lower() in used:
        mark = f"({number})"
        name = cut(line, MOST_UNITS - len(mark)).strip() + mark
        number += 1
    return name


def link_to(name: str) -> str:
    """Return the link to the first cell of a sheet of the same workbook.

    Examples
    --------
    >>> link_to("01 一小")
    "internal:'01 一小'!A1"
    """
    quoted = name.replace("'", "''")
    return f"internal:'{quoted}'!A1"


def file_name(text: str) -> str:
    """Return a text as part of the name of a file: one line, no marks, not long.

    Examples
    --------
    >>> file_name("../恩施市:a"), file_name(" . ")
    ('恩施市 a', '-')
    """
    line = " ".join(_IN_FILES.sub(" ", plain(text)).split()).strip(" .")
    short = line.encode()[:MOST_FILE_BYTES].decode(errors="ignore").strip(" .")
    return short or "-"
