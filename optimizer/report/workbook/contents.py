"""Sheet 目录: every sheet with a link, what it is for, and what people fill in."""

from __future__ import annotations

from optimizer.report.workbook.naming import link_to
from optimizer.report.workbook.sheet import Book, Column, Row, Sheet, upright

_CONTENTS = (
    Column("number", 6, 6, "whole"),
    Column("sheet", 24, 32),
    Column("sheet_for", 44, 52),
    Column("sheet_asks", 22, 28),
)
_LINK = 1
_TAB = "#FFD966"
"""Colour of the tabs of sheets with cells to fill in."""


def open_contents(book: Book) -> Sheet:
    """Open the sheet in its place; :func:`fill_contents` writes it at the end."""
    return book.sheet("contents", len(_CONTENTS), upright(book.labels, "contents"))


def fill_contents(sheet: Sheet) -> None:
    """List every sheet of the workbook but this one, and close it.

    Links lead to sheets of this workbook only.
    """
    book = sheet.book
    labels = book.labels
    sheet.banner(labels.say("contents.told"), font_color="#595959")
    hidden = [each for each in book.opened if each.worksheet.hidden]
    listed = [each for each in book.opened if each not in (sheet, *hidden)]
    dash = labels.say("dash")
    names = [each.worksheet.get_name() for each in listed]
    rows = [
        Row(
            (
                number,
                name,
                labels.named("sheet_for", each.name, ""),
                labels.named("sheet_asks", each.name) if each.asked else dash,
            )
        )
        for number, (each, name) in enumerate(zip(listed, names, strict=True), start=1)
    ]
    first = sheet.row + 1
    sheet.table(_CONTENTS, rows, repeat=True)
    looks = {"border": 1, "border_color": "#A6A6A6", "text_wrap": True}
    style = book.style(font_color="#000000", underline=1, **looks)
    for row, name in enumerate(names, start=first):
        sheet.worksheet.write_url(row, _LINK, link_to(name), style, name)
    for each in listed:
        if each.asked:
            each.worksheet.set_tab_color(_TAB)
    sheet.close()
