"""Generated damage to a clean table: no crash, no silent change, no lost row."""

import csv
import datetime
import io
import re

import openpyxl
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from optimizer.domain import Issue, Severity
from optimizer.errors import DataError
from optimizer.ingest import read_schools
from optimizer.messages import has_text
from tests.ingest import builders

COUNTS = ("pupils", "pupils_primary", "pupils_junior", "classes", "teachers", "staff")
CLEAN = [
    builders.row(
        n,
        pupils=60 * n,
        pupils_primary=60 * n,
        pupils_junior="",
        classes=6,
        teachers=4 * n + 2,
        staff=5 * n + 3,
        weak="否",
        region_code="220",
        opened="1998-09",
        remark="",
    )
    for n in range(1, 7)
]
HEADER = list(CLEAN[0])

WRITINGS = st.sampled_from(
    [
        "",
        " ",
        "0",
        "-1",
        "—",
        "无",
        "约120",
        "350人",
        "1,234",
        "１２３",
        "三百五十",
        "1.2万",
        "4.22801E+11",
        "100-120",
        "#REF!",
        "是",
        "×",
        "211 小学",
        "中学",
        "城市",
        "109°29′17″",
        "30.29,109.48",
        "g109.48,30.29",
        "3352768.5",
        "2019.09",
        "43709",
        "合计",
        "=1+1",
        "</script>",
        "\u202e\u0000".replace("\u0000", ""),
        "恩施市舞阳坝街道办事处",
        "13812345678",
        "42280119900101123X",
    ]
)
TEXTS = st.one_of(
    WRITINGS,
    st.text(
        st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\x00"),
        max_size=20,
    ),
    st.integers(-(10**15), 10**15).map(str),
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
)
CELL_FAULTS = st.tuples(
    st.just("cell"), st.integers(0, 5), st.sampled_from(HEADER), TEXTS
)
ROW_FAULTS = st.one_of(
    st.tuples(st.just("repeat"), st.integers(0, 5)),
    st.tuples(st.just("blank"), st.integers(0, 5)),
    st.tuples(st.just("total"), st.integers(0, 6)),
    st.tuples(st.just("drop column"), st.sampled_from(HEADER)),
    st.tuples(st.just("swap columns"), st.sampled_from(HEADER), st.booleans()),
    st.tuples(st.just("title"), st.sampled_from(["恩施市学校信息表", "2024年", ""])),
)
FAULTS = st.lists(st.one_of(CELL_FAULTS, CELL_FAULTS, ROW_FAULTS), max_size=4)

ONLY_AN_ERROR = [[("blank", k), ("cell", k, "school_id", "#REF!")] for k in (1, 0)]
"""A row that holds nothing but an error value, among schools and below the header."""


def damaged(faults):  # noqa: C901 - one branch for each kind of fault
    """Return header and rows of the clean table with faults, as lists of text."""
    header = list(HEADER)
    rows = [[cells[name] for name in header] for cells in CLEAN]
    above = []
    for kind, *details in faults:
        if kind == "cell" and details[1] in header and details[0] < len(rows):
            rows[details[0]][header.index(details[1])] = details[2]
        elif kind == "repeat":
            rows.append(list(rows[details[0]]))
        elif kind == "blank":
            rows.insert(details[0], [""] * len(header))
        elif kind == "total":
            sums = ["合计"] + [""] * (len(header) - 1)
            if "pupils" in header:
                sums[header.index("pupils")] = "1260"
            rows.insert(details[0], sums)
        elif kind == "drop column" and details[0] in header:
            at = header.index(details[0])
            header.pop(at)
            for row in rows:
                row.pop(at)
        elif kind == "swap columns" and details[0] in header:
            at, to = header.index(details[0]), -1 if details[1] else 0
            for row in (header, *rows):
                row[at], row[to] = row[to], row[at]
        elif kind == "title":
            above.append([details[0]] + [""] * (len(header) - 1))
    return above, header, rows


def as_csv(path, lines):
    """Write lines of text as csv."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows(lines)
    path.write_bytes(file.getvalue().encode("utf-8-sig"))
    return path


def as_xlsx(path, lines):
    """Write lines as a workbook, plain whole numbers as numbers."""
    book = openpyxl.Workbook()
    page = book.active
    for r, line in enumerate(lines, start=1):
        for c, text in enumerate(line, start=1):
            if not text:
                continue
            if re.fullmatch(r"[1-9]\d{0,8}", text):
                page.cell(r, c, int(text))
            else:
                cell = page.cell(r, c)
                cell.value = openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub("", text)
                cell.data_type = "s"
    book.save(path)
    return path


def outcome(path):
    """Return the schools (none if refused) and the issues; any other error is ours."""
    try:
        table = read_schools(path)
    except DataError as error:
        return None, error.issues or [Issue(error.code, Severity.ERROR)]
    assert all(issue.severity is not Severity.ERROR for issue in table.issues)
    return table.schools, table.issues


@settings(
    max_examples=80,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@example(faults=ONLY_AN_ERROR[0], as_workbook=False)
@example(faults=ONLY_AN_ERROR[1], as_workbook=False)
@given(faults=FAULTS, as_workbook=st.booleans())
def test_damage_is_told_row_by_row(tmp_path, faults, as_workbook):
    above, header, rows = damaged(faults)
    lines = [*above, header, *rows]
    write, name = (as_xlsx, "a.xlsx") if as_workbook else (as_csv, "a.csv")
    schools, issues = outcome(write(tmp_path / name, lines))
    assert all(has_text(issue.code) for issue in issues)
    if schools is None:
        return
    first = len(above) + 2
    filled = [
        (number, row)
        for number, row in enumerate(rows, start=first)
        if any(text.strip() for text in row)
    ]
    excluded = {i.row for i in issues if i.action == "excluded"} - {None}
    kept = [(number, row) for number, row in filled if number not in excluded]
    assert len(schools) == len(kept)
    told = {(i.row, part) for i in issues for part in (i.column or "").split(", ")}
    whole = {part for row, part in told if row is None or row < first}
    for school, (number, row) in zip(schools, kept, strict=True):
        for count in (name for name in COUNTS if name in header):
            raw = row[header.index(count)].strip()
            value = getattr(school, count)
            if (number, count) in told or count in whole:
                continue
            if re.fullmatch(r"\d+", raw) and raw.isascii():
                assert value == int(raw), (number, count)
            elif value is None:
                assert raw in {"", "-", "--", "—", "/"} or not raw.strip("\ufeff\u200b")


@settings(
    max_examples=30,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(order=st.permutations(range(len(HEADER))), rows=st.permutations(range(6)))
def test_order_of_columns_and_rows_means_nothing(tmp_path, order, rows):
    header = [HEADER[k] for k in order]
    lines = [header, *([CLEAN[r][name] for name in header] for r in rows)]
    schools, _ = outcome(as_csv(tmp_path / "a.csv", lines))
    straight = [HEADER, *([cells[name] for name in HEADER] for cells in CLEAN)]
    usual, _ = outcome(as_csv(tmp_path / "b.csv", straight))
    assert sorted(schools, key=lambda s: s.school_id) == list(usual)


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**53), 2**53),
    st.floats(allow_nan=False, allow_infinity=False),
    st.datetimes(datetime.datetime(1900, 3, 1), datetime.datetime(2100, 1, 1)),
    st.text(
        st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\x00"),
        max_size=30,
    ),
)


@settings(
    max_examples=30,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    cells=st.lists(
        st.tuples(st.integers(1, 8), st.integers(1, len(HEADER) + 2), CELLS), max_size=8
    )
)
def test_typed_cells_of_a_workbook_never_crash_the_reader(tmp_path, cells):
    path = as_xlsx(
        tmp_path / "a.xlsx",
        [HEADER, *([cells[name] for name in HEADER] for cells in CLEAN)],
    )
    book = openpyxl.load_workbook(path)
    for r, c, value in cells:
        book.active.cell(r, c).value = value
    book.save(path)
    outcome(path)
