"""Texts of the choices around a plan: frontier, limits, alternatives, comparison."""

from __future__ import annotations

_ERRORS: dict[str, tuple[str, str]] = {
    "C121": (
        "参数 --differ 的取值 {value!r} 不可用。请写作 members=5(至少 5 所学校的归属不同)或 core=1(至少 1 所核心学校不同)。",
        "Value {value!r} of --differ is impossible. Write members=5 (at least 5 schools placed otherwise) or core=1 (at least one other core).",
    ),
    "C122": (
        "--limits 中没有“{value}”。可用:{names};不需要时写 none。",
        "--limits has no {value!r}. Available: {names}; write none to leave it out.",
    ),
    "C123": (
        "--mode 中没有“{value}”。可用:{names}。",
        "--mode has no {value!r}. Available: {names}.",
    ),
    "C124": (
        "{names} 只用于打印附图:请同时写明 --pdf 或 --png。",
        "{names} is for the annex only: name --pdf or --png too.",
    ),
    "C402": (
        "该方案未通过独立校核({number} 处,首条:{first}),不作分析,也不出图。请用 alliance verify 查看并改正后重试。",
        "The plan fails the independent check ({number} faults, first: {first}), so it is neither analysed nor drawn. See alliance verify, mend it and try again.",
    ),
}

_COMMAND: dict[str, tuple[str, str]] = {
    "cli.explore": (
        "方案的取舍:覆盖与车程前沿、各项上限的影响、备选方案。",
        "Choices around a plan: frontier, effect of each limit, alternatives.",
    ),
    "cli.diff": (
        "比较两份方案:谁变动,代价多少。",
        "Compare two plans: who moved, and what it costs.",
    ),
    "cli.arg.first": (
        "第一份方案(文件夹或 plan.json)",
        "First plan (folder or plan.json)",
    ),
    "cli.arg.second": (
        "第二份方案(文件夹或 plan.json)",
        "Second plan (folder or plan.json)",
    ),
    "cli.opt.explore_out": (
        "输出文件夹,默认为方案文件夹内的 explore",
        "Output folder; default explore in the plan's folder",
    ),
    "cli.opt.diff_out": (
        "输出文件夹,写出 diff.xlsx、diff.json;不给则只显示",
        "Folder for diff.xlsx and diff.json; without it the result is only shown",
    ),
    "cli.opt.alternatives": ("备选方案个数,0 为不要", "Alternatives; 0 for none"),
    "cli.opt.differ": (
        "相互差异:members=所数 或 core=核心校数",
        "How different: members=NUMBER or core=NUMBER",
    ),
    "cli.opt.within_pct": (
        "综合车程最多多出百分之几",
        "Generalised travel may cost so many percent more",
    ),
    "cli.opt.loss_pct": (
        "允许帮扶需求分值、惠及学生数各减少百分之几(默认 0,不减少)",
        "Need and pupils may each fall by so many percent (default 0)",
    ),
    "cli.opt.limits": (
        "逐项变动的上限,逗号分隔:minutes、km、size、load、floor、spread;none 为不要",
        "Limits to vary, by commas: minutes, km, size, load, floor, spread; none for none",
    ),
    "cli.opt.step_pct": (
        "前沿的步长(占考核学校数的百分比),0 为不要前沿",
        "Step of the frontier in percent of the counted schools; 0 for none",
    ),
    "cli.opt.time_limit_each": (
        "每次求解的时间上限(秒)",
        "Clock seconds for each search",
    ),
    "cli.question": ("{part} {position}/{total}", "{part} {position}/{total}"),
    "cli.missing": (
        "未完成:{part},尚缺 {number} 项。已完成的已写出。",
        "Not finished: {part}, {number} still missing. What is finished was written.",
    ),
}

_EXPLORE: dict[str, tuple[str, str]] = {
    "tier.asked": ("另加的要求", "what is asked besides"),
    "tier.unit.units": ("项", "units"),
    "part.base": ("现行参数复算", "Own policy again"),
    "part.frontier": ("前沿", "Frontier"),
    "part.limits": ("各项上限的影响", "Effect of each limit"),
    "part.alternatives": ("备选方案", "Alternatives"),
    "explore.title": ("方案取舍分析", "Choices around the plan"),
    "explore.suggested": (
        "所试数值均为建议值,非政策规定;本页供研究取舍,不改变方案。",
        "All values tried are suggestions, none is required by the policy; nothing here changes the plan.",
    ),
    "explore.missing": (
        "未完成(已中途停止):{part},尚缺 {number} 项。",
        "Not finished (stopped): {part}, {number} still missing.",
    ),
    "explore.lag": (
        "提示:本方案不是现行参数下的最优方案(首个不及之处:{tier},相差 {number})。",
        "Note: this plan is not the best its own policy allows (first short in: {tier}, by {number}).",
    ),
    "explore.wall_limited": (
        "有的求解到了时钟上限,结果有效,未证明处已注明;再次运行结果可能不同。需要时放宽 --time-limit。",
        "Some searches ran into the clock: the results are valid, what is not proven is marked, and a second run may differ. Raise --time-limit if need be.",
    ),
    "explore.values": ("数值见 explore.xlsx。", "The figures are in explore.xlsx."),
    # Frontier.
    "sheet.frontier": ("前沿", "Frontier"),
    "frontier.held": (
        "硬性规则(学段、车程、里程、规模、辐射能力、成员间距、意愿、已批准教联体)全部照方案执行;指定核心学校和各县市教联体数量仍优先满足。",
        "All hard rules of the policy hold (stage, minutes, kilometres, size, load, spread, wishes, approved alliances); named cores and county floors still come first.",
    ),
    "frontier.rule": (
        "每一行(图中每一点):至少覆盖这么多所(考核口径,含核心)时,全部成员到核心的单程车程之和最少是多少。不计意愿、同乡镇等折算;不要求帮扶需求分值和惠及学生数。",
        "Each row (dot): the least sum of one-way trips from members to cores with at least so many schools covered (basis of the target, cores included). Worths of wishes or towns are left out; need and pupils are not asked for.",
    ),
    "frontier.steps.all": (
        "从最多可覆盖数往下逐所计算;被其他行全面超过的行不列。",
        "From the most that can be covered down, school by school; rows another row beats in both figures are left out.",
    ),
    "frontier.steps": (
        "从最多可覆盖数往下每 {step} 所计算一次,并计算本方案和各年目标所在的所数;被其他行全面超过的行不列。",
        "From the most that can be covered down in steps of {step} schools, and at the plan's own and the targets' coverage; rows another row beats in both figures are left out.",
    ),
    "frontier.most": (
        "最多可覆盖 {most}/{total} 所(已证明)。",
        "At most {most} of {total} schools can be covered (proven).",
    ),
    "frontier.most.open": (
        "已找到覆盖 {most}/{total} 所的方案,上界 {bound} 所(未证明)。",
        "A plan that covers {most} of {total} was found; at most {bound} could be (not proven).",
    ),
    "block.frontier": ("二、前沿", "2. Frontier"),
    "block.this_plan": ("一、本方案", "1. The plan"),
    "frontier.x": ("覆盖学校数(所,考核口径)", "Schools covered (basis of the target)"),
    "frontier.y": ("全部单程车程之和(分钟)", "Sum of one-way trips (minutes)"),
    "frontier.plot": ("覆盖与教师车程的前沿", "Coverage against teacher travel"),
    "frontier.target": (
        "{year} 年目标 {pct}%(需 {needed} 所)",
        "{year} target {pct}% ({needed})",
    ),
    "frontier.plan": (
        "本方案 {covered} 所,{minutes} 分钟",
        "Plan: {covered}, {minutes} min",
    ),
    "frontier.plan.short": ("本方案", "the plan"),
    "legend.proven": ("前沿点(已证明)", "frontier, proven"),
    "legend.open": ("未证明(竖线至下界)", "not proven (line to its bound)"),
    "legend.plan": ("本方案", "the plan"),
    "legend.alternative": ("备选方案", "alternatives"),
    "legend.needed": ("目标所数", "schools needed"),
    "col.trips": ("车程之和(分钟)", "Sum of trips (min)"),
    "col.trips_bound": ("下界(分钟)", "Bound (min)"),
    "col.each_more": ("每多覆盖 1 所(分钟)", "Each further school (min)"),
    "col.worst": ("最远一程(分钟)", "Longest trip (min)"),
    # Limits.
    "sheet.limits": ("各项上限的影响", "Limits"),
    "limits.rule": (
        "每行只变动一项,其余照方案,重新求解至车程和最远一程;标“现行”的是方案所用数值。表中车程之和、教联体数属于所求得的方案。",
        "Each row changes one number, all else as in the plan, and is solved anew through travel and longest trip; “own” marks the plan's value. Sums of trips and numbers of alliances are those of the plan found.",
    ),
    "limit.travel.max_minutes": ("车程上限(分钟)", "Minutes at most"),
    "limit.travel.max_km": ("里程上限(公里)", "Kilometres at most"),
    "limit.travel.member_to_member_max_minutes": (
        "成员间车程上限(分钟)",
        "Minutes between members",
    ),
    "limit.size.max_members": (
        "规模(所;5+1 为核心之外 5 所)",
        "Size (5+1: five beside the core)",
    ),
    "limit.load.pupils_per_core_pupil": (
        "辐射能力:成员学生为核心的倍数",
        "Load: members' pupils over the core's",
    ),
    "limit.load.min_backbone_per_100": (
        "辐射能力:每百人骨干教师",
        "Load: backbone teachers for 100 pupils",
    ),
    "limit.load.rules": ("辐射能力:不设上限", "Load: no limit"),
    "limit.coverage.demonstrators_per_county": (
        "每县市教联体下限(个)",
        "Alliances of each county at least",
    ),
    "limit.none": ("不设", "none"),
    "limit.no_change": ("与现行相同", "as now"),
    "limit.change": ("{tier} {extra}", "{tier} {extra}"),
    "col.limit": ("变动的项目", "Limit"),
    "col.tried": ("试用数值", "Value tried"),
    "col.is_own": ("现行", "Own"),
    "col.shortfall": ("目标缺口(所)", "Short of the target"),
    "col.need": ("帮扶需求分值", "Need points"),
    "col.pupils_reached": ("惠及学生(人)", "Pupils reached"),
    "col.generalised": ("综合车程(折算分钟)", "Generalised travel (min)"),
    "col.first_change": ("与现行相比首个变化", "First change from own"),
    # Alternatives.
    "explore.own": ("本方案", "This plan"),
    "explore.beside": ("备选方案 {number}", "Alternative {number}"),
    "sheet.alternatives": ("备选方案", "Alternatives"),
    "alternatives.rule": (
        "备选方案与本方案、且相互之间至少有 {least} {what};综合车程不超过 {allowed} 折算分钟(本方案 {travel},多 {pct}%)。{loss}每份均为完整方案,经独立校核,在 alternatives 文件夹内。",
        "Alternatives differ from the plan and from each other by at least {least} {what}; generalised travel is at most {allowed} min (the plan: {travel}, plus {pct}%). {loss} Each is a whole plan that passed the independent check, in the folder alternatives.",
    ),
    "alternatives.members": ("所学校的归属不同", "schools placed otherwise"),
    "alternatives.core": ("所核心学校不同", "cores"),
    "alternatives.no_loss": (
        "车程以前的各级目标均不低于本方案。",
        "No tier before travel is worse than in the plan.",
    ),
    "alternatives.loss": (
        "帮扶需求分值、惠及学生数各可减少至多 {pct}%。",
        "Need and pupils may each be up to {pct}% less.",
    ),
    "ending.complete": (
        "已找到所要的 {number} 份。",
        "All {number} asked for were found.",
    ),
    "ending.too_near": (
        "只有 {found} 份:已证明,没有别的方案能在不降低前几级目标的同时有这么大的差异(与所列各份相比)。",
        "There are only {found}: it is proven that no other plan is so different from those listed without loss in the tiers before travel.",
    ),
    "ending.too_costly": (
        "只有 {found} 份:已证明,再有一份,综合车程至少 {least} 折算分钟,超出允许的 {allowed}。",
        "There are only {found}: it is proven that a further one takes at least {least} min of generalised travel, over the {allowed} allowed.",
    ),
    "ending.none": (
        "只有 {found} 份:已证明,在允许的车程和减少幅度内没有别的方案有这么大的差异(与所列各份相比)。",
        "There are only {found}: it is proven that no other plan within the cost and the loss allowed is so different from those listed.",
    ),
    "ending.open": (
        "找到 {found} 份;没有找到更多,也没有证明不存在。可放宽 --time-limit 再试;本方案如不是现行参数下的最优,请先重新测算。",
        "{found} were found; no more was found, and none is excluded. Raise --time-limit to go on; if the plan is not the best its policy allows, plan again first.",
    ),
    "ending.skipped": (
        "另有 {number} 份符合上述条件,但其中另行组建的学校没有得到前期接纳它的教联体,未列入。",
        "{number} more met these conditions but are left out: for a school that would lead later, no alliance to host it before was found.",
    ),
    "ending.stopped": (
        "找到 {found} 份后中途停止。",
        "Stopped after {found}.",
    ),
    "col.plan_no": ("方案", "Plan"),
    "col.folder": ("文件夹", "Folder"),
    "col.apart_plan": ("与本方案相差", "From the plan"),
    "col.apart_others": ("与前面各备选相差", "From earlier alternatives"),
    "col.cores_added": ("新增核心", "Cores added"),
    "col.cores_dropped": ("不再牵头", "Cores dropped"),
    "col.extra_pct": ("多出(%)", "More (%)"),
    "col.checked": ("校核", "Check"),
    "alternative": ("备选 {number}", "Alternative {number}"),
    "checked.passes": ("通过", "passes"),
    # Comparison.
    "sheet.compare": ("比较", "Comparison"),
    "compare.none": (
        "没有备选方案可比较。",
        "There is no alternative to compare with.",
    ),
    "compare.same": (
        "两份方案的编组完全相同。",
        "Both plans group the schools in the same way.",
    ),
    "compare.sides": ("前:{first};后:{second}", "Before: {first}; after: {second}"),
    "compare.counts": (
        "变动学校 {moves} 所;新增核心 {added} 所,不再牵头 {dropped} 所;只在后一份的学校 {new} 所,只在前一份的 {gone} 所;归属不变而车程不同 {retimed} 所。",
        "{moves} schools moved; {added} cores added, {dropped} dropped; {new} schools only in the second, {gone} only in the first; {retimed} stay where they were with other minutes.",
    ),
    "block.compare.figures": ("一、总体", "1. Figures"),
    "block.compare.moves": ("二、变动学校", "2. Schools that moved"),
    "block.compare.cores": ("三、核心学校增减", "3. Cores added and dropped"),
    "block.compare.schools": (
        "四、只在一份方案中的学校",
        "4. Schools in only one of the plans",
    ),
    "block.compare.settings": ("五、政策参数的不同", "5. Parameters that differ"),
    "figure.alliances": ("教联体", "Alliances"),
    "figure.members": ("成员学校", "Members"),
    "figure.minutes": ("全部单程车程之和", "Sum of all one-way trips"),
    "figure.coverage": ("覆盖:{scope}({basis})", "Covered: {scope} ({basis})"),
    "unit.alliances": ("个", "alliances"),
    "unit.schools": ("所", "schools"),
    "unit.minutes": ("分钟", "minutes"),
    "place.core": ("核心学校", "core"),
    "place.member": ("{core}", "{core}"),
    "place.outside": ("未覆盖", "outside"),
    "place.excluded": ("不纳入", "excluded"),
    "change.added": ("新增核心", "now a core"),
    "change.dropped": ("不再牵头", "no longer a core"),
    "change.only_after": ("只在后一份", "only in the second"),
    "change.only_before": ("只在前一份", "only in the first"),
    "col.figure": ("项目", "Figure"),
    "col.before": ("前", "Before"),
    "col.after": ("后", "After"),
    "col.extra": ("后减前", "After less before"),
    "col.from_core": ("变动前", "Was"),
    "col.to_core": ("变动后", "Is now"),
    "col.minutes_before": ("前车程(分钟)", "Minutes before"),
    "col.minutes_after": ("后车程(分钟)", "Minutes after"),
    "col.extra_minutes": ("增减(分钟)", "Extra (min)"),
    "col.change": ("变化", "Change"),
    "diff.title": ("两份方案的比较", "Comparison of two plans"),
}

TEXTS: dict[str, tuple[str, str]] = {**_ERRORS, **_COMMAND, **_EXPLORE}
