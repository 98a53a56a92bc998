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
