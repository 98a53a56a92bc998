"""What the page holds of a member's trip: the line drawn and the facts behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import shapely

from optimizer.domain import TravelSource
from optimizer.report.labels import Labels
from optimizer.report.map.shapes import steps
from optimizer.report.map.wording import Words
from optimizer.report.trip_words import TripWords
from optimizer.report.trips import Trips, Used
from optimizer.route import Route

Place = Sequence[float] | None
"""Latitude and longitude as the mode of the map shows them."""

_TOLERANCE_M = 15.0
_EARTH_M_PER_DEGREE = 111_195.0
_FILE_DECIMALS = 6
"""As in the file of routes, so that a map drawn again from it is the same."""


@dataclass(frozen=True, eq=False)
class TripParts:
    """Lines and facts of the trips of a plan."""

    trips: Trips
    words: Words
    decimals: int

    @cached_property
    def by_member(self) -> Mapping[str, Used]:
        """Trips by the id of the member."""
        return {used.member.school_id: used for used in self.trips.used}

    @cached_property
    def _said(self) -> TripWords:
        trips = self.trips
        return TripWords(Labels(trips.case, trips.plan, self.words.lang))

    def of(self, member: str, ends: tuple[Place, Place]) -> dict[str, Any]:
        """Return the fields of a member; ``ends`` are the places of core and member."""
        used = self.by_member[member]
        margin = self.trips.margin(member, used.core)
        route = used.route
        return {
            "shape": None if route is None else self._shape(route, used, ends),
            "lineNote": self._line_note(used),
            "edge": used.is_borderline or None,
            "edgeWhy": None if margin is None else self._said.margin(margin),
            "computed": None if route is None else self._computed(route),
            "roads": None if route is None else self._said.classes(route),
            "slow": self._slow(route),
            "second": None if used.second is None else self._said.figures(used.second),
            "scenarios": [
                {
                    "name": self._said.scenario(name),
                    "text": self._said.check(check),
                    "over": bool(check.breaches),
                }
                for name, check in used.checks.items()
            ],
        }

    def edge_text(self) -> str:
        """Return what 临界 means, with the error and its source."""
        band = f"{self.trips.case.policy.travel.band_pct:g}"
        source = self._said.source("band_pct")
        return self.words.say("map.edge", band=band, source=source)

    def reach_text(self, *, of_members: bool) -> dict[str, str]:
        """Return whose areas are drawn, and where their minutes come from."""
        is_from = self.trips.case.policy.travel.direction == "core_to_member"
        whom = "members" if of_members else "leaders"
        name = f"map.reach.{'from_any' if of_members else 'from_leaders'}"
        source = self._said.source("isochrone_minutes")
        return {
            "whom": self.words.say(name if is_from else f"map.reach.{whom}"),
            "source": self.words.say("map.reach.source", source=source),
        }

    def _line_note(self, used: Used) -> str | None:
        """Return that the line is computed while the minutes are not."""
        if not used.is_restated:
            return None
        source = self.words.source(used.member.travel_source)
        return self.words.say("map.route.restated", source=source)

    def _computed(self, route: Route) -> str:
        figures = self.words.figures(route.seconds / 60, route.metres / 1000)
        return f"{figures} · {self.words.source(route.source)}"

    def _slow(self, route: Route | None) -> str | None:
        slowest = None if route is None else route.slowest
        return None if slowest is None else self._said.stretch(slowest)

    def _shape(
        self, route: Route, used: Used, ends: tuple[Place, Place]
    ) -> list[int] | None:
        """Return the way from core to member as lat, lon steps, schools at the ends."""
        core, member = ends
        if core is None or member is None or len(route.lonlat) < 2:
            return None
        if route.source == TravelSource.ESTIMATE:
            return None
        points = np.round(np.array(route.lonlat, dtype=float), _FILE_DECIMALS)
        if not np.isfinite(points).all():
            return None
        if route.from_id != used.core:
            points = points[::-1]
        inner = self._simple(points)[1:-1]
        line = np.vstack([core[::-1], inner, member[::-1]])
        return steps(shapely.LineString(line), self.decimals) or None

    def _simple(self, points: np.ndarray) -> np.ndarray:
        """Drop points that lie on the line; rounded lines lose their little stairs."""
        grid_m = _EARTH_M_PER_DEGREE / 10**self.decimals
        tolerance = max(_TOLERANCE_M, 0.6 * grid_m) / _EARTH_M_PER_DEGREE
        scale = np.array([np.cos(np.radians(points[:, 1].mean())), 1.0])
        simple = shapely.simplify(shapely.LineString(points * scale), tolerance)
        found: np.ndarray = shapely.get_coordinates(simple) / scale
        return found
