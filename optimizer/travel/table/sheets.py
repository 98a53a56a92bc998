"""Sheets of a workbook that holds a square travel table."""

from __future__ import annotations

import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from optimizer.errors import DataError
from optimizer.tabular import RawTable, cell_text
from optimizer.travel.table.words import Quantity, heading_of

_BROKEN = (
    AttributeError,
    EOFError,
    IndexError,
    KeyError,
    OSError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
)
"""What the reader of workbooks raises for a damaged sheet."""


@dataclass(frozen=True, eq=False)
class MatrixSheets:
    """The sheets of a square table.

    Parameters
    ----------
    minutes
        The sheet of times.
    km
        The sheet of distances, if there is one.
    titles
        Title of each sheet by quantity; blank for a file without sheets.
    unread
        Titles of the other sheets that hold anything.
    """

    minutes: RawTable
    km: RawTable | None
    titles: dict[Quantity, str]
    unread: tuple[str, ...] = ()


def is_workbook(path: Path) -> bool:
    """Tell by the suffix whether a file has sheets."""
    return path.suffix.casefold() in {".xlsx", ".xlsm"}


def filled_sheets(path: Path) -> tuple[str, ...]:
    """Return the titles of the sheets that hold anything, in order."""
    with _opened(path) as book:
        return tuple(sheet.title for sheet in book.worksheets if _is_filled(sheet))


def matrix_sheets(path: Path, first: RawTable) -> MatrixSheets:
    """Choose the sheets of a square table by their titles.

    The times are in the sheet titled as time (分钟, 车程, minutes, 用时(秒) ...), else
    in the first sheet. The distances are in the sheet titled as distance (公里, 里程,
    km, 距离(米) ...), if there is one. A csv is all times.

    Raises
    ------
    DataError
        T233 if two sheets are titled alike, or the only sheet is one of distances.
    """
    if not is_workbook(path):
        return MatrixSheets(first, None, {Quantity.MINUTES: ""})
    titles = filled_sheets(path)
    headings = {title: heading_of(title) for title in titles}
    of = {
        quantity: [t for t, h in headings.items() if h and h.quantity == quantity]
        for quantity in Quantity
    }
    if not of[Quantity.MINUTES] and headings[titles[0]] is None:
        of[Quantity.MINUTES] = [titles[0]]
    if len(of[Quantity.MINUTES]) != 1 or len(of[Quantity.KM]) > 1:
        raise DataError("T233", file=path.name, found=", ".join(titles))
    chosen = {quantity: found[0] for quantity, found in of.items() if found}
    tables = {
        quantity: first if len(titles) == 1 else _read_sheet(path, title)
        for quantity, title in chosen.items()
    }
    unread = tuple(t for t in titles if t not in chosen.values())
    minutes, km = tables[Quantity.MINUTES], tables.get(Quantity.KM)
    return MatrixSheets(minutes, km, chosen, unread)


def _read_sheet(path: Path, title: str) -> RawTable:
    """Read one sheet as :func:`optimizer.tabular.read_raw` reads the first."""
    with _opened(path) as book:
        numbered = [
            (number, record)
            for number, record in enumerate(_texts(book[title]), start=1)
            if any(text.strip() for text in record)
        ]
    (_, header), *below = numbered
    width = max((k + 1 for k, text in enumerate(header) if text.strip()), default=0)
    file = f"{path.name} [{title}]"
    for number, record in below:
        if any(text.strip() for text in record[width:]):
            raise DataError("F109", file=file, row=number)
    body = np.array(
        [(record + [""] * width)[:width] for _, record in below], dtype=object
    ).reshape(len(below), width)
    rows = np.array([number for number, _ in below], dtype=np.int64)
    return RawTable(file, tuple(header[:width]), tuple(body.T), rows)


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """Open a workbook; damage is told as by :func:`optimizer.tabular.read_raw`."""
    import pandas as pd

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with pd.ExcelFile(path, engine="openpyxl") as file:
                yield file.book
    except DataError:
        raise
    except _BROKEN as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise DataError("F103", file=path.name, reason=reason) from error


def _is_filled(sheet: Any) -> bool:
    return any(text.strip() for record in _texts(sheet) for text in record)


def _texts(sheet: Any) -> Iterator[list[str]]:
    sheet.reset_dimensions()
    for row in sheet.iter_rows(values_only=True):
        yield [cell_text(value) for value in row]
