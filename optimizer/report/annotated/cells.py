"""Texts into cells: never a formula, never more than a workbook can hold."""

from __future__ import annotations

import re
from typing import Any, cast

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

AnyCell = Cell | MergedCell

MAX_TEXT = 32_767
"""Characters a cell holds."""

_MAX_DIGITS = 9
"""A longer number is a code: it stays text."""

_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d*[1-9])?")
_LONE = re.compile("[\ud800-\udfff\ufffe\uffff]")


def holdable(text: str) -> str:
    r"""Return a text as a workbook can hold it.

    Examples
    --------
    >>> holdable("a\x00b")
    'a�b'
    """
    if text.isprintable() and len(text) <= MAX_TEXT:
        return text
    bare = ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)
    bare = _LONE.sub("\ufffd", bare)
    return bare if len(bare) <= MAX_TEXT else f"{bare[: MAX_TEXT - 1]}…"


def put_text(sheet: Worksheet, row: int, column: int, text: str) -> AnyCell:
    """Write a text that stays one, whatever it begins with."""
    cell: Any = sheet.cell(row, column)
    if text and not isinstance(cell, MergedCell):
        # Past the library's own look at the text, which takes longer than all else.
        cell._value, cell.data_type = holdable(text), "s"
    else:
        cell.value = text
    return cast("AnyCell", cell)


def put(sheet: Worksheet, row: int, column: int, text: str) -> AnyCell:
    """Write a text, as a number if it is read back as exactly that text."""
    whole = len(text.lstrip("-").partition(".")[0])
    if whole <= _MAX_DIGITS and len(text) < 16 and _NUMBER.fullmatch(text):
        cell = sheet.cell(row, column)
        cell.value = float(text) if "." in text else int(text)
        return cell
    return put_text(sheet, row, column, text)
