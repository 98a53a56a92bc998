"""Folders of small plans, made once, and what people say of them."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl

from optimizer import service
from optimizer.service.loading import Sources
from optimizer.service.opinions import mark_of
from tests.opinions.builders import opinion, raw, save
from tests.test_cli_choices import SCHOOLS

GROUPS = ("staff", "parents", "township", "village")

MATERIAL = """\
[office]
name = "示例市教育局"
[contact]
phone = "0718-0000000"
[review]
date = 2026-12-05
conclusion = "修改后同意"
conditions = ["补充冬季车程[bold]"]
experts = [{ name = "甲" }, { name = "乙" }, { name = "丙" }]
[notice]
start = 2026-12-07
end = 2026-12-11
result = "未收到异议"
[approval]
by = "示例市教育局"
number = "示教发〔2026〕1号"
date = 2026-12-14
"""


def write_plan(home: Path, pairs: str = "") -> Path:
    """Write the plan of six schools, A and B with two members each; return ``home``."""
    table = save(home.parent, f"{home.name}.csv", SCHOOLS.encode("utf-8-sig"))
    wishes = save(
        home.parent, f"{home.name}-pairs.csv", f"kind,a,b,note\n{pairs}".encode()
    )
    loaded = service.load(Sources(schools=table, pairs=wishes))
    service.write_plan(service.make_plan(loaded), home)
    return home


def cores(home: Path) -> list[str]:
    """Return the cores of a plan's alliances."""
    told = json.loads((home / "plan.json").read_text(encoding="utf-8"))
    return [alliance["core"] for alliance in told["alliances"]]


def hear(home: Path, sent: Path, *, on: Path | None = None) -> None:
    """Let all groups speak of every alliance of a plan, and merge that in ``home``.

    ``on`` is the plan they were shown; default the one in ``home``.
    """
    mark = mark_of(service.folder.read_plan(on or home))
    said = [
        opinion(core, about="alliance", group=group)
        for core in cores(home)
        for group in GROUPS
    ]
    save(sent, "a.json", raw(*said, mark=mark))
    found = service.read_opinions(home, [sent], home / "opinions")
    service.write_opinions(found, home / "opinions")


def answer(home: Path) -> None:
    """Fill in that every opinion was adopted."""
    path = home / "opinions" / "opinions.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["意见台账"]
    for row in sheet.iter_rows():
        if isinstance(row[0].value, int):
            row[10].value = "采纳"
    book.save(path)
