"""Roles of schools by the policy's rules: who takes part, may lead, needs help.

Used to build the solver's problem. The checker derives the same facts from the
policy text with code of its own; a difference between the two is a fault.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from optimizer import quality
from optimizer.case import Case
from optimizer.domain import PairKind, School, SchoolTag
from optimizer.errors import DataError
from optimizer.policy import Policy, WithoutGrade

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


@lru_cache(maxsize=4)
def assessment(case: Case) -> quality.Assessment:
    """Return how all schools of a case stand by the seven indicators."""
    ranked = {s.school_id for s in case.schools if exclusion(s, case.policy) is None}
    return quality.assess(case.schools, ranked, case.policy.quality)


def tags(school: School, case: Case) -> dict[SchoolTag, str]:
    """Return the tags of a school, each with the rule that decided.

    Rules: ``table`` (the bureau's own yes), ``region`` (village, township seat),
    ``town`` (town outside the county seat), ``grade`` (level of the school),
    ``indicators`` and ``score`` (the seven indicators), ``opened`` (year of opening).
    A blank that no rule settles is no tag.
    """
    rules = {
        SchoolTag.RURAL: _rural_rule(school, case.policy),
        SchoolTag.WEAK: _weak_rule(school, case),
        SchoolTag.NEW: _new_rule(school, case.policy),
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


def _weak_rule(school: School, case: Case) -> str | None:
    """Return why a school is 薄弱: the bureau's word, else its figures (DOMAIN A6)."""
    rules = case.policy.quality
    if school.weak is not None:
        return "table" if school.weak else None
    if school.quality is not None:
        return "grade" if school.quality in case.policy.roles.weak_grades else None
    if not _figures_decide(school, case, rules.weak_without_grade):
        return None
    found = assessment(case)
    holds = {
        "indicators": found.fails(school.school_id) is True,
        "score": school.school_id in found.lowest,
    }
    return next((rule for rule in rules.weak_rules if holds[rule]), None)


def _figures_decide(school: School, case: Case, when: WithoutGrade) -> bool:
    """Tell whether figures may stand in for the grade this school has not got."""
    if school.quality is not None or when == "never":
        return False
    graded = assessment(case).graded_counties
    return when == "school" or school.county_code not in graded


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
    excluded school come first; then ``wish``, ``table``, ``grade`` and ``indicators``
    (all seven pass, where no grade is given) in that order.
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
    rule = _quality_rule(school, case)
    if rule is not None:
        return rule
    is_barred = school.school_id in case.barred
    return GRADUATE if _may_graduate(school, policy) and not is_barred else None


def _quality_rule(school: School, case: Case) -> str | None:
    """Return why a school is 优质 and can radiate: ``grade``, ``indicators``, or not.

    A grade falls only by a known lack of 辐射能力; figures must prove everything.
    """
    rules = case.policy.quality
    reach = has_reach(school, case.policy)
    if school.quality in case.policy.roles.core_grades:
        return None if "grade" in rules.reach_for and reach is False else "grade"
    if not _figures_decide(school, case, rules.lead_without_grade):
        return None
    passes = assessment(case).passes(school.school_id) is True
    can_radiate = reach is True or "indicators" not in rules.reach_for
    return "indicators" if passes and can_radiate else None


def has_reach(school: School, policy: Policy) -> bool | None:
    """Tell whether a school has 辐射能力 to lead; ``None`` while figures are missing.

    At least ``quality.lead_min_pupils`` pupils, and for 100 of them at least
    ``load.min_backbone_per_100`` backbone teachers: below that constraint (5) leaves
    no room for a member either.
    """
    pupils, backbone = school.pupils, school.backbone
    if pupils is not None and pupils < policy.quality.lead_min_pupils:
        return False
    if pupils is None or backbone is None:
        return None
    least = quality.stated(policy.load.min_backbone_per_100)
    return 100 * backbone >= least * pupils


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
