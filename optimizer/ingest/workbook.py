"""Sheets of a workbook beyond what :mod:`optimizer.tabular` reads.

A named sheet, and formulas whose result was never stored: they would read as
blank, and blank means "not known".
"""

from __future__ import annotations

import warnings
import zipfile
import zlib
from pathlib import Path

import pandas as pd

from optimizer.domain import Issue, Severity
from optimizer.errors import DataError
from optimizer.ingest.tables import Table
from optimizer.tabular import cell_text

_BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    AttributeError,
    EOFError,
    IndexError,
    KeyError,
    NotImplementedError,
    OSError,
    SyntaxError,
    TypeError,
    ValueError,
)
"""What damaged workbooks raise; the reader has no error of its own for them."""


def read_sheet(path: Path, sheet: str) -> list[list[str]]:
    """Return the rows of a named sheet, from row 1, as text.

    Raises
    ------
    DataError
        D102 damaged, D107 no such sheet.
    """
    frame = _frame(path, sheet, data_only=True)
    return [[cell_text(value) for value in row] for row in frame.to_numpy().tolist()]


def refuse_uncomputed(path: Path, sheet: str | None, table: Table) -> None:
    """Refuse a sheet with formulas that have no stored result.

    Parameters
    ----------
    path, sheet
        Workbook and sheet, ``None`` for the first.
    table
        The sheet as read, with stored results.

    Raises
    ------
    DataError
        D100 with one D110 for each such cell.
    """
    formulas = _frame(path, sheet, data_only=False)
    issues = []
    for row in table.rows:
        written = formulas.iloc[row.number - 1].tolist()
        issues += [
            Issue(
                "D110",
                Severity.ERROR,
                row=row.number,
                value=f"{header} {formula}",
                action="refused",
                file=path.name,
            )
            for header, cell, formula in zip(
                table.header, row.cells, written, strict=False
            )
            if not cell and isinstance(formula, str) and formula.startswith("=")
        ]
    if issues:
        raise DataError("D100", issues=issues, file=path.name, number=len(issues))


def _frame(path: Path, sheet: str | None, *, data_only: bool) -> pd.DataFrame:
    """Return the raw cells of a sheet; blank ones are ``""``."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with pd.ExcelFile(
                path, engine="openpyxl", engine_kwargs={"data_only": data_only}
            ) as book:
                names = [str(name) for name in book.sheet_names]
                if sheet is not None and sheet not in names:
                    raise DataError(
                        "D107", file=path.name, value=sheet, names=", ".join(names)
                    )
                return book.parse(
                    sheet or names[0], header=None, dtype=object, na_filter=False
                )
    except DataError:
        raise
    except _BROKEN as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise DataError("D102", file=path.name, reason=reason) from error
