"""The problem as an integer program over chosen arcs, solved by HiGHS.

The numbers of the rows are those of the package's docstring.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from optimizer.solvers.pmedian.instance import (
    Bools,
    Floats,
    Ints,
    MedianInstance,
    room_for_noise,
)
from optimizer.solvers.silent import silent_engine


@dataclass(frozen=True, eq=False)
class Outcome:
    """Outcome of an integer search.

    Parameters
    ----------
    core_of
        Best solution found, ``None`` if there is none.
    bound
        Lower bound over the arcs given; infinite if there is no solution.
    complete
        Whether the search ended by itself.
    """

    core_of: Ints | None
    bound: float
    complete: bool


@dataclass(frozen=True)
class Effort:
    """What an integer search may spend; ``nodes`` are the same on any machine."""

    seconds: float
    nodes: int = 2**31 - 1
    seed: int = 1


class Program:
    """The integer program over some arcs.

    Parameters
    ----------
    instance
        The instance.
    kept
        Shape ``(n, m)``: arcs that may be used; for a shared place the diagonal
        tells whether the core may open.
    """

    def __init__(self, instance: MedianInstance, kept: Bools) -> None:
        self._instance = instance
        self._cores, self._point, self._core = _arcs_of(instance, kept)
        self._place = np.full(instance.m, -1)
        self._place[self._cores] = np.arange(len(self._cores))
        self._engine = silent_engine()
        self._engine.passModel(self._linear_program())

    @property
    def num_arcs(self) -> int:
        """Number of arcs between different places."""
        return len(self._point)

    def _linear_program(self) -> highspy.HighsLp:
        inst, num_cores = self._instance, len(self._cores)
        rows, lower, upper = self._rows()
        program = highspy.HighsLp()
        program.num_col_ = num_cores + self.num_arcs
        program.num_row_ = rows.shape[0]
        opening = inst.opening[self._cores]
        if inst.is_shared:
            opening = opening + inst.cost[self._cores, self._cores]
        arcs = inst.cost[self._point, self._core]
        program.col_cost_ = np.concatenate([opening, arcs])
        program.col_lower_ = np.zeros(program.num_col_)
        program.col_upper_ = np.ones(program.num_col_)
        program.row_lower_, program.row_upper_ = lower, upper
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        program.a_matrix_.start_ = rows.indptr.astype(np.int32)
        program.a_matrix_.index_ = rows.indices.astype(np.int32)
        program.a_matrix_.value_ = rows.data
        program.integrality_ = [highspy.HighsVarType.kInteger] * program.num_col_
        return program

    def _rows(self) -> tuple[csr_array, Floats, Floats]:
        """Return rows (1) to (4) with their limits."""
        inst, endless = self._instance, highspy.kHighsInf
        num_cores, num_arcs = len(self._cores), self.num_arcs
        place, arc = self._place[self._core], num_cores + np.arange(num_arcs)
        each, ones = np.arange(num_arcs), np.ones(num_arcs)
        room = inst.capacity[self._cores] + room_for_noise(inst.capacity[self._cores])
        room = room - inst.demand[self._cores] if inst.is_shared else room
        tight = np.flatnonzero(np.isfinite(room))
        of_core = np.isin(place, tight)
        own = self._cores if inst.is_shared else np.zeros(0, dtype=np.int64)
        count = [] if inst.num_cores is None else [inst.num_cores]
        blocks = [
            # (1) each point is served once
            _block(np.append(self._point, own), np.append(arc, np.arange(len(own)))),
            # (2) room
            (
                np.append(place[of_core], tight),
                np.append(arc[of_core], tight),
                np.append(inst.demand[self._point[of_core]], -room[tight]),
            ),
            # (3) only an open core serves
            (np.tile(each, 2), np.append(arc, place), np.append(ones, -ones)),
            # (4) number of cores
            _block(np.zeros(num_cores * len(count)), np.arange(num_cores * len(count))),
        ]
        sizes = [inst.n, num_cores, num_arcs, len(count)]
        first = np.cumsum([0, *sizes])
        at = np.concatenate([f + b[0] for f, b in zip(first, blocks, strict=False)])
        column = np.concatenate([block[1] for block in blocks])
        value = np.concatenate([block[2] for block in blocks])
        shape = (int(first[-1]), num_cores + num_arcs)
        rows = csr_array((value, (at.astype(np.int64), column)), shape=shape)
        upper = np.concatenate([np.ones(inst.n), np.zeros(num_cores + num_arcs), count])
        free = np.full(num_cores + num_arcs, -endless)
        return rows, np.concatenate([np.ones(inst.n), free, count]), upper

    def search(
        self,
        effort: Effort,
        *,
        start: Ints | None = None,
        enough: float = 0.0,
    ) -> Outcome:
        """Search for the best solution.

        Parameters
        ----------
        effort
            Limits.
        start
            A solution over the arcs to begin with.
        enough
            A gap between value and bound that counts as none.
        """
        engine = self._engine
        engine.setOptionValue("random_seed", effort.seed % 2**31)
        engine.setOptionValue("mip_max_nodes", effort.nodes)
        until = time.time() + effort.seconds
        engine.setOptionValue("time_limit", max(0.01, effort.seconds))
        engine.setOptionValue("mip_rel_gap", 0.0)
        engine.setOptionValue("mip_abs_gap", enough)
        if start is not None:
            self._begin_with(start)
        engine.run()
        if start is not None and not self._is_consistent():
            # The engine was seen to tell a value that its solution does not have
            # when it was given a start: it is asked again without one.
            engine = self._engine = silent_engine()
            engine.passModel(self._linear_program())
            left = Effort(until - time.time(), effort.nodes, effort.seed)
            return self.search(left, enough=enough)
        return self._outcome()

    def _is_consistent(self) -> bool:
        """Whether the engine's value is that of its solution."""
        info = self._engine.getInfo()
        feasible = highspy.SolutionStatus.kSolutionStatusFeasible
        if info.primal_solution_status != feasible:
            return True
        core_of = self._read(np.asarray(self._engine.getSolution().col_value))
        told = info.objective_function_value
        if core_of is None:
            return False
        return abs(self._instance.value_of(core_of) - told) <= 1e-6 * max(1.0, told)

    def _begin_with(self, core_of: Ints) -> None:
        values = np.zeros(len(self._cores) + self.num_arcs)
        values[self._place[np.unique(core_of)]] = 1.0
        used = core_of[self._point] == self._core
        values[len(self._cores) + np.flatnonzero(used)] = 1.0
        at = np.arange(len(values), dtype=np.int32)
        self._engine.setSolution(len(at), at, values)

    def _outcome(self) -> Outcome:
        engine, known = self._engine, highspy.HighsModelStatus
        status, info = engine.getModelStatus(), engine.getInfo()
        if status == known.kInfeasible:
            return Outcome(None, math.inf, complete=True)
        core_of = None
        feasible = highspy.SolutionStatus.kSolutionStatusFeasible
        if info.primal_solution_status == feasible:
            core_of = self._read(np.asarray(engine.getSolution().col_value))
        bound = info.mip_dual_bound if math.isfinite(info.mip_dual_bound) else -math.inf
        if not self._is_consistent():
            return Outcome(core_of, -math.inf, complete=False)
        complete = status == known.kOptimal
        return Outcome(core_of, bound, complete and core_of is not None)

    def _read(self, values: NDArray[np.float64]) -> Ints | None:
        inst, num_cores = self._instance, len(self._cores)
        core_of = np.full(inst.n, -1)
        used = np.flatnonzero(values[num_cores:] > 0.5)
        core_of[self._point[used]] = self._core[used]
        if inst.is_shared:
            opened = self._cores[values[:num_cores] > 0.5]
            core_of[opened] = opened
        return None if inst.faults_of(core_of) else core_of


def _arcs_of(instance: MedianInstance, kept: Bools) -> tuple[Ints, Ints, Ints]:
    """Return the cores that may open, and point and core of every arc."""
    if not instance.is_shared:
        point, core = np.nonzero(kept)
        return np.flatnonzero(kept.any(axis=0)), point, core
    cores = np.flatnonzero(np.diagonal(kept))
    inner = kept & np.diagonal(kept)
    np.fill_diagonal(inner, val=False)
    point, core = np.nonzero(inner)
    return cores, point, core


def _block(at: Ints | Floats, column: Ints) -> tuple[Ints, Ints, Floats]:
    return np.asarray(at, dtype=np.int64), column, np.ones(len(column))
