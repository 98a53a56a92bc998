"""North arrow and scale bar as pieces of SVG, in millimetres."""

from __future__ import annotations

import numpy as np

from optimizer.report.annex_map import symbols

NORTH_MM = (9.0, 13.0)
BAR_HEIGHT_MM = 2.2
_PARTS = 4


def north_svg() -> str:
    """Return an arrow that points up, its right half dark."""
    width, height = NORTH_MM
    x = width / 2
    tip, tail, waist = (x, 0.4), (x, height - 3.2), height - 0.4
    left = np.array([tip, (x - 3.4, waist), tail])
    right = np.array([tip, (x + 3.4, waist), tail])
    look = {"stroke": symbols.DARK, "stroke_width": 0.22, "stroke_linejoin": "round"}
    parts = [
        symbols.tag(
            "path", d=symbols.straight_path(half, closed=True), fill=fill, **look
        )
        for half, fill in ((left, "#ffffff"), (right, symbols.DARK))
    ]
    return symbols.drawing(width, height, parts)


def bar_svg(length_mm: float) -> str:
    """Return a bar of exactly this length, in four parts dark and light by turns."""
    part = length_mm / _PARTS
    height = BAR_HEIGHT_MM
    dark = [
        symbols.tag("rect", x=i * part, y=0, width=part, height=height, fill=fill)
        for i, fill in enumerate((symbols.DARK, "#ffffff") * (_PARTS // 2))
    ]
    rim = f"M0 0H{length_mm:.3f}V{height}H0Z"
    outline = symbols.tag(
        "path", d=rim, fill="none", stroke=symbols.DARK, stroke_width=0.2
    )
    return symbols.drawing(length_mm, height, [*dark, outline])
