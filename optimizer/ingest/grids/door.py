"""The door: a file in, its grids out."""

from __future__ import annotations

from pathlib import Path

from optimizer.domain import Issue, Severity
from optimizer.errors import DataError
from optimizer.ingest.grids.delimited import read_text
from optimizer.ingest.grids.grid import Book, Grid
from optimizer.ingest.grids.html_tables import read_html
from optimizer.ingest.grids.kinds import ENDINGS, Kind, kind_of, read_bytes


def read_book(path: Path, sheet: str | None = None) -> Book:
    """Read a table file that is no layer.

    Parameters
    ----------
    path
        File ending in xlsx, xlsm, xls, et, ods, csv, tsv, txt, htm or html. What it
        really is decides its content; a difference is listed (D200).
    sheet
        Read this sheet of a workbook only.

    Raises
    ------
    DataError
        D103 another ending, D107 no such sheet, D201 to D206 encrypted, too large
        or of a format that is not read, F103 damaged, F108 no known encoding.
    """
    claim = ENDINGS.get(path.suffix.casefold())
    if claim is None:
        raise DataError("D103", file=path.name, value=path.suffix or path.name)
    data = read_bytes(path)
    kind = kind_of(path, data)
    grids = _grids(path, data, kind, sheet)
    if kind == claim:
        return Book(grids)
    told = Issue("D200", Severity.INFO, value=f"{path.suffix} = {kind}", file=path.name)
    return Book(grids, (told,), is_doubtful=kind is Kind.TEXT)


def _grids(path: Path, data: bytes, kind: Kind, sheet: str | None) -> tuple[Grid, ...]:
    if kind is Kind.TEXT:
        return (read_text(path.name, data),)
    if kind is Kind.HTML:
        return read_html(path.name, data)
    from optimizer.ingest.grids.workbook import read_workbook

    return read_workbook(path.name, data, kind, sheet)
