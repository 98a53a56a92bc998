"""The body of the map: what is drawn, at which size, and the names beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray

from optimizer.report.annex_map import symbols
from optimizer.report.annex_map.content import (
    ROLES,
    Content,
    Lonlat,
    Spot,
    Team,
    located,
)
from optimizer.report.annex_map.ground import Ground, Millimetres, fitted
from optimizer.report.annex_map.labelling import Placed, Wish, place_names
from optimizer.report.annex_map.sheet import Box
from optimizer.report.annex_map.spreading import spread

_MARGIN = 6.0
_FINEST_MM = 0.08
_LEADER_MM = 1.0
_OWN_PART = 0.3
"""Of the schools of a county: a polygon that holds so many of them is the county's."""


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


SIZES = (
    Size(4.6, 2.4, 1.75, 8.0, 6.0, 7.5, 6.0, 0.55),
    Size(2.9, 2.15, 1.45, 7.2, 5.2, 7.0, 5.5, 0.48),
    Size(1.7, 2.0, 0.95, 6.6, 0.0, 6.5, 5.0, 0.4),
    Size(0.0, 1.55, 0.65, 5.2, 0.0, 5.5, 4.5, 0.3),
)
"""From a sheet with room to a crowded one."""


@dataclass(frozen=True)
class Text:
    """A text of the map: centred in a box, or from its left edge on.

    Parameters
    ----------
    text
        What is written, as data.
    box
        Left, top, width and height, millimetres.
    size
        Height of the letters, points.
    ink
        Colour.
    bold, backed
        Whether it is bold, and whether the ground behind it is paled.
    """

    text: str
    box: tuple[float, float, float, float]
    size: float
    ink: str
    bold: bool = False
    backed: bool = False


@dataclass(frozen=True, eq=False)
class Picture:
    """The drawn map: lines and symbols as SVG, texts beside it, and its ground."""

    svg: str
    texts: tuple[Text, ...]
    ground: Ground
    shown: tuple[Spot, ...]
    lines: tuple[str, ...]
    has_route: bool
    has_straight: bool
    has_edge: bool
    has_moved: bool
    num_unnamed: int


@dataclass(frozen=True, eq=False)
class Drawing:
    """Draws one map.

    Parameters
    ----------
    content
        What the annex says.
    box
        Where the map stands on the sheet.
    county
        Draw this county alone; ``""`` draws everything.
    """

    content: Content
    box: Box
    county: str = ""

    def picture(self) -> Picture:
        """Return the map."""
        parts = [
            *self._borders(),
            *self._roads(),
            *self._casings(),
            *self._lines(),
            *self._leaders(),
            *self._ties(),
            *self._symbols(),
        ]
        trips = self._trips
        return Picture(
            svg=symbols.drawing(self.box.width, self.box.height, parts),
            texts=(*self._numbers(), *self._names()),
            ground=self.ground,
            shown=tuple(self._shown),
            lines=tuple(sorted({t.spot.line for t in trips})),
            has_route=any(t.spot.route is not None for t in trips),
            has_straight=any(t.spot.route is None for t in trips),
            has_edge=any(t.spot.is_edge for t in trips),
            has_moved=bool(self._moved.any()),
            num_unnamed=len(self._wishes) - len(self._placed),
        )

    # What is shown, and where.

    @cached_property
    def _shown(self) -> list[Spot]:
        """Schools drawn, those drawn last at the end."""
        spots = [s for s in self.content.schools if s.at and s.role in ROLES]
        own = [s for s in spots if self._belongs(s)]
        return sorted(own, key=lambda s: ROLES.index(s.role))

    def _belongs(self, spot: Spot) -> bool:
        if not self.county or spot.county == self.county:
            return True
        team = self._team(spot)
        return team is not None and team.county == self.county

    def _team(self, spot: Spot) -> Team | None:
        return self.content.teams[spot.alliance - 1] if spot.alliance else None

    @cached_property
    def ground(self) -> Ground:
        """The projection and scale of this map."""
        rings = [rings[0] for rings in self._own_borders]
        return fitted([located(self._shown), *rings], self.box, _MARGIN)

    @cached_property
    def _own_borders(self) -> list[tuple[Lonlat, ...]]:
        """Polygons the map must hold in full."""
        rings = [r for r in self.content.border if r]
        if not self.county:
            return rings
        own = located(s for s in self._shown if s.county == self.county)
        if not len(own):
            return []
        points = shapely.points(own)
        inside = (shapely.contains(shapely.Polygon(r[0]), points).mean() for r in rings)
        return [r for r, part in zip(rings, inside, strict=True) if part >= _OWN_PART]

    @cached_property
    def size(self) -> Size:
        """How large things are, by the room between neighbours."""
        home = self._home
        if len(home) < 2:
            return SIZES[0]
        away = home[:, None, :] - home[None, :, :]
        apart = np.hypot(away[..., 0], away[..., 1])
        np.fill_diagonal(apart, np.inf)
        gap = float(np.quantile(apart.min(axis=1), 0.3))
        crowd = np.sqrt(self.box.width * self.box.height / len(home)) / 3
        room = max(gap, min(float(crowd), 4.0))
        return next(size for size in SIZES if room >= size.least_gap)

    @cached_property
    def _home(self) -> Millimetres:
        return self.ground.on_sheet(located(self._shown))

    @cached_property
    def _radii(self) -> NDArray[np.float64]:
        size = self.size
        radius = {"core": size.core, "member": size.member, "outside": size.member}
        return np.array([radius[s.role] for s in self._shown])

    @cached_property
    def _at(self) -> Millimetres:
        """Where the symbols stand: moved apart where they would cover each other."""
        if not len(self._home):
            return self._home
        of_core = {"core": 2.6, "member": 1.6, "outside": 1.2}
        tether = self._radii * np.array([of_core[s.role] for s in self._shown])
        return spread(self._home, self._radii, tether)

    @cached_property
    def _moved(self) -> NDArray[np.bool_]:
        away = self._at - self._home
        moved: NDArray[np.bool_] = np.hypot(away[:, 0], away[:, 1]) > _LEADER_MM
        return moved

    @cached_property
    def _place(self) -> dict[int, tuple[float, float]]:
        """Where the symbol of each school drawn stands, by the school itself."""
        pairs = zip(self._shown, self._at.tolist(), strict=True)
        return {id(spot): (x, y) for spot, (x, y) in pairs}

    @cached_property
    def _trips(self) -> list[_Trip]:
        return list(self._each_trip())

    def _each_trip(self) -> Iterator[_Trip]:
        for spot in self._shown:
            team = self._team(spot)
            if team is None or spot.role != "member":
                continue
            head = self.content.schools[team.core]
            if spot.route is not None:
                points = self._thinned(self.ground.on_sheet(spot.route))
            elif head.at is not None:
                far = self.ground.on_sheet(np.array([head.at]))[0].tolist()
                start = self._place.get(id(head), tuple(far))
                points = np.array([start, self._place[id(spot)]])
            else:
                continue
            yield _Trip(spot, team, points)

    def _thinned(self, points: Millimetres) -> Millimetres:
        """Drop what is finer than the eye, or than the rounding of the positions."""
        if len(points) < 3:
            return points
        line = shapely.simplify(shapely.LineString(points), self._tolerance)
        return shapely.get_coordinates(line)

    @cached_property
    def _tolerance(self) -> float:
        step_m = self.content.step_deg * 111_000
        return max(_FINEST_MM, 0.6 * step_m * 1000 / self.ground.scale)

    # Pieces of the picture, from the ground up.

    def _borders(self) -> Iterator[str]:
        for rings in self.content.border:
            path = "".join(
                symbols.straight_path(
                    self._thinned(self.ground.on_sheet(r)), closed=True
                )
                for r in rings
            )
            yield symbols.tag(
                "path",
                d=path,
                fill=symbols.LAND,
                fill_rule="evenodd",
                **{k.replace("-", "_"): v for k, v in symbols.BORDER.items()},
            )

    def _roads(self) -> Iterator[str]:
        for weight, (colour, width) in symbols.ROADS.items():
            pattern = "dashed" if self.content.is_sketch else "solid"
            paths = [
                symbols.smooth_path(self._thinned(part))
                for line in self.content.roads.get(weight, ())
                for part in self._clipped(self.ground.on_sheet(line))
            ]
            if paths:
                yield symbols.stroke("".join(paths), colour, width, pattern)

    def _clipped(self, points: Millimetres) -> list[Millimetres]:
        return symbols.clipped(points, (self.box.width, self.box.height))

    def _casings(self) -> Iterator[str]:
        edges = [self._path(trip) for trip in self._trips if trip.spot.is_edge]
        width = self.size.line
        for colour, extra in ((symbols.EDGE, 0.95), ("#ffffff", 0.55)):
            if edges:
                yield symbols.stroke("".join(edges), colour, width + extra)

    def _lines(self) -> Iterator[str]:
        for trip in self._trips:
            path, line = self._path(trip), trip.spot.line
            yield symbols.stroke(path, trip.team.colour, self.size.line, line)
        for trip in self._trips:
            if trip.spot.is_edge:
                yield symbols.edge_mark(*trip.middle)

    def _path(self, trip: _Trip) -> str:
        parts = self._clipped(trip.points)
        return "".join(symbols.smooth_path(part) for part in parts)

    def _leaders(self) -> Iterator[str]:
        pairs = zip(self._home.tolist(), self._at.tolist(), self._moved, strict=True)
        for (hx, hy), (x, y), moved in pairs:
            if moved:
                yield symbols.leader((hx, hy), (x, y))

    def _symbols(self) -> Iterator[str]:
        for spot, (x, y) in zip(self._shown, self._at.tolist(), strict=True):
            team = self._team(spot)
            if team is None:
                yield symbols.outside(x, y, self.size.member)
            elif spot.role == "core":
                yield symbols.core(x, y, self.size.core, team)
            else:
                yield symbols.member(x, y, self.size.member, team, spot.kind)

    # Texts.

    def _numbers(self) -> Iterator[Text]:
        for spot, (x, y) in zip(self._shown, self._at.tolist(), strict=True):
            team = self._team(spot)
            is_core = spot.role == "core"
            size = self.size.number if is_core else self.size.small
            if team is None or not size:
                continue
            radius = self.size.core if is_core else self.size.member
            below, ink = symbols.number_place(spot.kind, team.ink)
            top = y - radius + below * radius
            box = (round(x - radius, 2), round(top, 2), 2 * radius, 2 * radius)
            digits = str(team.number)
            yield Text(digits, box, size * _fit(digits), ink, bold=True)

    @cached_property
    def _wishes(self) -> list[Wish]:
        return [
            self._wish(spot, x, y)
            for spot, (x, y) in zip(self._shown, self._at.tolist(), strict=True)
        ]

    @cached_property
    def _placed(self) -> list[Placed]:
        room = (self.box.width, self.box.height)
        lines = [shapely.LineString(trip.points) for trip in self._trips]
        return place_names(self._wishes, self._obstacles(), lines, room)

    def _ties(self) -> Iterator[str]:
        """Yield the thin lines to names that stand away from their symbol."""
        for placed in self._placed:
            if placed.tie is not None:
                wish = self._wishes[placed.wish]
                points = np.array([(wish.x, wish.y), placed.tie])
                yield symbols.stroke(symbols.straight_path(points), symbols.DARK, 0.18)

    def _names(self) -> Iterator[Text]:
        for placed in self._placed:
            wish, (left, top, right, bottom) = self._wishes[placed.wish], placed.box
            is_core = self._shown[placed.wish].role == "core"
            yield Text(
                wish.text,
                (left, top, right - left, bottom - top),
                wish.size_pt,
                "#111820" if is_core else "#333d47",
                bold=is_core,
                backed=True,
            )

    def _wish(self, spot: Spot, x: float, y: float) -> Wish:
        is_core = spot.role == "core"
        size, radius = self.size.name, self.size.member
        if is_core:
            size, radius = self.size.core_name, self.size.core
        rank = {"core": 0, "member": 1, "outside": 2}[spot.role]
        return Wish(spot.short, x, y, radius, size, rank, may_stand_off=is_core)

    def _obstacles(self) -> NDArray[np.float64]:
        """Symbols, marks of borderline trips and stars: nothing is written on them."""
        around = np.column_stack([self._radii, self._radii])
        boxes = [np.column_stack([self._at - around, self._at + around])]
        marks = [t.middle for t in self._trips if t.spot.is_edge]
        if marks:
            middles = np.array(marks)
            boxes.append(np.column_stack([middles - 1.35, middles + 1.35]))
        return np.concatenate(boxes)


def _fit(digits: str) -> float:
    """Return how much smaller a long number is written."""
    return {1: 1.0, 2: 0.92, 3: 0.74}.get(len(digits), 0.58)


@dataclass(frozen=True, eq=False)
class _Trip:
    """The line from a core to a member, on the sheet."""

    spot: Spot
    team: Team
    points: Millimetres

    @property
    def middle(self) -> tuple[float, float]:
        line = shapely.LineString(self.points)
        point = shapely.line_interpolate_point(line, 0.5, normalized=True)
        return float(shapely.get_x(point)), float(shapely.get_y(point))
