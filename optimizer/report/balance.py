r"""A stated simulation: how unequal the seven indicators are, before and after pooling.

Nothing here steers the plan. The indicators are those of 教督〔2017〕6号; their
difference is the pupil-weighted coefficient of variation over the units *i* of one
county and one stage, with resources :math:`x_i` and pupils :math:`P_i`:

.. math::  \bar X = \sum x_i / \sum P_i, \quad
           S = \sqrt{\sum (P_i / P)(x_i / P_i - \bar X)^2}, \quad CV = S / \bar X

Before, each school is a unit. After, an alliance is one: its schools' resources and
pupils of the stage are added up, as if everything were shared. That is the most that
sharing could do, not a forecast; the mean stays, the difference can only fall.

* Primary and junior are counted apart. A school of several stages splits what it has
  by pupils, a junior pupil weighing ``report.balance_junior_weight`` and a senior one
  ``report.balance_senior_weight`` (1 : 1.1 : 1.32).
* Teaching points under ``report.balance_min_point_pupils`` pupils are left out, and so
  are schools the policy excludes.
* A blank is not 0: a school without the figure, or without its pupils, is left out of
  that indicator before and after alike, and counted as 数据不足.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from optimizer.case import Case
from optimizer.domain import School, SchoolType, Stage
from optimizer.plan import Plan

INDICATORS: dict[str, int] = {
    "edu_hi": 100,
    "backbone": 100,
    "pe_art": 100,
    "room_area_m2": 1,
    "sport_area_m2": 1,
    "equip_yuan": 1,
    "media_rooms": 100,
}
"""Column of each indicator, and per how many pupils its mean is told."""


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
    schools: int
    units: int
    missing: int
    small: int


@dataclass(frozen=True)
class _Part:
    """What a school has and how many it teaches in one stage; ``None`` if not known."""

    unit: str
    resources: float | None
    pupils: float | None


def balances(case: Case, plan: Plan) -> list[Balance]:
    """Return the simulation by county, stage and indicator, in that order."""
    excluded = {row.school_id for row in plan.excluded or ()}
    pool = [s for s in case.schools if s.stages and s.school_id not in excluded]
    unit_of = plan.core_of
    found = []
    for county in sorted({s.county_code for s in pool}):
        for stage in Stage:
            schools = [s for s in pool if s.county_code == county and stage in s.stages]
            counted = [s for s in schools if not _is_small(s, case)]
            if counted:
                small = len(schools) - len(counted)
                found += [
                    _balance(case, county, stage, name, small, parts)
                    for name, parts in _parts(case, unit_of, stage, counted)
                ]
    return found


def _is_small(school: School, case: Case) -> bool:
    """Tell whether a teaching point is under the size that counts."""
    is_point = school.type_code == SchoolType.TEACHING_POINT
    few = case.policy.report.balance_min_point_pupils
    return is_point and school.pupils is not None and school.pupils < few


def _parts(
    case: Case, unit_of: dict[str, str], stage: Stage, schools: Sequence[School]
) -> Iterator[tuple[str, list[_Part]]]:
    """Yield each indicator with the schools' parts of it."""
    for name in INDICATORS:
        parts = []
        for school in schools:
            pupils, share = _share(school, stage, case)
            whole = getattr(school, name)
            known = None if whole is None or share is None else whole * share
            unit = unit_of.get(school.school_id, school.school_id)
            parts.append(_Part(unit, known, pupils))
        yield name, parts


def _share(
    school: School, stage: Stage, case: Case
) -> tuple[float | None, float | None]:
    """Return a school's pupils of a stage, and the stage's share of its resources."""
    own = {Stage.PRIMARY: school.pupils_primary, Stage.JUNIOR: school.pupils_junior}
    has_seniors = school.type_code in (
        SchoolType.COMPLETE_SECONDARY,
        SchoolType.TWELVE_YEAR,
    )
    if len(school.stages) == 1 and not has_seniors:
        pupils = school.pupils if school.pupils is not None else own[stage]
        return pupils, 1.0
    parts = [own[s] for s in Stage if s in school.stages]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts) or (has_seniors and school.pupils is None):
        return None, None
    report = case.policy.report
    weights = {Stage.PRIMARY: 1.0, Stage.JUNIOR: report.balance_junior_weight}
    weighed = {s: weights[s] * (own[s] or 0) for s in Stage if s in school.stages}
    seniors = max(0, (school.pupils or 0) - sum(known)) if has_seniors else 0
    total = sum(weighed.values()) + seniors * report.balance_senior_weight
    return own[stage], weighed[stage] / total if total else None


def _balance(
    case: Case,
    county: str,
    stage: Stage,
    name: str,
    small: int,
    parts: Sequence[_Part],
) -> Balance:
    """Return one indicator from the parts of all schools counted."""
    known = [
        (part.unit, part.resources, part.pupils)
        for part in parts
        if part.resources is not None and part.pupils
    ]
    pooled: dict[str, tuple[float, float]] = {}
    for unit, resources, pupils in known:
        x, p = pooled.get(unit, (0.0, 0.0))
        pooled[unit] = (x + resources, p + pupils)
    alone = [(resources, pupils) for _, resources, pupils in known]
    total = math.fsum(pupils for _, pupils in alone)
    report = case.policy.report
    is_primary = stage is Stage.PRIMARY
    return Balance(
        county_code=county,
        stage=stage,
        indicator=name,
        mean=INDICATORS[name] * math.fsum(x for x, _ in alone) / total
        if total
        else None,
        before=variation(alone),
        after=variation(list(pooled.values())),
        reference=report.balance_cv_primary if is_primary else report.balance_cv_junior,
        schools=len(known),
        units=len(pooled),
        missing=len(parts) - len(known),
        small=small,
    )


def variation(units: Sequence[tuple[float, float]]) -> float | None:
    """Return the pupil-weighted coefficient of variation of (resources, pupils).

    Examples
    --------
    Twice as many books a pupil in one of two equal schools: mean 3, deviation 1.

    >>> round(variation([(20.0, 10.0), (40.0, 10.0)]), 4)
    0.3333
    """
    pupils = math.fsum(p for _, p in units)
    resources = math.fsum(x for x, _ in units)
    if not pupils or not resources:
        return None
    mean = resources / pupils
    spread = math.fsum(p / pupils * (x / p - mean) ** 2 for x, p in units)
    return math.sqrt(spread) / mean
