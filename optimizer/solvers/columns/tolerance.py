"""How near its bound a tier of a large part is near enough.

Where no proof is in reach, the last pupil is dear: held at the most pupils found, a
county of 2,000 schools travels a fifth more than one that gives up three in a
thousand. So a tier that is not proven is held a little looser than the best there can
be, later tiers have plans to choose from, and all of them end near their bounds. What
was given up is the gap that the tier states. Parts that are not large, and tiers that
are proven, give up nothing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from optimizer.problem import GoalName

_OF_SCHOOLS, _OF_SUMS, _OF_THE_LAST = 0.001, 0.0075, 0.009

TOLERANCE: Mapping[GoalName, float] = {
    "need": _OF_SCHOOLS,
    "kept": _OF_SCHOOLS,
    "pupils": _OF_SUMS,
    "travel": _OF_THE_LAST,
    "indicators": _OF_SUMS,
}
"""Part of its bound a tier may fall short by; other tiers count few, and nothing.

Travel, the last of them, is left soonest: the longest trip needs the time.
"""

ACCEPTED = 0.01
"""Part of its bound by which a plan at hand may miss a tier that has a tolerance: only
beyond it is a better one sought."""


def near_enough(bound: int, tolerance: float) -> int:
    """Return the value from which on a goal that is minimised counts as reached."""
    return bound + math.ceil(tolerance * abs(bound))
