"""Two plans side by side: who moved, which cores came and went, what it costs.

The plans may be of different school tables, policies or travel. Schools in only one
of the tables are listed as such and are no moves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from optimizer.case import Case
from optimizer.dossier import VersionMark
from optimizer.margins import trip
from optimizer.matrix import minutes_of
from optimizer.plan import CoverageRow, Override, Plan

_NAME = "report.version"

State = Literal["core", "member", "outside", "excluded"]


@dataclass(frozen=True, eq=False)
class Side:
    """One of the two plans, with its case where its inputs are at hand.

    ``marks`` are those of the version and its ancestors, newest first, where the plan
    is a version of a project.
    """

    plan: Plan
    case: Case | None = None
    marks: tuple[VersionMark, ...] = ()


@dataclass(frozen=True)
class Place:
    """Where a school stands: its state, its core and its trip if it is a member."""

    state: State
    core: str | None = None
    minutes: float | None = None


@dataclass(frozen=True)
class Move:
    """A school that stands elsewhere in the second plan."""

    school_id: str
    before: Place
    after: Place

    @property
    def extra_minutes(self) -> float | None:
        """Minutes more in the second plan; only for a member in both, trips known."""
        old, new = self.before.minutes, self.after.minutes
        return None if old is None or new is None else round(new - old, 2)


@dataclass(frozen=True)
class Change:
    """A figure before and after; ``None`` where a plan does not state it."""

    name: str
    unit: str
    before: int | float | None
    after: int | float | None

    @property
    def extra(self) -> int | float | None:
        """After less before."""
        if self.before is None or self.after is None:
            return None
        return round(self.after - self.before, 2)


@dataclass(frozen=True)
class Comparison:
    """What differs between two plans.

    Parameters
    ----------
    moves
        Schools of both tables that stand elsewhere, by id.
    cores_added, cores_dropped
        Schools that lead only in the second, or only in the first.
    schools_added, schools_removed
        Ids only the second, or only the first, speaks of.
    retimed
        Members under the same core whose minutes differ: other travel.
    figures
        Alliances, members, minutes of all trips.
    coverage
        Schools covered, by ``scope:basis``.
    tiers
        Values of the tiers both plans, or one of them, state.
    settings
        Keys of the policy with both values as text, where they differ.
    versions
        Versions on the way from the first to the second, both included, by way of
        what they have in common; none unless both are versions of a project.
    overrides_added, overrides_dropped
        Rules set aside only in the second, or only in the first; one whose reason or
        author differs is in both.
    """

    moves: tuple[Move, ...]
    cores_added: tuple[str, ...]
    cores_dropped: tuple[str, ...]
    schools_added: tuple[str, ...]
    schools_removed: tuple[str, ...]
    retimed: tuple[str, ...]
    figures: tuple[Change, ...]
    coverage: tuple[Change, ...]
    tiers: tuple[Change, ...]
    settings: tuple[tuple[str, str, str], ...]
    versions: tuple[VersionMark, ...] = ()
    overrides_added: tuple[Override, ...] = ()
    overrides_dropped: tuple[Override, ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether both group the same schools in the same way."""
        return not (self.moves or self.schools_added or self.schools_removed)


def compare(first: Side, second: Side) -> Comparison:
    """Return what differs from the first plan to the second."""
    before, after = places(first), places(second)
    both = sorted(before.keys() & after.keys())
    moves, retimed = [], []
    for school_id in both:
        old, new = before[school_id], after[school_id]
        if (old.state, old.core) != (new.state, new.core):
            moves.append(Move(school_id, old, new))
        elif old.minutes != new.minutes:
            retimed.append(school_id)
    cores = [{a.core for a in side.plan.alliances} for side in (first, second)]
    return Comparison(
        moves=tuple(moves),
        cores_added=tuple(sorted(cores[1] - cores[0])),
        cores_dropped=tuple(sorted(cores[0] - cores[1])),
        schools_added=tuple(sorted(after.keys() - before.keys())),
        schools_removed=tuple(sorted(before.keys() - after.keys())),
        retimed=tuple(retimed),
        figures=_figures(first.plan, second.plan),
        coverage=_coverage(first.plan, second.plan),
        tiers=_tiers(first.plan, second.plan),
        settings=_settings(first, second),
        versions=_versions(first.marks, second.marks),
        overrides_added=_only_in(second.plan, first.plan),
        overrides_dropped=_only_in(first.plan, second.plan),
    )


def _versions(
    first: tuple[VersionMark, ...], second: tuple[VersionMark, ...]
) -> tuple[VersionMark, ...]:
    """Return the way from one version to another over their nearest common ancestor.

    The ancestor stands once; it may be one of the two.
    """
    if not (first and second):
        return ()
    shared = next((mark for mark in first if mark in second), None)
    if shared is None:
        return (*first, *reversed(second))
    down = first[: first.index(shared)]
    up = second[: second.index(shared)]
    return (*down, shared, *reversed(up))


def _only_in(plan: Plan, other: Plan) -> tuple[Override, ...]:
    """Return the overrides of a plan the other does not have in the same words."""
    known = [_key(override) for override in other.overrides]
    own = (o for o in plan.overrides if _key(o) not in known)
    return tuple(sorted(own, key=_key))


def _key(override: Override) -> tuple[str, list[str], str, str]:
    schools = sorted(override.schools)
    return (override.code, schools, override.reason, override.by or "")


def places(side: Side) -> dict[str, Place]:
    """Return where every school of a plan, and of its table, stands."""
    plan = side.plan
    found: dict[str, Place] = {}
    if side.case is not None:
        found.update({s.school_id: Place("outside") for s in side.case.schools})
    found.update({u.school_id: Place("outside") for u in plan.uncovered or ()})
    found.update({x.school_id: Place("excluded") for x in plan.excluded or ()})
    for alliance in plan.alliances:
        found[alliance.core] = Place("core", alliance.core)
        for member in alliance.members:
            minutes = member.minutes
            if minutes is None:
                minutes = _minutes(side.case, member.school_id, alliance.core)
            found[member.school_id] = Place("member", alliance.core, minutes)
    return found


def _minutes(case: Case | None, member: str, core: str) -> float | None:
    """Return the trip where the plan does not state it: in the policy's direction."""
    if case is None or not {member, core} <= case.travel.index_of.keys():
        return None
    seconds, _ = trip(case.travel.ordered([member, core]), case.policy)
    return None if seconds[0, 1] < 0 else minutes_of(int(seconds[0, 1]))


def _figures(first: Plan, second: Plan) -> tuple[Change, ...]:
    """Return counts of the two plans and the minutes of all trips."""
    sides = []
    for plan in (first, second):
        members = [m for a in plan.alliances for m in a.members]
        minutes = [m.minutes for m in members if m.minutes is not None]
        total = round(sum(minutes), 2) if len(minutes) == len(members) else None
        sides.append((len(plan.alliances), len(members), total))
    units = (("alliances", "alliances"), ("members", "schools"), ("minutes", "minutes"))
    return tuple(
        Change(name, unit, old, new)
        for (name, unit), old, new in zip(units, *sides, strict=True)
    )


def _coverage(first: Plan, second: Plan) -> tuple[Change, ...]:
    rows = [_by_basis(plan) for plan in (first, second)]
    keys = list(dict.fromkeys([*rows[0], *rows[1]]))
    return tuple(
        Change(key, "schools", *(_covered(side.get(key)) for side in rows))
        for key in keys
    )


def _by_basis(plan: Plan) -> Mapping[str, CoverageRow]:
    return {f"{row.scope}:{row.basis}": row for row in plan.coverage or ()}


def _covered(row: CoverageRow | None) -> int | None:
    return None if row is None else row.covered


def _tiers(first: Plan, second: Plan) -> tuple[Change, ...]:
    """Return the values tier by tier; the order tier says nothing to a reader."""
    sides = [{t.name: t for t in plan.tiers or ()} for plan in (first, second)]
    names = [n for n in dict.fromkeys([*sides[0], *sides[1]]) if n != "order"]
    found = []
    for name in names:
        old, new = (side.get(name) for side in sides)
        unit = (old or new or sides[0][name]).unit
        values = (None if t is None else t.value for t in (old, new))
        found.append(Change(name, unit, *values))
    return tuple(found)


def _settings(first: Side, second: Side) -> tuple[tuple[str, str, str], ...]:
    """Return the keys of the policy that differ, with both values.

    Two versions of a project always differ in the name they have there: no setting.
    """
    if first.case is None or second.case is None:
        return ()
    values = [
        {key: str(value) for key, value, _ in case.policy.entries()}
        for case in (first.case, second.case)
    ]
    named = first.marks and second.marks
    return tuple(
        (key, old, values[1][key])
        for key, old in values[0].items()
        if old != values[1].get(key) and not (named and key == _NAME)
    )
