"""Fields of the GIS layers: name, short name, type, meaning, and who may see them.

One list for every format, so that none says more than another. What is not listed
leaves in no file; fields marked internal leave only in files that stay inside.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "int", "real"]

SHORT_CHARS = 10
"""Longest name of a field in a dBASE table."""


@dataclass(frozen=True)
class Field:
    """One field.

    Parameters
    ----------
    name
        Name in GeoPackage, GeoJSON and KML.
    short
        Name in shapefiles: ASCII, at most :data:`SHORT_CHARS`, unique in its layer.
    kind
        ``text``, ``int`` or ``real``; numbers may be missing.
    label
        End of the code of its meaning, ``gis.field.*``; by default the name.
    is_internal
        Whether it stays in the bureau.
    """

    name: str
    short: str
    kind: Kind = "text"
    label: str = ""
    is_internal: bool = False

    @property
    def code(self) -> str:
        """Code of its meaning in words."""
        return f"gis.field.{self.label or self.name}"


_COUNTY = (Field("county_code", "county_cd"), Field("county", "county"))
_TEAM = (
    Field("alliance_no", "ally_no", "int"),
    Field("alliance_id", "ally_id"),
    Field("alliance", "ally_name"),
)
_CORE = (Field("core_id", "core_id"), Field("core", "core_name"))
_SCHOOL = (Field("school_id", "school_id"), Field("name", "name"))
_TRIP = (
    Field("minutes", "minutes", "real"),
    Field("km", "km", "real"),
    Field("travel_source", "trip_src"),
)
_COLOUR = Field("colour", "colour")

_PLACED = (
    *_SCHOOL,
    *_COUNTY,
    Field("town", "town"),
    Field("type_code", "type_code"),
    Field("type", "type"),
    Field("region_code", "region_cd", is_internal=True),
    Field("pupils", "pupils", "int", is_internal=True),
    Field("role", "role"),
    Field("school_kind", "sch_kind"),
    Field("reason", "reason", is_internal=True),
    Field("reason_text", "reason_tx", is_internal=True),
    Field("tags", "tags"),
    *_TEAM,
    *_CORE,
    *_TRIP,
)

LAYERS: Mapping[str, tuple[Field, ...]] = {
    "schools": (*_PLACED, _COLOUR),
    "alliances": (
        Field("number", "number", "int", "alliance_no"),
        Field("alliance_id", "ally_id"),
        Field("name", "name", label="alliance"),
        *_COUNTY,
        Field("type", "type", label="alliance_type"),
        Field("demonstrator", "demo"),
        Field("pilot", "pilot"),
        Field("start_year", "start_year", "int"),
        *_CORE,
        Field("schools", "schools", "int"),
        Field("members", "members"),
        Field("longest_minutes", "max_min", "real"),
        Field("longest_km", "max_km", "real"),
        Field("pupils", "pupils", "int", "member_pupils", is_internal=True),
        _COLOUR,
    ),
    "spokes": (*_TEAM, *_CORE, *_SCHOOL, *_TRIP, _COLOUR),
    "routes": (
        Field("alliance_no", "ally_no", "int"),
        Field("member_id", "member_id"),
        Field("member", "member"),
        *_CORE,
        *_TRIP,
        Field("computed_minutes", "calc_min", "real", is_internal=True),
        Field("computed_km", "calc_km", "real", is_internal=True),
        Field("borderline", "borderline", is_internal=True),
        Field("slowest_road", "slow_road", is_internal=True),
        Field("slowest_class", "slow_class", is_internal=True),
        Field("slowest_km", "slow_km", "real", is_internal=True),
        Field("slowest_kph", "slow_kph", "real", is_internal=True),
        Field("slowest_reason", "slow_why", is_internal=True),
        _COLOUR,
    ),
    "isochrones": (
        Field("alliance_no", "ally_no", "int", is_internal=True),
        Field("centre_id", "centre_id", is_internal=True),
        Field("centre", "centre", is_internal=True),
        Field("minutes", "minutes", "real", "within", is_internal=True),
    ),
    "unlocated": _PLACED,
    "about": (Field("key", "key"), Field("zh", "zh"), Field("en", "en")),
}
"""Every layer and its fields, in their order."""


def shown(layer: str, *, internal: bool) -> tuple[Field, ...]:
    """Return the fields of a layer that a file of a mode may hold."""
    return tuple(f for f in LAYERS[layer] if internal or not f.is_internal)


def values(field: Field, *, internal: bool) -> Iterator[tuple[str, str]]:
    """Yield value and code of its meaning of a field that holds codes.

    Values that would tell a weak school are known only inside the bureau.
    """
    for value, code in _VALUES.get(field.label or field.name, ()):
        if internal or value not in _INTERNAL_VALUES:
            yield value, code


KEYED = frozenset({"school_id", "alliance_id", "core_id", "member_id"})
"""Fields that hold the keys of the map instead of ids in files that leave the bureau:
a school and the alliance it leads have the same."""

OUTSIDE = ("uncovered", "excluded")
"""Roles of schools in no alliance."""

SEVERAL = frozenset({"tags"})
"""Fields that hold several codes, separated by commas."""

_INTERNAL_VALUES = frozenset({"weak", "rural"})
_FLAGS = (("yes", "yes"), ("no", "no"))


def _coded(prefix: str, *codes: str) -> tuple[tuple[str, str], ...]:
    return tuple((code, f"{prefix}.{code}") for code in codes)


_VALUES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "role": _coded("gis.role", "core", "member", "uncovered", "excluded"),
    "school_kind": _coded(
        "gis.kind",
        *("core", "point", "new", "weak", "rural", "member"),
        *("uncovered", "excluded"),
    ),
    "tags": _coded("tag", "rural", "weak", "new"),
    "travel_source": _coded(
        "travel", "measured", "navigation", "road_graph", "estimate"
    ),
    "alliance_type": _coded("type", "merged", "partnership", "other"),
    "demonstrator": _FLAGS,
    "pilot": _FLAGS,
    "borderline": _FLAGS,
}
