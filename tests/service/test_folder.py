"""Writing a plan's folder: whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from optimizer.errors import OutputError, PlanError
from optimizer.service import folder

WRITERS = {
    "map.html": folder.text_writer("map"),
    "inputs/schools.csv": folder.text_writer("schools"),
    folder.PLAN: folder.text_writer("plan"),
}


def fail(path: Path) -> None:
    """Fail as a full disk does."""
    raise OSError(28, os.strerror(28))


def names(path: Path) -> set[str]:
    """Return the relative names of all files below a folder."""
    return {p.relative_to(path).as_posix() for p in path.rglob("*") if p.is_file()}


def test_folder_is_written_with_nothing_left_beside_it(tmp_path: Path) -> None:
    """Tests that all files arrive and the temporary folder is gone."""
    folder.write_folder(tmp_path / "a" / "out", WRITERS)
    assert names(tmp_path) == {f"a/out/{name}" for name in WRITERS}


def test_failing_file_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    """Tests that a fault in one file keeps the whole earlier plan."""
    out = tmp_path / "out"
    folder.write_folder(out, WRITERS)
    with pytest.raises(OutputError, match="O101"):
        folder.write_folder(out, {"map.html": folder.text_writer("new"), "b": fail})
    assert (out / "map.html").read_text() == "map"
    assert names(tmp_path) == {f"out/{name}" for name in WRITERS}


def test_fault_of_the_program_also_leaves_nothing_behind(tmp_path: Path) -> None:
    """Tests that an error other than the system's is not half-written either."""

    def crash(path: Path) -> None:
        path.write_text("half")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        folder.write_folder(tmp_path / "out", {"map.html": crash})
    assert names(tmp_path) == set()


def test_new_plan_replaces_the_old_and_leaves_other_files(tmp_path: Path) -> None:
    """Tests that outdated inputs go and a user's own file stays."""
    out = tmp_path / "out"
    folder.write_folder(out, {**WRITERS, "inputs/roads.geojson": fail_never})
    (out / "note.txt").write_text("mine")
    folder.write_folder(out, WRITERS)
    assert names(out) == {*WRITERS, "note.txt"}


def fail_never(path: Path) -> None:
    """Write a file."""
    path.write_text("roads")


def test_file_in_the_way_is_told(tmp_path: Path) -> None:
    """Tests that a file with the folder's name is not overwritten."""
    (tmp_path / "out").write_text("mine")
    with pytest.raises(OutputError, match="O101"):
        folder.write_folder(tmp_path / "out", WRITERS)
    assert (tmp_path / "out").read_text() == "mine"


def test_missing_and_broken_plans_are_told(tmp_path: Path) -> None:
    """Tests the faults of a plan file."""
    with pytest.raises(PlanError, match="A102"):
        folder.read_plan(tmp_path)
    for text in ("{", "[]", '{"alliances": 1}', '{"alliances": [], "typo": 1}'):
        (tmp_path / folder.PLAN).write_text(text)
        with pytest.raises(PlanError, match="A101"):
            folder.read_plan(tmp_path)
    (tmp_path / folder.PLAN).write_bytes(b"\xff\xfe\xff")
    with pytest.raises(PlanError, match="A103"):
        folder.read_plan(tmp_path)
