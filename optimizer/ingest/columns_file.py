"""The columns file: what each header of a table means, stated by the user.

The program writes it with every header of a table and why it was taken as it was; the
user edits it and hands it in with the same table, or with next year's. TOML, UTF-8.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from optimizer.ingest.columns import Columns
    from optimizer.ingest.tables import Table

IGNORE = ""
"""What a header is stated to mean if it shall be left out."""


@dataclass(frozen=True)
class ColumnsFile:
    """What a user states about a table.

    Parameters
    ----------
    columns
        Header to canonical column; ``""`` leaves the header out. Headers are compared
        without case, width and blanks.
    sheet
        Sheet or layer to read.
    header_rows
        Numbers of the header lines, the first line of the sheet being 1.
    crs
        CRS of the coordinates.
    year
        Year of the statistics (1 September).
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    sheet: str | None = None
    header_rows: tuple[int, ...] | None = None
    crs: str | None = None
    year: int | None = None


def read_columns_file(path: Path) -> ColumnsFile:
    """Stand in until the reader of columns files is there."""
    return ColumnsFile()


def write_columns_file(
    path: Path,
    table: Table,
    columns: Columns,
    *,
    given: ColumnsFile | None = None,
    lang: str = "zh",
) -> None:
    """Stand in until the writer of columns files is there."""
    lines = [f"{m.header!r} = {(m.column or '')!r}" for m in columns.meanings]
    path.write_text("\n".join(["[columns]", *lines]) + "\n", encoding="utf-8")
