"""Thirty edits drawn at random on a demo county, each judged apart from the import.

The oracle is the checker on the bare grouping that the edit means, worked out here.
Rules on years stand apart: a grouping has none.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from optimizer import service
from optimizer.case import Case
from optimizer.checker import Judge, check_plan
from optimizer.domain import Severity
from optimizer.service.importing import EditsRefused, Imported, import_edits
from optimizer.service.loading import demo_sources, load_folder
from tests.revision.conftest import digests
from tests.revision.edited_county import SLIM, Editor, write_slim

EDITS = 30
OF_YEARS = ("C41", "C42", "C43", "C44", "C45")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Case]:
    """Return the folder of the plan of a demo county, and its case."""
    home = tmp_path_factory.mktemp("county") / "plan"
    service.write_plan(service.make_plan(service.load(demo_sources("jianshi"))), home)
    write_slim(home / "plan.xlsx", home.with_name(SLIM))
    return home, load_folder(home).case


def edit(editor: Editor, core_of: dict[str, str], seed: int, last: str) -> None:
    """Move, take out or add one to three schools, and note what that means."""
    draw = random.Random(seed)
    names = {
        core: editor.get(core, "教联体编号") for core in sorted(set(core_of.values()))
    }
    members = sorted(s for s, core in core_of.items() if s != core)
    for school in draw.sample(members, draw.choice((1, 1, 2, 3))):
        core = draw.choice(sorted(names))
        if draw.random() < 0.2:
            editor.drop(school)
            del core_of[school]
        elif core_of[school] != core:
            editor.set(school, key=names[core], year=last)
            core_of[school] = core


@pytest.mark.parametrize("seed", range(EDITS))
def test_edit_breaks_exactly_what_its_grouping_breaks(
    made: tuple[Path, Case], tmp_path: Path, seed: int
) -> None:
    """Tests the codes of a refusal, or that what is accepted passes every rule."""
    home, case = made
    core_of = dict(service.folder.read_plan(home).core_of)
    last = str(case.policy.coverage.phases[-1].year)
    editor = Editor(home.with_name(SLIM))
    edit(editor, core_of, seed, last)
    expected = {found.code for found in Judge(case).errors_of(core_of)}
    before = digests(home)
    found, codes = outcome(editor.save(tmp_path / "edited.xlsx"), home)
    assert {code for code in codes if not code.startswith(OF_YEARS)} == expected
    assert (found is None) is bool(codes)
    if found is not None:
        assert found.plan.core_of == core_of
        faults = check_plan(found.loaded.case, found.plan)
        assert [v for v in faults if v.severity is Severity.ERROR] == []
    assert digests(home) == before


def outcome(book: Path, home: Path) -> tuple[Imported | None, tuple[str, ...]]:
    """Return what an import makes, or the codes it is refused for."""
    try:
        return import_edits(book, of=home), ()
    except EditsRefused as refused:
        return None, refused.codes


def test_draws_are_of_both_kinds(made: tuple[Path, Case]) -> None:
    """Tests that some groupings drawn are legal and most are not."""
    home, case = made
    judge, legal = Judge(case), 0
    for seed in range(EDITS):
        core_of = dict(service.folder.read_plan(home).core_of)
        edit(Editor(home.with_name(SLIM)), core_of, seed, "2025")
        legal += not judge.errors_of(core_of)
    assert 3 <= legal <= EDITS - 10
