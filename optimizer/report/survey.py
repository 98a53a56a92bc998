"""The report on a travel table as a workbook: one sheet per question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from optimizer.case import Case
from optimizer.messages import Lang, text
from optimizer.plan import Plan
from optimizer.report.labels import Labels
from optimizer.report.workbook import open_book
from optimizer.report.workbook.sheet import Cell, Column, Row


@dataclass(frozen=True)
class SurveyTable:
    """One sheet: the code of its name, its columns, rows, and sentences above them."""

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    statements: Sequence[str] = ()


def write_survey_book(
    case: Case, tables: Sequence[SurveyTable], path: Path, lang: Lang = "zh"
) -> None:
    """Write the tables as an Excel workbook; the same input gives the same bytes.

    Parameters
    ----------
    case
        Schools and policy, for the headings.
    tables
        Sheets in their order.
    path
        File to write, ``.xlsx``.
    lang
        Language of names and headings.
    """
    plan = Plan(
        title=text("survey.title", lang),
        version=case.policy.report.version,
        alliances=[],
    )
    with open_book(Labels(case, plan, lang), path) as book:
        for table in tables:
            sheet = book.sheet(table.name, len(table.columns))
            for statement in table.statements:
                sheet.banner(statement, font_color="#595959")
            rows = [Row(tuple(cells)) for cells in table.rows]
            sheet.table(table.columns, rows, only=True)
            sheet.close()
