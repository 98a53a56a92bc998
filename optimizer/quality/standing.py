"""How one school stands in one stage: seven values, thresholds, and the pass rule.

教督〔2017〕6号: a school passes when at least 6 of the 7 indicators reach their value
and the rest is at least 85 % of it. Both numbers are in the policy and inclusive.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from optimizer.domain import School, Stage
from optimizer.policy import Quality
from optimizer.quality.indicators import INDICATORS, exact, stated
from optimizer.quality.split import is_counted, stage_part, stages_in_order


@dataclass(frozen=True, slots=True)
class Measure:
    """One indicator of one school and stage.

    ``value`` is per pupil or per 100 pupils, as :data:`INDICATORS` says, and ``None``
    for 数据不足. ``threshold`` is the value to reach, inclusive.
    """

    indicator: str
    value: Fraction | None
    threshold: Fraction

    @property
    def is_met(self) -> bool | None:
        """Whether the value is reached; ``None`` for 数据不足."""
        return None if self.value is None else self.value >= self.threshold

    @property
    def attained(self) -> Fraction | None:
        """Value over threshold: 1 is exactly reached; ``None`` for 数据不足."""
        return None if self.value is None else self.value / self.threshold


@dataclass(frozen=True, slots=True)
class Standing:
    """The seven measures of one school in one stage, in the order of the method."""

    school_id: str
    county_code: str
    stage: Stage
    measures: tuple[Measure, ...]

    @property
    def failed(self) -> tuple[str, ...]:
        """Indicators known not to reach their value."""
        return tuple(m.indicator for m in self.measures if m.is_met is False)

    @property
    def missing(self) -> tuple[str, ...]:
        """Indicators without data."""
        return tuple(m.indicator for m in self.measures if m.value is None)

    def passes(self, rules: Quality) -> bool | None:
        """Tell whether the school passes; ``None`` while missing values decide it."""
        share = stated(rules.pass_rest_pct) / 100
        known = [m.attained for m in self.measures if m.attained is not None]
        num_missing = len(self.measures) - len(known)
        num_met = sum(attained >= 1 for attained in known)
        if any(a < share for a in known) or num_met + num_missing < rules.pass_met:
            return False
        # At worst a missing value is nought, which is 85 % of nothing.
        is_certain = num_met >= rules.pass_met and (not num_missing or not share)
        return True if is_certain else None

    def fails(self, number: int) -> bool | None:
        """Tell whether this many indicators fail; ``None`` while it is open."""
        if len(self.failed) >= number:
            return True
        return None if len(self.failed) + len(self.missing) >= number else False

    @property
    def score(self) -> Fraction | None:
        """Mean of how far each value is reached, none above 1; ``None`` if one lacks.

        An assumption of this program, no figure of the national method.
        """
        known = [m.attained for m in self.measures if m.attained is not None]
        if len(known) < len(self.measures):
            return None
        return Fraction(sum(min(Fraction(1), a) for a in known), len(known))


def standing_of(school: School, stage: Stage, rules: Quality) -> Standing:
    """Return how a school stands in a stage it teaches."""
    part = stage_part(school, stage, rules)
    measures = []
    for name, per in INDICATORS.items():
        resources = exact(getattr(school, name))
        value = None
        if resources is not None and part.share is not None and part.pupils:
            value = resources * part.share * per / part.pupils
        threshold = stated(getattr(getattr(rules, name), stage.value))
        measures.append(Measure(name, value, threshold))
    return Standing(school.school_id, school.county_code, stage, tuple(measures))


def standings(schools: Iterable[School], rules: Quality) -> Iterator[Standing]:
    """Yield the standings of all schools the method measures, primary first."""
    for school in schools:
        if is_counted(school, rules):
            for stage in stages_in_order(school):
                yield standing_of(school, stage, rules)
