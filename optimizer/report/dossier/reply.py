"""批复: a draft of the reply to the submission; number blank, no seal."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.dossier import Dossier
from optimizer.messages import Lang
from optimizer.report.blocks import Block, Document, Para, Title
from optimizer.report.dossier.words import Words


def approval_reply(dossier: Dossier, lang: Lang = "zh") -> Document:
    """Return the draft of the reply, signed by who approves."""
    words = Words(dossier, lang)
    title = words.say("dossier.reply.title", title=words.title)
    return words.document(
        title, _blocks(words, title), words.say("dossier.reply.draft")
    )


def _blocks(words: Words, title: str) -> Iterator[Block]:
    say, material = words.say, words.material
    approval = material.approval
    number = approval.number if approval else ""
    yield Para(number or words.doc_number(), "centre")
    yield Title(title)
    yield Para(say("dossier.addressee", name=words.given(material.office)), "flush")
    yield Para(say("dossier.reply.opening", title=words.title))
    figures = words.figures
    yield Para(
        say(
            "dossier.reply.agreed",
            alliances=len(figures.alliances),
            schools=figures.schools,
            members=figures.members,
            shown=figures.demonstrators,
        )
    )
    yield Para(say("dossier.reply.pupils"))
    yield Para(say("dossier.reply.phases"))
    yield Para(say("dossier.reply.report"))
    yield Para(say("dossier.reply.open"))
    if words.plan.overrides:
        yield Para(say("dossier.reply.overrides", n=len(words.plan.overrides)))
    yield Para(say("statement.no_closure"))
    by = approval.by if approval else material.addressee
    yield Para(words.given(by), "sign")
    yield Para(words.date(approval.date if approval else None), "sign")
    yield Para(say("dossier.reply.note"), "note")
