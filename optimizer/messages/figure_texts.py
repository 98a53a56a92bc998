"""Labels of the key figures every document states (``figure.*``)."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "figure.coverage": ("覆盖率(计数口径)", "Coverage (counted basis)"),
    "figure.target": ("覆盖目标", "Coverage target"),
    "figure.target_value": (
        "{pct}%,需 {needed} 所,{met}",
        "{pct} %, {needed} schools needed, {met}",
    ),
    "figure.alliances": ("教联体个数", "Alliances"),
    "figure.schools": (
        "纳入教联体的学校(含核心学校)",
        "Schools in alliances, cores included",
    ),
    "figure.members": ("成员学校", "Member schools"),
    "figure.uncovered": ("本轮未纳入的学校", "Schools in no alliance in this round"),
    "figure.excluded": ("不在方案范围的学校", "Schools outside the scope"),
    "figure.demonstrators": ("示范性教联体", "Demonstration alliances"),
    "figure.member_pupils": ("成员学校学生数", "Pupils of member schools"),
    "figure.reached": ("惠及{kind}", "Reached: {kind}"),
    "figure.longest_minutes": ("最远一程(分钟)", "Longest trip (minutes)"),
    "figure.mean_minutes": ("平均一程(分钟)", "Mean trip (minutes)"),
    "figure.longest_km": ("最长一程(公里)", "Longest trip (km)"),
    "figure.overrides": (
        "经研究突破规则的事项",
        "Rules overridden by people, with a reason",
    ),
    "figure.status": ("方案状态", "Status of the plan"),
}
