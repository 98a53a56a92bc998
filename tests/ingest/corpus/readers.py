"""Files as offices send them: shape, sheets, formats. Names are fictional."""

import openpyxl

from tests.ingest import builders, office_files
from tests.ingest.corpus.case import CorpusCase, Expected

HEADER = [
    "学校标识码",
    "学校名称",
    "区划代码",
    "乡镇",
    "经度",
    "纬度",
    "办学类型",
    "在校生数",
]


def school(number, **cells):
    """Return one school as a list in the order of the header."""
    values = {
        "学校标识码": f"00{number}",
        "学校名称": f"示例小学{number}",
        "区划代码": "422801",
        "乡镇": "舞阳坝街道",
        "经度": 109.48 + number / 100,
        "纬度": 30.29,
        "办学类型": "211",
        "在校生数": 350 + number,
        **cells,
    }
    return [values[name] for name in HEADER]


def book(rows, *, merges=(), name="学校表", edit=None):
    """Return a writer of a workbook with one sheet of rows and merged ranges."""

    def write(home):
        made = openpyxl.Workbook()
        page = made.active
        page.title = name
        for row in rows:
            page.append(row)
        for merge in merges:
            page.merge_cells(merge)
        if edit is not None:
            edit(made)
        made.save(home / "t.xlsx")
        return home / "t.xlsx"

    return write


def csv_text(text, *, name="t.csv", encoding="utf-8"):
    """Return a writer of a text file."""

    def write(home):
        (home / name).write_bytes(text.encode(encoding))
        return home / name

    return write


def lines(rows, mark=","):
    """Return rows as delimited text."""
    return "\r\n".join(mark.join(map(str, row)) for row in rows)


TWO = {"001": {"pupils": 351}, "002": {"pupils": 352}}
PLAIN = [HEADER, school(1), school(2)]


def _hide(made):
    page = made.active
    page.row_dimensions[3].hidden = True
    page.column_dimensions["H"].hidden = True


def _more_sheets(made):
    notes = made.create_sheet("填表说明", 0)
    notes.append(["说明", "请如实填写"])
    secret = made.create_sheet("字典")
    secret.append(["211", "小学"])
    secret.sheet_state = "veryHidden"


def _two_years(made):
    page = made.create_sheet("2024")
    for row in PLAIN:
        page.append(row)


def _another_town(made):
    page = made.create_sheet("芭蕉乡")
    for row in (HEADER[:-1], school(3)[:-1]):
        page.append(row)


def _errors(made):
    page = made.active
    page["H2"].value, page["H2"].data_type = "#REF!", "e"
    page["H3"].value = "=1+350"


def _form_rows(number, unit="元"):
    values = dict(zip(HEADER, school(number), strict=True))
    items = [
        [k, "基本", name, "", v, "是", ""]
        for k, (name, v) in enumerate(values.items(), start=1)
    ]
    return [
        [f"示例小学{number}填报表"],
        ["序号", "类别", "填报项目", "单位", "填报值", "是否必填", "备注"],
        *items,
        [9, "条件", "教学仪器设备值", unit, 120000, "否", ""],
        ["填表人：张某", "", "", "", "联系电话：13800000000"],
    ]


def _forms(made):
    page = made.create_sheet("表2")
    for row in _form_rows(2):
        page.append(row)


CASES = [
    CorpusCase(
        "title, units, total and signature",
        book(
            [
                ["恩施市义务教育学校基本情况表"],
                ["填报单位：示例教育局", "", "", "", "", "", "单位：人"],
                HEADER,
                school(1),
                school(2),
                ["", "合  计", "", "", "", "", "", 703],
                ["注：不含幼儿园"],
                ["填表人：张某", "", "联系电话：", "13800000000"],
            ],
            merges=["A1:H1"],
        ),
        Expected(
            issues=(
                ("D218", 1),
                ("D218", 2),
                ("D219", 6),
                ("D220", 7),
                ("D220", 8),
            ),
            schools=TWO,
            excluded=(1, 2, 6, 7, 8),
        ),
    ),
    CorpusCase(
        "a school called 合计 stays",
        book(
            [
                HEADER,
                school(1, 学校名称="合计沟小学"),
                school(2, 学校名称="示例合计"),
                ["", "小计", "", "", "", "", "", 703],
            ]
        ),
        Expected(
            issues=(("D219", 4),),
            schools={"001": {"name": "合计沟小学"}, "002": {"name": "示例合计"}},
            excluded=(4,),
        ),
    ),
    CorpusCase(
        "header of two merged rows, annual return",
        book(
            [
                [*HEADER[:4], "所在地", "", "办学类型", "在校生数", "", ""],
                ["", "", "", "", "经度", "纬度", "", "合计", "小学", "初中"],
                [*school(1, 办学类型="312"), 200, 151],
                [*school(2), 352, ""],
            ],
            merges=[
                *(f"{c}1:{c}2" for c in "ABCDG"),
                "E1:F1",
                "H1:J1",
            ],
        ),
        Expected(
            issues=(("D217", 1),),
            schools={
                "001": {"pupils": 351, "pupils_primary": 200, "pupils_junior": 151},
                "002": {"pupils": 352, "pupils_primary": 352, "lon": 109.5},
            },
        ),
    ),
    CorpusCase(
        "two header rows in a csv, the merge lost",
        csv_text(
            lines(
                [
                    [*HEADER[:4], "所在地", "", "办学类型", "在校生数"],
                    ["", "", "", "", "经度", "纬度", "", "(人)"],
                    school(1),
                    school(2),
                ]
            ),
            encoding="gb18030",
        ),
        Expected(issues=(("D217", 1),), schools=TWO),
    ),
    CorpusCase(
        "header again on each printed page, columns numbered",
        book(
            [
                ["学校一览表"],
                HEADER,
                [1, 2, 3, 4, 5, 6, 7, 8],
                school(1),
                ["学校一览表"],
                HEADER,
                school(2),
            ],
            merges=["A1:H1", "A5:H5"],
        ),
        Expected(
            issues=(("D218", 1), ("D222", 3), ("D221", 5), ("D221", 6)),
            schools=TWO,
            excluded=(1, 3, 5, 6),
        ),
    ),
    CorpusCase(
        "town merged down, figure merged over two schools",
        book(
            [HEADER, school(1), school(2, 乡镇="", 在校生数=""), school(3, 乡镇="")],
            merges=["D2:D3", "H2:H3"],
        ),
        Expected(
            issues=(
                ("D216", 2),
                ("D215", 3),
                ("D164", 2),
                ("D164", 3),
                ("D142", 4),
            ),
            schools={
                "001": {"town": "舞阳坝街道", "pupils": None},
                "002": {"town": "舞阳坝街道", "pupils": None},
                "003": {"town": None, "pupils": 353},
            },
        ),
    ),
    CorpusCase(
        "hidden row and column are read and told",
        book(PLAIN, edit=_hide),
        Expected(issues=(("D211", None), ("D212", None)), schools=TWO),
    ),
    CorpusCase(
        "a sheet for each town, of which one has a column less",
        book(PLAIN, edit=_another_town),
        Expected(issues=(("D228", None),), schools=TWO),
    ),
    CorpusCase(
        "the right sheet of three",
        book(PLAIN, edit=_more_sheets),
        Expected(issues=(("D210", None), ("D227", None)), schools=TWO),
    ),
    CorpusCase(
        "two sheets of equal worth",
        book(PLAIN, name="2025", edit=_two_years),
        Expected(refused=True),
    ),
    CorpusCase(
        "the same, one named",
        book(PLAIN, name="2025", edit=_two_years),
        Expected(schools=TWO),
        {"sheet": "2025"},
    ),
    CorpusCase(
        "an error value and a formula nobody computed",
        book(PLAIN, edit=_errors),
        Expected(issues=(("D110", 3),), refused=True),
    ),
    CorpusCase(
        "code of eighteen digits stored as a number",
        book([HEADER, school(1, 学校标识码=422801000012345678), school(2)]),
        Expected(issues=(("D135", 2),), refused=True),
    ),
    CorpusCase(
        "xls",
        lambda home: office_files.write_xls(
            home / "t.xls", [["学校一览表"], *PLAIN], merges=[(1, 1, 1, 8)]
        ),
        Expected(issues=(("D218", 1),), schools=TWO, excluded=(1,)),
    ),
    CorpusCase(
        "et with an error value",
        lambda home: office_files.write_xls(
            home / "t.et", [HEADER, school(1), school(2, 在校生数="#N/A")]
        ),
        Expected(issues=(("D213", 3), ("D164", 3)), schools={"001": {}, "002": {}}),
    ),
    CorpusCase(
        "ods",
        lambda home: office_files.write_ods(home / "t.ods", PLAIN),
        Expected(schools=TWO),
    ),
    CorpusCase(
        "html under the ending xls",
        csv_text(
            '<html><meta charset="gb2312"><table><tr><td colspan=8>学校一览表</td></tr>'
            + "".join(
                "<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>"
                for row in PLAIN
            )
            + "</table></html>",
            name="t.xls",
            encoding="gb18030",
        ),
        Expected(issues=(("D200", None), ("D218", 1)), schools=TWO, excluded=(1,)),
    ),
    CorpusCase(
        "csv under the ending xlsx",
        csv_text(lines(PLAIN), name="t.xlsx"),
        Expected(issues=(("D200", None),), schools=TWO),
    ),
    CorpusCase(
        "utf-16 with a mark, parted by tabs",
        csv_text(lines(PLAIN, "\t"), name="t.txt", encoding="utf-16"),
        Expected(schools=TWO),
    ),
    CorpusCase(
        "full-width commas",
        csv_text(lines(PLAIN, "，")),
        Expected(schools=TWO),
    ),
    CorpusCase(
        "vertical forms, one sheet a school",
        book(_form_rows(1), edit=_forms),
        Expected(
            issues=(
                ("D223", 1),
                ("D223", 2),
                ("D218", 1),
                ("D220", 12),
                ("D218", 1),
                ("D220", 12),
            ),
            schools={
                "001": {"pupils": 351, "equip_yuan": 120000.0},
                "002": {"pupils": 352, "equip_yuan": 120000.0},
            },
            excluded=(1, 12),
            quiet=frozenset({"D293"}),
        ),
    ),
    CorpusCase(
        "form with a value in another unit",
        book(_form_rows(1, unit="万元")),
        Expected(
            issues=(("D223", 1), ("D235", None)),
            schools={"001": {"equip_yuan": 1_200_000_000.0}},
            quiet=frozenset({"D218", "D220", "D293", "D274", "D275"}),
            excluded=(1, 12),
        ),
    ),
    CorpusCase(
        "text is no workbook",
        lambda home: builders.write_csv(home / "t.xlsx", [{"甲乙": "丙丁"}]),
        Expected(refused=True),
    ),
]
