"""Headers: synonyms, missing and doubled columns, personal data, units."""

import pytest

from optimizer.domain import School
from optimizer.errors import DataError
from optimizer.ingest.columns import SCHOOL_COLUMNS
from optimizer.ingest.synonyms import PAIR_HEADERS, SCHOOL_HEADERS, plain
from tests.ingest.builders import codes, read, refused, row, rows

CHINESE = {
    "school_id": "学校（机构）\n标识码",
    "name": " 学校名称 ",
    "county_code": "县（市、区）",
    "town": "乡（镇、街道）",
    "lon": "经度(E)",
    "lat": "纬度（°）",
    "type_code": "学段",
    "pupils": "在校生数(人)",
}


def renamed(cells, names):
    """Return a row under other headers."""
    return {names.get(name, name): text for name, text in cells.items()}


def test_chinese_headers_mean_the_canonical_columns(tmp_path):
    """Tests line breaks, full-width brackets and units in headers."""
    found = read(tmp_path, [renamed(row(), CHINESE)])
    assert found.schools == read(tmp_path, [row()]).schools
    assert found.issues == ()


def test_canonical_columns_are_those_of_a_school():
    """Tests that the table and the type cannot drift apart."""
    assert set(SCHOOL_COLUMNS) == set(School.__slots__)


@pytest.mark.parametrize("headers", [SCHOOL_HEADERS, PAIR_HEADERS])
def test_no_header_means_two_columns(headers):
    """Tests that the synonyms are unambiguous."""
    meanings = {}
    for name, synonyms in headers.items():
        for header in {name, *map(plain, synonyms)}:
            assert meanings.setdefault(header, name) == name, header


def test_missing_columns_are_named_in_one_error(tmp_path):
    """Tests that the error names each missing column with headers to use."""
    table = [{"school_id": "1", "name": "甲", "lat": "30"}]
    with pytest.raises(DataError) as caught:
        read(tmp_path, table)
    assert caught.value.code == "D120"
    missing = [issue.column for issue in caught.value.issues]
    assert missing == ["county_code", "lon", "type_code"]
    assert "经度" in caught.value.render("zh")


def test_town_stands_in_for_the_id_column(tmp_path):
    """Tests that one of the two is enough, and that none is an error."""
    cells = row()
    del cells["school_id"]
    assert codes(read(tmp_path, [cells]).issues) == ["D134"]
    del cells["town"]
    assert refused(lambda: read(tmp_path, [cells])) == ["D120"]


def test_two_headers_of_one_meaning_are_refused(tmp_path):
    """Tests that no column is chosen by chance."""
    assert refused(lambda: read(tmp_path, [row() | {"经度": "109"}])) == ["D121"]


def test_better_header_wins_over_a_fallback(tmp_path):
    """Tests that a county's name beside its code is no conflict."""
    found = read(tmp_path, [row() | {"县市区": "利川市"}])
    assert found.schools[0].county_code == "422801"
    assert codes(found.issues) == ["D122"]


def test_unknown_column_is_listed_and_ignored(tmp_path):
    """Tests that a column is not dropped in silence; an empty one without name is."""
    found = read(tmp_path, [{"": "", " ": "x", "食堂面积": "80"} | row()])
    assert [(i.code, i.value, i.action) for i in found.issues] == [
        ("D122", "#2", "ignored"),
        ("D122", "食堂面积", "ignored"),
    ]


@pytest.mark.parametrize("header", ["校长姓名", "联系电话", "统计负责人", "E-mail"])
def test_contact_column_is_never_kept(tmp_path, header):
    """Tests that neither a school nor an issue holds the cell."""
    found = read(tmp_path, [row() | {header: "张三13800000000"}])
    assert codes(found.issues) == ["D123"]
    assert "张三" not in repr(found)


@pytest.mark.parametrize(
    "header",
    ["身份证号", "学籍号", "学生姓名", "家长联系电话", "监护人", "student_name"],
)
def test_personal_data_of_pupils_is_refused(tmp_path, header):
    """Tests that the file is turned away and the cell shows up nowhere."""
    with pytest.raises(DataError) as caught:
        read(tmp_path, [row() | {header: "李四"}])
    assert caught.value.code == "D124"
    assert "李四" not in repr(caught.value.issues) + caught.value.render("zh")


@pytest.mark.parametrize("header", ["学籍学生数", "家长满意度"])
def test_counts_are_no_personal_data(tmp_path, header):
    """Tests that a count is merely unknown."""
    assert codes(read(tmp_path, [row() | {header: "3"}]).issues) == ["D122"]


def test_other_unit_is_refused(tmp_path):
    """Tests that an area is not read as yuan; the column's own unit is fine."""
    table = [row() | {"教学仪器设备值(平方米)": "36"}]
    assert refused(lambda: read(tmp_path, table)) == ["D125"]
    table = [row() | {"教学仪器设备值（元）": "360000"}]
    assert read(tmp_path, table).schools[0].equip_yuan == 360000


def test_canonical_columns_may_stand_in_any_order(tmp_path):
    """Tests that the order of columns has no meaning."""
    turned = [dict(reversed(cells.items())) for cells in rows({}, {})]
    assert read(tmp_path, turned).schools == read(tmp_path, rows({}, {})).schools
