"""What brute force says of a case: every legal grouping with its figures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from optimizer.case import Case
from optimizer.checker import Judge
from optimizer.plan import Solution
from optimizer.solvers.columns import ColumnSolver
from optimizer.solvers.protocol import SolveLimits
from optimizer.study.searches import Engine, StudyWatcher
from tests.builders import COUNTY, OTHER_COUNTY, make_case, make_core, make_school
from tests.solvers.brute_force import MAXIMISED, legal_groupings

LIMITS = SolveLimits(seed=1, workers=1, deterministic_limit=60, time_limit_s=120)


def engine(watcher: StudyWatcher | None = None) -> Engine:
    """Return the exact engine with limits no small case comes near."""
    return Engine(ColumnSolver(), LIMITS, watcher or StudyWatcher())


@dataclass(frozen=True)
class Tried:
    """One legal grouping: tier values by the checker, coverage and trips by hand."""

    grouping: dict[str, str]
    values: dict[str, int]
    covered: int
    trips_s: int

    def rank(self, tiers: list[str]) -> tuple[int, ...]:
        """Return the values of some tiers, all to be minimised."""
        return tuple(
            -self.values[t] if t in MAXIMISED else self.values[t] for t in tiers
        )


class Oracle:
    """Every legal grouping of a case."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.judge = Judge(case)

    @cached_property
    def all(self) -> list[Tried]:
        """All legal groupings."""
        counted_types = self.case.policy.scope.counted_types
        counted = {s for s in self.judge.facts.pool if self._type(s) in counted_types}
        return [
            Tried(
                grouping,
                self.judge.tier_values(grouping),
                len(counted & grouping.keys()),
                self._trips(grouping),
            )
            for grouping in legal_groupings(self.case)
        ]

    def best(self, tiers: list[str], among: list[Tried] | None = None) -> Tried:
        """Return the lexicographically best in some tiers."""
        return min(self.all if among is None else among, key=lambda t: t.rank(tiers))

    def _type(self, school_id: str) -> str:
        return self.case.by_id[school_id].type_code

    def _trips(self, grouping: dict[str, str]) -> int:
        found = (
            self.judge.facts.trip(member, core)
            for member, core in grouping.items()
            if member != core
        )
        return sum(trip.seconds for trip in found if trip is not None)


def lively_case(seed: int, counties: int = 1) -> Case:
    """Return a case of 7 schools with much to choose: 2 or 3 cores, near ties.

    The first core and every second school are of the first county.
    """
    rng = np.random.default_rng(seed)
    cores = "AB" if rng.random() < 0.6 else "ABC"
    names = [*cores, *"defgh"[: 7 - len(cores)]]
    codes = [COUNTY, OTHER_COUNTY][:counties]
    schools = [
        make_core(s, county_code=codes[i % counties])
        if s.isupper()
        else make_school(
            s,
            county_code=codes[i % counties],
            pupils=int(rng.choice([100, 100, 100, 120])),
        )
        for i, s in enumerate(names)
    ]
    minutes = rng.integers(5, 70, size=(len(names), len(names))).astype(float)
    return make_case(
        schools,
        minutes.tolist(),
        size={"max_members": int(rng.integers(3, 6))},
        roles={"core_may_join": bool(rng.random() < 0.5)},
        coverage={"demonstrators_per_county": int(rng.integers(0, 3))},
    )


def gap_by_hand(one: dict[str, str], two: dict[str, str], kind: str) -> int:
    """Return in how much two groupings differ."""
    if kind == "core":
        leads = [{i for i, k in g.items() if i == k} for g in (one, two)]
        return len(leads[0] ^ leads[1])
    members = [{i: k for i, k in g.items() if i != k} for g in (one, two)]
    return sum(
        1
        for i in members[0].keys() | members[1].keys()
        if members[0].get(i) != members[1].get(i)
    )


def as_grouping(ids: tuple[str, ...], solution: Solution) -> dict[str, str]:
    """Return a solution as ids."""
    assert solution.core_of is not None
    core_of = np.asarray(solution.core_of)
    return {ids[i]: ids[k] for i, k in enumerate(core_of) if k >= 0}
