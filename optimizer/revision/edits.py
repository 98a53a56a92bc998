"""From rows of the name list to alliances as people want them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from optimizer.domain import Issue
from optimizer.errors import DataError
from optimizer.plan import Plan
from optimizer.report.labels import Labels
from optimizer.report.workbook.editing import role_words, years
from optimizer.revision.derived import derived_faults
from optimizer.revision.name_list import ListRow, NameList, plain_id
from optimizer.tabular import normal

CORE, MEMBER = "core", "member"

MOST_LETTERS = 200
"""Length of a type, a reason or a role that still fits the forms."""


@dataclass(frozen=True)
class Entry:
    """One row that puts a school into an alliance.

    ``year`` is when it starts or joins, ``None`` where nothing is said or phased;
    ``kind`` the type as written, in a core's row; ``why`` and ``by`` what people wrote
    beside it.
    """

    row: int
    alliance_id: str
    role: str
    school_id: str
    year: int | None = None
    kind: str = ""
    why: str = ""
    by: str = ""


@dataclass(frozen=True)
class EditedAlliance:
    """One alliance of the edited list, its members in the order of the rows."""

    id: str
    core: Entry
    members: tuple[Entry, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Core, then members."""
        return (self.core, *self.members)


@dataclass(frozen=True, eq=False)
class EditedList:
    """The alliances of an edited name list, in the order of their first row.

    ``left`` are the rows of schools that were taken out by clearing the id.
    """

    alliances: tuple[EditedAlliance, ...]
    left: tuple[Entry, ...] = ()
    notes: tuple[Issue, ...] = ()

    @property
    def entries(self) -> Iterator[Entry]:
        """Every row, also of schools taken out."""
        for alliance in self.alliances:
            yield from alliance.entries
        yield from self.left


def read_edits(labels: Labels, names: NameList) -> EditedList:
    """Make alliances of the rows of a name list.

    Parameters
    ----------
    labels
        Case and plan the list was written from, in the language of its sheet.
    names
        The list as read.

    Raises
    ------
    DataError
        E110 with every row that cannot be understood in ``issues``: E111 to E126.
    """
    reader = _Reader(labels, names)
    found = reader.read()
    faults = sorted(
        (*reader.faults, *derived_faults(labels, names)),
        key=lambda issue: (issue.row or 0, issue.code, issue.column or ""),
    )
    if faults:
        raise DataError("E110", issues=faults, file=names.file, number=len(faults))
    return found


class _Reader:
    """Reads rows; what is wrong with them is collected in ``faults``."""

    def __init__(self, labels: Labels, names: NameList) -> None:
        self.faults: list[Issue] = []
        self._names = names
        self._alliance_ids = _by_normal([a.id for a in labels.plan.alliances])
        self._school_ids = _by_normal(list(labels.case.by_id))
        self._role_of = {normal(word): r for r, word in role_words(labels).items()}
        self._is_phased = bool(years(labels))
        self._years_shown = _years_shown(labels.plan)

    def read(self) -> EditedList:
        entries = [self._entry(row) for row in self._names.rows]
        rows: dict[str, list[Entry]] = {}
        for entry in entries:
            if entry is not None and entry.alliance_id:
                rows.setdefault(entry.alliance_id, []).append(entry)
        groups = (self._alliance(key, found) for key, found in rows.items())
        return EditedList(
            tuple(group for group in groups if group is not None),
            tuple(e for e in entries if e is not None and not e.alliance_id),
            self._names.notes,
        )

    def _entry(self, row: ListRow) -> Entry | None:
        """Return what a row says; ``None`` if it cannot be told."""
        school_id = _known(row["school_id"], self._school_ids)
        alliance_id = _known(row["alliance_id"], self._alliance_ids)
        if not school_id:
            self._fault("E111", row, "school_id", row["school"])
            return None
        role = self._role_of.get(normal(row["role"]), "")
        if alliance_id and not role:
            self._fault("E112", row, "role", row["role"])
            return None
        for column in ("edit_why", "edit_by", "type"):
            if len(row[column]) > MOST_LETTERS:
                self._fault("E113", row, column, row[column])
        return Entry(
            row.row,
            alliance_id,
            role,
            school_id,
            self._year(row, school_id) if alliance_id else None,
            row["type"] if role == CORE else "",
            row["edit_why"],
            row["edit_by"],
        )

    def _year(self, row: ListRow, school_id: str) -> int | None:
        """Return the year of a row; one that is shown but not phased is kept as is."""
        written = plain_id(row["start_year"]).removesuffix("年")
        if not self._is_phased:
            if written not in ("", self._years_shown.get(school_id, "")):
                self._fault("E114", row, "start_year", row["start_year"])
            return None
        if not written:
            return None
        if not (written.isascii() and written.isdigit() and len(written) == 4):
            self._fault("E115", row, "start_year", row["start_year"])
            return None
        return int(written)

    def _alliance(
        self, alliance_id: str, entries: Sequence[Entry]
    ) -> EditedAlliance | None:
        """Return an alliance with its one core."""
        cores = [entry for entry in entries if entry.role == CORE]
        if len(cores) == 1:
            members = tuple(entry for entry in entries if entry.role == MEMBER)
            return EditedAlliance(alliance_id, cores[0], members)
        code = "E117" if cores else "E116"
        row = ListRow((cores[1:] or entries)[0].row, {})
        self._fault(code, row, "role", alliance_id)
        return None

    def _fault(self, code: str, row: ListRow, column: str, value: str) -> None:
        self.faults.append(self._names.issue(code, row.row, column, value))


def _years_shown(plan: Plan) -> dict[str, str]:
    """Return the year the list shows for each school of a plan without phases."""
    shown = {}
    for alliance in plan.alliances:
        if alliance.start_year is not None:
            inside = (alliance.core, *(m.school_id for m in alliance.members))
            shown.update(dict.fromkeys(inside, str(alliance.start_year)))
    return shown


def _by_normal(ids: Sequence[str]) -> dict[str, str]:
    """Return ids by how people may write them, where that names one alone."""
    found: dict[str, str] = {}
    twice = set()
    for known in ids:
        key = plain_id(known)
        if key in found:
            twice.add(key)
        found[key] = known
    exact = {known: known for known in ids}
    return {k: v for k, v in found.items() if k not in twice} | exact


def _known(written: str, ids: Mapping[str, str]) -> str:
    """Return the id that is meant; one nobody knows as it was written."""
    if written in ids:
        return ids[written]
    key = plain_id(written)
    return ids.get(key, key)
