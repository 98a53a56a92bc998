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
"""Groupings tried with graduates; after that the plan without any stands."""

SHARE = 0.1
"""Part of the limits of the search that a schedule may use; it needs far less."""

PLAIN_SHARE = 0.25
"""Part of the limits for the plan without graduates, where there are any."""


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
    at least one. The plan without graduates is solved first and stands unless theirs
    is as good, so that letting them lead never worsens a plan, whatever the limits.

    Parameters
    ----------
    case
        The facts.
    engine
        Solver of the target year.
    limits
        Seed and limits of all rounds together; a schedule adds :data:`SHARE`.
    watcher
        Receives progress of the target year.
    """
    may_graduate = case.policy.roles.graduates_may_lead
    graduates = _eligible(case, build_problem(case)) if may_graduate else set()
    share = PLAIN_SHARE if graduates else 1.0
    plain = _attempt(case, engine, _part(limits, share), watcher, graduates)
    if not graduates or plain.solution.core_of is None:
        return plain
    barred: set[str] = set()
    left = 1 - share
    for _ in range(MAX_ROUNDS):
        left /= 2
        found = _attempt(case, engine, _part(limits, left), watcher, barred)
        unhosted = found.schedule.unhosted if found.schedule is not None else ()
        if not unhosted:
            return _better(found, plain, barred)
        barred |= _ids(found.problem, unhosted)
    return replace(plain, issues=_issues("W106", barred))


def _attempt(
    case: Case,
    engine: Solver,
    limits: SolveLimits,
    watcher: Watcher,
    barred: set[str],
) -> Phased:
    """Solve once with some graduates barred, and schedule what was found."""
    problem = build_problem(case, frozenset(barred))
    solution = engine.solve(problem, limits, watcher)
    if solution.core_of is None:
        return Phased(problem, solution)
    timetable = build_timetable(case, problem, solution.core_of)
    if timetable is None:
        return Phased(problem, solution)
    schedule = schedule_phases(timetable, _part(limits, SHARE))
    return Phased(problem, _joint(solution, schedule), schedule)


def _better(found: Phased, plain: Phased, barred: set[str]) -> Phased:
    """Return the plan with graduates, unless the one without them is better."""
    if found.solution.core_of is None or _key(found) > _key(plain):
        told = Issue("W107", Severity.WARNING)
        return replace(plain, issues=(*_issues("W106", barred), told))
    return replace(found, issues=_issues("W106", barred))


def _key(phased: Phased) -> tuple[int, ...]:
    """Return the tiers in order, less is better."""
    tiers = phased.solution.tiers
    return tuple(t.value if t.sense == "min" else -t.value for t in tiers)


def _ids(problem: Problem, indices: tuple[int, ...]) -> set[str]:
    return {problem.school_ids[i] for i in indices}


def _eligible(case: Case, problem: Problem) -> set[str]:
    """Return the graduates that may lead in a problem."""
    everyone: dict[int, tuple[int, ...]] = dict.fromkeys(range(problem.n), ())
    graduates = graduates_of(case, problem, everyone)
    return _ids(problem, tuple(g for g in graduates if problem.can_lead[g]))


def _issues(code: str, ids: set[str]) -> tuple[Issue, ...]:
    return tuple(Issue(code, Severity.WARNING, value=i) for i in sorted(ids))


def _part(limits: SolveLimits, part: float) -> SolveLimits:
    return replace(
        limits,
        deterministic_limit=limits.deterministic_limit * part,
        time_limit_s=limits.time_limit_s * part,
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
