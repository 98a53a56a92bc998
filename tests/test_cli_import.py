"""Tests of the command that reads an edited name list back."""

from __future__ import annotations

from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests import commands
from tests.revision.conftest import digests
from tests.revision.edited_county import Editor, write_home


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the edited county's plan."""
    home = tmp_path_factory.mktemp("cli") / "plan"
    write_home(home)
    return home


def run(*arguments: object) -> CompletedProcess[str]:
    """Run ``alliance import``."""
    return commands.alliance("import", *arguments, cwd=Path.cwd())


def test_edited_list_in_its_folder_makes_another(plan: Path, tmp_path: Path) -> None:
    """Tests the way of an office: edit in place, import, look at the new folder."""
    unchanged = commands.alliance_alone("import", plan, cwd=tmp_path)
    assert unchanged.returncode == 0
    assert "名单没有修改" in unchanged.stdout
    editor = Editor(plan / "plan.xlsx")
    editor.set("g", key="A-A")
    editor.save(plan / "plan.xlsx")
    before = digests(plan)
    done = run(plan)
    assert (done.returncode, done.stderr) == (0, "")
    assert "村小g 由 河口小学 的教联体调入 城关小学 的教联体" in done.stdout
    assert (plan.with_name("plan-edited") / "plan.json").is_file()
    again = run(plan)
    assert again.returncode == 2
    assert "[E133]" in again.stderr
    assert digests(plan) == before


def test_refused_list_is_told_and_the_form_written(plan: Path, tmp_path: Path) -> None:
    """Tests exit code 4, the words, and where the form lies; then a faulty list."""
    editor = Editor(plan / "plan.xlsx")
    editor.set("g", key="A-E")
    editor.add("u", key="A-E", year="2024")
    path = editor.save(tmp_path / "list.xlsx")
    done = run(path, "--of", plan, "--out", tmp_path / "out")
    assert done.returncode == 4
    assert "规则(3)[C331]须写明理由" in done.stdout
    assert (tmp_path / "待填理由.xlsx").is_file()
    assert not (tmp_path / "out").exists()
    editor.set("u", role="副校长")
    done = run(editor.save(path), "--of", plan, "--lang", "en")
    assert done.returncode == 2
    assert "[E112]" in done.stderr
    assert "Traceback" not in done.stderr
