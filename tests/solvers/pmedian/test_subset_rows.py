"""Separation of subset-row cuts against every triple."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from optimizer.problem import Ints
from optimizer.solvers.pmedian.subset_rows import violated_triples


def excess_of(table: np.ndarray, weight: np.ndarray, triple: Ints) -> float:
    """Return by how much the groups with two of three points weigh over one."""
    met = table[:, triple].sum(axis=1) >= 2
    return float(weight[met].sum()) - 1.0


@pytest.mark.parametrize("seed", range(30))
def test_separation_equals_trying_every_triple(seed: int) -> None:
    """Tests that the worst triple comes first and that none is missed or made up."""
    rng = np.random.default_rng(seed)
    table = rng.random((int(rng.integers(2, 14)), 9)) < 0.4
    weight = rng.random(len(table))
    weight /= (weight[:, None] * table).sum(axis=0).max()
    found = violated_triples(table, weight, most=1000)
    tried = {
        t: excess_of(table, weight, np.array(t)) for t in combinations(range(9), 3)
    }
    worst = max(tried.values())
    assert (len(found) > 0) == (worst > 0.02 + 1e-12)
    for triple in found:
        assert tried[tuple(triple.tolist())] > 0.02
    if len(found):
        assert tried[tuple(found[0].tolist())] == pytest.approx(worst)
    assert len(violated_triples(table, weight, most=1)) == min(1, len(found))


def test_three_halves_are_cut_and_whole_groups_are_not() -> None:
    """Tests the smallest case: three groups that share a point two by two."""
    table = np.array([[1, 1, 0], [0, 1, 1], [1, 0, 1]], dtype=bool)
    assert violated_triples(table, np.full(3, 0.5), most=9).tolist() == [[0, 1, 2]]
    assert not len(violated_triples(table, np.array([1.0, 0, 0]), most=9))
