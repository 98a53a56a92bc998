"""A document as plain blocks: written once, set as Word and as PDF.

Texts are shown as they are; no mark-up is ever read from them. Numbers of headings
stand in the text, so that every format shows the same words.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from optimizer.messages import Lang

Align = Literal["left", "centre", "right"]
Kind = Literal["body", "flush", "note", "centre", "sign"]
"""Kind of a paragraph: indented by two letters, flush left, small note, centred, and
the signature or date set to the right."""

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_HEAD = 24
"""Bytes of a PNG file up to the end of its size."""

_ONES = "零一二三四五六七八九"
_TEN = 10
_HUNDRED = 100


@dataclass(frozen=True)
class Title:
    """Title of the document, centred."""

    text: str


@dataclass(frozen=True)
class Heading:
    """Heading of level 1 (一、), 2 ((一)) or 3 (1.); see :func:`numbered`."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Para:
    """One paragraph."""

    text: str
    kind: Kind = "body"


@dataclass(frozen=True)
class Col:
    """Column of a table: heading, share of the width, alignment."""

    head: str
    width: float = 1.0
    align: Align = "left"


@dataclass(frozen=True)
class Table:
    """Table whose head repeats on each page and whose rows never break.

    ``strong`` holds the places of rows set in bold; ``blank_mm`` is the least height
    of rows people fill in by hand. ``caption`` stands above.
    """

    columns: Sequence[Col]
    rows: Sequence[Sequence[str]]
    caption: str = ""
    strong: frozenset[int] = frozenset()
    blank_mm: float | None = None


@dataclass(frozen=True)
class Picture:
    """A picture, as large as the type area allows.

    Parameters
    ----------
    png
        The file.
    width, height
        Its size in dots.
    told
        What it shows, for readers who cannot see it.
    share
        Part of the height of a page it may take, 1 for all.
    """

    png: bytes
    width: int
    height: int
    told: str
    share: float = 1.0

    @property
    def is_broad(self) -> bool:
        """Whether it belongs on a broad page."""
        return self.width > self.height


def picture_of(png: bytes, told: str) -> Picture:
    """Return a picture from a PNG file, whose head states its size.

    Raises
    ------
    ValueError
        If it is no PNG file.
    """
    if not png.startswith(_PNG) or len(png) < _PNG_HEAD:
        msg = "no PNG file"
        raise ValueError(msg)
    width, height = struct.unpack(">II", png[16:24])
    return Picture(png, width, height, told)


@dataclass(frozen=True)
class Sheet:
    """Start of a new page, upright or broad, for what follows."""

    broad: bool = False


Block = Title | Heading | Para | Table | Picture | Sheet


@dataclass(frozen=True)
class Document:
    """A document: its blocks, and what stands at the top of each page.

    Parameters
    ----------
    title
        Title in the properties of the file.
    subject
        Version and stage, in the properties of the file.
    running
        Line at the top of each page: stage, notice of a demo, version.
    blocks
        From the first to the last.
    lang
        Language of the words; names stay as written.
    """

    title: str
    subject: str
    running: str
    blocks: tuple[Block, ...]
    lang: Lang = "zh"


def numbered(blocks: Iterable[Block], lang: Lang = "zh") -> Iterator[Block]:
    """Yield the blocks with the numbers of GB/T 9704 before the headings.

    Levels are 一、 then （一） then 1. in Chinese; 1 then 1.1 then 1.1.1 in English.
    """
    counts = [0, 0, 0]
    for block in blocks:
        if not isinstance(block, Heading):
            yield block
            continue
        at = block.level - 1
        counts[at] += 1
        counts[at + 1 :] = [0] * (len(counts) - at - 1)
        yield replace(block, text=_number(counts, at, lang) + block.text)


def _number(counts: Sequence[int], at: int, lang: Lang) -> str:
    if lang == "en":
        return ".".join(map(str, counts[: at + 1])) + " "
    n = counts[at]
    return (f"{chinese_number(n)}、", f"（{chinese_number(n)}）", f"{n}.")[at]


def chinese_number(n: int) -> str:
    """Return a number from 1 to 99 in Chinese.

    Examples
    --------
    >>> chinese_number(3), chinese_number(10), chinese_number(12), chinese_number(20)
    ('三', '十', '十二', '二十')
    """
    if not 0 < n < _HUNDRED:
        return str(n)
    tens, ones = divmod(n, _TEN)
    head = "" if tens == 0 else ("十" if tens == 1 else f"{_ONES[tens]}十")
    return head + (_ONES[ones] if ones else "")
