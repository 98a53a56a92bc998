"""The road graph: places, the links between them, and which way each may be driven.

A link is a stretch of road between two nodes without a junction inside. It has one
geometry and two directions, column 0 along the geometry and column 1 against it;
a closed direction takes infinite seconds. Parallel links are allowed: the router
takes the fastest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from optimizer.domain import Issue
from optimizer.travel.projection import WGS84, transform


@dataclass(frozen=True, eq=False)
class RoadGraph:
    """Directed road graph in a projected system of metres.

    Parameters
    ----------
    crs
        Code of the projected system of all coordinates.
    node_xy
        Shape ``(num_nodes, 2)``, metres.
    tail, head
        Shape ``(num_links,)``: nodes at the first and last point of the geometry.
    metres, seconds
        Shape ``(num_links, 2)``: length and time along and against the geometry;
        infinite seconds where that direction is closed.
    xy, offsets
        Points of all geometries, shape ``(num_points, 2)``; link ``k`` owns
        ``xy[offsets[k]:offsets[k + 1]]``.
    road
        Shape ``(num_links,)``: position of the link's road in the three tuples.
    road_ref, road_class, road_name
        Per road: OSM way id or feature number, class, name (``""`` if none).
    notes
        What was noticed while reading.

    Raises
    ------
    ValueError
        If shapes differ, a node does not exist, or a time or length is impossible.
    """

    crs: str
    node_xy: NDArray[np.float64]
    tail: NDArray[np.int64]
    head: NDArray[np.int64]
    metres: NDArray[np.float64]
    seconds: NDArray[np.float64]
    xy: NDArray[np.float64]
    offsets: NDArray[np.int64]
    road: NDArray[np.int64]
    road_ref: tuple[str, ...]
    road_class: tuple[str, ...]
    road_name: tuple[str, ...]
    notes: tuple[Issue, ...] = ()

    def __post_init__(self) -> None:
        for name, dtype in _ARRAYS.items():
            values = np.array(getattr(self, name), dtype=dtype)
            values.setflags(write=False)
            object.__setattr__(self, name, values)
        _check_shapes(self)
        _check_values(self)

    @property
    def num_nodes(self) -> int:
        """Number of nodes."""
        return len(self.node_xy)

    @property
    def num_links(self) -> int:
        """Number of links, whatever their directions."""
        return len(self.tail)

    @property
    def num_edges(self) -> int:
        """Number of open directions of links."""
        return int(np.isfinite(self.seconds).sum())

    @cached_property
    def node_lonlat(self) -> NDArray[np.float64]:
        """Shape ``(num_nodes, 2)``: decimal degrees, WGS 84."""
        return np.column_stack(
            transform(self.crs, WGS84, self.node_xy[:, 0], self.node_xy[:, 1])
        )

    @cached_property
    def lines(self) -> NDArray[np.object_]:
        """Geometry of each link as a shapely line, metres."""
        owner = np.repeat(np.arange(self.num_links), np.diff(self.offsets))
        return np.asarray(shapely.linestrings(self.xy, indices=owner), dtype=object)

    @cached_property
    def component(self) -> NDArray[np.int64]:
        """Strongly connected component of each node; 0 is the largest."""
        return self._components("strong")

    @cached_property
    def weak_component(self) -> NDArray[np.int64]:
        """Component of each node when one-way rules are ignored; 0 is the largest."""
        return self._components("weak")

    def _components(self, connection: Literal["weak", "strong"]) -> NDArray[np.int64]:
        """Label components by falling size, ties by their first node."""
        open_ = np.isfinite(self.seconds)
        ends = np.concatenate([self.tail[open_[:, 0]], self.head[open_[:, 1]]])
        goals = np.concatenate([self.head[open_[:, 0]], self.tail[open_[:, 1]]])
        shape = (self.num_nodes, self.num_nodes)
        adjacency = csr_array((np.ones(len(ends)), (ends, goals)), shape=shape)
        _, label = connected_components(adjacency, connection=connection)
        _, first, inverse, count = np.unique(
            label, return_index=True, return_inverse=True, return_counts=True
        )
        rank = np.empty(len(count), dtype=np.int64)
        rank[np.lexsort((first, -count))] = np.arange(len(count))
        return rank[inverse]

    def fingerprint(self) -> str:
        """Return the SHA-256 of places, links, times and lengths, as hex text."""
        digest = hashlib.sha256(f"graph/1 {self.crs}".encode())
        for name in _ARRAYS:
            values = np.asarray(getattr(self, name))
            kind = "<i8" if values.dtype.kind == "i" else "<f8"
            digest.update(f"{name}{values.shape}".encode())
            digest.update(np.ascontiguousarray(values, dtype=kind).tobytes())
        return digest.hexdigest()


_ARRAYS = {
    "node_xy": np.float64,
    "tail": np.int64,
    "head": np.int64,
    "metres": np.float64,
    "seconds": np.float64,
    "xy": np.float64,
    "offsets": np.int64,
    "road": np.int64,
}


def _check_shapes(graph: RoadGraph) -> None:
    links = len(graph.tail)
    expected = {
        "node_xy": (graph.num_nodes, 2),
        "head": (links,),
        "metres": (links, 2),
        "seconds": (links, 2),
        "xy": (len(graph.xy), 2),
        "offsets": (links + 1,),
        "road": (links,),
    }
    for name, shape in expected.items():
        if getattr(graph, name).shape != shape:
            msg = f"{name} has shape {getattr(graph, name).shape}, expected {shape}."
            raise ValueError(msg)
    if not len(graph.road_ref) == len(graph.road_class) == len(graph.road_name):
        msg = "road_ref, road_class and road_name differ in length."
        raise ValueError(msg)


def _check_values(graph: RoadGraph) -> None:
    open_ = np.isfinite(graph.seconds)
    ends = np.concatenate([graph.tail, graph.head])
    wrong = {
        "tail or head names no node": ends.size
        and (ends.min() < 0 or ends.max() >= graph.num_nodes),
        "a link is closed both ways": not open_.any(axis=1).all(),
        "seconds must be positive": not (graph.seconds > 0).all(),
        "metres must be finite and not negative": not (
            np.isfinite(graph.metres) & (graph.metres >= 0)
        ).all(),
        "a geometry has fewer than two points": (np.diff(graph.offsets) < 2).any(),
        "road names no road": graph.num_links
        and (graph.road.min() < 0 or graph.road.max() >= len(graph.road_ref)),
    }
    for fault, found in wrong.items():
        if found:
            msg = f"Road graph: {fault}."
            raise ValueError(msg)


def pack_lines(
    lines: Sequence[NDArray[np.float64]],
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return the points of many lines as one array, and where each begins."""
    counts = [len(line) for line in lines]
    offsets = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)])
    xy = np.concatenate(lines) if len(lines) else np.empty((0, 2))
    return xy, offsets.astype(np.int64)


def line_lengths(
    xy: NDArray[np.float64], offsets: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return the length of each packed line, in the unit of its coordinates."""
    if len(offsets) < 2:
        return np.empty(0)
    step = np.hypot(*np.diff(xy, axis=0).T)
    step[offsets[1:-1] - 1] = 0
    return np.add.reduceat(np.r_[step, 0.0], offsets[:-1])
