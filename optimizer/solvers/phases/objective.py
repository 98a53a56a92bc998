"""Tiers of the schedule, as expressions of the model and recomputed from years."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from ortools.sat.python.cp_model import LinearExpr, LinearExprT

from optimizer.plan import PhaseTier
from optimizer.schedule import Schedule, Timetable
from optimizer.solvers.phases.model import PhaseModel


@dataclass(frozen=True)
class PhaseGoal:
    """One tier: its name, the position of its year if it is of one, its sense."""

    name: str
    t: int | None
    sense: Literal["min", "max"]
    unit: str


def goals(timetable: Timetable) -> list[PhaseGoal]:
    """Return the tiers of a timetable in their order."""
    lacking = [PhaseGoal("shortfall", t, "min", "schools") for t in _early(timetable)]
    pace: Literal["min", "max"] = "max" if timetable.is_early else "min"
    return [
        PhaseGoal("budget", None, "min", "alliances"),
        *lacking,
        PhaseGoal("pace", None, pace, "schools"),
        PhaseGoal("need", None, "max", "points"),
        PhaseGoal("travel", None, "min", "seconds"),
        PhaseGoal("order", None, "min", "weight"),
    ]


def _early(timetable: Timetable) -> range:
    return range(timetable.last)


def value_of(timetable: Timetable, goal: PhaseGoal, schedule: Schedule) -> int:
    """Return what a tier is worth in a schedule."""
    early = _early(timetable)
    if goal.name == "budget":
        return _over_budget(timetable, schedule)
    if goal.name == "shortfall":
        return _shortfall(timetable, schedule, goal.t or 0)
    if goal.name == "pace":
        return sum(sum(_covered(timetable, schedule, t)) for t in early)
    pairs = [(t, i, k) for t in early for i, k in schedule.pairs_in(timetable, t)]
    problem = timetable.problem
    if goal.name == "need":
        return sum(int(problem.need[i]) for _, i, _ in pairs)
    free = [(t, i, k) for t, i, k in pairs if k not in timetable.fixed]
    if goal.name == "travel":
        # An unknown trip counts nothing: only people may place a school without one.
        return sum(max(0, int(problem.seconds[i, k])) for _, i, k in free)
    free += [
        (t, k, k)
        for t in early
        for k, start in schedule.start.items()
        if start <= t and k not in timetable.fixed
    ]
    return sum(timetable.weight(k, i, t) for t, i, k in free)


def tier_of(
    timetable: Timetable,
    goal: PhaseGoal,
    value: int,
    bound: int | None,
    *,
    proven: bool,
) -> PhaseTier:
    """Return a tier's record with its gap."""
    gap = None if bound is None else abs(bound - value) / max(1, abs(value))
    return PhaseTier(
        name=goal.name,
        year=None if goal.t is None else timetable.years[goal.t],
        sense=goal.sense,
        unit=goal.unit,
        value=value,
        bound=bound,
        gap=gap,
        proven=proven,
    )


def rated(timetable: Timetable, schedule: Schedule) -> Schedule:
    """Return a schedule people made with what each tier is worth; none is proven."""
    worths = ((goal, value_of(timetable, goal, schedule)) for goal in goals(timetable))
    tiers = (
        tier_of(timetable, goal, value, None, proven=False) for goal, value in worths
    )
    return replace(schedule, tiers=tuple(tiers))


def _covered(timetable: Timetable, schedule: Schedule, t: int) -> list[int]:
    """Return the covered schools of a year, by scope."""
    inside = [i for i in timetable.core_of if (schedule.since(i) or 0) <= t]
    return [int(scope.counted[inside].sum()) for scope in timetable.scopes]


def _shortfall(timetable: Timetable, schedule: Schedule, t: int) -> int:
    found = zip(timetable.scopes, _covered(timetable, schedule, t), strict=True)
    return sum(max(0, scope.needed[t] - n) for scope, n in found)


def _over_budget(timetable: Timetable, schedule: Schedule) -> int:
    if not timetable.budget:
        return 0
    county = timetable.problem.county
    started: dict[tuple[int, int], int] = {}
    for k, start in schedule.start.items():
        if k not in timetable.fixed:
            key = (int(county[k]), start)
            started[key] = started.get(key, 0) + 1
    return sum(max(0, n - timetable.budget) for n in started.values())


def expression_of(model: PhaseModel, goal: PhaseGoal) -> LinearExprT:
    """Return a tier as an expression of the model's variables."""
    table = model.timetable
    if goal.name == "budget":
        return LinearExpr.sum(model.over_budget)
    if goal.name == "shortfall":
        return LinearExpr.sum(model.shortfall[goal.t or 0])
    if goal.name == "pace":
        covered = [
            var
            for t in _early(table)
            for scope in table.scopes
            for var in model.counted(scope.counted.tolist(), t)
        ]
        return LinearExpr.sum(covered)
    return _weighted(model, goal)


def _weighted(model: PhaseModel, goal: PhaseGoal) -> LinearExprT:
    """Return the tiers that sum a figure of each pair over the early years."""
    table = model.timetable
    problem = table.problem
    terms = []
    rows = [(i, table.core_of[i], row) for i, row in model.joined.items()]
    rows += [(g, k, row) for (g, k), row in model.guest.items()]
    if goal.name == "order":
        rows += [(k, k, row) for k, row in model.on.items()]
    for i, k, row in rows:
        for t in _early(table):
            if goal.name == "need":
                terms.append((row[t], int(problem.need[i])))
            elif k not in table.fixed:
                is_travel = goal.name == "travel"
                figure = int(problem.seconds[i, k]) if is_travel else None
                weight = table.weight(k, i, t) if figure is None else figure
                terms.append((row[t], weight))
    return LinearExpr.weighted_sum([v for v, _ in terms], [w for _, w in terms])
