"""Dossiers with all there is to print, and the texts of a document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from optimizer.dossier import (
    Approval,
    Change,
    Contact,
    Dossier,
    Expert,
    HeardRow,
    Material,
    NoticePeriod,
    OpinionRow,
    Review,
    Sharing,
    Stage,
    VersionMark,
)
from optimizer.plan import CoverageRow, Excluded, IssueRow, Override, Status, Tier
from optimizer.report.blocks import Document, Heading, Para, Sheet, Table, Title
from tests.report import county_factory

OFFICE = "示例市教育局"
REASON = "山高路远,周边没有其他核心学校"

MATERIAL = Material(
    office=OFFICE,
    addressee="示例市人民政府",
    date="2026-11-30",
    contact=Contact("基础教育科", "示例路1号", "0718-1234567", "jy@example.cn"),
    review=Review(
        "2026-11-05",
        (Expert("张三", "示例大学", "教育管理"), Expert("李四")),
        "agree_if",
        "方案总体可行。",
        ("补充冬季走教安排",),
    ),
    notice=NoticePeriod("2026-12-01", "2026-12-07", "无异议"),
    approval=Approval("示例市人民政府", "示政函〔2026〕9号", "2026-12-20"),
    sharing=(Sharing("A", "图书馆、实验室", "音乐、美术", "每周两次"),),
    risks=("教师编制不足",),
)

OPINIONS = (
    OpinionRow(
        "A",
        "parents",
        "家长代表",
        "2026-10-08",
        "amend",
        "路有些远。",
        "partly",
        "分时段走教",
        "1",
    ),
    OpinionRow(
        None, "village", "村主任", "2026-10-09", "support", "同意", "yes", "", "0"
    ),
    OpinionRow("z", "staff", "", "2026-10-10", "oppose", "教师太少", "", "", "1"),
)

HEARD = (
    HeardRow("A", {"staff": 2, "parents": 1, "township": 1, "village": 1}),
    HeardRow("B", {"staff": 1, "experts": 1}, ("parents", "village", "township")),
)

VERSION = VersionMark(
    "v2",
    "v1",
    "基础教育科",
    "2026-11-28",
    "采纳家长意见",
    (Change("c", None, "A"), Change("B", "A", "B"), Change("h", "C", None)),
)

OVERRIDES = [
    Override(code="C365", schools=["A", "d"], reason=REASON, by="局长办公会"),
    Override(code="C331", schools=["i"], reason="待下一轮调整"),
    Override(code="C999", schools=["B"], reason="其他事项"),
]


def plan_facts() -> dict[str, Any]:
    """Return what the plan of two counties is given beside its alliances."""
    counts = {"total": 14, "target_pct": 80, "needed": 12}
    tier = {"name": "travel", "sense": "min", "unit": "seconds"}
    return {
        "coverage": [
            CoverageRow(scope="all", basis="counted", covered=9, met=False, **counts),
            CoverageRow(
                scope="422801",
                basis="with_excluded",
                covered=6,
                total=9,
                target_pct=None,
                needed=None,
                met=None,
            ),
        ],
        "tiers": [Tier(**tier, value=3605, bound=3500, gap=0.03, proven=False)],
        "status": Status.FEASIBLE,
        "excluded": [Excluded(school_id="n", code="X04")],
        "issues": [
            IssueRow(code="W105", severity="warning", value="f"),
            IssueRow(code="D164", severity="info", row=17, column="pupils", value=""),
            IssueRow(
                code="D164", severity="info", row=23, column="pupils", value="约9"
            ),
        ],
        "fingerprint": {"schools": "ab" * 32, "seed": 7},
        "overrides": OVERRIDES,
    }


def bare(stage: Stage = Stage.DRAFT, names: tuple[str, ...] = ()) -> Dossier:
    """Return two counties and three alliances, with nothing given by the office."""
    case, plan = county_factory.wide_map(names=names)
    plan = plan.model_copy(update=plan_facts())
    inside = {*plan.core_of, "n"}
    left = [record for record in plan.uncovered or () if record.school_id not in inside]
    return Dossier(case, plan.model_copy(update={"uncovered": left}), stage=stage)


def full(stage: Stage = Stage.SUBMISSION, names: tuple[str, ...] = ()) -> Dossier:
    """Return the same with everything the office can give."""
    found = bare(stage, names)
    return Dossier(
        found.case,
        found.plan,
        stage=stage,
        material=MATERIAL,
        version=VERSION,
        opinions=OPINIONS,
        heard=HEARD,
    )


def texts(document: Document) -> Iterator[str]:
    """Yield every text of a document, those of its properties too."""
    yield from (document.title, document.subject, document.running)
    for block in document.blocks:
        if isinstance(block, Title | Heading | Para):
            yield block.text
        elif not isinstance(block, Sheet):
            yield block.caption
            yield from (column.head for column in block.columns)
            yield from (cell for row in block.rows for cell in row)


def whole(document: Document) -> str:
    """Return the texts of a document, a line each."""
    return "\n".join(texts(document))


def headings(document: Document, level: int = 1) -> list[str]:
    """Return the headings of a level with their numbers."""
    found = (b for b in document.blocks if isinstance(b, Heading))
    return [heading.text for heading in found if heading.level == level]


def tables(document: Document) -> list[Table]:
    """Return the tables of a document."""
    return [block for block in document.blocks if isinstance(block, Table)]


def table_with(document: Document, *heads: str) -> Table:
    """Return the first table that has these headings among its own."""
    return next(
        table
        for table in tables(document)
        if set(heads) <= {column.head for column in table.columns}
    )
