"""Tests of the user's table laid over computed travel."""

from __future__ import annotations

import numpy as np
import pytest

from optimizer.domain import Severity
from optimizer.errors import DataError
from optimizer.matrix import SOURCES, UNKNOWN, TravelMatrix
from optimizer.messages import text
from optimizer.policy import read_policy
from optimizer.travel.build import travel_matrix
from optimizer.travel.table import (
    MAX_LISTED,
    override,
    override_notes,
    read_table,
    write_table,
)

from .builders import make_lines, make_school
from .table_files import codes, matrix_of, random_matrix, schools, write

IDS = ("001", "002", "003")
HEADER = "起点,终点,分钟,公里,来源\n"


def stated(tmp_path, *rows, ids=IDS, **names):
    """A table of ``from,to,minutes,km`` rows, all measured."""
    body = HEADER + "".join(f"{row},实测\n" for row in rows)
    return read_table(write(tmp_path, body), schools(*ids, **names))[0]


def base_of(seconds, *, ids=IDS, source="road_graph", metres=5000):
    """A base in which every pair takes the same time; ``None`` knows nothing."""
    if seconds is None:
        return TravelMatrix.unknown(tuple(ids))
    off = ~np.eye(len(ids), dtype=bool)
    layers = seconds * off, metres * off, SOURCES.index(source) * off
    return TravelMatrix(tuple(ids), *layers)


def test_table_always_wins_pair_by_pair(tmp_path):
    """Tests precedence: shorter or longer, known to the base or not."""
    base, told = random_matrix(1, IDS, share=0.6), random_matrix(2, IDS, share=0.5)
    write_table(told, tmp_path / "t.csv")
    out, _ = matrix_of(tmp_path / "t.csv", IDS, base)
    mask = told.source > 0
    for layer in ("seconds", "metres", "source"):
        got, want = getattr(out, layer), getattr(told, layer)
        assert np.array_equal(got[mask], want[mask])
        assert np.array_equal(got[~mask], getattr(base, layer)[~mask])
    table, _ = read_table(tmp_path / "t.csv", schools(*IDS))
    note = override_notes(base, table, 1e9)[0]
    assert (note.code, note.value) == (
        "T252",
        str(int((mask & (base.source > 0)).sum())),
    )


def test_other_schools_are_refused(tmp_path):
    """Tests that tables of different schools are never mixed."""
    with pytest.raises(ValueError, match="different schools"):
        override(base_of(60), stated(tmp_path, "a,b,1,1", ids=("a", "b")))


def test_km_left_out_is_that_of_the_roads(tmp_path):
    """Tests stated minutes with road kilometres, the source of the minutes."""
    table = stated(tmp_path, "001,002,7,", "002,001,8,4.5")
    base = base_of(400)
    out = override(base, table)
    assert (out.seconds[0, 1], out.metres[0, 1]) == (420, 5000)
    assert (out.seconds[1, 0], out.metres[1, 0]) == (480, 4500)
    assert SOURCES[out.source[0, 1]] == "measured"
    notes = override_notes(base, table, 50)
    assert codes(notes) == [("T252", "2"), ("T253", "1")]
    assert {i.severity for i in notes} == {Severity.INFO}


def test_km_of_an_estimate_says_so(tmp_path):
    """Tests that straight-line kilometres are not passed off as road kilometres."""
    notes = override_notes(
        base_of(400, source="estimate"), stated(tmp_path, "001,002,7,"), 50
    )
    assert ("T254", "1") in codes(notes)
    assert "T253" not in dict(codes(notes))


def test_km_nobody_knows_is_an_error_for_each_row(tmp_path):
    """Tests all such rows, in the order of the file, with both schools named."""
    rows = ("003,001,7,", "001,002,7,3", "001,003,9,")
    table = stated(tmp_path, *rows, **{"001": "红土小学"})
    with pytest.raises(DataError) as caught:
        override(base_of(None), table)
    assert caught.value.code == "T207"
    assert [(i.code, i.row, i.column, i.value) for i in caught.value.issues] == [
        ("T255", 2, "km", "003 → 红土小学 (001)"),
        ("T255", 4, "km", "红土小学 (001) → 003"),
    ]
    assert "km" in text("T255", "en")
    full = stated(tmp_path, "003,001,7,1", "001,002,7,3", "001,003,9,2")
    assert (override(base_of(None), full).source > 0).sum() == 3


@pytest.mark.parametrize(
    ("minutes", "num"), [("15", 0), ("15.02", 1), ("5", 0), ("4.98", 1)]
)
def test_conflict_beyond_the_limit_is_listed(tmp_path, minutes, num):
    """Tests both sides of 50 percent of 10 minutes: the limit passes."""
    table = stated(tmp_path, f"001,002,{minutes},5", **{"001": "红土小学"})
    notes = override_notes(base_of(600), table, 50.0)
    value = f"红土小学 (001) → 002: {minutes} / 10"
    assert [(i.code, i.row, i.value) for i in notes if i.code == "T256"] == (
        [("T256", 2, value)] * num
    )
    assert [i.value for i in notes if i.code == "T257"] == ["1"] * num
    assert override(base_of(600), table).seconds[0, 1] == round(float(minutes) * 60)


def test_pair_unknown_to_the_base_is_no_conflict(tmp_path):
    """Tests that a pair only the table knows has nothing to differ from."""
    notes = override_notes(base_of(None), stated(tmp_path, "001,002,500,5"), 50)
    assert codes(notes) == [("T252", "0")]


def test_conflicts_list_the_worst_and_count_all(tmp_path):
    """Tests 50 lines at most, in the order of rows, and the count of all."""
    ids = tuple(f"S{k:02d}" for k in range(12))
    pairs = [(a, b) for a in ids for b in ids if a < b]
    rows = [f"{a},{b},{k + 20},1" for k, (a, b) in enumerate(pairs)]
    table = stated(tmp_path, *rows, ids=ids)
    notes = override_notes(base_of(600, ids=ids), table, 50.0)
    listed = [i.row for i in notes if i.code == "T256"]
    assert len(pairs) == 66
    assert listed == list(range(68 - MAX_LISTED, 68))
    assert [i.value for i in notes if i.code == "T257"] == ["66"]


@pytest.mark.parametrize(("back", "num"), [("20", 0), ("20.02", 1), ("5", 0)])
def test_directions_that_differ_more_than_twofold_are_asked_about(tmp_path, back, num):
    """Tests the limit, and that two schools are told once, slower way first."""
    table = stated(tmp_path, "001,002,10,5", f"002,001,{back},5", "001,003,99,1")
    notes = override_notes(base_of(None), table, 50)
    assert [(i.row, i.value) for i in notes if i.code == "T258"] == (
        [(3, f"002 → 001: {back} / 10")] * num
    )
    assert [i.value for i in notes if i.code == "T234"] == ["1"] * num


def test_every_note_has_both_texts(tmp_path):
    """Tests that doubts render in both languages with their facts."""
    table = stated(tmp_path, "001,002,100,", "002,001,10,5")
    for base in (base_of(600), base_of(600, source="estimate")):
        for issue in override_notes(base, table, 50):
            for lang in ("zh", "en"):
                assert text(issue.code, lang, value=issue.value)


def test_whole_way_through_the_door(tmp_path):
    """Tests roads, then a table of names and minutes over them."""
    policy = read_policy()
    places = [make_school("a", 0, 0), make_school("b", 3000, 4000), make_school("z")]
    roads = make_lines(tmp_path / "r.gpkg", [[(0, 0), (3000, 0), (3000, 4000)]])
    path = write(tmp_path, "起点,终点,用时(秒)\nA,b,4000\n")
    matrix, _, issues = travel_matrix(places, policy, table=path, roads=roads)
    assert matrix.seconds[0, 1] == 4000
    assert matrix.metres[0, 1] == pytest.approx(7000, abs=3)
    assert SOURCES[matrix.source[0, 1]] == "measured"
    assert SOURCES[matrix.source[1, 0]] == "road_graph"
    told = [i.code for i in issues if i.file == "t.csv"]
    assert told == ["T251", "T252", "T253", "T256", "T257"]


def test_pair_outside_the_county_needs_no_km(tmp_path):
    """Tests that a row that is not used anyway stops nothing."""
    places = [make_school("a", 0, 0), make_school("b", 900, 0, county="422802")]
    path = write(tmp_path, "起点,终点,分钟\na,b,5\n")
    matrix, _, issues = travel_matrix(places, read_policy(), table=path)
    assert matrix.seconds[0, 1] == UNKNOWN
    assert "T285" in [i.code for i in issues]
    policy = read_policy().changed(scope={"cross_county": True})
    with pytest.raises(DataError, match="T207"):
        travel_matrix(places, policy, table=path)
