"""The door for pair tables: a file in, wishes and issues out."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from optimizer.domain import Issue, PairKind, PairWish, School, Severity
from optimizer.errors import DataError
from optimizer.ingest.cells import unguarded
from optimizer.ingest.clashes import clashes
from optimizer.ingest.columns import (
    PAIR_COLUMNS,
    PAIR_LAYOUT,
    match_columns,
    require_columns,
)
from optimizer.ingest.examples import without_examples
from optimizer.ingest.privacy import mask_issues
from optimizer.ingest.tables import Row, Table, read_table
from optimizer.tabular import normal

KIND_WORDS: Final[Mapping[PairKind, tuple[str, ...]]] = {
    PairKind.TOGETHER: ("必须同组", "同组"),
    PairKind.APART: ("不得同组", "不同组"),
    PairKind.WILLING: ("愿意", "愿意合作"),
    PairKind.REFUSED: ("不愿意", "不愿", "拒绝", "不愿合作", "不愿意合作"),
    PairKind.CORE: ("指定核心", "指定核心学校"),
    PairKind.NOT_CORE: ("不作核心", "不作核心学校"),
    PairKind.FROZEN: ("冻结", "已批准"),
}
"""Words of each kind in Chinese; the first is the one to choose from a list."""

PAIR_SHEETS = ("学校意愿表", "Wishes")
"""Names of the sheet of wishes in the fill-in workbook."""

_KIND_OF = {
    normal(name): kind
    for kind, names in KIND_WORDS.items()
    for name in (kind.value, *names)
}
_LIST_OF_SHEETS = "xl/workbook.xml"
_MOST_BYTES = 1_000_000

_OF_ONE_SCHOOL = frozenset({PairKind.CORE, PairKind.NOT_CORE})


@dataclass(frozen=True)
class _Row:
    """One row as text, with its kind if that is known."""

    number: int
    cells: Mapping[str, str]
    kind: PairKind | None

    def wish(self) -> PairWish:
        """Return the row as a wish."""
        if self.kind is None:
            msg = f"row {self.number} has no kind."
            raise ValueError(msg)
        b = None if self.kind in _OF_ONE_SCHOOL else self.cells["b"] or None
        note = self.cells["note"] or None
        return PairWish(self.kind, self.cells["a"], b, note, self.number)


@dataclass(frozen=True)
class _Known:
    """Ids a row may name."""

    schools: frozenset[str]
    alliances: frozenset[str]


def read_pairs(
    path: str | Path, schools: Sequence[School], *, sheet: str | None = None
) -> tuple[list[PairWish], list[Issue]]:
    """Read a pair table and check it against the schools and against itself.

    Parameters
    ----------
    path
        Table in xlsx or csv with the columns kind, a, b and, if wanted, note.
    schools
        The schools its ids refer to.
    sheet
        Sheet of a workbook; default the sheet of wishes of the fill-in workbook, else
        the first.

    Returns
    -------
    tuple
        One wish for each row, in file order, and the warnings and notes. A
        ``frozen`` row names an alliance of the school table in ``a`` with ``b``
        blank, or a member in ``a`` and its core in ``b``.

    Raises
    ------
    DataError
        If the file cannot be read, a column is missing, or rows have errors: D100,
        with each of them in ``issues``.
    """
    table = without_examples(read_table(path, sheet=sheet or own_sheet(path)))
    columns = match_columns(table, PAIR_LAYOUT)
    require_columns(table, columns)
    known = _Known(
        frozenset(school.school_id for school in schools),
        frozenset(s.alliance_id for s in schools if s.alliance_id is not None),
    )
    rows = [_read(row, columns.places) for row in table.rows]
    found = [issue for row in rows for issue in _row_issues(row, known, table)]
    if not _errors([*table.issues, *found]):
        found += clashes([row.wish() for row in rows], schools, table.file)
    errors = _errors([*table.issues, *found])
    if errors:
        told = mask_issues(errors)
        raise DataError("D100", issues=told, file=table.file, number=len(told))
    noticed = mask_issues((*table.issues, *columns.issues, *found))
    return [row.wish() for row in rows], list(noticed)


def own_sheet(path: str | Path) -> str | None:
    """Return the sheet of wishes if a file is the fill-in workbook, else ``None``."""
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.getinfo(_LIST_OF_SHEETS).file_size > _MOST_BYTES:
                return None
            listed = archive.read(_LIST_OF_SHEETS).decode("utf-8", "replace")
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, zlib.error):
        return None
    return next((name for name in PAIR_SHEETS if f'name="{name}"' in listed), None)


def _errors(issues: Sequence[Issue]) -> list[Issue]:
    return [issue for issue in issues if issue.severity is Severity.ERROR]


def _read(row: Row, places: Mapping[str, int]) -> _Row:
    cells = {
        name: unguarded(row.cells[places[name]]) if name in places else ""
        for name in PAIR_COLUMNS
    }
    return _Row(row.number, cells, _KIND_OF.get(normal(cells["kind"])))


def _row_issues(row: _Row, known: _Known, table: Table) -> Iterator[Issue]:
    """Yield what is wrong with one row by itself."""
    for code, column in _faults(row, known):
        is_warning = code == "D185"
        yield Issue(
            code,
            Severity.WARNING if is_warning else Severity.ERROR,
            row=row.number,
            column=column,
            value=row.cells[column],
            action="ignored" if is_warning else "refused",
            file=table.file,
        )


def _faults(row: _Row, known: _Known) -> Iterator[tuple[str, str]]:
    """Yield code and column of each fault of a row."""
    a, b = row.cells["a"], row.cells["b"]
    names_alliance = row.kind is PairKind.FROZEN and not b
    if row.kind is None:
        yield "D180", "kind"
    if not a:
        yield "D183", "a"
    elif row.kind is not None and not names_alliance and a not in known.schools:
        yield "D181", "a"
    elif names_alliance and a not in known.alliances:
        yield "D188", "a"
    if row.kind is not None:
        yield from _faults_of_b(row.kind, a, b, known)


def _faults_of_b(
    kind: PairKind, a: str, b: str, known: _Known
) -> Iterator[tuple[str, str]]:
    if kind in _OF_ONE_SCHOOL:
        if b:
            yield "D185", "b"
    elif not b:
        if kind is not PairKind.FROZEN:
            yield "D182", "b"
    elif a == b:
        yield "D184", "b"
    elif b not in known.schools:
        yield "D181", "b"
