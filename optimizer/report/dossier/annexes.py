"""Annexes of the proposal: name list, maps, data quality, changes, fingerprints."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import batched

from optimizer.dossier import Change
from optimizer.plan import Alliance, IssueRow
from optimizer.report.blocks import Block, Para, Sheet, Table, Title, picture_of
from optimizer.report.dossier.closing import ATTACHMENTS
from optimizer.report.dossier.words import Words, grouped_table, one_line
from optimizer.report.kept import kept_of, told
from optimizer.report.phases import joined

_PLACES_IN_ROW = 20
"""Places of an issue in one row of the table: a row never breaks over pages."""

_BESIDE_HEAD = 0.72
"""Share of a page that is left to a map below the head of its annex."""

_WORD = re.compile(r"\w+")

_KEY = re.compile(r"[a-z]+\.[a-z_]+")
"""A key of the policy."""

_DIGEST = 64
_GROUP = 16
"""Letters of a digest, and of the groups it is read in."""


def annexes(words: Words) -> Iterator[Block]:
    """Yield the annexes: the name list on broad sheets, the rest upright.

    Each starts on a new page (GB/T 9704-2012, 7.3.7).
    """
    yield Sheet(broad=True)
    yield from _head(words, 1)
    yield from _members(words)
    yield from _maps(words)
    for number, annex in enumerate((_issues, _changes, _prints), start=3):
        yield Sheet()
        yield from _head(words, number)
        yield from annex(words)


def _head(words: Words, number: int) -> Iterator[Block]:
    yield Para(words.say("dossier.annex", n=number), "flush")
    yield Title(words.say(ATTACHMENTS[number - 1]))


def _members(words: Words) -> Iterator[Table]:
    """Yield the list of alliances, a table for each county where there are several."""
    counties = sorted({words.county_of(a) for a in words.plan.alliances})
    for county in counties:
        found = [a for a in words.plan.alliances if words.county_of(a) == county]
        yield _list(words, found, words.labels.county(county) if counties[1:] else "")


def _list(words: Words, found: Iterable[Alliance], caption: str) -> Table:
    """Return a row for each alliance, then one for each of its schools, core first."""
    columns = words.columns(
        ("dossier.col.alliance_no", 11, "centre"),
        ("col.role", 15, "centre"),
        ("dossier.col.names", 74),
        ("col.town", 28),
        ("dossier.col.kind_or_type", 20, "centre"),
        ("dossier.col.pupils", 14, "centre"),
        ("col.tags", 24, "centre"),
        ("dossier.col.minutes", 14, "centre"),
        ("dossier.col.km", 14, "centre"),
        ("dossier.col.since", 14, "centre"),
    )
    groups = [list(_rows(words, alliance)) for alliance in found]
    return grouped_table(columns, groups, caption)


def _rows(words: Words, alliance: Alliance) -> Iterator[tuple[str, ...]]:
    say, labels = words.say, words.labels
    number, year = str(labels.numbers[alliance.core]), words.year(alliance.start_year)
    name, kind = labels.alliance(alliance), labels.alliance_type(alliance)
    whole = (say("dossier.role.alliance"), name, "", kind)
    yield (number, *whole, "", "", "", "", year)
    core = words.school_cells(alliance.core)
    yield (number, say("role.short.core"), *core, "", "", "", year)
    for member in alliance.members:
        yield (
            *(number, say("role.short.member"), *words.school_cells(member.school_id)),
            labels.tags(member.tags),
            words.number(member.minutes),
            words.number(member.km),
            words.year(joined(alliance, member.start_year)),
        )


def _maps(words: Words) -> Iterator[Block]:
    """Yield the sheets of the map, a page each, and what is to be known of them."""
    pictures = [
        picture_of(png, words.say("dossier.maps.sheet", n=n, title=words.title))
        for n, png in enumerate(words.dossier.maps, start=1)
    ]
    yield Sheet(broad=bool(pictures) and pictures[0].is_broad)
    yield from _head(words, 2)
    if pictures:
        yield replace(pictures[0], share=_BESIDE_HEAD)
    for picture in pictures[1:]:
        yield Sheet(broad=picture.is_broad)
        yield picture
    if pictures:
        yield Sheet()
    yield Para(words.say("dossier.maps.told"))
    unlocated = sum(not school.is_located for school in words.case.schools)
    if unlocated:
        yield Para(words.say("dossier.maps.unlocated", n=unlocated))


def _issues(words: Words) -> Iterator[Block]:
    """Yield the kinds of issue with their places and the words of the first."""
    if not words.plan.issues:
        yield Para(words.say("dossier.issues.none"))
        return
    yield Para(words.say("dossier.issues.told", n=len(words.plan.issues)))
    kinds: defaultdict[tuple[str, str, str], list[IssueRow]] = defaultdict(list)
    for issue in (_named(words, row) for row in words.plan.issues):
        kinds[issue.code, issue.severity, issue.action].append(issue)
    columns = words.columns(
        ("col.number", 0.5, "centre"),
        ("dossier.col.issue", 3.2),
        ("col.severity", 0.7, "centre"),
        ("dossier.col.times", 0.7, "centre"),
        ("dossier.col.places_of", 2.2),
        ("col.action", 1.0, "centre"),
    )
    rows = [row for found in kinds.values() for row in _issue_rows(words, found)]
    cells = [(str(number), *row) for number, row in enumerate(rows, start=1)]
    yield Table(columns, cells)


def _named(words: Words, issue: IssueRow) -> IssueRow:
    """Return an issue with the names of its column and of the schools it means."""
    column, value = issue.column, issue.value
    if column:
        column = words.labels.named("fill.head", column)
    if value:
        known = words.case.by_id
        value = _WORD.sub(lambda w: known[w[0]].name if w[0] in known else w[0], value)
    return issue.model_copy(update={"column": column, "value": value})


def _without_keys(words: Words, text: str) -> str:
    """Return a sentence in which keys of the policy are called by their names."""

    def name(found: re.Match[str]) -> str:
        return words.labels.named("dossier.limit", found[0], found[0])

    return _KEY.sub(name, one_line(text))


def _issue_rows(words: Words, found: list[IssueRow]) -> Iterator[tuple[str, ...]]:
    first = found[0]
    text = words.say(
        "dossier.issue",
        text=_without_keys(words, words.labels.issue(first)).rstrip("。."),
        code=one_line(first.code),
    )
    for part in batched(found, _PLACES_IN_ROW):
        yield (
            text,
            words.labels.named("severity", first.severity),
            str(len(part)),
            words.comma(_place(words, issue) for issue in part),
            words.labels.named("action", first.action),
        )


def _place(words: Words, issue: IssueRow) -> str:
    """Return row and raw value of an issue."""
    value = one_line(issue.value)
    if issue.row is None:
        return value or words.dash
    code = "dossier.place.value" if value else "dossier.place.row"
    return words.say(code, row=issue.row, value=value)


def _changes(words: Words) -> Iterator[Block]:
    """Yield what version this is, why, and which schools stand elsewhere."""
    mark = words.dossier.version
    if mark is None:
        yield from _against_before(words)
        return
    say = words.say
    rows = [
        (say("dossier.version.name"), one_line(mark.name)),
        (say("dossier.version.parent"), one_line(mark.parent) or words.dash),
        (say("dossier.version.role"), words.given(mark.role)),
        (say("dossier.version.date"), words.date(mark.date)),
        (say("dossier.version.why"), words.given(mark.why)),
    ]
    yield words.facts(rows)
    if mark.parent is None:
        yield Para(say("dossier.version.first"))
    elif not mark.changes:
        yield Para(say("dossier.version.same"))
    else:
        yield Para(say("dossier.version.changed", n=len(mark.changes)))
        columns = words.columns(
            ("col.number", 0.5, "centre"),
            ("dossier.col.school", 2.4),
            ("dossier.col.before", 2.4),
            ("dossier.col.after", 2.4),
        )
        numbers = enumerate(mark.changes, start=1)
        yield Table(columns, [_change(words, n, change) for n, change in numbers])


def _change(words: Words, number: int, change: Change) -> tuple[str, ...]:
    cores = (change.before, change.after)
    places = [_standing(words, change.school_id, core) for core in cores]
    return (str(number), words.labels.school(change.school_id), *places)


def _standing(words: Words, school_id: str, core: str | None) -> str:
    """Return where a school stands: outside, leading, or under a core."""
    if core is None:
        return words.say("dossier.standing.none")
    if core == school_id:
        return words.say("dossier.standing.core")
    return words.say("dossier.standing.member", core=words.labels.school(core))


def _against_before(words: Words) -> Iterator[Block]:
    """Yield the changes against the plan before, where the case knows one."""
    found = kept_of(words.case, words.plan)
    if found is None:
        yield Para(words.say("dossier.version.none"))
        return
    yield Para(words.say("kept.told", **found.facts()))
    columns = words.columns(
        ("dossier.col.school", 2.2),
        ("dossier.col.change", 1.4),
        ("dossier.col.before", 2.2),
        ("dossier.col.after", 2.2),
    )
    rows = list(told(words.labels, found))
    if rows:
        yield Table(columns, rows)


def _prints(words: Words) -> Iterator[Block]:
    """Yield the digests of what the plan was made from, then the statements."""
    say = words.say
    yield Para(say("dossier.prints.told"))
    rows = [
        (say("item.version"), one_line(words.plan.version) or words.dash),
        (say("item.status"), words.labels.status()),
    ]
    rows += [
        (words.labels.named("fingerprint", key), _digest(value))
        for key, value in (words.plan.fingerprint or {}).items()
    ]
    yield words.facts(rows)
    for statement in words.labels.statements():
        yield Para(statement, "note")


def _digest(value: str | int) -> str:
    """Return a value; a digest in groups that the eye can compare."""
    text = one_line(value)
    if len(text) != _DIGEST:
        return text
    return " ".join(text[at : at + _GROUP] for at in range(0, _DIGEST, _GROUP))
