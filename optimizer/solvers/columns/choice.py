"""Integer searches over some alliances of a part, for a better plan."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from optimizer.problem import Bools
from optimizer.solvers.columns.effort import Effort
from optimizer.solvers.columns.engine import Choice, ChoiceLimits
from optimizer.solvers.columns.groups import Groups
from optimizer.solvers.columns.known import rows_of
from optimizer.solvers.columns.linear import Linear
from optimizer.solvers.columns.program import Program
from optimizer.solvers.columns.state import State, keys_of, without
from optimizer.solvers.protocol import Watcher
from optimizer.solvers.running import run_watched


@dataclass(frozen=True, eq=False)
class Block:
    """Cores to decide on; the others keep their alliances.

    Parameters
    ----------
    free
        Shape ``(K,)``: the cores.
    barred
        Shape ``(n,)``: schools that may not be used, unless by what is kept.
    """

    free: Bools
    barred: Bools

    @classmethod
    def whole(cls, state: State) -> Block:
        """Return all cores of a part."""
        reach = state.reach
        return cls(np.ones(len(reach.cores), bool), np.zeros(reach.problem.n, bool))


@dataclass(frozen=True, eq=False)
class Searched:
    """The best plan found, if any, and whether all was searched."""

    groups: Groups | None
    complete: bool


def search_among(
    state: State, goal: Linear, groups: Groups, effort: Effort, *, nodes: int
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
    whole = Block.whole(state)
    return search_each_among(state, goal, groups, [whole], effort, nodes=nodes)[0]


def search_each_among(
    state: State,
    goal: Linear,
    groups: Groups,
    blocks: Sequence[Block],
    effort: Effort,
    *,
    nodes: int,
) -> list[Searched]:
    """Search for a better plan of each of some blocks, all others as they are.

    Every search begins from the same plan and has ``nodes`` to itself, so what is
    found does not depend on how many run at once. See :func:`search_among`.
    """
    searches = [_Search(state, goal, groups, block) for block in blocks]
    limits, watcher = effort.share(nodes), _Stop()

    def run() -> None:
        with ThreadPoolExecutor(effort.workers) as pool:
            list(pool.map(lambda search: search.run(limits, watcher), searches))

    effort.interrupted |= run_watched(run, watcher.stop, effort.watcher)
    return [search.found(effort) for search in searches]


class _Stop(Watcher):
    """Tells several searches at once to stop."""

    def __init__(self) -> None:
        self._stops = False

    def stop(self) -> None:
        """Have the searches stop."""
        self._stops = True

    def should_stop(self) -> bool:
        """Tell whether they are to."""
        return self._stops


class _Search:
    """One search: the alliances of the best plan first, and then the others."""

    def __init__(
        self, state: State, goal: Linear, groups: Groups, block: Block
    ) -> None:
        is_free = block.free[state.best.core_at]
        kept, own = state.best[~is_free], state.best[is_free]
        rest = without(_that_fit(state, groups, kept, block), keys_of(own))
        self._groups = kept.joined(own).joined(rest)
        self._num_mine = len(state.best)
        self._program = Program(
            state.reach, goal, state.rows, state.gap_most, cuts=state.cuts
        )
        self._program.add(self._groups)
        self._program.found(np.arange(len(kept)))
        self._choice: Choice | None = None

    def run(self, limits: ChoiceLimits, watcher: Watcher) -> None:
        """Search."""
        if not watcher.should_stop():
            mine = np.arange(self._num_mine)
            self._choice = self._program.choose(mine, limits=limits, watcher=watcher)

    def found(self, effort: Effort) -> Searched:
        """Return what was found, and book what it took."""
        choice = self._choice
        if choice is None:
            return Searched(None, complete=False)
        effort.book(choice)
        groups = None if choice.chosen is None else self._groups[choice.chosen]
        return Searched(groups, choice.complete)


def _that_fit(state: State, groups: Groups, kept: Groups, block: Block) -> Groups:
    """Return the alliances of free cores without barred schools and those kept."""
    groups = groups[block.free[groups.core_at]]
    used = np.append(block.barred, False)
    used[rows_of(state.reach, kept)] = True
    used[-1] = False
    return groups[~used[rows_of(state.reach, groups)].any(axis=1)]
