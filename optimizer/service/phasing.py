"""From a case to a grouping and its schedule: graduates without a host are barred."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from optimizer.case import Case
from optimizer.domain import Issue, Severity
from optimizer.formulate import build_problem
from optimizer.plan import Solution, Status
from optimizer.problem import Problem
from optimizer.roles import graduates
from optimizer.schedule import Schedule, build_timetable, can_be_hosted
from optimizer.solvers.phases import schedule_phases
from optimizer.solvers.protocol import SolveLimits, Solver, Watcher
from optimizer.study.alternatives import with_tiers_of

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

    @property
    def is_stuck(self) -> bool:
        """Whether graduates lead without a host: a given grouping, never a solved one.

        An engine that hands out a grouping of its own cannot be told to bar them.
        """
        return self.schedule is not None and bool(self.schedule.unhosted)


def solve_in_phases(
    case: Case, engine: Solver, limits: SolveLimits, watcher: Watcher
) -> Phased:
    """Solve the target year, then the years before it.

    A graduate leads only after it was a member of a host alliance (15). One that no
    alliance of the plan can host is barred and the plan solved again; each round bars
    at least one. The plan without graduates is solved first and stands unless theirs
    is as good, so that letting them lead never worsens a plan, whatever the limits; it
    also stands where the limits leave open whether all can be hosted.
    What is proven of a plan is proven among all plans: where graduates were left out
    that some plan could host, only the bounds of a search with all of them count.

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
    everyone = graduates(case)
    share = PLAIN_SHARE if everyone else 1.0
    plain = _attempt(_barring(case, everyone), engine, _part(limits, share), watcher)
    if not everyone:
        return plain
    hopeless = _hopeless(case, everyone)
    known = plain.solution if everyone <= hopeless else _NOTHING
    barred: frozenset[str] = frozenset()
    tried = [plain]
    left = 1 - share
    for _ in range(MAX_ROUNDS):
        left /= 2
        own = _part(limits, left)
        found = _attempt(_barring(case, barred), engine, own, watcher, plain.solution)
        tried.append(found)
        if barred <= hopeless:
            known = found.solution
        unhosted = _unhosted(found)
        if not unhosted:
            return _among_all(_better(found, plain, barred), known, tried)
        if not _is_proof(found):
            told = (*_issues("W106", barred), *_issues("W109", unhosted))
            return _among_all(replace(plain, issues=told), known, tried)
        barred |= unhosted
    chosen = replace(plain, issues=_issues("W106", barred))
    return _among_all(chosen, known, tried)


_NOTHING = Solution(Status.UNKNOWN, None)
"""What is known of all plans before any search that left none of them out."""


def _hopeless(case: Case, everyone: frozenset[str]) -> frozenset[str]:
    """Return the graduates no plan whatsoever can host: to bar them loses nothing."""
    problem = build_problem(_barring(case, frozenset()))
    ids = problem.school_ids
    hosted = {ids[g] for g in range(problem.n) if can_be_hosted(problem, g)}
    return everyone - hosted


def _among_all(chosen: Phased, known: Solution, tried: Sequence[Phased]) -> Phased:
    """Return a plan with what is proven of it among all plans, graduates or not.

    A search that left out graduates proves nothing about plans they lead in; the
    bounds of ``known``, which left none out, do. Each attempt had a say in which plan
    is returned, so it is repeatable only if all of them are.
    """
    solution = replace(
        chosen.solution,
        interrupted=any(each.solution.interrupted for each in tried),
        wall_limited=any(each.solution.wall_limited for each in tried),
    )
    if chosen.solution.core_of is None:
        is_shown = known.status is Status.INFEASIBLE
        if solution.status is Status.INFEASIBLE and not is_shown:
            solution = replace(solution, status=Status.UNKNOWN)
    elif chosen.solution.core_of is not known.core_of:
        solution = with_tiers_of(chosen.problem, solution, known)
        if chosen.schedule is not None:
            solution = _joint(solution, chosen.schedule)
    return replace(chosen, solution=solution)


def _barring(case: Case, barred: frozenset[str]) -> Case:
    return replace(case, barred=barred)


def _attempt(
    case: Case,
    engine: Solver,
    limits: SolveLimits,
    watcher: Watcher,
    start: Solution | None = None,
) -> Phased:
    """Solve once, and schedule what was found."""
    problem = build_problem(case)
    solution = engine.solve(problem, limits, watcher, start)
    if solution.core_of is None:
        return Phased(problem, solution)
    # A given grouping may have barred graduates in the lead: they need a host too.
    timetable = build_timetable(_barring(case, frozenset()), problem, solution.core_of)
    if timetable is None:
        return Phased(problem, solution)
    schedule = schedule_phases(timetable, _part(limits, SHARE))
    return Phased(problem, _joint(solution, schedule), schedule)


def _better(found: Phased, plain: Phased, barred: frozenset[str]) -> Phased:
    """Return the plan with graduates, unless the one without them is better."""
    if found.solution.core_of is None or _key(found) > _key(plain):
        told = Issue("W107", Severity.WARNING)
        return replace(plain, issues=(*_issues("W106", barred), told))
    return replace(found, issues=_issues("W106", barred))


def _key(phased: Phased) -> tuple[int, ...]:
    """Return the tiers in order, less is better."""
    tiers = phased.solution.tiers
    return tuple(t.value if t.sense == "min" else -t.value for t in tiers)


def _unhosted(found: Phased) -> frozenset[str]:
    indices = found.schedule.unhosted if found.schedule is not None else ()
    return frozenset(found.problem.school_ids[i] for i in indices)


def _is_proof(found: Phased) -> bool:
    """Tell whether graduates without a host are so by proof, not for want of time."""
    return found.schedule is None or found.schedule.hosts_proven


def _issues(code: str, ids: frozenset[str]) -> tuple[Issue, ...]:
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
