"""What ``alliance opinions`` shows: who was heard, and what was not taken."""

from __future__ import annotations

from collections.abc import Iterator

from rich.markup import escape
from rich.table import Table

from optimizer.console import issue_lines
from optimizer.messages import Lang, text
from optimizer.report.labels import plain
from optimizer.service.opinion_tables import (
    heard_cells,
    heard_columns,
    heard_line,
    ledger_labels,
)
from optimizer.service.opinions import Consultation


def consultation_parts(found: Consultation, lang: Lang) -> Iterator[str | Table]:
    """Yield the table of completeness, the counts, and what was not taken."""
    labels = ledger_labels(found.loaded.case, found.plan, lang)
    table = Table()
    for column in heard_columns(labels):
        title = column.title or text(f"col.{column.head}", lang)
        table.add_column(title, overflow="fold")
    for each in found.heard:
        cells = heard_cells(labels, each)
        table.add_row(*(escape(plain(cell)) for cell in cells))
    yield table
    yield heard_line(labels, found.heard)
    gathered, proposal = found.gathered, found.proposal
    yield text(
        "opinion.told",
        lang,
        opinions=len(gathered.opinions),
        files=len(gathered.files),
        added=len(proposal.added),
        conflicts=len(proposal.conflicts),
    )
    if gathered.refused:
        number = len({issue.file for issue in gathered.refused})
        yield text("opinion.refused_told", lang, number=number)
        yield from issue_lines(gathered.refused, lang)
    yield from issue_lines(gathered.notes, lang)
