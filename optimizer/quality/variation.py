r"""The difference coefficient (差异系数): how unequal schools of one stage are.

The one place of the formula. Over the units *i* of a county and stage, with resources
:math:`x_i` and pupils :math:`P_i`:

.. math::  \bar X = \sum x_i / \sum P_i, \quad
           S = \sqrt{\sum (P_i / P)(x_i / P_i - \bar X)^2}, \quad CV = S / \bar X

which is :math:`CV^2 = P \sum (x_i^2 / P_i) / (\sum x_i)^2 - 1`, an exact fraction.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

from optimizer.quality.indicators import stated

Units = Sequence[tuple[Fraction, Fraction | int]]
"""(resources, pupils) of each unit; pupils above 0."""


def variation_squared(units: Units) -> Fraction | None:
    """Return the square of the coefficient, ``None`` without pupils or resources."""
    pupils = total([Fraction(p) for _, p in units])
    resources = total([x for x, _ in units])
    if not pupils or not resources:
        return None
    return pupils * total([x * x / p for x, p in units]) / resources**2 - 1


def variation(units: Units) -> float | None:
    """Return the pupil-weighted coefficient of variation.

    Examples
    --------
    Twice as many books a pupil in one of two equal schools: mean 3, deviation 1.

    >>> round(variation([(Fraction(20), 10), (Fraction(40), 10)]), 4)
    0.3333
    """
    squared = variation_squared(units)
    return None if squared is None else math.sqrt(squared)


def is_within(squared: Fraction | None, limit: float) -> bool | None:
    """Tell whether a squared coefficient is within a limit, inclusive.

    Examples
    --------
    >>> is_within(Fraction(1, 4), 0.5), is_within(Fraction(1, 3), 0.5)
    (True, False)
    """
    return None if squared is None else squared <= stated(limit) ** 2


def total(parts: Sequence[Fraction]) -> Fraction:
    """Return the sum; by halves, since denominators grow from term to term."""
    if len(parts) < 2:
        return parts[0] if parts else Fraction(0)
    middle = len(parts) // 2
    return total(parts[:middle]) + total(parts[middle:])
