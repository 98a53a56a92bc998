"""Texts: what ``alliance check-data`` says and writes."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "D300": (
        "{file} 第 {row} 行是模板的示例行,没有计入。可以保留,也可以删除。",
        "{file} row {row}: this is the template's example row and was not counted. Keep it or delete it.",
    ),
    "D301": (
        "输出文件会覆盖输入文件 {file}。请用 --out 换一个文件夹。",
        "The output would overwrite the input {file}. Choose another folder with --out.",
    ),
    "D302": (
        "没有名为“{value}”的县市。请填 county(通用)、六位代码,或:{names}。",
        "There is no county '{value}'. Give county for any, a six-digit code, or one of: {names}.",
    ),
    "cli.check_data": (
        "检查学校表:标出问题单元格,写出数据质量清单和规范表。",
        "Check a school table: marks faulty cells, lists them, and writes a clean table.",
    ),
    "cli.arg.table": (
        "学校表:xlsx、csv、gpkg、geojson 等",
        "School table: xlsx, csv, gpkg, geojson and others",
    ),
    "cli.opt.sheet": ("工作表或图层名", "Sheet or layer"),
    "cli.opt.check_crs": (
        "坐标系:wgs84、cgcs2000、gcj02、bd09;默认按列对应文件,否则 wgs84",
        "CRS of the coordinates: wgs84, cgcs2000, gcj02, bd09; default by the columns file, else wgs84",
    ),
    "cli.opt.check_policy": (
        "政策文件或内置方案名:统计参加组建的学校数",
        "Policy file or preset: counts the schools that take part by it",
    ),
    "cli.opt.for": (
        "填报工作簿:county(通用),或县市名、六位代码(预填)",
        "Fill-in workbook: county for any, or a county's name or six-digit code",
    ),
    "cli.checking": ("读取并检查……", "Reading and checking ..."),
    "severity.excluded": ("不计入", "left out"),
    "done.kept": ("保留", "kept"),
    "done.converted": ("已换算", "converted"),
    "done.unlocated": ("列为未定位", "unlocated"),
    "done.excluded": ("不计入", "left out"),
    "done.ignored": ("未使用", "not used"),
    "done.refused": ("拒绝", "refused"),
    "checked.table": ("学校表", "Schools"),
    "checked.sheet": ("数据质量清单", "Data quality"),
    "checked.columns": ("列对应", "Columns"),
    "checked.col.severity": ("级别", "Severity"),
    "checked.col.code": ("代码", "Code"),
    "checked.col.row": ("行", "Row"),
    "checked.col.header": ("列标题", "Header"),
    "checked.col.column": ("规范列", "Canonical column"),
    "checked.col.value": ("原值", "Value"),
    "checked.col.done": ("处理", "Done"),
    "checked.col.what": ("问题", "What"),
    "checked.col.remedy": ("怎么改", "Remedy"),
    "checked.col.letter": ("列", "Column"),
    "checked.col.taken": ("认作", "Taken as"),
    "checked.col.name": ("规范列名", "Canonical name"),
    "checked.col.why": ("依据", "Why"),
    "checked.none": ("没有发现问题。", "Nothing was found."),
    "checked.not_used": ("(不用)", "(not used)"),
    "column.kind": ("类型", "kind"),
    "column.a": ("甲校", "a"),
    "column.b": ("乙校", "b"),
    "column.note": ("说明", "note"),
    "column.crs": ("坐标系", "crs"),
    "column.lonlat": ("经纬度(一格)", "lonlat"),
    "column.indoor_pe_m2": ("室内体育用房面积", "indoor_pe_m2"),
    "column.boarders": ("寄宿生数", "boarders"),
    "column.year": ("统计年份", "year"),
    "column.full_code": ("12 位区划代码", "full_code"),
    "checked.mask": ("(已隐去)", "(hidden)"),
    "checked.footer": (
        "数据检查结果 · 内部工作资料",
        "Result of a data check · for internal work",
    ),
    "checked.file": (
        "{file} · 工作表 {sheet} · 表头第 {header} 行",
        "{file} · sheet {sheet} · header in row {header}",
    ),
    "checked.crs_assumed": (
        "坐标系没有声明,按 {crs} 读取。奥维 9.3 以后、高德、腾讯拾取的坐标是 gcj02,百度是 bd09,相差五百米到一千多米:请用 --crs 声明,或写进 columns.toml。",
        "The CRS of the coordinates was not declared; {crs} was assumed. Points from Ovital 9.3 and later, Amap and Tencent are gcj02, from Baidu bd09, 500 m to 1 km apart: declare it with --crs or in columns.toml.",
    ),
    "checked.only_sheet": ("(唯一)", "(only one)"),
    "checked.rows": (
        "读入 {read} 行 = 学校 {schools} 行 + 不计入 {excluded} 行(逐行列出)。",
        "{read} rows read = {schools} schools + {excluded} rows left out, each listed.",
    ),
    "checked.counts": (
        "问题 {total} 条:✖ 错误 {error},▲ 警告 {warning},● 提示 {info}。",
        "{total} findings: ✖ errors {error}, ▲ warnings {warning}, ● notes {info}.",
    ),
    "checked.legend": (
        "单元格标记:✖ 错误 = 红底粗框;▲ 警告 = 黄底虚框;● 提示 = 蓝底点框;▬ 不计入的行 = 灰底。批注写明问题和怎么改。",
        "Marks: ✖ error = red, thick frame; ▲ warning = yellow, dashed frame; ● note = blue, dotted frame; ▬ row left out = grey. Comments say what is wrong and what to do.",
    ),
    "checked.again": (
        "改正后保存本工作簿,再运行一次 alliance check-data 即可;颜色、检查批注和“数据质量清单”“列对应”两表会重新生成,其余内容不变。",
        "Correct the cells, save this workbook and run alliance check-data on it again: colours, comments and the added sheets are made anew, all else stays.",
    ),
    "checked.columns_note": (
        "识别有误时,请修改同时写出的 columns.toml,再用 --columns columns.toml 重新检查。",
        "If a column was taken wrongly, edit the columns.toml written beside this file and check again with --columns columns.toml.",
    ),
    "checked.capped_comments": (
        "有标记的单元格 {number} 个,只给前 {most} 个加了批注(先错误、后警告);其余只有颜色,内容见本清单。",
        "{number} cells are marked; only the first {most} have a comment, errors first. The others are only coloured; this list tells about them.",
    ),
    "checked.capped_list": (
        "问题共 {number} 条,本清单只列前 {most} 条(先错误、后警告)。请改正后再检查。",
        "There are {number} findings; only the first {most} are listed, errors first. Correct them and check again.",
    ),
    "checked.rows_more": ("{rows} 等 {number} 行", "{rows} and more, {number} rows"),
    "checked.errors_head": ("先改这些错误:", "Correct these errors first:"),
    "checked.warnings_head": ("主要警告:", "Warnings:"),
    "checked.fine": (
        "没有错误,可以编制方案:alliance plan {file}",
        "No errors: go on with alliance plan {file}",
    ),
    "checked.next": (
        "下一步:打开 {file},按颜色和批注改正;列认错了或缺县代码,改 columns.toml,加 --columns。保存后再运行 alliance check-data {file}{options}。有错误时不写规范表。",
        "Next: open {file}, correct the coloured cells and save it; for a column taken wrongly, or no county, edit columns.toml and add --columns. Then run alliance check-data {file}{options}. No clean table is written while there are errors.",
    ),
    "checked.stale": (
        "注意:{file} 是以前检查时写的,这次有错误,没有更新。请勿使用。",
        "Note: {file} is from an earlier check and was not updated, as there are errors now. Do not use it.",
    ),
    "checked.saved_columns": (
        "原有的 columns.toml 与这次不同,已另存为 {file}。",
        "The columns.toml that was there differs; it was kept as {file}.",
    ),
    "checked.rebuilt": (
        "原工作簿无法带格式复制({reason}),已按读到的单元格另建一份。",
        "The workbook could not be copied with its formats ({reason}); a new one was made of its cells.",
    ),
    "checked.changed": (
        "有 {number} 处文字含不可见控制符或超过 32767 字,在标注副本中已替换或截断;规范表不受影响。",
        "{number} texts hold control characters or more than 32,767 characters; they were replaced or cut in the annotated copy, not in the clean table.",
    ),
    "checked.lost": (
        "标注副本可能没有保留原工作簿的:{parts}。原文件没有改动。",
        "The annotated copy may lack these parts of the workbook: {parts}. The original is untouched.",
    ),
    "lost.images": ("图片或图形", "pictures or drawings"),
    "lost.charts": ("图表", "charts"),
    "lost.macros": ("宏", "macros"),
    "lost.controls": ("控件或嵌入对象", "controls or embedded objects"),
    "lost.signature": ("数字签名", "digital signature"),
    "checked.scope": (
        "按政策 {policy}:参加组建 {inside} 所,不参加 {outside} 所。",
        "By the policy {policy}: {inside} schools take part, {outside} do not.",
    ),
}
