"""Extent, hidden lines and error values of the sheets of an xls workbook.

The records are walked before a library lays the cells out: a few bytes can claim a
sheet of gigabytes, and error values are lost on the way. Layout: [MS-XLS].
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from optimizer.errors import DataError
from optimizer.ingest.grids.grid import Fault
from optimizer.ingest.grids.limits import MAX_COLUMNS
from optimizer.ingest.grids.ole import Ole, OleError

_BOF, _EOF, _BOUNDSHEET, _FILEPASS = 0x0809, 0x000A, 0x0085, 0x002F
_DIMENSIONS, _ROW, _COLINFO = 0x0200, 0x0208, 0x007D
_FORMULA, _BOOLERR, _MULRK = 0x0006, 0x0205, 0x00BD
_CELLS = frozenset({_FORMULA, 0x0203, 0x0204, _BOOLERR, 0x027E, _MULRK, 0x00FD, 0x00D6})
_MOST_ROWS, _MOST_COLUMNS = 65_536, 256
_ROW_IS_HIDDEN = 0x20
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


@dataclass
class BiffScan:
    """Findings on one sheet; rows and columns count from 1."""

    rows: int = 0
    columns: int = 0
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def scan_xls(file: str, data: bytes) -> list[BiffScan]:
    """Scan the sheets of a workbook, in their order.

    Raises
    ------
    DataError
        D201 encrypted, F103 damaged.
    """
    try:
        stream = Ole(data).stream("Workbook", "Book")
        starts = []
        for code, body in _records(stream, 0):
            if code == _FILEPASS:
                raise DataError("D201", file=file)
            if code == _BOUNDSHEET:
                starts.append(struct.unpack_from("<I", body)[0])
        return [_scan(stream, start) for start in starts]
    except (OleError, struct.error) as error:
        raise DataError("F103", file=file, reason="xls") from error


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Yield code and body of the records of one substream, without charts in it."""
    depth = 0
    while start + 4 <= len(stream):
        code, length = struct.unpack_from("<HH", stream, start)
        start += 4 + length
        if code & 0xFF == _BOF & 0xFF and code <= _BOF:
            depth += 1
        elif code == _EOF:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1:
            yield code, stream[start - length : start]


def _scan(stream: bytes, start: int) -> BiffScan:
    scan = BiffScan()
    for code, body in _records(stream, start):
        if code in _CELLS:
            _take_cell(scan, code, body)
        elif code == _ROW:
            number, flags = struct.unpack_from("<H10xH", body)
            if flags & _ROW_IS_HIDDEN:
                scan.hidden_rows.append(number + 1)
        elif code == _COLINFO:
            first, last, flags = struct.unpack_from("<HH4xH", body)
            if flags & 1:
                scan.hidden_columns += range(first + 1, min(last + 1, MAX_COLUMNS) + 1)
        elif code == _DIMENSIONS:
            _require_extent(body)
    return scan


def _require_extent(body: bytes) -> None:
    """Refuse an extent no sheet has: the library reserves room for all it claims.

    An end before its start is no small extent to it, but an endless one.
    """
    layout = "<IIHH" if len(body) >= 14 else "<HHHH"
    top, rows, left, columns = struct.unpack_from(layout, body)
    if not (top <= rows <= _MOST_ROWS and left <= columns <= _MOST_COLUMNS):
        raise OleError


def _take_cell(scan: BiffScan, code: int, body: bytes) -> None:
    row, column = struct.unpack_from("<HH", body)
    last = (
        struct.unpack_from("<H", body, len(body) - 2)[0] if code == _MULRK else column
    )
    scan.rows = max(scan.rows, row + 1)
    scan.columns = max(scan.columns, last + 1)
    error = None
    if code == _BOOLERR and body[7]:
        error = body[6]
    elif code == _FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2:
        error = body[8]
    if error is not None:
        text = _ERRORS.get(error, "#?")
        scan.faults.append(Fault("D213", row + 1, column + 1, text))
