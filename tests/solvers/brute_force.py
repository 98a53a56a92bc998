"""The optimum by trying every grouping; legality and values are the checker's."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

from optimizer.case import Case
from optimizer.checker import Judge
from optimizer.plan import Solution, Status

MAXIMISED = {"need", "pupils", "kept"}


def brute_force(case: Case) -> tuple[dict[str, str], dict[str, int]]:
    """Return the best legal grouping and its tier values, in the policy's order."""
    judge = Judge(case)
    ranked = []
    for grouping in _groupings(judge, case):
        values = judge.tier_values(grouping)
        key = tuple(-v if t in MAXIMISED else v for t, v in values.items())
        ranked.append((key, sorted(grouping.items())))
    ranked.sort()
    for _, pairs in ranked:
        if not judge.errors_of(dict(pairs)):
            return dict(pairs), judge.tier_values(dict(pairs))
    msg = "not even the approved alliances alone are legal."
    raise AssertionError(msg)


def assert_best(case: Case, solution: Solution, found: dict[str, str]) -> None:
    """Assert that every tier and the grouping found are the best, proven and legal."""
    expected, values = brute_force(case)
    assert {t.name: t.value for t in solution.tiers} == values
    assert solution.status is Status.OPTIMAL
    assert all(t.bound == t.value for t in solution.tiers)
    assert found == expected
    assert Judge(case).errors_of(found) == []


def legal_groupings(case: Case) -> Iterator[dict[str, str]]:
    """Yield every grouping the checker accepts."""
    judge = Judge(case)
    for grouping in _groupings(judge, case):
        if not judge.errors_of(grouping):
            yield grouping


def _groupings(judge: Judge, case: Case) -> Iterator[dict[str, str]]:
    """Yield every grouping whose pairs are legal one by one."""
    fixed = dict(judge.facts.frozen_core_of)
    ids = [s.school_id for s in case.schools if s.school_id not in fixed]
    targets = {
        i: [k for k in ids if k != i and judge.pair_fault(i, k) is None] for i in ids
    }
    possible = sorted({k for ks in targets.values() for k in ks})
    for size in range(len(possible) + 1):
        for leaders in combinations(possible, size):
            others = [i for i in ids if i not in leaders]
            choices = [[None, *(k for k in targets[i] if k in leaders)] for i in others]
            for chosen in product(*choices):
                grouping = {
                    i: k for i, k in zip(others, chosen, strict=True) if k is not None
                }
                if set(grouping.values()) == set(leaders):
                    yield {**fixed, **{k: k for k in leaders}, **grouping}
