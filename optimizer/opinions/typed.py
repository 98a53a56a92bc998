"""Opinions from paper and meetings, typed into a table by the office.

One row is one opinion. The digest of the plan stands in every row, as it is printed on
the map: a table about another version is refused like a file about one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Final

from optimizer.domain import Issue, PairKind
from optimizer.dossier import is_day
from optimizer.errors import DataError
from optimizer.ingest.cells import unguarded
from optimizer.ingest.grids import Row, read_book
from optimizer.messages import Lang, text
from optimizer.opinions.contract import (
    ID_DIGITS,
    MOST_NAME,
    MOST_OPINIONS,
    MOST_SPEAKER,
    MOST_TEXT,
    PlanMark,
)
from optimizer.opinions.places import Places
from optimizer.opinions.records import (
    WISH_KINDS,
    About,
    Group,
    Opinion,
    Refusal,
    Stance,
    Wish,
    refusal,
)
from optimizer.tabular import normal

TABLE_ENDINGS = (".xlsx", ".xlsm", ".csv", ".xls", ".ods")

HEADERS: Final[Mapping[str, tuple[str, ...]]] = {
    "plan": ("方案校验码", "校验码", "plan digest"),
    "about": ("教联体/学校", "教联体或学校", "对象名称", "about"),
    "group": ("对象类别", "群体", "group"),
    "stance": ("态度", "意见类型", "stance"),
    "text": ("意见", "意见内容", "text"),
    "date": ("日期", "date"),
    "channel": ("渠道", "征求渠道", "channel"),
    "speaker": ("身份", "职务或身份", "speaker"),
    "wish": ("要求", "编组要求", "wish"),
    "other": ("涉及学校", "other school"),
}
"""Columns of the table: the header of the template first, then what else is known."""

MUST = ("plan", "about", "group", "stance", "date")

GROUP_WORDS: Final[Mapping[Group, tuple[str, ...]]] = {
    Group.STAFF: ("教职工", "教师", "staff"),
    Group.PARENTS: ("家长", "学生家长", "parents"),
    Group.TOWNSHIP: ("乡镇街道", "乡镇(街道)", "乡镇", "街道", "township"),
    Group.VILLAGE: ("村社区", "村(社区)", "村", "社区", "village"),
    Group.EXPERTS: ("专家", "experts"),
}
STANCE_WORDS: Final[Mapping[Stance, tuple[str, ...]]] = {
    Stance.SUPPORT: ("支持", "同意", "support"),
    Stance.OPPOSE: ("反对", "不同意", "oppose"),
    Stance.AMEND: ("建议修改", "修改", "amend"),
}
WISH_WORDS: Final[Mapping[PairKind, tuple[str, ...]]] = {
    PairKind.TOGETHER: ("必须同组", "同组", "together"),
    PairKind.APART: ("不得同组", "不同组", "apart"),
    PairKind.REFUSED: ("不愿由对方牵头", "不愿由其带", "不愿", "不愿意", "refused"),
}
_LANGS: tuple[Lang, ...] = ("zh", "en")
_LEAST_DIGITS = 8
_HEADER_ROWS = 20


def read_typed(path: Path, mark: PlanMark, places: Places) -> list[Opinion]:
    """Read a table of opinions on one plan.

    Parameters
    ----------
    path
        Table with the columns of :data:`HEADERS`; those of :data:`MUST` are needed.
    mark, places
        The plan in hand.

    Raises
    ------
    Refusal
        O201 not readable, O211 too many rows, O230 no such header, and of its rows:
        O206 another plan, O207 to O211 a cell. All faulty rows are told.
    """
    try:
        book = read_book(path)
    except DataError as error:
        raise refusal("O201", path.name, error.render("zh")) from error
    for grid in book.grids:
        found = _header(grid.rows)
        if found is not None:
            head, columns = found
            below = [row for row in grid.rows if row.number > head]
            return _opinions(path, below, columns, mark, places)
    raise refusal("O230", path.name, "、".join(HEADERS[name][0] for name in MUST))


def _header(rows: Sequence[Row]) -> tuple[int, dict[str, int]] | None:
    """Return the number of the header's row and the place of each column in it."""
    known = {normal(word): name for name, words in HEADERS.items() for word in words}
    for row in rows[:_HEADER_ROWS]:
        columns: dict[str, int] = {}
        for k, cell in enumerate(row.cells):
            name = known.get(normal(cell.lstrip("*")))
            if name is not None:
                columns.setdefault(name, k)
        if columns.keys() >= set(MUST):
            return row.number, columns
    return None


def _opinions(
    path: Path,
    rows: Sequence[Row],
    columns: Mapping[str, int],
    mark: PlanMark,
    places: Places,
) -> list[Opinion]:
    every = (_Line(path.name, r.number, _cells(r, columns), places) for r in rows)
    lines = [line for line in every if line.is_filled]
    if len(lines) > MOST_OPINIONS:
        value = f"{len(lines)} > {MOST_OPINIONS}"
        raise refusal("O211", path.name, value, column="#")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    made: list[Opinion] = []
    faults: list[Issue] = []
    for line in lines:
        try:
            made.append(line.opinion(mark, digest))
        except Refusal as error:
            faults += error.issues
    if len(faults) == len(lines) and {fault.code for fault in faults} == {"O206"}:
        # The whole table is of another plan: said once, not of each row.
        faults = faults[:1]
    if faults:
        raise Refusal(*faults)
    return made


def _cells(row: Row, columns: Mapping[str, int]) -> dict[str, str]:
    """Return the text of each column of a row; short rows end in blanks."""
    return {
        name: unguarded(row.cells[k]) if k < len(row.cells) else ""
        for name, k in columns.items()
    }


@dataclass(frozen=True, eq=False)
class _Line:
    """One row of the table as text."""

    file: str
    number: int
    cells: Mapping[str, str]
    places: Places

    @property
    def is_filled(self) -> bool:
        """Whether anything was typed: the digest stands in the blank form already."""
        return any(cell for name, cell in self.cells.items() if name != "plan")

    def opinion(self, mark: PlanMark, digest: str) -> Opinion:
        """Return the row as an opinion."""
        self._check_plan(mark)
        about, school_id = self._about(self._cell("about"))
        if not is_day(self._cell("date")):
            raise self._wrong("O207", "date", self._cell("date"))
        own = hashlib.sha256(f"{digest} {self.number}".encode()).hexdigest()
        return Opinion(
            id=own[:ID_DIGITS],
            rev=1,
            about=about,
            school_id=school_id,
            group=self._word("group", GROUP_WORDS),
            stance=self._word("stance", STANCE_WORDS),
            text=self._text("text", MOST_TEXT),
            date=self._cell("date"),
            speaker=self._text("speaker", MOST_SPEAKER),
            channel=self._text("channel", MOST_NAME) or self.file,
            wish=self._wish(school_id),
            file=self.file,
        )

    def _cell(self, name: str) -> str:
        return self.cells.get(name, "")

    def _wrong(self, code: str, name: str, value: object) -> Refusal:
        header = HEADERS[name][0]
        return refusal(code, self.file, value, row=self.number, column=header)

    def _text(self, name: str, most: int) -> str:
        text = self._cell(name)
        if len(text) > most:
            raise self._wrong("O211", name, f"{len(text)} > {most}")
        return text

    def _check_plan(self, mark: PlanMark) -> None:
        stated = normal(self._cell("plan"))
        if len(stated) < _LEAST_DIGITS or not mark.sha256.startswith(stated):
            raise self._wrong("O206", "plan", f"{stated or '—'} ≠ {mark.told()}")

    def _word[E: StrEnum](self, name: str, words: Mapping[E, Sequence[str]]) -> E:
        stated = normal(self._cell(name))
        for word, known in words.items():
            if stated in map(normal, known):
                return word
        allowed = "、".join(known[0] for known in words.values())
        raise self._wrong("O208", name, f"{self._cell(name)!r} ({allowed})")

    def _about(self, stated: str) -> tuple[About, str]:
        named = self._alliances.get(normal(stated))
        if named is not None:
            return About.ALLIANCE, named
        return About.SCHOOL, self._school("about", stated)

    @cached_property
    def _alliances(self) -> dict[str, str]:
        """Core of each alliance by what it may be called."""
        found: dict[str, str] = {}
        for number, alliance in enumerate(self.places.plan.alliances, start=1):
            core = self.places.name_of(alliance.core)
            said = [text("alliance.name", lang, core=core) for lang in _LANGS]
            said += [
                text("map.alliance.number", lang, number=number) for lang in _LANGS
            ]
            for name in (alliance.id, alliance.name or "", *said):
                found.setdefault(normal(name), alliance.core)
        found.pop("", None)
        return found

    def _school(self, column: str, stated: str) -> str:
        """Return the school of an id, or of a name that only one has."""
        schools = self.places.case.by_id
        if stated in schools:
            return stated
        found = [s for s in schools.values() if stated and s.name == stated]
        if len(found) != 1:
            raise self._wrong("O231" if found else "O209", column, stated)
        return found[0].school_id

    def _wish(self, school_id: str) -> Wish | None:
        if not self._cell("wish"):
            if self._cell("other"):
                raise self._wrong("O208", "wish", self._cell("wish") or "—")
            return None
        words = {kind: WISH_WORDS[kind] for kind in WISH_KINDS}
        kind: PairKind = self._word("wish", words)
        other = self._school("other", self._cell("other"))
        if other == school_id:
            raise self._wrong("O210", "other", self._cell("other"))
        return Wish(kind, school_id, other)
