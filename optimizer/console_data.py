"""What ``alliance check-data`` shows: the summary of a check."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rich.markup import escape
from rich.table import Table

from optimizer.domain import Issue, Severity
from optimizer.messages import Lang, text
from optimizer.report.annotated import SYMBOLS
from optimizer.service.checked_cells import advice_of, kind_of, words_of
from optimizer.service.checked_files import WrittenCheck
from optimizer.service.checked_lists import (
    counts_sentence,
    mapping_rows,
    rows_sentence,
)
from optimizer.service.checking import CheckedData

MOST_SHOWN = 15
"""Errors, and warnings, printed one by one."""

_LONGEST = 60


def check_parts(
    data: CheckedData, written: WrittenCheck, lang: Lang
) -> Iterator[str | Table]:
    """Yield what was read, how it was understood, and what is wrong."""
    table = data.table
    yield text(
        "checked.file",
        lang,
        file=table.file,
        sheet=table.sheet or text("checked.only_sheet", lang),
        header="、".join(str(row) for row in table.header_rows),
    )
    yield _mapping_table(data, lang)
    yield rows_sentence(data, lang)
    yield counts_sentence(data, lang)
    if data.scope is not None:
        policy, inside, outside = data.scope
        yield text("checked.scope", lang, policy=policy, inside=inside, outside=outside)
    for severity, head in (
        (Severity.ERROR, "checked.errors_head"),
        (Severity.WARNING, "checked.warnings_head"),
    ):
        found = [issue for issue in data.issues if issue.severity is severity]
        if found:
            yield text(head, lang)
            yield _issue_table(found[:MOST_SHOWN], lang)
        if len(found) > MOST_SHOWN:
            yield text("cli.more", lang, number=len(found) - MOST_SHOWN)
    yield from _written_parts(written, lang)


def next_parts(data: CheckedData, out: Path, lang: Lang) -> Iterator[str]:
    """Yield what to do now."""
    if data.has_errors:
        yield text("checked.next", lang, file=out / data.annotated_name)
    else:
        yield text("checked.fine", lang, file=out / data.canonical_name)


def _written_parts(written: WrittenCheck, lang: Lang) -> Iterator[str]:
    """Yield what a reader of the files should know about them."""
    made = written.annotated
    if written.rebuilt:
        yield text("checked.rebuilt", lang, reason=written.rebuilt)
    if made.changed:
        yield text("checked.changed", lang, number=made.changed)
    if made.lost:
        parts = "、".join(text(f"lost.{part}", lang) for part in made.lost)
        yield text("checked.lost", lang, parts=parts)
    if written.saved is not None:
        yield text("checked.saved_columns", lang, file=written.saved)
    if written.stale is not None:
        yield text("checked.stale", lang, file=written.stale)


def _mapping_table(data: CheckedData, lang: Lang) -> Table:
    table = Table()
    for name in ("letter", "header", "taken", "name", "why"):
        table.add_column(text(f"checked.col.{name}", lang))
    for cells in mapping_rows(data, lang):
        table.add_row(*(escape(_short(cell)) for cell in cells))
    return table


def _issue_table(issues: list[Issue], lang: Lang) -> Table:
    table = Table()
    for name in ("code", "row", "column", "value", "what", "remedy"):
        table.add_column(text(f"checked.col.{name}", lang))
    for issue in issues:
        what, remedy = advice_of(issue, lang)
        cells = (
            f"{SYMBOLS[kind_of(issue)]} {issue.code}",
            "" if issue.row is None else str(issue.row),
            words_of(issue.column, lang),
            issue.value or "",
            what,
            remedy,
        )
        table.add_row(
            *(escape(_short(cell, long=k > 3)) for k, cell in enumerate(cells))
        )
    return table


def _short(cell: str, *, long: bool = False) -> str:
    """Return a text on one line, cut to what a table on a screen can show."""
    line = " ".join(cell.split())
    most = _LONGEST * (5 if long else 1)
    return line if len(line) <= most else f"{line[:most]}…"
