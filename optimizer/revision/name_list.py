"""Read the name list of a workbook: rows by column, and which plan it is of.

The workbook may have been saved by another program, sorted, filtered or added to.
What cannot be read is listed with its cell; nothing is guessed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import get_args

from optimizer.domain import Issue, Severity
from optimizer.errors import DataError
from optimizer.ingest.grids import Grid, Merge, Row, read_book
from optimizer.messages import Lang, text
from optimizer.report.workbook.editing import OPEN, REASONS
from optimizer.report.workbook.fingerprint import PLAN_KEY
from optimizer.report.workbook.lists import MEMBER_HEADS
from optimizer.tabular import normal

_LANGS: tuple[Lang, ...] = get_args(Lang)
_FILLED_DOWN = frozenset(MEMBER_HEADS) - {"role", "school_id", "start_year"}
"""Columns where a cell merged over several rows speaks for all of them."""


@dataclass(frozen=True)
class ListRow:
    """One row: its number in the sheet, and its cells by the code of the column.

    Cells are as written, without blanks around them; a column the sheet does not
    have is ``""``.
    """

    row: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """Return the text in a column."""
        return self.cells.get(column, "")


@dataclass(frozen=True, eq=False)
class NameList:
    """The name list of a workbook.

    Parameters
    ----------
    file, sheet, lang
        Bare name of the file, name of its sheet, and the language that is in.
    fingerprint
        Which plan the workbook is of: what its sheet says, by key.
    rows
        Rows of the list, those to fill in that stayed blank left out.
    notes
        What a reader should know, but need not change.
    """

    file: str
    sheet: str
    lang: Lang
    fingerprint: Mapping[str, str]
    rows: tuple[ListRow, ...]
    notes: tuple[Issue, ...] = ()

    def head(self, column: str) -> str:
        """Return the heading of a column, as on the sheet."""
        return heading(column, self.lang)

    def issue(
        self,
        code: str,
        row: int | None,
        column: str | None,
        value: str | None,
        severity: Severity = Severity.ERROR,
    ) -> Issue:
        """Return what is to be said of a cell."""
        return Issue(
            code,
            severity,
            row,
            None if column is None else self.head(column),
            value,
            "refused" if severity is Severity.ERROR else "ignored",
            self.file,
            self.sheet,
        )


def heading(column: str, lang: Lang) -> str:
    """Return the heading of a column of the name list."""
    return text(column if column in REASONS else f"col.{column}", lang)


def read_name_list(path: Path) -> NameList:
    """Read the name list of a workbook.

    Raises
    ------
    DataError
        E101 no sheet of that name, E102 no row of headings, E103 a column that is
        read back is missing, E104 no fingerprint, E105 cells that cannot be read,
        all of them in ``issues``; F1xx, D2xx if the file is no workbook that can be
        read.
    """
    book = read_book(path)
    by_name = {grid.sheet: grid for grid in book.grids}
    for lang in _LANGS:
        grid = by_name.get(text("sheet.members", lang))
        if grid is not None:
            mark = by_name.get(text("sheet.fingerprint", lang))
            found = _Reader(path.name, grid, lang).read(_fingerprint(path.name, mark))
            copies = _copies(found, [g for g in book.grids if g is not grid])
            return replace(found, notes=(*found.notes, *copies))
    names = " / ".join(text("sheet.members", lang) for lang in _LANGS)
    raise DataError("E101", file=path.name, names=names)


def _copies(names: NameList, others: Iterable[Grid]) -> Iterator[Issue]:
    """Yield other sheets with the same headings: edits made there are not read."""
    for grid in others:
        rows = (_columns_of(row, names.lang) for row in grid.rows)
        if any(set(OPEN) <= columns.keys() for columns in rows):
            yield names.issue("E136", None, None, grid.sheet, Severity.INFO)


def _columns_of(row: Row, lang: Lang) -> dict[str, int]:
    """Return the columns of the headings in a row, by code; the first of each."""
    code_of = _codes(lang)
    found: dict[str, int] = {}
    for column, cell in enumerate(row.cells, start=1):
        code = code_of.get(normal(cell))
        if code is not None:
            found.setdefault(code, column)
    return found


@cache
def _codes(lang: Lang) -> Mapping[str, str]:
    """Return the code of each heading."""
    codes = (*MEMBER_HEADS, *REASONS)
    return {normal(heading(code, lang)): code for code in codes}


def _fingerprint(file: str, grid: Grid | None) -> dict[str, str]:
    """Read key and value of the rows under the head of sheet 指纹."""
    rows = () if grid is None else grid.rows
    heads = {normal(text("col.value", lang)) for lang in _LANGS}
    at = next((n for n, row in enumerate(rows) if normal(row.cell(3)) in heads), None)
    found = {}
    if at is not None:
        found = {row.cell(1).strip(): row.cell(3) for row in rows[at + 1 :]}
    if not found.get(PLAN_KEY, "").strip():
        raise DataError("E104", file=file)
    return found


class _Reader:
    """Reads one grid."""

    def __init__(self, file: str, grid: Grid, lang: Lang) -> None:
        self._list = NameList(file, grid.sheet or "", lang, {}, ())
        self._grid = grid
        self._at, self._columns = self._head()
        self._code_at = {column: code for code, column in self._columns.items()}

    def read(self, fingerprint: Mapping[str, str]) -> NameList:
        """Return the rows under the head, or every cell that cannot be read."""
        faults = [*self._lost(), *self._merged()]
        if faults:
            file, number = self._list.file, len(faults)
            raise DataError("E105", issues=faults, file=file, number=number)
        below = [row for row in self._grid.rows if row.number > self._at]
        rows = (self._row(row) for row in below)
        kept = tuple(row for row in rows if row is not None)
        own = self._list
        notes = tuple(self._notes({row.row for row in kept}))
        return NameList(own.file, own.sheet, own.lang, fingerprint, kept, notes)

    def _head(self) -> tuple[int, dict[str, int]]:
        """Find the row of headings: the first that has those that are read back."""
        lang = self._list.lang
        best: dict[str, int] = {}
        for row in self._grid.rows:
            found = _columns_of(row, lang)
            if set(OPEN) <= found.keys():
                return row.number, found
            best = max(best, found, key=len)
        file = self._list.file
        if len(best) < len(OPEN):
            raise DataError("E102", file=file)
        lacking = [heading(code, lang) for code in OPEN if code not in best]
        raise DataError("E103", file=file, names="、".join(lacking))

    def _row(self, row: Row) -> ListRow | None:
        """Return the cells of a row; ``None`` for one that is no part of the list."""
        cells = {
            code: self._cell(row, column).strip()
            for code, column in self._columns.items()
        }
        said = {code for code, cell in cells.items() if cell}
        # Statements below the list stand in its first column, merged across.
        return ListRow(row.number, cells) if said - {MEMBER_HEADS[0]} else None

    def _cell(self, row: Row, column: int) -> str:
        """Return a cell, or the one it is merged with in the rows above."""
        own = row.cell(column)
        if own or self._code_at[column] not in _FILLED_DOWN:
            return own
        for merge in self._merges():
            if merge.left == column and merge.top < row.number <= merge.bottom:
                return self._text(merge.top, column)
        return own

    def _text(self, number: int, column: int) -> str:
        rows = (row for row in self._grid.rows if row.number == number)
        return next((row.cell(column) for row in rows), "")

    def _merges(self) -> Iterator[Merge]:
        """Yield ranges of one column merged below the head."""
        for merge in self._grid.merges:
            if merge.left == merge.right and merge.top > self._at:
                yield merge

    def _merged(self) -> Iterator[Issue]:
        """Yield merged cells where each row must speak for itself."""
        for merge in self._merges():
            code = self._code_at.get(merge.left)
            if code is not None and code not in _FILLED_DOWN:
                value = self._text(merge.top, merge.left)
                yield self._list.issue("E106", merge.top, code, value)

    def _lost(self) -> Iterator[Issue]:
        """Yield cells of the list that hold an error, no result, or lost digits."""
        for fault in self._grid.faults:
            code = self._code_at.get(fault.column)
            if code is not None and fault.row > self._at:
                yield self._list.issue("E107", fault.row, code, fault.text)

    def _notes(self, rows: set[int]) -> Iterator[Issue]:
        hidden = rows & {*self._grid.hidden_rows}
        if hidden:
            listed = "、".join(map(str, sorted(hidden)))
            yield self._list.issue("E108", min(hidden), None, listed, Severity.INFO)
        head = next(row for row in self._grid.rows if row.number == self._at)
        for column, cell in enumerate(head.cells, start=1):
            if cell.strip() and column not in self._code_at:
                said = cell.strip()
                yield self._list.issue("E109", self._at, None, said, Severity.INFO)


def plain_id(written: str) -> str:
    """Return an id without blanks and full-width digits, as people type them.

    Examples
    --------
    >>> plain_id(" A－5422\u30001001 ")
    'A-54221001'
    """
    return "".join(unicodedata.normalize("NFKC", written).split())
