"""The plain models on all arcs, for comparison: CP-SAT and HiGHS as they come."""

from __future__ import annotations

import time

import numpy as np
from ortools.sat.python import cp_model

from optimizer.solvers.pmedian import MedianInstance
from optimizer.solvers.pmedian.instance import Ints
from optimizer.solvers.pmedian.program import Effort, Program

SCALE = 1000
"""Fractions of a unit of cost that CP-SAT, which counts in whole numbers, sees."""


def plain_highs(instance: MedianInstance, seconds: float) -> dict[str, object]:
    """Run program (1)-(4) on all arcs, without start or removal."""
    started = time.perf_counter()
    program = Program(instance, np.isfinite(instance.cost))
    found = program.search(Effort(seconds - (time.perf_counter() - started)))
    status = "none" if found.core_of is None else "feasible"
    return judged(
        instance,
        found.core_of,
        "optimal" if found.complete else status,
        time.perf_counter() - started,
    )


def plain_cpsat(
    instance: MedianInstance, seconds: float, workers: int
) -> dict[str, object]:
    """Run the same model in CP-SAT on all arcs."""
    started = time.perf_counter()
    model, arcs = _cpsat_model(instance)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    spent = time.perf_counter() - started
    solver.parameters.max_time_in_seconds = max(1.0, seconds - spent)
    status = solver.solve(model)
    core_of = None
    if status in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        core_of = np.full(instance.n, -1)
        for (i, k), arc in arcs.items():
            if solver.value(arc):
                core_of[i] = k
    name = solver.status_name(status).lower()
    return judged(instance, core_of, name, time.perf_counter() - started)


def _cpsat_model(
    instance: MedianInstance,
) -> tuple[cp_model.CpModel, dict[tuple[int, int], cp_model.IntVar]]:
    model = cp_model.CpModel()
    is_open = [model.new_bool_var("") for _ in range(instance.m)]
    arcs = {}
    for i, k in zip(*np.nonzero(np.isfinite(instance.cost)), strict=True):
        own = instance.is_shared and i == k
        arcs[int(i), int(k)] = is_open[k] if own else model.new_bool_var("")
    served: list[list[int]] = [[] for _ in range(instance.m)]
    reached: list[list[cp_model.IntVar]] = [[] for _ in range(instance.n)]
    for (i, k), arc in arcs.items():
        served[k].append(i)
        reached[i].append(arc)
        model.add_implication(arc, is_open[k])
    for mine in reached:
        model.add_exactly_one(mine)
    for k in np.flatnonzero(np.isfinite(instance.capacity)).tolist():
        load = sum(int(instance.demand[i]) * arcs[i, k] for i in served[k])
        model.add(load <= int(instance.capacity[k]) * is_open[k])
    if instance.num_cores is not None:
        model.add(sum(is_open) == instance.num_cores)
    goal = [round(SCALE * float(instance.cost[i, k])) * v for (i, k), v in arcs.items()]
    opening = [round(SCALE * float(f)) for f in instance.opening]
    goal += [f * y for f, y in zip(opening, is_open, strict=True)]
    model.minimize(sum(goal))
    return model, arcs


def judged(
    instance: MedianInstance, core_of: Ints | None, status: str, seconds: float
) -> dict[str, object]:
    """Return a record whose value is recomputed from the solution."""
    value = None
    if core_of is not None:
        faults = instance.faults_of(core_of)
        value = None if faults else round(instance.value_of(core_of), 4)
        status = f"faulty: {faults[0]}" if faults else status
    return {"value": value, "says": status, "seconds": round(seconds, 1)}


__all__ = ["judged", "plain_cpsat", "plain_highs"]
