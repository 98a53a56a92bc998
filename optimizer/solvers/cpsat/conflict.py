"""The smallest set of demands that no plan can meet together.

Each demand gets a literal that switches its constraint on, over the plain model
without any wishes. Implicit hitting sets (Ignatiev, Previti, Liffiton and
Marques-Silva, 2015, "Smallest MUS extraction with minimal hitting set dualization"):
a smallest set that takes a demand out of every set known to be removable is tested;
if a plan meets it, what the fullest such plan leaves out is removable too; if none
does, it is a conflict, and no smaller one exists.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ortools.sat.python import cp_model

from optimizer.problem import Problem
from optimizer.solvers.cpsat.constraints import Constraints
from optimizer.solvers.cpsat.variables import Variables
from optimizer.solvers.protocol import SolveLimits

DemandKind = Literal[
    "lead", "bar", "together", "joined", "apart", "refused", "under", "cover"
]


@dataclass(frozen=True)
class Demand:
    """One thing a planner wants, in indices of the problem.

    Parameters
    ----------
    kind
        ``lead``, ``bar``: school ``a`` leads, or does not. ``together``: ``a`` and
        ``b`` in one alliance or both outside. ``joined``: in one alliance.
        ``apart``: never in one. ``refused``: neither under the other. ``under``:
        ``a`` is a member under ``b``. ``cover``: ``a`` is in some alliance.
    a, b
        Indices of schools that are in no approved alliance; ``b`` is -1 where one
        school is spoken of.
    """

    kind: DemandKind
    a: int
    b: int = -1


def smallest_conflict(
    problem: Problem, demands: Sequence[Demand], limits: SolveLimits
) -> tuple[int, ...] | None:
    """Return positions of a smallest set of demands that no plan can meet.

    Parameters
    ----------
    problem
        Without wishes of its own: rules (1)-(7) and approved alliances.
    demands
        What is wanted.
    limits
        Seed and limits of each test.

    Returns
    -------
    tuple of int
        Ascending; empty if all demands can be met together. ``None`` if the limits
        were reached before it was known.
    """
    removable: list[frozenset[int]] = []
    while True:
        tried = _smallest_hitting(removable, len(demands), limits)
        if tried is None:
            return None
        status, left_out = _fullest(problem, demands, tried, limits)
        if status == cp_model.INFEASIBLE:
            return tuple(sorted(tried))
        if status != cp_model.OPTIMAL:
            return None
        if not left_out:
            return ()
        removable.append(left_out)


def _fullest(
    problem: Problem,
    demands: Sequence[Demand],
    kept: frozenset[int],
    limits: SolveLimits,
) -> tuple[int, frozenset[int]]:
    """Return the status, and what the fullest plan that keeps some demands misses."""
    model = cp_model.CpModel()
    switches = _model_of(model, problem, demands)
    for d in kept:
        model.add(switches[d] == 1)
    model.maximize(sum(switches))
    solver = _solver(limits)
    status = solver.solve(model)
    if status != cp_model.OPTIMAL:
        return int(status), frozenset()
    missed = (d for d, s in enumerate(switches) if not solver.boolean_value(s))
    return int(status), frozenset(missed)


def _smallest_hitting(
    sets: Sequence[frozenset[int]], count: int, limits: SolveLimits
) -> frozenset[int] | None:
    """Return a smallest set with a member in each of the sets, if found in time."""
    model = cp_model.CpModel()
    taken = [model.new_bool_var(f"h_{d}") for d in range(count)]
    for found in sets:
        model.add_bool_or([taken[d] for d in sorted(found)])
    model.minimize(sum(taken))
    solver = _solver(limits)
    if solver.solve(model) != cp_model.OPTIMAL:
        return None
    return frozenset(d for d, var in enumerate(taken) if solver.boolean_value(var))


def _solver(limits: SolveLimits) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.random_seed = limits.seed
    solver.parameters.num_workers = 1
    solver.parameters.catch_sigint_signal = False
    solver.parameters.max_deterministic_time = limits.deterministic_limit
    solver.parameters.max_time_in_seconds = limits.time_limit_s
    return solver


def _model_of(
    model: cp_model.CpModel, problem: Problem, demands: Sequence[Demand]
) -> list[cp_model.IntVar]:
    """Build the plain model and return the literal of each demand."""
    variables = Variables(model, problem)
    Constraints(model, problem, variables).add_all()
    switches = []
    for d, demand in enumerate(demands):
        switch = model.new_bool_var(f"d_{d}")
        _require(model, variables, demand, switch)
        switches.append(switch)
    return switches


def _require(
    model: cp_model.CpModel,
    variables: Variables,
    demand: Demand,
    switch: cp_model.IntVar,
) -> None:
    """Have a demand met wherever its literal is true."""
    a, b, here = demand.a, demand.b, variables.presence
    covered = sum(variables.roles_of(a))
    match demand.kind:
        case "lead":
            rules = [here(a, a) == 1]
        case "bar":
            rules = [here(a, a) == 0]
        case "under":
            rules = [here(a, b) == 1]
        case "cover":
            rules = [covered == 1]
        case "refused":
            rules = [here(a, b) + here(b, a) == 0]
        case "apart":
            rules = [here(a, k) + here(b, k) <= 1 for k in variables.y]
        case _:
            rules = [here(a, k) == here(b, k) for k in variables.y]
    if demand.kind == "joined":
        rules.append(covered == 1)
    for rule in rules:
        model.add(rule).only_enforce_if(switch)
