"""Constraints (1)-(10), one method each; the numbers are those of the model."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from ortools.sat.python.cp_model import CpModel

from optimizer.problem import Problem
from optimizer.solvers.cliques import cliques_of
from optimizer.solvers.cpsat.variables import Variables


class Constraints:
    """Adds the rules of a problem to a model."""

    def __init__(self, model: CpModel, problem: Problem, variables: Variables) -> None:
        self._model = model
        self._problem = problem
        self._vars = variables

    def add_all(self) -> None:
        """Add every rule; (6) holds because only allowed pairs have variables."""
        self._one_role()
        self._link()
        self._size()
        self._real_help()
        self._load()
        self._spread()
        self._together()
        self._apart()
        self._wished_cores()
        self._county_floor()
        self._coverage()
        self._asked()
        self._towns()
        self._worst_trip()
        self._busiest_core()
        self._off_mean()

    def _one_role(self) -> None:
        """(1) A school leads, or is a member of one alliance, or stays outside."""
        for i in range(self._problem.n):
            roles = self._vars.roles_of(i)
            if len(roles) > 1:
                self._model.add_at_most_one(roles)

    def _link(self) -> None:
        """(2) A member only under a core that leads."""
        for (_, k), var in self._vars.x.items():
            self._model.add_implication(var, self._vars.y[k])

    def _size(self) -> None:
        """(3) Places of core and members within the limit."""
        problem = self._problem
        for k, leads in self._vars.y.items():
            own = int(problem.units[k]) if problem.core_counts else 0
            taken = sum(
                int(problem.units[i]) * var for i, var in self._vars.members_of(k)
            )
            self._model.add(taken <= (problem.max_units - own) * leads)

    def _real_help(self) -> None:
        """(4) A core that leads has at least one member."""
        for k, leads in self._vars.y.items():
            members = [var for _, var in self._vars.members_of(k)]
            self._model.add_bool_or([*members, ~leads])

    def _load(self) -> None:
        """(5) Members' pupils within what the core can take on."""
        problem = self._problem
        for k, leads in self._vars.y.items():
            members = self._vars.members_of(k)
            total = sum(int(problem.load[i]) for i, _ in members)
            if total > problem.capacity[k]:
                brought = sum(int(problem.load[i]) * var for i, var in members)
                self._model.add(brought <= int(problem.capacity[k]) * leads)

    def _spread(self) -> None:
        """(7) No two members of one alliance too far apart.

        Sets of schools that are all too far from each other need one constraint,
        and with (2) in it the relaxation is tighter than pair by pair.
        """
        for k, leads in self._vars.y.items():
            members = dict(self._vars.members_of(k))
            for clique in cliques_of(self._problem.too_far, list(members)):
                self._model.add_at_most_one([*(members[i] for i in clique), ~leads])

    def _together(self) -> None:
        """(8) Two schools in the same alliance, or both outside."""
        for i, j in self._problem.together:
            for k in self._vars.y:
                first, second = self._vars.presence(i, k), self._vars.presence(j, k)
                if not (isinstance(first, int) and isinstance(second, int)):
                    self._model.add(first == second)

    def _apart(self) -> None:
        """(8) Two schools never in the same alliance."""
        for i, j in self._problem.apart:
            for k in self._vars.y:
                first, second = self._vars.presence(i, k), self._vars.presence(j, k)
                if not (isinstance(first, int) or isinstance(second, int)):
                    self._model.add_at_most_one([first, second])

    def _wished_cores(self) -> None:
        """(8) A wished core leads, or its gap is counted."""
        for k, gap in self._vars.wish_gap.items():
            self._model.add(self._vars.presence(k, k) + gap >= 1)

    def _county_floor(self) -> None:
        """(9) Alliances of each county reach the floor, or the gap is counted."""
        problem = self._problem
        for c, gap in enumerate(self._vars.floor_gap):
            leading = [y for k, y in self._vars.y.items() if problem.county[k] == c]
            approved = sum(1 for core, _ in problem.frozen if problem.county[core] == c)
            self._model.add(sum(leading) + approved + gap >= int(problem.floors[c]))

    def _coverage(self) -> None:
        """(10) Covered schools reach the target, or the shortfall is counted."""
        problem = self._problem
        for scope, short in zip(problem.scopes, self._vars.shortfall, strict=True):
            counted = [int(i) for i in np.flatnonzero(scope.counted)]
            approved = sum(1 for i in counted if i in problem.frozen_core_of)
            covered = [var for i in counted for var in self._vars.roles_of(i)]
            self._model.add(sum(covered) + approved + short >= scope.needed)

    def _asked(self) -> None:
        """What the caller asks beyond the policy is reached, or the gap is counted."""
        for ask, gap in zip(self._problem.asks, self._vars.ask_gap, strict=False):
            weight = ask.weight
            found = [int(weight[arc]) * var for arc, var in self._vars.x.items()]
            found += [int(weight[k, k]) * var for k, var in self._vars.y.items()]
            approved = sum(
                int(weight[pair]) for pair in self._problem.frozen_core_of.items()
            )
            self._model.add(sum(found) + approved + gap >= ask.least)

    def _worst_trip(self) -> None:
        """Reach the length of every trip taken, and every shorter one."""
        reaches = self._vars.reaches
        for (i, k), var in self._vars.x.items():
            length = int(self._problem.seconds[i, k])
            self._model.add_implication(var, reaches[length])
        for shorter, longer in pairwise(reaches.values()):
            self._model.add_implication(longer, shorter)

    def _towns(self) -> None:
        """A township has a school in an alliance, or its gap is counted."""
        problem = self._problem
        for t, gap in self._vars.town_gap.items():
            schools = [int(i) for i in np.flatnonzero(problem.town == t)]
            approved = sum(1 for i in schools if i in problem.frozen_core_of)
            covered = [var for i in schools for var in self._vars.roles_of(i)]
            self._model.add(sum(covered) + approved + gap >= 1)

    def _busiest_core(self) -> None:
        """Reach the load share of every core whose capacity is known.

        The share in permille, rounded up, is at most b if 1000 brought <= b cap.
        """
        problem = self._problem
        if "busiest" not in problem.tiers:
            return
        for k in self._vars.y:
            if problem.is_bounded[k]:
                brought = [
                    int(problem.load[i]) * var for i, var in self._vars.members_of(k)
                ]
                most = int(problem.capacity[k]) * self._vars.busiest
                self._model.add(1000 * sum(brought) <= most)

    def _off_mean(self) -> None:
        """Reach what the pooled figures of an alliance are off the mean, either way."""
        for (k, r), off in self._vars.off_mean.items():
            deviation = self._problem.deviation[r]
            pooled = int(deviation[k]) * self._vars.y[k] + sum(
                int(deviation[i]) * var for i, var in self._vars.members_of(k)
            )
            self._model.add(pooled <= off)
            self._model.add(-pooled <= off)
