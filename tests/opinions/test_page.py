"""Opinions written in the map page, in a real browser without network."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from optimizer.opinions.contract import canonical, parse
from optimizer.opinions.places import Places
from optimizer.opinions.records import Opinion, Refusal
from optimizer.report.map import Shown, render_map
from optimizer.service.opinions import mark_of
from tests.browser import Visit, needs_browser, still, visit
from tests.opinions.builders import key_of
from tests.report.map_factory import EVIL, backdrop, page, small_map

pytestmark = [pytest.mark.browser, needs_browser]

PHONE = {"width": 360, "height": 640}
HOSTILE = "\n".join([*EVIL, "=1+1", "\u202e反", "😀𠮷", "字" * 1_200])


def saved(folder: Path, text: str, name: str = "map.html") -> Path:
    """Save a page where the path has Chinese characters and a space."""
    file = folder / "方案 一" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


@contextmanager
def opened(folder: Path, mode: str = "internal", **size: int) -> Iterator[Visit]:
    """Open the small map and see at the end that it never complained."""
    with visit(saved(folder, page(mode)), **size) as seen:
        yield seen
        assert seen.errors == []
        assert seen.outside == []
        assert seen.page.evaluate("window.XSS") is None


def read(file: Path, mode: str = "internal") -> list[Opinion]:
    """Read an exported file as ``alliance opinions`` does."""
    case, plan = small_map(mode)
    return parse(file.read_bytes(), file.name, mark_of(plan), Places(case, plan))


def write(tab: Any, text: str, group: str = "家长", stance: str = "反对") -> None:
    """Fill in the open form and save it."""
    form = tab.locator(".modal")
    form.get_by_label(group, exact=True).check()
    form.get_by_label(stance, exact=True).check()
    form.get_by_label("意见和理由").fill(text)
    form.locator(".comment-save").click()


def on_alliance(tab: Any, number: int = 1) -> None:
    """Open the form on an alliance from its card."""
    tab.locator(f"#alliance-{number} .card-head").click()
    still(tab)
    tab.locator(f"#alliance-{number} .comment-add").click()


def on_school(tab: Any, name: str) -> None:
    """Open the form on a school from its popup."""
    tab.locator(".search-input").fill(name)
    tab.keyboard.press("Enter")
    still(tab)
    tab.locator(".leaflet-popup .comment-add").last.click()


def exported(tab: Any, folder: Path) -> Path:
    """Export from the list and return the file, under the name the page gave."""
    if not tab.locator(".modal").count():
        tab.locator(".comment-open").click()
    with tab.expect_download() as waiting:
        tab.locator(".comment-export").click()
    file = folder / waiting.value.suggested_filename
    waiting.value.save_as(file)
    return file


def test_hash_of_the_page_is_that_of_the_library(tmp_path: Path) -> None:
    """Tests lengths around the blocks, and texts beyond ASCII, against hashlib."""
    script = (files("optimizer.report.map") / "page" / "sha256.js").read_text("utf-8")
    source = random.Random(7)
    texts = ["", "abc", *("a" * n for n in (55, 56, 57, 63, 64, 65, 119, 120, 1000))]
    texts += ["教联体 😀 \u202e", "\x00\x7f\xff\uffff", HOSTILE]
    texts += [
        "".join(chr(source.randrange(1, 0xD800)) for _ in range(source.randrange(300)))
        for _ in range(60)
    ]
    with visit(saved(tmp_path, "<!doctype html><title>x</title>")) as seen:
        found = seen.page.evaluate(
            "(texts) => {" + script + "; return texts.map(sha256); }", texts
        )
    assert found == [sha256(text.encode()).hexdigest() for text in texts]


def test_canonical_text_of_the_page_is_that_of_the_reader(tmp_path: Path) -> None:
    """Tests every character an escape may depend on, in values and in keys."""
    script = (files("optimizer.report.map") / "page" / "opinion_file.js").read_text(
        "utf-8"
    )
    odd = "".join(map(chr, [*range(0x180), *range(0x2000, 0x2070), 0xFEFF, 0x20BB7]))
    value = {"b": [None, True, 1, -5, odd], "a": {"Z": HOSTILE, "a": "", "A": []}}
    with visit(saved(tmp_path, "<!doctype html><title>x</title>")) as seen:
        run = "(value) => {" + script + "; return canonicalJson(value); }"
        assert seen.page.evaluate(run, value) == canonical(value)
        cut = "(p) => {" + script + "; return p.map((x) => wholeText(x[0], x[1])); }"
        pairs = [["a😀b", 2], ["a😀b", 3], ["x" * 9, 4], ["", 4]]
        assert seen.page.evaluate(cut, pairs) == ["a", "a😀", "xxxx", ""]
        half = seen.page.evaluate(
            "() => {" + script + "; return wholeText('a\\ud83db\\ude00', 9); }"
        )
        assert half == "a\ufffdb\ufffd"


@pytest.mark.parametrize("mode", ["internal", "public"])
def test_school_and_alliance_arrive_as_they_were_written(
    tmp_path: Path, mode: str
) -> None:
    """Tests hostile texts, a wish, the hash, and that another plan refuses the file."""
    with opened(tmp_path, mode) as seen:
        tab = seen.page
        on_alliance(tab)
        write(tab, HOSTILE)
        on_school(tab, "东村小学")
        form = tab.locator(".modal")
        form.get_by_label("身份").fill("村委会")
        form.locator("input[type=date]").fill("2026-03-09")
        form.locator(".comment-kind").select_option("refused")
        form.locator(".picker-input").fill("河口 南村")
        assert form.locator(".picker-row").count() == 1
        form.locator(".picker-row").click()
        write(tab, "", group="村社区", stance="建议修改")
        file = exported(tab, tmp_path)
        mark = json.loads(file.read_text(encoding="utf-8"))["hash"][-6:]
        assert file.name == f"意见_3_2条_{mark}.json"
    first, second = read(file, mode)
    assert (first.about, first.school_id, first.text) == ("alliance", "A", HOSTILE)
    assert (first.group, first.stance, first.wish) == ("parents", "oppose", None)
    assert (second.about, second.school_id) == ("school", "c")
    assert (second.group, second.stance) == ("village", "amend")
    assert (second.speaker, second.date) == ("村委会", "2026-03-09")
    assert second.wish is not None
    assert (second.wish.kind, second.wish.a, second.wish.b) == ("refused", "c", "e")
    case, plan = small_map(mode)
    changed = plan.model_copy(update={"version": "4"})
    with pytest.raises(Refusal) as caught:
        parse(file.read_bytes(), file.name, mark_of(changed), Places(case, changed))
    assert [issue.code for issue in caught.value.issues] == ["O206"]


def test_reload_keeps_what_was_written(tmp_path: Path) -> None:
    """Tests store, counts, change with its version, and deletion in two steps."""
    with opened(tmp_path) as seen:
        tab = seen.page
        on_alliance(tab)
        write(tab, "第一条")
        tab.reload()
        assert tab.locator(".comment-open").inner_text() == "意见1"
        assert "未导出的意见 1 条" in (
            tab.locator(".comment-open").get_attribute("title")
        )
        tab.locator(".comment-open").click()
        tab.locator(".comment-edit").click()
        assert tab.get_by_label("意见和理由").input_value() == "第一条"
        write(tab, "第一条,改", stance="支持")
        assert tab.locator(".comment-text").inner_text() == "第一条,改"
        (only,) = read(exported(tab, tmp_path))
        assert (only.rev, only.stance) == (2, "support")
        tab.reload()
        assert "未导出" not in tab.locator(".comment-open").get_attribute("title")
        tab.locator(".comment-open").click()
        tab.locator(".comment-drop").click()
        assert tab.locator(".comment").count() == 1
        tab.locator(".comment-drop").click()
        assert tab.locator(".comment").count() == 0
        assert tab.locator(".comment-export").is_disabled()


def test_own_file_can_be_gone_on_with(tmp_path: Path) -> None:
    """Tests import into an empty browser, and three files that are not read."""
    with opened(tmp_path) as seen:
        on_alliance(seen.page)
        write(seen.page, "旧的")
        file = exported(seen.page, tmp_path)
    data = json.loads(file.read_text("utf-8"))
    bad = {
        "改动.json": {**data, "hash": "sha256:" + "0" * 64},
        "别的.json": {"schema": "x"},
    }
    with opened(tmp_path) as seen:
        tab = seen.page
        tab.locator(".comment-open").click()
        told = tab.locator(".comment-told")
        for name, content in bad.items():
            path = tmp_path / name
            path.write_text(json.dumps(content), encoding="utf-8")
            tab.locator(".comment-file").set_input_files(path)
            told.filter(has_text="未读入").wait_for()
        assert tab.locator(".comment").count() == 0
        tab.locator(".comment-file").set_input_files(file)
        tab.locator(".comment-text", has_text="旧的").wait_for()
        assert "已读入 1 条" in told.inner_text()
        tab.locator(".modal-close").click()
        on_alliance(tab, 2)
        write(tab, "新的", stance="支持")
        again = read(exported(tab, tmp_path))
        assert [o.text for o in again] == ["旧的", "新的"]


def test_file_of_another_plan_is_not_taken_in(tmp_path: Path) -> None:
    """Tests the page of the next version with the file of this one."""
    with opened(tmp_path) as seen:
        on_alliance(seen.page)
        write(seen.page, "旧的")
        file = exported(seen.page, tmp_path)
    case, plan = small_map()
    later = plan.model_copy(update={"version": "4"})
    other = saved(tmp_path, render_map(case, later, backdrop()), "v4.html")
    with visit(other) as seen:
        seen.page.locator(".comment-open").click()
        assert seen.page.locator(".comment").count() == 0
        seen.page.locator(".comment-file").set_input_files(file)
        told = seen.page.locator(".comment-told").filter(has_text="另一版本")
        told.wait_for()
        assert seen.page.locator(".comment").count() == 0
        assert seen.errors == []


def test_opinion_belongs_to_the_plan_shown(tmp_path: Path) -> None:
    """Tests a page with two plans: each has its own list and its own file."""
    case, plan = small_map()
    later = plan.model_copy(update={"version": "4"})
    context = backdrop()
    other = Shown(case, later, context, "新")
    with visit(saved(tmp_path, render_map(case, plan, context, other=other))) as seen:
        tab = seen.page
        choices = tab.locator(".compare .choice")
        on_alliance(tab)
        write(tab, "对旧版")
        choices.nth(1).click()
        assert tab.locator(".comment-open").inner_text() == "意见"
        on_school(tab, "东村小学")
        write(tab, "对新版")
        second = exported(tab, tmp_path)
        tab.locator(".modal-close").click()
        choices.nth(0).click()
        first = exported(tab, tmp_path)
        assert seen.errors == []
    assert first.name.startswith("意见_3_1条_")
    assert second.name.startswith("意见_4_1条_")
    assert [o.text for o in read(first)] == ["对旧版"]
    found = parse(second.read_bytes(), "x", mark_of(later), Places(case, later))
    assert [o.text for o in found] == ["对新版"]


def test_form_says_what_is_missing(tmp_path: Path) -> None:
    """Tests each need of the form in turn, and that phones are turned away."""
    with opened(tmp_path) as seen:
        tab = seen.page
        on_alliance(tab)
        form = tab.locator(".modal")
        fault = form.locator(".comment-fault")
        steps = [
            (lambda: None, "哪一类"),
            (lambda: form.get_by_label("专家").check(), "态度"),
            (lambda: form.get_by_label("反对").check(), "理由"),
            (
                lambda: form.locator(".comment-kind").select_option("apart"),
                "另一所学校",
            ),
            (lambda: form.locator(".comment-kind").select_option(""), "理由"),
            (lambda: form.get_by_label("意见和理由").fill("请打13800000000"), "电话"),
            (
                lambda: form.get_by_label("意见和理由").fill("11010519491231002X"),
                "证件号",
            ),
            (lambda: form.locator("input[type=date]").fill(""), "日期"),
        ]
        for act, word in steps:
            act()
            form.locator(".comment-save").click()
            assert word in fault.inner_text()
        form.locator("input[type=date]").fill("2026-03-01")
        write(tab, "编号 1380000000 可以", group="专家")
        assert tab.locator(".modal").count() == 0
        assert tab.locator(".comment-open").inner_text() == "意见1"


def test_keyboard_alone_is_enough(tmp_path: Path) -> None:
    """Tests focus in, focus kept, Escape, focus back, and an opinion with a wish."""
    with opened(tmp_path) as seen:
        tab = seen.page
        tab.locator("#alliance-1 .card-head").focus()
        tab.keyboard.press("Enter")
        opener = tab.locator("#alliance-1 .comment-add")
        opener.focus()
        tab.keyboard.press("Enter")
        focused = "document.activeElement"
        assert tab.evaluate(f"{focused}.className") == "modal-title"
        for key in ("Tab", "Shift+Tab"):
            for _ in range(30):
                tab.keyboard.press(key)
                assert tab.evaluate(f"{focused}.closest('.modal') !== null")
        tab.keyboard.press("Escape")
        assert tab.locator(".modal").count() == 0
        assert "comment-add" in tab.evaluate(f"{focused}.className")
        assert tab.locator("#alliance-1.open").count() == 1
        tab.keyboard.press("Enter")
        text = tab.get_by_label("意见和理由")
        text.fill("未写完")
        tab.keyboard.press("Escape")
        tab.keyboard.press("Enter")
        assert text.input_value() == "未写完"
        text.fill("")
        tab.locator(".modal-title").focus()
        for _ in range(2):
            tab.keyboard.press("Tab")
        tab.keyboard.press("Space")
        tab.keyboard.press("Tab")
        tab.keyboard.press("Space")
        tab.keyboard.press("Tab")
        tab.keyboard.type("就近")
        tab.keyboard.press("Tab")
        tab.keyboard.press("ArrowDown")
        assert tab.locator(".comment-kind").input_value() == "together"
        for _ in range(2):
            tab.keyboard.press("Tab")
        tab.keyboard.type("北村")
        tab.keyboard.press("ArrowDown")
        tab.keyboard.press("Enter")
        assert tab.locator(".picker-input").input_value() == "北村小学"
        tab.locator(".comment-save").focus()
        tab.keyboard.press("Enter")
        (only,) = read(exported(tab, tmp_path))
        assert (only.group, only.stance, only.text) == ("staff", "support", "就近")
        assert only.wish is not None
        assert (only.wish.a, only.wish.b) == ("A", "f")


@pytest.mark.parametrize("words", ["北村", "bc", "beicun"])
def test_other_school_of_a_wish_is_found_as_in_the_search(
    tmp_path: Path, words: str
) -> None:
    with opened(tmp_path) as seen:
        tab = seen.page
        on_alliance(tab)
        tab.locator(".comment-kind").select_option("apart")
        tab.locator(".picker-input").fill(words)
        assert tab.locator(".picker-row").first.inner_text().startswith("北村小学")
        tab.keyboard.press("Enter")
        assert tab.locator(".picker-input").input_value() == "北村小学"


@pytest.mark.parametrize(
    "text",
    [
        '{"schema":"alliance-opinions/1","opinions":'
        + "[" * 20_000
        + "]" * 20_000
        + "}",
        '{"schema":"alliance-opinions/1","opinions":[],"hash":1,"__proto__":{"a":1}}',
        "null",
        "[]",
    ],
)
def test_file_that_is_none_is_told_and_breaks_nothing(
    tmp_path: Path, text: str
) -> None:
    file = tmp_path / "x.json"
    file.write_text(text, encoding="utf-8")
    with opened(tmp_path) as seen:
        tab = seen.page
        tab.locator(".comment-open").click()
        tab.locator(".comment-file").set_input_files(file)
        tab.wait_for_function(
            "document.querySelector('.comment-told').textContent !== ''"
        )
        assert tab.locator(".comment").count() == 0


def test_window_is_told_to_a_screen_reader(tmp_path: Path) -> None:
    """Tests name and role of the window, hidden rest, labels of all inputs."""
    with opened(tmp_path) as seen:
        tab = seen.page
        on_school(tab, "南村小学")
        assert tab.get_by_role("dialog", name="提意见").count() == 1
        assert tab.locator(".app").get_attribute("aria-hidden") == "true"
        bare = tab.evaluate(
            "[...document.querySelectorAll('.modal input, .modal select, "
            ".modal textarea')].filter((x) => !x.labels.length).length"
        )
        assert bare == 0
        tab.locator(".comment-cancel").click()
        assert tab.locator(".app").get_attribute("aria-hidden") is None
        on_school(tab, "远山小学")
        assert tab.locator(".comment-about").inner_text() == "远山小学"


def test_phone_has_room_for_it(tmp_path: Path) -> None:
    """Tests that the form fits a small screen and can be saved there."""
    with opened(tmp_path, "public", **PHONE) as seen:
        tab = seen.page
        tab.locator(".search-input").click()
        on_school(tab, "北村小学")
        box = tab.locator(".modal").bounding_box()
        assert (box["x"], box["width"]) == (0, 360)
        assert tab.locator(".modal").evaluate("(n) => n.scrollWidth <= n.clientWidth")
        write(tab, "路远")
        tab.locator(".comment-open").click()
        assert tab.locator(".comment-text").inner_text() == "路远"
        assert read(exported(tab, tmp_path), "public")[0].school_id == "f"


def test_browser_that_keeps_nothing_says_so(tmp_path: Path) -> None:
    """Tests a store that throws: a loud word, and opinions in memory."""
    broken = (
        "Object.defineProperty(window, 'localStorage', "
        "{ get: function () { throw new Error('denied'); } });"
    )
    with visit(saved(tmp_path, "<!doctype html><title>x</title>")) as seen:
        tab = seen.page
        tab.context.add_init_script(broken)
        tab.goto(saved(tmp_path, page(), "map2.html").as_uri())
        on_alliance(tab)
        assert "不能保存" in tab.locator(".comment-loud").inner_text()
        write(tab, "只在内存")
        assert [o.text for o in read(exported(tab, tmp_path))] == ["只在内存"]
        assert "不能保存" in tab.locator(".comment-loud").inner_text()
        assert seen.errors == []


def test_foreign_content_of_the_store_is_not_trusted(tmp_path: Path) -> None:
    """Tests what another page from disk may have left under our name."""
    with opened(tmp_path) as seen:
        tab = seen.page
        name = f"alliance-opinions/1:{mark_of(small_map()[1]).sha256}"
        evil = {"id": "f" * 16, "rev": 1, "about": "school", "key": key_of("c")}
        evil |= {"group": "parents", "stance": "amend", "date": "2026-01-01"}
        evil |= {"name": EVIL[0], "text": EVIL[1], "speaker": EVIL[4], "wish": None}
        for content in (
            "{",
            "null",
            '{"a":1}',
            json.dumps([None, 1, {}, {**evil, "group": "__proto__"}]),
            json.dumps([{**evil, "wish": {"kind": "x", "a": "", "b": ""}}]),
        ):
            tab.evaluate("([k, v]) => localStorage.setItem(k, v)", [name, content])
            tab.reload()
            tab.locator(".comment-open").click()
            assert tab.locator(".comment").count() == 0
        content = json.dumps([{**evil, "extra": "<b>"}])
        tab.evaluate("([k, v]) => localStorage.setItem(k, v)", [name, content])
        tab.reload()
        tab.locator(".comment-open").click()
        assert tab.locator(".comment-text").inner_text() == EVIL[1]
        assert len(read(exported(tab, tmp_path))) == 1


def test_printed_map_takes_no_opinions(tmp_path: Path) -> None:
    """Tests the mode for print, and the sheet printed from another mode."""
    with opened(tmp_path, "print") as seen:
        seen.page.locator(".card-head").first.click()
        assert seen.page.locator(".comment-add, .comment-open").count() == 0
    with opened(tmp_path) as seen:
        on_alliance(seen.page)
        seen.page.emulate_media(media="print")
        for name in (".comment-bar", ".modal", ".comment-add"):
            assert not seen.page.locator(name).first.is_visible()


def test_english_page(tmp_path: Path) -> None:
    """Tests that the other language has every text and its own file name."""
    case, plan = small_map("public")
    text = render_map(case, plan, backdrop(), "en")
    with visit(saved(tmp_path, text)) as seen:
        tab = seen.page
        tab.locator(".card-head").first.click()
        tab.locator(".comment-add").click()
        tab.get_by_label("Experts").check()
        tab.get_by_label("Support").check()
        tab.locator(".comment-save").click()
        file = exported(tab, tmp_path)
        assert re.fullmatch(r"opinions_3_1_[0-9a-f]{6}\.json", file.name)
        assert seen.errors == []
    assert [o.group for o in read(file, "public")] == ["experts"]
