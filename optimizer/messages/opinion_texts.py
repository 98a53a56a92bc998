"""Texts on opinions: files (O2xx), the ledger, the command, and the page's dialog."""

from __future__ import annotations

_FAULTS: dict[str, tuple[str, str]] = {
    "O201": (
        "{file}:文件无法读取({value})。请确认文件没有损坏、没有被其他程序占用。",
        "{file}: the file cannot be read ({value}). Check that it is whole and not open elsewhere.",
    ),
    "O202": (
        "{file}:文件过大({value} 字节)。请核对是否为地图页面导出的意见文件。",
        "{file}: the file is too big ({value} bytes). Check that it is a file of opinions from the map page.",
    ),
    "O203": (
        "{file}:不是意见文件({value})。请使用地图页面导出的 .json 文件,不要改动其内容。",
        "{file}: this is no file of opinions ({value}). Use the .json file the map page exported, unchanged.",
    ),
    "O204": (
        "{file}:意见文件的格式“{value}”不能识别。请用与地图相同版本的程序汇总。",
        "{file}: the format {value!r} of the file is not known. Merge it with the program that made the map.",
    ),
    "O205": (
        "{file}:校验值不符,文件导出后被改动过。请提交人在地图页面重新导出。",
        "{file}: the hash is wrong, so the file was changed after the export. Ask for a new export from the map page.",
    ),
    "O206": (
        "{file}:意见针对另一方案或另一版本({value})。请在该版本的文件夹中汇总,或请提交人对本版重新提出意见。",
        "{file}: the opinions are about another plan or version ({value}). Merge them in the folder of that version, or ask for opinions on this one.",
    ),
    "O207": (
        "{file}:第 {row} 条(行)的“{column}”缺失或写法不对:{value}。请重新导出,或按模板更正。",
        "{file}: {column!r} of entry {row} is missing or not written as it should be: {value}. Export again, or correct it by the template.",
    ),
    "O208": (
        "{file}:第 {row} 条(行)的“{column}”取值 {value} 不可用。请改用括号中的写法。",
        "{file}: {column!r} of entry {row} cannot be {value}. Use a word in brackets.",
    ),
    "O209": (
        "{file}:第 {row} 条(行)的“{column}”{value} 在本方案中没有对应的学校或教联体。请核对方案文件夹和名称。",
        "{file}: {column!r} of entry {row}, {value}, is no school or alliance of this plan. Check the folder of the plan and the name.",
    ),
    "O210": (
        "{file}:第 {row} 条(行)的编组要求两端是同一所学校({value})。请选择另一所学校。",
        "{file}: the wish of entry {row} names one school twice ({value}). Choose another school.",
    ),
    "O211": (
        "{file}:“{column}”超出长度或数量上限({value})。请缩短或分成几个文件。",
        "{file}: {column!r} is longer or more than allowed ({value}). Shorten it or split the file.",
    ),
    "O212": (
        "{file}:同一条意见有两种内容(“{value}”),均已列入。请向提交人核实以哪一种为准。",
        "{file}: one opinion has two texts ({value!r}); both are listed. Ask which one holds.",
    ),
    "O213": (
        "{file}:第 {row} 条意见含电话、证件号或姓名,已用 * 遮盖。请提醒提交人只填身份,不填个人信息。",
        "{file}: opinion {row} holds a phone, an identity number or a name; it was masked with *. Ask for roles, not personal data.",
    ),
    "O214": (
        "{file}:与 {value} 内容相同,只计一次。",
        "{file}: the same as {value}; counted once.",
    ),
    "O215": (
        "{file}:不是意见文件(.json)或表格,未读取。",
        "{file}: neither a file of opinions (.json) nor a table; not read.",
    ),
    "O216": (
        "{file}:意见“{value}”后来有修改,以最后一次为准。",
        "{file}: the opinion {value!r} was changed later; the last text counts.",
    ),
    "O217": (
        "{file}:意见针对本方案命名为 {value} 之前的文本(编组相同),已计入。",
        "{file}: the opinions are about this plan before it was named {value} (the same alliances); they count.",
    ),
    "O220": (
        "有 {number} 个文件不能采用,没有写出任何结果。请按下列提示处理;或加 --skip-refused,跳过这些文件并在汇总表中列明。",
        "{number} files cannot be taken; nothing was written. See below what to do, or add --skip-refused to go on without them and list them.",
    ),
    "O221": (
        "{file} 中没有可汇总的意见文件。请核对路径。",
        "There is no file of opinions in {file}. Check the path.",
    ),
    "O222": (
        "{file} 中的文件超过 {value} 个。请核对文件夹是否选错。",
        "{file} holds more than {value} files. Check that it is the right folder.",
    ),
    "O223": (
        "登记表只能写成 .xlsx,不能写成 {file}。请改文件名。",
        "The table to type into is written as .xlsx, not as {file}. Choose another name.",
    ),
    "O224": (
        "没有给出意见文件。请列出文件或文件夹;或用 --form 写出空白登记表。",
        "No files are given. Name files or folders, or write a blank table with --form.",
    ),
    "O225": (
        "{path} 写出后有人改动过(如填写了采纳情况),为免丢失没有覆盖。请用 --out 另选文件夹,或先把该文件移走。",
        "{path} was changed after it was written (what was adopted, perhaps), so it was not written over. Choose another folder with --out, or move the file first.",
    ),
    "O230": (
        "{file}:表格缺少需要的列。表头须有:{value}。",
        "{file}: the table lacks columns. Its header needs {value}.",
    ),
    "O231": (
        "{file}:第 {row} 行的“{column}”有多所学校同名({value})。请改填学校标识码。",
        "{file}: {column!r} of row {row} names several schools ({value}). Give the id.",
    ),
}

_LEDGER: dict[str, tuple[str, str]] = {
    "opinion.group.staff": ("教职工", "Staff"),
    "opinion.group.parents": ("家长", "Parents"),
    "opinion.group.township": ("乡镇街道", "Township"),
    "opinion.group.village": ("村社区", "Village"),
    "opinion.group.experts": ("专家", "Experts"),
    "opinion.stance.support": ("支持", "Support"),
    "opinion.stance.oppose": ("反对", "Oppose"),
    "opinion.stance.amend": ("建议修改", "Amend"),
    "opinion.about.alliance": ("教联体整体", "the whole alliance"),
    "opinion.outside": ("未编入教联体", "in no alliance"),
    "opinion.channel.page": ("地图页面", "map page"),
    "opinion.taken.yes": ("采纳", "Adopted"),
    "opinion.taken.partly": ("部分采纳", "Partly adopted"),
    "opinion.taken.no": ("未采纳", "Not adopted"),
    "opinion.decided.adopt": ("采用", "Adopt"),
    "opinion.decided.reject": ("不采用", "Reject"),
    "opinion.decided.talk": ("另行协商", "Talk again"),
    "opinion.choose": ("请从列表中选择:{words}。", "Choose from the list: {words}."),
    "opinion.not_asked": ("未征求", "not heard"),
    "opinion.complete": ("四类对象齐全", "all four groups heard"),
    "opinion.row": ("第 {row} 条(行)", "entry {row}"),
    "opinion.pair": ("{kind}:{a} — {b}", "{kind}: {a} — {b}"),
    "opinion.state.new": ("新增", "new"),
    "opinion.state.old": ("已有", "kept"),
    "opinion.note.mark": (",", ", "),
    "opinion.note.counts": ("{groups}({stances})", "{groups} ({stances})"),
    "opinion.note.quoted": ("{counts}:{quoted}", "{counts}: {quoted}"),
    "opinion.conflict.wish": (
        "与另一意见的要求相反,未写入建议配对表",
        "against what another opinion asks for; not proposed",
    ),
    "opinion.conflict.table": (
        "与现有配对表(含已批准冻结)相反,未写入建议配对表",
        "against a row of the pair table in force (approved ones too); not proposed",
    ),
    "opinion.conflict.chain": (
        "与其他要求连在一起不能同时成立,未写入建议配对表",
        "cannot hold together with several others; not proposed",
    ),
    "opinion.conflict.check": (
        "配对表的校验不允许,未写入建议配对表",
        "the check of pair tables does not allow it; not proposed",
    ),
    "opinion.ledger_told": (
        "采纳情况和理由由办理单位填写。意见中不留姓名、电话和证件号;校验值只防误改,不等于签名。很长的意见打印可能不全,全文在单元格内。",
        "The office fills in what was adopted and why. No names, phones or identity numbers are kept; the hash guards against accidents and is no signature. Very long opinions may be cut in print, not in the cell.",
    ),
    "opinion.heard_told": (
        "{total} 个教联体中,{complete} 个已征求教职工、家长、乡镇街道、村社区四类对象;{experts} 个有专家意见。",
        "Of {total} alliances {complete} have heard staff, parents, township and village; {experts} have an opinion of experts.",
    ),
    "opinion.pairs_told": (
        "仅为建议,不会自动采用。经研究同意后,下次编制方案时用 --pairs {file} 带入。",
        "A proposal only: nothing is applied by itself. Once agreed on, give it to the next run with --pairs {file}.",
    ),
    "opinion.conflicts_told": (
        "下列要求相互矛盾,或与现有配对表矛盾,须由人研究决定后再写入配对表。",
        "These wishes contradict each other or the pair table in force: people decide before they become rows.",
    ),
    "opinion.form_told": (
        "一行一条意见。教联体和学校的写法见“名单”表;方案校验码不要改动;身份只填职务或身份,不填姓名、电话。",
        "One row an opinion. Names of alliances and schools: sheet Names. Leave the digest as it is. Give roles, no names or phones.",
    ),
    "sheet.opinions_form": ("意见登记表", "Opinions"),
    "sheet.opinions_names": ("名单", "Names"),
    "col.opinion_id": ("编号", "Id"),
    "opinion.block.conflicts": ("冲突的编组要求", "Conflicting wishes"),
    "opinion.block.files": (
        "未采用的文件和提示",
        "Files not taken, and notes",
    ),
    "sheet.opinions": ("意见台账", "Opinions"),
    "sheet.opinions_heard": ("征求情况", "Who was heard"),
    "sheet.opinions_pairs": ("建议配对表", "Proposed pairs"),
    "sheet.opinions_conflicts": ("冲突与未采用", "Conflicts, not taken"),
    "col.opinion_about": ("对象", "About"),
    "col.opinion_group": ("对象类别", "Group"),
    "col.opinion_speaker": ("身份", "Role"),
    "col.opinion_date": ("日期", "Date"),
    "col.opinion_channel": ("渠道", "Channel"),
    "col.opinion_stance": ("态度", "Stance"),
    "col.opinion_text": ("意见", "Opinion"),
    "col.opinion_wish": ("编组要求", "Wish"),
    "col.opinion_taken": ("采纳情况", "Adopted?"),
    "col.opinion_why": ("理由", "Reason"),
    "col.opinion_file": ("来源文件", "File"),
    "col.opinion_total": ("合计", "Total"),
    "col.opinion_missing": ("尚缺", "Still to be heard"),
    "col.opinion_state": ("状态", "State"),
    "col.opinion_a": ("学校甲", "School a"),
    "col.opinion_a_id": ("学校甲标识码", "Id of a"),
    "col.opinion_b": ("学校乙", "School b"),
    "col.opinion_b_id": ("学校乙标识码", "Id of b"),
    "col.opinion_who": ("谁提出", "Who asks"),
    "col.opinion_reason": ("未采用原因", "Why it is not proposed"),
    "col.opinion_against": ("与之矛盾", "Against"),
    "col.opinion_decided": ("办理意见", "Decision"),
    "col.opinion_what": ("问题", "What is wrong"),
    "opinion.title": (
        "{title} · 意见汇总及采纳情况表",
        "{title} · Opinions and what became of them",
    ),
    "opinion.form_title": ("{title} · 意见登记表", "{title} · Opinions to be typed"),
    "col.opinion_place": ("位置", "Place"),
}

_COMMAND: dict[str, tuple[str, str]] = {
    "cli.opinions": (
        "汇总对方案的意见:台账、征求情况、建议配对表。",
        "Merge opinions on a plan: ledger, who was heard, proposed pairs.",
    ),
    "cli.arg.opinions": (
        "意见文件(.json)、登记表(xlsx、csv)或其文件夹,可多个",
        "Files of opinions (.json), tables (xlsx, csv), or folders of them",
    ),
    "cli.opt.opinions_out": (
        "输出文件夹,默认为方案文件夹内的 opinions",
        "Output folder; default opinions in the plan's folder",
    ),
    "cli.opt.form": (
        "写出空白登记表 .xlsx,供录入纸质意见和座谈意见",
        "Write a blank table .xlsx to type opinions from paper and meetings into",
    ),
    "cli.opt.skip_refused": (
        "跳过不能采用的文件,在汇总表中列明",
        "Go on without files that cannot be taken, and list them",
    ),
    "opinion.told": (
        "汇总意见 {opinions} 条,来自 {files} 个文件;新增建议配对 {added} 条,冲突 {conflicts} 条。",
        "{opinions} opinions of {files} files; {added} new pairs proposed, {conflicts} conflicts.",
    ),
    "opinion.refused_told": (
        "未采用的文件 {number} 个:",
        "{number} files were not taken:",
    ),
}

TEXTS: dict[str, tuple[str, str]] = {**_FAULTS, **_LEDGER, **_COMMAND}
