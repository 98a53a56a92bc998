"""What ``alliance check-data`` shows: the summary of a check."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rich.markup import escape
from rich.table import Table

from optimizer.domain import Issue, Severity
from optimizer.ingest.columns import Why
from optimizer.ingest.tables import Row
from optimizer.messages import Lang, text
from optimizer.report.annotated import SYMBOLS
from optimizer.service.checked_cells import Cells, advice_of, kind_of, words_of
from optimizer.service.checked_files import WrittenCheck
from optimizer.service.checked_lists import (
    counts_sentence,
    letters,
    mapping_rows,
    rows_sentence,
)
from optimizer.service.checking import CheckedData

MOST_SHOWN = 15
"""Kinds of errors, and of warnings, that are printed."""

_MOST_ROWS = 6
"""Rows named of one kind; the list in the workbook has them all."""

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
    yield from _crs_parts(data, lang)
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
            kinds = _kinds(found)
            yield _issue_table(kinds[:MOST_SHOWN], data, lang)
            hidden = sum(len(kind) for kind in kinds[MOST_SHOWN:])
            if hidden:
                yield text("cli.more", lang, number=hidden)
    yield from _written_parts(written, lang)


def _crs_parts(data: CheckedData, lang: Lang) -> Iterator[str]:
    """Yield that nobody said what the coordinates are in, if nobody did."""
    sheet = data.examined.sheet
    is_our_own = all(m.why is Why.NAME for m in data.columns.meanings)
    if sheet is None or data.stated.crs is not None or is_our_own:
        return
    # A row may state its own: a column of it, or a mark in the cell.
    if any(r.is_located and not r.crs_text for r in sheet.records):
        yield text("checked.crs_assumed", lang, crs=sheet.crs)


def next_parts(data: CheckedData, out: Path, lang: Lang) -> Iterator[str]:
    """Yield what to do now."""
    if data.has_errors:
        stated = "" if data.columns_file is None else f" --columns {data.columns_file}"
        file = out / data.annotated_name
        yield text("checked.next", lang, file=file, options=stated)
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


def _kinds(issues: list[Issue]) -> list[list[Issue]]:
    """Return the issues of one code and column together, in the order of the first.

    A column of the wrong format is one thing to correct, not one for each row.
    """
    kinds: dict[tuple[str, str | None], list[Issue]] = {}
    for issue in issues:
        kinds.setdefault((issue.code, issue.column), []).append(issue)
    return list(kinds.values())


def _issue_table(kinds: list[list[Issue]], data: CheckedData, lang: Lang) -> Table:
    table = Table()
    for name in ("code", "row", "header", "value", "what", "remedy"):
        # A sentence in Chinese has no blanks: folded, or its end would be cut off.
        table.add_column(text(f"checked.col.{name}", lang), overflow="fold")
    cells_of = Cells(data)
    for kind in kinds:
        issue = kind[0]
        what, remedy = advice_of(issue, lang)
        cells = (
            f"{SYMBOLS[kind_of(issue)]} {issue.code}",
            _rows_of(kind, lang),
            _headers_of(issue, data, cells_of, lang),
            issue.value or "",
            what,
            remedy,
        )
        table.add_row(
            *(escape(_short(cell, long=k > 3)) for k, cell in enumerate(cells))
        )
    return table


def _rows_of(kind: list[Issue], lang: Lang) -> str:
    """Return the rows of a kind of issue, and how many there are if some are left."""
    rows = list(dict.fromkeys(str(i.row) for i in kind if i.row is not None))
    named = "、".join(rows[:_MOST_ROWS])
    if len(rows) <= _MOST_ROWS:
        return named
    return text("checked.rows_more", lang, rows=named, number=len(rows))


def _headers_of(issue: Issue, data: CheckedData, cells: Cells, lang: Lang) -> str:
    """Return the headers of an issue as the file has them, each with its letters."""
    head = Row(data.table.header_rows[-1], ())
    named = [
        f"{letters(data.table.spot(head, k)[2])} {_short(data.table.header[k])}".strip()
        for k in cells.headers_of(issue)
    ]
    return "、".join(named) or words_of(issue.column, lang)


def _short(cell: str, *, long: bool = False) -> str:
    """Return a text on one line, cut to what a table on a screen can show."""
    line = " ".join(cell.split())
    most = _LONGEST * (5 if long else 1)
    return line if len(line) <= most else f"{line[:most]}…"
