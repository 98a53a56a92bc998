"""The road graph: places, the links between them, and which way each may be driven.

A link is a stretch of road between two nodes without a junction inside. It has one
geometry and two directions, column 0 along the geometry and column 1 against it;
a closed direction takes infinite seconds. Parallel links are allowed: the router
takes the fastest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from optimizer.domain import Issue
from optimizer.travel.projection import WGS84, transform
from optimizer.travel.road import BINDINGS, Road

_UNSET: NDArray[Any] = np.empty(0)


def _unset() -> NDArray[Any]:
    """Return the one array that stands for "take the default"."""
    return _UNSET


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
        Shape ``(num_links,)``: position of the link's road in ``roads``.
    roads
        The roads, in an order that depends on the data only.
    binding
        Shape ``(num_links, 2)``: what sets most of the link's time, as positions in
        :data:`optimizer.travel.road.BINDINGS`; default each road's ``speed_by``.
    height_m
        Shape ``(num_links,)``: mean height above the sea; NaN where not known.
    turn_bans
        Shape ``(k, 3)``: from link, its end (1 last point, 0 first), to link: this
        turn may not be driven. The search by nodes of
        :mod:`optimizer.travel.routing` does not know turns; Valhalla does.
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
    roads: tuple[Road, ...]
    binding: NDArray[np.uint8] = field(default_factory=_unset)
    height_m: NDArray[np.float64] = field(default_factory=_unset)
    turn_bans: NDArray[np.int64] = field(default_factory=_unset)
    notes: tuple[Issue, ...] = ()

    def __post_init__(self) -> None:
        self._fill_defaults()
        for name, dtype in _ARRAYS.items():
            values = np.array(getattr(self, name), dtype=dtype)
            values.setflags(write=False)
            object.__setattr__(self, name, values)
        _check_shapes(self)
        _check_values(self)

    def _fill_defaults(self) -> None:
        own = np.array([BINDINGS.index(road.speed_by) for road in self.roads] or [0])
        defaults: dict[str, Callable[[], NDArray[Any]]] = {
            "binding": lambda: np.repeat(own[np.asarray(self.road)][:, None], 2, 1),
            "height_m": lambda: np.full(len(self.tail), np.nan),
            "turn_bans": lambda: np.empty((0, 3)),
        }
        for name, make in defaults.items():
            if getattr(self, name) is _UNSET:
                object.__setattr__(self, name, make())

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
    def extent(self) -> tuple[float, float, float, float]:
        """West, south, east and north of the nodes in degrees."""
        west, south = self.node_lonlat.min(axis=0)
        east, north = self.node_lonlat.max(axis=0)
        return float(west), float(south), float(east), float(north)

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
        """Return the SHA-256 of everything but the notes, as hex text."""
        digest = hashlib.sha256(f"graph/2 {self.crs} {self.roads}".encode())
        for name in _ARRAYS:
            values = np.asarray(getattr(self, name))
            kind = "<f8" if values.dtype.kind == "f" else "<i8"
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
    "binding": np.uint8,
    "height_m": np.float64,
    "turn_bans": np.int64,
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
        "binding": (links, 2),
        "height_m": (links,),
        "turn_bans": (len(graph.turn_bans), 3),
    }
    for name, shape in expected.items():
        if getattr(graph, name).shape != shape:
            msg = f"{name} has shape {getattr(graph, name).shape}, expected {shape}."
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
        and (graph.road.min() < 0 or graph.road.max() >= len(graph.roads)),
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
