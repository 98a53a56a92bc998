"""Files to text: formats by content, cells, encodings, and how much is read at all."""

import datetime as dt
import zipfile

import openpyxl
import pytest

from optimizer.errors import DataError
from optimizer.ingest.grids import limits, read_book, sheet_scan
from optimizer.ingest.grids.cell_texts import text_of
from optimizer.ingest.grids.grid import Fault, Merge
from tests.ingest import office_files as office

ROWS = [
    ["学校名称", "标识码", "在校生数"],
    ["示例小学", "001", 350],
    ["乙校", "002", 12.5],
]
TEXTS = [
    ("学校名称", "标识码", "在校生数"),
    ("示例小学", "001", "350"),
    ("乙校", "002", "12.5"),
]


def cells_of(path, **options):
    """Return the cells of the only grid of a file."""
    (grid,) = read_book(path, **options).grids
    return [row.cells for row in grid.rows]


def code_of(path, **options):
    """Return the code a file is refused with; empty if it is read."""
    try:
        read_book(path, **options)
    except DataError as error:
        # Rendering would raise KeyError for a fact that is missing.
        return error.code if error.render("zh") and error.render("en") else "no text"
    return ""


def write_xlsx(path, rows, edit=None):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if edit is not None:
        edit(book)
    book.save(path)
    return path


def write(path, data):
    path.write_bytes(data)
    return path


def test_each_format_gives_equal_cells(tmp_path):
    """Tests xlsx, xls, et, ods and html, and any of them under another's ending."""
    page = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS
    )
    sources = [
        write_xlsx(tmp_path / "a.xlsx", ROWS),
        office.write_xls(tmp_path / "a.xls", ROWS),
        office.write_ods(tmp_path / "a.ods", ROWS),
        write(tmp_path / "a.html", f"<table>{page}</table>".encode()),
    ]
    for source in sources:
        assert cells_of(source) == TEXTS
        assert read_book(source).issues == ()
        for ending in {".xlsx", ".xls", ".et", ".ods", ".csv"} - {source.suffix}:
            renamed = write(tmp_path / f"b{ending}", source.read_bytes())
            assert cells_of(renamed) == TEXTS
            is_honest = (source.suffix, ending) == (".xls", ".et")
            told = [issue.code for issue in read_book(renamed).issues]
            assert told == ([] if is_honest else ["D200"])


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.xlsx", b"%PDF-1.7", "D206"),
        ("a.et", office.ole({"ET Private": b"x"}), "D206"),
        ("a.xlsx", office.ole({"EncryptedPackage": b"x"}), "D201"),
        ("a.xls", b'<?xml version="1.0"?><?mso-application?><Workbook '
         b'xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "D206"),
        ("a.xlsx", b"\x00\x01\x02", "F103"),
        ("a.xlsx", b"", "F103"),
        ("a.csv", b"", "F110"),
        ("a.pdf", b"x", "D103"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"),
         "F103"),
        ("a.csv", b"\xff\xfe\x00", "F108"),
        ("a.csv", b"\x81\xff,\xff", "F108"),
        ("a.csv", b'a,b\n"1,2\n', "F103"),
        ("a.html", b"<html><p>none</p></html>", "F103"),
    ],
)  # fmt: skip
def test_other_content_is_refused(tmp_path, name, data, code):
    """Tests encrypted, foreign and damaged files."""
    assert code_of(write(tmp_path / name, data)) == code


def test_other_zips_are_refused(tmp_path):
    """Tests a text document, an xlsb, and a zip with a password."""
    for names in (["word/document.xml", "[Content_Types].xml"], ["x.csv"]):
        with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as package:
            for name in names:
                package.writestr(name, "x")
        assert code_of(tmp_path / "a.xlsx") == "D206"
    path = office.write_sheet_xml(
        tmp_path / "b.xlsx", "", extra=[("xl/workbook.bin", b"x")]
    )
    assert code_of(path) == "D206"
    data = bytearray(write_xlsx(tmp_path / "c.xlsx", ROWS).read_bytes())
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    assert code_of(write(tmp_path / "c.xlsx", bytes(data))) == "D201"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("mark", [",", ";", "\t", "|", "，"])
def test_text_in_any_usual_writing(tmp_path, encoding, mark):
    """Tests encodings and delimiters, with quotes and a line break in a cell."""
    text = f'校名{mark}备注\r\n东瀼口{mark}"甲{mark}""乙""\r\n丙"\r\n\r\n丁{mark}戊\r\n'
    path = write(tmp_path / "a.csv", text.encode(encoding))
    (grid,) = read_book(path).grids
    assert [row.cells for row in grid.rows] == [
        ("校名", "备注"),
        ("东瀼口", f'甲{mark}"乙"\r\n丙'),
        ("丁", "戊"),
    ]
    assert [row.number for row in grid.rows] == [1, 2, 4]


def test_remarks_with_other_marks_do_not_change_the_delimiter(tmp_path):
    """Tests a remark full of semicolons."""
    path = write(tmp_path / "a.csv", "校名,备注\n甲,a;b;c;d\n乙,e\n".encode())
    assert cells_of(path)[1] == ("甲", "a;b;c;d")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1001.0, "1001"),
        (-3.0, "-3"),
        (999_999_999_999_999.0, "999999999999999"),
        (1e15, "1E+15"),
        (109.48999999999999, "109.49"),
        (0.85, "0.85"),
        (1e-7, "0.0000001"),
        (True, "TRUE"),
        (dt.date(2023, 9, 1), "2023-09-01"),
        (dt.datetime(2023, 9, 1, 8, 30), "2023-09-01 08:30:00"),
        (dt.datetime(2023, 9, 1), "2023-09-01"),
        (" 0101", " 0101"),
        (None, ""),
    ],
)
def test_value_as_text(value, text):
    """Tests what a cell's value becomes."""
    assert text_of(value) == text


def test_numbers_that_lost_digits_are_told(tmp_path):
    """Tests sixteen digits and fifteen, as numbers and as text."""
    rows = [[4228010000123456, 422801000012345, "4228010000123456"]]
    (grid,) = read_book(write_xlsx(tmp_path / "a.xlsx", rows)).grids
    assert [(fault.code, fault.column) for fault in grid.faults] == [("D214", 1)]
    assert "E+15" in grid.rows[0].cells[0]
    assert grid.rows[0].cells[1:] == ("422801000012345", "4228010000123456")


def test_error_values_are_told_and_blank(tmp_path):
    """Tests error cells in every format, and a name that only looks like one."""
    rows = [["#REF!", "#N/A的小学", "甲"]]

    def mark(book):
        book.active["A1"].data_type = "e"
        book.active["B1"].data_type = "s"

    paths = [
        write_xlsx(tmp_path / "a.xlsx", rows, mark),
        office.write_xls(tmp_path / "a.xls", rows),
        office.write_ods(tmp_path / "a.ods", rows),
        write(tmp_path / "a.csv", ",".join(rows[0]).encode()),
        write(tmp_path / "a.html", b"<table><tr><td>#REF!<td>#N/A\xe7\x9a\x84\xe5\xb0"
              b"\x8f\xe5\xad\xa6<td>\xe7\x94\xb2</table>"),
    ]  # fmt: skip
    for path in paths:
        (grid,) = read_book(path).grids
        assert grid.faults == (Fault("D213", 1, 1, "#REF!"),), path.name
        assert grid.rows[0].cells == ("", "#N/A的小学", "甲"), path.name


def test_formulas_without_result_are_told(tmp_path):
    """Tests no value, a blank value, a stored number and a stored blank text."""
    body = (
        '<row r="1"><c r="A1"><f>1+1</f></c><c r="B1"><f>1+2</f><v></v></c>'
        '<c r="C1"><f>1+3</f><v>4</v></c><c r="D1" t="str"><f>""</f><v></v></c>'
        '<c r="E1"><v>5</v></c></row>'
    )
    (grid,) = read_book(office.write_sheet_xml(tmp_path / "a.xlsx", body)).grids
    assert grid.faults == (Fault("D110", 1, 1, "=1+1"), Fault("D110", 1, 2, "=1+2"))
    assert grid.rows[0].cells == ("", "", "4", "", "5")


def test_prefixed_names_and_cells_without_place(tmp_path):
    """Tests XML as other programs write it."""
    body = (
        '<m:row r="3" hidden="1"><m:c><m:v>7</m:v></m:c><m:c t="e"><m:v>#N/A</m:v>'
        "</m:c></m:row>"
    )
    path = office.write_sheet_xml(tmp_path / "a.xlsx", body, prefix="m")
    (grid,) = read_book(path).grids
    assert [(row.number, row.cells[0]) for row in grid.rows] == [(3, "7")]
    assert grid.hidden_rows == (3,)
    assert grid.faults == (Fault("D213", 3, 2, "#N/A"),)


def test_merges_and_hidden_lines(tmp_path):
    """Tests what stands beside the values, in xlsx, xls, ods and html."""

    def edit(book):
        page = book.active
        page.merge_cells("A2:A3")
        page.row_dimensions[3].hidden = True
        page.row_dimensions[9].hidden = True
        page.column_dimensions["C"].hidden = True
        page.column_dimensions["Z"].hidden = True

    (grid,) = read_book(write_xlsx(tmp_path / "a.xlsx", ROWS, edit)).grids
    assert grid.merges == (Merge(2, 1, 3, 1),)
    assert (grid.hidden_rows, grid.hidden_columns) == ((3,), (3,))
    (grid,) = read_book(
        office.write_xls(tmp_path / "a.xls", ROWS, merges=[(2, 1, 3, 1)])
    ).grids
    assert grid.merges == (Merge(2, 1, 3, 1),)
    rows = [
        ["a", "b"],
        office.ods_row(
            [office.ods_cell("c", number_rows_spanned=2), "d"], visibility="collapse"
        ),
        ["<table:covered-table-cell/>", "e"],
    ]
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    path = office.write_ods(tmp_path / "a.ods", rows, columns=columns)
    (grid,) = read_book(path).grids
    assert grid.merges == (Merge(2, 1, 3, 1),)
    assert (grid.hidden_rows, grid.hidden_columns) == ((2,), (2,))
    page = b"<table><tr><td rowspan=2>a<td>b<tr><td>c<br>d</table>"
    (grid,) = read_book(write(tmp_path / "a.html", page)).grids
    assert [row.cells for row in grid.rows] == [("a", "b"), ("", "c\nd")]
    assert grid.merges == (Merge(1, 1, 2, 1),)


def test_sheets_keep_names_and_hiding(tmp_path):
    """Tests hidden sheets, charts, and a sheet by name."""

    def edit(book):
        book.create_sheet("甲").sheet_state = "hidden"
        book.create_sheet("乙").sheet_state = "veryHidden"
        book.create_chartsheet("图")

    path = write_xlsx(tmp_path / "a.xlsx", ROWS, edit)
    grids = read_book(path).grids
    assert [(g.sheet, g.is_hidden) for g in grids] == [
        ("Sheet", False),
        ("甲", True),
        ("乙", True),
    ]
    assert [g.sheet for g in read_book(path, sheet="甲").grids] == ["甲"]
    assert code_of(path, sheet="丙") == "D107"


HEAD = '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>'


def test_blank_lines_to_the_end_of_the_sheet_are_read_as_a_stream(tmp_path):
    """Tests a sheet formatted to its last row; and one with a value there."""
    blank = (f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(2, 1_048_577, 8))
    path = office.write_sheet_xml(tmp_path / "a.xlsx", [HEAD, *blank])
    assert cells_of(path) == [("a",)]
    last = '<row r="1048576"><c r="A1048576"><v>1</v></c></row>'
    assert code_of(office.write_sheet_xml(tmp_path / "b.xlsx", HEAD + last)) == "D204"
    wide = '<row r="2"><c r="XFD2"><v>1</v></c></row>'
    assert code_of(office.write_sheet_xml(tmp_path / "c.xlsx", HEAD + wide)) == "D204"


def test_repeats_of_ods_are_counted_before_they_are_laid_out(tmp_path):
    """Tests a few bytes that stand for a full sheet, and for a blank one."""
    full = office.ods_cell("x", number_columns_repeated=16_384)
    rows = [["a"], office.ods_row([full], number_rows_repeated=1_048_575)]
    assert code_of(office.write_ods(tmp_path / "a.ods", rows)) == "D204"
    blank = office.ods_cell("", number_columns_repeated=16_384)
    rows = [["a"], office.ods_row([blank], number_rows_repeated=1_048_575)]
    assert cells_of(office.write_ods(tmp_path / "b.ods", rows)) == [("a",)]


def test_xls_of_far_corners_is_refused(tmp_path):
    """Tests many sheets that would each be laid out in full."""
    far = office._cell(65_535, 255, 1)
    data = office.xls_bytes({"a": [["x"]]})
    at = data.find(office._cell(0, 0, "x"))
    grown = data[:at] + far + data[at + len(far) :]
    assert code_of(write(tmp_path / "a.xls", grown)) == "D204"


def test_zip_bombs_are_refused(tmp_path):
    """Tests a part that packs too well, too many parts, and a lie on its size."""
    big = [("xl/media/a.bin", bytes(64 * 2**20))]
    path = office.write_sheet_xml(tmp_path / "a.xlsx", HEAD, extra=big)
    assert code_of(path) == "D203"
    many = [(f"xl/x{k}", b"") for k in range(limits.MAX_ENTRIES + 1)]
    path = office.write_sheet_xml(tmp_path / "b.xlsx", HEAD, extra=many)
    assert code_of(path) == "D203"
    data = bytearray(
        office.write_sheet_xml(
            tmp_path / "c.xlsx", HEAD, extra=[("xl/x", bytes(5000))]
        ).read_bytes()
    )
    for magic, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = data.rfind(magic)
        data[at + offset : at + offset + 4] = (100).to_bytes(4, "little")
    assert code_of(write(tmp_path / "c.xlsx", bytes(data))) == "F103"
    few = [(f"xl/x{k}", b"") for k in range(100)]
    path = office.write_sheet_xml(tmp_path / "d.xlsx", HEAD, extra=few)
    assert code_of(path) == ""


def test_total_of_all_parts_is_bounded(tmp_path, monkeypatch):
    """Tests the sum of the unpacked sizes, at the limit and one byte over."""
    path = office.write_sheet_xml(tmp_path / "a.xlsx", HEAD)
    with zipfile.ZipFile(path) as package:
        total = sum(part.file_size for part in package.infolist())
    monkeypatch.setattr("optimizer.ingest.grids.package.MAX_UNPACKED_BYTES", total)
    assert code_of(path) == ""
    monkeypatch.setattr("optimizer.ingest.grids.package.MAX_UNPACKED_BYTES", total - 1)
    assert code_of(path) == "D203"


def test_large_files_are_refused_by_their_size(tmp_path):
    """Tests a 50 MB csv, without reading it."""
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.truncate(50 * 2**20)
    assert code_of(path) == "D202"
    with (tmp_path / "a.xlsx").open("wb") as file:
        file.truncate(limits.MAX_FILE_BYTES + 1)
    assert code_of(tmp_path / "a.xlsx") == "D202"


@pytest.mark.parametrize(
    ("length", "code"), [(32_767, ""), (32_768, "D205"), (200_000, "D205")]
)
def test_long_cells(tmp_path, length, code):
    """Tests the limit of a cell and what is beyond it, in three formats."""
    text = "长" * length
    assert code_of(write(tmp_path / "a.csv", f"a,{text}".encode())) == code
    page = f"<table><tr><td>{text}</table>"
    assert code_of(write(tmp_path / "a.html", page.encode())) == code
    body = f'<row><c t="inlineStr"><is><t>{text}</t></is></c></row>'
    assert code_of(office.write_sheet_xml(tmp_path / "a.xlsx", body)) == code


def test_rows_of_a_csv_are_bounded(tmp_path, monkeypatch):
    """Tests the limit of rows, and blank lines beyond it."""
    monkeypatch.setattr(limits, "MAX_ROWS", 3)
    assert code_of(write(tmp_path / "a.csv", b"a\n1\n2\n\n\n")) == ""
    assert code_of(write(tmp_path / "a.csv", b"a\n1\n2\n3\n")) == "D204"


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_cut_and_garbled_workbooks_are_refused_or_read(tmp_path, ending):
    """Tests that damage is never more than an error of ours."""
    path = tmp_path / f"a.{ending}"
    {"xlsx": write_xlsx, "xls": office.write_xls, "ods": office.write_ods}[ending](
        path, ROWS
    )
    whole = path.read_bytes()
    for length in range(0, len(whole), max(len(whole) // 40, 1)):
        code_of(write(path, whole[:length]))
    for place in range(0, len(whole), max(len(whole) // 200, 1)):
        garbled = bytearray(whole)
        garbled[place] ^= 0xFF
        code_of(write(path, bytes(garbled)))


def test_many_errors_do_not_hide_a_lost_result(tmp_path, monkeypatch):
    """Tests that each kind of fault is capped by itself."""
    monkeypatch.setattr(sheet_scan, "_MAX_FAULTS", 2)
    errors = '<c t="e"><v>#N/A</v></c>' * 4
    body = f'<row r="1">{errors}<c r="E1"><f>1+1</f></c></row>'
    (grid,) = read_book(office.write_sheet_xml(tmp_path / "a.xlsx", body)).grids
    scanned = [fault.column for fault in grid.faults if fault.code == "D213"]
    assert scanned[:2] == [1, 2]
    assert Fault("D110", 1, 5, "=1+1") in grid.faults
