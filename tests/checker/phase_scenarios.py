"""Scenarios of the rules about phases and graduates; see :mod:`.scenarios`.

Two phases, 2024 and 2025. Alliance A has b and c, alliance D has e; the graduate G
leads f from 2025 after a year with A.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from optimizer.checker import Violation, check_plan
from optimizer.domain import School
from optimizer.plan import Member
from tests.builders import make_case, make_plan, make_school

FIRST, LAST = 2024, 2025
TARGETS = [{"year": FIRST, "pct": 0}, {"year": LAST, "pct": 0}]


def member(school_id: str, year: int | None) -> Member:
    """Return a member that joins in a year."""
    return Member(school_id=school_id, start_year=year)


def phased(
    starts: Mapping[str, int | None],
    joins: Mapping[str, int | None] | None = None,
    *,
    groups: Mapping[str, str] | None = None,
    alliances: Mapping[str, Mapping[str, Any]] | None = None,
    schools: list[School | str] | None = None,
    plan: Mapping[str, Any] | None = None,
    minutes: Any = 10.0,
    wishes: Any = (),
    **sections: Mapping[str, Any],
) -> list[Violation]:
    """Return all violations of a schedule: years by core, and by member."""
    groups = {"A": "bc", "D": "e"} if groups is None else groups
    joins = {} if joins is None else joins
    coverage = {"targets": TARGETS, **sections.pop("coverage", {})}
    case = make_case(
        schools or ["A", "D", *"bce"],
        minutes,
        wishes=wishes,
        coverage=coverage,
        **sections,
    )
    stated = {
        core: {"start_year": year, **(alliances or {}).get(core, {})}
        for core, year in starts.items()
    }
    members = {
        core: [member(m, joins.get(m)) for m in ids] for core, ids in groups.items()
    }
    return check_plan(case, make_plan(members, alliances=stated, **(plan or {})))


BOTH = {"A": FIRST, "D": LAST}


def graduate(
    *,
    host: Mapping[str, Any] | None = None,
    start: int = LAST,
    joins: Mapping[str, int] | None = None,
    columns: Mapping[str, Any] | None = None,
    starts: Mapping[str, int] | None = None,
    **case: Any,
) -> list[Violation]:
    """Return all violations of a plan in which the graduate g leads f from 2025."""
    school = make_school("g", **{"quality": "良好", "backbone": 9, **(columns or {})})
    stated = {"core": "A", "start_year": FIRST} if host is None else host
    return phased(
        {"A": FIRST, "D": FIRST, "g": start, **(starts or {})},
        joins,
        groups={"A": "bc", "D": "e", "g": "f"},
        alliances={"g": {"host": stated or None}},
        schools=case.pop("schools", ["A", "D", *"bcef", school]),
        roles={"graduates_may_lead": True, **case.pop("roles", {})},
        **case,
    )


def full_host(broken: bool) -> list[Violation]:
    """Let A have four members, one of them from 2024 or 2025, beside the guest."""
    years = {"b": FIRST, "c": FIRST, "h": FIRST, "i": FIRST if broken else LAST}
    school = make_school("g", quality="良好", backbone=9)
    return phased(
        {"A": FIRST, "g": LAST},
        years,
        groups={"A": "bchi", "g": "f"},
        alliances={"g": {"host": {"core": "A", "start_year": FIRST}}},
        schools=["A", *"bchif", school],
        roles={"graduates_may_lead": True},
    )


def approved(broken: bool) -> list[Violation]:
    """Let the approved alliance of A start in the first phase, or later."""
    rows_of = {"A": "core", "b": "member", "c": "member"}
    schools: list[School | str] = ["D", "e"]
    for school_id, role in rows_of.items():
        schools.append(make_school(school_id, alliance_id="J9", alliance_role=role))
    return phased(
        {"A": FIRST, "D": FIRST},
        {"b": LAST if broken else FIRST},
        schools=schools,
    )


ROW = {
    "scope": "422801",
    "target_pct": 0,
    "needed": 0,
    "covered": 3,
    "total": 5,
    "met": True,
    "new_alliances": 1,
    "new_members": 2,
}


def rows(broken: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return a plan's phases: A with b and c first, then D with e."""
    first = {"year": FIRST, **ROW, **(broken or {})}
    last = {"year": LAST, **ROW, "covered": 5, "new_members": 1}
    return {"phases": [first, last]}


TIERS = (
    ("budget", None, "min", "alliances", 0),
    ("shortfall", FIRST, "min", "schools", 0),
    ("pace", None, "min", "schools", 3),
    ("need", None, "max", "points", 2),
    ("travel", None, "min", "seconds", 1200),
)


def phase_tiers(**broken: Any) -> dict[str, Any]:
    """Return the schedule's tiers as far as travel, the ``need`` one changed."""
    found = []
    for name, year, sense, unit, value in TIERS:
        tier = {"name": name, "year": year, "sense": sense, "unit": unit}
        tier |= {"value": value, "bound": None, "gap": None, "proven": False}
        found.append({**tier, **(broken if name == "need" else {})})
    return {"phase_tiers": found}


def with_tiers(**broken: Any) -> list[Violation]:
    """State the tiers of the schedule, with the true weight of the last one."""
    order = _order_value()
    last = {"name": "order", "year": None, "sense": "min", "unit": "weight"}
    last |= {"value": order, "bound": None, "gap": None, "proven": False}
    tiers = [*phase_tiers(**broken)["phase_tiers"], last]
    return phased(BOTH, plan={"phase_tiers": tiers})


def _order_value() -> int:
    """Return the weights of A, b and c in the first year."""
    digests = [
        hashlib.sha256(f"A\0{m}\0{FIRST}".encode()).digest() for m in ("A", "b", "c")
    ]
    return sum(int.from_bytes(d[:4], "big") >> 1 for d in digests)


PHASE_SCENARIOS: dict[str, Callable[[bool], list[Violation]]] = {
    "C411": lambda bad: phased({"A": FIRST, "D": 2026 if bad else LAST}),
    "C412": lambda bad: phased(BOTH, {"e": FIRST if bad else LAST}),
    "C413": lambda bad: phased(BOTH, {"b": LAST, "c": LAST if bad else FIRST}),
    "C414": lambda bad: phased(
        BOTH, {"b": FIRST, "c": LAST if bad else FIRST}, wishes=[("together", "b", "c")]
    ),
    "C415": approved,
    "C416": lambda bad: phased({"A": FIRST, "D": None if bad else LAST}, {"b": FIRST}),
    "C421": lambda bad: phased(
        BOTH,
        coverage={
            "scope": "county",
            "targets": [{"year": FIRST, "pct": 60 + bad}, {"year": LAST, "pct": 100}],
        },
    ),
    "C431": lambda bad: phased(
        BOTH, alliances={"A": {"demonstrator": not bad}, "D": {"demonstrator": bad}}
    ),
    "C441": lambda bad: phased(
        {"A": LAST if bad else FIRST, "D": LAST},
        coverage={"max_new_alliances_per_year": 1},
    ),
    "C451": lambda bad: graduate(host={} if bad else None),
    "C452": lambda bad: graduate(
        host={"core": "A", "start_year": LAST if bad else FIRST}
    ),
    "C453": lambda bad: graduate(starts={"A": LAST if bad else FIRST}),
    "C454": lambda bad: graduate(
        minutes={("g", "A"): 60 + bad / 60}, columns={"will_join": None}
    ),
    "C455": full_host,
    "C551": lambda bad: phased(BOTH, plan=rows({"scope": "all" if bad else "422801"})),
    "C552": lambda bad: phased(BOTH, plan=rows({"needed": int(bad)})),
    "C553": lambda bad: phased(BOTH, plan=rows({"covered": 4 if bad else 3})),
    "C554": lambda bad: phased(BOTH, plan=rows({"met": not bad})),
    "C555": lambda bad: phased(BOTH, plan=rows({"new_members": 3 if bad else 2})),
    "C556": lambda bad: with_tiers(sense="min" if bad else "max"),
    "C557": lambda bad: with_tiers(value=3 if bad else 2),
}
