"""Writes the fill-in workbook with drop-downs, ranges, notes and an example."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from optimizer.messages import Lang, text
from optimizer.report.template.fields import (
    FIELDS,
    PAIR_FIELDS,
    Choices,
    Field,
)
from optimizer.report.workbook.sheet import text_width

NUM_ROWS = 1_000
"""Rows that have drop-downs and ranges, below the header and the example."""

_CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_PAPER_A4 = 9
_LONGEST_TITLE, _LONGEST_INPUT = 32, 255
_LINE_PT = 13.5
_BODY_WIDTHS = (28, 7, 56, 40, 32)
_NUM_GUIDES = 8


class _Book:
    """A workbook being written, and the styles made for it so far."""

    def __init__(
        self, workbook: xlsxwriter.Workbook, choices: Choices, lang: Lang
    ) -> None:
        self.workbook = workbook
        self.choices = choices
        self.lang = lang
        self._styles: dict[tuple[tuple[str, Any], ...], Format] = {}

    def style(self, **properties: Any) -> Format:
        """Return the format with these properties, made once."""
        font = "宋体" if self.lang == "zh" else "Arial"
        full = {"font_name": font, "font_size": 10, "valign": "vcenter", **properties}
        key = tuple(sorted(full.items()))
        if key not in self._styles:
            self._styles[key] = self.workbook.add_format(full)
        return self._styles[key]

    def say(self, code: str, /, **details: object) -> str:
        """Return a text in the language of the workbook."""
        return text(code, self.lang, **details)

    def head(self, each: Field) -> str:
        """Return the header of a column, starred if it is required."""
        return ("*" if each.must else "") + self.say(f"fill.head.{each.name}")

    def note(self, each: Field) -> str:
        """Return what to fill into a column."""
        return self.say(f"fill.note.{each.name}")

    def words(self, each: Field) -> list[str]:
        """Return what can be chosen in a column."""
        if each.name == "kind":
            return list(self.choices.pairs)
        return list(self.choices.of.get(each.name, ()))

    @property
    def county(self) -> str:
        """Name and code of the county, or the word for any."""
        county = self.choices.county
        if county is None:
            return self.say("fill.any_county")
        return (
            county.name
            if county.name == county.code
            else (f"{county.name}({county.code})")
        )


def write_template(path: Path, choices: Choices, lang: Lang = "zh") -> None:
    """Write the fill-in workbook.

    Parameters
    ----------
    path
        File to write, ``.xlsx``; the same choices give the same bytes.
    choices
        Words of the drop-downs, and the county it is for.
    lang
        Language of notes; headers are those ingest understands.
    """
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(path, options) as workbook:
        book = _Book(workbook, choices, lang)
        title = book.say("fill.title", county=book.county)
        workbook.set_properties({"title": title, "created": _CREATED})
        _table(book, "fill.sheet.schools", FIELDS, pages=3)
        _table(book, "fill.sheet.pairs", PAIR_FIELDS, pages=1)
        _guide(book, title)


def _table(book: _Book, name: str, fields: tuple[Field, ...], *, pages: int) -> None:
    """Write one sheet to fill in: header, example, drop-downs and ranges."""
    sheet = book.workbook.add_worksheet(book.say(name))
    _set_up_page(book, sheet, pages)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 2 if pages > 1 else 0)
    for column, each in enumerate(fields):
        kept_as_text = {"num_format": "@"} if each.kind in ("text", "code") else {}
        sheet.set_column(column, column, each.width, book.style(**kept_as_text))
        fill = "#F8CBAD" if each.must else "#D9E2F3"
        head = book.style(
            bold=True, bg_color=fill, border=1, align="center", text_wrap=True
        )
        sheet.write_string(0, column, book.head(each), head)
        size = {"x_scale": 2, "y_scale": 1.6, "author": "alliance template"}
        sheet.write_comment(0, column, _comment(book, each), size)
        _write_example(book, sheet, column, each)
        _validate(book, sheet, column, each)
    sheet.set_row(0, _LINE_PT * 3 + 3)


def _comment(book: _Book, each: Field) -> str:
    parts = [book.say("fill.must")] if each.must else []
    parts.append(book.note(each))
    if each.source:
        parts.append(book.say("fill.source", field=each.source))
    return "\n".join(parts)


def _write_example(book: _Book, sheet: Worksheet, column: int, each: Field) -> None:
    """Write a cell of the example row."""
    style = book.style(italic=True, font_color="#7F7F7F", bg_color="#F2F2F2", border=1)
    value = each.example
    if each.name == "name":
        value = book.say("fill.example_name")
    if each.name == "county_code":
        county = book.choices.county
        value = county.code if county is not None else book.words(each)[0][:6]
    if each.name in ("remark", "note"):
        value = book.say("fill.example_remark")
    if isinstance(value, str):
        sheet.write_string(1, column, value, style)
    else:
        sheet.write_number(1, column, value, style)


def _validate(book: _Book, sheet: Worksheet, column: int, each: Field) -> None:
    """Give the cells of a column their drop-down or range, and a note."""
    head = book.say(f"fill.head.{each.name}")
    rule: dict[str, Any] = {
        "input_title": head[:_LONGEST_TITLE],
        "input_message": book.note(each)[:_LONGEST_INPUT],
        "error_title": book.say("fill.error_title"),
        "ignore_blank": True,
    }
    words = book.words(each)
    facts = {"head": head, "low": f"{each.low:g}", "high": f"{each.high:.10g}"}
    if each.kind == "list" and words:
        rule |= {"validate": "list", "source": words}
        rule["error_message"] = book.say("fill.error_list", **facts)
    elif each.kind in ("whole", "number"):
        is_whole = each.kind == "whole"
        rule |= {
            "validate": "integer" if is_whole else "decimal",
            "criteria": "between",
            "minimum": each.low,
            "maximum": each.high,
            "error_message": book.say(
                "fill.error_whole" if is_whole else "fill.error_number", **facts
            ),
        }
    elif each.kind == "code":
        rule |= {"validate": "length", "criteria": "between"}
        rule |= {"minimum": 1, "maximum": 40}
        rule["error_message"] = book.say("fill.error_id")
    else:
        rule |= {"validate": "any"}
    sheet.data_validation(2, column, NUM_ROWS + 1, column, rule)


def _guide(book: _Book, title: str) -> None:
    """Write the sheet that says how: rules first, then every column."""
    sheet = book.workbook.add_worksheet(book.say("fill.sheet.guide"))
    _set_up_page(book, sheet, 1)
    for column, width in enumerate(_BODY_WIDTHS):
        sheet.set_column(column, column, width)
    row = _banner(book, sheet, 0, title, bold=True, font_size=14)
    county = book.choices.county
    if county is not None:
        said = book.say("fill.guide.county", county=county.name, code=county.code)
        row = _banner(book, sheet, row, said, bold=True, font_color="#C00000")
    for number in range(1, _NUM_GUIDES + 1):
        row = _banner(book, sheet, row, book.say(f"fill.guide.{number}"))
    for name, fields in (("schools", FIELDS), ("pairs", PAIR_FIELDS)):
        told = f"{book.say('fill.guide.columns')}:{book.say(f'fill.sheet.{name}')}"
        row = _banner(book, sheet, row, told, bold=True)
        row = _columns(book, sheet, row, fields)


def _banner(
    book: _Book, sheet: Worksheet, row: int, said: str, **properties: Any
) -> int:
    style = book.style(text_wrap=True, **properties)
    last = len(_BODY_WIDTHS) - 1
    sheet.merge_range(row, 0, row, last, "", style)
    sheet.write_string(row, 0, said, style)
    scale = properties.get("font_size", 10) / 10
    lines = _lines(said, int(sum(_BODY_WIDTHS) / scale))
    sheet.set_row(row, (_LINE_PT * lines + 3) * scale)
    return row + 1


def _columns(book: _Book, sheet: Worksheet, row: int, fields: tuple[Field, ...]) -> int:
    """Write what each column wants; return the next free row."""
    head = book.style(bold=True, bg_color="#D9E2F3", border=1, align="center")
    for column, name in enumerate(("head", "must", "note", "values", "source")):
        sheet.write_string(row, column, book.say(f"fill.col.{name}"), head)
    body = book.style(text_wrap=True, border=1, border_color="#A6A6A6")
    strong = book.style(text_wrap=True, border=1, border_color="#A6A6A6", bold=True)
    for each in fields:
        row += 1
        must = book.say("fill.yes") if each.must else ""
        cells = (book.head(each), must, book.note(each), _values(book, each))
        texts = (*cells, each.source)
        for column, said in enumerate(texts):
            style = strong if each.must and column == 0 else body
            sheet.write_string(row, column, said, style)
        lines = max(map(_lines, texts, _BODY_WIDTHS))
        sheet.set_row(row, _LINE_PT * lines + 3)
    return row + 1


def _values(book: _Book, each: Field) -> str:
    """Return choices or range of a column in words."""
    if each.kind == "list":
        return "、".join(book.words(each))
    if each.kind in ("whole", "number"):
        return book.say("fill.range", low=f"{each.low:g}", high=f"{each.high:.10g}")
    return ""


def _set_up_page(book: _Book, sheet: Worksheet, pages: int) -> None:
    sheet.set_paper(_PAPER_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(pages, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.7)
    sheet.set_footer(f"&L{book.say('fill.footer')}&R&P / &N")


def _lines(said: str, width: int) -> int:
    room = max(1, width - 1)
    return sum(1 + max(0, text_width(line) - 1) // room for line in said.split("\n"))
