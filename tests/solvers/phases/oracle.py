"""The best schedule by trying every one; legality and values are the checker's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations, product
from typing import Any

import numpy as np

from optimizer.case import Case
from optimizer.checker import RULES, Judge
from optimizer.checker.course import Course
from optimizer.checker.phase_figures import phase_values
from optimizer.checker.view import view_of_plan
from optimizer.domain import School, Severity
from optimizer.formulate import build_problem
from optimizer.plan import Member, Plan
from optimizer.problem import Problem
from optimizer.schedule import Schedule, Timetable, build_timetable
from optimizer.solvers.cpsat import CpSatSolver
from optimizer.solvers.protocol import SolveLimits, Watcher
from tests.builders import make_case, make_core, make_plan, make_school
from tests.solvers.random_cases import random_case

LIMITS = SolveLimits(seed=1, workers=1, deterministic_limit=60, time_limit_s=60)
YEARS = (2023, 2024, 2025)
PHASE_RULES = [
    rule
    for rule in RULES
    if rule.number in {"11", "13", "15"} and rule.severity == Severity.ERROR
]


def phased_case(seed: int, most: int = 7) -> Case:
    """Return a small random case with phases, a budget, and often graduates."""
    rng = np.random.default_rng([seed, 7])
    case = random_case(seed, most)
    low, mid, high = sorted(int(pct) for pct in rng.integers(0, 101, 3))
    years = YEARS if rng.random() < 0.8 else YEARS[1:]
    pcts = dict(zip(YEARS, (low, mid, high), strict=True))
    coverage = {
        "targets": [{"year": year, "pct": pcts[year]} for year in years],
        "target_year": 2025,
        "pace": "target" if rng.random() < 0.7 else "early",
        "max_new_alliances_per_year": int(rng.integers(0, 3)),
    }
    roles = {"graduates_may_lead": bool(rng.random() < 0.6)}
    if rng.random() < 0.5:
        roles["graduate_grades"] = ["良好", "薄弱"]
    policy = case.policy.changed(coverage=coverage, roles=roles)
    return case_with(case, policy=policy)


def rich_case(seed: int) -> Case:
    """Return a case of several alliances: two cores, and mostly a graduate or two.

    The graduates are all that reach ``f`` and ``i``, so a plan wants them to lead;
    whether a host has room, and in which year, is left to chance.
    """
    rng = np.random.default_rng([seed, 11])
    graduates = ["g", "h"][: int(rng.choice([0, 1, 2], p=[0.3, 0.5, 0.2]))]
    plain = [*"bcde"][: 4 - len(graduates)]
    followers = ["f", "i"][: len(graduates)]
    schools: list[School] = [make_core(k, pupils=300, backbone=14) for k in "AD"]
    schools += [_school(rng, i) for i in (*plain, *followers)]
    schools += [
        make_school(g, quality="良好", pupils=90, backbone=9) for g in graduates
    ]
    if rng.random() < 0.25:
        schools[0] = replace(schools[0], alliance_id="J1", alliance_role="core")
        schools[2] = replace(schools[2], alliance_id="J1", alliance_role="member")
    ids = [school.school_id for school in schools]
    minutes: dict[tuple[str, str], float] = {
        (a, b): round(float(rng.uniform(5, 62)), 1)
        for a, b in combinations(sorted(ids), 2)
    }
    minutes |= {(core, f): 99.0 for core in "AD" for f in followers}
    minutes |= dict.fromkeys(zip(graduates, followers, strict=True), 9.0)
    wishes = [
        (kind, *map(str, rng.choice(plain, 2, replace=False)))
        for kind in ("together", "apart")
        if rng.random() < 0.25
    ]
    low, mid, high = sorted(int(pct) for pct in rng.integers(0, 101, 3))
    pcts = zip(YEARS, (low, mid, high), strict=True)
    return make_case(
        schools,
        minutes,
        wishes=wishes,
        size={"max_members": int(rng.integers(3, 6))},
        travel={"member_to_member_max_minutes": float(rng.integers(45, 91))},
        load={"rules": ["pupils"], "pupils_per_core_pupil": 1.0},
        roles={"graduates_may_lead": True},
        coverage={
            "scope": "prefecture" if rng.random() < 0.5 else "county",
            "targets": [{"year": year, "pct": pct} for year, pct in pcts],
            "pace": "target" if rng.random() < 0.7 else "early",
            "max_new_alliances_per_year": int(rng.integers(0, 3)),
            "demonstrators_per_county": int(rng.integers(0, 2)),
        },
    )


def _school(rng: np.random.Generator, school_id: str) -> School:
    """Return a village school, some of them teaching points or of another county."""
    return make_school(
        school_id,
        pupils=int(rng.integers(30, 160)),
        type_code=str(rng.choice(["211", "218"], p=[0.75, 0.25])),
        weak=bool(rng.random() < 0.3),
    )


def case_with(case: Case, **changes: Any) -> Case:
    """Return a case with some fields replaced."""
    return Case(**{**vars_of(case), **changes})


def vars_of(case: Case) -> dict[str, Any]:
    """Return the fields of a case."""
    names = ("schools", "travel", "wishes", "policy", "previous", "second")
    return {name: getattr(case, name) for name in names}


def end_state(case: Case) -> tuple[Problem, np.ndarray, Timetable]:
    """Return the problem, the grouping of the target year, and its timetable."""
    problem = build_problem(case)
    solution = CpSatSolver().solve(problem, LIMITS, Watcher())
    assert solution.core_of is not None
    timetable = build_timetable(case, problem, solution.core_of)
    assert timetable is not None
    return problem, solution.core_of, timetable


def stated(case: Case, timetable: Timetable, schedule: Schedule) -> Plan:
    """Return a schedule as a plan that claims its years and demonstrators."""
    years, ids = timetable.years, timetable.problem.school_ids
    alliances = {}
    groups = {}
    for k, members in timetable.members.items():
        host = schedule.host.get(k)
        alliances[ids[k]] = {
            "start_year": years[schedule.start[k]],
            "demonstrator": k in timetable.showcase,
            "host": host and {"core": ids[host[0]], "start_year": years[host[1]]},
        }
        groups[ids[k]] = [
            Member(school_id=ids[i], start_year=years[schedule.join[i]])
            for i in members
        ]
    return make_plan(groups, alliances=alliances)


Values = tuple[int, ...]


def brute_force(
    case: Case, timetable: Timetable
) -> tuple[Schedule, Mapping[Any, Any]] | None:
    """Return the best legal schedule and its tiers; ``None`` if there is none."""
    judge = Judge(case)
    best: tuple[Values, Schedule, Mapping[Any, Any]] | None = None
    for schedule in schedules(timetable):
        view = view_of_plan(judge.facts, stated(case, timetable, schedule))
        if any(True for rule in PHASE_RULES for _ in rule.violations(view)):
            continue
        values = phase_values(view, Course(view, view.plan))
        key = tuple(v.value if v.sense == "min" else -v.value for v in values.values())
        if best is None or key < best[0]:
            best = (key, schedule, values)
    return None if best is None else best[1:]


def schedules(timetable: Timetable) -> Iterator[Schedule]:
    """Yield every schedule: years of cores and members, and hosts of graduates."""
    cores, last = list(timetable.members), timetable.last
    members = [i for i, k in timetable.core_of.items() if i != k]
    graduates = list(timetable.hosts)
    hosts = [
        [(k, t) for k in cores if k != g for t in range(last + 1)] for g in graduates
    ]
    for starts in product(range(last + 1), repeat=len(cores)):
        start = dict(zip(cores, starts, strict=True))
        later = [range(start[timetable.core_of[i]], last + 1) for i in members]
        for chosen in product(*hosts):
            for joins in product(*later):
                yield Schedule(
                    start,
                    dict(zip(members, joins, strict=True)),
                    dict(zip(graduates, chosen, strict=True)),
                )
