"""One route of the engine as a walk along the links of the graph."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from optimizer.errors import TravelError
from optimizer.route import Stretch
from optimizer.travel.road import BINDINGS
from optimizer.travel.roadgraph import RoadGraph
from optimizer.travel.units import METRES_PER_KM
from optimizer.travel.walking import DECIMALS, Walk, merged, without_repeats

_POLYLINE_SCALE = 1e6
_NO_WAY = (442, 443)
"""Error codes of the engine for places that no road joins."""

_ATTRIBUTES = (
    "edge.way_id", "edge.length", "edge.forward", "node.elapsed_time",
)  # fmt: skip


def walk_of(
    graph: RoadGraph,
    engine: Any,
    places: Sequence[dict[str, Any] | None],
    scale: float,
    costing: dict[str, Any],
) -> Walk | None:
    """Return the way between two places, or ``None`` if there is none.

    Parameters
    ----------
    graph
        The roads the tiles were built from.
    engine
        Actor of the engine.
    places
        Start and goal as the engine wants them.
    scale
        What the engine's seconds are multiplied by.
    costing
        Options of the search, the same as for the matrix.

    Raises
    ------
    TravelError
        T312 if the engine refuses for any other reason than "no way".

    Notes
    -----
    The engine's seconds of a stretch include what the turn at its end costs, so that
    stretches add up to the whole.
    """
    options = {"costing": "auto", "costing_options": {"auto": costing}}
    request = {"locations": places, "units": "kilometers", **options}
    try:
        answer = json.loads(
            engine.route(json.dumps({**request, "directions_type": "none"}))
        )
        leg = answer["trip"]["legs"][0]
        traced = json.loads(
            engine.trace_attributes(
                json.dumps(
                    {
                        "encoded_polyline": leg["shape"],
                        "shape_match": "edge_walk",
                        "filters": {"attributes": _ATTRIBUTES, "action": "include"},
                        **options,
                    }
                )
            )
        )
    except RuntimeError as error:
        if getattr(error, "code", None) in _NO_WAY:
            return None
        reason = " ".join(str(error).split())
        raise TravelError("T312", reason=reason) from error
    parts = list(_parts(graph, traced["edges"], scale))
    return Walk(
        seconds=sum(part.seconds for part in parts),
        metres=sum(part.metres for part in parts),
        lonlat=polyline(leg["shape"]),
        stretches=merged(parts),
    )


def _parts(
    graph: RoadGraph, edges: Sequence[dict[str, Any]], scale: float
) -> Iterator[Stretch]:
    """Yield the edges of a route as stretches of their roads."""
    before = 0.0
    for edge in edges:
        link = int(edge["way_id"]) - 1
        road = graph.roads[graph.road[link]]
        column = 0 if edge.get("forward", True) else 1
        elapsed = edge.get("end_node", {}).get("elapsed_time", before)
        yield Stretch(
            road.ref,
            road.name,
            road.kind,
            float(edge["length"]) * METRES_PER_KM,
            (elapsed - before) * scale,
            BINDINGS[graph.binding[link, column]],
        )
        before = elapsed


def polyline(text: str) -> tuple[tuple[float, float], ...]:
    """Return the points of an encoded polyline of precision six, as lon and lat.

    Examples
    --------
    >>> polyline("_izlhA~rlgdF_{geC~ywl@")
    ((-120.2, 38.5), (-120.95, 40.7))
    """
    values, place = [], 0
    number = shift = 0
    for character in text:
        bits = ord(character) - 63
        number |= (bits & 0x1F) << shift
        shift += 5
        if bits < 0x20:
            values.append(~(number >> 1) if number & 1 else number >> 1)
            number = shift = 0
    lat = lon = 0
    points = []
    for place in range(0, len(values) - 1, 2):
        lat, lon = lat + values[place], lon + values[place + 1]
        points.append(
            (
                round(lon / _POLYLINE_SCALE, DECIMALS),
                round(lat / _POLYLINE_SCALE, DECIMALS),
            )
        )
    return without_repeats(points)
