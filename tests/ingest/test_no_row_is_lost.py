"""Generated grids: every row with text is header, school or listed as left out."""

import contextlib
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optimizer.errors import DataError
from optimizer.ingest.grids.delimited import read_text
from optimizer.ingest.grids.grid import Book, Grid, Merge, Row
from optimizer.ingest.grids.html_tables import read_html
from optimizer.ingest.grids.kinds import kind_of
from optimizer.ingest.grids.workbook import read_workbook
from optimizer.ingest.shape.choice import choose
from optimizer.ingest.tables import _of_forms, _of_grid
from tests.ingest import office_files

WORDS = st.sampled_from(
    [
        *["", "", " ", "学校标识码", "学校名称", "乡镇", "在校生数", "小学", "初中"],
        *["经度", "所在地", "合计", "芭蕉乡小计", "合计沟小学", "注：", "说明"],
        *["填表人：张某", "填表人", "(人)", "万元", "填报项目", "填报值", "单位"],
        *["类别", "项目", "1", "2", "350", "—", "甲", "001", "无"],
    ]
)
LINES = st.lists(st.lists(WORDS, min_size=1, max_size=7), min_size=1, max_size=14)
MERGES = st.lists(
    st.tuples(*[st.integers(1, 14), st.integers(1, 7)] * 2).map(
        lambda t: Merge(
            min(t[0], t[2]), min(t[1], t[3]), max(t[0], t[2]), max(t[1], t[3])
        )
    ),
    max_size=4,
)


def as_table(grid):
    """Shape a grid as :func:`optimizer.ingest.tables.read_table` does."""
    choice = choose("f", Book((grid,)), None, None)
    if choice.forms:
        return _of_forms("f", choice.forms, ()), choice
    return _of_grid("f", choice, ()), choice


def numbered(lines):
    """Return the rows with text, as a reader does."""
    rows = (Row(number, tuple(cells)) for number, cells in enumerate(lines, 1))
    return tuple(row for row in rows if not row.is_blank)


@given(LINES, MERGES)
@settings(max_examples=300, deadline=None)
def test_rows_in_are_rows_out_and_rows_listed(lines, merges):
    """Tests the promise of the whole reader on grids full of its own words."""
    rows = numbered(lines)
    try:
        table, choice = as_table(Grid("s", rows, tuple(merges)))
    except DataError:
        return
    left_out = [issue.row for issue in table.issues if issue.action == "excluded"]
    assert len(set(left_out)) == len(left_out)
    assert all(len(row.cells) == len(table.header) for row in table.rows)
    numbers = {row.number for row in rows}
    if choice.forms:
        spots = {spot[0] for row in table.rows for spot in row.spots}
        assert spots | set(left_out) | set(table.header_rows) == numbers
    else:
        parts = [*(row.number for row in table.rows), *table.header_rows, *left_out]
        assert sorted(parts) == sorted(numbers)


@given(LINES)
@settings(max_examples=150, deadline=None)
def test_text_of_a_school_is_never_changed(lines):
    """Tests that without merged ranges each cell comes out as it went in."""
    grid = Grid("s", numbered(lines))
    with contextlib.suppress(DataError):
        table, _ = as_table(grid)
        given_rows = {row.number: row for row in grid.rows}
        for row in table.rows:
            for k in range(len(row.cells)):
                _, number, column = table.spot(row, k)
                if row.spots is None:
                    assert row.cells[k] == given_rows[number].cell(column)


@given(st.binary(max_size=600))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_read_or_refused(data):
    """Tests text and pages made of anything."""
    for read in (read_text, read_html):
        with contextlib.suppress(DataError):
            read("f", data)


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=12))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_garbled_xls_is_read_or_refused(changes):
    """Tests changed bytes anywhere in the container and its records."""
    data = bytearray(XLS)
    for place, value in changes:
        data[place % len(data)] = value
    with contextlib.suppress(DataError):
        read_workbook("f", bytes(data), kind_of(Path("f.xls"), bytes(data)), None)


XLS = office_files.xls_bytes(
    {"甲": [["学校名称", "在校生数"], ["示例小学", 350], ["乙校", "#REF!"]]},
    merges=[(2, 1, 3, 1)],
)
