"""The map page as text: content, white list, safety, repeatability."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from optimizer.errors import ModelError, PlanError
from optimizer.report.map import MapContext, assets, render_map
from optimizer.report.map.fields import ALLIANCE_FIELDS, SCHOOL_FIELDS
from tests.builders import make_case, make_plan
from tests.report.map_factory import EVIL, backdrop, flat_blob, page, small_map

MODES = ("internal", "public", "print")


class Reader(HTMLParser):
    """Collects tags with their attributes, and the title."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.title = ""
        self._in_title = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._in_title = tag == "title"

    def handle_endtag(self, tag: str) -> None:
        self._in_title = False

    def handle_data(self, data: str) -> None:
        self.title += data if self._in_title else ""


def test_page_holds_every_school_and_alliance_of_the_case() -> None:
    """Tests that nothing is dropped, and that each school has its role."""
    data = flat_blob(page())
    roles = [school["role"] for school in data["schools"]]
    assert roles == ["core", "core", *["member"] * 4, "outside", "excluded"]
    assert [a["number"] for a in data["alliances"]] == [1, 2]
    assert [a["members"] for a in data["alliances"]] == [[2, 3], [4, 5]]
    assert [a["core"] for a in data["alliances"]] == [0, 1]


def test_school_without_position_is_listed_and_not_placed() -> None:
    """Tests that 未定位 never becomes 0, 0."""
    schools = flat_blob(page())["schools"]
    assert "at" not in schools[3]
    assert schools[2]["at"] == [30.21456, 109.45123]


def test_bounds_are_of_the_border_and_the_schools() -> None:
    """Tests the first view of the map."""
    assert flat_blob(page())["bounds"] == [[30.0, 109.2], [30.5, 109.8]]
    case, plan = small_map()
    bare = flat_blob(render_map(case, plan, MapContext()))
    assert bare["bounds"] == [[30.2, 109.4], [30.45, 109.75]]


def test_line_style_says_whether_the_trip_is_estimated() -> None:
    """Tests that only the estimate is dashed, and the words beside it."""
    schools = flat_blob(page())["schools"]
    assert [s["line"] for s in schools[2:6]] == ["solid", "solid", "dashed", "solid"]
    assert [s["source"] for s in schools[2:6]] == [
        "路网计算",
        "实测",
        "直线估算",
        "导航",
    ]
    assert schools[2]["travel"] == "12.3 分钟 · 5.7 公里"


def test_internal_popup_tells_rules_choice_and_next_best() -> None:
    """Tests the reasons of a member on the working map."""
    member = flat_blob(page())["schools"][2]
    assert member["tags"] == ["农村(按城乡分类)", "薄弱(学校表填写)"]
    assert member["choice"] == "可结对核心学校中车程最短"
    assert member["next"] == "河口小学(折算多 3.2 分钟)"


def test_head_states_mode_version_status_and_coverage() -> None:
    """Tests the lines that every page carries."""
    data = flat_blob(page())
    assert data["head"]["watermark"] == "内部工作图 内部使用 不得公开"
    assert data["head"]["version"] == "版本 3"
    assert data["head"]["status"] == "已证明最优"
    assert data["head"]["notice"] == "演示数据"
    assert data["coverage"]["line"] == "独立设置学校:5/6 所"
    assert data["coverage"]["permille"] == 833
    assert "已达到" in data["coverage"]["target"]


def test_share_is_rounded_down() -> None:
    """Tests that 79.97% is never shown as 80%."""
    case, plan = small_map()
    row = plan.coverage[0].model_copy(update={"covered": 7997, "total": 10000})  # type: ignore[index]
    plan = plan.model_copy(update={"coverage": [row]})
    data = flat_blob(render_map(case, plan, MapContext()))
    assert data["coverage"]["permille"] == 799


@pytest.mark.parametrize("mode", MODES)
def test_every_mode_says_it_moves_no_pupil(mode: str) -> None:
    """Tests the statement and the source of each limit."""
    about = flat_blob(page(mode))["about"]
    assert about["statements"][0] == "本方案不调整学生学籍和学区,不撤并学校。"
    limit = about["limits"][1]
    assert limit["source"] == "建议值,非政策规定"


@pytest.mark.parametrize("mode", MODES)
def test_records_hold_white_listed_fields_only(mode: str) -> None:
    """Tests the white list of each mode, field by field."""
    data = flat_blob(page(mode))
    assert {k for s in data["schools"] for k in s} <= SCHOOL_FIELDS[mode]
    assert {k for a in data["alliances"] for k in a} <= ALLIANCE_FIELDS[mode]


@pytest.mark.parametrize("mode", MODES)
def test_no_raw_figure_of_a_school_is_in_the_page(mode: str) -> None:
    """Tests that pupils, grades, remarks and ids stay in the bureau."""
    text = page(mode)
    blob = text[text.index('id="plan-data"') :]
    for secret in ("秘密备注", "合格", "777", "422801", '"A"'):
        assert secret not in blob


@pytest.mark.parametrize("mode", ["public", "print"])
def test_map_that_leaves_the_bureau_names_no_weak_school(mode: str) -> None:
    """Tests T15: no 薄弱, no refusal, rounded positions."""
    text = page(mode)
    data = flat_blob(text)
    assert "薄弱(" not in str(data["schools"])
    assert all("薄弱" not in tag for s in data["schools"] for tag in s.get("tags", ()))
    assert data["schools"][6]["reason"] == "本轮方案未纳入"
    assert data["schools"][2]["at"] == [30.215, 109.451]
    assert "choice" not in data["schools"][2]
    assert data["backdrop"]["scale"] == 1000


def test_public_map_has_no_border() -> None:
    """Tests that the notice shows no administrative line; the others do."""
    assert "border" not in flat_blob(page("public"))["backdrop"]
    assert "border" in flat_blob(page("print"))["backdrop"]
    assert "border" in flat_blob(page("internal"))["backdrop"]


def test_sketch_roads_are_called_a_sketch() -> None:
    """Tests the flag and the credit of roads that are not real, and of real ones."""
    data = flat_blob(page())
    assert data["backdrop"]["sketch"] is True
    assert "道路:示意路网,非真实道路" in data["about"]["data"]
    case, plan = small_map()
    real = backdrop()
    assert real.roads is not None
    real.roads["name"] = "318国道"
    context = MapContext(roads=real.roads, roads_credit="© OpenStreetMap contributors")
    data = flat_blob(render_map(case, plan, context))
    assert data["backdrop"]["sketch"] is False
    assert "道路:© OpenStreetMap contributors" in data["about"]["data"]


def test_unknown_codes_of_a_plan_do_not_fail() -> None:
    """Tests that a code without a sentence, or short of a fact, is shown as a code."""
    case, plan = small_map()
    left = plan.uncovered[0].model_copy(update={"code": "U99"})  # type: ignore[index]
    plan = plan.model_copy(update={"uncovered": [left]})
    reason = flat_blob(render_map(case, plan, MapContext()))["schools"][6]["reason"]
    assert "U99" in reason


def test_plan_that_claims_nothing_is_drawn() -> None:
    """Tests a plan of bare groups, and a case without any position."""
    case = make_case(["A", "b", "c"])
    data = flat_blob(render_map(case, make_plan({"A": ["b"]}), MapContext()))
    assert [s["role"] for s in data["schools"]] == ["core", "member", "outside"]
    assert data["bounds"] is None
    assert data["lines"] == ["dotted"]


def test_plan_with_a_foreign_school_is_refused() -> None:
    """Tests that a plan of another table does not draw half a map."""
    case = make_case(["A", "b"])
    with pytest.raises(PlanError, match="ZZ"):
        render_map(case, make_plan({"A": ["b", "ZZ"]}), MapContext())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_page_in_both_languages(lang: str) -> None:
    """Tests that every text exists in the language asked for."""
    case, plan = small_map()
    text = render_map(case, plan, backdrop(), lang)  # type: ignore[arg-type]
    assert f'<html lang="{"zh-CN" if lang == "zh" else "en"}">' in text


# Closed to the outside.


@pytest.mark.parametrize("mode", MODES)
def test_page_names_no_address(mode: str) -> None:
    """Tests that no http address is left, not even in Leaflet or in a name."""
    text = page(mode, names=EVIL, title=EVIL[6])
    assert re.search(r"https?://", text, re.IGNORECASE) is None
    reader = Reader(text)
    for tag, attributes in reader.tags:
        assert not {"src", "href", "srcset"} & set(attributes), (tag, attributes)
        assert not [name for name in attributes if name.startswith("on")]


def test_no_library_but_leaflet_is_in_the_page() -> None:
    """Tests that folium's other defaults are gone, and Leaflet keeps its notice."""
    text = page()
    assert "Vladimir Agafonkin" in text
    for name in ("jquery", "bootstrap", "fontawesome", "awesome-markers"):
        assert name not in text.lower()


def test_policy_of_the_page_allows_its_own_scripts_only() -> None:
    """Tests that each script has its hash, and that nothing else may run or load."""
    text = page()
    meta = next(
        a["content"]
        for tag, a in Reader(text).tags
        if tag == "meta" and a.get("http-equiv") == "Content-Security-Policy"
    )
    assert meta is not None
    assert "default-src 'none'" in meta
    assert "unsafe-inline" not in meta.split("style-src")[0]
    scripts = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    assert len(scripts) == 3
    assert meta.count("'sha256-") == len(set(scripts))


@pytest.mark.parametrize(
    ("skeleton", "code"),
    [
        ('<head><script src="asset:other.js"></script>', "map.asset"),
        ('<head><script src="other.js"></script>', "map.asset"),
        ('<head><img src="x.png">', "map.asset"),
        ("<head><style>a { background: url(x.png) }</style>", "map.asset"),
        ("<head><style>@import 'x.css';</style>", "map.asset"),
        ("<head><p>http://example.org</p>", "map.link"),
        ("<head><!--asset:nothing-->", "map.asset"),
    ],
)
def test_page_that_asks_for_more_is_refused(skeleton: str, code: str) -> None:
    """Tests that a forgotten resource stops the build."""
    with pytest.raises(ModelError) as caught:
        assets.assemble(skeleton, {})
    assert caught.value.code == code


# Hostile names.


def test_hostile_names_are_data_and_come_back_unchanged() -> None:
    """Tests that names survive as text and open no element."""
    text = page(names=EVIL[:7], title=EVIL[4])
    data = flat_blob(text)
    assert [s["name"] for s in data["schools"]][:7] == list(EVIL[:7])
    reader = Reader(text)
    assert reader.title == EVIL[4]
    assert [tag for tag, _ in reader.tags].count("script") == 4
    assert "img" not in {tag for tag, _ in reader.tags}
    assert "svg" not in {tag for tag, _ in reader.tags}
    assert "49" not in data["schools"][5]["name"]


def test_control_and_direction_characters_are_made_visible() -> None:
    """Tests that a name cannot turn the text around it."""
    name = flat_blob(page(names=(EVIL[7],)))["schools"][0]["name"]
    assert "\u202e" not in name
    assert "\x00" not in name
    assert "\ufffd" in name


# Repeatable.


def _digest_elsewhere() -> str:
    code = (
        "import hashlib; from tests.report.map_factory import page;"
        "print(hashlib.sha256(page().encode()).hexdigest())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONHASHSEED": "7"},
    )
    return done.stdout.strip()


def test_same_plan_gives_the_same_bytes() -> None:
    """Tests two runs here and one in another process with another hash seed."""
    first = page()
    assert page() == first
    assert _digest_elsewhere() == hashlib.sha256(first.encode()).hexdigest()


def test_page_is_small() -> None:
    """Tests that the frame of the page leaves room for 900 schools below 6 MB."""
    assert len(page().encode()) < 400_000
