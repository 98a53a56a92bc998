"""Symbols that would cover each other are moved apart, not further than they may."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from optimizer.report.annex_map.ground import Millimetres

_STEPS = 120
_GAP = 0.15
"""Between two symbols, millimetres."""

_TURN = 2.399963
"""Golden angle: symbols on one spot part in directions that never line up."""


def spread(
    home: Millimetres, radius: NDArray[np.float64], tether: NDArray[np.float64]
) -> Millimetres:
    """Return places at which the symbols cover each other as little as may be.

    Two symbols that are too near push each other away along the line between them;
    each stays within its tether of where it belongs.

    Parameters
    ----------
    home
        Where each symbol belongs.
    radius
        Of each symbol, millimetres.
    tether
        How far each may be moved, millimetres; 0 holds it in place.

    Returns
    -------
    numpy.ndarray
        Shape of ``home``, rounded to a hundredth of a millimetre.
    """
    at = home + _nudges(home)
    one, two = _neighbours(home, radius, tether)
    least = radius[one] + radius[two] + _GAP
    weight = tether[one] + tether[two]
    part = np.divide(tether[one], weight, out=np.zeros_like(weight), where=weight > 0)
    for _ in range(_STEPS):
        away = at[one] - at[two]
        apart = np.hypot(away[:, 0], away[:, 1])
        lacking = np.clip(least - apart, 0.0, None)
        if not (lacking > _GAP / 2).any():
            break
        push = away * (0.6 * lacking / np.maximum(apart, 1e-6))[:, None]
        moves = [
            np.bincount(one, push[:, axis] * part, minlength=len(at))
            - np.bincount(two, push[:, axis] * (1 - part), minlength=len(at))
            for axis in (0, 1)
        ]
        at = _tethered(home, at + np.column_stack(moves), tether)
    return np.round(at, 2)


def _neighbours(
    home: Millimetres, radius: NDArray[np.float64], tether: NDArray[np.float64]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the pairs that could ever meet, each once."""
    reach = radius + tether
    away = np.abs(home[:, None, :] - home[None, :, :]).max(axis=2)
    near = away < reach[:, None] + reach[None, :] + _GAP
    one, two = np.nonzero(np.triu(near, k=1))
    return one, two


def _nudges(home: Millimetres) -> Millimetres:
    """Part the symbols that belong on one and the same spot a little."""
    angle = np.arange(len(home)) * _TURN
    same = (np.abs(home[:, None, :] - home[None, :, :]).max(axis=2) < 0.02).sum(axis=1)
    return np.column_stack([np.cos(angle), np.sin(angle)]) * 0.02 * (same > 1)[:, None]


def _tethered(
    home: Millimetres, at: Millimetres, tether: NDArray[np.float64]
) -> Millimetres:
    way = at - home
    length = np.hypot(way[:, 0], way[:, 1])
    part = np.minimum(1.0, tether / np.maximum(length, 1e-9))
    held: Millimetres = home + way * part[:, None]
    return held
