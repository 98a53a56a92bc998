"""Texts on what became of the plan before, and on the simulation of balance."""

from __future__ import annotations

_KEPT: dict[str, tuple[str, str]] = {
    "kept.told": (
        "与上一版相比:{kept} 所成员沿用原核心学校,{moved} 所改换核心,{left} 所退出,{joined} 所新纳入;{ended} 所不再牵头,{begun} 所新牵头。",
        "Against the plan before: {kept} members keep their core, {moved} change it, {left} leave, {joined} join; {ended} cores no longer lead, {begun} newly lead.",
    ),
    "kept.moved": ("改换核心", "another core"),
    "kept.left": ("退出", "left"),
    "kept.joined": ("新纳入", "joined"),
    "kept.ended": ("不再牵头", "no longer leads"),
    "kept.begun": ("新牵头", "newly leads"),
    "sheet.kept": ("变动", "Changes"),
    "summary.kept": ("与上一版相比", "Against the plan before"),
    "summary.change": (
        "{school}:{change}({before} → {now})",
        "{school}: {change} ({before} → {now})",
    ),
    "col.became": ("变动", "Change"),
    "col.core_before": ("上一版核心学校", "Core before"),
    "col.core_now": ("本版核心学校", "Core now"),
}

TEXTS: dict[str, tuple[str, str]] = {**_KEPT}
