"""How much of a file is read at all; beyond it the file is refused with a message.

The largest honest table is a prefecture's: some thousand schools and a hundred
columns. The limits leave room for twenty times that and keep memory below 1 GB.
"""

from __future__ import annotations

from typing import Final

from optimizer.errors import DataError

MAX_FILE_BYTES: Final = 64 * 2**20
"""Bytes of a workbook or layer."""

MAX_TEXT_BYTES: Final = 32 * 2**20
"""Bytes of a csv."""

MAX_UNPACKED_BYTES: Final = 256 * 2**20
"""Bytes of all parts of a workbook, unpacked."""

MAX_RATIO: Final = 250
"""Unpacked to packed bytes of a part; beyond it the part is no table."""

RATIO_FROM_BYTES: Final = 32 * 2**20
"""Unpacked size from which the ratio counts: small parts pack well by chance."""

MAX_ENTRIES: Final = 2_000
"""Parts of a workbook."""

MAX_SHEETS: Final = 500
"""Sheets of a workbook."""

MAX_ROWS: Final = 100_000
"""Number of the last row with text."""

MAX_COLUMNS: Final = 1_000
"""Number of the last column with text."""

MAX_CELLS: Final = 4_000_000
"""Cells of the area with text, blanks within it included, over all sheets."""

MAX_CELL_CHARACTERS: Final = 32_767
"""Characters of one cell; spreadsheets allow no more either."""


def require_size(file: str, size: int, limit: int) -> None:
    """Refuse a file of too many bytes.

    Raises
    ------
    DataError
        D202 if it is larger than the limit.
    """
    if size > limit:
        raise DataError(
            "D202", file=file, value=f"{size / 2**20:.0f} MB", limit=limit // 2**20
        )


def require_area(file: str, rows: int, columns: int, cells: int) -> None:
    """Refuse a sheet with too many rows, columns or cells.

    Parameters
    ----------
    file
        Bare name for the message.
    rows, columns
        Number of the last row and column with text.
    cells
        Cells of all sheets so far.

    Raises
    ------
    DataError
        D204 with the first limit that is broken.
    """
    found = {"rows": (rows, MAX_ROWS), "columns": (columns, MAX_COLUMNS)}
    found["cells"] = (cells, MAX_CELLS)
    for count, limit in found.values():
        if count > limit:
            raise DataError(
                "D204",
                file=file,
                value=f"{rows} × {columns}",
                rows=MAX_ROWS,
                columns=MAX_COLUMNS,
                cells=MAX_CELLS,
            )


def require_length(file: str, text: str, row: int) -> None:
    """Refuse a cell that is too long to be an answer in a table.

    Raises
    ------
    DataError
        D205 if it has more characters than a spreadsheet allows.
    """
    if len(text) > MAX_CELL_CHARACTERS:
        raise DataError(
            "D205", file=file, row=row, value=len(text), limit=MAX_CELL_CHARACTERS
        )
