"""Public instances with known optima, where they are at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from optimizer.plan import Status
from optimizer.solvers.pmedian import MedianLimits, solve_median
from tests.benchmarks.pmedian.readers import read_instance

BENCH = Path(__file__).parents[4] / "shared" / "bench"


@pytest.mark.parametrize(
    ("name", "optimum"), [("cpmp01.txt", 713), ("cpmp11.txt", 1006)]
)
def test_public_instance_is_proven(name: str, optimum: int) -> None:
    """Tests value and proof of a published optimum."""
    path = BENCH / name
    if not path.exists():
        pytest.skip(f"{name} is not at hand (shared/bench beside the project)")
    result = solve_median(read_instance(path), MedianLimits(seconds=120, workers=2))
    assert (result.status, result.value) == (Status.OPTIMAL, optimum)
