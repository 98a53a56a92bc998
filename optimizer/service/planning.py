"""Solve and judge: from a case to a checked plan, and from a plan to a verdict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from optimizer import kinds
from optimizer.case import Case
from optimizer.checker import Judge, Violation, check_plan
from optimizer.compose import compose_plan
from optimizer.domain import Severity
from optimizer.errors import CheckError
from optimizer.evidence import Evidence
from optimizer.margins import driven_way
from optimizer.plan import Note, Plan, Solution
from optimizer.roles import frozen_groups
from optimizer.route import Route
from optimizer.service import folder
from optimizer.service.loading import Loaded, Sources, load, load_folder
from optimizer.service.phasing import solve_in_phases
from optimizer.service.runlog import Clock, Recorder
from optimizer.solvers.columns import ColumnSolver
from optimizer.solvers.protocol import SolveLimits, Solver, Watcher


@dataclass(frozen=True, eq=False)
class Outcome:
    """A checked plan, or no plan; ``plan`` is ``None`` unless there is one.

    Parameters
    ----------
    loaded
        What was planned.
    solution
        What the solver answered.
    plan
        The plan the checker accepted.
    warnings
        What the checker points out without rejecting the plan.
    tier_check
        (name, solver's value, checker's own value) of each tier.
    evidence
        Routes of the trips used, and the trips in other scenarios.
    seconds, trace
        Clock seconds by stage, and progress, for ``run.json``.
    """

    loaded: Loaded
    solution: Solution
    plan: Plan | None
    evidence: Evidence = field(default_factory=Evidence)
    warnings: tuple[Violation, ...] = ()
    tier_check: tuple[tuple[str, int, int], ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)
    trace: Sequence[Mapping[str, Any]] = ()


def make_plan(
    loaded: Loaded,
    *,
    time_limit_s: float | None = None,
    solver: Solver | None = None,
    watcher: Watcher | None = None,
) -> Outcome:
    """Solve a case and check the plan.

    Parameters
    ----------
    loaded
        A case from :func:`optimizer.service.load`.
    time_limit_s
        Clock seconds for the search; default the policy's.
    solver
        Engine; default column generation.
    watcher
        Receives progress and may ask to stop.

    Raises
    ------
    CheckError
        If the independent checker rejects what the solver found: a fault of the
        program, so no plan is returned.
    """
    engine = solver or ColumnSolver()
    recorder = Recorder(watcher or Watcher())
    clock = Clock()
    case = loaded.case
    with clock("solve"):
        limits = _limits(case, time_limit_s)
        phased = solve_in_phases(case, engine, limits, recorder)
    solution = phased.solution
    seconds = {**loaded.seconds, **clock.seconds}
    if solution.core_of is None or phased.is_stuck:
        return Outcome(loaded, solution, None, seconds=seconds, trace=recorder.trace)
    with clock("check"):
        draft = compose_plan(
            case,
            phased.problem,
            solution,
            solver_name=engine.name,
            issues=(*loaded.issues, *phased.issues),
            schedule=phased.schedule,
        )
        plan = with_frozen_warnings(case, draft, accepted(case, draft))
        warnings = accepted(case, plan)
        own = Judge(case).tier_values(plan.core_of)
    with clock("routes"):
        evidence = Evidence(_routes(loaded, plan), loaded.scenarios)
    return Outcome(
        loaded=loaded,
        solution=solution,
        plan=plan,
        evidence=evidence,
        warnings=warnings,
        tier_check=tuple((t.name, t.value, own[t.name]) for t in plan.tiers or ()),
        seconds={**loaded.seconds, **clock.seconds},
        trace=recorder.trace,
    )


def _routes(loaded: Loaded, plan: Plan) -> dict[tuple[str, str], Route]:
    """Return the route of every trip used, as the roads have it."""
    if loaded.network is None:
        return {}
    case = loaded.case
    index_of = case.travel.index_of
    pairs = [
        (member, core)
        for member, core in sorted(plan.core_of.items())
        if member != core
    ]
    ways = [driven_way(case, index_of[m], index_of[k]) for m, k in pairs]
    provider = loaded.network.provider(case.policy.travel.scenario)
    found = provider.path(case.schools, ways)
    return {
        pair: route
        for pair, route in zip(pairs, found, strict=True)
        if route is not None
    }


def verify(where: Path, sources: Sources | None = None) -> tuple[Plan, list[Violation]]:
    """Judge the plan of a folder, or of a file with the inputs given.

    Parameters
    ----------
    where
        Folder of a plan, or a plan file.
    sources
        Inputs to judge it by; default the ``inputs`` beside the plan.

    Raises
    ------
    PlanError, DataError, PolicyError, TravelError
        If the plan or an input cannot be read.
    """
    plan = folder.read_plan(where)
    if sources is not None:
        loaded = load(sources)
        # Decisions of people stand in the plan alone: the inputs do not have them.
        choices = kinds.choices_of(plan.alliances)
        loaded = replace(loaded, case=replace(loaded.case, choices=choices))
    else:
        loaded = load_folder(folder.plan_path(where).parent)
    return plan, check_plan(loaded.case, plan)


def _limits(case: Case, time_limit_s: float | None) -> SolveLimits:
    settings = case.policy.solver
    return SolveLimits(
        seed=settings.seed,
        workers=settings.workers,
        deterministic_limit=settings.deterministic_limit,
        time_limit_s=settings.time_limit_s if time_limit_s is None else time_limit_s,
    )


def accepted(case: Case, plan: Plan) -> tuple[Violation, ...]:
    """Return the checker's warnings, or refuse the plan."""
    found = check_plan(case, plan)
    errors = [v for v in found if v.severity is Severity.ERROR]
    if errors:
        raise CheckError(
            "C401",
            number=len(errors),
            first=f"{errors[0].code} {errors[0].render('en')}",
        )
    return tuple(found)


def with_frozen_warnings(case: Case, plan: Plan, warnings: Iterable[Violation]) -> Plan:
    """Note on each approved alliance the rules it does not keep (A02)."""
    core_of = plan.core_of
    frozen = {group.core for group in frozen_groups(case)}
    broken: dict[str, set[str]] = defaultdict(set)
    for warning in warnings:
        for school in warning.schools:
            if core_of.get(school) in frozen:
                broken[core_of[school]].add(warning.code)
    noted = [
        a.model_copy(
            update={
                "warnings": [
                    *a.warnings,
                    *(
                        Note(code="A02", detail={"rule": code})
                        for code in sorted(broken[a.core])
                    ),
                ]
            }
        )
        if a.core in broken
        else a
        for a in plan.alliances
    ]
    return plan.model_copy(update={"alliances": noted})
