"""The columns file: written, edited, read, and what is asked for until it is stated."""

import tomllib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optimizer.domain import Severity
from optimizer.errors import DataError
from optimizer.ingest import examine_schools, read_schools
from optimizer.ingest.columns import (
    SCHOOL_LAYOUT,
    Columns,
    ColumnsFile,
    Meaning,
    Why,
    match_columns,
    read_columns_file,
    write_columns_file,
)
from optimizer.ingest.tables import Row, Table
from tests.ingest.builders import codes, row, rows, write_csv

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20).filter(str.strip)


def table_of(*headers, cells=()):
    """Return a table with some headers and one row."""
    filled = tuple(cells) or ("",) * len(headers)
    return Table("a.csv", headers, (Row(2, filled),))


def file_of(tmp_path, text):
    """Write a columns file."""
    path = tmp_path / "columns.toml"
    path.write_text(text, encoding="utf-8")
    return path


def renamed(cells, **names):
    """Return a row with some columns under other headers."""
    return {names.get(name, name): text for name, text in cells.items()}


def test_written_file_reads_back_as_what_was_understood(tmp_path):
    """Tests that stating what the program found changes nothing of the schools."""
    table = [renamed(row(n), pupils="在校生数", town="所属学区") for n in (1, 2)]
    table = [cells | {"食堂面积": "80", "备注\n说明": "x"} for cells in table]
    path = write_csv(tmp_path / "s.csv", table)
    first = read_schools(path)
    stated = tmp_path / "columns.toml"
    write_columns_file(stated, first.table, first.columns)
    again = read_schools(path, columns=read_columns_file(stated))
    assert again.schools == first.schools
    assert again.columns.places == first.columns.places
    assert {m.why for m in again.columns.meanings} == {Why.STATED, Why.IGNORED}


def test_written_file_says_why(tmp_path):
    """Tests that each line has the column and the reason beside it."""
    path = write_csv(
        tmp_path / "s.csv", [row() | {"在校学生数合计": "9", "性质": "公办"}]
    )
    found = examine_schools(path)
    stated = tmp_path / "c.toml"
    write_columns_file(stated, found.table, found.columns)
    text = stated.read_text(encoding="utf-8")
    assert '"性质" = "?" # 有多种含义,请填写' in text
    assert '"school_id" = "school_id" # 规范列名' in text
    assert tomllib.loads(text)["columns"]["性质"] == "?"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    headers=st.lists(
        st.text(
            st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20
        ).filter(str.strip),
        min_size=1,
        unique=True,
    ),
    sheet=st.none()
    | st.text(st.characters(exclude_categories=["Cs"])).filter(str.strip),
    year=st.none() | st.integers(1990, 2100),
    lines=st.none() | st.lists(st.integers(1, 99), min_size=1).map(tuple),
)
def test_any_header_survives_the_file(tmp_path, headers, sheet, year, lines):
    """Tests that writing and reading are inverse for hostile headers."""
    meanings = tuple(Meaning(h, k, "pupils", Why.STATED) for k, h in enumerate(headers))
    path = tmp_path / "c.toml"
    given_file = ColumnsFile({}, sheet, lines, "gcj02", year)
    columns = Columns({}, (), meanings)
    write_columns_file(path, table_of(*headers), columns, given=given_file)
    found = read_columns_file(path)
    assert found.columns == dict.fromkeys(headers, "pupils")
    assert (found.sheet, found.year, found.header_rows) == (sheet, year, lines)
    assert found.crs == "gcj02"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("crs = ", "D238"),
        ("[columns]\na = 1", "D239"),
        ("yaer = 2025", "D239"),
        ("year = '2025'", "D239"),
        ("year = true", "D239"),
        ("header_rows = []", "D239"),
        ("header_rows = [0]", "D239"),
        ("sheet = ' '", "D239"),
        ("county = true", "D239"),
        ("county = '武汉市'", "D259"),
        ("county = 42", "D259"),
        ("a = " + "[" * 5000, "D238"),
        ("# " + "x" * 1_000_001, "D238"),
    ],
)
def test_file_with_a_fault_is_refused(tmp_path, text, code):
    """Tests that no entry is passed over in silence."""
    with pytest.raises(DataError) as caught:
        read_columns_file(file_of(tmp_path, text))
    assert caught.value.code == code
    assert caught.value.render("zh")


def test_missing_file_is_told(tmp_path):
    """Tests the file that is not there."""
    with pytest.raises(DataError, match="F102"):
        read_columns_file(tmp_path / "none.toml")


def test_empty_file_states_nothing(tmp_path):
    """Tests that all of it is optional."""
    assert read_columns_file(file_of(tmp_path, "")) == ColumnsFile()


@pytest.mark.parametrize(
    ("stated", "code", "hint"),
    [
        ({"在校生": "pupils"}, "D230", "在校生数"),
        ({"在校生数": "pupil"}, "D231", "pupils"),
        ({"在校生数": "学生"}, "D231", ""),
    ],
)
def test_entry_that_does_not_fit_names_the_nearest(tmp_path, stated, code, hint):
    """Tests headers the file does not have, and columns that do not exist."""
    path = write_csv(tmp_path / "s.csv", [renamed(row(), pupils="在校生数")])
    with pytest.raises(DataError) as caught:
        read_schools(path, columns=ColumnsFile(stated))
    issue = caught.value.issues[0]
    assert (issue.code, issue.severity) == (code, Severity.ERROR)
    assert hint in issue.value


def test_two_headers_are_asked_for_until_one_is_stated(tmp_path):
    """Tests that the answer may name the one to take, or the one to leave."""
    path = write_csv(tmp_path / "s.csv", [row() | {"在校生数": "9"}])
    with pytest.raises(DataError) as caught:
        read_schools(path)
    assert codes(caught.value.issues) == ["D121"]
    for stated, pupils in (({"在校生数": "pupils"}, 9), ({"在校生数": ""}, 350)):
        found = read_schools(path, columns=ColumnsFile(stated))
        assert found.schools[0].pupils == pupils
        assert codes(found.issues) == ["D122"]


@pytest.mark.parametrize(
    ("values", "guess"),
    [
        (("公办", "民办"), "runner? (公办, 民办)"),
        (("小学", "初中"), "type_code? (小学, 初中)"),
        (("公办", "小学"), "runner / type_code"),
        (("", ""), "runner / type_code"),
    ],
)
def test_doubtful_header_is_needed_and_asked_for(tmp_path, values, guess):
    """Tests that values only suggest; without an answer the file is refused."""
    table = [renamed(cells, type_code="学校性质") for cells in rows({}, {})]
    for cells, value in zip(table, values, strict=True):
        cells["学校性质"] = value
    path = write_csv(tmp_path / "s.csv", table)
    with pytest.raises(DataError) as caught:
        read_schools(path)
    assert codes(caught.value.issues) == ["D232"]
    assert guess in caught.value.issues[0].value
    found = examine_schools(path)
    assert found.sheet is None
    assert codes(found.issues) == ["D232"]


def test_answer_is_taken(tmp_path):
    """Tests both answers to 学校性质."""
    table = [renamed(cells, type_code="学校性质") for cells in rows({}, {})]
    path = write_csv(tmp_path / "s.csv", table)
    found = read_schools(path, columns=ColumnsFile({"学校性质": "type_code"}))
    assert found.issues == ()
    with pytest.raises(DataError) as caught:
        read_schools(path, columns=ColumnsFile({"学校性质": "runner"}))
    assert caught.value.code == "D120"


def test_doubtful_header_not_needed_is_a_warning(tmp_path):
    """Tests that the table is read; with both meanings known it is merely unused."""
    path = write_csv(tmp_path / "s.csv", [row() | {"学校性质": "公办"}])
    found = read_schools(path)
    assert [(i.code, i.severity) for i in found.issues] == [("D233", Severity.WARNING)]
    assert found.schools[0].runner is None
    path = write_csv(tmp_path / "s.csv", [row() | {"性质": "公办", "举办者": "县级"}])
    assert codes(read_schools(path).issues) == ["D122"]


def test_file_states_sheet_crs_and_year(tmp_path):
    """Tests the entries beside the headers; two words on the CRS must agree."""
    path = write_csv(tmp_path / "s.csv", rows({}))
    given_file = ColumnsFile(crs="GCJ-02", year=2025)
    found = examine_schools(path, columns=given_file)
    assert found.sheet.crs == "gcj02"
    assert found.sheet.year == 2025
    assert codes(found.issues) == ["D148"]
    with pytest.raises(DataError, match="D234"):
        read_schools(path, crs="bd09", columns=given_file)
    assert read_schools(path, crs="gcj02", columns=given_file).crs == "gcj02"


def test_contact_column_stays_unread_even_if_ignored(tmp_path):
    """Tests that the file does not open a way around."""
    path = write_csv(tmp_path / "s.csv", [row() | {"校长姓名": "张三"}])
    found = read_schools(path, columns=ColumnsFile({"校长姓名": ""}))
    assert "张三" not in repr(found)


HEADERS = {
    "学校（机构）标识码": "school_id",
    "单位名称": "name",
    "所在地_经度": "lon",
    "所在地_纬度": "lat",
    "驻地城乡类型": "region_code",
    "在校生数小学": "pupils_primary",
    "小学在校生数": "pupils_primary",
    "初中_学生人数(人)": "pupils_junior",
    "专任教师数\n其中:高于规定学历": "edu_hi",
    "专任教师数_县级及以上骨干教师": "backbone",
    "教学、科研仪器设备资产值": "equip_yuan",
    "网络多媒体教室(间)": "media_rooms",
    "XXMC": "name",
    "XXBXLXM": "type_code",
    "XZQHM": "county_code",
    "乡（镇、街道）": "town",
    "班级总数(个)": "classes",
    "经度(E)": "lon",
    "ＰＵＰＩＬＳ": "pupils",
    "*学校名称": "name",
    "经纬度": "lonlat",
    "学校": "name",
}


@pytest.mark.parametrize("header", HEADERS)
def test_header_is_known(header):
    """Tests the names of the annual return, of JY/T 1002 and of joined headers."""
    found = match_columns(table_of(header), SCHOOL_LAYOUT)
    assert found.meanings[0].column == HEADERS[header]


@pytest.mark.parametrize(
    "header", ["在校生", "小学生家长", "面积合计", "教学", "XXDZ", "经", "其中", "("]
)
def test_other_header_is_not_forced(header):
    """Tests headers that are near a synonym, but for the one that is one."""
    found = match_columns(table_of(header), SCHOOL_LAYOUT)
    expected = {"在校生": "pupils"}.get(header)
    assert found.meanings[0].column == expected


@pytest.mark.parametrize(
    ("header", "cell", "column", "expected"),
    [
        ("教学仪器设备值(万元)", "36.5", "equip_yuan", 365000.0),
        ("教学仪器设备值（千元）", "365", "equip_yuan", 365000.0),
        ("教学仪器设备值/万元", "36.5", "equip_yuan", 365000.0),
        ("教学仪器设备值(万元)", "36.5万元", "equip_yuan", 365000.0),
        ("教学仪器设备值(万元)", "36.5元", "equip_yuan", None),
        # The power of the header's unit said again counts once; another is refused.
        ("教学仪器设备值(万元)", "36.5万", "equip_yuan", 365000.0),
        ("教学仪器设备值(万元)", "约 36.5 万", "equip_yuan", 365000.0),
        ("教学仪器设备值(万元)", "三十六万", "equip_yuan", 360000.0),
        ("教学仪器设备值(万元)", "36.5万万元", "equip_yuan", None),
        ("教学仪器设备值(万元)", "3.5千", "equip_yuan", None),
        ("教学仪器设备值(万元)", "0.2亿", "equip_yuan", None),
        ("教学仪器设备值(千元)", "三百五十", "equip_yuan", 350000.0),
        ("运动场地面积(亩)", "10", "sport_area_m2", 6666.67),
        ("运动场地面积(公顷)", "0.5", "sport_area_m2", 5000.0),
        ("教学及辅助用房面积(千平方米)", "1.2", "room_area_m2", 1200.0),
        ("在校生数(百人)", "3.5", "pupils", 350),
        ("在校生数(百人)", "3.555", "pupils", None),
    ],
)
def test_unit_of_header_is_converted(tmp_path, header, cell, column, expected):
    """Tests exact units, and the cell that says another unit than the header."""
    cells = {k: v for k, v in row().items() if k != column} | {header: cell}
    found = read_schools(write_csv(tmp_path / "s.csv", [cells]))
    assert getattr(found.schools[0], column) == expected
    assert "D235" in codes(found.issues)
    assert ("D144" in codes(found.issues)) is (expected is None)


@pytest.mark.parametrize(
    "header", ["教学仪器设备值(亩)", "在校生数(%)", "运动场地面积(米)", "经度(米)"]
)
def test_unit_of_another_measure_is_refused(tmp_path, header):
    """Tests that no factor is invented."""
    cells = {k: v for k, v in row().items() if k not in ("lon", "pupils")}
    cells |= {"lon": "109.48"} if "经度" not in header else {}
    path = write_csv(tmp_path / "s.csv", [cells | {header: "36"}])
    assert "D125" in codes(examine_schools(path).issues)


SUBJECTS = {"体育专任教师": "3", "音乐专任教师数": "2", "美术教师": "1"}


@pytest.mark.parametrize(
    ("cells", "column", "expected", "noted"),
    [
        (SUBJECTS, "pe_art", 6, ["D236"]),
        ({"体育教师数": "3", "艺术教师数": "2"}, "pe_art", 5, ["D236"]),
        (SUBJECTS | {"美术教师": ""}, "pe_art", None, ["D144", "D236"]),
        ({"体育教师数": "3", "音乐教师数": "2"}, "pe_art", None, ["D122", "D122"]),
        (SUBJECTS | {"pe_art": "9"}, "pe_art", 9, ["D122"] * 3),
        ({"体育馆面积": "800", "体育场": "2000.5"}, "sport_area_m2", 2800.5, ["D236"]),
        (
            {"教学及辅助用房面积": "1200", "室内体育用房面积": "200"},
            "room_area_m2",
            1000.0,
            ["D236"],
        ),
        (
            {"教学及辅助用房面积": "1200", "室内体育用房面积": ""},
            "room_area_m2",
            None,
            ["D144", "D236"],
        ),
        ({"教学及辅助用房面积": "1200"}, "room_area_m2", 1200.0, []),
        (
            {"room_area_m2": "1200", "室内体育用房面积": "200"},
            "room_area_m2",
            1200.0,
            ["D122"],
        ),
        ({"本科学历教师人数": "9"}, "edu_hi", None, ["D237"]),
    ],
)
def test_column_made_of_several(tmp_path, cells, column, expected, noted):
    """Tests sums and the difference of DOMAIN 2.2; a blank part is unknown, not 0."""
    found = read_schools(write_csv(tmp_path / "s.csv", [row() | cells]))
    assert getattr(found.schools[0], column) == expected
    assert codes(i for i in found.issues if i.code != "D293") == noted


def test_parts_may_be_stated(tmp_path):
    """Tests that several headers stated for a sum are added, for no other column."""
    path = write_csv(tmp_path / "s.csv", [row() | {"甲": "3", "乙": "2"}])
    stated = ColumnsFile({"甲": "pe_art", "乙": "pe_art"})
    assert read_schools(path, columns=stated).schools[0].pe_art == 5
    with pytest.raises(DataError) as caught:
        read_schools(path, columns=ColumnsFile({"甲": "staff", "乙": "staff"}))
    assert codes(caught.value.issues) == ["D121"]


def without_county(number=3):
    """Return rows as most bureaus have them: no column of the county."""
    return [
        {k: v for k, v in row(k).items() if k != "county_code"}
        for k in range(1, number + 1)
    ]


def test_missing_county_is_told_with_the_line_to_write(tmp_path):
    """Tests that a table of one county needs no column for it."""
    path = write_csv(tmp_path / "s.csv", without_county())
    with pytest.raises(DataError) as caught:
        read_schools(path)
    assert caught.value.code == "D251"
    assert "county = " in caught.value.render("zh")
    examined = examine_schools(path)
    write_columns_file(tmp_path / "c.toml", examined.table, examined.columns)
    written = (tmp_path / "c.toml").read_text(encoding="utf-8")
    filled = written.replace('# county = "县市名或六位代码"', 'county = "恩施市"')
    assert filled != written
    found = read_schools(path, columns=read_columns_file(file_of(tmp_path, filled)))
    assert {school.county_code for school in found.schools} == {"422801"}
    assert [(i.code, i.value) for i in found.issues if i.code == "D252"] == [
        ("D252", "422801")
    ]


def test_stated_county_yields_to_a_column(tmp_path):
    """Tests that the table's own county wins, and that this is told."""
    path = write_csv(tmp_path / "s.csv", [row(1)])
    found = read_schools(path, columns=ColumnsFile(county="422822"))
    assert found.schools[0].county_code == row(1)["county_code"]
    assert "D253" in [issue.code for issue in found.issues]


def test_stated_county_survives_the_file(tmp_path):
    """Tests that name or code comes back as code."""
    stated = read_columns_file(file_of(tmp_path, "county = 422801"))
    assert stated == ColumnsFile(county="422801")
    columns = Columns({}, (), ())
    write_columns_file(tmp_path / "d.toml", table_of(), columns, given=stated)
    assert read_columns_file(tmp_path / "d.toml") == stated
