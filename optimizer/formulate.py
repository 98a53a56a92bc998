"""From facts to integers: applies the policy's rules and builds the problem.

Numbers in brackets are the constraints of the model in ``solvers/cpsat``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer import roles
from optimizer.case import Case
from optimizer.domain import PairKind, School, SchoolType, Stage
from optimizer.margins import borderline_pairs, seconds_limit, trip
from optimizer.policy import Policy, TierName
from optimizer.problem import Block, Bools, Ints, Problem, Scope
from optimizer.quality import deviations

ORDER_BITS = 31
"""Bits of the fixed weights in the last tier: two plans tie there with a chance of
about (free pairs) / 2**31 (isolation lemma), and sums stay far below 2**63."""


def build_problem(case: Case) -> Problem:
    """Turn the facts of a case into the integers of the model.

    Raises
    ------
    DataError
        If approved alliances overlap.
    """
    groups = roles.frozen_groups(case)
    in_frozen = {i for g in groups for i in (g.core, *g.members)}
    pool = [
        s
        for s in case.schools
        if s.school_id in in_frozen or roles.exclusion(s, case.policy) is None
    ]
    index = {s.school_id: i for i, s in enumerate(pool)}
    frozen = tuple((index[g.core], tuple(index[m] for m in g.members)) for g in groups)
    rules = [roles.lead_rule(s, case) for s in pool]
    can_lead = np.array([rule is not None for rule in rules], dtype=bool)
    for core, members in frozen:
        can_lead[core] = True
        can_lead[list(members)] = False
    seconds, metres = trip(
        case.travel.ordered([s.school_id for s in pool]), case.policy
    )
    counties = tuple(sorted({s.county_code for s in pool}))
    loads = np.array([roles.load_of(s, case.policy) for s in pool], dtype=np.int64)
    wishes = _Wishes.of(case, index, frozen)
    size = case.policy.size
    return Problem(
        school_ids=tuple(index),
        can_lead=can_lead,
        units=np.array([_units(s, case.policy) for s in pool], dtype=np.int64),
        load=loads,
        need=np.array([_need(s, case) for s in pool], dtype=np.int64),
        capacity=_capacities(pool, case.policy, int(loads.sum())),
        is_bounded=np.array(
            [roles.capacity_of(s, case.policy) is not None for s in pool], dtype=bool
        ),
        block=_blocks(case, pool, can_lead, seconds, metres, wishes),
        seconds=seconds,
        metres=metres,
        cost_s=_costs(case, pool, seconds, wishes),
        too_far=_too_far(case, pool),
        together=wishes.together,
        apart=wishes.apart,
        must_lead=wishes.must_lead,
        frozen=frozen,
        max_units=size.max_members,
        core_counts=size.core_counts,
        counties=counties,
        county=np.array([counties.index(s.county_code) for s in pool], dtype=np.int64),
        town=_towns(pool),
        kept=_kept(case, index),
        floors=np.full(
            len(counties), case.policy.coverage.demonstrators_per_county, dtype=np.int64
        ),
        scopes=tuple(_scopes(pool, case.policy, counties)),
        order_weight=_order_weights(pool, can_lead),
        tiers=_tiers(case),
        deviation=_deviation(case, pool),
    )


@dataclass(frozen=True)
class _Wishes:
    """The pair table in indices; wishes that touch frozen or absent schools fall away.

    An approved alliance stays as it is, so a wish about its schools has no effect.
    """

    together: tuple[tuple[int, int], ...]
    apart: tuple[tuple[int, int], ...]
    willing: frozenset[tuple[int, int]]
    refused: frozenset[tuple[int, int]]
    must_lead: tuple[int, ...]

    @classmethod
    def of(
        cls,
        case: Case,
        index: dict[str, int],
        frozen: tuple[tuple[int, tuple[int, ...]], ...],
    ) -> _Wishes:
        fixed = {i for core, members in frozen for i in (core, *members)}

        def pairs(kind: PairKind) -> list[tuple[int, int]]:
            found = {
                (min(index[w.a], index[w.b]), max(index[w.a], index[w.b]))
                for w in case.wishes
                if w.kind is kind and w.a in index and w.b is not None and w.b in index
            }
            return sorted(p for p in found if not fixed & set(p))

        def both_ways(kind: PairKind) -> frozenset[tuple[int, int]]:
            return frozenset(p for a, b in pairs(kind) for p in ((a, b), (b, a)))

        wished = {index[i] for i in roles.wished_cores(case) if i in index}
        return cls(
            together=tuple(pairs(PairKind.TOGETHER)),
            apart=tuple(pairs(PairKind.APART)),
            willing=both_ways(PairKind.WILLING),
            refused=both_ways(PairKind.REFUSED),
            must_lead=tuple(sorted(wished - fixed)),
        )


def _units(school: School, policy: Policy) -> int:
    is_point = school.type_code == SchoolType.TEACHING_POINT
    return 0 if is_point and not policy.size.teaching_point_counts else 1


def _need(school: School, case: Case) -> int:
    points = case.policy.objective
    worth = {
        "rural": points.need_rural,
        "weak": points.need_weak,
        "new": points.need_new,
    }
    return sum(worth[tag] for tag in roles.tags(school, case))


def _capacities(pool: list[School], policy: Policy, unbounded: int) -> Ints:
    capacities = (roles.capacity_of(s, policy) for s in pool)
    return np.array([unbounded if c is None else c for c in capacities], dtype=np.int64)


def _blocks(
    case: Case,
    pool: list[School],
    can_lead: Bools,
    seconds: Ints,
    metres: Ints,
    wishes: _Wishes,
) -> NDArray[np.int8]:
    """Apply the pair rules from last to first, so that the first one stays."""
    policy, n = case.policy, len(pool)
    block = np.zeros((n, n), dtype=np.int8)
    if policy.travel.avoid_borderline:
        index = np.array([case.travel.index_of[s.school_id] for s in pool], dtype=int)
        block[borderline_pairs(case)[np.ix_(index, index)]] = Block.BORDERLINE
    block[metres > round(policy.travel.max_km * 1000)] = Block.KM
    block[seconds > seconds_limit(policy.travel.max_minutes)] = Block.MINUTES
    block[seconds < 0] = Block.UNKNOWN_ROUTE
    for i, k in wishes.refused:
        block[i, k] = Block.REFUSED
    if policy.pairing.stages == "overlap":
        block[~_share_stage(pool)] = Block.STAGE
    if not policy.scope.cross_county:
        block[~_equal([s.county_code for s in pool])] = Block.COUNTY
    may_join = _may_join(case, pool)
    block[~may_join, :] = Block.NO_TAG
    block[[s.will_join is False for s in pool], :] = Block.DECLINES
    block[:, ~can_lead] = Block.NOT_CORE
    fixed = _fixed(case, pool)
    block[fixed, :] = Block.FROZEN
    block[:, fixed] = Block.FROZEN
    np.fill_diagonal(block, Block.SELF)
    return block


def _fixed(case: Case, pool: list[School]) -> Bools:
    ids = {i for g in roles.frozen_groups(case) for i in (g.core, *g.members)}
    return np.array([s.school_id in ids for s in pool], dtype=bool)


def _may_join(case: Case, pool: list[School]) -> Bools:
    """Mark the schools that may be members at all (4); a graduate was one first."""
    policy = case.policy
    tagged = np.array([bool(roles.tags(s, case)) for s in pool], dtype=bool)
    allowed = tagged | (not policy.pairing.members_need_tag)
    may_not_lead = [roles.lead_rule(s, case) in (None, roles.GRADUATE) for s in pool]
    return allowed if policy.roles.core_may_join else allowed & may_not_lead


def _share_stage(pool: list[School]) -> Bools:
    stages = [s.stages for s in pool]
    has = np.array([[stage in s for stage in Stage] for s in stages], dtype=np.int64)
    has = has.reshape(len(pool), len(Stage))
    return np.asarray((has @ has.T) > 0, dtype=bool)


def _equal(values: list[str]) -> Bools:
    codes = np.unique(np.array(values, dtype=object).astype(str), return_inverse=True)[
        1
    ]
    return np.asarray(np.equal.outer(codes, codes), dtype=bool)


def _costs(case: Case, pool: list[School], seconds: Ints, wishes: _Wishes) -> Ints:
    """Return generalised seconds: the trip less what else speaks for the pair."""
    worth = case.policy.objective
    # An unknown trip counts nothing: only people may place a school without one.
    cost = np.maximum(seconds, 0)
    cost[~_share_stage(pool)] += seconds_limit(worth.cross_stage_minutes)
    cost[_willing(pool, wishes)] -= seconds_limit(worth.willing_minutes)
    cost[_same_town(pool)] -= seconds_limit(worth.same_town_minutes)
    cost -= _quality_gaps(pool, case.policy) * seconds_limit(worth.quality_gap_minutes)
    index = {s.school_id: i for i, s in enumerate(pool)}
    return cost - _kept(case, index) * seconds_limit(worth.stability_minutes)


def _tiers(case: Case) -> tuple[TierName, ...]:
    """Return the policy's tiers; with a plan before, ``kept`` in its place."""
    tiers = list(case.policy.objective.tiers)
    place = case.policy.objective.kept_before
    if case.previous and place in tiers and "kept" not in tiers:
        tiers.insert(tiers.index(place), "kept")
    return tuple(tiers)


def _deviation(case: Case, pool: list[School]) -> Ints:
    """Return how far each school is off its county's means; no row if not asked."""
    asked = "indicators" in case.policy.objective.tiers
    rows = deviations(pool, case.policy.quality) if asked else []
    return np.array(rows, dtype=np.int64).reshape(len(rows), len(pool))


def _kept(case: Case, index: dict[str, int]) -> Ints:
    """Mark the pairs of the plan before, as far as both schools take part."""
    kept = np.zeros((len(index), len(index)), dtype=np.int64)
    for member, core in case.previous.items():
        if member in index and core in index and member != core:
            kept[index[member], index[core]] = 1
    return kept


def _towns(pool: list[School]) -> Ints:
    """Number the townships by county and name; -1 where a school states none."""
    known = sorted({(s.county_code, s.town) for s in pool if s.town is not None})
    number: dict[tuple[str, str | None], int] = {t: i for i, t in enumerate(known)}
    return np.array(
        [number.get((s.county_code, s.town), -1) for s in pool], dtype=np.int64
    )


def _willing(pool: list[School], wishes: _Wishes) -> Bools:
    joins = np.array([s.will_join is True for s in pool], dtype=bool)
    leads = np.array([s.will_lead is True for s in pool], dtype=bool)
    willing: Bools = np.asarray(np.logical_and.outer(joins, leads), dtype=bool)
    for i, k in wishes.willing:
        willing[i, k] = True
    return willing


def _same_town(pool: list[School]) -> Bools:
    known = np.array([s.town is not None for s in pool], dtype=bool)
    same = _equal([f"{s.county_code}:{s.town}" for s in pool])
    return np.asarray(same & np.logical_and.outer(known, known), dtype=bool)


def _quality_gaps(pool: list[School], policy: Policy) -> Ints:
    """Return by how many grades the core stands above the member, at least 0."""
    order = policy.roles.grade_order
    rank = np.array(
        [order.index(s.quality) if s.quality in order else -1 for s in pool]
    )
    known = np.logical_and.outer(rank >= 0, rank >= 0)
    gaps = np.maximum(0, np.subtract.outer(-rank, -rank))
    return np.where(known, gaps, 0).astype(np.int64)


def _too_far(case: Case, pool: list[School]) -> Bools:
    """Mark pairs over the member-to-member limit, or unknown, in either direction."""
    seconds = case.travel.ordered([s.school_id for s in pool]).seconds
    limit = seconds_limit(case.policy.travel.member_to_member_max_minutes)
    far = (seconds > limit) | (seconds < 0)
    return np.asarray(far | far.T, dtype=bool)


def _scopes(
    pool: list[School], policy: Policy, counties: tuple[str, ...]
) -> Iterator[Scope]:
    """Yield the scopes of (10); ``needed`` is ceil(pct * N / 100) in integers."""
    counts = np.array(
        [s.type_code in policy.scope.counted_types for s in pool], dtype=bool
    )
    pct = policy.coverage.target_pct
    county = np.array([s.county_code for s in pool], dtype=object)
    if policy.coverage.scope == "prefecture":
        masks = {"all": counts}
    else:
        masks = {code: counts & (county == code) for code in counties}
    for name, mask in masks.items():
        total = int(mask.sum())
        yield Scope(name, mask, pct, -(-pct * total // 100))


def _order_weights(pool: list[School], can_lead: Bools) -> Ints:
    """Return fixed weights drawn from the ids alone: no edit elsewhere moves them."""
    weights = np.zeros((len(pool), len(pool)), dtype=np.int64)
    for k in np.flatnonzero(can_lead):
        state = hashlib.sha256(pool[k].school_id.encode() + b"\0")
        for i, member in enumerate(pool):
            digest = state.copy()
            digest.update(member.school_id.encode())
            bits = int.from_bytes(digest.digest()[:4], "big")
            weights[i, k] = bits >> (32 - ORDER_BITS)
    return weights
