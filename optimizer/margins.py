"""Trips in the policy's direction, and 临界: decisions that hang on an error.

A trip is uncertain by the policy's ``band_pct`` either way, and by the difference
between two engines where there are two. A pair is on the border where some minutes
within that range keep the limit and others break it. Minutes measured on the road
or taken from navigation are at their word.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from optimizer.case import Case
from optimizer.domain import TravelSource
from optimizer.matrix import SOURCES, UNKNOWN, TravelMatrix
from optimizer.policy import Policy

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

_CERTAIN = [SOURCES.index(s) for s in (TravelSource.MEASURED, TravelSource.NAVIGATION)]


def trip(travel: TravelMatrix, policy: Policy) -> tuple[Ints, Ints]:
    """Return seconds and metres ``[member, core]`` in the policy's direction.

    ``worse`` takes both values from the slower direction, and is unknown when
    either direction is.
    """
    there = travel.seconds.astype(np.int64), travel.metres.astype(np.int64)
    back = there[0].T.copy(), there[1].T.copy()
    if policy.travel.direction == "member_to_core":
        return there
    if policy.travel.direction == "core_to_member":
        return back
    both = (there[0] >= 0) & (back[0] >= 0)
    use_back = (back[0] > there[0]) | ((back[0] == there[0]) & (back[1] > there[1]))
    seconds, metres = (
        np.where(use_back, b, t) for t, b in zip(there, back, strict=True)
    )
    return np.where(both, seconds, UNKNOWN), np.where(both, metres, UNKNOWN)


def seconds_limit(minutes: float) -> int:
    """Return a limit in whole seconds; inclusive."""
    return round(minutes * 60)


def driven_way(case: Case, member: int, core: int) -> tuple[int, int]:
    """Return from where to where the trip that counts for a pair is driven.

    With ``worse`` that is the slower direction; the one that is known if only one is.
    """
    direction = case.policy.travel.direction
    there, back = (member, core), (core, member)
    if direction != "worse":
        return there if direction == "member_to_core" else back
    values = [
        (int(case.travel.seconds[way]), int(case.travel.metres[way]))
        for way in (there, back)
    ]
    return back if values[1] > values[0] else there


def borderline_pairs(case: Case) -> Bools:
    """Mark the borderline pairs of a case.

    With t the minutes of the plan, u those of the second engine (t where it has
    none), b the band and L the limit, a pair is borderline if
    ``min(t, u) * (1 - b) <= L < max(t, u) * (1 + b)``. The same holds, without the
    band, for the kilometres of the two engines.

    Returns
    -------
    numpy.ndarray
        Shape ``(n, n)``, ``[member, core]`` in the direction of the policy, by the
        order of ``case.schools``. Unknown trips are never borderline.
    """
    limits = case.policy.travel
    seconds, metres = trip(case.travel, case.policy)
    other_s, other_m = (
        trip(case.second, case.policy) if case.second is not None else (seconds, metres)
    )
    other_s = np.where(other_s < 0, seconds, other_s)
    other_m = np.where(other_m < 0, metres, other_m)
    most_s, most_m = seconds_limit(limits.max_minutes), round(limits.max_km * 1000)
    # In hundredths, so that whole seconds and whole percents compare exactly.
    low = np.minimum(seconds, other_s) * (100 - limits.band_pct)
    high = np.maximum(seconds, other_s) * (100 + limits.band_pct)
    by_time = (low <= 100 * most_s) & (high > 100 * most_s)
    by_road = (np.minimum(metres, other_m) <= most_m) & (
        np.maximum(metres, other_m) > most_m
    )
    uncertain = (seconds > 0) & ~_is_certain(case)
    return np.asarray((by_time | by_road) & uncertain, dtype=bool)


def _is_certain(case: Case) -> Bools:
    """Mark pairs whose minutes were measured, in the direction that counts."""
    certain = np.isin(case.travel.source, _CERTAIN)
    if case.policy.travel.direction == "member_to_core":
        return certain
    if case.policy.travel.direction == "core_to_member":
        return certain.T
    return np.asarray(certain & certain.T, dtype=bool)
