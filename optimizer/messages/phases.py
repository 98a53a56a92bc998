"""Texts: phases and graduates. ``CHECKS`` are joined to those of ``checks``."""

from __future__ import annotations

CHECKS: dict[str, tuple[str, str]] = {
    # (11) to (14)
    "C411": (
        "{schools} 的年份写为 {value},不是方案的分期年份({limit})。请改为其中一年,或修改 coverage.targets。",
        "{schools} states the year {value}, which is no phase of the policy ({limit}). Use one of them, or change coverage.targets.",
    ),
    "C412": (
        "{schools}:成员 {value} 年加入,早于所在教联体 {limit} 年启动。请推后加入年份,或提前启动年份。",
        "{schools}: the member joins in {value}, before its alliance starts in {limit}. Let it join later, or start the alliance earlier.",
    ),
    "C413": (
        "{schools} 牵头的教联体 {year} 年已启动而没有成员学校(至少 {limit} 所,现 {value} 所)。请提前一所成员的加入年份,或推后启动年份。",
        "The alliance led by {schools} runs in {year} with {value} members; it needs at least {limit}. Let a member join earlier, or start it later.",
    ),
    "C414": (
        "{schools} 要求同组,加入年份却为 {value} 与 {limit}。请改为同一年,或删除该条意见。",
        "{schools} must be together but join in {value} and {limit}. Use one year, or delete the wish.",
    ),
    "C415": (
        "{schools}:已批准的教联体自首期 {limit} 年起即在运行,却写为 {value} 年。请改为 {limit} 年。",
        "{schools}: an approved alliance runs from the first phase, {limit}, but {value} is stated. Use {limit}.",
    ),
    "C416": (
        "{schools} 牵头的 {value} 个教联体没有启动年份(应为 {limit} 个)。请逐个补填,或删去分期内容。",
        "The {value} alliances led by {schools} state no start year ({limit} may lack one). Fill them in, or leave the phases out.",
    ),
    "C421": (
        "{year} 年范围 {scope}:纳入 {value} 所,目标 {pct}% 需 {limit} 所(共 {total} 所)。请提前部分教联体的启动年份,或放宽每年新建数。",
        "{year}, scope {scope}: {value} schools covered; the target of {pct}% needs {limit} of {total}. Start some alliances earlier, or allow more new ones a year.",
    ),
    "C431": (
        "{schools} 牵头的示范性教联体 {value} 年才启动,应在首期 {limit} 年启动。请提前启动年份,或改由首期的教联体示范。",
        "The demonstrator led by {schools} starts in {value}; demonstrators start in the first phase, {limit}. Start it then, or flag one of the first phase.",
    ),
    "C441": (
        "{county} {year} 年新建教联体 {value} 个(核心学校 {schools}),超过每年 {limit} 个。请错开启动年份;按目标年份安排不下的,请提高 coverage.max_new_alliances_per_year 或延长年限。",
        "County {county} starts {value} alliances in {year} (cores {schools}); {limit} a year are budgeted. Spread them; if the years do not suffice, raise coverage.max_new_alliances_per_year or plan for a later year.",
    ),
    # (15)
    "C451": (
        "{schools} 须先作成员学校、达到条件后才能牵头,方案却未写明其孵化的教联体。请填写 host,或改由其他学校牵头。",
        "{schools} may lead only after it was a member, but no host is stated. State the host, or let another school lead.",
    ),
    "C452": (
        "{schools}:前者 {value} 年牵头,不晚于其加入后者的 {limit} 年。须先作成员,至少下一期才能牵头,请推后启动年份。",
        "{schools}: the first leads in {value}, no later than it joins the second in {limit}. It must be a member in an earlier phase; start its alliance later.",
    ),
    "C453": (
        "{schools}:前者 {value} 年起在后者的教联体孵化,但后者不在方案中牵头、已批准不再变动,或 {limit} 年才启动。请另选孵化的教联体,或调整年份。",
        "{schools}: the first is hosted by the second from {value}, but the second leads no other alliance, is approved and kept as it is, or starts only in {limit}. Choose another host or other years.",
    ),
    "C454": (
        "{schools}:前者不能作后者的成员学校(校核规则 {rule}),不能在其教联体孵化。请另选孵化的教联体。",
        "{schools}: the first may not be a member of the second (rule {rule}), so it cannot be hosted there. Choose another host.",
    ),
    "C455": (
        "{schools}:教联体在 {year} 年加上孵化的学校后不符校核规则 {rule}。请推后部分成员的加入年份,或另选孵化的教联体。",
        "{schools}: with the schools it hosts in {year}, the alliance breaks rule {rule}. Let members join later, or choose another host.",
    ),
    # claims about phases
    "C551": (
        "分期表的年份和范围为 {value},应为 {limit}。请按方案设定逐年列明。",
        "The phases state {value}; by the policy they are {limit}. List each year and scope once.",
    ),
    "C552": (
        "分期表({year},{scope})目标和需纳入数写为 {value},应为 {limit}。请更正。",
        "Phase ({year}, {scope}) states target and need {value}; they are {limit}. Correct it.",
    ),
    "C553": (
        "分期表({year},{scope})纳入数写为 {value},复核为 {limit}。请更正。",
        "Phase ({year}, {scope}) states {value} covered; the check counts {limit}. Correct it.",
    ),
    "C554": (
        "分期表({year},{scope})是否达标写为 {value},应为 {limit}。请更正。",
        "Phase ({year}, {scope}) states met = {value}; it is {limit}. Correct it.",
    ),
    "C555": (
        "分期表({year},{scope})新建教联体与新增成员写为 {value},复核为 {limit}。请更正。",
        "Phase ({year}, {scope}) states new alliances and members {value}; the check counts {limit}. Correct it.",
    ),
    "C556": (
        "分期目标层次为 {value},应为 {limit}。请用同一方案设定重新计算。",
        "The tiers of the schedule are {value}; by the policy they are {limit}. Plan again with the same policy.",
    ),
    "C557": (
        "分期目标 {tier} 写为 {value},复核为 {limit}。请重新计算。",
        "Tier {tier} of the schedule is stated as {value}; the check finds {limit}. Plan again.",
    ),
}

TEXTS: dict[str, tuple[str, str]] = {
    "sheet.phases": ("分期推进", "Phases"),
    "block.phases": ("一、各年覆盖率", "1. Coverage by year"),
    "block.steps": (
        "二、各年新建教联体和新增成员学校",
        "2. New alliances and members by year",
    ),
    "block.phase_tiers": (
        "三、分期安排的逐级目标与证明",
        "3. Tiers of the schedule and their proof",
    ),
    "col.year": ("年份", "Year"),
    "col.start_year": ("启动或加入年份", "Starts or joins"),
    "col.new_alliances": ("新建教联体(个)", "New alliances"),
    "col.new_members": ("新增成员学校(所)", "New members"),
    "col.step": ("事项", "Step"),
    "step.core": ("启动", "starts"),
    "step.member": ("加入", "joins"),
    "step.guest": ("孵化", "hosted"),
    "phases.rule": (
        "后期只增不减:已启动的教联体不拆分、不换核心学校,只在上限以内增加成员;每个教联体运行各年都至少有 1 所成员学校;必须同组的学校同年加入。已批准的教联体自首期起在列,不计入新建数。",
        "A later phase only adds: what has started is not taken apart and keeps its core, and grows within its limits; an alliance has a member in every year it runs; schools wished together join at once. Approved alliances run from the first phase and are not counted as new.",
    ),
    "phases.demonstrators": (
        "示范性教联体均在首期启动,按帮扶需求分值、惠及学生数、最远一程、标识码依次比选。",
        "Demonstrators start in the first phase; they are chosen by need points, pupils, longest trip and id, in this order.",
    ),
    "phases.graduates": (
        "孵化:成员学校达到一定条件后,可作为牵头学校另行组建新的教联体;牵头之前在所列教联体作成员,名额、负荷、路程均在上限以内。",
        "Hosted: a member that meets the stated condition may lead an alliance of its own later; before that it is a member of the alliance named, within all limits.",
    ),
    "phases.hosted": (
        "{year} 年起先在 {core} 牵头的教联体作成员",
        "a member of the alliance led by {core} from {year}",
    ),
    "phases.guest": ("{year} 年起另行牵头", "leads its own alliance from {year}"),
    "phase.tier.budget": ("超出每年新建数", "new alliances over the budget"),
    "phase.tier.shortfall": ("当年覆盖目标缺口", "schools missing to the target"),
    "phase.tier.pace": ("前期纳入学校(所·年)", "schools covered early (school-years)"),
    "phase.tier.need": ("前期帮扶需求分值", "need points reached early"),
    "phase.tier.travel": ("前期车程", "travel in early years"),
    "phase.tier.order": ("固定次序(唯一解)", "fixed order (makes the optimum unique)"),
    "summary.phases": ("分期推进", "Phases"),
    "summary.phase_proven": (
        "分期安排的各级目标均已证明最优。",
        "Every tier of the schedule is proven.",
    ),
    "summary.phase_open": (
        "分期安排尚未证明最优的目标:{tiers}。",
        "Tiers of the schedule that are not proven: {tiers}.",
    ),
    "summary.phase_over": (
        "新建教联体超出每年新建数上限,合计超出 {n} 个(已是最少);见校核提示。",
        "New alliances exceed the yearly budget by {n} in all, the least possible; see the notes of the check.",
    ),
    "summary.phase_years": (
        "{year} 年启动({n} 个):{alliances}",
        "Start in {year} ({n}): {alliances}",
    ),
    "summary.phase_host": (
        "孵化:{school} {note};{start} 年另行牵头。",
        "Hosted: {school}, {note}; leads from {start}.",
    ),
    "map.year": (
        "{place} {year} 年:纳入 {covered}/{total},目标 {target_pct}% 需 {needed} 所;新建 {new_alliances} 个,新增成员 {new_members} 所",
        "{place} {year}: {covered}/{total}, target {target_pct}% needs {needed}; {new_alliances} new alliances, {new_members} new members",
    ),
    "cli.phase": (
        "{year} 年:{covered}/{total}({pct}),目标 {target}% 需 {needed} 所:{met};新建教联体 {alliances} 个,新增成员 {members} 所",
        "{year}: {covered}/{total} ({pct}), target {target}% needs {needed}: {met}; {alliances} new alliances, {members} new members",
    ),
    "cli.phase_scope": ("范围 {scope} · ", "scope {scope} · "),
}
