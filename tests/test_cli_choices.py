"""``alliance explore`` and ``alliance diff`` as their users run them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from optimizer.cli_choices import read_limits, read_wanted
from optimizer.errors import DataError
from optimizer.study.alternatives import Wanted
from optimizer.study.limits import LIMIT_NAMES
from tests.commands import alliance, alliance_alone, run_script

SCHOOLS = """\
school_id,name,county_code,town,lon,lat,type_code,region_code,pupils,backbone,core
A,甲校,422801,龙凤镇,109.48,30.30,211,121,800,30,是
B,乙校,422801,白果乡,109.46,30.26,211,121,800,30,是
c,丙校,422801,龙凤镇,109.50,30.32,211,220,100,1,
d,丁校,422801,白果乡,109.44,30.24,211,220,100,1,
e,戊校,422801,白果乡,109.45,30.28,211,220,100,1,
f,己校,422801,龙凤镇,109.49,30.29,211,220,100,1,
"""
QUICK = ["--alternatives", "1", "--differ", "members=2", "--within-pct", "900"]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the plan of 6 schools in ``plan``."""
    folder = tmp_path_factory.mktemp("choices")
    (folder / "schools.csv").write_text(SCHOOLS, encoding="utf-8-sig")
    done = alliance("plan", "schools.csv", "--out", "plan", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_explore_writes_beside_the_plan_and_tells_each_part(home: Path) -> None:
    """Tests exit code 0, the files, the screen, and the plan left as it was."""
    before = (home / "plan" / "plan.json").read_bytes()
    done = alliance_alone(
        "explore", "plan", *QUICK, "--limits", "size,minutes", cwd=home
    )
    assert done.returncode == 0, done.stdout + done.stderr
    out = home / "plan" / "explore"
    for name in ("explore.xlsx", "explore.html", "explore.json"):
        assert (out / name).is_file(), name
    for words in ("前沿", "各项上限的影响", "备选方案", "建议值", "备选 1"):
        assert words in done.stdout
    assert (home / "plan" / "plan.json").read_bytes() == before
    data = json.loads((out / "explore.json").read_text(encoding="utf-8"))
    assert data["limits"][0]["limit"] == "minutes"
    assert alliance_alone("verify", "plan", cwd=home).returncode == 0
    judged = alliance_alone("verify", out / "alternatives" / "1", cwd=home)
    assert judged.returncode == 0, judged.stdout
    moved = alliance_alone("diff", "plan", out / "alternatives" / "1", cwd=home)
    assert moved.returncode == 0
    difference = data["alternatives"]["plans"][0]["difference"]
    assert all(move["school_id"] in moved.stdout for move in difference["moves"])


def test_diff_with_itself_and_in_english(home: Path) -> None:
    """Tests that nothing moved is said, and files come only when asked for."""
    same = alliance_alone("diff", "plan", "plan", cwd=home)
    assert same.returncode == 0, same.stderr
    assert "完全相同" in same.stdout
    told = alliance_alone(
        "diff", "plan", "plan/plan.json", "--out", "d", "--lang", "en", cwd=home
    )
    assert "same way" in told.stdout
    data = json.loads((home / "d" / "diff.json").read_text(encoding="utf-8"))
    assert (data["schema"], data["same"]) == ("alliance-diff/1", True)
    assert (home / "d" / "diff.xlsx").is_file()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["explore", "nowhere"], 2, "A102"),
        (["explore", "schools.csv"], 2, "A101"),
        (["explore", "plan", "--differ", "members"], 2, "C121"),
        (["explore", "plan", "--limits", "minutes,colour"], 2, "colour"),
        (["explore", "plan", "--alternatives", "-1"], 2, "C101"),
        (["diff", "plan", "nowhere"], 2, "A102"),
    ],
)
def test_wrong_use_gets_a_message_and_no_traceback(
    home: Path, arguments: list[str], code: int, said: str
) -> None:
    """Tests that wrong arguments are told before any work is done."""
    done = alliance(*arguments, "--out", "never", cwd=home)
    assert done.returncode == code, done.stdout + done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (home / "never").exists()


@pytest.mark.parametrize(
    "value", ["", "core", "core=0", "pupils=3", "core=-1", "core=1x"]
)
def test_differences_that_mean_nothing_are_refused(value: str) -> None:
    """Tests every way to write --differ wrongly."""
    with pytest.raises(DataError, match="C121"):
        read_wanted(3, value, 5.0, 0.0)


def test_what_is_asked_is_read() -> None:
    """Tests --differ, and --limits in any order, twice, none, or left out."""
    asked = read_wanted(2, " core=4 ", 7.5, 1.0)
    assert asked == Wanted(2, "core", 4, 7.5, 1.0)
    assert read_limits("size, minutes,size") == ("minutes", "size")
    assert read_limits("none") == ()
    assert read_limits(None) == LIMIT_NAMES


def test_a_file_in_the_way_of_the_folder_is_told_at_once(home: Path) -> None:
    """Tests that no hour of searching ends in a refusal to write."""
    (home / "taken").write_text("x", encoding="utf-8")
    done = alliance("explore", "plan", "--out", "taken", cwd=home)
    assert done.returncode == 2
    assert "O101" in done.stderr
    assert (home / "taken").read_text(encoding="utf-8") == "x"


def test_a_forged_plan_is_refused(home: Path) -> None:
    """Tests exit code 4."""
    data = json.loads((home / "plan" / "plan.json").read_text(encoding="utf-8"))
    data["alliances"][0]["members"].append({"school_id": "nobody"})
    forged = home / "forged"
    forged.mkdir()
    (home / "plan" / "inputs").rename(forged / "inputs")
    try:
        (forged / "plan.json").write_text(json.dumps(data), encoding="utf-8")
        done = alliance("explore", "forged", "--out", "never", cwd=home)
    finally:
        (forged / "inputs").rename(home / "plan" / "inputs")
    assert done.returncode == 4
    assert "C402" in done.stderr
    assert not (home / "never").exists()


CTRL_C = """
import os, signal, sys
from optimizer import cli, console_choices
begin = console_choices.ExploreWatcher.on_question
def begin_and_press(self, part, position, total):
    begin(self, part, position, total)
    if part == "limits" and position == 1:
        os.kill(os.getpid(), signal.SIGINT)
console_choices.ExploreWatcher.on_question = begin_and_press
sys.argv = ["alliance", "explore", "plan", "--out", "cut", "--limits", "size"]
cli.main()
"""


@pytest.mark.skipif(os.name == "nt", reason="signals differ on Windows")
def test_ctrl_c_keeps_what_is_finished_and_says_what_is_missing(home: Path) -> None:
    """Tests exit code 130 with frontier and alternatives written."""
    done = run_script(CTRL_C, home)
    assert done.returncode == 130, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert "未完成" in done.stdout
    data = json.loads((home / "cut" / "explore.json").read_text(encoding="utf-8"))
    assert [row["part"] for row in data["missing"]] == ["limits"]
    assert data["frontier"]["points"]
    assert len(data["limits"]) == 3 - data["missing"][0]["number"]
