"""The effect of each limit: one number of the policy changed, all else as it is.

Every variant is solved anew, through the tiers of the policy but for the last one
that only makes the plan unique; one that allows the proven optimum of a looser one,
and values it the same, needs no search. Trips beyond ``travel.search_limit_minutes``
are not known, so no limit above it is tried.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

import numpy as np

from optimizer.case import Case
from optimizer.errors import PolicyError
from optimizer.formulate import build_problem
from optimizer.plan import Solution, Tier
from optimizer.policy import Policy
from optimizer.problem import GoalName, Problem
from optimizer.solvers.columns.known import legal_part
from optimizer.solvers.evaluate import SENSES, tier_values
from optimizer.study.baseline import UNRANKED
from optimizer.study.searches import Engine, Figures, figures_of

LimitName = Literal["minutes", "km", "size", "load", "floor", "spread"]
"""Limits whose effect can be asked for, in the order of the report."""

LIMIT_NAMES: tuple[LimitName, ...] = get_args(LimitName)

NO_RULE = "none"
"""Value of a variant in which the rule does not apply."""

# Values tried beside the policy's own. All are suggestions (建议值), no rule asks for
# them: minutes in tens around the hour that 共建型 takes as its limit; kilometres in
# tens; four members as the cautious reading of "不超过5所", five with and without the
# core as its two readings; half, once, one and a half, twice and thrice the core's own
# pupils; backbone teachers around the 1 for 100 pupils of 教督〔2017〕6号; floors from
# none to two over the 3 of the policy; spread in half hours.
_TRIED: dict[str, tuple[float, ...]] = {
    "travel.max_minutes": (30.0, 40.0, 50.0, 60.0, 70.0, 90.0),
    "travel.max_km": (25.0, 35.0, 45.0, 55.0, 70.0),
    "travel.member_to_member_max_minutes": (45.0, 60.0, 90.0, 120.0),
    "load.pupils_per_core_pupil": (0.5, 1.0, 1.5, 2.0, 3.0),
    "load.min_backbone_per_100": (0.5, 1.0, 1.5, 2.0),
    "coverage.demonstrators_per_county": (0, 1, 2, 3, 4, 5),
}
_SIZES = ((4, True), (5, True), (5, False))

_KEYS: dict[LimitName, tuple[str, ...]] = {
    "minutes": ("travel.max_minutes",),
    "km": ("travel.max_km",),
    "size": ("size.max_members",),
    "load": ("load.pupils_per_core_pupil", "load.min_backbone_per_100", "load.rules"),
    "floor": ("coverage.demonstrators_per_county",),
    "spread": ("travel.member_to_member_max_minutes",),
}
_TIGHTER_UPWARDS = {
    "load.min_backbone_per_100",
    "coverage.demonstrators_per_county",
}
_RULE_OF = {
    "load.pupils_per_core_pupil": "pupils",
    "load.min_backbone_per_100": "backbone",
}


@dataclass(frozen=True, eq=False)
class Variant:
    """One changed number.

    Parameters
    ----------
    limit, key
        The limit, and the policy's key that is changed.
    value
        The new value as text: a number, ``5+1`` for five beside the core, or
        :data:`NO_RULE`.
    changes
        Values by section, as :meth:`Policy.changed` takes them.
    is_own
        Whether this is the policy's own value.
    """

    limit: LimitName
    key: str
    value: str
    changes: Mapping[str, Mapping[str, Any]]
    is_own: bool


@dataclass(frozen=True, eq=False)
class Effect:
    """What a variant comes to.

    Parameters
    ----------
    variant
        The changed number.
    figures
        Figures of the plan found.
    needed
        Schools the targets need covered, over all scopes.
    tiers
        Value, bound and proof of each tier solved.
    change
        First tier that differs from the plan's own policy and by how much;
        ``None`` if none does.
    """

    variant: Variant
    figures: Figures
    needed: int
    tiers: tuple[Tier, ...]
    change: tuple[str, int] | None

    @property
    def proven(self) -> bool:
        """Whether every tier solved is proven."""
        return all(tier.proven for tier in self.tiers)


@dataclass(frozen=True)
class Effects:
    """Effects by limit in the order of values, and the variants not solved."""

    effects: tuple[Effect, ...]
    missing: tuple[Variant, ...] = ()


def variants(policy: Policy, limits: Sequence[LimitName]) -> Iterator[Variant]:
    """Yield the variants of each limit, the policy's own value among them."""
    for limit in limits:
        for key in _KEYS[limit]:
            if key == "size.max_members":
                yield from _sizes(policy)
            elif key == "load.rules":
                rules: dict[str, list[str]] = {"rules": []}
                own = not policy.load.rules
                yield Variant(limit, key, NO_RULE, {"load": rules}, own)
            elif _RULE_OF.get(key) in (None, *policy.load.rules):
                yield from _numbers(policy, limit, key)


def _numbers(policy: Policy, limit: LimitName, key: str) -> Iterator[Variant]:
    """Yield the values of a plain number."""
    section, name = key.split(".")
    own = getattr(getattr(policy, section), name)
    for value in sorted({*_TRIED[key], own}):
        changes = {section: {name: value}}
        variant = Variant(limit, key, f"{value:g}", changes, value == own)
        if variant.is_own or _is_possible(policy, variant):
            yield variant


def _sizes(policy: Policy) -> Iterator[Variant]:
    """Yield the sizes, with the core counted and beside it."""
    own = (policy.size.max_members, policy.size.core_counts)
    for size in sorted({*_SIZES, own}, key=lambda size: (size[0], not size[1])):
        most, counts = size
        changes = {"size": {"max_members": most, "core_counts": counts}}
        text = f"{most}" if counts else f"{most}+1"
        variant = Variant("size", "size.max_members", text, changes, size == own)
        if variant.is_own or _is_possible(policy, variant):
            yield variant


def _is_possible(policy: Policy, variant: Variant) -> bool:
    """Tell whether the policy's own checks allow a value."""
    try:
        policy.changed(**variant.changes)
    except PolicyError:
        return False
    return True


def shortened(problem: Problem) -> Problem:
    """Return the problem without the tier that only makes its plan unique."""
    tiers = tuple(name for name in problem.tiers if name not in UNRANKED)
    return replace(problem, tiers=tiers or problem.tiers)


def find_effects(
    case: Case,
    engine: Engine,
    limits: Sequence[LimitName],
    own: Solution,
) -> Effects:
    """Return the effect of every variant.

    Parameters
    ----------
    case
        Facts and policy.
    engine
        Solves the variants.
    limits
        Limits to vary.
    own
        Solution of the policy's own shortened problem.
    """
    asked = list(variants(case.policy, limits))
    base = shortened(build_problem(case))
    solved = {base.fingerprint(): own}
    before: list[tuple[Variant, Solution]] = []
    effects: dict[Variant, Effect] = {}
    for number, variant in enumerate(sorted(asked, key=_loosest_first), start=1):
        # The policy's own value needs no search, so it is told after a stop as well.
        if engine.watcher.should_stop() and not variant.is_own:
            continue
        engine.watcher.on_question("limits", number, len(asked))
        problem = base
        if not variant.is_own:
            policy = case.policy.changed(**variant.changes)
            problem = shortened(build_problem(replace(case, policy=policy)))
        key = problem.fingerprint()
        known = _carried(problem, variant, before)
        found = solved.get(key) or known or engine.solve(problem, own)
        if found is None or found.core_of is None:
            continue
        solved[key] = found
        before.append((variant, found))
        effects[variant] = _effect(variant, problem, found, (base, own))
    return Effects(
        tuple(effects[v] for v in asked if v in effects),
        tuple(v for v in asked if v not in effects),
    )


def _carried(
    problem: Problem, variant: Variant, before: Sequence[tuple[Variant, Solution]]
) -> Solution | None:
    """Return the optimum of a looser variant that is that of this one, if one is."""
    looser = (found for other, found in before if _is_looser(other, variant))
    return next((found for found in looser if still_best(problem, found)), None)


def _loosest_first(variant: Variant) -> tuple[int, int, float]:
    """Order the variants so that the looser ones of a key come first."""
    place = LIMIT_NAMES.index(variant.limit)
    if variant.value == NO_RULE:
        return place, -1, 0.0
    most, _, beside = variant.value.partition("+")
    number = float(most) + float(beside or 0)
    rising = variant.key in _TIGHTER_UPWARDS
    at = _KEYS[variant.limit].index(variant.key)
    return place, at, number if rising else -number


def _is_looser(earlier: Variant, variant: Variant) -> bool:
    """Tell whether a variant ordered before allows all that this one does.

    Either rule of load is looser without any limit, but not than the other rule.
    """
    is_free = earlier.value == NO_RULE and earlier.limit == variant.limit
    return earlier.key == variant.key or is_free


def still_best(problem: Problem, looser: Solution) -> bool:
    """Tell whether the proven optimum under looser rules is the optimum of a problem.

    It is if the problem allows it and values it the same: whatever else the problem
    allows, the looser rules allow as well, and value no worse.
    """
    core_of = looser.core_of
    if core_of is None or not all(tier.proven for tier in looser.tiers):
        return False
    if [tier.name for tier in looser.tiers] != list(problem.tiers):
        return False
    if not np.array_equal(legal_part(problem, core_of), core_of):
        return False
    values = tier_values(problem, core_of)
    return all(values[name] == tier.value for name, tier in _by_name(looser))


def _by_name(solution: Solution) -> Iterator[tuple[GoalName, Tier]]:
    """Yield the tiers of a solution by their name as the problem spells it."""
    named = {str(name): name for name in SENSES}
    yield from ((named[tier.name], tier) for tier in solution.tiers)


def _effect(
    variant: Variant,
    problem: Problem,
    found: Solution,
    own: tuple[Problem, Solution],
) -> Effect:
    """Return the figures of a solved variant beside those of the own policy."""
    if found.core_of is None or own[1].core_of is None:
        msg = "no grouping to take figures from."
        raise ValueError(msg)
    figures = figures_of(problem, found.core_of)
    before = figures_of(own[0], own[1].core_of)
    return Effect(
        variant=variant,
        figures=figures,
        needed=sum(scope.needed for scope in problem.scopes),
        tiers=tuple(found.tiers),
        change=first_change(before.values, figures.values, problem.tiers),
    )


def first_change(
    before: Mapping[GoalName, int],
    after: Mapping[GoalName, int],
    tiers: Sequence[GoalName],
) -> tuple[str, int] | None:
    """Return the first tier that differs, and its value after less that before."""
    for name in tiers:
        if before[name] != after[name]:
            return name, after[name] - before[name]
    return None
