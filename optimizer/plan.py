"""The plan as plain data: alliances, tiers, coverage, reasons; JSON in and out.

Fields hold ids, codes and numbers, never sentences: the same bytes whatever the
language. Codes have their sentences in :mod:`optimizer.messages`. A field that is
``None`` is not claimed, so a plan made by hand can be as short as its alliances.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from optimizer.errors import PlanError

SCHEMA: Literal["alliance-plan/1"] = "alliance-plan/1"


class Status(StrEnum):
    """What is known of a plan. Never merged: feasible is not optimal.

    ``optimal``: each tier proven. ``feasible``: a plan, not all tiers proven.
    ``infeasible``: proven that none exists. ``unknown``: no answer in time.
    ``invalid``: the model was malformed.
    """

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"
    INVALID = "invalid"


class Record(BaseModel):
    """Base of the plan's parts: frozen, unknown keys refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Tier(Record):
    """Value and proof of one objective tier.

    ``gap`` is ``|bound - value| / max(1, |value|)``; ``proven`` only when the solver
    proved that no plan with the same earlier tiers is better.
    """

    name: str
    sense: Literal["min", "max"]
    unit: str
    value: int
    bound: int | None
    gap: float | None
    proven: bool


class CoverageRow(Record):
    """Coverage of one scope on one basis (口径): n of N, never a rounded share.

    ``scope`` is ``all`` or a county code; ``basis`` is ``counted`` (the policy's
    denominator), ``with_teaching_points`` or ``with_excluded``.
    """

    scope: str
    basis: str
    covered: int
    total: int
    target_pct: int | None
    needed: int | None
    met: bool | None


class NextBest(Record):
    """The next best leading core of a member and what moving there costs.

    ``delta`` is in minutes of generalised travel; positive is worse.
    """

    core: str
    delta: float


class Member(Record):
    """One member school.

    ``tags`` of rural, weak, new; ``reason`` lists ``tag=rule`` pairs and
    ``choice=...``, separated by semicolons. ``start_year`` is the year it joins.
    """

    school_id: str
    minutes: float | None = None
    km: float | None = None
    travel_source: str | None = None
    tags: list[str] | None = None
    reason: str | None = None
    next_best: NextBest | None = None
    start_year: int | None = None


class Host(Record):
    """Where a school was a member before it leads an alliance of its own.

    It joins the alliance of ``core`` in ``start_year`` and leaves it in the year its
    own alliance starts.
    """

    core: str
    start_year: int


class Note(Record):
    """A warning: its code and the facts of its sentence."""

    code: str
    detail: dict[str, Any]


class TypeAdvice(Record):
    """Type the policy's rule recommends: the condition that decides, and its facts."""

    type: str
    code: str
    detail: dict[str, Any] = {}


class TypeDecision(Record):
    """Type people decided on; see :class:`optimizer.domain.TypeChoice`."""

    type: str
    note: str
    by: str | None = None
    carried: bool = False


class Alliance(Record):
    """One core and its members.

    ``type`` is the type in force: what people decided (``choice``), else what the
    rule recommends (``advice``); ``type_reason`` is the code that says which.
    ``host`` is stated where the core grew up in another alliance.
    """

    id: str
    name: str | None = None
    county_code: str | None = None
    type: str | None = None
    type_reason: str | None = None
    advice: TypeAdvice | None = None
    choice: TypeDecision | None = None
    demonstrator: bool | None = None
    pilot: bool | None = None
    start_year: int | None = None
    core: str
    core_reason: str | None = None
    members: list[Member]
    warnings: list[Note] = []
    host: Host | None = None


class Phase(Record):
    """What one scope reaches by the end of one year.

    ``scope`` is ``all`` or a county code, as in the policy. New alliances and new
    members of the year leave approved alliances out; a member is counted by the
    county of the alliance it joins.
    """

    year: int
    scope: str
    target_pct: int
    needed: int
    covered: int
    total: int
    met: bool
    new_alliances: int
    new_members: int


class PhaseTier(Tier):
    """Value and proof of one tier of the schedule; ``year`` where it is of one."""

    year: int | None = None


class Uncovered(Record):
    """A school that may take part and is in no alliance, with the first reason."""

    school_id: str
    code: str
    detail: dict[str, Any] = {}
    nearest_core: str | None = None
    minutes: float | None = None


class Excluded(Record):
    """A school the policy leaves out, with the rule that did."""

    school_id: str
    code: str
    detail: dict[str, Any] = {}


class IssueRow(Record):
    """One line of 数据质量清单; see :class:`optimizer.domain.Issue`."""

    code: str
    severity: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    action: str = "kept"


class Override(Record):
    """A rule people set aside for some schools, and why (DOMAIN A2: 原则上).

    ``code`` is that of a rule of the checker that may be overridden; ``schools`` are
    those its violation names, in any order. The reason is printed in the submission.
    """

    code: str
    schools: list[str]
    reason: str
    by: str | None = None


class Plan(Record):
    """A whole plan, the content of ``plan.json``."""

    # ``schema`` is the contract's key; pydantic reserves the plain name.
    schema_: Literal["alliance-plan/1"] = Field(default=SCHEMA, alias="schema")
    title: str = ""
    version: str = ""
    fingerprint: dict[str, str | int] | None = None
    status: Status = Status.UNKNOWN
    tiers: list[Tier] | None = None
    coverage: list[CoverageRow] | None = None
    alliances: list[Alliance]
    uncovered: list[Uncovered] | None = None
    excluded: list[Excluded] | None = None
    issues: list[IssueRow] = []
    phases: list[Phase] | None = None
    phase_tiers: list[PhaseTier] | None = None
    overrides: list[Override] = []

    def to_json(self) -> str:
        """Return the plan as UTF-8 JSON text: stable order, one final newline."""
        data = self.model_dump(mode="json", by_alias=True)
        if not self.overrides:
            # Maps sent out before there were overrides name the digest without them.
            del data["overrides"]
        return json.dumps(data, ensure_ascii=False, indent=1) + "\n"

    @property
    def sha256(self) -> str:
        """SHA-256 of the plan file as hex text: any change makes another plan."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()

    @property
    def core_of(self) -> dict[str, str]:
        """Core id of every covered school; a core is its own."""
        pairs = {a.core: a.core for a in self.alliances}
        for alliance in self.alliances:
            pairs.update({m.school_id: alliance.core for m in alliance.members})
        return pairs


def parse_plan(text: str, file: str = "plan.json") -> Plan:
    """Read a plan from JSON text.

    Raises
    ------
    PlanError
        If the text is no JSON or a field is unknown, missing or of a wrong kind.
    """
    try:
        return Plan.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or "-"
        raise PlanError("A101", file=file, key=key, reason=first["msg"]) from error


@dataclass(frozen=True, eq=False)
class Solution:
    """What a solver found, in indices of a problem.

    Parameters
    ----------
    status
        See :class:`Status`.
    core_of
        Shape ``(n,)``: index of the core of each school, its own index for a core,
        -1 outside; ``None`` unless a plan was found.
    tiers
        One entry for each tier that was reached; value recomputed from ``core_of``.
    stats
        Facts that may differ between runs (seconds, branches): for ``run.json``.
    useful
        Alliances worth starting the search of a similar problem with, shape
        ``(m, any)``: core, members, filled up with -1; ``None`` if none were noted.
    interrupted, wall_limited
        Whether the user, or the clock, stopped the search early: such a result is
        valid but not repeatable.
    """

    status: Status
    core_of: NDArray[np.int64] | None
    tiers: tuple[Tier, ...] = ()
    stats: dict[str, Any] = field(default_factory=dict)
    useful: NDArray[np.int64] | None = None
    interrupted: bool = False
    wall_limited: bool = False
