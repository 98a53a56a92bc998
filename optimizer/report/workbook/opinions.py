"""Sheets 意见 and 征求情况: what people said, what became of it, who was heard."""

from __future__ import annotations

from optimizer.dossier import TAKEN, Dossier, HeardRow, OpinionRow
from optimizer.report.labels import Labels
from optimizer.report.workbook.cards import groups, missing_groups
from optimizer.report.workbook.choices import Choice, open_cells
from optimizer.report.workbook.sheet import Book, Cell, Column, Row

_GREY = "#595959"
_LEDGER = (
    Column("number", 5, 6, "whole"),
    Column("alliance", 16, 22),
    Column("opinion_group", 9, 11, "centre"),
    Column("opinion_speaker", 8, 14),
    Column("opinion_date", 11, 12, "centre"),
    Column("opinion_stance", 9, 10, "centre"),
    Column("opinion_text", 34, 60),
    Column("opinion_taken", 10, 11, "centre"),
    Column("opinion_why", 24, 34),
    Column("opinion_version", 7, 10, "centre"),
)
_TAKEN, _WHY = 7, 8


def ledger_sheet(book: Book, dossier: Dossier) -> None:
    """Write the ledger; 采纳情况 and 理由 are for people to fill in."""
    labels = book.labels
    sheet = book.sheet("ledger", len(_LEDGER))
    sheet.banner(labels.say("ledger.told"), font_color=_GREY)
    rows, last = [], ""
    for number, row in enumerate(dossier.opinions, start=1):
        cells = _ledger_cells(labels, number, row)
        rows.append(Row(cells, opens=number == 1 or row.core != last))
        last = row.core or ""
    sheet.table(_LEDGER, rows, only=True)
    words = [labels.say(f"opinion.taken.{name}") for name in TAKEN]
    error = labels.say("opinion.choose", words=labels.say("list.comma").join(words))
    open_cells(sheet, _LEDGER, rows, [Choice(_TAKEN, words, error)], [_WHY])
    sheet.close()


def _ledger_cells(labels: Labels, number: int, row: OpinionRow) -> tuple[Cell, ...]:
    return (
        number,
        _alliance(labels, row.core),
        labels.named("opinion.group", row.group),
        row.speaker,
        row.date,
        labels.named("opinion.stance", row.stance),
        row.text,
        labels.named("opinion.taken", row.taken) if row.taken else "",
        row.why,
        row.version,
    )


def _alliance(labels: Labels, core: str | None) -> str:
    """Return number and name of an alliance; a word for the schools in none."""
    number = labels.numbers.get(core or "")
    if number is None:
        return labels.say("opinion.outside")
    return f"{number} {labels.alliance(labels.plan.alliances[number - 1])}"


def heard_sheet(book: Book, dossier: Dossier) -> None:
    """Write how often each group was heard on each alliance, and who is missing."""
    labels = book.labels
    asked = groups(labels)
    columns = (
        Column("alliance", 26, 40),
        *(
            Column("opinion_group", 9, 12, "centre", labels.say(f"opinion.group.{g}"))
            for g in asked
        ),
        Column("opinion_total", 9, 10, "whole"),
        Column("opinion_missing", 30, 46),
    )
    sheet = book.sheet("heard", len(columns))
    rows = [Row(_heard_cells(labels, asked, row)) for row in dossier.heard]
    complete = sum(not row.missing for row in dossier.heard)
    told = labels.say("heard.told", complete=complete, total=len(dossier.heard))
    sheet.banner(told, font_color=_GREY)
    sheet.table(columns, rows, only=True)
    sheet.close()


def _heard_cells(labels: Labels, asked: list[str], row: HeardRow) -> tuple[Cell, ...]:
    """Return the account of one alliance; a group not heard is a word, not a zero."""
    none, dash = labels.say("opinion.not_asked"), labels.say("dash")
    counts = [
        row.counts.get(group) or (none if group in row.missing else dash)
        for group in asked
    ]
    total = sum(row.counts.get(group, 0) for group in asked)
    missing = missing_groups(labels, row.missing)
    return (_alliance(labels, row.core), *counts, total, missing)
