"""Texts of the proposal: coverage, alliances, schools outside, opinions, risks."""

from __future__ import annotations

_COVERAGE: dict[str, tuple[str, str]] = {
    "dossier.coverage": ("覆盖情况", "Coverage"),
    "dossier.coverage.figures": ("主要数据", "Key figures"),
    "dossier.coverage.rate": ("覆盖率和计算口径", "Coverage and how it is counted"),
    "dossier.coverage.rule": (
        "考核口径的分母为在方案范围内的{types}。核心学校和成员学校都计为已纳入,每所学校只计一次。含教学点、含不在方案范围学校的口径同时列出,供对照。",
        "The basis of the target counts these types of school within the scope: {types}. Cores and members count as covered, each school once. The other bases are listed for comparison.",
    ),
    "dossier.coverage.counties": ("各县市教联体", "Alliances by county"),
    "dossier.phases": ("分期推进", "Phases"),
    "dossier.phases.none": (
        "本方案没有分期安排。",
        "The plan has no phases.",
    ),
}

_ALLIANCES: dict[str, tuple[str, str]] = {
    "dossier.alliances": ("教联体组建方案", "The alliances"),
    "dossier.alliances.none": (
        "本方案没有组建教联体,原因见第六部分。",
        "The plan forms no alliance; part 6 says why.",
    ),
    "dossier.alliances.told": (
        "各教联体按编号列出,编号与名单表、地图一致。每个教联体设1所核心学校,与成员学校开展帮扶和共建。",
        "Alliances are listed with the numbers of the list and the maps. Each has 1 core, which supports its members and works with them.",
    ),
    "dossier.alliances.columns": (
        "表中“单程分钟”和“公里”按{direction}计,标“(估)”的为直线估算,应当核实。",
        "Minutes and km are {direction}; “(est.)” marks straight-line estimates, which must be verified.",
    ),
    "dossier.alliances.grounds": (
        "“依据”一栏,核心学校写牵头依据,成员学校写类别和认定依据、编入理由。编入理由:“唯一”指上限以内只有这一所核心学校,“就近”指这所核心学校最近,“综合”指车程、意愿、乡镇、办学水平综合较好,“统筹”指更近的核心学校已满或者这样安排全局更好,“批准”指已批准的教联体原样保留,“研究”指由人研究确定。",
        "Grounds: for a core, why it may lead; for a member, its kind, the rule that says so, and why it has this core. “Only” is the only core within the limits, “nearest” the nearest, “best” the best by trip, will, town and grade, “whole” where a nearer core is full or the whole plan is better so, “approved” an approved alliance, “people” a decision of people.",
    ),
    "dossier.choice.only": ("唯一", "only"),
    "dossier.choice.nearest": ("就近", "nearest"),
    "dossier.choice.worth": ("综合", "best"),
    "dossier.choice.shared": ("统筹", "whole"),
    "dossier.choice.frozen": ("批准", "approved"),
    "dossier.choice.people": ("研究", "people"),
    "dossier.alliances.unshared": (
        "各教联体共享的设施和学科尚未登记。请在送审前补充,防止有名无实。",
        "What the alliances share (facilities, subjects) is not recorded yet. Please add it before the submission, so that an alliance is more than a name.",
    ),
    "dossier.alliances.overview": ("教联体一览", "Overview"),
    "dossier.alliance.heading": ("{name}({number}号)", "{name} (no. {number})"),
    "dossier.alliance.size": (
        "共{places}所学校,其中成员学校{members}所、",
        "{places} schools, {members} of them members",
    ),
    "dossier.alliance.pupils": (
        "学生{pupils}人。",
        "; the members have {pupils} pupils. ",
    ),
    "dossier.alliance.trip": (
        "最远{minutes}分钟,最长{km}公里。",
        "The longest trip takes {minutes} min, the longest road has {km} km. ",
    ),
    "dossier.alliance.kind": ("{kind}。", "Type: {kind}. "),
    "dossier.alliance.start": ("{year}年启动。", "It starts in {year}. "),
    "dossier.alliance.shown": (
        "推荐为示范性教联体。",
        "It is recommended as a demonstrator. ",
    ),
    "dossier.alliance.pilot": ("为试点教联体。", "It is a pilot. "),
    "dossier.alliance.type": ("类型理由:{text}。", "Why this type: {text}. "),
    "dossier.alliance.warning": ("提示:{text}({code})。", "Note: {text} ({code}). "),
    "dossier.alliance.host": (
        "孵化安排:核心学校{text}。",
        "Hosted: the core is {text}. ",
    ),
    "dossier.alliance.override": (
        "突破的规则:{rule}。涉及:{schools}。理由:{reason}。由{by}研究决定。",
        "Rule set aside: {rule}. Schools: {schools}. Reason: {reason}. Decided by {by}.",
    ),
    "dossier.sharing.facilities": ("共享设施:{text}。", "Facilities shared: {text}. "),
    "dossier.sharing.subjects": ("共享学科:{text}。", "Subjects shared: {text}. "),
    "dossier.sharing.note": ("共建说明:{text}。", "On sharing: {text}."),
}

_OUTSIDE: dict[str, tuple[str, str]] = {
    "dossier.outside": (
        "本轮未纳入的学校及原因",
        "Schools in no alliance in this round, and why",
    ),
    "dossier.outside.uncovered": (
        "本轮未纳入的学校",
        "Schools in no alliance in this round",
    ),
    "dossier.outside.none": (
        "方案范围内的学校全部纳入。",
        "Every school within the scope is in an alliance.",
    ),
    "dossier.outside.told": (
        "方案范围内有{n}所学校本轮未纳入,按首要原因分类列出。未纳入不影响学校正常办学,条件具备后可在下一轮纳入。",
        "{n} schools within the scope are in no alliance in this round; they are listed by their first reason. They go on as before and may join in a later round.",
    ),
    "dossier.outside.group": (
        "{reason}({code}):{n}所。",
        "{reason} ({code}). Schools: {n}.",
    ),
    "dossier.outside.lift": (
        "怎样可以纳入:{lift}。",
        "What would let them in: {lift}.",
    ),
    "dossier.outside.excluded": ("不在方案范围的学校", "Schools outside the scope"),
    "dossier.outside.all_in": (
        "学校表所列学校都在方案范围内。",
        "All schools of the table are within the scope.",
    ),
    "dossier.outside.excluded_told": (
        "按方案设定,下列{n}所学校不在本方案范围,不计入考核口径的分母。",
        "By the settings of the plan these {n} schools are outside its scope and not counted in the basis of the target.",
    ),
    "dossier.lift.U01": (
        "补充学校坐标,或实测并填报到核心学校的车程",
        "give its position, or measure its trip to a core",
    ),
    "dossier.lift.U02": (
        "与学校商定并取得同意",
        "agree with the school",
    ),
    "dossier.lift.U03": (
        "核对学校类别;或经研究允许其他学校加入",
        "check its kind, or allow other schools to join",
    ),
    "dossier.lift.U04": (
        "在本县市确定可以牵头的优质学校",
        "name a quality school of the county as core",
    ),
    "dossier.lift.U05": (
        "确定一所相同学段的核心学校,或经研究允许跨学段",
        "name a core of the same stage, or allow other stages",
    ),
    "dossier.lift.U06": (
        "双方重新商定,或在附近另定核心学校",
        "let both sides agree anew, or name another core nearby",
    ),
    "dossier.lift.U07": (
        "核对学校位置,补充道路数据或实测车程",
        "check its position and add roads or a measured trip",
    ),
    "dossier.lift.U08": (
        "核实车程;或在附近培育核心学校;或经研究放宽车程上限,所需分钟数见表",
        "verify the trip, develop a core nearby, or raise the limit; the table has the minutes",
    ),
    "dossier.lift.U09": (
        "核实里程;或在附近培育核心学校;或经研究放宽里程上限,所需公里数见表",
        "verify the distance, develop a core nearby, or raise the limit; the table has the km",
    ),
    "dossier.lift.U10": (
        "增加一所核心学校,或经研究提高每个教联体的学校数上限",
        "add a core, or raise the limit on schools in an alliance",
    ),
    "dossier.lift.U11": (
        "充实核心学校骨干教师,或增加一所核心学校",
        "strengthen the backbone of the core, or add a core",
    ),
    "dossier.lift.U12": (
        "在附近增加一所核心学校,或经研究放宽成员学校之间的车程上限",
        "add a core nearby, or raise the limit between members",
    ),
    "dossier.lift.U13": (
        "复核与该校有关的同组、不同组意见",
        "review the wishes to be together or apart that name it",
    ),
    "dossier.lift.U14": (
        "附近有可以结对的农村、薄弱、新建学校后再牵头;本身属于三类学校的,可作成员参加",
        "let it lead once a rural, weak or new school is within the limits, or join if it is one itself",
    ),
    "dossier.lift.U15": (
        "经研究指定表中所列学校为核心学校后重新测算",
        "name the school of the table as a core and plan again",
    ),
    "dossier.lift.U16": (
        "列入下一轮;或增加核心学校",
        "plan it for the next round, or add a core",
    ),
    "dossier.lift.U17": (
        "实测车程后重新测算",
        "measure the trip and plan again",
    ),
    "dossier.why.U08": (
        "最近的核心学校车程超过上限{limit:g}分钟",
        "The nearest core is farther away than the limit of {limit:g} minutes",
    ),
    "dossier.why.U09": (
        "车程以内的核心学校,最近里程也超过上限{limit:g}公里",
        "Within the minutes, the nearest core by road is beyond the limit of {limit:g} km",
    ),
    "dossier.why.U10": (
        "可到达的核心学校已牵头,但成员名额已满",
        "The cores within reach lead but have no place left",
    ),
    "dossier.why.U11": (
        "可到达的核心学校已牵头,但帮扶能力已用完",
        "The cores within reach lead but have no load left",
    ),
    "dossier.why.U12": (
        "与可到达教联体的其他成员学校相距过远",
        "It is too far from other members of the alliances within reach",
    ),
    "dossier.why.U15": (
        "可到达的学校有条件牵头,但本轮未牵头",
        "The schools within reach that may lead do not lead in this round",
    ),
    "dossier.why.U16": (
        "单独看可以加入,但统筹后本轮未安排",
        "It could join singly, but the best whole plan leaves it out of this round",
    ),
    "dossier.why.other": ("原因见原因代码", "see the code of the reason"),
}

_OPINIONS: dict[str, tuple[str, str]] = {
    "dossier.opinions": (
        "征求意见及采纳情况",
        "Consultation and what became of it",
    ),
    "dossier.opinions.title": (
        "《{title}》意见汇总及采纳情况表",
        "{title}: opinions and what became of them",
    ),
    "dossier.opinions.groups": (
        "按照政策要求,应当广泛征求成员学校教职工、家长、乡镇(街道)、村(社区)四类对象的意见。",
        "The policy asks to hear four groups: staff of the member schools, parents, townships and villages.",
    ),
    "dossier.opinions.none": (
        "截至本稿,没有登记到意见和征求意见的情况。登记后在此补列;没有登记,不等于没有不同意见。",
        "Neither opinions nor hearings are recorded so far. They are added here once recorded; none recorded does not mean that all agree.",
    ),
    "dossier.opinions.heard": ("征求意见的范围", "Who was heard"),
    "dossier.opinions.taken": ("采纳情况", "What became of the opinions"),
    "dossier.opinions.count": ("共登记意见{n}条。", "{n} opinions are recorded."),
    "dossier.opinions.list": ("逐条意见", "The opinions"),
    "dossier.opinions.adopted": (
        "其中采纳的{n}条不在此列出。全部意见见《意见汇总及采纳情况表》,序号与该表一致。",
        "The {n} opinions adopted are not listed here. All stand, with the same numbers, in the account of opinions.",
    ),
    "dossier.opinions.open": ("待研究", "open"),
    "dossier.opinions.of_version": (
        "{text}(针对版本 {version})",
        "{text} (about version {version})",
    ),
    "dossier.opinions.former": (
        "{core}(本版不再牵头)",
        "{core} (does not lead in this version)",
    ),
    "dossier.opinions.form": ("空白登记表", "Form to fill in"),
    "dossier.opinions.roles": (
        "身份一栏只填职务或身份,不填姓名、电话。采纳情况填采纳、部分采纳或未采纳,并写明理由。",
        "Give roles, no names or phones. Write adopted, partly adopted or not adopted, with the reason.",
    ),
}

_REVIEW: dict[str, tuple[str, str]] = {
    "dossier.review": ("专家论证", "Expert review"),
    "dossier.review.title": (
        "《{title}》专家论证意见表",
        "{title}: opinion of the experts",
    ),
    "dossier.review.none": (
        "截至本稿,没有专家论证记录。论证后把结论和意见补入本部分;空白《专家论证意见表》另附。",
        "No expert review is recorded so far. Its conclusion and opinion are added here afterwards; the blank form is attached apart.",
    ),
    "dossier.review.told": (
        "{date}组织专家论证,参加专家{n}人,结论为:{conclusion}。",
        "{n} experts met on {date}. Their conclusion: {conclusion}.",
    ),
    "dossier.review.text": ("论证意见:{text}。", "Opinion: {text}."),
    "dossier.review.condition": ("修改要求{n}:{text}。", "Condition {n}: {text}."),
    "dossier.review.plan": ("论证方案", "Plan under review"),
    "dossier.review.asker": ("组织单位", "At the request of"),
    "dossier.review.date": ("论证日期", "Date"),
    "dossier.review.conclusion": ("论证结论", "Conclusion"),
    "dossier.review.experts": ("论证专家", "Experts"),
    "dossier.review.points": ("论证要点", "Points"),
    "dossier.review.point.basis": (
        "依据是否充分,政策数值引用是否准确",
        "Are the grounds sufficient and the figures of the policy right?",
    ),
    "dossier.review.point.core": (
        "核心学校是否具备帮扶能力",
        "Are the cores able to help?",
    ),
    "dossier.review.point.travel": (
        "路程是否符合实际,冬季能否通行",
        "Are the trips true, and open in winter?",
    ),
    "dossier.review.point.size": (
        "规模和核心学校负担是否适当",
        "Are sizes and loads moderate?",
    ),
    "dossier.review.point.types": (
        "融合型、共建型的安排是否合适",
        "Are the types suitable?",
    ),
    "dossier.review.point.risks": (
        "风险应对和突破规则的理由是否成立",
        "Do answers to risks and reasons for rules set aside hold?",
    ),
    "dossier.review.overall": ("总体意见", "Opinion on the whole"),
    "dossier.review.asked": ("修改要求", "Conditions"),
    "dossier.review.choose": (
        "论证结论(请勾选):□ 同意  □ 修改后同意  □ 不同意",
        "Conclusion (tick one): □ agree  □ agree after changes  □ disagree",
    ),
    "dossier.review.sign": (
        "专家组组长签名:____________ 日期:____年__月__日",
        "Signed by the chair: ____________ Date: ____-__-__",
    ),
    "dossier.conclusion.agree": ("同意", "agree"),
    "dossier.conclusion.agree_if": ("修改后同意", "agree after changes"),
    "dossier.conclusion.disagree": ("不同意", "disagree"),
}

_RISKS: dict[str, tuple[str, str]] = {
    "dossier.risks": ("风险与应对", "Risks and answers"),
    "dossier.risks.told": (
        "下列风险用本方案的数据说明,应对措施为编制建议,由主管部门研究确定。",
        "The figures are those of this plan; the answers are suggestions for the authority to decide on.",
    ),
    "dossier.risk.dilution": ("核心学校资源稀释", "Dilution of the core"),
    "dossier.risk.dilution.pupils": (
        "成员学校学生合计与核心学校学生之比,最高为{times}倍({alliance}),上限{limit}倍。",
        "Members have at most {times} times the pupils of their core ({alliance}); the limit is {limit}. ",
    ),
    "dossier.risk.dilution.backbone": (
        "按全部学生计,每百名学生拥有核心学校骨干教师最少为{n}名({alliance}),下限{limit}名。",
        "For 100 pupils of all schools a core has at least {n} backbone teachers ({alliance}); the limit is {limit}. ",
    ),
    "dossier.risk.dilution.unknown": (
        "另有{n}个教联体因学生数或骨干教师数未填,不能核算。",
        "For {n} alliances pupils or backbone teachers are not stated, so this cannot be counted. ",
    ),
    "dossier.risk.dilution.answer": (
        "按学年核对教师交流人数;核心学校教学质量列入评价;接近上限的教联体不再增加成员学校。",
        "Count exchanged teachers each school year, watch the quality of the core, and add no member where the limit is near.",
    ),
    "dossier.risk.distance": ("路程较远", "Distance"),
    "dossier.risk.distance.answer": (
        "临界配对先实测车程;路远的以网络教研、集中走教为主,安排好往返用车和安全。",
        "Measure borderline trips first; where roads are long, work online and bundle visits, with transport and safety arranged.",
    ),
    "dossier.risk.winter": ("冬季和恶劣天气", "Winter and bad weather"),
    "dossier.risk.winter.answer": (
        "结冰、封路期间暂停走教,改为线上;具体时段由学校与乡镇(街道)商定。",
        "No visits on icy or closed roads; teaching goes online. Schools and townships agree on the days.",
    ),
    "dossier.risk.estimate": ("车程数据不准", "Uncertain trips"),
    "dossier.risk.estimate.shown": (
        "成员学校车程来源:{counts}。",
        "Sources of the members' trips: {counts}.",
    ),
    "dossier.risk.estimate.answer": (
        "估算的车程在批准前实测;路网车程由学校核对,有出入的填入车程表后重新测算。",
        "Measure estimated trips before the approval; let schools check those by road, and plan again with corrections.",
    ),
    "dossier.risk.label": ("简单贴牌", "A name only"),
    "dossier.risk.label.shown": (
        "{total}个教联体中,已登记共享设施或学科的{n}个。",
        "Of {total} alliances {n} have recorded the facilities or subjects they share.",
    ),
    "dossier.risk.label.answer": (
        "逐个登记共享的教师、学科和设施,年度核对;没有实际内容的不列为示范。",
        "Record teachers, subjects and facilities shared, and check them each year; without them no alliance is a demonstrator.",
    ),
    "dossier.risk.oversized": ("规模过大", "Oversize"),
    "dossier.risk.oversized.shown": (
        "学校最多的教联体有{most}所学校(含核心学校),每个教联体的上限为{limit}所。",
        "The largest alliance has {most} schools, its core included; the limit is {limit}. ",
    ),
    "dossier.risk.oversized.overridden": (
        "经研究突破所数上限的{n}项,理由见第七部分。",
        "The limit was set aside {n} times; part 7 has the reasons. ",
    ),
    "dossier.risk.oversized.answer": (
        "新增成员学校前先核对上限;超过上限的写明理由报批,条件成熟时另组教联体。",
        "Check the limit before a school joins; where it is exceeded, state the reason, and form another alliance when possible.",
    ),
    "dossier.risk.coverage": ("覆盖目标未达到", "Target missed"),
    "dossier.risk.coverage.shown": (
        "按考核口径覆盖{covered}/{total},需{needed}所。",
        "By the basis of the target {covered}/{total} are covered; {needed} are needed.",
    ),
    "dossier.risk.coverage.answer": (
        "按第六部分所列办法逐校解决,下一轮补充纳入,不降低标准凑数。",
        "Solve what part 6 lists school by school and add them in the next round, without lowering the limits.",
    ),
    "dossier.risks.more": ("编制单位补充的风险:", "Risks added by the office:"),
    "dossier.risks.added": ("{n}. {text}。", "{n}. {text}."),
}

TEXTS: dict[str, tuple[str, str]] = {
    **_COVERAGE,
    **_ALLIANCES,
    **_OUTSIDE,
    **_OPINIONS,
    **_REVIEW,
    **_RISKS,
}
