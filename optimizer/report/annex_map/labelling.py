"""Names beside symbols, placed so that none covers another or a symbol.

Names with the least choice are placed first, cores before others; each takes the
free place that hides least of the lines, and stays away where there is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from optimizer.report.widths import MM_PER_PT, width_em

Boxes = NDArray[np.float64]
"""Shape ``(n, 4)``: left, top, right and bottom, millimetres."""

_GAP = 0.35
_PADDING = 0.25
_LINE = 1.18
_NEAR_WAYS = 12
_AWAY_MM = (3.0, 5.0, 7.5, 10.5, 14.0, 18.0)
_TURNS = 16
_ORDER_COST = 0.35
"""What a place one further down the list of places is worth, in millimetres hidden."""


@dataclass(frozen=True)
class Wish:
    """A name that would like a place beside its symbol.

    Parameters
    ----------
    text
        The name.
    x, y, radius
        Centre and size of its symbol, millimetres.
    size_pt
        Height of the letters.
    rank
        Lower ranks are served first.
    may_stand_off
        Whether the name may stand away from its symbol, a thin line between.
    """

    text: str
    x: float
    y: float
    radius: float
    size_pt: float
    rank: int
    may_stand_off: bool = False


@dataclass(frozen=True)
class Placed:
    """Where a name stands: the box, and which of the wishes it belongs to.

    ``tie`` is where the thin line from the symbol meets the box, if there is one.
    """

    wish: int
    box: tuple[float, float, float, float]
    tie: tuple[float, float] | None


def place_names(
    wishes: Sequence[Wish],
    symbols: Boxes,
    lines: Sequence[shapely.LineString],
    size: tuple[float, float],
) -> list[Placed]:
    """Return the places of the names that found one.

    Parameters
    ----------
    wishes
        The names.
    symbols
        What no name may cover.
    lines
        What names should leave visible.
    size
        Width and height of the map; names stay inside.
    """
    spots = [_spots(wish) for wish in wishes]
    hidden = _Hidden(lines)
    taken = _Taken(symbols, size, len(wishes))
    chances = [int(taken.free(boxes).sum()) for boxes in spots]
    order = sorted(range(len(wishes)), key=lambda i: (wishes[i].rank, chances[i], i))
    found = []
    for i in order:
        free = taken.free(spots[i])
        if not free.any():
            continue
        cost = hidden.cost(spots[i]) + _ORDER_COST * np.arange(len(free))
        best = int(np.argmin(np.where(free, np.round(cost, 3), np.inf)))
        taken.take(spots[i][best])
        left, top, right, bottom = np.round(spots[i][best], 2).tolist()
        tie = None
        if best >= _NEAR_WAYS:
            x, y = wishes[i].x, wishes[i].y
            tie = (min(max(x, left), right), min(max(y, top), bottom))
        found.append(Placed(i, (left, top, right, bottom), tie))
    return sorted(found, key=lambda placed: placed.wish)


def _spots(wish: Wish) -> Boxes:
    """Return the boxes a name may take, the best first: right, left, below, above."""
    em = wish.size_pt * MM_PER_PT
    width = width_em(wish.text) * em + 2 * _PADDING
    height = _LINE * em
    ways = list(_near_ways(wish, width, height))
    if wish.may_stand_off:
        ways += _far_ways(wish, width, height)
    return np.array(ways)


def _near_ways(wish: Wish, w: float, h: float) -> Iterator[list[float]]:
    x, y, r = wish.x, wish.y, wish.radius + _GAP
    d = r * 0.72
    for left, top in (
        (x + r, y - h / 2),
        (x - r - w, y - h / 2),
        (x - w / 2, y + r),
        (x - w / 2, y - r - h),
        (x + d, y - d - h * 0.8),
        (x + d, y + d - h * 0.2),
        (x - d - w, y - d - h * 0.8),
        (x - d - w, y + d - h * 0.2),
        (x - w * 0.2, y + r),
        (x - w * 0.8, y + r),
        (x - w * 0.2, y - r - h),
        (x - w * 0.8, y - r - h),
    ):
        yield [left, top, left + w, top + h]


def _far_ways(wish: Wish, w: float, h: float) -> Iterator[list[float]]:
    for away in _AWAY_MM:
        reach = wish.radius + away
        for turn in range(_TURNS):
            cos, sin = (float(f(2 * np.pi * turn / _TURNS)) for f in (np.cos, np.sin))
            left = wish.x + cos * reach - w / 2 * (1 - cos)
            top = wish.y + sin * reach - h / 2 * (1 - sin)
            yield [left, top, left + w, top + h]


class _Taken:
    """Room that is gone: symbols and the names placed so far."""

    def __init__(self, symbols: Boxes, size: tuple[float, float], names: int) -> None:
        self._size = size
        self._boxes = np.full((len(symbols) + names, 4), np.nan)
        self._boxes[: len(symbols)] = symbols
        self._count = len(symbols)

    def free(self, boxes: Boxes) -> NDArray[np.bool_]:
        """Tell which boxes are inside the map and cover nothing."""
        a, b = boxes[:, None, :], self._boxes[None, : self._count, :]
        apart = (
            (a[..., 0] >= b[..., 2])
            | (a[..., 2] <= b[..., 0])
            | (a[..., 1] >= b[..., 3])
            | (a[..., 3] <= b[..., 1])
        )
        width, height = self._size
        inside = (
            (boxes[:, 0] >= _GAP)
            & (boxes[:, 1] >= _GAP)
            & (boxes[:, 2] <= width - _GAP)
            & (boxes[:, 3] <= height - _GAP)
        )
        free: NDArray[np.bool_] = inside & apart.all(axis=1)
        return free

    def take(self, box: NDArray[np.float64]) -> None:
        """Keep others away from a box."""
        self._boxes[self._count] = box
        self._count += 1


class _Hidden:
    """How many millimetres of lines a box would hide."""

    def __init__(self, lines: Sequence[shapely.LineString]) -> None:
        self._lines = np.array(lines, dtype=object)
        self._tree = shapely.STRtree(self._lines)

    def cost(self, boxes: Boxes) -> NDArray[np.float64]:
        """Return the length of lines under each box."""
        shapes = np.array([shapely.box(*box) for box in boxes.tolist()], dtype=object)
        which, line = self._tree.query(shapes, predicate="intersects")
        parts = shapely.intersection(shapes[which], self._lines[line])
        return np.bincount(which, shapely.length(parts), minlength=len(boxes))
