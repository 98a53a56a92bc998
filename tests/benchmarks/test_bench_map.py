"""How large the map page is, how soon it shows, how smoothly it pans."""

from __future__ import annotations

import itertools
import statistics
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks.map_county import bare_page, map_page
from tests.browser import needs_browser, visit

pytestmark = [pytest.mark.bench, needs_browser]

SIZES = {136: (29, 1_500_000), 2000: (400, 8_000_000)}
"""Schools: alliances, and bytes the page may have."""

PAINTED = """() => new Promise(done => (function look() {
  if (performance.getEntriesByType("paint").length) done(); else setTimeout(look, 20);
})())"""
FRAMES = """() => new Promise(done => {
  const seen = []; window.stopFrames = () => { window.isOver = true; };
  (function next(at) {
    seen.push(at);
    if (window.isOver) done(seen); else requestAnimationFrame(next);
  })(performance.now());
})"""


def pan_ms(tab: Any, stage: str) -> list[float]:
    """Drag the map to and fro by real mouse events; return the time of each frame."""
    box = tab.locator(stage).bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    tab.evaluate("window.isOver = false")
    tab.evaluate(f"void (window.seen = ({FRAMES})())")
    tab.mouse.move(x, y)
    tab.mouse.down()
    for step in range(60):
        tab.mouse.move(x + (step % 30) * 9 - 120, y + (step % 20) * 6 - 60)
    tab.mouse.up()
    tab.evaluate("window.isOver = true")
    seen = tab.evaluate("window.seen")
    return [b - a for a, b in itertools.pairwise(seen)]


def measured(file: Path, stage: str) -> dict[str, float]:
    """Return ms until something is painted, until all is drawn, and of pan frames."""
    with visit(file, width=1440, height=900) as seen:
        tab = seen.page
        tab.evaluate(PAINTED)
        paint = "performance.getEntriesByType('paint')[0].startTime"
        load = "performance.timing.loadEventEnd - performance.timing.navigationStart"
        found = {"paint": tab.evaluate(paint), "load": tab.evaluate(load)}
        frames = sorted(pan_ms(tab, stage))
        assert seen.errors == []
        return {
            **found,
            "frame": statistics.fmean(frames),
            "p95": frames[int(len(frames) * 0.95)],
            "worst": frames[-1],
        }


@pytest.mark.parametrize("n", SIZES)
def test_map_is_small_shows_soon_and_pans_smoothly(n: int, tmp_path: Path) -> None:
    """Prints our page beside Leaflet alone with the same points."""
    cores, most = SIZES[n]
    ours, bare = tmp_path / "ours.html", tmp_path / "bare.html"
    ours.write_text(map_page(n, cores), encoding="utf-8")
    bare.write_text(bare_page(n, cores), encoding="utf-8")
    own, other = measured(ours, ".stage"), measured(bare, "#map")
    size = ours.stat().st_size
    print(f"\n{n} schools: {size:,} bytes")
    for name, value in own.items():
        print(f"  {name}: {value:.0f} ms, Leaflet alone {other[name]:.0f} ms")
    assert size < most
    assert own["p95"] < 3 * max(other["p95"], 20)
