"""What is asked of HiGHS, and what is read from it.

A search is limited in nodes, which are the same on any machine, and by the clock.
"""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class ChoiceLimits:
    """Limits of one integer search: ``nodes`` are the same on any machine."""

    seed: int
    nodes: int
    seconds: float


@dataclass(frozen=True, eq=False)
class Choice:
    """Outcome of an integer search over the groups of a program.

    Parameters
    ----------
    chosen
        Positions of the groups of the best set found, ``None`` if there is none.
    complete
        Whether the search ended by itself: the set is best, or there is none.
    bound
        Lower bound on the goal over these groups.
    nodes
        Nodes searched, at least 1.
    interrupted, clock
        Whether the user, or the clock, ended it.
    """

    chosen: NDArray[np.int64] | None
    complete: bool
    bound: float
    nodes: int
    interrupted: bool
    clock: bool


def set_method(engine: highspy.Highs, method: str) -> None:
    """Choose how relaxations are solved; interior points need no corner."""
    engine.setOptionValue("solver", method)
    engine.setOptionValue("run_crossover", "off")


def set_limits(engine: highspy.Highs, limits: ChoiceLimits, scale: float) -> None:
    """Set limits; all goals are whole numbers, so a gap below one is a proof."""
    engine.setOptionValue("random_seed", limits.seed % 2**31)
    engine.setOptionValue("mip_max_nodes", limits.nodes)
    limit_seconds(engine, limits.seconds)
    engine.setOptionValue("mip_rel_gap", 0.0)
    engine.setOptionValue("mip_abs_gap", 0.99 / scale)


def limit_seconds(engine: highspy.Highs, seconds: float) -> None:
    """Allow a further span; the engine counts from its first run on."""
    engine.setOptionValue("time_limit", engine.getRunTime() + max(0.0, seconds))


def is_misjudged(engine: highspy.Highs, scale: float) -> bool:
    """Tell whether the engine reports a value its own solution does not have.

    HiGHS 1.16 may lose a start in presolve and still count it, at a wrong value, as
    the best solution; all that is cut off by that value is then "proven". A solution
    with its true value was not pruned by a lower one, so its proof holds.

    Parameters
    ----------
    engine
        An engine that has searched.
    scale
        What the goal was divided by.
    """
    values = np.asarray(engine.getSolution().col_value)
    if not len(values):
        return False
    costs = np.asarray(engine.getLp().col_cost_)
    value, told = float(costs @ values), engine.getInfo().objective_function_value
    return abs(value - told) > 0.25 / scale + 1e-9 * abs(value)


def choice_of(
    engine: highspy.Highs, first: int, scale: float, *, interrupted: bool
) -> Choice:
    """Return what a search came to.

    Parameters
    ----------
    engine, scale
        See :func:`is_misjudged`.
    first
        Column of the first alliance.
    interrupted
        Whether the user ended the search.
    """
    status, info = engine.getModelStatus(), engine.getInfo()
    known = highspy.HighsModelStatus
    chosen = None
    if info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
        values = np.asarray(engine.getSolution().col_value)
        chosen = np.flatnonzero(values[first:] > 0.5)
    return Choice(
        chosen=chosen,
        complete=status == known.kInfeasible
        or (status == known.kOptimal and not is_misjudged(engine, scale)),
        bound=info.mip_dual_bound * scale,
        nodes=max(1, int(info.mip_node_count)),
        interrupted=interrupted,
        clock=status == known.kTimeLimit,
    )
