"""The figures of a plan, counted once: every document takes them from here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from optimizer.plan import Alliance, CoverageRow, Phase
from optimizer.report.labels import Labels, Reach, reached, share, tenth


@dataclass(frozen=True)
class AllianceFigures:
    """Figures of one alliance; ``places`` counts the core, trips are to the core.

    ``pupils`` is of the members whose number is known; ``longest_*`` is ``None``
    where no trip is known.
    """

    number: int
    id: str
    core: str
    places: int
    members: int
    pupils: int
    longest_minutes: float | None
    longest_km: float | None


@dataclass(frozen=True)
class Figures:
    """Figures of a plan.

    Parameters
    ----------
    coverage, phases
        Rows of the plan.
    alliances
        One entry for each, in the order of the plan.
    members
        Schools that are members; cores are as many as alliances.
    uncovered, excluded, demonstrators, overrides
        Numbers of records.
    member_pupils
        Pupils of all members, as far as known.
    unknown_pupils
        Members whose number of pupils is not known.
    reached
        Members of each kind the policy wants reached.
    longest_minutes, mean_minutes, longest_km
        Of the trips between members and cores that are known; ``None`` without any.
    """

    coverage: tuple[CoverageRow, ...]
    phases: tuple[Phase, ...]
    alliances: tuple[AllianceFigures, ...]
    members: int
    uncovered: int
    excluded: int
    demonstrators: int
    overrides: int
    member_pupils: int
    unknown_pupils: int
    reached: tuple[Reach, ...]
    longest_minutes: float | None
    mean_minutes: float | None
    longest_km: float | None

    @property
    def schools(self) -> int:
        """Schools in alliances, cores included."""
        return self.members + len(self.alliances)

    @property
    def aim(self) -> CoverageRow | None:
        """Coverage the target is set for: everything, counted as the policy does."""
        rows = (r for r in self.coverage if (r.scope, r.basis) == ("all", "counted"))
        return next(rows, None)


@dataclass(frozen=True)
class KeyFigure:
    """One line of the key figures: a stable key, its label and its value in words."""

    key: str
    label: str
    value: str


def read_figures(labels: Labels) -> Figures:
    """Count the figures of a plan."""
    plan = labels.plan
    members = [m for a in plan.alliances for m in a.members]
    pupils = [_pupils(labels, m.school_id) for m in members]
    minutes = [m.minutes for m in members if m.minutes is not None]
    km = [m.km for m in members if m.km is not None]
    return Figures(
        coverage=tuple(plan.coverage or ()),
        phases=tuple(plan.phases or ()),
        alliances=tuple(_alliance(labels, a) for a in plan.alliances),
        members=len(members),
        uncovered=len(plan.uncovered or ()),
        excluded=len(plan.excluded or ()),
        demonstrators=sum(bool(a.demonstrator) for a in plan.alliances),
        overrides=len(plan.overrides),
        member_pupils=sum(p for p in pupils if p is not None),
        unknown_pupils=pupils.count(None),
        reached=tuple(reached(labels)),
        longest_minutes=max(minutes, default=None),
        mean_minutes=sum(minutes) / len(minutes) if minutes else None,
        longest_km=max(km, default=None),
    )


def _alliance(labels: Labels, alliance: Alliance) -> AllianceFigures:
    members = alliance.members
    minutes = [m.minutes for m in members if m.minutes is not None]
    km = [m.km for m in members if m.km is not None]
    return AllianceFigures(
        number=labels.numbers[alliance.core],
        id=alliance.id,
        core=alliance.core,
        places=len(members) + 1,
        members=len(members),
        pupils=sum(_pupils(labels, m.school_id) or 0 for m in members),
        longest_minutes=max(minutes, default=None),
        longest_km=max(km, default=None),
    )


def _pupils(labels: Labels, school_id: str) -> int | None:
    school = labels.case.by_id.get(school_id)
    return None if school is None else school.pupils


def key_figures(labels: Labels, figures: Figures) -> Iterator[KeyFigure]:
    """Yield the lines every document states, in one order and one wording."""
    aim = figures.aim
    if aim is not None:
        counts = f"{aim.covered}/{aim.total}({share(aim.covered, aim.total)})"
        yield _line(labels, "coverage", counts)
        if aim.needed is not None:
            met = labels.say("met" if aim.met else "unmet")
            facts = {"pct": aim.target_pct, "needed": aim.needed, "met": met}
            yield _line(labels, "target", labels.say("key.target_value", **facts))
    for key in ("schools", "members", "uncovered", "excluded", "demonstrators"):
        yield _line(labels, key, str(getattr(figures, key)))
    yield _line(labels, "alliances", str(len(figures.alliances)))
    yield _line(labels, "member_pupils", _known_pupils(labels, figures))
    for reach in figures.reached:
        label = labels.say("key.reached", kind=reach.label)
        yield KeyFigure(
            f"reached.{reach.label}", label, f"{reach.covered}/{reach.total}"
        )
    for key in ("longest_minutes", "mean_minutes", "longest_km"):
        value = getattr(figures, key)
        yield _line(labels, key, labels.say("dash") if value is None else tenth(value))
    if figures.overrides:
        yield _line(labels, "overrides", str(figures.overrides))
    yield _line(labels, "status", labels.status())


def _known_pupils(labels: Labels, figures: Figures) -> str:
    """Return the pupils of all members; a number not known is told, never a zero."""
    facts = {"pupils": figures.member_pupils, "unknown": figures.unknown_pupils}
    if not figures.unknown_pupils:
        return str(figures.member_pupils)
    return labels.say("key.member_pupils_value", **facts)


def _line(labels: Labels, key: str, value: str) -> KeyFigure:
    return KeyFigure(key, labels.say(f"key.{key}"), value)
