"""One CP-SAT call: parameters, progress, and stopping without losing the best."""

from __future__ import annotations

import time
from dataclasses import dataclass

from ortools.sat.python import cp_model

from optimizer.errors import ModelError
from optimizer.solvers.protocol import SolveLimits, Watcher
from optimizer.solvers.running import run_watched, whole_bound


@dataclass(frozen=True)
class Answer:
    """Outcome of one call; ``values`` by variable index, ``None`` if there is none."""

    status: int
    values: list[int] | None
    bound: int | None
    deterministic_time: float
    seconds: float
    interrupted: bool

    @property
    def proven(self) -> bool:
        """Whether the value is proven optimal."""
        return self.status == cp_model.OPTIMAL


class _Reporter(cp_model.CpSolverSolutionCallback):
    """Forwards better values to the watcher."""

    def __init__(self, tier: str, watcher: Watcher, constant: int) -> None:
        super().__init__()
        self._tier = tier
        self._watcher = watcher
        self._constant = constant

    def on_solution_callback(self) -> None:
        value = round(self.objective_value) - self._constant
        bound = self.best_objective_bound - self._constant
        self._watcher.on_better(self._tier, value, bound)


def search(
    model: cp_model.CpModel,
    tier: str,
    limits: SolveLimits,
    watcher: Watcher,
    *,
    maximise: bool,
    constant: int = 0,
) -> Answer:
    """Solve a model once within limits.

    ``constant`` is a part of the objective that is the same in every solution; it
    is taken off values and bounds.

    The search runs in a thread of its own, so that the caller's Ctrl-C, or a
    watcher that asks to stop, ends it with the best solution so far.

    Raises
    ------
    ModelError
        If CP-SAT calls the model invalid.
    """
    fault = model.validate()
    if fault:
        raise ModelError("M101", reason=fault)
    solver = cp_model.CpSolver()
    _set_parameters(solver, limits)
    started = time.perf_counter()
    reporter = _Reporter(tier, watcher, constant)
    stopped = run_watched(
        lambda: solver.solve(model, reporter), solver.stop_search, watcher
    )
    response = solver.response_proto
    if response.status == cp_model.MODEL_INVALID:
        raise ModelError("M101", reason=solver.solution_info())
    bound = whole_bound(response.best_objective_bound, maximise=maximise)
    found = response.status in {cp_model.OPTIMAL, cp_model.FEASIBLE}
    return Answer(
        status=response.status,
        values=list(response.solution) if found else None,
        bound=bound - constant if found and bound is not None else None,
        deterministic_time=response.deterministic_time,
        seconds=time.perf_counter() - started,
        interrupted=stopped,
    )


def _set_parameters(solver: cp_model.CpSolver, limits: SolveLimits) -> None:
    parameters = solver.parameters
    parameters.random_seed = limits.seed
    parameters.num_workers = limits.workers
    parameters.interleave_search = limits.workers > 1
    parameters.max_deterministic_time = limits.deterministic_limit
    parameters.max_time_in_seconds = limits.time_limit_s
    parameters.catch_sigint_signal = False
    parameters.linearization_level = 2
