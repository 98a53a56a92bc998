"""Merged ranges among the rows of schools: one cell that speaks for several.

A town merged down ten rows is the town of all ten. A figure merged over two schools
is the share of neither: it counts as not known, and that is said.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence

from optimizer.domain import Issue, Severity
from optimizer.errors import DataError
from optimizer.ingest.grids.grid import Merge, Row
from optimizer.ingest.shape.names import meaning_of
from optimizer.ingest.values import AMOUNT_COLUMNS, COUNT_COLUMNS

_FIGURES = frozenset((*COUNT_COLUMNS, *AMOUNT_COLUMNS))

Cells = dict[int, list[str]]


def filled_rows(
    rows: Sequence[Row], names: Sequence[str], merges: Iterable[Merge], file: str
) -> tuple[list[Row], list[Issue]]:
    """Return rows with merged ranges filled, and what was filled or taken out.

    Parameters
    ----------
    rows
        Rows of schools, all of the width of ``names``.
    names
        Header of each column.
    merges
        Merged ranges of the sheet; those outside the rows are passed over.
    file
        Bare name for the issues.

    Returns
    -------
    tuple
        Rows in the same order. One note (D215) for each column filled, one warning
        (D216) for each figure that stands for several cells.

    Raises
    ------
    DataError
        D229 if the ranges cover more cells than the rows have: they overlap.
    """
    cells: Cells = {row.number: list(row.cells) for row in rows}
    counts: dict[int, list[int]] = {}
    issues: list[Issue] = []
    left = len(rows) * len(names)
    for merge in merges:
        is_inside = merge.top in cells and merge.left <= len(names)
        text = cells[merge.top][merge.left - 1] if is_inside else ""
        if not text.strip():
            continue
        places = _places(merge, cells, len(names))
        left -= len(places)
        if left < 0:
            raise DataError("D229", file=file, row=merge.top)
        if len(places) < 2:
            continue
        figures = [k for _, k in places if meaning_of(names[k - 1]) in _FIGURES]
        if figures:
            issues.append(_unknown(merge, names[figures[0] - 1], text, file))
        for row, column in places:
            cells[row][column - 1] = "" if figures else text
            if not figures and (row, column) != (merge.top, merge.left):
                counts.setdefault(column, []).append(row)
    issues += [
        Issue(
            "D215",
            Severity.INFO,
            row=min(lines),
            column=meaning_of(names[column - 1]),
            value=f"{names[column - 1]} × {len(lines)}",
            action="converted",
            file=file,
        )
        for column, lines in sorted(counts.items())
    ]
    filled = [dataclasses.replace(row, cells=tuple(cells[row.number])) for row in rows]
    return filled, issues


def _places(merge: Merge, cells: Cells, width: int) -> list[tuple[int, int]]:
    """Return row and column of the cells of a range that are rows of schools."""
    right = min(merge.right, width)
    if merge.bottom - merge.top > len(cells):
        rows = sorted(n for n in cells if merge.top <= n <= merge.bottom)
    else:
        rows = [n for n in range(merge.top, merge.bottom + 1) if n in cells]
    return [(row, column) for row in rows for column in range(merge.left, right + 1)]


def _unknown(merge: Merge, name: str, text: str, file: str) -> Issue:
    return Issue(
        "D216",
        Severity.WARNING,
        row=merge.top,
        column=meaning_of(name),
        value=f"{name} {text} ({merge.top}-{merge.bottom})",
        action="ignored",
        file=file,
    )
