"""Chapters one and two: what the plan rests on, and its principles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from optimizer.policy import Source
from optimizer.report.blocks import Block, Heading, Para
from optimizer.report.dossier.limits import limit_table
from optimizer.report.dossier.words import Words

_ENSHI = "4228"
"""Beginning of the codes of the counties whom 恩施州教发〔2023〕3号 speaks to."""

_PRINCIPLES = (
    "dossier.principle.county",
    "dossier.principle.support",
    "dossier.principle.teachers",
    "dossier.principle.size",
    "dossier.principle.people",
)


def basis(words: Words) -> Iterator[Block]:
    """Yield 制定依据: documents, sources of figures, and the figures of the policy."""
    say = words.say
    yield Heading(say("dossier.basis"))
    yield Para(say("dossier.basis.told"))
    is_enshi = all(code.startswith(_ENSHI) for code in words.counties)
    yield Para(say("dossier.basis.enshi" if is_enshi else "dossier.basis.other"))
    yield Para(say("dossier.basis.indicators"))
    yield Para(say("dossier.basis.small"))
    yield Para(say("statement.glossary"))
    found = Counter(s.source for _, _, s in words.case.policy.entries())
    counts = words.comma(
        say("dossier.basis.count", source=words.labels.named("source", s.value), n=n)
        for s in Source
        if (n := found[s])
    )
    yield Para(say("dossier.basis.sources", counts=counts))
    yield Para(say("statement.suggested"))
    yield from limit_table(words, say("dossier.basis.figures"), only=Source.POLICY)


def principles(words: Words) -> Iterator[Block]:
    """Yield 基本原则; that no school closes stands among them."""
    yield Heading(words.say("dossier.principles"))
    for code in _PRINCIPLES:
        yield Para(words.say(code))
    yield Para(words.say("statement.no_closure"))
