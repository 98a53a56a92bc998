"""The whole search: start, descent, bound and proof, on the workers there are."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

import numpy as np

from optimizer.plan import Status
from optimizer.solvers.pmedian.annealing import can_anneal
from optimizer.solvers.pmedian.descent import Descent, Part
from optimizer.solvers.pmedian.instance import (
    Ints,
    MedianInstance,
    room_for_noise,
)
from optimizer.solvers.pmedian.neighbourhood import Task, improve, value_below
from optimizer.solvers.pmedian.partition import (
    GroupBound,
    bound_by_groups,
    has_small_groups,
    prove_by_groups,
)
from optimizer.solvers.pmedian.proof import (
    Bound,
    Proof,
    decide,
    left_arcs,
    prove,
    tighten,
)
from optimizer.solvers.pmedian.relaxation import Relaxation
from optimizer.solvers.pmedian.result import MedianLimits, MedianResult
from optimizer.solvers.pmedian.rounds import (
    Heating,
    half_rounds,
    heat_up,
    is_large,
    whole_rounds,
)
from optimizer.solvers.pmedian.start import make_start
from optimizer.solvers.pmedian.workers import POLL_S, Job, Workers
from optimizer.solvers.running import whole_bound

_PROVABLE_ARCS = 4_000
"""Arcs up to which a proof is tried while the descent still goes on."""

_LEAVE_S = 1.0
"""Clock seconds left for the last results of workers to arrive."""

_LEAVE_GROUPS_S = 2.5
"""The same for the bound by groups, whose last step may overrun."""

_BOUNDED = 0.6
"""Share of the time after which groups are searched, at the latest."""

_BETTER = 1e-3
"""Share by which the value must have fallen for groups to be listed again."""

_ROUNDS = 6
"""Rounds of annealing before the descent; fewer when two bring nothing."""

_IDLE = 2

_ANNEALED = 0.75
"""Share of the time after which the descent begins, at the latest."""

_CROWDED = 0.6
"""The same for a large instance, while it is bounded."""

_HALVED = 0.5
"""Share of the rest for mending it by halves."""

_Plan = Callable[[MedianInstance, Ints, int, int, float], list[Heating]]

_PART_S = 4.0
"""Most clock seconds for one part."""

_PART_ARCS = 160
"""Arcs of the first parts; a level has more."""

_MORE_ARCS = 1.4

_PART_NODES = 20
"""Nodes of the first parts; a level has more, up to a limit."""

_MOST_NODES = 150

_ALONE = 120
"""Points up to which a proof is tried before other processes are begun."""

_MOST_DECIDED = 150_000
"""Arcs up to which an instance may be shown to have no solution."""


def solve_median(instance: MedianInstance, limits: MedianLimits) -> MedianResult:
    """Return the best solution found within the limits, and what is proven."""
    if has_no_solution(instance):
        return MedianResult(Status.INFEASIBLE, None, None, None)
    return _Run(instance, limits).run()


def has_no_solution(instance: MedianInstance) -> bool:
    """Whether it is plain that nothing fits; false proves nothing."""
    usable = Relaxation(instance).is_usable
    count = instance.num_cores
    if count is not None and usable.sum() < count:
        return True
    room = np.sort(np.where(usable, instance.capacity, 0.0))[::-1][:count]
    if room.sum() + room_for_noise(room).sum() < instance.demand.sum():
        return True
    for point in range(instance.n):
        reach = usable & np.isfinite(instance.cost[point])
        room = instance.capacity[reach]
        if not (room + room_for_noise(room) >= instance.demand[point]).any():
            return True
    return False


class _Run:
    """State of one run."""

    def __init__(self, instance: MedianInstance, limits: MedianLimits) -> None:
        self._instance = instance
        self._limits = limits
        self._whole = instance.has_whole_costs
        self._end = time.time() + limits.seconds
        self._bound = -math.inf
        self._bound_job: Job | None = None
        self._tight: Bound | GroupBound | None = None
        self._proof_job: Job | None = None
        self._by_groups = False
        self._decision: Job | None = None
        self._given: tuple[float, Ints] | None = None
        self._result: MedianResult | None = None

    def _third(self) -> float:
        """Return the clock time when a third of what is left has passed."""
        now = time.time()
        return now + max(0.1, (self._end - now) / 3)

    def _is_over(self) -> bool:
        return time.time() >= self._end

    def run(self) -> MedianResult:
        """Search until proven or out of time."""
        start = make_start(self._instance, self._is_over)
        self._bound = start.bound
        descent = Descent(self._instance, start.core_of, start.price, self._limits.seed)
        self._price = start.price
        self._by_groups = has_small_groups(self._instance) and descent.is_feasible
        if not self._is_closed(descent) and self._instance.n <= _ALONE:
            self._prove_alone(descent)
        if not self._is_closed(descent) and self._result is None:
            workers = Workers(self._instance, self._limits.workers)
            try:
                self._search(descent, workers)
            finally:
                workers.close()
        return self._result or self._answer(descent.core_of)

    def _prove_alone(self, descent: Descent) -> None:
        """Try a proof by groups at once: few points need no other processes."""
        if not self._by_groups:
            return
        inst, core_of, until = self._instance, descent.core_of, self._third()
        tight = bound_by_groups(inst, self._price, core_of, self._whole, until)
        self._tight, self._bound = tight, max(self._bound, tight.bound)
        self._given = (descent.value, core_of)
        proof = prove_by_groups(inst, tight, core_of, self._whole, self._third())
        self._take_proof(proof, descent)
        self._given = None  # with more time, and a better solution, it may succeed

    def _search(self, descent: Descent, workers: Workers) -> None:
        """Bound, anneal, descend and prove side by side."""
        self._bound_and_anneal(descent, workers)
        while not self._is_over() and self._result is None:
            self._take_results(descent)
            if self._by_groups and self._tight is not None and not self._given:
                self._consider_proof(descent, workers)
            self._step(descent, workers)
        if self._result is None:
            self._take_results(descent)

    def _bound_and_anneal(self, descent: Descent, workers: Workers) -> None:
        """Have the bound tightened, and better the solution meanwhile."""
        inst = self._instance
        is_fit = can_anneal(inst)
        is_wide = is_fit and is_large(inst)
        # One worker would do the bound at once, and leave no time for anything else.
        is_last = is_wide and self._limits.workers == 1
        if not is_last and self._tight is None:
            self._submit_bound(descent, workers)
        if is_fit:
            share = _CROWDED if is_wide else _ANNEALED
            self._anneal(whole_rounds, share, descent, workers)
        if is_wide:
            self._anneal(half_rounds, _HALVED, descent, workers)
        if is_last:
            self._submit_bound(descent, workers)

    def _anneal(
        self, plan: _Plan, share: float, descent: Descent, workers: Workers
    ) -> None:
        """Improve the solution in rounds of a few searches, and prove meanwhile."""
        inst, limits, now = self._instance, self._limits, time.time()
        until, idle = now + share * (self._end - now), 0
        for count in range(_ROUNDS):
            if idle >= _IDLE or time.time() >= until or self._is_closed(descent):
                return
            tasks = plan(inst, descent.core_of, count, limits.seed, until)
            before = descent.value
            self._heat_up(tasks, descent, workers)
            idle = 0 if descent.value < before else idle + 1
            if self._result is not None:
                return
            self._prove_meanwhile(descent, workers)

    def _heat_up(
        self, tasks: list[Heating], descent: Descent, workers: Workers
    ) -> None:
        """Run the searches of a round, each as soon as a worker is free for it.

        So a bound that is done meanwhile finds its worker free to prove. All begin with
        the same solution: a task names its groups by their cores there.
        """
        start = descent.core_of
        waiting, running = list(tasks), list[tuple[Heating, Job]]()
        while (waiting or running) and time.time() < self._end:
            others = [self._bound_job, self._proof_job]
            busy = len(running) + sum(job is not None for job in others)
            if waiting and (busy < self._limits.workers or not running):
                task = waiting.pop(0)
                running.append((task, workers.submit(heat_up, start, task)))
                continue
            before = descent.value
            for task, job in [pair for pair in running if pair[1].is_done]:
                running.remove((task, job))
                # Another search of the round may have changed their cores meanwhile.
                theirs = descent.core_of[np.isin(start, task.cores)]
                descent.accept(Part(np.unique(theirs), frozenset()), job.result())
            is_news = any(job is not None and job.is_done for job in others)
            if is_news or descent.value < before:
                self._take_results(descent)
                if self._result is not None or self._is_closed(descent):
                    return
                self._prove_meanwhile(descent, workers)
            time.sleep(POLL_S)
        self._take_results(descent)

    def _prove_meanwhile(self, descent: Descent, workers: Workers) -> None:
        """Start a proof beside the searches, if there is a bound to start from."""
        if self._bound_job is None and self._tight and self._limits.workers > 1:
            self._consider_proof(descent, workers)

    def _submit_bound(self, descent: Descent, workers: Workers) -> None:
        inst, price, core_of = self._instance, self._price, descent.core_of
        if self._by_groups:
            now = time.time()
            until = now + _BOUNDED * (self._end - _LEAVE_GROUPS_S - now)
            known = (price, core_of, self._whole, until)
            self._bound_job = workers.submit(bound_by_groups, *known)
            return
        target, until = inst.value_of(core_of), self._end - _LEAVE_S
        self._bound_job = workers.submit(tighten, price, target, until)

    def _is_closed(self, descent: Descent) -> bool:
        return self._bound >= value_below(descent.value, whole=self._whole)

    def _step(self, descent: Descent, workers: Workers) -> None:
        """Do one round of the descent, or what is due when a level is done."""
        if self._result is not None or self._is_over():
            return
        if self._is_closed(descent):
            self._result = self._answer(descent.core_of)
            return
        parts = descent.batch(max(2, self._limits.workers))
        if parts:
            self._improve(descent, parts, workers)
            return
        self._consider_proof(descent, workers)
        if not descent.is_whole:
            descent.grow()
            return
        decision = None if descent.is_feasible else self._decision
        for job in (self._proof_job, decision, self._bound_job):
            if job is not None:
                job.wait(self._end)
                return
        self._end = min(self._end, time.time())

    def _improve(self, descent: Descent, parts: list[Part], workers: Workers) -> None:
        seconds = min(_PART_S, max(0.1, self._end - time.time() - 0.5))
        arcs = int(_PART_ARCS * _MORE_ARCS**descent.level)
        nodes = min(_MOST_NODES, _PART_NODES * 2**descent.level)
        jobs = [
            workers.submit(
                improve,
                Task(descent.core_of, part.cores, self._price, arcs, nodes, seconds),
                self._whole,
            )
            for part in parts
        ]
        for part, job in zip(parts, jobs, strict=True):
            if job.wait(self._end, self._is_proven):
                descent.accept(part, job.result())

    def _is_proven(self) -> bool:
        return self._proof_job is not None and self._proof_job.is_done

    def _take_results(self, descent: Descent) -> None:
        if self._bound_job is not None and self._bound_job.is_done:
            self._tight = self._bound_job.result()
            self._bound_job = None
            self._bound = max(self._bound, self._tight.bound)
        if self._proof_job is not None and self._proof_job.is_done:
            self._take_proof(self._proof_job.result(), descent)
        if self._decision is not None and self._decision.is_done:
            found, complete = self._decision.result()
            self._decision = None
            if found is not None:
                if not descent.is_feasible:
                    descent.restart(found)
            elif complete:
                self._result = MedianResult(Status.INFEASIBLE, None, None, None)

    def _take_proof(self, proof: Proof, descent: Descent) -> None:
        self._proof_job = None
        self._bound = max(self._bound, proof.bound)
        value, given = self._given or (math.inf, descent.core_of)
        if proof.complete:
            best = given if proof.core_of is None else proof.core_of
            self._bound = max(self._bound, min(value, proof.bound))
            self._result = self._answer(best, proven=True)
            return
        if proof.core_of is not None:
            self._offer(proof.core_of, descent)

    def _offer(self, core_of: Ints, descent: Descent) -> None:
        """Let the descent go on from a solution if it is better."""
        if self._instance.faults_of(core_of):
            return
        if self._instance.value_of(core_of) < descent.value:
            descent.restart(core_of)

    def _consider_proof(self, descent: Descent, workers: Workers) -> None:
        """Start a proof when a level of the descent is done and it is promising."""
        if self._proof_job is not None:
            return
        if not descent.is_feasible and self._decision is not None:
            return
        if not descent.is_feasible:
            if np.isfinite(self._instance.cost).sum() <= _MOST_DECIDED:
                self._decision = workers.submit(decide, self._third())
            return
        if self._bound_job is not None:
            # Groups take long, and the descent has more to do meanwhile.
            if self._by_groups and not descent.is_whole:
                return
            if not self._bound_job.wait(self._end):
                return
            self._take_results(descent)
        if self._tight is None or self._result is not None:
            return
        if isinstance(self._tight, Bound):
            self._price = self._tight.price
        self._submit_proof(self._tight, descent, workers)

    def _submit_proof(
        self, tight: Bound | GroupBound, descent: Descent, workers: Workers
    ) -> None:
        until = self._end - _LEAVE_S
        known = (tight, descent.core_of, self._whole, until)
        if isinstance(tight, GroupBound):
            if self._given and descent.value > (1 - _BETTER) * self._given[0]:
                return
            self._proof_job = workers.submit(prove_by_groups, *known)
        else:
            cutoff = value_below(descent.value, whole=self._whole)
            arcs = left_arcs(self._instance, tight, cutoff)
            if arcs > _PROVABLE_ARCS and not descent.is_whole:
                return
            self._proof_job = workers.submit(prove, *known)
        self._given = (descent.value, descent.core_of)

    def _answer(self, core_of: Ints, *, proven: bool = False) -> MedianResult:
        """Return the result, with the value recomputed and the bound guarded."""
        bound: float | None = self._bound
        if self._whole and math.isfinite(self._bound):
            bound = whole_bound(self._bound)
        if self._instance.faults_of(core_of):
            return MedianResult(Status.UNKNOWN, None, None, bound)
        value = self._instance.value_of(core_of)
        closed = bound is not None and bound >= value_below(value, whole=self._whole)
        status = Status.OPTIMAL if proven or closed else Status.FEASIBLE
        if status is Status.OPTIMAL:
            bound = value
        return MedianResult(status, core_of, value, bound)
