"""From alliances people made to the whole plan: the same parts as a solver's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from optimizer import kinds
from optimizer.case import Case
from optimizer.checker import Violation
from optimizer.compose import ByPeople, compose_plan
from optimizer.domain import Issue, Severity
from optimizer.dossier import changes_between
from optimizer.evidence import Evidence
from optimizer.formulate import build_problem
from optimizer.plan import Override, Plan, Solution, Status
from optimizer.problem import Ints, Problem
from optimizer.report.labels import reason_parts
from optimizer.schedule import Schedule, build_timetable
from optimizer.service.loading import Loaded
from optimizer.service.planning import accepted, with_frozen_warnings
from optimizer.solvers.evaluate import make_tier, tier_values
from optimizer.solvers.phases import rated

EDITED = "edited; "
"""Put before the name of the engine in the fingerprint of a plan people changed."""

_COMPOSED = frozenset(("W102", "W103", "W104", "W105", "W108", "Q201", "Q202"))
"""Issues that are noticed anew whenever a plan is composed."""

_CHOICE_OF_PEOPLE = "people"
_TAKEN_OUT = "U18"


def index_of(problem: Problem, draft: Plan) -> Ints:
    """Return a draft's grouping in indices, shape ``(n,)``; -1 outside."""
    at = {school_id: i for i, school_id in enumerate(problem.school_ids)}
    core_of = np.full(problem.n, -1, dtype=np.int64)
    for school_id, core in draft.core_of.items():
        core_of[at[school_id]] = at[core]
    return core_of


def advised_types(case: Case, problem: Problem, draft: Plan) -> dict[str, str]:
    """Return the type the rule recommends for each alliance of a draft, by core."""
    at = {school_id: i for i, school_id in enumerate(problem.school_ids)}
    found = {}
    for alliance in draft.alliances:
        members = sorted(at[member.school_id] for member in alliance.members)
        advice = kinds.advise(case, problem, at[alliance.core], members)
        found[alliance.core] = advice.type
    return found


def compose_edited(
    case: Case, parent: Plan, draft: Plan, overrides: Sequence[Override]
) -> tuple[Plan, tuple[Violation, ...]]:
    """Compose the plan of a draft and have it judged whole.

    Parameters
    ----------
    case
        The facts, with the grouping of the plan before and the choices of types.
    parent
        The plan before.
    draft
        Alliances, years and hosts as people want them; no hard rule is broken but
        those set aside.
    overrides
        Rules people set aside.

    Returns
    -------
    tuple
        The plan, and what the checker points out.

    Raises
    ------
    CheckError
        C401 if the checker rejects it: a fault of the program.
    """
    problem = build_problem(case)
    core_of = index_of(problem, draft)
    values = tier_values(problem, core_of)
    tiers = [make_tier(n, values[n], None, proven=False) for n in problem.tiers]
    placed = {change.school_id for change in changes_between(parent, draft)}
    plan = compose_plan(
        case,
        problem,
        Solution(Status.FEASIBLE, core_of, tuple(tiers)),
        solver_name=_solver(parent),
        issues=tuple(_issues(parent)),
        schedule=_schedule(case, problem, core_of, draft),
        people=ByPeople(
            frozenset(placed | _placed_before(parent, draft)), tuple(overrides)
        ),
    )
    plan = with_frozen_warnings(case, plan, accepted(case, plan))
    return plan, accepted(case, plan)


def still_shown(loaded: Loaded, parent: Plan, plan: Plan) -> Loaded:
    """Keep the evidence that is of the new plan, too.

    Routes of pairs that are no more are left out, and no areas in reach stay where
    the cores are others: without the roads neither can be made anew.
    """
    pairs = {(member, core) for member, core in plan.core_of.items() if member != core}
    evidence = loaded.evidence
    routes = {pair: way for pair, way in evidence.routes.items() if pair in pairs}
    cores = [{a.core for a in each.alliances} for each in (parent, plan)]
    return replace(
        loaded,
        evidence=Evidence(routes, evidence.scenarios),
        isochrones=loaded.isochrones if cores[0] == cores[1] else None,
    )


def _solver(parent: Plan) -> str:
    name = str((parent.fingerprint or {}).get("solver", ""))
    return name if name.startswith(EDITED) else f"{EDITED}{name}"


def _issues(parent: Plan) -> Iterator[Issue]:
    """Yield what was noticed about the inputs when the plan before was made."""
    for row in parent.issues:
        if row.code not in _COMPOSED:
            facts = row.model_dump(exclude={"severity"})
            yield Issue(severity=Severity(row.severity), **facts)


def _placed_before(parent: Plan, draft: Plan) -> set[str]:
    """Return the schools people placed in the plan before that stay there."""
    core_of = draft.core_of
    kept = {
        member.school_id
        for alliance in parent.alliances
        for member in alliance.members
        if reason_parts(member.reason).get("choice") == _CHOICE_OF_PEOPLE
        and core_of.get(member.school_id) == alliance.core
    }
    outside = {u.school_id for u in parent.uncovered or () if u.code == _TAKEN_OUT}
    return kept | (outside - core_of.keys())


def _schedule(
    case: Case, problem: Problem, core_of: Ints, draft: Plan
) -> Schedule | None:
    """Return the years people set as a schedule; ``None`` where none are stated."""
    timetable = build_timetable(case, problem, core_of)
    if timetable is None or any(a.start_year is None for a in draft.alliances):
        return None
    at = {school_id: i for i, school_id in enumerate(problem.school_ids)}
    place = {year: t for t, year in enumerate(timetable.years)}
    start, join, host = {}, {}, {}
    for alliance in draft.alliances:
        k, year = at[alliance.core], alliance.start_year or 0
        start[k] = place[year]
        for member in alliance.members:
            join[at[member.school_id]] = place[member.start_year or year]
        if alliance.host is not None:
            host[k] = at[alliance.host.core], place[alliance.host.start_year]
    return rated(timetable, Schedule(start, join, host))
