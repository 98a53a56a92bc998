"""What the commands on choices show: progress of many searches, and results."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.markup import escape
from rich.table import Table

from optimizer.console import MOST_LINES, ProgressWatcher
from optimizer.messages import Lang, text
from optimizer.report.labels import Labels
from optimizer.report.study_book import Block, StudySheet
from optimizer.report.workbook.sheet import Cell
from optimizer.service.compare_tables import (
    MOVES,
    Naming,
    compare_sheet,
    counts_of,
    labels_of,
)
from optimizer.service.explore_tables import explore_sheets, notes_of, sentences_of
from optimizer.service.exploring import Exploration
from optimizer.study.compare import Comparison, Side
from optimizer.study.searches import StudyWatcher

_SHOWN: dict[str, tuple[int, ...]] = {
    "frontier": (1, 2, 3, 4, 5, 6, 9),
    "limits": (0, 1, 2, 3, 6, 7, 8, 12, 13),
    "alternatives": (0, 1, 2, 3, 6, 7, 8, 9, 10),
}
"""Columns of the workbook's tables that fit a screen."""


class ExploreWatcher(ProgressWatcher, StudyWatcher):
    """Shows the running question beside the running tier."""

    def on_question(self, part: str, position: int, total: int) -> None:
        """Keep the question, which every line begins with."""
        self.prefix = text(
            "cli.question",
            self._lang,
            part=text(f"part.{part}", self._lang),
            position=position,
            total=total,
        )


def exploration_parts(found: Exploration, lang: Lang) -> Iterator[str | Table]:
    """Yield the tables of an exploration with the sentences that explain them."""
    side = Side(found.plan, found.loaded.case)
    labels = labels_of(side, found.plan.title, lang)
    frontier, limits, alternatives, _ = explore_sheets(found, labels)
    if found.frontier is not None:
        yield from _table(labels, frontier, 1)
        yield frontier.statements[-1]
    if found.effects is not None:
        yield from _table(labels, limits, 0)
        yield labels.say("explore.suggested")
    if found.alternatives is not None:
        yield from _table(labels, alternatives, 0)
        yield from sentences_of(found.alternatives, found, labels)
    yield from notes_of(found, labels)


def comparison_parts(
    sides: tuple[Side, Side], found: Comparison, lang: Lang
) -> Iterator[str | Table]:
    """Yield counts, figures and moves of a comparison."""
    names = Naming.of(lang, *sides)
    labels = labels_of(sides[1] if sides[1].case else sides[0], "", lang)
    yield counts_of(names, found)
    if found.is_same:
        yield names.say("compare.same")
    sheet = compare_sheet(names, labels, found, ("", ""))
    for block in sheet.blocks:
        if block.rows:
            # County and town of a move are in the workbook.
            skipped = (2, 3) if block.columns == MOVES else ()
            columns = [j for j in range(len(block.columns)) if j not in skipped]
            yield from _shown(labels, block, columns)


def _table(labels: Labels, sheet: StudySheet, block: int) -> Iterator[str | Table]:
    yield labels.say(f"sheet.{sheet.name}")
    yield from _shown(labels, sheet.blocks[block], _SHOWN[sheet.name])


def _shown(
    labels: Labels, block: Block, columns: Sequence[int]
) -> Iterator[str | Table]:
    """Yield some columns of a block, the first rows of it."""
    title = labels.say(block.title) if block.title else None
    table = Table(title=title, title_justify="left")
    for j in columns:
        head = block.columns[j]
        is_number = head.kind in {"whole", "tenth", "hundredth", "signed"}
        table.add_column(
            labels.say(f"col.{head.head}"),
            justify="right" if is_number else "left",
            overflow="fold",
        )
    for row in block.rows[:MOST_LINES]:
        style = "bold" if row.strong else None
        table.add_row(*(_cell(row.cells[j]) for j in columns), style=style)
    yield table
    if len(block.rows) > MOST_LINES:
        yield text("cli.more", labels.lang, number=len(block.rows) - MOST_LINES)


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    return escape(f"{value:.1f}" if isinstance(value, float) else str(value))
