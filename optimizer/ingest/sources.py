"""How the cell of a canonical column is made of the cells of a file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from optimizer.ingest.cells import unguarded
from optimizer.ingest.numerals import M2_PER_MU, Measure, Reading, Writing, read_decimal
from optimizer.ingest.values import AMOUNT_COLUMNS, MEASURES, read_value

_UNKNOWN = "?"
_POWERS = tuple("百千万亿")
_POWER = re.compile(r"[\d.]\s*[百千]|[万亿]")
"""Powers that would multiply the header's: 3.5百 or 三万 under 万元."""

_CENT = Decimal("0.01")
_ORDER = (Writing.PLAIN, Writing.CONVERTED, Writing.ROUGH)


@dataclass(frozen=True)
class Source:
    """Cells of a row that make up one canonical column.

    Parameters
    ----------
    places
        Positions of the cells, from 0; more than one are added.
    units
        Unit each header states, and its factor to the column's own unit.
    less
        Positions of cells that are taken off the sum.
    """

    places: tuple[int, ...]
    units: tuple[tuple[str, Decimal | int], ...] = ()
    less: tuple[int, ...] = ()

    def text(self, cells: Sequence[str]) -> str:
        """Return the text of the column in a row; ``""`` if every cell is blank."""
        if self._is_one_cell:
            return self._text_of(cells[self.places[0]])
        plus = [unguarded(cells[k]) for k in self.places]
        minus = [unguarded(cells[k]) for k in self.less]
        if not any(plus):
            return ""
        added = " + ".join(text or _UNKNOWN for text in plus)
        return added + "".join(f" - {text or _UNKNOWN}" for text in minus)

    def read(self, name: str, cells: Sequence[str]) -> Reading:
        """Return the value of the column in a row.

        Parameters
        ----------
        name
            The canonical column.
        cells
            Cells of the row; not all of the column's own are blank.

        Raises
        ------
        ValueError
            If a cell cannot be understood, or one of several is blank: a sum with an
            unknown part is unknown.
        """
        if self._is_one_cell and self._is_in_own_unit:
            return self._reading_of(name, self._text_of(cells[self.places[0]]))
        parts = [
            _scaled(unguarded(cells[k]), name, *self._unit(j))
            for j, k in enumerate(self.places)
        ]
        off = [_scaled(unguarded(cells[k]), name, "", Decimal(1)) for k in self.less]
        total = sum((p for p, _ in parts), Decimal()) - sum(
            (p for p, _ in off), Decimal()
        )
        writing = max((w for _, w in (*parts, *off)), key=_ORDER.index)
        return Reading(_typed(name, total), writing)

    def _unit(self, j: int) -> tuple[str, Decimal]:
        unit, factor = self.units[j] if j < len(self.units) else ("", 1)
        return unit, Decimal(factor)

    def _text_of(self, raw: str) -> str:
        """Return the text of a cell; most cells of a column say what others said."""
        text = self._texts.get(raw)
        if text is None:
            text = self._texts[raw] = unguarded(raw)
        return text

    def _reading_of(self, name: str, text: str) -> Reading:
        reading = self._readings.get((name, text))
        if reading is None:
            reading = self._readings[name, text] = read_value(name, text)
        return reading

    # Kept no longer than the table, as the texts are the sender's.
    @cached_property
    def _texts(self) -> dict[str, str]:
        return {}

    @cached_property
    def _readings(self) -> dict[tuple[str, str], Reading]:
        return {}

    @cached_property
    def _is_one_cell(self) -> bool:
        return len(self.places) == 1 and not self.less

    @cached_property
    def _is_in_own_unit(self) -> bool:
        return self._unit(0)[1] == 1


def _scaled(
    text: str, name: str, unit: str, factor: Decimal
) -> tuple[Decimal, Writing]:
    """Return a figure in the column's own unit.

    A cell that says its unit again is fine (36万元 or 36万 under 万元): the factor
    counts once. Another unit or power than the header's is a contradiction.

    Raises
    ------
    ValueError
        If the text is no figure in the header's unit.
    """
    measure: Measure | None = MEASURES.get(name)
    if factor == 1:
        return read_decimal(text, measure)
    said = unicodedata.normalize("NFKC", text).strip()
    again = unit if said.endswith(unit) else _power(unit)
    bare = said.removesuffix(again)
    if _POWER.search(bare):
        raise ValueError(text)
    number, writing = read_decimal(bare)
    scaled = number * factor
    return scaled.quantize(_CENT) if factor == M2_PER_MU else scaled, writing


def _power(unit: str) -> str:
    """Return the power of ten a unit begins with, as 万 of 万元; ``""`` if none."""
    return unit[:1] if unit[:1] in _POWERS else ""


def _typed(name: str, number: Decimal) -> Any:
    """Return a figure as the type of its column."""
    if name in AMOUNT_COLUMNS:
        return float(number)
    if number != number.to_integral_value():
        raise ValueError(str(number))
    return int(number)
