"""What is to be shown in a workbook: plain data, without any library."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """How a cell is marked; the first that applies wins."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    EXCLUDED = "excluded"


SYMBOLS = {Kind.ERROR: "✖", Kind.WARNING: "▲", Kind.INFO: "●", Kind.EXCLUDED: "▬"}
"""Second cue beside the colour: the same in comments, lists and on the screen."""


@dataclass(frozen=True)
class Mark:
    """One thing said about one cell.

    Parameters
    ----------
    row, column
        Cell, both from 1.
    kind
        How it is marked.
    text
        What is said, in the user's language; ``""`` colours without a comment.
    sheet
        Sheet of the cell; ``None`` is the sheet the table was read from.
    """

    row: int
    column: int
    kind: Kind
    text: str
    sheet: str | None = None


@dataclass(frozen=True)
class Masked:
    """Cells that are not to be shown: of a column below its header, or one of a form.

    Parameters
    ----------
    column
        From 1.
    below
        Row of the header, from 1.
    sheet
        Sheet of the cells; ``None`` is the sheet the table was read from.
    row
        Row of the one cell meant; ``None`` for all of the column below ``below``.
    """

    column: int
    below: int
    sheet: str | None = None
    row: int | None = None


@dataclass(frozen=True)
class ListSheet:
    """One table to be added as a sheet of its own.

    Parameters
    ----------
    title
        Name of the sheet.
    heads, widths
        Headings and widths in characters, one for each column.
    rows
        Cells, whole numbers or text.
    notes
        Sentences above the table.
    kinds
        How each row is marked in its first column; empty for no marks.
    empty
        What is said instead of rows when there are none.
    footer
        Line at the foot of each page, before the page number.
    """

    title: str
    heads: tuple[str, ...]
    widths: tuple[int, ...]
    rows: Sequence[tuple[str | int, ...]]
    notes: tuple[str, ...] = ()
    kinds: Sequence[Kind] = ()
    empty: str = ""
    footer: str = ""


@dataclass(frozen=True)
class Annotations:
    """All that is added to a workbook.

    Parameters
    ----------
    marks
        In the order of importance: when comments are capped, the last go without.
    lists
        Sheets to add, in their order.
    masked
        Columns and cells that are not to be shown.
    mask
        Word that stands in place of a masked cell.
    most_comments
        Cells that get a comment at most; the others are only coloured.
    hide
        Returns a text with personal data in it starred out.
    is_private
        Tells whether a header means personal data, for sheets nobody read.
    """

    marks: Sequence[Mark]
    lists: tuple[ListSheet, ...] = ()
    masked: tuple[Masked, ...] = ()
    mask: str = "***"
    most_comments: int = 5_000
    hide: Callable[[str], str] = str
    is_private: Callable[[str], bool] = lambda header: not header


@dataclass(frozen=True)
class Written:
    """What became of the annotations.

    Parameters
    ----------
    cells
        Cells that were coloured.
    comments
        Cells that got a comment.
    lost
        Parts of the user's workbook that a copy cannot keep (``images``, ``macros``).
    changed
        Texts that had to be changed, as a workbook cannot hold them.
    """

    cells: int = 0
    comments: int = 0
    lost: tuple[str, ...] = field(default=())
    changed: int = 0
