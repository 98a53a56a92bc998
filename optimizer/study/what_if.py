"""What if: one or more requests put to a plan at once, and what they cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from optimizer.domain import PairKind, PairWish
from optimizer.formulate import build_problem
from optimizer.problem import Ask, Problem
from optimizer.solvers.protocol import SolveLimits, Watcher
from optimizer.study.baseline import (
    Answer,
    Baseline,
    ask,
    bar_ask,
    cover_ask,
    lead_ask,
    pair_ask,
)

RequestKind = Literal["under", "together", "apart", "cover", "lead", "bar"]


@dataclass(frozen=True)
class Request:
    """One request of a planner.

    Parameters
    ----------
    kind
        ``under``: ``a`` is a member under core ``b``. ``together``: both in one
        alliance. ``apart``: never in one. ``cover``: ``a`` is in some alliance.
        ``lead``, ``bar``: ``a`` leads, or does not.
    a, b
        School ids; ``b`` is empty where only one school is spoken of.
    """

    kind: RequestKind
    a: str
    b: str = ""


@dataclass(frozen=True)
class Moved:
    """A school that is elsewhere in the answer; ``None`` is outside."""

    school_id: str
    before: str | None
    after: str | None


def what_if(
    base: Baseline,
    requests: Sequence[Request],
    limits: SolveLimits,
    watcher: Watcher | None = None,
) -> Answer:
    """Solve again with requests that must be met, and compare.

    Raises
    ------
    KeyError
        If a request names a school that does not take part.
    """
    wishes = [
        PairWish(PairKind(request.kind), request.a, request.b)
        for request in requests
        if request.kind in {"together", "apart"}
    ]
    problem = base.problem
    if wishes:
        case = replace(base.case, wishes=(*base.case.wishes, *wishes))
        problem = build_problem(case)
    asks = [a for request in requests for a in _asks(base, problem, request)]
    return ask(base, asks, limits, changed=problem, watcher=watcher)


def _asks(base: Baseline, problem: Problem, request: Request) -> Iterator[Ask]:
    a = base.index(request.a)
    match request.kind:
        case "under":
            yield pair_ask(problem, a, base.index(request.b))
        case "together":
            # The wish alone would be met by leaving both outside.
            yield cover_ask(problem, a)
        case "cover":
            yield cover_ask(problem, a)
        case "lead":
            yield lead_ask(problem, a)
        case "bar":
            yield bar_ask(problem, a)
        case "apart":
            base.index(request.b)


def moves_of(base: Baseline, answer: Answer) -> list[Moved]:
    """Return the schools that are elsewhere in the answer, by id."""
    ids = base.problem.school_ids

    def core(k: int) -> str | None:
        return None if k < 0 else ids[k]

    differs = np.flatnonzero(answer.core_of != base.core_of)
    return [
        Moved(ids[i], core(int(base.core_of[i])), core(int(answer.core_of[i])))
        for i in differs
    ]
