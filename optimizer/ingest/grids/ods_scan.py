"""Extent, merges and hidden lines of the sheets of an OpenDocument workbook.

One tag may stand for a million equal rows, so the extent is known only after the
repeats are counted; it is bounded before any library lays the cells out.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from functools import lru_cache

from optimizer.ingest.grids.grid import Merge
from optimizer.ingest.grids.limits import MAX_COLUMNS, MAX_ROWS
from optimizer.ingest.grids.xml_events import Attributes, XmlStream, local

_HIDDEN = frozenset({"collapse", "filter"})
_SPANS = frozenset({"number-columns-spanned", "number-rows-spanned"})
_LOCAL = lru_cache(maxsize=256)(local)


@dataclass
class OdsScan:
    """Findings on one sheet; rows and columns count from 1.

    Parameters
    ----------
    name
        Name of the sheet.
    rows, columns
        Number of the last row and column with a value.
    hidden_rows, hidden_columns
        Lines not shown, up to the limits of rows and columns.
    merges
        Merged ranges.
    """

    name: str
    rows: int = 0
    columns: int = 0
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)


def scan_ods(package: zipfile.ZipFile, file: str) -> list[OdsScan]:
    """Scan the sheets of a workbook, in order.

    Raises
    ------
    DataError
        F103 if the content is damaged.
    """
    reader = _Reader()
    reader.stream.feed(package, "content.xml", file)
    return reader.scans


class _Reader:
    """State while the tags of a workbook go by."""

    def __init__(self) -> None:
        self.scans: list[OdsScan] = []
        self.stream = XmlStream(
            {
                "table": self._table,
                "table-column": self._columns,
                "table-row": self._rows,
                "table-cell": self._cell,
                "covered-table-cell": self._cell,
                "p": self._paragraph,
            }
        )
        self._next_row = self._next_column = self._next_declared = 1
        self._last_row = 0
        self._last_column = 0
        self._is_hidden = False

    def _table(self, attributes: Attributes) -> None:
        self.scans.append(OdsScan(_of(attributes, "name")))
        self._next_row = self._next_column = self._next_declared = 1

    def _columns(self, attributes: Attributes) -> None:
        first = self._next_declared
        self._next_declared += _number(attributes, "number-columns-repeated")
        if _of(attributes, "visibility") in _HIDDEN and self.scans:
            last = min(self._next_declared, MAX_COLUMNS + 1)
            self.scans[-1].hidden_columns += range(first, last)

    def _rows(self, attributes: Attributes) -> None:
        first = self._next_row
        self._next_row += _number(attributes, "number-rows-repeated")
        self._last_row = self._next_row - 1
        self._next_column = 1
        if _of(attributes, "visibility") in _HIDDEN and self.scans:
            last = min(self._next_row, MAX_ROWS + 1)
            self.scans[-1].hidden_rows += range(first, last)

    def _cell(self, attributes: Attributes) -> None:
        first = self._next_column
        repeated = _number(attributes, "number-columns-repeated") if attributes else 1
        self._next_column += repeated
        self._last_column = self._next_column - 1
        if not self.scans:
            return
        found = {_LOCAL(name) for name in attributes}
        if "value-type" in found:
            self._paragraph(attributes)
        if not found.isdisjoint(_SPANS):
            across = _number(attributes, "number-columns-spanned")
            down = _number(attributes, "number-rows-spanned")
            top = self._last_row
            merge = Merge(top, first, top + down - 1, first + across - 1)
            self.scans[-1].merges.append(merge)

    def _paragraph(self, attributes: Attributes) -> None:
        """Note that the present cell holds something."""
        if self.scans:
            scan = self.scans[-1]
            scan.rows = max(scan.rows, self._last_row)
            scan.columns = max(scan.columns, self._last_column)


def _of(attributes: Attributes, name: str) -> str:
    """Return an attribute by its local name; ``""`` if it is not there."""
    for key, value in attributes.items():
        if _LOCAL(key) == name:
            return value
    return ""


def _number(attributes: Attributes, name: str) -> int:
    return max(int(_of(attributes, name) or 1), 1)
