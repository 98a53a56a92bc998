"""What became of the plan before: counts by hand, in every output."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from optimizer.report.kept import kept_of
from optimizer.report.summary import summary_markdown
from optimizer.report.workbook import write_workbook
from tests.builders import make_case, make_plan

BEFORE = {"b": "A", "c": "A", "d": "A", "e": "D", "f": "D", "gone": "A"}
"""A led b, c, d; D led e, f; d is now a member, e leads, f left, g joined."""


def changed():
    """Return a case with a plan before, and the plan of now."""
    case = make_case(["A", "D", "E", *"bcefg"], previous={**BEFORE, "E": "D"})
    return case, make_plan({"A": ["b", "D", "g"], "E": ["c"]})


def test_each_change_is_of_one_kind():
    """Tests kept, moved, left, joined, ended and begun, one of each or more."""
    found = kept_of(*changed())
    assert found is not None
    kinds = {change.school_id: change.kind for change in found.changes}
    assert kinds == {
        "D": "ended",
        "E": "begun",
        "c": "moved",
        "e": "left",
        "f": "left",
        "g": "joined",
    }
    assert found.facts() == {
        **{"kept": 1, "moved": 1, "left": 2, "joined": 1, "ended": 1, "begun": 1}
    }


def test_counts_stand_in_summary_and_workbook(tmp_path: Path):
    """Tests both files, and that neither speaks of a before where there is none."""
    case, plan = changed()
    told = "1 所成员沿用原核心学校,1 所改换核心,2 所退出,1 所新纳入"
    assert told in summary_markdown(case, plan)
    write_workbook(case, plan, tmp_path / "plan.xlsx")
    sheet = load_workbook(tmp_path / "plan.xlsx")["变动"]
    assert any(told in str(row[0]) for row in sheet.iter_rows(values_only=True))
    fresh = make_case(["A", "D", "E", *"bcefg"])
    assert "与上一版相比" not in summary_markdown(fresh, plan)
    write_workbook(fresh, plan, tmp_path / "fresh.xlsx")
    assert "变动" not in load_workbook(tmp_path / "fresh.xlsx").sheetnames
