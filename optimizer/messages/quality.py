"""Texts on the seven indicators and on the roles that follow from them."""

from __future__ import annotations

_RULES: dict[str, tuple[str, str]] = {
    "rule.indicators": ("七项指标测算", "the seven indicators"),
    "rule.score": ("七项指标得分最低的部分", "lowest by score of the indicators"),
    "map.rule.indicators": ("按七项指标测算", "by the seven indicators"),
    "map.rule.score": ("七项指标得分较低", "low score of the indicators"),
}

_ISSUES: dict[str, tuple[str, str]] = {
    "Q201": (
        "{value}:全县没有一所学校填写办学水平等级,可牵头的学校按七项指标认定(quality.lead_without_grade)。如有等级,请在学校表“办学水平等级”列填写,以填写为准。",
        "{value}: no school of the county has a grade, so who may lead is told by the seven indicators (quality.lead_without_grade). Fill the grade column if there are grades; they win.",
    ),
    "Q202": (
        "{value} 所学校没有办学水平等级,七项指标也因数据不足而不能认定,不按指标作优质或薄弱。请补填七项指标所需的数据和各学段学生数,或填写等级。",
        "Schools without a grade that the seven indicators cannot judge for want of data: {value}; figures make them neither a quality school nor a weak one. Fill in the figures and the pupils of each stage, or the grade.",
    ),
}

_SHEET: dict[str, tuple[str, str]] = {
    "sheet.quality": ("办学水平", "Standing"),
    "col.grade": ("办学水平等级", "Grade"),
    "col.stage_pupils": ("该学段学生数", "Pupils of the stage"),
    "col.num_met": ("达标项数", "Reached"),
    "col.passes": ("单校达标", "Passes"),
    "col.score": ("得分(推定)", "Score (assumed)"),
    "col.roles": ("角色及依据", "Roles and the rule"),
    "col.within_before": ("组建前不高于参考线", "Before: within line"),
    "col.within_after": ("合并后不高于参考线", "Pooled: within line"),
    "quality.mark.edu_hi": ("学历达标", "Degrees reached"),
    "quality.mark.backbone": ("骨干达标", "Backbone reached"),
    "quality.mark.pe_art": ("体艺达标", "PE, arts reached"),
    "quality.mark.room_area_m2": ("用房达标", "Rooms reached"),
    "quality.mark.sport_area_m2": ("场馆达标", "Sports reached"),
    "quality.mark.equip_yuan": ("设备达标", "Equipment reached"),
    "quality.mark.media_rooms": ("多媒体达标", "Media reached"),
    "quality.met": ("✓", "✓"),
    "quality.unmet": ("✗", "✗"),
    "quality.lead": ("可牵头", "may lead"),
    "quality.internal": (
        "本表仅供内部研究帮扶使用,不得公开,不作学校排名;对外只使用帮扶、共建的表述。",
        "For internal use only, never to be made public, and no ranking of schools.",
    ),
    "quality.method": (
        "测算方法:教督〔2017〕6号七项单校指标。达到标准值(含)为 ✓;至少 {met} 项达到、其余各项不低于标准值的 {rest}%(含)为单校达标。数据空白为“数据不足”,不作 0 计;无论缺项取何值结论都不变时才作结论。表中数值舍去两位小数以后的部分,判断按未舍的数。",
        "Method: the seven indicators of Jiaodu [2017] No. 6. A value at or over the standard is ✓; a school passes with at least {met} reached and each other one at {rest}% or more. A blank is not 0; a verdict is given only where no missing value could change it. Values are shown cut off after two decimals and judged uncut.",
    ),
    "quality.standard": (
        "标准值(小学/初中):{values}。",
        "Standards (primary/junior): {values}.",
    ),
    "quality.standard.one": (
        "{indicator} {primary}/{junior}",
        "{indicator} {primary}/{junior}",
    ),
    "quality.split": (
        "多学段学校按学生数折分:小学 1、初中 {junior}、高中 {senior};不足 {few} 人的教学点({small} 所)、特殊教育和中职学校不测算,不纳入方案的学校不列。",
        "A school of several stages is split by pupils weighing 1 (primary), {junior} (junior) and {senior} (senior). Teaching points under {few} pupils ({small}), special and vocational schools are not measured; schools outside the plan are not listed.",
    ),
    "quality.roles.first": (
        "角色:学校表的“是/否”和办学水平等级一律优先,以下只在没有填写时适用;均为建议值,非政策规定。",
        "Roles: a yes or no and a grade in the school table always win; what follows applies only without them. Suggested values, no rule of the state.",
    ),
    "quality.roles.indicators": (
        "薄弱({when}):同一学段七项中确定有 {failed} 项及以上未达标。",
        "Weak ({when}): {failed} or more of the seven are known to fail in one stage.",
    ),
    "quality.roles.score": (
        "薄弱({when}):七项得分处于同县同学段最低的 {pct}%,界上并列的不计;得分为七项达标程度的平均,超过 1 按 1 计,是本程序的推定。",
        "Weak ({when}): in the lowest {pct}% by score of county and stage, ties at the limit left out; the score is the mean of how far the seven are reached, none above 1, an assumption of this program.",
    ),
    "quality.roles.lead": (
        "可牵头({when}):各学段都单校达标,且没有表示不愿牵头。",
        "May lead ({when}): passes in every stage and has not declined to lead.",
    ),
    "quality.roles.reach": (
        "可牵头还须有辐射能力({by}):在校生 {pupils} 人及以上,每百名学生骨干教师 {backbone} 名及以上。",
        "To lead takes reach as well ({by}): at least {pupils} pupils and {backbone} backbone teachers per 100.",
    ),
    "quality.when.county": (
        "全县没有任何学校有等级",
        "no school of the county has a grade",
    ),
    "quality.when.school": ("该校没有等级", "the school has no grade"),
}

TEXTS: dict[str, tuple[str, str]] = {**_RULES, **_ISSUES, **_SHEET}
