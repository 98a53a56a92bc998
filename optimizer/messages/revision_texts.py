"""Texts: rules people set aside, the edited name list, and the way back."""

from __future__ import annotations

CHECKS: dict[str, tuple[str, str]] = {
    "C571": (
        "突破校核规则 {rule}({schools})没有写明理由。请补写理由,理由将印入送审材料;或按规则调整。",
        "Rule {rule} is set aside for {schools} without a reason. Write one, which is printed in the submission, or keep the rule.",
    ),
    "C572": (
        "校核规则 {rule} 不可突破({schools}),写明理由也不行。请按规则调整,或修改学校表、意愿表、政策设定。",
        "Rule {rule} cannot be set aside ({schools}), whatever the reason. Keep it, or change the school table, the pair table or the policy.",
    ),
    "C573": (
        "方案写明突破校核规则 {rule}({schools}),但这些学校并未违反该规则。请删去该条。",
        "Rule {rule} is said to be set aside for {schools}, but they do not break it. Delete the entry.",
    ),
    "C574": (
        "突破校核规则 {rule}({schools})重复写了 {value} 次,至多 {limit} 次。请只保留一条。",
        "Rule {rule} is set aside {value} times for {schools}; once is enough ({limit}). Keep one entry.",
    ),
}

TEXTS: dict[str, tuple[str, str]] = {
    "override.nobody": ("主管部门", "the authority"),
    "override.said": (
        "【{by}已决定予以突破,理由:{reason}】",
        " [set aside by {by}; reason: {reason}]",
    ),
}
