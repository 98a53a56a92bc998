"""The body of the map: lines and symbols as SVG, and the texts upon them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray

from optimizer.report.annex_map import symbols
from optimizer.report.annex_map.areas import AreaName, place_areas
from optimizer.report.annex_map.content import Spot
from optimizer.report.annex_map.density import dense_part, frame_of
from optimizer.report.annex_map.ground import Ground, Millimetres
from optimizer.report.annex_map.labelling import Placed, Wish, place_names
from optimizer.report.annex_map.scene import Scene, Trip

_RANKS = {"core": 0, "town": 1, "member": 2, "outside": 3}
_INKS = {
    "core": "#111820",
    "town": "#7a6a4a",
    "member": "#333d47",
    "outside": "#59636e",
}
_AREA_PT = 10.0
_AREA_INK = "#3d4854"
_FIT = {1: 1.0, 2: 0.92, 3: 0.74}
_LEAST_FIT = 0.58
"""How much smaller a number of so many digits is written."""


@dataclass(frozen=True)
class Text:
    """A text of the map in a box.

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
    side
        Where in the box it stands: ``left``, ``center`` or ``right``.
    """

    text: str
    box: tuple[float, float, float, float]
    size: float
    ink: str
    bold: bool = False
    backed: bool = False
    side: str = "center"


@dataclass(frozen=True, eq=False)
class Picture:
    """The drawn map: lines and symbols as SVG, texts beside it, and its ground.

    ``unnamed`` are the schools whose name found no room; ``dense`` those in the frame
    of the part that another sheet shows larger.
    """

    svg: str
    texts: tuple[Text, ...]
    ground: Ground
    shown: tuple[Spot, ...]
    lines: tuple[str, ...]
    has_route: bool
    has_straight: bool
    has_edge: bool
    has_moved: bool
    unnamed: tuple[Spot, ...]
    dense: tuple[Spot, ...]


@dataclass(frozen=True, eq=False)
class Drawing:
    """Draws one map."""

    scene: Scene

    def picture(self) -> Picture:
        """Return the map."""
        scene, trips = self.scene, self.scene.trips
        parts = [
            *self._borders(),
            *self._waters(),
            *self._roads(),
            *self._casings(),
            *self._lines(),
            *self._leaders(),
            *self._ties(),
            *self._symbols(),
            *self._frame(),
        ]
        return Picture(
            svg=symbols.drawing(scene.box.width, scene.box.height, parts),
            texts=(*self._numbers(), *self._names(), *self._areas()),
            ground=scene.ground,
            shown=tuple(scene.shown),
            lines=tuple(sorted({t.spot.line for t in trips})),
            has_route=any(t.spot.route is not None for t in trips),
            has_straight=any(t.spot.route is None for t in trips),
            has_edge=any(t.spot.is_edge for t in trips),
            has_moved=bool(scene.moved.any()),
            unnamed=self._unnamed,
            dense=self._dense,
        )

    # Pieces of the picture, from the ground up.

    def _borders(self) -> Iterator[str]:
        """Yield the counties, the one the sheet is about last and on paler ground."""
        scene = self.scene
        own = [id(rings) for rings in scene.own_borders]
        for rings in sorted(scene.content.border, key=lambda r: id(r) in own):
            lines = (scene.thinned(scene.ground.on_sheet(ring)) for ring in rings)
            path = "".join(symbols.straight_path(line, closed=True) for line in lines)
            yield symbols.area(path, is_own=id(rings) in own)

    def _waters(self) -> Iterator[str]:
        scene = self.scene
        for rings in scene.content.lakes:
            lines = (scene.thinned(scene.ground.on_sheet(ring)) for ring in rings)
            path = "".join(symbols.straight_path(line, closed=True) for line in lines)
            yield symbols.lake(path)
        paths = [
            symbols.smooth_path(scene.thinned(part))
            for line in scene.content.rivers
            for part in self._clipped(scene.ground.on_sheet(line))
        ]
        if paths:
            yield symbols.stroke("".join(paths), symbols.WATER, 0.25)

    def _roads(self) -> Iterator[str]:
        scene = self.scene
        pattern = "dashed" if scene.content.is_sketch else "solid"
        for weight, (colour, width) in symbols.ROADS.items():
            paths = [
                symbols.smooth_path(scene.thinned(part))
                for line in scene.content.roads.get(weight, ())
                for part in self._clipped(scene.ground.on_sheet(line))
            ]
            if paths:
                yield symbols.stroke("".join(paths), colour, width, pattern)

    def _clipped(self, points: Millimetres) -> list[Millimetres]:
        return symbols.clipped(points, (self.scene.box.width, self.scene.box.height))

    def _path(self, trip: Trip) -> str:
        parts = self._clipped(trip.points)
        return "".join(symbols.smooth_path(part) for part in parts)

    def _casings(self) -> Iterator[str]:
        edges = [self._path(trip) for trip in self.scene.trips if trip.spot.is_edge]
        width = self.scene.size.line
        for colour, extra in ((symbols.EDGE, 1.75), ("#ffffff", 1.05)):
            if edges:
                yield symbols.stroke("".join(edges), colour, width * (1 + extra))

    def _lines(self) -> Iterator[str]:
        size = self.scene.size
        for trip in self.scene.trips:
            path, line = self._path(trip), trip.spot.line
            yield symbols.stroke(path, trip.team.colour, size.line, line)
        for trip in self.scene.trips:
            if trip.spot.is_edge:
                yield symbols.edge_mark(*trip.middle, size.mark)

    def _leaders(self) -> Iterator[str]:
        """Yield the thin lines from where a school is to its symbol."""
        scene = self.scene
        pairs = zip(scene.home.tolist(), scene.at.tolist(), scene.moved, strict=True)
        for (hx, hy), (x, y), moved in pairs:
            if moved:
                yield symbols.leader((hx, hy), (x, y))

    def _ties(self) -> Iterator[str]:
        """Yield the thin lines to names that stand away from their symbol."""
        for placed in self._placed:
            if placed.tie is not None:
                wish = self._wishes[placed.wish]
                points = np.array([(wish.x, wish.y), placed.tie])
                yield symbols.stroke(symbols.straight_path(points), symbols.DARK, 0.18)

    def _symbols(self) -> Iterator[str]:
        size = self.scene.size
        for spot, x, y in self.scene.placed():
            team = self.scene.team(spot)
            if team is None:
                yield symbols.outside(x, y, size.member)
            elif spot.role == "core":
                yield symbols.core(x, y, size.core, team)
            else:
                yield symbols.member(x, y, size.member, team, spot.kind)

    @cached_property
    def _unnamed(self) -> tuple[Spot, ...]:
        named = {placed.wish for placed in self._placed}
        spots = self.scene.shown[: len(self._wishes)]
        return tuple(spot for i, spot in enumerate(spots) if i not in named)

    @cached_property
    def _dense(self) -> tuple[Spot, ...]:
        return () if self.scene.dense else dense_part(self.scene, self._unnamed)

    def _frame(self) -> Iterator[str]:
        """Yield the frame of the part that another sheet shows larger."""
        frame = frame_of(self.scene, self._dense)
        if frame is not None:
            yield symbols.frame(*frame)

    # Texts.

    def _numbers(self) -> Iterator[Text]:
        size = self.scene.size
        for spot, x, y in self.scene.placed():
            team = self.scene.team(spot)
            letters = size.number if spot.role == "core" else size.small
            if team is None or not letters:
                continue
            radius = self.scene.radius(spot)
            below, ink = symbols.number_place(spot.kind, team.ink)
            top = y - radius + below * radius
            box = (round(x - radius, 2), round(top, 2), 2 * radius, 2 * radius)
            digits = str(team.number)
            part = _FIT.get(len(digits), _LEAST_FIT)
            yield Text(digits, box, round(letters * part, 2), ink, bold=True)

    @cached_property
    def _wishes(self) -> list[Wish]:
        if self.scene.is_overview:
            return []
        spots = [self._wish(spot, x, y) for spot, x, y in self.scene.placed()]
        return [*spots, *self._town_wishes()]

    def _town_wishes(self) -> Iterator[Wish]:
        """Yield the names of towns, each at its place or near it."""
        towns = self.scene.content.towns
        places = self.scene.ground.on_sheet(
            np.array([at for _, at in towns], dtype=float).reshape(-1, 2)
        )
        size, rank = self.scene.size.name, _RANKS["town"]
        for (name, _), (x, y) in zip(towns, places.tolist(), strict=True):
            yield Wish(name, x, y, 0.0, size, rank)

    def _wish(self, spot: Spot, x: float, y: float) -> Wish:
        is_core, size = spot.role == "core", self.scene.size
        letters = size.core_name if is_core else size.name
        radius, rank = self.scene.radius(spot), _RANKS[spot.role]
        return Wish(spot.short, x, y, radius, letters, rank, may_stand_off=is_core)

    @cached_property
    def _placed(self) -> list[Placed]:
        box = self.scene.box
        lines = [shapely.LineString(trip.points) for trip in self.scene.trips]
        obstacles = self._obstacles()
        return place_names(self._wishes, obstacles, lines, (box.width, box.height))

    def _names(self) -> Iterator[Text]:
        for placed in self._placed:
            wish, role = self._wishes[placed.wish], self._role(placed.wish)
            text = _backed(wish.text, placed.box, wish.size_pt, _INKS[role], role)
            yield replace(text, side=_side(wish.x, placed.box))

    def _role(self, wish: int) -> str:
        """Return whose name a wish is: of a school by its role, or of a town."""
        shown = self.scene.shown
        return shown[wish].role if wish < len(shown) else "town"

    def _areas(self) -> Iterator[Text]:
        """Yield the names of the counties where their schools are."""
        if not self.scene.is_overview:
            return
        names = [
            AreaName(
                county, self.scene.at[[s.county == county for s in self.scene.shown]]
            )
            for county in self.scene.content.counties
        ]
        box, cores = self.scene.box, [s.role == "core" for s in self.scene.shown]
        weights = np.where(cores, 4.0, 1.0)
        for name, place in place_areas(
            names, self.scene.at, weights, _AREA_PT, (box.width, box.height)
        ):
            yield _backed(name, place, _AREA_PT, _AREA_INK, "core")

    def _obstacles(self) -> NDArray[np.float64]:
        """Symbols and marks of borderline trips: nothing is written on them."""
        around = np.column_stack([self.scene.radii, self.scene.radii])
        boxes = [np.column_stack([self.scene.at - around, self.scene.at + around])]
        marks = [t.middle for t in self.scene.trips if t.spot.is_edge]
        if marks:
            middles, half = np.array(marks), self.scene.size.mark
            boxes.append(np.column_stack([middles - half, middles + half]))
        return np.concatenate(boxes)


def _backed(
    text: str, box: tuple[float, float, float, float], size: float, ink: str, role: str
) -> Text:
    left, top, right, bottom = box
    place = (left, top, round(right - left, 2), round(bottom - top, 2))
    return Text(text, place, size, ink, bold=role == "core", backed=True)


def _side(x: float, box: tuple[float, float, float, float]) -> str:
    """Return which end of a name is at its symbol."""
    return "left" if box[0] > x else "right" if box[2] < x else "center"
