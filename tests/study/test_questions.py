"""Answers about a plan against trying every legal grouping."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

import numpy as np
import pytest

from optimizer.case import Case
from optimizer.checker import Judge
from optimizer.formulate import build_problem
from optimizer.solvers.columns import ColumnSolver
from optimizer.solvers.protocol import SolveLimits, Watcher
from optimizer.study.baseline import Baseline, Step, baseline_of
from optimizer.study.changes import changed
from optimizer.study.conflicts import find_conflict
from optimizer.study.roles_in_plan import loss_without, price_of_move
from optimizer.study.uncovered import explain_outside
from optimizer.study.what_if import DECIDING, Request, what_if
from tests.builders import make_plan
from tests.solvers.brute_force import MAXIMISED, legal_groupings
from tests.solvers.random_cases import random_case
from tests.study.oracle import lively_case

LIMITS = SolveLimits(seed=1, workers=1, deterministic_limit=60, time_limit_s=120)
SEEDS = range(1000, 1030)
Grouping = Mapping[str, str]


def baseline(case: Case) -> Baseline:
    """Return a case with its proven best plan."""
    problem = build_problem(case)
    return Baseline(case, problem, ColumnSolver().solve(problem, LIMITS, Watcher()))


def expected_change(
    base: Baseline, wanted: Callable[[Grouping], bool]
) -> tuple[bool, tuple[str, int] | None]:
    """Return whether a wanted grouping exists, and the first tier that differs.

    Found by trying every legal grouping with the checker's own values.
    """
    judge = Judge(base.case)
    tiers = [t.name for t in base.solution.tiers if t.name != "order"]
    ranks = [
        tuple(-v[t] if t in MAXIMISED else v[t] for t in tiers)
        for g in legal_groupings(base.case)
        if wanted(g)
        for v in [judge.tier_values(g)]
    ]
    if not ranks:
        return False, None
    best = dict(zip(tiers, min(ranks), strict=True))
    for tier in base.solution.tiers:
        if tier.name in best:
            value = -best[tier.name] if tier.name in MAXIMISED else best[tier.name]
            if value != tier.value:
                return True, (tier.name, value)
    return True, None


def found_change(step: Step | None) -> tuple[str, int] | None:
    """Return tier and new value of a step."""
    return None if step is None else (step.tier, step.after)


def outside_of(base: Baseline) -> Iterator[int]:
    """Yield the schools outside."""
    yield from (int(i) for i in np.flatnonzero(base.core_of < 0))


@pytest.mark.parametrize("seed", SEEDS)
def test_schools_outside_equal_brute_force(seed: int) -> None:
    """Tests possibility and price of every school outside, and that each lift is true.

    A lift is true if, under the changed case, some grouping the checker accepts covers
    the school and reaches no less need.
    """
    base = baseline(random_case(seed, most=6))
    for i in outside_of(base):
        name = base.problem.school_ids[i]
        found = explain_outside(base, i, LIMITS)
        possible, change = expected_change(base, lambda g, name=name: name in g)
        assert (found.possible, found_change(found.price)) == (possible, change)
        if found.lift:
            case = changed(base.case, found.lift)
            judge = Judge(case)
            least = {t.name: t.value for t in base.solution.tiers}["need"]
            assert any(
                judge.tier_values(g)["need"] >= least
                for g in legal_groupings(case)
                if name in g
            ), (seed, name, found.lift)


@pytest.mark.parametrize("seed", SEEDS)
def test_members_and_cores_equal_brute_force(seed: int) -> None:
    """Tests the price of every move to the next best core, and of losing a core."""
    base = baseline(random_case(seed, most=6))
    ids = base.problem.school_ids
    for i, k in enumerate(base.core_of):
        if k < 0 or i in base.problem.frozen_core_of:
            continue
        if i == k:
            loss = loss_without(base, i, LIMITS)
            expected = expected_change(base, lambda g, c=ids[i]: g.get(c) != c)
            assert (loss.possible, found_change(loss.change)) == expected
        else:
            move = price_of_move(base, i, LIMITS)
            if move.other is None:
                continue
            pair = (ids[i], move.other)
            expected = expected_change(base, lambda g, p=pair: g.get(p[0]) == p[1])
            assert (move.possible, found_change(move.change)) == expected


def test_generated_questions_bite() -> None:
    """Tests that the cases above have schools outside of every kind, and lifts."""
    kinds = {True: 0, False: 0}
    lifted = 0
    for seed in SEEDS:
        base = baseline(random_case(seed, most=6))
        for i in outside_of(base):
            found = explain_outside(base, i, LIMITS)
            assert found.possible is not None
            kinds[found.possible] += 1
            lifted += bool(found.lift)
    assert min(kinds.values()) > 3
    assert lifted > 10


def case_of(seed: int) -> Case:
    """Return a case to ask about: every second one has many plans nearly as good."""
    return lively_case(seed) if seed % 2 else random_case(seed, most=6)


def random_requests(base: Baseline, seed: int) -> list[Request]:
    """Return one or two requests, also about schools in approved alliances."""
    rng = np.random.default_rng(seed)
    ids = base.problem.school_ids
    kinds = rng.choice(
        ["under", "together", "apart", "cover", "lead", "bar"],
        size=int(rng.integers(1, 3)),
    )
    found = []
    for kind in kinds:
        a, b = (str(i) for i in rng.choice(ids, size=2, replace=False))
        pair = kind in {"under", "together", "apart"}
        found.append(Request(str(kind), a, b if pair else ""))  # type: ignore[arg-type]
    return found


def meets(grouping: Grouping, request: Request) -> bool:
    """Tell whether a grouping meets a request, from the words of the request."""
    core = grouping.get(request.a)
    match request.kind:
        case "under":
            return core == request.b
        case "together":
            return core is not None and core == grouping.get(request.b)
        case "apart":
            return core is None or core != grouping.get(request.b)
        case "cover":
            return core is not None
        case "lead":
            return core == request.a
        case _:
            return core != request.a


@pytest.mark.parametrize("seed", range(1400, 1460))
def test_what_if_equals_brute_force(seed: int) -> None:
    """Tests that it can be met, the least loss, and that the fewest schools move."""
    base = baseline(case_of(seed))
    ids = base.problem.school_ids
    requests = random_requests(base, seed)
    before = {ids[i]: ids[k] for i, k in enumerate(base.core_of) if k >= 0}
    judge = Judge(base.case)
    tiers = [t for t in base.problem.tiers if t in DECIDING]

    def rank(grouping: Grouping) -> tuple[int, ...]:
        values = judge.tier_values(grouping)
        moved = sum(before.get(i) != grouping.get(i) for i in ids)
        order = (-values[t] if t in MAXIMISED else values[t] for t in tiers)
        return (*order, moved)

    fitting = [
        g
        for g in legal_groupings(base.case)
        if all(meets(g, request) for request in requests)
    ]
    found = what_if(base, requests, LIMITS)
    assert found.met == bool(fitting)
    if not fitting:
        return
    after = before.copy()
    for moved in found.moved:
        assert before.get(moved.school_id) == moved.before
        after.pop(moved.school_id, None)
        if moved.after is not None:
            after[moved.school_id] = moved.after
    assert after in fitting
    assert rank(after) == min(map(rank, fitting))
    assert found.fewest
    values = judge.tier_values(after)
    assert all(step.after == values[step.tier] for step in found.changes)


def test_generated_requests_bite() -> None:
    """Tests that the requests above are met freely, met at a price, and refused."""
    seen = {"free": 0, "priced": 0, "refused": 0}
    for seed in range(1400, 1460):
        base = baseline(case_of(seed))
        found = what_if(base, random_requests(base, seed), LIMITS)
        kind = "priced" if found.changes else "free"
        seen[kind if found.met else "refused"] += 1
    assert min(seen.values()) > 3


@pytest.mark.parametrize("seed", range(1500, 1520))
def test_conflicts_of_requests_equal_brute_force(seed: int) -> None:
    """Tests that requests no plan meets are named, and only then."""
    base = baseline(case_of(seed))
    case = replace(base.case, wishes=())
    requests = random_requests(base, seed)
    groupings = list(legal_groupings(case))

    def possible(chosen: Iterable[Request]) -> bool:
        chosen = list(chosen)
        return any(all(meets(g, request) for request in chosen) for g in groupings)

    found = find_conflict(case, LIMITS, requests)
    assert found is not None
    assert bool(found) == (not possible(requests))
    if found:
        assert not possible(found.requests)
        assert found.wishes == ()
        for request in found.requests:
            assert possible(r for r in found.requests if r != request)


def test_a_plan_without_tiers_is_compared_by_its_own_values() -> None:
    """Tests that losses are told for a plan made by hand, and called not proven."""
    case = lively_case(2001)
    solved = baseline(case)
    ids = solved.problem.school_ids
    groups: dict[str, list[str]] = {}
    for i, k in enumerate(solved.core_of):
        if k >= 0 and k != i:
            groups.setdefault(ids[k], []).append(ids[i])
    base = baseline_of(case, make_plan(groups))
    core = base.problem.school_ids.index(next(iter(groups)))
    with_proof, by_hand = (loss_without(b, core, LIMITS) for b in (solved, base))
    assert found_change(by_hand.change) == found_change(with_proof.change)
    assert by_hand.change is not None
    assert not by_hand.change.proven
