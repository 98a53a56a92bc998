"""Which schools are measured, and what of a school belongs to each stage.

A school of several stages has one table row. Its resources are split by pupils, a
primary pupil weighing 1, a junior one ``quality.junior_weight`` and a senior one
``quality.senior_weight``: nine-year 1 : 1.1, twelve-year 1 : 1.1 : 1.32, complete
secondary 1.1 : 1.32 = 1 : 1.2.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from optimizer.domain import School, SchoolType, Stage
from optimizer.policy import Quality
from optimizer.quality.indicators import stated

_WITH_SENIORS = (SchoolType.COMPLETE_SECONDARY, SchoolType.TWELVE_YEAR)


@dataclass(frozen=True, slots=True)
class StagePart:
    """Pupils of one stage, and the share of the school's resources that is theirs.

    ``pupils`` is ``None`` when unknown or 0: nothing can be told per pupil then.
    ``share`` is 1 for a school of one stage, ``None`` when a part is not known.
    """

    pupils: int | None
    share: Fraction | None


def stages_in_order(school: School) -> tuple[Stage, ...]:
    """Return the compulsory stages of a school, primary first."""
    return tuple(stage for stage in Stage if stage in school.stages)


def is_counted(school: School, rules: Quality) -> bool:
    """Tell whether the national method measures a school.

    Types without a compulsory stage (special, vocational, senior) are not measured,
    nor are teaching points under ``min_point_pupils`` pupils (that many are counted).
    A point of unknown size is counted, and has 数据不足 everywhere.
    """
    if not school.stages:
        return False
    if school.type_code != SchoolType.TEACHING_POINT:
        return True
    pupils = _own_pupils(school, Stage.PRIMARY)
    return pupils is None or pupils >= rules.min_point_pupils


def stage_part(school: School, stage: Stage, rules: Quality) -> StagePart:
    """Return what of a school belongs to a stage it teaches.

    Of a school of several stages every part must be known; with a senior part, the
    seniors are the pupils that are left, and parts that exceed the whole tell nothing.
    """
    if len(school.stages) == 1 and school.type_code not in _WITH_SENIORS:
        return StagePart(_own_pupils(school, stage) or None, Fraction(1))
    pupils = _pupils_by_weight(school, rules)
    if pupils is None:
        return StagePart(None, None)
    own = _column(school, stage) or 0
    weighed = sum(weight * number for weight, number in pupils)
    if not own or not weighed:
        return StagePart(None, None)
    return StagePart(own, _weight(stage, rules) * own / weighed)


def _pupils_by_weight(
    school: School, rules: Quality
) -> list[tuple[Fraction, int]] | None:
    """Return (weight, pupils) of each part of a school, ``None`` if one is unknown."""
    parts = [(stage, _column(school, stage)) for stage in stages_in_order(school)]
    known = [(_weight(s, rules), n) for s, n in parts if n is not None]
    if len(known) < len(parts):
        return None
    if school.type_code in _WITH_SENIORS:
        seniors = (school.pupils or 0) - sum(n for _, n in known)
        if school.pupils is None or seniors < 0:
            return None
        known.append((stated(rules.senior_weight), seniors))
    return known


def _weight(stage: Stage, rules: Quality) -> Fraction:
    is_junior = stage is Stage.JUNIOR
    return stated(rules.junior_weight) if is_junior else Fraction(1)


def _column(school: School, stage: Stage) -> int | None:
    is_junior = stage is Stage.JUNIOR
    return school.pupils_junior if is_junior else school.pupils_primary


def _own_pupils(school: School, stage: Stage) -> int | None:
    """Return the pupils of a school of one stage: all of them, else the part's."""
    return _column(school, stage) if school.pupils is None else school.pupils
