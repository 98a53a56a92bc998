"""A sheet that prints well: heading, tables with borders, widths by content.

Every text goes through ``write_string``, so a name that begins with ``=`` stays a
name. Column widths count a Chinese character as two.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from optimizer.report.labels import Labels, plain
from optimizer.report.trips import Trips
from optimizer.report.workbook.measure import (
    MAX_TEXT,
    Cell,
    Kind,
    cell_text,
    row_height,
    shown,
    text_width,
)

__all__ = [
    "FILL",
    "MAX_TEXT",
    "Book",
    "Cell",
    "Column",
    "Form",
    "Kind",
    "Row",
    "Sheet",
    "Span",
    "text_width",
    "upright",
]

Look = Literal["head", "plain", "value", "blank", "sign"]
"""Looks of merged cells: a label, a text, a fact, one to fill in, one to sign."""

FILL = "#FFF2CC"
"""Colour of cells people fill in."""

MAX_HEIGHT_PT = 409
"""Height of a row beyond which Excel finds fault with the file."""

MAX_DIGITS = 15
"""Digits Excel keeps of a number; a longer one is written as text."""

_FONT = {"zh": "宋体", "en": "Arial"}
_TITLE_PT = 6
_HEADER_CHARS = 70
_ALIGNED: dict[Kind, str] = {"left": "left", "centre": "center", "whole": "center"}
_NUMBER_FORMATS: dict[Kind, str] = {
    "whole": "0",
    "tenth": "0.0_ ",
    "hundredth": "0.00_ ",
    "signed": "+0.0_ ;-0.0_ ;0.0_ ",
}
"""Formats; ``_`` and a blank set a number off from the text of the next column."""
_PAPER_A4 = 9
_EVERY_CELL = "A1:XFD1048576"
_ROW_PT = 15
"""Height of a row that is not set."""

_INNER_PT = 730
"""Height A4 upright has for rows, with the margins of a sheet."""

_INNER_PX = 717
"""Width A4 upright has for columns, with the margins of a sheet."""

_LEAST_SCALE = 0.6
"""Scale below which a sheet is not pressed on one page: it could not be read."""

_LOOKS: dict[Look, dict[str, Any]] = {
    "head": {"bold": True, "bg_color": "#D9E2F3", "align": "center"},
    "plain": {},
    "value": {"align": "left"},
    "blank": {"bg_color": FILL},
    "sign": {"align": "right"},
}


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


@dataclass(frozen=True)
class Form:
    """A sheet printed upright, on one page if it can be: legal name, and heading."""

    title: str
    heading: str


def upright(labels: Labels, name: str) -> Form:
    """Return the form of a sheet that a code names and that is printed upright."""
    title = labels.say(f"sheet.{name}")
    return Form(title, f"{labels.title()} · {title}")


@dataclass(frozen=True)
class Span:
    """Cells of one row as one: first and last column, from 0, and what stands there."""

    first: int
    last: int
    value: Cell
    look: Look = "plain"
    kind: Kind = "text"


class Book:
    """A workbook in one language, and the styles made for it so far."""

    def __init__(
        self, workbook: xlsxwriter.Workbook, labels: Labels, trips: Trips
    ) -> None:
        self.labels = labels
        self.trips = trips
        self.opened: list[Sheet] = []
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

    def sheet(self, name: str, num_columns: int, form: Form | None = None) -> Sheet:
        """Open a sheet with its heading and print set-up.

        Parameters
        ----------
        name
            Code of the kind of sheet; its word names the sheet but for a ``form``.
        num_columns
            Columns its banners run across.
        form
            Name and heading of a sheet that is printed upright.
        """
        title = self.labels.say(f"sheet.{name}") if form is None else form.title
        worksheet = self._workbook.add_worksheet(title)
        sheet = Sheet(self, worksheet, name, num_columns, form)
        self.opened.append(sheet)
        return sheet


@dataclass(eq=False)
class Sheet:
    """One sheet, written from the top down.

    ``asked`` tells that people fill in some of its cells.
    """

    book: Book
    worksheet: Worksheet
    name: str
    num_columns: int
    form: Form | None = None
    asked: bool = False
    row: int = 0
    _widths: dict[int, int] = field(default_factory=dict)
    _merged: list[tuple[int, str]] = field(default_factory=list)
    _rows: list[tuple[int, list[str]]] = field(default_factory=list)
    _spans: list[tuple[int, Sequence[Span], float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._set_up_page()
        self._heading()

    def _set_up_page(self) -> None:
        """Set A4, one page wide, with title, notice and page number."""
        sheet, labels = self.worksheet, self.book.labels
        sheet.set_paper(_PAPER_A4)
        if self.form is None:
            sheet.set_landscape()
        # School ids are texts of digits, not numbers somebody forgot to convert.
        sheet.ignore_errors({"number_stored_as_text": _EVERY_CELL})
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
        heading = f"{labels.title()} · {self.worksheet.get_name()}"
        if self.form is not None:
            heading = self.form.heading
        self.banner(heading, bold=True, font_size=14)
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
        self.worksheet.write_string(self.row, 0, cell_text(text), style)
        self._merged.append((self.row, text))
        self.row += 1

    def block(self, code: str) -> None:
        """Write the title of a block after an empty row."""
        self.row += 1
        self.banner(self.book.labels.say(code), bold=True, font_size=11)

    def line(self, *spans: Span, low_pt: float = 0) -> None:
        """Write one row of merged cells, at least so high."""
        for span in spans:
            look = {**_properties(span.kind), **_LOOKS[span.look]}
            style = self.book.style(
                text_wrap=True, border=1, border_color="#A6A6A6", **look
            )
            if span.last > span.first:
                at = (self.row, span.first, self.row, span.last)
                self.worksheet.merge_range(*at, "", style)
            self._write(self.row, span.first, span.value, style)
            self.asked |= span.look in ("blank", "sign")
        self._spans.append((self.row, spans, low_pt))
        self.row += 1

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
            self._write(self.row, j, value, self._cell_style(column, row))
        texts = [
            shown(value, column.kind)
            for column, value in zip(columns, row.cells, strict=True)
        ]
        self._rows.append((self.row, texts))
        self.row += 1

    def open_cell(self, at: tuple[int, int], column: Column, row: Row) -> None:
        """Shade a cell of a table, by its row and column, for people to fill in."""
        self.asked = True
        style = self._cell_style(column, row, bg_color=FILL)
        self._write(*at, row.cells[at[1]], style)

    def _cell_style(self, column: Column, row: Row, **looks: Any) -> Format:
        properties: dict[str, Any] = {"border": 1, "border_color": "#A6A6A6"}
        properties.update(_properties(column.kind))
        if row.strong:
            properties.update(bold=True, bg_color="#EDF2F9")
        if row.opens:
            properties.update(top=2, top_color="#44546A")
        return self.book.style(text_wrap=True, **{**properties, **looks})

    def _write(self, row: int, column: int, value: Cell, style: Format) -> None:
        """Write a number as a number and everything else as text."""
        is_number = isinstance(value, int | float) and math.isfinite(value)
        if value is None or value == "":
            self.worksheet.write_blank(row, column, None, style)
        elif is_number and abs(float(value)) < 10**MAX_DIGITS:
            self.worksheet.write_number(row, column, value, style)
        else:
            self.worksheet.write_string(row, column, cell_text(value), style)

    def _measure(self, columns: Sequence[Column], rows: Sequence[Row]) -> None:
        for j, column in enumerate(columns):
            texts = [shown(row.cells[j], column.kind) for row in rows]
            widest = max((text_width(text) for text in texts), default=0) + 2
            width = min(max(widest, column.low), column.high)
            self._widths[j] = max(width, self._widths.get(j, 0))

    def widen(self, column: int, width: int) -> None:
        """Give a column of a sheet without a table its width."""
        self._widths[column] = max(width, self._widths.get(column, 0))

    def close(self) -> None:
        """Set widths, and heights by the lines each row needs.

        Excel would find the heights itself on opening, other programs do not. A form
        is pressed on one page if it can still be read there.
        """
        for j, width in self._widths.items():
            self.worksheet.set_column(j, j, width)
        heights = self._heights()
        for row, height in heights.items():
            self.worksheet.set_row(row, min(height, MAX_HEIGHT_PT))
        if self.form is not None:
            self._press(heights)

    def _heights(self) -> dict[int, float]:
        """Return the height each written row needs, in points."""
        found: dict[int, float] = {}
        for row, texts in self._rows:
            widths = (self._widths[j] for j in range(len(texts)))
            found[row] = row_height(zip(texts, widths, strict=True))
        total = sum(self._widths.values())
        for row, text in self._merged:
            height = row_height([(text, total)])
            found[row] = height if row else height + _TITLE_PT
        for row, spans, low_pt in self._spans:
            cells = ((shown(s.value, s.kind), self._width(s)) for s in spans)
            found[row] = max(low_pt, row_height(cells))
        return found

    def _width(self, span: Span) -> int:
        return sum(self._widths[j] for j in range(span.first, span.last + 1))

    def _press(self, heights: Mapping[int, float]) -> None:
        """Print on one page, unless that would be too small to read."""
        total_pt = sum(min(height, MAX_HEIGHT_PT) for height in heights.values())
        total_pt += _ROW_PT * (self.row - len(heights))
        # A character is 7 pixels wide, and a column has 5 besides.
        total_px = sum(7 * width + 5 for width in self._widths.values())
        scale = min(_INNER_PT / total_pt, _INNER_PX / total_px)
        if scale >= _LEAST_SCALE:
            self.worksheet.fit_to_pages(1, 1)


def _properties(kind: Kind) -> dict[str, Any]:
    """Return format and alignment of a kind of cell."""
    found: dict[str, Any] = {}
    if kind in _NUMBER_FORMATS:
        found["num_format"] = _NUMBER_FORMATS[kind]
    if kind in _ALIGNED:
        found["align"] = _ALIGNED[kind]
    return found


def _coded(text: str, limit: int = _HEADER_CHARS) -> str:
    """Return text for a page header: cut short, ``&`` doubled, on one line."""
    line = " ".join(plain(text).split())
    short = line if len(line) <= limit else f"{line[: limit - 1]}…"
    return short.replace("&", "&&")
