"""Rows below a header that are no schools: each is listed, none is just dropped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from optimizer.ingest.grids.grid import Grid, Row
from optimizer.ingest.shape.header import Header
from optimizer.ingest.shape.names import meaning_of
from optimizer.ingest.shape.words import (
    is_bare_label,
    is_label,
    is_note,
    is_number,
    is_total,
    without_answers,
)
from optimizer.tabular import normal

_TOTAL_WITHIN = 4
"""Texts at the start of a row among which the word for a total may stand."""

_WIDE = 3
"""Columns of a merged range from which it is a heading within the table."""

_ORDINALS = "甲乙丙丁戊己庚辛壬癸"


@dataclass(frozen=True)
class Extra:
    """A row that is no school: code of its message and what it says."""

    code: str
    row: int
    text: str


class Sieve:
    """Tell the rows of one table that are no schools.

    Parameters
    ----------
    grid
        The grid as it stands, merged ranges not filled: what is merged across a
        heading stands in one cell.
    header
        Its header.
    titles
        Rows above the header.
    """

    def __init__(self, grid: Grid, header: Header, titles: Sequence[Row]) -> None:
        self._wide = {
            merge.top for merge in grid.merges if merge.right - merge.left + 1 >= _WIDE
        }
        self._lines = [tuple(map(normal, line)) for line in header.lines]
        self._titles = {_words(row) for row in titles}
        self._said_above = {text for line in self._lines for text in line if text}
        self._said_above |= {words[0] for words in self._titles}
        self._keys = [
            k
            for k, name in enumerate(header.names)
            if meaning_of(name) in ("school_id", "name")
        ]
        self._id_columns = [
            k for k, name in enumerate(header.names) if meaning_of(name) == "school_id"
        ]
        self._is_known = header.score > 1
        self._is_first = True
        self._width = len(header.names)
        self._is_after_note = False

    def sift(self, row: Row) -> Extra | None:
        """Return what a row is if it is no school; call for each row in turn."""
        texts = {k: cell.strip() for k, cell in enumerate(row.cells) if cell.strip()}
        code = self._code(row, texts) if self._is_known else ""
        self._is_first = False
        self._is_after_note = code == "D220"
        if not code:
            return None
        words = list(texts.values())
        if code == "D220":
            words = [without_answers(text) for text in words if not is_number(text)]
            words = _labels_only(words, list(texts.values()))
        return Extra(code, row.number, " ".join(" ".join(words).split()))

    def _code(self, row: Row, texts: dict[int, str]) -> str:
        if not texts:  # nothing but error values
            return ""
        first = next(iter(texts.values()))
        if normal(first) in self._said_above and (
            self._repeats_header(texts) or _words(row) in self._titles
        ):
            return "D221"
        if self._is_first and _counts_columns(list(texts.values()), self._width):
            return "D222"
        is_heading = len(texts) == 1 and row.number in self._wide
        has_id = any(k in texts and not is_total(texts[k]) for k in self._id_columns)
        if has_id and not is_heading and not self._is_note_row(texts):
            return ""
        if _is_total_row(texts):
            return "D219"
        if self._is_note_row(texts):
            return "D220"
        return "D226" if is_heading else ""

    def _repeats_header(self, texts: dict[int, str]) -> bool:
        """Tell whether all texts of a row are those of one header row."""
        cells = {k: normal(text) for k, text in texts.items()}
        least = min(2, max(len([c for c in line if c]) for line in self._lines))
        return any(
            len(cells) >= least
            and all(k < len(line) and line[k] == text for k, text in cells.items())
            for line in self._lines
        )

    def _is_note_row(self, texts: dict[int, str]) -> bool:
        """Tell notes and signatures: a label first, and no more than labels say."""
        first, *others = texts.values()
        if self._is_after_note and not others and not is_number(first):
            return True
        if is_note(first):
            return not others or not _has_figures(others)
        if not (is_label(first) or is_bare_label(first)):
            return False
        keys = [texts[k] for k in self._keys if k in texts]
        return is_label(first) or all(is_label(k) or is_bare_label(k) for k in keys)


def _is_total_row(texts: dict[int, str]) -> bool:
    """Tell a row that begins with a word for a total and goes on with figures."""
    words = [text for text in texts.values() if not is_number(text)]
    place = next((k for k, word in enumerate(words) if is_total(word)), None)
    return place is not None and place < _TOTAL_WITHIN and place == len(words) - 1


def _has_figures(texts: Sequence[str]) -> bool:
    return sum(map(is_number, texts)) > 1


def _counts_columns(texts: Sequence[str], width: int) -> bool:
    """Tell a row that numbers the columns: 甲 乙 1 2 3."""
    rest = list(texts)
    while rest and rest[0] in _ORDINALS:
        rest = rest[1:]
    numbers = [str(k) for k in range(1, len(rest) + 1)]
    return 2 < len(texts) <= width and rest == numbers


def _labels_only(words: Sequence[str], texts: Sequence[str]) -> list[str]:
    """Keep notes, and of signatures the labels: an answer may stand in its own cell."""
    if any(map(is_note, texts)):
        return list(words)
    return [word for word in words if is_bare_label(word)]


def _words(row: Row) -> tuple[str, ...]:
    return tuple(normal(cell) for cell in row.cells if cell.strip())
