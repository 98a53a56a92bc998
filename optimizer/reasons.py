"""Why a school stays outside: the first rule that blocks it, in the model's order."""

from __future__ import annotations

from typing import Any

import numpy as np

from optimizer import roles
from optimizer.case import Case
from optimizer.matrix import minutes_of
from optimizer.plan import Uncovered
from optimizer.problem import Block, Ints, Problem

_PAIR_RULES: tuple[tuple[Block, str], ...] = (
    (Block.COUNTY, "U04"),
    (Block.STAGE, "U05"),
    (Block.REFUSED, "U06"),
    (Block.UNKNOWN_ROUTE, "U07"),
    (Block.MINUTES, "U08"),
    (Block.KM, "U09"),
    (Block.BORDERLINE, "U17"),
)
"""Pair rules in the order a pair is tested, with the code said when all pairs fail."""


class Reasons:
    """Explains the schools outside of one grouping.

    Parameters
    ----------
    case, problem
        The facts, and the problem built from them.
    core_of
        Shape ``(n,)``: the grouping; index of the core, -1 outside.
    """

    def __init__(self, case: Case, problem: Problem, core_of: Ints) -> None:
        self._case = case
        self._problem = problem
        self._core_of = core_of
        self._candidates = np.flatnonzero(problem.can_lead)
        self._fixed = set(problem.frozen_core_of)

    def uncovered(self) -> list[Uncovered]:
        """Return one record for each school outside, in index order."""
        return [self._explain(int(i)) for i in np.flatnonzero(self._core_of < 0)]

    def _explain(self, i: int) -> Uncovered:
        nearest = self._nearest(i)
        code, detail = self._first_rule(i, nearest)
        seconds = None if nearest is None else int(self._problem.seconds[i, nearest])
        return Uncovered(
            school_id=self._problem.school_ids[i],
            code=code,
            detail=detail,
            nearest_core=None if nearest is None else self._problem.school_ids[nearest],
            minutes=None if seconds is None else minutes_of(seconds),
        )

    def _first_rule(self, i: int, nearest: int | None) -> tuple[str, dict[str, Any]]:
        """Return the code and facts of the first rule that keeps a school outside."""
        problem = self._problem
        school = self._case.by_id[problem.school_ids[i]]
        is_graduate = roles.lead_rule(school, self._case) == roles.GRADUATE
        if problem.can_lead[i] and not is_graduate:
            return "U14", {}
        if school.will_join is False:
            return "U02", {}
        cores = np.array([k for k in self._candidates if k != i], dtype=np.intp)
        if (problem.block[i, cores] == Block.NO_TAG).any():
            return "U03", {}
        if not school.is_located and (problem.seconds[i, cores] < 0).all():
            return "U01", {}
        return self._pair_rule(i, cores, nearest)

    def _pair_rule(
        self, i: int, cores: Ints, nearest: int | None
    ) -> tuple[str, dict[str, Any]]:
        """Drop the cores each pair rule blocks; say the rule that drops the last one.

        Cores of approved alliances take nobody in, so they are left aside first.
        """
        left = [int(k) for k in cores if int(k) not in self._fixed]
        for rule, code in _PAIR_RULES:
            kept = [k for k in left if self._problem.block[i, k] != rule]
            if not kept:
                return code, self._limits_of(i, left, code)
            left = kept
        leading = [k for k in left if self._core_of[k] == k]
        if not leading:
            return "U15", self._core_detail(min(left, key=lambda k: self._rank(i, k)))
        best = min(leading, key=lambda k: self._rank(i, k))
        return self._group_rule(i, best), self._core_detail(best)

    def _limits_of(self, i: int, cores: list[int], code: str) -> dict[str, Any]:
        travel = self._case.policy.travel
        if code == "U08":
            least = min(int(self._problem.seconds[i, k]) for k in cores)
            return {"minutes": minutes_of(least), "limit": travel.max_minutes}
        if code == "U09":
            least_m = min(int(self._problem.metres[i, k]) for k in cores)
            return {"km": round(least_m / 1000, 3), "limit": travel.max_km}
        return {}

    def _core_detail(self, k: int) -> dict[str, Any]:
        return {"core": self._problem.school_ids[k]}

    def _rank(self, i: int, k: int) -> tuple[int, int]:
        return int(self._problem.cost_s[i, k]), k

    def _group_rule(self, i: int, core: int) -> str:
        """Return which rule of the group keeps a school out of a leading alliance."""
        problem = self._problem
        members = np.flatnonzero(self._core_of == core)
        members = members[members != core]
        own = int(problem.units[core]) if problem.core_counts else 0
        if own + problem.units[[i, *members]].sum() > problem.max_units:
            return "U10"
        if problem.load[[i, *members]].sum() > problem.capacity[core]:
            return "U11"
        if problem.too_far[i, members].any():
            return "U12"
        wished = {j for pair in (*problem.together, *problem.apart) for j in pair}
        return "U13" if i in wished else "U16"

    def _nearest(self, i: int) -> int | None:
        """Return the nearest eligible core of the county that shares a stage."""
        school = self._case.by_id[self._problem.school_ids[i]]
        found = [
            (int(self._problem.seconds[i, k]), int(k))
            for k in self._candidates
            if k != i
            and self._problem.seconds[i, k] >= 0
            and self._shares(school.school_id, int(k))
        ]
        return min(found)[1] if found else None

    def _shares(self, school_id: str, k: int) -> bool:
        school = self._case.by_id[school_id]
        core = self._case.by_id[self._problem.school_ids[k]]
        return school.county_code == core.county_code and bool(
            school.stages & core.stages
        )
