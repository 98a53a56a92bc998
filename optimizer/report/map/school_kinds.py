"""What the map shows of a school by shape: the kind of a member, why one is outside."""

from __future__ import annotations

from collections.abc import Collection

from optimizer.domain import SchoolTag, SchoolType

KINDS: tuple[str, ...] = ("point", "new", "weak", "rural")
"""Kinds of member, the one that is shown first where several hold: a teaching point
is a thing of its own, few are new, and most members are rural anyway."""

_HANDOUT = frozenset({"point", "new"})
"""Kinds a map that leaves the bureau tells apart. Were rural ones told too, a member
that is neither would be known to be weak: all others are simply members."""

_GROUPS: dict[str, frozenset[str]] = {
    "place": frozenset({"U01", "U07"}),
    "will": frozenset({"U02", "U06", "U13"}),
    "reach": frozenset({"U04", "U05", "U08", "U09", "U12", "U17"}),
    "full": frozenset({"U10", "U11"}),
}
"""Reasons (see :mod:`optimizer.reasons`) a reader takes for one and the same."""

OTHER = "other"
"""Group of the reasons that are in no other, and of codes nobody knows."""


def kinds_of(type_code: str, tags: Collection[str], *, internal: bool) -> list[str]:
    """Return the kinds of a member that the map may tell, the one shown first.

    Parameters
    ----------
    type_code
        办学类型 of the school.
    tags
        Tags the plan gives as reasons for its help.
    internal
        Whether the map stays in the bureau; others tell no kind that shames.

    Examples
    --------
    >>> kinds_of("211", ["rural", "weak"], internal=True)
    ['weak', 'rural']
    >>> kinds_of("218", ["rural", "weak"], internal=False)
    ['point']
    """
    holds = {
        "point": type_code == SchoolType.TEACHING_POINT,
        "new": SchoolTag.NEW in tags,
        "weak": SchoolTag.WEAK in tags,
        "rural": SchoolTag.RURAL in tags,
    }
    return [kind for kind in KINDS if holds[kind] and (internal or kind in _HANDOUT)]


def group_of(code: str) -> str:
    """Return the group of the reason a school is outside.

    ``place``: its position or its roads are not known; ``will``: somebody does not
    want it; ``reach``: no core within the limits; ``full``: no place or capacity
    left; else :data:`OTHER`.

    Examples
    --------
    >>> group_of("U08"), group_of("U16"), group_of("?")
    ('reach', 'other', 'other')
    """
    return next((name for name, codes in _GROUPS.items() if code in codes), OTHER)
