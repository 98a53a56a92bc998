"""Which columns a kind of table has, and by which headers they are known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from optimizer.ingest.facts import FACT_HEADERS
from optimizer.ingest.synonyms import (
    PAIR_HEADERS,
    SCHOOL_DOUBTS,
    SCHOOL_FALLBACKS,
    SCHOOL_HEADERS,
    SCHOOL_HELPERS,
    SCHOOL_PARTS,
)

SCHOOL_COLUMNS = tuple(SCHOOL_HEADERS)
"""Columns of the canonical school table, in their fixed order."""

PAIR_COLUMNS = tuple(PAIR_HEADERS)
"""Columns of the canonical pair table, in their fixed order."""


@dataclass(frozen=True)
class Layout:
    """Columns of one kind of table.

    Parameters
    ----------
    headers
        Canonical column to its synonyms.
    required
        Groups of columns; one column of each group must exist.
    fallbacks
        Canonical column to synonyms used only for want of a better header.
    helpers
        Columns beside the canonical ones, to their synonyms.
    parts
        Canonical column to the sets of columns it may be the sum of.
    doubts
        Header to the columns it may mean: the user is asked.
    facts
        What the checks want to know besides, to its headers.
    """

    headers: Mapping[str, tuple[str, ...]]
    required: tuple[tuple[str, ...], ...]
    fallbacks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    helpers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    parts: Mapping[str, tuple[tuple[tuple[str, ...], ...], ...]] = field(
        default_factory=dict
    )
    doubts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """Everything a header can be stated to mean."""
        return (*self.headers, *self.helpers, *self.facts)


SCHOOL_LAYOUT = Layout(
    SCHOOL_HEADERS,
    (
        ("school_id", "town"),
        ("name",),
        ("county_code",),
        ("lon", "lonlat"),
        ("lat", "lonlat"),
        ("type_code",),
    ),
    SCHOOL_FALLBACKS,
    SCHOOL_HELPERS,
    SCHOOL_PARTS,
    SCHOOL_DOUBTS,
    FACT_HEADERS,
)
PAIR_LAYOUT = Layout(PAIR_HEADERS, (("kind",), ("a",), ("b",)))
