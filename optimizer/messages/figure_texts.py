"""Labels of the key figures every document states (``key.*``)."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "key.coverage": ("覆盖率(计数口径)", "Coverage (counted basis)"),
    "key.target": ("覆盖目标", "Coverage target"),
    "key.target_value": (
        "{pct}%,需 {needed} 所,{met}",
        "{pct} %, {needed} schools needed, {met}",
    ),
    "key.alliances": ("教联体个数", "Alliances"),
    "key.schools": (
        "纳入教联体的学校(含核心学校)",
        "Schools in alliances, cores included",
    ),
    "key.members": ("成员学校", "Member schools"),
    "key.uncovered": ("本轮未纳入的学校", "Schools in no alliance in this round"),
    "key.excluded": ("不在方案范围的学校", "Schools outside the scope"),
    "key.demonstrators": ("示范性教联体", "Demonstration alliances"),
    "key.member_pupils": ("成员学校学生数", "Pupils of member schools"),
    "key.member_pupils_value": (
        "{pupils},另有 {unknown} 所未填学生数",
        "{pupils}; not stated for {unknown} more schools",
    ),
    "key.reached": ("惠及{kind}", "Reached: {kind}"),
    "key.longest_minutes": ("最远一程(分钟)", "Longest trip (minutes)"),
    "key.mean_minutes": ("平均一程(分钟)", "Mean trip (minutes)"),
    "key.longest_km": ("最长一程(公里)", "Longest trip (km)"),
    "key.overrides": (
        "经研究突破规则的事项",
        "Rules overridden by people, with a reason",
    ),
    "key.status": ("方案状态", "Status of the plan"),
}
