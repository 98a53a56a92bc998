"""The tier ``indicators`` on a shipped county, from the policy file to the pages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from optimizer import resources
from tests.commands import alliance, alliance_alone

DEMO = resources.data_dir() / "demo" / "jianshi"
TIERS = ["wishes", "floor", "shortfall", "need", "pupils", "indicators", "travel"]
NAME = "七项指标校际差异(资源共享模拟)"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Return a folder with the plan of the demo in ``out``, and what was printed."""
    folder = tmp_path_factory.mktemp("indicators")
    policy = (DEMO / "policy.toml").read_text(encoding="utf-8")
    policy += f"\n[objective]\ntiers = {[*TIERS, 'worst', 'order']}\n"
    (folder / "policy.toml").write_text(policy, encoding="utf-8")
    inputs = ["--roads", DEMO / "roads.geojson", "--pairs", DEMO / "pairs.csv"]
    given = [DEMO / "schools.csv", *inputs, "--policy", "policy.toml"]
    done = alliance_alone("plan", *given, "--out", "out", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder, done.stdout


def test_the_tier_is_printed_as_a_simulation_and_proven(home) -> None:
    """Tests the Chinese line, its two equal values, and the plan file."""
    folder, printed = home
    (line,) = [text for text in printed.splitlines() if NAME in text]
    cells = [cell.strip() for cell in line.strip("│ ").split("│")]
    assert cells[1] == cells[2] == cells[3]
    assert cells[5] == "是"
    plan = json.loads((folder / "out" / "plan.json").read_text(encoding="utf-8"))
    (tier,) = [t for t in plan["tiers"] if t["name"] == "indicators"]
    assert (tier["sense"], tier["unit"]) == ("min", "pupil_permille")
    assert str(tier["value"]) == cells[1]
    assert tier["proven"]
    assert plan["status"] == "optimal"


def test_the_pages_say_that_the_simulation_steers(home) -> None:
    """Tests summary and workbook: the tier by name, and no claim to the contrary."""
    folder, _ = home
    summary = (folder / "out" / "summary.md").read_text(encoding="utf-8")
    book = load_workbook(folder / "out" / "plan.xlsx")
    cells = [str(c.value) for s in book for row in s.iter_rows() for c in row]
    for text in (summary, "\n".join(cells)):
        assert "把这一模拟列为优化层级" in text
        assert "不参与方案优化" not in text
    assert NAME in cells


def test_the_plan_is_verified_from_its_folder(home) -> None:
    """Tests that the checker finds the values of the plan file again."""
    folder, _ = home
    done = alliance("verify", "out", cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
