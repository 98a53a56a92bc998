"""Tests of trips in another scenario, pair by pair."""

from __future__ import annotations

import numpy as np
import pytest

from optimizer.domain import TravelSource
from optimizer.travel.review import agreement, detours, lost_pairs, outliers
from optimizer.travel.scenarios import in_scenario
from optimizer.travel.table import override, read_table
from tests.builders import make_policy, make_travel

from .builders import make_school

IDS = ["a", "b", "c"]
BOTH = {(a, b): None for a in IDS for b in IDS if a != b}
"""No way in any direction: a figure for one would hold for the other too."""

ROAD = {"source": TravelSource.ROAD_GRAPH, "default_minutes": None}


def trips(minutes, km=None, **facts):
    """A matrix of the three schools."""
    return make_travel(IDS, minutes, km=km, **{**ROAD, **facts})


def in_minutes(matrix, start, end) -> float | None:
    """Minutes of a pair, ``None`` if unknown."""
    i, j = IDS.index(start), IDS.index(end)
    return matrix.seconds[i, j] / 60 if matrix.known[i, j] else None


def test_road_trips_are_those_of_the_other_scenario():
    """Tests a slower, a lost and a gained trip."""
    base = trips({("a", "b"): 20, ("a", "c"): 30})
    other = trips({("a", "b"): 35, ("b", "c"): 10})
    found = in_scenario(base, base, other)
    assert in_minutes(found, "a", "b") == 35
    assert in_minutes(found, "a", "c") is None
    assert in_minutes(found, "b", "c") == 10
    assert in_minutes(found, "c", "a") is None


def test_stated_trips_grow_in_proportion(tmp_path):
    """Tests measured minutes: half as long again, cut off, and unknown to the roads."""
    table = tmp_path / "t.csv"
    table.write_text(
        "from_id,to_id,minutes,km,source\na,b,30,15,实测\na,c,30,15,导航\nb,c,9,4,实测\n"
    )
    base = trips({("a", "b"): 20, ("a", "c"): 30}, {("a", "b"): 10, ("a", "c"): 9})
    other = trips({("a", "b"): 30}, {("a", "b"): 12})
    schools = [make_school(i) for i in IDS]
    plan = override(base, read_table(table, schools)[0])
    found = in_scenario(plan, base, other)
    assert in_minutes(found, "a", "b") == 45
    assert found.metres[0, 1] == 18_000
    assert in_minutes(found, "a", "c") is None
    assert in_minutes(found, "b", "c") == 9


def test_same_scenario_changes_nothing():
    """Tests that nothing is rounded up on the way."""
    base = trips({("a", "b"): 20.1, ("b", "a"): 33.3, ("c", "a"): 7})
    assert in_scenario(base, base, base).fingerprint() == base.fingerprint()


def test_different_schools_are_refused():
    """Tests that rows are never mixed up."""
    with pytest.raises(ValueError, match="different schools"):
        in_scenario(trips({}), trips({}), make_travel(["a", "b"], {}))


TRAVEL = make_policy().travel


def placed(x: float, y: float = 0.0):
    """A school at local metres."""
    return make_school(f"{x:g}", x, y)


def test_outliers_are_beyond_both_limits_exclusive():
    """Tests 80 km/h and a detour of 4, and the nearest value beyond each."""
    schools = [placed(0), placed(10_000), placed(20_000)]
    ids = [s.school_id for s in schools]

    def odd(minutes, km):
        pair = {("0", "10000"): minutes}, {("0", "10000"): km}
        matrix = make_travel(ids, pair[0], km=pair[1], default_minutes=None)
        return [
            (o.from_id, o.to_id, o.is_fast, o.is_winding)
            for o in outliers(schools, matrix, TRAVEL)
        ]

    assert odd(9, 12) == []
    assert odd(9, 12.01) == [("0", "10000", True, False), ("10000", "0", True, False)]
    assert odd(60, 39.9) == []
    assert odd(60, 40.1) == [("0", "10000", False, True), ("10000", "0", False, True)]


def test_outliers_without_a_place():
    """Tests schools at one place and unlocated ones: fast can be told, a detour not."""
    schools = [placed(0), make_school("same", 0, 0), make_school("no")]
    ids = [s.school_id for s in schools]
    matrix = make_travel(ids, 1.0, km=2.0)
    found = {(o.from_id, o.to_id): o for o in outliers(schools, matrix, TRAVEL)}
    assert found["0", "same"].is_winding
    assert found["0", "no"].is_fast
    assert not found["0", "no"].is_winding
    assert np.isnan(found["0", "no"].straight_m)
    assert detours(schools, matrix).num == 0


def test_agreement_counts_pairs_decided_differently():
    """Tests medians, pairs one engine knows alone, and flips over the limit."""
    one = trips({**BOTH, ("a", "b"): 50, ("b", "a"): 61, ("a", "c"): 20}, 10.0)
    two = trips({**BOTH, ("a", "b"): 62, ("b", "a"): 59, ("c", "a"): 20}, 10.0)
    found = agreement(one, two, TRAVEL)
    assert found.flipped == ((0, 1), (0, 2), (1, 0), (2, 0))
    assert (found.decided, found.only_first, found.only_second) == (4, 1, 1)
    assert found.minutes.num == 2
    assert found.minutes.median == pytest.approx((62 / 50 + 59 / 61) / 2)
    with pytest.raises(ValueError, match="different schools"):
        agreement(one, make_travel(["a"], {}), TRAVEL)


def test_lost_pairs_are_inclusive_of_the_limit():
    """Tests a pair on the limit, one beyond it, one cut off and one gained."""
    normal = trips({**BOTH, ("a", "b"): 50, ("b", "a"): 50, ("a", "c"): 50}, 10.0)
    winter = trips({**BOTH, ("a", "b"): 60, ("b", "a"): 60.02, ("c", "b"): 5}, 10.0)
    assert lost_pairs(normal, winter, TRAVEL) == ((0, 2), (1, 0))
