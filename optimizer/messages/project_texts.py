"""Texts on the project folder: versions, stages, the log (J1xx to J4xx)."""

from __future__ import annotations

_ASKED: dict[str, tuple[str, str]] = {
    "J101": (
        "{path} 不是项目文件夹(其中没有 log.jsonl)。请核对路径;新项目用 alliance project add 加入第一版。",
        "{path} is no project folder (there is no log.jsonl in it). Check the path; `alliance project add` begins a new one.",
    ),
    "J102": (
        "项目中没有版本“{value}”。现有版本:{names}。",
        "The project has no version {value!r}. There are: {names}.",
    ),
    "J103": (
        "{option} 的日期“{value}”不可用。请写成年-月-日,如 2026-11-30,且须是日历上有的日子(2000 至 2100 年)。",
        "{option}: {value!r} is no usable date. Write year-month-day, as 2026-11-30: a day of the calendar, 2000 to 2100.",
    ),
    "J104": (
        "{option} 的日期 {value} 早于版本 {version} 的日期 {limit}。请核对日期。",
        "{option}: {value} is before {limit}, the date of version {version}. Check the date.",
    ),
    "J105": (
        "{option} 须填写,且不超过 {most} 字(现为 {number} 字)。角色和理由会写入日志和送审材料。",
        "{option} must be given, with {most} characters at most (now {number}). Roles and reasons go into the log and the documents.",
    ),
    "J106": (
        "方案文件夹 {path} 就在项目文件夹内。请从项目之外的方案文件夹加入;要修改某一版,先把它复制到别处。",
        "The plan folder {path} lies in the project folder. Add plans from outside; to change a version, copy it elsewhere first.",
    ),
    "J107": (
        "{path} 正被另一次操作写入,或刚刚被写入。本次没有写出任何内容,请核对后重新执行。",
        "Another run is writing to {path}, or just did. Nothing was written; check the project and try again.",
    ),
    "J108": (
        "{path} 是一个方案文件夹,不能同时作项目文件夹。请另给一个项目文件夹。",
        "{path} is the folder of a plan and cannot be a project folder too. Name another folder.",
    ),
    "J109": (
        "没有“{value}”这个阶段。可用:{names}。",
        "There is no stage {value!r}. There are: {names}.",
    ),
    "J110": (
        "版本 {version} 现为{now},不能改为{value}:阶段只能向前。如需退回修改,请加入新的一版。",
        "Version {version} is at the stage {now} and cannot be set to {value}: stages only move forward. To go back, add a new version.",
    ),
    "J111": (
        "版本 {value} 已批准,而 {version} 不是在它的基础上修改的,不能同时批准。请以 {value} 为上一版重新加入。",
        "Version {value} is approved, and {version} was not made from it: one is approved at a time. Add it anew with {value} as its parent.",
    ),
    "J112": (
        "{path} 已存在,但不是本程序写出的版本,或其中有后来放入的文件。为免丢失没有覆盖,请先把它移到别处,再加入 {version}。",
        "{path} is there and is no version this program wrote, or holds files that were added since. It was not replaced; move it elsewhere, then add {version}.",
    ),
    "J114": (
        "{file} 已损坏({key})。请从备份恢复该版本,再用 alliance log verify 核对。",
        "{file} is damaged ({key}). Restore the version from a backup, then check with `alliance log verify`.",
    ),
    "J115": (
        "无法读取 {file}:{reason}。请检查权限,以及文件是否被其他程序占用。",
        "{file} cannot be read: {reason}. Check the permissions and whether it is open elsewhere.",
    ),
    "J116": (
        "“{value}”不是校验值。请填写会议纪要中记下的校验值,至少前 {least} 位(0–9、a–f)。",
        "{value!r} is no hash. Give the one in the minutes, at least its first {least} digits (0-9, a-f).",
    ),
    "J117": (
        "{path} 是项目中的版本 {version},写出后不再改动。请在另外的方案文件夹中写下决定,再用 alliance project add 加入;或修改其名单表,用 alliance import 做成下一版本。",
        "{path} is version {version} of a project and never changes. Decide in the folder of a plan and add that with `alliance project add`; or edit the name list and make the next version with `alliance import`.",
    ),
    "J201": (
        "{file}:独立校核未通过({number} 处,首条:{first}),没有加入项目。请用 alliance verify 查看全部问题。",
        "{file}: the independent check refuses the plan ({number} faults, first: {first}); it was not added. `alliance verify` lists all.",
    ),
    "J202": (
        "{file} 不完整:{fault}没有写出任何内容。请从备份恢复后再继续。",
        "{file} is not whole: {fault} Nothing was written. Restore it from a backup first.",
    ),
    "J203": (
        "项目中的版本与写出时不同:{fault}没有写出任何内容。请从备份恢复后再继续。",
        "A version is not as it was written: {fault} Nothing was written. Restore it from a backup first.",
    ),
}

_FAULTS: dict[str, tuple[str, str]] = {
    "J301": (
        "日志第 {row} 行不是本程序写出的格式,被改动或损坏。",
        "Line {row} of the log is not as this program writes it: changed or damaged.",
    ),
    "J302": (
        "日志第 {row} 行(版本 {version})的内容与其校验值不符,写出后被改动。",
        "Line {row} of the log (version {version}) does not match its hash: changed after it was written.",
    ),
    "J303": (
        "日志第 {row} 行的序号是 {value}:之前有行被删除、重复或调换次序。",
        "Line {row} of the log has the number {value}: lines before it were removed, doubled or moved.",
    ),
    "J304": (
        "日志第 {row} 行与上一行不相接:之前的行被替换。",
        "Line {row} of the log is not sealed to the line before: that one was replaced.",
    ),
    "J305": (
        "日志第 {row} 行不完整,文件末尾被截断。",
        "Line {row} of the log is cut: the end of the file is missing.",
    ),
    "J306": (
        "日志现有 {number} 行,与 log.head 的记载不符:末尾有行丢失,或 log.head 被改动。",
        "The log has {number} lines, which is not what log.head says: lines at the end are lost, or log.head was changed.",
    ),
    "J307": (
        "日志中没有校验值为 {value} 的记录:日志被整体改写,或校验值属于另一项目。",
        "No entry of the log has the hash {value}: the log was rewritten, or the hash is of another project.",
    ),
    "J311": (
        "版本 {version} 的文件 {file} 写出后被改动。",
        "The file {file} of version {version} was changed after it was written.",
    ),
    "J312": (
        "版本 {version} 缺少文件 {file}。",
        "The file {file} of version {version} is missing.",
    ),
    "J313": (
        "版本 {version} 中多出文件 {file}。它不属于本版,请移到版本文件夹之外。",
        "Version {version} has one file more, {file}. It is no part of the version: move it elsewhere.",
    ),
    "J314": (
        "日志中有版本 {version},但其文件夹或 version.json 不见了。",
        "The log has version {version}, but its folder or version.json is gone.",
    ),
    "J315": (
        "文件夹 {version} 不在日志中,不是有效版本(可能是一次中断的操作留下的)。下次加入版本时会被取代。",
        "The folder {version} is not in the log and is no version (a run that was cut may have left it). The next version added takes its place.",
    ),
    "J316": (
        "版本 {version} 的 version.json 写出后被改动。",
        "The version.json of version {version} was changed after it was written.",
    ),
    "J320": (
        "上一次操作在写完日志后中断,日志完整;log.head 将在下次写入时补上。",
        "The last run was cut after the log was written. The log is whole; log.head follows with the next entry.",
    ),
    "J321": (
        "有 {number} 个临时文件夹(.alliance-…),是中断的操作留下的,下次写入时自动清除。",
        "There are {number} temporary folders (.alliance-…) of runs that were cut; the next run removes them.",
    ),
    "J322": (
        "{file} 在版本 {version} 进入{stage}之后有改动。如属补充材料,无需处理。",
        "{file} was changed after version {version} reached the stage {stage}. Later additions need no action.",
    ),
}

_MISSING: dict[str, tuple[str, str]] = {
    "J401": (
        "校核发现问题 [{rule}] {reason} 请修改方案后加入新的一版。",
        "The checker finds [{rule}] {reason} Correct the plan and add it as a new version.",
    ),
    "J402": (
        "未执行规则 {rule} 没有写明理由(学校:{schools})。请补写理由后加入新的一版。",
        "Rule {rule} was set aside without a reason (schools: {schools}). State it and add a new version.",
    ),
    "J403": (
        "“{core}”教联体尚未征求:{groups}。请用 alliance opinions 汇总这些对象的意见。",
        "The alliance of {core} has not heard: {groups}. Merge their opinions with `alliance opinions`.",
    ),
    "J404": (
        "“{core}”教联体征求意见后成员有变动,须重新征求:{groups}。",
        "The alliance of {core} changed after it was heard; hear again: {groups}.",
    ),
    "J405": (
        "版本 {version}:{alliance}有 {number} 条意见未填采纳情况。请在 opinions.xlsx 的意见台账中填写。",
        "Version {version}, {alliance}: {number} opinions lack what became of them. Fill it in on the sheet of opinions.xlsx.",
    ),
    "J406": (
        "版本 {version}:{alliance}有 {number} 条意见未采纳或部分采纳而没有写理由。请在意见台账中填写。",
        "Version {version}, {alliance}: {number} opinions were not, or only partly, adopted without a reason. State it in the workbook.",
    ),
    "J407": (
        "没有专家论证记录。请在 material.toml 的 [review] 中填写日期、专家和结论。",
        "There is no record of the expert review. Give date, experts and conclusion in [review] of material.toml.",
    ),
    "J408": (
        "专家论证的日期“{value}”不可用。请写成 2026-11-30 的形式。",
        "The date of the expert review, {value!r}, is not usable. Write it as 2026-11-30.",
    ),
    "J409": (
        "专家论证记录有 {number} 名专家,至少需 {least} 名(建议值,非政策规定,见 approval.review_min_experts)。",
        "The review names {number} experts; at least {least} are needed (suggested, not a rule of the policy: approval.review_min_experts).",
    ),
    "J410": (
        "专家论证结论不是“同意”或“修改后同意”。请修改方案后重新论证。",
        "The experts neither agree nor agree with conditions. Change the plan and have it reviewed again.",
    ),
    "J411": (
        "专家论证结论为“修改后同意”,但没有列出条件。请在 [review] 的 conditions 中逐条列出。",
        "The experts agree with conditions, but none is listed. List them in conditions of [review].",
    ),
    "J412": (
        "没有写明办理单位。请在 material.toml 的 [office] 中填写。",
        "The office is not named. Name it in [office] of material.toml.",
    ),
    "J413": (
        "没有写明公众联系方式。请在 material.toml 的 [contact] 中填写地址、电话或邮箱之一(单位的,不是个人的)。",
        "There is no way for the public to reach the office. Give an address, phone or mail of the office in [contact] of material.toml.",
    ),
    "J414": (
        "没有公示记录。请在 material.toml 的 [notice] 中填写起止日期和结果。",
        "There is no record of the public notice. Give its days and its result in [notice] of material.toml.",
    ),
    "J415": (
        "公示期 {number} 个工作日,少于 {least} 个(建议值,非政策规定,见 approval.notice_min_working_days;按周一至周五计,未考虑法定节假日)。",
        "The notice lasted {number} working days, less than {least} (suggested, not a rule of the policy: approval.notice_min_working_days; Monday to Friday, holidays not known).",
    ),
    "J416": (
        "没有公示结果。请在 [notice] 的 result 中填写,如“公示期内未收到异议”。",
        "The result of the public notice is missing. State it in result of [notice].",
    ),
    "J417": (
        "没有批准记录。请在 material.toml 的 [approval] 中填写批准机关、文号和日期。",
        "The approval is not recorded. Give by whom, the document number and the date in [approval] of material.toml.",
    ),
    "J418": (
        "批准日期 {value} 早于公示结束日期 {limit}。请核对。",
        "The approval of {value} is before the last day of the notice, {limit}. Check both.",
    ),
    "J419": (
        "公示起止日期“{start}”至“{end}”不可用。请写成 2026-11-30 的形式,结束不早于开始。",
        "The days of the notice, {start!r} to {end!r}, are not usable. Write 2026-11-30, the end not before the start.",
    ),
    "J420": (
        "批准日期“{value}”不可用。请写成 2026-11-30 的形式。",
        "The date of the approval, {value!r}, is not usable. Write it as 2026-11-30.",
    ),
}

_SHOWN: dict[str, tuple[str, str]] = {
    "project.stage.draft": ("草案", "draft"),
    "project.stage.consultation": ("征求意见稿", "consultation draft"),
    "project.stage.review": ("论证稿", "review draft"),
    "project.stage.submission": ("送审稿", "submission"),
    "project.stage.notice": ("公示稿", "public notice"),
    "project.stage.approved": ("批准", "approved"),
    "project.in_force": ("{stage}(现行)", "{stage} (in force)"),
    "project.superseded": ("{stage}(已被取代)", "{stage} (superseded)"),
    "project.col.name": ("版本", "Version"),
    "project.col.parent": ("上一版", "Parent"),
    "project.col.stage": ("阶段", "Stage"),
    "project.col.date": ("日期", "Date"),
    "project.col.role": ("办理角色", "By"),
    "project.col.coverage": ("覆盖", "Coverage"),
    "project.col.changes": ("变动学校", "Changes"),
    "project.col.why": ("事由", "Why"),
    "project.col.n": ("序号", "No."),
    "project.col.what": ("事项", "What"),
    "project.col.said": ("说明", "Note"),
    "project.col.hash": ("校验值(前 12 位)", "Hash (12 digits)"),
    "project.added": (
        "已加入版本 {version}(上一版 {parent}):{alliances} 个教联体,相对上一版变动学校 {number} 所。",
        "Added version {version} (parent {parent}): {alliances} alliances, {number} schools moved since the parent.",
    ),
    "project.added_first": (
        "已建立项目并加入版本 {version}:{alliances} 个教联体。",
        "The project is made, with version {version}: {alliances} alliances.",
    ),
    "project.renamed": (
        "各文件的版本号已改为 {version}。此前对原方案(校验码 {same})收集的意见仍可在本版汇总。",
        "All files now say version {version}. Opinions on the plan before it was named (digest {same}) still count for it.",
    ),
    "project.replaced": (
        "原有文件夹 {version} 不在日志中(中断的操作留下的),已被取代。",
        "The folder {version}, which was not in the log (a run that was cut left it), was replaced.",
    ),
    "project.parent_drawn": (
        "上一版有文件在写出后被改动(不影响本版)。请从备份恢复;以后编辑名单,请先把 plan.xlsx 另存到项目之外。",
        "Files of the parent were changed after they were written (the new version is not touched by it). Restore them from a backup; to edit a name list, save plan.xlsx outside the project first.",
    ),
    "project.head": (
        "日志末条校验值:{hash}。建议记入会议纪要,以后用 --expect 核对。",
        "Hash of the last entry: {hash}. Write it into the minutes and compare it later with --expect.",
    ),
    "project.moved": (
        "版本 {version} 由{before}进入{to}。",
        "Version {version} moved from {before} to {to}.",
    ),
    "project.not_moved": (
        "版本 {version} 还不能进入{to},缺少下列 {number} 项,没有写出任何内容:",
        "Version {version} cannot enter the stage {to} yet; {number} things are missing, nothing was written:",
    ),
    "project.missing": ("  {place}. {what}", "  {place}. {what}"),
    "project.conditions": ("专家提出的条件:", "Conditions of the experts:"),
    "project.supersedes": (
        "此前批准的版本 {version} 由本版取代。",
        "It takes the place of version {version}, approved before.",
    ),
    "project.log.version": ("加入版本", "version added"),
    "project.log.stage": ("进入{stage}", "moved to: {stage}"),
    "project.log.export": ("导出{package}", "exported: {package}"),
    "project.log.files": ("{number} 个文件", "{number} files"),
    "project.log_whole": (
        "日志完整:{entries} 条记录、{versions} 个版本,各版文件与写出时一致。",
        "The log is whole: {entries} entries, {versions} versions, all files as they were written.",
    ),
    "project.log_faulty": (
        "发现 {number} 处问题,首处:",
        "{number} faults were found, the first:",
    ),
    "project.log_good": (
        "日志中完好的记录有 {number} 条。",
        "{number} entries of the log are whole.",
    ),
    "project.expected": (
        "核对的校验值在日志中,其后新增 {number} 条记录。",
        "The expected hash is in the log, with {number} entries since.",
    ),
}

_DIFF: dict[str, tuple[str, str]] = {
    "block.compare.versions": (
        "六、版本沿革",
        "6. Versions on the way",
    ),
    "block.compare.overrides": (
        "七、经说明理由不执行的规则的不同",
        "7. Rules set aside, where they differ",
    ),
    "col.version_name": ("版本", "Version"),
    "col.version_parent": ("上一版", "Parent"),
    "col.version_date": ("日期", "Date"),
    "col.version_role": ("办理角色", "By"),
    "col.version_why": ("事由", "Why"),
    "col.override_schools": ("学校", "Schools"),
    "col.override_reason": ("理由", "Reason"),
    "col.override_by": ("决定者", "By"),
    "change.override_only_after": ("后一份新增", "only in the second"),
    "change.override_only_before": ("后一份取消", "only in the first"),
}

_COMMAND: dict[str, tuple[str, str]] = {
    "cli.project": (
        "项目文件夹:版本、阶段。",
        "A project folder: versions and stages.",
    ),
    "cli.project.add": (
        "把一份方案作为新的一版加入项目(首次执行时建立项目)。",
        "Add a plan as the next version (the first call makes the project).",
    ),
    "cli.project.list": ("列出项目的各个版本。", "List the versions of a project."),
    "cli.project.stage": (
        "把一版推进到下一阶段;缺什么逐条列出。",
        "Move a version forward; what is missing is listed.",
    ),
    "cli.log": ("项目日志:核对、查看。", "The log of a project: check and show."),
    "cli.log.verify": (
        "核对日志和各版文件是否被改动。",
        "Check that the log and all versions are as they were written.",
    ),
    "cli.log.show": ("逐条显示项目日志。", "Show the log of a project."),
    "cli.arg.project": ("项目文件夹", "Project folder"),
    "cli.arg.project_plan": (
        "方案文件夹(在项目之外)",
        "Folder of a plan, outside the project",
    ),
    "cli.arg.version": ("版本,如 v2", "Version, as v2"),
    "cli.opt.project_by": (
        "办理的角色或单位(不写姓名)",
        "Role or office, never a person's name",
    ),
    "cli.opt.project_date": (
        "日期,年-月-日,如 2026-11-30",
        "Date, as 2026-11-30",
    ),
    "cli.opt.project_why": ("为什么有这一版", "Why there is this version"),
    "cli.opt.project_parent": (
        "由哪一版修改而来,默认为最新一版",
        "Version it was made from; default the newest",
    ),
    "cli.opt.project_to": (
        "阶段:征求意见稿、论证稿、送审稿、公示稿、批准",
        "Stage: consultation, review, submission, notice, approved",
    ),
    "cli.opt.project_note": ("备注", "A note"),
    "cli.opt.project_expect": (
        "核对此前记下的校验值(至少前 12 位)",
        "Hash noted earlier to compare with (12 digits or more)",
    ),
    "cli.opt.diff_project": (
        "项目文件夹;此时两份方案写版本名,如 v1 v3",
        "Project folder; the plans are then versions of it, as v1 v3",
    ),
}

TEXTS: dict[str, tuple[str, str]] = {
    **_ASKED,
    **_FAULTS,
    **_MISSING,
    **_SHOWN,
    **_DIFF,
    **_COMMAND,
}
