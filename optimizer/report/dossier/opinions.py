"""Chapter eight, and 意见汇总及采纳情况表: who was heard, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from optimizer.dossier import MUST_BE_HEARD, TAKEN, Dossier, HeardRow, OpinionRow
from optimizer.messages import Lang
from optimizer.report.blocks import (
    Block,
    Col,
    Document,
    Heading,
    Para,
    Sheet,
    Table,
    Title,
    numbered,
)
from optimizer.report.dossier.words import Words, one_line

_EXPERTS = "experts"
_TAKEN = (*TAKEN, "")
_BLANK_ROWS = 12
_BLANK_MM = 14.0


def opinions(words: Words) -> Iterator[Block]:
    """Yield 征求意见及采纳情况; that nothing was recorded is said, not hidden."""
    yield Heading(words.say("dossier.opinions"))
    yield Para(words.say("dossier.opinions.groups"))
    if not (words.dossier.opinions or words.dossier.heard):
        yield Para(words.say("dossier.opinions.none"))
        return
    yield from _account(words, is_whole=False)


def opinion_summary(dossier: Dossier, lang: Lang = "zh") -> Document:
    """Return 意见汇总及采纳情况表, with blank rows where nothing is recorded."""
    words = Words(dossier, lang)
    title = words.say("dossier.opinions.title", title=words.title)
    blocks: list[Block] = [Sheet(broad=True), Title(title)]
    blocks.append(Para(words.say("dossier.opinions.groups")))
    if dossier.opinions or dossier.heard:
        blocks += _account(words, is_whole=True)
    else:
        blocks.append(Para(words.say("dossier.opinions.none")))
    if not dossier.opinions:
        blank = [("",) * 8] * _BLANK_ROWS
        caption = words.say("dossier.opinions.form")
        blocks.append(Table(_columns(words), blank, caption, blank_mm=_BLANK_MM))
    blocks.append(Para(words.say("dossier.opinions.roles"), "note"))
    blocks += words.signature()
    return words.document(title, numbered(blocks, lang), is_internal=True)


def _account(words: Words, *, is_whole: bool) -> Iterator[Block]:
    """Yield who was heard, what became of the opinions, and the opinions.

    Those adopted as they are stand in the whole account alone: for some hundred, the
    proposal would be a list of opinions.
    """
    if words.dossier.heard:
        yield Heading(words.say("dossier.opinions.heard"), 2)
        yield Para(_complete(words))
        yield _heard(words, words.dossier.heard)
    if words.dossier.opinions:
        yield Heading(words.say("dossier.opinions.taken"), 2)
        yield Para(words.say("dossier.opinions.count", n=len(words.dossier.opinions)))
        yield _counts(words, words.dossier.opinions)
        yield Heading(words.say("dossier.opinions.list"), 2)
        yield from _told(words, is_whole=is_whole)


def _told(words: Words, *, is_whole: bool) -> Iterator[Block]:
    """Yield the opinions by their numbers in the whole account."""
    rows = list(enumerate(words.dossier.opinions, start=1))
    if not is_whole:
        shown = [(n, row) for n, row in rows if _state(row) != "yes"]
        if len(shown) < len(rows):
            yield Para(words.say("dossier.opinions.adopted", n=len(rows) - len(shown)))
        rows = shown
    if rows:
        yield Table(_columns(words), [_cells(words, n, row) for n, row in rows])


def _complete(words: Words) -> str:
    heard = words.dossier.heard
    return words.say(
        "opinion.heard_told",
        complete=sum(not row.missing for row in heard),
        total=len(heard),
        experts=sum(row.counts.get(_EXPERTS, 0) > 0 for row in heard),
    )


def _heard(words: Words, heard: Sequence[HeardRow]) -> Table:
    groups = (*MUST_BE_HEARD, _EXPERTS)
    columns = words.columns(
        ("col.alliance", 52),
        *((f"opinion.group.{group}", 16, "centre") for group in groups),
        ("col.opinion_missing", 24),
    )
    rows = [
        (
            alliance_name(words, row.core),
            *(_heard_cell(words, row, group) for group in groups),
            words.comma(words.say(f"opinion.group.{g}") for g in row.missing)
            or words.say("opinion.complete"),
        )
        for row in heard
    ]
    return Table(columns, rows)


def _heard_cell(words: Words, row: HeardRow, group: str) -> str:
    """Return how many of a group spoke; a group not heard is a word, not a zero."""
    if group in row.missing:
        return words.say("opinion.not_asked")
    return str(row.counts.get(group, 0) or words.dash)


def _counts(words: Words, rows: Sequence[OpinionRow]) -> Table:
    groups = dict.fromkeys([*MUST_BE_HEARD, _EXPERTS, *sorted({r.group for r in rows})])
    columns = words.columns(
        ("col.opinion_group", 1.4),
        ("col.opinion_total", 1.0, "centre"),
        *((_taken_code(taken), 1.0, "centre") for taken in _TAKEN),
    )
    cells = []
    for group in groups:
        taken = Counter(_state(row) for row in rows if row.group == group)
        counts = [str(taken[state]) for state in _TAKEN]
        name = words.labels.named("opinion.group", group)
        cells.append((name, str(taken.total()), *counts))
    total = Counter(map(_state, rows))
    sums = [str(total[state]) for state in _TAKEN]
    cells.append((words.say("col.opinion_total"), str(total.total()), *sums))
    return Table(columns, cells, strong=frozenset({len(cells) - 1}))


def _state(row: OpinionRow) -> str:
    """Return what became of an opinion; a word that is none of ours is open."""
    return row.taken if row.taken in _TAKEN else ""


def _taken_code(taken: str) -> str:
    return f"opinion.taken.{taken}" if taken else "dossier.opinions.open"


def _columns(words: Words) -> list[Col]:
    return words.columns(
        ("col.number", 0.5, "centre"),
        ("col.alliance", 2.0),
        ("col.opinion_group", 0.9, "centre"),
        ("col.opinion_speaker", 1.0),
        ("col.opinion_stance", 0.9, "centre"),
        ("col.opinion_text", 3.4),
        ("col.opinion_taken", 1.0, "centre"),
        ("col.opinion_why", 2.2),
    )


def _cells(words: Words, number: int, row: OpinionRow) -> tuple[str, ...]:
    text = one_line(row.text)
    own = (words.version, one_line(words.plan.version))
    if row.version and one_line(row.version) not in own:
        facts = {"text": text, "version": one_line(row.version)}
        text = words.say("dossier.opinions.of_version", **facts)
    return (
        str(number),
        alliance_name(words, row.core),
        words.labels.named("opinion.group", row.group),
        one_line(row.speaker) or words.dash,
        words.labels.named("opinion.stance", row.stance),
        text,
        words.say(_taken_code(_state(row))),
        one_line(row.why) or words.dash,
    )


def alliance_name(words: Words, core: str | None) -> str:
    """Return number and name of the alliance of a core; a word for none."""
    if core is None:
        return words.say("opinion.outside")
    number = words.labels.numbers.get(core)
    if number is None:
        return words.say("dossier.opinions.former", core=words.labels.school(core))
    name = words.labels.alliance(words.plan.alliances[number - 1])
    return words.say("dossier.numbered", number=number, name=name)
