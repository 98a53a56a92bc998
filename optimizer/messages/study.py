"""Texts of questions put to a plan: why not, what if, what would it take."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "Q101": (
        "方案中没有学校“{value}”。请填学校标识码,或唯一的校名。",
        "The plan has no school {value!r}. Give its id, or a name that is unique.",
    ),
    "Q102": (
        "校名“{value}”有 {number} 所学校,请改填学校标识码:{names}。",
        "{number} schools are named {value!r}; give the id: {names}.",
    ),
    "Q103": (
        "{option} 应写成“甲=乙”(两所学校的标识码或校名),不能写成“{value}”。",
        "{option} must be written A=B (ids or names of two schools), not {value!r}.",
    ),
    "Q104": (
        "没有提出任何假设。请至少给出一项,例如 --together 甲=乙。",
        "Nothing was asked. Give at least one request, for example --together A=B.",
    ),
    "Q105": (
        "学校“{value}”不参加编组(见“不纳入名单”),没有可问的。",
        "School {value!r} takes no part (see the list of excluded schools); nothing can be asked of it.",
    ),
    "Q106": (
        "学校“{value}”按“另行组建”规则只能在以后年份牵头,假设分析不重排各期。请在意愿表中写明 core,重新编制方案。",
        "School {value!r} may lead only in a later phase; a what-if does not schedule phases anew. Put a core row in the pair table and plan again.",
    ),
    "Q107": (
        "学校 {value} 属已批准的教联体,按原样保留,没有可说明的。",
        "School {value} is of an approved alliance, which is kept as it is; there is nothing to explain.",
    ),
    "Q108": (
        "原因表只能写成 .xlsx,不能写成 {file}。请改输出文件名。",
        "The reasons are written as .xlsx, not as {file}. Choose another name.",
    ),
    "change.minutes": (
        "单程车程上限放宽到 {value:g} 分钟",
        "the limit of a trip is raised to {value:g} minutes",
    ),
    "change.km": (
        "道路里程上限放宽到 {value:g} 公里",
        "the limit of a trip is raised to {value:g} km",
    ),
    "change.spread": (
        "成员学校之间的车程上限放宽到 {value:g} 分钟",
        "the limit between two members is raised to {value:g} minutes",
    ),
    "change.size": (
        "每个教联体的规模上限放宽到 {value:g} 所",
        "an alliance may have {value:g} schools",
    ),
    "change.backbone": (
        "核心学校{school}的骨干教师达到 {value:g} 名",
        "core {school} has {value:g} backbone teachers",
    ),
    "change.load_ratio": (
        "成员学校在校生合计放宽到核心学校的 {value:g} 倍",
        "members may bring {value:g} times the core's pupils",
    ),
    "change.refusal": (
        "{school}与{other}经商定愿意结对",
        "{school} and {other} agree to pair",
    ),
    "change.willing": ("{school}经商定愿意参加", "{school} agrees to join"),
    "change.stage": ("允许跨学段结对", "pairs across stages are allowed"),
    "change.tag": (
        "允许不属于农村、薄弱、新建的学校作成员",
        "schools that are neither rural, weak nor new may be members",
    ),
    "change.core": ("{school}具备条件并牵头组建", "{school} is made fit to lead"),
    "change.borderline": (
        "采用临界配对(宜先实测)",
        "borderline pairs are used (measure them first)",
    ),
    "change.wishes": (
        "取消涉及{school}的“必须同组”“不得同组”意愿",
        "the together and apart wishes about {school} are dropped",
    ),
    "study.step": (
        "{tier}由 {before} 变为 {after}({unit})",
        "{tier} goes from {before} to {after} ({unit})",
    ),
    "study.step.open": (
        "{tier}由 {before} 变为 {after} 左右({unit},未证明到底)",
        "{tier} goes from {before} to about {after} ({unit}, not proven to the end)",
    ),
    "study.same": (
        "各级目标都不变",
        "every tier stays as it is",
    ),
    "study.outside.price": (
        "规则不妨碍它加入,但代价是:{price}",
        "No rule keeps it out, but there is a price: {price}",
    ),
    "study.outside.free": (
        "规则不妨碍它加入,前几级目标也不受影响;本轮在车程等次一级比较中未排上",
        "No rule keeps it out and no tier compared is worse with it; it lost in a later tier",
    ),
    "study.outside.impossible": (
        "现行规则和数据下,没有任何合规方案能纳入它(已证明)",
        "Under today's rules and data no legal plan covers it (proven)",
    ),
    "study.outside.unknown": (
        "在计算限额内没有查清",
        "Not settled within the limits of the search",
    ),
    "study.lift.none": (
        "试过的调整都不能在不减少帮扶需求的前提下纳入它",
        "None of the changes tried brings it in without losing need elsewhere",
    ),
    "study.lift.measure": (
        "没有到任何可牵头学校的已知车程:请补填坐标,或实测车程填入车程表,再重新测算",
        "No trip to any school that could lead is known: give its position, or measure the trip and enter it in the travel table",
    ),
    "study.lift": (
        "{changes},即可纳入,且帮扶需求分值不减少(已重新求解验证)",
        "If {changes}, it can be covered with no less need reached (verified by solving again)",
    ),
    "study.move.none": (
        "没有别的核心学校可以带它",
        "No other core may take it",
    ),
    "study.move.impossible": (
        "换到{core}没有合规方案(已证明)",
        "No legal plan has it under {core} (proven)",
    ),
    "study.move": ("换到{core}:{price}", "Under {core}: {price}"),
    "study.loss.impossible": (
        "没有它就没有满足各项要求的方案(已证明)",
        "No plan does without it (proven)",
    ),
    "study.loss": ("如不牵头:{price}", "Without it: {price}"),
    "study.conflict": (
        "下列意愿不能同时满足,去掉其中任何一条即不再互相矛盾(最小冲突组,已证明):",
        "These wishes cannot all be met; without any one of them they can (a smallest conflict, proven):",
    ),
    "study.conflict.none": (
        "配对意愿表中的要求可以同时满足。",
        "All wishes of the pair table can be met together.",
    ),
    "study.conflict.unknown": (
        "在计算限额内没有查清意愿之间是否矛盾。",
        "Whether the wishes conflict was not settled within the limits of the search.",
    ),
    "request.under": ("{a}由{b}带", "{a} is a member under {b}"),
    "request.together": ("{a}与{b}同组", "{a} and {b} are in one alliance"),
    "request.apart": ("{a}与{b}不同组", "{a} and {b} are not in one alliance"),
    "request.cover": ("{a}纳入教联体", "{a} is in some alliance"),
    "request.lead": ("{a}牵头", "{a} leads an alliance"),
    "request.bar": ("{a}不牵头", "{a} does not lead"),
    "wish.core": ("意愿表:{a}牵头", "pair table: {a} leads"),
    "wish.not_core": ("意愿表:{a}不牵头", "pair table: {a} does not lead"),
    "wish.together": ("意愿表:{a}与{b}同组", "pair table: {a} and {b} together"),
    "wish.apart": ("意愿表:{a}与{b}不同组", "pair table: {a} and {b} apart"),
    "wish.refused": ("意愿表:{a}与{b}不愿结对", "pair table: {a} and {b} refuse"),
    "whatif.title": ("假设:{requests}", "What if: {requests}"),
    "whatif.met": (
        "可以做到。{price}。",
        "It can be done. {price}.",
    ),
    "whatif.unmet": (
        "做不到:没有任何合规方案同时满足(已证明)。",
        "It cannot be done: no legal plan meets it (proven).",
    ),
    "whatif.unknown": (
        "在计算限额内没有查清能否做到。可在政策文件中提高 solver.deterministic_limit。",
        "Not settled within the limits of the search; raise solver.deterministic_limit in the policy.",
    ),
    "whatif.stopped": (
        "已按 Ctrl-C 停止,以上只是停止时已知的结果。",
        "Stopped by Ctrl-C; the above is what was known by then.",
    ),
    "whatif.moves": (
        "最少须变动 {number} 所学校(已证明):",
        "At least {number} schools have to move (proven):",
    ),
    "whatif.moves.none": (
        "现方案已经满足,不须变动任何学校。",
        "The plan meets it already; no school has to move.",
    ),
    "whatif.moves.open": (
        "找到的方案变动 {number} 所学校(未证明最少):",
        "{number} schools move in the plan found (not proven to be the fewest):",
    ),
    "whatif.move": (
        "{school}:{before} → {after}",
        "{school}: {before} -> {after}",
    ),
    "whatif.outside": ("未纳入", "outside"),
    "explain.running": (
        "逐项重新求解 {done}/{total}……",
        "Solving again {done}/{total} ...",
    ),
    "explain.partial": (
        "已按 Ctrl-C 停止,写出已查清的 {done} 项(共 {total} 项)。",
        "Stopped by Ctrl-C; the {done} of {total} answers found are written.",
    ),
    "explain.done": (
        "已逐项重新求解:未覆盖学校 {outside} 所,核心学校 {cores} 所,成员学校 {members} 所。",
        "Solved again one by one: {outside} schools outside, {cores} cores, {members} members.",
    ),
    "explain.method": (
        "每一条都由重新求解得出,不是推测;“已证明”指求解器证明没有更好的合规方案。",
        "Every line comes from solving again, none is a guess; proven means that no better legal plan exists.",
    ),
    "explain.note.outside": (
        "本轮未纳入不等于不需要帮扶;可在下一轮优先考虑。",
        "To be outside in this round does not mean that no help is needed.",
    ),
    "sheet.outside": ("未覆盖学校的原因", "Schools outside"),
    "sheet.losses": ("核心学校的作用", "What each core is worth"),
    "sheet.prices": ("成员换校的代价", "Price of moving members"),
    "sheet.conflicts": ("意愿冲突", "Conflicting wishes"),
    "col.now": ("现行规则下", "As things are"),
    "col.lift_verified": ("怎样调整可以纳入", "What would bring it in"),
    "col.loss": ("不牵头的后果", "Without it"),
    "col.only_here": ("只有它能带的成员", "Members only it can take"),
    "col.move_price": ("换到次优核心的代价", "Price of the next best core"),
    "col.wish": ("意愿", "Wish"),
    "col.wish_note": ("备注", "Note"),
    "cli.explain": (
        "逐校说明原因和代价:为什么未纳入、怎样才能纳入、核心学校的作用(逐项重新求解)。",
        "Explain school by school: why it stays outside, what would bring it in, what each core is worth (by solving again).",
    ),
    "cli.whatif": (
        "假设分析:若两校同组、由某校带、某校牵头……代价是什么。",
        "What if two schools were together, one under another, one leading ... and what it costs.",
    ),
    "cli.opt.school": (
        "只说明这所学校(标识码或校名;可重复)",
        "Only this school (id or name; repeatable)",
    ),
    "cli.opt.members": (
        "也逐个计算成员学校换校的代价(较慢)",
        "Also price the next best core of every member (slower)",
    ),
    "cli.opt.explain_out": (
        "输出文件 .xlsx,默认为方案文件夹内的 reasons.xlsx;旁边另写 .json",
        "Output .xlsx, default reasons.xlsx in the folder; a .json goes beside it",
    ),
    "cli.opt.under": ("成员=核心:由该核心带", "MEMBER=CORE: a member under that core"),
    "cli.opt.together": ("甲=乙:两校同组", "A=B: in one alliance"),
    "cli.opt.apart": ("甲=乙:两校不同组", "A=B: not in one alliance"),
    "cli.opt.cover": ("纳入该校", "Cover this school"),
    "cli.opt.lead": ("由该校牵头", "This school leads"),
    "cli.opt.bar": ("该校不牵头", "This school does not lead"),
}
