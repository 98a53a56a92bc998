"""Personal data: turned away, and told by nothing that leaves the program.

Every number here is made up; identity cards carry a valid check digit, as only such
are taken for one.
"""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.domain import Issue, Severity
from optimizer.errors import DataError
from optimizer.ingest import check_schools, read_schools, write_schools
from optimizer.ingest.columns_file import ColumnsFile, write_columns_file
from optimizer.ingest.privacy import (
    is_bank_card,
    is_contact_header,
    is_identity_number,
    is_pupil_header,
    is_sensitive_header,
    mask_issues,
    masked,
)
from optimizer.ingest.schools import examine_schools
from tests.ingest.builders import (
    codes,
    pair_row,
    read,
    read_pair_table,
    row,
    rows,
    write_csv,
    write_geojson,
    write_xlsx,
)

PHONE = "13812345678"
CARD = "6222000000000009"
NAMES = ["张三丰", "李小明", "王芳", "赵子龙", "陈静怡", "刘洋"]


def with_check_digit(first):
    """Return 17 digits with their check digit."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(d) * w for d, w in zip(first, weights, strict=True))
    return first + "10X98765432"[total % 11]


PUPIL = with_check_digit("42280120120305001")


def refusal(tmp_path, table):
    """Return the error a table is refused with."""
    with pytest.raises(DataError) as caught:
        read(tmp_path, table)
    return caught.value


@pytest.mark.parametrize(
    "cell",
    [
        PUPIL,
        f"G{PUPIL}",
        f"l{PUPIL.lower()}",
        f" {PUPIL} 已转学",
        f"{PUPIL[:15]}000",
        f"{PUPIL[:6]} {PUPIL[6:14]} {PUPIL[14:]}",
        PHONE,
        f"电话{PHONE}",
        "138-1234-5678",
        "138 1234 5678",
        "+86 13812345678",
        "１３８１２３４５６７８",
        CARD,
        "6222 0000 0000 0009",
        "负责人:张三丰",
        "校长姓名：李小明",
        "填表人 张三丰",
    ],
)
@pytest.mark.parametrize("column", ["remark", "备用", "village"])
def test_personal_data_in_a_cell_is_refused_and_masked(tmp_path, cell, column):
    """Tests that row and column are told and the text is not."""
    error = refusal(tmp_path, [row(1), row(2) | {column: cell}])
    assert error.code == "D277"
    (issue,) = error.issues
    assert (issue.row, issue.column, issue.action) == (3, column, "refused")
    assert set(issue.value) == {"*"}
    told = repr(error.issues) + error.render("zh") + error.render("en") + str(error)
    for secret in (cell, PUPIL[:15], PHONE, CARD, "12345678", "张三丰", "李小明"):
        assert secret not in told


@pytest.mark.parametrize(
    "cell",
    [
        "42280120120305001" + ("0" if PUPIL[-1] != "0" else "1"),  # check digit
        with_check_digit("42280120121305001"),  # month 13
        "12345678901",  # no mobile number
        "138123456789",  # twelve digits
        "0718-8222222",  # the school's own line
        "4222000000000009",
        "109.13812345678",
        "422801001001",
        "2023-09-01 00:00:00",
        "示例·龙凤镇·中心小学",
        "负责人:待定的人选名单",
        "校长 室",
        "校长 高度重视",
        "350,360,370,380,390",
    ],
)
def test_nearest_legal_cell_is_kept(tmp_path, cell):
    """Tests numbers and words that only look like personal data."""
    found = read(tmp_path, rows({"remark": cell}))
    assert found.schools[0].remark == cell
    assert found.issues == ()


def test_every_faulty_cell_is_listed(tmp_path):
    """Tests that a user can delete all of them at once."""
    error = refusal(tmp_path, rows({"remark": PHONE}, {}, {"name": f"甲{PUPIL}"}))
    assert [(i.row, i.column) for i in error.issues] == [(2, "remark"), (4, "name")]


def test_phone_under_a_contact_header_is_ignored_but_not_a_card(tmp_path):
    """Tests that heads' phones are left out, and identity cards refused there too."""
    assert codes(read(tmp_path, [row() | {"联系电话": PHONE}]).issues) == ["D123"]
    assert refusal(tmp_path, [row() | {"负责人": PUPIL}]).code == "D277"


def test_eleven_digits_in_a_code_are_no_phone(tmp_path):
    """Tests ids that begin with the code of another province."""
    found = read(tmp_path, rows({"school_id": "13010200001"}))
    assert found.schools[0].school_id == "13010200001"


@pytest.mark.parametrize(
    "header",
    [
        *("身份证号码", "公民身份证", "银行卡号", "学籍号", "学号", "ID_Card"),
        *("学生姓名", "学生名单", "家长手机号", "监护人姓名", "guardian_name"),
    ],
)
def test_headers_of_pupils_and_families(header):
    """Tests the words of the field."""
    assert is_pupil_header(header)


@pytest.mark.parametrize(
    "header", ["学生数", "监护人数", "在校生", "学籍学生数", "name"]
)
def test_headers_of_counts_are_no_personal_data(header):
    """Tests that counts are welcome."""
    assert not is_pupil_header(header)
    assert not is_contact_header(header)


def test_names_under_any_header_are_contact_data(tmp_path):
    """Tests a column of names nobody called so; of pupils it is refused."""
    table = [row(n) | {"备用": name} for n, name in enumerate(NAMES, 1)]
    found = read(tmp_path, table)
    assert codes(found.issues) == ["D123"]
    assert not any(name in repr(found) for name in NAMES)
    table = [row(n) | {"学生": name} for n, name in enumerate(NAMES, 1)]
    assert refusal(tmp_path, table).code == "D124"


def test_places_are_no_names(tmp_path):
    """Tests a column of places, some of which begin with a surname."""
    places = [
        "高坪镇",
        "龙凤镇",
        "黄村",
        "白果乡",
        "毛坝镇",
        "文斗镇",
        "汪营镇",
        "金果乡",
    ]
    table = [row(n) | {"片区": place} for n, place in enumerate(places, 1)]
    assert codes(read(tmp_path, table).issues) == ["D122"]


@pytest.mark.parametrize("header", ["残疾学生数", "留守儿童(人)", "困境儿童数"])
def test_counts_on_protected_groups_are_never_kept(tmp_path, header):
    """Tests that a count below 5 is in no record, issue or table kept."""
    found = read(tmp_path, [row() | {header: "3.25"}])
    assert [(i.code, i.value, i.action) for i in found.issues] == [
        ("D278", header, "ignored")
    ]
    assert "3.25" not in repr(found)
    assert is_sensitive_header(header)


@pytest.mark.parametrize("write", [write_csv, write_xlsx, write_geojson])
def test_every_format_is_refused(tmp_path, write):
    """Tests that no reader lets a card through as a number or a property."""
    path = write(tmp_path / f"a.{write.__name__[6:]}", rows({"remark": PUPIL}))
    with pytest.raises(DataError) as caught:
        check_schools(path)
    assert caught.value.code == "D277"
    assert PUPIL not in repr(caught.value.issues) + str(caught.value)


def test_notes_of_the_pair_table_are_checked(tmp_path):
    """Tests that a note, which the dossier prints, holds no phone."""
    schools = read(tmp_path, rows({}, {})).schools
    table = [pair_row("core", "001", note=f"请联系{PHONE}")]
    with pytest.raises(DataError) as caught:
        read_pair_table(tmp_path, table, schools)
    assert caught.value.code == "D277"


def test_issues_are_masked():
    """Tests texts of headers and notes, which issues quote."""
    issue = Issue("D122", Severity.INFO, value=f"填表人:张三丰 电话:{PHONE}")
    assert mask_issues([issue])[0].value == "填表人:*** 电话:***********"
    assert mask_issues([Issue("D122", Severity.INFO)])[0].value is None


def test_header_with_a_phone_is_not_quoted(tmp_path):
    """Tests a remark typed into the header line."""
    found = read(tmp_path, [row() | {f"表号{PHONE}": "x"}])
    assert codes(found.issues) == ["D122"]
    assert PHONE not in repr(found.issues)


def test_refused_header_with_a_phone_is_not_quoted(tmp_path):
    """Tests errors, and the columns file; a header without a phone is in both."""
    table = [row() | {f"教学仪器设备值(亩)({PHONE})": "1", "运动场地面积(米)": "1"}]
    path = write_csv(tmp_path / "s.csv", table)
    with pytest.raises(DataError) as caught:
        read_schools(path, columns=ColumnsFile(columns={f"没有{PHONE}": "pupils"}))
    told = caught.value.issues
    assert [issue.code for issue in told] == ["D230", "D125", "D125"]
    assert PHONE not in repr(told) + str(caught.value)
    assert "运动场地面积(米)" in repr(told)
    found = examine_schools(path)
    write_columns_file(tmp_path / "columns.toml", found.table, found.columns)
    written = (tmp_path / "columns.toml").read_text(encoding="utf-8")
    assert PHONE not in written
    assert "运动场地面积(米)" in written


@given(st.from_regex(r"[0-9]{17}", fullmatch=True), st.integers(1, 9))
def test_one_wrong_digit_is_no_identity_number(first, by):
    """Tests that the check digit tells every other digit apart."""
    number = with_check_digit(first)
    wrong = "0123456789X"[("0123456789X".index(number[-1]) + by) % 11]
    damaged = (first + wrong).endswith("000")
    assert not is_identity_number(first + wrong) or damaged


@given(st.text())
def test_masking_twice_changes_nothing(text):
    """Tests any text, with what may stand around a number."""
    once = masked(f"{text}{PHONE}")
    assert masked(once) == once
    assert masked(text) == text or "*" in masked(text)


def test_numbers_of_this_file_are_what_they_seem():
    """Tests the checks on numbers by others of their kind."""
    assert is_identity_number(PUPIL)
    assert is_identity_number(f"G{PUPIL}")
    assert is_bank_card(CARD)
    assert not is_bank_card(CARD[:-1] + "8")


# A whole run

SECRETS = [*NAMES, "欧阳修文", PHONE, "13998765432", "4.375"]


def twelve_schools(**extra):
    """Return twelve rows near each other: two cores, ten members."""
    return [
        row(n, school_id=f"S{n:03d}", name=f"示例{'甲乙丙丁戊己庚辛壬癸子丑'[n]}小学")
        | {"lon": f"{109.48 + n / 200:.3f}", "town": "龙凤镇", "pupils": str(300 - n)}
        | {"region_code": "210" if n > 1 else "111", "core": "是" if n < 2 else ""}
        | {"teachers": "25", "backbone": "9", "统计年份": "2023"}
        | {name: text(n) for name, text in extra.items()}
        for n in range(12)
    ]


def plan(path, out):
    """Run the command as users do; return its exit code and all it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "optimizer", "plan", path, "--estimate", "--out", out],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def contents(folder: Path):
    """Yield the bytes of every file of a folder, and of the members of archives."""
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        yield path.name, path.read_bytes()
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                for member in archive.namelist():
                    yield f"{path.name}!{member}", archive.read(member)


def test_no_file_of_a_run_holds_ignored_personal_data(tmp_path):
    """Tests names, phones and small counts over every byte a run leaves behind."""
    table = twelve_schools(
        校长姓名=lambda n: NAMES[n % 6],
        联系电话=lambda n: PHONE if n % 2 else "13998765432",
        备用=lambda n: NAMES[n % 6],
        残疾学生数=lambda n: "4.375",
        统计负责人=lambda n: "欧阳修文",
    )
    path = write_csv(tmp_path / "schools.csv", table)
    out = tmp_path / "out"
    code, printed = plan(path, out)
    assert code == 0, printed
    files = dict(contents(out))
    assert {"plan.json", "run.json", "schools.csv", "plan.xlsx"} <= files.keys()
    assert "示例甲小学".encode() in files["schools.csv"]
    for secret in SECRETS:
        needles = (secret.encode(), secret.encode("unicode_escape"))
        for name, content in files.items():
            assert not any(needle in content for needle in needles), (name, secret)
        assert secret not in printed
    found = read_schools(path)
    write_schools(found.schools, tmp_path / "canonical.csv")
    written = (tmp_path / "canonical.csv").read_text("utf-8-sig")
    assert not any(secret in written or secret in repr(found) for secret in SECRETS)


def test_refused_run_leaves_nothing_and_says_nothing(tmp_path):
    """Tests that a card in 备注 ends the run before a file is made."""
    table = twelve_schools(备注=lambda n: f"家长{PHONE}" if n == 4 else "")
    path = write_csv(tmp_path / "schools.csv", table)
    out = tmp_path / "out"
    code, printed = plan(path, out)
    assert code == 2
    assert not out.exists()
    assert PHONE not in printed
    assert "备注" in printed
