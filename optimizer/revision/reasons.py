"""What breaks a rule that yields, and the reason people give for it.

A reason comes from the form that asked for it, else from the plan before where the
same rule was set aside for the same schools in the same alliance, else from the rows of
the name list that are concerned: a member's row before its core's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from optimizer.checker import RULES, Violation
from optimizer.checker.overrides import Key, key_of
from optimizer.errors import DataError
from optimizer.ingest.grids import Row as FileRow
from optimizer.ingest.grids import read_book
from optimizer.messages import Lang, text
from optimizer.plan import Override, Plan
from optimizer.report.labels import Labels
from optimizer.report.override_words import rule_words
from optimizer.report.study_book import Block, StudySheet, write_study_book
from optimizer.report.workbook.sheet import Column, Row
from optimizer.revision.edits import EditedList, Entry
from optimizer.tabular import normal

REASON_BOOK = "待填理由.xlsx"
"""Name of the form that asks for reasons."""

TYPE_CODE = "C565"
"""Rule a choice of a type breaks as long as it has no reason."""

YIELDING = frozenset(rule.code for rule in RULES if rule.yields)
"""Rules people may set aside."""

_COLUMNS = (
    Column("code", 7, 9, "centre"),
    Column("rule", 20, 40),
    Column("rule_schools", 18, 36),
    Column("rule_ids", 12, 14),
    Column("rule_told", 24, 44),
    Column("rule_why", 28, 40),
    Column("edit_by", 14, 20),
)
_READ = ("code", "rule_ids", "rule_why", "edit_by")
_BETWEEN_IDS = "\n"


@dataclass(frozen=True)
class Given:
    """A reason, and the office or role that decided; ``""`` where nobody is named."""

    reason: str
    by: str = ""


@dataclass(frozen=True)
class Need:
    """Something that needs a reason; ``told`` says what and with which figures."""

    code: str
    schools: tuple[str, ...]
    told: str

    @property
    def key(self) -> Key:
        """What a reason for it is about."""
        return self.code, frozenset(self.schools)


def reason_for(
    need: Need, form: Mapping[Key, Given], parent: Plan, edited: EditedList
) -> Given | None:
    """Return the reason given for a need, ``None`` if there is none."""
    if need.key in form:
        return form[need.key]
    if _stand_as_before(need, parent, edited):
        for override in parent.overrides:
            if key_of(override) == need.key:
                return Given(override.reason, override.by or "")
    return next(_of_rows(need, edited), None)


def _stand_as_before(need: Need, parent: Plan, edited: EditedList) -> bool:
    """Tell whether the schools of a need have the cores they had.

    Under another core a load or a trip is another one, and so is the decision.
    """
    before = parent.core_of
    now = {
        entry.school_id: group.core.school_id
        for group in edited.alliances
        for entry in group.entries
    }
    return all(before.get(school) == now.get(school) for school in need.schools)


def _of_rows(need: Need, edited: EditedList) -> Iterator[Given]:
    """Yield the reasons beside the rows of the schools, then of their cores."""
    concerned = {*need.schools}
    touched = [
        group
        for group in edited.alliances
        if concerned & {entry.school_id for entry in group.entries}
    ]
    rows = [e for g in touched for e in g.members if e.school_id in concerned]
    for entry in (*rows, *(group.core for group in touched)):
        if entry.why:
            yield Given(entry.why, entry.by)


def override_of(need: Need, given: Given, by: str | None) -> Override:
    """Return the record of a rule set aside; ``by`` where the reason names nobody."""
    return Override(
        code=need.code,
        schools=list(need.schools),
        reason=given.reason,
        by=given.by or by,
    )


def needs_of(
    violations: Sequence[Violation], lang: Lang, names: Mapping[str, str]
) -> tuple[Need, ...]:
    """Return what may be set aside among the violations, each once."""
    found = {
        (v.code, frozenset(v.schools)): Need(v.code, v.schools, v.render(lang, names))
        for v in violations
        if v.code in YIELDING
    }
    return tuple(found.values())


def rows_of(schools: Sequence[str], entries: Sequence[Entry]) -> tuple[int, ...]:
    """Return the rows of the name list some schools stand in."""
    return tuple(sorted(e.row for e in entries if e.school_id in {*schools}))


def write_reason_book(
    labels: Labels, asked: Mapping[Need, Given | None], path: Path
) -> None:
    """Write the form that asks for reasons: what breaks which rule, and blanks.

    Reasons given so far stand where they belong.
    """
    rows = [Row(_cells(labels, need, given)) for need, given in asked.items()]
    block = Block(_COLUMNS, rows, blanks=(5, 6))
    statements = (labels.say("reasons.how"), labels.say("override.told"))
    sheet = StudySheet("open_reasons", (block,), statements)
    write_study_book(labels, (sheet,), path)


def _cells(labels: Labels, need: Need, given: Given | None) -> tuple[str, ...]:
    rule = rule_words(labels, need.code)
    if need.code == TYPE_CODE:
        rule = labels.say("reasons.type")
    names = labels.say("list.comma").join(map(labels.school, need.schools))
    ids = _BETWEEN_IDS.join(need.schools)
    said = ("", "") if given is None else (given.reason, given.by)
    return (need.code, rule, names, ids, need.told, *said)


def read_reason_book(path: Path) -> dict[Key, Given]:
    """Read the form back: the reasons that were filled in.

    Raises
    ------
    DataError
        E131 if it is no such form; F1xx, D2xx if the file cannot be read.
    """
    for grid in read_book(path).grids:
        for at, row in enumerate(grid.rows):
            columns = _columns_of(row)
            if columns is not None:
                rows = grid.rows[at + 1 :]
                return dict(filter(None, (_given(row, columns) for row in rows)))
    raise DataError("E131", file=path.name)


def _columns_of(row: FileRow) -> dict[str, int] | None:
    """Return the columns of a row of headings; ``None`` for any other row."""
    for lang in get_args(Lang):
        heads = {normal(text(f"col.{name}", lang)): name for name in _READ}
        cells = enumerate(row.cells, start=1)
        found = {heads[normal(c)]: n for n, c in cells if normal(c) in heads}
        if len(found) == len(_READ):
            return found
    return None


def _given(row: FileRow, columns: Mapping[str, int]) -> tuple[Key, Given] | None:
    cells = {name: row.cell(column).strip() for name, column in columns.items()}
    if not cells["rule_why"]:
        return None
    ids = (part.strip() for part in cells["rule_ids"].split(_BETWEEN_IDS))
    key = cells["code"].upper(), frozenset(filter(None, ids))
    return key, Given(cells["rule_why"], cells["edit_by"])
