"""Texts of the command line, and of faults of use, output and program."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "A102": (
        "找不到方案 {file}。请给出方案文件夹,或其中的 plan.json。",
        "No plan found at {file}. Give the folder of a plan, or its plan.json.",
    ),
    "A103": (
        "文件 {file} 无法读取:{reason}。",
        "File {file} cannot be read: {reason}.",
    ),
    "A104": (
        "方案文件夹 {file} 中没有 inputs(原始输入)。请用 --schools、--travel、--policy、--pairs 给出。",
        "Folder {file} holds no inputs. Give them with --schools, --travel, --policy and --pairs.",
    ),
    "C101": (
        "命令写法有误:{reason}。用 {command} --help 查看用法。",
        "Wrong usage: {reason} See {command} --help.",
    ),
    "C102": (
        "程序内部错误({kind})。没有写出任何结果;详细记录见 {file},请交给维护人员。",
        "Internal error ({kind}). Nothing was written; details are in {file}, please hand it to the maintainers.",
    ),
    "C103": (
        "没有名为 {value!r} 的演示。可用:{names}。",
        "No demo named {value!r}. Available: {names}.",
    ),
    "C104": (
        "边界文件 {file} 不能用:应为县级面图层,含 county_code 和 name 两列。",
        "Boundary file {file} cannot be used: it must hold county polygons with columns county_code and name.",
    ),
    "C105": (
        "参数 {option} 的取值 {value!r} 不可用。可用:{names}。",
        "Value {value!r} of {option} is impossible. Available: {names}.",
    ),
    "C106": (
        "找不到文件 {file}。请核对路径。",
        "File {file} not found. Check the path.",
    ),
    "C107": (
        "没有情景“{value}”。可用:{names};其他情景请先在方案文件 travel.scenarios 中定义。",
        "There is no scenario {value}. Available: {names}; define others in travel.scenarios of the policy.",
    ),
    "C108": (
        "给出了 {option} {file},但没有路网。请同时用 --pbf 或 --roads 给出路网。",
        "{option} {file} is given without roads. Give them too, with --pbf or --roads.",
    ),
    "C109": (
        "没有可计算车程的数据。请用 --pbf 或 --roads 给出路网,或用 --travel 给出车程表。",
        "There is nothing to work out trips from. Give roads with --pbf or --roads, or a travel table with --travel.",
    ),
    "C110": (
        "车程表只能写成 .csv,不能写成 {file}。请改输出文件名。",
        "The travel table is written as .csv, not as {file}. Choose another name.",
    ),
    "C111": (
        "上一版方案 {file} 与学校表没有一所相同的学校。请核对是否同一县市。",
        "The previous plan {file} shares no school with the school table. Check that both are of one county.",
    ),
    "C401": (
        "独立校核未通过({number} 处,首条:{first})。这是程序的问题,没有写出任何结果。",
        "The independent check refused the plan ({number} faults, first: {first}). This is a fault of the program; nothing was written.",
    ),
    "M101": ("优化模型无效:{reason}。", "The optimisation model is invalid: {reason}."),
    "O101": (
        "无法写入 {path}:{reason}。请关闭正在打开的文件,或换一个可写的文件夹。",
        "Cannot write {path}: {reason}. Close the file if it is open, or choose another folder.",
    ),
    "O103": (
        "{option} 写出的是 {endings} 文件,不能写成 {path}。请改文件名。",
        "{option} writes a file ending in {endings}, not {path}. Choose another name.",
    ),
    "O104": (
        "{option} 指向文件夹 {path}。请给出文件名,如 {path}/{example}。",
        "{option} names the folder {path}. Name a file, such as {path}/{example}.",
    ),
    "O102": (
        "文件夹 {path} 中已有同名文件:{names}。为免覆盖,没有写出;请换一个文件夹。",
        "Folder {path} already has files of these names: {names}. Nothing was overwritten; choose another folder.",
    ),
    "cli.app": (
        "县域义务教育教联体编组:从学校表到可核验的方案、地图和附件。",
        "Groups the schools of a county into education alliances: from a school table to a checked plan, a map and files to hand over.",
    ),
    "cli.demo": (
        "用内置演示数据做一份完整方案。",
        "Make a whole plan from the shipped demo data.",
    ),
    "cli.plan": ("由学校表编制方案。", "Make a plan from a school table."),
    "cli.verify": (
        "独立校核一份方案(文件夹,或 plan.json 加输入表)。",
        "Judge a plan independently (its folder, or plan.json with its inputs).",
    ),
    "cli.map": ("按方案文件夹重画地图。", "Draw the map of a plan's folder again."),
    "cli.template": (
        "写出空白输入表和政策文件。",
        "Write input templates and the policy file.",
    ),
    "cli.travel": (
        "计算全部车程,写出车程表、核对报告和等时圈。",
        "Work out every trip; write the travel table, a report on it, and isochrones.",
    ),
    "cli.arg.name": (
        "演示名:enshi 恩施市、jianshi 建始县、prefecture 全州",
        "Demo: enshi, jianshi or prefecture",
    ),
    "cli.arg.schools": (
        "学校表:xlsx、csv、gpkg、geojson",
        "School table: xlsx, csv, gpkg, geojson",
    ),
    "cli.arg.where": ("方案文件夹或 plan.json", "Folder of a plan, or plan.json"),
    "cli.arg.home": ("方案文件夹", "Folder of a plan"),
    "cli.opt.out": ("输出文件夹", "Output folder"),
    "cli.opt.map_out": (
        "输出文件,默认为文件夹内的 map.html(指定模式或对照时另起名)",
        "Output file; default map.html in the folder (another name with --mode or --with)",
    ),
    "cli.opt.map_with": (
        "另一份方案的文件夹:两份方案画在同一页,可切换、卷帘对照,列出变动",
        "Folder of a second plan: both on one page, with a switch, a swipe and a table of changes",
    ),
    "cli.opt.mode": (
        "internal 内部工作图、public 公示图、print 打印附图;默认按政策文件",
        "internal, public or print; default as in the policy file",
    ),
    "cli.opt.travel": (
        "行程表(分钟、公里),逐对优先于其他来源",
        "Travel table; its pairs win over every other source",
    ),
    "cli.opt.roads": (
        "道路线图层:gpkg、shp、geojson",
        "Road lines: gpkg, shp, geojson",
    ),
    "cli.opt.pbf": ("OSM 道路数据 .pbf", "OSM extract .pbf"),
    "cli.opt.dem": (
        "高程:SRTM .hgt(可为 zip)、GeoTIFF,或存放它们的文件夹",
        "Heights: SRTM .hgt (also zipped), GeoTIFF, or a folder of them",
    ),
    "cli.opt.changes": (
        "道路变化表(封闭、新开):csv、xlsx、geojson、gpkg",
        "Road changes (closed, opened): csv, xlsx, geojson, gpkg",
    ),
    "cli.opt.scenario": (
        "道路情景:normal 常态、winter 冬季,或方案文件中的其他名称",
        "Road scenario: normal, winter, or another name from the policy",
    ),
    "cli.opt.engine": (
        "路网引擎:auto(OSM 数据用 valhalla,线图层用 graph)、graph、valhalla",
        "Road engine: auto (valhalla for OSM, graph for lines), graph, valhalla",
    ),
    "cli.opt.travel_out": (
        "车程表输出文件 .csv;报告和等时圈写在同一处",
        "Travel table to write, .csv; report and isochrones go beside it",
    ),
    "cli.opt.estimate": (
        "行程表没有的配对按直线估算(标注“估算”)",
        "Estimate pairs missing from the travel table from straight lines (labelled)",
    ),
    "cli.opt.pairs": ("配对意愿表", "Pair table"),
    "cli.opt.policy": (
        "政策文件 .toml 或内置方案名",
        "Policy file .toml, or a preset name",
    ),
    "cli.opt.crs": (
        "坐标系:wgs84、cgcs2000、gcj02、bd09(默认按列对照文件,否则 wgs84)",
        "CRS of the coordinates: wgs84, cgcs2000, gcj02, bd09 (default: what the columns file states, else wgs84)",
    ),
    "cli.opt.columns": (
        "列对照文件 .toml:表头是什么列",
        "Columns file .toml: what each header means",
    ),
    "cli.opt.landmarks": (
        "已知点表(学校标识或名称、WGS84 经纬度,三处以上),用于核对坐标系",
        "Known points (school id or name, lon, lat in WGS 84, three or more) to test the CRS",
    ),
    "cli.opt.previous": (
        "上一版方案文件夹,尽量少变动",
        "Folder of the previous plan, for small changes",
    ),
    "cli.opt.boundary": ("县界面图层(地图用)", "County polygons for the map"),
    "cli.opt.time_limit": (
        "求解时间上限(秒),到时保留最好结果",
        "Clock seconds for the search; the best plan is kept",
    ),
    "cli.opt.lang": ("输出语言:zh 或 en", "Language of the outputs: zh or en"),
    "cli.opt.version": ("显示版本", "Show the version"),
    "cli.loading": ("读取输入、计算行程……", "Reading inputs, measuring travel ..."),
    "cli.measuring": ("读取路网、计算车程……", "Reading roads, measuring trips ..."),
    "cli.writing": ("写出文件……", "Writing files ..."),
    "cli.writing_file": (
        "写出文件 {number}/{total}:{name}",
        "Writing file {number}/{total}: {name}",
    ),
    "cli.tier": ("第 {position}/{total} 级 {name}", "Tier {position}/{total} {name}"),
    "cli.best": (
        "{name}:当前 {value},界 {bound}",
        "{name}: value {value}, bound {bound}",
    ),
    "cli.no_pairs": (
        "提示:行程表之外的 {number} 对没有行程,视为不可达;如需按直线估算,请加 --estimate。",
        "Note: {number} pairs outside the travel table have no trip and count as unreachable; add --estimate to estimate them.",
    ),
    "cli.estimated": (
        "提示:没有道路或行程表,行程全部为直线估算(绕行系数 {detour},车速 {speed} 公里/小时),仅供初步比较。",
        "Note: no roads and no travel table; all trips are straight-line estimates (detour {detour}, {speed} km/h), for a first comparison only.",
    ),
    "cli.interrupted": (
        "已按 Ctrl-C 停止,保留目前最好的方案。",
        "Stopped by Ctrl-C; the best plan so far is kept.",
    ),
    "cli.aborted": ("已中断,没有写出任何结果。", "Interrupted; nothing was written."),
    "cli.wall_limited": (
        "时间到,方案有效但未全部证明,再次运行结果可能不同。",
        "Time is up: the plan is valid, not fully proven, and a second run may differ.",
    ),
    "cli.no_plan": (
        "没有形成任何教联体。未覆盖学校及原因见 {path}。",
        "No alliance could be formed. The schools and their reasons are in {path}.",
    ),
    "cli.no_answer": (
        "在时限内没有得到方案(状态:{status})。请延长 --time-limit。",
        "No plan was found in time (status: {status}). Raise --time-limit.",
    ),
    "cli.result": ("{title}:{status}", "{title}: {status}"),
    "cli.counts": (
        "教联体 {alliances} 个,纳入学校 {covered} 所(含核心),未覆盖 {uncovered} 所,不纳入 {excluded} 所。",
        "{alliances} alliances, {covered} schools in them (cores included), {uncovered} uncovered, {excluded} excluded.",
    ),
    "cli.coverage": (
        "覆盖率 {covered}/{total}({pct})",
        "Coverage {covered}/{total} ({pct})",
    ),
    "cli.coverage_target": (
        "覆盖率 {covered}/{total}({pct}),目标 {target}% 需 {needed} 所:{met}",
        "Coverage {covered}/{total} ({pct}), target {target}% needs {needed}: {met}",
    ),
    "cli.met": ("达到", "met"),
    "cli.unmet": ("未达到", "not met"),
    "cli.col.tier": ("目标层级", "Tier"),
    "cli.col.value": ("取值", "Value"),
    "cli.col.checker": ("校核值", "Checker"),
    "cli.col.bound": ("界", "Bound"),
    "cli.col.gap": ("差距", "Gap"),
    "cli.col.proven": ("证明", "Proven"),
    "cli.col.seconds": ("秒", "Seconds"),
    "cli.yes": ("是", "yes"),
    "cli.no": ("否", "no"),
    "cli.written": ("已写出:{path}", "Written: {path}"),
    "cli.issues": (
        "输入提示 {number} 条,见工作簿“数据质量清单”。",
        "{number} notes on the input, see the sheet on data quality.",
    ),
    "cli.verdict_ok": (
        "校核通过:{alliances} 个教联体,{schools} 所学校,没有违反规则。",
        "The plan passes: {alliances} alliances, {schools} schools, no rule broken.",
    ),
    "cli.verdict_bad": (
        "校核未通过:{number} 处违反规则。",
        "The plan fails: {number} faults.",
    ),
    "cli.verdict_warnings": ("另有提示 {number} 条:", "Also {number} notes:"),
    "cli.row": ("{file} 第 {row} 行 {column}", "{file} row {row} {column}"),
    "cli.more": ("……另有 {number} 条", "... and {number} more"),
}
