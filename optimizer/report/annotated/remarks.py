"""Comments of cells: several remarks in one, beside what the user wrote there."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.comments import Comment
from openpyxl.workbook.workbook import Workbook

from optimizer.report.annotated.cells import holdable
from optimizer.report.annotated.marks import SYMBOLS, Mark
from optimizer.report.workbook.sheet import text_width

AUTHOR = "alliance check-data"

_LINE = "────────────"
"""Parts what the user wrote from what is remarked."""

_MOST_CHARS = 4_000
_CHARS_A_LINE = 46
_WIDTH_PX, _LINE_PX, _MOST_PX = 340, 17, 420


def clear_comments(book: Workbook) -> None:
    """Take the remarks of an earlier run off; what the user wrote stays."""
    for sheet in book.worksheets:
        for cell in list(sheet._cells.values()):
            comment = cell.comment
            if comment is None:
                continue
            theirs, parted, _ = comment.text.rpartition(f"{_LINE}\n")
            if comment.author == AUTHOR:
                cell.comment = None
            elif parted:
                cell.comment = _sized(theirs.rstrip("\n"), comment.author)


def comment_of(marks: Sequence[Mark], before: Comment | None) -> Comment:
    """Return one comment that says what all marks of a cell say.

    Parameters
    ----------
    marks
        At least one, all of one cell.
    before
        What the user wrote there.
    """
    said = dict.fromkeys(f"{SYMBOLS[m.kind]} {m.text}" for m in marks if m.text)
    text = holdable("\n".join(said))
    if len(text) > _MOST_CHARS:
        text = f"{text[: _MOST_CHARS - 1]}…"
    if before is None:
        return _sized(text, AUTHOR)
    return _sized(f"{before.text}\n{_LINE}\n{text}", before.author)


def _sized(text: str, author: str | None) -> Comment:
    """Return a comment whose box shows its whole text, as far as a screen allows."""
    lines = sum(1 + text_width(line) // _CHARS_A_LINE for line in text.split("\n"))
    height = min(_MOST_PX, _LINE_PX * (lines + 1))
    return Comment(text, author or "", height=height, width=_WIDTH_PX)
