"""Parts of a shapefile: which must be there, and in which encoding its text is.

Without a .cpg the library takes the text for Latin letters and garbles it without a
word, and with one it fails on a header cut within a character, as the format cuts
them at ten bytes. Text is therefore read as bytes and decoded here: as the .cpg says
if that fits, else as UTF-8, else as GB18030.
"""

from __future__ import annotations

import codecs
from pathlib import Path

from optimizer.errors import DataError

_HEADER = 32
_FIELD = 32
_FIELD_END = 0x0D
_NAME = 11
_TYPE, _LENGTH = 11, 16
_SAMPLE_BYTES = 2**22


def part(path: Path, ending: str) -> Path | None:
    """Return the part of a shapefile with an ending, in small or capital letters."""
    for suffix in (ending, ending.upper()):
        if (found := path.with_suffix(suffix)).is_file():
            return found
    return None


def require_parts(path: Path) -> None:
    """Refuse a shapefile without its index or its table.

    Raises
    ------
    DataError
        D207 naming what is missing.
    """
    missing = [ending for ending in (".shx", ".dbf") if part(path, ending) is None]
    if missing:
        raise DataError("D207", file=path.name, value=", ".join(missing))


def encoding_of(path: Path) -> tuple[str, bool]:
    """Return the encoding of a shapefile's text, and whether its .cpg states it.

    Raises
    ------
    DataError
        D102 if the table is damaged, F108 if no encoding fits.
    """
    table = part(path, ".dbf")
    if table is None:
        raise DataError("D207", file=path.name, value=".dbf")
    with table.open("rb") as stream:
        texts = _texts(path.name, stream.read(_SAMPLE_BYTES))
    stated = _stated(path)
    for encoding in (stated, "utf-8", "gb18030"):
        if encoding and all(_fits(text, encoding) for text in texts):
            return encoding, encoding == stated
    raise DataError("F108", file=path.name)


def decoded(raw: str, encoding: str) -> str:
    r"""Return a text that was read byte by byte, without a character cut at its end.

    Examples
    --------
    >>> decoded("\xe6\xa0\xa1\xe5", "utf-8")
    '校'
    """
    data = raw.encode("latin-1", "replace")
    return codecs.getincrementaldecoder(encoding)("replace").decode(data)


def _stated(path: Path) -> str | None:
    """Return the encoding the .cpg states; GB2312 and GBK are parts of GB18030."""
    cpg = part(path, ".cpg")
    if cpg is None:
        return None
    with cpg.open("rb") as stream:
        name = stream.read(40).decode("ascii", "replace").strip().casefold()
    digits = "".join(c for c in name if c.isdigit())
    if digits == "65001" or name.replace("-", "") == "utf8":
        return "utf-8"
    if digits == "936" or name.startswith("gb"):
        return "gb18030"
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def _fits(text: bytes, encoding: str) -> bool:
    """Tell whether bytes are text; the last character may be cut off."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(text)
    except UnicodeDecodeError:
        return False
    return True


def _texts(file: str, data: bytes) -> set[bytes]:
    """Return the names and text values in the bytes of a dbf."""
    begin = int.from_bytes(data[8:10], "little")
    width = int.from_bytes(data[10:12], "little")
    if len(data) < begin or begin <= _HEADER or width < 1:
        raise DataError("D102", file=file, reason="dbf")
    texts: set[bytes] = set()
    spans = []
    offset = 1
    for start in range(_HEADER, begin - _FIELD + 1, _FIELD):
        if data[start] == _FIELD_END:
            break
        texts.add(data[start : start + _NAME].split(b"\x00", 1)[0])
        length = data[start + _LENGTH]
        if data[start + _TYPE : start + _TYPE + 1] == b"C":
            spans.append((offset, offset + length))
        offset += length
    for start in range(begin, len(data) - width + 1, width):
        for first, end in spans:
            texts.add(data[start + first : start + end].rstrip(b" \x00"))
    return texts
