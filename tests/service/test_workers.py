"""The number of workers changes how long a plan takes, not the plan."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer.service.loading import Loaded
from optimizer.service.planning import make_plan
from tests.solvers.random_cases import random_case


@pytest.mark.parametrize("seed", [1000, 1003])
def test_two_workers_give_the_plan_of_one(seed: int) -> None:
    """Tests that only the fingerprint of the policy, which holds it, differs."""
    case = random_case(seed)
    texts = []
    for workers in (1, 2):
        policy = case.policy.changed(solver={"workers": workers})
        plan = make_plan(Loaded(case=replace(case, policy=policy))).plan
        assert plan is not None
        same = {**plan.fingerprint, "policy": ""}
        texts.append(plan.model_copy(update={"fingerprint": same}).to_json())
    assert texts[0] == texts[1]
