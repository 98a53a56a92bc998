"""An integer search over some alliances of a part, for a better plan."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.solvers.columns.effort import Effort
from optimizer.solvers.columns.groups import Groups
from optimizer.solvers.columns.linear import Linear
from optimizer.solvers.columns.program import Program
from optimizer.solvers.columns.state import State, keys_of, without


@dataclass(frozen=True, eq=False)
class Searched:
    """The best plan found, if any, and whether all was searched."""

    groups: Groups | None
    complete: bool


def search_among(
    state: State,
    goal: Linear,
    groups: Groups,
    effort: Effort,
    *,
    nodes: int,
) -> Searched:
    """Search some alliances for a better plan than the best one of a state.

    Parameters
    ----------
    state, goal
        The part with its best plan, which the search begins with.
    groups
        The alliances to choose from, beside those of the best plan.
    effort, nodes
        The run's books, and the nodes allowed.
    """
    program = Program(state.reach, goal, state.rows, state.gap_most, cuts=state.cuts)
    mine = state.best
    rest = without(groups, keys_of(mine))
    program.add(mine)
    program.add(rest)
    choice = program.choose(
        np.arange(len(mine)), limits=effort.share(nodes), watcher=effort.watcher
    )
    effort.book(choice)
    found = None if choice.chosen is None else mine.joined(rest)[choice.chosen]
    return Searched(found, choice.complete)
