"""Tests of trips in the policy's direction and of borderline pairs."""

from __future__ import annotations

import pytest

from optimizer.checker import Judge
from optimizer.domain import TravelSource
from optimizer.formulate import build_problem
from optimizer.margins import borderline_pairs, driven_way
from optimizer.matrix import TravelMatrix
from optimizer.problem import Block
from tests.builders import make_case
from tests.solvers.random_cases import random_case

BY_ROAD = {"source": TravelSource.ROAD_GRAPH, "km": 20.0}
SECOND = 1 / 60


def marked(minutes: float, second: float | None = None, **facts: object) -> bool:
    """Whether the trip of b to A is borderline."""
    other = None if second is None else {("b", "A"): second}
    case = make_case(
        ["A", "b"], {("b", "A"): minutes}, second=other, **{**BY_ROAD, **facts}
    )
    return bool(borderline_pairs(case)[1, 0])


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (54.5, False),  # 54.5 and ten percent: 59.95
        (54.6, True),  # 60.06
        (60, True),
        (60 + SECOND, True),
        (66.6, True),  # less ten percent: 59.94
        (66.7, False),  # 60.03
    ],
)
def test_band_reaches_both_sides_of_the_limit(minutes, expected):
    """Tests the band of ten percent around 60 minutes."""
    assert marked(minutes) is expected


def test_second_engine_widens_the_range():
    """Tests that a trip far within the limit is borderline if the other says no."""
    assert not marked(50)
    assert marked(50, 55)
    assert marked(50, 61)
    assert not marked(50, 54)
    assert marked(70, 62)


def test_without_a_band_only_a_difference_of_decision_counts():
    """Tests band 0: the limit itself is kept, inclusive, by both."""
    sharp = {"travel": {"band_pct": 0.0}}
    assert not marked(60, 59, **sharp)
    assert marked(60, 60 + SECOND, **sharp)
    assert marked(60 + SECOND, 60, **sharp)


@pytest.mark.parametrize("source", [TravelSource.MEASURED, TravelSource.NAVIGATION])
def test_measured_trips_are_at_their_word(source):
    """Tests that a trip driven by car is not doubted, an estimate is."""
    assert not marked(60, 61, source=source)
    assert marked(60, 61, source=TravelSource.ESTIMATE)


def test_unknown_trip_is_not_borderline():
    """Tests that an unknown trip is unknown, and a blank second is no difference."""
    case = make_case(["A", "b"], {("b", "A"): None}, **BY_ROAD)
    assert not borderline_pairs(case).any()


@pytest.mark.parametrize("seed", range(150))
def test_model_and_judge_agree_on_every_pair(seed):
    """Tests the two independent wordings of the rule against each other."""
    case = random_case(seed)
    changed = {"avoid_borderline": True, "band_pct": float(seed % 21)}
    case = make_case(
        case.schools,
        in_minutes(case.travel),
        source=TravelSource.ROAD_GRAPH,
        second=None if case.second is None else in_minutes(case.second),
        policy=case.policy.changed(travel=changed),
    )
    judge, border = Judge(case), borderline_pairs(case)
    block = build_problem(case)
    for i, member in enumerate(block.school_ids):
        for k, core in enumerate(block.school_ids):
            fault = judge.pair_fault(member, core)
            here = case.travel.index_of[member], case.travel.index_of[core]
            if block.block[i, k] == Block.NONE:
                assert fault is None
                assert not border[here]
            assert (block.block[i, k] == Block.BORDERLINE) == (fault == "C367")
            if fault == "C367":
                assert border[here]


def in_minutes(travel: TravelMatrix) -> list[list[float | None]]:
    """Minutes of a matrix, ``None`` where unknown."""
    return [
        [s / 60 if s >= 0 else None for s in row] for row in travel.seconds.tolist()
    ]


@pytest.mark.parametrize(
    ("direction", "expected"),
    [("member_to_core", (1, 0)), ("core_to_member", (0, 1)), ("worse", (0, 1))],
)
def test_driven_way_follows_the_policy(direction, expected):
    """Tests the three directions; down to the member takes longer."""
    case = make_case(
        ["A", "b"],
        {("b", "A"): 10, ("A", "b"): 12},
        travel={"direction": direction},
    )
    assert driven_way(case, member=1, core=0) == expected
