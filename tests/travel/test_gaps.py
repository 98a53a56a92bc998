"""Tests of schools without a core, and of where a new one would help."""

from __future__ import annotations

import geopandas as gpd
import pytest
import shapely

from optimizer.checker import Judge
from optimizer.travel.gaps import core_zone, reach_gaps
from tests.builders import OTHER_COUNTY, make_case, make_school
from tests.solvers.random_cases import random_case
from tests.travel import builders

SECOND = 1 / 60


def gaps(*args: object, **facts: object) -> dict[str, str]:
    """Reason of each school no core can take."""
    found = reach_gaps(make_case(*args, **facts))
    return {gap.school_id: gap.reason for gap in found.gaps}


def test_schools_in_reach_are_no_gaps():
    """Tests the limit itself, and a second beyond it."""
    assert gaps(["A", "b"], {("b", "A"): 60}, km=20.0) == {}
    assert gaps(["A", "b"], {("b", "A"): 60 + SECOND}, km=20.0) == {"b": "minutes"}


@pytest.mark.parametrize(
    ("reason", "case"),
    [
        ("km", {"minutes": {("b", "A"): 30}, "km": {("b", "A"): 45.001}}),
        ("route", {"minutes": {("b", "A"): None}}),
        ("refused", {"wishes": [("refused", "b", "A")]}),
    ],
)
def test_reason_is_the_rule_that_drops_the_last_core(reason, case):
    """Tests each pair rule."""
    assert gaps(["A", "b"], **case) == {"b": reason}


def test_reasons_of_the_schools_themselves():
    """Tests another stage, another county, and a county without any core."""
    assert gaps(["A", make_school("b", type_code="311")]) == {"b": "stage"}
    assert gaps(["A", make_school("b", county_code=OTHER_COUNTY)]) == {"b": "county"}
    assert gaps(["b", "c"]) == {"b": "none", "c": "none"}


def test_schools_that_wait_for_no_core_are_no_gaps():
    """Tests one that declines, one without a tag, a core, and an approved alliance."""
    far = {"default_minutes": 90.0}
    declines = make_school("b", will_join=False)
    untagged = make_school("c", region_code="111", rural=False)
    assert gaps(["A", "D", declines, untagged], {}, **far) == {}
    approved = [
        make_school("A", core=True, alliance_id="J1", alliance_role="core"),
        make_school("b", alliance_id="J1", alliance_role="member"),
        "c",
    ]
    assert gaps(approved, {}, **far) == {"c": "none"}


def test_nearest_core_is_told_in_the_policys_direction():
    """Tests time, length and the direction; no way, no core."""
    minutes = {("b", "A"): 70, ("A", "b"): 50, ("b", "D"): 80, ("c", "A"): None,
               ("c", "D"): None}  # fmt: skip
    found = reach_gaps(make_case(["A", "D", "b", "c"], minutes))
    assert found.nearest["b"] == ("A", 4200, 35000)
    assert "c" not in found.nearest


def test_new_cores_cover_the_most_first():
    """Tests two picks: the first takes three, the second the rest, one is left."""
    minutes = dict.fromkeys([("c", "b"), ("d", "b"), ("e", "b"), ("g", "f")], 20)
    case = make_case(["A", *"bcdefgh"], minutes, default_minutes=90.0)
    found = reach_gaps(case)
    assert len(found.gaps) == 7
    picks = {new.school_id: [i for i, _ in new.reached] for new in found.suggestions}
    assert list(picks.items()) == [("b", ["c", "d", "e"]), ("f", ["g"])]
    assert found.suggestions[0].reached[0] == ("c", 1200)
    assert found.unreachable == ("h",)


def test_new_cores_keep_county_stage_and_type():
    """Tests that none leads over a border, across stages, or from a teaching point."""
    schools = [
        make_school("b"),
        make_school("c", county_code=OTHER_COUNTY),
        make_school("d", type_code="311"),
        make_school("e", type_code="218"),
    ]
    found = reach_gaps(make_case(schools))
    assert [new.school_id for new in found.suggestions] == ["b"]
    assert [i for i, _ in found.suggestions[0].reached] == ["e"]
    assert found.unreachable == ("c", "d")


@pytest.mark.parametrize("seed", range(80))
def test_gaps_and_first_pick_against_the_judge(seed):
    """Tests gaps pair by pair, and that no school reaches more than the first pick."""
    case = random_case(seed)
    judge, found = Judge(case), reach_gaps(case)
    ids = [school.school_id for school in case.schools]
    for gap in found.gaps:
        assert all(
            judge.pair_fault(gap.school_id, k) for k in ids if k != gap.school_id
        )
    cores = {k for k in ids for m in ids if m != k and judge.pair_fault(m, k) is None}
    reached = {i for new in found.suggestions for i, _ in new.reached}
    named = {new.school_id for new in found.suggestions}
    every = {gap.school_id for gap in found.gaps}
    assert reached <= every
    assert not named & cores
    assert set(found.unreachable) == every - reached - named
    counts = {}
    for new in found.suggestions:
        county = case.by_id[new.school_id].county_code
        counts.setdefault(county, []).append(len(new.reached))
    for picks in counts.values():
        assert picks == sorted(picks, reverse=True)


def test_zone_is_where_all_of_them_are_in_reach():
    """Tests two schools on one road: the zone is the middle both can drive to."""
    travel = builders.make_travel(max_minutes=20.0)
    graph = builders.make_graph([(0, 0), (60_000, 0)], [(0, 1, 60_000, 3600)])
    schools = [
        builders.make_school("a", 20_000, 0),
        builders.make_school("b", 40_000, 0),
        builders.make_school("far", 0, 0),
    ]

    def zone(*ids: str) -> tuple[float, float] | None:
        shape = core_zone(graph, schools, travel, ids, direction="member_to_core")
        if shape is None:
            return None
        frame = gpd.GeoSeries([shape], crs=4326).to_crs(builders.CRS)
        west, _, east, _ = frame.total_bounds - builders.ORIGIN[0]
        return float(west), float(east)

    assert zone("a", "b") == pytest.approx((20_000, 40_000), abs=400)
    assert zone("a") == pytest.approx((0, 40_000), abs=400)
    assert zone("b", "far") == pytest.approx((20_000, 20_000), abs=500)
    one = builders.make_graph(
        [(0, 0), (9000, 0), (90_000, 0), (99_000, 0)],
        [(0, 1, 9000, 600), (2, 3, 9000, 600)],
    )
    apart = [builders.make_school("a", 0, 0), builders.make_school("b", 95_000, 0)]
    assert core_zone(one, apart, travel, ["a", "b"], direction="worse") is None
    off = [apart[0], builders.make_school("b", 0, 50_000)]
    assert core_zone(one, off, travel, ["a", "b"], direction="worse") is None
    assert isinstance(
        core_zone(one, apart, travel, ["a"], direction="core_to_member"),
        shapely.Polygon | shapely.MultiPolygon,
    )
