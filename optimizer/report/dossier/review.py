"""Chapter nine, and 专家论证意见表: the record of the experts, or the form for it."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.dossier import Dossier, Review
from optimizer.messages import Lang
from optimizer.report.blocks import Block, Col, Document, Heading, Para, Table, Title
from optimizer.report.dossier.words import Words, one_line

_EXPERT_ROWS = 7
_ROW_MM = 9.0
_TEXT_MM = 45.0

_POINTS = (
    "dossier.review.point.basis",
    "dossier.review.point.core",
    "dossier.review.point.travel",
    "dossier.review.point.size",
    "dossier.review.point.types",
    "dossier.review.point.risks",
)
"""What the experts are asked to speak to."""


def review(words: Words) -> Iterator[Block]:
    """Yield 专家论证: the record, or that there is none yet."""
    yield Heading(words.say("dossier.review"))
    record = words.material.review
    if record is None:
        yield Para(words.say("dossier.review.none"))
        return
    facts = {"date": words.date(record.date), "n": len(record.experts)}
    conclusion = _conclusion(words, record)
    yield Para(words.say("dossier.review.told", conclusion=conclusion, **facts))
    yield from _record(words, record)


def _record(words: Words, record: Review) -> Iterator[Block]:
    if record.experts:
        yield _experts(words, record)
    if record.text:
        text = one_line(record.text).rstrip("。.")
        yield Para(words.say("dossier.review.text", text=text))
    for number, condition in enumerate(record.conditions, start=1):
        text = one_line(condition).rstrip("。.")
        yield Para(words.say("dossier.review.condition", n=number, text=text))


def review_form(dossier: Dossier, lang: Lang = "zh") -> Document:
    """Return 专家论证意见表: filled from the record, else blank to write into."""
    words = Words(dossier, lang)
    say = words.say
    record = dossier.material.review
    title = say("dossier.review.title", title=words.title)
    blocks: list[Block] = [Title(title)]
    blocks.append(words.facts(_head(words, record)))
    points = [(say(code), "") for code in _POINTS]
    if record is None:
        blocks.append(_blank_experts(words))
        columns = words.columns(
            ("dossier.col.point", 2.2), ("dossier.col.opinion", 2.6)
        )
        caption = say("dossier.review.points")
        blocks.append(Table(columns, points, caption, blank_mm=_ROW_MM))
        rows = [(say("dossier.review.overall"), ""), (say("dossier.review.asked"), "")]
        blocks.append(words.facts(rows, _TEXT_MM))
        blocks.append(Para(say("dossier.review.choose"), "flush"))
        blocks.append(Para(say("dossier.review.sign"), "flush"))
    else:
        blocks += _record(words, record)
        blocks.append(Para(say("dossier.review.sign"), "flush"))
    return words.document(title, blocks, is_internal=True)


def _head(words: Words, record: Review | None) -> Iterator[tuple[str, str]]:
    """Yield what is reviewed, by whose request, when, and how it ended."""
    say = words.say
    yield say("dossier.review.plan"), words.title
    yield say("item.version"), words.version
    yield say("dossier.review.asker"), words.given(words.material.office)
    yield say("dossier.review.date"), words.date(record.date if record else None)
    if record is not None:
        yield say("dossier.review.conclusion"), _conclusion(words, record)


def _conclusion(words: Words, record: Review) -> str:
    return words.labels.named("dossier.conclusion", one_line(record.conclusion))


def _experts(words: Words, record: Review) -> Table:
    rows = [
        (
            str(number),
            one_line(expert.name),
            one_line(expert.unit) or words.dash,
            one_line(expert.field) or words.dash,
        )
        for number, expert in enumerate(record.experts, start=1)
    ]
    return Table(_expert_columns(words)[:4], rows)


def _blank_experts(words: Words) -> Table:
    rows = [(str(n), "", "", "", "") for n in range(1, _EXPERT_ROWS + 1)]
    caption = words.say("dossier.review.experts")
    return Table(_expert_columns(words), rows, caption, blank_mm=_ROW_MM)


def _expert_columns(words: Words) -> list[Col]:
    return words.columns(
        ("col.number", 0.5, "centre"),
        ("dossier.col.name", 1.2),
        ("dossier.col.unit", 2.4),
        ("dossier.col.field", 1.6),
        ("dossier.col.signed", 1.2),
    )
