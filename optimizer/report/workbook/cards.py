"""One sheet for each alliance: a page an office can hand to its schools and sign."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from optimizer import messages
from optimizer.dossier import Dossier, OpinionRow, Sharing
from optimizer.plan import Alliance, Member
from optimizer.report.figures import AllianceFigures
from optimizer.report.labels import Labels
from optimizer.report.override_words import override_lines
from optimizer.report.phases import joined
from optimizer.report.workbook.naming import sheet_name
from optimizer.report.workbook.overview import county_of, warnings, why_leads
from optimizer.report.workbook.sheet import (
    Book,
    Cell,
    Column,
    Form,
    Kind,
    Row,
    Sheet,
    Span,
)

_SCHOOLS = (
    Column("role", 6, 6, "centre"),
    Column("school", 18, 18),
    Column("town", 9, 9),
    Column("school_type", 8, 8, "centre"),
    Column("pupils", 7, 7, "whole"),
    Column("tags", 7, 7, "centre"),
    Column("minutes", 7, 7, "tenth"),
    Column("km", 7, 7, "tenth"),
    Column("source", 7, 7, "centre"),
    Column("joining", 6, 6, "centre"),
    Column("reason", 20, 20),
    Column("next_best", 15, 15),
)
"""Widths whose sum prints on A4 upright at 80 % or more."""

_LAST = len(_SCHOOLS) - 1
_SPLIT = 5
"""Column in which the second pair of label and value begins."""

_OPINION_SPANS = ((0, 1), (2, 3), (4, 5), (6, 8), (9, _LAST))
"""Columns of the table of opinions: group, one each stance, sum."""

_SIGN_SPANS = ((0, 2), (3, 8), (9, _LAST))
_SIGN_PT = 96
_BLANK_PT = 44
_FACT_PT = 20


@dataclass(frozen=True)
class Card:
    """An alliance, its figures, and the legal name of its sheet."""

    alliance: Alliance
    figures: AllianceFigures
    name: str


def make_card(
    labels: Labels, alliance: Alliance, figures: AllianceFigures, taken: Sequence[str]
) -> Card:
    """Name the sheet of an alliance by its number and its core."""
    core = labels.school(alliance.core)
    return Card(alliance, figures, sheet_name(f"{figures.number:02} {core}", taken))


def card_sheet(book: Book, dossier: Dossier, card: Card) -> None:
    """Write facts, schools, warnings, what is shared, opinions, and where to sign."""
    labels, alliance = book.labels, card.alliance
    name = labels.alliance(alliance)
    heading = labels.say("card.heading", number=card.figures.number, name=name)
    sheet = book.sheet("card", len(_SCHOOLS), Form(card.name, heading))
    _facts(sheet, card)
    sheet.block("card.block.schools")
    sheet.table(_SCHOOLS, list(_school_rows(labels, alliance)), repeat=True)
    _told(sheet, "card.block.warnings", warnings(labels, alliance))
    _told(sheet, "card.block.overrides", _overrides(labels, alliance))
    _shared(sheet, dossier.material.sharing, alliance.core)
    _opinions(sheet, dossier, alliance.core)
    _signatures(sheet)
    sheet.close()


def _facts(sheet: Sheet, card: Card) -> None:
    """Write the facts in pairs, and the two reasons across the page."""
    labels, alliance, figures = sheet.book.labels, card.alliance, card.figures
    year, dash = alliance.start_year, labels.say("dash")
    minutes, km = (
        dash if value is None else value
        for value in (figures.longest_minutes, figures.longest_km)
    )
    pairs: tuple[tuple[str, Cell, Kind], ...] = (
        ("alliance_id", alliance.id, "text"),
        ("county", labels.county(county_of(labels, alliance)), "text"),
        ("core", labels.school(alliance.core), "text"),
        ("demonstrator", labels.yes(alliance.demonstrator) or dash, "text"),
        ("type", labels.alliance_type(alliance) or dash, "text"),
        ("starts", dash if year is None else str(year), "text"),
        ("num_members", figures.members, "whole"),
        ("member_pupils", figures.pupils, "whole"),
        ("longest_minutes", minutes, "tenth"),
        ("longest_km", km, "tenth"),
    )
    for left, right in zip(pairs[::2], pairs[1::2], strict=True):
        ends = ((0, 1, 2, _SPLIT - 1), (_SPLIT, _SPLIT + 2, _SPLIT + 3, _LAST))
        spans = []
        for (head, value, kind), (a, b, c, d) in zip((left, right), ends, strict=True):
            spans += [_head(labels, a, b, head), Span(c, d, value, "value", kind)]
        sheet.line(*spans, low_pt=_FACT_PT)
    for head, text in (
        ("why_leads", why_leads(labels, alliance)),
        ("type_reason", labels.type_reason(alliance) or labels.say("dash")),
    ):
        told = Span(2, _LAST, text)
        sheet.line(_head(labels, 0, 1, head), told, low_pt=_FACT_PT)


def _head(labels: Labels, first: int, last: int, code: str) -> Span:
    return Span(first, last, labels.say(f"col.{code}"), "head")


def _school_rows(labels: Labels, alliance: Alliance) -> Iterator[Row]:
    """Yield the core, then its members."""
    year = alliance.start_year
    yield Row(
        (
            labels.say("role.short.core"),
            *_school_cells(labels, alliance.core),
            *("", None, None, ""),
            "" if year is None else str(year),
            *("", ""),
        ),
        strong=True,
    )
    for member in alliance.members:
        yield Row(_member_cells(labels, alliance, member))


def _school_cells(labels: Labels, school_id: str) -> tuple[Cell, ...]:
    """Return name, town, type and pupils of a school."""
    school = labels.case.by_id.get(school_id)
    if school is None:
        return (school_id, "", "", None)
    kind = labels.school_type(school.type_code)
    return (school.name, school.town or "", kind, school.pupils)


def _member_cells(
    labels: Labels, alliance: Alliance, member: Member
) -> tuple[Cell, ...]:
    year = joined(alliance, member.start_year)
    return (
        labels.say("role.short.member"),
        *_school_cells(labels, member.school_id),
        labels.tags(member.tags),
        member.minutes,
        member.km,
        labels.source(member.travel_source),
        "" if year is None else str(year),
        labels.reason(member),
        "" if member.next_best is None else labels.school(member.next_best.core),
    )


def _told(sheet: Sheet, title: str, texts: Sequence[str]) -> None:
    """Write a block of sentences; nothing where there are none."""
    if texts:
        sheet.block(title)
    for text in texts:
        sheet.line(Span(0, _LAST, text), low_pt=_FACT_PT)


def _overrides(labels: Labels, alliance: Alliance) -> list[str]:
    """Return the rules people set aside for schools of an alliance, and why."""
    schools = {alliance.core, *(member.school_id for member in alliance.members)}
    told = zip(labels.plan.overrides, override_lines(labels), strict=True)
    return [
        labels.say("card.override", **asdict(line))
        for override, line in told
        if not schools.isdisjoint(override.schools)
    ]


def _shared(sheet: Sheet, sharing: Sequence[Sharing], core: str) -> None:
    """Write what the schools share; cells to fill in where the office does not say."""
    labels = sheet.book.labels
    sheet.block("card.block.sharing")
    stated = next((each for each in sharing if each.core == core), Sharing(core))
    for code in ("facilities", "subjects", "note"):
        text = getattr(stated, code)
        value = Span(2, _LAST, text, "plain" if text else "blank")
        head = _head(labels, 0, 1, f"shared_{code}")
        sheet.line(head, value, low_pt=0 if text else _BLANK_PT)


def _opinions(sheet: Sheet, dossier: Dossier, core: str) -> None:
    """Write how many opinions of which stance each group gave, and who is missing."""
    labels = sheet.book.labels
    said = [row for row in dossier.opinions if row.core == core]
    heard = next((row for row in dossier.heard if row.core == core), None)
    sheet.block("card.block.opinions")
    if heard is None and not said:
        sheet.line(Span(0, _LAST, labels.say("card.nobody")))
        return
    for row in _opinion_rows(labels, said):
        sheet.line(*row)
    if heard is not None:
        sheet.line(
            _head(labels, 0, 1, "opinion_missing"),
            Span(2, _LAST, missing_groups(labels, heard.missing)),
        )


def missing_groups(labels: Labels, missing: Sequence[str]) -> str:
    """Return the groups still to be heard, or that none is missing."""
    groups = [labels.named("opinion.group", group) for group in missing]
    return labels.say("list.comma").join(groups) or labels.say("opinion.complete")


def stances(labels: Labels) -> list[str]:
    """Return the codes of the stances, in their order."""
    return [*messages.texts_under("opinion.stance.", labels.lang)]


def groups(labels: Labels) -> list[str]:
    """Return the codes of the groups asked, in their order."""
    return [*messages.texts_under("opinion.group.", labels.lang)]


def _opinion_rows(labels: Labels, said: Sequence[OpinionRow]) -> Iterator[list[Span]]:
    """Yield the head, and one row a group."""
    columns = stances(labels)
    counts = Counter((row.group, row.stance) for row in said)
    words = [labels.named("opinion.stance", stance) for stance in columns]
    first, last = labels.say("col.opinion_group"), labels.say("col.opinion_total")
    heads = [first, *words, last]
    yield [Span(*at, head, "head") for at, head in _placed(heads)]
    for group in groups(labels):
        numbers = [counts[group, stance] for stance in columns]
        name = labels.named("opinion.group", group)
        cells: list[Cell] = [name, *numbers, sum(numbers)]
        yield [Span(*at, cell, kind=_kind(cell)) for at, cell in _placed(cells)]


def _kind(cell: Cell) -> Kind:
    return "whole" if isinstance(cell, int) else "centre"


def _placed(cells: Sequence[Cell]) -> Iterator[tuple[tuple[int, int], Cell]]:
    yield from zip(_OPINION_SPANS, cells, strict=True)


def _signatures(sheet: Sheet) -> None:
    """Leave room for the opinions and seals of core, members and township."""
    labels = sheet.book.labels
    codes = ("core", "members", "township")
    placed = list(zip(_SIGN_SPANS, codes, strict=True))
    sheet.block("card.block.signatures")
    sheet.line(*(Span(*at, labels.say(f"card.sign.{c}"), "head") for at, c in placed))
    sheet.line(*(Span(*at, "", "blank") for at, _ in placed), low_pt=_SIGN_PT)
    sheet.line(*(Span(*at, labels.say("card.seal"), "sign") for at, _ in placed))
