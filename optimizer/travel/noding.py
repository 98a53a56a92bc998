"""Noding: lines drawn across each other become pieces that meet at nodes.

Lines are put on a grid of :data:`GRID_M`. Lines of one level (same bridge, tunnel
and layer values) are joined wherever they cross or touch. Lines of different levels
are joined only where one of them ends on the other, never where they cross: a road
does not turn off in the middle of an overpass.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray

GRID_M = 0.1
"""Coordinates closer than this are one point."""

_PROBES = (0.25, 0.5, 0.75)
"""Where along a piece its original line is looked for."""


@dataclass(frozen=True, eq=False)
class Pieces:
    """Pieces between nodes, and the originals each lies on.

    Parameters
    ----------
    lines
        Geometry of each piece, metres.
    piece, original
        Pairs of positions: this piece is part of this original line. A piece of two
        roads drawn on top of each other has two originals.
    is_along
        Per pair: whether the piece runs in the original's direction.
    """

    lines: NDArray[np.object_]
    piece: NDArray[np.int64]
    original: NDArray[np.int64]
    is_along: NDArray[np.bool_]


def node_lines(lines: NDArray[np.object_], level: NDArray[np.object_]) -> Pieces:
    """Cut lines into pieces between nodes.

    Parameters
    ----------
    lines
        LineStrings in metres, without parts.
    level
        Level of each line; equal text is one level.

    Returns
    -------
    Pieces
        In an order that depends on the geometry only, not on the order given.
    """
    gridded = _on_grid(lines)
    found = []
    for name in sorted(set(level.tolist())):
        members = np.flatnonzero((level == name) & ~shapely.is_empty(gridded))
        others = np.flatnonzero((level != name) & ~shapely.is_empty(gridded))
        pieces = _noded(gridded[members], _ends(gridded[others]))
        piece, original = _originals(pieces, gridded[members])
        found.append((pieces, piece, members[original]))
    return _joined(found, gridded)


def _on_grid(lines: NDArray[np.object_]) -> NDArray[np.object_]:
    """Round coordinates to the grid; a line shorter than the grid becomes empty."""
    gridded = shapely.set_precision(lines, GRID_M, mode="pointwise")
    gridded = np.asarray(shapely.remove_repeated_points(gridded), dtype=object)
    gridded[~(shapely.length(gridded) > 0)] = shapely.LineString()
    return gridded


def _ends(lines: NDArray[np.object_]) -> NDArray[np.object_]:
    """Return first and last points of lines, without repeats, in a fixed order."""
    both = np.concatenate([shapely.get_point(lines, 0), shapely.get_point(lines, -1)])
    unique = np.unique(shapely.get_coordinates(both), axis=0)
    return np.asarray(shapely.points(unique), dtype=object).reshape(-1)


def _noded(
    lines: NDArray[np.object_], foreign_ends: NDArray[np.object_]
) -> NDArray[np.object_]:
    """Cut lines of one level where they meet and where lines of others end."""
    union = shapely.union_all(lines, grid_size=GRID_M)
    pieces = np.asarray(shapely.get_parts(union), dtype=object)
    if not len(pieces) or not len(foreign_ends):
        return pieces
    tree = shapely.STRtree(pieces)
    end, piece = tree.query(foreign_ends, predicate="dwithin", distance=GRID_M)
    out = [line for k, line in enumerate(pieces) if k not in set(piece.tolist())]
    for k in np.unique(piece):
        out += _cut(pieces[k], foreign_ends[end[piece == k]])
    return np.array(out, dtype=object)


def _cut(
    line: shapely.LineString, points: NDArray[np.object_]
) -> list[shapely.LineString]:
    """Cut a line at points on it; the points themselves become the new ends."""
    where = shapely.line_locate_point(line, points)
    coords = shapely.get_coordinates(line)
    at = np.r_[0.0, np.cumsum(np.hypot(*np.diff(coords, axis=0).T))]
    inner = (where > GRID_M) & (where < at[-1] - GRID_M)
    bounds = [(0.0, coords[0])]
    for k in np.argsort(where, kind="stable"):
        if inner[k] and where[k] > bounds[-1][0]:
            bounds.append((float(where[k]), shapely.get_coordinates(points[k])[0]))
    bounds.append((float(at[-1]), coords[-1]))
    parts = []
    for (low, first), (high, last) in pairwise(bounds):
        between = coords[(at > low) & (at < high)]
        parts.append(shapely.LineString(np.vstack([first, between, last])))
    return parts


def _originals(
    pieces: NDArray[np.object_], lines: NDArray[np.object_]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return pairs (piece, line): every line that all probes of a piece lie on.

    Rounding moves a piece by less than the grid. Where no line holds all probes,
    the line nearest to the middle is taken.
    """
    tree = shapely.STRtree(lines)
    hits = [_hits(tree, pieces, share, len(lines)) for share in _PROBES]
    common = np.intersect1d(np.intersect1d(hits[0], hits[1]), hits[2])
    piece, original = np.divmod(common, max(1, len(lines)))
    orphan = np.setdiff1d(np.arange(len(pieces)), piece)
    middle = shapely.line_interpolate_point(pieces[orphan], 0.5, normalized=True)
    near = np.asarray(tree.nearest(middle) if len(orphan) else [], dtype=np.int64)
    return np.concatenate([piece, orphan]), np.concatenate([original, near])


def _hits(
    tree: shapely.STRtree, pieces: NDArray[np.object_], share: float, num_lines: int
) -> NDArray[np.int64]:
    points = shapely.line_interpolate_point(pieces, share, normalized=True)
    piece, line = tree.query(points, predicate="dwithin", distance=GRID_M)
    return np.asarray(piece * num_lines + line, dtype=np.int64)


def _joined(
    found: Iterable[tuple[NDArray[np.object_], NDArray[np.int64], NDArray[np.int64]]],
    originals: NDArray[np.object_],
) -> Pieces:
    """Put the levels together, in the order of the pieces' geometry."""
    groups = list(found)
    starts = np.cumsum([0, *(len(pieces) for pieces, _, _ in groups)])
    lines = np.concatenate([pieces for pieces, _, _ in groups])
    lines = np.asarray(_canonical(lines), dtype=object)
    piece = np.concatenate(
        [part + start for (_, part, _), start in zip(groups, starts[:-1], strict=True)]
    )
    original = np.concatenate([line for _, _, line in groups])
    shapes = shapely.to_wkb(lines).tolist()
    order = np.array(sorted(range(len(lines)), key=shapes.__getitem__), dtype=np.int64)
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    along = _runs_along(lines[piece], originals[original])
    return Pieces(lines[order], rank[piece], original, along)


def _canonical(lines: NDArray[np.object_]) -> list[shapely.LineString]:
    """Turn each line so that the lower of its end points comes first."""
    out = []
    for line in lines:
        coords = shapely.get_coordinates(line)
        backwards = coords[::-1]
        turn = coords.tolist() > backwards.tolist()
        out.append(shapely.LineString(backwards) if turn else line)
    return out


def _runs_along(
    pieces: NDArray[np.object_], originals: NDArray[np.object_]
) -> NDArray[np.bool_]:
    """Tell whether each piece runs in the direction of its original."""
    first = shapely.line_interpolate_point(pieces, _PROBES[0], normalized=True)
    last = shapely.line_interpolate_point(pieces, _PROBES[-1], normalized=True)
    return np.asarray(
        shapely.line_locate_point(originals, first)
        < shapely.line_locate_point(originals, last),
        dtype=bool,
    )
