"""Small random cases in which every rule of the model has something to bite on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from optimizer.case import Case
from optimizer.domain import School, TravelSource
from tests.builders import make_case, make_school


def random_case(seed: int, most: int = 8) -> Case:
    """Return a case of 3 to ``most`` schools drawn from a seed."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(3, most + 1))
    schools = [_school(rng, i) for i in range(n)]
    schools = _with_existing_alliance(rng, schools)
    ids = [school.school_id for school in schools]
    minutes = _minutes(rng, n)
    case = {
        "wishes": _wishes(rng, ids),
        "previous": _previous(rng, ids),
        **_policy(rng),
    }
    # Drawn last, so that the cases of earlier seeds stay what they were.
    if rng.random() < 0.25:
        case["source"] = TravelSource.ROAD_GRAPH
        case["second"] = _pick(rng, [None, _second(rng, minutes)], [0.4, 0.6])
        band = float(rng.integers(0, 16))
        case["travel"] |= {"avoid_borderline": True, "band_pct": band}
    if rng.random() < 0.3:
        schools = [_measured(rng, school) for school in schools]
        case["quality"] = _quality_policy(rng)
    return make_case(schools, minutes, **case)


def _measured(rng: np.random.Generator, school: School) -> School:
    """Return a school with few grades and figures around the seven standards."""
    low, high = (int(n) for n in rng.integers(20, 400, size=2))
    is_mixed = school.type_code == "312"
    pupils = low + high if is_mixed else school.pupils or low
    shares = rng.choice([0.7, 0.9, 1.1, 1.5], size=7)
    return replace(
        school,
        quality=school.quality if rng.random() < 0.15 else None,
        core=school.core if rng.random() < 0.3 else None,
        pupils=pupils,
        pupils_primary=low if is_mixed else None,
        pupils_junior=high if is_mixed else None,
        edu_hi=round(0.055 * pupils * shares[0]),
        backbone=round(0.02 * pupils * shares[1]),
        pe_art=round(0.012 * pupils * shares[2]),
        room_area_m2=round(6.0 * pupils * shares[3], 1),
        sport_area_m2=round(10.5 * pupils * shares[4], 1),
        equip_yuan=round(2600.0 * pupils * shares[5], 2),
        media_rooms=_pick(rng, [round(0.03 * pupils * shares[6]), None], [0.9, 0.1]),
    )


def _quality_policy(rng: np.random.Generator) -> dict[str, Any]:
    when = ["county", "school", "never"]
    return {
        "weak_without_grade": _pick(rng, when, [0.4, 0.5, 0.1]),
        "lead_without_grade": _pick(rng, when, [0.4, 0.5, 0.1]),
        "weak_rules": _pick(rng, [["indicators"], ["score"]], [0.8, 0.2]),
        "weak_score_pct": 40.0,
        "pass_met": int(rng.integers(4, 7)),
        "pass_rest_pct": 60.0,
        "reach_for": _pick(rng, [["indicators"], ["grade", "indicators"]], [0.7, 0.3]),
        "lead_min_pupils": 100,
    }


def _second(
    rng: np.random.Generator, minutes: list[list[float | None]]
) -> list[list[float | None]]:
    """Return the minutes of a second engine, some of them unknown to it."""
    return [
        [
            None
            if value is None or rng.random() < 0.05
            else round(value * float(rng.uniform(0.85, 1.2)), 1)
            for value in row
        ]
        for row in minutes
    ]


def _pick(rng: np.random.Generator, options: list[Any], p: list[float]) -> Any:
    return options[int(rng.choice(len(options), p=p))]


def _school(rng: np.random.Generator, i: int) -> School:
    is_core = i < 3
    return make_school(
        f"s{i}",
        county_code=_pick(rng, ["422801", "422802"], [0.92, 0.08]),
        type_code=_pick(
            rng, ["211", "218", "311", "312", "342"], [0.6, 0.15, 0.08, 0.14, 0.03]
        ),
        town=_pick(rng, ["a", "b", None], [0.4, 0.4, 0.2]),
        region_code=_pick(rng, ["220", "121", "111", None], [0.7, 0.2, 0.05, 0.05]),
        pupils=_pick(rng, [int(rng.integers(20, 300)), None], [0.9, 0.1])
        if not is_core
        else int(rng.integers(200, 700)),
        backbone=int(rng.integers(6, 18)) if is_core else None,
        quality=_pick(rng, ["优质", "良好", "薄弱", None], [0.3, 0.3, 0.2, 0.2]),
        core=_pick(rng, [True, None, False], [0.8, 0.15, 0.05]) if is_core else None,
        opened=_pick(rng, ["2023", "1990", None], [0.2, 0.3, 0.5]),
        will_lead=_pick(rng, [True, False, None], [0.3, 0.1, 0.6]),
        will_join=_pick(rng, [True, False, None], [0.4, 0.1, 0.5]),
        owner_level=_pick(rng, ["县属", "州直"], [0.95, 0.05]),
        status=_pick(rng, ["正常", "停办"], [0.97, 0.03]),
    )


def _with_existing_alliance(
    rng: np.random.Generator, schools: list[School]
) -> list[School]:
    if rng.random() > 0.2 or len(schools) < 5:
        return schools
    core, member = (int(i) for i in rng.choice(len(schools), size=2, replace=False))
    roles = {core: "core", member: "member"}
    return [
        replace(s, alliance_id="J1", alliance_role=roles[i]) if i in roles else s
        for i, s in enumerate(schools)
    ]


def _minutes(rng: np.random.Generator, n: int) -> list[list[float | None]]:
    base = rng.uniform(5, 65, size=(n, n))
    both = (base + base.T) / 2 + rng.uniform(-3, 3, size=(n, n))
    unknown = rng.random((n, n)) < 0.05
    return [
        [
            None if unknown[i, j] else round(float(max(1, both[i, j])), 1)
            for j in range(n)
        ]
        for i in range(n)
    ]


def _wishes(rng: np.random.Generator, ids: list[str]) -> list[tuple[str, ...]]:
    wishes: list[tuple[str, ...]] = []
    for kind in ("together", "apart", "willing", "refused"):
        if rng.random() < 0.3:
            a, b = (str(i) for i in rng.choice(ids, size=2, replace=False))
            wishes.append((kind, a, b))
    for kind in ("core", "not_core"):
        if rng.random() < 0.15:
            wishes.append((kind, str(rng.choice(ids[:3]))))
    return wishes


def _previous(rng: np.random.Generator, ids: list[str]) -> dict[str, str]:
    if rng.random() < 0.7:
        return {}
    member, core = (str(i) for i in rng.choice(ids, size=2, replace=False))
    return {member: core}


def _policy(rng: np.random.Generator) -> dict[str, dict[str, Any]]:
    return {
        "size": {
            "max_members": int(rng.integers(2, 6)),
            "core_counts": bool(rng.random() < 0.7),
            "teaching_point_counts": bool(rng.random() < 0.7),
        },
        "travel": {
            "max_minutes": float(rng.integers(30, 75)),
            "member_to_member_max_minutes": float(rng.integers(40, 91)),
            "direction": _pick(
                rng, ["member_to_core", "core_to_member", "worse"], [0.5, 0.25, 0.25]
            ),
        },
        "load": {
            "rules": _pick(
                rng, [["pupils", "backbone"], ["pupils"], []], [0.5, 0.3, 0.2]
            ),
            "pupils_per_core_pupil": float(rng.choice([0.5, 1.0, 2.0])),
        },
        "pairing": {
            "stages": _pick(rng, ["overlap", "any"], [0.7, 0.3]),
            "members_need_tag": bool(rng.random() < 0.8),
        },
        "roles": {
            "core_may_join": bool(rng.random() < 0.7),
            "require_will_lead": bool(rng.random() < 0.1),
        },
        "coverage": {
            "scope": _pick(rng, ["prefecture", "county"], [0.6, 0.4]),
            "targets": [{"year": 2025, "pct": int(rng.integers(0, 101))}],
            "target_year": 2025,
            "demonstrators_per_county": int(rng.integers(0, 3)),
        },
    }
