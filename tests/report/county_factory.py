"""A map with all there is to find: kinds, reasons, years, types, two counties."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from optimizer.case import Case
from optimizer.domain import School
from optimizer.messages import Lang
from optimizer.plan import Member, NextBest, Note, Phase, Plan, TypeAdvice, Uncovered
from optimizer.report.map import Shown, render_map
from tests.builders import OTHER_COUNTY, make_case, make_core, make_plan, make_school
from tests.report.map_factory import backdrop

NAMES = {
    "A": ("恩施实验小学", "舞阳坝街道"),
    "B": ("长梁中心小学", "长梁镇"),
    "C": ("利川第一初中", "都亭街道"),
    "c": ("农村小学", "舞阳坝街道"),
    "d": ("沙地小学", "舞阳坝街道"),
    "e": ("新建小学", "长梁镇"),
    "f": ("山坳教学点", "长梁镇"),
    "g": ("东瀼口初中", "都亭街道"),
    "h": ("城区老校", "都亭街道"),
    "i": ("远山小学", "长梁镇"),
    "j": ("满员小学", "长梁镇"),
    "k": ("不愿小学", "舞阳坝街道"),
    "m": ("无路小学", "舞阳坝街道"),
    "n": ("待定小学", "都亭街道"),
}
"""Name and town by id; capitals lead."""

REASONS = {"i": "U08", "j": "U10", "k": "U02", "m": "U07", "n": "U16"}
TAGS = {
    "c": ["rural"],
    "d": ["rural", "weak"],
    "e": ["rural", "new"],
    "f": ["rural", "weak"],
    "g": ["rural"],
    "h": ["weak"],
}
GROUPS = {"A": ["c", "d"], "B": ["e", "f"], "C": ["g", "h"]}
YEARS = {"A": 2023, "B": 2024, "C": 2023}


def schools(names: tuple[str, ...] = ()) -> list[School]:
    """Return the schools, 0.03 degrees apart; ``names`` replace theirs in turn."""
    rows = []
    for place, (school_id, (name, town)) in enumerate(NAMES.items()):
        make = make_core if school_id.isupper() else make_school
        facts: dict[str, Any] = {
            "name": names[place % len(names)] if names else name,
            "town": names[(place + 1) % len(names)] if names else town,
            "lon": 109.3 + 0.03 * (place * 5 % 14),
            "lat": 30.1 + 0.02 * place,
            "type_code": {"f": "218", "C": "311", "g": "311"}.get(school_id, "211"),
        }
        if school_id in "Cghn":
            facts["county_code"] = OTHER_COUNTY
        rows.append(make(school_id, **facts))
    rows.append(make_school("z", name="无坐标小学", town="长梁镇"))
    return rows


def member(school_id: str, place: int) -> Member:
    """Return a member with a trip of its own length."""
    return Member(
        school_id=school_id,
        minutes=10.0 + 5 * place,
        km=4.0 + place,
        travel_source="estimate" if school_id == "c" else "road_graph",
        tags=TAGS[school_id],
        reason=";".join(f"{tag}=table" for tag in TAGS[school_id]) + ";choice=nearest",
        next_best=NextBest(core="B", delta=-2.5) if school_id == "c" else None,
        start_year=2025 if school_id == "d" else None,
    )


def wide_map(mode: str = "internal", names: tuple[str, ...] = ()) -> tuple[Case, Plan]:
    """Return the case and a plan of three alliances in three years."""
    case = make_case(schools(names), report={"map_mode": mode})
    facts = {"target_pct": 80, "needed": 1, "total": 14, "met": True}
    advice = TypeAdvice(
        type="partnership",
        code="T02",
        detail={"minutes": 15.0, "km": 5.0, "limit": 10.0, "limit_km": 4.0},
    )
    plan = make_plan(
        {
            core: [member(i, place) for place, i in enumerate(ids)]
            for core, ids in GROUPS.items()
        },
        alliances={
            core: {
                "type": "merged" if core == "B" else "partnership",
                "start_year": YEARS[core],
                "county_code": OTHER_COUNTY if core == "C" else "422801",
                "name": f"{NAMES[core][0]}教联体",
                "warnings": [Note(code="A05", detail={"n": 2})] if core == "C" else [],
                "advice": advice if core == "A" else None,
                "type_reason": "T02" if core == "A" else None,
            }
            for core in GROUPS
        },
        title="示例方案",
        version="1",
        uncovered=[
            Uncovered(school_id=i, code=code, detail={"minutes": 70, "limit": 60})
            if code == "U08"
            else Uncovered(school_id=i, code=code, detail={"core": "A"})
            for i, code in {**REASONS, "z": "U01"}.items()
        ],
        phases=[
            Phase(
                year=year,
                scope="all",
                covered=n,
                new_alliances=n,
                new_members=n,
                **facts,
            )
            for year, n in ((2023, 5), (2024, 8), (2025, 9))
        ],
    )
    return case, plan


def wide_page(mode: str = "internal", lang: Lang = "zh", **how: Any) -> str:
    """Return the page of the wide map."""
    case, plan = wide_map(mode, **how)
    return render_map(case, plan, backdrop(notice="演示数据"), lang)


def two_plans(mode: str = "internal") -> str:
    """Return a page that compares the wide map's plan with a smaller one."""
    case, plan = wide_map(mode)
    fewer = plan.model_copy(update={"alliances": plan.alliances[:2], "version": "2"})
    other = Shown(case, fewer, backdrop())
    return render_map(case, plan, backdrop(), other=other)


def saved(folder: Path, text: str) -> Path:
    """Save a page where the path has Chinese characters and a space."""
    file = folder / "方案 一" / "map.html"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file
