"""Texts of the public documents, of the reply and of the annual brief."""

from __future__ import annotations

_PUBLIC: dict[str, tuple[str, str]] = {
    "dossier.public.attachment": (
        "附件:教联体名单表",
        "Annex: list of alliances",
    ),
    "dossier.public.attachments": (
        "附件:1. 教联体名单表;2. 意见反馈表",
        "Annexes: 1. list of alliances; 2. form for opinions",
    ),
    "dossier.public.glossary": (
        "本公示所称“教联体”指县域义务教育教联体,是学校与学校之间的帮扶、共建安排,与“家校社协同育人教联体”不是一回事。",
        "Alliance here means the county alliance of compulsory schools, an arrangement between schools; it is not the home-school-community alliance.",
    ),
    "dossier.contact.office": ("受理单位", "Office"),
    "dossier.contact.address": ("通信地址", "Address"),
    "dossier.contact.phone": ("联系电话", "Phone"),
    "dossier.contact.email": ("电子邮箱", "E-mail"),
}

_CONSULTATION: dict[str, tuple[str, str]] = {
    "dossier.consultation.title": (
        "关于征求《{name}》意见的公告",
        "Consultation on “{name}”",
    ),
    "dossier.consultation.opening": (
        "为做好县域义务教育教联体建设,现就《{name}》公开征求意见。",
        "The county plans alliances of compulsory schools and asks for opinions on “{name}”.",
    ),
    "dossier.consultation.whom": ("征求意见的对象", "Whom we ask"),
    "dossier.consultation.groups": (
        "有关学校的教职工、家长,有关乡镇(街道)、村(社区)。",
        "Staff of the schools, parents, townships and villages.",
    ),
    "dossier.consultation.about": ("征求意见的内容", "What we ask about"),
    "dossier.consultation.content": (
        "拟组建教联体{alliances}个,涉及学校{schools}所,名单见附件1。重点听取以下意见:学校编在一起是否合适,道路和路程是否符合实际,类型和启动年份是否合适,还有什么困难和建议。",
        "{alliances} alliances of {schools} schools are planned, see annex 1. We ask: do the schools fit together, are roads and trips as assumed, do type and year suit, and what else is difficult or could be better?",
    ),
    "dossier.consultation.when": ("征求意见的时间", "When"),
    "dossier.consultation.days": ("{start}至{end}。", "From {start} to {end}."),
    "dossier.consultation.how": ("提出意见的方式", "How to answer"),
    "dossier.consultation.ways": (
        "可以填写附件2,或写信、打电话、发电子邮件。请写明是哪个教联体或哪所学校、什么意见、什么理由。",
        "Fill in annex 2, write, call or send an e-mail. Say which alliance or school you mean, your opinion and why.",
    ),
    "dossier.consultation.after": ("意见的处理", "What becomes of opinions"),
    "dossier.consultation.handled": (
        "收到的意见逐条登记、逐条研究,采纳情况和理由随方案一并报审。公开的材料不出现提意见人的姓名和电话。",
        "Every opinion is recorded and answered; what became of it goes with the plan to the authority. No name or phone is published.",
    ),
    "dossier.consultation.form": ("意见反馈表", "Form for opinions"),
    "dossier.consultation.form_told": (
        "身份只填职务或身份,例如教师、家长、村干部;可以不留姓名。",
        "Give your role only, such as teacher, parent or village official; no name is needed.",
    ),
    "dossier.form.about": ("教联体或学校", "Alliance or school"),
    "dossier.form.group": ("对象类别", "Group"),
    "dossier.form.role": ("身份", "Role"),
    "dossier.form.stance": ("态度", "Stance"),
    "dossier.form.text": ("意见和理由", "Opinion and reason"),
    "dossier.form.date": ("日期", "Date"),
    "dossier.form.choose": ("(请选){answers}", "(choose) {answers}"),
}

_NOTICE: dict[str, tuple[str, str]] = {
    "dossier.notice.title": ("关于《{title}》的公示", "Public notice: {title}"),
    "dossier.notice.opening": (
        "根据县域义务教育教联体建设工作安排,现将拟组建的教联体名单予以公示,接受社会监督。",
        "The alliances of compulsory schools that the county plans to form are made known here for everyone to see.",
    ),
    "dossier.notice.what": ("公示内容", "What is planned"),
    "dossier.notice.content": (
        "拟组建教联体{alliances}个,涉及学校{schools}所,名单附后。每个教联体由1所核心学校与若干成员学校组成,开展帮扶和共建。名单按编号排列,不代表任何名次。",
        "{alliances} alliances of {schools} schools, see the list. Each has 1 core, which supports its members and works with them. The numbers only serve to find them; nothing is ranked.",
    ),
    "dossier.notice.when": ("公示时间", "Days"),
    "dossier.notice.days": ("{start}至{end}。", "From {start} to {end}. "),
    "dossier.notice.count": ("共{n}天,首尾两日计入。", "{n} days, both included."),
    "dossier.notice.how": ("怎样提出意见", "How to object"),
    "dossier.notice.ways": (
        "对核心学校和成员学校的安排、教联体类型、启动或加入年份有不同意见,或者发现校名、乡镇有误的,请在公示期内向下列单位反映。请写明是哪个教联体或哪所学校、什么意见、什么理由,并留下联系方式,以便核实和答复。",
        "Anyone may object to the choice of cores and members, to types and to years, or report a wrong name or town, within these days. Say which alliance or school you mean, your opinion and why, and how to reach you, so that we can check and answer.",
    ),
    "dossier.notice.more": ("有关说明", "Notes"),
    "dossier.notice.words": (
        "融合型、共建型是两种共建方式,由主管部门研究确定。公示内容不含学生和教师的个人信息。",
        "Merged and partnership are two ways of working together; the authority decides on them. No personal data is published.",
    ),
}

_PLAIN: dict[str, tuple[str, str]] = {
    "dossier.plain.title": (
        "教联体是什么——写给家长和乡亲们",
        "What is a school alliance? For parents and villagers",
    ),
    "dossier.plain.running": ("便民说明", "In plain words"),
    "dossier.plain.what": ("教联体是什么", "What is an alliance?"),
    "dossier.plain.what.answer": (
        "几所学校结成一组,互相帮助,就叫教联体。这次准备组建{alliances}个教联体,共有{schools}所学校参加。",
        "A few schools form a group and help one another: that is an alliance. {alliances} alliances with {schools} schools are planned.",
    ),
    "dossier.plain.teachers": ("谁来走动", "Who travels?"),
    "dossier.plain.teachers.answer": (
        "老师走动,学生不走。核心学校的老师到成员学校上课、带教,大家一起备课。",
        "Teachers travel, pupils do not. Teachers of the core teach at the member schools and prepare lessons with their colleagues.",
    ),
    "dossier.plain.pupils": ("孩子上学会变吗", "Does school change for my child?"),
    "dossier.plain.pupils.answer": (
        "不会,孩子还在原来的学校上学。",
        "No, your child stays at its school. ",
    ),
    "dossier.plain.find": ("怎样找到自己的学校", "How do I find my school?"),
    "dossier.plain.find.answer": (
        "看公示名单:先找乡镇,再找校名。编号相同的在同一个教联体,编号不是名次。名单上没有的学校照常办学。",
        "In the list of the public notice find your town, then the school. Schools with one number are in one alliance; numbers say nothing about good or bad. A school not on the list goes on as before.",
    ),
    "dossier.plain.ask": ("有意见找谁", "Whom can I write to?"),
    "dossier.plain.ask.answer": (
        "觉得路太远、学校编在一起不合适、名单有错,都可以告诉下面的单位。",
        "If a road is too long, schools do not fit together or the list is wrong, tell the office below.",
    ),
}

_REPLY: dict[str, tuple[str, str]] = {
    "dossier.reply.title": ("关于《{title}》的批复", "Reply on “{title}”"),
    "dossier.reply.draft": ("批复代拟稿", "Draft of a reply"),
    "dossier.reply.opening": (
        "你单位报送的《{title}》收悉。经研究,批复如下。",
        "Your submission “{title}” was received and considered. The reply is as follows.",
    ),
    "dossier.reply.agreed": (
        "一、原则同意该方案。同意组建教联体{alliances}个,纳入学校{schools}所,其中成员学校{members}所;推荐为示范性教联体的{shown}个。",
        "1. The plan is agreed to: {alliances} alliances of {schools} schools, {members} of them members; {shown} are recommended as demonstrators.",
    ),
    "dossier.reply.pupils": (
        "二、坚持学生就近入学,以教师交流、设施共享为主要方式开展帮扶和共建。",
        "2. Pupils go to the school nearby as before; schools help one another by sharing teachers and facilities.",
    ),
    "dossier.reply.phases": (
        "三、按方案确定的年份分期推进。标注“建议值,非政策规定”的上限,由你单位结合实际执行和调整,并报备。",
        "3. Carry it out by the years of the plan. Limits marked “suggested” are yours to apply and adjust; report changes.",
    ),
    "dossier.reply.report": (
        "四、每年至少向党委教育工作领导小组报告1次进展。",
        "4. Report to the leading group on education at least once a year.",
    ),
    "dossier.reply.open": (
        "五、定期公开教联体重要信息,不公开个人信息和意见原文。",
        "5. Publish the main facts on the alliances regularly, without personal data and without texts of opinions.",
    ),
    "dossier.reply.overrides": (
        "六、同意方案所列经研究突破规则的事项{n}项,今后从严掌握。",
        "6. The {n} rules set aside in the plan are agreed to; future cases need a strict reason.",
    ),
    "dossier.reply.note": (
        "本件为代拟稿,内容、文号和印章由批复机关确定。",
        "This is a draft; text, number and seal are the authority's.",
    ),
}

_BRIEF: dict[str, tuple[str, str]] = {
    "dossier.brief": ("年度进展简报", "Annual brief"),
    "dossier.brief.title": ("《{title}》年度进展简报", "{title}: annual brief"),
    "dossier.brief.by": ("{office},{date}。", " {office}, {date}."),
    "dossier.brief.counties": (
        "各县市:{counties}。",
        "Alliances and schools by county: {counties}.",
    ),
    "dossier.brief.county": (
        "{county}教联体{alliances}个、学校{schools}所",
        "{county} {alliances}, {schools} schools",
    ),
    "dossier.brief.next": ("下一步:", "Next: "),
    "dossier.brief.phase": (
        "{year}年启动教联体{alliances}个,新增成员学校{members}所。",
        "{year}: {alliances} alliances start and {members} members join. ",
    ),
    "dossier.brief.short": (
        "距覆盖目标还差{n}所。",
        "{n} schools are missing to the target. ",
    ),
    "dossier.brief.waiting": (
        "答复意见{n}条。",
        "{n} opinions wait for an answer. ",
    ),
    "dossier.brief.unshared": (
        "{n}个教联体补登共享内容。",
        "{n} alliances have to record what they share. ",
    ),
    "dossier.brief.uncovered": (
        "逐校研究未纳入的{n}所学校。",
        "{n} schools in no alliance are considered one by one for the next round. ",
    ),
}

TEXTS: dict[str, tuple[str, str]] = {
    **_PUBLIC,
    **_CONSULTATION,
    **_NOTICE,
    **_PLAIN,
    **_REPLY,
    **_BRIEF,
}
