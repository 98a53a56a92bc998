"""Delimited text: its encoding, its delimiter, its records."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from optimizer.errors import DataError
from optimizer.ingest.grids.errors import error_faults, without_errors
from optimizer.ingest.grids.grid import Fault, Grid, Row
from optimizer.ingest.grids.limits import require_area, require_length

_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_ENCODINGS = ("utf-8-sig", "gb18030")
_DELIMITERS = ",\t;|，"
_SAMPLE_LINES = 40
_QUOTED = re.compile('"[^"]*"')


def read_text(file: str, data: bytes) -> Grid:
    """Read delimited text.

    Parameters
    ----------
    file
        Bare name for messages.
    data
        Its bytes: UTF-8 with or without mark, UTF-16 with mark, or GB18030.

    Raises
    ------
    DataError
        D204 or D205 too large, F103 quotes that do not close, F108 no known
        encoding.
    """
    text = decoded(file, data)
    rows: list[Row] = []
    faults: list[Fault] = []
    cells = 0
    for row in _records(file, text, delimiter_of(text)):
        cells += len(row.cells)
        require_area(file, row.number, len(row.cells), cells)
        faults += error_faults(row)
        rows.append(without_errors(row))
    return Grid(None, tuple(rows), faults=tuple(faults), is_ragged_damage=True)


def decoded(file: str, data: bytes) -> str:
    """Return the text of a file; a mark at its start is left off.

    Raises
    ------
    DataError
        F108 if no known encoding fits.
    """
    marked = _MARKS.get(data[:2])
    for encoding in (marked,) if marked else _ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise DataError("F108", file=file)


def delimiter_of(text: str) -> str:
    r"""Return the character that parts the cells of most lines.

    Examples
    --------
    >>> delimiter_of("a;b,c;d\n1;2;3")
    ';'
    >>> delimiter_of("校名，人数")
    '，'
    """
    lines = []
    for line in io.StringIO(text):
        if line.strip(_DELIMITERS + " \r\n"):
            lines.append(_QUOTED.sub("", line))
        if len(lines) == _SAMPLE_LINES:
            break

    def fitness(mark: str) -> tuple[int, int]:
        counts = sorted(line.count(mark) for line in lines)
        return (counts[len(counts) // 2], counts[-1]) if counts else (0, 0)

    return max(_DELIMITERS, key=fitness)


def _records(file: str, text: str, delimiter: str) -> Iterator[Row]:
    """Yield the records with any text; their numbers count blank ones too."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if not any(cells):
                continue
            row = Row(number, tuple(cells))
            if row.is_blank:
                continue
            for cell in cells:
                require_length(file, cell, number)
            yield row
    except csv.Error as error:
        if "field larger" in str(error):
            require_length(file, " " * csv.field_size_limit(), number + 1)
        raise DataError(
            "F103", file=file, reason=f"{error} (line {reader.line_num})"
        ) from error
