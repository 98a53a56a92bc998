"""The evidence behind one trip: where it runs, how long, how fast and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from optimizer.domain import TravelSource

SHORTEST_NAMED_M = 200.0
"""A shorter stretch is not called the slowest: a yard or a junction says nothing."""


class Binding(StrEnum):
    """What sets the speed of a stretch: the least of several ceilings.

    ``STATED``: the road layer states the speed driven, and nothing else counts but
    ice. ``CLASS`` also covers the policy's default for roads of no known class.
    """

    CLASS = "class"
    SIGNED = "signed"
    STATED = "stated"
    SURFACE = "surface"
    CURVE = "curve"
    GRADE = "grade"
    ICE = "ice"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Consecutive part of a route on one road with one reason for its speed.

    Parameters
    ----------
    ref, name, kind
        Number in the road data, name and class of the road; ``""`` if not known.
    metres, seconds
        Length and time of the stretch, not rounded.
    binding
        What sets its speed.
    """

    ref: str
    name: str
    kind: str
    metres: float
    seconds: float
    binding: Binding

    @property
    def kph(self) -> float:
        """Mean speed in km/h."""
        return self.metres / self.seconds * 3.6


@dataclass(frozen=True, slots=True)
class Route:
    """One trip from school to school, from one engine and along one path.

    Parameters
    ----------
    from_id, to_id
        Schools.
    seconds, metres
        Whole trip on this path, with the legs between school and road, rounded.
    source
        What kind of numbers these are.
    lonlat
        Points of the path in decimal degrees, WGS 84, from school to school.
    stretches
        The road parts in driving order; empty for a straight line.
    leg_m
        Metres between schools and road, both ends together, part of ``metres``.
    """

    from_id: str
    to_id: str
    seconds: int
    metres: int
    source: TravelSource
    lonlat: tuple[tuple[float, float], ...]
    stretches: tuple[Stretch, ...] = ()
    leg_m: float = 0.0

    @property
    def slowest(self) -> Stretch | None:
        """The stretch of the least speed among those long enough to matter."""
        long = [s for s in self.stretches if s.metres >= SHORTEST_NAMED_M]
        return min(long or self.stretches, key=lambda s: s.kph, default=None)

    @property
    def metres_by_kind(self) -> dict[str, float]:
        """Metres on each class of road, longest first, ties by name."""
        total: dict[str, float] = {}
        for stretch in self.stretches:
            total[stretch.kind] = total.get(stretch.kind, 0.0) + stretch.metres
        return dict(sorted(total.items(), key=lambda item: (-item[1], item[0])))
