"""The course of a plan: who is in which alliance in which year, as the plan states."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.checker.view import Group, View
from optimizer.plan import Alliance, Host, Plan


class Course:
    """Start and joining years of a plan file, read once for all rules about phases.

    A member without a year of its own joins when its alliance starts; an alliance
    without one has no known course. Schools the case does not know are passed over.

    Parameters
    ----------
    view
        The plan as the rules see it.
    plan
        The plan file.

    Attributes
    ----------
    years
        Years of the policy's phases, ascending; the last is the target year.
    start
        Stated year of each alliance, by its core.
    join
        Core and year of each member.
    host
        Where a core was a member before.
    """

    def __init__(self, view: View, plan: Plan) -> None:
        self.facts = view.facts
        self.years = [t.year for t in self.facts.policy.coverage.phases]
        self.start: dict[str, int] = {}
        self.join: dict[str, tuple[str, int]] = {}
        self.host: dict[str, Host] = {}
        self.is_whole = bool(self.years)
        for alliance in plan.alliances:
            if alliance.core in self.facts.schools:
                self._read(alliance)

    def _read(self, alliance: Alliance) -> None:
        """Take in one alliance."""
        core, year = alliance.core, alliance.start_year
        if alliance.host is not None:
            self.host[core] = alliance.host
        if year is None:
            self.is_whole = False
            return
        self.start.setdefault(core, year)
        for member in alliance.members:
            if member.school_id in self.facts.schools and member.school_id != core:
                joined = year if member.start_year is None else member.start_year
                self.join.setdefault(member.school_id, (core, joined))

    @property
    def first_year(self) -> int:
        """Year of the first phase."""
        return self.years[0]

    @property
    def early_years(self) -> list[int]:
        """Years of the phases before the target year."""
        return self.years[:-1]

    def since(self, school_id: str) -> int | None:
        """Return the year a school is first in an alliance, host or own."""
        if school_id in self.host:
            return self.host[school_id].start_year
        if school_id in self.start:
            return self.start[school_id]
        return self.join[school_id][1] if school_id in self.join else None

    def covered_in(self, year: int) -> set[str]:
        """Return the schools that are in an alliance in a year."""
        known = [*self.start, *self.join]
        return {s for s in known if (self.since(s) or year) <= year}

    def guests_in(self, core: str, year: int) -> tuple[str, ...]:
        """Return the schools hosted by an alliance in a year."""
        return tuple(
            guest
            for guest, host in sorted(self.host.items())
            if host.core == core
            and host.start_year <= year < self.start.get(guest, host.start_year)
        )

    def group_in(self, core: str, year: int) -> Group:
        """Return an alliance as it is in a year, with the schools it hosts."""
        own = [m for m, (k, joined) in self.join.items() if k == core]
        present = [m for m in own if self.join[m][1] <= year]
        return Group(core, (*present, *self.guests_in(core, year)))

    def running_in(self, year: int) -> Iterator[Group]:
        """Give the alliances that run in a year, by core."""
        for core in sorted(self.start):
            if self.start[core] <= year:
                yield self.group_in(core, year)

    def county(self, core: str) -> str:
        """Return the county of an alliance: that of its core."""
        return self.facts.schools[core].county_code

    def new_alliances(self, year: int, county: str | None = None) -> list[str]:
        """Return the cores that start in a year, approved alliances left out."""
        return [
            core
            for core, start in sorted(self.start.items())
            if start == year
            and core not in self.facts.frozen
            and county in (None, self.county(core))
        ]

    def new_members(self, year: int, county: str | None = None) -> list[str]:
        """Return the members that join in a year, hosted ones too."""
        joined = [(m, core) for m, (core, since) in self.join.items() if since == year]
        joined += [(m, h.core) for m, h in self.host.items() if h.start_year == year]
        return sorted(
            member
            for member, core in joined
            if core in self.start
            and core not in self.facts.frozen
            and county in (None, self.county(core))
        )
