"""A plain one-shot CP-SAT model: all tiers at once as one weighted sum.

The baseline a first attempt would write: pairwise spread constraints, no start, no
tiers. Weights are as far apart as 64-bit sums allow, so its optimum is the same in
the first tiers; it has no bound of its own for each tier.
"""

from __future__ import annotations

import time
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

from optimizer.problem import Problem, Scope
from optimizer.solvers.evaluate import tier_values

Arcs = dict[tuple[int, int], cp_model.IntVar]
Cores = dict[int, cp_model.IntVar]


def one_shot(problem: Problem, seconds: float) -> dict[str, object]:
    """Solve within clock seconds; return status, seconds and tier values."""
    model = cp_model.CpModel()
    x = {arc: model.new_bool_var("") for arc in problem.arcs}
    y = {k: model.new_bool_var("") for k in sorted({k for _, k in x})}
    for i in range(problem.n):
        own = [y[i]] if i in y else []
        model.add(sum(own) + sum(v for (m, _), v in x.items() if m == i) <= 1)
    for k in y:
        _add_alliance(model, problem, k, x, y)
    _add_wishes(model, problem, x, y)
    unmet = [1 - y[k] if k in y else 1 for k in problem.must_lead]
    short = [_shortfall(model, problem, scope, x, y) for scope in problem.scopes]
    need = sum(int(problem.need[i]) * v for (i, _), v in x.items())
    pupils = sum(int(problem.load[i]) * v for (i, _), v in x.items())
    travel = sum(int(problem.cost_s[a]) * v for a, v in x.items())
    first = 10**16 * sum(unmet) + 10**15 * sum(short)
    model.minimize(first - 10**12 * need - 10**7 * pupils + travel)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    started = time.perf_counter()
    status = solver.solve(model)
    told: dict[str, object] = {
        "status": solver.status_name(status),
        "seconds": round(time.perf_counter() - started, 2),
    }
    if status in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        told["values"] = tier_values(problem, _grouping(solver, problem, x, y))
    return told


def _add_alliance(
    model: cp_model.CpModel, problem: Problem, k: int, x: Arcs, y: Cores
) -> None:
    members = [(i, v) for (i, c), v in x.items() if c == k]
    model.add(sum(v for _, v in members) >= y[k])
    taken = sum(int(problem.units[i]) * v for i, v in members)
    model.add(taken + int(problem.units[k]) * y[k] <= problem.max_units)
    brought = sum(int(problem.load[i]) * v for i, v in members)
    model.add(brought <= int(problem.capacity[k]))
    for _, v in members:
        model.add(v <= y[k])
    for (i, v), (j, w) in combinations(members, 2):
        if problem.too_far[i, j]:
            model.add(v + w <= 1)


def _add_wishes(model: cp_model.CpModel, problem: Problem, x: Arcs, y: Cores) -> None:
    for k in y:
        for i, j in problem.together:
            model.add(_presence(i, k, x, y) == _presence(j, k, x, y))
        for i, j in problem.apart:
            model.add(_presence(i, k, x, y) + _presence(j, k, x, y) <= 1)


def _presence(i: int, k: int, x: Arcs, y: Cores) -> cp_model.LinearExprT:
    found = y[k] if i == k else x.get((i, k))
    return found if found is not None else cp_model.LinearExpr.constant(0)


def _shortfall(
    model: cp_model.CpModel, problem: Problem, scope: Scope, x: Arcs, y: Cores
) -> cp_model.IntVar:
    gap = model.new_int_var(0, scope.needed, "")
    counted = np.flatnonzero(scope.counted)
    covered = [y[i] for i in counted if i in y]
    covered += [v for (i, _), v in x.items() if scope.counted[i]]
    fixed = sum(1 for i in counted if i in problem.frozen_core_of)
    model.add(sum(covered) + fixed + gap >= scope.needed)
    return gap


def _grouping(
    solver: cp_model.CpSolver, problem: Problem, x: Arcs, y: Cores
) -> NDArray[np.int64]:
    core_of = np.full(problem.n, -1, dtype=np.int64)
    for i, core in problem.frozen_core_of.items():
        core_of[i] = core
    for k, leads in y.items():
        if solver.value(leads):
            core_of[k] = k
    for (i, k), v in x.items():
        if solver.value(v):
            core_of[i] = k
    return core_of
