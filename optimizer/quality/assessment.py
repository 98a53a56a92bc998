"""All schools of a table assessed: who passes, who fails, who is lowest by score.

Only figures are judged here. Whether they decide a role, and what the bureau's own
columns say, is for :mod:`optimizer.roles`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from operator import itemgetter

from optimizer.domain import School
from optimizer.policy import Quality
from optimizer.quality.indicators import stated
from optimizer.quality.standing import Standing, standings


@dataclass(frozen=True, eq=False)
class Assessment:
    """Standings of a table by school id.

    Attributes
    ----------
    by_school
        Standings of each measured school, one per stage, primary first.
    graded_counties
        Counties in which at least one school has a grade of the bureau's.
    lowest
        Schools in the lowest part by score in a stage, see :func:`assess`.
    """

    rules: Quality
    by_school: Mapping[str, tuple[Standing, ...]]
    graded_counties: frozenset[str]
    lowest: frozenset[str]

    def passes(self, school_id: str) -> bool | None:
        """Tell whether a school passes in every stage; ``None`` for 数据不足.

        A school that is not measured has no answer either.
        """
        found = [s.passes(self.rules) for s in self.by_school.get(school_id, ())]
        if False in found:
            return False
        return None if not found or None in found else True

    def fails(self, school_id: str) -> bool | None:
        """Tell whether ``weak_failed`` indicators fail in one stage; ``None`` if open.

        A school that is not measured has no answer either.
        """
        number = self.rules.weak_failed
        found = [s.fails(number) for s in self.by_school.get(school_id, ())]
        if True in found:
            return True
        return None if not found or None in found else False


def assess(
    schools: Iterable[School], ranked: Collection[str], rules: Quality
) -> Assessment:
    """Assess all schools of a table.

    Parameters
    ----------
    schools
        Every row of the table.
    ranked
        Ids of the schools compared by score: those that take part in the plan.
    rules
        Section ``quality`` of the policy. A school is among the lowest when at most
        ``weak_score_pct`` per cent of the ranked schools of its county and stage have
        no higher score than it; ties at the limit are all outside.
    """
    rows = list(schools)
    by_school: dict[str, list[Standing]] = defaultdict(list)
    for standing in standings(rows, rules):
        by_school[standing.school_id].append(standing)
    compared = [s for i in by_school if i in ranked for s in by_school[i]]
    return Assessment(
        rules=rules,
        by_school={i: tuple(found) for i, found in by_school.items()},
        graded_counties=frozenset(s.county_code for s in rows if s.quality is not None),
        lowest=_lowest(compared, rules),
    )


def _lowest(compared: Sequence[Standing], rules: Quality) -> frozenset[str]:
    """Return the schools in the lowest part of their county in any of their stages."""
    groups: dict[tuple[str, str], list[tuple[Fraction, str]]] = defaultdict(list)
    for standing in compared:
        score = standing.score
        if score is not None:
            key = standing.county_code, standing.stage.value
            groups[key].append((score, standing.school_id))
    lowest: set[str] = set()
    for scored in groups.values():
        room = stated(rules.weak_score_pct) * len(scored) / 100
        below = 0
        for _, ties in groupby(sorted(scored), key=itemgetter(0)):
            equal = [school_id for _, school_id in ties]
            below += len(equal)
            if below > room:
                break
            lowest.update(equal)
    return frozenset(lowest)
