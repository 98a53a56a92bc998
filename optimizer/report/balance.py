"""A stated simulation: how unequal the seven indicators are, before and after pooling.

Nothing here steers the plan, unless its policy lists the tier ``indicators``, which
minimises what :mod:`optimizer.quality.pooling` makes of it. The indicators are those
of 教督〔2017〕6号, counted by :mod:`optimizer.quality`, where the difference
coefficient and the split of a school of several stages are written down.

Before, each school is a unit. After, an alliance is one: its schools' resources and
pupils of the stage are added up, as if everything were shared. That is the most that
sharing could do, not a forecast; the mean stays, the difference can only fall.

* Primary and junior are counted apart.
* Teaching points under ``quality.min_point_pupils`` pupils are left out, and so are
  schools the policy excludes.
* A blank is not 0: a school without the figure, or without its pupils, is left out of
  that indicator before and after alike, and counted as 数据不足.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from optimizer.case import Case
from optimizer.domain import School, Stage
from optimizer.plan import Plan
from optimizer.quality import (
    INDICATORS,
    StagePart,
    exact,
    is_counted,
    is_within,
    stage_part,
    total,
    variation_squared,
)


@dataclass(frozen=True)
class Balance:
    """One indicator of one stage of one county.

    Parameters
    ----------
    mean
        Resources per pupil, or per 100 pupils; the same before and after.
    before, after
        Coefficient of variation; ``None`` without pupils or resources.
    reference
        Line of 教督〔2017〕6号 to read it by; no rule of this plan.
    within_before, within_after
        Whether the coefficient is at most the line, inclusive; counted exactly.
    schools, units
        Schools counted, and units they make after pooling.
    missing, small
        Schools left out: 数据不足, and teaching points too small to count.
    """

    county_code: str
    stage: Stage
    indicator: str
    mean: float | None
    before: float | None
    after: float | None
    reference: float
    within_before: bool | None
    within_after: bool | None
    schools: int
    units: int
    missing: int
    small: int


def assumption(plan: Plan) -> str:
    """Return the code of the text that states what is simulated, and what for."""
    steers = any(tier.name == "indicators" for tier in plan.tiers or ())
    return "balance.stated_tier" if steers else "balance.stated"


def balances(case: Case, plan: Plan) -> list[Balance]:
    """Return the simulation by county, stage and indicator, in that order."""
    excluded = {row.school_id for row in plan.excluded or ()}
    pool = [s for s in case.schools if s.stages and s.school_id not in excluded]
    unit_of = plan.core_of
    found = []
    for county in sorted({s.county_code for s in pool}):
        for stage in Stage:
            schools = [s for s in pool if s.county_code == county and stage in s.stages]
            counted = [s for s in schools if is_counted(s, case.policy.quality)]
            if counted:
                small = len(schools) - len(counted)
                parts = [
                    (s, stage_part(s, stage, case.policy.quality)) for s in counted
                ]
                found += [
                    _balance(case, stage, name, small, parts, unit_of)
                    for name in INDICATORS
                ]
    return found


def _balance(
    case: Case,
    stage: Stage,
    name: str,
    small: int,
    parts: Sequence[tuple[School, StagePart]],
    unit_of: Mapping[str, str],
) -> Balance:
    """Return one indicator of the schools counted in one county and stage."""
    alone: dict[str, tuple[Fraction, int]] = {}
    pooled: dict[str, tuple[Fraction, int]] = {}
    for school, part in parts:
        whole = exact(getattr(school, name))
        if whole is None or part.share is None or part.pupils is None:
            continue
        x, p = whole * part.share, part.pupils
        alone[school.school_id] = x, p
        unit = unit_of.get(school.school_id, school.school_id)
        sum_x, sum_p = pooled.get(unit, (Fraction(0), 0))
        pooled[unit] = sum_x + x, sum_p + p
    squares = [variation_squared([*units.values()]) for units in (alone, pooled)]
    before, after = (None if s is None else math.sqrt(s) for s in squares)
    line = getattr(case.policy.quality.cv_limit, stage.value)
    return Balance(
        county_code=parts[0][0].county_code,
        stage=stage,
        indicator=name,
        mean=_mean(name, [*alone.values()]),
        before=before,
        after=after,
        reference=line,
        within_before=is_within(squares[0], line),
        within_after=is_within(squares[1], line),
        schools=len(alone),
        units=len(pooled),
        missing=len(parts) - len(alone),
        small=small,
    )


def _mean(name: str, parts: Sequence[tuple[Fraction, int]]) -> float | None:
    """Return resources per pupil, or per 100, ``None`` without any school."""
    pupils = sum(p for _, p in parts)
    per = INDICATORS[name]
    return float(per * total([x for x, _ in parts]) / pupils) if pupils else None
