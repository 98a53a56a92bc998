"""Layers as GeoJSON (RFC 7946): one FeatureCollection, a feature a line.

Longitude first, no ``crs`` member, outer rings counter-clockwise. The standard knows
WGS 84 only; a file in GCJ-02 is one by arrangement, and says so in ``about`` and in
its name.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, cast

from optimizer.report.gis.frames import shape_of
from optimizer.report.gis.layers import Layers, Row

_KINDS = {
    "schools": ("school", "school_id"),
    "alliances": ("alliance", "alliance_id"),
    "spokes": ("spoke", "school_id"),
    "routes": ("route", "member_id"),
}
"""Word for a feature of a layer, and the field that tells it from others."""


def collection(layers: Layers, which: Sequence[str]) -> str:
    """Return some layers as GeoJSON; ``schools`` here has also those without a place.

    Parameters
    ----------
    layers
        Rows, in degrees.
    which
        Names of layers. In a file of several, ``kind`` of the properties names the
        layer.
    """
    features = [
        feature
        for layer in which
        for feature in _features(layers, layer, mixed=len(which) > 1)
    ]
    about = {row["key"]: row[layers.lang] for row in layers.about}
    about["crs"] = layers.labels.say(layers.grid.degree_code, epsg=4326)
    head = _json({"type": "FeatureCollection", "about": about})[:-1]
    body = ",\n".join(map(_json, features))
    return f'{head},"features":[\n{body}\n]}}\n'


def _features(layers: Layers, layer: str, *, mixed: bool) -> Iterator[dict[str, Any]]:
    rows = layers.schools if layer == "schools" else layers.rows(layer)
    names = layers.names(layer)
    for row in rows:
        facts = {name: row[name] for name in names}
        kind, _ = _KINDS.get(layer, (layer, ""))
        yield {
            "type": "Feature",
            "id": _feature_id(layer, row),
            "geometry": _geometry(layer, row["at"]),
            "properties": {**facts, "kind": kind} if mixed else facts,
        }


def _feature_id(layer: str, row: Row) -> str:
    if layer == "isochrones":
        return f"isochrone:{row['centre_id']}:{row['minutes']:g}"
    kind, key = _KINDS[layer]
    return f"{kind}:{row[key]}"


def _geometry(layer: str, at: Any) -> dict[str, Any] | None:
    shape = shape_of(layer, at)
    if shape is None:
        return None
    found = cast("Any", shape).__geo_interface__
    return {"type": found["type"], "coordinates": found["coordinates"]}


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
