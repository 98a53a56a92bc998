"""The county's proposal: 草案 to 批准, with its chapters and annexes."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.dossier import Dossier, Stage
from optimizer.messages import Lang
from optimizer.report.blocks import Block, Document, Para, Title, numbered
from optimizer.report.dossier.alliances import alliances
from optimizer.report.dossier.annexes import annexes
from optimizer.report.dossier.basis import basis, principles
from optimizer.report.dossier.closing import closing, letter, named_plan
from optimizer.report.dossier.coverage import coverage
from optimizer.report.dossier.limits import limits
from optimizer.report.dossier.method import method
from optimizer.report.dossier.opinions import opinions
from optimizer.report.dossier.outside import outside
from optimizer.report.dossier.review import review
from optimizer.report.dossier.risks import risks
from optimizer.report.dossier.words import Words

_CHAPTERS = (
    basis,
    principles,
    method,
    coverage,
    alliances,
    outside,
    limits,
    opinions,
    review,
    risks,
    closing,
)


def proposal(dossier: Dossier, lang: Lang = "zh") -> Document:
    """Return the proposal of the county; its name follows the stage.

    Parameters
    ----------
    dossier
        Plan, stage, material, opinions and version. What is not given is left blank
        or said to be missing, never made up.
    lang
        Language of the words; names and texts of people stay as written.

    Returns
    -------
    Document
        For 送审稿 a 请示 to the addressee stands before the plan. Public notices
        have documents of their own, see :mod:`.public_notice`.
    """
    words = Words(dossier, lang)
    blocks = numbered(_blocks(words), lang)
    return words.document(named_plan(words), blocks, is_internal=True)


def _blocks(words: Words) -> Iterator[Block]:
    if words.dossier.stage is Stage.SUBMISSION:
        yield from letter(words)
    yield Title(named_plan(words))
    notice = words.case.policy.report.notice
    if notice:
        yield Para(notice, "centre")
    if words.version:
        yield Para(words.say("meta.version", version=words.version), "centre")
    for chapter in _CHAPTERS:
        yield from chapter(words)
    yield from annexes(words)
