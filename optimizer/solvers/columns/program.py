"""Linear and integer programs over candidate alliances, solved by HiGHS.

One variable for each alliance: is it founded. Rows: each school in at most one (1),
and the side rows of the caller. Gap variables count what a side row may miss.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import highspy
import numpy as np
from scipy.sparse import csr_array

from optimizer.problem import Ints
from optimizer.solvers.columns.cuts import Cuts, Weighed
from optimizer.solvers.columns.engine import (
    Choice,
    ChoiceLimits,
    choice_of,
    is_misjudged,
    limit_seconds,
    set_limits,
    set_method,
)
from optimizer.solvers.columns.groups import (
    Floats,
    Groups,
    Reach,
    no_groups,
)
from optimizer.solvers.columns.linear import Duals, Linear, Row
from optimizer.solvers.columns.separation import violated_cuts
from optimizer.solvers.protocol import Watcher
from optimizer.solvers.running import run_watched
from optimizer.solvers.silent import silent_engine

_LARGEST = 1e6
"""Coefficients of a row are scaled down to this: the engine's tolerances are
absolute."""

_INFINITE = highspy.kHighsInf

_LEAST_SHARE = 1e-3
"""Share of an alliance in a relaxation from which on it counts for a cut."""

_WHOLE = 1e-6
"""What the share of a group may be off 0 or 1 to count as such."""

_DEAREST = 20
"""Price of a unit of a row missed in an interior relaxation, in largest coefficients
of the goal. A row held at the very best there is has no dearest price otherwise, and
interior points end at one so large that all others drown in its rounding."""


class Program:
    """A program that grows by columns.

    Parameters
    ----------
    reach
        The part.
    goal
        What is minimised.
    rows
        The side rows.
    gap_most
        Shape ``(G,)``: largest value of each gap variable.
    cuts
        Cuts (C), if there are any.
    interior
        Whether to relax by an interior-point method. Its prices are no corner, so
        they settle in fewer rounds, and a large program takes a fraction of the time
        of the simplex method, which is faster on a small one and exact.
    soft
        Whether rows without gaps may be missed, dearly; so they may with interior
        points.
    """

    def __init__(
        self,
        reach: Reach,
        goal: Linear,
        rows: Sequence[Row],
        gap_most: Ints,
        *,
        cuts: Cuts | None = None,
        interior: bool = False,
        soft: bool = False,
    ) -> None:
        self._reach = reach
        self._goal = goal
        self._rows = list(rows)
        self._first = 0
        self._place = np.full(reach.problem.n, -1, dtype=np.int64)
        self._place[reach.schools] = np.arange(len(reach.schools))
        self._row_scale = np.array([_scale_of(row.expression) for row in self._rows])
        self._goal_scale = _scale_of(goal)
        self._interior = interior
        self._engine = silent_engine()
        self._groups = no_groups(reach)
        self._cuts = Cuts.none(reach.problem.n)
        self._add_rows()
        self._add_gaps(gap_most)
        if interior or soft:
            self._add_misses()
        if cuts is not None:
            self.cut(cuts)

    def _add_rows(self) -> None:
        ones = len(self._reach.schools)
        lower = [-_INFINITE] * ones
        upper = [1.0] * ones
        for row, scale in zip(self._rows, self._row_scale, strict=True):
            lower.append(_engine_number(row.lower / scale))
            upper.append(_engine_number(row.upper / scale))
        empty = np.zeros(0)
        none = np.zeros(0, dtype=np.int32)
        starts = np.zeros(len(lower), dtype=np.int32)
        self._engine.addRows(
            len(lower), np.array(lower), np.array(upper), 0, starts, none, empty
        )

    def _add_gaps(self, most: Ints) -> None:
        ones = len(self._reach.schools)
        for gap, upper in enumerate(most):
            inside = [
                (ones + r, float(row.expression.gaps[gap]) / scale)
                for r, (row, scale) in enumerate(
                    zip(self._rows, self._row_scale, strict=True)
                )
                if row.expression.gaps[gap]
            ]
            self._engine.addCol(
                float(self._goal.gaps[gap]) / self._goal_scale,
                0.0,
                float(upper),
                len(inside),
                np.array([r for r, _ in inside], dtype=np.int32),
                np.array([value for _, value in inside]),
            )
        self._first = len(most)

    def _add_misses(self) -> None:
        """Let each row without gaps be missed, at a price above any useful one."""
        dearest = _DEAREST * max(1.0, self._goal.measure.largest) / self._goal_scale
        for r, (row, scale) in enumerate(zip(self._rows, self._row_scale, strict=True)):
            if not row.expression.gaps.any():
                at = np.array([len(self._reach.schools) + r], dtype=np.int32)
                sign = np.array([1.0 if math.isfinite(row.lower) else -1.0])
                self._engine.addCol(dearest * scale, 0.0, _INFINITE, 1, at, sign)
                self._first += 1

    def add(self, groups: Groups) -> None:
        """Add one variable for each group; the caller adds none twice.

        That a group is founded once at most follows from (1), and it is not told: a
        bound of its own would share the price of (1) with it, and the Lagrangian
        bound, which knows the prices of rows alone, would be weaker.
        """
        if not len(groups):
            return
        reach = self._reach
        count = len(groups)
        members = np.append(self._place[reach.member], -1)[groups.pairs]
        cores = self._place[reach.cores][groups.core_at]
        side = np.array(
            [groups.value(row.expression.measure) for row in self._rows]
        ).reshape(len(self._rows), count)
        values = np.hstack(
            [
                np.ones((count, 1 + members.shape[1])),
                (side / self._row_scale[:, None]).T,
            ]
        )
        index = np.hstack(
            [
                cores[:, None],
                members,
                np.broadcast_to(
                    len(reach.schools) + np.arange(len(self._rows)),
                    (count, len(self._rows)),
                ),
            ]
        )
        used = (index >= 0) & (values != 0)
        row = np.broadcast_to(np.arange(count)[:, None], index.shape)[used]
        first_cut = len(reach.schools) + len(self._rows)
        met = Weighed.over(reach, self._cuts).counts(groups).tocoo()
        shape = (count, first_cut + len(self._cuts))
        at = (np.append(row, met.row), np.append(index[used], first_cut + met.col))
        table = csr_array((np.append(values[used], met.data), at), shape=shape)
        self._groups = self._groups.joined(groups)
        self._engine.addCols(
            count,
            groups.value(self._goal.measure) / self._goal_scale,
            np.zeros(count),
            np.full(count, _INFINITE),
            table.nnz,
            table.indptr[:-1].astype(np.int32),
            table.indices.astype(np.int32),
            table.data,
        )

    def cut(self, cuts: Cuts) -> None:
        """Add cuts (C)."""
        if not len(cuts):
            return
        count = len(cuts)
        met = Weighed.over(self._reach, cuts).counts(self._groups).T.tocsr()
        self._engine.addRows(
            count,
            np.full(count, -_INFINITE),
            cuts.most.astype(np.float64),
            met.nnz,
            met.indptr[:-1].astype(np.int32),
            (self._first + met.indices).astype(np.int32),
            met.data,
        )
        self._cuts = self._cuts.joined(cuts)

    def violated(self, most: int) -> Cuts:
        """Return up to so many cuts that the last relaxation violates."""
        share, reach = self.shares, self._reach
        used = np.flatnonzero(share > _LEAST_SHARE)
        groups = self._groups[used]
        schools = np.column_stack(
            [
                reach.cores[groups.core_at],
                np.append(reach.member, reach.problem.n)[groups.pairs],
            ]
        )
        row, at = np.nonzero(schools < reach.problem.n)
        ones = np.ones(len(row))
        shape = (len(used), reach.problem.n)
        held = csr_array((ones, (row, schools[row, at])), shape=shape)
        return violated_cuts(held, share[used], most=most)

    def relax(self, *, seconds: float) -> Duals | None:
        """Solve the relaxation; ``None`` if it was not solved within clock seconds."""
        if not self._engine.getNumCol():
            return Duals(
                np.zeros(self._reach.problem.n),
                np.zeros(len(self._rows)),
                np.zeros(len(self._cuts)),
                self._cuts,
            )
        limit_seconds(self._engine, seconds)
        if not self._is_relaxed():
            return None
        found = np.asarray(self._engine.getSolution().row_dual) * self._goal_scale
        ones = len(self._reach.schools)
        school = np.zeros(self._reach.problem.n)
        school[self._reach.schools] = np.minimum(found[:ones], 0.0)
        # A price of the wrong sign is noise; times an endless side it would be more.
        cuts = ones + len(self._rows)
        side = found[ones:cuts] / self._row_scale
        least = [0.0 if math.isinf(row.upper) else -math.inf for row in self._rows]
        most = [0.0 if math.isinf(row.lower) else math.inf for row in self._rows]
        cut = np.minimum(found[cuts:], 0.0)
        return Duals(school, np.clip(side, least, most), cut, self._cuts)

    def _is_relaxed(self) -> bool:
        """Solve the relaxation and tell whether it came to its end."""
        optimal = highspy.HighsModelStatus.kOptimal
        if self._interior:
            set_method(self._engine, "ipx")
            self._engine.run()
            if self._engine.getModelStatus() == optimal:
                return True
            set_method(self._engine, "simplex")
        self._engine.run()
        return bool(self._engine.getModelStatus() == optimal)

    @property
    def value(self) -> float:
        """Value of the goal in the relaxation solved last."""
        found: float = self._engine.getInfo().objective_function_value
        return found * self._goal_scale

    @property
    def shares(self) -> Floats:
        """Share of each group in the relaxation solved last, in order of adding."""
        values = np.array(self._engine.getSolution().col_value, dtype=np.float64)
        return values[self._first :]

    @property
    def plan(self) -> Groups | None:
        """The groups of the relaxation; ``None`` if it is unsolved or shares some out.

        What an engine cut short leaves behind may found two groups of one school.
        """
        if self._engine.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        share = self.shares
        chosen = share > 1.0 - _WHOLE
        if not len(share) or bool(((share > _WHOLE) & ~chosen).any()):
            return None
        return self._groups[np.flatnonzero(chosen)]

    def found(self, positions: Ints) -> None:
        """Have some groups founded in any case."""
        at = (self._first + positions).astype(np.int32)
        ones = np.ones(len(at))
        self._engine.changeColsBounds(len(at), at, ones, ones)

    @property
    def is_infeasible(self) -> bool:
        """Whether the relaxation solved last has no solution."""
        status = self._engine.getModelStatus()
        return bool(status == highspy.HighsModelStatus.kInfeasible)

    def choose(self, start: Ints, *, limits: ChoiceLimits, watcher: Watcher) -> Choice:
        """Find the best set of the groups added so far.

        Parameters
        ----------
        start
            Positions, in the order of adding, of a legal set to begin with.
        limits
            Limits of the search.
        watcher
            Asked whether to stop.
        """
        engine = self._engine
        count = engine.getNumCol()
        every = np.arange(count, dtype=np.int32)
        whole = np.full(count, highspy.HighsVarType.kInteger)
        engine.changeColsIntegrality(count, every, whole)
        set_limits(engine, limits, self._goal_scale)
        if len(start):
            at = (self._first + start).astype(np.int32)
            engine.setSolution(len(at), at, np.ones(len(at)))
        engine.HandleUserInterrupt = True
        stopped = run_watched(engine.run, engine.cancelSolve, watcher)
        if len(start) and not stopped and is_misjudged(engine, self._goal_scale):
            engine.clearSolver()
            limit_seconds(engine, limits.seconds)
            stopped = run_watched(engine.run, engine.cancelSolve, watcher)
        return choice_of(engine, self._first, self._goal_scale, interrupted=stopped)


def _scale_of(expression: Linear) -> float:
    return max(1.0, expression.measure.largest / _LARGEST)


def _engine_number(value: float) -> float:
    return float(np.clip(value, -_INFINITE, _INFINITE))
