"""What documents are written from: material, opinions and what became of them."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from optimizer import service
from optimizer.dossier import Dossier
from optimizer.errors import DataError
from optimizer.resources import data_dir
from optimizer.service.dossier_reading import read_dossier
from optimizer.service.loading import Sources
from optimizer.service.material_file import read_material
from optimizer.service.opinions import mark_of
from optimizer.service.taken import Taken, read_taken
from tests.builders import make_plan
from tests.opinions.builders import opinion, raw, save
from tests.test_cli import SCHOOLS

PLAN = make_plan({"A": ["b"], "D": ["e"]})
TEXTS = ("=1+1 同意", "反对\n路远", "—")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a plan with three opinions merged."""
    folder = tmp_path_factory.mktemp("plan")
    table = save(folder, "schools.csv", SCHOOLS.encode("utf-8-sig"))
    loaded = service.load(Sources(schools=table))
    home = folder / "方案 一"
    service.write_plan(service.make_plan(loaded), home)
    mark = mark_of(service.folder.read_plan(home))
    said = [
        opinion("A", text=text, date=f"2026-03-0{k}") for k, text in enumerate(TEXTS, 1)
    ]
    sent = save(folder, "sent/a.json", raw(*said, mark=mark)).parent
    found = service.read_opinions(home, [sent], home / "opinions")
    service.write_opinions(found, home / "opinions")
    return home


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Path:
    """Return a copy of the folder that a test may change."""
    return Path(shutil.copytree(made, tmp_path / "方案"))


def fill(
    home: Path, change: Callable[[openpyxl.worksheet.worksheet.Worksheet, int], None]
) -> None:
    """Let a function change the ledger; it gets the row of the first opinion."""
    path = home / "opinions" / "opinions.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["意见台账"]
    first = next(row[0].row for row in sheet.iter_rows() if row[0].value in (1, "1"))
    change(sheet, first)
    book.save(path)


def codes(home: Path) -> list[str]:
    """Return the codes of the faults found."""
    with pytest.raises(DataError) as caught:
        read_dossier(home)
    return [issue.code for issue in caught.value.issues] or [caught.value.code]


def test_plan_alone_is_a_dossier(home: Path) -> None:
    """Tests a plan without material and opinions."""
    shutil.rmtree(home / "opinions")
    found = read_dossier(home)
    assert (found.opinions, found.heard) == ((), ())
    assert found.material.office == ""


def test_opinions_are_read_with_what_became_of_them(home: Path) -> None:
    """Tests decisions of the office in another order of rows, and open ones."""

    def change(sheet: openpyxl.worksheet.worksheet.Worksheet, first: int) -> None:
        sheet.cell(first, 11, "采纳")
        sheet.cell(first + 1, 11, " 未采纳 ")
        sheet.cell(first + 1, 12, "=理由")
        rows = [[c.value for c in sheet[first + k]] for k in (2, 0, 1)]
        for k, row in enumerate(rows):
            for column, value in enumerate(row, 1):
                cell = sheet.cell(first + k, column)
                cell.value = value
                if isinstance(value, str):
                    cell.data_type = "s"  # a text, however it begins

    fill(home, change)
    found = read_dossier(home)
    assert [o.text for o in found.opinions] == list(TEXTS)
    assert [(o.taken, o.why) for o in found.opinions] == [
        ("yes", ""),
        ("no", "=理由"),
        ("", ""),
    ]
    assert {o.core for o in found.opinions} == {"A"}
    row = next(each for each in found.heard if each.core == "A")
    assert row.counts == {"parents": 3}
    assert row.missing == ("staff", "township", "village")


@pytest.mark.parametrize(
    ("offset", "column", "value", "code"),
    [
        (0, 1, 9, "K123"),
        (0, 1, "一", "K123"),
        (0, 9, "改了", "K124"),
        (0, 11, "也许", "K125"),
    ],
)
def test_what_may_not_be_changed_is_refused(
    home: Path, offset: int, column: int, value: object, code: str
) -> None:
    """Tests number, text and an unknown word, each with its row."""
    fill(home, lambda sheet, first: sheet.cell(first + offset, column, value) and None)
    assert code in codes(home)


def test_a_number_that_stands_twice_is_told(home: Path) -> None:
    """Tests a row copied below the others."""

    def change(sheet: openpyxl.worksheet.worksheet.Worksheet, first: int) -> None:
        for column in range(1, 14):
            value = sheet.cell(first + 1, column).value
            sheet.cell(first + 3, column, value)

    fill(home, change)
    assert codes(home) == ["K123"]


def test_a_lost_row_is_told(home: Path) -> None:
    """Tests that an opinion cannot disappear."""
    fill(home, lambda sheet, first: sheet.delete_rows(first + 1))
    assert codes(home) == ["K126"]


def test_a_workbook_without_the_ledger_is_refused(tmp_path: Path) -> None:
    """Tests another table under that name."""
    book = openpyxl.Workbook()
    book.active.append(["序号", "意见"])
    book.save(tmp_path / "opinions.xlsx")
    with pytest.raises(DataError, match="K122"):
        read_taken(tmp_path / "opinions.xlsx", ["a"])


def test_opinions_on_another_version_are_refused(home: Path) -> None:
    """Tests a changed plan, and a damaged file."""
    path = home / "opinions" / "opinions.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    told["plan"]["sha256"] = "0" * 64
    path.write_text(json.dumps(told), encoding="utf-8")
    assert codes(home) == ["K131"]
    path.write_text('{"schema": "alliance-opinion-ledger/1", "plan": []}')
    assert codes(home) == ["K132"]
    path.write_text("[")
    assert codes(home) == ["K132"]


def test_untouched_ledger_is_open(made: Path) -> None:
    """Tests the workbook as it was written."""
    book = made / "opinions" / "opinions.xlsx"
    assert read_taken(book, TEXTS) == [Taken(), Taken(), Taken()]


def material(tmp_path: Path, text: str) -> Dossier | object:
    """Read a material file."""
    path = tmp_path / "material.toml"
    path.write_text(text, encoding="utf-8")
    return read_material(path, PLAN)


def test_template_without_its_hashes_is_a_material(tmp_path: Path) -> None:
    """Tests that what the template shows can be used."""
    text = (data_dir() / "templates" / "material.toml").read_text(encoding="utf-8")
    lines = [
        line[1:] if re.match(r"#(\[|\w+ = )", line) else line
        for line in text.splitlines()
    ]
    found = material(tmp_path, "\n".join(lines).replace("A-S422801001", "A"))
    assert found.office == "某某县教育局"
    assert found.date == "2026-11-30"
    assert found.review.conclusion == "agree_if"
    assert found.review.experts[0].field == "专业领域"
    assert found.notice.end == "2026-12-21"
    assert found.approval.number == "某政发〔2026〕1号"
    assert found.sharing[0].core == "A"
    assert len(found.risks) == 1
    assert material(tmp_path, text) == material(tmp_path, "")


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("[office", "K101", "material.toml"),
        ("[ofice]\nname = '甲'", "K102", "ofice"),
        ("[office]\nnam = '甲'", "K102", "office.nam"),
        ("[review]\ndate = 2026-02-28", "K103", "review.conclusion"),
        ("[office]\ndate = '2026-02-29'", "K104", "2026-02-29"),
        ("[office]\nname = 3", "K104", "office.name"),
        ("[review]\ndate = 2026-02-28\nconclusion = '行'", "K104", "修改后同意"),
        (
            "[review]\ndate = 2026-02-28\nconclusion = '同意'\n"
            "[[review.experts]]\nname = ''",
            "K104",
            "review.experts.1.name",
        ),
        (f"[office]\nname = '{'长' * 2001}'", "K104", "2000"),
        ("[[sharing]]\nalliance = '无'", "K105", "sharing.1.alliance"),
        ("[[sharing]]\nalliance = ''", "K105", "sharing.1.alliance"),
        ("[notice]\nstart = 2026-12-02\nend = 2026-12-01", "K106", "2026-12-01"),
        (
            "[[sharing]]\nalliance = 'A'\n[[sharing]]\nalliance = 'A'",
            "K107",
            "sharing.2",
        ),
        ('[office]\nname = "甲\\u202e"\nx = 1', "K102", "office.x"),
    ],
)
def test_faulty_material_is_refused(
    tmp_path: Path, text: str, code: str, said: str
) -> None:
    """Tests each kind of fault with its place."""
    with pytest.raises(DataError) as caught:
        material(tmp_path, text)
    assert caught.value.code == code
    assert said in caught.value.render("zh")
    assert caught.value.render("en").startswith(f"[{code}] The material")


def test_notice_of_one_day_is_allowed(tmp_path: Path) -> None:
    """Tests the nearest legal neighbour of a notice that ends too early."""
    found = material(tmp_path, "[notice]\nstart = 2026-12-02\nend = 2026-12-02")
    assert found.notice.start == "2026-12-02"


def test_missing_material_file_is_told(tmp_path: Path) -> None:
    """Tests a path to nothing."""
    with pytest.raises(DataError, match="F102"):
        read_material(tmp_path / "material.toml", PLAN)
