"""What the values of a sheet do not tell: hidden lines, lost results, errors, extent.

The XML of a sheet is read as a stream before any library holds the sheet whole, so
an area too large is refused at little cost.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from optimizer.ingest.grids.grid import Fault
from optimizer.ingest.grids.limits import MAX_CELL_CHARACTERS, MAX_COLUMNS
from optimizer.ingest.grids.xml_events import Attributes, XmlStream, local

_TRUE = frozenset({"1", "true"})
_MAX_FAULTS = 10_000


@dataclass
class SheetScan:
    """Findings on one sheet; rows and columns count from 1.

    Parameters
    ----------
    rows, columns
        Number of the last row and column with a value or formula.
    cells
        How many cells have one.
    hidden_rows, hidden_columns
        Lines not shown, whether or not they hold values.
    faults
        Cells with an error (D213) or a formula without stored result (D110).
    """

    rows: int = 0
    columns: int = 0
    cells: int = 0
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def scan_sheet(package: zipfile.ZipFile, part: str, file: str) -> SheetScan:
    """Scan the XML of one sheet.

    Raises
    ------
    DataError
        F103 if it is damaged.
    """
    reader = _Reader()
    reader.stream.feed(package, part, file)
    return reader.scan


class _Reader:
    """State while the tags of a sheet go by."""

    def __init__(self) -> None:
        self.scan = SheetScan()
        self.stream = XmlStream(
            {
                "col": self._columns,
                "row": self._row,
                "c": self._cell,
                "v": self._value,
                "is": self._value,
                "f": self._formula,
            }
        )
        self._row_number = 0
        self._column = 0
        self._kind = ""
        self._is_counted = False
        self._is_hidden = False
        self._texts: dict[str, list[str]] = {}
        self._inside = ""
        # Each code by itself: errors of formulas must not hide results that are lost.
        self._told: Counter[str] = Counter()

    def _columns(self, attributes: Attributes) -> None:
        if attributes.get("hidden") in _TRUE:
            first, last = int(attributes["min"]), int(attributes["max"])
            self.scan.hidden_columns += range(first, min(last, MAX_COLUMNS) + 1)

    def _row(self, attributes: Attributes) -> None:
        self._row_number = int(attributes.get("r", self._row_number + 1))
        self._column = 0
        self._is_hidden = attributes.get("hidden") in _TRUE

    def _cell(self, attributes: Attributes) -> None:
        place = attributes.get("r")
        self._column = (
            _column_of(place.rstrip("0123456789")) if place else (self._column + 1)
        )
        self._kind = attributes.get("t", "")
        self._is_counted = False
        if self._kind == "e":
            self._watch()

    def _value(self, attributes: Attributes) -> None:
        self._count()
        self._inside = "v"

    def _formula(self, attributes: Attributes) -> None:
        self._count()
        self._watch()
        self._inside = "f"

    def _count(self) -> None:
        if self._is_counted:
            return
        self._is_counted = True
        scan = self.scan
        scan.cells += 1
        if self._row_number > scan.rows:
            scan.rows = self._row_number
        if self._column > scan.columns:
            scan.columns = self._column
        if self._is_hidden:
            scan.hidden_rows.append(self._row_number)
            self._is_hidden = False

    def _watch(self) -> None:
        self._texts = {"f": [], "v": []}
        self._inside = ""
        self.stream.watch(self._text, self._end)

    def _text(self, text: str) -> None:
        if self._inside:
            self._texts[self._inside].append(text[:MAX_CELL_CHARACTERS])

    def _end(self, name: str) -> None:
        if local(name) != "c":
            # A text result may be blank and yet stored.
            if local(name) == "v" and self._kind == "str":
                self._texts["v"].append("\x00")
            self._inside = ""
            return
        self.stream.watch(None, None)
        value, formula = ("".join(self._texts[name]) for name in "vf")
        if self._kind == "e" and value:
            self._fault("D213", value)
        elif not value:
            self._fault("D110", f"={formula}")

    def _fault(self, code: str, text: str) -> None:
        self._told[code] += 1
        if self._told[code] > _MAX_FAULTS:
            return
        self.scan.faults.append(Fault(code, self._row_number, self._column, text))


@lru_cache(maxsize=2 * MAX_COLUMNS)
def _column_of(letters: str) -> int:
    """Return the number of a column.

    Examples
    --------
    >>> _column_of("A"), _column_of("AB")
    (1, 28)
    """
    number = 0
    for letter in letters[:4].upper():
        number = number * 26 + ord(letter) - 64
    return number
