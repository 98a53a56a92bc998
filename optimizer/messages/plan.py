"""Texts of a plan: status, tiers, types, reasons, and why a school stays outside.

The sentence of a ``U`` code says which rule keeps a school outside; its ``.lift``
says what would change that. Warnings (``A``, ``W``) say what is so and what to do.
"""

from __future__ import annotations

_STATUS: dict[str, tuple[str, str]] = {
    "status.optimal": ("已证明最优", "proven optimal"),
    "status.feasible": (
        "可行方案,未全部证明最优",
        "feasible, not proven optimal in every tier",
    ),
    "status.infeasible": ("已证明无可行方案", "proven infeasible"),
    "status.unknown": ("时限内未得出结论", "no answer in time"),
    "status.invalid": ("优化模型有误", "invalid model"),
}

_TIERS: dict[str, tuple[str, str]] = {
    "tier.wishes": ("未落实的指定核心学校", "named cores that do not lead"),
    "tier.floor": ("各县市教联体数量缺口", "alliances missing to the counties' floors"),
    "tier.shortfall": ("覆盖目标缺口", "schools missing to the coverage target"),
    "tier.towns": (
        "没有学校纳入的乡镇(街道)",
        "townships without a school in an alliance",
    ),
    "tier.kept": ("沿用上一版核心的成员", "members kept under their core"),
    "tier.busiest": ("核心学校最高负荷率", "highest load share of a core"),
    "tier.indicators": (
        "七项指标校际差异(资源共享模拟)",
        "difference of the seven indicators between alliances (simulated pooling)",
    ),
    "tier.unit.pupil_permille": ("人·‰", "pupils × per mille"),
    "tier.unit.towns": ("个乡镇", "townships"),
    "tier.unit.permille": ("‰", "per mille"),
    "tier.need": ("帮扶需求分值", "need points reached"),
    "tier.pupils": ("惠及学生数", "pupils reached"),
    "tier.travel": ("综合车程", "generalised travel"),
    "tier.worst": ("最远一程", "longest trip"),
    "tier.order": ("固定次序(唯一解)", "fixed order (makes the optimum unique)"),
    "tier.unit.schools": ("所", "schools"),
    "tier.unit.alliances": ("个", "alliances"),
    "tier.unit.points": ("分", "points"),
    "tier.unit.pupils": ("人", "pupils"),
    "tier.unit.seconds": ("秒", "seconds"),
    "tier.unit.minutes": ("分钟", "minutes"),
    "tier.unit.weight": ("权值", "weight"),
    "tier.sense.min": ("越小越好", "lower is better"),
    "tier.sense.max": ("越大越好", "higher is better"),
    "tier.proven": ("已证明", "proven"),
    "tier.open": ("未证明", "not proven"),
}

_ALLIANCES: dict[str, tuple[str, str]] = {
    "type.merged": ("融合型", "merged"),
    "type.partnership": ("共建型", "partnership"),
    "T01": (
        "各成员学校车程、里程均在融合型上限以内,建议融合型",
        "every trip keeps the limits of the merged type, which is suggested",
    ),
    "T02": (
        "最远 {minutes:g} 分钟、{km:g} 公里,超出融合型上限({limit:g} 分钟、{limit_km:g} 公里),建议共建型",
        "the farthest member is {minutes:g} min and {km:g} km away, beyond the limits of the merged type ({limit:g} min, {limit_km:g} km); partnership is suggested",
    ),
    "T02.unknown": (
        "有成员学校的车程未知,建议共建型",
        "a member's trip is not known; partnership is suggested",
    ),
    "A01": (
        "核心学校在校生数或骨干教师数未填,辐射能力无法核算。请补填后重新测算",
        "The load of this alliance is not known: the core's pupils or backbone teachers are missing. Fill them in and plan again.",
    ),
    "A02": (
        "已批准的教联体,与校核规则 {rule} 不符,按原样保留。请主管部门研究是否调整",
        "This approved alliance breaks rule {rule} and is kept as it is. The authority should decide whether to change it.",
    ),
    "A03": (
        "有 {n} 所成员学校的车程为直线估算。请以实测或导航车程核实",
        "The trips of {n} members are straight-line estimates. Verify them by measurement or navigation.",
    ),
    "A04": (
        "成员数按行计 {n} 所(含教学点、分校区),其中独立设置学校 {schools} 所",
        "It counts {n} rows, teaching points and campuses included; {schools} of them are independent schools.",
    ),
    "A05": (
        "有 {n} 所成员学校的车程处于临界:误差范围内可能超限。请实测后填入车程表",
        "The trips of {n} members are borderline: within their error they may break a limit. Measure them and enter them in the travel table.",
    ),
    "A101": (
        "方案文件 {file} 的字段 {key} 有误:{reason}。请使用本程序写出的 plan.json,或按说明改正该字段。",
        "Plan file {file}, field {key}: {reason}. Use a plan.json written by this program, or correct the field.",
    ),
}

_REASONS: dict[str, tuple[str, str]] = {
    "travel.measured": ("实测", "measured"),
    "travel.navigation": ("导航", "navigation"),
    "travel.road_graph": ("路网", "road network"),
    "travel.estimate": ("估算", "estimate"),
    "travel.unknown": ("未知", "not known"),
    "direction.member_to_core": ("成员学校到核心学校,单程", "member to core, one way"),
    "direction.core_to_member": ("核心学校到成员学校,单程", "core to member, one way"),
    "direction.worse": ("往返两向中较长的一程", "the longer of the two directions"),
    "tag.rural": ("农村", "rural"),
    "tag.weak": ("薄弱", "weak"),
    "tag.new": ("新建", "new"),
    "rule.table": ("学校表填写", "school table"),
    "rule.region": ("城乡分类", "urban-rural class"),
    "rule.town": ("县城以外镇区", "town outside the county seat"),
    "rule.grade": ("办学水平等级", "grade of the school"),
    "rule.opened": ("开办年份", "year of opening"),
    "rule.wish": ("指定核心", "named as core"),
    "rule.frozen": ("已批准", "approved"),
    "rule.graduate": (
        "成员学校达到条件后另行组建",
        "a member that meets the condition to lead later",
    ),
    "choice.only": (
        "上限以内唯一牵头的核心学校",
        "the only leading core within the limits",
    ),
    "choice.nearest": ("上限以内最近的核心学校", "the nearest leading core"),
    "choice.worth": (
        "综合车程、意愿、同乡镇、办学水平等因素最优",
        "best by generalised travel (trip, willingness, town, grade)",
    ),
    "choice.shared": (
        "更近的核心学校已满,或全局更优",
        "a nearer core is full, or the whole plan is better so",
    ),
    "choice.frozen": ("已批准的教联体,原样保留", "approved alliance, kept as it is"),
}

_OUTSIDE: dict[str, tuple[str, str]] = {
    "X01": ("办学类型不在方案范围", "Its type of school is outside the scope."),
    "X02": ("学校状态不是在办", "It is not in operation."),
    "X03": (
        "州直属学校,不纳入县市方案",
        "It is run by the prefecture, not by the county.",
    ),
    "X04": ("民办学校,不纳入方案", "It is a private school."),
    "U01": (
        "未定位,也没有填报到核心学校的车程",
        "It has no position, and no travel time to a core is given.",
    ),
    "U01.lift": (
        "补填经纬度,或在车程表中填写到核心学校的分钟和公里",
        "Fill in its coordinates, or give minutes and kilometres to a core in the travel table.",
    ),
    "U02": ("学校表填写为不愿参加", "The school table says it declines to join."),
    "U02.lift": (
        "与学校商定后把 will_join 列改为“是”或留空",
        "Agree with the school, then set will_join to yes or leave it blank.",
    ),
    "U03": (
        "不属于农村、薄弱或新建学校,本轮也未牵头",
        "It is neither rural, weak nor new, and does not lead in this round.",
    ),
    "U03.lift": (
        "核对学校表的“农村、薄弱、新建”各列;或经研究允许其他学校加入(pairing.members_need_tag)",
        "Check its rural, weak and new columns, or relax pairing.members_need_tag.",
    ),
    "U04": (
        "本县市没有可以接纳成员的核心学校",
        "Its county has no eligible core that can take members.",
    ),
    "U04.lift": (
        "在本县市确定可牵头的优质学校(学校表 core 列填“是”)",
        "Name a quality school of the county as core (yes in the core column).",
    ),
    "U05": (
        "本县市没有相同学段的核心学校",
        "Its county has no eligible core that teaches the same stage.",
    ),
    "U05.lift": (
        "确定一所相同学段的核心学校,或经研究允许跨学段(pairing.stages)",
        "Name a core of the same stage, or set pairing.stages to any.",
    ),
    "U06": (
        "与可选核心学校之间均有一方不愿结对",
        "It refuses, or is refused by, every core in question.",
    ),
    "U06.lift": (
        "与双方重新商定后删除意愿表中的 refused 行,或在附近另定核心学校",
        "Agree anew and delete the refused rows, or name another core nearby.",
    ),
    "U07": (
        "到可选核心学校都没有已知的道路车程",
        "No route to any eligible core is known.",
    ),
    "U07.lift": (
        "核对学校位置并补充道路数据,或在车程表中填写实测车程",
        "Check its position and complete the roads, or give measured trips in the travel table.",
    ),
    "U08": (
        "最近的核心学校车程 {minutes:g} 分钟,超过上限 {limit:g} 分钟",
        "The nearest core is {minutes:g} minutes away; the limit is {limit:g}.",
    ),
    "U08.lift": (
        "核实车程;或在附近培育核心学校;或经研究把车程上限(travel.max_minutes)放宽到不少于 {minutes:g} 分钟",
        "Verify the trip, develop a core nearby, or raise travel.max_minutes to at least {minutes:g}.",
    ),
    "U09": (
        "时限以内的核心学校最近里程 {km:g} 公里,超过上限 {limit:g} 公里",
        "The nearest core by road is {km:g} km away; the limit is {limit:g}.",
    ),
    "U09.lift": (
        "核实里程;或在附近培育核心学校;或经研究把里程上限(travel.max_km)放宽到不少于 {km:g} 公里",
        "Verify the distance, develop a core nearby, or raise travel.max_km to at least {km:g}.",
    ),
    "U10": (
        "可到达的核心学校已牵头,但成员名额已满(如{core})",
        "The cores within reach lead but have no place left (first {core}).",
    ),
    "U10.lift": (
        "增加一所核心学校,或经研究提高每个教联体的学校数上限(size.max_members)",
        "Add a core, or raise size.max_members.",
    ),
    "U11": (
        "可到达的核心学校已牵头,但辐射能力已用完(如{core})",
        "The cores within reach lead but have no load capacity left (first {core}).",
    ),
    "U11.lift": (
        "充实核心学校骨干教师并更新学校表,或增加一所核心学校,或调整 [load] 的参数",
        "Strengthen the core's backbone and update the table, add a core, or change [load].",
    ),
    "U12": (
        "与可到达教联体的其他成员学校相距过远(如{core} 牵头的教联体)",
        "It is too far from other members of the alliances within reach (first that of {core}).",
    ),
    "U12.lift": (
        "在附近增加一所核心学校,或经研究放宽成员学校之间的车程上限(travel.member_to_member_max_minutes)",
        "Add a core nearby, or raise travel.member_to_member_max_minutes.",
    ),
    "U13": (
        "受“必须同组”或“不得同组”意愿限制",
        "A together or apart wish keeps it out.",
    ),
    "U13.lift": (
        "复核意愿表中与该校有关的 together、apart 行",
        "Review the together and apart rows that name it.",
    ),
    "U14": (
        "可以牵头,但没有学校可以安排为其成员",
        "It may lead, but no school could be given to it as a member.",
    ),
    "U14.lift": (
        "有新的农村、薄弱、新建学校可结对时再牵头;如本身属于三类学校,可作成员参加",
        "It can lead once a rural, weak or new school is within its limits, or join as a member if it is one itself.",
    ),
    "U15": (
        "可到达的学校有条件牵头,但本轮未牵头(如{core})",
        "The schools within reach that may lead do not lead in this round (first {core}).",
    ),
    "U15.lift": (
        "在意愿表中把 {core} 指定为核心学校(core 行)后重新测算",
        "Name {core} as a core in the pair table and plan again.",
    ),
    "U16": (
        "单独看可以加入(如{core} 牵头的教联体),但统筹后本轮未安排",
        "It could join singly (for example {core}), but the best whole plan leaves it out of this round.",
    ),
    "U16.lift": (
        "列入下一轮;或增加核心学校,或在意愿表中写明必须同组",
        "Plan it for the next round, add a core, or state a together wish.",
    ),
    "U17": (
        "与所有可牵头学校的车程都处于临界(误差范围内可能超限),方案要求避开临界配对",
        "Every trip to a school that could lead is borderline (its error may take it over the limit), and the policy avoids such pairs.",
    ),
    "U17.lift": (
        "实测车程后填入车程表,或在方案文件中设 travel.avoid_borderline = false",
        "Measure the trip and enter it in the travel table, or set travel.avoid_borderline = false in the policy.",
    ),
}

_WISHES: dict[str, tuple[str, str]] = {
    "W101": (
        "学校 {school} 同时列在两个已批准的教联体中(核心学校 {first} 和 {second})。一所学校只能在一个教联体,请核对学校表和意愿表。",
        "School {school} stands in two approved alliances (cores {first} and {second}). A school has one place; check the school table and the pair table.",
    ),
    "W102": (
        "意愿“{value}”不起作用:所涉学校在已批准的教联体中,或不在方案范围。如需生效,请先解除批准或调整范围。",
        "Wish “{value}” has no effect: a school it names is in an approved alliance or outside the scope. Unfreeze the alliance or change the scope.",
    ),
    "W103": (
        "指定的核心学校 {value} 未能牵头。请看其未覆盖原因,或撤回该条意愿。",
        "The named core {value} does not lead. See why it is outside, or withdraw the wish.",
    ),
    "W104": (
        "教联体数量未达到每县市下限({value},实有<应有)。请增加核心学校,或说明原因。",
        "A county has fewer alliances than its floor ({value}: found < required). Add cores, or state the reason.",
    ),
    "W105": (
        "学校 {value} 未填在校生数,核算负荷时用了 load.pupils_when_unknown 的假定人数。请补填。",
        "School {value} states no pupils; the assumption load.pupils_when_unknown was used for its load. Fill in the figure.",
    ),
    "W106": (
        "学校 {value} 达到另行组建的条件,但没有教联体能在前期把它作为成员接纳,本方案未让其牵头。请放宽前期的名额、路程等限制,或在意愿表中指定其为核心学校。",
        "School {value} meets the condition to lead later, but no alliance can host it as a member before; it does not lead in this plan. Relax places or travel of the early years, or name it as a core in the pair table.",
    ),
    "W107": (
        "让达到条件的成员学校另行组建,在时限内没有得到更好的方案,本方案未采用。请延长 solver.time_limit_s 后重新测算。",
        "Letting members that meet the condition lead gave no better plan within the limits; this plan has none. Allow more solver.time_limit_s and plan again.",
    ),
    "W109": (
        "学校 {value} 达到另行组建的条件,但在时限内未能确定有无教联体能在前期把它作为成员接纳(并非已证明不能),本方案没有学校另行组建。请延长 solver.time_limit_s、调大 solver.deterministic_limit 后重新测算。",
        "School {value} meets the condition to lead later, but whether an alliance can host it as a member before was not settled within the limits (it is not excluded); no such school leads in this plan. Allow more solver.time_limit_s and solver.deterministic_limit and plan again.",
    ),
}

TEXTS: dict[str, tuple[str, str]] = {
    **_STATUS,
    **_TIERS,
    **_ALLIANCES,
    **_REASONS,
    **_OUTSIDE,
    **_WISHES,
}
