"""Paper: what stands where on a sheet, in millimetres from its upper left corner."""

from __future__ import annotations

from dataclasses import dataclass

PAPERS_MM: dict[str, tuple[float, float]] = {"A4": (210.0, 297.0), "A3": (297.0, 420.0)}
"""ISO 216, short side first."""

LETTERS: dict[str, float] = {"A4": 1.0, "A3": 1.25}
"""How much larger letters around the map are: a larger sheet is read from farther."""

_MARGIN = 10.0
_HEAD = 15.0
_FRAME = 2.6
"""From the outer line of the neat line to the inner one."""


@dataclass(frozen=True)
class Box:
    """A rectangle of the sheet: left, top, width and height."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Layout:
    """One sheet: the frame around the map, the map, the key beside or below it.

    Parameters
    ----------
    width, height
        Of the paper.
    head, foot
        Above the frame: title and facts. Below: statements and sources.
    frame
        The outer line of the neat line (外图廓); the inner one (内图廓) is around
        ``map`` and ``key`` together.
    is_upright
        Whether the paper stands upright; then the key is below the map.
    """

    width: float
    height: float
    head: Box
    frame: Box
    map: Box
    key: Box
    foot: Box
    is_upright: bool


def layout(paper: str, *, is_upright: bool, foot: float, key: float) -> Layout:
    """Return where everything stands.

    Parameters
    ----------
    paper
        Name of the paper.
    is_upright
        Whether the long side is the height.
    foot
        Height of the lines below the frame.
    key
        Size of the key: its height on upright paper, else its width.
    """
    short, long = PAPERS_MM[paper]
    width, height = (short, long) if is_upright else (long, short)
    across = width - 2 * _MARGIN
    head = _HEAD * LETTERS[paper]
    top = _MARGIN + head
    tall = height - top - _MARGIN - foot
    inner = Box(_MARGIN + _FRAME, top + _FRAME, across - 2 * _FRAME, tall - 2 * _FRAME)
    if is_upright:
        body = Box(inner.x, inner.y, inner.width, inner.height - key)
        keys = Box(inner.x, body.y + body.height, inner.width, key)
    else:
        body = Box(inner.x, inner.y, inner.width - key, inner.height)
        keys = Box(body.x + body.width, inner.y, key, inner.height)
    return Layout(
        width=width,
        height=height,
        head=Box(_MARGIN, _MARGIN, across, head),
        frame=Box(_MARGIN, top, across, tall),
        map=body,
        key=keys,
        foot=Box(_MARGIN, height - _MARGIN - foot, across, foot),
        is_upright=is_upright,
    )
