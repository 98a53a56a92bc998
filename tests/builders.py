"""Small cases and plans in one line: keyword defaults that break no rule.

The defaults make a faultless world: every school is a village primary school with
100 pupils, a core is a large quality school, every trip takes 10 minutes, and the
policy is the ``neutral`` preset. A scenario then states only what it is about::

    case = make_case(
        [make_core("A"), make_school("b"), make_school("c")], {("b", "A"): 61}
    )
    plan = make_plan({"A": ["b", "c"]})
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np

from optimizer import case as case_module
from optimizer.case import Case
from optimizer.domain import PairKind, PairWish, School, SchoolType, TravelSource
from optimizer.matrix import SOURCES, UNKNOWN, TravelMatrix
from optimizer.plan import Alliance, Member, Plan
from optimizer.policy import Policy, read_policy

COUNTY = "422801"
"""County of a school that states none."""

OTHER_COUNTY = "422802"
"""Another county, for scenarios across the border."""

Figures = (
    float | Mapping[tuple[str, str], float | None] | Sequence[Sequence[float | None]]
)
"""One figure for all pairs, or by ``(from, to)``, or a matrix in the schools' order.

``None`` is an unknown route. A pair given in one direction only holds for both; a
pair not given takes the default.
"""


def make_school(school_id: str, **columns: Any) -> School:
    """Return a village primary school with 100 pupils, except for what is stated."""
    defaults = {
        "name": f"school {school_id}",
        "county_code": COUNTY,
        "type_code": SchoolType.PRIMARY.value,
        "region_code": "220",
        "pupils": 100,
    }
    return School(school_id=school_id, **{**defaults, **columns})


def make_core(school_id: str, **columns: Any) -> School:
    """Return a primary school that may lead and can take on 1000 pupils."""
    defaults = {"core": True, "region_code": "111", "pupils": 500, "backbone": 30}
    return make_school(school_id, **{**defaults, **columns})


@cache
def _neutral() -> Policy:
    """Return the ``neutral`` preset, read once."""
    return read_policy("neutral")


def make_policy(**sections: Mapping[str, Any]) -> Policy:
    """Return the ``neutral`` preset with some values replaced, by section."""
    return _neutral().changed(**sections)


def make_wish(kind: str, a: str, b: str | None = None) -> PairWish:
    """Return one row of the pair table."""
    return PairWish(PairKind(kind), a, b)


def make_travel(
    school_ids: Sequence[str],
    minutes: Figures = 10.0,
    *,
    km: Figures | None = None,
    default_minutes: float | None = 10.0,
    source: TravelSource = TravelSource.MEASURED,
) -> TravelMatrix:
    """Return a travel matrix; kilometres are half the minutes unless stated."""
    n = len(school_ids)
    minutes_at = _lookup(school_ids, minutes, lambda _a, _b: default_minutes)
    km_at = _lookup(school_ids, {} if km is None else km, _half(minutes_at))
    seconds = np.zeros((n, n), dtype=np.int32)
    metres = np.zeros((n, n), dtype=np.int32)
    sources = np.zeros((n, n), dtype=np.uint8)
    for i, a in enumerate(school_ids):
        for j, b in enumerate(school_ids):
            time, length = minutes_at(a, b), km_at(a, b)
            if a != b and (time is None or length is None):
                seconds[i, j] = metres[i, j] = UNKNOWN
            elif a != b:
                seconds[i, j] = round((time or 0) * 60)
                metres[i, j] = round((length or 0) * 1000)
                sources[i, j] = SOURCES.index(source)
    return TravelMatrix(tuple(school_ids), seconds, metres, sources)


def make_case(
    schools: Iterable[School | str],
    minutes: Figures = 10.0,
    *,
    km: Figures | None = None,
    default_minutes: float | None = 10.0,
    source: TravelSource = TravelSource.MEASURED,
    wishes: Iterable[PairWish | tuple[str, ...]] = (),
    policy: Policy | None = None,
    previous: Mapping[str, str] | None = None,
    second: Figures | None = None,
    **sections: Mapping[str, Any],
) -> Case:
    """Return a case; a text instead of a school or wish is made into one.

    ``"b"`` is ``make_school("b")`` and ``"A"``, a capital, ``make_core("A")``. A matrix
    of minutes is in the order of ``schools``; for the travel keywords see
    :func:`make_travel`; ``second`` are the minutes of a second engine. A wish may be
    a tuple ``(kind, a)`` or ``(kind, a, b)``; ``previous`` maps member to core.
    ``sections`` are policy values that differ from
    ``neutral``, unless ``policy`` is given.
    """
    rows = [_as_school(school) for school in schools]
    travel = make_travel(
        [row.school_id for row in rows],
        minutes,
        km=km,
        default_minutes=default_minutes,
        source=source,
    )
    ids = [row.school_id for row in rows]
    other = None
    if second is not None:
        other = make_travel(ids, second, default_minutes=default_minutes, source=source)
    return case_module.make_case(
        rows,
        travel,
        make_policy(**sections) if policy is None else policy,
        [w if isinstance(w, PairWish) else make_wish(*w) for w in wishes],
        previous,
        other,
    )


def make_plan(
    groups: Mapping[str, Iterable[str | Member]]
    | Iterable[tuple[str, Iterable[str | Member]]],
    *,
    alliances: Mapping[str, Mapping[str, Any]] | None = None,
    **fields: Any,
) -> Plan:
    """Return a plan that claims no more than its groups.

    Parameters
    ----------
    groups
        Members by core; pairs instead of a mapping where a core stands twice.
    alliances
        Further fields of an alliance, by core: ``{"A": {"type": "merged"}}``.
    **fields
        Further fields of the plan: ``status``, ``tiers``, ``excluded`` ...
    """
    pairs = groups.items() if isinstance(groups, Mapping) else groups
    built = [
        Alliance.model_validate(
            {
                "id": f"J{number:03}",
                "core": core,
                "members": [_as_member(member) for member in members],
                **(alliances or {}).get(core, {}),
            }
        )
        for number, (core, members) in enumerate(pairs, start=1)
    ]
    return Plan.model_validate({"alliances": built, **fields})


def _as_school(school: School | str) -> School:
    """Return a school; a text in capitals is a core."""
    if isinstance(school, School):
        return school
    return make_core(school) if school.isupper() else make_school(school)


def _as_member(member: str | Member) -> Member:
    """Return a member; a text is one without claims."""
    return member if isinstance(member, Member) else Member(school_id=member)


Lookup = Callable[[str, str], float | None]


def _half(minutes_at: Lookup) -> Lookup:
    """Return kilometres from minutes at 30 km/h."""

    def km_at(a: str, b: str) -> float | None:
        minutes = minutes_at(a, b)
        return None if minutes is None else minutes / 2

    return km_at


def _lookup(school_ids: Sequence[str], figures: Figures, default: Lookup) -> Lookup:
    """Return the figure of an ordered pair, whatever way it was stated."""
    if isinstance(figures, int | float):
        return lambda _a, _b: float(figures)
    if isinstance(figures, Mapping):
        given = figures

        def from_mapping(a: str, b: str) -> float | None:
            if (a, b) in given:
                return given[a, b]
            return given[b, a] if (b, a) in given else default(a, b)

        return from_mapping
    index = {school_id: i for i, school_id in enumerate(school_ids)}
    rows = figures
    return lambda a, b: rows[index[a]][index[b]]
