"""Tests from the edited list to the next folder: reasons, types, what is written."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from optimizer.domain import Severity
from optimizer.errors import CheckError, DataError, OutputError
from optimizer.plan import Plan
from optimizer.service import folder, verify
from optimizer.service.folder import read_plan
from optimizer.service.importing import (
    EditsRefused,
    import_edits,
    write_imported,
    write_reason_form,
)
from tests.revision.edited_county import Editor, make_case, write_home
from tests.revision.test_edits import Edit, add, change, drop, edited

SIX = add("u", "A-E")
HOSTILE = '=1+1 <b>{0.__class__}"\u202e' + "长" * 900


def asked(home: Path, tmp_path: Path, *edits: Edit, **options) -> EditsRefused:
    """Return the refusal of an edited list."""
    with pytest.raises(EditsRefused) as refused:
        edited(home, tmp_path, *edits, **options)
    return refused.value


def fill_in(path: Path, reason: str, by: str | None = None) -> None:
    """Write a reason into every row of a form."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    head = next(r for r in sheet.iter_rows() if r[0].value == "代码")[0].row
    for row in range(head + 1, sheet.max_row + 1):
        if sheet.cell(row, 1).value:
            cell = sheet.cell(row, 6, reason)
            cell.data_type = "s"
            sheet.cell(row, 7, by)
    book.save(path)


def decided(plan: Plan) -> list[tuple[str, set[str], str, str | None]]:
    """Return the overrides of a plan."""
    return [(o.code, set(o.schools), o.reason, o.by) for o in plan.overrides]


def test_form_asks_for_what_is_open_and_is_read_back(
    home: Path, tmp_path: Path
) -> None:
    """Tests the whole way: refused, form, filled in with a hostile reason, accepted."""
    far = add("w", "A-A")
    refused = asked(home, tmp_path, SIX, far)
    assert refused.codes == ("C331", "C365")
    form = write_reason_form(refused, tmp_path)
    assert form is not None
    fill_in(form, HOSTILE)
    found = edited(home, tmp_path, SIX, far, reasons=form, by="区教育局")
    told = HOSTILE.replace("\u202e", "\u202e")
    assert decided(found.plan) == [
        ("C331", {*"Efghiu"}, told, "区教育局"),
        ("C365", {"w", "A"}, told, "区教育局"),
    ]
    out = tmp_path / "next"
    write_imported(found, out)
    plan, violations = verify(out)
    assert plan == found.plan
    assert {v.severity for v in violations} == {Severity.WARNING}
    rows = load_workbook(out / folder.WORKBOOK)["突破规则"].iter_rows(values_only=True)
    reasons = [row[4] for row in rows if row[1] in ("C331", "C365")]
    assert reasons == [HOSTILE.replace("\u202e", "\ufffd")] * 2
    summary = (out / folder.SUMMARY).read_text(encoding="utf-8")
    assert "## 突破的规则及理由" in summary
    assert "<b>" not in summary


def test_form_keeps_what_people_wrote(home: Path, tmp_path: Path) -> None:
    """Tests a second refusal: reasons stay, and one nobody needs is not lost."""
    form = write_reason_form(asked(home, tmp_path, SIX), tmp_path)
    assert form is not None
    fill_in(form, "一校多区", "局务会")
    refused = asked(home, tmp_path, SIX, add("w", "A-A"), reasons=form)
    assert refused.codes == ("C365",)
    assert write_reason_form(refused, tmp_path) == form
    rows = list(load_workbook(form).worksheets[0].iter_rows(values_only=True))
    told = [(row[0], *row[5:7]) for row in rows if str(row[0]).startswith("C3")]
    assert told == [("C331", "一校多区", "局务会"), ("C365", None, None)]
    other = asked(home, tmp_path, add("w", "A-A"))
    before = form.read_bytes()
    with pytest.raises(OutputError, match="E135"):
        write_reason_form(other, tmp_path)
    assert form.read_bytes() == before


def test_reasons_nothing_asks_for_are_told(home: Path, tmp_path: Path) -> None:
    """Tests a form with a reason more than the list needs, and one with none in use."""
    both = asked(home, tmp_path, SIX, add("w", "A-A"))
    form = write_reason_form(both, tmp_path)
    assert form is not None
    fill_in(form, "一校多区", "局务会")
    found = edited(home, tmp_path, SIX, reasons=form)
    assert [o.code for o in found.overrides] == ["C331"]
    assert [(n.code, n.value) for n in found.notes] == [("E137", "C365")]
    none = edited(home, tmp_path, reasons=form)
    assert none.is_unchanged
    assert [(n.code, n.value) for n in none.notes] == [("E137", "C331、C365")]


def test_no_form_is_written_where_no_reason_helps(home: Path, tmp_path: Path) -> None:
    """Tests that rules that bind ask for nothing."""
    refused = asked(home, tmp_path, drop("k"))
    assert write_reason_form(refused, tmp_path) is None
    assert {p.name for p in tmp_path.iterdir()} == {"edited.xlsx"}


def test_next_folder_is_whole_and_can_be_edited_again(
    home: Path, tmp_path: Path
) -> None:
    """Tests files, the round trip of the new list, and a third version of it."""
    found = edited(home, tmp_path, SIX, change("u", why="一校多区", by="局务会"))
    out = tmp_path / "v2"
    write_imported(found, out)
    files = {str(p.relative_to(home)) for p in home.rglob("*") if p.is_file()}
    made = {str(p.relative_to(out)) for p in out.rglob("*") if p.is_file()}
    assert made == files
    assert import_edits(out).is_unchanged
    with pytest.raises(OutputError, match="E133"):
        write_imported(found, out)
    editor = Editor(out / folder.WORKBOOK)
    editor.set("b", year="2023", why="另有理由")
    editor.drop("J")
    editor.drop("k")
    third = import_edits(editor.save(tmp_path / "v3.xlsx"), of=out)
    assert decided(third.plan) == [("C331", {*"Efghiu"}, "一校多区", "局务会")]
    kept = [m for a in third.plan.alliances for m in a.members if m.school_id == "u"]
    assert str(kept[0].reason).endswith("choice=people")


def test_the_same_edit_gives_the_same_bytes(home: Path, tmp_path: Path) -> None:
    """Tests form and plan here and in a process of its own."""
    editor = Editor(home / folder.WORKBOOK)
    SIX(editor)
    path = editor.save(tmp_path / "list.xlsx")
    code = (
        "import sys; from pathlib import Path;"
        "from optimizer.service.importing import *;"
        "where, home, out = map(Path, sys.argv[1:])\n"
        "try:\n import_edits(where, of=home)\n"
        "except EditsRefused as refused:\n write_reason_form(refused, out)\n"
    )
    root = Path(__file__).parents[2]
    digests = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        arguments = [str(path), str(home), str(tmp_path / name)]
        subprocess.run([sys.executable, "-c", code, *arguments], check=True, cwd=root)
        (form,) = (tmp_path / name).iterdir()
        digests.append(hashlib.sha256(form.read_bytes()).hexdigest())
    assert digests[0] == digests[1]
    fill_in(form, "一校多区")
    one, two = (import_edits(path, of=home, reasons=form) for _ in "12")
    assert one.plan.to_json() == two.plan.to_json()


def test_choice_of_a_type_is_people_s_and_moves_with_a_new_core(
    home: Path, tmp_path: Path
) -> None:
    """Tests the record of a choice, and that it is carried over in the next list."""
    found = edited(
        home, tmp_path, change("A", kind="共建型", why="分步推进", by="局党组会")
    )
    alliance = found.plan.alliances[0]
    assert (alliance.type, alliance.type_reason) == ("partnership", "T10")
    assert alliance.choice is not None
    assert (alliance.choice.note, alliance.choice.by) == ("分步推进", "局党组会")
    write_imported(found, tmp_path / "v2")
    editor = Editor(tmp_path / "v2" / folder.WORKBOOK)
    editor.set("A", role="成员")
    editor.set("d", role="核心", year="2023", kind="共建型")
    second = import_edits(editor.save(tmp_path / "l.xlsx"), of=tmp_path / "v2")
    led = next(a for a in second.plan.alliances if a.core == "d")
    assert (led.type, led.type_reason) == ("partnership", "T11")
    assert led.choice is not None
    assert led.choice.carried
    assert "教联体 A-A 的核心学校由 城关小学 改为 中心小学" in second.said
    assert "中心小学 牵头的教联体编号按规则定为 A-d(表中为 A-A)" in second.said


def test_reasons_of_moves_and_rules_kept_again_are_told(
    home: Path, tmp_path: Path
) -> None:
    """Tests what a reader of the versions hears: why, and what fell away."""
    why = change("u", why="一校多区", by="局务会")
    write_imported(edited(home, tmp_path, SIX, why), tmp_path / "v2")
    editor = Editor(tmp_path / "v2" / folder.WORKBOOK)
    editor.set("u", key=None, why="家长意见")
    found = import_edits(editor.save(tmp_path / "l.xlsx"), of=tmp_path / "v2")
    assert found.said[:2] == (
        "<b>{村小}</b> 移出 河口小学 的教联体(理由:家长意见;主管部门)",
        "上一版突破的规则 C331(河口小学、村小f、村小g、村小h、=1+1、<b>{村小}</b>)"
        "不再需要",
    )
    assert found.plan.overrides == []


def test_a_plan_without_phases_has_no_years_to_change(tmp_path: Path) -> None:
    """Tests that the year shown is no claim, and that another one is refused."""
    home = tmp_path / "plan"
    coverage = {"targets": [], "demonstrators_per_county": 1}
    write_home(home, make_case(coverage=coverage))
    assert import_edits(home).is_unchanged
    moved = edited(home, tmp_path, change("g", key="A-A"))
    assert moved.plan.phases is None
    with pytest.raises(DataError) as refused:
        edited(home, tmp_path, change("g", year="2030"))
    assert [i.code for i in refused.value.issues] == ["E114"]


def test_what_people_took_out_says_so(home: Path, tmp_path: Path) -> None:
    """Tests that no rule of the program is blamed for a decision of people."""
    found = edited(home, tmp_path, drop("g"), change("f", key="A-J"), drop("f"))
    (record,) = (u for u in found.plan.uncovered or () if u.school_id == "g")
    assert (record.code, record.detail) == ("U18", {})


def test_demonstrators_are_chosen_among_those_that_start_first(
    home: Path, tmp_path: Path
) -> None:
    """Tests that putting a demonstrator off leaves no claim that is not true."""
    assert [a.core for a in read_plan(home).alliances if a.demonstrator] == ["A", "X"]
    later = [change(s, year="2024") for s in "Abcd"]
    found = edited(home, tmp_path, *later)
    assert [a.core for a in found.plan.alliances if a.demonstrator] == ["P", "X"]
    assert any(line.startswith("示范性教联体按规则重新选定") for line in found.said)


def test_a_plan_that_fails_the_check_is_no_base(home: Path, tmp_path: Path) -> None:
    """Tests that inputs changed behind the plan's back are noticed."""
    import shutil

    copy = tmp_path / "plan"
    shutil.copytree(home, copy)
    schools = copy / folder.SCHOOLS
    text = schools.read_text(encoding="utf-8-sig")
    schools.write_text(text.replace("村小b", "村小B"), encoding="utf-8-sig")
    with pytest.raises(CheckError, match="C402"):
        import_edits(copy)


def test_reason_given_under_another_core_is_asked_for_anew(
    home: Path, tmp_path: Path
) -> None:
    """Tests a core that takes over its alliance of six, and six that stay with E."""
    found = edited(
        home, tmp_path, add("L", "A-A"), change("L", why="扩班", by="局务会")
    )
    assert decided(found.plan) == [("C351", {*"AbcdL"}, "扩班", "局务会")]
    out = tmp_path / "v2"
    write_imported(found, out)
    editor = Editor(out / folder.WORKBOOK)
    editor.set("A", role="成员")
    editor.set("d", role="核心", year="2023")
    for school in "AbcdL":
        editor.set(school, why=None, by=None)
    path = editor.save(tmp_path / "taken over.xlsx")
    with pytest.raises(EditsRefused) as refused:
        import_edits(path, of=out)
    assert "C351" in refused.value.codes
    assert import_edits(out).is_unchanged
