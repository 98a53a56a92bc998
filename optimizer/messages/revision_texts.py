"""Texts: rules people set aside, the edited name list, and the way back."""

from __future__ import annotations

CHECKS: dict[str, tuple[str, str]] = {
    "C571": (
        "突破校核规则 {rule}({schools})没有写明理由。请补写理由,理由将印入送审材料;或按规则调整。",
        "Rule {rule} is set aside for {schools} without a reason. Write one, which is printed in the submission, or keep the rule.",
    ),
    "C572": (
        "校核规则 {rule} 不可突破({schools}),写明理由也不行。请按规则调整,或修改学校表、意愿表、政策设定。",
        "Rule {rule} cannot be set aside ({schools}), whatever the reason. Keep it, or change the school table, the pair table or the policy.",
    ),
    "C573": (
        "方案写明突破校核规则 {rule}({schools}),但这些学校并未违反该规则。请删去该条。",
        "Rule {rule} is said to be set aside for {schools}, but they do not break it. Delete the entry.",
    ),
    "C574": (
        "突破校核规则 {rule}({schools})重复写了 {value} 次,至多 {limit} 次。请只保留一条。",
        "Rule {rule} is set aside {value} times for {schools}; once is enough ({limit}). Keep one entry.",
    ),
}

TEXTS: dict[str, tuple[str, str]] = {
    "override.nobody": ("主管部门", "the authority"),
    "override.said": (
        "【{by}已决定予以突破,理由:{reason}】",
        " [set aside by {by}; reason: {reason}]",
    ),
    "override.told": (
        "“原则上”的规定和建议值由人决定突破,逐条写明理由并印入送审材料;其余规则不可突破。",
        "Rules that hold in principle and suggested values may be set aside by people, each with a reason that is printed in the submission; all other rules bind.",
    ),
    "override.rule.C331": (
        "规模:一个教联体原则上不超过 {places} 所(任何情况不超过 {ceiling} 所)",
        "size: an alliance has {places} places in principle ({ceiling} in any case)",
    ),
    "override.rule.C342": (
        "成员应为农村、薄弱或新建学校",
        "members are rural, weak or new schools",
    ),
    "override.rule.C351": (
        "成员学校在校生之和不超过核心学校的辐射能力",
        "the members' pupils are within what the core can take on",
    ),
    "override.rule.C364": (
        "核心学校与成员学校之间须有已知路线",
        "a route between core and member is known",
    ),
    "override.rule.C365": (
        "成员学校与核心学校单程车程不超过 {minutes} 分钟",
        "the trip between member and core takes at most {minutes} min",
    ),
    "override.rule.C366": (
        "成员学校与核心学校道路里程不超过 {km} 公里",
        "the trip between member and core is at most {km} km long",
    ),
    "override.rule.C367": (
        "车程在误差范围内也不得超限(临界配对不用)",
        "no error of the trip crosses a limit (borderline pairs are avoided)",
    ),
    "override.rule.C371": (
        "任意两所成员学校之间车程不超过 {apart} 分钟",
        "two members are at most {apart} min apart",
    ),
    "override.rule.C372": (
        "任意两所成员学校之间须有已知路线",
        "a route between two members is known",
    ),
    "A06": (
        "经人工决定突破校核规则 {rule},理由见突破规则表",
        "People set rule {rule} aside here; the reason stands in the list of overrides.",
    ),
    "map.choice.people": ("由人工调整确定", "placed by people"),
    "choice.people": ("由人工调整确定", "placed by people"),
    # Sheets
    "sheet.overrides": ("突破规则", "Overrides"),
    "sheet.fingerprint": ("指纹", "Fingerprint"),
    "sheet.choices": ("选项", "Choices"),
    "summary.overrides": ("突破的规则及理由", "Rules set aside, and why"),
    "summary.override": (
        "{code} {rule}:{schools}。理由:{reason}({by})",
        "{code} {rule}: {schools}. Reason: {reason} ({by})",
    ),
    "col.rule": ("规则", "Rule"),
    "col.rule_schools": ("涉及学校", "Schools"),
    "col.rule_why": ("理由", "Reason"),
    "edit_why": ("调整理由", "Reason for the change"),
    "edit_by": ("决定人(职务或单位)", "Decided by (office)"),
    "col.edit_by": ("决定人(职务或单位)", "Decided by (office)"),
    "fingerprint.plan_sha256": ("方案校验码", "digest of the plan"),
    "fingerprint.title": ("方案名称", "title"),
    "fingerprint.version": ("版本", "version"),
    "fingerprint.told": (
        "读回修改(alliance import)时凭本表核对是否为同一方案,请勿改动或删除。",
        "When edits are read back (alliance import), this sheet tells which plan they are of. Do not change or delete it.",
    ),
    # The name list as a form
    "edit.how": (
        "本表可以直接修改,改后保存,用 alliance import 读回校核,成为下一版。只改黄色单元格:改“教联体编号”即把学校调入该教联体(填新编号即新组建);换核心学校须把两行的“角色”对调;核心学校一行的“类型”“年份”是教联体的类型和启动年份,成员一行的年份是加入年份;删去整行或清空编号即移出;未覆盖学校在表末黄色空行增补(填编号、角色、学校标识码)。其余各列由程序推算,改动不会生效。理由和决定人写在右侧两列(不打印)。",
        "This list can be changed, saved and read back with alliance import, which checks it and makes the next version. Change yellow cells only: a school moves by its alliance id (a new id makes a new alliance); a core is changed by swapping the roles of two rows; type and year in a core's row are those of the alliance, the year in a member's row is when it joins; delete a row or clear its id to take a school out; add uncovered schools in the yellow rows at the end (id, role, school id). All other columns are worked out. Reasons and who decided go into the two columns on the right, which are not printed.",
    ),
    "edit.error.role": (
        "请选择“核心”或“成员”。一个教联体只有一所核心学校。",
        "Choose core or member. An alliance has one core.",
    ),
    "edit.error.type": (
        "一般为融合型或共建型。确属其他形式的,请选“是”保留,并在右侧写明理由。",
        "Usually merged or partnership. If another form is meant, keep it and write the reason on the right.",
    ),
    "edit.error.start_year": (
        "请选择方案的分期年份。成员加入不得早于所在教联体启动。",
        "Choose a year of the phases. A member joins no earlier than its alliance starts.",
    ),
    "edit.error.alliance_id": (
        "清单中没有这个编号。确属新组建教联体的,请选“是”;否则请从清单中选择。",
        "No alliance has this id. Keep it if a new alliance is meant; else choose from the list.",
    ),
    # The workbook
    "E101": (
        "{file} 中没有名单表({names})。请使用方案文件夹中的 plan.xlsx,不要改表名。",
        "{file} has no name list ({names}). Use the plan.xlsx of a plan, and keep the names of its sheets.",
    ),
    "E102": (
        "{file} 的名单表没有表头一行。请恢复表头(序号、教联体编号……),或重新取一份 plan.xlsx。",
        "The name list in {file} has no row of headings. Restore it, or take plan.xlsx anew.",
    ),
    "E103": (
        "{file} 的名单表缺少这些列:{names}。请恢复原表头,或重新取一份 plan.xlsx。",
        "The name list in {file} lacks these columns: {names}. Restore the headings, or take plan.xlsx anew.",
    ),
    "E104": (
        "{file} 没有“指纹”表,无法确认是哪一个方案的名单。请在本程序写出的 plan.xlsx 上修改,并保留“指纹”表。",
        "{file} has no sheet with the fingerprint, so nobody can tell which plan it is of. Edit a plan.xlsx written by this program and keep that sheet.",
    ),
    "E105": (
        "{file} 的名单表有 {number} 个单元格无法读取,逐条列出如下。没有写出任何文件。",
        "The name list in {file} has {number} cells that cannot be read; they are listed below. Nothing was written.",
    ),
    "E106": (
        "{file} 第 {row} 行:“{column}”列有合并单元格({value})。请取消合并,逐行填写。",
        "{file} row {row}: cells of column {column} are merged ({value}). Unmerge them and fill in each row.",
    ),
    "E107": (
        "{file} 第 {row} 行“{column}”列是错误值、未算出结果的公式或丢失了位数:{value}。请改为直接填写的文字。",
        "{file} row {row}, column {column} holds an error, a formula without result, or lost digits: {value}. Type the text itself.",
    ),
    "E108": (
        "{file} 名单表第 {value} 行是隐藏的(筛选或隐藏),同样读入。请核对。",
        "{file}: rows {value} of the name list are hidden (filtered or hidden) and were read all the same. Please check.",
    ),
    "E109": (
        "{file} 名单表多出一列“{value}”,没有读取。理由请写在“调整理由”列。",
        "{file}: the name list has a column of its own, {value}, which was not read. Write reasons into the column for them.",
    ),
    "E110": (
        "{file} 的名单表有 {number} 处无法采用,逐条列出如下。没有写出任何文件,原方案不变。",
        "{number} places of the name list in {file} cannot be used; they are listed below. Nothing was written; the plan stays as it is.",
    ),
    "E111": (
        "{file} 第 {row} 行没有填写“{column}”({value})。请补填;移出学校请删去整行或清空编号。",
        "{file} row {row} has no {column} ({value}). Fill it in; to take a school out, delete the row or clear its alliance id.",
    ),
    "E112": (
        "{file} 第 {row} 行“{column}”应为“核心”或“成员”,现为“{value}”。请改正。",
        "{file} row {row}: {column} is core or member, not “{value}”. Correct it.",
    ),
    "E113": (
        "{file} 第 {row} 行“{column}”过长(至多 200 字):{value}。请精简。",
        "{file} row {row}: {column} is too long (200 characters at most): {value}. Shorten it.",
    ),
    "E114": (
        "{file} 第 {row} 行“{column}”改为 {value},但本方案没有分期,年份不能修改。请改回;如需分期,请在政策文件 coverage.targets 中设定后重新测算。",
        "{file} row {row}: {column} was changed to {value}, but this plan has no phases. Change it back; for phases set coverage.targets and plan again.",
    ),
    "E115": (
        "{file} 第 {row} 行“{column}”不是四位年份:{value}。请填写如 2024。",
        "{file} row {row}: {column} is no year of four digits: {value}. Write one, such as 2024.",
    ),
    "E116": (
        "{file} 第 {row} 行起的教联体 {value} 没有核心学校。请把其中一行的“{column}”改为“核心”,或移出全部成员。",
        "{file} row {row}: alliance {value} has no core. Make one of its rows the core ({column}), or take all of its members out.",
    ),
    "E117": (
        "{file} 第 {row} 行:教联体 {value} 有两所以上核心学校。请只留一行为“核心”,其余“{column}”改为“成员”。",
        "{file} row {row}: alliance {value} has more than one core. Keep one; make the others members ({column}).",
    ),
    "E121": (
        "{file} 第 {row} 行改动了“{column}”:{value}。该列由程序推算,改动不会生效。请改回或清空;调整学校请改“教联体编号”,换核心学校请改“角色”。",
        "{file} row {row}: {column} was changed to {value}. It is worked out, so the change has no effect. Change it back or clear it; a school moves by its alliance id, a core is changed by the roles.",
    ),
    "E122": (
        "{file} 第 {row} 行的“{column}”与该标识码的学校不符:{value}。请改回或清空;换一所学校请改“学校标识码”,学校资料有误请改学校表后重新测算。",
        "{file} row {row}: {column} does not agree with the school of that id: {value}. Change it back or clear it; for another school change the school id; wrong facts are corrected in the school table.",
    ),
    "E123": (
        "{file} 第 {row} 行改动了“{column}”:{value}。该列由程序推算,改动不会生效。请改回或清空;车程有误请填入车程表后重新测算,说明请写在“调整理由”列。",
        "{file} row {row}: {column} was changed to {value}. It is worked out, so the change has no effect. Change it back or clear it; wrong trips belong into the travel table, remarks into the column for reasons.",
    ),
    "E124": (
        "{file} 第 {row} 行是成员学校,改动了“{column}”:{value}。教联体的类型只在核心学校一行填写,请改那一行。",
        "{file} row {row} is a member's and {column} was changed to {value}. The type of an alliance stands in its core's row; change it there.",
    ),
    "E130": (
        "修改后的名单有 {number} 处不符合规则,没有采用,也没有改动任何文件:",
        "The edited list breaks rules in {number} places. It was not taken, and no plan was changed:",
    ),
    "E131": (
        "{file} 不是填写突破理由的表。请使用程序写出的“待填理由.xlsx”,不要改表头。",
        "{file} is no form for reasons. Use the one this program wrote and keep its headings.",
    ),
    "E132": (
        "不知道 {file} 是哪个方案的名单。请用 --of 给出该方案的文件夹。",
        "It is not known which plan {file} is of. Give the folder of the plan with --of.",
    ),
    "E133": (
        "{path} 中已有方案,不覆盖。请用 --out 另给一个文件夹。",
        "There is a plan in {path} already, which is not written over. Give another folder with --out.",
    ),
    "E134": (
        "{file} 是另一个方案的名单:其指纹为“{title}”版本 {version}({digest}),而方案文件夹中是“{own_title}”版本 {own_version}({own_digest})。请用 --of 给出原方案的文件夹,或在现方案的 plan.xlsx 上修改。",
        "{file} is the list of another plan: its fingerprint is {title}, version {version} ({digest}), the folder holds {own_title}, version {own_version} ({own_digest}). Give the folder it is of with --of, or edit the plan.xlsx of this plan.",
    ),
    "E135": (
        "{path} 中有本次不需要的理由,或不是填写理由的表,没有覆盖。请另存或移走后重试;需要理由的各项见上。",
        "{path} holds reasons nobody asks for now, or is no form for reasons; it was not written over. Move it and try again; what needs a reason is told above.",
    ),
    "E136": (
        "{file} 中的“{value}”表也有名单表的表头,没有读取。修改请写在“名单表”中。",
        "{file}: sheet {value} has the headings of the name list, too, and was not read. Make edits in the name list itself.",
    ),
    "E137": (
        "理由表中有 {file} 用不到的理由({value}):名单没有违反这些规则,或涉及的学校不同。没有采用,请核对。",
        "The form holds reasons that {file} has no use for ({value}): the list keeps those rules, or other schools are concerned. They were not taken; please check.",
    ),
    # Refused, and the form for reasons
    "refused.hard": (
        "- 规则{number}[{code}]不可突破,名单表第 {rows} 行:{said}",
        "- rule {number} [{code}], which binds, rows {rows} of the list: {said}",
    ),
    "refused.open": (
        "- 规则{number}[{code}]须写明理由,名单表第 {rows} 行:{said}",
        "- rule {number} [{code}] needs a reason, rows {rows} of the list: {said}",
    ),
    "refused.form": (
        "需要理由的各项已列在 {path}。请填写“理由”后用 --reasons 一并读入;也可写在名单表的“调整理由”列,或按规则调整名单。",
        "What needs a reason is listed in {path}. Fill it in and hand it back with --reasons, or write the reasons into the name list, or keep the rules.",
    ),
    "sheet.open_reasons": ("待填理由", "Reasons to give"),
    "col.rule_ids": ("涉及学校标识码", "School ids"),
    "col.rule_told": ("突破情形", "What breaks it"),
    "reasons.how": (
        "请在黄色单元格填写“理由”(必填,将印入送审材料)和“决定人(职务或单位)”,保存后用 alliance import 的 --reasons 读入。其余各列请勿改动。",
        "Fill in the yellow cells: the reason, which is printed in the submission, and who decided (an office). Save, and hand the form back with alliance import --reasons. Do not change the other columns.",
    ),
    "reasons.type": (
        "人工决定教联体类型须写明理由",
        "a type people decide on needs a reason",
    ),
    "reasons.told": (
        "{core} 牵头的教联体类型改为{type},须写明理由。",
        "The type of the alliance led by {core} is changed to {type}; give the reason.",
    ),
    # What changed
    "edit.unchanged": (
        "名单没有修改,没有写出任何文件。",
        "The list was not changed; nothing was written.",
    ),
    "edit.said.new": (
        "新组建教联体(表中编号 {id}):{core} 牵头,成员 {n} 所",
        "new alliance ({id} in the list): led by {core}, {n} members",
    ),
    "edit.said.gone": (
        "不再组建教联体 {id}(原由 {core} 牵头)",
        "alliance {id} (led by {core}) is no more",
    ),
    "edit.said.core": (
        "教联体 {id} 的核心学校由 {before} 改为 {after}",
        "the core of alliance {id} is {after}, no longer {before}",
    ),
    "edit.said.moved": (
        "{school} 由 {before} 的教联体调入 {after} 的教联体",
        "{school} moves from the alliance of {before} to that of {after}",
    ),
    "edit.said.joined": (
        "{school} 新纳入 {after} 的教联体",
        "{school} joins the alliance of {after}",
    ),
    "edit.said.left": (
        "{school} 移出 {before} 的教联体",
        "{school} leaves the alliance of {before}",
    ),
    "edit.said.why": (
        "{said}(理由:{why};{by})",
        "{said} (reason: {why}; {by})",
    ),
    "edit.said.kept": (
        "上一版突破的规则 {code}({schools})不再需要",
        "rule {code}, set aside before for {schools}, is no longer set aside there",
    ),
    "edit.said.start": (
        "教联体 {id} 的启动年份由 {before} 改为 {after}",
        "alliance {id} starts in {after}, no longer in {before}",
    ),
    "edit.said.join": (
        "{school} 的加入年份由 {before} 改为 {after}",
        "{school} joins in {after}, no longer in {before}",
    ),
    "edit.said.id": (
        "{core} 牵头的教联体编号按规则定为 {after}(表中为 {before})",
        "the alliance of {core} has the id {after} ({before} in the list)",
    ),
    "edit.said.type": (
        "教联体 {id} 的类型由 {before} 改为 {after}:{reason}",
        "alliance {id} is of type {after}, no longer {before}: {reason}",
    ),
    "edit.said.demonstrators": (
        "示范性教联体按规则重新选定:{after}(原为 {before})",
        "demonstrators were chosen anew by the rule: {after} (before: {before})",
    ),
    "edit.said.override": (
        "突破规则 {code}({rule}),{schools}:{reason}({by})",
        "rule {code} ({rule}) set aside for {schools}: {reason} ({by})",
    ),
    "U18": (
        "经人工调整未列入教联体",
        "People took it out of the alliances.",
    ),
    "U18.lift": (
        "由主管部门研究后在名单表中列入",
        "Add it to the name list when the authority decides so.",
    ),
    "dossier.why.U18": ("经研究,本次不列入", "by decision, not part of it this time"),
    "dossier.lift.U18": (
        "由主管部门研究后列入",
        "the authority adds it when it decides so",
    ),
    # The command
    "cli.import": (
        "读回在 plan.xlsx 名单表上的人工修改:逐条校核,通过后写成新方案;不合规则的逐条说明",
        "read edits of the name list in plan.xlsx back: each is checked, and a new plan written; what breaks a rule is told",
    ),
    "cli.arg.import": (
        "改过 plan.xlsx 的方案文件夹,或改过的 xlsx 文件",
        "folder of a plan whose plan.xlsx was edited, or the edited xlsx",
    ),
    "cli.opt.import_of": (
        "xlsx 所属方案的文件夹(xlsx 不在方案文件夹中时必给)",
        "folder of the plan an xlsx is of, if it does not lie there",
    ),
    "cli.opt.import_reasons": (
        "填好的“待填理由.xlsx”",
        "the form for reasons, filled in",
    ),
    "cli.opt.import_by": (
        "决定人的职务或单位(理由处未写决定人时用)",
        "office that decided, where a reason names none",
    ),
    "cli.opt.import_out": (
        "新方案的文件夹(默认为原文件夹名加 -edited)",
        "folder of the new plan (default: that of the plan, with -edited added)",
    ),
}
