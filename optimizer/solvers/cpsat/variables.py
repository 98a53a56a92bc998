"""Decision variables of the model."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from ortools.sat.python.cp_model import CpModel, IntVar

from optimizer.problem import Ask, Problem


class Variables:
    """``y``, ``x`` and the shortfalls; approved alliances get constants.

    Attributes
    ----------
    y
        Core index to its leading variable; of eligible cores that are not frozen.
    x
        Pair ``(member, core)`` to its variable; of the allowed pairs.
    shortfall
        One variable a coverage scope, in the problem's order.
    floor_gap
        One variable a county, in the problem's order.
    wish_gap
        Wished core index to a variable that is 1 when it does not lead.
    ask_gap
        One variable an ask, in the problem's order; none if no tier counts them.
    town_gap
        Township to a variable that is 1 when none of its schools is reached; none if
        no tier counts them.
    busiest
        Largest load share of a core, in permille.
    off_mean
        ``(core, r)`` to what an alliance's pooled indicator ``r`` is off the mean, in
        pupils x permille; none if no tier counts it.
    reaches
        Seconds ``t`` to a variable that is 1 when some trip is at least that long.
    """

    def __init__(self, model: CpModel, problem: Problem) -> None:
        self.x: dict[tuple[int, int], IntVar] = {
            (i, k): model.new_bool_var(f"x_{i}_{k}") for i, k in problem.arcs
        }
        self._by_core: dict[int, list[tuple[int, IntVar]]] = defaultdict(list)
        self._by_member: dict[int, list[tuple[int, IntVar]]] = defaultdict(list)
        for (i, k), var in self.x.items():
            self._by_core[k].append((i, var))
            self._by_member[i].append((k, var))
        self.y: dict[int, IntVar] = {
            k: model.new_bool_var(f"y_{k}") for k in sorted(self._by_core)
        }
        self.shortfall = [
            model.new_int_var(0, scope.needed, f"s_{scope.name}")
            for scope in problem.scopes
        ]
        self.floor_gap = [
            model.new_int_var(0, int(floor), f"f_{county}")
            for county, floor in zip(problem.counties, problem.floors, strict=True)
        ]
        self.wish_gap = {k: model.new_bool_var(f"g_{k}") for k in problem.must_lead}
        asks = problem.asks if "asked" in problem.tiers else ()
        self.ask_gap = [
            model.new_int_var(0, _largest_gap(ask), f"a_{a}")
            for a, ask in enumerate(asks)
        ]
        counted = problem.town if "towns" in problem.tiers else problem.town[:0]
        self.town_gap = {
            int(t): model.new_bool_var(f"w_{t}") for t in np.unique(counted) if t >= 0
        }
        self.busiest = model.new_int_var(0, 1000, "busiest")
        self.off_mean = self._off_mean(model, problem)
        lengths = sorted({int(problem.seconds[arc]) for arc in self.x})
        self.reaches: dict[int, IntVar] = {
            seconds: model.new_bool_var(f"t_{seconds}") for seconds in lengths
        }

    def _off_mean(
        self, model: CpModel, problem: Problem
    ) -> dict[tuple[int, int], IntVar]:
        """Return a variable for each core and indicator some school is off in."""
        found = {}
        for k in self.y:
            schools = [k, *(i for i, _ in self.members_of(k))]
            most = np.abs(problem.deviation[:, schools]).sum(axis=1)
            for r in np.flatnonzero(most).tolist():
                found[k, r] = model.new_int_var(0, int(most[r]), f"d_{k}_{r}")
        return found

    def members_of(self, core: int) -> list[tuple[int, IntVar]]:
        """Return (member, variable) of every allowed pair of a core."""
        return self._by_core.get(core, [])

    def cores_of(self, member: int) -> list[tuple[int, IntVar]]:
        """Return (core, variable) of every allowed pair of a member."""
        return self._by_member.get(member, [])

    def roles_of(self, school: int) -> list[IntVar]:
        """Return the variables of every role a school can have; at most one is 1."""
        own = [self.y[school]] if school in self.y else []
        return own + [var for _, var in self.cores_of(school)]

    def presence(self, school: int, core: int) -> IntVar | int:
        """Return the variable of a school being core or member of an alliance."""
        if school == core:
            return self.y.get(core, 0)
        return self.x.get((school, core), 0)


def _largest_gap(ask: Ask) -> int:
    """Return the gap of an ask that no plan exceeds."""
    return max(0, ask.least - int(np.minimum(ask.weight, 0).sum()))
