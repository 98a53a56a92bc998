"""Numbers of the travel table: digits, full-width digits, and a written unit.

``30``, ``３０``, ``30分钟`` and ``1小时20分`` are numbers. ``约30``, ``30-40`` and
``1,234`` are refused, each with its own message: what they mean is for the bureau
to say.
"""

from __future__ import annotations

import re
import unicodedata

import numpy as np
from numpy.typing import NDArray

from optimizer.matrix import UNKNOWN
from optimizer.travel.table.cells import Cells, Faults
from optimizer.travel.table.words import UNITS, Quantity

_DIGITS = r"[0-9]+(?:\.[0-9]*)?|\.[0-9]+"
_NUMBER = re.compile(rf"[+-]?(?:{_DIGITS})(?:e[+-]?[0-9]+)?")
_PART = {
    quantity: re.compile(
        rf"\s*({_DIGITS})\s*({'|'.join(sorted(units, key=len, reverse=True))})"
    )
    for quantity, units in UNITS.items()
}
_SEPARATED = re.compile(r"[0-9][,'’_、]\s*[0-9]|[0-9]\s+[0-9]")
_VAGUE = re.compile(
    r"[约≈~几多余近<>≤≥]|左右|上下|大概|差不多|以内|以上|[0-9]\s*(?:[-–—至到]|\+$)"
)

_BLANK, _UNIT = "blank", "unit"


def amounts(
    cells: Cells,
    quantity: Quantity,
    factor: int,
    faults: Faults,
    *,
    skip: NDArray[np.bool_],
    required: bool,
) -> NDArray[np.int64]:
    """Return whole seconds or metres, at least 1.

    Parameters
    ----------
    cells
        The numbers as text.
    quantity
        Time or distance.
    factor
        Seconds or metres in one unit, where the cell itself names none.
    faults
        Takes one issue per fault, and a note if cells name their unit.
    skip
        Cells in which nothing is a fault.
    required
        Whether a blank is a fault.

    Returns
    -------
    numpy.ndarray
        int64; 0 for a faulty value, :data:`optimizer.matrix.UNKNOWN` for a blank.
    """
    values, kind = _readings(cells.text, quantity, factor)
    plain = (kind == "") | (kind == _UNIT)
    high = plain & (values > np.iinfo(np.int32).max)
    low = plain & (values <= 0)
    for code, mask in (
        *((code, kind == code) for code in ("T242", "T236", "T237")),
        ("T243", low),
        ("T244", (kind == _BLANK) & required),
        ("T250", high),
    ):
        faults.add(code, cells, mask & ~skip)
    if num_units := int(((kind == _UNIT) & ~skip).sum()):
        faults.note("T238", quantity, num_units)
    good = plain & ~low & ~high
    whole = np.maximum(1, np.rint(np.where(good, values, 1))).astype(np.int64)
    return np.where(good, whole, np.where(kind == _BLANK, UNKNOWN, 0))


def is_nothing(text: NDArray[np.object_], quantity: Quantity) -> NDArray[np.bool_]:
    """Mark blanks, zeros and dashes: what matrices hold from a school to itself."""
    values, kind = _readings(text, quantity, 1)
    dashes = [not str(word).strip(" \t-–—－/") for word in text]
    zero = ((kind == "") | (kind == _UNIT)) & (values == 0)
    nothing: NDArray[np.bool_] = np.array(dashes, dtype=bool) | zero
    return nothing


def _readings(
    text: NDArray[np.object_], quantity: Quantity, factor: int
) -> tuple[NDArray[np.float64], NDArray[np.object_]]:
    """Return values in seconds or metres, and ``""`` or what else each text is."""
    words = [str(word) for word in text]
    read = {word: _reading(word, quantity, factor) for word in dict.fromkeys(words)}
    values = np.fromiter((read[word][0] for word in words), np.float64, len(words))
    kind = np.full(len(text), "", dtype=object)
    kind[:] = [read[word][1] for word in words]
    return values, kind


def _reading(word: str, quantity: Quantity, factor: int) -> tuple[float, str]:
    """Return the value of one text, with the code of its fault if it has none."""
    # Nearly all cells are plain digits.
    if _NUMBER.fullmatch(word):
        return float(word) * factor, ""
    text = unicodedata.normalize("NFKC", word).casefold().strip()
    if not text:
        return 0.0, _BLANK
    if _NUMBER.fullmatch(text):
        return float(text) * factor, ""
    value = _with_unit(text, quantity)
    if value is not None:
        return value, _UNIT
    if _SEPARATED.search(text):
        return 0.0, "T236"
    is_vague = _VAGUE.search(text) and re.search("[0-9]", text)
    return 0.0, "T237" if is_vague else "T242"


def _with_unit(text: str, quantity: Quantity) -> float | None:
    """Return the value of ``30分钟`` or ``1小时20分``; ``None`` for other texts.

    Units must fall from part to part, so that no part can be read twice.
    """
    sign = -1 if text.startswith("-") else 1
    rest, total, last = text[text[0] in "+-" :], 0.0, np.inf
    while last == np.inf or rest:
        part = _PART[quantity].match(rest)
        if part is None or UNITS[quantity][part[2]] >= last:
            return None
        last = UNITS[quantity][part[2]]
        total += float(part[1]) * last
        rest = rest[part.end() :].strip()
    return sign * total
