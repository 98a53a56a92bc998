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
    "override.told": (
        "“原则上”的规定和建议值由人决定突破,逐条写明理由并印入送审材料;其余规则不可突破。",
        "Rules that hold in principle and suggested values may be set aside by people, each with a reason that is printed in the submission; all other rules bind.",
    ),
    "override.rule.C331": (
        "规模:一个教联体原则上不超过 {places} 所(任何情况不超过 {ceiling} 所)",
        "size: an alliance has {places} places in principle ({ceiling} in any case)",
    ),
    "override.rule.C342": (
        "成员应为农村、薄弱或新建学校",
        "members are rural, weak or new schools",
    ),
    "override.rule.C351": (
        "成员学校在校生之和不超过核心学校的辐射能力",
        "the members' pupils are within what the core can take on",
    ),
    "override.rule.C364": (
        "核心学校与成员学校之间须有已知路线",
        "a route between core and member is known",
    ),
    "override.rule.C365": (
        "成员学校与核心学校单程车程不超过 {minutes} 分钟",
        "the trip between member and core takes at most {minutes} min",
    ),
    "override.rule.C366": (
        "成员学校与核心学校道路里程不超过 {km} 公里",
        "the trip between member and core is at most {km} km long",
    ),
    "override.rule.C367": (
        "车程在误差范围内也不得超限(临界配对不用)",
        "no error of the trip crosses a limit (borderline pairs are avoided)",
    ),
    "override.rule.C371": (
        "任意两所成员学校之间车程不超过 {apart} 分钟",
        "two members are at most {apart} min apart",
    ),
    "override.rule.C372": (
        "任意两所成员学校之间须有已知路线",
        "a route between two members is known",
    ),
    "A06": (
        "经人工决定突破校核规则 {rule},理由见突破规则表",
        "People set rule {rule} aside here; the reason stands in the list of overrides.",
    ),
    "choice.people": ("由人工调整确定", "placed by people"),
    # Sheets
    "sheet.overrides": ("突破规则", "Overrides"),
    "sheet.fingerprint": ("指纹", "Fingerprint"),
    "sheet.choices": ("选项", "Choices"),
    "summary.overrides": ("突破的规则及理由", "Rules set aside, and why"),
    "summary.override": (
        "{code} {rule}:{schools}。理由:{reason}({by})",
        "{code} {rule}: {schools}. Reason: {reason} ({by})",
    ),
    "col.rule": ("规则", "Rule"),
    "col.rule_schools": ("涉及学校", "Schools"),
    "col.rule_why": ("理由", "Reason"),
    "edit_why": ("调整理由", "Reason for the change"),
    "edit_by": ("决定人(职务或单位)", "Decided by (office)"),
    "col.edit_by": ("决定人(职务或单位)", "Decided by (office)"),
    "fingerprint.plan_sha256": ("方案校验码", "digest of the plan"),
    "fingerprint.title": ("方案名称", "title"),
    "fingerprint.version": ("版本", "version"),
    "fingerprint.told": (
        "读回修改(alliance import)时凭本表核对是否为同一方案,请勿改动或删除。",
        "When edits are read back (alliance import), this sheet tells which plan they are of. Do not change or delete it.",
    ),
    # The name list as a form
    "edit.how": (
        "本表可以直接修改,改后保存,用 alliance import 读回校核,成为下一版。只改黄色单元格:改“教联体编号”即把学校调入该教联体(填新编号即新组建);换核心学校须把两行的“角色”对调;核心学校一行的“类型”“年份”是教联体的类型和启动年份,成员一行的年份是加入年份;删去整行或清空编号即移出;未覆盖学校在表末黄色空行增补(填编号、角色、学校标识码)。其余各列由程序推算,改动不会生效。理由和决定人写在右侧两列(不打印)。",
        "This list can be changed, saved and read back with alliance import, which checks it and makes the next version. Change yellow cells only: a school moves by its alliance id (a new id makes a new alliance); a core is changed by swapping the roles of two rows; type and year in a core's row are those of the alliance, the year in a member's row is when it joins; delete a row or clear its id to take a school out; add uncovered schools in the yellow rows at the end (id, role, school id). All other columns are worked out. Reasons and who decided go into the two columns on the right, which are not printed.",
    ),
    "edit.error.role": (
        "请选择“核心”或“成员”。一个教联体只有一所核心学校。",
        "Choose core or member. An alliance has one core.",
    ),
    "edit.error.type": (
        "一般为融合型或共建型。确属其他形式的,请选“是”保留,并在右侧写明理由。",
        "Usually merged or partnership. If another form is meant, keep it and write the reason on the right.",
    ),
    "edit.error.start_year": (
        "请选择方案的分期年份。成员加入不得早于所在教联体启动。",
        "Choose a year of the phases. A member joins no earlier than its alliance starts.",
    ),
    "edit.error.alliance_id": (
        "清单中没有这个编号。确属新组建教联体的,请选“是”;否则请从清单中选择。",
        "No alliance has this id. Keep it if a new alliance is meant; else choose from the list.",
    ),
}
