"""Pieces of SVG: shapes that speak without colour, paths that keep their ends."""

from __future__ import annotations

import re

import numpy as np
import pytest

from optimizer.report.annex_map import symbols
from optimizer.report.annex_map.content import Team, read_content
from optimizer.report.map.blob import Shown, build_blob
from optimizer.report.map.wording import Words
from tests.report.annex_map.annex_factory import document
from tests.report.map_factory import EVIL, backdrop, small_map

TEAM = Team(7, "示例", "", 0, (1,), "#0072B2", "#FFFFFF", demonstrator=False)


def shape_of(piece: str) -> str:
    """Return a piece without its colours."""
    return re.sub(r'(fill|stroke)="#[0-9A-Fa-f]{6}"', "", piece)


def test_every_kind_of_school_has_a_shape_of_its_own() -> None:
    """Tests that roles and kinds can be told apart in grey."""
    pieces = [
        symbols.core(5, 5, 2, TEAM),
        symbols.outside(5, 5, 2),
        *(symbols.member(5, 5, 2, TEAM, kind) for kind in ("", "weak", "new", "point")),
    ]
    assert len({shape_of(piece) for piece in pieces}) == len(pieces)
    rural = symbols.member(5, 5, 2, TEAM, "rural")
    assert rural == symbols.member(5, 5, 2, TEAM)


def test_kind_of_a_member_is_the_first_the_page_tells() -> None:
    """Tests that the annex shows no kind the data of the page does not name."""
    case, plan = small_map("print")
    page = build_blob([Shown(case, plan, backdrop())], Words("zh"))
    for state in page["plans"][0]["states"]:
        state["kinds"] = ["point", "new"]
    kinds = {s.role: s.kind for s in read_content(page).schools}
    assert kinds["member"] == "point"
    assert kinds["core"] == kinds["outside"] == kinds["excluded"] == ""


def test_smooth_path_keeps_its_ends() -> None:
    """Tests that a road starts and ends where it did."""
    points = np.array([(0.0, 0.0), (1.0, 3.0), (4.0, 2.0), (6.0, 6.0)])
    path = symbols.smooth_path(points)
    assert path.startswith("M0 0Q1 3 2.5 2.5Q4 2 ")
    assert path.endswith(" 6 6")
    assert symbols.smooth_path(points[:2]) == "M0 0L1 3"


@pytest.mark.parametrize("outer", [(-50.0, 5.0), (5.0, 60.0)])
def test_lines_are_cut_near_the_frame(outer: tuple[float, float]) -> None:
    """Tests that a sheet does not carry the roads of the next one."""
    [part] = symbols.clipped(np.array([(5.0, 5.0), outer]), (10.0, 10.0))
    assert part.min() >= -2
    assert part.max() <= 12
    assert symbols.clipped(np.array([(50.0, 50.0), (60.0, 60.0)]), (10.0, 10.0)) == []


def test_no_text_of_a_file_is_in_the_svg() -> None:
    """Tests that names reach the typesetter as texts only."""
    [sheet] = document("internal", names=EVIL, title=EVIL[4])["sheets"]
    pieces = [sheet["svg"], *(row["svg"] for row in sheet["key"]["rows"])]
    for piece in pieces:
        assert "XSS" not in piece
        assert re.fullmatch(r"[\x20-\x7e]*", piece)
        assert set(re.findall(r"<(\w+)", piece)) <= {"svg", "path", "rect", "circle"}
