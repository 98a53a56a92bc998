"""One map before it is drawn: which schools are on it, how large, and where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray

from optimizer.report.annex_map.content import (
    ROLES,
    Content,
    Lonlat,
    Spot,
    Team,
    located,
)
from optimizer.report.annex_map.ground import Ground, Millimetres, fitted
from optimizer.report.annex_map.sheet import Box
from optimizer.report.annex_map.spreading import spread

_MARGIN = 6.0
_DENSE_MARGIN = 16.0
_RIM = 3.0
_FINEST_MM = 0.08
_LEADER_MM = 1.0
_M_PER_DEGREE = 111_000
_OWN_PART = 0.3
"""Of the schools of a county: a polygon that holds so many of them is the county's."""

_CROWD = 0.22
"""Neighbours are this part as far apart as they would be if spread evenly: a dense
town must not make the symbols of a whole county tiny."""

_TETHERS = {"core": 2.6, "member": 1.6, "outside": 1.2}
"""How far a symbol may be moved aside, in units of its size."""


@dataclass(frozen=True)
class Size:
    """How large symbols, numbers and names are on a sheet.

    Parameters
    ----------
    least_gap
        Typical distance of neighbours the size is made for, millimetres.
    core, member
        Half the width of the symbols, millimetres.
    number, small
        Height of the numbers of cores and members, points; 0: no number.
    core_name, name
        Height of the names, points.
    line
        Width of the lines from core to member.
    """

    least_gap: float
    core: float
    member: float
    number: float
    small: float
    core_name: float
    name: float
    line: float

    @property
    def mark(self) -> float:
        """Half the width of the mark of a borderline trip."""
        return min(1.35, 0.58 * self.core)


SIZES = (
    Size(6.4, 2.9, 2.15, 9.6, 7.4, 9.0, 7.2, 0.65),
    Size(4.6, 2.4, 1.75, 8.0, 6.0, 7.5, 6.0, 0.55),
    Size(2.9, 2.15, 1.45, 7.2, 5.2, 7.0, 5.5, 0.48),
    Size(1.7, 2.0, 0.95, 6.6, 0.0, 6.5, 5.0, 0.4),
    Size(0.0, 1.55, 0.62, 5.2, 0.0, 5.5, 4.5, 0.3),
)
"""From a sheet with room to a crowded one."""


@dataclass(frozen=True, eq=False)
class Trip:
    """The line from a core to a member, on the sheet."""

    spot: Spot
    team: Team
    points: Millimetres

    @property
    def middle(self) -> tuple[float, float]:
        """The point halfway along the line."""
        line = shapely.LineString(self.points)
        point = shapely.line_interpolate_point(line, 0.5, normalized=True)
        return float(shapely.get_x(point)), float(shapely.get_y(point))


@dataclass(frozen=True, eq=False)
class Scene:
    """Places everything of one map.

    Parameters
    ----------
    content
        What the annex says.
    box
        Where the map stands on the sheet.
    county
        Show this county alone; ``""`` shows everything.
    dense
        Schools of a dense part to show larger, with whatever else is between them.
    """

    content: Content
    box: Box
    county: str = ""
    dense: tuple[Spot, ...] = ()

    @property
    def is_overview(self) -> bool:
        """Whether sheets of the counties follow, which have the names."""
        several = not self.county and len(self.content.counties) > 1
        return several and not self.dense

    @cached_property
    def _own(self) -> list[Spot]:
        """Schools the map is about, those drawn on top last."""
        spots = [s for s in self.content.schools if s.at and s.role in ROLES]
        own = [s for s in spots if self._belongs(s)]
        return sorted(own, key=lambda s: ROLES.index(s.role))

    @cached_property
    def shown(self) -> list[Spot]:
        """Schools drawn, those drawn on top last."""
        if not self.dense:
            return self._own
        at = self.ground.on_sheet(located(self._own))
        size = np.array([self.box.width, self.box.height])
        inside = ((at > _RIM) & (at < size - _RIM)).all(axis=1).tolist()
        return [spot for spot, seen in zip(self._own, inside, strict=True) if seen]

    def _belongs(self, spot: Spot) -> bool:
        if not self.county or spot.county == self.county:
            return True
        team = self.team(spot)
        return team is not None and team.county == self.county

    def team(self, spot: Spot) -> Team | None:
        """Return the alliance of a school, ``None`` outside all of them."""
        return self.content.teams[spot.alliance - 1] if spot.alliance else None

    @cached_property
    def ground(self) -> Ground:
        """The projection and scale of this map."""
        if self.dense:
            return fitted([located(self.dense)], self.box, _DENSE_MARGIN)
        rings = [rings[0] for rings in self.own_borders]
        return fitted([located(self._own), *rings], self.box, _MARGIN)

    @cached_property
    def own_borders(self) -> list[tuple[Lonlat, ...]]:
        """Polygons the map must hold in full: those with schools of the sheet."""
        rings = [r for r in self.content.border if r]
        own = located(
            s for s in self._own if not self.county or s.county == self.county
        )
        if not len(own):
            return rings
        points = shapely.points(own)
        parts = (shapely.contains(shapely.Polygon(r[0]), points).mean() for r in rings)
        least = _OWN_PART if self.county else 0.0
        return [
            r for r, part in zip(rings, parts, strict=True) if part and part >= least
        ]

    @cached_property
    def size(self) -> Size:
        """How large things are, by the room between neighbours."""
        if self.is_overview:
            return SIZES[-1]
        home = self.home
        if len(home) < 2:
            return SIZES[0]
        away = home[:, None, :] - home[None, :, :]
        apart = np.hypot(away[..., 0], away[..., 1])
        np.fill_diagonal(apart, np.inf)
        gap = float(np.quantile(apart.min(axis=1), 0.3))
        each = np.sqrt(self.box.width * self.box.height / len(home))
        room = max(gap, _CROWD * float(each))
        return next(size for size in SIZES if room >= size.least_gap)

    @cached_property
    def home(self) -> Millimetres:
        """Where the schools drawn are."""
        return self.ground.on_sheet(located(self.shown))

    @cached_property
    def radii(self) -> NDArray[np.float64]:
        """Half the width of each symbol, millimetres."""
        return np.array([self.radius(spot) for spot in self.shown])

    def radius(self, spot: Spot) -> float:
        """Return half the width of the symbol of a school."""
        return self.size.core if spot.role == "core" else self.size.member

    @cached_property
    def at(self) -> Millimetres:
        """Where the symbols stand: moved apart where they would cover each other."""
        if not len(self.home):
            return self.home
        tether = self.radii * np.array([_TETHERS[s.role] for s in self.shown])
        return spread(self.home, self.radii, tether)

    @cached_property
    def moved(self) -> NDArray[np.bool_]:
        """Which symbols stand so far from their place that a line must tell."""
        away = self.at - self.home
        moved: NDArray[np.bool_] = np.hypot(away[:, 0], away[:, 1]) > _LEADER_MM
        return moved

    def placed(self) -> Iterator[tuple[Spot, float, float]]:
        """Yield every school drawn with where its symbol stands."""
        for spot, (x, y) in zip(self.shown, self.at.tolist(), strict=True):
            yield spot, x, y

    @cached_property
    def trips(self) -> list[Trip]:
        """Lines from core to member: the way driven, or a straight line."""
        made = (self._trip(spot) for spot in self._own if spot.role == "member")
        frame = shapely.box(0, 0, self.box.width, self.box.height)
        return [
            trip
            for trip in made
            if trip and shapely.LineString(trip.points).intersects(frame)
        ]

    def _trip(self, spot: Spot) -> Trip | None:
        team = self.team(spot)
        if team is None:
            return None
        if spot.route is not None:
            points = self.thinned(self.ground.on_sheet(spot.route))
            return Trip(spot, team, points)
        ends = [self._end(self.content.schools[team.core]), self._end(spot)]
        return None if None in ends else Trip(spot, team, np.array(ends))

    def _end(self, spot: Spot) -> tuple[float, float] | None:
        """Return an end of a straight line: the symbol, or the place beyond the map."""
        if id(spot) in self._places:
            return self._places[id(spot)]
        if spot.at is None:
            return None
        x, y = self.ground.on_sheet(np.array([spot.at]))[0].tolist()
        return x, y

    @cached_property
    def _places(self) -> dict[int, tuple[float, float]]:
        return {id(spot): (x, y) for spot, x, y in self.placed()}

    def thinned(self, points: Millimetres) -> Millimetres:
        """Drop what is finer than the eye, or than the rounding of the positions."""
        if len(points) < 3:
            return points
        line = shapely.simplify(shapely.LineString(points), self._tolerance)
        return shapely.get_coordinates(line)

    @cached_property
    def _tolerance(self) -> float:
        step_m = self.content.step_deg * _M_PER_DEGREE
        return max(_FINEST_MM, 0.6 * step_m * 1000 / self.ground.scale)
