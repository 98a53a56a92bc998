"""A version moves forward when everything is there, and never back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from optimizer import service
from optimizer.dossier import Stage
from optimizer.errors import CheckError, DataError
from optimizer.project.sentences import ProjectError
from optimizer.service.version_store import LOG, digest_of, read_entries
from tests.service.plan_folders import MATERIAL, answer, hear, write_plan

BY = {"by": "局基教科", "date": "2026-12-15"}


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return the folders of two plans; B has other members in the second."""
    home = tmp_path_factory.mktemp("plans")
    first = write_plan(home / "one")
    return first, write_plan(home / "two", "apart,A,c,\napart,B,d,\n")


@pytest.fixture(scope="module")
def whole(plans: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project whose first version has all that any stage demands."""
    project = tmp_path_factory.mktemp("whole") / "恩施市"
    said = {"by": "局基教科", "date": "2026-11-30", "why": "首次编制"}
    service.add_version(project, plans[0], **said)
    home = project / "v1"
    (home / "material.toml").write_text(MATERIAL, encoding="utf-8")
    hear(home, project.parent / "sent")
    answer(home)
    return project


@pytest.fixture
def project(whole: Path, tmp_path: Path) -> Path:
    """Return a copy of the project that a test may change."""
    return Path(shutil.copytree(whole, tmp_path / "恩施市"))


def test_complete_version_goes_all_the_way_step_by_step(project: Path) -> None:
    """Tests every stage in turn, by word and by code, and the entries of the log."""
    steps = ("征求意见稿", "review", "送审稿", "NOTICE", "批准")
    for to in steps:
        moved = service.move_stage(project, "v1", to=to, **BY, note="同意[b]")
        assert moved.missing == ()
        assert moved.entry is not None
        expected = ("补充冬季车程[bold]",) if to == "送审稿" else ()
        assert moved.conditions == expected
    stages = [e.facts["to"] for e in read_entries(project)[1:]]
    assert stages == ["consultation", "review", "submission", "notice", "approved"]
    (row,) = service.list_versions(project)
    assert (row.stage, row.in_force) == (Stage.APPROVED, True)
    assert service.verify_log(project).faults == ()


def test_entry_keeps_the_digests_it_was_judged_by(project: Path) -> None:
    """Tests what is noted, and that a later change of it is told."""
    moved = service.move_stage(project, "v1", to="approved", **BY)
    assert moved.entry is not None
    judged = moved.entry.facts["judged"]
    names = ("material.toml", "opinions/opinions.json", "opinions/opinions.xlsx")
    assert judged == {f"v1/{name}": digest_of(project / "v1" / name) for name in names}
    (project / "v1" / "material.toml").unlink()
    verdict = service.verify_log(project)
    assert verdict.faults == ()
    assert [note.code for note in verdict.notes] == ["J322"]


@pytest.mark.parametrize("to", ["draft", "草案", "consultation", "征求意见稿"])
def test_stages_never_move_back_or_stand_still(project: Path, to: str) -> None:
    """Tests the stage a version is in, and those before."""
    service.move_stage(project, "v1", to="consultation", **BY)
    with pytest.raises(ProjectError, match="J110") as caught:
        service.move_stage(project, "v1", to=to, **BY)
    assert "征求意见稿" in caught.value.render("zh")
    assert len(read_entries(project)) == 2


def test_what_is_missing_is_told_and_nothing_written(project: Path) -> None:
    """Tests a jump to the end without material, and beside it one that is allowed."""
    (project / "v1" / "material.toml").unlink()
    before = (project / LOG).read_bytes()
    moved = service.move_stage(project, "v1", to="approved", **BY)
    assert moved.entry is None
    told = [sentence.code for sentence in moved.missing]
    assert told == ["J407", "J412", "J413", "J414", "J417"]
    assert (project / LOG).read_bytes() == before
    assert service.move_stage(project, "v1", to="review", **BY).entry is not None


def test_unanswered_opinions_hold_a_version_back(project: Path, tmp_path: Path) -> None:
    """Tests opinions merged anew, whose workbook nobody has filled in."""
    shutil.rmtree(project / "v1" / "opinions")
    moved = service.move_stage(project, "v1", to="review", **BY)
    assert [s.code for s in moved.missing] == ["J403", "J403"]
    hear(project / "v1", tmp_path / "sent")
    moved = service.move_stage(project, "v1", to="review", **BY)
    assert [s.code for s in moved.missing] == ["J405", "J405"]


def test_only_alliances_that_changed_are_heard_again(
    project: Path, plans: tuple[Path, Path], tmp_path: Path
) -> None:
    """Tests a second version: opinions on the first count where nothing changed."""
    said = {"by": "局", "date": "2026-12-01"}
    same = Path(shutil.copytree(plans[0], tmp_path / "same"))
    service.add_version(project, same, **said, why="重做")
    assert service.move_stage(project, "v2", to="review", **BY).entry is not None
    service.add_version(project, plans[1], **said, why="调整", parent="v1")
    moved = service.move_stage(project, "v3", to="review", **BY)
    one, three = (service.folder.read_plan(project / v) for v in ("v1", "v3"))
    groups = [
        {a.core: {m.school_id for m in a.members} for a in plan.alliances}
        for plan in (one, three)
    ]
    changed = [core for core in groups[1] if groups[0].get(core) != groups[1][core]]
    assert changed
    assert [s.code for s in moved.missing] == ["J404"] * len(changed)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"version": "v2"}, "J102"),
        ({"to": "发布"}, "J109"),
        ({"date": "2026-11-29"}, "J104"),
        ({"date": "2026-02-29"}, "J103"),
        ({"by": ""}, "J105"),
        ({"note": "长" * 2_001}, "J105"),
    ],
)
def test_what_is_not_said_well_writes_nothing(
    project: Path, changed: dict[str, str], code: str
) -> None:
    """Tests version, stage, day, role and note."""
    asked = {"version": "v1", "to": "consultation", **BY, **changed}
    with pytest.raises(ProjectError, match=code):
        service.move_stage(project, asked.pop("version"), **asked)
    assert len(read_entries(project)) == 1


def test_days_of_the_stages_do_not_run_back(project: Path) -> None:
    """Tests a stage on the day of the last one, and one before it."""
    service.move_stage(project, "v1", to="consultation", **BY)
    with pytest.raises(ProjectError, match="J104"):
        service.move_stage(project, "v1", to="review", by="局", date="2026-12-14")
    assert service.move_stage(project, "v1", to="review", **BY).entry


def test_one_version_is_approved_at_a_time(
    project: Path, plans: tuple[Path, Path]
) -> None:
    """Tests a version that was made from the approved one, and one that was not."""
    said = {"by": "局", "date": "2026-12-01", "why": "重做"}
    service.add_version(project, plans[0], **said)
    service.add_version(project, plans[0], **said, parent="v1")
    for name in ("v2", "v3"):
        shutil.copy(project / "v1" / "material.toml", project / name)
    service.move_stage(project, "v2", to="approved", **BY)
    with pytest.raises(ProjectError, match="J111"):
        service.move_stage(project, "v3", to="approved", **BY)
    assert service.move_stage(project, "v3", to="notice", **BY).entry
    service.add_version(project, plans[0], **said, parent="v2")
    shutil.copy(project / "v1" / "material.toml", project / "v4")
    moved = service.move_stage(project, "v4", to="approved", **BY)
    assert moved.superseded == "v2"
    rows = service.list_versions(project)
    assert [r.mark.name for r in rows if r.in_force] == ["v4"]
    assert [r.stage for r in rows if r.mark.name in ("v2", "v4")] == [
        Stage.APPROVED,
        Stage.APPROVED,
    ]


def test_version_changed_by_hand_does_not_move(project: Path) -> None:
    """Tests a changed file, and a log with a changed byte."""
    path = project / "v1" / "summary.md"
    text = path.read_bytes()
    path.write_bytes(text + b"x")
    with pytest.raises(CheckError, match="J203"):
        service.move_stage(project, "v1", to="consultation", **BY)
    path.write_bytes(text)
    log = (project / LOG).read_bytes()
    (project / LOG).write_bytes(log.replace("局".encode(), "村".encode(), 1))
    with pytest.raises(CheckError, match="J202"):
        service.move_stage(project, "v1", to="consultation", **BY)


def test_ancestor_counts_by_its_plan_and_inputs(
    project: Path, plans: tuple[Path, Path]
) -> None:
    """Tests a parent whose workbook, then whose plan, was edited where it lies."""
    said = {"by": "局", "date": "2026-12-01", "why": "重做"}
    service.add_version(project, plans[0], **said)
    for name in ("plan.xlsx", "plan.json"):
        with (project / "v1" / name).open("ab") as file:
            file.write(b" ")
        if name == "plan.xlsx":
            moved = service.move_stage(project, "v2", to="consultation", **BY)
            assert moved.entry is not None
    with pytest.raises(CheckError, match="J203"):
        service.move_stage(project, "v2", to="review", **BY)


def test_damaged_material_is_told(project: Path) -> None:
    """Tests material that is no TOML."""
    (project / "v1" / "material.toml").write_text("[office\n", encoding="utf-8")
    with pytest.raises(DataError, match="K101"):
        service.move_stage(project, "v1", to="consultation", **BY)
