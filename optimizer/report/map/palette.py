"""Colours of the alliances: few, told apart by colour-blind readers, never alone.

The number inside each symbol is the first cue; the colour only helps the eye. So
eight colours are enough as long as neighbours differ.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

PALETTE: tuple[str, ...] = (
    "#0072B2",
    "#D55E00",
    "#009E73",
    "#CC79A7",
    "#332288",
    "#E69F00",
    "#882255",
    "#56B4E9",
)
"""After Okabe and Ito. The least CIELAB difference of two is 16 under simulated
protanopia, deuteranopia and tritanopia (Machado 2009)."""

_DARK_TEXT = frozenset({"#E69F00", "#56B4E9", "#CC79A7"})
_EARTH_KM_PER_DEGREE = 111.2
_LEAST_KM = 0.3

Points = NDArray[np.float64]


def text_colour(colour: str) -> str:
    """Return the colour of a number printed on a palette colour."""
    return "#16202C" if colour in _DARK_TEXT else "#FFFFFF"


def assign_colours(
    groups: Sequence[Points], given: Sequence[int | None] | None = None
) -> list[int]:
    """Give each alliance a place in :data:`PALETTE`, unlike its neighbours'.

    Alliances are taken in order; each gets the colour whose nearest holders weigh
    least (inverse square of the distance), the lower place on a tie.

    Parameters
    ----------
    groups
        For each alliance, shape ``(m, 2)``: lon and lat of its schools. An alliance
        without positions has shape ``(0, 2)``.
    given
        For each alliance the place it keeps, ``None`` to choose one; by default all
        are chosen.

    Returns
    -------
    list of int
        One place for each alliance.
    """
    km = _distances_km(groups)
    used = np.zeros(len(PALETTE))
    kept = enumerate(given or [])
    places = {number: place for number, place in kept if place is not None}
    for number in range(len(groups)):
        if number in places:
            continue
        weight = used * 1e-6
        for other, place in places.items():
            weight[place] += 1 / max(km[number, other], _LEAST_KM) ** 2
        place = int(np.argmin(np.round(weight, 9)))
        used[place] += 1
        places[number] = place
    return [places[number] for number in range(len(groups))]


def _distances_km(groups: Sequence[Points]) -> Points:
    """Return the distance of the two nearest schools of each pair of alliances."""
    n = len(groups)
    km = np.full((n, n), 1e4)
    filled = [i for i in range(n) if len(groups[i])]
    if not filled:
        return km
    points = np.concatenate([groups[i] for i in filled])
    scale = np.cos(np.radians(points[:, 1].mean()))
    xy = points * (np.array([scale, 1.0]) * _EARTH_KM_PER_DEGREE)
    apart = np.hypot(*(xy[:, None, :] - xy[None, :, :]).transpose(2, 0, 1))
    starts = np.cumsum([0, *(len(groups[i]) for i in filled)])[:-1]
    least = np.minimum.reduceat(np.minimum.reduceat(apart, starts, 0), starts, 1)
    km[np.ix_(filled, filled)] = np.round(least, 3)
    return km
