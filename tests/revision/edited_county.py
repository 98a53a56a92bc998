"""A small county with its plan in a folder, and its name list to be edited.

Alliances: ``A`` with b c d, ``E`` with f g h i (full), ``J`` with k (junior schools),
``P`` with q (approved), ``X`` with y in another county. ``d`` could lead, and ``A`` is
rural enough to be a member. Outside, each for its own reason: see :data:`OUTSIDE`.
Trips take 10 minutes unless stated.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from optimizer.case import Case
from optimizer.plan import Alliance, Member, Plan
from optimizer.service.edited_plan import compose_edited
from optimizer.service.loading import Loaded, load_folder
from optimizer.service.writing import rewrite_plan
from tests import builders

NAMES, MARK = "名单表", "指纹"
ROLE, KIND, SCHOOL, KEY, YEAR = (
    "角色",
    "类型",
    "学校标识码",
    "教联体编号",
    "启动或加入年份",
)
WHY, BY = "调整理由", "决定人(职务或单位)"

SLIM = "slim.xlsx"
"""The sheets that are read back, beside the plan's folder: quick to load and save."""

GROUPS = {
    "A": (2023, {"b": 2023, "c": 2023, "d": 2024}),
    "E": (2024, dict.fromkeys("fghi", 2024)),
    "J": (2025, {"k": 2025}),
    "P": (2023, {"q": 2023}),
    "X": (2023, {"y": 2023}),
}
"""Start year and joining years by core."""

OUTSIDE = {
    "u": "may join anywhere",
    "t": "no tag",
    "w": "61 minutes from everywhere",
    "z": "no route known",
    "r": "refused by A",
    "s": "declined",
    "L": "900 pupils",
    "n": "91 minutes from b",
    "o": "46 km from A",
    "V": "private, so excluded",
}

COVERAGE = {
    "targets": [{"year": y, "pct": p} for y, p in ((2023, 30), (2024, 50), (2025, 60))],
    "target_year": 2025,
    "demonstrators_per_county": 1,
}


def make_case(**sections: Mapping[str, Any]) -> Case:
    """Return the county; ``sections`` change its policy."""
    school, core = builders.make_school, builders.make_core
    approved = {"alliance_id": "示范1号"}
    elsewhere = {"county_code": builders.OTHER_COUNTY}
    schools = [
        core("A", name="城关小学", region_code="220"),
        core("d", name="中心小学", region_code="220"),
        *(school(i, name=f"村小{i}") for i in "bcfgh"),
        school("i", name="=1+1"),
        core("E", name="河口小学", region_code="122", town="河口镇"),
        core("J", type_code="311"),
        school("k", type_code="311"),
        core("P", **approved, alliance_role="core"),
        school("q", **approved, alliance_role="member"),
        core("X", **elsewhere),
        school("y", **elsewhere),
        school("u", name="<b>{村小}</b>"),
        school("t", region_code="111"),
        *(school(i) for i in "wzrno"),
        school("s", will_join=False),
        school("L", pupils=900),
        school("V", runner="民办"),
    ]
    ids = [s.school_id for s in schools]
    minutes = {("w", i): 61 for i in ids} | {("z", i): None for i in ids}
    minutes[("n", "b")] = 91
    return builders.make_case(
        schools,
        minutes,
        km={("o", "A"): 45.001},
        wishes=[("together", "b", "c"), ("apart", "d", "f"), ("refused", "r", "A")],
        **{"coverage": COVERAGE, "report": {"version": "v1"}, **sections},
    )


def make_draft() -> Plan:
    """Return the alliances of the plan."""
    return Plan(
        alliances=[
            Alliance(
                id=f"A-{core}",
                core=core,
                start_year=start,
                members=[Member(school_id=m, start_year=y) for m, y in members.items()],
            )
            for core, (start, members) in GROUPS.items()
        ]
    )


def write_home(home: Path, case: Case | None = None) -> Plan:
    """Write the folder of the county's plan, as if a solver had made it."""
    draft = make_draft()
    rewrite_plan(Loaded(case or make_case()), draft, home)
    loaded = load_folder(home)  # As a reader of the folder has it, to the byte.
    plan, _ = compose_edited(loaded.case, draft, draft, ())
    rewrite_plan(loaded, plan, home)
    write_slim(home / "plan.xlsx", home.with_name(SLIM))
    return plan


def write_slim(book: Path, out: Path) -> None:
    """Write a workbook with nothing but the name list and the fingerprint."""
    slim = load_workbook(book)
    for sheet in slim.worksheets:
        if sheet.title not in (NAMES, MARK):
            slim.remove(sheet)
    slim.save(out)


class Editor:
    """The name list as people see it: cells by school and heading."""

    def __init__(self, path: Path) -> None:
        self.book: Workbook = load_workbook(path)
        self.sheet: Worksheet = self.book[NAMES]
        self.head = next(
            row[0].row for row in self.sheet.iter_rows() if row[0].value == "序号"
        )
        self.column = {
            str(cell.value): cell.column for cell in self.sheet[self.head] if cell.value
        }

    def row(self, school_id: str) -> int:
        """Return the row of a school."""
        at = self.column[SCHOOL]
        rows = range(self.head + 1, self.sheet.max_row + 1)
        return next(r for r in rows if self.sheet.cell(r, at).value == school_id)

    def get(self, school_id: str, heading: str) -> object:
        """Return the cell of a school."""
        return self.sheet.cell(self.row(school_id), self.column[heading]).value

    def set(self, school_id: str, **cells: object) -> None:
        """Write cells of a school: key, role, kind, year, why, by, or a heading."""
        self._write(self.row(school_id), cells)

    def add(self, school_id: str, **cells: object) -> None:
        """Fill in the first blank row at the end of the list."""
        row = self.head + 1
        while any(cell.value for cell in self.sheet[row]):
            row += 1
        self._write(row, {SCHOOL: school_id, "role": "成员", **cells})

    def drop(self, school_id: str) -> None:
        """Delete the row of a school."""
        self.sheet.delete_rows(self.row(school_id))

    def _write(self, row: int, cells: dict[str, object]) -> None:
        short = {
            **{"key": KEY, "role": ROLE, "kind": KIND, "year": YEAR},
            **{"why": WHY, "by": BY},
        }
        for name, value in cells.items():
            column = self.column[short.get(name, name)]
            self.sheet.cell(row, column).value = value

    def save(self, path: Path) -> Path:
        """Save as another file."""
        self.book.save(path)
        return path


Edit = Callable[[Editor], object]
