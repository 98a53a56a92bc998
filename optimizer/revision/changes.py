"""What people changed, in words and as data."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.dossier import Change
from optimizer.plan import Alliance, Plan
from optimizer.report.labels import Labels
from optimizer.revision.edits import EditedAlliance, EditedList, Entry


def changes_between(before: Plan, after: Plan) -> tuple[Change, ...]:
    """Return the schools that stand elsewhere, by id."""
    old, new = before.core_of, after.core_of
    return tuple(
        Change(school_id, old.get(school_id), new.get(school_id))
        for school_id in sorted(old.keys() | new.keys())
        if old.get(school_id) != new.get(school_id)
    )


def edits_in_words(labels: Labels, edited: EditedList, *, phased: bool) -> list[str]:
    """Say what an edited list changes about alliances, schools and years.

    Parameters
    ----------
    labels
        Case and plan the list was written from.
    edited
        The edited list.
    phased
        Whether years can be changed at all.

    Returns
    -------
    list of str
        One sentence for each change; empty where nothing but types was changed.
    """
    teller = _Teller(labels, edited)
    said = [*teller.alliances(), *teller.schools()]
    return [*said, *teller.years()] if phased else said


class _Teller:
    """Compares by the id of the alliance, as people do."""

    def __init__(self, labels: Labels, edited: EditedList) -> None:
        self._labels = labels
        self._before = {a.id: a for a in labels.plan.alliances}
        self._after = {group.id: group for group in edited.alliances}
        self._entry = {entry.school_id: entry for entry in edited.entries}

    def alliances(self) -> Iterator[str]:
        """Say which alliances are new, gone, or led by another school."""
        for key, group in self._after.items():
            core = self._name(group.core.school_id)
            own = self._before.get(key)
            if own is None:
                yield self._say("new", id=key, core=core, n=len(group.members))
            elif own.core != group.core.school_id:
                was = self._name(own.core)
                yield self._say("core", id=key, before=was, after=core)
        for key, alliance in self._before.items():
            if key not in self._after:
                yield self._say("gone", id=key, core=self._name(alliance.core))

    def schools(self) -> Iterator[str]:
        """Say which schools moved, joined or left."""
        old = {s: key for key, a in self._before.items() for s in _inside(a)}
        new = {
            e.school_id: key
            for key, group in self._after.items()
            for e in group.entries
        }
        for school_id in sorted(old.keys() | new.keys()):
            before, after = old.get(school_id), new.get(school_id)
            if before != after:
                kind = "left" if after is None else "moved" if before else "joined"
                name = self._name(school_id)
                facts = {"before": self._led(before), "after": self._led(after)}
                said = self._say(kind, school=name, **facts)
                yield self._reasoned(said, self._entry.get(school_id))

    def _reasoned(self, said: str, entry: Entry | None) -> str:
        """Add the reason people wrote beside a row."""
        if entry is None or not entry.why:
            return said
        by = entry.by or self._labels.say("override.nobody")
        return self._say("why", said=said, why=entry.why, by=by)

    def years(self) -> Iterator[str]:
        """Say which alliances start, and which members join, in another year."""
        for key, group in self._after.items():
            own = self._before.get(key)
            if own is None:
                continue
            if own.start_year != group.core.year:
                facts = self._years(own.start_year, group.core.year)
                yield self._say("start", id=key, **facts)
            yield from self._joined(own, group)

    def _joined(self, own: Alliance, group: EditedAlliance) -> Iterator[str]:
        since = {m.school_id: m.start_year or own.start_year for m in own.members}
        for entry in group.members:
            year = entry.year or group.core.year
            if entry.school_id in since and since[entry.school_id] != year:
                facts = self._years(since[entry.school_id], year)
                yield self._say("join", school=self._name(entry.school_id), **facts)

    def _years(self, before: int | None, after: int | None) -> dict[str, object]:
        dash = self._labels.say("dash")
        return {"before": before or dash, "after": after or dash}

    def _led(self, key: str | None) -> str:
        """Return an alliance by its core: as edited, else as it was."""
        if key in self._after:
            return self._name(self._after[key].core.school_id)
        return self._name(self._before[key].core) if key in self._before else ""

    def _name(self, school_id: str) -> str:
        return self._labels.school(school_id)

    def _say(self, kind: str, **facts: object) -> str:
        return self._labels.say(f"edit.said.{kind}", **facts)


def _inside(alliance: Alliance) -> tuple[str, ...]:
    return (alliance.core, *(m.school_id for m in alliance.members))


def consequences_in_words(
    labels: Labels, edited: EditedList, after: Plan
) -> Iterator[str]:
    """Say what follows: ids, types, demonstrators, and rules that are kept again."""
    before = {a.id: a for a in labels.plan.alliances}
    id_of = {a.core: a for a in after.alliances}
    for group in edited.alliances:
        new, own = id_of[group.core.school_id], before.get(group.id)
        if new.id != group.id:
            core = labels.school(new.core)
            yield labels.say("edit.said.id", core=core, before=group.id, after=new.id)
        if own is not None and own.type != new.type:
            facts = {
                "id": new.id,
                "before": labels.alliance_type(own),
                "after": labels.alliance_type(new),
                "reason": labels.type_reason(new),
            }
            yield labels.say("edit.said.type", **facts)
    yield from _kept_again(labels, after)
    shown = _demonstrators(labels.plan), _demonstrators(after)
    if shown[0] != shown[1]:
        names = (
            labels.say("list.comma").join(map(labels.school, cores)) for cores in shown
        )
        was, now = names
        yield labels.say("edit.said.demonstrators", before=was, after=now)


def _demonstrators(plan: Plan) -> list[str]:
    return sorted(a.core for a in plan.alliances if a.demonstrator)


def _kept_again(labels: Labels, after: Plan) -> Iterator[str]:
    """Say which rules the plan before had set aside and this one has not."""
    stated = {(o.code, frozenset(o.schools)) for o in after.overrides}
    for override in labels.plan.overrides:
        if (override.code, frozenset(override.schools)) not in stated:
            names = labels.say("list.comma").join(map(labels.school, override.schools))
            yield labels.say("edit.said.kept", code=override.code, schools=names)
