"""Plans become versions: named, checked, compared with their parent, kept."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from optimizer import service
from optimizer.checker import check_plan
from optimizer.domain import Severity
from optimizer.dossier import Stage
from optimizer.errors import CheckError, PlanError
from optimizer.project.sentences import ProjectError
from optimizer.service.dossier_reading import read_dossier
from optimizer.service.loading import load_folder
from optimizer.service.version_reading import ancestry, standing
from optimizer.service.version_store import LOG, read_entries
from tests.report.map_factory import EVIL
from tests.service.plan_folders import hear, write_plan

ROOT = Path(__file__).parents[2]
SAID = {"by": "局基教科", "date": "2026-11-30", "why": "首次编制"}


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return the folders of two plans that group six schools in different ways."""
    home = tmp_path_factory.mktemp("plans")
    first = write_plan(home / "方案 一")
    return first, write_plan(home / "two", "apart,A,c,\napart,B,d,\n")


@pytest.fixture(scope="module")
def kept(plans: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project of two versions."""
    project = tmp_path_factory.mktemp("kept") / "恩施 市"
    service.add_version(project, plans[0], **SAID)
    more = {"by": "局长办公会", "date": "2026-12-01", "why": "按意见调整"}
    service.add_version(project, plans[1], **more)
    return project


@pytest.fixture
def project(kept: Path, tmp_path: Path) -> Path:
    """Return a copy of the project that a test may change."""
    return Path(shutil.copytree(kept, tmp_path / "恩施 市"))


def read(path: Path) -> dict:
    """Return the content of a JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


def test_every_output_says_which_version_it_is(kept: Path) -> None:
    """Tests plan, policy, workbook, map, summary and geojson."""
    home = kept / "v2"
    assert read(home / "plan.json")["version"] == "v2"
    assert 'version = {value = "v2"' in (home / "inputs/policy.toml").read_text("utf-8")
    for name in ("map.html", "summary.md", "plan.geojson"):
        assert "v2" in (home / name).read_text(encoding="utf-8"), name
    book = openpyxl.load_workbook(home / "plan.xlsx")
    texts = {str(c.value) for s in book for row in s.iter_rows() for c in row}
    assert any("版本 v2" in told for told in texts)


def test_name_changes_no_claim_and_no_proof(
    kept: Path, plans: tuple[Path, Path]
) -> None:
    """Tests that the plan differs from what it was in its labels alone."""
    before, after = read(plans[0] / "plan.json"), read(kept / "v1" / "plan.json")
    for told in (before, after):
        told.pop("version")
        told["fingerprint"].pop("policy")
    assert before == after
    for name in ("v1", "v2"):
        case = load_folder(kept / name, layers=False).case
        found = check_plan(case, service.folder.read_plan(kept / name))
        assert not [v for v in found if v.severity is Severity.ERROR]
    assert service.verify_log(kept).faults == ()


def test_plan_that_was_added_is_only_read(plans: tuple[Path, Path], kept: Path) -> None:
    """Tests that the plan still has its own version, and no file of ours."""
    assert read(plans[0] / "plan.json")["version"] == "1"
    assert not (plans[0] / "version.json").exists()
    named = {p.relative_to(kept / "v1") for p in (kept / "v1").rglob("*")}
    own = {p.relative_to(plans[0]) for p in plans[0].rglob("*")}
    assert named == own | {Path("version.json")}
    assert (kept / "v1/run.json").read_bytes() == (plans[0] / "run.json").read_bytes()


def test_version_names_parent_author_reason_and_changes(kept: Path) -> None:
    """Tests what version.json says against both plans."""
    first, second = read(kept / "v1/version.json"), read(kept / "v2/version.json")
    assert (first["parent"], first["changes"]) == (None, [])
    facts = (second["name"], second["parent"], second["role"], second["date"])
    assert facts == ("v2", "v1", "局长办公会", "2026-12-01")
    one, two = (service.folder.read_plan(kept / name) for name in ("v1", "v2"))
    moved = {s for s in one.core_of if one.core_of[s] != two.core_of.get(s)}
    assert moved
    assert {c["school_id"] for c in second["changes"]} == moved
    rows = service.list_versions(kept)
    assert [(r.mark.name, r.stage, r.in_force) for r in rows] == [
        ("v1", Stage.DRAFT, False),
        ("v2", Stage.DRAFT, False),
    ]
    assert rows[0].coverage is not None
    assert (rows[0].coverage.covered, rows[0].coverage.total) == (6, 6)


def test_same_commands_give_the_same_bytes(
    plans: tuple[Path, Path], kept: Path, tmp_path: Path
) -> None:
    """Tests every file of the project, written in another process."""
    commands = [
        [plans[0], "局基教科", "2026-11-30", "首次编制"],
        [plans[1], "局长办公会", "2026-12-01", "按意见调整"],
    ]
    again = tmp_path / "again"
    for home, by, day, why in commands:
        asked = ["project", "add", again, home, "--by", by, "--date", day, "--why", why]
        done = subprocess.run(
            [sys.executable, "-m", "optimizer", *map(str, asked)],
            cwd=ROOT,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    files = [sorted(p.relative_to(h) for p in h.rglob("*")) for h in (kept, again)]
    assert files[0] == files[1]
    for name in files[0]:
        if (kept / name).is_file():
            assert (kept / name).read_bytes() == (again / name).read_bytes(), name


def test_parent_may_be_an_earlier_version(
    project: Path, plans: tuple[Path, Path]
) -> None:
    """Tests a line of its own from v1, and a parent there is none of."""
    added = service.add_version(
        project, plans[1], by="局", date="2026-11-30", why="另案", parent="v1"
    )
    assert (added.mark.name, added.mark.parent) == ("v3", "v1")
    for parent in ("v9", "", "../v1", "\x00"):
        with pytest.raises(ProjectError, match="J102"):
            service.add_version(project, plans[1], **SAID, parent=parent)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"date": "2026-11-31"}, "J103"),
        ({"date": "2026-11-30"}, "J104"),
        ({"date": "今天"}, "J103"),
        ({"by": " "}, "J105"),
        ({"by": "局" * 201}, "J105"),
        ({"why": "\n"}, "J105"),
        ({"why": "长" * 2_001}, "J105"),
    ],
)
def test_what_is_not_said_well_writes_nothing(
    project: Path, plans: tuple[Path, Path], changed: dict[str, str], code: str
) -> None:
    """Tests dates, roles and reasons; the day of the parent itself is late enough."""
    before = (project / LOG).read_bytes()
    asked = {**SAID, "date": "2026-12-01", **changed}
    with pytest.raises(ProjectError, match=code):
        service.add_version(project, plans[0], **asked)
    assert (project / LOG).read_bytes() == before
    assert not (project / "v3").exists()


@pytest.mark.parametrize("evil", [*EVIL, "行一\n行二\t三\x07", "长" * 1_000])
def test_hostile_words_are_text_in_every_file(
    plans: tuple[Path, Path], tmp_path: Path, evil: str
) -> None:
    """Tests role and reason in version.json, the log, and both languages' screens."""
    from optimizer import console_project

    project = tmp_path / "p"
    fill = lambda out: shutil.copytree(plans[0], out)  # noqa: E731
    said = {"role": evil[:200], "date": "2026-11-30", "why": evil}
    added = service.next_version(project, fill, **said)
    assert (project / LOG).read_bytes().count(b"\n") == 1
    assert not set(added.mark.why) & set("\n\x00\x07\u202e\u2028")
    assert service.list_versions(project)[0].mark == added.mark
    assert service.verify_log(project).faults == ()
    for lang in ("zh", "en"):
        rows = service.list_versions(project)
        assert list(console_project.version_parts(rows, lang))
        assert list(console_project.log_parts(service.show_log(project), lang))


def test_plan_inside_the_project_is_refused(
    project: Path, plans: tuple[Path, Path]
) -> None:
    """Tests a version, a folder in a version, the project, and a folder beside it."""
    said = {**SAID, "date": "2026-12-01"}
    shutil.copytree(project / "v1", project / "草稿")
    for home in (project / "v1", project / "草稿", project, project / "v1" / ".."):
        with pytest.raises(ProjectError, match="J106"):
            service.add_version(project, home, **said)
    with pytest.raises(ProjectError, match="J108"):
        service.add_version(plans[0], plans[1], **said)
    beside = Path(shutil.copytree(project / "v1", project.parent / f"{project.name}2"))
    assert service.add_version(project, beside, **said).mark.name == "v3"


def test_plan_the_checker_refuses_is_not_added(
    plans: tuple[Path, Path], tmp_path: Path
) -> None:
    """Tests a plan edited by hand, one without inputs, and no plan."""
    edited = Path(shutil.copytree(plans[0], tmp_path / "edited"))
    text = (edited / "plan.json").read_text(encoding="utf-8")
    (edited / "plan.json").write_text(text.replace('"km": ', '"km": 1'), "utf-8")
    with pytest.raises(CheckError, match="J201"):
        service.add_version(tmp_path / "p", edited, **SAID)
    shutil.rmtree(edited / "inputs")
    for home in (edited, tmp_path / "none"):
        with pytest.raises(PlanError):
            service.add_version(tmp_path / "p", home, **SAID)
    assert not (tmp_path / "p").exists()


def test_version_changed_by_hand_has_no_children(
    project: Path, plans: tuple[Path, Path]
) -> None:
    """Tests changed inputs of a parent, one more input, and the other version."""
    said = {**SAID, "date": "2026-12-02"}
    pairs = project / "v2" / "inputs" / "pairs.csv"
    whole = pairs.read_bytes()
    pairs.write_bytes(whole + b"x")
    with pytest.raises(CheckError, match="J203"):
        service.add_version(project, plans[0], **said)
    pairs.write_bytes(whole)
    (pairs.parent / "choices.json").write_text("{}", encoding="utf-8")
    with pytest.raises(CheckError, match="J203"):
        service.add_version(project, plans[0], **said)
    assert service.add_version(project, plans[0], **said, parent="v1").drawn == ()


def test_list_edited_in_its_version_is_told_and_no_lost_work(
    project: Path, plans: tuple[Path, Path]
) -> None:
    """Tests a workbook changed where it lies: the next version is made and says so."""
    from optimizer.console_project import added_parts

    with (project / "v2" / "plan.xlsx").open("ab") as file:
        file.write(b"x")
    said = {**SAID, "date": "2026-12-02"}
    added = service.add_version(project, plans[0], **said)
    assert [fault.code for fault in added.drawn] == ["J311"]
    assert any("另存到项目之外" in part for part in added_parts(added, "zh"))
    assert [f.code for f in service.verify_log(project).faults] == ["J311"]


def test_what_people_put_beside_a_plan_comes_along(
    plans: tuple[Path, Path], tmp_path: Path
) -> None:
    """Tests opinions and material of the plan, and later opinions on its old digest."""
    home = Path(shutil.copytree(plans[0], tmp_path / "plan"))
    hear(home, tmp_path / "sent")
    (home / "material.toml").write_text("[office]\nname = '局'\n", "utf-8")
    (home / "packages").mkdir()
    project = tmp_path / "p"
    added = service.add_version(project, home, **SAID)
    assert added.renamed
    version = project / "v1"
    assert (version / "material.toml").is_file()
    assert not (version / "packages").exists()
    assert service.verify_log(project).faults == ()
    found = service.read_opinions(version, [tmp_path / "sent"], tmp_path / "out")
    assert len(found.gathered.opinions) == 8
    assert [note.code for note in found.gathered.notes] == ["O217"]
    assert found.mark.same == added.same
    dossier = read_dossier(version)
    assert len(dossier.opinions) == 8
    assert (dossier.version, dossier.stage) == (added.mark, Stage.DRAFT)
    assert read_dossier(home).version is None


def test_opinions_on_another_version_are_still_refused(
    kept: Path, plans: tuple[Path, Path], tmp_path: Path
) -> None:
    """Tests opinions on the first plan in the folder of the second version."""
    from optimizer.errors import DataError

    home = Path(shutil.copytree(plans[0], tmp_path / "plan"))
    hear(home, tmp_path / "sent")
    with pytest.raises(DataError, match="O220") as caught:
        service.read_opinions(kept / "v2", [tmp_path / "sent"], tmp_path / "out")
    assert [issue.code for issue in caught.value.issues] == ["O206"]


def test_export_is_noted_with_its_digests(project: Path) -> None:
    """Tests the entry of a package, with and without who wrote it, and no version."""
    entry = service.note_export(
        project, "v2", "approval", {"b.pdf": "1", "a.docx": "2"}
    )
    assert list(entry.facts["files"]) == ["a.docx", "b.pdf"]
    assert (entry.date, entry.role) == ("", "")
    more = service.note_export(
        project, "v1", "gis", {}, by="信息中心", date="2026-12-02"
    )
    assert read_entries(project)[-1] == more
    assert service.verify_log(project).faults == ()
    with pytest.raises(ProjectError, match="J102"):
        service.note_export(project, "v3", "gis", {})
    with pytest.raises(ProjectError, match="J103"):
        service.note_export(project, "v2", "gis", {}, date="2026-02-30")


def test_standing_tells_a_version_from_any_other_folder(
    project: Path, plans: tuple[Path, Path], tmp_path: Path
) -> None:
    """Tests a version, a plan, a copy outside the project, and a leftover in it."""
    found = standing(project / "v2")
    assert found is not None
    assert (found.mark.name, found.stage) == ("v2", Stage.DRAFT)
    assert found.project == project.resolve()
    copied = Path(shutil.copytree(project / "v2", tmp_path / "v2"))
    shutil.copytree(project / "v2", project / "v3")
    for home in (plans[0], copied, project / "v3", tmp_path / "none"):
        assert standing(home) is None
    assert [m.name for m in ancestry(project / "v2")] == ["v2", "v1"]
    assert ancestry(plans[0]) == ()


def test_nothing_is_decided_in_a_version(project: Path) -> None:
    """Tests that a version stays as it was written, and the remedy."""
    with pytest.raises(ProjectError, match="J117"):
        service.decide_type(project / "v1", "A", "partnership", "局党组会决定")
    assert service.verify_log(project).faults == ()


def test_ancestry_of_files_changed_by_hand_ends(project: Path, tmp_path: Path) -> None:
    """Tests a circle of parents whose files name others, and a path for a parent."""
    home = Path(shutil.copytree(project, tmp_path / "copy"))
    for folder, parent in (("v1", "v2"), ("v2", "v1")):
        path = home / folder / "version.json"
        told = json.loads(path.read_text(encoding="utf-8"))
        changed = {**told, "name": f"x{folder}", "parent": parent}
        path.write_text(json.dumps(changed), encoding="utf-8")
    assert [m.name for m in ancestry(home / "v2")] == ["xv2", "xv1"]
    path.write_text(json.dumps({**changed, "parent": "../copy/v1"}), encoding="utf-8")
    assert [m.name for m in ancestry(home / "v2")] == ["xv2"]


def test_add_that_meets_a_changed_project_writes_nothing(
    project: Path, plans: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tests an add during which another run adds a version."""
    from optimizer.service import version_naming

    real = version_naming.checked_plan

    def slow(home: Path):
        service.note_export(project, "v1", "gis", {})
        return real(home)

    monkeypatch.setattr(version_naming, "checked_plan", slow)
    with pytest.raises(ProjectError, match="J107"):
        service.add_version(project, plans[0], **{**SAID, "date": "2026-12-02"})
    assert not (project / "v3").exists()


def test_failing_writer_leaves_no_trace(project: Path) -> None:
    """Tests a callback that raises half-way."""

    def fails(out: Path) -> None:
        out.mkdir()
        (out / "plan.json").write_text("{", encoding="utf-8")
        raise RuntimeError

    before = sorted(p.name for p in project.iterdir())
    with pytest.raises(RuntimeError):
        service.next_version(project, fails, role="局", date="2026-12-02", why="x")
    assert sorted(p.name for p in project.iterdir()) == before


KILLED = """
import os, signal, sys
from pathlib import Path
from optimizer import service
from optimizer.service import version_store
kill = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
if sys.argv[3] == "entry":
    version_store.put_entry = kill
else:
    version_store._flush_folder = kill
service.add_version(Path(sys.argv[1]), Path(sys.argv[2]), by="局", date="2026-12-02",
                    why="x")
"""


@pytest.mark.parametrize(("where", "told"), [("files", "J321"), ("entry", "J315")])
def test_real_add_killed_half_way_harms_nothing(
    project: Path, plans: tuple[Path, Path], where: str, told: str
) -> None:
    """Tests a whole add killed with its files written, and before its entry is."""
    done = subprocess.run(
        [sys.executable, "-c", KILLED, project, plans[0], where], cwd=ROOT, check=False
    )
    assert done.returncode == -9
    verdict = service.verify_log(project)
    assert told in {s.code for s in (*verdict.faults, *verdict.notes)}
    assert [row.mark.name for row in service.list_versions(project)] == ["v1", "v2"]
    added = service.add_version(project, plans[0], **{**SAID, "date": "2026-12-02"})
    assert added.mark.name == "v3"
    assert added.replaced is (where == "entry")
    verdict = service.verify_log(project)
    assert (verdict.faults, verdict.notes) == ((), ())
