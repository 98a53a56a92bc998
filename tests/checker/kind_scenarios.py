"""Scenarios of C561 to C567: the type of an alliance; see ``scenarios``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from optimizer.checker import Violation, check_plan
from optimizer.domain import TypeChoice
from optimizer.plan import TypeAdvice, TypeDecision
from tests.builders import make_case, make_core, make_plan, make_school

NEAR = {
    "minutes": 10.0,
    "km": 5.0,
    "limit": 30.0,
    "limit_km": 20.0,
    "stage": "primary",
    "places": 3,
    "most": 4,
    "undeclared": 2,
}
"""Figures of the default alliance A with b and c."""


def advice(code: str = "T01", **detail: Any) -> TypeAdvice:
    """Return a recommendation: to merge for T01, else a partnership."""
    kind = "merged" if code == "T01" else "partnership"
    return TypeAdvice(type=kind, code=code, detail=detail)


def stated(
    fields: dict[str, Any], choice: TypeChoice | None = None, **case: Any
) -> list[Violation]:
    """Return all violations of A with b and c, with these fields of the alliance."""
    given = make_case(case.pop("schools", ["A", "b", "c"]), **case)
    if choice is not None:
        given = replace(given, choices={"A": choice})
    return check_plan(given, make_plan({"A": ["b", "c"]}, alliances={"A": fields}))


def decided(
    kind: str, note: str = "局务会", *, carried: bool = False
) -> dict[str, Any]:
    """Return the fields of an alliance whose type people decided on."""
    choice = TypeDecision(type=kind, note=note, carried=carried)
    reason = "T11" if carried else "T10"
    return {"type": kind, "type_reason": reason, "choice": choice}


def merged_stages(broken: bool) -> list[Violation]:
    """A teaches both stages and bridges b, a primary, and c, a junior or a primary."""
    schools = [
        make_core("A", type_code="312"),
        make_school("b"),
        make_school("c", type_code="311" if broken else "211"),
    ]
    return stated({"type": "merged"}, schools=schools)


KIND_SCENARIOS: dict[str, Callable[[bool], list[Violation]]] = {
    "C561": merged_stages,
    "C562": lambda bad: stated(
        {
            "type": "partnership" if bad else "merged",
            "type_reason": "T06" if bad else "T01",
            "advice": advice("T06" if bad else "T01"),
        }
    ),
    "C563": lambda bad: stated(
        {
            "type": "merged",
            "type_reason": "T01",
            "advice": advice(**{**NEAR, "places": 3 - bad}),
        }
    ),
    "C564": lambda bad: stated(
        {
            "type": "partnership" if bad else "merged",
            "type_reason": "T01",
            "advice": advice(),
        }
    ),
    "C565": lambda bad: stated(
        decided("merged", " " if bad else "好"),
        TypeChoice("merged", " " if bad else "好"),
    ),
    "C566": lambda bad: stated(
        decided("merged"), TypeChoice("merged", "党组会" if bad else "局务会")
    ),
    "C567": lambda bad: stated(
        decided("partnership" if bad else "merged", carried=True),
        TypeChoice("partnership" if bad else "merged", "局务会", None, carried=True),
    ),
}
"""Every code has its scenario: broken, and the nearest legal neighbour."""
