"""Outside files to plain rows of text: xlsx, csv, gpkg and geojson.

Nothing is judged here but whether a file can be read at all. Every cell becomes
text, because an id loses its leading zeros as a number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from optimizer.domain import Issue
from optimizer.errors import DataError
from optimizer.tabular import read_raw

_WORKBOOKS = frozenset({".xlsx", ".xlsm"})
_LAYERS = frozenset({".gpkg", ".geojson", ".json"})
_TEXTS = frozenset({".csv", ".tsv", ".txt"})


@dataclass(frozen=True)
class Row:
    """Cells of one row and its number in the file."""

    number: int
    cells: tuple[str, ...]
    sheet: str | None = None
    spots: tuple[tuple[int, int], ...] | None = None


@dataclass(frozen=True)
class Table:
    """A header and the rows below it, all of the header's width.

    Parameters
    ----------
    file
        Bare name of the file.
    header
        Headers as written; they are row 1.
    rows
        Rows with any text, in file order. A wholly blank row is no row. A record
        of a csv is one row, however many lines its cells have; features of a layer
        count from 2.
    issues
        What was noticed about the file.
    """

    file: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    issues: tuple[Issue, ...] = ()
    sheet: str | None = None
    header_rows: tuple[int, ...] = (1,)
    places: tuple[int, ...] | None = None

    def spot(self, row: Row, k: int) -> tuple[str | None, int, int]:
        """Return sheet, row and column (from 1) of the k-th cell (from 0) of a row."""
        if row.spots is not None:
            return (row.sheet or self.sheet, *row.spots[k])
        column = k + 1 if self.places is None else self.places[k]
        return row.sheet or self.sheet, row.number, column


def read_table(path: str | Path, *, sheet: str | None = None) -> Table:
    """Read a table from a file, by the ending of its name.

    Parameters
    ----------
    path
        File ending in xlsx, xlsm, csv, tsv, txt, gpkg, geojson or json.
    sheet
        Sheet of a workbook or layer of a gpkg; default the first one.

    Raises
    ------
    DataError
        F102 to F110 as of :func:`optimizer.tabular.read_raw`; D102 damaged, D103
        other format, D105 nothing in it, D107 no such sheet, D108 a geometry is no
        point, D110 a formula without a stored result.
    """
    path = Path(path)
    suffix = path.suffix.casefold()
    if not path.is_file():
        raise DataError("F102", file=str(path))
    if suffix in _WORKBOOKS:
        from optimizer.ingest.workbook import read_sheet, refuse_uncomputed

        table = (
            _raw_table(path)
            if sheet is None
            else as_table(path.name, read_sheet(path, sheet))
        )
        refuse_uncomputed(path, sheet, table)
        return table
    if suffix in _LAYERS:
        from optimizer.ingest.points import read_layer

        records, issues = read_layer(path, sheet)
        return as_table(path.name, records, issues)
    if suffix in _TEXTS:
        return _raw_table(path)
    raise DataError("D103", file=path.name, value=suffix or path.name)


def _raw_table(path: Path) -> Table:
    """Read a csv, or the first sheet of a workbook."""
    raw = read_raw(path)
    cells = zip(*(column.tolist() for column in raw.columns), strict=True)
    numbered = zip(raw.rows.tolist(), cells, strict=True)
    return _table(path.name, raw.header, numbered)


def as_table(
    file: str, records: Sequence[Sequence[str]], issues: Sequence[Issue] = ()
) -> Table:
    """Part records of one width, the first of which is the header.

    Raises
    ------
    DataError
        D105 if there is no header.
    """
    if not records:
        raise DataError("D105", file=file)
    header = tuple(records[0])
    return _table(file, header, enumerate(records[1:], start=2), issues)


def _table(
    file: str,
    header: tuple[str, ...],
    numbered: Iterable[tuple[int, Sequence[str]]],
    issues: Sequence[Issue] = (),
) -> Table:
    rows = tuple(
        Row(number, tuple(cells))
        for number, cells in numbered
        if any(cell.strip() for cell in cells)
    )
    return Table(file, header, rows, tuple(issues))
