"""A document with blocks of every kind, and the words it is made of."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.messages import Lang
from optimizer.report.blocks import (
    Block,
    Col,
    Document,
    Heading,
    Para,
    Sheet,
    Table,
    Title,
    numbered,
)

LONG = "某某土家族苗族自治县某某镇某某村希望小学" * 50
"""A name of 1,000 letters."""

RUN = "W" * 1000
"""A name of 1,000 letters without a place to break."""


def rows_of(count: int) -> list[list[str]]:
    """Return rows whose first cell is unlike every other text."""
    return [
        [f"№{n:03}", f"第{n}村小学", "东瀼口镇" * (n % 6), f"{n * 0.1:.1f}"]
        for n in range(1, count + 1)
    ]


COLUMNS = (
    Col("序号", 1, "centre"),
    Col("学校", 2),
    Col("所在乡镇(街道)", 3),
    Col("分钟", 1, "right"),
)


def blocks_of_every_kind(name: str = "夔州路小学", rows: int = 12) -> Iterator[Block]:
    """Yield a document as offices write them, with one name from a file."""
    yield Title("某某县县域义务教育教联体组建方案\n(征求意见稿)")
    yield Para("某某县人民政府:", "flush")
    yield Para(
        "为推动县域义务教育优质均衡发展,依据《实施方案》,现提出以下方案。"
        f"“{name}”等学校参加;覆盖 79.9%(8/10),按 2023-04-25 的口径统计。" * 3
    )
    yield Heading("总体要求")
    yield Heading("基本原则", 2)
    yield Heading("分期推进", 3)
    yield Para("本方案不调整学生学籍和学区,不撤并学校。")
    yield Table(
        COLUMNS, rows_of(rows), caption=f"表1 {name}成员名单", strong=frozenset({0, 3})
    )
    yield Table((Col("意见"), Col("签字")), [["", ""], ["", name]], blank_mm=25)
    yield Para("注:分钟数为建议值,非政策规定。" * 4, "note")
    yield Para("")
    yield Para("某某县教育局", "sign")
    yield Para("2026年5月3日", "sign")
    yield Sheet(broad=True)
    yield Title("附件1 教联体名单")
    yield Para("(共 3 个)", "centre")
    yield Table(
        [Col(f"列{n}", 1 + n % 3) for n in range(9)],
        [[f"{name}{n}{m}" for n in range(9)] for m in range(20)],
    )
    yield Sheet()
    yield Heading("附则")
    yield Para(name)


def sample(name: str = "夔州路小学", rows: int = 12, lang: Lang = "zh") -> Document:
    """Return the document of every kind of block."""
    return Document(
        title="某某县县域义务教育教联体组建方案",
        subject="第3版 征求意见稿",
        running="征求意见稿 · 演示数据,并非真实方案 · 第3版",
        blocks=tuple(numbered(blocks_of_every_kind(name, rows), lang)),
        lang=lang,
    )
