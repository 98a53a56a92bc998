"""Texts of all documents of the package: names, blanks, letter, closing, annexes."""

from __future__ import annotations

_NAMES: dict[str, tuple[str, str]] = {
    "dossier.stage.draft": ("草案", "draft"),
    "dossier.stage.consultation": ("征求意见稿", "draft for consultation"),
    "dossier.stage.review": ("论证稿", "draft for expert review"),
    "dossier.stage.submission": ("送审稿", "draft for approval"),
    "dossier.stage.notice": ("公示稿", "public notice"),
    "dossier.stage.approved": ("批准稿", "approved"),
    "dossier.file.proposal": ("组建方案", "proposal"),
    "dossier.file.review_form": ("专家论证意见表", "expert-review-form"),
    "dossier.file.opinion_summary": ("意见汇总及采纳情况表", "opinion-summary"),
    "dossier.file.consultation_notice": ("征求意见公告", "consultation-notice"),
    "dossier.file.approval_reply": ("批复代拟稿", "approval-reply-draft"),
    "dossier.file.public_notice": ("公示", "public-notice"),
    "dossier.file.plain_page": ("教联体是什么", "what-is-an-alliance"),
    "dossier.file.annual_brief": ("年度进展简报", "annual-brief"),
    "dossier.title": ("{title}({stage})", "{title} ({stage})"),
    "dossier.kind.211": ("小学", "primary"),
    "dossier.kind.218": ("教学点", "teaching point"),
    "dossier.kind.311": ("初中", "junior"),
    "dossier.kind.312": ("九年一贯", "nine-year"),
    "dossier.box": ("□{answer}", "□ {answer}"),
    "dossier.numbered": ("{number} {name}", "{number} {name}"),
    "dossier.role.alliance": ("教联体", "alliance"),
    "dossier.stop": ("。", ". "),
}

_BLANKS: dict[str, tuple[str, str]] = {
    "dossier.blank": ("____", "____"),
    "dossier.not_stated": ("未填", "not stated"),
    "dossier.date": ("{year}年{month}月{day}日", "{year}-{month:02d}-{day:02d}"),
    "dossier.date_blank": ("____年__月__日", "____-__-__"),
    "dossier.number": ("____〔{year}〕 号", "No. ____ of {year}"),
    "dossier.addressee": ("{name}:", "To {name}:"),
    "dossier.estimated": ("{minutes}(估)", "{minutes} (est.)"),
    "dossier.no_limit": ("不限", "no limit"),
}

_COLUMNS: dict[str, tuple[str, str]] = {
    "dossier.col.item": ("项目", "Item"),
    "dossier.col.content": ("内容", "Content"),
    "dossier.col.figure": ("数值", "Figure"),
    "dossier.col.in_alliances": ("纳入学校(所)", "Schools in alliances"),
    "dossier.col.alliance_no": ("编号", "No."),
    "dossier.col.school": ("学校", "School"),
    "dossier.col.kind": ("办学类型", "Type"),
    "dossier.col.pupils": ("学生数", "Pupils"),
    "dossier.col.minutes": ("单程分钟", "Min"),
    "dossier.col.km": ("公里", "Km"),
    "dossier.col.ground": ("依据", "Grounds"),
    "dossier.col.about_core": ("有关核心学校", "Core in question"),
    "dossier.col.joins": ("加入年份", "Joins"),
    "dossier.col.places": ("学校数", "Size"),
    "dossier.col.member_pupils": ("成员学校学生数", "Pupils of members"),
    "dossier.col.longest": ("最远一程(分钟)", "Long-est (min)"),
    "dossier.col.start": ("启动年份", "Start"),
    "dossier.col.shown": ("示范", "Dem."),
    "dossier.col.aim": ("目标", "Aim"),
    "dossier.col.limit": ("项目", "Item"),
    "dossier.col.value": ("取值", "Value"),
    "dossier.col.source": ("来源", "Source"),
    "dossier.col.note": ("出处或说明", "Where it stands"),
    "dossier.col.rule": ("规则", "Rule"),
    "dossier.col.schools": ("涉及学校", "Schools"),
    "dossier.col.reason": ("理由", "Reason"),
    "dossier.col.by": ("决定单位(职务)", "Decided by"),
    "dossier.col.risk": ("风险", "Risk"),
    "dossier.col.shown_by": ("本方案的情况", "What this plan shows"),
    "dossier.col.answer": ("应对措施", "Answer"),
    "dossier.col.point": ("论证要点", "Point"),
    "dossier.col.opinion": ("意见", "Opinion"),
    "dossier.col.name": ("姓名", "Name"),
    "dossier.col.unit": ("工作单位和职称", "Institution and title"),
    "dossier.col.field": ("专业领域", "Field"),
    "dossier.col.signed": ("签名", "Signature"),
    "dossier.col.issue": ("情况和处理建议", "What was noticed and what to do"),
    "dossier.col.times": ("条数", "Times"),
    "dossier.col.places_of": ("行号(原值)", "Row (raw value)"),
    "dossier.col.change": ("变动", "Change"),
    "dossier.col.names": ("教联体和学校", "Alliances and schools"),
    "dossier.col.kind_or_type": ("类型", "Type"),
    "dossier.col.since": ("启动加入", "Starts, joins"),
    "dossier.col.before": ("上一版", "Version before"),
    "dossier.col.after": ("本版", "This version"),
}

_LETTER: dict[str, tuple[str, str]] = {
    "dossier.letter.title": (
        "关于报请审批《{name}》的请示",
        "Request for approval of “{name}”",
    ),
    "dossier.letter.opening": (
        "按照县域义务教育教联体建设的有关要求,我单位编制了《{name}》。现将有关情况报告如下。",
        "As asked for by the policy on county alliances of compulsory schools, this office has prepared “{name}”. It reports as follows.",
    ),
    "dossier.letter.account": (
        "方案共组建教联体{alliances}个,纳入学校{schools}所,其中成员学校{members}所。",
        "The plan forms {alliances} alliances of {schools} schools, of which {members} are members. ",
    ),
    "dossier.letter.coverage": (
        "按考核口径,覆盖{counts}。",
        "By the basis of the target, {counts} are covered. ",
    ),
    "dossier.letter.target": (
        "目标为{pct}%,需覆盖{needed}所,{met}。",
        "The target is {pct} %, which needs {needed} schools: {met}. ",
    ),
    "dossier.internal": ("内部材料 不得公开", "Internal: not public"),
    "dossier.letter.heard": (
        "已登记意见{n}条;{total}个教联体中,{complete}个已听取教职工、家长、乡镇(街道)、村(社区)四类对象的意见。",
        "{n} opinions are recorded; of {total} alliances {complete} have heard staff, parents, township and village. ",
    ),
    "dossier.letter.unheard": (
        "截至本稿,尚未登记征求意见的情况。",
        "No consultation is recorded so far. ",
    ),
    "dossier.letter.reviewed": (
        "专家论证于{date}进行,结论为:{conclusion}。",
        "The experts met on {date}; their conclusion: {conclusion}. ",
    ),
    "dossier.letter.unreviewed": (
        "截至本稿,尚无专家论证记录。",
        "No expert review is recorded so far. ",
    ),
    "dossier.letter.request": ("妥否,请批示。", "We ask for your decision."),
    "dossier.letter.attachment": (
        "附件:《{name}》及其附件",
        "Attachment: “{name}” with its annexes",
    ),
}

_CLOSING: dict[str, tuple[str, str]] = {
    "dossier.closing.draft": (
        "本稿为草案,供内部研究使用,不对外公开。",
        "This draft is for internal work and is not public.",
    ),
    "dossier.closing.consultation": (
        "本稿用于征求意见。请教职工、家长、乡镇(街道)、村(社区)就编组、路程、类型和时间安排提出意见。",
        "This draft is for consultation. Staff, parents, townships and villages are asked for their opinion on groups, trips, types and years.",
    ),
    "dossier.closing.review": (
        "本稿提请专家咨询论证,论证意见记入第九部分。",
        "This draft goes to the experts; their opinion is recorded in part 9.",
    ),
    "dossier.closing.submission": (
        "本稿随请示报主管教育行政部门审批,批准前不组织实施。",
        "This draft goes to the authority with the request; nothing is carried out before it is approved.",
    ),
    "dossier.closing.notice": (
        "公示期间,对外以公示文本为准;本稿含内部资料,不对外公开。",
        "During the notice the public text counts; this draft holds internal facts and is not public.",
    ),
    "dossier.closing.approved": (
        "本方案经批准后组织实施。批准单位、文号和日期:____。",
        "The plan is carried out once approved. Approved by, number and date: ____.",
    ),
    "dossier.closing.approved_by": (
        "本方案已经{by}批准(文号:{number};日期:{date}),按批准的内容组织实施。",
        "The plan was approved by {by} (number {number}, date {date}) and is carried out as approved.",
    ),
    "dossier.attachments": ("附件:{items}", "Annexes: {items}"),
    "dossier.attachment": ("{n}. {name}", "{n}. {name}"),
}

_ANNEXES: dict[str, tuple[str, str]] = {
    "dossier.annex": ("附件{n}", "Annex {n}"),
    "dossier.annex.only": ("附件", "Annex"),
    "dossier.annex.members": ("教联体名单表", "List of alliances"),
    "dossier.annex.maps": ("教联体分布图", "Maps"),
    "dossier.annex.issues": ("数据质量清单", "Data quality"),
    "dossier.annex.changes": ("与上一版的差异", "Changes from the version before"),
    "dossier.annex.prints": ("数据指纹和声明", "Fingerprints and statements"),
    "dossier.maps.told": (
        "教联体分布图有全域图一幅,县市、密集区分图若干幅,另附打印件,图上编号与名单表编号一致。打印附图和内部工作图标有行政区域界线,供内部使用,不得公开。公示用图不标行政区域界线;公开前请按地图管理规定办理审核。",
        "One map shows the whole area, others counties and dense parts; they are attached in print, too. Numbers are those of the list. The print and the internal map show borders and are not public. The public map shows none; have it reviewed before it is published.",
    ),
    "dossier.maps.sheet": ("{title}:分布图第{n}幅", "{title}: map, sheet {n}"),
    "dossier.maps.unlocated": (
        "有{n}所学校没有坐标,图上未标出,见名单表和数据质量清单。",
        "{n} schools without a position are not on the maps; see the list and the data quality.",
    ),
    "dossier.issues.none": (
        "输入数据没有需要列出的问题。",
        "There is nothing to list about the input.",
    ),
    "dossier.issues.told": (
        "编制方案时共记录{n}条数据情况,按同类合并列出,行号为输入表的行号。每类只写首条的说明,逐条说明见工作簿“数据质量清单”。",
        "{n} facts about the input were noted; they are listed by kind with the rows of the input. Each kind has the words of its first; the workbook has them all.",
    ),
    "dossier.issue": ("{text}({code})", "{text} ({code})"),
    "dossier.place.row": ("{row}", "{row}"),
    "dossier.place.value": ("{row}({value})", "{row} ({value})"),
    "dossier.version.name": ("本版", "This version"),
    "dossier.version.parent": ("上一版", "Version before"),
    "dossier.version.role": ("编制人职务", "Made by (role)"),
    "dossier.version.date": ("日期", "Date"),
    "dossier.version.why": ("改动原因", "Why it was changed"),
    "dossier.version.first": (
        "本版为第一版,没有可比较的上一版。",
        "This is the first version; there is none before.",
    ),
    "dossier.version.same": (
        "与上一版相比,各学校的归属没有变化。",
        "No school stands elsewhere than in the version before.",
    ),
    "dossier.version.changed": (
        "与上一版相比,有{n}所学校的归属发生变化。",
        "{n} schools stand elsewhere than in the version before.",
    ),
    "dossier.version.none": (
        "没有可比较的上一版。",
        "There is no version before to compare with.",
    ),
    "dossier.standing.none": ("未编入教联体", "in no alliance"),
    "dossier.standing.core": ("核心学校", "core"),
    "dossier.standing.member": (
        "{core}教联体成员学校",
        "member of the alliance of {core}",
    ),
    "dossier.prints.told": (
        "下列校验码由方案所用的数据算出,数据改动一个字,校验码就不同。用同样的数据和设定重新计算,应得到同样的方案。",
        "These digests are made from the data behind the plan; a change of one letter changes them. The same data and settings give the same plan again.",
    ),
}

TEXTS: dict[str, tuple[str, str]] = {
    **_NAMES,
    **_BLANKS,
    **_COLUMNS,
    **_LETTER,
    **_CLOSING,
    **_ANNEXES,
}
