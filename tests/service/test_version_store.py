"""A project on disk: killed writers, two writers, folders that cannot be written."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from optimizer.errors import CheckError, OutputError
from optimizer.project.log import parse_log
from optimizer.project.sentences import ProjectError
from optimizer.service import version_store as store
from optimizer.service.version_log import verify_log
from tests.project import builders

ROOT = Path(__file__).parents[2]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project with the version v1, in a folder with a blank in its name."""
    home = tmp_path / "恩施 市"
    builders.add(home)
    return home


def killed(base: Path, out: Path, what: str) -> list[Path]:
    """Return the projects left by a writer killed at each of its writes."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.service.killed_writers", base, out, what],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    through = int(done.stdout)
    assert through > 6
    return [out / f"{k:02}" for k in range(1, through)]


def codes(project: Path) -> set[str]:
    """Return the codes of all that ``log verify`` says, each of them in words."""
    verdict = verify_log(project)
    for sentence in (*verdict.faults, *verdict.notes):
        assert all("{" not in sentence.render(lang) for lang in ("zh", "en"))
    return {sentence.code for sentence in (*verdict.faults, *verdict.notes)}


@pytest.mark.parametrize("what", ["version", "stage"])
def test_kill_at_any_write_leaves_the_last_version_whole(
    project: Path, tmp_path: Path, what: str
) -> None:
    """Tests every write: v1 and the log are whole, the state is told, one can go on."""
    before = (project / store.LOG).read_bytes()
    seen: set[str] = set()
    for left in killed(project, tmp_path / "killed", what):
        entries = store.read_entries(left)
        assert len(entries) in (1, 2)
        assert (left / store.LOG).read_bytes().startswith(before)
        assert store.faults_of(left, entries, ("v1", "v2")) == []
        told = codes(left)
        assert told <= {"J315", "J320", "J321"}
        seen |= told
        kept = builders.add(left)
        assert kept.entry.n == len(entries) + 1
        is_new = len(entries) == 1 or what == "stage"
        assert kept.entry.version == ("v2" if is_new else "v3")
        assert kept.replaced is ("J315" in told)
        assert codes(left) == set()
    assert seen == {"J315", "J320", "J321"} - ({"J315"} if what == "stage" else set())


def test_kill_while_the_project_is_made_leaves_nothing_in_the_way(
    tmp_path: Path,
) -> None:
    """Tests every write of the first version."""
    for left in killed(tmp_path / "none", tmp_path / "killed", "version"):
        if (left / store.LOG).exists():
            assert codes(left) <= {"J320", "J321"}
        else:
            with pytest.raises(ProjectError, match="J101"):
                verify_log(left)
        builders.add(left)
        assert codes(left) == set()


def test_two_writers_at_once_one_wins(project: Path) -> None:
    """Tests that a second run is refused while one writes, in another process too."""
    script = (
        "import sys; from pathlib import Path;"
        "from tests.project import builders; builders.add(Path(sys.argv[1]))"
    )
    with store.writing_alone(project):
        with pytest.raises(ProjectError, match="J107"), store.writing_alone(project):
            pass
        done = subprocess.run(
            [sys.executable, "-c", script, project],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert "J107" in done.stderr
    assert len(store.read_entries(project)) == 1
    builders.add(project)
    assert len(store.read_entries(project)) == 2


def test_nothing_is_written_behind_a_faulty_line(project: Path) -> None:
    """Tests a changed log, a log without its head, and one cut short."""
    builders.stage(project)
    whole = (project / store.LOG).read_bytes()
    first = whole[: whole.index(b"\n") + 1]
    for damaged in (whole.replace(b"2026-11-30", b"2026-11-29", 1), first, whole[:-1]):
        (project / store.LOG).write_bytes(damaged)
        with pytest.raises(CheckError, match="J202"):
            builders.add(project)
        assert (project / store.LOG).read_bytes() == damaged
        assert not (project / "v2").exists()
    (project / store.LOG).write_bytes(whole)
    (project / store.HEAD).unlink()
    with pytest.raises(CheckError, match=r"log\.head"):
        builders.add(project)


def test_folder_put_by_hand_is_never_replaced(project: Path) -> None:
    """Tests a folder v2 without a version.json, which no run of ours leaves."""
    (project / "v2").mkdir()
    (project / "v2" / "重要.txt").write_text("x", encoding="utf-8")
    with pytest.raises(ProjectError, match="J112"):
        builders.add(project)
    assert (project / "v2" / "重要.txt").is_file()
    assert codes(project) == {"J315"}


@pytest.mark.parametrize("name", ["open", "fsync"])
def test_folder_that_cannot_be_written_is_told(
    project: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Tests a folder that is read-only, and a disk that is full."""
    number = errno.EACCES if name == "open" else errno.ENOSPC

    def refused(*_: object, **__: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(f"optimizer.service.version_store.os.{name}", refused)
    with pytest.raises(OutputError, match="O101") as caught:
        builders.add(project)
    told = caught.value.render("zh")
    said = {errno.EACCES: "没有写入权限", errno.ENOSPC: "磁盘已满"}
    assert said[number] in told
    assert told.count("O101") == 1
    monkeypatch.undo()
    assert codes(project) == set()
    assert builders.add(project).entry.version == "v2"


def test_project_that_is_a_file_is_told(tmp_path: Path) -> None:
    """Tests a path that is no folder, and one below a file."""
    (tmp_path / "x").write_text("", encoding="utf-8")
    for path in (tmp_path / "x", tmp_path / "x" / "y"):
        with pytest.raises(OutputError, match="O101"):
            builders.add(path)


def test_leftovers_are_no_part_of_a_version(project: Path) -> None:
    """Tests that the digests speak of all files and that nothing is left behind."""
    entries = store.read_entries(project)
    file = store.read_version(project / "v1")
    assert set(file.files) == {"plan.json", "inputs/schools.csv"}
    found = {p.name for p in project.iterdir()}
    assert found == {"v1", store.LOG, store.HEAD, store.LOCK}
    assert parse_log((project / store.LOG).read_bytes()) == (entries, None)
    shutil.rmtree(project / "v1")
    assert codes(project) == {"J314"}


def test_work_of_people_in_an_unlogged_folder_is_never_replaced(project: Path) -> None:
    """Tests a log put back from a backup: v2 has opinions; then its legal neighbour."""
    backup = {name: (project / name).read_bytes() for name in (store.LOG, store.HEAD)}
    builders.add(project)
    opinions = project / "v2" / "opinions"
    opinions.mkdir()
    (opinions / "opinions.json").write_text("{}", encoding="utf-8")
    for name, data in backup.items():
        (project / name).write_bytes(data)
    with pytest.raises(ProjectError, match="J112"):
        builders.add(project)
    assert (opinions / "opinions.json").is_file()
    shutil.rmtree(opinions)
    assert builders.add(project).replaced


def test_links_are_no_files_of_a_version(project: Path, tmp_path: Path) -> None:
    """Tests a link to a folder, one to nowhere, and one in the place of a folder."""
    away = tmp_path / "away"
    away.mkdir()
    (project / "v1" / "more").symlink_to(away)
    assert codes(project) == {"J313"}
    (project / "v1" / "more").unlink()
    (project / "v1" / "more.txt").symlink_to(away / "nothing")
    assert codes(project) == {"J313"}
    (project / "v1" / "more.txt").unlink()
    (project / "v1" / "inputs").rename(away / "inputs")
    (project / "v1" / "inputs").symlink_to(away / "inputs")
    assert codes(project) == {"J312", "J313"}
