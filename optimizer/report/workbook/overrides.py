"""Sheet 突破规则: rules people set aside, each with its reason."""

from __future__ import annotations

from optimizer.report.override_words import override_lines
from optimizer.report.workbook.sheet import Book, Column, Row

_COLUMNS = (
    Column("number", 5, 6, "whole"),
    Column("code", 7, 9, "centre"),
    Column("rule", 24, 40),
    Column("rule_schools", 24, 44),
    Column("rule_why", 24, 50),
    Column("edit_by", 10, 16),
)


def overrides_sheet(book: Book) -> None:
    """Write what people set aside; no sheet where nothing was."""
    found = list(override_lines(book.labels))
    if not found:
        return
    sheet = book.sheet("overrides", len(_COLUMNS))
    rows = [
        Row((n, line.code, line.rule, line.schools, line.reason, line.by))
        for n, line in enumerate(found, start=1)
    ]
    sheet.table(_COLUMNS, rows, only=True)
    sheet.row += 1
    sheet.banner(book.labels.say("override.told"), font_color="#595959")
    sheet.close()
