"""Schools too far apart for one alliance (7), as few sets instead of many pairs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from optimizer.problem import Bools


def cliques_of(too_far: Bools, members: list[int]) -> Iterator[list[int]]:
    """Yield sets of members, all too far from each other, that cover every such pair.

    Each uncovered pair is grown greedily in index order: not the fewest sets, but
    the same ones in every run.
    """
    open_pairs = {(i, j) for i, j in combinations(members, 2) if too_far[i, j]}
    for pair in sorted(open_pairs):
        if pair not in open_pairs:
            continue
        clique = list(pair)
        for i in members:
            if i not in clique and too_far[i, clique].all():
                clique.append(i)
        clique.sort()
        open_pairs -= set(combinations(clique, 2))
        yield clique
