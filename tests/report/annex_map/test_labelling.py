"""Names and symbols of the annex do not cover each other."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import shapely

from optimizer.report.annex_map.labelling import Wish, place_names
from optimizer.report.annex_map.spreading import spread
from optimizer.report.widths import width_em

SIZE = (180.0, 200.0)


def crowd(n: int, seed: int) -> tuple[list[Wish], np.ndarray]:
    """Return names of schools scattered over a map, and their symbols."""
    points = np.random.default_rng(seed).uniform((4, 4), (176, 196), (n, 2))
    wishes = [
        Wish(f"第{i}中心小学", x, y, 1.5, 6, rank=i % 3, may_stand_off=i % 3 == 0)
        for i, (x, y) in enumerate(points.tolist())
    ]
    return wishes, np.column_stack([points - 1.5, points + 1.5])


def overlap(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    """Tell whether two boxes share more than an edge, rounding aside."""
    eps = 0.011
    return (
        a[0] + eps < b[2]
        and b[0] + eps < a[2]
        and a[1] + eps < b[3]
        and b[1] + eps < a[3]
    )


@pytest.mark.parametrize("n", [1, 30, 200, 600])
def test_names_cover_neither_each_other_nor_a_symbol(n: int) -> None:
    """Tests sheets from empty to crowded."""
    wishes, symbols = crowd(n, seed=n)
    placed = place_names(wishes, symbols, [], SIZE)
    boxes = [p.box for p in placed]
    assert not any(overlap(a, b) for a, b in itertools.combinations(boxes, 2))
    assert not any(overlap(a, tuple(s)) for a in boxes for s in symbols.tolist())
    for left, top, right, bottom in boxes:
        assert left >= 0
        assert top >= 0
        assert right <= SIZE[0]
        assert bottom <= SIZE[1]
    assert len(placed) > min(n, 120) * 0.6


def test_lower_rank_is_served_first() -> None:
    """Tests that a core has its name where a member beside it has to do without."""
    core = Wish("核心", 50, 50, 2, 7, rank=0)
    walls = np.array([[0, 0, 180, 48.0], [0, 52, 180, 200.0], [0, 48, 47, 52.0]])
    member = Wish("成员小学名", 51, 50, 2, 7, rank=1)
    placed = place_names([member, core], walls, [], SIZE)
    assert [p.wish for p in placed] == [1]


def test_name_stands_off_its_symbol_only_if_it_may() -> None:
    """Tests that a core walled in gets its name from afar, with a line."""
    walls = np.array([[47.0, 47.0, 53.0, 53.0]])
    for may_stand_off, found in ((False, 0), (True, 1)):
        wish = Wish("核心学校", 50, 50, 0.5, 6, rank=0, may_stand_off=may_stand_off)
        placed = place_names([wish], walls, [], SIZE)
        assert len(placed) == found
    left, top, right, bottom = placed[0].box
    assert placed[0].tie is not None
    x, y = placed[0].tie
    assert left <= x <= right
    assert top <= y <= bottom


def test_name_leaves_lines_visible_where_it_can() -> None:
    """Tests that a name goes to the side without a line."""
    wish = Wish("学校", 50, 50, 1, 6, rank=0)
    line = shapely.LineString([(50, 50), (80, 50)])
    bare = place_names([wish], np.zeros((0, 4)), [], SIZE)[0]
    beside = place_names([wish], np.zeros((0, 4)), [line], SIZE)[0]
    assert bare.box[0] > 50
    assert beside.box[2] < 50


def test_same_names_stand_at_the_same_places() -> None:
    """Tests that nothing is left to chance."""
    wishes, symbols = crowd(150, seed=1)
    assert place_names(wishes, symbols, [], SIZE) == place_names(
        wishes, symbols, [], SIZE
    )


@pytest.mark.parametrize(
    ("text", "least"), [("恩施", 2.0), ("W", 0.9), ("e\u0301", 0.5), ("", 0.0)]
)
def test_width_of_a_text_is_not_underrated(text: str, least: float) -> None:
    """Tests the estimate at wide, narrow and combining signs."""
    assert least <= width_em(text) <= least + 0.2


def test_symbols_part_and_stay_near_home() -> None:
    """Tests that symbols on one spot end up side by side, within their tether."""
    home = np.array([(50.0, 50.0)] * 5 + [(90.0, 90.0)])
    radius, tether = np.full(6, 1.5), np.full(6, 6.0)
    at = spread(home, radius, tether)
    for a, b in itertools.combinations(at, 2):
        assert np.hypot(*(a - b)) >= 2.95
    assert (np.hypot(*(at - home).T) <= 6.01).all()
    assert at[5].tolist() == [90, 90]


def test_symbol_that_may_not_move_stays() -> None:
    """Tests a tether of nothing."""
    home = np.array([(50.0, 50.0), (50.5, 50.0)])
    at = spread(home, np.full(2, 1.5), np.array([0.0, 9.0]))
    assert at[0].tolist() == [50, 50]
    assert at[1][0] >= 53
