"""The rows of a grid that name its columns."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from optimizer.errors import DataError
from optimizer.ingest.grids.grid import Grid, Merge, Row
from optimizer.ingest.shape.names import is_unit, joined_name, meanings_in
from optimizer.ingest.shape.words import is_label, is_number

_HEAD_ROWS = 30
"""Rows with text among which the header is looked for."""

_MAX_DEPTH = 5
"""Rows a header may have."""


@dataclass(frozen=True, eq=False)
class Header:
    """The header of a grid.

    Parameters
    ----------
    rows
        Numbers of its rows.
    names
        Name of each column, from the first; ``""`` where there is none.
    lines
        Text of each header row and column, merged ranges filled.
    score
        How many canonical columns are known among the names.
    """

    rows: tuple[int, ...]
    names: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    score: int


def find_header(grid: Grid) -> Header | None:
    """Return the header with the most known columns; the first row if none is known.

    Parameters
    ----------
    grid
        Any grid.

    Returns
    -------
    Header or None
        ``None`` for a grid without text.
    """
    if not grid.rows:
        return None
    # A sheet may have a merged range for each school; few stand near the header.
    last = grid.rows[: _HEAD_ROWS + _MAX_DEPTH][-1].number
    near = tuple(merge for merge in grid.merges if merge.top <= last)
    grid = dataclasses.replace(grid, merges=near)
    best = _header(grid, _extended(grid, 0))
    for start in range(1, min(len(grid.rows), _HEAD_ROWS)):
        if not _can_start(grid.rows[start]):
            continue
        found = _header(grid, _extended(grid, start))
        if found.score > best.score:
            best = found
    return best


def given_header(grid: Grid, numbers: Sequence[int], file: str) -> Header:
    """Return the header in the rows a user names.

    Raises
    ------
    DataError
        D225 if there is no text in any of these rows.
    """
    rows = [row for row in grid.rows if row.number in set(numbers)]
    if not rows:
        written = ", ".join(map(str, numbers))
        raise DataError("D225", file=file, value=written)
    return _header(grid, rows)


def _can_start(row: Row) -> bool:
    """Tell a header row from a title: one text, or labels with their answers."""
    texts = [cell for cell in row.cells if cell.strip()]
    return len(set(texts)) > 1 and not any(map(is_label, texts))


def _extended(grid: Grid, start: int) -> list[Row]:
    """Return a row and those below it that belong to the same header."""
    block = [grid.rows[start]]
    merges = _starting_in(grid, block[0].number)
    for row in grid.rows[start + 1 : start + _MAX_DEPTH]:
        if row.number != block[-1].number + 1:
            break
        reach = max((merge.bottom for merge in merges), default=0)
        if row.number > reach and not _goes_on(grid, block, row):
            break
        block.append(row)
        merges += _starting_in(grid, row.number)
    return block


def _starting_in(grid: Grid, number: int) -> list[Merge]:
    return [merge for merge in grid.merges if merge.top == number]


def _goes_on(grid: Grid, block: Sequence[Row], row: Row) -> bool:
    """Tell whether a row names parts of the columns named above it.

    It does if nothing in it is a figure, each of its texts stands below a column
    that goes without words of its own or is divided, and it names no school.
    """
    texts = {k: cell for k, cell in enumerate(row.cells) if cell.strip()}
    if (
        not texts
        or any(map(is_number, texts.values()))
        or any(map(is_label, texts.values()))
    ):
        return False
    if all(is_unit(text) for text in texts.values()):
        return True
    above = _header(grid, block)
    below = _header(grid, [*block, row])
    if below.score > above.score:
        return True
    is_divided = any(
        merge.right > merge.left
        for line in block
        for merge in _starting_in(grid, line.number)
    )
    keys = [k for k, name in enumerate(above.names) if meanings_in([name]) & _KEYS]
    is_free = bool(keys) and not any(k in texts for k in keys)
    return is_free and is_divided and below.score == above.score


_KEYS = frozenset({"school_id", "name"})


def _header(grid: Grid, rows: Sequence[Row]) -> Header:
    width = max(len(row.cells) for row in rows)
    lines = [_filled(grid, row, width) for row in rows]
    if not grid.merges:
        lines = _spread(lines)
    columns = zip(*lines, strict=True)
    names = tuple(joined_name(column) for column in columns)
    numbers = tuple(row.number for row in rows)
    score = len(meanings_in(names))
    return Header(numbers, names, tuple(map(tuple, lines)), score)


def _filled(grid: Grid, row: Row, width: int) -> list[str]:
    """Return a header row with the text of merged ranges in all their cells."""
    cells = [row.cell(k) for k in range(1, width + 1)]
    for merge in grid.merges:
        if merge.top <= row.number <= merge.bottom and merge.left <= width:
            text = next(_texts_at(grid, merge), "")
            for k in range(merge.left, min(merge.right, width) + 1):
                cells[k - 1] = text
    return cells


def _texts_at(grid: Grid, merge: Merge) -> Iterator[str]:
    return (row.cell(merge.left) for row in grid.rows if row.number == merge.top)


def _spread(lines: list[list[str]]) -> list[list[str]]:
    """Fill group words to the right where merged ranges were lost, as in a csv."""
    for upper, lower in pairwise(lines):
        for k in range(1, len(upper)):
            if not upper[k].strip() and lower[k].strip():
                upper[k] = upper[k - 1]
    return lines
