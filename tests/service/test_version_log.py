"""``alliance log verify``: every change to a project is found and named."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from optimizer.project.sentences import ProjectError
from optimizer.service import version_store as store
from optimizer.service.version_log import Verdict, verify_log
from tests.project import builders


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project of two versions, the first of them consulted on."""
    home = tmp_path / "恩施市"
    builders.add(home)
    builders.stage(home)
    builders.add(home)
    return home


def told(verdict: Verdict) -> list[tuple[str, object]]:
    """Return code and file or version of each fault."""
    return [
        (f.code, f.details.get("file", f.details.get("version", f.details.get("row"))))
        for f in verdict.faults
    ]


def test_whole_project_has_no_fault(project: Path) -> None:
    """Tests that nothing is said of a project as it was written."""
    verdict = verify_log(project)
    assert (verdict.faults, verdict.notes, verdict.since) == ((), (), None)
    assert verdict.head == store.read_entries(project)[-1].hash


def _drop_last(raw: bytes) -> bytes:
    return raw[: raw[:-1].rindex(b"\n") + 1]


def _double_last(raw: bytes) -> bytes:
    return raw + raw[raw[:-1].rindex(b"\n") + 1 :]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda raw: raw.replace(b"2026-11-30", b"2026-11-29", 1), "J302"),
        (lambda raw: raw[raw.index(b"\n") + 1 :], "J303"),
        (_drop_last, "J306"),
        (_double_last, "J303"),
        (lambda raw: raw[:-5], "J305"),
        (lambda _: b"", "J305"),
    ],
)
def test_changed_log_is_found(
    project: Path, change: Callable[[bytes], bytes], code: str
) -> None:
    """Tests bytes changed, and lines removed, doubled and cut."""
    path = project / store.LOG
    path.write_bytes(change(path.read_bytes()))
    assert told(verify_log(project))[0][0] == code


def test_every_byte_of_every_file_counts(project: Path) -> None:
    """Tests each file of a version and of the log, changed in its last byte."""
    files = [p for p in sorted(project.rglob("*")) if p.is_file() and p.stat().st_size]
    assert len(files) == 8
    for path in files:
        whole = path.read_bytes()
        path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
        assert verify_log(project).faults, path
        path.write_bytes(whole)
    assert verify_log(project).faults == ()


def test_changed_missing_and_added_files_are_named(project: Path) -> None:
    """Tests what happened to each file of a version."""
    home = project / "v1"
    (home / "plan.json").write_text("[]", encoding="utf-8")
    (home / "inputs" / "schools.csv").unlink()
    (home / "inputs" / "另存.csv").write_text("", encoding="utf-8")
    assert told(verify_log(project)) == [
        ("J312", "inputs/schools.csv"),
        ("J313", "inputs/另存.csv"),
        ("J311", "plan.json"),
    ]
    shutil.copy(project / "v2" / "version.json", home / "version.json")
    assert told(verify_log(project)) == [("J316", "v1")]
    shutil.rmtree(home)
    assert told(verify_log(project)) == [("J314", "v1")]


def test_folder_that_is_not_in_the_log_is_named(project: Path) -> None:
    """Tests a copy of a version, and folders that are no versions at all."""
    shutil.copytree(project / "v2", project / "v3")
    (project / "会议纪要").mkdir()
    (project / "v1备份").mkdir()
    assert told(verify_log(project)) == [("J315", "v3")]


def test_what_people_add_is_no_fault(project: Path) -> None:
    """Tests opinions, material, packages, and what office programs leave."""
    home = project / "v1"
    for name in ("material.toml", "~$plan.xlsx", ".DS_Store", "opinions/a/b.xlsx"):
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    assert verify_log(project).faults == ()


def test_material_changed_after_a_stage_is_noted(project: Path) -> None:
    """Tests that only the last stage of a version is compared, and is no fault."""
    material = project / "v2" / "material.toml"
    material.write_text("甲", encoding="utf-8")
    facts = {"to": "review", "note": ""}
    judged = {"v2/material.toml": store.digest_of(material)}
    with store.writing_alone(project):
        entries = store.read_entries(project)
        more = {**facts, "judged": judged}
        store.put_entry(
            project, entries, store.Kind.STAGE, "v2", "2026-12-01", "局", more
        )
    assert verify_log(project).notes == ()
    material.write_text("乙", encoding="utf-8")
    verdict = verify_log(project)
    assert verdict.faults == ()
    assert [note.code for note in verdict.notes] == ["J322"]
    assert "论证稿" in verdict.notes[0].render("zh")
    assert "review draft" in verdict.notes[0].render("en")


def test_hash_kept_elsewhere_tells_a_log_written_anew(
    project: Path, tmp_path: Path
) -> None:
    """Tests the last hash, an earlier one, one of another log, and no hash."""
    entries = store.read_entries(project)
    assert verify_log(project, entries[-1].hash).since == 0
    assert verify_log(project, entries[0].hash[:12].upper()).since == 2
    other = tmp_path / "other"
    builders.add(other, why="改写")
    verdict = verify_log(other, entries[0].hash)
    assert told(verdict) == [("J307", None)] or verdict.faults[0].code == "J307"
    for value in ("", "abc", "x" * 64, entries[0].hash[:11]):
        with pytest.raises(ProjectError, match="J116"):
            verify_log(project, value)


def test_there_must_be_a_log(tmp_path: Path) -> None:
    """Tests no folder, an empty one, and a file."""
    (tmp_path / "x").write_text("", encoding="utf-8")
    for path in (tmp_path, tmp_path / "none", tmp_path / "x"):
        with pytest.raises(ProjectError, match="J101"):
            verify_log(path)
