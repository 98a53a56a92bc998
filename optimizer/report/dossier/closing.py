"""How a proposal ends, and the letter that goes before a submission."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.dossier import Stage
from optimizer.report.blocks import Block, Para, Sheet, Title
from optimizer.report.dossier.words import Words, one_line
from optimizer.report.labels import share

ATTACHMENTS = (
    "dossier.annex.members",
    "dossier.annex.maps",
    "dossier.annex.issues",
    "dossier.annex.changes",
    "dossier.annex.prints",
)
"""Annexes of the proposal, in their order."""


def named_plan(words: Words) -> str:
    """Return the name of the plan with its stage."""
    return words.say("dossier.title", title=words.title, stage=words.stage)


def letter(words: Words) -> Iterator[Block]:
    """Yield 请示: number left blank, addressee, account, request, signature."""
    say = words.say
    name = named_plan(words)
    yield Para(words.doc_number(), "centre")
    yield Title(say("dossier.letter.title", name=name))
    yield Para(
        say("dossier.addressee", name=words.given(words.material.addressee)), "flush"
    )
    yield Para(say("dossier.letter.opening", name=name))
    yield Para(_account(words))
    yield Para(say("statement.no_closure"))
    yield Para("".join(_steps(words)))
    yield Para(say("dossier.letter.request"))
    yield Para(say("dossier.letter.attachment", name=name))
    yield from words.signature()
    yield Sheet()


def _account(words: Words) -> str:
    """Return the plan in two sentences."""
    figures = words.figures
    text = words.say(
        "dossier.letter.account",
        alliances=len(figures.alliances),
        schools=figures.schools,
        members=figures.members,
    )
    aim = figures.aim
    if aim is not None:
        counts = f"{aim.covered}/{aim.total}({share(aim.covered, aim.total)})"
        text += words.say("dossier.letter.coverage", counts=counts)
        if aim.needed is not None:
            met = words.say("met" if aim.met else "unmet")
            facts = {"pct": aim.target_pct, "needed": aim.needed, "met": met}
            text += words.say("dossier.letter.target", **facts)
    return text


def _steps(words: Words) -> Iterator[str]:
    """Yield what was done before the submission, and what was not."""
    n = len(words.dossier.opinions)
    heard = words.dossier.heard
    if heard:
        complete = sum(not row.missing for row in heard)
        facts = {"n": n, "complete": complete, "total": len(heard)}
        yield words.say("dossier.letter.heard", **facts)
    else:
        yield words.say("dossier.letter.unheard")
    record = words.material.review
    if record is None:
        yield words.say("dossier.letter.unreviewed")
    else:
        conclusion = one_line(record.conclusion)
        told = words.labels.named("dossier.conclusion", conclusion)
        date = words.date(record.date)
        yield words.say("dossier.letter.reviewed", date=date, conclusion=told)


def closing(words: Words) -> Iterator[Block]:
    """Yield what the stage asks for, the annexes, and office and date.

    A submission is signed in its letter.
    """
    say = words.say
    stage = words.dossier.stage
    approval = words.material.approval
    if stage is Stage.APPROVED and approval is not None:
        facts = {
            "by": words.given(approval.by),
            "number": words.given(approval.number),
            "date": words.date(approval.date),
        }
        yield Para(say("dossier.closing.approved_by", **facts))
    else:
        yield Para(say(f"dossier.closing.{stage}"))
    items = (
        say("dossier.attachment", n=number, name=say(code))
        for number, code in enumerate(ATTACHMENTS, start=1)
    )
    yield Para(say("dossier.attachments", items=say("list.stop").join(items)))
    if stage is not Stage.SUBMISSION:
        yield from words.signature()
