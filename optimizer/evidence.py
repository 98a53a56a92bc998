"""What stands behind the trips of a plan, for the people who must defend them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from optimizer.matrix import TravelMatrix
from optimizer.route import Route


@dataclass(frozen=True, eq=False)
class Evidence:
    """Routes of the trips used, and the same trips in other road conditions.

    Parameters
    ----------
    routes
        By ``(member, core)`` ids. The route itself says in which direction it was
        taken; a trip whose route is not known has no entry.
    scenarios
        Travel by name of the scenario, for those of the policy's
        ``compare_scenarios`` that could be worked out; schools as in the case.
    """

    routes: Mapping[tuple[str, str], Route] = field(default_factory=dict)
    scenarios: Mapping[str, TravelMatrix] = field(default_factory=dict)
