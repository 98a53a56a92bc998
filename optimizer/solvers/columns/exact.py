"""The cheapest alliance of one core, found and proven by CP-SAT.

Growing groups member by member is fast as long as few beginnings are hopeful. Where
alliances are wide and pupils, places and distances all bind, a model of the one core
is better: some fifty variables, solved to the optimum in some ten milliseconds.
"""

from __future__ import annotations

import numpy as np
from ortools.sat.python import cp_model
from ortools.sat.python.cp_model import CpModel, IntVar, LinearExpr

from optimizer.errors import ModelError
from optimizer.solvers.columns.groups import Groups, Measure, Reach, no_groups, room_of

Vars = dict[int, IntVar]
"""Variable of each school."""

_WORK = 2.0
"""Deterministic work allowed; seldom used up, and the bound is valid in any case."""

_LARGEST = float(1 << 40)
"""Prices become whole numbers up to this, so that sums stay far below 2**63."""


def cheapest_group(
    reach: Reach, c: int, price: Measure, cliques: list[list[int]]
) -> tuple[Groups, float]:
    """Return the cheapest legal group of a core and a lower bound on its price.

    Parameters
    ----------
    reach, c
        The part and the core's position in it.
    price
        Price of each pair and core; pairs with an infinite price are left out.
    cliques
        Sets of schools that cover every two members too far from each other (7).

    Returns
    -------
    groups
        One group, or none if the core can have none.
    least
        No group of the core is cheaper; infinite if it can have none.
    """
    at = np.arange(reach.first[c], reach.first[c + 1])
    at = at[np.isfinite(price.pair[at])]
    if not len(at):
        return no_groups(reach), np.inf
    own = price.pair[at]
    scale = _LARGEST / max(1.0, float(np.abs(own).max()))
    model = CpModel()
    chosen = {int(i): model.new_bool_var("") for i in reach.member[at]}
    add_alliance(model, reach, c, chosen, model.new_constant(1), cliques)
    weights = [int(value) for value in np.floor(own * scale)]
    model.minimize(LinearExpr.weighted_sum(list(chosen.values()), weights))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.catch_sigint_signal = False
    solver.parameters.linearization_level = 2
    solver.parameters.max_deterministic_time = _WORK
    status = solver.solve(model)
    if status == cp_model.MODEL_INVALID:
        raise ModelError("M101", reason=solver.solution_info())
    if status == cp_model.INFEASIBLE:
        return no_groups(reach), np.inf
    least = float(price.core[c]) + solver.best_objective_bound / scale
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return no_groups(reach), least
    taken = at[[solver.boolean_value(var) for var in chosen.values()]]
    row = np.full((1, reach.width), reach.num_pairs, dtype=np.int64)
    row[0, : len(taken)] = taken
    return Groups(np.array([c], dtype=np.int64), row), least


def add_alliance(
    model: CpModel,
    reach: Reach,
    c: int,
    chosen: Vars,
    leads: IntVar,
    cliques: list[list[int]],
) -> None:
    """Add rules (2)-(5), (7), (8) of the core at position ``c``.

    Parameters
    ----------
    model, reach, c
        The model, the part, and the core's position in it.
    chosen
        Variables of the schools that can be members.
    leads
        Variable of the core.
    cliques
        Sets of schools that cover every two too far from each other (7).
    """
    problem = reach.problem
    members, every = list(chosen), list(chosen.values())
    model.add_bool_or([*every, ~leads])
    for var in every:
        model.add_implication(var, leads)
    room = int(room_of(problem, reach.cores[c : c + 1])[0])
    units = [int(problem.units[i]) for i in members]
    model.add(LinearExpr.weighted_sum(every, units) <= room * leads)
    capacity = int(problem.capacity[reach.cores[c]])
    loads = [int(problem.load[i]) for i in members]
    if sum(loads) > capacity:
        model.add(LinearExpr.weighted_sum(every, loads) <= capacity * leads)
    for clique in cliques:
        inside = [chosen[i] for i in clique if i in chosen]
        if len(inside) > 1:
            model.add_at_most_one([*inside, ~leads])
    _add_pairs(
        model, reach, int(reach.cores[c]), {**chosen, int(reach.cores[c]): leads}
    )


def _add_pairs(model: CpModel, reach: Reach, core: int, present: Vars) -> None:
    """Add (8): together and apart in the alliance of a core."""
    for i, j in reach.problem.apart:
        if i in present and j in present:
            model.add_at_most_one([present[i], present[j]])
    for i, j in reach.problem.together:
        if i in present or j in present:
            model.add(present.get(i, 0) == present.get(j, 0))
