"""The fill-in workbook: drop-downs, notes, print set-up, same bytes."""

import openpyxl
import pytest

from optimizer.report.template import Choices, County, write_template
from optimizer.report.template.fields import FIELDS, PAIR_FIELDS

CHOICES = Choices(
    {"county_code": ["422801"], "type_code": ["小学", "教学点"], "core": ["是", "否"]},
    County("422801", "恩施市"),
    ("愿意", "不愿意"),
)


@pytest.fixture
def book(tmp_path):
    write_template(tmp_path / "t.xlsx", CHOICES)
    return openpyxl.load_workbook(tmp_path / "t.xlsx")


def test_sheets_headers_and_example(book):
    assert book.sheetnames == ["学校信息表", "学校意愿表", "填表说明"]
    page = book["学校信息表"]
    heads = [cell.value for cell in page[1]]
    assert len(heads) == len(FIELDS)
    assert heads[:3] == ["*学校标识码", "*学校名称", "*县市区划代码"]
    assert page["A2"].value == "【示例】"
    assert page["C2"].value == "422801"
    assert page.freeze_panes == "C2"
    assert page.print_title_rows == "$1:$1"
    assert page.page_setup.orientation == "landscape"
    assert page["A1"].comment is not None
    assert page["A3"].value is None


def rules_of(page):
    """Return the validation of each column by its header."""
    return {
        page.cell(1, area.min_col).value: rule
        for rule in page.data_validations.dataValidation
        for area in rule.sqref.ranges
    }


def test_every_column_has_a_note_and_its_rule(book):
    rules = rules_of(book["学校信息表"])
    assert len(rules) == len(FIELDS)
    assert all(rule.prompt for rule in rules.values())
    assert rules["*办学类型"].formula1 == '"小学,教学点"'
    assert (rules["*经度(度)"].type, rules["*经度(度)"].formula1) == ("decimal", "73")
    pupils = rules["在校生数(人)"]
    assert (pupils.type, pupils.formula2) == ("whole", "20000")
    assert "不要填 0" in pupils.error
    assert str(pupils.sqref) == "K3:K1002"
    kinds = rules_of(book["学校意愿表"])["*类型"]
    assert kinds.formula1 == '"愿意,不愿意"'


def test_guide_explains_every_column_privacy_and_crs(book):
    text = "\n".join(
        str(c.value) for row in book["填表说明"].iter_rows() for c in row if c.value
    )
    for each in (*FIELDS, *PAIR_FIELDS):
        assert each.source in text
    for word in ("不得填写学生姓名", "GCJ02", "520 至 555 米", "422801", "必填"):
        assert word in text


def test_same_choices_same_bytes(tmp_path):
    for name in ("a", "b"):
        write_template(tmp_path / f"{name}.xlsx", CHOICES, "en")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
