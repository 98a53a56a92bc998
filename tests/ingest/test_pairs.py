"""The pair table: kinds, ids, contradictions."""

import pytest

from optimizer.domain import PairKind, PairWish
from optimizer.errors import DataError
from optimizer.ingest import read_pairs
from tests.builders import make_school
from tests.ingest.builders import (
    codes,
    pair_row,
    read_pair_table,
    refused,
    write_csv,
    write_xlsx,
)

SCHOOLS = [
    make_school("A", alliance_id="J1", alliance_role="core"),
    make_school("b", alliance_id="J1", alliance_role="member"),
    *(make_school(school_id) for school_id in "cdE"),
]

FAULTS = {
    "unknown kind": ("D180", pair_row("nearby", "A", "b")),
    "unknown a": ("D181", pair_row("willing", "x", "b")),
    "unknown b": ("D181", pair_row("willing", "A", "x")),
    "b missing": ("D182", pair_row("apart", "A")),
    "a missing": ("D183", pair_row("together", "", "b")),
    "same school": ("D184", pair_row("together", "A", "A")),
    "unknown alliance": ("D188", pair_row("frozen", "A")),
}

CONTRADICTIONS = {
    "together apart": (pair_row("together", "c", "d"), pair_row("apart", "d", "c")),
    "core not core": (pair_row("core", "c"), pair_row("not_core", "c")),
    "willing refused": (pair_row("willing", "c", "d"), pair_row("refused", "c", "d")),
    "apart frozen": (pair_row("apart", "c", "d"), pair_row("frozen", "c", "d")),
    "member of two": (pair_row("frozen", "c", "d"), pair_row("frozen", "c", "E")),
    "core and member": (pair_row("frozen", "c", "d"), pair_row("frozen", "d", "E")),
    "frozen core barred": (pair_row("frozen", "J1"), pair_row("not_core", "A")),
    "frozen member leads": (pair_row("core", "b"), pair_row("frozen", "J1")),
}

AGREEMENTS = {
    "two apart": (pair_row("apart", "c", "d"), pair_row("apart", "c", "E")),
    "core and barred": (pair_row("core", "c"), pair_row("not_core", "d")),
    "willing elsewhere": (pair_row("willing", "c", "d"), pair_row("refused", "c", "E")),
    "two members": (pair_row("frozen", "c", "E"), pair_row("frozen", "d", "E")),
    "frozen core wished": (pair_row("frozen", "J1"), pair_row("core", "A")),
    "frozen member barred": (pair_row("frozen", "J1"), pair_row("not_core", "b")),
    "joins alliance": (pair_row("frozen", "J1"), pair_row("frozen", "c", "A")),
}


@pytest.mark.parametrize("name", FAULTS)
def test_faulty_row_gives_its_error(tmp_path, name):
    """Tests one fault, one code, with the row in the file."""
    code, faulty = FAULTS[name]
    table = [pair_row("willing", "c", "d"), faulty]
    with pytest.raises(DataError) as caught:
        read_pair_table(tmp_path, table, SCHOOLS)
    assert [(i.code, i.row) for i in caught.value.issues] == [(code, 3)]


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_contradiction_is_refused(tmp_path, name):
    """Tests that the later row is named, whichever comes first."""
    for table in (CONTRADICTIONS[name], CONTRADICTIONS[name][::-1]):
        with pytest.raises(DataError) as caught:
            read_pair_table(tmp_path, list(table), SCHOOLS)
        assert [(i.code, i.row) for i in caught.value.issues] == [("D186", 3)]
        assert "(2)" in caught.value.issues[0].value


@pytest.mark.parametrize("name", AGREEMENTS)
def test_agreeing_rows_are_kept(tmp_path, name):
    """Tests that rows close to a contradiction pass."""
    wishes, issues = read_pair_table(tmp_path, list(AGREEMENTS[name]), SCHOOLS)
    assert len(wishes) == 2
    assert issues == []


def test_rows_become_wishes_in_file_order(tmp_path):
    """Tests kinds in Chinese, a note, an alliance and row numbers."""
    table = [
        {"类型": "必须同组", "甲": "c", "乙": "d", "说明": "同一片区"},
        {"类型": "不得同组", "甲": "c", "乙": "E", "说明": ""},
        {"类型": "愿意", "甲": "c", "乙": "A", "说明": ""},
        {"类型": "不愿意", "甲": "d", "乙": "A", "说明": ""},
        {"类型": "拒绝", "甲": "E", "乙": "A", "说明": ""},
        {"类型": "指定核心", "甲": "A", "乙": "", "说明": ""},
        {"类型": "不作核心", "甲": "b", "乙": "", "说明": ""},
        {"类型": "冻结", "甲": "J1", "乙": "", "说明": ""},
        {"类型": "已批准", "甲": "b", "乙": "A", "说明": ""},
    ]
    wishes, issues = read_pair_table(tmp_path, table, SCHOOLS)
    assert wishes[0] == PairWish(PairKind.TOGETHER, "c", "d", "同一片区", 2)
    assert [wish.kind.value for wish in wishes] == [
        "together",
        "apart",
        "willing",
        "refused",
        "refused",
        "core",
        "not_core",
        "frozen",
        "frozen",
    ]
    assert wishes[7] == PairWish(PairKind.FROZEN, "J1", None, None, 9)
    assert issues == []
    book = write_xlsx(tmp_path / "pairs.xlsx", table)
    assert read_pairs(book, SCHOOLS) == (wishes, [])


def test_second_school_of_a_single_kind_is_noted(tmp_path):
    """Tests that b of a core row is not used and not silent."""
    wishes, issues = read_pair_table(tmp_path, [pair_row("core", "A", "b")], SCHOOLS)
    assert wishes == [PairWish(PairKind.CORE, "A", None, None, 2)]
    assert [(i.code, i.action) for i in issues] == [("D185", "ignored")]


def test_repeated_row_is_noted_and_kept(tmp_path):
    """Tests that as many wishes come out as rows went in."""
    table = [pair_row("willing", "c", "d"), pair_row("willing", "d", "c")]
    wishes, issues = read_pair_table(tmp_path, table, SCHOOLS)
    assert len(wishes) == 2
    assert codes(issues) == ["D187"]


def test_missing_columns_are_refused(tmp_path):
    """Tests a table without b; a table without notes is fine."""
    path = write_csv(tmp_path / "p.csv", [{"kind": "core", "a": "A"}])
    assert refused(lambda: read_pairs(path, SCHOOLS)) == ["D120"]
    path = write_csv(tmp_path / "p.csv", [{"kind": "core", "a": "A", "b": ""}])
    assert len(read_pairs(path, SCHOOLS)[0]) == 1


def test_table_without_rows_has_no_wishes(tmp_path):
    """Tests the blank template, as csv and as workbook."""
    (tmp_path / "p.csv").write_text("kind,a,b,note\n", encoding="utf-8")
    assert read_pairs(tmp_path / "p.csv", SCHOOLS) == ([], [])
    book = write_xlsx(tmp_path / "p.xlsx", [])
    assert refused(lambda: read_pairs(book, SCHOOLS)) == ["F110"]
