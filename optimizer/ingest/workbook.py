"""One sheet of an xlsx workbook as records of text."""

from __future__ import annotations

import datetime as dt
import math
import warnings
import zipfile
import zlib
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from optimizer.domain import Issue, Severity
from optimizer.errors import DataError

_BROKEN = (
    InvalidFileException,
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    AttributeError,
    EOFError,
    IndexError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)
"""What openpyxl raises for damaged workbooks; it has no error of its own for them."""

_Cells = list[list[Any]]


def read_workbook(path: Path, sheet: str | None = None) -> list[list[str]]:
    """Return the rows of one sheet, from row 1, as text.

    Parameters
    ----------
    path
        The workbook.
    sheet
        Name of the sheet; default the first.

    Raises
    ------
    DataError
        D102 damaged, D107 no such sheet, D110 a formula without a stored value.
    """
    try:
        values = _cells(path, sheet, data_only=True)
        formulas = _cells(path, sheet, data_only=False)
    except DataError:
        raise
    except _BROKEN as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise DataError("D102", file=path.name, reason=reason) from error
    _refuse_uncomputed(path.name, values, formulas)
    return [[value_text(value) for value in row] for row in values]


def _cells(path: Path, sheet: str | None, *, data_only: bool) -> _Cells:
    """Return the raw cells of a sheet, with stored values or with formulas."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path, read_only=True, data_only=data_only)
        try:
            names = [each.title for each in book.worksheets]
            if not names or (sheet is not None and sheet not in names):
                raise DataError(
                    "D107", file=path.name, value=sheet or "", names=", ".join(names)
                )
            chosen = book.worksheets[0 if sheet is None else names.index(sheet)]
            chosen.reset_dimensions()
            return [list(row) for row in chosen.iter_rows(values_only=True)]
        finally:
            book.close()


def _refuse_uncomputed(file: str, values: _Cells, formulas: _Cells) -> None:
    """Raise if a cell with a formula holds no value: it would read as blank."""
    places = [
        (row, column)
        for row, cells in enumerate(formulas, start=1)
        for column, cell in enumerate(cells, start=1)
        if isinstance(cell, str)
        and cell.startswith("=")
        and values[row - 1][column - 1] is None
    ]
    if places:
        issues = [
            Issue(
                "D110",
                Severity.ERROR,
                row=row,
                value=f"{get_column_letter(column)}{row}",
                action="refused",
                file=file,
            )
            for row, column in places
        ]
        raise DataError("D100", issues=issues, file=file, number=len(issues))


def value_text(value: object) -> str:
    """Return a value as the text a person would have typed.

    Examples
    --------
    >>> value_text(422801.0), value_text("0101"), value_text(12.5), value_text(None)
    ('422801', '0101', '12.5', '')
    >>> value_text(dt.datetime(2023, 9, 1)), value_text(True)
    ('2023-09-01', 'true')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        if math.isnan(value):
            return ""
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, dt.datetime):
        return value.isoformat(" ").removesuffix(" 00:00:00")
    return str(value)
