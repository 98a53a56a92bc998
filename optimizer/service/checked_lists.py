"""The sheets a check adds to a workbook: 数据质量清单 and 列对应."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from optimizer.domain import Issue, Severity
from optimizer.ingest.privacy import masked
from optimizer.ingest.tables import Row
from optimizer.messages import Lang, text
from optimizer.report.annotated import SYMBOLS, ListSheet
from optimizer.service.checked_cells import Cells, advice_of, kind_of, words_of
from optimizer.service.checking import CheckedData

MOST_COMMENTS = 5_000
"""Cells that get a comment: beyond it spreadsheets open slowly."""

MOST_LISTED = 50_000
"""Issues the sheet lists; nobody reads on from there."""

_LONGEST_VALUE = 200

_LIST = {
    "severity": 9,
    "code": 7,
    "row": 7,
    "header": 15,
    "column": 15,
    "value": 18,
    "done": 9,
    "what": 36,
    "remedy": 34,
}
"""Columns of the list, with widths in characters."""

_COLUMNS = {"letter": 8, "header": 34, "taken": 24, "name": 20, "why": 40}


def list_sheet(data: CheckedData, marked_cells: int, lang: Lang) -> ListSheet:
    """Return the list of all issues.

    Parameters
    ----------
    data
        The table as judged.
    marked_cells
        Cells that are marked and have something to say.
    lang
        Language of its texts.
    """
    issues = data.issues[:MOST_LISTED]
    cells = Cells(data)
    return ListSheet(
        title=text("checked.sheet", lang),
        heads=tuple(text(f"checked.col.{name}", lang) for name in _LIST),
        widths=tuple(_LIST.values()),
        rows=[_listed(issue, data, cells, lang) for issue in issues],
        notes=tuple(_notes(data, marked_cells, lang)),
        kinds=[kind_of(issue) for issue in issues],
        empty=text("checked.none", lang),
        footer=text("checked.footer", lang),
    )


def _listed(
    issue: Issue, data: CheckedData, cells: Cells, lang: Lang
) -> tuple[str | int, ...]:
    kind = kind_of(issue)
    headers = [data.table.header[k] for k in cells.headers_of(issue)]
    return (
        f"{SYMBOLS[kind]} {text(f'severity.{kind}', lang)}",
        issue.code,
        issue.row if issue.row is not None else "",
        "、".join(headers),
        words_of(issue.column, lang),
        shortened(issue.value or ""),
        text(f"done.{issue.action}", lang),
        *advice_of(issue, lang),
    )


def shortened(value: str) -> str:
    """Return a value of a file cut to what a list can show."""
    return value if len(value) <= _LONGEST_VALUE else f"{value[:_LONGEST_VALUE]}…"


def _notes(data: CheckedData, marked_cells: int, lang: Lang) -> Iterator[str]:
    yield rows_sentence(data, lang)
    yield counts_sentence(data, lang)
    yield text("checked.legend", lang)
    if marked_cells > MOST_COMMENTS:
        yield text(
            "checked.capped_comments", lang, number=marked_cells, most=MOST_COMMENTS
        )
    if len(data.issues) > MOST_LISTED:
        yield text(
            "checked.capped_list", lang, number=len(data.issues), most=MOST_LISTED
        )
    yield text("checked.again", lang)


def rows_sentence(data: CheckedData, lang: Lang) -> str:
    """Return that rows in are rows out and rows left out."""
    schools, excluded = len(data.table.rows), len(data.excluded_rows)
    facts = {"read": schools + excluded, "schools": schools, "excluded": excluded}
    return text("checked.rows", lang, **facts)


def counts_sentence(data: CheckedData, lang: Lang) -> str:
    """Return the number of issues by severity."""
    counts = {str(severity): data.counts.get(severity, 0) for severity in Severity}
    return text("checked.counts", lang, total=sum(counts.values()), **counts)


def mapping_rows(data: CheckedData, lang: Lang) -> Iterator[tuple[str, ...]]:
    """Yield letter, header, column in words, column and reason of each header.

    In place of its letter an item of a form has its cell in the first form.
    """
    is_of_forms = data.table.is_of_forms
    head = data.table.rows[0] if is_of_forms else Row(data.table.header_rows[-1], ())
    for each in data.columns.meanings:
        taken = text("checked.not_used", lang)
        if each.column is not None:
            taken = words_of(each.column, lang)
        _, row, number = data.table.spot(head, each.place)
        yield (
            letters(number) + (str(row) if is_of_forms else ""),
            shortened(masked(each.header)),
            taken,
            each.column or "",
            text(f"columns.why.{each.why}", lang),
        )


def letters(number: int) -> str:
    """Return the letters of a column, counted from 1.

    Examples
    --------
    >>> letters(1), letters(26), letters(28)
    ('A', 'Z', 'AB')
    """
    made = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        made = chr(ord("A") + rest) + made
    return made


def mapping_sheet(data: CheckedData, lang: Lang) -> ListSheet:
    """Return what each header was taken as, and why."""
    rows: Sequence[tuple[str, ...]] = list(mapping_rows(data, lang))
    return ListSheet(
        title=text("checked.columns", lang),
        heads=tuple(text(f"checked.col.{name}", lang) for name in _COLUMNS),
        widths=tuple(_COLUMNS.values()),
        rows=rows,
        notes=(text("checked.columns_note", lang),),
        empty=text("checked.none", lang),
        footer=text("checked.footer", lang),
    )
