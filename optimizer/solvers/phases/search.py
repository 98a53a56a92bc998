"""The lexicographic search of a schedule: tier after tier, each proven in turn."""

from __future__ import annotations

import time
from dataclasses import replace

from ortools.sat.python import cp_model
from ortools.sat.python.cp_model import LinearExpr

from optimizer.plan import PhaseTier
from optimizer.schedule import Schedule, Timetable
from optimizer.solvers.cpsat.search import Answer, search
from optimizer.solvers.phases.model import PhaseModel
from optimizer.solvers.phases.objective import (
    PhaseGoal,
    expression_of,
    goals,
    tier_of,
    value_of,
)
from optimizer.solvers.protocol import SolveLimits, Watcher

_UNHOSTED = 1 << 40
"""Worth of one graduate without a host: more than all fixed weights together."""


def schedule_phases(
    timetable: Timetable, limits: SolveLimits, watcher: Watcher | None = None
) -> Schedule:
    """Return the best schedule of a plan.

    Parameters
    ----------
    timetable
        The plan, its years and what they need.
    limits
        Seed and limits over all tiers.
    watcher
        May ask to stop; the best schedule so far is then returned.

    Returns
    -------
    Schedule
        With value, bound and proof of each tier; or with ``unhosted`` graduates
        alone, which may not lead if that is proven.

    Raises
    ------
    ModelError
        If the model is malformed.
    """
    return _PhaseSearch(timetable, limits, watcher or Watcher()).run()


class _PhaseSearch:
    """State of one run: the model grows by one constraint a tier."""

    def __init__(
        self, timetable: Timetable, limits: SolveLimits, watcher: Watcher
    ) -> None:
        self._timetable = timetable
        self._limits = limits
        self._watcher = watcher
        self._model = PhaseModel(timetable)
        # Everything at once is legal wherever no graduate has to be a member first.
        self._best = Schedule(
            start=dict.fromkeys(timetable.members, 0),
            join={i: 0 for i, k in timetable.core_of.items() if i != k},
        )
        self._started = time.perf_counter()
        self._work = 0.0
        self._interrupted = False
        self._wall_limited = False

    def run(self) -> Schedule:
        """Find hosts, then solve every tier in order."""
        if self._timetable.hosts:
            self._find_hosts()
        if self._best.unhosted:
            return self._booked(self._best)
        tiers = []
        wanted = goals(self._timetable)
        for position, goal in enumerate(wanted):
            tiers.append(self._solve(goal, len(wanted) - position))
        tiers = list(map(self._restated, wanted, tiers))
        return self._booked(replace(self._best, tiers=tuple(tiers)))

    def _booked(self, schedule: Schedule) -> Schedule:
        """Return a schedule with the work it took and what ended the work."""
        return replace(
            schedule,
            stats={
                "seconds": round(time.perf_counter() - self._started, 3),
                "deterministic_time": round(self._work, 4),
            },
            interrupted=self._interrupted,
            wall_limited=self._wall_limited,
        )

    def _find_hosts(self) -> None:
        """Take in as many graduates as can be hosted; the others are unhosted."""
        model, table = self._model, self._timetable
        worth = {g: _UNHOSTED + table.weight(g, g, 0) for g in table.hosts}
        model.model.minimize(
            LinearExpr.weighted_sum([*model.unhosted.values()], [*worth.values()])
        )
        answer = self._search("hosts", self._limits, maximise=False)
        if answer is None or answer.values is None:
            self._best = replace(
                self._best, unhosted=tuple(table.hosts), hosts_proven=False
            )
            return
        self._best = replace(model.read(answer.values), hosts_proven=answer.proven)
        for var in model.unhosted.values():
            model.model.add(var == 0)

    def _solve(self, goal: PhaseGoal, tiers_left: int) -> PhaseTier:
        """Optimise one tier from the best schedule so far, and hold its value."""
        value = value_of(self._timetable, goal, self._best)
        is_least = goal.sense == "min" and value == 0
        if is_least or not self._timetable.last:
            self._hold(goal, value)
            return self._tier(goal, value, value, proven=True)
        share = self._share(tiers_left)
        answer = None
        if share is not None:
            is_max = goal.sense == "max"
            expression = expression_of(self._model, goal)
            if is_max:
                self._model.model.maximize(expression)
            else:
                self._model.model.minimize(expression)
            self._model.hint(self._best)
            answer = self._search(goal.name, share, maximise=is_max)
        if answer is not None and answer.values is not None:
            self._best = self._model.read(answer.values)
        value = value_of(self._timetable, goal, self._best)
        self._hold(goal, value)
        proven = answer is not None and answer.proven
        bound = value if proven else answer.bound if answer is not None else None
        return self._tier(goal, value, bound, proven=proven)

    def _share(self, tiers_left: int) -> SolveLimits | None:
        """Return the even share of what is left; ``None`` if nothing is."""
        left_s = self._limits.time_limit_s - (time.perf_counter() - self._started)
        left_work = self._limits.deterministic_limit - self._work
        self._wall_limited |= left_s <= 0
        if self._interrupted or left_s <= 0 or left_work <= 0:
            return None
        return replace(
            self._limits,
            deterministic_limit=left_work / tiers_left,
            time_limit_s=left_s / tiers_left,
        )

    def _search(
        self, name: str, limits: SolveLimits, *, maximise: bool
    ) -> Answer | None:
        """Search the model and book the outcome."""
        answer = search(
            self._model.model, name, limits, self._watcher, maximise=maximise
        )
        self._work += answer.deterministic_time
        decided = answer.proven or answer.status == cp_model.INFEASIBLE
        worked_out = answer.deterministic_time >= limits.deterministic_limit
        self._wall_limited |= not (decided or answer.interrupted or worked_out)
        self._interrupted |= answer.interrupted and not decided
        return answer

    def _hold(self, goal: PhaseGoal, value: int) -> None:
        """Forbid later tiers to worsen this one."""
        expression = expression_of(self._model, goal)
        if goal.sense == "max":
            self._model.model.add(expression >= value)
        else:
            self._model.model.add(expression <= value)

    def _restated(self, goal: PhaseGoal, tier: PhaseTier) -> PhaseTier:
        """Restate a tier by the final schedule: a later one may have bettered it."""
        value = value_of(self._timetable, goal, self._best)
        return self._tier(goal, value, tier.bound, proven=tier.proven)

    def _tier(
        self, goal: PhaseGoal, value: int, bound: int | None, *, proven: bool
    ) -> PhaseTier:
        return tier_of(self._timetable, goal, value, bound, proven=proven)
