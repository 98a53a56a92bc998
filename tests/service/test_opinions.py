"""``alliance opinions`` from files to workbook, pair table and JSON."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from optimizer import service
from optimizer.errors import DataError, OutputError
from optimizer.ingest.pairs import read_pairs
from optimizer.opinions.contract import PlanMark
from optimizer.service.loading import Sources, load_folder
from optimizer.service.opinions import mark_of
from tests.commands import alliance, alliance_alone
from tests.opinions.builders import opinion, raw, save, wish
from tests.test_cli import SCHOOLS

EVIL = (
    '=HYPERLINK("http://x","y")',
    "+1+1",
    "-2",
    "@SUM(A1)",
    "{=1+1}",
    "https://evil.example/a",
    "</script><script>alert(1)</script>",
    "\u202e文字反写",
    "校长😀👩‍🏫𠮷",
    "行一\n行二\r\n行三\t尾",
    "1" * 40,
    "长" * 1_500,
    "0012",
    "2024/3",
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a plan: A with b and c, d outside."""
    folder = tmp_path_factory.mktemp("plan")
    table = save(folder, "schools.csv", SCHOOLS.encode("utf-8-sig"))
    pairs = save(folder, "pairs.csv", "kind,a,b,note\nwilling,b,A,原有\n".encode())
    loaded = service.load(Sources(schools=table, pairs=pairs))
    service.write_plan(service.make_plan(loaded), folder / "方案 一")
    return folder / "方案 一"


@pytest.fixture(scope="module")
def mark(home: Path) -> PlanMark:
    """Return what ties opinions to the plan."""
    return mark_of(service.folder.read_plan(home))


def merged(home: Path, sent: Path, out: Path, **options: bool) -> list[Path]:
    """Merge a folder of files and write the results."""
    found = service.read_opinions(home, [sent], out, **options)
    return service.write_opinions(found, out)


def cells(path: Path, sheet: str) -> list[list[object]]:
    """Return the cells of a sheet."""
    book = openpyxl.load_workbook(path)
    return [[cell.value for cell in row] for row in book[sheet].iter_rows()]


def test_plan_is_known_by_the_text_of_its_file(home: Path, mark: PlanMark) -> None:
    """Tests that the digest is that of plan.json, byte for byte."""
    from hashlib import sha256

    assert mark.sha256 == sha256((home / "plan.json").read_bytes()).hexdigest()


@pytest.mark.parametrize("lost", [False, True])
def test_what_the_office_filled_in_is_never_written_over(
    home: Path, mark: PlanMark, tmp_path: Path, lost: bool
) -> None:
    """Tests an untouched workbook, one with a decision in it, and one without JSON."""
    sent, out = tmp_path / "sent", tmp_path / "out"
    save(sent, "a.json", raw(opinion("A"), mark=mark))
    merged(home, sent, out)
    merged(home, sent, out)
    path = out / "opinions.xlsx"
    book = openpyxl.load_workbook(path)
    book["意见台账"].cell(6, 11, "采纳")
    book.save(path)
    before = path.read_bytes()
    if lost:
        (out / "opinions.json").unlink()
    with pytest.raises(OutputError, match="O225"):
        merged(home, sent, out)
    assert path.read_bytes() == before
    assert (out / "opinions.json").exists() is not lost
    path.unlink()
    merged(home, sent, out)


def test_same_bytes_whatever_the_order(
    home: Path, mark: PlanMark, tmp_path: Path
) -> None:
    """Tests all three files for two orders of the input and two runs."""
    a = save(tmp_path, "a.json", raw(opinion("A"), opinion("b"), mark=mark))
    b = save(tmp_path, "b.json", raw(opinion("d", group="staff"), mark=mark))
    results = []
    for number, order in enumerate(([a, b], [b, a], [tmp_path])):
        out = tmp_path.parent / f"{tmp_path.name}-{number}"
        found = service.read_opinions(home, order, out)
        results.append([p.read_bytes() for p in service.write_opinions(found, out)])
    assert results[0] == results[1] == results[2]


def test_hostile_texts_stay_text(home: Path, mark: PlanMark, tmp_path: Path) -> None:
    """Tests formulas, links, markup, marks of direction and long texts in each file."""
    made = [
        opinion(
            "b",
            id=f"{k:016x}",
            text=text,
            speaker=text[:20],
            wish=wish("apart", "b", "c"),
        )
        for k, text in enumerate(EVIL)
    ]
    sent = save(tmp_path, "in/=1+1 意见.json", raw(*made, mark=mark)).parent
    book, pairs, data = merged(home, sent, tmp_path / "out")
    with zipfile.ZipFile(book) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    for name, part in parts.items():
        assert "<f>" not in part, name
        assert "<hyperlink" not in part, name
        assert "\u202e" not in part, name
    assert parts["xl/worksheets/sheet1.xml"].count('t="s"') > len(EVIL)
    heights = openpyxl.load_workbook(book)["意见台账"].row_dimensions.values()
    assert max(row.height or 0 for row in heights) <= 409
    seen = [row[8] for row in cells(book, "意见台账")]
    for text in EVIL:
        shown = re.sub("\u202e", "\ufffd", text).replace("\r\n", "\n")
        assert shown in seen, text
    told = {o["text"] for o in json.loads(data.read_text("utf-8"))["opinions"]}
    assert told == set(EVIL)
    with pairs.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert all(not cell.startswith(tuple("=+-@")) for row in rows for cell in row)
    assert "\n" not in "".join(cell for row in rows for cell in row)


def test_workbook_is_made_to_be_filled_in_and_printed(
    home: Path, mark: PlanMark, tmp_path: Path
) -> None:
    """Tests the four sheets: drop-downs, blanks, missing groups, head on each page."""
    sent = tmp_path / "in"
    save(sent, "a.json", raw(opinion("A"), opinion("d"), mark=mark))
    book, *_ = merged(home, sent, tmp_path / "out")
    read = openpyxl.load_workbook(book)
    assert read.sheetnames == ["意见台账", "征求情况", "建议配对表", "冲突与未采用"]
    ledger = read["意见台账"]
    assert "意见汇总及采纳情况表" in str(ledger.cell(1, 1).value)
    (rule,) = ledger.data_validations.dataValidation
    assert rule.formula1 == '"采纳,部分采纳,未采纳"'
    head = next(row for row in ledger.iter_rows() if row[0].value == "序号")
    assert [c.value for c in head][10:12] == ["采纳情况", "理由"]
    first, last = head[0].row + 1, head[0].row + 2
    assert str(rule.sqref) == f"K{first}:K{last}"
    assert ledger.cell(first, 11).value is None
    assert ledger.print_title_rows == f"${head[0].row}:${head[0].row}"
    for sheet in read:
        assert sheet.page_setup.orientation == "landscape"
        assert str(sheet.page_setup.paperSize) == "9"
    heard = cells(book, "征求情况")
    (own,) = [row for row in heard if str(row[0]).startswith("1 甲校")]
    assert own[1:6] == ["未征求", 1, "未征求", "未征求", "—"]
    assert own[-1] == "教职工、乡镇街道、村社区"
    (outside,) = [row for row in heard if row[0] == "未编入教联体"]
    assert outside[1:6] == ["—", 1, "—", "—", "—"]


def test_proposal_keeps_the_rows_in_force(
    home: Path, mark: PlanMark, tmp_path: Path
) -> None:
    """Tests an added row, a contradiction with the table, and the reader's view."""
    sent = tmp_path / "in"
    asked = [wish("together", "b", "c"), wish("refused", "b", "A")]
    made = [opinion("b", id=f"{k:016x}", wish=w) for k, w in enumerate(asked)]
    save(sent, "a.json", raw(*made, mark=mark))
    book, pairs, data = merged(home, sent, tmp_path / "out")
    schools = load_folder(home, layers=False).case.schools
    wishes, issues = read_pairs(pairs, schools)
    assert issues == []
    assert [(w.kind, w.a, w.b) for w in wishes] == [
        ("willing", "b", "A"),
        ("together", "b", "c"),
    ]
    assert wishes[0].note == "原有"
    conflicts = [row for row in cells(book, "冲突与未采用") if row[3]]
    assert any("愿意" in str(row[3]) and "乙校" in str(row[0]) for row in conflicts)
    told = json.loads(data.read_text("utf-8"))["pairs"]["conflicts"]
    assert [(c["kind"], c["code"]) for c in told] == [
        ("refused", "opinion.conflict.table")
    ]


def test_faulty_file_stops_all_unless_skipped(
    home: Path, mark: PlanMark, tmp_path: Path
) -> None:
    """Tests that nothing is written, and that a skipped file is listed."""
    sent = tmp_path / "in"
    save(sent, "good.json", raw(opinion("A"), mark=mark))
    save(sent, "别版.json", raw(opinion("A"), mark=PlanMark("cd" * 32, "v9")))
    out = tmp_path / "out"
    with pytest.raises(DataError) as caught:
        merged(home, sent, out)
    assert caught.value.code == "O220"
    assert [i.file for i in caught.value.issues] == ["别版.json"]
    assert not out.exists()
    book, _, data = merged(home, sent, out, skip_refused=True)
    listed = [row for row in cells(book, "冲突与未采用") if row[0] == "别版.json"]
    assert "v9" in str(listed[0][2])
    assert listed[0][4] == "O206"
    told = json.loads(data.read_text("utf-8"))
    assert len(told["opinions"]) == 1
    assert [f["name"] for f in told["files"]] == ["good.json"]


def test_results_are_not_taken_for_opinions(
    home: Path, mark: PlanMark, tmp_path: Path
) -> None:
    """Tests that a folder can hold what was sent and what came of it."""
    save(tmp_path, "a.json", raw(opinion("A"), mark=mark))
    first = [path.read_bytes() for path in merged(home, tmp_path, tmp_path)]
    again = [path.read_bytes() for path in merged(home, tmp_path, tmp_path)]
    assert first == again


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_command_tells_and_refuses(
    home: Path, mark: PlanMark, tmp_path: Path, lang: str
) -> None:
    """Tests exit codes, the default folder, and that faults name file and remedy."""
    save(tmp_path, "意见 一.json", raw(opinion("A", stance="oppose"), mark=mark))
    run = ["opinions", home, tmp_path, "--lang", lang, "--out", tmp_path / "out"]
    done = alliance_alone(*run, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert ("未征求" if lang == "zh" else "not heard") in done.stdout
    save(tmp_path, "坏.json", b"{}")
    done = alliance_alone(*run, cwd=tmp_path)
    assert done.returncode == 2
    assert "坏.json" in done.stderr
    assert "O203" in done.stderr
    assert "--skip-refused" in done.stderr
    assert "Traceback" not in done.stderr
    done = alliance_alone(*run, "--skip-refused", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "坏.json" in done.stdout
    assert (tmp_path / "out" / "opinions.json").is_file()


def test_default_folder_lies_in_that_of_the_plan(
    home: Path, mark: PlanMark, tmp_path: Path
) -> None:
    """Tests that the plan's own files stay as they are."""
    path = save(tmp_path, "a.json", raw(opinion("A"), mark=mark))
    before = {p: p.read_bytes() for p in home.rglob("*") if p.is_file()}
    assert alliance("opinions", home, path, cwd=tmp_path).returncode == 0
    assert (home / "opinions" / "opinions.xlsx").is_file()
    assert {p: p.read_bytes() for p in before} == before


def test_blank_form_comes_back_filled_in(
    home: Path, mark: PlanMark, tmp_path: Path
) -> None:
    """Tests drop-downs and names of the form, one row typed, the other rows blank."""
    form = tmp_path / "登记表.xlsx"
    assert alliance("opinions", home, "--form", form, cwd=tmp_path).returncode == 0
    book = openpyxl.load_workbook(form)
    sheet = book["意见登记表"]
    rules = {r.formula1 for r in sheet.data_validations.dataValidation}
    assert '"教职工,家长,乡镇街道,村社区,专家"' in rules
    assert '"支持,反对,建议修改"' in rules
    names = [row[0].value for row in book["名单"].iter_rows() if row[1].value]
    assert names[1:] == ["甲校教联体", "甲校", "乙校", "丙校", "丁校"]
    (head,) = [row for row in sheet.iter_rows() if row[0].value == "方案校验码"]
    typed = ["甲校教联体", "专家", "支持", "可行", "2026-04-01", "论证会", "专家组"]
    for column, value in enumerate(typed, start=2):
        sheet.cell(head[0].row + 3, column).value = value
    book.save(form)
    found = service.read_opinions(home, [form], tmp_path / "out")
    (only,) = found.gathered.opinions
    assert (only.school_id, only.group, only.text) == ("A", "experts", "可行")
    assert (only.channel, only.speaker) == ("论证会", "专家组")
    done = alliance("opinions", home, "--form", "x.csv", cwd=tmp_path)
    assert (done.returncode, "O223" in done.stderr) == (2, True)
    done = alliance("opinions", home, cwd=tmp_path)
    assert (done.returncode, "O224" in done.stderr) == (2, True)
