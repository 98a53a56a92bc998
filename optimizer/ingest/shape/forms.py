"""Vertical forms: one item a line, one form a school, one record out of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from optimizer.ingest.grids.grid import Grid, Row
from optimizer.ingest.shape.extras import Extra
from optimizer.ingest.shape.names import (
    is_unit,
    joined_name,
    meanings_in,
    with_unit,
)
from optimizer.ingest.shape.words import is_label, is_note, without_answers
from optimizer.ingest.synonyms import plain

_ITEM = frozenset(["填报项目", "填写项目", "项目", "指标", "指标名称", "项目名称"])
_VALUE = frozenset(["填报值", "填写值", "填报内容", "填写内容", "数值", "值", "内容"])
_UNIT = frozenset(["单位", "计量单位"])
_GROUP = frozenset(["类别", "分类", "项目类别"])
_HEAD_ROWS = 30
_LEAST_KNOWN = 3
_NUMBERING = re.compile(r"^\s*[(\uff08]?[\d一二三四五六七八九十]+[)\uff09、.\uff0e]\s*")


@dataclass(frozen=True)
class Layout:
    """Columns of a form, from 0; group and unit may be missing."""

    row: int
    item: int
    value: int
    unit: int | None
    group: int | None


@dataclass
class Form:
    """One school: the text of each item and where its value stands.

    Parameters
    ----------
    sheet
        Sheet of the form.
    header_row, value_column
        Row that names the form's columns, and the column of the values, from 1.
    texts
        Header made of item and unit to the value's text.
    spots
        The same to row and column of the value, from 1.
    items
        Group, item and unit of each line so far.
    """

    sheet: str | None
    header_row: int
    value_column: int
    texts: dict[str, str] = field(default_factory=dict)
    spots: dict[str, tuple[int, int]] = field(default_factory=dict)
    items: set[tuple[str, str, str]] = field(default_factory=set)


@dataclass(frozen=True, eq=False)
class FormSheet:
    """All forms of one sheet, and its lines that are no items."""

    grid: Grid
    forms: tuple[Form, ...]
    extras: tuple[Extra, ...]

    @property
    def score(self) -> int:
        """How many canonical columns are known among the items."""
        return max((len(meanings_in(form.texts)) for form in self.forms), default=0)


def read_forms(grid: Grid) -> FormSheet | None:
    """Return the forms of a sheet, also side by side; ``None`` if there is none."""
    layouts = next(
        (found for row in grid.rows[:_HEAD_ROWS] if (found := _layouts(row))), []
    )
    columns = [[Form(grid.sheet, each.row, each.value + 1)] for each in layouts]
    extras = []
    for row in grid.rows if layouts else ():
        taken = zip(layouts, columns, strict=True)
        told = [_take(row, layout, forms) for layout, forms in taken]
        left_out = [extra for extra in told if extra is not None]
        if len(left_out) == len(layouts):
            extras.append(left_out[0])
    forms = [
        form
        for column in columns
        for form in column
        if form.texts and (column is columns[0] or any(form.texts.values()))
    ]
    sheet = FormSheet(grid, tuple(forms), tuple(extras))
    return sheet if sheet.score >= _LEAST_KNOWN else None


def _layouts(row: Row) -> list[Layout]:
    """Return the columns of each form a row heads: one for each column of values.

    Columns under the same word are several schools, with items of their own or not.
    """
    names = [plain(cell) for cell in row.cells]

    def places(words: frozenset[str]) -> list[int]:
        found = [k for k, name in enumerate(names) if name in words]
        return [k for k in found if names[k] == names[found[0]]]

    items, values = places(_ITEM), places(_VALUE)
    if not items:
        return []
    units, groups = places(_UNIT), places(_GROUP)
    return [
        Layout(
            row.number,
            max((k for k in items if k < value), default=items[0]),
            value,
            _nearest(units, value),
            _nearest(groups, value),
        )
        for value in values
    ]


def _nearest(places: Sequence[int], value: int) -> int | None:
    return min(places, key=lambda k: abs(k - value), default=None)


def _take(row: Row, layout: Layout, forms: list[Form]) -> Extra | None:
    """Put a line into the last form; return it if it is no item."""
    if row.number == layout.row:
        return None
    text = " ".join(" ".join(row.cells).split())
    if row.number < layout.row:
        return Extra("D218", row.number, without_answers(text))
    if _layouts(row):
        return Extra("D221", row.number, text)
    item = _NUMBERING.sub("", row.cell(layout.item + 1)).strip()
    first = next(cell for cell in row.cells if cell.strip())
    value = row.cell(layout.value + 1).strip()
    if not item or is_note(first) or (is_label(first) and not value):
        return Extra("D220", row.number, without_answers(text))
    group, unit = _cell(row, layout.group), _cell(row, layout.unit)
    if (group, item, unit) in forms[-1].items:
        # The items begin anew: the next school.
        forms.append(Form(forms[-1].sheet, layout.row, layout.value + 1))
    name = with_unit(item, unit) if is_unit(unit) else item
    if name in forms[-1].texts:
        name = with_unit(joined_name([group, item]), unit if is_unit(unit) else "")
    while name in forms[-1].texts:
        # Never over an answer: two columns of one meaning are refused later.
        name += f"({row.number})"
    forms[-1].items.add((group, item, unit))
    forms[-1].texts[name] = value
    forms[-1].spots[name] = (row.number, layout.value + 1)
    return None


def _cell(row: Row, column: int | None) -> str:
    return "" if column is None else row.cell(column + 1).strip()


def rows_of(forms: Sequence[Form]) -> tuple[tuple[str, ...], list[Row]]:
    """Return one header for all forms and one row for each, in order.

    An item a form does not have is blank there; its spot is the form's header row.
    """
    header = tuple(dict.fromkeys(name for form in forms for name in form.texts))
    rows = [
        Row(
            number,
            tuple(form.texts.get(name, "") for name in header),
            form.sheet,
            tuple(
                form.spots.get(name, (form.header_row, form.value_column))
                for name in header
            ),
            form.header_row,
        )
        for number, form in enumerate(forms, start=1)
    ]
    return header, rows
