"""What a planner could change so that a school can be reached, and how it is done."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import reduce
from typing import Literal

import numpy as np

from optimizer import roles
from optimizer.case import Case
from optimizer.domain import PairKind, PairWish
from optimizer.matrix import minutes_of
from optimizer.problem import Ints, Problem

ChangeKind = Literal[
    "minutes",
    "km",
    "spread",
    "size",
    "backbone",
    "load_ratio",
    "refusal",
    "willing",
    "stage",
    "tag",
    "core",
    "borderline",
    "wishes",
]


@dataclass(frozen=True, order=True)
class Change:
    """One change of the facts or the policy.

    Parameters
    ----------
    kind
        ``minutes``, ``km``, ``spread`` (members among each other, minutes): the limit
        becomes ``value``. ``size``: so many places. ``backbone``: ``school`` has so
        many backbone teachers. ``load_ratio``: members' pupils for each pupil of a
        core. ``refusal``: ``school`` and ``other`` no longer refuse each other.
        ``willing``: ``school`` no longer declines. ``stage``, ``tag``, ``borderline``:
        the rule is given up. ``core``: ``school`` may lead. ``wishes``: together and
        apart rows that name ``school`` are dropped.
    value
        New value of a number.
    school, other
        Ids of the schools it speaks of.
    """

    kind: ChangeKind
    value: float = 0.0
    school: str = ""
    other: str = ""

    def apply(self, case: Case) -> Case:
        """Return the case with the change made."""
        return _APPLY[self.kind](self, case)


def changed(case: Case, changes: tuple[Change, ...]) -> Case:
    """Return the case with all changes made."""
    return reduce(lambda found, change: change.apply(found), changes, case)


def pair_changes(case: Case, problem: Problem, i: int, k: int) -> Iterator[Change]:
    """Yield what would have to change for a school to be allowed under a core.

    The core takes part, is not in an approved alliance and may lead, or could. Nothing
    is yielded for what no decision can change: an unknown route, another county.
    """
    school, core = (case.by_id[problem.school_ids[j]] for j in (i, k))
    policy = case.policy
    if not problem.can_lead[k]:
        yield Change("core", school=core.school_id)
    if school.will_join is False:
        yield Change("willing", school=school.school_id)
    if not roles.tags(school, case) and policy.pairing.members_need_tag:
        yield Change("tag")
    if policy.pairing.stages == "overlap" and not school.stages & core.stages:
        yield Change("stage")
    if _refuses(case, school.school_id, core.school_id):
        yield Change("refusal", school=school.school_id, other=core.school_id)
    minutes = minutes_of(int(problem.seconds[i, k]))
    if minutes > policy.travel.max_minutes:
        yield Change("minutes", float(math.ceil(minutes)))
    km = int(problem.metres[i, k]) / 1000
    if km > policy.travel.max_km:
        yield Change("km", float(math.ceil(km)))
    if policy.travel.avoid_borderline:
        yield Change("borderline")


def group_changes(
    case: Case, problem: Problem, core_of: Ints, i: int, k: int
) -> Iterator[Change]:
    """Yield what would have to change for a school to fit in beside a core's members.

    With a core that does not lead there is nothing in the way but its own load.
    """
    members = np.flatnonzero(core_of == k)
    group = np.unique([i, *members[members != k]])
    core = case.by_id[problem.school_ids[k]]
    own = int(problem.units[k]) if problem.core_counts else 0
    places = own + int(problem.units[group].sum())
    if places > problem.max_units:
        yield Change("size", float(places))
    brought = int(problem.load[group].sum())
    if brought > problem.capacity[k]:
        yield from _load_changes(case, core.school_id, brought)
    seconds = case.travel.ordered(list(problem.school_ids)).seconds
    to_all = np.maximum(seconds[i, group], seconds[group, i])
    farthest = minutes_of(int(to_all.max(initial=0)))
    if farthest > case.policy.travel.member_to_member_max_minutes:
        yield Change("spread", float(math.ceil(farthest)))
    name = problem.school_ids[i]
    if any(
        name in (w.a, w.b)
        for w in case.wishes
        if w.kind in {PairKind.TOGETHER, PairKind.APART}
    ):
        yield Change("wishes", school=name)


def _load_changes(case: Case, core_id: str, brought: int) -> Iterator[Change]:
    """Yield what lets a core take on so many pupils of members (5)."""
    load, core = case.policy.load, case.by_id[core_id]
    pupils = core.pupils or 0
    if "backbone" in load.rules and core.backbone is not None:
        needed = math.ceil((brought + pupils) * load.min_backbone_per_100 / 100 - 1e-9)
        if needed > core.backbone:
            yield Change("backbone", float(needed), school=core_id)
    if "pupils" in load.rules and pupils > 0:
        ratio = math.ceil(brought / pupils * 10 - 1e-9) / 10
        if ratio > load.pupils_per_core_pupil:
            yield Change("load_ratio", ratio)


def _refuses(case: Case, a: str, b: str) -> bool:
    return any(w.kind is PairKind.REFUSED and {w.a, w.b} == {a, b} for w in case.wishes)


_Apply = Callable[[Change, Case], Case]


def _rule(section: str, key: str, value: object = None) -> _Apply:
    """Return the setting of a key of the policy, to the change's value by default."""

    def apply(change: Change, case: Case) -> Case:
        new = change.value if value is None else value
        return replace(case, policy=case.policy.changed(**{section: {key: new}}))

    return apply


def _minutes(change: Change, case: Case) -> Case:
    travel = case.policy.travel
    longest = max(travel.search_limit_minutes, change.value)
    limits = {"max_minutes": change.value, "search_limit_minutes": longest}
    return replace(case, policy=case.policy.changed(travel=limits))


def _spread(change: Change, case: Case) -> Case:
    travel = case.policy.travel
    longest = max(travel.search_limit_minutes, change.value)
    limits = {
        "member_to_member_max_minutes": change.value,
        "search_limit_minutes": longest,
    }
    return replace(case, policy=case.policy.changed(travel=limits))


def _size(change: Change, case: Case) -> Case:
    places = int(change.value)
    ceiling = max(places, case.policy.size.absolute_ceiling)
    size = {"max_members": places, "absolute_ceiling": ceiling}
    return replace(case, policy=case.policy.changed(size=size))


def _backbone(change: Change, case: Case) -> Case:
    return _with_school(case, change.school, backbone=int(change.value))


def _refusal(change: Change, case: Case) -> Case:
    pair = {change.school, change.other}
    return _without(case, lambda w: w.kind is PairKind.REFUSED and {w.a, w.b} == pair)


def _willing(change: Change, case: Case) -> Case:
    return _with_school(case, change.school, will_join=None)


def _core(change: Change, case: Case) -> Case:
    found = _without(
        case, lambda w: w.kind is PairKind.NOT_CORE and w.a == change.school
    )
    return _with_school(found, change.school, core=True, will_lead=True)


def _wishes(change: Change, case: Case) -> Case:
    kinds = {PairKind.TOGETHER, PairKind.APART}
    return _without(case, lambda w: w.kind in kinds and change.school in (w.a, w.b))


def _without(case: Case, dropped: Callable[[PairWish], bool]) -> Case:
    return replace(case, wishes=tuple(w for w in case.wishes if not dropped(w)))


def _with_school(case: Case, school_id: str, **values: object) -> Case:
    schools = tuple(
        replace(s, **values) if s.school_id == school_id else s  # type: ignore[arg-type]
        for s in case.schools
    )
    return replace(case, schools=schools)


_APPLY: dict[ChangeKind, _Apply] = {
    "minutes": _minutes,
    "km": _rule("travel", "max_km"),
    "spread": _spread,
    "size": _size,
    "backbone": _backbone,
    "load_ratio": _rule("load", "pupils_per_core_pupil"),
    "refusal": _refusal,
    "willing": _willing,
    "stage": _rule("pairing", "stages", "any"),
    "tag": _rule("pairing", "members_need_tag", False),
    "core": _core,
    "borderline": _rule("travel", "avoid_borderline", False),
    "wishes": _wishes,
}
