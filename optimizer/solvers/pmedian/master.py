"""The linear program over candidate groups, with cuts, solved by HiGHS.

Rows (6) to (8) of the package's docstring.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import highspy
import numpy as np
from scipy.sparse import csr_array

from optimizer.solvers.pmedian.instance import Bools, Floats, Ints, MedianInstance
from optimizer.solvers.pmedian.pricing import Prices
from optimizer.solvers.pmedian.program import Effort
from optimizer.solvers.pmedian.subset_rows import violated_triples
from optimizer.solvers.silent import silent_engine

_PER_ROUND = 60
"""Most cuts added at once."""

_SIGNS = np.array([1.0, -1.0])
"""Of the columns that leave out, and of those that repeat."""

_LIFT = 3.0
"""How much farther a price may move once it is at the end of its box."""

_LEFT = 1e-7
"""Share of a point left out or repeated that counts."""


@dataclass(frozen=True, eq=False)
class Choice:
    """Outcome of an integer search over groups.

    Parameters
    ----------
    core_of
        Best solution of these groups found, ``None`` if there is none.
    bound
        Lower bound on the solutions made of these groups.
    complete
        Whether the search ended by itself.
    """

    core_of: Ints | None
    bound: float
    complete: bool


class Master:
    """A program that grows by groups and cuts.

    Parameters
    ----------
    instance
        The instance.
    """

    def __init__(self, instance: MedianInstance) -> None:
        self._instance = instance
        self._center: Floats = np.zeros(0)
        self._margin: Floats = np.zeros((2, 0))
        self._slack: Floats = np.zeros((2, 0))
        self._engine = silent_engine()
        self.triples: Ints = np.zeros((0, 3), dtype=np.int64)
        self._core: list[int] = []
        self._cost: list[float] = []
        self._groups: list[Ints] = []
        self._known: dict[tuple[int, ...], int] = {}

    def begin(self, prices: Prices, margin: Floats) -> None:
        """Lay down the rows, before any group, and keep their prices near known ones.

        Columns that leave out or repeat a point, or a core, cost what its price may be
        at most and at least (the boxes of Marsten, Hogan, Blankenship 1975). So any
        number of groups can begin.

        Parameters
        ----------
        prices
            Prices of points and of a core; cuts there are none.
        margin
            Shape ``(n + 1,)``: how far the prices may move at first; see :meth:`lift`.
        """
        n, count = self._instance.n, self._instance.num_cores
        self._center = np.append(prices.point, prices.core)
        self._margin = np.stack([margin, margin])
        endless = highspy.kHighsInf
        least = np.append(np.ones(n), -endless if count is None else float(count))
        most = np.append(np.ones(n), endless if count is None else float(count))
        empty, none = np.zeros(0), np.zeros(0, dtype=np.int32)
        starts = np.zeros(n + 1, dtype=np.int32)
        self._engine.addRows(n + 1, least, most, 0, starts, none, empty)
        each, free = np.arange(n + 1, dtype=np.int32), np.full(n + 1, endless)
        for sign, cost in zip(_SIGNS, self._limits(), strict=True):
            one, zero = np.full(n + 1, sign), np.zeros(n + 1)
            self._engine.addCols(n + 1, cost, zero, free, n + 1, each, each, one)

    @property
    def _slack_columns(self) -> int:
        return 2 * (self._instance.n + 1)

    def _limits(self) -> Floats:
        """Return the cost of the columns that leave out, and of those that repeat."""
        return _SIGNS[:, None] * self._center + self._margin

    def __len__(self) -> int:
        return len(self._groups)

    def add(self, core: int, members: Ints) -> int | None:
        """Add a group; return its position, ``None`` if it was there."""
        noted = self._note(core, members)
        if noted is None:
            return None
        inst, group = self._instance, self._groups[noted]
        inside = np.isin(self.triples, group).sum(axis=1) >= 2
        cuts = inst.n + 1 + np.flatnonzero(inside)
        at = np.concatenate([group, [inst.n], cuts]).astype(np.int32)
        endless, cost = highspy.kHighsInf, self._cost[noted]
        self._engine.addCol(cost, 0.0, endless, len(at), at, np.ones(len(at)))
        return noted

    def _note(self, core: int, members: Ints) -> int | None:
        """Remember a group without giving it to the linear program."""
        group = np.append(np.sort(members[members >= 0]), core)
        key = tuple(group.tolist())
        if key in self._known:
            return None
        self._known[key] = len(self)
        self._core.append(core)
        self._groups.append(group)
        inst = self._instance
        self._cost.append(float(inst.cost[group, core].sum() + inst.opening[core]))
        return len(self) - 1

    def add_all(self, core: int, members: Ints) -> Ints:
        """Add groups of a core; return their positions."""
        out = np.empty(len(members), dtype=np.int64)
        for row, group in enumerate(members):
            key = (*np.sort(group[group >= 0]).tolist(), core)
            if key not in self._known:
                self._note(core, group)
            out[row] = self._known[key]
        return out

    def groups(self, positions: Ints) -> list[Ints]:
        """Return some groups, the core of each last."""
        return [self._groups[at] for at in positions]

    def remember(self, groups: list[Ints]) -> Ints:
        """Know groups again, the core of each last; return their positions."""
        for group in groups:
            self._note(int(group[-1]), group[:-1])
        return np.arange(len(self))

    def cheap(self, prices: Prices, limits: Floats) -> Ints:
        """Return the groups that cost less than their core's limit."""
        every = np.arange(len(self))
        table = self._table(every).astype(np.float64)
        cost = np.array(self._cost) - table @ prices.point
        for triple, cut in zip(prices.triples, prices.cut, strict=True):
            if cut < 0:
                cost -= cut * (table[:, triple].sum(axis=1) >= 2)
        cheap: Ints = every[cost < limits[np.array(self._core, dtype=np.int64)]]
        return cheap

    def solve(self, seconds: float) -> tuple[float, Prices, Floats] | None:
        """Return value, prices and weight of each group; ``None`` if cut off."""
        engine = self._engine
        engine.setOptionValue("time_limit", engine.getRunTime() + max(0.05, seconds))
        engine.run()
        if engine.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        answer, n = engine.getSolution(), self._instance.n
        dual = np.asarray(answer.row_dual)
        cut = np.minimum(dual[n + 1 :], 0.0)
        prices = Prices(dual[:n], float(dual[n]), self.triples, cut)
        weight = np.asarray(answer.col_value)
        first = self._slack_columns
        self._slack, weight = weight[:first].reshape(2, n + 1), weight[first:]
        return float(engine.getInfo().objective_function_value), prices, weight

    def lift(self) -> bool:
        """Let prices move farther where the last answer needs it; tell whether any.

        Where none does, the answer is that of the program without boxes.
        """
        tight = self._slack > _LEFT
        self._margin[tight] *= _LIFT
        cost = self._limits()[tight]
        for at, each in zip(np.flatnonzero(tight), cost, strict=True):
            self._engine.changeColCost(int(at), float(each))
        return bool(tight.any())

    def cut(self, weight: Floats) -> int:
        """Add the most violated cuts; return how many."""
        table = self._table(np.arange(len(self)))
        triples = violated_triples(table, weight, most=_PER_ROUND)
        for triple in triples:
            inside = table[:, triple].sum(axis=1) >= 2
            at = (self._slack_columns + np.flatnonzero(inside)).astype(np.int32)
            ones = np.ones(len(at))
            self._engine.addRow(-highspy.kHighsInf, 1.0, len(at), at, ones)
        self.triples = np.concatenate([self.triples, triples])
        return len(triples)

    def _table(self, groups: Ints) -> Bools:
        """Return which group holds which point."""
        table = np.zeros((len(groups), self._instance.n), dtype=np.bool_)
        for row, group in enumerate(groups):
            table[row, self._groups[group]] = True
        return table

    def choose(self, groups: Ints, effort: Effort, enough: float) -> Choice:
        """Find the best set of some groups, by positions in the order of adding."""
        engine = silent_engine()
        engine.passModel(self._integer_program(groups))
        engine.setOptionValue("time_limit", max(0.05, effort.seconds))
        engine.setOptionValue("mip_max_nodes", effort.nodes)
        engine.setOptionValue("random_seed", effort.seed)
        engine.setOptionValue("mip_rel_gap", 0.0)
        engine.setOptionValue("mip_abs_gap", enough)
        engine.run()
        known, status = highspy.HighsModelStatus, engine.getModelStatus()
        info = engine.getInfo()
        feasible = highspy.SolutionStatus.kSolutionStatusFeasible
        core_of = None
        if info.primal_solution_status == feasible:
            weight = np.asarray(engine.getSolution().col_value)
            core_of = self._read(groups[weight > 0.5])
        if status == known.kInfeasible:
            return Choice(None, math.inf, complete=True)
        bound = info.mip_dual_bound if math.isfinite(info.mip_dual_bound) else -math.inf
        told = info.objective_function_value
        if core_of is None or abs(self._instance.value_of(core_of) - told) > (
            1e-6 * max(1.0, abs(told))
        ):
            # Nothing, or a value that its solution does not have, proves nothing.
            return Choice(core_of, -math.inf, complete=False)
        return Choice(core_of, bound, status == known.kOptimal)

    def _integer_program(self, groups: Ints) -> highspy.HighsLp:
        inst, endless = self._instance, highspy.kHighsInf
        table = self._table(groups)
        held = table.astype(np.int8)
        cuts = (
            np.stack([held[:, t].sum(axis=1) >= 2 for t in self.triples], axis=1)
            if len(self.triples)
            else np.zeros((len(groups), 0), dtype=np.bool_)
        )
        ones = np.ones((len(groups), 1), dtype=np.bool_)
        rows = csr_array(np.concatenate([table, ones, cuts], axis=1).astype(np.float64))
        count = inst.num_cores
        few = -endless if count is None else float(count)
        many = endless if count is None else float(count)
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = rows.shape
        program.col_cost_ = np.array([self._cost[g] for g in groups])
        program.col_lower_ = np.zeros(len(groups))
        program.col_upper_ = np.ones(len(groups))
        free = np.full(cuts.shape[1], -endless)
        program.row_lower_ = np.concatenate([np.ones(inst.n), [few], free])
        most = np.ones(cuts.shape[1])
        program.row_upper_ = np.concatenate([np.ones(inst.n), [many], most])
        program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        program.a_matrix_.start_ = rows.indptr.astype(np.int32)
        program.a_matrix_.index_ = rows.indices.astype(np.int32)
        program.a_matrix_.value_ = rows.data
        program.integrality_ = [highspy.HighsVarType.kInteger] * len(groups)
        return program

    def _read(self, groups: Ints) -> Ints | None:
        core_of = np.full(self._instance.n, -1)
        for group in groups:
            core_of[self._groups[group]] = self._core[group]
        return None if self._instance.faults_of(core_of) else core_of
