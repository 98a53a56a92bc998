"""Turn restrictions of OpenStreetMap as banned moves between links.

Read are relations over a node that bind cars. ``only_...`` is turned into a ban of
every other way out. A relation that names a way not cut at its node, or a road that
is not in the graph, bans nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RESTRICTION_TAGS = ("restriction:motorcar", "restriction:motor_vehicle", "restriction")
"""Keys that may hold a restriction for cars, the most specific first."""

_CARS = frozenset({"motorcar", "motor_vehicle"})


@dataclass(frozen=True, slots=True)
class Restriction:
    """From one way over a node to another: banned, or the only move allowed."""

    from_way: str
    node: int
    to_way: str
    is_only: bool


def restrictions_of(
    tags: Mapping[str, str], members: Iterable[tuple[str, int, str]]
) -> list[Restriction]:
    """Return what one relation restricts.

    Parameters
    ----------
    tags
        Tags of the relation.
    members
        Type (``n``, ``w``, ``r``), id and role of each member.

    Examples
    --------
    >>> members = [("w", 1, "from"), ("n", 5, "via"), ("w", 2, "to")]
    >>> restrictions_of({"restriction": "no_left_turn"}, members)
    [Restriction(from_way='1', node=5, to_way='2', is_only=False)]
    >>> restrictions_of({"restriction": "no_left_turn", "except": "motorcar"}, members)
    []
    """
    value = next((tags[key] for key in RESTRICTION_TAGS if key in tags), "")
    exempt = _CARS & set(tags.get("except", "").split(";"))
    if exempt or not value.startswith(("no_", "only_")):
        return []
    roles: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for kind, ref, role in members:
        roles[role].append((kind, ref))
    if [kind for kind, _ in roles["via"]] != ["n"]:
        return []
    node = roles["via"][0][1]
    is_only = value.startswith("only_")
    return [
        Restriction(str(start), node, str(end), is_only)
        for _, start in roles["from"]
        for _, end in roles["to"]
    ]


def turn_bans(
    restrictions: Sequence[Restriction],
    way: Sequence[str],
    first_ref: NDArray[np.int64],
    last_ref: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Return banned moves as (from link, end of the from link, to link).

    Parameters
    ----------
    restrictions
        What the relations say.
    way
        Way id of each link.
    first_ref, last_ref
        Shape ``(num_links,)``: OSM node at each end of the link.

    Returns
    -------
    numpy.ndarray
        Shape ``(k, 3)``, sorted, without repeats. The middle column is 1 where the
        from link reaches the node with its last point, 0 with its first.
    """
    nodes = {restriction.node for restriction in restrictions}
    at: dict[int, list[int]] = defaultdict(list)
    for refs in (first_ref, last_ref):
        for link in np.flatnonzero(np.isin(refs, list(nodes))):
            at[int(refs[link])].append(int(link))
    found: set[tuple[int, int, int]] = set()
    for restriction in restrictions:
        there = sorted(set(at[restriction.node]))
        starts = [k for k in there if way[k] == restriction.from_way]
        ends = [k for k in there if way[k] == restriction.to_way]
        if len(starts) != 1 or not ends:
            continue
        start = starts[0]
        side = int(last_ref[start] == restriction.node)
        goals = [k for k in there if k not in ends] if restriction.is_only else ends
        found |= {(start, side, goal) for goal in goals if goal != start}
    return np.array(sorted(found), dtype=np.int64).reshape(-1, 3)
