"""Tables as files: csv and xlsx into columns of text, and back.

Nothing is judged here but whether the file can be read at all. Cells are text, as
ids lose leading zeros as numbers. A csv is UTF-8 (with or without mark) or GB18030,
separated by comma, semicolon or tab.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from optimizer.errors import DataError, OutputError

Columns = list[NDArray[np.object_]]

_ENCODINGS = ("utf-8-sig", "gb18030")
_SEPARATORS = ",;\t"


@dataclass(frozen=True, eq=False)
class RawTable:
    """Columns of text under the headers of a file.

    Parameters
    ----------
    file
        Bare name of the file.
    header
        Headers as written, in order.
    columns
        One array of text per header.
    rows
        Row in the file of each record; the first line of the file is row 1.
    """

    file: str
    header: tuple[str, ...]
    columns: tuple[NDArray[np.object_], ...]
    rows: NDArray[np.int64]


def read_raw(path: Path) -> RawTable:
    """Read a csv or xlsx as text; wholly blank rows are left out.

    Raises
    ------
    DataError
        F102 no such file, F103 broken, F104 other format, F108 unknown encoding,
        F109 a row with too many fields, F110 no header.
    """
    if not path.is_file():
        raise DataError("F102", file=str(path))
    suffix = path.suffix.casefold()
    if suffix in {".xlsx", ".xlsm"}:
        header, columns, skipped = _read_xlsx(path)
    elif suffix in {".csv", ".txt", ".tsv"}:
        header, columns, skipped = _read_csv(path)
    else:
        raise DataError("F104", file=path.name, value=suffix)
    filled = np.zeros(len(columns[0]), dtype=bool)
    for column in columns:
        filled |= column != ""
    records = np.flatnonzero(filled)
    rows = records + skipped + 2
    for column in columns[len(header) :]:
        beyond = rows[column[records] != ""]
        if len(beyond):
            raise DataError("F109", file=path.name, row=int(beyond[0]))
    kept = tuple(column[records] for column in columns[: len(header)])
    return RawTable(path.name, tuple(header), kept, rows)


def _read_csv(path: Path) -> tuple[list[str], Columns, int]:
    """Return header, records below it, and how many blank lines stand above it."""
    text = _decode(path)
    skipped = 0
    for line in io.StringIO(text, newline=""):
        if line.strip(_SEPARATORS + " \r\n"):
            break
        skipped += 1
        text = text[len(line) :]
    first = re.sub('"[^"]*"', "", text.split("\n", 1)[0])
    separator = max(_SEPARATORS, key=first.count)
    try:
        header = next(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except (StopIteration, csv.Error) as error:
        raise DataError("F110", file=path.name) from error
    widest = max(line.count(separator) for line in text.split("\n")) + 1
    width = max(widest, len(header)) + 1
    columns = _parse_rows(path, text, separator, width=width)
    return _without_blank_end(header, path), columns, skipped


def _without_blank_end(header: list[str], path: Path) -> list[str]:
    """Return a header without the blank cells a spreadsheet leaves at its end."""
    while header and not header[-1].strip():
        header = header[:-1]
    if not header:
        raise DataError("F110", file=path.name)
    return header


def _parse_rows(path: Path, text: str, separator: str, *, width: int) -> Columns:
    """Parse the records below the header; short ones are filled with blanks.

    Where quotes are out of order, pandas has the last word: it forgives more, and
    takes a while to import.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        records = list(reader)[1:]
    except csv.Error:
        return _parse_odd_rows(path, text, separator, width=width)
    if any(len(record) > width for record in records):
        return _parse_odd_rows(path, text, separator, width=width)
    body = [record + [""] * (width - len(record)) for record in records]
    return list(np.array(body, dtype=object).reshape(len(body), width).T)


def _parse_odd_rows(path: Path, text: str, separator: str, *, width: int) -> Columns:
    """Parse records with odd quotes, or refuse them."""
    import pandas as pd

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", pd.errors.ParserWarning)
            frame = pd.read_csv(
                io.StringIO(text, newline=""),
                sep=separator,
                header=None,
                names=list(range(width)),
                index_col=False,
                skiprows=1,
                dtype=str,
                na_filter=False,
                skip_blank_lines=False,
            )
    except pd.errors.EmptyDataError:
        return [np.array([], dtype=object) for _ in range(width)]
    except (pd.errors.ParserError, pd.errors.ParserWarning) as error:
        raise DataError("F103", file=path.name, reason=_one_line(error)) from error
    return [frame[k].to_numpy(dtype=object) for k in frame.columns]


def _decode(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise DataError("F103", file=path.name, reason=error.strerror) from error
    for encoding in _ENCODINGS:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise DataError("F108", file=path.name)


def _read_xlsx(path: Path) -> tuple[list[str], Columns, int]:
    """Read the first sheet as :func:`_read_csv` reads a file.

    A number without fraction becomes its digits.
    """
    # A good part of the start time, and a plan's folder has no workbook to be read.
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
            try:
                sheet = book.worksheets[0]
                sheet.reset_dimensions()
                records = [
                    [cell_text(value) for value in row]
                    for row in sheet.iter_rows(values_only=True)
                ]
            finally:
                book.close()
    except (InvalidFileException, *_BROKEN_XLSX) as error:
        raise DataError("F103", file=path.name, reason=_one_line(error)) from error
    skipped = 0
    while skipped < len(records) and not any(c.strip() for c in records[skipped]):
        skipped += 1
    header = _without_blank_end(
        records[skipped] if skipped < len(records) else [], path
    )
    below = records[skipped + 1 :]
    width = max(len(record) for record in records)
    body = [record + [""] * (width - len(record)) for record in below]
    array = np.array(body, dtype=object).reshape(len(body), width)
    return header, list(array.T), skipped


_BROKEN_XLSX = (
    zipfile.BadZipFile,
    AttributeError,
    EOFError,
    IndexError,
    KeyError,
    OSError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.LargeZipFile,
    zlib.error,
)
"""What openpyxl raises for damaged workbooks; it has no error of its own for them."""


def cell_text(value: object) -> str:
    """Return a cell as text.

    Examples
    --------
    >>> cell_text(1001.0), cell_text("0101"), cell_text(12.5), cell_text(None)
    ('1001', '0101', '12.5', '')
    """
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__


def find_columns(
    table: RawTable, names: dict[str, Sequence[str]], *, optional: Iterable[str]
) -> dict[str, NDArray[np.object_]]:
    """Match headers to canonical names.

    Parameters
    ----------
    table
        The raw table.
    names
        Canonical name to every accepted header.
    optional
        Canonical names that may be missing; their text is then blank.

    Raises
    ------
    DataError
        F105 a required column is missing, F106 two headers mean the same.
    """
    header = [normal(name) for name in table.header]
    found: dict[str, NDArray[np.object_]] = {}
    for name, accepted in names.items():
        known = {normal(text) for text in (name, *accepted)}
        places = [k for k, text in enumerate(header) if text in known]
        written = ", ".join(table.header)
        if len(places) > 1:
            raise DataError("F106", file=table.file, column=name, found=written)
        if places:
            found[name] = table.columns[places[0]]
        elif name in set(optional):
            found[name] = np.full(len(table.rows), "", dtype=object)
        else:
            raise DataError("F105", file=table.file, column=name, found=written)
    return found


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Write lines as UTF-8 with a mark, so that spreadsheets read Chinese.

    Raises
    ------
    OutputError
        F111 if the file cannot be written.
    """
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            file.writelines(f"{line}\r\n" for line in lines)
    except OSError as error:
        raise OutputError("F111", file=str(path), reason=error.strerror) from error


def normal(text: object) -> str:
    """Return a name or value without case, width and blanks, for comparing.

    Examples
    --------
    >>> normal(" From_ID "), normal("分钟（单程）")
    ('from_id', '分钟(单程)')
    """
    return "".join(unicodedata.normalize("NFKC", str(text)).casefold().split())
