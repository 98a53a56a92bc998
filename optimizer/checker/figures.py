"""Claims of a plan file about its figures: tiers, proofs, coverage, fingerprints."""

from __future__ import annotations

import math
from collections.abc import Iterator

from optimizer.checker.facts import Facts
from optimizer.checker.tiers import sense_of, tier_values
from optimizer.checker.view import Finding, View
from optimizer.checker.wishes import needed_of
from optimizer.plan import CoverageRow, Plan, Status, Tier

ALL = "all"
"""Scope of a coverage row that counts every county."""


def tier_order(view: View, plan: Plan) -> Iterator[Finding]:
    """Tiers stand in the policy's order, the first ones without a gap."""
    names = [tier.name for tier in plan.tiers or []]
    wanted = list(view.facts.tiers[: len(names)])
    if names != wanted:
        yield Finding((), " ".join(names), " ".join(wanted))


def tier_value(view: View, plan: Plan) -> Iterator[Finding]:
    """A tier's value is what the plan gives, computed from the raw case."""
    own = tier_values(view) if plan.tiers else {}
    for tier in plan.tiers or []:
        if tier.name in own and tier.value != own[tier.name]:
            yield Finding((), tier.value, own[tier.name], {"tier": tier.name})


def tier_sense(view: View, plan: Plan) -> Iterator[Finding]:
    """Need and pupils are maximised, all other tiers minimised."""
    for tier in plan.tiers or []:
        if tier.name in view.facts.tiers:
            sense = sense_of(tier.name)
            if tier.sense != sense:
                yield Finding((), tier.sense, sense, {"tier": tier.name})


def tier_bound(_: View, plan: Plan) -> Iterator[Finding]:
    """A bound is on the better side of the value, or equal to it."""
    for tier in _all_tiers(plan):
        if tier.bound is not None:
            room = tier.value - tier.bound
            if (room if tier.sense == "min" else -room) < 0:
                yield _of_tier(tier)


def tier_proof(_: View, plan: Plan) -> Iterator[Finding]:
    """A proven tier has a bound, and it equals the value."""
    for tier in _all_tiers(plan):
        if tier.proven and tier.bound != tier.value:
            yield _of_tier(tier)


def tier_gap(_: View, plan: Plan) -> Iterator[Finding]:
    """A gap is ``|bound - value| / max(1, |value|)``; none without a bound."""
    for tier in _all_tiers(plan):
        own = None
        if tier.bound is not None:
            own = abs(tier.bound - tier.value) / max(1, abs(tier.value))
        if not _same_gap(tier.gap, own):
            yield Finding((), tier.gap, own, {"tier": tier.name})


def optimal_is_proven(view: View, plan: Plan) -> Iterator[Finding]:
    """A plan is called optimal only when every tier is proven, the schedule's too."""
    if plan.status == Status.OPTIMAL:
        proven = {tier.name for tier in plan.tiers or [] if tier.proven}
        names: list[str] = [*view.facts.tiers]
        open_tiers = [name for name in names if name not in proven]
        open_tiers += [tier.name for tier in plan.phase_tiers or [] if not tier.proven]
        if open_tiers:
            yield Finding((), len(proven), detail={"tiers": " ".join(open_tiers)})


def coverage_row_known(view: View, plan: Plan) -> Iterator[Finding]:
    """A coverage row names a scope and a basis (口径) of the contract (A4)."""
    for row in plan.coverage or []:
        if _basis_of(view.facts, row) is None:
            yield Finding((), detail={"scope": row.scope, "basis": row.basis})


def coverage_true(view: View, plan: Plan) -> Iterator[Finding]:
    """Covered and total are counted from the raw case on the stated basis (T5)."""
    for row in plan.coverage or []:
        schools = _basis_of(view.facts, row)
        if schools is not None:
            own = f"{sum(s in view.core_of for s in schools)}/{len(schools)}"
            stated = f"{row.covered}/{row.total}"
            if stated != own:
                yield _of_row(row, stated, own)


def coverage_pct(view: View, plan: Plan) -> Iterator[Finding]:
    """A stated target is that of the policy's target year (item 1)."""
    pct = view.facts.policy.coverage.target_pct
    for row in plan.coverage or []:
        if row.target_pct not in (None, pct):
            yield _of_row(row, row.target_pct, pct)


def coverage_needed(_: View, plan: Plan) -> Iterator[Finding]:
    """(10) Needed is rounded up in integers; none is stated without a target."""
    for row in plan.coverage or []:
        own = None if row.target_pct is None else needed_of(row.target_pct, row.total)
        if row.needed != own:
            yield _of_row(row, row.needed, own)


def coverage_met(_: View, plan: Plan) -> Iterator[Finding]:
    """(10) Met means covered >= needed; not stated without a target."""
    for row in plan.coverage or []:
        own = None if row.needed is None else row.covered >= row.needed
        if row.met != own:
            yield _of_row(row, _word(row.met), _word(own))


def fingerprints(view: View, plan: Plan) -> Iterator[Finding]:
    """Fingerprints are those of the schools, travel, pairs and policy at hand (T23)."""
    stated = plan.fingerprint or {}
    own = view.facts.case.fingerprints() if stated else {}
    for part, digest in own.items():
        if stated.get(part, digest) != digest:
            yield Finding((), str(stated[part]), digest, {"part": part})


def _basis_of(facts: Facts, row: CoverageRow) -> list[str] | None:
    """Return the schools a row speaks of, ``None`` for an unknown scope or basis."""
    scope = facts.policy.scope
    rows = {
        "counted": [
            s for s in facts.pool if facts.schools[s].type_code in scope.counted_types
        ],
        "with_teaching_points": list(facts.pool),
        "with_excluded": [s for s, school in facts.schools.items() if school.stages],
    }
    if row.basis not in rows or row.scope not in (ALL, *facts.counties):
        return None
    return [
        s for s in rows[row.basis] if row.scope in (ALL, facts.schools[s].county_code)
    ]


def _all_tiers(plan: Plan) -> list[Tier]:
    """Return the tiers of the plan, then those of its schedule."""
    return [*(plan.tiers or []), *(plan.phase_tiers or [])]


def _of_tier(tier: Tier) -> Finding:
    """Return a finding about a tier's value and bound."""
    return Finding((), tier.value, tier.bound, {"tier": tier.name})


def _of_row(
    row: CoverageRow, stated: int | str | None, own: int | str | None
) -> Finding:
    """Return a finding about a coverage row."""
    return Finding((), stated, own, {"scope": row.scope, "basis": row.basis})


def _word(met: bool | None) -> str | None:
    """Return a plain word for a flag, ``None`` where it is not stated."""
    return None if met is None else "yes" if met else "no"


def _same_gap(stated: float | None, own: float | None) -> bool:
    """Compare two gaps, either of which may be missing."""
    if stated is None or own is None:
        return stated is own
    return math.isclose(stated, own, rel_tol=1e-9, abs_tol=1e-9)
