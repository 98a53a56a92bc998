"""A previous plan as anchor: a small edit gives a small change, on a shipped demo."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from optimizer import service
from optimizer.checker import check_plan
from optimizer.domain import Severity
from optimizer.plan import Plan
from tests.service.anchor_edits import edited, members_of, moved, planned

DEMO = "jianshi"


@pytest.fixture(scope="module")
def before() -> Plan:
    """Return the plan of the demo; 14 alliances, 48 members."""
    plan = service.make_plan(service.load(service.demo_sources(DEMO))).plan
    assert plan is not None
    return plan


@pytest.mark.parametrize(("kind", "most"), [("move", 0), ("add", 1), ("refuse", 3)])
def test_a_small_edit_moves_few_schools(
    before: Plan, kind: str, most: int, tmp_path: Path
) -> None:
    """Tests the number of schools with another core after one edit about a member."""
    pairs = members_of(before)
    member = sorted(pairs)[len(pairs) // 2]
    loaded = edited(DEMO, kind, member, pairs[member], tmp_path)
    after = planned(loaded, pairs, "pupils")
    assert moved(before, after) <= most
    tiers = [tier.name for tier in after.tiers or []]
    assert tiers.index("kept") + 1 == tiers.index("pupils")
    policy = loaded.case.policy.changed(objective={"kept_before": "pupils"})
    case = replace(loaded.case, previous=pairs, policy=policy)
    found = check_plan(case, after)
    assert [v for v in found if v.severity is Severity.ERROR] == []
