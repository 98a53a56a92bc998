"""Symbols and lines of the annex as pieces of SVG, in millimetres.

Shape and number speak without colour: a square leads, a circle is a member, a hollow
cross is outside. No text of a file is ever part of these pieces.
"""

from __future__ import annotations

import math

import numpy as np
import shapely
from numpy.typing import NDArray

from optimizer.report.annex_map.content import Team

DARK = "#2b3440"
GREY = "#59636e"
EDGE = "#b3261e"
DASHES = {"solid": "", "dashed": "1.7 1.1", "dotted": "0.4 1.1"}
"""Patterns of the lines from core to member."""

ROADS = {
    "minor": ("#d9d6cf", 0.15),
    "middle": ("#cfcbc2", 0.25),
    "major": ("#c2bdb1", 0.42),
}
"""Colour and width of the roads, in the order they are drawn."""

BORDER = {"stroke": "#6d7783", "stroke_width": 0.32, "stroke_dasharray": "2.6 .8 .5 .8"}
_NEIGHBOUR = {**BORDER, "stroke": "#a3abb3", "stroke_width": 0.22}
_LAND = "#fcfaf3"
WATER = "#8fb8d8"
_LAKE = "#dcebf5"


def tag(name: str, **attributes: object) -> str:
    """Return an element; ``_`` in names stands for a hyphen, numbers are rounded."""
    parts = (
        f' {key.replace("_", "-")}="{_written(value)}"'
        for key, value in attributes.items()
        if value != ""
    )
    return f"<{name}{''.join(parts)}/>"


def _written(value: object) -> str:
    return number(value) if isinstance(value, float) else str(value)


def number(value: float) -> str:
    """Return a length to a hundredth of a millimetre, without needless signs.

    Examples
    --------
    >>> number(3.10), number(-0.001), number(12.0)
    ('3.1', '0', '12')
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def drawing(width: float, height: float, parts: list[str]) -> str:
    """Return a whole SVG of a size in millimetres."""
    size = f'viewBox="0 0 {number(width)} {number(height)}"'
    room = f'width="{number(width)}mm" height="{number(height)}mm"'
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" {size} {room}>'
    return "".join([opening, *parts, "</svg>"])


def straight_path(points: NDArray[np.float64], *, closed: bool = False) -> str:
    """Return the data of a path through points."""
    steps = [f"{number(x)} {number(y)}" for x, y in points.tolist()]
    return f"M{'L'.join(steps)}{'Z' if closed else ''}"


def smooth_path(points: NDArray[np.float64]) -> str:
    """Return the data of a path that rounds the corners, ends kept.

    Positions of a map for publication are rounded to about 100 m; without this, its
    roads would show the steps of that grid.
    """
    if len(points) < 3:
        return straight_path(points)
    middles = (points[1:-2] + points[2:-1]) / 2
    ends = np.concatenate([middles, points[-1:]])
    turns = [
        f"Q{number(cx)} {number(cy)} {number(x)} {number(y)}"
        for (cx, cy), (x, y) in zip(points[1:-1].tolist(), ends.tolist(), strict=True)
    ]
    return straight_path(points[:1]) + "".join(turns)


def area(path: str, *, is_own: bool) -> str:
    """Return a county: the one a sheet is about on tinted ground, others paler."""
    look, fill = (BORDER, _LAND) if is_own else (_NEIGHBOUR, "#ffffff")
    return tag("path", d=path, fill=fill, fill_rule="evenodd", **look)


def lake(path: str) -> str:
    """Return a lake or reservoir."""
    return tag(
        "path", d=path, fill=_LAKE, fill_rule="evenodd", stroke=WATER, stroke_width=0.15
    )


def core(x: float, y: float, r: float, team: Team) -> str:
    """Return the square of a core, with a star on a demonstration alliance."""
    half = r - 0.22
    parts = [
        _square(x, y, r, fill="#ffffff", stroke=DARK, stroke_width=0.16),
        _square(x, y, half, fill=team.colour),
    ]
    if team.demonstrator:
        parts.append(star(x + r * 0.86, y - r * 0.86, max(0.9, r * 0.5)))
    return "".join(parts)


def _square(x: float, y: float, half: float, **look: object) -> str:
    side, corner = 2 * half, half * 0.3
    return tag(
        "rect", x=x - half, y=y - half, width=side, height=side, rx=corner, **look
    )


def star(x: float, y: float, r: float) -> str:
    """Return a star of five points."""
    spikes = [
        (
            x + r * (0.45 if i % 2 else 1.0) * math.sin(math.pi * i / 5),
            y - r * (0.45 if i % 2 else 1.0) * math.cos(math.pi * i / 5),
        )
        for i in range(10)
    ]
    path = straight_path(np.array(spikes), closed=True)
    return tag("path", d=path, fill="#ffd43b", stroke="#5a4300", stroke_width=0.12)


def member(x: float, y: float, r: float, team: Team, kind: str = "") -> str:
    """Return a member: a disc, or the shape of its kind as on the page of the map.

    A weak school is a ring, a new one a lozenge, a teaching point a triangle.
    """
    width = 0.2 if r < 1.2 else 0.14
    rim = {"stroke": "#ffffff" if r < 1.2 else DARK, "stroke_width": width}
    if kind in _CORNERS:
        corners = np.array([(x, y)]) + r * np.array(_CORNERS[kind])
        path = straight_path(corners, closed=True)
        look = {"fill": team.colour, "stroke_linejoin": "round", **rim}
        return tag("path", d=path, **look)
    disc = tag("circle", cx=x, cy=y, r=r - 0.1, fill=team.colour, **rim)
    if kind == "weak":
        disc += tag("circle", cx=x, cy=y, r=r * 0.62, fill="#ffffff")
    return disc


_CORNERS = {
    "new": ((0.0, -1.12), (1.12, 0.0), (0.0, 1.12), (-1.12, 0.0)),
    "point": ((0.0, -1.12), (1.16, 0.9), (-1.16, 0.9)),
}
"""Corners of the shapes of a kind, in units of the radius."""


def number_place(kind: str, ink: str) -> tuple[float, str]:
    """Return how far below the middle a number stands, in radii, and its colour."""
    return (0.26 if kind == "point" else 0.0), (DARK if kind == "weak" else ink)


def outside(x: float, y: float, r: float) -> str:
    """Return the hollow cross of a school in no alliance."""
    arm = r * 0.42
    path = (
        f"M{number(x - arm)} {number(y - arm)}L{number(x + arm)} {number(y + arm)}"
        f"M{number(x + arm)} {number(y - arm)}L{number(x - arm)} {number(y + arm)}"
    )
    width = max(0.16, r * 0.2)
    ring = {"fill": "#ffffff", "stroke": GREY, "stroke_width": width}
    return tag("circle", cx=x, cy=y, r=r - width / 2, **ring) + tag(
        "path", d=path, fill="none", stroke=GREY, stroke_width=width
    )


def edge_mark(x: float, y: float, r: float = 1.35) -> str:
    """Return the diamond of a borderline trip."""
    corners = np.array([(x, y - r), (x + r, y), (x, y + r), (x - r, y)])
    look = {"fill": "#ffffff", "stroke": EDGE, "stroke_width": 0.26}
    stroke = tag(
        "path",
        d=f"M{number(x)} {number(y - 0.62 * r)}V{number(y + 0.14 * r)}"
        f"M{number(x)} {number(y + 0.38 * r)}V{number(y + 0.58 * r)}",
        stroke="#16202c",
        stroke_width=0.28,
    )
    return tag("path", d=straight_path(corners, closed=True), **look) + stroke


def stroke(path: str, colour: str, width: float, pattern: str = "solid") -> str:
    """Return a line."""
    return tag(
        "path",
        d=path,
        fill="none",
        stroke=colour,
        stroke_width=width,
        stroke_dasharray=DASHES[pattern],
        stroke_linecap="round" if pattern == "dotted" else "butt",
        stroke_linejoin="round",
    )


def leader(start: tuple[float, float], end: tuple[float, float]) -> str:
    """Return the thin line from where a school is to its symbol."""
    path = straight_path(np.array([start, end]))
    return stroke(path, DARK, 0.16) + tag(
        "circle", cx=start[0], cy=start[1], r=0.28, fill=DARK
    )


def frame(left: float, top: float, right: float, bottom: float) -> str:
    """Return the frame of a part that is shown larger elsewhere."""
    path = f"M{number(left)} {number(top)}H{number(right)}V{number(bottom)}"
    return stroke(f"{path}H{number(left)}Z", DARK, 0.3, "dashed")


def clipped(
    points: NDArray[np.float64], box: tuple[float, float]
) -> list[NDArray[np.float64]]:
    """Return the parts of a line inside the map, and a little around it."""
    if len(points) < 2:
        return []
    line = shapely.LineString(points)
    inside = shapely.clip_by_rect(line, -2.0, -2.0, box[0] + 2.0, box[1] + 2.0)
    parts = shapely.get_parts(inside)
    return [shapely.get_coordinates(p) for p in parts if p.geom_type == "LineString"]
