"""Documents for the public: consultation, notice, and a page in plain words.

All are written from the white list, see :mod:`.white_list`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from optimizer.dossier import MUST_BE_HEARD, Dossier, NoticePeriod
from optimizer.messages import Lang
from optimizer.plan import Alliance
from optimizer.report.blocks import (
    Block,
    Document,
    Heading,
    Para,
    Sheet,
    Table,
    Title,
    numbered,
)
from optimizer.report.dossier.white_list import public_dossier
from optimizer.report.dossier.words import Words, grouped_table
from optimizer.report.phases import joined

_FORM_MM = 10.0
_STANCES = ("support", "oppose", "amend")

_PUPILS = "dossier.plain.pupils"
"""Question that is answered with the statement every output carries."""

_PLAIN = (
    "dossier.plain.what",
    "dossier.plain.teachers",
    _PUPILS,
    "dossier.plain.find",
)
"""Questions of the plain page; the answer has ``.answer`` behind the code."""


def consultation_notice(dossier: Dossier, lang: Lang = "zh") -> Document:
    """Return 征求意见公告: whom, how long, about what, how, with list and form."""
    words = Words(public_dossier(dossier), lang)
    say = words.say
    stage = say("dossier.stage.consultation")
    name = say("dossier.title", title=words.title, stage=stage)
    title = say("dossier.consultation.title", name=name)
    blocks = [
        *_opening(words, title, say("dossier.consultation.opening", name=name)),
        Heading(say("dossier.consultation.whom")),
        Para(say("dossier.consultation.groups")),
        Heading(say("dossier.consultation.about")),
        Para(say("dossier.consultation.content", **_counts(words))),
        Para(say("statement.no_closure")),
        Heading(say("dossier.consultation.when")),
        Para(say("dossier.consultation.days", **_days(words, None))),
        Heading(say("dossier.consultation.how")),
        Para(say("dossier.consultation.ways")),
        _contact(words),
        Heading(say("dossier.consultation.after")),
        Para(say("dossier.consultation.handled")),
        Para(say("dossier.public.attachments")),
        *words.signature(),
        *_list(words, 1),
        Sheet(),
        Para(say("dossier.annex", n=2), "flush"),
        Title(say("dossier.consultation.form")),
        words.facts(_form(words), _FORM_MM),
        Para(say("dossier.consultation.form_told"), "note"),
    ]
    return words.document(title, numbered(blocks, lang), stage)


def public_notice(dossier: Dossier, lang: Lang = "zh") -> Document:
    """Return 公示稿: what is planned, the days, whom to write to, and the list."""
    words = Words(public_dossier(dossier), lang)
    say = words.say
    title = say("dossier.notice.title", title=words.title)
    blocks = [
        *_opening(words, title, say("dossier.notice.opening")),
        Heading(say("dossier.notice.what")),
        Para(say("dossier.notice.content", **_counts(words))),
        Para(say("statement.no_closure")),
        Heading(say("dossier.notice.when")),
        Para(_period(words)),
        Heading(say("dossier.notice.how")),
        Para(say("dossier.notice.ways")),
        _contact(words),
        Heading(say("dossier.notice.more")),
        Para(say("dossier.notice.words")),
        Para(say("dossier.public.glossary")),
        Para(say("dossier.public.attachment")),
        *words.signature(),
        *_list(words),
    ]
    stage = say("dossier.stage.notice")
    return words.document(title, numbered(blocks, lang), stage)


def plain_page(dossier: Dossier, lang: Lang = "zh") -> Document:
    """Return a page for parents and villagers, in plain words: one of A4."""
    words = Words(public_dossier(dossier), lang)
    say = words.say
    title = say("dossier.plain.title")
    blocks: list[Block] = [Title(title)]
    for code in _PLAIN:
        blocks.append(Heading(say(code)))
        answer = say(f"{code}.answer", **_counts(words))
        blocks.append(Para(answer))
        if code == _PUPILS:
            blocks.append(Para(say("statement.no_closure"), "note"))
    blocks.append(Heading(say("dossier.plain.ask")))
    blocks.append(Para(say("dossier.plain.ask.answer")))
    blocks.append(_contact(words))
    return words.document(title, numbered(blocks, lang), say("dossier.plain.running"))


def _opening(words: Words, title: str, text: str) -> Iterator[Block]:
    yield Title(title)
    yield from _demo(words)
    yield Para(text)


def _demo(words: Words) -> Iterator[Block]:
    """Yield the notice every output of made-up data carries."""
    notice = words.case.policy.report.notice
    if notice:
        yield Para(notice, "centre")


def _counts(words: Words) -> dict[str, object]:
    alliances = words.plan.alliances
    schools = sum(len(alliance.members) + 1 for alliance in alliances)
    return {"alliances": len(alliances), "schools": schools, "title": words.title}


def _days(words: Words, days: NoticePeriod | None) -> dict[str, str]:
    """Return first and last day in words, or blanks."""
    return {
        "start": words.date(None if days is None else days.start),
        "end": words.date(None if days is None else days.end),
    }


def _period(words: Words) -> str:
    """Return the days of the notice, counted where both are dates."""
    days = words.material.notice
    text = words.say("dossier.notice.days", **_days(words, days))
    n = None if days is None else count_days(days)
    return text if n is None else text + words.say("dossier.notice.count", n=n)


def count_days(days: NoticePeriod) -> int | None:
    """Return how many days a notice takes, both ends counted; ``None`` if not known.

    Examples
    --------
    >>> count_days(NoticePeriod("2026-11-30", "2026-12-04"))
    5
    """
    try:
        start, end = map(date.fromisoformat, (days.start, days.end))
    except ValueError:
        return None
    n = (end - start).days + 1
    return n if n > 0 else None


def _contact(words: Words) -> Table:
    """Return whom to write to: an office, and its ways where one is given.

    Where none is, each has a blank.
    """
    contact = words.material.contact
    rows = [
        ("dossier.contact.office", contact.office or words.material.office),
        ("dossier.contact.address", contact.address),
        ("dossier.contact.phone", contact.phone),
        ("dossier.contact.email", contact.email),
    ]
    if contact.address or contact.phone or contact.email:
        rows = [rows[0], *(row for row in rows[1:] if row[1])]
    return words.facts([(words.say(code), words.given(value)) for code, value in rows])


def _form(words: Words) -> list[tuple[str, str]]:
    """Return the lines of the form; answers to choose from stand in them."""
    codes = ("about", "group", "role", "stance", "text", "date")
    answers = {
        "group": [f"opinion.group.{g}" for g in MUST_BE_HEARD],
        "stance": [f"opinion.stance.{s}" for s in _STANCES],
    }
    return [
        (words.say(f"dossier.form.{code}"), _choose(words, answers.get(code, [])))
        for code in codes
    ]


def _choose(words: Words, codes: list[str]) -> str:
    """Return a box for each answer; nothing where people write their own."""
    boxes = [words.say("dossier.box", answer=words.say(code)) for code in codes]
    answers = words.comma(boxes)
    return words.say("dossier.form.choose", answers=answers) if boxes else ""


def _list(words: Words, number: int | None = None) -> Iterator[Block]:
    """Yield the list of alliances, by county where there are several."""
    yield Sheet()
    alone = number is None
    code = "dossier.annex.only" if alone else "dossier.annex"
    yield Para(words.say(code, n=number), "flush")
    yield Title(words.say("dossier.annex.members"))
    counties = sorted({words.county_of(a) for a in words.plan.alliances})
    for county in counties:
        found = [a for a in words.plan.alliances if words.county_of(a) == county]
        caption = words.labels.county(county) if len(counties) > 1 else ""
        yield _alliances(words, found, caption)


def _alliances(words: Words, found: list[Alliance], caption: str) -> Table:
    columns = words.columns(
        ("dossier.col.alliance_no", 10, "centre"),
        ("col.role", 15, "centre"),
        ("dossier.col.names", 74),
        ("col.town", 28),
        ("dossier.col.kind_or_type", 17, "centre"),
        ("dossier.col.since", 12, "centre"),
    )
    groups = [list(_rows(words, alliance)) for alliance in found]
    return grouped_table(columns, groups, caption)


def _rows(words: Words, alliance: Alliance) -> Iterator[tuple[str, ...]]:
    """Yield the alliance with its type and start, then its core, then its members."""
    say, labels = words.say, words.labels
    number = str(labels.numbers[alliance.core])
    start = words.year(alliance.start_year)
    name, kind = labels.alliance(alliance), labels.alliance_type(alliance)
    yield number, say("dossier.role.alliance"), name, "", kind, start
    core = _school(words, alliance.core)
    yield number, say("role.short.core"), *core, start
    for member in alliance.members:
        school = _school(words, member.school_id)
        year = words.year(joined(alliance, member.start_year))
        yield number, say("role.short.member"), *school, year


def _school(words: Words, school_id: str) -> tuple[str, str, str]:
    return words.labels.school(school_id), words.town(school_id), words.kind(school_id)
