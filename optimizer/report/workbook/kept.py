"""Sheet 变动: what became of the plan made before."""

from __future__ import annotations

from optimizer.report.kept import kept_of, told
from optimizer.report.workbook.sheet import Book, Column, Row

_CHANGES = (
    Column("school", 20, 36),
    Column("became", 12, 18, "centre"),
    Column("core_before", 20, 36),
    Column("core_now", 20, 36),
)


def kept_sheet(book: Book) -> None:
    """Write every school with another place than before; no sheet without a before."""
    labels = book.labels
    found = kept_of(labels.case, labels.plan)
    if found is None:
        return
    sheet = book.sheet("kept", len(_CHANGES))
    sheet.table(_CHANGES, [Row(cells) for cells in told(labels, found)], only=True)
    sheet.row += 1
    sheet.banner(labels.say("kept.told", **found.facts()), bold=True)
    sheet.close()
