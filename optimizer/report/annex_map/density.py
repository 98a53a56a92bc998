"""The part of a map that is too dense for its names, to be shown larger."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from optimizer.report.annex_map.content import Spot
from optimizer.report.annex_map.scene import Scene

_SIDE = 0.2
"""Side of the part, of the shorter side of the map."""

_LEAST_UNNAMED = 6
_PADDING_MM = 2.5


def dense_part(scene: Scene, unnamed: Collection[Spot]) -> tuple[Spot, ...]:
    """Return the schools of the square that holds most schools without a name.

    Parameters
    ----------
    scene
        The map.
    unnamed
        Schools whose name found no room on it.

    Returns
    -------
    tuple of Spot
        Empty where only a few names are missing in any one place.
    """
    if len(unnamed) < _LEAST_UNNAMED:
        return ()
    lacking = {id(spot) for spot in unnamed}
    is_unnamed = np.array([id(spot) in lacking for spot in scene.shown])
    half = _SIDE / 2 * min(scene.box.width, scene.box.height)
    away = np.abs(scene.home[:, None, :] - scene.home[None, :, :]).max(axis=2)
    inside = away <= half
    counts = (inside & is_unnamed).sum(axis=1)
    best = int(np.argmax(counts))
    if counts[best] < _LEAST_UNNAMED:
        return ()
    return tuple(scene.shown[i] for i in np.flatnonzero(inside[best]).tolist())


def frame_of(
    scene: Scene, part: Collection[Spot]
) -> tuple[float, float, float, float] | None:
    """Return left, top, right and bottom of a part on the map, millimetres."""
    members = {id(spot) for spot in part}
    at = scene.home[[id(spot) in members for spot in scene.shown]]
    if not len(at):
        return None
    left, top = (at.min(axis=0) - _PADDING_MM).round(2).tolist()
    right, bottom = (at.max(axis=0) + _PADDING_MM).round(2).tolist()
    return left, top, right, bottom
