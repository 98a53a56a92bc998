"""Texts on the office's material and on packages (``K1xx``, ``material.*``)."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "material.day": (
        "应为真实的日期,写作 2026-11-30",
        "it must be a real date such as 2026-11-30",
    ),
    "material.long": ("不超过 {limit} 个字", "it may have at most {limit} letters"),
    "material.empty": ("不能为空", "it must not be empty"),
    "material.conclusion": ("只能填 {words}", "it must be one of {words}"),
    "K101": (
        "材料信息文件 {file} 无法读取:{reason}。请用 UTF-8 保存,并按 TOML 格式书写;可用 alliance template 取得模板。",
        "The material file {file} cannot be read: {reason}. Save it as UTF-8 in TOML format; `alliance template` writes a template.",
    ),
    "K102": (
        "材料信息文件 {file} 中没有“{key}”这一项。请核对拼写;可用 alliance template 取得模板。",
        "The material file {file} has an unknown key {key!r}. Check the spelling; `alliance template` writes a template.",
    ),
    "K103": (
        "材料信息文件 {file} 缺少“{key}”。请补填,或删去整节。",
        "The material file {file} lacks {key!r}. Fill it in or delete the whole section.",
    ),
    "K104": (
        "材料信息文件 {file} 的“{key}”取值 {value!r} 不可用:{reason}。",
        "The material file {file}: value {value!r} of {key!r} is impossible: {reason}.",
    ),
    "K105": (
        "材料信息文件 {file} 的“{key}”:方案中没有教联体 {value!r}。请填教联体编号、名称或核心学校标识码。",
        "The material file {file}, {key!r}: the plan has no alliance {value!r}. Give an alliance's id or name, or the id of its core.",
    ),
    "K106": (
        "材料信息文件 {file} 的公示期有误:止于 {end},早于开始的 {start}。",
        "The material file {file}: the notice ends on {end}, before its start on {start}.",
    ),
    "K107": (
        "材料信息文件 {file} 的“{key}”:教联体 {value!r} 重复。请合并为一节。",
        "The material file {file}, {key!r}: the alliance {value!r} stands twice. Merge the two.",
    ),
    "K121": (
        "意见汇总表 {file} 有 {number} 处不能采用。",
        "The opinion workbook {file} has {number} faults.",
    ),
    "K122": (
        "{file} 中没有“意见台账”表。请用 alliance opinions 写出的 opinions.xlsx 填写,不要改动表头。",
        "{file} has no ledger of opinions. Fill in opinions.xlsx as `alliance opinions` wrote it, with its headers.",
    ),
    "K123": (
        "{file} 第 {row} 行的“{column}”为 {value!r}:没有这个序号,或序号重复。请恢复原来的序号。",
        "{file}, row {row}: {column!r} is {value!r}: no such number, or twice. Restore the number.",
    ),
    "K124": (
        "{file} 第 {row} 行的“{column}”与提交的意见不一致:{value!r}。意见原文不得改动;采纳情况写在“采纳情况”“理由”两列。",
        "{file}, row {row}: {column!r} is not the opinion handed in: {value!r}. Leave the text as it is; write into the two columns for it.",
    ),
    "K125": (
        "{file} 第 {row} 行的“{column}”为 {value!r}。请从下拉列表选:采纳、部分采纳、未采纳。",
        "{file}, row {row}: {column!r} is {value!r}. Choose from the list: Adopted, Partly adopted, Not adopted.",
    ),
    "K126": (
        "{file} 缺少序号为 {value} 的意见。请恢复这些行。",
        "{file} lacks the opinions number {value}. Restore their rows.",
    ),
    "K131": (
        "意见汇总 {file} 针对另一方案或版本({value})。请在该版本的文件夹中使用,或对本版重新汇总。",
        "The merged opinions {file} are about another plan or version ({value}). Use them there, or merge opinions on this one.",
    ),
    "K132": (
        "意见汇总 {file} 已损坏:{reason}。请用 alliance opinions 重新汇总。",
        "The merged opinions {file} are damaged: {reason}. Merge them again with `alliance opinions`.",
    ),
    "K141": (
        "{path} 中有 {number} 个文件不是导出时的样子(有人改过或另外放入):{names}。为免覆盖,没有写出;请用 --out 另选文件夹,或先把这些文件移走。",
        "{path} holds {number} files that are not as an export left them: {names}. Nothing was written over them; name another folder with --out, or move them away.",
    ),
    "K142": (
        "{path} 是文件,不是文件夹。请用 --out 另选文件夹。",
        "{path} is a file, not a folder. Name another folder with --out.",
    ),
    "K151": (
        "没有“{value}”这种材料包。可选:{names}。",
        "There is no package {value!r}. There are {names}.",
    ),
    "package.public": ("公示材料", "public"),
    "package.annex": ("附图_打印附图", "annex_print"),
    "package.map": ("地图_内部工作图", "map_internal"),
    "package.public_annex": ("附图_公示图", "annex_public"),
    "package.public_map": ("地图_公示图", "map_public"),
    "package.name.approval": ("送审材料", "approval"),
    "package.name.public": ("公示材料", "public"),
    "package.name.gis": ("地理数据", "gis"),
    "package.name.brief": ("年度简报", "brief"),
    "package.made": ("共 {number} 个文件。", "{number} files."),
    "cli.export": (
        "写出方案的材料包:送审(approval)、公示(public)、GIS(gis)、年度简报(brief)",
        "Write the files of a plan: approval, public, gis or brief",
    ),
    "cli.opt.package": (
        "材料包:approval 送审材料、public 公示材料、gis 地理数据、brief 年度简报",
        "Package: approval, public, gis or brief",
    ),
    "cli.opt.package_out": (
        "写到哪个文件夹(默认在方案文件夹的 packages/ 中)",
        "Folder to write (default: packages/ in the folder of the plan)",
    ),
    "cli.opt.package_fonts": (
        "PDF 所用字体所在文件夹(默认用本机字体)",
        "Folder with the fonts of PDF files (default: those of the system)",
    ),
    "cli.opt.package_crs": (
        "GIS 文件的坐标系:wgs84、cgcs2000、cgcs2000-gk、gcj02",
        "Coordinate system of the GIS files: wgs84, cgcs2000, cgcs2000-gk, gcj02",
    ),
    "E141": (
        "这是项目中的一版({version}),改动将成为下一版,还需写明:{names}。不作为新版本时,用 --out 另写一个文件夹。",
        "This is version {version} of a project and the edits make the next one: give {names} too, or --out for a folder of its own.",
    ),
    "E142": (
        "--date、--why 只在改动成为项目的下一版时使用;这里不是项目中的版本(或给出了 --out)。请去掉这两项,或先用 alliance project add 建立项目。",
        "--date and --why belong to the next version of a project; this is none, or --out is given. Leave them out, or make a project with `alliance project add`.",
    ),
    "cli.opt.package_by": (
        "由谁导出(记入项目日志)",
        "Who exports, for the log of the project",
    ),
    "cli.opt.package_date": (
        "导出日期(记入项目日志),如 2026-11-30",
        "Day of the export, for the log of the project, such as 2026-11-30",
    ),
    "cli.opt.import_date": (
        "日期(改动成为项目的下一版时必填),如 2026-11-30",
        "Day, needed for the next version of a project, such as 2026-11-30",
    ),
    "cli.opt.import_why": (
        "改动的原因(改动成为项目的下一版时必填)",
        "Reason, needed for the next version of a project",
    ),
}
