"""What starts and joins in each year of a plan, in the order it is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from optimizer.plan import Alliance, Plan


@dataclass(frozen=True)
class Step:
    """One school that starts leading, joins, or is hosted from a year on.

    ``until`` is the year in which a guest leaves to lead its own alliance.
    """

    year: int
    alliance: Alliance
    kind: Literal["core", "member", "guest"]
    school_id: str
    until: int | None = None


def steps(plan: Plan) -> list[Step]:
    """Return the steps of a plan by year, then by alliance, its core first.

    An alliance that states no year takes none.
    """
    found = [step for alliance in plan.alliances for step in _own(alliance)]
    place = {alliance.core: n for n, alliance in enumerate(plan.alliances)}
    by_core = {alliance.core: alliance for alliance in plan.alliances}
    for alliance in plan.alliances:
        host = alliance.host
        if host is not None and host.core in by_core:
            until = alliance.start_year
            at = by_core[host.core]
            found.append(Step(host.start_year, at, "guest", alliance.core, until))
    return sorted(found, key=lambda step: (step.year, place[step.alliance.core]))


def joined(alliance: Alliance, year: int | None) -> int | None:
    """Return the year a member joins: its own, or that of its alliance."""
    return alliance.start_year if year is None else year


def _own(alliance: Alliance) -> Iterator[Step]:
    """Yield the steps of an alliance's own schools."""
    if alliance.start_year is not None:
        yield Step(alliance.start_year, alliance, "core", alliance.core)
        for member in alliance.members:
            year = joined(alliance, member.start_year) or alliance.start_year
            yield Step(year, alliance, "member", member.school_id)
