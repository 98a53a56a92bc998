"""The main job on real roads; skipped where the extracts are absent."""

from __future__ import annotations

from pathlib import Path

import pytest

from optimizer import service
from optimizer.domain import Severity
from optimizer.plan import Status
from tests.real.inputs import (
    ANDORRA_PBF,
    POA_PBF,
    SHARED,
    andorra_schools,
    porto_alegre_cells,
)

pytestmark = pytest.mark.skipif(
    not SHARED.is_dir(), reason="real extracts are not beside this checkout"
)


def test_andorra_gives_a_proven_checked_plan(tmp_path: Path) -> None:
    """Tests the whole way on 14 real schools and a real pbf, files included."""
    sources = service.Sources(
        schools=andorra_schools(tmp_path / "andorra.csv"),
        pbf=ANDORRA_PBF,
        policy="neutral",
    )
    outcome = service.make_plan(service.load(sources))
    assert outcome.plan is not None
    assert outcome.solution.status is Status.OPTIMAL
    assert len(outcome.plan.alliances) >= 2
    assert all(solver == own for _, solver, own in outcome.tier_check)
    sourced = {m.travel_source for a in outcome.plan.alliances for m in a.members}
    assert sourced == {"road_graph"}
    service.write_plan(outcome, tmp_path / "out")
    _, violations = service.verify(tmp_path / "out")
    assert [v for v in violations if v.severity is Severity.ERROR] == []


def test_porto_alegre_scale(tmp_path: Path) -> None:
    """Tests 177 cells on an urban road graph: a checked plan that covers most."""
    sources = service.Sources(
        schools=porto_alegre_cells(tmp_path / "poa.csv"), pbf=POA_PBF, policy="neutral"
    )
    loaded = service.load(sources)
    assert len(loaded.case.schools) == 177
    outcome = service.make_plan(loaded, time_limit_s=60)
    assert outcome.plan is not None
    assert len(outcome.plan.core_of) > 140
