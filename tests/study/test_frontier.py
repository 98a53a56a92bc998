"""The frontier against every legal grouping, and its levels."""

from __future__ import annotations

import pytest

from optimizer.formulate import build_problem
from optimizer.study.frontier import Point, find_frontier, levels_between, undominated
from optimizer.study.searches import StudyWatcher
from tests.builders import make_case, make_school
from tests.solvers.random_cases import random_case
from tests.study.oracle import Oracle, engine, lively_case


def true_frontier(oracle: Oracle) -> list[tuple[int, int]]:
    """Return the nondominated (covered, seconds) among the best in wishes and floor."""
    first = [t for t in oracle.case.policy.objective.tiers if t in ("wishes", "floor")]
    least = oracle.best(first).rank(first)
    points = {(t.covered, t.trips_s) for t in oracle.all if t.rank(first) == least}
    return sorted(
        (
            (c, s)
            for c, s in points
            if not any(
                (c2 >= c and s2 <= s) and (c2, s2) != (c, s) for c2, s2 in points
            )
        ),
        reverse=True,
    )


@pytest.mark.parametrize("block", range(4))
def test_points_equal_brute_force(block: int) -> None:
    """Tests every point of small cases, each proven."""
    for seed in range(3000 + 12 * block, 3012 + 12 * block):
        case = lively_case(seed) if seed % 2 else random_case(seed, most=7)
        problem = build_problem(case)
        found = find_frontier(problem, engine(), step_pct=5)
        expected = true_frontier(Oracle(case))
        assert [(p.covered, p.trips_s) for p in found.points] == expected, seed
        assert all(p.proven and p.bound_s == p.trips_s for p in found.points), seed
        assert found.missing == ()
        assert found.most_bound == expected[0][0]


@pytest.mark.parametrize("block", range(2))
def test_counties_that_meet_in_coverage_alone(block: int) -> None:
    """Tests two counties, each a part of its own that shares the level."""
    for seed in range(3060 + 8 * block, 3068 + 8 * block):
        case = lively_case(seed, counties=2)
        found = find_frontier(build_problem(case), engine(), step_pct=5)
        expected = true_frontier(Oracle(case))
        assert [(p.covered, p.trips_s) for p in found.points] == expected, seed
        assert all(p.proven for p in found.points), seed


def test_generated_frontiers_have_several_points() -> None:
    """Tests that the cases above have something to trade."""
    sizes = [
        len(find_frontier(build_problem(lively_case(s)), engine(), step_pct=5).points)
        for s in range(3000, 3006)
    ]
    assert max(sizes) >= 3


def test_a_trip_of_no_time_leaves_only_the_better_point() -> None:
    """Tests that of two plans with equal travel the one that covers more is told."""
    case = make_case(["A", "b", "c"], {("b", "A"): 0, ("c", "A"): 0})
    found = find_frontier(build_problem(case), engine(), step_pct=5)
    assert [(p.covered, p.trips_s) for p in found.points] == [(3, 0)]


@pytest.mark.parametrize(
    ("most", "least", "total", "pct", "marks", "expected"),
    [
        (12, 0, 20, 5, [], (1, [*range(11, 0, -1)])),
        (13, 0, 100, 5, [], (5, [8, 3])),
        (50, 0, 100, 30, [49, 50, 0, 12], (30, [49, 20, 12])),
        (30, 0, 20, 1, [], (1, [*range(29, 0, -1)])),
        (5, 5, 9, 5, [5], (1, [])),
    ],
)
def test_levels(
    most: int,
    least: int,
    total: int,
    pct: float,
    marks: list[int],
    expected: tuple[int, list[int]],
) -> None:
    """Tests all integers where few, else steps and marks strictly between the ends."""
    assert levels_between(most, least, total, pct, marks) == expected


def test_dominated_points_fall_away() -> None:
    """Tests more coverage for equal or less travel, and doubles."""

    def point(covered: int, trips_s: int) -> Point:
        return Point(covered, trips_s, trips_s, True, 1, 0)

    given = [point(5, 90), point(6, 90), point(4, 95), point(3, 10), point(3, 10)]
    assert undominated(given) == (point(6, 90), point(3, 10))


class StopAfter(StudyWatcher):
    """Asks to stop once a question of some number has begun."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.asked = 0

    def on_question(self, part: str, position: int, total: int) -> None:
        """Count the questions."""
        self.asked += 1

    def should_stop(self) -> bool:
        """Stop from the given question on."""
        return self.asked >= self.number


def test_a_stopped_frontier_keeps_its_points_and_tells_the_levels_left() -> None:
    """Tests that what was not solved is named, and what was is kept."""
    case = make_case(["A", *"bcd", make_school("e")], default_minutes=10)
    problem = build_problem(case)
    whole = find_frontier(problem, engine(), step_pct=5)
    cut = find_frontier(problem, engine(StopAfter(3)), step_pct=5)
    assert cut.points == (whole.points[0], whole.points[-1])
    assert cut.missing == (4, 3, 2, 1)
    nothing = find_frontier(problem, engine(StopAfter(1)), step_pct=5)
    assert (nothing.points, nothing.missing) == ((), (-1,))
