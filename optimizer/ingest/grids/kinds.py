"""What a file is, by its first bytes: an ending is a claim, not a fact."""

from __future__ import annotations

import io
import zipfile
from enum import StrEnum
from pathlib import Path

from optimizer.errors import DataError
from optimizer.ingest.grids.limits import MAX_FILE_BYTES, MAX_TEXT_BYTES, require_size
from optimizer.ingest.grids.package import BROKEN_ZIP

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN = (
    b"%PDF",
    b"SQLite format 3\x00",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"Rar!",
    b"7z\xbc\xaf\x27\x1c",
    b"\x1f\x8b",
    b"{\\rtf",
)
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_BOOK_STREAMS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
_ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"

ENDINGS = {
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".xls": "xls",
    ".et": "xls",
    ".ods": "ods",
    ".csv": "text",
    ".tsv": "text",
    ".txt": "text",
    ".htm": "html",
    ".html": "html",
}
"""Endings of tables to what they claim."""


class Kind(StrEnum):
    """What a file of a table turns out to be."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    HTML = "html"
    TEXT = "text"


def kind_of(path: Path, data: bytes) -> Kind:
    """Return what a file is.

    Parameters
    ----------
    path
        The file, for its ending and for messages.
    data
        Its bytes.

    Raises
    ------
    DataError
        D201 encrypted, D202 too large, D206 a format that is known but not read,
        F103 a workbook by its ending and nothing by its content.
    """
    if data.startswith(_ZIP):
        return _kind_of_package(path, data)
    if data.startswith(_OLE):
        return _kind_of_ole(path, data)
    if data.startswith(_FOREIGN):
        raise DataError("D206", file=path.name, value=_claim(path))
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"<?xml") and b"urn:schemas-microsoft-com:office" in start:
        raise DataError("D206", file=path.name, value="XML Spreadsheet 2003")
    if start.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<head")):
        require_size(path.name, len(data), MAX_TEXT_BYTES)
        return Kind.HTML
    if not start or (_claim(path) != Kind.TEXT and b"\x00" in data[:4096]):
        code = "F110" if _claim(path) == Kind.TEXT else "F103"
        raise DataError(code, file=path.name, reason=f"{len(data)} bytes")
    require_size(path.name, len(data), MAX_TEXT_BYTES)
    return Kind.TEXT


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file that is not too large.

    Raises
    ------
    DataError
        F103 unreadable, D202 too large.
    """
    try:
        is_text = _claim(path) in (Kind.TEXT, Kind.HTML)
        limit = MAX_TEXT_BYTES if is_text else MAX_FILE_BYTES
        require_size(path.name, path.stat().st_size, limit)
        return path.read_bytes()
    except OSError as error:
        raise DataError("F103", file=path.name, reason=error.strerror) from error


def _claim(path: Path) -> str:
    return ENDINGS.get(path.suffix.casefold(), path.suffix)


def _kind_of_package(path: Path, data: bytes) -> Kind:
    """Tell the kinds of zip apart by the parts each must have."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = {name.casefold() for name in package.namelist()}
    except BROKEN_ZIP as error:
        raise DataError("F103", file=path.name, reason=str(error)) from error
    if "xl/workbook.xml" in names or "[content_types].xml" in names:
        if not any(name.startswith("xl/") for name in names):
            raise DataError("D206", file=path.name, value=_claim(path))
        if "xl/workbook.bin" in names:
            raise DataError("D206", file=path.name, value="xlsb")
        return Kind.XLSX
    if "content.xml" in names and _ODS_TYPE in data[:200]:
        return Kind.ODS
    raise DataError("D206", file=path.name, value=_claim(path))


def _kind_of_ole(path: Path, data: bytes) -> Kind:
    if _ENCRYPTED_STREAM in data:
        raise DataError("D201", file=path.name)
    if any(stream in data for stream in _BOOK_STREAMS):
        return Kind.XLS
    raise DataError("D206", file=path.name, value=_claim(path))
