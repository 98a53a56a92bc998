"""Approved alliances that the plan keeps as they are (constraint 8, trap T14)."""

from __future__ import annotations

from collections import defaultdict

from optimizer.case import Case
from optimizer.domain import PairKind, PairWish, School


def frozen_alliances(case: Case) -> dict[str, frozenset[str]]:
    """Return the members of each frozen alliance, by its core.

    Alliances of the school table come first, then the ``frozen`` wishes that name a
    member and its core; several such wishes for one core make one alliance, also
    with members from the table. A row that contradicts an earlier one (the member
    has another role already, or the core is a member) has no effect.
    """
    groups: dict[str, set[str]] = {}
    role_of: dict[str, str] = {}
    for core, members in _alliances_of_table(case):
        if not {core, *members} & role_of.keys():
            groups[core] = set(members)
            role_of.update(dict.fromkeys((core, *members), core))
    for wish in case.wishes:
        if _names_a_pair(case, wish) and wish.b is not None:
            core_taken = role_of.get(wish.b, wish.b) != wish.b
            if wish.a not in role_of and not core_taken:
                groups.setdefault(wish.b, set()).add(wish.a)
                role_of.update({wish.a: wish.b, wish.b: wish.b})
    return {core: frozenset(groups[core]) for core in sorted(groups)}


def _alliances_of_table(case: Case) -> list[tuple[str, list[str]]]:
    """Return (core, members) of each kept alliance with one core and some member."""
    named = {w.a for w in case.wishes if w.kind == PairKind.FROZEN and w.b is None}
    rows: dict[str, list[School]] = defaultdict(list)
    for school in case.schools:
        if school.alliance_id is not None:
            rows[school.alliance_id].append(school)
    kept = []
    for alliance_id in sorted(rows):
        if case.policy.pairing.freeze_existing or alliance_id in named:
            of_role = {
                role: [
                    s.school_id for s in rows[alliance_id] if s.alliance_role == role
                ]
                for role in ("core", "member")
            }
            if len(of_role["core"]) == 1 and of_role["member"]:
                kept.append((of_role["core"][0], of_role["member"]))
    return kept


def _names_a_pair(case: Case, wish: PairWish) -> bool:
    """Tell whether a wish freezes a known member under another known school."""
    return (
        wish.kind == PairKind.FROZEN
        and wish.a != wish.b
        and wish.a in case.by_id
        and wish.b in case.by_id
    )
