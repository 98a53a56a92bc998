"""What every source of travel times offers, and what it reports about itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from optimizer.domain import Issue, School
from optimizer.matrix import TravelMatrix
from optimizer.route import Route

if TYPE_CHECKING:
    from optimizer.travel.roadgraph import RoadGraph


class SnapStatus(StrEnum):
    """How a school stands to the road network.

    ``OK``: on the largest strongly connected part. ``ISLAND``: on a part from which
    the rest cannot be reached and returned from. ``TOO_FAR``: no road within the
    policy's ``snap_max_m``. ``UNLOCATED``: the school has no coordinates.
    """

    OK = "ok"
    TOO_FAR = "too_far"
    UNLOCATED = "unlocated"
    ISLAND = "island"


@dataclass(frozen=True, slots=True)
class Snap:
    """Straight distance in metres from a school to its road; ``None`` if unlocated."""

    school_id: str
    snap_m: float | None
    status: SnapStatus


@dataclass(frozen=True, slots=True)
class TravelReport:
    """Facts about the base of a travel matrix, for the dossier.

    Parameters
    ----------
    engine
        What measured it: ``road_graph``, ``valhalla``; ``""`` without roads.
    fingerprint
        The provider's own: roads, speeds, engine and settings; ``""`` without roads.
    snaps
        One per school in index order; empty when no road graph was used.
    num_nodes, num_edges
        Size of the road graph; edges are directed.
    num_components
        Strongly connected parts of the road graph.
    largest_component_share
        Share of the nodes in the largest of them, 0 to 1; 0 without a graph.
    unreachable
        Ids of schools without any known pair, in index order.
    notes
        All issues met on the way, none of them fatal.
    """

    engine: str = ""
    fingerprint: str = ""
    snaps: tuple[Snap, ...] = ()
    num_nodes: int = 0
    num_edges: int = 0
    num_components: int = 0
    largest_component_share: float = 0.0
    unreachable: tuple[str, ...] = ()
    notes: tuple[Issue, ...] = field(default=())


class Provider(Protocol):
    """A source of travel times between schools: one engine, one network.

    What a school is measured from is the provider's business; the schools given to
    ``path`` are those given to ``matrix``, in the same order.
    """

    def matrix(self, schools: Sequence[School]) -> TravelMatrix:
        """Return travel between schools; index order is the order given."""
        ...

    def path(
        self, schools: Sequence[School], pairs: Sequence[tuple[int, int]]
    ) -> tuple[Route | None, ...]:
        """Return the route of each ``(from, to)`` pair; ``None`` where none is known.

        A route's seconds and metres are those of :meth:`matrix`, within the
        engine's own rounding.
        """
        ...

    def fingerprint(self) -> str:
        """Return a SHA-256, as hex text, of everything but the schools."""
        ...


class MeasuringProvider(Provider, Protocol):
    """A provider on a road graph, which also tells how the schools stand to it."""

    @property
    def graph(self) -> RoadGraph:
        """The roads, with the speeds driven."""
        ...

    def measure(self, schools: Sequence[School]) -> tuple[TravelMatrix, TravelReport]:
        """Return the matrix of :meth:`matrix` and a report on its base."""
        ...
