"""What a picture file is, read from its own bytes."""

from __future__ import annotations

import struct

from optimizer.report.map.base.png import SIGNATURE

PNG, JPEG = "image/png", "image/jpeg"

_JPEG_START, _JPEG_END = b"\xff\xd8\xff", b"\xff\xd9"
_PNG_END = b"IEND\xaeB`\x82"
_END_WITHIN = 64
"""Bytes some programs leave behind the end of a picture."""

_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of a JPEG frame, which states the size: SOF0 to SOF15."""

_BARE = frozenset((0x01, *range(0xD0, 0xD9)))
"""Markers without a length."""


class PictureError(ValueError):
    """A file is no picture that can be used; the text is a stable word for why."""


def picture_of(data: bytes) -> tuple[str, tuple[int, int]]:
    """Return the MIME type, and width and height in pixels.

    Raises
    ------
    PictureError
        ``format`` if it is neither PNG nor JPEG, ``cut`` if its end is missing or its
        parts do not hang together.

    Examples
    --------
    >>> picture_of(b"%PDF-1.7")
    Traceback (most recent call last):
    optimizer.report.map.base.picture.PictureError: format
    """
    if data.startswith(SIGNATURE):
        return PNG, _png_size(data)
    if data.startswith(_JPEG_START):
        return JPEG, _jpeg_size(data)
    raise PictureError("format")


def _png_size(data: bytes) -> tuple[int, int]:
    if data[12:16] != b"IHDR" or _PNG_END not in data[-len(_PNG_END) - _END_WITHIN :]:
        raise PictureError("cut")
    width, height = struct.unpack(">II", data[16:24])
    return _sized(width, height)


def _jpeg_size(data: bytes) -> tuple[int, int]:
    if _JPEG_END not in data[-len(_JPEG_END) - _END_WITHIN :]:
        raise PictureError("cut")
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF or marker in _BARE:
            at += 1 if marker == 0xFF else 2
            continue
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return _sized(width, height)
        at += 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
    raise PictureError("cut")


def _sized(width: int, height: int) -> tuple[int, int]:
    if not width or not height:
        raise PictureError("cut")
    return width, height
