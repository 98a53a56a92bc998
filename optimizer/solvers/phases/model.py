"""Variables and constraints of the schedule; numbers as in the package docstring."""

from __future__ import annotations

from itertools import combinations, pairwise

from ortools.sat.python import cp_model
from ortools.sat.python.cp_model import IntVar, LinearExpr, LinearExprT

from optimizer.schedule import Schedule, Timetable

Row = list[IntVar]
"""One variable a year; what is settled is a constant."""


class PhaseModel:
    """The model of one timetable.

    Parameters
    ----------
    timetable
        What is to be scheduled.

    Attributes
    ----------
    on, joined, guest
        By core, by member, and by (graduate, host): one 0/1 variable a year.
    unhosted
        By graduate: that no host is found, for the search of the first schedule.
    """

    def __init__(self, timetable: Timetable) -> None:
        self.timetable = timetable
        self.model = cp_model.CpModel()
        self.on: dict[int, Row] = {}
        self.joined: dict[int, Row] = {}
        self.guest: dict[tuple[int, int], Row] = {}
        self.unhosted: dict[int, IntVar] = {}
        self.shortfall: list[list[IntVar]] = []
        self.over_budget: list[IntVar] = []
        self._constants = [self.model.new_constant(value) for value in (0, 1)]
        self._add_order()
        self._add_together()
        self._add_graduates()
        self._add_hosts()
        self._add_coverage()
        self._add_budget()

    def _row(self, name: str, end: int, *, fixed: bool = False) -> Row:
        """Return a variable for each early year and a constant for the last one."""
        early = range(self.timetable.last)
        if fixed:
            return [self._constants[end] for _ in range(self.timetable.last + 1)]
        row = [self.model.new_bool_var(f"{name} {t}") for t in early]
        return [*row, self._constants[end]]

    def _add_order(self) -> None:
        """(11) Alliances start once, members join running ones; (13) in showcase."""
        table = self.timetable
        for k, members in table.members.items():
            fixed = k in table.fixed
            self.on[k] = self._row(f"on {k}", 1, fixed=fixed)
            for i in members:
                self.joined[i] = self._row(f"in {i}", 1, fixed=fixed)
            for row in (self.on[k], *(self.joined[i] for i in members)):
                self._never_falls(row)
            for t in range(table.last):
                for i in members:
                    self.model.add_implication(self.joined[i][t], self.on[k][t])
            if k in table.showcase:
                self.model.add(self.on[k][0] == 1)

    def _never_falls(self, row: Row) -> None:
        for earlier, later in pairwise(row):
            self.model.add_implication(earlier, later)

    def _add_together(self) -> None:
        """(11) Schools wished together join in the same year."""
        for a, b in self.timetable.problem.together:
            core_of = self.timetable.core_of
            if a in core_of and b in core_of:
                for x, y in zip(self._since(a), self._since(b), strict=True):
                    self.model.add(x == y)

    def _since(self, i: int) -> Row:
        return self.on[i] if i in self.on else self.joined[i]

    def _add_graduates(self) -> None:
        """(15) A graduate is hosted in the year before it leads."""
        table, model = self.timetable, self.model
        for g, hosts in table.hosts.items():
            self.unhosted[g] = model.new_bool_var(f"unhosted {g}")
            rows = [self._row(f"guest {g} {k}", 0) for k in hosts]
            self.guest.update(zip(((g, k) for k in hosts), rows, strict=True))
            chosen = [model.new_bool_var(f"host {g} {k}") for k in hosts]
            model.add(LinearExpr.sum([*chosen, self.unhosted[g]]) == 1)
            for k, host, row in zip(hosts, chosen, rows, strict=True):
                self._add_guest(g, k, host, row)
            model.add(self.on[g][0] <= self.unhosted[g])
            for t in range(1, table.last + 1):
                before = [row[t - 1] for row in rows]
                model.add(
                    self.on[g][t]
                    <= LinearExpr.sum([self.on[g][t - 1], self.unhosted[g], *before])
                )

    def _add_guest(self, g: int, k: int, host: IntVar, row: Row) -> None:
        """(15) A guest is under its host while that runs, until it leads itself."""
        model = self.model
        for t in range(self.timetable.last):
            model.add_implication(row[t], host)
            model.add_implication(row[t], self.on[k][t])
            model.add(row[t] + self.on[g][t] <= 1)
        for t in range(1, self.timetable.last):
            model.add(row[t] + self.on[g][t] >= row[t - 1])

    def _add_hosts(self) -> None:
        """(11) Some member in every year; (15) limits of a host with its guests."""
        for k, members in self.timetable.members.items():
            guests = {g: row for (g, host), row in self.guest.items() if host == k}
            own = {i: self.joined[i] for i in members}
            for t in range(self.timetable.last):
                inside = {i: row[t] for i, row in {**own, **guests}.items()}
                self.model.add(LinearExpr.sum([*inside.values()]) >= self.on[k][t])
                if guests:
                    self._add_limits(k, inside, set(guests))

    def _add_limits(self, k: int, inside: dict[int, IntVar], guests: set[int]) -> None:
        """(3), (5), (7), (8) for an alliance in a year in which it may host."""
        problem, model = self.timetable.problem, self.model
        ids, present = list(inside), list(inside.values())
        own = int(problem.units[k]) if problem.core_counts else 0
        units = [int(problem.units[i]) for i in ids]
        load = [int(problem.load[i]) for i in ids]
        room = problem.max_units - own
        model.add(LinearExpr.weighted_sum(present, units) <= room)
        model.add(LinearExpr.weighted_sum(present, load) <= int(problem.capacity[k]))
        apart = {frozenset(pair) for pair in problem.apart}
        for a, b in combinations(ids, 2):
            clash = problem.too_far[a, b] or frozenset((a, b)) in apart
            if clash and {a, b} & guests:
                model.add(inside[a] + inside[b] <= 1)

    def covered(self, i: int, t: int) -> list[IntVar]:
        """Return the variables that sum to whether a school is covered in a year."""
        if i not in self.timetable.core_of:
            return []
        guest = [row[t] for (g, _), row in self.guest.items() if g == i]
        return [self._since(i)[t], *guest]

    def _add_coverage(self) -> None:
        """(12) Covered and shortfall reach what the year needs."""
        table, model = self.timetable, self.model
        for t in range(table.last):
            row = []
            for scope in table.scopes:
                needed = scope.needed[t]
                lacking = model.new_int_var(0, max(0, needed), f"s {scope.name} {t}")
                counted = self.counted(scope.counted.tolist(), t)
                model.add(LinearExpr.sum([*counted, lacking]) >= needed)
                row.append(lacking)
            self.shortfall.append(row)

    def counted(self, counts: list[bool], t: int) -> list[IntVar]:
        """Return the variables that sum to the covered schools of a mask."""
        return [v for i, c in enumerate(counts) if c for v in self.covered(i, t)]

    def _add_budget(self) -> None:
        """(14) New alliances of a year and county, beyond the budget counted."""
        table, model = self.timetable, self.model
        if not table.budget:
            return
        county = table.problem.county
        free = [k for k in table.members if k not in table.fixed]
        for c in sorted({int(county[k]) for k in free}):
            rows = [self.on[k] for k in free if county[k] == c]
            for t in range(table.last + 1):
                over = model.new_int_var(0, len(rows), f"b {c} {t}")
                earlier: list[LinearExprT] = [-row[t - 1] for row in rows if t]
                started = LinearExpr.sum([*(row[t] for row in rows), *earlier])
                model.add(started <= table.budget + over)
                self.over_budget.append(over)

    def hint(self, schedule: Schedule) -> None:
        """Start the next search from a schedule."""
        model = self.model
        model.clear_hints()  # type: ignore[no-untyped-call]
        for t in range(self.timetable.last):
            for k, row in self.on.items():
                self._hint(row[t], schedule.start[k] <= t)
            for i, row in self.joined.items():
                self._hint(row[t], schedule.join[i] <= t)
            for (g, k), row in self.guest.items():
                host, since = schedule.host.get(g, (-1, 0))
                self._hint(row[t], host == k and since <= t < schedule.start[g])

    def _hint(self, var: IntVar, value: bool) -> None:
        if all(var.index != constant.index for constant in self._constants):
            self.model.add_hint(var, int(value))

    def read(self, values: list[int]) -> Schedule:
        """Return the schedule that the solver's values say."""

        def first(row: Row) -> int:
            return next(t for t, var in enumerate(row) if values[var.index])

        hosted = {
            g: (k, first(row))
            for (g, k), row in self.guest.items()
            if any(values[var.index] for var in row)
        }
        return Schedule(
            start={k: first(row) for k, row in self.on.items()},
            join={i: first(row) for i, row in self.joined.items()},
            host=hosted,
            unhosted=tuple(g for g, var in self.unhosted.items() if values[var.index]),
        )
