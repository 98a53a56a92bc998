"""Linear expressions, rows and prices of the relaxation, and the bound they prove."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from optimizer.problem import Ints
from optimizer.solvers.columns.cuts import Cuts, Fines
from optimizer.solvers.columns.groups import Floats, Measure, Reach


@dataclass(frozen=True, eq=False)
class Linear:
    """A linear expression over alliances and gap variables.

    Parameters
    ----------
    measure
        What each alliance adds.
    gaps
        Shape ``(G,)``: what a unit of each gap adds.
    """

    measure: Measure
    gaps: Ints

    def __neg__(self) -> Linear:
        return Linear(-self.measure, -self.gaps)


@dataclass(frozen=True, eq=False)
class Row:
    """A side row: ``lower <= expression <= upper``.

    ``spare`` is by how much ``upper``, that of a held tier, is looser than its bound.
    """

    expression: Linear
    lower: float = -math.inf
    upper: float = math.inf
    spare: float = 0.0

    def tightened(self, part: float) -> Row:
        """Return the row without a part of what it has to spare, rounded up."""
        return replace(self, upper=self.upper - math.ceil(part * self.spare))


@dataclass(frozen=True, eq=False)
class Duals:
    """Prices of the rows at the optimum of a relaxation.

    Parameters
    ----------
    school
        Shape ``(n,)``, at most 0; 0 for schools that are not in the part.
    side
        One of each side row.
    cut, cuts
        One of each cut (C), at most 0, and the cuts.
    """

    school: Floats
    side: Floats
    cut: Floats
    cuts: Cuts


def price_of(reach: Reach, goal: Linear, rows: Sequence[Row], duals: Duals) -> Measure:
    """Return the reduced cost of every alliance under the prices of rows and cuts."""
    fines, extras = Fines.over(reach, duals.cuts, -duals.cut), goal.measure.extras
    if len(fines.fine):
        extras = (*extras, (1.0, fines))
    price = Measure(
        goal.measure.pair - duals.school[reach.member],
        goal.measure.core - duals.school[reach.cores],
        extras,
    )
    for row, dual in zip(rows, duals.side, strict=True):
        if dual:
            price = price.minus(row.expression.measure, float(dual))
    return price


def bound_of(
    goal: Linear, rows: Sequence[Row], gap_most: Ints, duals: Duals, lowest: Floats
) -> float:
    """Return a lower bound on the goal over all alliances (Lagrangian).

    Valid for any prices, whether or not they are the relaxation's best ones.

    Parameters
    ----------
    goal, rows, gap_most
        The program.
    duals
        Prices of the rows.
    lowest
        Shape ``(K,)``: lower bound on the reduced cost of each core's alliances; a
        core founds at most one.
    """
    total = float(duals.school.sum() + duals.cut @ duals.cuts.most)
    total += float(np.minimum(lowest, 0.0).sum())
    gaps = goal.gaps.astype(np.float64)
    for row, dual in zip(rows, duals.side, strict=True):
        if dual:
            total += float(dual) * (row.lower if dual > 0 else row.upper)
            gaps = gaps - dual * row.expression.gaps
    return total + float((np.minimum(gaps, 0.0) * gap_most).sum())


def is_sum_of_costs(goal: Linear) -> bool:
    """Tell whether nothing can take a goal below 0."""
    measure = goal.measure
    lowest = min(measure.pair.min(initial=0), measure.core.min(initial=0))
    adds = all(weight >= 0 for weight, _ in measure.extras)
    return adds and bool(min(lowest, goal.gaps.min(initial=0)) >= 0)


def weighted(first: Linear, second: Linear) -> Linear:
    """Return a goal in which a unit of the first outweighs any one alliance."""
    weight = 10.0 * max(1.0, second.measure.largest)
    return Linear(
        second.measure.minus(first.measure, -weight),
        np.asarray(second.gaps + round(weight) * first.gaps, dtype=np.int64),
    )
