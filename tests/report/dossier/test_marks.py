"""Punctuation of documents: wide beside Chinese, untouched in names and numbers."""

from __future__ import annotations

import re

import pytest

from optimizer.dossier import Stage
from optimizer.messages import codes, template
from optimizer.messages.punctuation import full_width
from optimizer.report.dossier import DOCUMENTS
from tests.report.dossier import factory

HAN = r"[\u4e00-\u9fff]"
NARROW = re.compile(f"{HAN}[,;:?!()]|[,;:?!()]{HAN}")
NAME = "甲校(东,区):分校"


def test_every_template_keeps_its_fields() -> None:
    """Tests that no field of any template is touched, in either language."""
    fields = re.compile(r"\{[^{}]*\}")
    lost = [
        code
        for code in codes()
        for before in (template(code, "zh"), template(code, "en"))
        if fields.findall(full_width(before)) != fields.findall(before)
    ]
    assert lost == []


@pytest.mark.parametrize("kind", DOCUMENTS, ids=lambda kind: kind.code)
def test_no_narrow_mark_stands_beside_chinese(kind, marks_of_print: None) -> None:
    """Tests all words that are ours: notes of the policy and reasons are people's."""
    dossier = factory.bare(Stage.SUBMISSION)
    text = factory.whole(kind.make(dossier, "zh"))
    notes = [sourced.note for _, _, sourced in dossier.case.policy.entries()]
    for said in (*notes, *(each.reason for each in factory.OVERRIDES)):
        text = text.replace(said, "")
    assert NARROW.findall(text) == []


def test_names_keep_their_marks(marks_of_print: None) -> None:
    """Tests a name with narrow marks: it stands as the file has it."""
    dossier = factory.bare(names=(NAME,))
    for kind in DOCUMENTS[:1]:
        assert NAME in factory.whole(kind.make(dossier, "zh"))
