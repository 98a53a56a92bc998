"""From a case to a grouping and its schedule: graduates without a host are barred."""

from __future__ import annotations

from dataclasses import dataclass, replace

from optimizer.case import Case
from optimizer.domain import Issue, Severity
from optimizer.formulate import build_problem
from optimizer.plan import Solution, Status
from optimizer.problem import Problem
from optimizer.schedule import Schedule, build_timetable, graduates_of
from optimizer.solvers.phases import schedule_phases
from optimizer.solvers.protocol import SolveLimits, Solver, Watcher

MAX_ROUNDS = 4
"""Groupings tried with graduates; the next one bars all of them, and is the last."""

SHARE = 0.1
"""Part of the limits of the search that a schedule may use; it needs far less."""


@dataclass(frozen=True, eq=False)
class Phased:
    """What was solved: the last problem, its grouping, its schedule if it has phases.

    ``issues`` name the graduates that were barred from leading.
    """

    problem: Problem
    solution: Solution
    schedule: Schedule | None = None
    issues: tuple[Issue, ...] = ()


def solve_in_phases(
    case: Case, engine: Solver, limits: SolveLimits, watcher: Watcher
) -> Phased:
    """Solve the target year, then the years before it.

    A graduate leads only after it was a member of a host alliance (15). One that no
    alliance of the plan can host is barred and the plan solved again; each round bars
    at least one, and after :data:`MAX_ROUNDS` all are barred.

    Parameters
    ----------
    case
        The facts.
    engine
        Solver of the target year.
    limits
        Seed and limits of each search.
    watcher
        Receives progress of the target year.
    """
    barred: set[str] = set()
    for tries in range(MAX_ROUNDS + 1):
        problem = build_problem(case, frozenset(barred))
        solution = engine.solve(problem, limits, watcher)
        issues = tuple(map(_barred_issue, sorted(barred)))
        timetable = (
            None
            if solution.core_of is None
            else build_timetable(case, problem, solution.core_of)
        )
        if timetable is None:
            return Phased(problem, solution, issues=issues)
        schedule = schedule_phases(timetable, _share(limits))
        if not schedule.unhosted:
            return Phased(problem, _joint(solution, schedule), schedule, issues)
        barred |= _ids(problem, schedule.unhosted)
        if tries == MAX_ROUNDS - 1:
            barred |= _all_graduates(case, problem)
    msg = "a plan without graduates needs no host."
    raise ValueError(msg)


def _ids(problem: Problem, indices: tuple[int, ...]) -> set[str]:
    return {problem.school_ids[i] for i in indices}


def _all_graduates(case: Case, problem: Problem) -> set[str]:
    everyone: dict[int, tuple[int, ...]] = dict.fromkeys(range(problem.n), ())
    return _ids(problem, graduates_of(case, problem, everyone))


def _barred_issue(school_id: str) -> Issue:
    return Issue("W106", Severity.WARNING, value=school_id)


def _share(limits: SolveLimits) -> SolveLimits:
    return replace(
        limits,
        deterministic_limit=limits.deterministic_limit * SHARE,
        time_limit_s=limits.time_limit_s * SHARE,
    )


def _joint(solution: Solution, schedule: Schedule) -> Solution:
    """Return what is known of both: a plan is optimal only with its schedule."""
    proven = all(tier.proven for tier in schedule.tiers)
    is_less = solution.status is Status.OPTIMAL and not proven
    return replace(
        solution,
        status=Status.FEASIBLE if is_less else solution.status,
        stats={**solution.stats, "phases": dict(schedule.stats)},
        interrupted=solution.interrupted or schedule.interrupted,
        wall_limited=solution.wall_limited or schedule.wall_limited,
    )
