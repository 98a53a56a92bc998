"""Chapter five: the alliances, one section each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from optimizer.plan import Alliance, Member
from optimizer.report.blocks import Block, Heading, Para, Table
from optimizer.report.dossier.limits import override_cells
from optimizer.report.dossier.words import Words, one_line
from optimizer.report.figures import AllianceFigures
from optimizer.report.labels import tenth
from optimizer.report.phases import joined

Pair = tuple[Alliance, AllianceFigures]


def alliances(words: Words) -> Iterator[Block]:
    """Yield 教联体组建方案: an overview, then a section for each alliance."""
    say = words.say
    yield Heading(say("dossier.alliances"))
    if not words.plan.alliances:
        yield Para(say("dossier.alliances.none"))
        return
    yield Para(say("dossier.alliances.told"))
    yield Para(say("statement.types"))
    yield Para(say("dossier.alliances.columns", **_direction(words)))
    if not words.material.sharing:
        yield Para(say("dossier.alliances.unshared"))
    several = len(words.counties) > 1
    for code, found in groupby(_by_county(words), lambda p: words.county_of(p[0])):
        pairs = list(found)
        if several:
            yield Heading(words.labels.county(code), 2)
        yield _overview(words, pairs)
        for alliance, figures in pairs:
            yield from _section(words, alliance, figures, 3 if several else 2)


def _direction(words: Words) -> dict[str, str]:
    direction = words.case.policy.travel.direction
    return {"direction": words.labels.named("direction", direction)}


def _by_county(words: Words) -> list[Pair]:
    """Return the alliances by county; within it as numbered."""
    pairs = zip(words.plan.alliances, words.figures.alliances, strict=True)
    return sorted(pairs, key=lambda pair: words.county_of(pair[0]))


def _overview(words: Words, pairs: list[Pair]) -> Table:
    columns = words.columns(
        ("col.number", 0.6, "centre"),
        ("col.alliance", 3.2),
        ("col.type", 0.9, "centre"),
        ("dossier.col.places", 0.7, "centre"),
        ("dossier.col.member_pupils", 0.9, "centre"),
        ("dossier.col.longest", 1.0, "centre"),
        ("dossier.col.start", 0.8, "centre"),
        ("dossier.col.shown", 0.6, "centre"),
    )
    rows = [
        (
            str(figures.number),
            words.labels.alliance(alliance),
            words.labels.alliance_type(alliance) or words.dash,
            str(figures.places),
            str(figures.pupils),
            words.number(figures.longest_minutes),
            words.year(alliance.start_year),
            words.say("yes") if alliance.demonstrator else "",
        )
        for alliance, figures in pairs
    ]
    return Table(columns, rows, words.say("dossier.alliances.overview"))


def _section(
    words: Words, alliance: Alliance, figures: AllianceFigures, level: int
) -> Iterator[Block]:
    name = words.labels.alliance(alliance)
    facts = {"name": name, "number": figures.number}
    yield Heading(words.say("dossier.alliance.heading", **facts), level)
    yield Para(_facts(words, alliance, figures))
    yield _table(words, alliance)
    reason = words.labels.type_reason(alliance)
    if reason:
        yield Para(_said(words, "dossier.alliance.type", reason))
    yield from _notes(words, alliance)
    yield from _sharing(words, alliance)
    yield from _overrides(words, alliance)


def _facts(words: Words, alliance: Alliance, figures: AllianceFigures) -> str:
    """Return size, trip, year, type and standing in sentences."""
    say = words.say
    kind = words.labels.alliance_type(alliance)
    text = say("dossier.alliance.size", places=figures.places, members=figures.members)
    text += say("dossier.alliance.pupils", pupils=figures.pupils)
    if figures.longest_minutes is not None and figures.longest_km is not None:
        trip = {
            "minutes": tenth(figures.longest_minutes),
            "km": tenth(figures.longest_km),
        }
        text += say("dossier.alliance.trip", **trip)
    if kind:
        text += say("dossier.alliance.kind", kind=kind)
    if alliance.start_year is not None:
        text += say("dossier.alliance.start", year=alliance.start_year)
    if alliance.demonstrator:
        text += say("dossier.alliance.shown")
    if alliance.pilot:
        text += say("dossier.alliance.pilot")
    return text


def _table(words: Words, alliance: Alliance) -> Table:
    columns = words.columns(
        ("col.number", 0.5, "centre"),
        ("col.role", 0.6, "centre"),
        ("dossier.col.school", 2.3),
        ("col.town", 1.2),
        ("dossier.col.kind", 1.1),
        ("dossier.col.pupils", 0.8, "centre"),
        ("dossier.col.minutes", 0.8, "centre"),
        ("dossier.col.km", 0.8, "centre"),
        ("dossier.col.ground", 2.6),
        ("dossier.col.joins", 0.7, "centre"),
    )
    rule = alliance.core_reason
    ground = words.labels.named("rule", rule) if rule else words.dash
    core = (
        "1",
        words.say("role.short.core"),
        *_school(words, alliance.core),
        words.dash,
        words.dash,
        words.say("core.by", rule=ground) if rule else ground,
        words.year(alliance.start_year),
    )
    members = [
        _member(words, alliance, member, number)
        for number, member in enumerate(alliance.members, start=2)
    ]
    return Table(columns, [core, *members], strong=frozenset({0}))


def _member(
    words: Words, alliance: Alliance, member: Member, number: int
) -> tuple[str, ...]:
    minutes = words.number(member.minutes)
    if member.travel_source == "estimate":
        minutes = words.say("dossier.estimated", minutes=minutes)
    return (
        str(number),
        words.say("role.short.member"),
        *_school(words, member.school_id),
        minutes,
        words.number(member.km),
        words.labels.reason(member) or words.dash,
        words.year(joined(alliance, member.start_year)),
    )


def _school(words: Words, school_id: str) -> tuple[str, str, str, str]:
    """Return name, town, type and pupils of a school."""
    return (
        words.labels.school(school_id),
        words.town(school_id),
        words.kind(school_id),
        words.pupils(school_id),
    )


def _said(words: Words, code: str, text: str) -> str:
    """Return a sentence that ends with one stop, whether its text has one or not."""
    return words.say(code, text=one_line(text).rstrip("。."))


def _notes(words: Words, alliance: Alliance) -> Iterator[Block]:
    """Yield the warnings, and where the core grew up."""
    for note in alliance.warnings:
        text = one_line(words.labels.warning(note)).rstrip("。.")
        facts = {"text": text, "code": one_line(note.code)}
        yield Para(words.say("dossier.alliance.warning", **facts))
    if alliance.host is not None:
        core = words.labels.school(alliance.host.core)
        hosted = words.say("phases.hosted", core=core, year=alliance.host.start_year)
        yield Para(_said(words, "dossier.alliance.host", hosted))


def _sharing(words: Words, alliance: Alliance) -> Iterator[Block]:
    """Yield facilities and subjects shared, as the office gave them."""
    for sharing in words.material.sharing:
        if sharing.core != alliance.core:
            continue
        if sharing.facilities:
            yield Para(_said(words, "dossier.sharing.facilities", sharing.facilities))
        if sharing.subjects:
            yield Para(_said(words, "dossier.sharing.subjects", sharing.subjects))
        if sharing.note:
            yield Para(_said(words, "dossier.sharing.note", sharing.note))


def _overrides(words: Words, alliance: Alliance) -> Iterator[Block]:
    """Yield the rules people set aside for a school of the alliance, with reasons."""
    own = {alliance.core, *(m.school_id for m in alliance.members)}
    for override in words.plan.overrides:
        if own.isdisjoint(override.schools):
            continue
        rule, schools, reason, by = override_cells(words, override)
        facts = {"rule": rule, "schools": schools, "by": by}
        reason = reason.rstrip("。.")
        yield Para(words.say("dossier.alliance.override", reason=reason, **facts))
