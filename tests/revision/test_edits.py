"""Edits by hand and what becomes of each, judged by an expectation of its own.

What is legal, and why the rest is not, was worked out from the facts of the county by
hand; no rule of the program is used for it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from optimizer.checker import check_plan
from optimizer.domain import Severity
from optimizer.errors import DataError
from optimizer.service.folder import read_plan
from optimizer.service.importing import EditsRefused, Imported, import_edits
from tests.revision.edited_county import GROUPS, SLIM, Editor

Edit = Callable[[Editor], object]


def edited(home: Path, tmp_path: Path, *edits: Edit, **options) -> Imported:
    """Import the county's list after some edits."""
    editor = Editor(home.with_name(SLIM))
    for edit in edits:
        edit(editor)
    return import_edits(editor.save(tmp_path / "edited.xlsx"), of=home, **options)


def add(school_id: str, key: str, **cells: object) -> Edit:
    """Add a school that was outside, in the year 2024."""
    return lambda e: e.add(school_id, key=key, **{"year": "2024", **cells})


def change(school_id: str, **cells: object) -> Edit:
    """Change cells of a school."""
    return lambda e: e.set(school_id, **cells)


def drop(school_id: str) -> Edit:
    """Delete the row of a school."""
    return lambda e: e.drop(school_id)


CORE, MEMBER = {"role": "核心"}, {"role": "成员"}

LEGAL: dict[str, tuple[list[Edit], dict[str, str | None]]] = {
    "member moved": ([change("g", key="A-A")], {"g": "A"}),
    "member moved, written by hand": ([change("g", key=" Ａ－Ａ　")], {"g": "A"}),
    "row deleted": ([drop("g")], {"g": None}),
    "id cleared": ([change("h", key=None)], {"h": None}),
    "uncovered school added": ([add("u", "A-A")], {"u": "A"}),
    "added by name and id": ([add("u", "A-A", 学校名称="<b>{村小}</b>")], {"u": "A"}),
    "core changed": (
        [change("A", **MEMBER), change("d", **CORE, year="2023")],
        {"A": "d", "b": "d", "c": "d", "d": "d"},
    ),
    "new alliance": (
        [change("d", key="新1", **CORE, year=2023), add("u", "新1", year=2023)],
        {"d": "d", "u": "d"},
    ),
    "two schools change places": (
        [change("g", key="A-A"), change("d", key="A-E"), drop("f")],
        {"g": "A", "d": "E", "f": None},
    ),
    "alliance given up": ([drop("J"), drop("k")], {"J": None, "k": None}),
    "start put off": ([change("X", year="2024"), change("y", year=2024.0)], {}),
    "joining put off": ([change("g", year="２０２５年")], {}),
    "type with a reason": ([change("E", kind="融合型", why="一校两区")], {}),
    "own form of a type": ([change("E", kind="数字化教联体", why="专递课堂")], {}),
}

HARD: dict[str, tuple[list[Edit], list[str]]] = {
    "over the ceiling": ([add(s, "A-E") for s in "uonr"], ["C332"]),
    "another county": ([add("u", "A-X")], ["C361", "C364", "C372"]),
    "another stage": ([add("u", "A-J", year="2025")], ["C362"]),
    "excluded school": ([add("V", "A-A")], ["C302"]),
    "unknown id": ([add("ZZ9", "A-A")], ["C301"]),
    "school twice": ([add("b", "A-A", year="2023")], ["C311"]),
    "core that may not lead": (
        [change("A", **MEMBER), change("b", **CORE)],
        ["C306", "C351"],
    ),
    "together torn": ([drop("c")], ["C381"]),
    "apart joined": ([change("f", key="A-A")], ["C382"]),
    "approved enlarged": ([add("u", "示范1号")], ["C383"]),
    "approved made smaller": ([drop("q")], ["C383"]),
    "refused pair": ([add("r", "A-A")], ["C363"]),
    "member that declined": ([add("s", "A-A")], ["C344"]),
    "empty alliance": ([drop("k")], ["C341"]),
    "year outside the phases": ([change("X", year="2022")], ["C411"]),
    "joined before the start": ([change("g", year="2023")], ["C412"]),
    "together in two years": ([change("b", year="2024")], ["C414"]),
    "year cleared": ([change("X", year=None)], ["C416"]),
}

OPEN: dict[str, tuple[list[Edit], str, list[str]]] = {
    "over the size": ([add("u", "A-E")], "u", ["C331"]),
    "too long a trip": ([add("w", "A-A")], "w", ["C365"]),
    "too many kilometres": ([add("o", "A-A")], "o", ["C366"]),
    "no known route": ([add("z", "A-A")], "z", ["C364", "C372", "C372", "C372"]),
    "no tag": ([add("t", "A-A")], "t", ["C342"]),
    "too many pupils": ([add("L", "A-A")], "L", ["C351"]),
    "members too far apart": ([add("n", "A-A")], "n", ["C371"]),
    "type without a reason": ([change("E", kind="融合型")], "E", ["C565"]),
}

YIELDING = {code for _, _, codes in OPEN.values() for code in codes}

FAULTY: dict[str, tuple[list[Edit], list[tuple[str, str]]]] = {
    "no core": ([change("A", **MEMBER)], [("E116", "A-A")]),
    "two cores": ([change("b", **CORE)], [("E117", "A-A")]),
    "odd role": ([change("b", role="副核心")], [("E112", "副核心")]),
    "no id": ([change("b", 学校标识码=None)], [("E111", "村小b")]),
    "odd year": ([change("X", year="明年")], [("E115", "明年")]),
    "minutes": ([change("b", **{"车程(分钟)": 5})], [("E123", "5")]),
    "name of the core": ([change("b", 核心学校="河口小学")], [("E121", "河口小学")]),
    "other name": ([add("u", "A-A", 学校名称="村小b")], [("E122", "村小b")]),
    "type in a member's row": ([change("b", 类型="共建型")], [("E124", "共建型")]),
    "reason too long": ([change("b", why="长" * 201)], [("E113", "长" * 201)]),
}


@pytest.mark.parametrize("name", LEGAL)
def test_legal_edits_make_the_next_plan(name: str, home: Path, tmp_path: Path) -> None:
    """Tests that exactly the schools that were moved stand elsewhere, checked."""
    edits, expected = LEGAL[name]
    found = edited(home, tmp_path, *edits)
    before = read_plan(home)
    wanted = {**before.core_of, **expected}
    assert found.plan.core_of == {s: core for s, core in wanted.items() if core}
    assert {c.school_id: c.after for c in found.changes} == {
        s: core for s, core in expected.items() if before.core_of.get(s) != core
    }
    assert found.said
    assert found.overrides == ()
    assert_accepted(found)


def assert_accepted(found: Imported) -> None:
    """Check a plan again, and that it claims what a solver's plan claims."""
    plan = found.plan
    errors = [
        v for v in check_plan(found.loaded.case, plan) if v.severity is Severity.ERROR
    ]
    assert errors == []
    assert plan.status == "feasible"
    assert plan.tiers
    assert {(t.bound, t.gap, t.proven) for t in plan.tiers} == {(None, None, False)}
    assert None not in (plan.coverage, plan.uncovered, plan.phases, plan.phase_tiers)
    previous = {m: core for core, (_, ms) in GROUPS.items() for m in ms}
    assert found.loaded.case.previous == previous


@pytest.mark.parametrize("name", HARD)
def test_rules_that_bind_refuse_whatever_the_reason(
    name: str, home: Path, tmp_path: Path
) -> None:
    """Tests the exact codes, and that a reason beside the rows changes nothing."""
    edits, codes = HARD[name]
    with pytest.raises(EditsRefused) as refused:
        edited(home, tmp_path, *edits)
    assert list(refused.value.codes) == codes
    assert all("名单表第" in line for line in refused.value.said)
    binding = [code for code in codes if code not in YIELDING]
    assert ["不可突破" in line for line in refused.value.said] == [
        code in binding for code in codes
    ]
    reasons = [change(s, why="乡镇一致要求") for s in "AEJPXbg"]
    with pytest.raises(EditsRefused) as refused:
        edited(home, tmp_path, *reasons, *edits)
    assert list(refused.value.codes) == binding


@pytest.mark.parametrize("name", OPEN)
def test_rules_that_yield_ask_for_a_reason(
    name: str, home: Path, tmp_path: Path
) -> None:
    """Tests refusal without a reason, and an override with the one in the row."""
    edits, school, codes = OPEN[name]
    with pytest.raises(EditsRefused) as refused:
        edited(home, tmp_path, *edits)
    assert list(refused.value.codes) == codes
    assert all("须写明理由" in line for line in refused.value.said)
    why = change(school, why="教师已有走教惯例", by="局党组会")
    found = edited(home, tmp_path, *edits, why)
    assert_accepted(found)
    rules = [code for code in codes if code != "C565"]
    assert [o.code for o in found.overrides] == rules
    assert found.plan.overrides == list(found.overrides)
    assert {(o.reason, o.by) for o in found.overrides} <= {
        ("教师已有走教惯例", "局党组会")
    }
    told = [v for v in found.warnings if v.override is not None]
    assert [v.code for v in told] == rules


@pytest.mark.parametrize("name", FAULTY)
def test_rows_that_cannot_be_understood_are_listed(
    name: str, home: Path, tmp_path: Path
) -> None:
    """Tests code and value of each fault, with its row and heading."""
    edits, faults = FAULTY[name]
    with pytest.raises(DataError) as refused:
        edited(home, tmp_path, *edits)
    assert refused.value.code == "E110"
    issues = refused.value.issues
    assert [(issue.code, issue.value) for issue in issues] == faults
    assert all(issue.row and issue.column for issue in issues)
    assert {(issue.file, issue.sheet) for issue in issues} == {
        ("edited.xlsx", "名单表")
    }


def test_an_untouched_list_is_no_change(home: Path) -> None:
    """Tests the round trip: nothing said, the plan itself handed back."""
    found = import_edits(home)
    assert found.is_unchanged
    assert found.plan == found.parent == read_plan(home)
