"""Zip packages: what they claim to unpack to, and what they really do.

A part's stated size is a claim of its writer. Every part is therefore unpacked once
in small pieces, counted and thrown away, before any library reads it whole.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from optimizer.errors import DataError
from optimizer.ingest.grids.limits import (
    MAX_ENTRIES,
    MAX_RATIO,
    MAX_UNPACKED_BYTES,
    RATIO_FROM_BYTES,
)

_CHUNK = 2**18
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_END_BYTES = 22
_IS_ENCRYPTED = 0x1

BROKEN_ZIP = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)
"""What a damaged package raises."""


def require_sound(file: str, data: bytes) -> None:
    """Refuse a package that is damaged, encrypted or unpacks to too much.

    Parameters
    ----------
    file
        Bare name for the message.
    data
        Bytes of the package.

    Raises
    ------
    DataError
        D201 encrypted, D203 unpacks to too much, F103 damaged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
    except BROKEN_ZIP as error:
        raise DataError("F103", file=file, reason=str(error)) from error
    # Two readers may take two directories for the true one if there can be two.
    if data[-_END_BYTES:-18] != b"PK\x05\x06":
        raise DataError("F103", file=file, reason="zip")
    if len(parts) > MAX_ENTRIES:
        raise DataError("D203", file=file, value=f"{len(parts)} parts")
    if len({part.filename.casefold() for part in parts}) < len(parts):
        raise DataError("F103", file=file, reason="zip")
    unpacked = 0
    for part in parts:
        if part.flag_bits & _IS_ENCRYPTED:
            raise DataError("D201", file=file)
        try:
            size = _size_of(file, data, part, MAX_UNPACKED_BYTES - unpacked)
        except (zlib.error, struct.error) as error:
            raise DataError("F103", file=file, reason=part.filename) from error
        if size != part.file_size:
            raise DataError("F103", file=file, reason=part.filename)
        unpacked += size


def _size_of(file: str, data: bytes, part: zipfile.ZipInfo, left: int) -> int:
    """Return how many bytes a part really unpacks to."""
    start = part.header_offset
    magic, name, extra = _LOCAL_HEADER.unpack_from(data, start)
    begin = start + _LOCAL_HEADER.size + name + extra
    packed = memoryview(data)[begin : begin + part.compress_size]
    if magic != b"PK\x03\x04" or len(packed) < part.compress_size:
        raise DataError("F103", file=file, reason=part.filename)
    if part.compress_type == zipfile.ZIP_STORED:
        return len(packed)
    if part.compress_type != zipfile.ZIP_DEFLATED:
        raise DataError("F103", file=file, reason=part.filename)
    size = 0
    for got in _pieces(packed):
        size += got
        is_dense = size > RATIO_FROM_BYTES and size > MAX_RATIO * len(packed)
        if size > left or is_dense:
            raise DataError("D203", file=file, value=f"{size >> 20} MB")
    return size


def _pieces(packed: memoryview) -> Iterator[int]:
    """Yield the lengths of the unpacked pieces of a deflated part."""
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    for start in range(0, len(packed), _CHUNK):
        piece: bytes | memoryview = packed[start : start + _CHUNK]
        while len(piece) and not unpacker.eof:
            yield len(unpacker.decompress(piece, _CHUNK))
            piece = unpacker.unconsumed_tail
    yield len(unpacker.flush())
    if not unpacker.eof:
        raise zlib.error
