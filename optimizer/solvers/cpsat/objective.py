"""Objective tiers as linear expressions; constants of approved alliances included."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from ortools.sat.python.cp_model import IntVar, LinearExpr, LinearExprT

from optimizer.problem import GoalName, Ints, Problem
from optimizer.solvers.cpsat.variables import Variables


class Objective:
    """Gives the expression of each tier; see :mod:`optimizer.solvers.evaluate`."""

    def __init__(self, problem: Problem, variables: Variables) -> None:
        self._problem = problem
        self._vars = variables

    def expression(self, tier: GoalName) -> LinearExprT:
        """Return the linear expression whose value is the value of a tier."""
        problem, variables = self._problem, self._vars
        gaps = self._gaps()
        if tier in gaps:
            return sum(gaps[tier])
        match tier:
            case "need":
                return self._over_members(problem.need)
            case "pupils":
                return self._over_members(problem.load)
            case "kept":
                return self._kept()
            case "travel":
                return self._over_pairs(problem.cost_s)
            case "worst":
                return self._worst()
            case "busiest":
                return variables.busiest
            case "indicators":
                return self._off_mean()
            case "order":
                weights = problem.order_weight
                return LinearExpr.sum(
                    [self._over_pairs(weights), self._over_cores(weights)]
                )
        msg = f"no expression for tier {tier}."
        raise ValueError(msg)

    def _gaps(self) -> dict[GoalName, list[IntVar]]:
        """Return the gap variables of the tiers that count what is lacking."""
        variables = self._vars
        return {
            "asked": variables.ask_gap,
            "wishes": list(variables.wish_gap.values()),
            "floor": variables.floor_gap,
            "shortfall": variables.shortfall,
            "towns": list(variables.town_gap.values()),
        }

    def _kept(self) -> LinearExprT:
        """Return the members that stay under their core, approved ones included."""
        kept = self._problem.kept
        approved = sum(int(kept[pair]) for pair in self._problem.frozen_core_of.items())
        return LinearExpr.sum([approved, self._over_pairs(kept)])

    def _worst(self) -> LinearExprT:
        """Return the longest trip as the sum of the steps that are reached."""
        lengths = list(self._vars.reaches)
        steps = [b - a for a, b in pairwise([0, *lengths])]
        return LinearExpr.weighted_sum(list(self._vars.reaches.values()), steps)

    def _off_mean(self) -> LinearExprT:
        """Return how far pooled figures are off the mean, approved ones included."""
        deviation = self._problem.deviation
        approved = sum(
            int(np.abs(deviation[:, [core, *members]].sum(axis=1)).sum())
            for core, members in self._problem.frozen
        )
        return LinearExpr.sum([approved, *self._vars.off_mean.values()])

    def _over_members(self, points: Ints) -> LinearExprT:
        approved = sum(
            int(points[i]) for i, k in self._problem.frozen_core_of.items() if i != k
        )
        terms = [int(points[i]) * var for (i, _), var in self._vars.x.items()]
        return LinearExpr.sum([approved, *terms])

    def _over_pairs(self, weights: Ints) -> LinearExprT:
        arcs = self._vars.x
        return LinearExpr.weighted_sum(
            list(arcs.values()), [int(weights[pair]) for pair in arcs]
        )

    def _over_cores(self, weights: Ints) -> LinearExprT:
        cores = self._vars.y
        return LinearExpr.weighted_sum(
            list(cores.values()), [int(weights[k, k]) for k in cores]
        )
