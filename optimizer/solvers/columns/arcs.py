"""CP-SAT's part: rules (1)-(8) over pairs, for one core or a whole part.

Where alliances are too wide, or too many, to be listed, a model with one variable a
pair finds better plans: over all cores of a small part, or over a block of cores
with all others as they are. Its bound holds if every core is free.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model
from ortools.sat.python.cp_model import CpModel, IntVar, LinearExpr

from optimizer.errors import ModelError
from optimizer.problem import Ints
from optimizer.solvers.cliques import cliques_of
from optimizer.solvers.columns.choice import Block
from optimizer.solvers.columns.effort import Effort
from optimizer.solvers.columns.exact import Vars, add_alliance
from optimizer.solvers.columns.groups import Deviation, Extra, Groups, groups_of
from optimizer.solvers.columns.linear import Linear
from optimizer.solvers.columns.state import State
from optimizer.solvers.running import run_watched


@dataclass(frozen=True, eq=False)
class Found:
    """A plan, and a bound on the goal: infinite if it is proven there is none."""

    groups: Groups | None
    bound: float


def better_by_arcs(
    state: State, goal: Linear, block: Block, effort: Effort, *, work: float
) -> Found:
    """Search for a plan with a lower value of a goal, within all rows of a state.

    Parameters
    ----------
    state, goal
        The part with its best plan, and what is minimised.
    block
        Cores to decide on, and the schools they may use.
    effort, work
        The run's books, and the deterministic work allowed.
    """
    return better_each_by_arcs(state, goal, [block], effort, work=work)[0]


def better_each_by_arcs(
    state: State, goal: Linear, blocks: Sequence[Block], effort: Effort, *, work: float
) -> list[Found]:
    """Search for a better plan of each of some blocks, all others as they are.

    Every search begins from the same plan and has ``work`` to itself, so what is
    found does not depend on how many run at once. See :func:`better_by_arcs`.
    """
    searches = [_Search(state, goal, block, effort, work) for block in blocks]

    def run() -> None:
        with ThreadPoolExecutor(effort.workers) as pool:
            list(pool.map(_Search.run, searches))

    def stop() -> None:
        for search in searches:
            search.stop()

    stopped = run_watched(run, stop, effort.watcher)
    return [search.found(effort, stopped=stopped) for search in searches]


class _Search:
    """One search by CP-SAT, which lets go of Python's lock while it runs."""

    def __init__(
        self, state: State, goal: Linear, block: Block, effort: Effort, work: float
    ) -> None:
        self._arcs = _Arcs(state, goal, block)
        self._is_whole = bool(block.free.all())
        self._is_stopped = False
        self._solver = cp_model.CpSolver()
        parameters = self._solver.parameters
        parameters.num_workers = 1
        parameters.linearization_level = 2
        parameters.catch_sigint_signal = False
        parameters.random_seed = effort.seed
        parameters.max_deterministic_time = effort.work(work)
        parameters.max_time_in_seconds = effort.seconds_left

    def run(self) -> None:
        """Search."""
        if not self._is_stopped:
            self._solver.solve(self._arcs.model)

    def stop(self) -> None:
        """End the search soon, or keep it from beginning."""
        self._is_stopped = True
        self._solver.stop_search()

    def found(self, effort: Effort, *, stopped: bool) -> Found:
        """Return what was found, and book what it took."""
        response = getattr(self._solver, "response_proto", None)
        if response is None:
            return Found(None, -np.inf)
        status, spent = response.status, response.deterministic_time
        if status == cp_model.MODEL_INVALID:
            raise ModelError("M101", reason=self._solver.solution_info())
        decided = status in {cp_model.OPTIMAL, cp_model.INFEASIBLE}
        most = self._solver.parameters.max_deterministic_time
        clock = not decided and not stopped and spent < most
        effort.book_work(spent, interrupted=stopped, clock=clock)
        if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            none = self._is_whole and status == cp_model.INFEASIBLE
            return Found(None, np.inf if none else -np.inf)
        bound = response.best_objective_bound if self._is_whole else -np.inf
        return Found(self._arcs.groups(self._solver), bound)


class _Arcs:
    """The model of some free cores of a part."""

    def __init__(self, state: State, goal: Linear, block: Block) -> None:
        self.model = CpModel()
        self._state = state
        self._kept = state.best[~block.free[state.best.core_at]]
        self._leads: Vars = {}
        self._pairs: Vars = {}
        self._off: dict[Deviation, list[IntVar]] = {}
        self._add_variables(block)
        self._gaps = [self.model.new_int_var(0, int(m), "") for m in state.gap_most]
        self._add_roles()
        for row in state.rows:
            self._add_row(row.expression, row.lower, row.upper)
        self.model.minimize(self._expression(goal))
        self._hint()

    def _add_variables(self, block: Block) -> None:
        reach = self._state.reach
        kept = self._kept
        used = set(reach.cores[kept.core_at].tolist())
        used |= set(reach.member[kept.pairs[kept.pairs < reach.num_pairs]].tolist())
        used |= set(np.flatnonzero(block.barred).tolist())
        for c in np.flatnonzero(block.free).tolist():
            if int(reach.cores[c]) in used:
                continue
            chosen = {
                int(reach.member[at]): self.model.new_bool_var("")
                for at in range(reach.first[c], reach.first[c + 1])
                if int(reach.member[at]) not in used
                and reach.trip_s[at] <= self._state.longest_s
            }
            if not chosen:
                continue
            self._leads[c] = self.model.new_bool_var("")
            for at in range(reach.first[c], reach.first[c + 1]):
                if int(reach.member[at]) in chosen:
                    self._pairs[at] = chosen[int(reach.member[at])]
            cliques = list(cliques_of(reach.problem.too_far, list(chosen)))
            add_alliance(self.model, reach, c, chosen, self._leads[c], cliques)

    def _add_roles(self) -> None:
        """(1) A school leads, or is a member of one alliance, or stays outside."""
        reach = self._state.reach
        roles: dict[int, list[IntVar]] = {}
        for c, var in self._leads.items():
            roles.setdefault(int(reach.cores[c]), []).append(var)
        for at, var in self._pairs.items():
            roles.setdefault(int(reach.member[at]), []).append(var)
        for of_school in roles.values():
            if len(of_school) > 1:
                self.model.add_at_most_one(of_school)

    def _expression(self, linear: Linear) -> LinearExpr:
        measure = linear.measure
        terms = [*self._pairs.values(), *self._leads.values(), *self._gaps]
        weights = [
            *(round(measure.pair[at]) for at in self._pairs),
            *(round(measure.core[c]) for c in self._leads),
            *(int(value) for value in linear.gaps),
        ]
        for weight, extra in measure.extras:
            found = self._extra(extra)
            terms += found
            weights += [round(weight)] * len(found)
        fixed = round(float(self._kept.value(measure).sum()))
        return LinearExpr.weighted_sum([*terms, 1], [*weights, fixed])

    def _extra(self, extra: Extra) -> list[IntVar]:
        """Return variables whose sum is at least an extra of the free alliances."""
        if not isinstance(extra, Deviation):
            msg = "no model over pairs of this extra."
            raise ValueError(msg)
        if extra not in self._off:
            self._off[extra] = [
                var for c in self._leads for var in self._off_means(c, extra)
            ]
        return self._off[extra]

    def _off_means(self, c: int, extra: Deviation) -> Iterator[IntVar]:
        """Yield a variable for each indicator an alliance of a core can be off in."""
        first, end = self._state.reach.first[c : c + 2].tolist()
        inside = [at for at in range(first, end) if at in self._pairs]
        schools = [self._leads[c], *(self._pairs[at] for at in inside)]
        for weights in np.vstack([extra.core[[c]], extra.pair[inside]]).T.tolist():
            off = [round(weight) for weight in weights]
            if any(off):
                var = self.model.new_int_var(0, sum(map(abs, off)), "")
                pooled = LinearExpr.weighted_sum(schools, off)
                self.model.add(pooled <= var)
                self.model.add(-pooled <= var)
                yield var

    def _add_row(self, linear: Linear, lower: float, upper: float) -> None:
        expression = self._expression(linear)
        if np.isfinite(lower):
            self.model.add(expression >= int(np.ceil(lower)))
        if np.isfinite(upper):
            self.model.add(expression <= int(np.floor(upper)))

    def _hint(self) -> None:
        best = self._state.best
        taken = set(best.pairs[best.pairs < self._state.reach.num_pairs].tolist())
        leading = set(best.core_at.tolist())
        for at, var in self._pairs.items():
            self.model.add_hint(var, int(at in taken))
        for c, var in self._leads.items():
            self.model.add_hint(var, int(c in leading))

    def groups(self, solver: cp_model.CpSolver) -> Groups:
        """Return the whole plan: what was kept and what was found."""
        reach = self._state.reach
        core_of: Ints = np.full(reach.problem.n, -1, dtype=np.int64)
        for at, var in self._pairs.items():
            if solver.boolean_value(var):
                core = reach.cores[reach.core_at[at]]
                core_of[[reach.member[at], core]] = core
        return self._kept.joined(groups_of(reach, core_of))
