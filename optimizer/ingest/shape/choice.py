"""Which sheet of a file is the table: the one whose header is known best."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from optimizer.domain import Issue, Severity
from optimizer.errors import DataError
from optimizer.ingest.grids.grid import Book, Grid
from optimizer.ingest.shape.forms import FormSheet, read_forms
from optimizer.ingest.shape.header import Header, find_header, given_header
from optimizer.ingest.shape.names import meanings_in
from optimizer.tabular import FORMATS_SHEET, OWN_SHEET

_LEAST_OF_SCHOOLS = 4
"""Known columns from which a sheet that is passed over looks like one of schools."""


@dataclass(frozen=True, eq=False)
class Choice:
    """A table, or the sheets with forms; and the notes on the sheets passed over."""

    grid: Grid
    header: Header
    forms: tuple[FormSheet, ...]
    issues: tuple[Issue, ...]


def choose(
    file: str, book: Book, sheet: str | None, header_rows: Sequence[int] | None
) -> Choice:
    """Choose what of a file is read.

    Parameters
    ----------
    file
        Bare name for messages.
    book
        All sheets, or only the one asked for.
    sheet
        The sheet asked for.
    header_rows
        Rows the user says are the header.

    Raises
    ------
    DataError
        D209 two sheets fit equally well, D225 no text in the header rows, F110 no
        text at all.
    """
    grids = [g for g in book.grids if (g.rows or g.faults) and not _is_own(g)]
    shown = [grid for grid in grids if sheet or not grid.is_hidden] or grids
    if not any(grid.rows for grid in shown):
        raise DataError("F110", file=file)
    forms = [] if header_rows else _forms(shown)
    if forms:
        kept = [form.grid for form in forms]
        found = find_header(kept[0])
    else:
        grid, found = _best(file, shown, header_rows)
        kept = [grid]
    if found is None:
        raise DataError("F110", file=file)
    left = [grid for grid in grids if all(grid is not other for other in kept)]
    return Choice(kept[0], found, tuple(forms), tuple(_left_out(file, left)))


def _forms(grids: Sequence[Grid]) -> list[FormSheet]:
    """Return the sheets with forms, unless a table is known better."""
    forms = [form for form in map(read_forms, grids) if form is not None]
    if not forms:
        return []
    of_tables = [
        header.score
        for grid in grids
        if all(grid is not form.grid for form in forms)
        and (header := find_header(grid)) is not None
    ]
    best = max(form.score for form in forms)
    return forms if best > max(of_tables, default=0) else []


def _best(
    file: str, grids: Sequence[Grid], header_rows: Sequence[int] | None
) -> tuple[Grid, Header]:
    """Return the sheet with the most known columns; rows break a tie."""
    if header_rows and len(grids) == 1:
        return grids[0], given_header(grids[0], header_rows, file)
    found = [(g, header) for g in grids if (header := find_header(g)) is not None]

    def fitness(pair: tuple[Grid, Header]) -> tuple[int, bool]:
        grid, header = pair
        return header.score, grid.rows[-1].number > header.rows[-1]

    best = max(found, key=fitness)
    equal = [pair[0] for pair in found if fitness(pair) == fitness(best)]
    if len(equal) > 1 and best[1].score > 1:
        names = ", ".join(str(grid.sheet) for grid in equal)
        raise DataError("D209", file=file, names=names)
    if header_rows:
        return best[0], given_header(best[0], header_rows, file)
    return best


def _is_own(grid: Grid) -> bool:
    """Tell whether a sheet was added by an earlier check of the same workbook."""
    if grid.sheet == FORMATS_SHEET:
        return True
    first = grid.rows[0].cell(1) if grid.rows and grid.rows[0].number == 1 else ""
    return first.endswith(f" · {OWN_SHEET}")


def _left_out(file: str, grids: Sequence[Grid]) -> Iterator[Issue]:
    """Yield the sheets passed over; those that may hold schools are warned of."""
    for grid in grids:
        code, severity = "D210", Severity.INFO
        if grid.is_hidden:
            code, severity = "D227", Severity.WARNING
        elif _may_hold_schools(grid):
            code, severity = "D228", Severity.WARNING
        yield Issue(code, severity, value=grid.sheet, action="ignored", file=file)


def _may_hold_schools(grid: Grid) -> bool:
    """Tell whether a sheet is a table of schools too, as one sheet for each town."""
    header = find_header(grid)
    if header is None or header.score < _LEAST_OF_SCHOOLS:
        return read_forms(grid) is not None
    is_of_schools = bool({"school_id", "name"} & meanings_in(header.names))
    return is_of_schools and grid.rows[-1].number > header.rows[-1]
