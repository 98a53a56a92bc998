r"""What a school lacks to the mean of its county, in numbers that add up.

A stated simulation (资源共享模拟), the one of :mod:`optimizer.report.balance`: an
alliance is one unit, its schools' resources and pupils of a stage added up. With
resources :math:`x_i` and pupils :math:`p_i` of school *i* in a stage, and
:math:`\bar x = \sum x_i / \sum p_i` over the schools of its county with known figures,

.. math::  d_i = \mathrm{round}(1000\, (x_i - \bar x\, p_i) / \bar x)

in pupils x permille of the county's mean. Pupils of an alliance times the deviation of
its pooled ratio from the mean is :math:`|\sum d_i|`, but for the rounding: an absolute
value of a sum, which a solver can minimise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction
from itertools import product

from optimizer.domain import School, Stage
from optimizer.policy import Quality
from optimizer.quality.indicators import INDICATORS, exact
from optimizer.quality.split import is_counted, stage_part
from optimizer.quality.variation import total


def deviations(schools: Sequence[School], rules: Quality) -> list[list[int]]:
    """Return the deviations of the schools that take part in a plan.

    Stages are apart, as they are in the report: each has its own mean, and a school of
    both stands in both with its pupils and its share of the resources. A school
    without the figure, without its pupils, of another stage or not measured counts 0,
    and so does everyone where a county has nothing of an indicator.

    Returns
    -------
    rows
        Shape ``(14, n)``: primary, then junior, each with the seven indicators.
    """
    return [_row(schools, s, name, rules) for s, name in product(Stage, INDICATORS)]


def _row(
    schools: Sequence[School], stage: Stage, name: str, rules: Quality
) -> list[int]:
    """Return the deviations of one indicator in one stage, county by county."""
    row = [0] * len(schools)
    known: dict[str, dict[int, tuple[Fraction, int]]] = defaultdict(dict)
    for i, school in enumerate(schools):
        amounts = _amounts(school, stage, name, rules)
        if amounts is not None:
            known[school.county_code][i] = amounts
    for parts in known.values():
        resources = total([x for x, _ in parts.values()])
        pupils = sum(p for _, p in parts.values())
        for i, (x, p) in parts.items() if resources else ():
            row[i] = round(1000 * (x * pupils / resources - p))
    return row


def _amounts(
    school: School, stage: Stage, name: str, rules: Quality
) -> tuple[Fraction, int] | None:
    """Return a school's (resources, pupils) in a stage, ``None`` if not known."""
    if stage not in school.stages or not is_counted(school, rules):
        return None
    whole, part = exact(getattr(school, name)), stage_part(school, stage, rules)
    if whole is None or part.share is None or part.pupils is None:
        return None
    return whole * part.share, part.pupils
