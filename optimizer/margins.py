"""临界: pairs whose decision would flip within the error of their minutes.

A trip is uncertain by the policy's ``band_pct`` either way, and by the difference
between two engines where there are two. A pair is on the border where some minutes
within that range keep the limit and others break it. Minutes measured on the road
or taken from navigation are at their word.
"""

from __future__ import annotations

import numpy as np

from optimizer.case import Case
from optimizer.domain import TravelSource
from optimizer.formulate import seconds_limit, trip
from optimizer.matrix import SOURCES
from optimizer.problem import Bools

_CERTAIN = [SOURCES.index(s) for s in (TravelSource.MEASURED, TravelSource.NAVIGATION)]


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
    band = limits.band_pct / 100
    low = np.minimum(seconds, other_s) * (1 - band)
    high = np.maximum(seconds, other_s) * (1 + band)
    most_s, most_m = seconds_limit(limits.max_minutes), round(limits.max_km * 1000)
    by_time = (low <= most_s) & (high > most_s)
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
