"""``alliance project``, ``alliance log`` and ``alliance diff`` as users run them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.commands import alliance, alliance_alone
from tests.service.plan_folders import write_plan


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with two plans and a project of three versions."""
    folder = tmp_path_factory.mktemp("cli")
    write_plan(folder / "one")
    write_plan(folder / "two", "apart,A,c,\napart,B,d,\n")
    made = [
        ("one", "局[red]基教科", "2026-11-30", "首次编制"),
        ("two", "局长办公会", "2026-12-01", "按意见调整"),
        ("one", "局基教科", "2026-12-02", "专家建议改回"),
    ]
    for plan, by, day, why in made:
        done = alliance(
            *("project", "add", "恩施 市", plan),
            *("--by", by, "--date", day, "--why", why),
            cwd=folder,
        )
        assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def copied(home: Path, tmp_path: Path) -> Path:
    """Return a copy of that folder that a test may change."""
    return Path(shutil.copytree(home, tmp_path / "copy"))


def test_add_tells_the_name_the_changes_and_the_hash(home: Path) -> None:
    """Tests what the first and the second version of a new project are told as."""
    said = ("--by", "局", "--date", "2026-11-30", "--why", "x")
    first = alliance("project", "add", "新项目", "one", *said, cwd=home)
    assert first.returncode == 0
    for words in ("已建立项目并加入版本 v1", "此前对原方案", "校验值"):
        assert words in first.stdout
    more = alliance("project", "add", "新项目", "two", *said, "--lang", "en", cwd=home)
    assert "Added version v2 (parent v1)" in more.stdout
    summary = (home / "新项目" / "v2" / "summary.md").read_text(encoding="utf-8")
    assert "Version v2" in summary


def test_list_shows_every_version(home: Path) -> None:
    """Tests the table in both languages; markup in a role stays text."""
    done = alliance("project", "list", "恩施 市", cwd=home)
    assert done.returncode == 0
    for words in ("v1", "v2", "v3", "草案", "局[red]基教科", "6/6 (100.0%)"):
        assert words in done.stdout
    english = alliance("project", "list", "恩施 市", "--lang", "en", cwd=home)
    for words in ("Version", "Parent", "draft", "首次编制"):
        assert words in english.stdout


def test_stage_lists_what_is_missing_and_exits_4(home: Path) -> None:
    """Tests a stage too far, one that is allowed, and one back."""
    copied = Path(shutil.copytree(home / "恩施 市", home / "阶段"))
    said = ("--by", "局", "--date", "2026-12-03")
    far = alliance("project", "stage", copied, "v1", "--to", "批准", *said, cwd=home)
    assert far.returncode == 4
    assert "  1. " in far.stdout
    assert "专家论证" in far.stdout
    near = alliance(
        *("project", "stage", copied, "v1", "--to", "征求意见稿", *said), cwd=home
    )
    assert near.returncode == 0, near.stdout
    back = alliance("project", "stage", copied, "v1", "--to", "草案", *said, cwd=home)
    assert back.returncode == 2
    assert "J110" in back.stderr
    shown = alliance("log", "show", copied, cwd=home)
    assert "进入征求意见稿" in shown.stdout


def test_log_verify_says_whole_or_the_first_fault(copied: Path) -> None:
    """Tests exit codes 0, 4 and 2, and the hash of the minutes."""
    fine = alliance("log", "verify", "恩施 市", cwd=copied)
    assert fine.returncode == 0
    assert "3 条记录、3 个版本" in fine.stdout
    log = copied / "恩施 市" / "log.jsonl"
    hashes = [json.loads(line)["hash"] for line in log.read_text("utf-8").splitlines()]
    assert hashes[-1] in fine.stdout
    same = alliance("log", "verify", "恩施 市", "--expect", hashes[0][:16], cwd=copied)
    assert same.returncode == 0
    assert "其后新增 2 条记录" in same.stdout
    other = alliance("log", "verify", "恩施 市", "--expect", "0" * 64, cwd=copied)
    assert other.returncode == 4
    assert "J307" in other.stdout
    log.write_bytes(log.read_bytes().replace(b"2026-12-01", b"2026-12-03"))
    bad = alliance("log", "verify", "恩施 市", "--lang", "en", cwd=copied)
    assert bad.returncode == 4
    assert "Line 2 of the log" in bad.stdout
    refused = alliance("log", "show", "恩施 市", cwd=copied)
    assert refused.returncode == 4
    assert "J202" in refused.stderr
    none = alliance("log", "verify", "one", cwd=copied)
    assert none.returncode == 2
    assert "J101" in none.stderr


def test_diff_tells_the_versions_on_the_way(home: Path, tmp_path: Path) -> None:
    """Tests names, roles, days and reasons, on the screen and in both files."""
    done = alliance(
        *("diff", "v1", "v3", "--project", "恩施 市", "--out", tmp_path), cwd=home
    )
    assert done.returncode == 0, done.stderr
    for words in ("版本沿革", "局[red]基教科", "按意见调整", "专家建议改回"):
        assert words in done.stdout
    told = json.loads((tmp_path / "diff.json").read_text(encoding="utf-8"))
    assert [v["name"] for v in told["versions"]] == ["v1", "v2", "v3"]
    book = openpyxl.load_workbook(tmp_path / "diff.xlsx")
    texts = {str(c.value) for s in book for row in s.iter_rows() for c in row}
    assert {"按意见调整", "2026-12-01"} <= texts
    inside = alliance("diff", "v1", "v2", cwd=home / "恩施 市")
    assert inside.returncode == 0
    assert "按意见调整" in inside.stdout
    assert "专家建议改回" not in inside.stdout
    plain = alliance("diff", "one", "two", cwd=home)
    assert "版本沿革" not in plain.stdout
    none = alliance("diff", "v1", "v9", "--project", "恩施 市", cwd=home)
    assert none.returncode == 2
    assert "v1, v2, v3" in none.stderr


def test_help_names_every_command(home: Path) -> None:
    """Tests the help of both groups."""
    for group, names in (
        ("project", ("add", "list", "stage")),
        ("log", ("verify", "show")),
    ):
        for arguments, code in (((group, "--help"), 0), ((group,), 2)):
            done = alliance_alone(*arguments, cwd=home)
            assert done.returncode == code
            assert done.stderr == ""
            assert all(name in done.stdout for name in names)
        unknown = alliance(group, "none", cwd=home)
        assert unknown.returncode == 2
        assert "C101" in unknown.stderr
