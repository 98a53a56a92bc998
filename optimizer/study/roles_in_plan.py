"""What each member and each core is worth to a plan, found by solving without it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.problem import Block
from optimizer.solvers.protocol import SolveLimits, Watcher
from optimizer.study.baseline import Baseline, Step, ask, bar_ask, pair_ask


@dataclass(frozen=True)
class Move:
    """A member's next best core and the price of moving there.

    Parameters
    ----------
    school_id, core
        The member and the core it has.
    other
        The core it would cost least to move to by its own trip; ``None`` if no other
        may take it.
    possible
        Whether a legal plan has it there; ``None`` if the search ended before.
    change
        The first tier in which the best such plan differs; ``None`` if it is as good.
    repeatable
        Whether the search was not ended by the clock.
    """

    school_id: str
    core: str
    other: str | None
    possible: bool | None
    change: Step | None
    repeatable: bool = True


@dataclass(frozen=True)
class Loss:
    """What a plan loses if a core does not lead.

    Parameters
    ----------
    core
        The core.
    possible
        Whether a plan can do without it; ``None`` if the search ended before.
    change
        The first tier that differs without it; ``None`` if it is not missed.
    only_here
        Members that no other core may take.
    repeatable
        Whether the search was not ended by the clock.
    """

    core: str
    possible: bool | None
    change: Step | None
    only_here: tuple[str, ...]
    repeatable: bool = True


def price_of_move(
    base: Baseline, i: int, limits: SolveLimits, watcher: Watcher | None = None
) -> Move:
    """Solve again with a member under its next best core."""
    ids, k = base.problem.school_ids, int(base.core_of[i])
    others = _other_cores(base, i, k)
    if not others:
        return Move(ids[i], ids[k], None, False, None)
    other = min(others, key=lambda c: (int(base.problem.cost_s[i, c]), c))
    answer = ask(base, [pair_ask(base.problem, i, other)], limits, watcher=watcher)
    return Move(
        ids[i], ids[k], ids[other], answer.met, answer.change, answer.repeatable
    )


def loss_without(
    base: Baseline, k: int, limits: SolveLimits, watcher: Watcher | None = None
) -> Loss:
    """Solve again without a core."""
    ids = base.problem.school_ids
    members = [int(i) for i in np.flatnonzero(base.core_of == k) if i != k]
    only = tuple(ids[i] for i in members if not _other_cores(base, i, k))
    answer = ask(base, [bar_ask(base.problem, k)], limits, watcher=watcher)
    return Loss(ids[k], answer.met, answer.change, only, answer.repeatable)


def _other_cores(base: Baseline, i: int, k: int) -> list[int]:
    allowed = np.flatnonzero(base.problem.block[i] == Block.NONE)
    return [int(c) for c in allowed if c != k]
