"""Texts of the office workbook: contents, cards of alliances, pair rules, opinions."""

from __future__ import annotations

_SHEETS: dict[str, tuple[str, str]] = {
    "office.file": ("办公工作簿", "office-workbook"),
    "sheet.contents": ("目录", "Contents"),
    "sheet.keys": ("要点", "Key figures"),
    "sheet.overview": ("教联体一览", "Overview"),
    "sheet.pairs": ("配对规则", "Pair rules"),
    "sheet.ledger": ("意见", "Opinions"),
    "sheet.heard": ("征求情况", "Heard"),
    "contents.told": (
        "点击表名可直接打开。黄色标签的表有供填写的黄色单元格,其余各表由程序写出,改动不会影响方案。",
        "Click a name to open its sheet. Sheets with a yellow tab have yellow cells to fill in; all others are written by the program, and changing them changes no plan.",
    ),
    "col.sheet": ("工作表", "Sheet"),
    "col.sheet_for": ("用途", "What it is for"),
    "col.sheet_asks": ("供填写的单元格", "Cells to fill in"),
    "sheet_for.keys": (
        "全套材料共同引用的数字,各文件应与此一致",
        "the figures all documents state, in the same words",
    ),
    "sheet_for.overview": (
        "每个教联体一行:规模、车程、牵头依据、类型依据和提示",
        "one row an alliance: size, trips, why its core leads, why its type, warnings",
    ),
    "sheet_for.members": (
        "逐校名单,每个教联体核心学校在前",
        "all schools in alliances, each core first",
    ),
    "sheet_for.overrides": (
        "经研究突破的规则和理由",
        "rules people set aside, and why",
    ),
    "sheet_for.uncovered": (
        "本轮未纳入的学校、原因和怎样可以纳入",
        "schools in no alliance, why, and what would let them in",
    ),
    "sheet_for.routes": (
        "每一车程的走向、道路等级和最慢路段",
        "the way, roads and slowest stretch behind each trip",
    ),
    "sheet_for.borderline": (
        "车程接近上限、建议实测的配对",
        "pairs close to a limit, to be measured",
    ),
    "sheet_for.scenarios": (
        "结冰、汛期等路况下是否超限",
        "which trips break a limit in other road conditions",
    ),
    "sheet_for.coverage": (
        "各县市、各口径覆盖率和计数规则,逐级目标",
        "coverage by county and counting rule, and the objective tiers",
    ),
    "sheet_for.kept": (
        "与上一方案相比变动的学校",
        "schools with another place than in the plan before",
    ),
    "sheet_for.phases": (
        "分年度启动的教联体、加入的学校和覆盖率",
        "what starts and joins in each year, and the coverage",
    ),
    "sheet_for.quality": (
        "各校七项指标和角色认定依据(内部)",
        "the seven indicators of each school and its roles (internal)",
    ),
    "sheet_for.balance": (
        "组建前后校际差异系数的模拟对照",
        "difference between schools before and after, simulated",
    ),
    "sheet_for.policy": (
        "全部参数的取值、来源和说明",
        "all parameters with value, source and note",
    ),
    "sheet_for.issues": (
        "数据中发现的问题、处理方式和建议",
        "what was noticed in the data, what was done, what to do",
    ),
    "sheet_for.excluded": (
        "按规定不参加组建的学校和理由",
        "schools the policy leaves out, by which rule",
    ),
    "sheet_for.fingerprint": (
        "方案和数据的校验码,用于核对版本",
        "digests of plan and data, to tell versions apart",
    ),
    "sheet_for.pairs": (
        "学校意愿、指定和冻结等配对规则及落实情况",
        "wishes, named cores and frozen alliances, and whether the plan keeps them",
    ),
    "sheet_for.ledger": (
        "征求意见逐条台账及采纳情况",
        "every opinion and what became of it",
    ),
    "sheet_for.heard": (
        "各教联体四类对象征求情况和缺项",
        "which groups were heard on each alliance, and which are missing",
    ),
    "sheet_for.card": (
        "本教联体情况表,A4 一页,可发学校核对、签章",
        "one alliance on a page, for its schools to sign",
    ),
    "sheet_asks.members": (
        "黄色单元格,写法见表首说明",
        "yellow cells, as told above the list",
    ),
    "sheet_asks.ledger": (
        "采纳情况(下拉选择)、理由",
        "adopted? (from a list), reason",
    ),
    "sheet_asks.card": (
        "共享安排、三方意见及签章",
        "sharing, opinions, seals",
    ),
    "choice.refused": ("请重新选择", "Choose again"),
}

_OVERVIEW: dict[str, tuple[str, str]] = {
    "col.num_members": ("成员学校(所)", "Members"),
    "col.member_pupils": ("成员学校学生数", "Pupils of members"),
    "col.longest_minutes": ("最远一程(分钟)", "Longest trip (min)"),
    "col.longest_km": ("最长一程(公里)", "Longest trip (km)"),
    "col.why_leads": ("牵头依据", "May lead by"),
    "col.type_reason": ("类型依据", "Why this type"),
    "col.warnings": ("提示", "Warnings"),
}

_CARDS: dict[str, tuple[str, str]] = {
    "sheet.card": ("教联体情况表", "Alliance"),
    "card.heading": ("{number} 号 {name}", "No. {number} {name}"),
    "card.block.schools": ("学校名单", "Schools"),
    "card.block.warnings": ("提示", "Warnings"),
    "card.block.overrides": ("经研究突破的规则", "Rules set aside"),
    "card.block.sharing": (
        "共享安排(由核心学校与成员学校商定后填写)",
        "What is shared (filled in once core and members agree)",
    ),
    "card.block.opinions": ("征求意见情况(条)", "Opinions (number)"),
    "card.block.signatures": ("意见和签章", "Opinions and seals"),
    "card.override": (
        "{rule}。涉及学校:{schools};理由:{reason};决定:{by}",
        "{rule}. Schools: {schools}; reason: {reason}; decided by: {by}",
    ),
    "card.nobody": (
        "尚未登记对本教联体的意见。",
        "No opinion on this alliance has been registered yet.",
    ),
    "card.sign.core": ("核心学校意见", "Core"),
    "card.sign.members": ("成员学校意见", "Members"),
    "card.sign.township": ("乡镇(街道)意见", "Township"),
    "card.seal": ("(盖章)    年  月  日", "(seal)      date          "),
    "col.starts": ("启动年份", "Starts"),
    "col.joining": ("加入年份", "Joins"),
    "col.shared_facilities": ("设施场地共享", "Facilities"),
    "col.shared_subjects": ("学科课程共建", "Subjects"),
    "col.shared_note": ("其他说明", "Note"),
}

_PAIRS: dict[str, tuple[str, str]] = {
    "col.pair_kind": ("规则", "Rule"),
    "col.pair_state": ("方案落实情况", "In the plan"),
    "pair_kind.together": ("必须同组", "together"),
    "pair_kind.apart": ("不得同组", "apart"),
    "pair_kind.willing": ("愿意", "willing"),
    "pair_kind.refused": ("不愿意", "refused"),
    "pair_kind.core": ("指定核心", "core"),
    "pair_kind.not_core": ("不作核心", "not core"),
    "pair_kind.frozen": ("冻结", "frozen"),
    "pair_state.kept": ("已落实", "kept"),
    "pair_state.broken": ("未落实", "not kept"),
    "pair_state.unused": ("未采用", "not used"),
    "pair_state.outside": ("两校均未纳入", "both in no alliance"),
    "pair_state.void": ("不适用", "does not apply"),
    "pairs.approved": ("(已批准教联体)", "(approved alliance)"),
    "pairs.hard": (
        "必须同组、不得同组、不愿意、不作核心、冻结是必须落实的规则;指定核心尽量落实。“不愿意”指两校之间不结为核心与成员。",
        "Together, apart, refused, not core and frozen bind; a named core leads where possible. Refused: neither of the two leads the other.",
    ),
    "pairs.soft": (
        "愿意只作参考,未采用不算违背。涉及不在方案范围的学校或已批准教联体的,不适用。",
        "Willing is a preference; not used breaks nothing. A row about a school outside the scope or in an approved alliance does not apply.",
    ),
    "pairs.frozen": (
        "学校表中登记的已批准教联体一律冻结,不在本表逐条列出。",
        "Approved alliances of the school table are all frozen and are not listed here.",
    ),
}

_OPINIONS: dict[str, tuple[str, str]] = {
    "ledger.told": (
        "采纳情况从下拉列表选择,并写明理由;意见原文不得改动。很长的意见打印可能不全,全文在单元格内。",
        "Choose what was adopted from the list and give the reason; leave the opinions as they are. Very long ones may be cut in print, not in the cell.",
    ),
    "heard.told": (
        "{total} 个教联体中,{complete} 个已征求教职工、家长、乡镇街道、村社区四类对象。",
        "Of {total} alliances {complete} have heard staff, parents, township and village.",
    ),
    "col.opinion_version": ("针对版本", "On version"),
}

_COUNTING: dict[str, tuple[str, str]] = {
    "counting.counted": (
        "独立设置学校(考核口径):分母为本方案范围内办学类型为{types}的学校。覆盖目标按本口径判断。",
        "Independent schools (basis of the target): schools in the scope of the types {types}. The target is judged on this basis.",
    ),
    "counting.with_teaching_points": (
        "含教学点:在考核口径之外,加上本方案范围内的教学点等其他学校,只供对照。",
        "With teaching points: all schools in the scope, teaching points too; for comparison.",
    ),
    "counting.with_excluded": (
        "含不在方案范围的学校:学校表中全部有义务教育学段的学校,包括“不纳入名单”中的,只供对照。",
        "With schools outside the scope: all schools of the table with a compulsory stage, those out of scope too; for comparison.",
    ),
    "counting.covered": (
        "覆盖:学校是某个教联体的核心学校或成员学校,一所学校只计一次。九年一贯制学校计一所。",
        "Covered: a school is core or member of an alliance; each school counts once, a nine-year school too.",
    ),
}

TEXTS: dict[str, tuple[str, str]] = {
    **_SHEETS,
    **_OVERVIEW,
    **_CARDS,
    **_PAIRS,
    **_OPINIONS,
    **_COUNTING,
}
