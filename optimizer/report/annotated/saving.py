"""A workbook to a file: what openpyxl writes, several times as fast.

Nearly all cells of a table are plain texts and numbers. They are written here as text
of XML, without a tree for each; openpyxl writes everything else. Texts go into one
table of strings, from where they are read back faster than from the cells.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from openpyxl.cell._writer import etree_write_cell
from openpyxl.comments.comment_sheet import CommentRecord
from openpyxl.compat import safe_string
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.utils import get_column_letter
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.functions import Element, tostring

STRINGS: Final = "xl/sharedStrings.xml"

_SPACE: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATION: Final = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
)
_TYPE: Final = (
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
)
_EXACT: Final = 10**15
"""Whole numbers below it are written with all their digits."""


def save(book: Workbook, path: Path) -> None:
    """Write a workbook, without compression, as it is packed again anyway."""
    strings = _Strings()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        _Writer(book, archive, strings).write_data()
        archive.writestr(STRINGS, strings.xml())


def with_strings(name: str, part: bytes) -> bytes:
    """Return a part of a workbook :func:`save` wrote with its strings declared."""
    if name == "xl/_rels/workbook.xml.rels":
        entry = f'<Relationship Type="{_RELATION}" Target="/{STRINGS}" Id="strings" />'
        return part.replace(b"</Relationships>", f"{entry}</Relationships>".encode())
    if name == "[Content_Types].xml":
        entry = f'<Override PartName="/{STRINGS}" ContentType="{_TYPE}" />'
        return part.replace(b"</Types>", f"{entry}</Types>".encode())
    return part


class _Strings:
    """Every text of a workbook once, in the order of its first cell."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}

    def place_of(self, text: str) -> int:
        return self._places.setdefault(text, len(self._places))

    def xml(self) -> bytes:
        items = "".join(f"<si>{_text(text)}</si>" for text in self._places)
        head = f'<sst xmlns="{_SPACE}" uniqueCount="{len(self._places)}">'
        return f"{head}{items}</sst>".encode()


class _Writer(ExcelWriter):
    """Writes the sheets with :class:`_Sheet`."""

    _archive: zipfile.ZipFile

    def __init__(
        self, book: Workbook, archive: zipfile.ZipFile, strings: _Strings
    ) -> None:
        super().__init__(book, archive)
        self._strings = strings

    def write_worksheet(self, ws: Any) -> None:
        """Write one sheet, and keep for the caller what other parts depend on it."""
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
        sheet = _Sheet(ws, self._strings)
        sheet.write()
        ws._rels = sheet._rels
        self._archive.writestr(ws.path[1:], sheet.xml())
        self.manifest.append(ws)
        sheet.cleanup()


class _Sheet(WorksheetWriter):
    """Writes the rows of a sheet as text; openpyxl writes what is around them."""

    ws: Any  # its rows, comments and links are private
    _rels: Any

    def __init__(self, ws: Any, strings: _Strings) -> None:
        super().__init__(ws)
        self._strings = strings
        self._styles: dict[bytes, str] = {}
        self._made: list[str] = []

    def write_rows(self) -> None:
        """Make the rows; an empty element holds their place."""
        self.xf.send(Element("sheetData"))
        self._made = [self._row(number, cells) for number, cells in self.rows()]

    def xml(self) -> bytes:
        """Return the sheet."""
        around = self.read().decode()
        head, mark, tail = around.partition("<sheetData")
        tail = tail.partition(">")[2]
        rows = "".join(self._made)
        return f"{head}{mark}>{rows}</sheetData>{tail}".encode()

    def _row(self, number: int, cells: list[Any]) -> str:
        facts = {"r": f"{number}"}
        facts.update(self.ws.row_dimensions.get(number, {}))
        said = "".join(f" {name}={quoteattr(text)}" for name, text in facts.items())
        return f"<row{said}>{''.join(self._cells(number, cells))}</row>"

    def _cells(self, number: int, cells: list[Any]) -> Iterator[str]:
        for cell in cells:
            if cell._comment is not None:
                self.ws._comments.append(CommentRecord.from_cell(cell))
            style = self._style(cell)
            if cell._value is None and not style and cell._comment is None:
                continue
            content = self._content(cell)
            if content is None or cell.hyperlink:
                tree = _Tree()
                etree_write_cell(tree, self.ws, cell, bool(style))
                yield tree.text
            else:
                yield f'<c r="{get_column_letter(cell.column)}{number}"{style}{content}'

    def _style(self, cell: Any) -> str:
        """Return the attribute of a cell's format; ``""`` if it has none."""
        style = cell._style
        if style is None:
            return ""
        key = style.tobytes()
        if key not in self._styles:
            said = f' s="{cell.style_id}"' if any(style) else ""
            self._styles[key] = said
        return self._styles[key]

    def _content(self, cell: Any) -> str | None:
        """Return what follows in a plain cell; ``None`` if it is not plain."""
        value, kind = cell._value, cell.data_type
        if value is None and kind == "n":
            return ' t="n" />'
        if kind == "s" and type(value) is str and value:
            return f' t="s"><v>{self._strings.place_of(value)}</v></c>'
        if kind == "n" and type(value) in (int, float):
            is_short = type(value) is int and abs(value) < _EXACT
            return f' t="n"><v>{value if is_short else safe_string(value)}</v></c>'
        return None


class _Tree:
    """Takes the element of one cell."""

    text = ""

    def write(self, element: Any) -> None:
        self.text += tostring(element).decode()


def _text(text: str) -> str:
    bare = text.strip()
    space = ' xml:space="preserve"' if bare and bare != text else ""
    return f"<t{space}>{escape(text)}</t>"
