"""White lists of the map page: what each mode may say of a school or an alliance."""

from __future__ import annotations

from collections.abc import Mapping

_SCHOOL_HANDOUT = frozenset(
    {
        "key",
        "name",
        "type",
        "county",
        "town",
        "role",
        "at",
        "alliance",
        "travel",
        "source",
        "line",
        "reason",
        "shape",
        "lineNote",
        "since",
        "kinds",
    }
)
_SCHOOL_EVIDENCE = frozenset(
    {"edge", "edgeWhy", "computed", "roads", "slow", "second", "scenarios"}
)
_SCHOOL_REASONS = frozenset({"tags", "choice", "next", "nearest", "group", "lift"})
SCHOOL_FIELDS: Mapping[str, frozenset[str]] = {
    "internal": _SCHOOL_HANDOUT | _SCHOOL_EVIDENCE | _SCHOOL_REASONS,
    "public": _SCHOOL_HANDOUT,
    "print": _SCHOOL_HANDOUT | {"edge"},
}
"""What the page may say of a school, by mode of the map."""

INTERNAL_TEXTS = ("kind.weak", "kind.rural", "group.")
"""Beginnings of the texts of the page that only the internal map may hold."""

_ALLIANCE_HANDOUT = frozenset(
    {
        "key",
        "number",
        "name",
        "county",
        "colour",
        "ink",
        "type",
        "decided",
        "demonstrator",
        "pilot",
        "start",
        "core",
        "members",
        "worst",
        "worstKm",
        "mean",
        "grown",
    }
)
ALLIANCE_FIELDS: Mapping[str, frozenset[str]] = {
    "internal": _ALLIANCE_HANDOUT | {"notes", "choice", "pupils", "typeWhy"},
    "public": _ALLIANCE_HANDOUT,
    "print": _ALLIANCE_HANDOUT,
}
"""What the page may say of an alliance, by mode of the map."""
