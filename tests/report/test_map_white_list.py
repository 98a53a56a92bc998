"""What a map that leaves the bureau may say, field by field and digit by digit.

The list below is written by hand and shares nothing with the program's own: a field
that is added to the page must be added here, by somebody who has thought about it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from optimizer import messages
from optimizer.report.map import MapContext, Shown, blob, fields, records, render_map
from optimizer.report.map.base import block
from tests.report import secrets_factory as factory
from tests.report.map_factory import blob_of
from tests.report.secrets_factory import SECRET, Marks

Fit = Callable[[Any], bool]

MODES = ("public", "print")
KNOWN_TEXTS = {
    text for code in messages.codes() for text in (messages.template(code, "zh"),)
}


def one_of(*values: Any) -> Fit:
    return lambda value: value in values


def text(pattern: str) -> Fit:
    return lambda value: isinstance(value, str) and bool(re.fullmatch(pattern, value))


def whole(most: int) -> Fit:
    return lambda value: isinstance(value, int) and 0 <= value <= most


def degrees(value: Any) -> bool:
    """Tell whether a coordinate has at most three decimals."""
    return isinstance(value, int | float) and round(value, 3) == value


def step(value: Any) -> bool:
    return isinstance(value, int)


def yes(value: Any) -> bool:
    return value is True


NOTHING = one_of("", None, 0)
SCHOOL, TOWN = text(r"学校\d"), text(r"镇\d|[甲乙]镇")
MINUTES = text(r"1[2-5]\.0 分钟 · \d+\.0 公里")
COUNTY = one_of("某市")

PUBLIC: dict[str, Fit] = {
    "texts.*": lambda value: value in KNOWN_TEXTS,
    "head.mode": one_of(*MODES),
    "head.modeName": one_of("公示图", "打印附图"),
    "head.watermark": text("(公示图|打印附图) .*"),
    "head.notice": one_of("演示数据"),
    "credits[]": text("道路:道路出处|河流:水利局|地图组件:.*|县界:.*"),
    "baseLines[]": one_of("底图审图号:鄂S(2023)001号", "标准地图出处"),
    "bounds[][]": degrees,
    "maxZoom": one_of(14),
    # Schools.
    "schools[].key": text("[0-9a-f]{12}"),
    "schools[].name": SCHOOL,
    "schools[].town": TOWN,
    "schools[].county": COUNTY,
    "schools[].type": one_of("小学", "小学教学点"),
    "schools[].at[]": degrees,
    # The plan.
    "plans[].title": one_of("方案标题"),
    "plans[].number": one_of("v9"),
    "plans[].version": one_of("版本 v9"),
    "plans[].label": text("|方案[一二].*"),
    "plans[].sha256": text("[0-9a-f]{64}"),
    "plans[].digest": text("方案校验码 [0-9a-f]{12}"),
    "plans[].status": one_of("可行,未证明最优"),
    "plans[].scenario": NOTHING,
    "plans[].coverage.line": one_of("独立设置学校:6/7 所"),
    "plans[].coverage.target": text("目标 80% 以上,需 6 所 · 已达到"),
    "plans[].coverage.targetPct": one_of(80),
    "plans[].coverage.permille": one_of(857),
    "plans[].coverage.met": yes,
    "plans[].coverage.counties[].name": COUNTY,
    "plans[].coverage.counties[].line": one_of("6/7"),
    "plans[].coverage.counties[].permille": one_of(857),
    "plans[].years[].year": one_of(2025, 2026),
    "plans[].years[].line": text(r".*6/7.*"),
    "plans[].about.statements[]": lambda value: value in KNOWN_TEXTS,
    "plans[].about.data[]": text("(学校|车程来源|连线):.*"),
    "plans[].about.limits[].name": text(r"\D+(\d{4} ?年.*)?"),
    "plans[].about.limits[].value": text(r"[^7]{1,40}"),
    "plans[].about.limits[].source": one_of(
        "政策原文", "县市规定", "建议值,非政策规定"
    ),
    "plans[].lines[]": one_of("solid", "dashed", "dotted"),
    "plans[].edge": NOTHING,
    "plans[].reach": NOTHING,
    "plans[].alliances[].key": text("[0-9a-f]{12}"),
    "plans[].alliances[].number": whole(2),
    "plans[].alliances[].name": text(r"教联体\d"),
    "plans[].alliances[].county": COUNTY,
    "plans[].alliances[].colour": text("#[0-9A-Fa-f]{6}"),
    "plans[].alliances[].ink": text("#[0-9A-Fa-f]{6}"),
    "plans[].alliances[].type": one_of("共建型"),
    "plans[].alliances[].decided": yes,
    "plans[].alliances[].demonstrator": yes,
    "plans[].alliances[].pilot": yes,
    "plans[].alliances[].start": one_of(2025),
    "plans[].alliances[].grown": text(r"2024 年起先在 学校0 .*"),
    "plans[].alliances[].core": whole(7),
    "plans[].alliances[].members[]": whole(7),
    "plans[].alliances[].worst": text(r"1[2-5]\.\d"),
    "plans[].alliances[].worstKm": text(r"\d{1,2}\.\d"),
    "plans[].alliances[].mean": text(r"1[2-5]\.\d"),
    "plans[].states[].role": one_of("core", "member", "outside", "excluded"),
    "plans[].states[].alliance": whole(2),
    "plans[].states[].since": one_of(2024, 2025),
    "plans[].states[].travel": MINUTES,
    "plans[].states[].source": one_of("路网计算", "直线估算", "导航", "实测"),
    "plans[].states[].line": one_of("solid", "dashed", "dotted"),
    "plans[].states[].lineNote": text(
        "连线为路网计算路线;车程以(路网计算|实测|导航|直线估算)为准"
    ),
    "plans[].states[].reason": one_of("本轮方案未纳入", "不在方案范围"),
    "plans[].states[].kinds[]": one_of("point", "new"),
    "plans[].states[].shape[]": step,
    # Who changes between two plans.
    "moves[].school": whole(7),
    "moves[].kind": text("lead|step|move|join|leave|new|gone"),
    "moves[].from": lambda value: value is None or whole(2)(value),
    "moves[].to": lambda value: value is None or whole(2)(value),
    # For searching by initials.
    "pinyin.*": text("[a-z ]+"),
    # What lies below.
    "backdrop.scale": one_of(1000),
    "backdrop.sketch": one_of(False),
    "backdrop.roads.major[][]": step,
    "backdrop.rivers[][]": step,
    "backdrop.lakes[][][]": step,
    "backdrop.townNames[].name": TOWN,
    "backdrop.townNames[].at[]": degrees,
    "backdrop.relief.png": text("[A-Za-z0-9+=-]+"),
    "backdrop.relief.bounds[][]": degrees,
    "backdrop.image.data": text("[A-Za-z0-9+=-]+"),
    "backdrop.image.mime": one_of("png"),
    "backdrop.image.size[]": one_of(80, 90),
    "backdrop.image.corners[][]": degrees,
}
"""Every place of the public page, and what may stand there."""

PRINT: dict[str, Fit] = {
    **PUBLIC,
    "backdrop.border[][][]": step,
    "plans[].states[].edge": yes,
    "plans[].edge": text(r"临界.*"),
}
"""The annex is a document of the bureau: county borders, and borderline trips."""

LISTS = {"public": PUBLIC, "print": PRINT}


def leaves(data: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield (place, value) of everything in the data of a page."""
    if isinstance(data, dict):
        free = path in ("texts", "pinyin")
        for key, value in data.items():
            name = "*" if free else key
            yield from leaves(value, f"{path}.{name}" if path else name)
    elif isinstance(data, list):
        for value in data:
            yield from leaves(value, f"{path}[]")
    else:
        yield path, data


@dataclass(frozen=True)
class Page:
    """A page with the secrets that must not be in it."""

    html: str
    mode: str
    marks: Marks


def made(
    mode: str, folder: Path, context: Callable[[MapContext], MapContext] = lambda c: c
) -> Page:
    marks = Marks()
    case = factory.make_case(mode, folder, marks)
    plan = factory.make_plan(marks)
    drawn = context(factory.make_context(marks))
    return Page(render_map(case, plan, drawn), mode, marks)


def leaks(page: Page) -> list[str]:
    """Return everything on a page that is not on the list of its mode."""
    data = blob_of(page.html)
    return [*_off_list(data, LISTS[page.mode]), *_secrets(page), *_lines(page, data)]


def _off_list(data: Any, allowed: dict[str, Fit]) -> Iterator[str]:
    for path, value in leaves(data):
        fit = allowed.get(path)
        if fit is None:
            yield f"not listed: {path} = {str(value)[:60]}"
        elif not fit(value):
            yield f"not allowed: {path} = {str(value)[:60]}"


def _secrets(page: Page) -> Iterator[str]:
    """Yield secrets in the page as it is sent, scripts and pictures left out."""
    sent = re.sub(r"<(script|style)>.*?</\1>", "", page.html, flags=re.DOTALL)
    assert 'id="plan-data"' in sent
    bare = re.sub(r'"(png|data)":"[^"]*"', "", sent)
    for found in re.findall(rf".{{20}}{SECRET}.{{20}}", bare, re.DOTALL):
        # The page's own sentences know the word 保密 and the like.
        if not any(found[18:24] in known for known in KNOWN_TEXTS):
            yield f"secret: {found}"
    yield from (f"secret number: {n}" for n in page.marks.numbers if str(n) in bare)
    yield from (
        f"coordinate: {number}"
        for number in re.findall(r"(?<![\w#.])\d+\.\d{4,}", bare)
    )


def _lines(page: Page, data: Any) -> Iterator[str]:
    """Yield borders that are drawn under whatever name, by their corners."""
    secret = {"town": [p for ring in factory.TOWN_RINGS for p in ring]}
    if page.mode == "public":
        secret["county"] = factory.BORDER
    drawn = {corner for line in _runs(data) for corner in line}
    for name, ring in secret.items():
        hit = [p for p in ring if (round(p[1] * 1000), round(p[0] * 1000)) in drawn]
        if len(hit) > 2:
            yield f"border of a {name}: {len(hit)} corners"


def _runs(data: Any) -> Iterator[list[tuple[int, int]]]:
    """Yield every list of whole numbers as a line of steps, at a thousandth."""
    if isinstance(data, dict):
        data = list(data.values())
    if not isinstance(data, list):
        return
    if len(data) > 3 and all(isinstance(v, int) for v in data):
        corners, lat, lon = [], 0, 0
        for dlat, dlon in zip(data[::2], data[1::2], strict=False):
            lat, lon = lat + dlat, lon + dlon
            corners.append((lat, lon))
        yield corners
        return
    for part in data:
        yield from _runs(part)


def test_every_field_of_the_plan_is_filled() -> None:
    """Tests that a field added to the plan cannot stay out of these tests."""
    empty = set(factory.empty_fields(factory.make_plan(Marks())))
    assert empty == set()


@pytest.mark.parametrize("mode", MODES)
def test_page_says_nothing_that_is_not_listed(mode: str, tmp_path: Path) -> None:
    assert leaks(made(mode, tmp_path)) == []


@pytest.mark.parametrize("mode", MODES)
def test_page_shows_what_is_listed(mode: str, tmp_path: Path) -> None:
    """Tests that the secrets are absent from a full page, not from an empty one."""
    found = {path for path, _ in leaves(blob_of(made(mode, tmp_path).html))}
    later = {"plans[].alliances[].worstKm", "plans[].alliances[].mean"}
    later |= {"pinyin.*", "plans[].states[].kinds[]"}
    later |= {path for path in LISTS[mode] if path.startswith("moves[]")}
    assert set(LISTS[mode]) - found <= later


@pytest.mark.parametrize("mode", MODES)
def test_two_plans_say_no_more_than_one(mode: str, tmp_path: Path) -> None:
    marks = Marks()
    case = factory.make_case(mode, tmp_path, marks)
    plan = factory.make_plan(marks)
    first, second = plan.alliances
    swapped = [
        first.model_copy(update={"members": first.members[:1]}),
        second.model_copy(update={"members": [*second.members, first.members[1]]}),
    ]
    other = Shown(
        case,
        plan.model_copy(update={"alliances": swapped}),
        factory.make_context(marks),
    )
    html = render_map(case, plan, factory.make_context(marks), "zh", other)
    assert blob_of(html)["moves"]
    assert leaks(Page(html, mode, marks)) == []


def test_internal_map_would_be_found_out(tmp_path: Path) -> None:
    """Tests that the tests above see: names of roads, reasons, areas, borders."""
    page = replace(made("internal", tmp_path), mode="public")
    said = "\n".join(leaks(page))
    for part in (
        "not listed: plans[].states[].roads",
        "not listed: plans[].states[].next",
        "not listed: plans[].reach.",
        "not listed: backdrop.border",
        "not listed: backdrop.townLines",
        "not allowed: schools[].at[]",
        "not allowed: backdrop.scale",
        "secret: ",
        "secret number: ",
        "coordinate: ",
    ):
        assert part in said, part


def _add(monkeypatch: pytest.MonkeyPatch, name: str, field: str) -> None:
    """Let the program's own list hold a field more."""
    listed = getattr(fields, name)
    more = {mode: kept | {field} for mode, kept in listed.items()}
    monkeypatch.setattr(records, name, more)


@pytest.mark.parametrize(
    "field", ["choice", "next", "nearest", "edgeWhy", "computed", "roads", "second"]
)
def test_field_added_to_the_program_only_is_found(
    field: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tests one mutation for each field the working map has and the others lack."""
    _add(monkeypatch, "SCHOOL_FIELDS", field)
    said = "\n".join(leaks(made("public", tmp_path)))
    assert f"not listed: plans[].states[].{field}" in said


def test_raw_figure_in_a_listed_field_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tests a leak inside a text that is on the list: pupils behind the name."""
    own = records.Records._place

    def told(self: Any, school: Any) -> dict[str, Any]:
        return {**own(self, school), "town": f"{school.town} {school.pupils}"}

    monkeypatch.setattr(records.Records, "_place", told)
    said = "\n".join(leaks(made("public", tmp_path)))
    assert "secret number: " in said
    assert "not allowed: schools[].town" in said


def test_border_under_another_name_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tests that rings of a county drawn as lakes are known by their corners."""

    def lakes(context: MapContext) -> MapContext:
        assert context.boundary is not None
        return replace(context, base=replace(context.base, lakes=context.boundary))

    said = "\n".join(leaks(made("public", tmp_path, lakes)))
    assert "border of a county" in said
    monkeypatch.setattr(block, "BASE_FIELDS", {"public": {"townLines"}})
    said = "\n".join(leaks(made("public", tmp_path)))
    assert "border of a town" in said


def test_finer_coordinates_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (records, blob):
        monkeypatch.setattr(module, "DECIMALS", {"public": 4, "print": 4})
    said = "\n".join(leaks(made("public", tmp_path)))
    for path in ("schools[].at[]", "bounds[][]", "backdrop.townNames[].at[]"):
        assert f"not allowed: {path}" in said
