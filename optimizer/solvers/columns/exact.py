"""The cheapest alliance of one core, found and proven by CP-SAT.

Growing groups member by member is fast as long as few beginnings are hopeful. Where
alliances are wide and pupils, places and distances all bind, a model of the one core
is better: some fifty variables, solved to the optimum in some ten milliseconds.
"""

from __future__ import annotations

import numpy as np
from ortools.sat.python import cp_model

from optimizer.errors import ModelError
from optimizer.problem import Ints
from optimizer.solvers.columns.groups import Groups, Measure, Reach, no_groups, room_of

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
    model, chosen = _model_of(reach, c, at, cliques)
    weights = [int(value) for value in np.floor(own * scale)]
    model.minimize(cp_model.LinearExpr.weighted_sum(chosen, weights))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
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
    taken = at[[solver.boolean_value(var) for var in chosen]]
    row = np.full((1, reach.width), reach.num_pairs, dtype=np.int64)
    row[0, : len(taken)] = taken
    return Groups(np.array([c], dtype=np.int64), row), least


def _model_of(
    reach: Reach, c: int, at: Ints, cliques: list[list[int]]
) -> tuple[cp_model.CpModel, list[cp_model.IntVar]]:
    """Return rules (3), (4), (5), (7), (8) of one core and a variable of each pair."""
    problem = reach.problem
    core = int(reach.cores[c])
    members = [int(i) for i in reach.member[at]]
    model = cp_model.CpModel()
    chosen = {i: model.new_bool_var("") for i in members}
    every = list(chosen.values())
    model.add_bool_or(every)
    units = [int(problem.units[i]) for i in members]
    room = int(room_of(problem, reach.cores[c : c + 1])[0])
    model.add(cp_model.LinearExpr.weighted_sum(every, units) <= room)
    loads = [int(problem.load[i]) for i in members]
    capacity = int(problem.capacity[core])
    model.add(cp_model.LinearExpr.weighted_sum(every, loads) <= capacity)
    for clique in cliques:
        model.add_at_most_one([chosen[i] for i in clique if i in chosen])
    for i, j in problem.apart:
        if i in chosen and j in chosen:
            model.add_at_most_one([chosen[i], chosen[j]])
    for i, j in problem.together:
        first, second = (1 if k == core else chosen.get(k, 0) for k in (i, j))
        if not (isinstance(first, int) and isinstance(second, int)):
            model.add(first == second)
        elif first != second:
            model.add_bool_or([])
    return model, every
