"""Example rows of the fill-in workbook, which are no schools and no wishes."""

from __future__ import annotations

from dataclasses import replace

from optimizer.domain import Issue, Severity
from optimizer.ingest.cells import stripped
from optimizer.ingest.tables import Row, Table

EXAMPLE_MARK = "【示例】"
"""Beginning of the first filled cell of an example row."""


def without_examples(table: Table) -> Table:
    """Return a table without its example rows, each of them listed as left out.

    Parameters
    ----------
    table
        A table of schools or of wishes.
    """
    found = {row.number: first for row in table.rows if (first := _example(row))}
    if not found:
        return table
    issues = tuple(
        Issue(
            "D300",
            Severity.INFO,
            row=number,
            value=value,
            action="excluded",
            file=table.file,
        )
        for number, value in found.items()
    )
    kept = tuple(row for row in table.rows if row.number not in found)
    return replace(table, rows=kept, issues=(*table.issues, *issues))


def _example(row: Row) -> str:
    """Return the first filled cell of a row if it marks an example, else ``""``."""
    first = next((text for cell in row.cells if (text := stripped(cell))), "")
    return first if first.startswith(EXAMPLE_MARK) else ""
