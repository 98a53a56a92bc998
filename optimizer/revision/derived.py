"""Cells of the name list that follow from others: a change there has no effect.

It is never passed over: who edits a minute or a name means something, and has to say
it in the column that is read back. A cleared cell says nothing. Where a school moved,
the cells of its old and of its new alliance are both right.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from optimizer.domain import Issue
from optimizer.report.labels import Labels, plain
from optimizer.report.trips import Trips
from optimizer.report.workbook.editing import OPEN
from optimizer.report.workbook.lists import MEMBER_HEADS, name_rows
from optimizer.report.workbook.sheet import MAX_TEXT
from optimizer.revision.name_list import ListRow, NameList, plain_id
from optimizer.tabular import normal

_OF_ALLIANCE = ("number", "alliance", "type", "demonstrator", "core")
"""Columns every school of an alliance shares."""

_OF_SCHOOL = ("county", "town", "school", "school_type", "pupils")
"""Columns that repeat the school table."""

_CODES = {
    **dict.fromkeys(MEMBER_HEADS, "E123"),
    **dict.fromkeys(_OF_ALLIANCE, "E121"),
    **dict.fromkeys(_OF_SCHOOL, "E122"),
    "type": "E124",
}

Cells = dict[str, str]
"""Texts by column."""


def derived_faults(labels: Labels, names: NameList) -> Iterator[Issue]:
    """Yield every derived cell that says something else than its plan.

    Parameters
    ----------
    labels
        Case and plan the list was written from, in the language of its sheet.
    names
        The list as read.
    """
    table = _Table(labels, names)
    # A row without a school is a fault of its own, and nothing can be compared with it.
    for row in (row for row in names.rows if row["school_id"]):
        for column in table.changed(row):
            yield names.issue(_CODES[column], row.row, column, row[column])


class _Table:
    """What the list held when it was written, by school and by alliance."""

    def __init__(self, labels: Labels, names: NameList) -> None:
        self._labels = labels
        trips = Trips(labels.case, labels.plan)
        self._of_school: dict[str, Cells] = {}
        self._of_alliance: dict[str, Cells] = {}
        for row in name_rows(labels, trips):
            texts = ("" if cell is None else str(cell) for cell in row.cells)
            cells = dict(zip(MEMBER_HEADS, texts, strict=True))
            self._of_school[plain_id(cells["school_id"])] = cells
            self._of_alliance.setdefault(plain_id(cells["alliance_id"]), cells)
        self._id_of = {plain_id(known): known for known in labels.case.by_id}
        core = labels.say("role.short.core")
        self._led_by = {
            plain_id(row["alliance_id"]): row
            for row in names.rows
            if normal(row["role"]) == normal(core)
        }

    def changed(self, row: ListRow) -> Iterator[str]:
        """Yield the derived columns of a row that were changed."""
        key = plain_id(row["school_id"])
        is_core = normal(row["role"]) == normal(self._labels.say("role.short.core"))
        for column in MEMBER_HEADS:
            is_open = column in OPEN and (column != "type" or is_core)
            if is_open or not row[column]:
                continue
            if not any(_same(row[column], w) for w in self._right(row, key, column)):
                yield column

    def _right(self, row: ListRow, key: str, column: str) -> Iterator[str]:
        """Yield what a derived cell may hold."""
        before = self._of_school.get(key)
        if before is not None:
            yield before[column]
        if column in _OF_ALLIANCE:
            target = plain_id(row["alliance_id"])
            if target in self._of_alliance:
                yield self._of_alliance[target][column]
            yield from self._of_core(target, column)
        if column in _OF_SCHOOL and before is None:
            yield self._of_table(row["school_id"], column)

    def _of_core(self, alliance_id: str, column: str) -> Iterator[str]:
        """Yield what the row of the core in the edited list says of its alliance."""
        led = self._led_by.get(alliance_id)
        if led is not None and column == "core":
            yield self._of_table(led["school_id"], "school")
        if led is not None and column == "type":
            yield led["type"]

    def _of_table(self, written: str, column: str) -> str:
        """Return what the school table says of a school, as the list would."""
        labels = self._labels
        school = labels.case.by_id.get(self._id_of.get(plain_id(written), ""))
        if school is None:
            return ""
        return {
            "county": labels.county(school.county_code),
            "town": school.town or "",
            "school": school.name,
            "school_type": labels.school_type(school.type_code),
            "pupils": "" if school.pupils is None else str(school.pupils),
        }[column]


def _same(written: str, expected: str) -> bool:
    """Compare two cells: numbers by their value, texts without blanks and width."""
    try:
        return math.isclose(float(written), float(expected), abs_tol=1e-6)
    except ValueError:
        return normal(plain(written)) == normal(plain(expected)[:MAX_TEXT])
