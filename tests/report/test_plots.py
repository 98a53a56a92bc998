"""Plots: well-formed, to scale, safe."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest

from optimizer.report.plots import (
    Curve,
    Dot,
    Line,
    Mark,
    Steps,
    curve_svg,
    nice_ticks,
    steps_svg,
)

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>\"'&\x00"


def circles(svg: str) -> list[tuple[float, float, str]]:
    """Return centre and fill of every circle."""
    found = ET.fromstring(svg).iter(f"{SVG}circle")
    return [
        (float(c.attrib["cx"]), float(c.attrib["cy"]), c.attrib["fill"]) for c in found
    ]


def test_points_are_to_scale_and_open_ones_hollow() -> None:
    """Tests that equal steps are equal on paper, higher values higher up."""
    dots = [Dot(0, 0), Dot(10, 50), Dot(20, 100, is_open=True, low=80)]
    found = circles(curve_svg(Curve("t", "x", "y", dots)))
    (x0, y0, f0), (x1, y1, _), (x2, y2, f2) = found
    assert x1 - x0 == pytest.approx(x2 - x1, abs=0.11)
    assert y0 - y1 == pytest.approx(y1 - y2, abs=0.11)
    assert y2 < y1 < y0
    assert (f0 == "#fff", f2 == "#fff") == (False, True)


@pytest.mark.parametrize("dots", [[], [Dot(3, 7)], [Dot(3, 7), Dot(3, 7)]])
def test_few_points_make_a_plot_all_the_same(dots: list[Dot]) -> None:
    """Tests that no span of nothing is divided by."""
    ET.fromstring(curve_svg(Curve("t", "x", "y", dots, lines=[Line(5, "w")])))


def test_hostile_words_stay_words() -> None:
    """Tests every place a text can stand in."""
    curve = Curve(
        HOSTILE,
        HOSTILE,
        HOSTILE,
        [Dot(1, 1, hint=HOSTILE)],
        marks=[Mark(1, 1, HOSTILE, "#000")],
        lines=[Line(1, HOSTILE)],
        legend=[("dot", "#000", HOSTILE)],
    )
    steps = Steps(HOSTILE, [HOSTILE], [1.0], line=Line(1, HOSTILE))
    for svg in (curve_svg(curve), steps_svg(steps)):
        assert "<script" not in svg
        told = [t.text for t in ET.fromstring(svg).iter(f"{SVG}text")]
        assert any("<script>\"'&\ufffd" in (words or "") for words in told)


def test_own_value_and_unknown_values() -> None:
    """Tests that the own value is set off and a value not known leaves a gap."""
    svg = steps_svg(Steps("t", ["1", "2", "3"], [5.0, None, 7.0], own=2))
    found = circles(svg)
    assert len(found) == 2
    assert found[0][2] != found[1][2]


@pytest.mark.parametrize(
    ("low", "high", "most"), [(0, 1, 7), (-3, 12345, 5), (0.001, 0.002, 7), (7, 7, 4)]
)
def test_ticks_enclose_the_values_and_are_few(
    low: float, high: float, most: int
) -> None:
    """Tests ends, number and even steps."""
    ticks = nice_ticks(low, high, most)
    assert ticks[0] <= low
    assert ticks[-1] >= high
    assert len(ticks) <= most + 2
    steps = {round(b - a, 9) for a, b in pairwise(ticks)}
    assert len(steps) == 1
