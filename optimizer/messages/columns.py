"""Texts: what headers mean, how values are written, which CRS a table is in.

Templates of issues may use ``{file}``, ``{row}``, ``{column}`` and ``{value}`` only;
those of whole files (D230, D231, D234, D238, D239) also ``{names}`` and ``{reason}``.
"""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    # Columns file
    "D230": (
        "列对照文件中的表头“{value}”在 {file} 中没有(括号内为最接近的表头)。请改正或删去该行。",
        "The columns file names the header '{value}', which {file} does not have (the nearest is in brackets). Correct the line or delete it.",
    ),
    "D231": (
        '列对照文件写的规范列不存在:{value}(括号内为最接近的规范列)。请改正;不使用该列请写空引号 ""。',
        'The columns file names a column that does not exist: {value} (the nearest is in brackets). Correct it; write "" to leave the column out.',
    ),
    "D232": (
        "{file} 的表头“{value}”有多种含义(箭头后为可能的规范列,问号为按内容的推测),且缺少它就不能读表。请在列对照文件中写明。",
        "{file}: the header '{value}' has several meanings (behind the arrow; a question mark is a guess from the cells), and the table cannot be read without it. State it in the columns file.",
    ),
    "D233": (
        "{file} 的表头“{value}”有多种含义(箭头后为可能的规范列,问号为按内容的推测),未使用。请在列对照文件中写明,或写空引号表示不用。",
        "{file}: the header '{value}' has several meanings (behind the arrow; a question mark is a guess from the cells) and was not used. State it in the columns file, or leave it out there.",
    ),
    "D234": (
        "坐标系有两种说法:命令中为 {value},列对照文件中为 {names}。请统一。",
        "The CRS is declared twice: {value} on the command line, {names} in the columns file. Make them agree.",
    ),
    "D235": (
        "{file} 的列 {column} 已按表头单位换算:{value}。请核对单位。",
        "{file}: the column {column} was converted by the unit in its header: {value}. Check the unit.",
    ),
    "D236": (
        "{file} 的列 {column} 由几列算出:{value}。请核对。",
        "{file}: the column {column} was made of several: {value}. Please check.",
    ),
    "D237": (
        "{file} 的列“{value}”未使用:是否高于规定学历因学段而异(小学专科、初中本科),此列看不出。请另填“高于规定学历教师数”。",
        "{file}: the column '{value}' was not used: which degrees exceed the rule depends on the stage taught, which it does not tell. Add a column 高于规定学历教师数.",
    ),
    "D238": (
        "列对照文件 {file} 无法读取:{reason}。请检查引号和等号,或由本程序重新生成。",
        "The columns file {file} cannot be read: {reason}. Check quotes and equal signs, or have it written anew.",
    ),
    "D239": (
        "列对照文件 {file} 中的“{value}”不可用。最接近的项:{names}。请改正。",
        "The columns file {file} holds '{value}', which is of no use. The nearest key is {names}. Correct it.",
    ),
    # How values are written
    "D240": (
        "{file} 第 {row} 行:{column} 已换算:{value}。请核对。",
        "{file} row {row}: {column} was converted: {value}. Please check.",
    ),
    "D241": (
        "{file} 第 {row} 行:{column} 是约数,已按所写数字采用:{value}。请填准确数字。",
        "{file} row {row}: {column} is a rough figure, taken as written: {value}. Give the exact one.",
    ),
    "D242": (
        "{file} 第 {row} 行:“{value}”是旧的三分类,对应多个现行代码,按未知处理。请按驻地改填 111 主城区、112 城乡结合区、121 镇中心区、122 镇乡结合区、123 特殊区域、210 乡中心区或 220 村庄。",
        "{file} row {row}: '{value}' is one of the old three classes and stands for several codes of today; it counts as not known. Give 111, 112, 121, 122, 123, 210 or 220.",
    ),
    "D243": (
        "{file} 第 {row} 行:区划代码 {value} 被表格软件改成了科学计数,位数已丢失。请把该列设为文本格式,重新填写。",
        "{file} row {row}: a spreadsheet has turned the county code into {value}; digits are lost. Format the column as text and enter it again.",
    ),
    "D244": (
        "{file} 第 {row} 行:{column} 的 {value} 超过 15 位且后面全是 0,可能被表格软件改动。请核对,并把该列设为文本格式。",
        "{file} row {row}: {value} in {column} has more than 15 digits and only zeros behind them; a spreadsheet may have rounded it. Check it, and format the column as text.",
    ),
    "D245": (
        "{file} 第 {row} 行:{column} 的 {value} 首尾有引号,已作为编号的一部分保留。多余请删去。",
        "{file} row {row}: {value} in {column} has a quotation mark at its edge, kept as part of the id. Delete it if it does not belong there.",
    ),
    # Coordinates
    "D246": (
        "{file} 第 {row} 行:坐标已换成十进制度:{value}。请核对。",
        "{file} row {row}: the coordinates were turned into decimal degrees: {value}. Please check.",
    ),
    "D247": (
        "{file} 第 {row} 行:坐标 {value} 的坐标系(括号内)与全表不同,已单独换算。请核对坐标系。",
        "{file} row {row}: {value} is in another CRS (in brackets) than the table and was converted by itself. Check that CRS.",
    ),
    "D248": (
        "{file} 第 {row} 行:坐标系“{value}”不认识。请填 wgs84、cgcs2000、gcj02(高德、腾讯)或 bd09(百度);北京54、西安80 请先在 GIS 软件中转换。",
        "{file} row {row}: the CRS '{value}' is not known. Give wgs84, cgcs2000, gcj02 or bd09; convert Beijing 54 and Xian 80 in a GIS first.",
    ),
    "D249": (
        "{file} 的坐标(如 {value})小数部分全部小于 60,可能是“度.分秒”(109.2917 即 109°29′17″),已按十进制度使用。请核对一所学校在图上的位置。",
        "All coordinates in {file} (such as {value}) have less than 60 behind the point: they may be degrees.minutes-seconds (109.2917 for 109°29′17″). They were taken as decimal degrees; check one school on the map.",
    ),
    "D250": (
        "{file} 第 {row} 行:坐标 {value} 像是乡镇中心的代用点(乡镇驻地,或同乡镇三所以上学校同一点),列为“未定位”。请填学校自己的坐标。",
        "{file} row {row}: {value} looks like a stand-in for the town (its seat, or one point for three schools of the town and more); the school is unlocated. Give its own coordinates.",
    ),
    # Landmarks
    "D251": (
        '{file} 没有县代码列(行政区划代码)。全表同属一县的,请在列对照文件(check-data 写出的 columns.toml)开头写一行 county = "县市名或六位代码",用 --columns 传入;不止一县的,请加一列“行政区划代码”。',
        '{file} has no column of the county (行政区划代码). If all rows lie in one county, write county = "its code" at the top of the columns file (columns.toml as written by check-data) and hand it in with --columns; if not, add the column.',
    ),
    "D252": (
        "{file} 没有县代码列,已按列对照文件把全部学校的县代码记为 {value}。",
        "{file} has no column of the county; by the columns file all schools were taken to lie in {value}.",
    ),
    "D253": (
        "{file} 已有县代码列,列对照文件中的 county = {value} 没有使用(括号内为该列)。",
        "{file} has a column of the county, so county = {value} of the columns file was not used (in brackets the column).",
    ),
    "D259": (
        "列对照文件 {file} 中的 county = “{value}”不是县市。请填 6 位代码(如 422801),或恩施州八县市名称。",
        "The columns file {file} states county = '{value}', which is none. Give six digits, such as 422801.",
    ),
    "D254": (
        "{file} 的坐标系声明有误:{value}。前为声明的坐标系,括号内为各坐标系下与已知点距离的中位数,箭头后为吻合的坐标系。请改正声明。",
        "The CRS declared for {file} is wrong: {value}. First stands the declared one, in brackets the median distance to the known points under each, behind the arrow the one that fits. Declare that one.",
    ),
    "D255": (
        "{file} 的坐标系声明与已知点吻合:{value}(括号内为各坐标系下距离的中位数)。",
        "The known points confirm the CRS declared for {file}: {value} (in brackets the median distance under each).",
    ),
    "D256": (
        "{file} 的坐标与已知点在任何坐标系下都不吻合:{value}(括号内为距离的中位数)。请核对已知点和坐标。",
        "No CRS brings the coordinates in {file} to the known points: {value} (in brackets the median distances). Check the points and the coordinates.",
    ),
    "D257": (
        "可用的已知点太少({value}),不能核对 {file} 的坐标系。请至少给出三所已定位学校的 WGS84 坐标。",
        "There are too few known points ({value}) to test the CRS of {file}. Give at least three located schools in WGS 84.",
    ),
    "D258": (
        "{file} 第 {row} 行:已知点“{value}”不是学校表中唯一的、已定位的学校,未使用。请核对标识码或名称。",
        "{file} row {row}: the known point '{value}' is not exactly one located school of the table and was not used. Check the id or the name.",
    ),
    # Comments of the columns file
    "columns.head": (
        '{file} 的列对照。左边是表头,右边是规范列;改正后用 --columns 交给程序。\n写 "" 表示不用该列;"?" 表示有多种含义,请填写。\n还可以在 [columns] 之前写明 sheet、header_rows、crs、year(统计年份)、county(全表同属一县时)。',
        'Columns of {file}: header on the left, canonical column on the right. Correct it and hand it in with --columns.\nWrite "" to leave a column out; "?" has several meanings: fill it in.\nsheet, header_rows, crs, year (of the statistics) and county (of all rows) may be stated as well, above [columns].',
    ),
    "columns.county": (
        'county = "县市名或六位代码"    # 本表没有县代码列:全表同属一县的,改好并去掉行首的 #',
        'county = "six-digit code"    # no column of the county: if all rows lie in one, fill in and delete the first #',
    ),
    "columns.why.name": ("规范列名", "canonical name"),
    "columns.why.synonym": ("同义表头", "synonym"),
    "columns.why.fallback": ("没有更好的表头", "for want of a better header"),
    "columns.why.part": ("几列之和", "part of a sum"),
    "columns.why.fact": ("供核对用", "read by the checks"),
    "columns.why.stated": ("已写明", "stated"),
    "columns.why.ignored": ("已写明不用", "stated to be left out"),
    "columns.why.unused": ("未使用", "not used"),
    "columns.why.contact": ("个人联系信息,不读取", "contact data, never read"),
    "columns.why.asked": ("有多种含义,请填写", "several meanings: fill in"),
    "columns.why.blank": ("空表头", "blank header"),
}
