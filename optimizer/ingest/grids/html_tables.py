"""Tables of an HTML page: what some systems export under the ending xls."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from optimizer.errors import DataError
from optimizer.ingest.grids.delimited import decoded
from optimizer.ingest.grids.errors import error_faults, without_errors
from optimizer.ingest.grids.grid import Fault, Grid, Merge, Row
from optimizer.ingest.grids.limits import (
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_SHEETS,
    require_area,
    require_length,
)

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*(utf-8|gbk|gb2312|gb18030)", re.I)


def read_html(file: str, data: bytes) -> tuple[Grid, ...]:
    """Read the tables of a page, one grid each, named by their place.

    Raises
    ------
    DataError
        D204 or D205 too large, F103 no table in it, F108 no known encoding.
    """
    parser = _Tables(file)
    parser.feed(_text(file, data))
    parser.close()
    parser.end_table()
    if not parser.grids:
        raise DataError("F103", file=file, reason="html")
    return tuple(parser.grids)


def _text(file: str, data: bytes) -> str:
    """Decode a page; a declared Chinese encoding is taken at its word."""
    declared = _CHARSET.search(data[:4096])
    if declared and not declared[1].lower().startswith(b"utf"):
        try:
            return data.decode("gb18030")
        except UnicodeDecodeError:
            pass
    return decoded(file, data)


class _Tables(HTMLParser):
    """Collect cells by row and column; a span is a merged range."""

    def __init__(self, file: str) -> None:
        super().__init__(convert_charrefs=True)
        self.grids: list[Grid] = []
        self._file = file
        self._cells: dict[tuple[int, int], str] = {}
        self._taken: set[tuple[int, int]] = set()
        self._merges: list[Merge] = []
        self._row = 0
        self._place: tuple[int, int] | None = None
        self._text: list[str] = []
        self._skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a table, a row or a cell."""
        if tag == "table":
            self.end_table()
        elif tag == "tr":
            self._end_cell()
            self._row += 1
        elif tag in ("td", "th"):
            self._end_cell()
            self._start_cell(dict(attrs))
        elif tag == "br":
            self._text.append("\n")
        elif tag in ("script", "style"):
            self._skipped += 1

    def handle_endtag(self, tag: str) -> None:
        """Close a cell or a table."""
        if tag in ("td", "th", "tr"):
            self._end_cell()
        elif tag == "table":
            self.end_table()
        elif tag in ("script", "style"):
            self._skipped = max(self._skipped - 1, 0)

    def handle_data(self, data: str) -> None:
        """Keep the text of an open cell."""
        if self._place is not None and not self._skipped:
            self._text.append(data)

    def _start_cell(self, attributes: dict[str, str | None]) -> None:
        self._row = max(self._row, 1)
        column = 1
        while (self._row, column) in self._taken:
            column += 1
        down = _span(attributes.get("rowspan"), MAX_ROWS)
        across = _span(attributes.get("colspan"), MAX_COLUMNS)
        bottom, right = self._row + down - 1, column + across - 1
        require_area(self._file, self._row, right, len(self._taken) + down * across)
        self._taken |= {
            (row, k)
            for row in range(self._row, bottom + 1)
            for k in range(column, right + 1)
        }
        if down > 1 or across > 1:
            self._merges.append(Merge(self._row, column, bottom, right))
        self._place = (self._row, column)
        self._text = []

    def _end_cell(self) -> None:
        if self._place is not None:
            lines = "".join(self._text).split("\n")
            text = "\n".join(" ".join(line.split()) for line in lines).strip()
            require_length(self._file, text, self._place[0])
            self._cells[self._place] = text
        self._place = None

    def end_table(self) -> None:
        """Close the present table and keep it if it holds any text."""
        self._end_cell()
        widths: dict[int, int] = {}
        for row, column in self._cells:
            widths[row] = max(widths.get(row, 0), column)
        rows = [
            Row(n, tuple(self._cells.get((n, k), "") for k in range(1, w + 1)))
            for n, w in sorted(widths.items())
        ]
        rows = [row for row in rows if not row.is_blank]
        if rows and len(self.grids) < MAX_SHEETS:
            faults: list[Fault] = [f for row in rows for f in error_faults(row)]
            clean = tuple(without_errors(row) for row in rows)
            name = str(len(self.grids) + 1)
            self.grids.append(Grid(name, clean, tuple(self._merges), tuple(faults)))
        self._cells, self._taken, self._merges = {}, set(), []
        self._row = 0


def _span(text: str | None, limit: int) -> int:
    """Return a span as a number of at least 1."""
    return min(max(int(text), 1), limit) if text and text.isdigit() else 1
