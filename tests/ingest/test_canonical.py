"""What is written reads back equal, whatever the names are."""

import csv
from dataclasses import fields
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optimizer import resources
from optimizer.domain import PairKind, PairWish, School
from optimizer.errors import DataError, OutputError
from optimizer.ingest import read_pairs, read_schools, write_pairs, write_schools
from optimizer.ingest.cells import guarded, needs_guard, unguarded
from optimizer.ingest.columns import SCHOOL_COLUMNS
from optimizer.ingest.schema import require_canonical
from optimizer.ingest.values import (
    AMOUNT_COLUMNS,
    COUNT_COLUMNS,
    REGION_CODES,
    YES_NO_COLUMNS,
)
from tests.builders import make_school

HOSTILE = [
    "=HYPERLINK(1)",
    "+86",
    "-小学",
    "@SUM(A1)",
    "＝1",
    "'小学",
    "'=1",
    "''",
    "'",
    "'-",
    "—",
    '"引号",逗号;分号\t制表',
    "两\n行\r\n三\r行",
    " 前后有空格 ",
    "\u3000",
    "{name!r} {0}",
    "</script><script>alert(1)</script>",
    "`反引号` ${x}",
    "\\ 反斜杠",
    "\ufeff开头",
    "1e5",
    "东瀼口镇\U00020000",
]


def back(tmp_path, schools):
    """Write schools, read them, return them with the issues."""
    path = tmp_path / "schools.csv"
    write_schools(schools, path)
    return read_schools(path)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_survives(tmp_path, name):
    """Tests every text column of a school that may hold anything."""
    if name.strip():
        free = ("name", "town", "village", "quality", "owner_level", "runner")
        more = dict.fromkeys((*free, "status", "remark"), name)
    else:
        more = {"village": name, "town": "镇"}
    school = make_school(f"{name}1", **more)
    assert back(tmp_path, [school]).schools == (school,)


@pytest.mark.parametrize("name", HOSTILE)
def test_no_written_cell_runs_as_a_formula(tmp_path, name):
    """Tests the guard where a spreadsheet would see it."""
    path = tmp_path / "schools.csv"
    write_schools([make_school(name, name=name)], path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        cells = list(csv.reader(file))[1]
    assert not any(cell.startswith(tuple("=+-@＝")) for cell in cells)


@pytest.mark.parametrize("name", ["'小学", "'", "小学'", "'2023"])
def test_apostrophe_of_a_users_table_is_text(tmp_path, name):
    """Tests that only the writer's own guards are taken off."""
    assert unguarded(name) == name == guarded(name)
    assert not needs_guard(name)


def whole():
    """Return counts a school may have."""
    return st.none() | st.integers(0, 10**6)


TEXT = st.text(
    st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"),
    min_size=1,
    max_size=8,
)
NAME = TEXT.filter(lambda text: text.strip() != "")
PLACE = st.none() | st.tuples(
    st.floats(73, 135).map(lambda x: round(x, 7)),
    st.floats(4, 53).map(lambda x: round(x, 7)),
)


@st.composite
def canonical_school(draw, school_id):
    """Draw any school that could leave ingest, without ties to other rows."""
    lon, lat = draw(PLACE) or (None, None)
    figures = {name: draw(whole()) for name in COUNT_COLUMNS}
    figures |= {
        name: draw(st.none() | st.floats(0, 1e9, allow_subnormal=False))
        for name in AMOUNT_COLUMNS
    }
    answers = {
        name: draw(st.sampled_from([None, True, False])) for name in YES_NO_COLUMNS
    }
    texts = ("town", "village", "quality", "owner_level", "runner", "status", "remark")
    opened = st.sampled_from([None, "1958", "2023-09", "2024-12"])
    return School(
        school_id=school_id,
        name=draw(NAME),
        county_code=draw(st.from_regex(r"[1-9][0-9]{5}", fullmatch=True)),
        type_code=draw(st.sampled_from(["211", "218", "311", "312", "999"])),
        region_code=draw(st.none() | st.sampled_from(sorted(REGION_CODES))),
        lon=lon,
        lat=lat,
        opened=draw(opened),
        **figures,
        **answers,
        **{name: draw(st.none() | TEXT) for name in texts},
    )


@st.composite
def canonical_schools(draw):
    """Draw a table of schools with distinct ids, none of the form 1E+5."""
    kept = NAME.filter(lambda text: "E+" not in text.upper())
    ids = draw(st.lists(kept, min_size=1, max_size=4, unique=True))
    return [draw(canonical_school(school_id)) for school_id in ids]


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(schools=canonical_schools())
def test_canonical_schools_round_trip(tmp_path, schools):
    """Tests that any canonical table comes back equal, row for row."""
    assert back(tmp_path, schools).schools == tuple(schools)


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(text=st.text("'=-—a \n", max_size=5))
def test_guard_round_trips_any_text(text):
    """Tests the guard by itself, where blanks and apostrophes crowd."""
    if text:
        assert unguarded(guarded(text)) == text


def test_written_table_is_the_same_every_time(tmp_path):
    """Tests bytes, header and mark."""
    schools = [make_school("b", core=True, weak=False, room_area_m2=5500.0)]
    write_schools(schools, tmp_path / "one.csv")
    write_schools(schools, tmp_path / "two.csv")
    content = (tmp_path / "one.csv").read_bytes()
    assert content == (tmp_path / "two.csv").read_bytes()
    header = content.decode("utf-8-sig").split("\r\n")[0]
    assert content.startswith(b"\xef\xbb\xbf")
    assert header == ",".join(SCHOOL_COLUMNS)
    assert {f.name for f in fields(School)} == set(SCHOOL_COLUMNS)


@pytest.mark.parametrize("demo", ["enshi", "jianshi", "prefecture"])
def test_shipped_demo_is_canonical(tmp_path, demo):
    """Tests that the demo reads without errors, every row, and is written the same."""
    home = resources.data_dir() / "demo" / demo
    table = read_schools(home / "schools.csv")
    lines = (home / "schools.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(table.schools) == len(lines) - 1
    assert back(tmp_path, table.schools).schools == table.schools
    wishes, issues = read_pairs(home / "pairs.csv", table.schools)
    write_pairs(wishes, tmp_path / "pairs.csv")
    assert read_pairs(tmp_path / "pairs.csv", table.schools) == (wishes, issues)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_shipped_template_reads_without_a_note(ending):
    """Tests that planners start from a table that passes."""
    path = resources.data_dir() / "templates" / f"schools.{ending}"
    told = read_schools(path).issues
    assert [issue.value for issue in told if issue.code == "D210"] == (
        ["填表说明"] if ending == "xlsx" else []
    )
    assert [issue for issue in told if issue.code != "D210"] == []


def test_pairs_round_trip_with_hostile_ids_and_notes(tmp_path):
    """Tests ids and notes of every hostile kind."""
    ids = [text for text in HOSTILE if text.strip()]
    schools = [make_school(school_id) for school_id in ids]
    wishes = [
        PairWish(PairKind.APART, one, other, one, row)
        for row, (one, other) in enumerate(pairwise(ids), start=2)
    ]
    wishes.append(PairWish(PairKind.CORE, ids[0], None, None, len(wishes) + 2))
    write_pairs(wishes, tmp_path / "pairs.csv")
    assert read_pairs(tmp_path / "pairs.csv", schools) == (wishes, [])


def test_no_wishes_can_be_written_and_read(tmp_path):
    """Tests that an empty pair table is one, as a plan without wishes writes it."""
    write_pairs([], tmp_path / "pairs.csv")
    assert read_pairs(tmp_path / "pairs.csv", []) == ([], [])


def test_unwritable_place_is_a_clear_error(tmp_path):
    """Tests a folder that does not exist."""
    with pytest.raises(OutputError, match="F111"):
        write_schools([make_school("a")], tmp_path / "none" / "schools.csv")


@pytest.mark.parametrize(
    "columns",
    [
        {"county_code": "4228"},
        {"type_code": "小学"},
        {"pupils": -1},
        {"lon": 109.0},
        {"lon": 181.0, "lat": 30.0},
        {"alliance_role": "核心校"},
        {"opened": "2023-9"},
        {"name": ""},
    ],
)
def test_last_gate_stops_what_the_checks_let_through(columns):
    """Tests the schema by itself."""
    require_canonical([make_school("a")], "f")
    with pytest.raises(DataError, match="D190"):
        require_canonical([make_school("a", **columns)], "f")


def test_last_gate_wants_distinct_ids():
    """Tests the schema on two rows of one id."""
    with pytest.raises(DataError, match="D190"):
        require_canonical([make_school("a"), make_school("a")], "f")
