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

_BALANCE: dict[str, tuple[str, str]] = {
    "sheet.balance": ("均衡模拟", "Balance"),
    "summary.balance": (
        "均衡模拟(七项指标差异系数)",
        "Balance, a simulation (variation of seven indicators)",
    ),
    "indicator.edu_hi": (
        "每百名学生高于规定学历教师数",
        "teachers above the required degree per 100 pupils",
    ),
    "indicator.backbone": (
        "每百名学生县级以上骨干教师数",
        "backbone teachers per 100 pupils",
    ),
    "indicator.pe_art": (
        "每百名学生体育、艺术专任教师数",
        "PE and arts teachers per 100 pupils",
    ),
    "indicator.room_area_m2": (
        "生均教学及辅助用房面积(m²)",
        "teaching rooms per pupil (m²)",
    ),
    "indicator.sport_area_m2": (
        "生均体育运动场馆面积(m²)",
        "sports ground per pupil (m²)",
    ),
    "indicator.equip_yuan": (
        "生均教学仪器设备值(元)",
        "equipment per pupil (yuan)",
    ),
    "indicator.media_rooms": (
        "每百名学生网络多媒体教室数",
        "media classrooms per 100 pupils",
    ),
    "balance.stated": (
        "模拟测算,不是预测:假定教联体内资源全部共享,即各校该学段的资源和学生合并计算;这是共享能达到的上限,不参与方案优化。",
        "A simulation, no forecast: it pools all resources and pupils of a stage within an alliance, the most that sharing could do. It does not steer the plan.",
    ),
    "balance.stated_tier": (
        "模拟测算,不是预测:假定教联体内资源全部共享,即各校该学段的资源和学生合并计算;这是共享能达到的上限。本方案按政策文件把这一模拟列为优化层级(七项指标校际差异),只比较教联体之间。",
        "A simulation, no forecast: it pools all resources and pupils of a stage within an alliance, the most that sharing could do. By its policy this plan has a tier that lowers the simulated difference between alliances.",
    ),
    "balance.formula": (
        "差异系数 = 标准差 ÷ 均值,按学生数加权,小学、初中分别计算;多学段学校的资源按学生数折分,小学:初中 = 1:{weight}。",
        "The variation is the deviation over the mean, weighted by pupils, primary and junior apart; a school of several stages is split by pupils, a junior pupil weighing {weight}.",
    ),
    "balance.scope": (
        "不足 {few} 人的教学点和不纳入方案的学校不计。数据空白为“数据不足”,不作 0 计,该校在组建前后都不计入该项。",
        "Teaching points under {few} pupils and schools outside the plan are left out. A blank is not 0: a school without the figure is left out of it, before and after alike.",
    ),
    "balance.line": (
        "参考线:教督〔2017〕6号,小学 {primary}、初中 {junior};只供对照,不是本方案的要求,引用前请核对原文。",
        "Reference lines of the national rule Jiaodu [2017] No. 6: primary {primary}, junior {junior}; to read the figures by, no demand of this plan. Check the original before quoting.",
    ),
    "balance.lacking": ("数据不足", "not enough data"),
    "balance.told": (
        "{county}{stage}:差异系数最大的一项,组建前为{first} {before},合并计算后为{second} {after};{over_before} 项高于参考线 {line},合并计算后 {over_after} 项。数据不足 {missing} 校次,不足 {few} 人的教学点 {small} 所不计。",
        "{county}, {stage}: the largest variation is {before} ({first}) before and {after} ({second}) pooled; {over_before} indicators are above the line {line}, pooled {over_after}. {missing} figures are missing; {small} teaching points under {few} pupils are left out.",
    ),
    "col.stage": ("学段", "Stage"),
    "col.indicator": ("指标", "Indicator"),
    "col.mean": ("县域均值", "Mean"),
    "col.cv_before": ("差异系数(组建前,各校)", "Variation before"),
    "col.cv_after": ("差异系数(合并计算)", "Variation pooled"),
    "col.cv_line": ("参考线", "Line"),
    "col.schools_counted": ("计入学校", "Schools"),
    "col.units_after": ("合并后单位", "Units"),
    "col.missing": ("数据不足学校", "Missing"),
    "col.small_points": ("不计的小教学点", "Small points"),
}

TEXTS: dict[str, tuple[str, str]] = {**_KEPT, **_BALANCE}
