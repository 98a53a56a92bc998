"""Workbooks as they come back: of another plan, from another program, half broken."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from optimizer.errors import DataError
from optimizer.report.workbook import write_workbook
from optimizer.service.folder import read_plan
from optimizer.service.importing import Imported, import_edits
from optimizer.service.loading import load_folder
from tests.report.map_factory import EVIL
from tests.revision.edited_county import KEY, MARK, NAMES, ROLE, SCHOOL, Editor


def imported(home: Path, tmp_path: Path, edit: Callable[[Editor], object]) -> Imported:
    """Import the county's list after an edit of its workbook."""
    editor = Editor(home / "plan.xlsx")
    edit(editor)
    return import_edits(editor.save(tmp_path / "list.xlsx"), of=home)


def refused(home: Path, tmp_path: Path, edit: Callable[[Editor], object]) -> DataError:
    """Return the error of a workbook that cannot be used."""
    with pytest.raises(DataError) as caught:
        imported(home, tmp_path, edit)
    return caught.value


def head(heading: str, text: str | None) -> Callable[[Editor], object]:
    """Write another heading over one of the list."""
    return lambda e: setattr(e.sheet.cell(e.head, e.column[heading]), "value", text)


def mark(row: int, text: str) -> Callable[[Editor], object]:
    """Write another value into a row of the fingerprint."""
    return lambda e: setattr(e.book[MARK].cell(row, 3), "value", text)


@pytest.mark.parametrize(
    ("edit", "code", "words"),
    [
        (lambda e: setattr(e.sheet, "title", "名单"), "E101", "名单表 / Alliances"),
        (head(SCHOOL, None), "E103", "学校标识码"),
        (lambda e: e.sheet.delete_rows(e.head), "E102", "list.xlsx"),
        (lambda e: e.book.remove(e.book[MARK]), "E104", "list.xlsx"),
        (mark(4, "0" * 64), "E134", "版本 v1(000000000000)"),
        (mark(4, ""), "E104", "list.xlsx"),
    ],
)
def test_workbook_that_is_not_of_this_plan(
    home: Path, tmp_path: Path, edit, code: str, words: str
) -> None:
    """Tests that each is refused with what is missing or which plan it is of."""
    error = refused(home, tmp_path, edit)
    assert error.code == code
    assert words in error.render("zh")


def test_workbook_elsewhere_needs_its_plan(home: Path, tmp_path: Path) -> None:
    """Tests that nobody guesses whose list a file is; beside its plan it is known."""
    away = shutil.copyfile(home / "plan.xlsx", tmp_path / "a.xlsx")
    with pytest.raises(DataError, match="E132"):
        import_edits(Path(away))
    assert import_edits(home / "plan.xlsx").is_unchanged


def test_list_without_its_workbook_says_so(home: Path, tmp_path: Path) -> None:
    """Tests a folder that lost its workbook, and a file that is none."""
    copy = tmp_path / "plan"
    shutil.copytree(home, copy)
    (copy / "plan.xlsx").write_bytes(b"no workbook")
    with pytest.raises(DataError):
        import_edits(copy)
    (copy / "plan.xlsx").unlink()
    with pytest.raises(DataError):
        import_edits(copy)


def test_blank_rows_hidden_rows_and_odd_writing_change_nothing(
    home: Path, tmp_path: Path
) -> None:
    """Tests what a spreadsheet program or a tired person leaves behind."""

    def edit(e: Editor) -> None:
        e.sheet.insert_rows(e.row("E"))
        e.sheet.row_dimensions[e.row("c")].hidden = True
        e.set("b", key=" Ａ-A ", role="成 员", 学校标识码="ｂ", year=2023)
        e.set("f", **{"车程(分钟)": None, "依据和提示": "  "})
        e.sheet.cell(e.head, 30).value = "备注"

    found = imported(home, tmp_path, edit)
    assert found.is_unchanged
    assert [(note.code, note.value) for note in found.notes] == [
        ("E108", str(Editor(home / "plan.xlsx").row("c"))),
        ("E109", "备注"),
    ]


def test_copy_of_the_list_is_told_not_read(home: Path, tmp_path: Path) -> None:
    """Tests that an edit in a copied sheet is no edit, and is not passed over."""

    def edit(e: Editor) -> None:
        copied = e.book.copy_worksheet(e.sheet)
        copied.title = "名单表 (2)"
        copied.cell(e.row("g"), e.column[KEY]).value = "A-A"

    found = imported(home, tmp_path, edit)
    assert found.is_unchanged
    assert [(n.code, n.value) for n in found.notes] == [("E136", "名单表 (2)")]


def test_sorted_rows_change_nothing(home: Path, tmp_path: Path) -> None:
    """Tests that the order of the rows says nothing."""

    def edit(e: Editor) -> None:
        rows = [[c.value for c in row] for row in e.sheet.iter_rows(min_row=e.head + 1)]
        filled = [row for row in rows if row[e.column[SCHOOL] - 1]]
        for n, row in enumerate(reversed(filled), start=e.head + 1):
            for column, value in enumerate(row, start=1):
                cell = e.sheet.cell(n, column)
                cell.value = value
                if value == "=1+1":
                    cell.data_type = "s"  # A school's name, as it stood there.

    assert imported(home, tmp_path, edit).is_unchanged


def test_merged_ids_speak_for_their_rows(home: Path, tmp_path: Path) -> None:
    """Tests a block of one id; merged roles are refused, as each row has its own."""

    def merge(heading: str, last: str) -> Callable[[Editor], object]:
        def edit(e: Editor) -> None:
            column = e.column[heading]
            rows = {"start_row": e.row("A"), "end_row": e.row(last)}
            e.sheet.merge_cells(start_column=column, end_column=column, **rows)

        return edit

    assert imported(home, tmp_path, merge(KEY, "d")).is_unchanged
    error = refused(home, tmp_path, merge(ROLE, "c"))
    assert [(i.code, i.value) for i in error.issues] == [("E106", "核心")]


def test_formulas_without_a_result_are_refused(home: Path, tmp_path: Path) -> None:
    """Tests that no cell is taken for blank, and where it stands is said."""
    error = refused(home, tmp_path, lambda e: e.set("b", key='="A-"&"A"'))
    assert [(i.code, i.column) for i in error.issues] == [("E107", KEY)]
    assert error.issues[0].row == Editor(home / "plan.xlsx").row("b")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_list_saved_by_another_program(home: Path, tmp_path: Path) -> None:
    """Tests an edited list that LibreOffice has written anew."""
    editor = Editor(home / "plan.xlsx")
    editor.set("g", key="A-A")
    before = editor.save(tmp_path / "before.xlsx")
    out = tmp_path / "saved"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx"]
    subprocess.run(
        [*command, "--outdir", str(out), str(before)],
        check=True,
        capture_output=True,
        timeout=180,
    )
    found = import_edits(out / "before.xlsx", of=home)
    assert found.plan.core_of["g"] == "A"
    offered = load_workbook(out / "before.xlsx")[NAMES].data_validations
    assert len(offered.dataValidation) >= 4


def test_english_list_is_read_back(home: Path, tmp_path: Path) -> None:
    """Tests that the list is read in the language it was written in."""
    loaded, plan = load_folder(home), read_plan(home)
    path = tmp_path / "en.xlsx"
    write_workbook(loaded.case, plan, path, "en")
    assert import_edits(path, of=home).is_unchanged
    book = load_workbook(path)
    sheet = book["Alliances"]
    cells = {(c.row, str(c.value)): c for row in sheet.iter_rows() for c in row}
    row = next(r for (r, text), c in cells.items() if text == "g" and c.column == 12)
    sheet.cell(row, 2).value = "A-A"
    book.save(path)
    found = import_edits(path, of=home, lang="en")
    words = "村小g moves from the alliance of 河口小学 to that of 城关小学"
    assert found.said[0] == words


@pytest.mark.parametrize("name", [*EVIL, "=1+1", "长" * 1000, "\u202e../../x"])
def test_hostile_cells_are_text(home: Path, tmp_path: Path, name: str) -> None:
    """Tests ids nobody knows, told without control characters, and nothing run."""
    shown = name.replace("\x00", "")

    def edit(e: Editor) -> None:
        e.add("u", key="x", 学校名称="")
        cell = e.sheet.cell(e.row("u"), e.column["角色"])
        cell.value = shown
        cell.data_type = "s"

    error = refused(home, tmp_path, edit)
    assert [issue.code for issue in error.issues] == ["E112"]
