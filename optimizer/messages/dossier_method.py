"""Texts of the proposal: what it rests on, how it was made, limits, rules set aside."""

from __future__ import annotations

_BASIS: dict[str, tuple[str, str]] = {
    "dossier.basis": ("制定依据", "What the plan rests on"),
    "dossier.basis.told": (
        "本方案依据下列文件编制。",
        "The plan rests on these documents.",
    ),
    "dossier.basis.enshi": (
        "1.《恩施州推动县域教联体建设 提升教育基本公共服务水平实施方案(2022—2025年)》(恩施州教发〔2023〕3号),以下简称“政策”。",
        "1. Enshi Prefecture, 恩施州教发〔2023〕3号: programme for county alliances 2022-2025, below “the policy”.",
    ),
    "dossier.basis.other": (
        "1. 上级关于县域义务教育教联体建设的文件(名称和文号:____),以下简称“政策”。",
        "1. The document on county alliances of the authority above (title and number: ____), below “the policy”.",
    ),
    "dossier.basis.indicators": (
        "2.《县域义务教育优质均衡发展督导评估办法》(教督〔2017〕6号)。七项资源配置指标只用于有关认定和对照,不用于排名。引用前请核对原文。",
        "2. 教督〔2017〕6号 on balanced compulsory education: its seven indicators only serve to tell roles and to compare; nothing is ranked. Check the text before quoting it.",
    ),
    "dossier.basis.small": (
        "3.《国务院办公厅关于全面加强乡村小规模学校和乡镇寄宿制学校建设的指导意见》(国办发〔2018〕27号)。用于统计乡村小规模学校。",
        "3. 国办发〔2018〕27号 on small rural schools and boarding schools of townships: it says which schools are counted as small.",
    ),
    "dossier.basis.count": ("“{source}”{n}项", "{source}: {n}"),
    "dossier.basis.sources": (
        "本方案所用参数逐项注明来源:{counts}。主要上限见第七部分,全部参数见工作簿“参数与来源”。",
        "Every parameter states its source ({counts}). Part 7 has the main limits, the workbook all of them.",
    ),
    "dossier.basis.figures": ("政策规定的主要数值", "Main figures of the policy"),
    "dossier.principles": ("基本原则", "Principles"),
    "dossier.principle.county": (
        "一是县域为主,统筹安排。综合考虑学校布局、办学水平、辐射能力、地理条件和合作意愿,就近组建。",
        "First, within the county. Location, quality, capacity to help, roads and the will to work together are weighed; schools near one another go together.",
    ),
    "dossier.principle.support": (
        "二是突出帮扶,面向农村。以农村学校、薄弱学校、新建学校为重点,推动资源和服务下沉。",
        "Second, support for those who need it. Rural, weak and new schools come first.",
    ),
    "dossier.principle.teachers": (
        "三是教师走动,学生不动。通过教师交流、送教走教和设施共享开展共建,学生就近入学不变。",
        "Third, teachers travel and pupils stay. Schools share teachers and facilities; pupils go to the school nearby as before.",
    ),
    "dossier.principle.size": (
        "四是规模适度,分期推进。控制核心学校负担,防止规模过大和简单贴牌。",
        "Fourth, moderate size, step by step. The load of a core is limited, and a shared name alone is not an alliance.",
    ),
    "dossier.principle.people": (
        "五是尊重意愿,公开可查。程序只提出建议,由人研究决定;每项数据都写明出处,可以复核。",
        "Fifth, people decide in the open. The program only proposes; every figure states where it comes from and can be checked.",
    ),
}

_METHOD: dict[str, tuple[str, str]] = {
    "dossier.method": ("编制方法", "How the plan was made"),
    "dossier.method.data": ("基础数据", "Data"),
    "dossier.data.told": (
        "使用学校表所列{schools}所学校的数据,其中{excluded}所不在方案范围。车程按{direction}计,来源为:{sources}。",
        "The school table has {schools} schools, {excluded} of them outside the scope. Trips are {direction}; their sources: {sources}. ",
    ),
    "dossier.method.lead": ("哪些学校可以牵头", "Who may lead"),
    "dossier.lead.told": (
        "核心学校应为本县市的优质义务教育学校,办学类型限{types}。学校表填写为核心学校、意愿表指定为核心学校,或办学水平等级为“{grades}”的,可以牵头。",
        "A core is a quality school of the county, of these types: {types}. A school may lead when the school table says so, when it is named in the pair table, or when its grade is {grades}. ",
    ),
    "dossier.lead.never": (
        "没有等级的学校不按指标认定。",
        "Indicators do not stand in for a grade. ",
    ),
    "dossier.lead.school": (
        "没有等级的学校,七项指标达标的可以认定。",
        "A school without a grade may lead when it reaches the seven indicators. ",
    ),
    "dossier.lead.county": (
        "全县都没有等级的,七项指标达标的可以认定。",
        "Where no school of the county has a grade, one that reaches the seven indicators may lead. ",
    ),
    "dossier.lead.will": (
        "牵头学校还须表示愿意牵头。",
        "It must have declared its will to lead. ",
    ),
    "dossier.lead.graduates": (
        "成员学校达到条件的,可在以后年份另行牵头。",
        "A member that meets the condition may lead an alliance of its own in a later year. ",
    ),
    "dossier.method.help": ("哪些学校得到帮扶", "Who is helped"),
    "dossier.help.tags": (
        "成员学校应为农村、薄弱或新建学校。",
        "A member is a rural, weak or new school. ",
    ),
    "dossier.help.any": (
        "成员学校不限于农村、薄弱和新建学校。",
        "A member need not be rural, weak or new. ",
    ),
    "dossier.help.kinds": (
        "农村按城乡分类和县城所在乡镇认定,薄弱按主管部门填报、等级或指标认定,新建指开办不超过{years}年;学校表有填写的,以填写为准。",
        "Rural is told by the urban-rural class and the seat of the county; weak by the authority, the grade or the indicators; new is opened at most {years} years ago. What the school table says counts first. ",
    ),
    "dossier.help.cores": (
        "可以牵头而没有牵头的三类学校,也可以作成员。",
        "A school of these kinds that may lead but does not can be a member. ",
    ),
    "dossier.method.rules": ("必须遵守的规则", "Rules that are kept"),
    "dossier.rules.size": (
        "每个教联体不超过{n}所学校({core})。",
        "An alliance has at most {n} schools ({core}). ",
    ),
    "dossier.rules.core_in": ("核心学校计入", "core included"),
    "dossier.rules.core_out": ("核心学校不计入", "core not counted"),
    "dossier.rules.travel": (
        "核心学校与成员学校之间单程不超过{minutes}分钟、{km}公里,任意两所成员学校之间不超过{between}分钟。",
        "Between core and member a trip takes at most {minutes} minutes and {km} km, between any two members {between} minutes. ",
    ),
    "dossier.rules.pupils": (
        "成员学校学生合计不超过核心学校的{times}倍。",
        "Members have at most {times} times the pupils of the core. ",
    ),
    "dossier.rules.backbone": (
        "核心学校骨干教师按教联体全部学生计,每百名学生不少于{n}名。",
        "For 100 pupils of the whole alliance the core has at least {n} backbone teachers. ",
    ),
    "dossier.rules.county": ("不跨县市。", "It does not cross counties. "),
    "dossier.rules.stage": (
        "成员学校与核心学校至少有一个相同学段。",
        "A member and its core teach at least one common stage. ",
    ),
    "dossier.rules.wishes": (
        "表示不愿参加的学校不编入,有一方不愿结对的不结对,必须同组、不得同组的意见予以落实。一所学校只在一个教联体。",
        "A school that declines is left out, two of whom one refuses are not paired, and wishes to be together or apart are kept. A school has one place. ",
    ),
    "dossier.rules.frozen": (
        "已批准的教联体原样保留。",
        "Approved alliances are kept as they are. ",
    ),
    "dossier.rules.limits": (
        "各项上限均含本数,来源见第七部分。",
        "Limits are inclusive; part 7 has their sources.",
    ),
    "dossier.method.aims": ("目标次序", "Order of the aims"),
    "dossier.aims.told": (
        "符合规则的编组很多,按下表次序逐级比较:前一级最好的留下,再比后一级。后一级不能损害前一级。",
        "Of the many groupings that keep the rules the best is sought by one aim after another, as listed; a later aim never harms an earlier one.",
    ),
    "dossier.method.proof": ("证明情况", "What is proven"),
    "dossier.proof.optimal": (
        "{status}。按上述规则和次序,没有更好的编组。这一结论只对所用数据和参数成立,数据改动后应重新计算。",
        "Status: {status}. By these rules and this order no grouping is better. This holds for the data and parameters used; after a change it must be made anew. ",
    ),
    "dossier.proof.feasible": (
        "{status}。方案符合全部规则,但表中未证明的目标可能还有改进余地,余地不超过所列差距。",
        "Status: {status}. The plan keeps all rules; aims that are not proven may still be improved, by no more than the gap stated. ",
    ),
    "dossier.proof.none": (
        "{status}。本稿不作最优的表述。",
        "Status: {status}. Nothing is said about a best plan. ",
    ),
    "dossier.method.check": ("独立校核", "Independent check"),
    "dossier.check.told": (
        "编组算出后,由另行编写的校核程序按同样的规则逐校、逐对复核,不采用计算程序的中间结果;不符合的不写出方案。经研究突破规则的事项逐项列明理由,见第七部分。方案所用数据、参数和软件的校验码见附件5。",
        "A checker written apart from the solver tests every school and pair against the same rules and takes over none of its results; a plan that fails is not written. Rules set aside by people are listed with their reasons in part 7. Annex 5 has the digests of data, parameters and software.",
    ),
}

_LIMITS: dict[str, tuple[str, str]] = {
    "dossier.limits": ("各项上限及来源", "Limits and their sources"),
    "dossier.limits.told": (
        "下表逐项列明取值和来源。标注“建议值,非政策规定”的,请主管部门研究确定。",
        "Each value is listed with its source. The authority is asked to decide on those marked “suggested”.",
    ),
    "dossier.limits.caption": ("上限和规则", "Limits and rules"),
    "dossier.limit.coverage.targets": ("覆盖目标", "Coverage targets"),
    "dossier.limit.coverage.target_year": ("本次方案要达到的年份", "Target year"),
    "dossier.limit.coverage.scope": ("覆盖率计算范围", "Scope of the coverage"),
    "dossier.limit.coverage.demonstrators_per_county": (
        "每县市示范性教联体,不少于",
        "Demonstrators in each county, at least",
    ),
    "dossier.limit.coverage.pace": ("分期节奏", "Pace of the phases"),
    "dossier.limit.coverage.max_new_alliances_per_year": (
        "每县市每年新建教联体,不超过",
        "New alliances a year and county, at most",
    ),
    "dossier.limit.scope.member_types": (
        "可以参加的办学类型",
        "Types of school that may take part",
    ),
    "dossier.limit.scope.counted_types": (
        "覆盖率分母的办学类型",
        "Types counted in the coverage",
    ),
    "dossier.limit.scope.include_prefecture_run": (
        "州直学校纳入",
        "Schools run by the prefecture take part",
    ),
    "dossier.limit.scope.include_private": (
        "民办学校纳入",
        "Private schools take part",
    ),
    "dossier.limit.scope.cross_county": ("允许跨县市", "Across counties"),
    "dossier.limit.size.max_members": (
        "每个教联体的学校数,不超过",
        "Schools in an alliance, at most",
    ),
    "dossier.limit.size.merged_max_members": (
        "融合型的学校数,不超过",
        "Schools in a merged alliance, at most",
    ),
    "dossier.limit.size.absolute_ceiling": (
        "任何情况下的学校数,不超过",
        "Schools in any case, at most",
    ),
    "dossier.limit.size.core_counts": ("核心学校计入所数", "The core counts"),
    "dossier.limit.size.teaching_point_counts": (
        "教学点、分校区各计1所",
        "A teaching point or campus counts as 1",
    ),
    "dossier.limit.roles.core_grades": (
        "可以牵头的办学水平等级",
        "Grades that may lead",
    ),
    "dossier.limit.roles.core_types": (
        "可以牵头的办学类型",
        "Types of school that may lead",
    ),
    "dossier.limit.roles.require_will_lead": (
        "须表示愿意牵头",
        "The will to lead must be declared",
    ),
    "dossier.limit.roles.core_may_join": (
        "可牵头而未牵头的学校可作成员",
        "A school that may lead can be a member",
    ),
    "dossier.limit.roles.graduates_may_lead": (
        "成员学校达到条件后可另行牵头",
        "A member that meets the condition may lead later",
    ),
    "dossier.limit.roles.weak_grades": (
        "认定薄弱的办学水平等级",
        "Grades taken as weak",
    ),
    "dossier.limit.roles.new_within_years": (
        "新建学校的开办年数,不超过",
        "Years a school counts as new, at most",
    ),
    "dossier.limit.roles.small_school_pupils": (
        "乡村小规模学校的学生数,不足",
        "Pupils of a small rural school, below",
    ),
    "dossier.limit.travel.max_minutes": (
        "核心与成员学校单程车程,不超过",
        "Trip between core and member, at most",
    ),
    "dossier.limit.travel.max_km": (
        "核心与成员学校道路里程,不超过",
        "Road between core and member, at most",
    ),
    "dossier.limit.travel.merged_max_minutes": (
        "融合型单程车程,不超过",
        "Trip in a merged alliance, at most",
    ),
    "dossier.limit.travel.merged_max_km": (
        "融合型道路里程,不超过",
        "Road in a merged alliance, at most",
    ),
    "dossier.limit.travel.member_to_member_max_minutes": (
        "任意两所成员学校之间车程,不超过",
        "Trip between any two members, at most",
    ),
    "dossier.limit.travel.direction": ("车程方向", "Direction of trips"),
    "dossier.limit.travel.detour_factor": (
        "估算车程的绕行系数",
        "Detour factor of estimates",
    ),
    "dossier.limit.travel.estimate_speed_kph": (
        "估算车程的车速",
        "Speed of estimates",
    ),
    "dossier.limit.travel.band_pct": ("车程误差", "Error of trips"),
    "dossier.limit.travel.avoid_borderline": (
        "不采用临界配对",
        "Borderline pairs are avoided",
    ),
    "dossier.limit.load.rules": ("核心学校负担的规则", "Rules on the load of a core"),
    "dossier.limit.load.pupils_per_core_pupil": (
        "成员学校学生合计为核心学校的,不超过",
        "Pupils of members by those of the core, at most",
    ),
    "dossier.limit.load.min_backbone_per_100": (
        "全部学生每百名拥有核心学校骨干教师,不少于",
        "Backbone teachers of the core for 100 pupils of all, at least",
    ),
    "dossier.limit.load.pupils_when_unknown": (
        "学生数未填时的假定人数",
        "Pupils assumed where none are stated",
    ),
    "dossier.limit.pairing.stages": (
        "成员与核心学校的学段",
        "Stages of member and core",
    ),
    "dossier.limit.pairing.merged_stages": (
        "融合型的学段",
        "Stages of a merged alliance",
    ),
    "dossier.limit.pairing.merged_needs_willing": (
        "融合型须双方表示愿意",
        "A merged alliance needs the will of both sides",
    ),
    "dossier.limit.pairing.members_need_tag": (
        "成员限农村、薄弱、新建学校",
        "Members are rural, weak or new",
    ),
    "dossier.limit.pairing.freeze_existing": (
        "已批准的教联体原样保留",
        "Approved alliances are kept",
    ),
    "dossier.unit.schools": ("{value} 所", "{value} schools"),
    "dossier.unit.alliances": ("{value} 个", "{value}"),
    "dossier.unit.minutes": ("{value} 分钟", "{value} min"),
    "dossier.unit.km": ("{value} 公里", "{value} km"),
    "dossier.unit.kph": ("{value} 公里/小时", "{value} km/h"),
    "dossier.unit.percent": ("±{value}%", "±{value} %"),
    "dossier.unit.times": ("{value} 倍", "{value} times"),
    "dossier.unit.teachers": ("{value} 名", "{value}"),
    "dossier.unit.pupils": ("{value} 人", "{value} pupils"),
    "dossier.unit.years": ("{value} 年", "{value} years"),
    "dossier.unit.year": ("{value} 年", "{value}"),
    "dossier.unit.target": ("{year} 年 {pct}%", "{year}: {pct} %"),
    "dossier.word.prefecture": ("各县市合计", "all counties together"),
    "dossier.word.county": ("逐县市", "each county"),
    "dossier.word.target": ("前期达到当年目标即可", "early years reach their target"),
    "dossier.word.early": ("尽早纳入", "as early as possible"),
    "dossier.word.pupils": ("学生数", "pupils"),
    "dossier.word.backbone": ("骨干教师", "backbone teachers"),
    "dossier.word.overlap": ("至少一个相同", "at least one in common"),
    "dossier.word.common": ("全部学校有一个共同学段", "one stage taught by all"),
    "dossier.word.any": ("不限", "any"),
    "dossier.grade.优质": ("优质", "excellent"),
    "dossier.grade.良好": ("良好", "good"),
    "dossier.grade.合格": ("合格", "sufficient"),
    "dossier.grade.薄弱": ("薄弱", "weak"),
}

_OVERRIDES: dict[str, tuple[str, str]] = {
    "dossier.overrides": ("经研究突破规则的事项", "Rules set aside by people"),
    "dossier.overrides.none": (
        "本方案没有突破规则的事项。",
        "No rule is set aside in this plan.",
    ),
    "dossier.overrides.told": (
        "政策对有关数量的表述为“原则上”。下列{n}项经研究突破,逐项写明理由,请一并审定。",
        "The policy says “in principle”. These {n} rules were set aside, each with a reason; the authority is asked to decide on them too.",
    ),
    "dossier.rule": ("{rule}({code})", "{rule} ({code})"),
}

TEXTS: dict[str, tuple[str, str]] = {**_BASIS, **_METHOD, **_LIMITS, **_OVERRIDES}
