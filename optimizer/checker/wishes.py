"""Rules about wishes, approved alliances and targets: (8), (9) and (10)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from optimizer.checker.view import Finding, View


def kept_together(view: View) -> Iterator[Finding]:
    """(8) Schools wished together are in one alliance, or both in none (trap T14).

    A wish that names a school outside the pool, or of a frozen alliance, is void.
    """
    for a, b in view.facts.together:
        takes_part = {a, b}.isdisjoint(view.facts.excluded)
        if takes_part and view.core_of.get(a) != view.core_of.get(b):
            yield Finding((a, b), view.core_of.get(a), view.core_of.get(b))


def kept_apart(view: View) -> Iterator[Finding]:
    """(8) Schools wished apart are not in one alliance, core and member alike."""
    for a, b in view.facts.apart:
        core = view.core_of.get(a)
        if core is not None and core == view.core_of.get(b):
            yield Finding((a, b), value=core)


def kept_frozen(view: View) -> Iterator[Finding]:
    """(8) Each approved alliance is in the plan with exactly its members (T14)."""
    planned = {group.core: set(group.members) for group in view.groups if group.leads}
    for core, approved in view.facts.frozen.items():
        members = planned.get(core, set())
        if members != approved:
            wanted = " ".join(sorted(approved))
            yield Finding((core,), " ".join(sorted(members)) or None, wanted)


def core_wish_met(view: View) -> Iterator[Finding]:
    """(8) A school wished as core leads; soft, tier ``wishes``."""
    leading = {group.core for group in view.groups if group.leads}
    for school_id in sorted(view.facts.core_wished - leading):
        yield Finding((school_id,))


def alliances_by_county(view: View) -> Counter[str]:
    """Count the alliances by the county of their core."""
    return Counter(
        view.facts.schools[group.core].county_code
        for group in view.groups
        if group.leads
    )


def county_floor(view: View) -> Iterator[Finding]:
    """(9) Each county has at least ``demonstrators_per_county`` alliances; soft.

    Item 2: 每个县市至少建设3个示范性教联体; the shortfall is tier ``floor``.
    """
    floor = view.facts.policy.coverage.demonstrators_per_county
    counts = alliances_by_county(view)
    for county in view.facts.counties:
        if counts[county] < floor:
            yield Finding((), counts[county], floor, {"county": county})


def coverage_scopes(view: View) -> list[str | None]:
    """Return the scopes of the coverage target: counties, or ``None`` for all."""
    by_county = view.facts.policy.coverage.scope == "county"
    return [*view.facts.counties] if by_county else [None]


def counted_schools(view: View, county: str | None) -> list[str]:
    """Return the denominator of coverage in a county, or in all (DOMAIN A4)."""
    facts = view.facts
    return [
        s
        for s in facts.pool
        if facts.schools[s].type_code in facts.policy.scope.counted_types
        and county in (None, facts.schools[s].county_code)
    ]


def needed_of(pct: int, total: int) -> int:
    """Return how many schools a percentage needs: 以上 is at least, in integers."""
    return -(-pct * total // 100)


def coverage_counts(view: View, county: str | None) -> tuple[int, int, int]:
    """Return covered, total and needed of a scope on the policy's basis."""
    counted = counted_schools(view, county)
    covered = sum(s in view.core_of for s in counted)
    needed = needed_of(view.facts.policy.coverage.target_pct, len(counted))
    return covered, len(counted), needed


def coverage_target(view: View) -> Iterator[Finding]:
    """(10) Enough counted schools lead or are members; soft, tier ``shortfall``.

    Item 1: needed = ceil(pct x N / 100) in integers, never a rounded share (T5).
    """
    for county in coverage_scopes(view):
        covered, total, needed = coverage_counts(view, county)
        if covered < needed:
            pct = view.facts.policy.coverage.target_pct
            detail = {"scope": county or "all", "total": total, "pct": pct}
            yield Finding((), covered, needed, detail)
