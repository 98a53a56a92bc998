"""Names of counties on an overview, where they hide the least."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.report.annex_map.ground import Millimetres
from optimizer.report.widths import MM_PER_PT, width_em

_REACH_MM = 24.0
_STEP_MM = 2.0
_AWAY_COST = 0.25
"""What a millimetre away from the middle of its schools is worth, in symbols hidden."""

_STRANGE_COST = 12.0
"""What standing among schools of another area is worth, in symbols hidden."""

_NEAREST = 8

Box = tuple[float, float, float, float]


@dataclass(frozen=True, eq=False)
class AreaName:
    """A name, and where the schools of its area are."""

    text: str
    points: Millimetres


def place_areas(
    names: Sequence[AreaName],
    symbols: Millimetres,
    weights: NDArray[np.float64],
    size_pt: float,
    size: tuple[float, float],
) -> Iterator[tuple[str, Box]]:
    """Yield each name with its left, top, right and bottom, millimetres.

    Parameters
    ----------
    names
        Areas; one without a school on the map has no name on it.
    symbols, weights
        Where symbols are, and how bad it is to hide each.
    size_pt
        Height of the letters.
    size
        Width and height of the map.
    """
    taken: list[Box] = []
    for name in names:
        if not len(name.points):
            continue
        half = np.array([width_em(name.text) + 0.6, 1.3]) * size_pt * MM_PER_PT / 2
        free = [
            (_cost(middle, half, name, symbols, weights), *middle)
            for middle in _middles(name, half, size)
            if not any(_meets(middle, half, box) for box in taken)
        ]
        if free:
            _, x, y = min(free)
            box = (x - half[0], y - half[1], x + half[0], y + half[1])
            taken.append(tuple(round(float(v), 2) for v in box))  # type: ignore[arg-type]
            yield name.text, taken[-1]


def _middles(
    name: AreaName, half: NDArray[np.float64], size: tuple[float, float]
) -> Iterator[tuple[float, float]]:
    """Yield places around the middle of the schools, inside the map."""
    x, y = name.points.mean(axis=0).tolist()
    steps = np.arange(-_REACH_MM, _REACH_MM + 0.1, _STEP_MM).tolist()
    for dy in steps:
        for dx in steps:
            left, top = x + dx - half[0], y + dy - half[1]
            right, bottom = x + dx + half[0], y + dy + half[1]
            if min(left, top) >= 1 and right <= size[0] - 1 and bottom <= size[1] - 1:
                yield round(x + dx, 2), round(y + dy, 2)


def _cost(
    middle: tuple[float, float],
    half: NDArray[np.float64],
    name: AreaName,
    symbols: Millimetres,
    weights: NDArray[np.float64],
) -> float:
    hidden = (np.abs(symbols - np.array(middle)) <= half + 1.0).all(axis=1)
    away = np.hypot(*(name.points.mean(axis=0) - np.array(middle)))
    strange = _STRANGE_COST * _strangers(middle, name, symbols)
    return round(float(weights[hidden].sum() + _AWAY_COST * away + strange), 4)


def _strangers(
    middle: tuple[float, float], name: AreaName, symbols: Millimetres
) -> float:
    """Return which part of the nearest schools is of another area."""
    reach = np.sort(np.hypot(*(symbols - np.array(middle)).T))[:_NEAREST]
    own = np.hypot(*(name.points - np.array(middle)).T) <= reach[-1]
    return max(0.0, 1 - float(own.sum()) / len(reach))


def _meets(middle: tuple[float, float], half: NDArray[np.float64], box: Box) -> bool:
    x, y = middle
    return bool(
        x - half[0] < box[2]
        and x + half[0] > box[0]
        and y - half[1] < box[3]
        and y + half[1] > box[1]
    )
