"""The simulation of shared resources once more, for the tier ``indicators``.

Each stage and indicator of a county has one mean: all known resources over all pupils
they are for. A school is off it by the pupils its resources would do for at the mean,
less the pupils it has; in thousandths of a pupil, rounded to whole numbers.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from optimizer.checker.measure import (
    PER_HUNDRED,
    PER_PUPIL,
    is_measured,
    ratio,
    stage_pupils,
)
from optimizer.domain import School, Stage
from optimizer.policy import Quality


class Line(NamedTuple):
    """What has one mean."""

    county_code: str
    stage: Stage
    indicator: str


def off_means(schools: Iterable[School], rules: Quality) -> dict[str, Counter[Line]]:
    """Return by how much each school is off each mean; only what is known is there.

    Parameters
    ----------
    schools
        The schools that take part.
    rules
        Section ``quality`` of the policy.
    """
    lines: dict[Line, list[tuple[str, Fraction, int]]] = defaultdict(list)
    for school in schools:
        for stage in school.stages if is_measured(school, rules) else ():
            found = stage_pupils(school, stage, rules)
            for name in (*PER_HUNDRED, *PER_PUPIL) if found else ():
                figure = getattr(school, name)
                if found and figure is not None and 0 <= figure < float("inf"):
                    amount = Fraction(*ratio(figure)) * found.share
                    line = Line(school.county_code, stage, name)
                    lines[line].append((school.school_id, amount, found.pupils))
    off: dict[str, Counter[Line]] = defaultdict(Counter)
    for line, rows in lines.items():
        resources = sum((amount for _, amount, _ in rows), Fraction(0))
        each = resources / sum(pupils for _, _, pupils in rows)
        for school_id, amount, pupils in rows if each else ():
            off[school_id][line] = round((amount / each - pupils) * 1000)
    return off


def pooled(groups: Iterable[Iterable[str]], off: dict[str, Counter[Line]]) -> int:
    """Return the sum over groups and indicators of what is left when all is shared.

    Lines of two counties that one group spans add up, like those of one.
    """
    left = 0
    for group in groups:
        together: Counter[tuple[Stage, str]] = Counter()
        for school_id in group:
            for line, amount in off.get(school_id, Counter[Line]()).items():
                together[line.stage, line.indicator] += amount
        left += sum(abs(amount) for amount in together.values())
    return left
