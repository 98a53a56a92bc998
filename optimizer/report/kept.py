"""What became of the plan made before: who stayed, moved, left, joined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from optimizer.case import Case
from optimizer.plan import Plan
from optimizer.report.labels import Labels


@dataclass(frozen=True)
class Change:
    """One school whose place is another: core before and now, by id; ``None`` outside.

    A core is its own.
    """

    school_id: str
    before: str | None
    now: str | None

    @property
    def kind(self) -> str:
        """``ended``, ``begun``, ``left``, ``joined`` or ``moved``."""
        if self.before == self.school_id:
            return "ended"
        if self.now == self.school_id:
            return "begun"
        if self.now is None:
            return "left"
        return "joined" if self.before is None else "moved"


@dataclass(frozen=True)
class Kept:
    """Members kept under their core, and every school with another place than before.

    Counts are of schools in the table; one that is gone from it is not spoken of.
    """

    kept: int
    changes: tuple[Change, ...]

    def count(self, kind: str) -> int:
        """Return how many changes are of a kind."""
        return sum(change.kind == kind for change in self.changes)

    def facts(self) -> dict[str, int]:
        """Return the numbers of the one-line account."""
        kinds = ("moved", "left", "joined", "ended", "begun")
        return {"kept": self.kept, **{kind: self.count(kind) for kind in kinds}}


def kept_of(case: Case, plan: Plan) -> Kept | None:
    """Compare a plan with the one before; ``None`` where none was given."""
    if not case.previous:
        return None
    before = {core: core for core in case.previous.values()} | dict(case.previous)
    now = plan.core_of
    places = [(s, before.get(s), now.get(s)) for s in case.by_id]
    kept = sum(a == b and a not in (s, None) for s, a, b in places)
    return Kept(kept, tuple(Change(s, a, b) for s, a, b in places if a != b))


def told(labels: Labels, found: Kept) -> Iterator[tuple[str, str, str, str]]:
    """Yield (school, what became of it, core before, core now) in words."""
    for change in found.changes:
        cores = [
            labels.say("dash") if core is None else labels.school(core)
            for core in (change.before, change.now)
        ]
        kind = labels.say(f"kept.{change.kind}")
        yield labels.school(change.school_id), kind, cores[0], cores[1]
