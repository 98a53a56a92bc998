"""How a reviewed map lies on the ground."""

from __future__ import annotations

import math

from optimizer.report.map.base.model import StandardMap


def stretch(shown: StandardMap) -> float:
    """Return how much wider than high a pixel is drawn; 1 for a map not stretched.

    The page draws it in Web Mercator.

    Examples
    --------
    >>> square = ((0.0, 1.0), (1.0, 1.0), (1.0, 0.0), (0.0, 0.0))
    >>> shown = StandardMap(b"", "image/png", (200, 100), square, "")
    >>> round(stretch(shown), 2)
    0.5
    """
    nw, ne, se, sw = (_mercator(corner) for corner in shown.corners)
    width = (math.dist(nw, ne) + math.dist(sw, se)) / 2
    height = (math.dist(nw, sw) + math.dist(ne, se)) / 2
    columns, rows = shown.size
    return (width / columns) / (height / rows)


def covers(shown: StandardMap, lon: float, lat: float) -> bool:
    """Tell whether a point lies on the map."""
    point = _mercator((lon, lat))
    ring = [_mercator(corner) for corner in shown.corners]
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    # The corners run clockwise: what is inside is on the right of every side.
    return all(
        (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0]) <= 0
        for a, b in pairs
    )


def _mercator(corner: tuple[float, float]) -> tuple[float, float]:
    lon, lat = corner
    return math.radians(lon), math.asinh(math.tan(math.radians(lat)))
