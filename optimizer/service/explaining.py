"""Questions put to a plan's folder: reasons and prices, and what if."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from optimizer.case import Case
from optimizer.errors import DataError
from optimizer.plan import Plan
from optimizer.service import folder
from optimizer.service.judging import refuse_a_faulty
from optimizer.service.loading import load_folder
from optimizer.solvers.protocol import SolveLimits, Watcher
from optimizer.study.baseline import Baseline, baseline_of
from optimizer.study.conflicts import Conflict, find_conflict
from optimizer.study.roles_in_plan import Loss, Move, loss_without, price_of_move
from optimizer.study.uncovered import Outside, explain_outside
from optimizer.study.what_if import Met, Request, RequestKind, what_if

_QUESTION_SHARE = 100
"""A question may take this part of the work allowed for a whole plan: there are
hundreds of them, and each is decided early."""

OnDone = Callable[[int, int], None]
"""Called with the number of answers found and the number of questions."""


@dataclass(frozen=True, eq=False)
class Reasons:
    """Answers about a plan, and how many questions there were.

    Parameters
    ----------
    case, plan
        What was asked about.
    outside, losses, moves
        One record a school outside, a core, and a member if asked for.
    conflict
        Of the pair table; ``None`` if it was not settled.
    total
        Questions in all; fewer answers mean that the user stopped.
    """

    case: Case
    plan: Plan
    outside: tuple[Outside, ...]
    losses: tuple[Loss, ...]
    moves: tuple[Move, ...]
    conflict: Conflict | None
    total: int

    @property
    def done(self) -> int:
        """Number of answers about schools."""
        return len(self.outside) + len(self.losses) + len(self.moves)


@dataclass(frozen=True, eq=False)
class WhatIf:
    """Requests, what became of them, and the conflict if they cannot be met."""

    case: Case
    requests: tuple[Request, ...]
    answer: Met
    conflict: Conflict | None


def explain(
    where: Path,
    *,
    schools: Sequence[str] = (),
    members: bool = False,
    watcher: Watcher | None = None,
    on_done: OnDone | None = None,
) -> Reasons:
    """Find the reason and the price of everything in a plan by solving again.

    Parameters
    ----------
    where
        Folder of a plan.
    schools
        Ids or unique names; only these are asked about. Default all.
    members
        Also price the next best core of every member; a member named in ``schools``
        is priced in any case.
    watcher
        Asked whether to stop; the answers found so far are returned.
    on_done
        Told the progress.

    Raises
    ------
    DataError, PlanError, CheckError
        If the folder cannot be read, the plan is faulty, or a name means no school or
        several.
    """
    base, plan = _baseline(where)
    chosen = {_school_id(base, name) for name in schools}
    questions = list(_questions(base, chosen, members=members))
    if chosen and not questions:
        raise DataError("Q107", value=", ".join(sorted(chosen)))
    limits = question_limits(base.case)
    watcher = watcher or Watcher()
    found: list[Outside | Loss | Move] = []
    for number, (answer, index) in enumerate(questions):
        if watcher.should_stop():
            break
        if on_done is not None:
            on_done(number, len(questions))
        record = answer(base, index, limits, watcher)
        # An answer cut short by Ctrl-C is none.
        if not watcher.should_stop():
            found.append(record)
    return Reasons(
        base.case,
        plan,
        tuple(r for r in found if isinstance(r, Outside)),
        tuple(r for r in found if isinstance(r, Loss)),
        tuple(r for r in found if isinstance(r, Move)),
        None if watcher.should_stop() else find_conflict(base.case, limits),
        len(questions),
    )


Question = Callable[[Baseline, int, SolveLimits, Watcher | None], Any]


def _questions(
    base: Baseline, chosen: set[str], *, members: bool
) -> Iterator[tuple[Question, int]]:
    """Yield what is asked of which school: outside first, then cores, then members."""
    core_of, frozen = base.core_of, base.problem.frozen_core_of
    ids = base.problem.school_ids
    wanted = [i for i in range(base.problem.n) if not chosen or ids[i] in chosen]
    free = [i for i in wanted if i not in frozen]
    yield from ((explain_outside, i) for i in free if core_of[i] < 0)
    yield from ((loss_without, i) for i in free if core_of[i] == i)
    if members or chosen:
        inside = np.flatnonzero((core_of >= 0) & (core_of != np.arange(len(ids))))
        yield from ((price_of_move, i) for i in free if i in inside)


def ask_what_if(
    where: Path,
    requests: Sequence[tuple[RequestKind, str]],
    watcher: Watcher | None = None,
) -> WhatIf:
    """Put requests to a plan; schools are named by id or unique name.

    A request for two schools is written ``A=B``.

    Raises
    ------
    DataError, PlanError, CheckError
        If the folder cannot be read, the plan is faulty, nothing is asked, or a name
        means no school or several.
    """
    if not requests:
        raise DataError("Q104")
    base, _ = _baseline(where)
    asked = tuple(_request(base, kind, value) for kind, value in requests)
    limits = question_limits(base.case)
    answer = what_if(base, asked, limits, watcher)
    conflict = find_conflict(base.case, limits, asked) if answer.met is False else None
    return WhatIf(base.case, asked, answer, conflict)


def question_limits(case: Case) -> SolveLimits:
    """Return the limits of one question."""
    settings = case.policy.solver
    return SolveLimits(
        seed=settings.seed,
        workers=settings.workers,
        deterministic_limit=settings.deterministic_limit / _QUESTION_SHARE,
        time_limit_s=settings.time_limit_s,
    )


def _baseline(where: Path) -> tuple[Baseline, Plan]:
    plan = folder.read_plan(where)
    loaded = load_folder(folder.plan_path(where).parent, layers=False)
    refuse_a_faulty(loaded, plan)
    return baseline_of(loaded.case, plan), plan


def _request(base: Baseline, kind: RequestKind, value: str) -> Request:
    """Read a request; a name may itself hold ``=``.

    Raises
    ------
    DataError
        Q103 if a request for two schools is not written ``A=B``; Q106 if a school is
        asked to lead that may do so only in a later phase.
    """
    if kind in {"cover", "lead", "bar"}:
        request = Request(kind, _school_id(base, value.strip()))
    else:
        request = Request(kind, *_two_schools(base, kind, value))
    leader = {"lead": request.a, "under": request.b}.get(kind)
    if leader is not None and leader in base.case.barred:
        raise DataError("Q106", value=leader)
    return request


def _two_schools(base: Baseline, kind: str, value: str) -> tuple[str, str]:
    """Part ``A=B`` where both sides are schools."""
    marks = [at for at, letter in enumerate(value) if letter == "="]
    parts = [(value[:at].strip(), value[at + 1 :].strip()) for at in marks]
    parts = [(a, b) for a, b in parts if a and b]
    known = {s.school_id for s in base.case.schools}
    known |= {s.name for s in base.case.schools}
    fitting = [(a, b) for a, b in parts if a in known and b in known]
    if len(fitting) > 1 or not parts:
        raise DataError("Q103", option=f"--{kind}", value=value)
    a, b = (fitting or parts)[0]
    return _school_id(base, a), _school_id(base, b)


def _school_id(base: Baseline, name: str) -> str:
    """Return the id of a school that takes part, given its id or unique name."""
    case = base.case
    found = [s.school_id for s in case.schools if name in (s.school_id, s.name)]
    if not found:
        raise DataError("Q101", value=name)
    if len(found) > 1:
        raise DataError("Q102", value=name, number=len(found), names=", ".join(found))
    if found[0] not in base.problem.school_ids:
        raise DataError("Q105", value=name)
    return found[0]
