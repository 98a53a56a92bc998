"""Outside files to a header and rows of text, in any format that is read.

Nothing is judged here but where the table stands and which rows are no schools.
Every cell becomes text, because an id loses its leading zeros as a number.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from optimizer.domain import Issue, Severity
from optimizer.errors import DataError
from optimizer.ingest.grids import Fault, Grid, Row, read_book
from optimizer.ingest.shape.choice import Choice, choose
from optimizer.ingest.shape.extras import Extra, Sieve
from optimizer.ingest.shape.fill import filled_rows
from optimizer.ingest.shape.forms import FormSheet, rows_of
from optimizer.ingest.shape.header import Header
from optimizer.ingest.shape.names import meaning_of
from optimizer.ingest.shape.words import without_answers

__all__ = ["Row", "Table", "as_table", "read_table"]

_LEAST_KNOWN = 2
LAYERS = frozenset({".gpkg", ".geojson", ".json", ".shp"})
"""Endings of files with points instead of rows."""


@dataclass(frozen=True)
class Table:
    """A header and the rows below it, all of the header's width.

    Parameters
    ----------
    file
        Bare name of the file.
    header
        Names of the columns: as written, or put together from several rows.
    rows
        Rows of schools, in file order. A wholly blank row is no row; rows that are
        no schools are listed in ``issues`` with the action ``excluded``.
    issues
        What was noticed about the file, its sheets, its rows and single cells.
    sheet
        Sheet or layer the rows come from; ``None`` for a file without sheets.
    header_rows
        Numbers of the header's rows.
    places
        Column in the sheet of each header, from 1; ``None`` for 1, 2, 3 and so on.
    """

    file: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    issues: tuple[Issue, ...] = ()
    sheet: str | None = None
    header_rows: tuple[int, ...] = (1,)
    places: tuple[int, ...] | None = None

    @property
    def is_of_forms(self) -> bool:
        """Whether each row is a form: its cells stand below each other."""
        return bool(self.rows) and self.rows[0].spots is not None

    def spot(self, row: Row, k: int) -> tuple[str | None, int, int]:
        """Return sheet, row and column (from 1) of the k-th cell (from 0) of a row."""
        if row.spots is not None:
            return (row.sheet or self.sheet, *row.spots[k])
        column = k + 1 if self.places is None else self.places[k]
        return row.sheet or self.sheet, row.number, column


def read_table(
    path: str | Path,
    *,
    sheet: str | None = None,
    header_rows: Sequence[int] | None = None,
) -> Table:
    """Read a table from a file; its content decides how.

    Parameters
    ----------
    path
        File ending in xlsx, xlsm, xls, et, ods, csv, tsv, txt, html, gpkg, geojson,
        json or shp.
    sheet
        Sheet of a workbook or layer of a gpkg; default the sheet whose header is
        known best, or the first layer.
    header_rows
        Numbers of the header's rows, if they are not found as they should be.

    Raises
    ------
    DataError
        If the file cannot be read at all: F102 to F110, D102 to D107, D201 to D209,
        D225 and D229. Faults of single cells (D108, D110) are issues of the table.
    """
    path = Path(path)
    if not path.is_file():
        raise DataError("F102", file=str(path))
    if path.suffix.casefold() in LAYERS:
        from optimizer.ingest.points import read_layer

        records, issues, layer = read_layer(path, sheet)
        return dataclasses.replace(as_table(path.name, records, issues), sheet=layer)
    book = read_book(path, sheet)
    choice = choose(path.name, book, sheet, header_rows)
    if book.is_doubtful and choice.header.score < _LEAST_KNOWN:
        # Text under the ending of a workbook, and no table: more likely damage.
        raise DataError("F103", file=path.name, reason=path.suffix)
    told = (*book.issues, *choice.issues)
    if choice.forms:
        return _of_forms(path.name, choice.forms, told)
    return _of_grid(path.name, choice, told)


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
    numbered = enumerate(records[1:], start=2)
    rows = (Row(number, tuple(cells)) for number, cells in numbered)
    kept = tuple(row for row in rows if not row.is_blank)
    return Table(file, tuple(records[0]), kept, tuple(issues))


def _of_grid(file: str, choice: Choice, issues: Sequence[Issue]) -> Table:
    """Return the table below a header."""
    grid, header = choice.grid, choice.header
    titles = [row for row in grid.rows if row.number < header.rows[0]]
    below = [row for row in grid.rows if row.number > header.rows[-1]]
    sieve = Sieve(grid, header, titles)
    extras = [Extra("D218", row.number, _words(row)) for row in titles]
    rows = []
    for row in below:
        extra = sieve.sift(row)
        if extra is None:
            rows.append(row)
        else:
            extras.append(extra)
    names = _names(file, grid, header, rows)
    rows = [_fitted(row, len(names)) for row in rows]
    rows, fills = filled_rows(rows, names, grid.merges, file)
    kept = _without_lost(grid.faults, header, extras)
    told = [
        *issues,
        *_of_lines(file, grid, header),
        *_of_extras(file, extras),
        *fills,
        *_of_faults(file, kept, names),
    ]
    return Table(file, names, tuple(rows), tuple(told), grid.sheet, header.rows)


def _of_forms(file: str, sheets: Sequence[FormSheet], issues: Sequence[Issue]) -> Table:
    """Return one row for each form of a file."""
    forms = [form for sheet in sheets for form in sheet.forms]
    header, rows = rows_of(forms)
    told = [
        *issues,
        *(
            Issue("D223", Severity.INFO, row=row.number, value=row.sheet, file=file)
            for row in rows
        ),
    ]
    for sheet in sheets:
        told += _of_extras(file, sheet.extras, sheet.grid.sheet)
    for row in rows:
        spots = dict(zip(row.spots or (), header, strict=False))
        faults = (
            dataclasses.replace(fault, row=row.number, text=_said(name, fault))
            for sheet in sheets
            if sheet.grid.sheet == row.sheet
            for fault in sheet.grid.faults
            if (name := spots.get((fault.row, fault.column))) is not None
        )
        told += [_of_fault(file, fault, None) for fault in faults]
    first = forms[0]
    return Table(
        file, header, tuple(rows), tuple(told), first.sheet, (first.header_row,)
    )


def _names(
    file: str, grid: Grid, header: Header, rows: Iterable[Row]
) -> tuple[str, ...]:
    """Return the headers up to the last column with text; a csv must not go beyond."""
    width = max(
        (k for k, name in enumerate(header.names, 1) if name.strip()), default=0
    )
    if width == 0:
        raise DataError("F110", file=file)
    widest = width
    for row in rows:
        beyond = [
            k for k, c in enumerate(row.cells, start=1) if k > width and c.strip()
        ]
        if beyond and grid.is_ragged_damage:
            raise DataError("F109", file=file, row=row.number)
        widest = max(widest, *beyond, 0)
    names = header.names[:width]
    return (*names, *[""] * (widest - width))


def _fitted(row: Row, width: int) -> Row:
    """Return a row cut or filled up to a width."""
    cells = (*row.cells[:width], *[""] * (width - len(row.cells)))
    return Row(row.number, cells)


def _without_lost(
    faults: Iterable[Fault], header: Header, extras: Iterable[Extra]
) -> list[Fault]:
    """Return the faults from the header on that are not in rows left out."""
    left_out = {extra.row for extra in extras}
    return [
        fault
        for fault in faults
        if fault.row >= header.rows[0] and fault.row not in left_out
    ]


def _of_lines(file: str, grid: Grid, header: Header) -> list[Issue]:
    """Return what is to be said about header rows and hidden lines."""
    issues = []
    if len(header.rows) > 1:
        value = ", ".join(map(str, header.rows))
        row = header.rows[0]
        issues.append(
            Issue(
                "D217",
                Severity.INFO,
                row=row,
                value=value,
                action="converted",
                file=file,
            )
        )
    hidden = {"D211": grid.hidden_rows, "D212": grid.hidden_columns}
    for code, numbers in hidden.items():
        if numbers:
            value = _ranges(numbers) if code == "D211" else _letter_ranges(numbers)
            issues.append(Issue(code, Severity.WARNING, value=value, file=file))
    return issues


def _of_extras(
    file: str, extras: Iterable[Extra], sheet: str | None = None
) -> list[Issue]:
    """Return the rows left out; ``sheet`` is told where rows come from several."""
    where = f"{sheet} " if sheet else ""
    return [
        Issue(
            extra.code,
            Severity.WARNING if extra.code == "D226" else Severity.INFO,
            row=extra.row,
            value=where + extra.text,
            action="excluded",
            file=file,
            sheet=sheet,
        )
        for extra in extras
    ]


def _of_faults(file: str, faults: Iterable[Fault], names: Sequence[str]) -> list[Issue]:
    issues = []
    for fault in sorted(faults, key=lambda fault: (fault.row, fault.column)):
        name = names[fault.column - 1] if fault.column <= len(names) else ""
        said = dataclasses.replace(fault, text=_said(name, fault))
        issues.append(_of_fault(file, said, meaning_of(name)))
    return issues


def _said(name: str, fault: Fault) -> str:
    return f"{name or f'#{fault.column}'} {fault.text}"


def _of_fault(file: str, fault: Fault, column: str | None) -> Issue:
    is_refused = fault.code == "D110"
    return Issue(
        fault.code,
        Severity.ERROR if is_refused else Severity.WARNING,
        row=fault.row,
        column=column,
        value=fault.text,
        action={"D110": "refused", "D213": "ignored"}.get(fault.code, "kept"),
        file=file,
    )


def _words(row: Row) -> str:
    """Return what a title says; labels go without their answers."""
    cells = (without_answers(cell) for cell in row.cells if cell.strip())
    return " ".join(" ".join(cells).split())


def _letter_ranges(numbers: Sequence[int]) -> str:
    """Return columns by their letters, as a spreadsheet shows them.

    Examples
    --------
    >>> _letter_ranges([2, 3, 28])
    'B-C, AB'
    """
    return re.sub(r"\d+", lambda m: _letters(int(m[0])), _ranges(numbers))


def _letters(number: int) -> str:
    """Return the letters of a column, counted from 1."""
    made = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        made = chr(ord("A") + rest) + made
    return made


def _ranges(numbers: Sequence[int]) -> str:
    """Return numbers with those in sequence as one range.

    Examples
    --------
    >>> _ranges([2, 3, 4, 7])
    '2-4, 7'
    """
    parts: list[list[int]] = []
    for number in sorted(set(numbers)):
        if parts and parts[-1][-1] == number - 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ", ".join(
        f"{part[0]}-{part[-1]}" if len(part) > 1 else str(part[0]) for part in parts
    )
