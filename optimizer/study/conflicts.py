"""Wishes that cannot all be met: the smallest set of them that no plan meets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from optimizer.case import Case
from optimizer.domain import PairKind, PairWish
from optimizer.formulate import build_problem
from optimizer.solvers.protocol import SolveLimits
from optimizer.study.what_if import Request, settled

if TYPE_CHECKING:
    from optimizer.solvers.cpsat.conflict import Demand, DemandKind

_OF_WISH: dict[PairKind, DemandKind] = {
    PairKind.CORE: "lead",
    PairKind.NOT_CORE: "bar",
    PairKind.TOGETHER: "together",
    PairKind.APART: "apart",
    PairKind.REFUSED: "refused",
}
"""Rows of the pair table that demand something; ``willing`` only makes a pair nearer,
and ``frozen`` alliances are facts."""

_KEPT_RULES = frozenset({PairKind.FROZEN, PairKind.WILLING, PairKind.CORE})
"""Rows left in the case: ``core`` rows make a school eligible to lead."""


@dataclass(frozen=True)
class Conflict:
    """Wishes and requests that no plan meets together; none of them can be spared."""

    wishes: tuple[PairWish, ...]
    requests: tuple[Request, ...]

    def __bool__(self) -> bool:
        return bool(self.wishes or self.requests)


def find_conflict(
    case: Case, limits: SolveLimits, requests: Sequence[Request] = ()
) -> Conflict | None:
    """Return a smallest conflict of the pair table and further requests.

    Returns
    -------
    Conflict
        Empty if everything can be met; ``None`` if the limits were reached first.
    """
    # CP-SAT takes a while to import, and requests that are met need no search.
    from optimizer.solvers.cpsat.conflict import smallest_conflict

    kept = tuple(w for w in case.wishes if w.kind in _KEPT_RULES)
    problem = build_problem(replace(case, wishes=kept))
    for request in requests:
        if settled(problem, request) is False:
            return Conflict((), (request,))
    index = {school_id: i for i, school_id in enumerate(problem.school_ids)}
    frozen = {problem.school_ids[i] for i in problem.frozen_core_of}
    wanted: list[PairWish | Request] = [
        w for w in case.wishes if w.kind in _OF_WISH and _is_free(w, index, frozen)
    ]
    wanted += [r for r in requests if settled(problem, r) is None]
    demands = [_demand(item, index) for item in wanted]
    found = smallest_conflict(problem, demands, limits)
    if found is None:
        return None
    chosen = [wanted[d] for d in found]
    return Conflict(
        tuple(item for item in chosen if isinstance(item, PairWish)),
        tuple(item for item in chosen if isinstance(item, Request)),
    )


def _is_free(wish: PairWish, index: dict[str, int], frozen: set[str]) -> bool:
    """Tell whether a wish has any effect: its schools take part and are not fixed."""
    names = [name for name in (wish.a, wish.b) if name is not None]
    return all(name in index and name not in frozen for name in names)


def _demand(item: PairWish | Request, index: dict[str, int]) -> Demand:
    from optimizer.solvers.cpsat.conflict import Demand

    kind: DemandKind
    if isinstance(item, PairWish):
        kind = _OF_WISH[item.kind]
    else:
        # Who asks for two schools together wants them in an alliance.
        kind = "joined" if item.kind == "together" else item.kind
    return Demand(kind, index[item.a], index[item.b] if item.b else -1)
