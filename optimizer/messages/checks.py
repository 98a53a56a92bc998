"""Texts: checks. One sentence on what is wrong, one on what to do.

Templates of violations may use ``{schools}``, ``{value}``, ``{limit}`` and the names
in the violation's detail; see :mod:`optimizer.checker`.
"""

from __future__ import annotations

from optimizer.messages import kinds, phases, revision_texts

TEXTS: dict[str, tuple[str, str]] = {
    # S, K: who takes part and who may lead
    "C301": (
        "{schools} 不在学校表中,却列入核心学校为 {value} 的教联体。请核对学校标识码,或把该校补入学校表。",
        "{schools} is not in the school table but stands in the alliance led by {value}. Check the id, or add the school to the table.",
    ),
    "C302": (
        "{schools} 按方案设定不参加组建({value}),却在教联体中。请移出该校,或修改 [scope] 中的相应设定。",
        "{schools} is left out by the policy ({value}) but stands in an alliance. Take it out, or change the setting under [scope].",
    ),
    "C303": (
        "{schools} 已列为“不作核心学校”,却牵头教联体。请改由其他学校牵头,或删除该条意见。",
        "{schools} has a not_core wish but leads an alliance. Let another school lead, or delete the wish.",
    ),
    "C304": (
        "{schools} 的牵头意愿为“{value}”,不能牵头。请改由愿意牵头的学校作核心学校,或与该校重新商定后修改 will_lead 列。",
        "{schools} cannot lead: its will_lead is {value}. Choose a willing core, or agree with the school anew and change the will_lead column.",
    ),
    "C305": (
        "{schools} 的办学类型 {value} 不能作核心学校(可作核心:{limit})。请改由其他学校牵头,或修改 roles.core_types。",
        "{schools} is of type {value}, which may not lead (types that may: {limit}). Let another school lead, or change roles.core_types.",
    ),
    "C306": (
        "{schools} 不是优质学校(等级:{value};要求:{limit},全县没有等级时按七项指标),或没有辐射能力,不能作核心学校。请改由优质学校牵头,或填写 core 列、指定为核心学校。",
        "{schools} is not a quality school (grade: {value}; required: {limit}, or the seven indicators where no grade is given), or has no room to help others, and may not lead. Let another school lead, fill the core column, or add a core wish.",
    ),
    # (1) to (4)
    "C311": (
        "{schools} 在方案中出现 {value} 次,一所学校至多承担 {limit} 个角色。请只保留一处。",
        "{schools} has {value} roles in the plan; a school has at most {limit}. Keep one of them.",
    ),
    "C321": (
        "{schools}:所列核心学校并未牵头教联体。请让该校牵头,或为成员另选核心学校。",
        "{schools}: the first school is named as core but does not lead. Let it lead, or choose another core for the members.",
    ),
    "C331": (
        "{schools} 组成的教联体计 {value} 所,超过上限 {limit} 所。请移出成员学校,或修改 [size] 的设定并说明理由。",
        "The alliance of {schools} takes {value} places; the limit is {limit}. Take members out, or change [size] and state the reason.",
    ),
    "C332": (
        "{schools} 组成的教联体计 {value} 所,超过任何情况下的上限 {limit} 所(建议值,非政策规定),写明理由也不能突破。请移出成员学校,或分设教联体。",
        "The alliance of {schools} takes {value} places; {limit} is the ceiling in any case (a suggested value), whatever the reason. Take members out, or make two alliances.",
    ),
    "C341": (
        "{schools} 牵头的教联体没有成员学校,至少应有 {limit} 所。请增加成员学校,或撤销该教联体。",
        "The alliance led by {schools} has no member; it needs at least {limit}. Add a member, or drop the alliance.",
    ),
    "C342": (
        "{schools} 不是农村、薄弱或新建学校,不宜作成员学校。请移出,或核对 rural、weak、new 列,或放宽 pairing.members_need_tag。",
        "{schools} is neither rural, weak nor new and cannot be a member. Take it out, check the columns rural, weak and new, or relax pairing.members_need_tag.",
    ),
    "C343": (
        "{schools} 可以牵头,按方案设定不作成员学校。请让其牵头,或把 roles.core_may_join 设为是。",
        "{schools} may lead and so, by the policy, cannot be a member. Let it lead, or allow roles.core_may_join.",
    ),
    "C344": (
        "{schools} 表示不愿加入,却列为成员学校。请移出,或与该校重新商定后修改 will_join 列。",
        "{schools} declined to join but is a member. Take it out, or agree with the school anew and change the will_join column.",
    ),
    # (5) to (7)
    "C351": (
        "{schools}:成员学校在校生合计 {value} 人,超过核心学校可辐射的 {limit} 人。请减少成员学校,或修改 [load] 的设定。",
        "{schools}: the members have {value} pupils; the core can take on {limit}. Take members out, or change [load].",
    ),
    "C352": (
        "{schools} 缺少在校生数或骨干教师数,无法核算辐射能力(成员学校在校生合计 {value} 人)。请补齐数据后重算。",
        "{schools} lacks pupils or backbone teachers, so its load cannot be bounded (members' pupils: {value}). Fill in the data and plan again.",
    ),
    "C361": (
        "{schools} 不在同一县市({value} 与 {limit})。请在本县域内选择核心学校,或经批准后打开 scope.cross_county。",
        "{schools} are in different counties ({value} and {limit}). Choose a core in the same county, or allow scope.cross_county with approval.",
    ),
    "C362": (
        "{schools} 没有相同学段(办学类型 {value} 与 {limit})。请选择同学段的核心学校,或把 pairing.stages 设为 any。",
        "{schools} share no stage (types {value} and {limit}). Choose a core of the same stage, or set pairing.stages to any.",
    ),
    "C363": (
        "{schools} 之间登记了“不愿合作”。请另选核心学校,或与两校重新商定后删除该条意见。",
        "{schools}: one of the two refused the other. Choose another core, or agree anew and delete the wish.",
    ),
    "C364": (
        "{schools} 之间没有已知道路。请补充路程数据,或另选核心学校;路程未知不等于路程短。",
        "No route is known between {schools}. Add the travel data, or choose another core: unknown is not short.",
    ),
    "C365": (
        "{schools} 单程车程 {value} 分钟({seconds} 秒),超过上限 {limit} 分钟。请另选核心学校,或核对路程数据。",
        "{schools}: the trip takes {value} min ({seconds} s); the limit is {limit} min. Choose another core, or check the travel data.",
    ),
    "C366": (
        "{schools} 道路里程 {value} 公里,超过上限 {limit} 公里。请另选核心学校,或核对路程数据。",
        "{schools}: the road is {value} km long; the limit is {limit} km. Choose another core, or check the travel data.",
    ),
    "C367": (
        "{schools} 车程 {value} 分钟处于临界:误差范围内或按第二种算法可能超过上限 {limit} 分钟或里程上限,而方案要求避开临界配对。请另选核心学校,或实测后填入车程表。",
        "{schools}: the trip of {value} min is borderline: within its error, or by the second engine, it may break the limit of {limit} min or the limit of kilometres, and the policy avoids such pairs. Choose another core, or measure the trip and enter it in the travel table.",
    ),
    "C371": (
        "成员学校 {schools} 之间车程 {value} 分钟({seconds} 秒),超过上限 {limit} 分钟。请把两校分在不同教联体,或核对路程数据。",
        "Members {schools} are {value} min ({seconds} s) apart; the limit is {limit} min. Put them in different alliances, or check the travel data.",
    ),
    "C372": (
        "成员学校 {schools} 之间没有已知往返道路。请补充路程数据,或把两校分在不同教联体。",
        "No route both ways is known between members {schools}. Add the travel data, or put them in different alliances.",
    ),
    # (8) to (10)
    "C381": (
        "{schools} 要求同组,却分别在核心学校为 {value} 与 {limit} 的教联体(— 为未纳入)。请调整,或删除该条意见。",
        "{schools} must be together but are led by {value} and {limit} (— is none). Change the plan, or delete the wish.",
    ),
    "C382": (
        "{schools} 要求不同组,却同在核心学校为 {value} 的教联体。请调整,或删除该条意见。",
        "{schools} must be apart but are both in the alliance led by {value}. Change the plan, or delete the wish.",
    ),
    "C383": (
        "{schools} 牵头的已批准教联体未原样保留:现成员 {value},批准成员 {limit}。请恢复原成员,或先解除锁定。",
        "The approved alliance led by {schools} is not kept as it is: members now {value}, approved {limit}. Restore them, or unlock the alliance first.",
    ),
    "C384": (
        "{schools} 已指定为核心学校,方案中未牵头。请核对其牵头条件和周边成员学校的路程。",
        "{schools} is wished as a core but does not lead. Check whether it may lead and the travel of schools nearby.",
    ),
    "C391": (
        "{county} 有教联体 {value} 个,少于每县市 {limit} 个的要求。请增加可牵头的核心学校,或核对路程上限。",
        "County {county} has {value} alliances; at least {limit} are wanted. Add schools that may lead, or check the travel limits.",
    ),
    "C392": (
        "{county} 标记示范性教联体 {value} 个,应标记 {limit} 个。请补充标记。",
        "County {county} has {value} alliances flagged as demonstrators; {limit} are wanted. Flag the missing ones.",
    ),
    "C395": (
        "范围 {scope}:纳入 {value} 所,目标 {pct}% 需 {limit} 所(共 {total} 所)。请查看未纳入学校清单及原因。",
        "Scope {scope}: {value} schools covered; the target of {pct}% needs {limit} of {total}. See the uncovered schools and their reasons.",
    ),
    # claims about schools and alliances
    "C500": (
        "文件格式为 {value},本程序只认 {limit}。请用同一版本的程序重新生成方案。",
        "The file's schema is {value}; this program knows {limit}. Make the plan again with this version.",
    ),
    "C501": (
        "{schools} 共 {value} 所既不在教联体,也不在未纳入、不参加清单。请逐校列明去向。",
        "{schools} ({value}) stand in no alliance, nor among uncovered or excluded. List each of them.",
    ),
    "C502": (
        "{schools} 共 {value} 所在清单中重复出现。请在教联体、未纳入、不参加三者中只留一处。",
        "{schools} ({value}) are listed more than once. Keep one place among alliances, uncovered and excluded.",
    ),
    "C503": (
        "{schools} 共 {value} 个标识码不在学校表中。请核对标识码,或确认所用学校表与方案一致。",
        "{schools} ({value}) are not in the school table. Check the ids, or whether the table belongs to the plan.",
    ),
    "C504": (
        "{schools} 按方案设定参加组建,却列为不参加({value})。请移出不参加清单。",
        "{schools} takes part by the policy but is listed as excluded ({value}). Take it off that list.",
    ),
    "C505": (
        "{schools} 不参加的原因写为 {value},应为 {limit}。请更正。",
        "{schools} is excluded with code {value}; the rule that applies is {limit}. Correct the code.",
    ),
    "C506": (
        "{schools} 按方案设定不参加组建({limit}),却列为未纳入。请移到不参加清单。",
        "{schools} is left out by the policy ({limit}) but listed as uncovered. Move it to the excluded list.",
    ),
    "C510": (
        "教联体编号 {alliance} 重复 {value} 次(核心学校 {schools})。请各用一个编号。",
        "Alliance id {alliance} is used {value} times (cores {schools}). Give each its own.",
    ),
    "C511": (
        "{schools} 牵头的教联体县代码写为 {value},应为 {limit}。请更正。",
        "The alliance led by {schools} states county {value}; its core is in {limit}. Correct it.",
    ),
    "C512": (
        "{schools} 车程写为 {value} 分钟,路程数据为 {limit} 分钟。请按路程数据更正。",
        "{schools}: {value} min stated, {limit} min in the travel data. Correct it from the travel data.",
    ),
    "C513": (
        "{schools} 里程写为 {value} 公里,路程数据为 {limit} 公里。请按路程数据更正。",
        "{schools}: {value} km stated, {limit} km in the travel data. Correct it from the travel data.",
    ),
    "C514": (
        "{schools} 路程来源写为 {value},应为 {limit}。请更正,估算值不得写作实测。",
        "{schools}: travel source {value} stated, {limit} is true. Correct it; an estimate is not a measurement.",
    ),
    "C515": (
        "未纳入学校 {schools} 的车程写为 {value} 分钟,路程数据为 {limit} 分钟。请更正。",
        "Uncovered school {schools}: {value} min stated, {limit} min in the travel data. Correct it.",
    ),
    "C516": (
        "{schools} 的类别写为 {value},按方案规则应为 {limit}。请更正,或核对 rural、weak、new 列。",
        "{schools} is stated as {value}; by the policy it is {limit}. Correct it, or check the columns rural, weak and new.",
    ),
    "C517": (
        "{schools}:标为融合型,但有 {value} 所成员超过 {minutes} 分钟或 {km} 公里。请改为共建型,或调整成员。",
        "{schools}: stated as merged, but {value} members are beyond {minutes} min or {km} km. Make it a partnership, or change the members.",
    ),
    "C518": (
        "{schools}:次优核心学校不在方案中牵头,或差值 {value} 分钟不实(应为 {limit})。请更正。",
        "{schools}: the next best core does not lead another alliance, or the difference of {value} min is untrue (own figure {limit}). Correct it.",
    ),
    "C519": (
        "{schools}:理由中的 {value} 不实,按方案规则应为 {limit}。请更正,或核对学校表中的等级、是否列和七项指标。",
        "{schools}: the reason says {value}; by the policy the rule is {limit}. Correct it, or check the grade, the yes/no columns and the seven indicators in the table.",
    ),
    "C520": (
        "{schools}:牵头依据写为 {value},按方案规则应为 {limit}。请更正,或核对学校表中的 core 列、等级和七项指标。",
        "{schools}: it is said to lead by {value}; by the policy it leads by {limit}. Correct it, or check the core column, the grade and the seven indicators in the table.",
    ),
    # claims about figures
    "C521": (
        "目标层次为 {value},与方案设定的次序 {limit} 不符。请用同一方案设定重新计算。",
        "The tiers are {value}; the policy's order is {limit}. Plan again with the same policy.",
    ),
    "C522": (
        "目标 {tier} 写为 {value},复核为 {limit}。请重新计算;方案数值必须与复核一致。",
        "Tier {tier} is stated as {value}; the check finds {limit}. Plan again: both must agree.",
    ),
    "C523": (
        "目标 {tier} 方向写为 {value},应为 {limit}。请更正。",
        "Tier {tier} is stated as {value}; it is {limit}. Correct it.",
    ),
    "C524": (
        "目标 {tier} 的界 {limit} 与数值 {value} 矛盾。请重新计算。",
        "Tier {tier}: bound {limit} contradicts value {value}. Plan again.",
    ),
    "C525": (
        "目标 {tier} 标为已证明,但数值 {value} 不等于界 {limit}。请改为未证明,或继续计算。",
        "Tier {tier} is called proven, but value {value} differs from bound {limit}. Call it unproven, or let the search go on.",
    ),
    "C526": (
        "目标 {tier} 的差距写为 {value},应为 {limit}。请更正。",
        "Tier {tier}: gap {value} stated, {limit} is true. Correct it.",
    ),
    "C527": (
        "方案称为最优,但仅证明 {value} 层,未证明:{tiers}。请改为“可行”,或继续计算。",
        "The plan is called optimal, but {value} tiers are proven; open: {tiers}. Call it feasible, or let the search go on.",
    ),
    "C531": (
        "覆盖率一行的范围 {scope} 或口径 {basis} 不明。请改用 all 或县代码,以及规定的口径名。",
        "A coverage row has an unknown scope {scope} or basis {basis}. Use all or a county code, and a basis of the contract.",
    ),
    "C532": (
        "覆盖率({scope},{basis})写为 {value},复核为 {limit}。请更正。",
        "Coverage ({scope}, {basis}) is stated as {value}; the check counts {limit}. Correct it.",
    ),
    "C533": (
        "覆盖率({scope},{basis})目标写为 {value}%,方案设定为 {limit}%。请更正。",
        "Coverage ({scope}, {basis}) states a target of {value}%; the policy's is {limit}%. Correct it.",
    ),
    "C534": (
        "覆盖率({scope},{basis})需纳入数写为 {value},应为 {limit}(整数向上取整)。请更正。",
        "Coverage ({scope}, {basis}) states {value} needed; it is {limit}, rounded up. Correct it.",
    ),
    "C535": (
        "覆盖率({scope},{basis})是否达标写为 {value},应为 {limit}。请更正。",
        "Coverage ({scope}, {basis}) states met = {value}; it is {limit}. Correct it.",
    ),
    "C541": (
        "方案所依据的 {part} 与现有文件不同(指纹 {value},现为 {limit})。请用原文件复核,或重新计算方案。",
        "The plan was made from other {part} than those at hand (fingerprint {value}, now {limit}). Check with the original files, or plan again.",
    ),
    **kinds.CHECKS,
    **phases.CHECKS,
    **revision_texts.CHECKS,
}
