"""A sheet that prints well: heading, tables with borders, widths by content.

Every text goes through ``write_string``, so a name that begins with ``=`` stays a
name. Column widths count a Chinese character as two.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from optimizer.report.labels import Labels, plain
from optimizer.report.trips import Trips

Cell = str | int | float | None
Kind = Literal["text", "left", "centre", "whole", "tenth", "hundredth", "signed"]

MAX_TEXT = 32_767
"""Characters Excel accepts in a cell."""

MAX_HEIGHT_PT = 409
"""Height of a row beyond which Excel finds fault with the file."""

MAX_DIGITS = 15
"""Digits Excel keeps of a number; a longer one is written as text."""

_FONT = {"zh": "宋体", "en": "Arial"}
_LINE_PT = 13.5
_PADDING_PT = 3
_TITLE_PT = 6
_HEADER_CHARS = 70
_ALIGNED: dict[Kind, str] = {"left": "left", "centre": "center", "whole": "center"}
_NUMBER_FORMATS: dict[Kind, str] = {
    "whole": "0",
    "tenth": "0.0",
    "hundredth": "0.00",
    "signed": "+0.0;-0.0;0.0",
}
_PAPER_A4 = 9


@dataclass(frozen=True)
class Column:
    """One column: code of its heading, least and greatest width, kind of cell.

    ``title`` is the heading itself where a code cannot give it.
    """

    head: str
    low: int
    high: int
    kind: Kind = "text"
    title: str = ""


@dataclass(frozen=True)
class Row:
    """Cells of one row; ``strong`` rows are set off, ``opens`` starts a group."""

    cells: Sequence[Cell]
    strong: bool = False
    opens: bool = False


def text_width(text: str) -> int:
    r"""Return the width of the longest line, wide characters counted as two.

    Examples
    --------
    >>> text_width("恩施A"), text_width("a\nbcd")
    (5, 3)
    """
    if text.isascii() and "\n" not in text:
        return len(text)
    lines = text.split("\n")
    return max(
        sum(1 + (unicodedata.east_asian_width(c) in "WFA") for c in line)
        for line in lines
    )


class Book:
    """A workbook in one language, and the styles made for it so far."""

    def __init__(
        self, workbook: xlsxwriter.Workbook, labels: Labels, trips: Trips
    ) -> None:
        self.labels = labels
        self.trips = trips
        self._workbook = workbook
        self._styles: dict[tuple[tuple[str, Any], ...], Format] = {}

    def style(self, **properties: Any) -> Format:
        """Return the format with these properties, made once."""
        base = {"font_name": _FONT[self.labels.lang], "font_size": 10}
        full = {**base, "valign": "vcenter", **properties}
        key = tuple(sorted(full.items()))
        if key not in self._styles:
            self._styles[key] = self._workbook.add_format(full)
        return self._styles[key]

    def sheet(self, name: str, num_columns: int) -> Sheet:
        """Open a sheet with its heading and print set-up."""
        worksheet = self._workbook.add_worksheet(self.labels.say(f"sheet.{name}"))
        return Sheet(self, worksheet, name, num_columns)


@dataclass
class Sheet:
    """One sheet, written from the top down."""

    book: Book
    worksheet: Worksheet
    name: str
    num_columns: int
    row: int = 0
    _widths: dict[int, int] = field(default_factory=dict)
    _merged: list[tuple[int, str]] = field(default_factory=list)
    _rows: list[tuple[int, list[str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._set_up_page()
        self._heading()

    def _set_up_page(self) -> None:
        """Set A4 landscape, one page wide, with title, notice and page number."""
        sheet, labels = self.worksheet, self.book.labels
        sheet.set_paper(_PAPER_A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.7)
        sheet.hide_gridlines(2)
        report = labels.case.policy.report
        version = labels.say("meta.version", version=labels.plan.version)
        top = [labels.title(), report.notice, version]
        page = labels.say("meta.page")
        internal = labels.say("statement.internal")
        sheet.set_header(
            "".join(f"&{at}{_coded(part)}" for at, part in zip("LCR", top, strict=True))
        )
        sheet.set_footer(f"&L{_coded(internal, 110)}&R{page}")

    def _heading(self) -> None:
        labels = self.book.labels
        kind = labels.say(f"sheet.{self.name}")
        self.banner(f"{labels.title()} · {kind}", bold=True, font_size=14)
        notice = plain(labels.case.policy.report.notice)
        if notice:
            fill = {"bg_color": "#FFF2CC", "font_color": "#C00000"}
            self.banner(notice, bold=True, align="center", **fill)
        facts = [labels.say("meta.version", version=plain(labels.plan.version))]
        # A report on travel alone has no plan, so nothing was solved.
        if labels.plan.tiers is not None or labels.plan.alliances:
            facts.append(labels.say("meta.status", status=labels.status()))
        facts += [labels.conditions(), labels.say("statement.no_closure")]
        self.banner(" · ".join(filter(None, facts)), font_color="#595959")

    def banner(self, text: str, **properties: Any) -> None:
        """Write a text across all columns; its height is set on closing."""
        style = self.book.style(text_wrap=True, **properties)
        last = self.num_columns - 1
        self.worksheet.merge_range(self.row, 0, self.row, last, "", style)
        self.worksheet.write_string(self.row, 0, text[:MAX_TEXT], style)
        self._merged.append((self.row, text))
        self.row += 1

    def block(self, code: str) -> None:
        """Write the title of a block after an empty row."""
        self.row += 1
        self.banner(self.book.labels.say(code), bold=True, font_size=11)

    def table(
        self,
        columns: Sequence[Column],
        rows: Sequence[Row],
        *,
        only: bool = False,
        repeat: bool = False,
    ) -> None:
        """Write a table; the ``only`` one gets a filter and a frozen head.

        The head of the ``only`` one, or of one to ``repeat``, is printed on every page.
        """
        head = self.row
        labels = self.book.labels
        style = self.book.style(
            bold=True, bg_color="#D9E2F3", border=1, align="center", text_wrap=True
        )
        titles = [c.title or labels.say(f"col.{c.head}") for c in columns]
        for j, title in enumerate(titles):
            self.worksheet.write_string(head, j, title, style)
        self._rows.append((head, titles))
        self.row += 1
        for row in rows:
            self._write_row(columns, row)
        self._measure(columns, rows)
        if not rows:
            self.banner(labels.say("empty"), align="center", font_color="#7F7F7F")
        if only or repeat:
            self.worksheet.repeat_rows(head)
        if only:
            self._keep_head(head, len(columns), len(rows))

    def _keep_head(self, head: int, num_columns: int, num_rows: int) -> None:
        sheet = self.worksheet
        sheet.freeze_panes(head + 1, 0)
        if num_rows:
            sheet.autofilter(head, 0, head + num_rows, num_columns - 1)

    def _write_row(self, columns: Sequence[Column], row: Row) -> None:
        for j, (column, value) in enumerate(zip(columns, row.cells, strict=True)):
            self._write(j, value, self._cell_style(column, row))
        texts = [
            _shown(value, column.kind)
            for column, value in zip(columns, row.cells, strict=True)
        ]
        self._rows.append((self.row, texts))
        self.row += 1

    def _cell_style(self, column: Column, row: Row) -> Format:
        properties: dict[str, Any] = {"border": 1, "border_color": "#A6A6A6"}
        if column.kind in _NUMBER_FORMATS:
            properties["num_format"] = _NUMBER_FORMATS[column.kind]
        if column.kind in _ALIGNED:
            properties["align"] = _ALIGNED[column.kind]
        if row.strong:
            properties.update(bold=True, bg_color="#EDF2F9")
        if row.opens:
            properties.update(top=2, top_color="#44546A")
        return self.book.style(text_wrap=True, **properties)

    def _write(self, column: int, value: Cell, style: Format) -> None:
        """Write a number as a number and everything else as text."""
        is_number = isinstance(value, int | float) and math.isfinite(value)
        if value is None or value == "":
            self.worksheet.write_blank(self.row, column, None, style)
        elif is_number and abs(float(value)) < 10**MAX_DIGITS:
            self.worksheet.write_number(self.row, column, value, style)
        else:
            text = plain(value)[:MAX_TEXT]
            self.worksheet.write_string(self.row, column, text, style)

    def _measure(self, columns: Sequence[Column], rows: Sequence[Row]) -> None:
        for j, column in enumerate(columns):
            texts = [_shown(row.cells[j], column.kind) for row in rows]
            widest = max((text_width(text) for text in texts), default=0) + 2
            width = min(max(widest, column.low), column.high)
            self._widths[j] = max(width, self._widths.get(j, 0))

    def widen(self, column: int, width: int) -> None:
        """Give a column of a sheet without a table its width."""
        self._widths[column] = max(width, self._widths.get(column, 0))

    def close(self) -> None:
        """Set widths, and heights by the lines each row needs.

        Excel would find the heights itself on opening, other programs do not.
        """
        for j, width in self._widths.items():
            self.worksheet.set_column(j, j, width)
        for row, texts in self._rows:
            lines = max(
                (_lines(text, self._widths[j]) for j, text in enumerate(texts)),
                default=1,
            )
            height = _LINE_PT * lines + _PADDING_PT
            self.worksheet.set_row(row, min(height, MAX_HEIGHT_PT))
        total = sum(self._widths.values())
        for row, text in self._merged:
            height = _LINE_PT * _lines(text, total) + _PADDING_PT
            self.worksheet.set_row(row, height if row else height + _TITLE_PT)


def _lines(text: str, width: int) -> int:
    """Return how many lines a text takes; a wide character may not fit at the end."""
    room = max(1, width - 1)
    return sum(max(1, math.ceil(text_width(line) / room)) for line in text.split("\n"))


def _shown(value: Cell, kind: Kind) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:+.1f}" if kind == "signed" else f"{value:.1f}"
    return plain(value)


def _coded(text: str, limit: int = _HEADER_CHARS) -> str:
    """Return text for a page header: cut short, ``&`` doubled, on one line."""
    line = " ".join(plain(text).split())
    short = line if len(line) <= limit else f"{line[: limit - 1]}…"
    return short.replace("&", "&&")
