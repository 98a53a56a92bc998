"""How far a plan moves after a small edit, by how firmly the plan before is kept."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from optimizer import service
from tests.service.anchor_edits import edited, members_of, moved, planned

TRIES = 3
ANCHORS = ("without", "none", "travel", "pupils", "need")
"""Without a plan before; with one: by minutes only, or ``kept`` before a tier."""


@pytest.mark.bench
@pytest.mark.parametrize("kind", ["move", "add", "refuse"])
@pytest.mark.parametrize("demo", ["jianshi", "enshi"])
def test_schools_moved_by_a_small_edit(demo: str, kind: str, tmp_path: Path) -> None:
    """Prints, for each edit, the schools that change core under each anchor."""
    before = service.make_plan(service.load(service.demo_sources(demo))).plan
    assert before is not None
    pairs = members_of(before)
    for member in random.Random(1).sample(sorted(pairs), TRIES):
        loaded = edited(demo, kind, member, pairs[member], tmp_path)
        counts = {}
        for anchor in ANCHORS:
            known = {} if anchor == "without" else pairs
            tier = "none" if anchor == "without" else anchor
            counts[anchor] = moved(before, planned(loaded, known, tier))
        print(f"\n{demo} {len(before.core_of)} schools, {kind} {member}: {counts}")
        assert counts["pupils"] <= counts["none"]
