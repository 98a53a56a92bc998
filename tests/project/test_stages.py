"""Stages: words, order, lines of descent."""

from __future__ import annotations

import pytest

from optimizer.dossier import STAGES, Stage
from optimizer.messages import text
from optimizer.project.log import Kind, sealed
from optimizer.project.sentences import ProjectError
from optimizer.project.stages import (
    approved_version,
    lineage_of,
    read_stage,
    stage_of,
    steps_between,
)
from tests.project.builders import DAY, ROLE


@pytest.mark.parametrize("stage", STAGES)
def test_stage_is_read_by_code_and_by_word(stage: Stage) -> None:
    """Tests the code, both words, capitals and blanks."""
    for value in (str(stage), str(stage).upper(), f" {stage} "):
        assert read_stage(value) is stage
    for lang in ("zh", "en"):
        assert read_stage(text(f"project.stage.{stage}", lang)) is stage


@pytest.mark.parametrize("value", ["", "征求", "stage", "批准稿", "\x00", "草" * 1_000])
def test_other_words_are_refused_with_the_list(value: str) -> None:
    """Tests that the message names what may be said, in either language."""
    with pytest.raises(ProjectError, match="J109") as caught:
        read_stage(value)
    assert "征求意见稿、论证稿、送审稿、公示稿、批准" in caught.value.render("zh")
    assert "consultation draft, review draft" in caught.value.render("en")


@pytest.mark.parametrize("now", STAGES)
@pytest.mark.parametrize("to", STAGES)
def test_steps_lead_only_forward(now: Stage, to: Stage) -> None:
    """Tests all pairs of stages: each stage on the way once, the last one last."""
    steps = steps_between(now, to)
    assert bool(steps) is (STAGES.index(to) > STAGES.index(now))
    assert not steps or steps[-1] is to
    assert len(steps) == max(0, STAGES.index(to) - STAGES.index(now))


def log(*told: tuple[str, str]) -> tuple:
    """Return a log of (version, parent) pairs and of (version, ``:stage``)."""
    entries: tuple = ()
    for version, what in told:
        if what.startswith(":"):
            kind, facts = Kind.STAGE, {"to": what[1:], "note": "", "judged": {}}
        else:
            facts = {"parent": what, "why": "", "plan_sha256": ""}
            kind, facts = Kind.VERSION, {**facts, "version_sha256": ""}
        entries += (sealed(entries, kind, version, DAY, ROLE, facts),)
    return entries


def test_stage_and_descent_come_from_the_log() -> None:
    """Tests two lines from v1, and an approval that takes the place of another."""
    entries = log(
        ("v1", ""),
        ("v1", ":consultation"),
        ("v2", "v1"),
        ("v3", "v1"),
        ("v1", ":approved"),
        ("v4", "v3"),
    )
    assert stage_of(entries, "v1") is Stage.APPROVED
    assert stage_of(entries[:2], "v1") is Stage.CONSULTATION
    assert stage_of(entries, "v4") is Stage.DRAFT
    assert lineage_of(entries, "v4") == ("v4", "v3", "v1")
    assert lineage_of(entries, "v9") == ()
    assert approved_version(entries[:4]) is None
    assert approved_version(entries) == "v1"
    assert approved_version((*entries, *log(("v4", ":approved")))) == "v4"
