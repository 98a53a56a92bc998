"""Roles of schools by the policy's rules: who takes part, may lead, needs help.

Used to build the solver's problem. The checker derives the same facts from the
policy text with code of its own; a difference between the two is a fault.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from optimizer.case import Case
from optimizer.domain import PairKind, School, SchoolTag
from optimizer.errors import DataError
from optimizer.policy import Policy

GRADUATE = "graduate"
"""Lead rule of a school that leads only after it was a member (15)."""


@dataclass(frozen=True)
class FrozenGroup:
    """An approved alliance that is kept exactly: core id and member ids, sorted."""

    core: str
    members: tuple[str, ...]


def exclusion(school: School, policy: Policy) -> str | None:
    """Return the code of the rule that leaves a school out, or ``None``.

    Order: type of school, closed, run by the prefecture, private (DOMAIN A4,
    policy demand 30).
    """
    scope = policy.scope
    if school.type_code not in scope.member_types:
        return "X01"
    if school.status is not None and school.status not in scope.active_statuses:
        return "X02"
    is_prefecture_run = school.owner_level in scope.prefecture_levels
    if is_prefecture_run and not scope.include_prefecture_run:
        return "X03"
    if school.runner in scope.private_runners and not scope.include_private:
        return "X04"
    return None


def tags(school: School, policy: Policy) -> dict[SchoolTag, str]:
    """Return the tags of a school, each with the rule that decided.

    Rules: ``table`` (the bureau's own yes), ``region`` (village, township seat),
    ``town`` (town outside the county seat), ``grade`` (level of the school),
    ``opened`` (year of opening). A blank that no rule settles is no tag.
    """
    rules = {
        SchoolTag.RURAL: _rural_rule(school, policy),
        SchoolTag.WEAK: _weak_rule(school, policy),
        SchoolTag.NEW: _new_rule(school, policy),
    }
    return {tag: rule for tag, rule in rules.items() if rule is not None}


def _rural_rule(school: School, policy: Policy) -> str | None:
    roles = policy.roles
    if school.rural is not None:
        return "table" if school.rural else None
    if school.region_code in roles.rural_regions:
        return "region"
    if school.region_code in roles.town_regions and school.town is not None:
        seat = f"{school.county_code}:{school.town}" in roles.seat_towns
        return None if seat else "town"
    return None


def _weak_rule(school: School, policy: Policy) -> str | None:
    if school.weak is not None:
        return "table" if school.weak else None
    return "grade" if school.quality in policy.roles.weak_grades else None


def _new_rule(school: School, policy: Policy) -> str | None:
    if school.new is not None:
        return "table" if school.new else None
    if school.opened is None:
        return None
    age_years = policy.scope.plan_year - int(school.opened[:4])
    return "opened" if 0 <= age_years <= policy.roles.new_within_years else None


def wished_cores(case: Case) -> frozenset[str]:
    """Return ids of the schools the planner wants as cores (``core`` rows)."""
    return frozenset(w.a for w in case.wishes if w.kind is PairKind.CORE)


def lead_rule(school: School, case: Case) -> str | None:
    """Return the rule by which a school may lead, or ``None`` if it may not.

    A refusal (``will_lead`` no, ``not_core`` row), a type that cannot lead and an
    excluded school come first; then ``wish``, ``table`` and ``grade`` in that order.
    ``graduate`` is a member of a stated grade that may lead in a later phase, once it
    was a member (DOMAIN item 16).
    """
    policy = case.policy
    roles = policy.roles
    barred = {w.a for w in case.wishes if w.kind is PairKind.NOT_CORE}
    if (
        school.school_id in barred
        or school.will_lead is False
        or school.type_code not in roles.core_types
        or exclusion(school, policy) is not None
        or (roles.require_will_lead and school.will_lead is not True)
    ):
        return None
    if school.school_id in wished_cores(case):
        return "wish"
    if school.core is not None:
        return "table" if school.core else None
    if school.quality in roles.core_grades:
        return "grade"
    is_barred = school.school_id in case.barred
    return GRADUATE if _may_graduate(school, policy) and not is_barred else None


def graduates(case: Case) -> frozenset[str]:
    """Return ids of the schools that may lead only as graduates, none barred."""
    return frozenset(
        s.school_id for s in case.schools if lead_rule(s, case) == GRADUATE
    )


def _may_graduate(school: School, policy: Policy) -> bool:
    rules = policy.roles
    has_phase_before = len(policy.coverage.phases) > 1
    by_grade = school.quality in rules.graduate_grades
    return rules.graduates_may_lead and has_phase_before and by_grade


def load_of(school: School, policy: Policy) -> int:
    """Return the pupils a member brings; the stated assumption when unknown."""
    if school.pupils is None:
        return policy.load.pupils_when_unknown
    return school.pupils


def capacity_of(school: School, policy: Policy) -> int | None:
    """Return how many members' pupils a core can take on (constraint 5).

    The least of the policy's load rules whose inputs are known, floored and at
    least 0; ``None`` (no bound) when none is known, which the plan warns of.
    """
    load = policy.load
    bounds: list[float] = []
    if school.pupils is not None and "pupils" in load.rules:
        bounds.append(school.pupils * load.pupils_per_core_pupil)
    if None not in (school.pupils, school.backbone) and "backbone" in load.rules:
        pooled = 100 * (school.backbone or 0) / load.min_backbone_per_100
        bounds.append(pooled - (school.pupils or 0))
    # A hair above the product keeps 0.1 * 30 from flooring to 2.
    return max(0, math.floor(min(bounds) + 1e-9)) if bounds else None


def frozen_groups(case: Case) -> tuple[FrozenGroup, ...]:
    """Return the approved alliances that stay as they are, by core id.

    They come from the school table (when the policy freezes existing alliances, or
    a ``frozen`` row names the alliance id) and from ``frozen`` rows of a member and
    its core.

    Raises
    ------
    DataError
        If a school stands in two of them, or is core of one and member of another.
    """
    groups: dict[str, set[str]] = {}
    for alliance_id in _frozen_alliance_ids(case):
        rows = [s for s in case.schools if s.alliance_id == alliance_id]
        cores = [s.school_id for s in rows if s.alliance_role == "core"]
        for core in cores[:1]:
            groups.setdefault(core, set()).update(
                s.school_id for s in rows if s.school_id != core
            )
    for wish in case.wishes:
        if wish.kind is PairKind.FROZEN and wish.b is not None:
            groups.setdefault(wish.b, set()).add(wish.a)
    _refuse_overlap(groups)
    return tuple(
        FrozenGroup(core, tuple(sorted(members)))
        for core, members in sorted(groups.items())
        if members
    )


def _frozen_alliance_ids(case: Case) -> list[str]:
    named = {w.a for w in case.wishes if w.kind is PairKind.FROZEN and w.b is None}
    existing = {s.alliance_id for s in case.schools if s.alliance_id is not None}
    kept = existing if case.policy.pairing.freeze_existing else existing & named
    return sorted(kept)


def _refuse_overlap(groups: dict[str, set[str]]) -> None:
    seen: dict[str, str] = {}
    for core, members in sorted(groups.items()):
        for school_id in sorted({core, *members}):
            if school_id in seen:
                raise DataError(
                    "W101", school=school_id, first=seen[school_id], second=core
                )
            seen[school_id] = core
