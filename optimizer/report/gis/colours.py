"""The colour of each alliance: that of the map, so that both can lie side by side."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from optimizer.case import Case
from optimizer.plan import Alliance, Plan
from optimizer.report.map.palette import assign_colours
from optimizer.report.map.records import DECIMALS


def colour_places(case: Case, plan: Plan) -> dict[str, int]:
    """Return the place in the palette of each alliance by its core, as on the map."""
    groups = [_points(case, alliance) for alliance in plan.alliances]
    places = assign_colours(groups)
    return {a.core: place for a, place in zip(plan.alliances, places, strict=True)}


def _points(case: Case, alliance: Alliance) -> NDArray[np.float64]:
    """Return the positions of an alliance as the map knows them, shape ``(m, 2)``.

    They are rounded as on the map, which decides ties between neighbours.
    """
    decimals = DECIMALS[case.policy.report.map_mode]
    ids = [alliance.core, *(m.school_id for m in alliance.members)]
    found = [case.by_id[i] for i in ids if i in case.by_id]
    points = [
        (round(s.lon, decimals), round(s.lat, decimals))
        for s in found
        if s.lon is not None and s.lat is not None
    ]
    return np.array(points, dtype=float).reshape(-1, 2)
