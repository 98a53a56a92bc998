"""Outside files to plain rows of text: xlsx, csv, gpkg and geojson.

Nothing is judged here but whether a file can be read at all. Every cell becomes
text, because an id loses its leading zeros as a number.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from optimizer.domain import Issue, Severity
from optimizer.errors import DataError

_ENCODINGS = ("utf-8-sig", "gb18030")
_DELIMITERS = ",;\t"


@dataclass(frozen=True)
class Row:
    """Cells of one row and its number in the file (the header line is 1)."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A header and the rows below it, all of the header's width.

    Parameters
    ----------
    file
        Bare name of the file.
    header_row
        Row number of the header.
    header
        Headers as written, without blank ones at the end.
    rows
        Rows with any text, in file order. A wholly blank row is no row.
    issues
        What was noticed about the file.
    """

    file: str
    header_row: int
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    issues: tuple[Issue, ...] = ()


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
        D101 no such file, D102 damaged, D103 other format, D104 unknown encoding,
        D105 empty, D107 no such sheet, D108 a geometry is no point, D109 a row
        with more cells than headers, D110 a formula without a stored value.
    """
    path = Path(path)
    if not path.is_file():
        raise DataError("D101", file=str(path))
    suffix = path.suffix.casefold()
    if suffix in {".xlsx", ".xlsm"}:
        from optimizer.ingest.workbook import read_workbook

        return as_table(path.name, read_workbook(path, sheet))
    if suffix in {".gpkg", ".geojson", ".json"}:
        from optimizer.ingest.layers import read_layer

        records, issues = read_layer(path, sheet)
        return as_table(path.name, records, issues)
    if suffix in {".csv", ".tsv", ".txt"}:
        return as_table(path.name, _read_csv(path))
    raise DataError("D103", file=path.name, value=suffix or path.name)


def as_table(
    file: str, records: Iterable[Sequence[str]], issues: Sequence[Issue] = ()
) -> Table:
    """Part records, the first of which is row 1, into a header and rows.

    Raises
    ------
    DataError
        D105 if there is no header or no row below it, D109 if a row is wider than
        the header: its cells cannot be told apart.
    """
    filled = [
        Row(number, tuple(cells))
        for number, cells in enumerate(records, start=1)
        if any(cell.strip() for cell in cells)
    ]
    if len(filled) < 2:
        raise DataError("D105", file=file)
    header = _without_blank_end(filled[0].cells)
    width = len(header)
    wide = [
        Issue(
            "D109",
            Severity.ERROR,
            row=row.number,
            value=" ".join(row.cells[width:]).strip(),
            action="refused",
            file=file,
        )
        for row in filled[1:]
        if len(_without_blank_end(row.cells)) > width
    ]
    if wide:
        raise DataError("D100", issues=wide, file=file, number=len(wide))
    rows = tuple(
        Row(row.number, (row.cells + ("",) * width)[:width]) for row in filled[1:]
    )
    return Table(file, filled[0].number, header, rows, tuple(issues))


def _without_blank_end(cells: Sequence[str]) -> tuple[str, ...]:
    last = max((k for k, cell in enumerate(cells, start=1) if cell.strip()), default=0)
    return tuple(cells[:last])


def _read_csv(path: Path) -> list[list[str]]:
    """Return the records of a csv; a record is a row of the spreadsheet."""
    text = _decoded(path)
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return list(reader)
    except csv.Error as error:
        reason = f"line {reader.line_num}: {error}"
        raise DataError("D102", file=path.name, reason=reason) from error


def _decoded(path: Path) -> str:
    """Return the text of a file in the first encoding that fits all of it."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise DataError("D102", file=path.name, reason=error.strerror) from error
    for encoding in _ENCODINGS:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise DataError("D104", file=path.name)
