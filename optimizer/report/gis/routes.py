"""Routes as GeoJSON and back, number for number: the map needs nothing else.

Points are rounded to six decimals of a degree, about 0.1 m; everything else is
written in full.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from optimizer.case import Case
from optimizer.domain import TravelSource
from optimizer.evidence import Evidence
from optimizer.plan import Plan
from optimizer.report.labels import Labels
from optimizer.report.trips import Trips, Used
from optimizer.route import Binding, Route, Stretch

DECIMALS = 6
"""Decimals of a degree in the file."""

_HALF = re.compile("[\ud800-\udfff]")

Pair = tuple[str, str]


def routes_geojson(case: Case, plan: Plan, evidence: Evidence) -> str:
    """Return the routes of the evidence as a GeoJSON FeatureCollection (RFC 7946).

    One feature a line: first the plan's trips in its order, then the others by
    member and core. Names stand beside the ids for people only.

    Parameters
    ----------
    case, plan
        The facts, and the plan made from them.
    evidence
        Holds the routes.

    Returns
    -------
    str
        GeoJSON with a final newline; :func:`read_routes` gives the routes back.
    """
    labels = Labels(case, plan)
    used = {(u.member.school_id, u.core): u for u in Trips(case, plan, evidence).used}
    routes = evidence.routes
    order = [*(p for p in used if p in routes), *sorted(routes.keys() - used.keys())]
    features = [_feature(labels, p, routes[p], used.get(p)) for p in order]
    head = _json({"type": "FeatureCollection"})[:-1]
    return f'{head},"features":[\n' + ",\n".join(map(_json, features)) + "\n]}\n"


def read_routes(text: str) -> dict[Pair, Route]:
    """Return routes by (member, core) from what :func:`routes_geojson` wrote.

    Raises
    ------
    ValueError, KeyError, TypeError
        If the text is no JSON, or a feature lacks what a route needs.
    """
    found = {}
    for feature in json.loads(text)["features"]:
        properties = feature["properties"]
        pair = _text(properties["member_id"]), _text(properties["core_id"])
        found[pair] = _route(properties, feature["geometry"])
    return found


def _feature(
    labels: Labels, pair: Pair, route: Route, used: Used | None
) -> dict[str, Any]:
    member, core = pair
    return {
        "type": "Feature",
        "geometry": _geometry(route),
        "properties": {
            "alliance_no": None if used is None else used.number,
            "member_id": member,
            "member": labels.school(member),
            "core_id": core,
            "core": labels.school(core),
            "from_id": route.from_id,
            "to_id": route.to_id,
            "seconds": route.seconds,
            "metres": route.metres,
            "source": str(route.source),
            "leg_m": route.leg_m,
            "stretches": [_stretch(stretch) for stretch in route.stretches],
        },
    }


def _geometry(route: Route) -> dict[str, Any] | None:
    points = [[round(v, DECIMALS) for v in point] for point in route.lonlat]
    return {"type": "LineString", "coordinates": points} if len(points) > 1 else None


def _stretch(stretch: Stretch) -> dict[str, Any]:
    return {
        "ref": stretch.ref,
        "name": stretch.name,
        "kind": stretch.kind,
        "metres": stretch.metres,
        "seconds": stretch.seconds,
        "binding": str(stretch.binding),
    }


def _route(properties: Mapping[str, Any], geometry: Mapping[str, Any] | None) -> Route:
    points = [] if geometry is None else geometry["coordinates"]
    return Route(
        from_id=_text(properties["from_id"]),
        to_id=_text(properties["to_id"]),
        seconds=int(properties["seconds"]),
        metres=int(properties["metres"]),
        source=TravelSource(properties["source"]),
        lonlat=tuple((float(lon), float(lat)) for lon, lat in points),
        stretches=tuple(
            Stretch(
                ref=_text(part["ref"]),
                name=_text(part["name"]),
                kind=_text(part["kind"]),
                metres=float(part["metres"]),
                seconds=float(part["seconds"]),
                binding=Binding(part["binding"]),
            )
            for part in properties["stretches"]
        ),
        leg_m=float(properties["leg_m"]),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        msg = f"expected text, found {value!r}"
        raise TypeError(msg)
    return value


def _json(data: object) -> str:
    """Return JSON in one line; half characters, which no file can hold, as escapes."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _HALF.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
