"""Sheet 要点: the figures every document of the package states, in the same words."""

from __future__ import annotations

from optimizer.report.figures import key_figures, read_figures
from optimizer.report.workbook.sheet import Book, Column, Row, upright

_KEYS = (
    Column("item", 40, 60),
    Column("value", 40, 60, "left"),
)


def keys_sheet(book: Book) -> None:
    """Write the key figures as text, so that they are compared letter by letter."""
    labels = book.labels
    sheet = book.sheet("keys", len(_KEYS), upright(labels, "keys"))
    found = key_figures(labels, read_figures(labels))
    rows = [Row((key.label, key.value)) for key in found]
    sheet.table(_KEYS, rows, repeat=True)
    sheet.row += 1
    for statement in labels.statements():
        sheet.banner(statement, font_color="#595959")
    sheet.close()
