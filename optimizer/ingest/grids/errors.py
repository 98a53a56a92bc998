"""Error values of spreadsheets where they stand as text, as in csv and ods."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

from optimizer.ingest.grids.grid import Fault, Row

_ERROR = re.compile(
    r"\s*(#(REF!|N/A|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|###+)|Err:\d{3})\s*"
)


def error_faults(row: Row) -> Iterator[Fault]:
    """Yield one fault for each cell that holds an error value."""
    for column, cell in enumerate(row.cells, start=1):
        if ("#" in cell or "Err" in cell) and _ERROR.fullmatch(cell):
            yield Fault("D213", row.number, column, cell.strip())


def without_errors(row: Row) -> Row:
    """Return a row with its error values blank: what they stand for is not known."""
    if not any(error_faults(row)):
        return row
    cells = ("" if _ERROR.fullmatch(cell) else cell for cell in row.cells)
    return dataclasses.replace(row, cells=tuple(cells))
