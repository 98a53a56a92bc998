"""A picture of few colours as a small PNG file."""

from __future__ import annotations

import struct
import zlib

import numpy as np
from numpy.typing import NDArray

SIGNATURE = b"\x89PNG\r\n\x1a\n"

_DEPTH = 4
_PALETTE_TYPE = 3
MOST_COLOURS = 1 << _DEPTH

Rgba = tuple[int, int, int, int]


def encode(indices: NDArray[np.uint8], palette: list[Rgba]) -> bytes:
    """Return a PNG with a palette of up to sixteen colours, two pixels in a byte.

    Parameters
    ----------
    indices
        ``[height, width]``, places in the palette; row 0 is the top.
    palette
        Red, green, blue and opacity, each 0 to 255.

    Returns
    -------
    bytes
        Same input, same bytes, for one version of zlib.

    Notes
    -----
    PNG (ISO/IEC 15948): chunks IHDR, PLTE, tRNS, IDAT, IEND; filter 0 on each row,
    for other filters only lengthen rows of a palette.

    Examples
    --------
    >>> encode(np.zeros((1, 1), np.uint8), [(0, 0, 0, 0)])[:8] == SIGNATURE
    True
    """
    height, width = indices.shape
    even = np.zeros((height, width + width % 2), np.uint8)
    even[:, :width] = indices
    packed = (even[:, ::2] << _DEPTH) | even[:, 1::2]
    rows = np.zeros((height, packed.shape[1] + 1), np.uint8)
    rows[:, 1:] = packed
    head = struct.pack(">IIBBBBB", width, height, _DEPTH, _PALETTE_TYPE, 0, 0, 0)
    return SIGNATURE + b"".join(
        (
            _chunk(b"IHDR", head),
            _chunk(b"PLTE", bytes(v for colour in palette for v in colour[:3])),
            _chunk(b"tRNS", bytes(colour[3] for colour in palette)),
            _chunk(b"IDAT", zlib.compress(rows.tobytes(), 9)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)
