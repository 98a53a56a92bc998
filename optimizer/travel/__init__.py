"""Travel between schools: road graph, user's table, straight-line estimate.

:func:`travel_matrix` is the door. The names below load their modules on first
use, since the readers of road files are slow to import.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from optimizer.travel.build import read_graph as read_graph
    from optimizer.travel.build import travel_matrix as travel_matrix
    from optimizer.travel.context import roads_context as roads_context
    from optimizer.travel.estimate import EstimateProvider as EstimateProvider
    from optimizer.travel.protocol import Provider as Provider
    from optimizer.travel.protocol import Snap as Snap
    from optimizer.travel.protocol import SnapStatus as SnapStatus
    from optimizer.travel.protocol import TravelReport as TravelReport
    from optimizer.travel.roadgraph import RoadGraph as RoadGraph
    from optimizer.travel.routing import RoadProvider as RoadProvider
    from optimizer.travel.table import override as override
    from optimizer.travel.table import read_table as read_table
    from optimizer.travel.table import write_table as write_table

_HOME = {
    "EstimateProvider": "estimate",
    "Provider": "protocol",
    "RoadGraph": "roadgraph",
    "RoadProvider": "routing",
    "Snap": "protocol",
    "SnapStatus": "protocol",
    "TravelReport": "protocol",
    "override": "table",
    "read_graph": "build",
    "read_table": "table",
    "roads_context": "context",
    "travel_matrix": "build",
    "write_table": "table",
}


def __getattr__(name: str) -> object:
    """Load the module that holds a public name."""
    if name not in _HOME:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted(_HOME)
