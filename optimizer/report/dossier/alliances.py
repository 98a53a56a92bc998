"""Chapter five: the alliances, one section each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from optimizer.plan import Alliance, Member
from optimizer.report.blocks import Block, Heading, Para, Table
from optimizer.report.dossier.limits import rule_of
from optimizer.report.dossier.words import Words, one_line
from optimizer.report.figures import AllianceFigures
from optimizer.report.labels import reason_parts, tenth
from optimizer.report.override_words import override_lines
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
    yield Para(say("dossier.alliances.grounds"))
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
        ("col.number", 9, "centre"),
        ("col.alliance", 67),
        ("col.type", 15, "centre"),
        ("dossier.col.places", 12, "centre"),
        ("dossier.col.member_pupils", 16, "centre"),
        ("dossier.col.longest", 15, "centre"),
        ("dossier.col.start", 12, "centre"),
        ("dossier.col.shown", 10, "centre"),
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
    notes = [*_notes(words, alliance), *_sharing(words, alliance)]
    if notes:
        yield Para("".join(notes), "note")
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
        ("col.number", 7, "centre"),
        ("col.role", 12, "centre"),
        ("dossier.col.school", 29),
        ("col.town", 17),
        ("dossier.col.kind", 16, "centre"),
        ("dossier.col.pupils", 12, "centre"),
        ("dossier.col.minutes", 12, "centre"),
        ("dossier.col.km", 11, "centre"),
        ("dossier.col.ground", 32),
        ("dossier.col.joins", 12, "centre"),
    )
    rule = alliance.core_reason
    ground = words.labels.named("rule", rule) if rule else words.dash
    core = (
        "1",
        words.say("role.short.core"),
        *words.school_cells(alliance.core),
        words.dash,
        words.dash,
        ground,
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
        *words.school_cells(member.school_id),
        minutes,
        words.number(member.km),
        _ground(words, member) or words.dash,
        words.year(joined(alliance, member.start_year)),
    )


def _ground(words: Words, member: Member) -> str:
    """Return tags with the rule that gives them, and the choice in a word."""
    found = reason_parts(member.reason)
    choice = found.pop("choice", None)
    labels = words.labels
    tags = words.comma(
        labels.say(
            "tag.by", tag=labels.named("tag", tag), rule=labels.named("rule", rule)
        )
        for tag, rule in found.items()
    )
    parts = [tags, labels.named("dossier.choice", choice, "") if choice else ""]
    return labels.say("list.stop").join(filter(None, parts))


def _said(words: Words, code: str, text: str) -> str:
    """Return a sentence that ends with one stop, whether its text has one or not."""
    return words.say(code, text=one_line(text).rstrip("。."))


def _notes(words: Words, alliance: Alliance) -> Iterator[str]:
    """Yield why the type, the warnings, and where the core grew up."""
    reason = words.labels.type_reason(alliance)
    if reason:
        yield _said(words, "dossier.alliance.type", reason)
    for note in alliance.warnings:
        text = one_line(words.labels.warning(note)).rstrip("。.")
        facts = {"text": text, "code": one_line(note.code)}
        yield words.say("dossier.alliance.warning", **facts)
    if alliance.host is not None:
        core = words.labels.school(alliance.host.core)
        hosted = words.say("phases.hosted", core=core, year=alliance.host.start_year)
        yield _said(words, "dossier.alliance.host", hosted)


def _sharing(words: Words, alliance: Alliance) -> Iterator[str]:
    """Yield facilities and subjects shared, as the office gave them."""
    for sharing in words.material.sharing:
        if sharing.core == alliance.core:
            parts = {
                "dossier.sharing.facilities": sharing.facilities,
                "dossier.sharing.subjects": sharing.subjects,
                "dossier.sharing.note": sharing.note,
            }
            yield from (_said(words, c, text) for c, text in parts.items() if text)


def _overrides(words: Words, alliance: Alliance) -> Iterator[Block]:
    """Yield the rules people set aside for a school of the alliance, with reasons."""
    own = {alliance.core, *(m.school_id for m in alliance.members)}
    lines = zip(words.plan.overrides, override_lines(words.labels), strict=True)
    for override, line in lines:
        if not own.isdisjoint(override.schools):
            text = words.say(
                "dossier.alliance.override",
                rule=rule_of(words, line),
                schools=line.schools,
                reason=one_line(line.reason).rstrip("。."),
                by=line.by,
            )
            yield Para(text)
