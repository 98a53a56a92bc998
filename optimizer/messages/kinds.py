"""Texts of an alliance's type: why it is recommended, and what people decided.

``TEXTS`` are read in reports; ``CHECKS`` are the checker's, see
:mod:`optimizer.messages.checks`.
"""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "type.other": ("其他", "other"),
    "stage.primary": ("小学", "primary"),
    "stage.junior": ("初中", "junior secondary"),
    "stage.primary+junior": ("小学和初中", "primary and junior secondary"),
    "stage.none": ("无", "none"),
    "T01.said": (
        "车程最远 {minutes:g} 分钟、{km:g} 公里(上限 {limit:g} 分钟、{limit_km:g} 公里),共同学段:{stage},计 {places} 所(上限 {most} 所),没有学校表示不愿;建议融合型",
        "the farthest member is {minutes:g} min and {km:g} km away (limits {limit:g} min, {limit_km:g} km), common stage: {stage}, {places} places (limit {most}), nobody declines; merging is suggested",
    ),
    "T04": (
        "有 {n} 所成员学校的车程未知(如{school}),建议共建型",
        "the trips of {n} members are not known (first {school}); partnership is suggested",
    ),
    "T05": (
        "{n} 所学校没有共同学段(有小学段的 {primary} 所,有初中段的 {junior} 所),建议共建型",
        "the {n} schools teach no common stage ({primary} teach primary, {junior} junior secondary); partnership is suggested",
    ),
    "T06": (
        "计 {places} 所,超过融合型上限 {most} 所,建议共建型",
        "it takes {places} places, more than the {most} of the merged type; partnership is suggested",
    ),
    "T07": (
        "有 {n} 所学校表示不愿(如{school}),建议共建型",
        "{n} schools decline or refuse one another (first {school}); partnership is suggested",
    ),
    "T08": (
        "有 {n} 所成员学校尚未与核心学校双方表示愿意(如{school}),建议共建型",
        "{n} members and the core have not both declared their will (first {school}); partnership is suggested",
    ),
    "T10": (
        "由{by}研究决定为{type}:{note}(程序建议:{advice})",
        "decided by {by} to be {type}: {note} (recommended: {advice})",
    ),
    "T11": (
        "沿用上一版由{by}作出的决定,为{type}:{note}(程序建议:{advice})",
        "as decided by {by} for the earlier plan, {type}: {note} (recommended: {advice})",
    ),
    "choice.nobody": ("主管部门", "the authority"),
    "W108": (
        "上一版对该教联体类型的决定({value})不再适用:该核心学校本次未牵头。如需保留,请把它指定为核心学校后重新测算。",
        "The decision on the type of an alliance ({value}) has lapsed: its core does not lead in this plan. To keep it, name the core in the pair table and plan again.",
    ),
    "A105": (
        "方案中没有编号或核心学校为 {value!r} 的教联体。可用的编号:{names}。",
        "The plan has no alliance with the id or core {value!r}. Its ids: {names}.",
    ),
    "A106": (
        "类型决定必须写明类型和理由(--type、--note 不能为空,各不超过 {most} 字)。请补写,理由将印入送审材料。",
        "A decision needs a type and a reason (--type and --note, at most {most} characters each). Write them: the reason is printed in the submission.",
    ),
    "A107": (
        "方案文件夹 {file} 在决定以后未通过校核({number} 处,首条:{first})。没有改动任何文件;请先用 alliance verify 核对。",
        "With this decision the plan in {file} fails the check ({number} faults, first: {first}). No file was changed; run alliance verify first.",
    ),
    "cli.decide": (
        "写下对一个教联体类型的决定,重新校核并重出全部文件。",
        "Record what people decided about the type of an alliance, check again and redraw every file.",
    ),
    "cli.opt.alliance": (
        "教联体编号,或其核心学校的标识码。",
        "Id of the alliance, or of its core school.",
    ),
    "cli.opt.type": (
        "merged(融合型)、partnership(共建型)、other(其他)或自定的形式(如 数字化);advice 表示撤回决定、按程序建议。",
        "merged, partnership, other or a form of your own; advice takes the decision back.",
    ),
    "cli.opt.note": ("理由,印入送审材料。", "The reason; printed in the submission."),
    "cli.opt.by": (
        "由谁决定:写职务或部门,不写姓名。",
        "Who decided: a role or office, not a name.",
    ),
    "cli.decided": (
        "{alliance}:{type}。{reason}",
        "{alliance}: {type}; {reason}",
    ),
}

CHECKS: dict[str, tuple[str, str]] = {
    "C561": (
        "{schools} 牵头的教联体标为融合型,但不符合方案的融合型条件(判定依据 {value},应为 {limit})。请改为共建型,或由主管部门作出决定并写明理由。",
        "The alliance led by {schools} is stated as merged but does not meet the rule (condition {value}, not {limit}). Make it a partnership, or let the authority decide with a reason.",
    ),
    "C562": (
        "{schools} 牵头的教联体,类型建议写为 {value},按方案规则应为 {limit}。请更正,或重新计算。",
        "The alliance led by {schools} states the recommendation {value}; the rule gives {limit}. Correct it, or plan again.",
    ),
    "C563": (
        "{schools} 牵头的教联体,类型建议的数据 {figure} 写为 {value},复核为 {limit}。请更正。",
        "The alliance led by {schools} states {figure} = {value} in its recommendation; the check finds {limit}. Correct it.",
    ),
    "C564": (
        "{schools} 牵头的教联体,类型及依据写为 {value},应为 {limit}(有决定的按决定,否则按建议)。请更正。",
        "The alliance led by {schools} states type and reason {value}; they are {limit} (the decision, else the recommendation). Correct it.",
    ),
    "C565": (
        "{schools} 牵头的教联体,类型决定没有写明理由(理由:{value};类型:{limit})。请用 alliance decide 补写。",
        "The decision on the alliance led by {schools} gives no reason (reason: {value}; type: {limit}). Write it with alliance decide.",
    ),
    "C566": (
        "{schools} 牵头的教联体,方案所载类型决定({value})与留存的决定({limit})不一致。请用 alliance decide 更改决定,不要直接改文件。",
        "The decision on the alliance led by {schools} in the plan ({value}) is not the one on record ({limit}). Change it with alliance decide, not in the file.",
    ),
    "C567": (
        "{schools} 牵头的教联体,决定的类型 {value} 与程序建议 {limit}(依据 {code})不同。请在送审材料中说明理由。",
        "The alliance led by {schools} was decided to be {value}; the rule recommends {limit} ({code}). Explain this in the submission.",
    ),
}
