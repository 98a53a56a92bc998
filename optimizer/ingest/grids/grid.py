"""Sheets of a file as text by row and column; both count from 1."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.domain import Issue


@dataclass(frozen=True, slots=True)
class Row:
    """Cells of one row and its number in the file.

    Parameters
    ----------
    number
        Row in the sheet, 1 for the first. A record of a csv is one row, however many
        lines its cells have; features of a layer count from 2; a form counts as
        its place among the forms of the file.
    cells
        Text of each cell.
    sheet
        Sheet of the row where rows come from several.
    spots
        Row and column in that sheet of each cell, where cells do not stand in one
        row.
    head
        Row that names the columns of a form; an item the form does not have has its
        spot there.
    """

    number: int
    cells: tuple[str, ...]
    sheet: str | None = None
    spots: tuple[tuple[int, int], ...] | None = None
    head: int | None = None

    def cell(self, column: int) -> str:
        """Return the text in a column counted from 1; ``""`` beyond the last."""
        return self.cells[column - 1] if 0 < column <= len(self.cells) else ""

    @property
    def is_blank(self) -> bool:
        """Whether no cell has any text."""
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range; rows and columns count from 1 and both ends are inside."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell whose text is not what the sheet means; code as of the messages."""

    code: str
    row: int
    column: int
    text: str


@dataclass(frozen=True, eq=False)
class Grid:
    """One sheet.

    Parameters
    ----------
    sheet
        Its name; ``None`` for a file without sheets.
    rows
        Rows with any text, in order. Their widths differ.
    merges
        Merged ranges; only the first cell of one holds text.
    faults
        Cells with an error value, a lost result or lost digits.
    hidden_rows, hidden_columns
        Those that hold text but are not shown.
    is_hidden
        Whether the whole sheet is hidden.
    is_ragged_damage
        Whether a row wider than the header is damage, as in a csv.
    """

    sheet: str | None
    rows: tuple[Row, ...]
    merges: tuple[Merge, ...] = ()
    faults: tuple[Fault, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    is_hidden: bool = False
    is_ragged_damage: bool = False


@dataclass(frozen=True, eq=False)
class Book:
    """All grids of a file, in its order, and what was noticed about the file.

    ``is_doubtful`` tells text under the ending of a workbook.
    """

    grids: tuple[Grid, ...]
    issues: tuple[Issue, ...] = ()
    is_doubtful: bool = False
