"""Trips and routes by Valhalla, on the roads of a graph.

Schools are put on the roads by :mod:`optimizer.travel.snapping`, as for the own
engine; the engine is given the very point of the road, so that both stand on the
same spot. Where its own choice of road is farther off than :data:`SNAP_MAX_M`, a note
names the school.

Times are the engine's: the graph's speeds plus what turns cost. The legs between
school and road are added as in :mod:`optimizer.travel.routing`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import shapely
import valhalla
from numpy.typing import NDArray
from pyproj import Geod

from optimizer.domain import Issue, School, Severity, TravelSource
from optimizer.errors import TravelError
from optimizer.matrix import TravelMatrix
from optimizer.policy import Travel
from optimizer.route import Route
from optimizer.travel.estimate import assemble, lonlat, straight_m
from optimizer.travel.notes import network_notes, network_report
from optimizer.travel.projection import WGS84, transform
from optimizer.travel.protocol import TravelReport
from optimizer.travel.roadgraph import RoadGraph
from optimizer.travel.snapping import SnapPoints, snap_schools
from optimizer.travel.units import METRES_PER_KM, MPS_PER_KPH, SECONDS_PER_MINUTE
from optimizer.travel.valhalla.extract import speed_scale
from optimizer.travel.valhalla.tiles import ENGINE_VERSION, Tiles
from optimizer.travel.valhalla.trace import walk_of
from optimizer.travel.walking import route_of

ENGINE = "valhalla"

SNAP_MAX_M = 25.0
"""The engine's own place of a school may be this far from ours."""

_ROWS = 50
"""Sources asked for at once; the result does not depend on it."""

_COSTING = {
    "maneuver_penalty": 0,
    "gate_penalty": 0,
    "service_penalty": 0,
    "service_factor": 1,
    "use_tracks": 1,
    "use_living_streets": 1,
    "use_highways": 1,
    "use_tolls": 1,
}
"""Preferences off: the fastest way is asked for, and nothing else."""

_GEOD = Geod(ellps="WGS84")


@dataclass(frozen=True, eq=False)
class ValhallaProvider:
    """Travel times by Valhalla under a policy.

    Parameters
    ----------
    graph
        The roads, with the speeds driven.
    travel
        Snap limit, access speed and search limit are taken from here.
    cache
        Folder for the tiles.
    rows
        Sources asked for at once: a bound on memory.

    Raises
    ------
    TravelError
        From any use: T310 if tiles cannot be built, T312 if the engine refuses.
    """

    graph: RoadGraph
    travel: Travel
    cache: Path
    rows: int = _ROWS

    def matrix(self, schools: Sequence[School]) -> TravelMatrix:
        """Return travel between schools; index order is the order given."""
        return self.measure(schools)[0]

    def measure(self, schools: Sequence[School]) -> tuple[TravelMatrix, TravelReport]:
        """Return travel between schools and how they stand to the roads."""
        points = self._points(schools)
        engine = self._engine(schools)
        road_s, road_m = self._road_part(engine, points)
        leg_s = self._leg_s(points)
        seconds = road_s + leg_s[:, None] + leg_s[None, :]
        metres = road_m + points.snap_m[:, None] + points.snap_m[None, :]
        same = _at_one_place(schools) & np.isfinite(road_s)
        seconds[same] = metres[same] = 0
        matrix = assemble(
            schools, seconds, metres, TravelSource.ROAD_GRAPH, limit_s=self._limit_s
        )
        limit_m = self.travel.snap_max_m
        notes = [
            *network_notes(self.graph, schools, points.snaps, limit_m),
            *self._moved_notes(engine, schools, points),
        ]
        report = network_report(
            ENGINE, self.fingerprint(), self.graph, points.snaps, matrix, notes
        )
        return matrix, report

    def path(
        self, schools: Sequence[School], pairs: Sequence[tuple[int, int]]
    ) -> tuple[Route | None, ...]:
        """Return the route of each ``(from, to)`` pair.

        The engine's matrix and its routes come from two searches, which may differ
        by some seconds; a route's own seconds and metres belong together.
        """
        points = self._points(schools)
        engine = self._engine(schools)
        places = self._places(points)
        leg_s = self._leg_s(points)
        found: list[Route | None] = []
        for start, goal in pairs:
            if points.link[start] < 0 or points.link[goal] < 0:
                found.append(None)
                continue
            ends = [places[start], places[goal]]
            walk = walk_of(self.graph, engine, ends, self._scale, _COSTING)
            legs_s = float(leg_s[start] + leg_s[goal])
            legs_m = float(points.snap_m[start] + points.snap_m[goal])
            both = (schools[start], schools[goal])
            found.append(route_of(both, walk, legs_s, legs_m, limit_s=self._limit_s))
        return tuple(found)

    def fingerprint(self) -> str:
        """Return the SHA-256 of tiles, settings and the numbers used here."""
        keys = {"snap_max_m", "access_speed_kph", "search_limit_minutes"}
        facts = json.dumps(self.travel.model_dump(include=keys), sort_keys=True)
        costing = json.dumps(_COSTING, sort_keys=True)
        text = f"{ENGINE} {ENGINE_VERSION} {self._tiles.key} {costing} {facts}"
        return hashlib.sha256(text.encode()).hexdigest()

    @cached_property
    def _tiles(self) -> Tiles:
        return Tiles(self.graph, self.cache)

    @cached_property
    def _scale(self) -> float:
        return speed_scale(self.graph)

    @property
    def _limit_s(self) -> float:
        return self.travel.search_limit_minutes * SECONDS_PER_MINUTE

    def _points(self, schools: Sequence[School]) -> SnapPoints:
        return snap_schools(self.graph, schools, snap_max_m=self.travel.snap_max_m)

    def _leg_s(self, points: SnapPoints) -> NDArray[np.float64]:
        return points.snap_m / (self.travel.access_speed_kph * MPS_PER_KPH)

    def _engine(self, schools: Sequence[School]) -> valhalla.Actor:
        straight = straight_m(schools)
        longest = float(straight[np.isfinite(straight)].max(initial=0.0))
        return self._tiles.actor(longest_m=longest)

    def _places(self, points: SnapPoints) -> list[dict[str, Any] | None]:
        """Return the engine's location of each school on its road."""
        on = points.link >= 0
        at = shapely.line_interpolate_point(
            self.graph.lines[points.link[on]], points.share[on], normalized=True
        )
        lon, lat = transform(
            self.graph.crs, WGS84, shapely.get_x(at), shapely.get_y(at)
        )
        places = iter(zip(lon.tolist(), lat.tolist(), strict=True))
        return [_location(*next(places)) if is_on else None for is_on in on]

    def _road_part(
        self, engine: valhalla.Actor, points: SnapPoints
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return seconds and metres on the road between schools, infinite if none."""
        n = len(points.link)
        seconds, metres = np.full((n, n), np.inf), np.full((n, n), np.inf)
        on = np.flatnonzero(points.link >= 0)
        places = [place for place in self._places(points) if place is not None]
        for k in range(0, len(on), self.rows):
            rows = on[k : k + self.rows]
            found = _ask(
                engine.matrix,
                {"sources": places[k : k + self.rows], "targets": places},
            )["sources_to_targets"]
            block = np.ix_(rows, on)
            seconds[block] = _numbers(found["durations"]) * self._scale
            metres[block] = _numbers(found["distances"]) * METRES_PER_KM
        return seconds, metres

    def _moved_notes(
        self, engine: valhalla.Actor, schools: Sequence[School], points: SnapPoints
    ) -> list[Issue]:
        """Return a warning for each school the engine puts on another spot."""
        places = self._places(points)
        on = [k for k, place in enumerate(places) if place is not None]
        if not on:
            return []
        asked = [places[k] for k in on]
        found = _ask(engine.locate, {"locations": asked})
        notes = []
        for k, place, answer in zip(on, asked, found, strict=True):
            moved = _moved_m(place, answer)
            if moved > SNAP_MAX_M:
                value = f"{schools[k].school_id} ({moved:.0f} m)"
                notes.append(Issue("T311", Severity.WARNING, column="lon", value=value))
        return notes


def _location(lon: float, lat: float) -> dict[str, Any]:
    """Return a place as the engine wants it, at the nearest road whatever its size."""
    return {
        "lon": lon,
        "lat": lat,
        "minimum_reachability": 0,
        "radius": 0,
    }


def _ask(action: Any, request: dict[str, Any]) -> Any:
    """Ask the engine; its refusal of a whole request is a message of ours."""
    options = {"costing": "auto", "costing_options": {"auto": _COSTING}}
    shape = {"units": "kilometers", "verbose": False}
    try:
        return json.loads(action(json.dumps({**request, **options, **shape})))
    except (RuntimeError, ValueError) as error:
        reason = " ".join(str(error).split())
        raise TravelError("T312", reason=reason) from error


def _numbers(rows: Any) -> NDArray[np.float64]:
    """Return a block of numbers; "no way" is infinite, never 0."""
    values = np.array(rows, dtype=np.float64)
    values[np.isnan(values)] = np.inf
    return values


def _at_one_place(schools: Sequence[School]) -> NDArray[np.bool_]:
    lon, lat = lonlat(schools)
    same: NDArray[np.bool_] = (lon[:, None] == lon) & (lat[:, None] == lat)
    return same


def _moved_m(place: dict[str, Any] | None, answer: dict[str, Any]) -> float:
    """Return how far the engine's nearest road is from a place, infinite if none."""
    edges = answer.get("edges") or []
    if place is None or not edges:
        return np.inf
    _, _, metres = _GEOD.inv(
        [place["lon"]] * len(edges),
        [place["lat"]] * len(edges),
        [edge["correlated_lon"] for edge in edges],
        [edge["correlated_lat"] for edge in edges],
    )
    return float(min(metres))
