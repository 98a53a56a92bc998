"""The seven indicators once more, read from the policy text alone.

教督〔2017〕6号: 每所学校至少6项指标达到要求,余项不低于要求的85%.
The resources of a school of several stages are split in the ratio of weighed pupils.
Put the other way round: each stage has all the resources, and as many pupils as the
whole school weighs in pupils of that stage. Everything is compared in whole numbers.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from optimizer.domain import School, SchoolType, Stage
from optimizer.policy import Quality

PER_HUNDRED = ("edu_hi", "backbone", "pe_art", "media_rooms")
PER_PUPIL = ("room_area_m2", "sport_area_m2", "equip_yuan")

SENIORS_TOO = ("341", "345")
"""完全中学 and 十二年一贯制学校: part of their pupils are seniors."""


class Against(NamedTuple):
    """A figure against its standard, as a ratio of whole numbers; ``of`` is above 0."""

    has: int
    of: int

    def reaches(self, num: int, den: int) -> bool:
        """Tell whether the standard is reached to ``num`` parts of ``den``."""
        return self.has * den >= self.of * num


@dataclass(frozen=True)
class Sheet:
    """What the table says of one school in one stage: known figures, and blanks."""

    known: tuple[Against, ...]
    num_blank: int

    def passes(self, rules: Quality) -> bool | None:
        """Tell whether the school passes, if that is so whatever the blanks hold."""
        nothing, plenty = Against(0, 1), Against(1, 1)
        answers = {
            self._passes((*self.known, *[filler] * self.num_blank), rules)
            for filler in (nothing, plenty)
        }
        return answers.pop() if len(answers) == 1 else None

    @staticmethod
    def _passes(figures: Sequence[Against], rules: Quality) -> bool:
        share, hundred = ratio(rules.pass_rest_pct)
        full = sum(figure.reaches(1, 1) for figure in figures)
        rest = all(figure.reaches(share, 100 * hundred) for figure in figures)
        return full >= rules.pass_met and rest

    def num_failed(self) -> int:
        """Return how many figures are known to be short."""
        return sum(not figure.reaches(1, 1) for figure in self.known)

    def score(self) -> Fraction | None:
        """Return the mean attainment, capped at 1; ``None`` with a blank."""
        if self.num_blank:
            return None
        shares = (min(Fraction(f.has, f.of), Fraction(1)) for f in self.known)
        return sum(shares, Fraction(0)) / len(self.known)


def sheets(school: School, rules: Quality) -> dict[Stage, Sheet]:
    """Return the sheets of a school by stage; none where it is not measured.

    Special and vocational schools teach no stage that counts; 教学点 under
    ``quality.min_point_pupils`` are left out, those of unknown size are not.
    """
    if not is_measured(school, rules):
        return {}
    return {stage: _sheet(school, stage, rules) for stage in school.stages}


def is_measured(school: School, rules: Quality) -> bool:
    """Tell whether a school is large enough to be measured in the stages it has."""
    if school.type_code != SchoolType.TEACHING_POINT:
        return True
    size = school.pupils_primary if school.pupils is None else school.pupils
    return size is None or size >= rules.min_point_pupils


def _sheet(school: School, stage: Stage, rules: Quality) -> Sheet:
    pupils = _weighed_pupils(school, stage, rules)
    known = []
    for name, per in (*product(PER_HUNDRED, [100]), *product(PER_PUPIL, [1])):
        figure = getattr(school, name)
        if figure is None or pupils is None:
            continue
        if not math.isfinite(figure) or figure < 0:
            continue
        has, unit = ratio(figure)
        want, part = ratio(getattr(getattr(rules, name), stage.value))
        heads, weight = pupils
        known.append(Against(has * per * weight * part, unit * heads * want))
    return Sheet(tuple(known), len(PER_HUNDRED) + len(PER_PUPIL) - len(known))


class StagePupils(NamedTuple):
    """Pupils of a school in a stage, and the part of its resources that is theirs."""

    pupils: int
    share: Fraction


def stage_pupils(school: School, stage: Stage, rules: Quality) -> StagePupils | None:
    """Return the pupils of a stage the school teaches, ``None`` if not known."""
    weighed = _weighed_pupils(school, stage, rules)
    if weighed is None:
        return None
    heads, weight = weighed
    own = school.pupils_primary if stage is Stage.PRIMARY else school.pupils_junior
    pupils = own or 0 if _is_mixed(school) else heads
    return StagePupils(pupils, Fraction(pupils * weight, heads))


def _is_mixed(school: School) -> bool:
    """Tell whether a school has pupils of several stages, seniors among them."""
    return len(school.stages) > 1 or school.type_code in SENIORS_TOO


def _weighed_pupils(
    school: School, stage: Stage, rules: Quality
) -> tuple[int, int] | None:
    """Return the school's pupils in pupils of one stage, as a ratio; else ``None``."""
    numbers = {
        Stage.PRIMARY: school.pupils_primary,
        Stage.JUNIOR: school.pupils_junior,
    }
    if not _is_mixed(school):
        alone = numbers[stage] if school.pupils is None else school.pupils
        return (alone, 1) if alone else None
    parts = [numbers[s] for s in school.stages]
    if not numbers[stage] or any(part is None for part in parts):
        return None
    places = [Decimal(str(w)) for w in (1, rules.junior_weight, rules.senior_weight)]
    scale = math.lcm(*(place.as_integer_ratio()[1] for place in places))
    low, high, top = (int(place * scale) for place in places)
    weight = {Stage.PRIMARY: low, Stage.JUNIOR: high}
    heads = sum(weight[s] * (numbers[s] or 0) for s in school.stages)
    if school.type_code in SENIORS_TOO:
        left = -1 if school.pupils is None else school.pupils - sum(filter(None, parts))
        if left < 0:
            return None
        heads += top * left
    return heads, weight[stage]


def lowest_by_score(
    rows: Sequence[tuple[School, dict[Stage, Sheet]]], rules: Quality
) -> set[str]:
    """Return the schools in the lowest part of their county in one of their stages.

    A school is in it when those with a score up to its own, itself among them, are at
    most ``quality.weak_score_pct`` per cent of all that have one.
    """
    scores: dict[tuple[str, Stage], dict[str, Fraction]] = defaultdict(dict)
    for school, by_stage in rows:
        for stage, sheet in by_stage.items():
            score = sheet.score()
            if score is not None:
                scores[school.county_code, stage][school.school_id] = score
    share, hundred = ratio(rules.weak_score_pct)
    lowest: set[str] = set()
    for of_stage in scores.values():
        ordered = sorted(of_stage.values())
        room = share * len(ordered)
        lowest.update(
            school_id
            for school_id, own in of_stage.items()
            if bisect_right(ordered, own) * 100 * hundred <= room
        )
    return lowest


def ratio(number: float) -> tuple[int, int]:
    """Return a number as it is written, as whole numerator and denominator."""
    return Decimal(str(number)).as_integer_ratio()


class Measures:
    """What the figures of a table say of its schools.

    Parameters
    ----------
    schools
        Every row of the table.
    compared
        Ids of the schools in the policy's scope: the score compares these.
    rules
        Section ``quality`` of the policy.
    """

    def __init__(
        self, schools: Sequence[School], compared: set[str], rules: Quality
    ) -> None:
        self._rules = rules
        rows = [(school, sheets(school, rules)) for school in schools]
        self._sheets = {school.school_id: found for school, found in rows}
        self._graded = {s.county_code for s in schools if s.quality is not None}
        self._lowest: set[str] = set()
        if "score" in rules.weak_rules:
            ranked = [row for row in rows if row[0].school_id in compared]
            self._lowest = lowest_by_score(ranked, rules)

    def weak_by(self, school: School) -> str | None:
        """Return the rule by which figures make a school 薄弱 (DOMAIN A6)."""
        if not self._speak(school, self._rules.weak_without_grade):
            return None
        return next(self._weak_rules(school.school_id), None)

    def _weak_rules(self, school_id: str) -> Iterator[str]:
        for rule in self._rules.weak_rules:
            found = self._sheets[school_id].values()
            most = max((sheet.num_failed() for sheet in found), default=0)
            if rule == "indicators" and most >= self._rules.weak_failed:
                yield rule
            if rule == "score" and school_id in self._lowest:
                yield rule

    def is_quality(self, school: School) -> bool:
        """Tell whether figures make a school 优质: it passes in all its stages."""
        if not self._speak(school, self._rules.lead_without_grade):
            return False
        found = self._sheets[school.school_id].values()
        return bool(found) and all(s.passes(self._rules) is True for s in found)

    def _speak(self, school: School, when: str) -> bool:
        """Tell whether figures stand in for a grade the school has not got."""
        if school.quality is not None:
            return False
        return when == "school" or (
            when == "county" and school.county_code not in self._graded
        )
