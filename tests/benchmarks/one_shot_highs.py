"""A plain one-shot HiGHS model: one binary a pair, all tiers as one weighted sum.

The second baseline a first attempt would write. The weights are floats here and as
far apart as a solver's tolerances bear, so late tiers may be off by a little.
"""

from __future__ import annotations

import time
from itertools import combinations

import highspy
import numpy as np

from optimizer.problem import Problem
from optimizer.solvers.evaluate import tier_values

WISH, SHORT, NEED, PUPILS = 1e9, 1e8, 1e6, 1e2


def one_shot_highs(problem: Problem, seconds: float) -> dict[str, object]:
    """Solve within clock seconds; return status, seconds and tier values."""
    model = highspy.Highs()
    model.silent()
    model.setOptionValue("mip_rel_gap", 0.0)
    model.setOptionValue("time_limit", float(seconds))
    x = {
        (i, k): model.addBinary(
            -NEED * problem.need[i]
            - PUPILS * problem.load[i]
            + problem.cost_s[i, k] / 3600
        )
        for i, k in problem.arcs
    }
    y = {
        k: model.addBinary(-WISH if k in problem.must_lead else 0.0)
        for k in sorted({k for _, k in x})
    }
    for i in range(problem.n):
        roles = [v for (m, _), v in x.items() if m == i] + ([y[i]] if i in y else [])
        if len(roles) > 1:
            model.addConstr(sum(roles) <= 1)
    for k in y:
        _add_alliance(model, problem, k, x, y)
    for scope in problem.scopes:
        gap = model.addVariable(0, scope.needed, SHORT)
        counted = np.flatnonzero(scope.counted)
        covered = [y[i] for i in counted if i in y]
        covered += [v for (i, _), v in x.items() if scope.counted[i]]
        fixed = sum(1 for i in counted if i in problem.frozen_core_of)
        model.addConstr(sum(covered) + gap >= scope.needed - fixed)
    started = time.perf_counter()
    model.run()
    told: dict[str, object] = {
        "status": model.modelStatusToString(model.getModelStatus()),
        "seconds": round(time.perf_counter() - started, 2),
    }
    if model.getInfo().primal_solution_status == 2:
        told["values"] = tier_values(problem, _grouping(model, problem, x, y))
    return told


def _add_alliance(model, problem: Problem, k: int, x, y) -> None:
    members = [(i, v) for (i, c), v in x.items() if c == k]
    model.addConstr(sum(v for _, v in members) >= y[k])
    own = int(problem.units[k]) if problem.core_counts else 0
    taken = sum(float(problem.units[i]) * v for i, v in members)
    model.addConstr(taken <= (problem.max_units - own) * y[k])
    brought = sum(float(problem.load[i]) * v for i, v in members)
    model.addConstr(brought <= float(problem.capacity[k]))
    for _, v in members:
        model.addConstr(v <= y[k])
    for (i, v), (j, w) in combinations(members, 2):
        if problem.too_far[i, j] or (i, j) in problem.apart or (j, i) in problem.apart:
            model.addConstr(v + w <= 1)
    for i, j in problem.together:
        first, second = (y[k] if m == k else x.get((m, k)) for m in (i, j))
        if first is not None and second is not None:
            model.addConstr(first == second)
        elif first is not None or second is not None:
            model.addConstr((first if second is None else second) <= 0)


def _grouping(model, problem: Problem, x, y):
    values = model.getSolution().col_value
    core_of = np.full(problem.n, -1, dtype=np.int64)
    for i, core in problem.frozen_core_of.items():
        core_of[i] = core
    for k, var in y.items():
        if values[var.index] > 0.5:
            core_of[k] = k
    for (i, k), var in x.items():
        if values[var.index] > 0.5:
            core_of[i] = k
    return core_of
