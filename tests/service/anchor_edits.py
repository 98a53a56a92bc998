"""Small edits of a demo's tables, for measuring how far a plan moves with them."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

from optimizer import service
from optimizer.domain import PairKind, PairWish
from optimizer.plan import Plan
from optimizer.service.loading import Loaded

METRES_PER_DEGREE = 111_000


def edited(demo: str, kind: str, member: str, core: str, folder: Path) -> Loaded:
    """Return a demo with one edit about a member.

    ``move``: it moves 500 m north; ``add``: a school like it opens 400 m beside it;
    ``refuse``: it and its core refuse each other.
    """
    sources = service.demo_sources(demo)
    with sources.schools.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    row = next(r for r in rows if r["school_id"] == member)
    if kind == "move":
        row["lat"] = str(round(float(row["lat"]) + 500 / METRES_PER_DEGREE, 6))
    if kind == "add":
        lon = str(round(float(row["lon"]) + 0.004, 6))
        own = {"school_id": f"{member}N", "name": f"{row['name']}新", "lon": lon}
        rows.append({**row, **own})
    table = folder / f"{kind}-{member}.csv"
    with table.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    loaded = service.load(replace(sources, schools=table))
    if kind != "refuse":
        return loaded
    wishes = (*loaded.case.wishes, PairWish(PairKind.REFUSED, member, core))
    return replace(loaded, case=replace(loaded.case, wishes=wishes))


def members_of(plan: Plan) -> dict[str, str]:
    """Return the core of each member."""
    return {m: k for m, k in plan.core_of.items() if m != k}


def planned(loaded: Loaded, before: dict[str, str], kept_before: str) -> Plan:
    """Return the checked plan of an edited case, anchored as the policy is told."""
    case = replace(
        loaded.case,
        previous=before,
        policy=loaded.case.policy.changed(objective={"kept_before": kept_before}),
    )
    plan = service.make_plan(replace(loaded, case=case)).plan
    assert plan is not None
    return plan


def moved(before: Plan, after: Plan) -> int:
    """Count the schools of a plan, cores too, with another core or none after it."""
    now = after.core_of
    return sum(now.get(school) != core for school, core in before.core_of.items())
