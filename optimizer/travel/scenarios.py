"""The same trips in another road condition."""

from __future__ import annotations

import numpy as np

from optimizer.domain import TravelSource
from optimizer.matrix import SOURCES, UNKNOWN, TravelMatrix

_ROAD_GRAPH = SOURCES.index(TravelSource.ROAD_GRAPH)


def in_scenario(
    plan: TravelMatrix, base: TravelMatrix, other: TravelMatrix
) -> TravelMatrix:
    """Return the trips of a plan as they would be in another scenario.

    A trip worked out on the roads is worked out again. A trip the user stated (by
    measurement or navigation) grows in the proportion in which the road's own trip
    grows; it is unknown where the road trip is cut, and stays as stated where the
    roads know nothing of it. A trip that only the other scenario has is taken up.

    Parameters
    ----------
    plan
        Trips in force, with the user's table laid over the roads.
    base, other
        Trips by road alone, in the plan's scenario and in the other one, between
        the pairs the policy allows.

    Raises
    ------
    ValueError
        If the three do not list the same schools in the same order.
    """
    if not plan.school_ids == base.school_ids == other.school_ids:
        msg = "the matrices list different schools."
        raise ValueError(msg)
    off = ~np.eye(len(plan.school_ids), dtype=bool)
    by_road = plan.source == _ROAD_GRAPH
    both = base.known & other.known & off
    lost = base.known & ~other.known & off
    gained = ~plan.known & ~base.known & other.known & off

    def grown(of: str) -> np.ndarray:
        stated, was, now = (
            getattr(m, of).astype(np.float64) for m in (plan, base, other)
        )
        ratio = np.divide(now, was, out=np.ones_like(was), where=both & (was > 0))
        scaled = np.maximum(1, np.ceil(stated * ratio - 1e-9))
        values = np.where(by_road | gained, now, np.where(both, scaled, stated))
        gone = off & ~gained & (lost | ~plan.known)
        return np.where(gone, UNKNOWN, values).astype(np.int32)

    seconds, metres = grown("seconds"), grown("metres")
    by_other = np.where(both | gained, _ROAD_GRAPH, plan.source)
    source = np.where(seconds >= 0, by_other, 0)
    source[~off] = 0
    return TravelMatrix(plan.school_ids, seconds, metres, source.astype(np.uint8))
