"""Who changes between two plans, for the table of moves and the marks on the map."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from optimizer.plan import Plan

KINDS = ("lead", "step", "move", "join", "leave", "new", "gone")
"""In the order of the table: leads now, leads no more, another core, joins, leaves,
only in the second plan, only in the first."""


def moves_between(
    first: Plan,
    second: Plan,
    index: Mapping[str, int],
    tables: Sequence[Collection[str]],
) -> list[dict[str, Any]]:
    """Return the schools whose core differs between two plans.

    An alliance is known by its core, so an alliance whose core stays has not moved
    whatever its number.

    Parameters
    ----------
    first, second
        The plans.
    index
        Place of every school of the page by its id.
    tables
        Ids of the schools in the tables of the first and the second plan.

    Returns
    -------
    list of dict
        ``school`` (place), ``kind`` (one of :data:`KINDS`), ``from`` and ``to``
        (numbers of alliances in the first and the second plan, ``None`` outside);
        by kind, then by place.
    """
    before, after = _cores(first), _cores(second)
    numbers = [
        {a.core: n for n, a in enumerate(plan.alliances, start=1)}
        for plan in (first, second)
    ]
    rows = []
    for school_id, place in index.items():
        kind = _kind(school_id, before, after, tables)
        if kind is not None:
            rows.append(
                {
                    "school": place,
                    "kind": kind,
                    "from": numbers[0].get(before.get(school_id, "")),
                    "to": numbers[1].get(after.get(school_id, "")),
                }
            )
    return sorted(rows, key=lambda row: (KINDS.index(row["kind"]), row["school"]))


def _cores(plan: Plan) -> dict[str, str]:
    """Return the core of every school inside; a core is its own."""
    return {**plan.core_of, **{a.core: a.core for a in plan.alliances}}


def _kind(
    school_id: str,
    before: Mapping[str, str],
    after: Mapping[str, str],
    tables: Sequence[Collection[str]],
) -> str | None:
    was, now = before.get(school_id), after.get(school_id)
    in_first, in_second = (school_id in ids for ids in tables)
    if in_first != in_second:
        return "gone" if in_first else "new"
    if was == now:
        return None
    if now == school_id:
        return "lead"
    if was == school_id:
        return "step"
    return "join" if was is None else "leave" if now is None else "move"
