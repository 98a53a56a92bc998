"""Streams of an OLE container, the wrapping of xls and et files.

Read here only far enough to look at the records of a workbook before a library
lays its cells out. Layout: [MS-CFB].
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

_HEADER_LINKS = 109
_LAST_SECTOR = 0xFFFFFFFA
_ENTRY = 128
_STREAM, _ROOT = 2, 5


class OleError(ValueError):
    """The container is damaged."""


class Ole:
    """An OLE container.

    Raises
    ------
    OleError
        If it is damaged.
    """

    def __init__(self, data: bytes) -> None:
        if len(data) < 512:
            raise OleError
        self._data = data
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise OleError
        self._size = 1 << shift
        directory, self._cutoff, mini_table = struct.unpack_from("<I4xII", data, 48)
        self._table = self._read_table()
        self._mini_table = _numbers(self._chain(mini_table))
        self._entries = self._read_entries(self._chain(directory))

    def stream(self, *names: str) -> bytes:
        """Return the first stream that has one of the names, in any case."""
        wanted = [name.casefold() for name in names]
        root = next((e for e in self._entries if e[1] == _ROOT), None)
        for name, kind, start, size in self._entries:
            if kind != _STREAM or name.casefold() not in wanted:
                continue
            if size >= self._cutoff:
                return self._chain(start)[:size]
            if root is None:
                raise OleError
            small = self._chain(root[2])
            places = _chained(self._mini_table, start)
            return b"".join(small[k * 64 : k * 64 + 64] for k in places)[:size]
        raise OleError

    def _sector(self, number: int) -> bytes:
        begin = (number + 1) * self._size
        return self._data[begin : begin + self._size]

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector(k) for k in _chained(self._table, start))

    def _read_table(self) -> Sequence[int]:
        """Return the table that links the sectors."""
        links = list(struct.unpack_from(f"<{_HEADER_LINKS}I", self._data, 76))
        (further,) = struct.unpack_from("<I", self._data, 68)
        most = len(self._data) // self._size + 1
        while further < _LAST_SECTOR and len(links) <= most + _HEADER_LINKS:
            *more, further = _numbers(self._sector(further)) or (_LAST_SECTOR,)
            links += more
        sectors = [self._sector(k) for k in links if k < _LAST_SECTOR]
        return _numbers(b"".join(sectors[:most]))

    def _read_entries(self, data: bytes) -> list[tuple[str, int, int, int]]:
        """Return name, kind, first sector and size of each entry."""
        entries = []
        for begin in range(0, len(data) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", data, begin + 64)
            start, size = struct.unpack_from("<II", data, begin + 116)
            raw = data[begin : begin + max(min(length, 64) - 2, 0)]
            entries.append((raw.decode("utf-16-le", "replace"), kind, start, size))
        return entries


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _chained(table: Sequence[int], start: int) -> list[int]:
    """Return the numbers of a chain; one that runs in a circle is damage."""
    places: list[int] = []
    while start < _LAST_SECTOR:
        if start >= len(table) or len(places) > len(table):
            raise OleError
        places.append(start)
        start = table[start]
    return places
