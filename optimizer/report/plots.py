"""Small line plots as SVG text: our own few shapes, no library, no network.

Every text is escaped, and set in fonts a Chinese Windows, macOS or Linux has. The
same input gives the same bytes.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape

from optimizer.report.labels import plain

FONTS = (
    "'Microsoft YaHei','PingFang SC','Noto Sans CJK SC','Source Han Sans SC',"
    "'WenQuanYi Micro Hei',SimHei,sans-serif"
)
BLUE, ORANGE, GREEN, GREY = "#1f5fa8", "#d9622b", "#2e7d4f", "#8a8f98"
_INK, _GRID = "#2b2f36", "#e4e7ec"
_DIGITS = 1e-9
_HALO: dict[str, object] = {
    "stroke": "#fff",
    "stroke_width": 3,
    "paint_order": "stroke",
}
"""Keeps a text readable where it crosses a line."""


@dataclass(frozen=True)
class Dot:
    """A point of a curve; ``low`` is the far end of what is not proven about it."""

    x: float
    y: float
    is_open: bool = False
    low: float | None = None
    hint: str = ""


@dataclass(frozen=True)
class Mark:
    """A point beside the curve, with its words; ``side`` is where they stand."""

    x: float
    y: float
    words: str
    colour: str
    shape: str = "diamond"
    side: str = "right"


@dataclass(frozen=True)
class Line:
    """A dashed line across the plot at one value, with its words."""

    at: float
    words: str


@dataclass(frozen=True)
class Curve:
    """A plot of one curve over numbers."""

    title: str
    x_title: str
    y_title: str
    dots: Sequence[Dot]
    marks: Sequence[Mark] = ()
    lines: Sequence[Line] = ()
    legend: Sequence[tuple[str, str, str]] = ()
    width: int = 880
    height: int = 470


@dataclass(frozen=True)
class Steps:
    """A plot of one figure over a few named values, the own one set off."""

    title: str
    names: Sequence[str]
    values: Sequence[float | None]
    is_open: Sequence[bool] = ()
    own: int | None = None
    line: Line | None = None
    digits: int = 0
    width: int = 300
    height: int = 200


@dataclass
class _Frame:
    """Where numbers fall on the paper."""

    left: float
    right: float
    top: float
    bottom: float
    x: tuple[float, float]
    y: tuple[float, float]
    parts: list[str] = field(default_factory=list)

    def px(self, value: float) -> float:
        low, high = self.x
        return self.left + (value - low) / (high - low) * (self.right - self.left)

    def py(self, value: float) -> float:
        low, high = self.y
        return self.bottom - (value - low) / (high - low) * (self.bottom - self.top)

    def add(self, tag: str, words: str | None = None, **attributes: object) -> None:
        """Add an element; ``_`` in a name stands for ``-``."""
        told = "".join(
            f' {name.rstrip("_").replace("_", "-")}="{_told(value)}"'
            for name, value in attributes.items()
        )
        inner = "" if words is None else escape(plain(words))
        self.parts.append(f"<{tag}{told}>{inner}</{tag}>")

    def text(self, x: float, y: float, words: str, **attributes: object) -> None:
        """Add a text with its baseline at a place."""
        settings = {"font_size": 12, "fill": _INK, **attributes}
        self.add("text", words, x=x, y=y, **settings)


def nice_ticks(low: float, high: float, most: int = 7) -> list[float]:
    """Return round values from at or below ``low`` to at or above ``high``.

    Examples
    --------
    >>> nice_ticks(3, 97)
    [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]
    >>> nice_ticks(5, 5)
    [4.0, 4.5, 5.0, 5.5, 6.0]
    """
    if high <= low:
        low, high = low - 1, high + 1
    raw = (high - low) / max(1, most - 1)
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(f * power for f in (1, 2, 5, 10) if f * power >= raw - _DIGITS)
    first, last = math.floor(low / step + _DIGITS), math.ceil(high / step - _DIGITS)
    return [round(i * step, 10) for i in range(first, last + 1)]


def curve_svg(curve: Curve) -> str:
    """Return a curve with its marks, lines and legend as an SVG element."""
    places = [*((d.x, d.y) for d in curve.dots), *((m.x, m.y) for m in curve.marks)]
    every_x = [*(x for x, _ in places), *(line.at for line in curve.lines)]
    every_y = [*(y for _, y in places), *(d.low for d in curve.dots if d.low)]
    xs = nice_ticks(min(every_x, default=0), max(every_x, default=1), 11)
    ys = nice_ticks(min(every_y, default=0), max(every_y, default=1))
    frame = _Frame(
        left=76,
        right=curve.width - 28,
        top=92,
        bottom=curve.height - 52,
        x=(xs[0], xs[-1]),
        y=(ys[0], ys[-1]),
    )
    frame.text(16, 24, curve.title, font_size=16, font_weight="bold")
    _legend(frame, curve.legend)
    _grid(frame, xs, ys)
    for number, line in enumerate(sorted(curve.lines, key=lambda line: line.at)):
        _upright(frame, line, number)
    _path(frame, curve.dots)
    for mark in curve.marks:
        _mark(frame, mark)
    middle = (frame.left + frame.right) / 2
    frame.text(middle, curve.height - 12, curve.x_title, text_anchor="middle")
    frame.text(16, frame.top - 12, curve.y_title)
    return _svg(curve.width, curve.height, curve.title, frame.parts)


def steps_svg(steps: Steps) -> str:
    """Return a figure over named values as an SVG element."""
    known = [v for v in steps.values if v is not None]
    line = [] if steps.line is None else [steps.line.at]
    ys = nice_ticks(min([*known, *line], default=0), max([*known, *line], default=1), 4)
    frame = _Frame(
        left=14,
        right=steps.width - 14,
        top=52,
        bottom=steps.height - 30,
        x=(-0.5, len(steps.names) - 0.5),
        y=(ys[0], ys[-1]),
    )
    frame.text(14, 18, steps.title, font_size=13, font_weight="bold")
    for y in (frame.top, frame.bottom):
        _stroke(frame, (frame.left, y), (frame.right, y), _GRID)
    if steps.line is not None:
        y = frame.py(steps.line.at)
        _stroke(frame, (frame.left, y), (frame.right, y), GREEN, dash="5 4")
        frame.text(
            frame.right,
            34,
            steps.line.words,
            fill=GREEN,
            font_size=11,
            text_anchor="end",
        )
    _step_dots(frame, steps)
    return _svg(steps.width, steps.height, steps.title, frame.parts)


def _step_dots(frame: _Frame, steps: Steps) -> None:
    """Draw the values with their numbers above and their names below."""
    places = [
        (i, frame.px(i), frame.py(v))
        for i, v in enumerate(steps.values)
        if v is not None
    ]
    points = " ".join(f"{x:.1f},{y:.1f}" for _, x, y in places)
    frame.add("polyline", points=points, fill="none", stroke=BLUE, stroke_width=1.6)
    for i, x, y in places:
        colour = ORANGE if i == steps.own else BLUE
        is_open = bool(steps.is_open) and steps.is_open[i]
        fill = "#fff" if is_open else colour
        frame.add(
            "circle", cx=x, cy=y, r=4.2, fill=fill, stroke=colour, stroke_width=1.6
        )
        words = f"{steps.values[i]:.{steps.digits}f}"
        frame.text(
            x, y - 8, words, font_size=11, text_anchor="middle", fill=colour, **_HALO
        )
    for i, name in enumerate(steps.names):
        weight = "bold" if i == steps.own else "normal"
        colour = ORANGE if i == steps.own else _INK
        frame.text(
            frame.px(i),
            frame.bottom + 18,
            name,
            font_size=12,
            text_anchor="middle",
            font_weight=weight,
            fill=colour,
        )


def _grid(frame: _Frame, xs: Sequence[float], ys: Sequence[float]) -> None:
    for y in ys:
        _stroke(frame, (frame.left, frame.py(y)), (frame.right, frame.py(y)), _GRID)
        frame.text(frame.left - 8, frame.py(y) + 4, f"{y:,.10g}", text_anchor="end")
    for x in xs:
        at = frame.px(x)
        _stroke(frame, (at, frame.bottom), (at, frame.bottom + 5), GREY)
        frame.text(at, frame.bottom + 19, f"{x:.10g}", text_anchor="middle")
    _stroke(frame, (frame.left, frame.bottom), (frame.right, frame.bottom), GREY)


def _upright(frame: _Frame, line: Line, number: int) -> None:
    """Draw a dashed upright; its words hang lower with each further one."""
    x = frame.px(line.at)
    _stroke(frame, (x, frame.top), (x, frame.bottom), GREEN, dash="5 4")
    near_left = x < (frame.left + frame.right) / 2
    frame.text(
        x + (6 if near_left else -6),
        frame.top + 14 + 18 * number,
        line.words,
        fill=GREEN,
        text_anchor="start" if near_left else "end",
    )


def _path(frame: _Frame, dots: Sequence[Dot]) -> None:
    """Draw the curve, what is open of it, and the points with their hints."""
    ordered = sorted(dots, key=lambda dot: dot.x)
    points = " ".join(f"{frame.px(d.x):.1f},{frame.py(d.y):.1f}" for d in ordered)
    frame.add("polyline", points=points, fill="none", stroke=BLUE, stroke_width=2)
    for dot in ordered:
        x, y = frame.px(dot.x), frame.py(dot.y)
        if dot.low is not None and dot.is_open:
            _stroke(frame, (x, y), (x, frame.py(dot.low)), GREY, width=2)
        fill = "#fff" if dot.is_open else BLUE
        hint = f"<title>{escape(plain(dot.hint))}</title>" if dot.hint else ""
        frame.parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5" fill="{fill}" '
            f'stroke="{BLUE}" stroke-width="1.8">{hint}</circle>'
        )


def _mark(frame: _Frame, mark: Mark) -> None:
    x, y = frame.px(mark.x), frame.py(mark.y)
    _shape(frame, mark.shape, x, y, mark.colour)
    step = -13 if mark.side == "left" else 13
    anchor = "end" if mark.side == "left" else "start"
    if mark.words:
        frame.text(
            x + step,
            y + 4,
            mark.words,
            fill=mark.colour,
            font_weight="bold",
            text_anchor=anchor,
            **_HALO,
        )


def _shape(frame: _Frame, shape: str, x: float, y: float, colour: str) -> None:
    """Draw one of the few shapes a legend knows."""
    if shape == "diamond":
        ends = ((x, y - 7), (x + 7, y), (x, y + 7), (x - 7, y))
        points = " ".join(f"{a:.1f},{b:.1f}" for a, b in ends)
        frame.add("polygon", points=points, fill=colour, stroke="#fff", stroke_width=1)
    elif shape == "frame":
        frame.add(
            "rect",
            x=x - 8.5,
            y=y - 8.5,
            width=17,
            height=17,
            fill="none",
            stroke=colour,
            stroke_width=2,
        )
    else:
        fill = "#fff" if shape == "ring" else colour
        frame.add(
            "circle", cx=x, cy=y, r=4.5, fill=fill, stroke=colour, stroke_width=1.8
        )


def _legend(frame: _Frame, entries: Sequence[tuple[str, str, str]]) -> None:
    """Draw (shape, colour, words) in one row under the title."""
    x = 22.0
    for shape, colour, words in entries:
        _shape(frame, shape, x, 46, colour)
        frame.text(x + 14, 50, words)
        x += 44 + sum(12.4 if ord(c) > 255 else 7 for c in words)


def _stroke(
    frame: _Frame,
    start: tuple[float, float],
    end: tuple[float, float],
    colour: str,
    *,
    width: float = 1,
    dash: str = "",
) -> None:
    extra = {"stroke_dasharray": dash} if dash else {}
    frame.add(
        "line",
        x1=start[0],
        y1=start[1],
        x2=end[0],
        y2=end[1],
        stroke=colour,
        stroke_width=width,
        **extra,
    )


def _svg(width: int, height: int, title: str, parts: Sequence[str]) -> str:
    return "\n".join(_lines(width, height, title, parts))


def _lines(width: int, height: int, title: str, parts: Sequence[str]) -> Iterator[str]:
    name = escape(plain(title), quote=True)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img" aria-label="{name}" '
        f'font-family="{escape(FONTS, quote=True)}">'
    )
    yield f'<rect width="{width}" height="{height}" fill="#fff"/>'
    yield from parts
    yield "</svg>"


def _told(value: object) -> str:
    """Return an attribute's value: numbers to a tenth, texts escaped."""
    if isinstance(value, float):
        return f"{value:.1f}"
    return escape(plain(value), quote=True)
