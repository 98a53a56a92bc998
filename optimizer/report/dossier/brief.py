"""The annual brief for the leading group: one page (item 28)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from optimizer.dossier import Dossier
from optimizer.messages import Lang
from optimizer.report.blocks import Block, Document, Para, Table, Title
from optimizer.report.dossier.coverage import counties_table, phases_table
from optimizer.report.dossier.words import Words, one_line
from optimizer.report.figures import KeyFigure, key_figures

_YEAR = re.compile(r"(\d{4})-")


def annual_brief(dossier: Dossier, lang: Lang = "zh") -> Document:
    """Return the brief: figures against the target, phases, counties, what is next.

    It has no chapters, so that it keeps to one page of A4 for a prefecture too.
    """
    words = Words(dossier, lang)
    title = words.say("dossier.brief.title", title=words.title)
    return words.document(title, _blocks(words, title), words.say("dossier.brief"))


def _blocks(words: Words, title: str) -> Iterator[Block]:
    yield Title(title)
    yield _figures(words)
    phases = [row for row in words.figures.phases if row.scope == "all"]
    if phases:
        yield phases_table(words, phases)
    if len(words.counties) > 1:
        yield Para(_counties(words), "note")
    yield Para("".join(_next(words)), "note")
    facts = {
        "office": words.given(words.material.office),
        "date": words.date(words.day),
    }
    by = words.say("dossier.brief.by", **facts)
    yield Para(words.say("statement.no_closure") + by, "note")


def _figures(words: Words) -> Table:
    """Return the key figures, two a row."""
    lines = list(key_figures(words.labels, words.figures))
    half = (len(lines) + 1) // 2
    right = [*lines[half:], KeyFigure("", "", "")][:half]
    columns = words.columns(("dossier.col.item", 46), ("dossier.col.figure", 32))
    pairs = zip(lines[:half], right, strict=True)
    cells = [(a.label, a.value, b.label, b.value) for a, b in pairs]
    return Table([*columns, *columns], cells)


def _counties(words: Words) -> str:
    """Return alliances and schools in them by county, in a line."""
    rows = counties_table(words).rows
    told = (
        words.say("dossier.brief.county", county=c, alliances=a, schools=n)
        for c, a, n, *_ in rows
    )
    counties = words.say("list.stop").join(told)
    return words.say("dossier.brief.counties", counties=counties)


def _next(words: Words) -> Iterator[str]:
    """Yield what comes next: later phases, what lacks, what waits for an answer."""
    say, figures = words.say, words.figures
    yield say("dossier.brief.next")
    found = _YEAR.match(one_line(words.day))
    if found is not None:
        for row in figures.phases:
            if row.scope == "all" and row.year > int(found[1]):
                new = {"alliances": row.new_alliances, "members": row.new_members}
                yield say("dossier.brief.phase", year=row.year, **new)
    aim = figures.aim
    if aim is not None and aim.needed is not None and not aim.met:
        yield say("dossier.brief.short", n=aim.needed - aim.covered)
    waiting = sum(not row.taken for row in words.dossier.opinions)
    if waiting:
        yield say("dossier.brief.waiting", n=waiting)
    shared = {s.core for s in words.material.sharing if s.facilities or s.subjects}
    unshared = sum(a.core not in shared for a in words.plan.alliances)
    if unshared:
        yield say("dossier.brief.unshared", n=unshared)
    if figures.uncovered:
        yield say("dossier.brief.uncovered", n=figures.uncovered)
