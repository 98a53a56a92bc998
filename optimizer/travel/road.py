"""One road of a road graph."""

from __future__ import annotations

from typing import NamedTuple

from optimizer.route import Binding

BINDINGS = tuple(Binding)
"""Meaning of the small integers in :attr:`RoadGraph.binding`."""


class Road(NamedTuple):
    """Facts that hold along a whole road.

    Parameters
    ----------
    ref
        OSM way id, or what the layer calls the feature; ``""`` if nothing.
    kind
        Class in the words of the policy's speed table.
    name
        Name or number; ``""`` if none.
    surface
        ``"gravel"``, ``"earth"``, ``"paved"`` or ``""`` for not known.
    is_structure
        Bridge or tunnel: the terrain's slope is not its own.
    speed_by
        What the speed comes from before terrain: class, signed or stated.
    is_tunnel
        Tunnel or gallery: no ice forms on it.
    """

    ref: str = ""
    kind: str = ""
    name: str = ""
    surface: str = ""
    is_structure: bool = False
    speed_by: Binding = Binding.CLASS
    is_tunnel: bool = False
