"""Columns that say something about the rows but are no part of the canonical table.

The checks need them; no school keeps them: year of the statistics, boarders, and
the twelve-digit code of a school's village or town.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from optimizer.ingest.cells import unguarded
from optimizer.ingest.tables import Table
from optimizer.tabular import normal

FACT_HEADERS: Final[Mapping[str, tuple[str, ...]]] = {
    "year": (
        "统计年份",
        "统计年度",
        "数据年份",
        "数据年度",
        "年份",
        "年度",
        "学年",
        "学年度",
        "statistical_year",
    ),
    "boarders": (
        "寄宿生数",
        "寄宿生",
        "寄宿学生数",
        "住校生",
        "住校生数",
        "住宿生",
        "住宿生数",
    ),
    "full_code": (
        "统计用区划代码",
        "驻地地域码",
        "驻地代码",
        "地域代码",
        "乡镇代码",
        "乡镇区划代码",
        "村代码",
        "村级代码",
        "村(社区)代码",
        "town_code",
        "village_code",
    ),
}
"""Facts in a fixed order, with the headers that mean them."""

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d{2,})")


@dataclass(frozen=True)
class Facts:
    """Texts of the fact columns.

    Parameters
    ----------
    header
        All headers of the table, as written.
    cells
        Fact to row number to the text of its cell; blank cells are left out.
    """

    header: tuple[str, ...] = ()
    cells: Mapping[str, Mapping[int, str]] = field(default_factory=dict)

    def of(self, name: str) -> Mapping[int, str]:
        """Return the texts of a fact by row; empty if no column means it."""
        return self.cells.get(name, {})


def read_facts(table: Table, places: Mapping[str, int]) -> Facts:
    """Read the fact columns of a table.

    Parameters
    ----------
    table
        The table as read.
    places
        Fact to position among the headers, from 0.
    """
    cells: dict[str, dict[int, str]] = {}
    for name, k in places.items():
        texts = {row.number: unguarded(row.cells[k]) for row in table.rows}
        cells[name] = {number: text for number, text in texts.items() if text}
    return Facts(table.header, cells)


def parse_year(text: str) -> int:
    """Return the year of the statistics: of a school year the one it begins in.

    The statistics are taken on 1 September, so 2022-2023学年 is 2022.

    Raises
    ------
    ValueError
        If there is no year in the text.

    Examples
    --------
    >>> parse_year("2022-2023学年"), parse_year("２０２３年"), parse_year("20220901")
    (2022, 2023, 2022)
    """
    bare = normal(text)
    if re.fullmatch(r"(19|20)\d{6}|(19|20)\d{4}", bare):
        return int(bare[:4])
    found = _YEAR.search(bare)
    if found is None:
        raise ValueError(text)
    return int(found.group())
