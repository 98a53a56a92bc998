"""The exact search: tier by tier, part by part."""

from __future__ import annotations

import math
import time
from dataclasses import replace
from importlib.metadata import version
from typing import Any

import numpy as np

from optimizer.plan import Solution, Status, Tier
from optimizer.problem import GoalName, Ints, Problem
from optimizer.solvers.columns.ahead import QUICK_SUMS, looked_ahead
from optimizer.solvers.columns.beginning import first_grouping, is_outdated
from optimizer.solvers.columns.blocks import is_vast
from optimizer.solvers.columns.bottleneck import (
    BOTTLENECKS,
    limited,
    narrow,
    peak_of,
    with_plan,
)
from optimizer.solvers.columns.coupling import (
    Cell,
    Join,
    Key,
    Option,
    best_choice,
    best_through,
    sums,
    sums_and_longest,
)
from optimizer.solvers.columns.effort import Effort
from optimizer.solvers.columns.groups import grouping_of
from optimizer.solvers.columns.known import rows_of
from optimizer.solvers.columns.layout import Layout, lay_out
from optimizer.solvers.columns.linear import Linear, Row
from optimizer.solvers.columns.opening import opened
from optimizer.solvers.columns.part import Outcome, TierSearch
from optimizer.solvers.columns.tolerance import TOLERANCE
from optimizer.solvers.evaluate import SENSES, make_tier, tier_values
from optimizer.solvers.protocol import SolveLimits, Watcher
from optimizer.solvers.running import whole_bound

_SUMS: frozenset[GoalName] = QUICK_SUMS | {"indicators"}
"""Tiers that are sums over alliances and take most of the work."""


class ColumnSolver:
    """Column generation over candidate alliances, started from the greedy grouping."""

    @property
    def name(self) -> str:
        """Name and version of the engine."""
        return f"columns/1 highs {version('highspy')}"

    def solve(
        self,
        problem: Problem,
        limits: SolveLimits,
        watcher: Watcher,
        start: Solution | None = None,
    ) -> Solution:
        """Return the best plan found; see :class:`optimizer.plan.Solution`."""
        return _Run(problem, limits, watcher, start).run()


class _Run:
    """State of one run: the cells still in play, and what each tier came to."""

    def __init__(
        self,
        problem: Problem,
        limits: SolveLimits,
        watcher: Watcher,
        start: Solution | None,
    ) -> None:
        self._problem = problem
        self._watcher = watcher
        self._effort = Effort(limits, watcher)
        self._layout: Layout = lay_out(problem)
        begin = first_grouping(problem, start)
        known = np.zeros((0, 2), dtype=np.int64)
        if start is not None and start.useful is not None:
            known = start.useful
        self._cells = [
            [Cell(p, 0, part.start(begin, known))]
            for p, part in enumerate(self._layout.parts)
        ]
        self._chosen = [cells[0] for cells in self._cells]
        self._needed = 0
        self._join: Join = sums
        self._stats: list[dict[str, Any]] = []
        self._seen: list[Ints] = []
        self._has_start = start is not None and start.core_of is not None
        self._is_outdated = is_outdated(problem, start, begin)
        # Whether plans as good in the tiers so far have been left out of account.
        self._narrows = False
        # Among plans that may still be bettered, an order that picks one is idle.
        self._proven = True

    def run(self) -> Solution:
        """Solve every tier in order."""
        tiers: list[tuple[GoalName, Tier]] = []
        names = self._problem.tiers
        if not self._has_start:
            self._open(names)
        for position, name in enumerate(names, start=1):
            self._watcher.on_tier_start(name, position, len(names))
            self._effort.begin_tier(
                self._tiers_left(names[position - 1 :]),
                is_main=name in _SUMS and _SUMS.isdisjoint(names[position:]),
            )
            started = time.perf_counter()
            tier = self._solve_tier(name)
            self._proven &= tier.proven
            tiers.append((name, tier))
            spent = time.perf_counter() - started
            self._stats.append({"tier": name, "seconds": round(spent, 3)})
            self._watcher.on_tier_end(tier, spent)
            if name == "asked" and self._is_outdated:
                self._reopen(names[position:])
        core_of = self._grouping()
        values = tier_values(self._problem, core_of)
        final = tuple(
            # What a tier of a vast part was proven at may be given up within bounds.
            make_tier(
                name,
                values[name],
                tier.bound,
                proven=tier.proven and values[name] == tier.value,
            )
            for name, tier in tiers
        )
        proven = all(tier.proven for tier in final)
        # Only the last tier leaves one optimum; without it the clock may pick another.
        unique = "order" in names
        return Solution(
            status=Status.OPTIMAL if proven else Status.FEASIBLE,
            core_of=core_of,
            tiers=final,
            stats={"tiers": self._stats},
            useful=self._useful(),
            interrupted=self._effort.interrupted,
            wall_limited=self._effort.wall_limited and not (proven and unique),
        )

    def _tiers_left(self, names: tuple[GoalName, ...]) -> int:
        """Return how many of some tiers will be searched, at least 1."""
        return max(1, len(names) - (not self._proven and "order" in names))

    def _open(self, names: tuple[GoalName, ...]) -> None:
        """Start every part that shares no target from a plan good in all tiers.

        An earlier solution is such a plan already, if it meets what is asked.
        """
        if self._layout.needed is not None:
            return
        cells = self._all_cells()
        vast = any(is_vast(cell.state.reach) for cell in cells)
        # Half of all, as the tiers only better what it finds; of a vast part most.
        self._effort.begin_tier(2, is_main=vast)
        for cell in cells:
            part = self._layout.parts[cell.part]
            if is_vast(cell.state.reach):
                ahead = looked_ahead(part, cell.state, names, self._effort)
                cell.state, cell.ahead = ahead.state, dict(ahead.searches)
            else:
                cell.state = opened(part, cell.state, names, self._effort)
            self._seen.append(rows_of(cell.state.reach, cell.state.seeds))

    def _reopen(self, names: tuple[GoalName, ...]) -> None:
        """Start again from a good plan that meets what is asked.

        Not with travel among the tiers: most such questions are decided by an earlier
        tier, and a plan good in all of them costs more than it spares.
        """
        if "travel" not in names:
            self._open(names)

    def _solve_tier(self, name: GoalName) -> Tier:
        """Solve a tier in every part; leaves the cells of the best choices."""
        if name == "shortfall" and self._layout.needed is not None:
            return self._share_coverage(self._layout.needed)
        for cell in self._all_cells():
            cell.search, cell.outcome, cell.bound = None, None, -math.inf
        self._join = sums_and_longest if name in BOTTLENECKS else sums
        if name != "order" or self._proven:
            self._settle(name)
        for cell in self._all_cells():
            if cell.outcome is None:
                cell.outcome = self._given_up(cell, name)
        best, chosen = best_choice(self._options("hope"), self._needed, self._join)
        least, _ = best_choice(self._options("least"), self._needed, self._join)
        proven = least >= best
        self._chosen = [cells[c] for cells, c in zip(self._cells, chosen, strict=True)]
        tier = self._tier(name, best, least)
        if proven:
            self._keep_as_good_as(best)
        else:
            self._narrows |= self._is_open_between_parts()
            self._cells = [[cell] for cell in self._chosen]
        for cell in self._all_cells():
            self._hold(cell, name, best)
        return tier

    def _settle(self, name: GoalName) -> None:
        """Solve cells until the best choice and all as good are solved."""
        while not self._effort.is_over():
            wanted = self._wanted()
            if not wanted:
                break
            for cell in wanted:
                self._advance(cell, name)

    def _wanted(self) -> list[Cell]:
        """Return the cells to solve next: of the best choice, then of equal ones."""
        options = self._options("hope")
        best, chosen = best_choice(options, self._needed, self._join)
        picked = [cells[c] for cells, c in zip(self._cells, chosen, strict=True)]
        if any(cell.outcome is None for cell in picked):
            return [cell for cell in picked if cell.outcome is None]
        through = best_through(options, self._needed, self._join)
        return [
            cell
            for cells, keys in zip(self._cells, through, strict=True)
            for cell, key in zip(cells, keys, strict=True)
            if cell.outcome is None and key is not None and key <= best
        ]

    def _advance(self, cell: Cell, name: GoalName) -> None:
        """Bring a cell one step on: first its bound, then its value."""
        if name in BOTTLENECKS:
            cell.outcome = narrow(cell.state, BOTTLENECKS[name], self._effort)
        elif cell.search is None:
            ahead = cell.ahead.pop(name, None)
            if ahead is None or not ahead.goes_on_from(cell.state):
                ahead = self._relaxed(cell, name)
            cell.search = ahead
            self._seen.append(rows_of(cell.state.reach, cell.search.generated))
            self._share_bound(cell)
            return
        else:
            cell.outcome = cell.search.finish()
            self._share_plan(cell)
        bound = cell.outcome.bound
        cell.bound = -math.inf if bound is None else max(cell.bound, float(bound))

    def _relaxed(self, cell: Cell, name: GoalName) -> TierSearch:
        """Return the search for a tier of a cell, relaxed."""
        later = self._problem.tiers[self._problem.tiers.index(name) + 1 :]
        search = TierSearch(
            cell.state,
            self._layout.parts[cell.part].goal(name),
            self._effort,
            self._ahead(cell, later),
            is_last=QUICK_SUMS.isdisjoint(later),
            tolerance=TOLERANCE.get(name, 0.0),
        )
        search.relax()
        return search

    def _share_plan(self, cell: Cell) -> None:
        """Offer a plan to the cells of the same part that ask for no more than it."""
        if len(self._cells[cell.part]) == 1 or cell.outcome is None:
            return
        plan = cell.outcome.state.best
        reached = plan.value(self._shared(cell).measure).sum()
        for other in self._cells[cell.part]:
            fits = other.coverage <= reached and other.past == cell.past
            if fits and other.outcome is None and other.search is not None:
                other.search.offer(plan)

    def _ahead(self, cell: Cell, later: tuple[GoalName, ...]) -> Linear | None:
        """Return the next tier that is quickly added up, if there is one."""
        for tier in later:
            if tier in QUICK_SUMS:
                return self._layout.parts[cell.part].goal(tier)
        return None

    def _share_bound(self, cell: Cell) -> None:
        """Book a relaxed bound; before any other tier it bounds the part's other cells.

        The prices of one relaxation bound every other one that asks for more or less
        coverage and is otherwise the same.
        """
        search = cell.search
        if search is None or search.bound is None:
            return
        cell.bound = max(cell.bound, float(search.bound))
        if cell.past or len(self._cells[cell.part]) == 1:
            return
        relaxed, slope = search.line(-1)
        for other in self._cells[cell.part]:
            bound = whole_bound(relaxed + slope * (other.coverage - cell.coverage))
            if bound is not None:
                other.bound = max(other.bound, float(bound))

    def _given_up(self, cell: Cell, name: GoalName) -> Outcome:
        """Return the outcome of a tier there was no time for."""
        if name in BOTTLENECKS:
            value = peak_of(cell.state, BOTTLENECKS[name])
            return Outcome(limited(cell.state, BOTTLENECKS[name], value), value, None)
        if cell.search is not None:
            return cell.search.finish()
        goal = self._layout.parts[cell.part].goal(name)
        value = cell.state.value(goal)
        return Outcome(cell.state.held(goal, value), value, None)

    def _keep_as_good_as(self, best: Key) -> None:
        """Keep the cells that some choice as good as the best one uses.

        A cell whose plan is worse but whose bound is not may hold a plan as good: it
        is dropped all the same, and later tiers are not proven.
        """
        through = best_through(self._options("hope"), self._needed, self._join)
        at_least = best_through(self._options("least"), self._needed, self._join)
        self._narrows |= any(
            key != best and low is not None and low <= best
            for keys, lows in zip(through, at_least, strict=True)
            for key, low in zip(keys, lows, strict=True)
        )
        self._cells = [
            [cell for cell, key in zip(cells, keys, strict=True) if key == best]
            for cells, keys in zip(self._cells, through, strict=True)
        ]

    def _is_open_between_parts(self) -> bool:
        """Tell whether a plan equal in sum but not part by part may have been left out.

        A part that is open may gain what a proven one loses. With one part there is no
        other.
        """
        return len(self._cells) > 1 and not all(
            cell.outcome is not None and cell.outcome.proven
            for cells in self._cells
            for cell in cells
        )

    def _hold(self, cell: Cell, name: GoalName, best: Key) -> None:
        """Settle the tier in a cell.

        A bottleneck such as the longest trip is one of all parts: each may use it up.
        """
        outcome = cell.outcome or self._given_up(cell, name)
        if name in BOTTLENECKS:
            plan = with_plan(cell.state, outcome.state.best)
            cell.state = limited(plan, BOTTLENECKS[name], int(best[-1]))
        else:
            cell.state = outcome.state
            cell.past = (*cell.past, float(outcome.value))

    def _share_coverage(self, wanted: int) -> Tier:
        """Solve the tier of a target that several parts meet together."""
        most = [self._most_coverage(cells[0]) for cells in self._cells]
        reached = [-outcome.value for outcome in most]
        self._needed = min(wanted, sum(reached))
        spare = sum(reached) - self._needed
        self._cells = [
            [
                self._asked(cells[0], outcome, coverage)
                for coverage in range(max(0, own - spare), own + 1)
            ]
            for cells, outcome, own in zip(self._cells, most, reached, strict=True)
        ]
        self._chosen = [cells[-1] for cells in self._cells]
        value = tier_values(self._problem, self._grouping())["shortfall"]
        bound = None
        self._narrows |= not all(outcome.proven for outcome in most)
        if all(outcome.bound is not None for outcome in most):
            bound = max(0, wanted + sum(outcome.bound or 0 for outcome in most))
        return make_tier("shortfall", value, bound, proven=bound == value)

    def _most_coverage(self, cell: Cell) -> Outcome:
        """Cover as many schools of the shared target as a part can."""
        search = TierSearch(cell.state, -self._shared(cell), self._effort)
        search.relax()
        return search.finish()

    def _asked(self, cell: Cell, most: Outcome, coverage: int) -> Cell:
        """Return the cell of a part that is to cover so many schools."""
        row = Row(self._shared(cell), lower=float(coverage))
        state = replace(
            cell.state,
            rows=(*cell.state.rows, row),
            best=most.state.best,
            seeds=most.state.seeds,
        )
        return Cell(cell.part, coverage, state)

    def _shared(self, cell: Cell) -> Linear:
        """Return what an alliance of a part adds to the shared target."""
        shared = self._layout.parts[cell.part].shared
        if shared is None:
            msg = "this part shares no target."
            raise ValueError(msg)
        return shared

    def _tier(self, name: GoalName, best: Key, least: Key) -> Tier:
        """Return a tier's record; approved alliances add the same to any plan."""
        value = tier_values(self._problem, self._grouping())[name]
        if not self._cells:
            return make_tier(name, value, value, proven=True)
        if self._narrows or not math.isfinite(least[-1]):
            return make_tier(name, value, None, proven=False)
        sign = -1 if SENSES[name] == "max" else 1
        bound = value + sign * round(least[-1] - best[-1])
        return make_tier(name, value, bound, proven=least >= best)

    def _grouping(self) -> Ints:
        """Return the grouping of the best choice, shape ``(n,)``."""
        core_of = np.full(self._problem.n, -1, dtype=np.int64)
        for i, core in self._problem.frozen_core_of.items():
            core_of[i] = core
        for cell in self._chosen:
            outcome = cell.outcome
            state = cell.state if outcome is None else outcome.state
            for i, core in grouping_of(state.reach, state.best).items():
                core_of[i] = core
        return core_of

    def _useful(self) -> Ints:
        """Return the alliances of all relaxations, each once."""
        width = max((rows.shape[1] for rows in self._seen), default=2)
        padded = [
            np.pad(rows, ((0, 0), (0, width - rows.shape[1])), constant_values=-1)
            for rows in self._seen
        ]
        none = np.zeros((0, width), dtype=np.int64)
        return np.unique(np.vstack([none, *padded]), axis=0)

    def _options(self, kind: str) -> list[list[Option]]:
        return [
            [Option(cell.coverage, getattr(cell, kind)) for cell in cells]
            for cells in self._cells
        ]

    def _all_cells(self) -> list[Cell]:
        return [cell for cells in self._cells for cell in cells]
