"""Texts: data. One sentence on what is wrong, one on what to do.

Templates of issues may use ``{file}``, ``{row}``, ``{column}`` and ``{value}`` only;
those of whole files (D100 to D111) also ``{number}``, ``{names}`` and ``{reason}``.
"""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    # Files
    "D100": (
        "{file} 有 {number} 处错误,未采用任何一行。请按清单逐行改正后重试。",
        "{file} has {number} errors, so none of it was used. Correct the rows listed and try again.",
    ),
    "D102": (
        "{file} 无法读取:{reason}。文件可能损坏、加密或仍被占用;请用表格软件或 GIS 软件打开,另存后重试。",
        "{file} cannot be read: {reason}. It may be damaged, encrypted or in use; open it in a spreadsheet or GIS, save it anew and try again.",
    ),
    "D103": (
        "{file} 的格式 {value} 不支持。请另存为 xlsx、csv、gpkg 或 geojson。",
        "{file} has the unsupported format {value}. Save it as xlsx, csv, gpkg or geojson.",
    ),
    "D105": (
        "{file} 没有数据:需要一行表头和至少一行内容。请确认选对了文件和工作表。",
        "{file} holds no data: it needs a header line and at least one row. Check that it is the right file and sheet.",
    ),
    "D106": (
        "不认识的坐标系 {value}。请声明下列之一:{names}。",
        "Unknown CRS {value}. Declare one of: {names}.",
    ),
    "D107": (
        "{file} 中没有工作表(图层)“{value}”。现有:{names}。",
        "{file} has no sheet or layer '{value}'. It has: {names}.",
    ),
    "D108": (
        "{file} 第 {row} 个要素行的图形是 {value},不是点。请改为点图层,或补充 lon、lat 列。",
        "{file} row {row}: the geometry is a {value}, not a point. Use a point layer, or add the columns lon and lat.",
    ),
    "D110": (
        "{file} 第 {row} 行:公式 {value} 没有保存计算结果。请在表格软件中打开并保存一次,或改为数值。",
        "{file} row {row}: {value} is a formula without a stored result. Open and save the file in a spreadsheet, or type the value.",
    ),
    "D111": (
        "{file} 的图层没有坐标系说明,已按声明的坐标系理解。请核对地图上的位置。",
        "The layer in {file} states no CRS; it was taken to be in the declared one. Check the places on the map.",
    ),
    # Columns
    "D120": (
        "{file} 缺少必需列:{column}。请补上该列,或在列对照文件中写明;可用的表头:{value}。",
        "{file} lacks the required column {column}. Add it, or state it in the columns file; accepted headers: {value}.",
    ),
    "D121": (
        "{file} 有不止一列表示 {column}:{value}。请只保留一列,或在列对照文件中写明用哪一列。",
        "{file} has more than one column for {column}: {value}. Keep one, or state in the columns file which to use.",
    ),
    "D122": (
        "{file} 的列“{value}”不在规范表中,未使用。如需使用,请改为规范表头。",
        "{file}: the column '{value}' is not one of the known ones and was not used. Rename it if it should be.",
    ),
    "D123": (
        "{file} 的列“{value}”含个人联系信息,未读取、未保存。规划不需要此列,建议删除。",
        "{file}: the column '{value}' holds contact data; it was neither used nor kept. Planning does not need it; better delete it.",
    ),
    "D124": (
        "{file} 含学生或家长个人信息列“{value}”,按个人信息保护要求拒绝读取。请删除该列后重试,只填人数。",
        "{file} has personal data of pupils or parents in the column '{value}' and was refused. Delete the column and try again; give counts only.",
    ),
    "D125": (
        "{file} 的列“{value}”单位不符,规范列 {column} 的单位是元、平方米、人或度。请换算后修改表头。",
        "{file}: the column '{value}' has another unit than {column} (yuan, square metres, persons or degrees). Convert it and change the header.",
    ),
    # Who a school is
    "D130": (
        "{file} 第 {row} 行:学校标识 {value} 重复(= 后为先出现的行)。请核对,每校一行、标识唯一。",
        "{file} row {row}: the id {value} stands twice (= gives the earlier row). Each school needs one row and its own id.",
    ),
    "D131": (
        "{file} 第 {row} 行:没有学校标识,且乡镇与校名 {value} 重复(= 后为先出现的行)。请填写学校标识码加以区分。",
        "{file} row {row}: no id, and town and name {value} stand twice (= gives the earlier row). Add ids to tell the schools apart.",
    ),
    "D132": (
        "{file} 第 {row} 行:缺少学校名称。请填写全称;合计、说明行请删除。",
        "{file} row {row}: the name is missing. Give the full name; delete rows with totals or notes.",
    ),
    "D133": (
        "{file} 第 {row} 行:{value} 既无学校标识也无乡镇,无法识别。请填写学校标识码,或填写乡镇。",
        "{file} row {row}: {value} has neither id nor town. Give one of them.",
    ),
    "D134": (
        "{file} 第 {row} 行:没有学校标识,已用“乡镇·校名”代替:{value}。建议补填学校标识码。",
        "{file} row {row}: no id, so town and name serve as one: {value}. Better give the official id.",
    ),
    "D135": (
        "{file} 第 {row} 行:{column} 为科学计数 {value},位数已丢失。请把该列设为文本格式,重新填写。",
        "{file} row {row}: {column} is {value}, scientific notation that has lost digits. Format the column as text and enter it again.",
    ),
    "D142": (
        "{file} 第 {row} 行:没有乡镇({column})。同乡镇优先等规则对其不起作用,请补填。",
        "{file} row {row}: no town ({column}). Rules on towns do not apply to it; please fill it in.",
    ),
    # Codes and cells
    "D136": (
        "{file} 第 {row} 行:县市区划代码“{value}”无效。请填 6 位代码(如 422801),或恩施州八县市名称。",
        "{file} row {row}: '{value}' is no county code. Give six digits, such as 422801.",
    ),
    "D137": (
        "{file} 第 {row} 行:区划代码 {value} 为 12 位,已取前 6 位作县代码。",
        "{file} row {row}: of the twelve-digit code {value} the first six were taken as the county.",
    ),
    "D139": (
        "{file} 第 {row} 行:办学类型“{value}”无法识别。请填代码:211 小学、218 教学点、311 初级中学、312 九年一贯制学校、341 完全中学。",
        "{file} row {row}: the type '{value}' is not known. Give a code: 211 primary, 218 teaching point, 311 junior, 312 nine-year, 341 complete secondary.",
    ),
    "D140": (
        "{file} 第 {row} 行:办学类型代码 {value} 不在国标代码表中,已保留。请核对。",
        "{file} row {row}: the type {value} is not in the standard's list; it was kept. Please check.",
    ),
    "D143": (
        "{file} 第 {row} 行:城乡分类“{value}”无法识别,按未知处理。请填 111、112、121、122、123、210 或 220。",
        "{file} row {row}: the region '{value}' is not known and counts as blank. Give 111, 112, 121, 122, 123, 210 or 220.",
    ),
    "D144": (
        "{file} 第 {row} 行:{column} 的“{value}”不是数字,按未知处理(不是 0)。请填阿拉伯数字;不知道请留空。",
        "{file} row {row}: '{value}' in {column} is no number and counts as not known, not as 0. Give digits, or leave it blank.",
    ),
    "D145": (
        "{file} 第 {row} 行:{column} 的“{value}”不是“是”或“否”,按空白处理。请填是、否或留空。",
        "{file} row {row}: '{value}' in {column} is neither yes nor no and counts as blank. Give 是 or 否, or leave it blank.",
    ),
    "D146": (
        "{file} 第 {row} 行:开办年月“{value}”无法识别,按未知处理。请填如 2023 或 2023-09。",
        "{file} row {row}: the opening '{value}' is not understood and counts as not known. Write 2023 or 2023-09.",
    ),
    # Places
    "D147": (
        "{file} 的坐标声明为 {value},与 WGS84 相差不到 1 米,按相同处理。",
        "The coordinates in {file} are declared as {value}, which differs from WGS 84 by less than 1 m; they were taken as equal.",
    ),
    "D148": (
        "{file} 的坐标已由 {value} 换算为 WGS84。请抽查几所学校的位置。",
        "The coordinates in {file} were converted from {value} to WGS 84. Check a few schools on the map.",
    ),
    "D150": (
        "{file} 第 {row} 行:没有经纬度,列为“未定位”,无法计算路程。请补填。",
        "{file} row {row}: no coordinates, so the school is unlocated and has no travel. Please fill them in.",
    ),
    "D151": (
        "{file} 第 {row} 行:经纬度为 0({value}),按未知处理,列为“未定位”。请补填。",
        "{file} row {row}: a coordinate is 0 ({value}), which counts as not known; the school is unlocated. Please correct it.",
    ),
    "D152": (
        "{file} 第 {row} 行:经纬度只填了一个({value}),列为“未定位”。请补填另一个。",
        "{file} row {row}: only one coordinate is given ({value}); the school is unlocated. Add the other.",
    ),
    "D153": (
        "{file} 第 {row} 行:经纬度“{value}”无法识别。请改为如 109.48、30.29,或 109°29′17″、30°17′24″。",
        "{file} row {row}: '{value}' is no coordinate. Write 109.48 and 30.29, or 109°29′17″ and 30°17′24″.",
    ),
    "D154": (
        "{file} 第 {row} 行:坐标 {value} 像是以米为单位的投影坐标(括号内为吻合的投影,y, x 表示两列对调)。请在 GIS 软件中转换为经纬度。",
        "{file} row {row}: {value} looks like projected metres (in brackets the projections that fit; y, x means with the columns exchanged). Convert them to longitude and latitude in a GIS.",
    ),
    "D155": (
        "{file} 第 {row} 行:经纬度 {value} 超出范围(经度 ±180,纬度 ±90)。请核对。",
        "{file} row {row}: {value} is out of range (longitude ±180, latitude ±90). Please correct it.",
    ),
    "D156": (
        "{file} 第 {row} 行:经度、纬度填反({value}),已互换使用。请在原表中改正。",
        "{file} row {row}: longitude and latitude are exchanged ({value}); they were swapped for use. Correct the table.",
    ),
    "D157": (
        "{file} 第 {row} 行:坐标 {value} 不在中国范围内,已保留。请核对。",
        "{file} row {row}: {value} lies outside China; it was kept. Please check.",
    ),
    "D158": (
        "{file} 第 {row} 行:坐标 {value} 在所属县界之外 1 公里以上(括号内为县代码和距离),已保留。请核对坐标、坐标系和县代码。",
        "{file} row {row}: {value} lies more than 1 km outside its county (code and distance in brackets); it was kept. Check coordinates, CRS and county.",
    ),
    "D159": (
        "{file} 第 {row} 行:多所学校坐标相同:{value}(括号内为行号)。同址办学可忽略,否则请核对。",
        "{file} row {row}: several schools share one point: {value} (rows in brackets). Fine on one site, else please check.",
    ),
    # Figures
    "D160": (
        "{file} 第 {row} 行:{column} 为负数 {value}。请改正;不知道请留空。",
        "{file} row {row}: {column} is negative: {value}. Correct it, or leave it blank if not known.",
    ),
    "D161": (
        "{file} 第 {row} 行:专任教师多于教职工({value}),已保留。请核对。",
        "{file} row {row}: more teachers than staff ({value}); kept. Please check.",
    ),
    "D162": (
        "{file} 第 {row} 行:在校生不等于小学加初中({value}),已保留。请核对。",
        "{file} row {row}: pupils are not primary plus junior ({value}); kept. Please check.",
    ),
    "D163": (
        "{file} 第 {row} 行:{column} 多于专任教师数({value}),已保留。请核对。",
        "{file} row {row}: {column} exceeds the teachers ({value}); kept. Please check.",
    ),
    "D164": (
        "{file} 第 {row} 行:在校生数未知({column}),将按政策中的假设值计算。建议补填。",
        "{file} row {row}: pupils are not known ({column}); the policy's assumption is used. Better fill them in.",
    ),
    # Ties
    "D170": (
        "{file} 第 {row} 行:所属中心校 {value} 不在表中,已保留。请填中心校的标识码,或它在表中的全名。",
        "{file} row {row}: the parent {value} is not in the table; kept. Give its id, or its full name as in the table.",
    ),
    "D171": (
        "{file} 第 {row} 行:所属中心校在另一县市:{value},已保留。请核对。",
        "{file} row {row}: the parent is in another county: {value}; kept. Please check.",
    ),
    "D172": (
        "{file} 第 {row} 行:所属中心校 {value} 就是本校,已保留。请改正或留空。",
        "{file} row {row}: the parent {value} is the school itself; kept. Correct it or leave it blank.",
    ),
    "D173": (
        "{file} 第 {row} 行:在教联体中的角色“{value}”无法识别。请填 core(核心校)或 member(成员校)。",
        "{file} row {row}: the role '{value}' is not known. Give core or member.",
    ),
    "D174": (
        "{file} 第 {row} 行:教联体编号与角色只填了一个({value})。请补填 {column}。",
        "{file} row {row}: only one of alliance and role is given ({value}). Add {column}.",
    ),
    "D175": (
        "{file} 第 {row} 行:现有教联体的核心校数不是 1({value} 所)。请为该教联体指定且只指定一所核心校。",
        "{file} row {row}: an existing alliance does not have exactly one core ({value}). Name one.",
    ),
    "D176": (
        "{file} 第 {row} 行:现有教联体跨县市({value}),已保留。原则上限于县域内,请核对。",
        "{file} row {row}: an existing alliance spans counties ({value}); kept. Alliances stay within a county as a rule; please check.",
    ),
    "D177": (
        "{file} 第 {row} 行:所属中心校填的是校名,已换成标识:{value}。请核对。",
        "{file} row {row}: the parent is given by name and was taken as the id: {value}. Please check.",
    ),
    "D178": (
        "{file} 第 {row} 行:所属中心校填的是校名,本县市同名学校不止一所:{value}(括号内为行号),已保留。请填学校标识。",
        "{file} row {row}: the parent is given by a name that several schools of the county have: {value} (rows in brackets); kept. Give the id.",
    ),
    # Pair table
    "D180": (
        "{file} 第 {row} 行:类型“{value}”无法识别。可填:together 必须同组、apart 不得同组、willing 愿意、refused 不愿意、core 指定核心、not_core 不作核心、frozen 冻结。",
        "{file} row {row}: the kind '{value}' is not known. Use together, apart, willing, refused, core, not_core or frozen.",
    ),
    "D181": (
        "{file} 第 {row} 行:“{column}”列的学校 {value} 不在学校表中。请填学校标识码,不填校名;没有标识码的填“乡镇·校名”。",
        "{file} row {row}: {value} in {column} is not in the school table. Give its id, not its name; without an id, town·name.",
    ),
    "D182": (
        "{file} 第 {row} 行:此类型需要两所学校,“{column}”列为空。请补填。",
        "{file} row {row}: this kind needs two schools and {column} is blank. Fill it in.",
    ),
    "D183": (
        "{file} 第 {row} 行:“{column}”列为空。请补填学校标识码。",
        "{file} row {row}: {column} is blank. Give the id.",
    ),
    "D184": (
        "{file} 第 {row} 行:两列是同一所学校 {value}。请改正。",
        "{file} row {row}: both are the same school, {value}. Correct it.",
    ),
    "D185": (
        "{file} 第 {row} 行:此类型只涉及一所学校,“{column}”列的 {value} 未使用。请核对。",
        "{file} row {row}: this kind speaks of one school; {value} in {column} was not used. Please check.",
    ),
    "D186": (
        "{file} 第 {row} 行:与先前一行矛盾:{value}(括号内为行号)。请保留其一。",
        "{file} row {row}: contradicts an earlier row: {value} (row in brackets). Keep one of them.",
    ),
    "D187": (
        "{file} 第 {row} 行:与先前一行重复:{value}(括号内为行号),已保留。",
        "{file} row {row}: repeats an earlier row: {value} (row in brackets); kept.",
    ),
    "D188": (
        "{file} 第 {row} 行:学校表中没有编号为 {value} 的现有教联体。请核对“现有教联体编号”列;若 {value} 是学校,请在“乙校”列填其核心校。",
        "{file} row {row}: the school table has no alliance {value}. Check alliance_id; if {value} is a school, give its core in b.",
    ),
    # Last gate
    "D190": (
        "{file} 读入后的数据不符合规范({column}:{value})。这是程序的问题,请附上该表反馈。",
        "What was read from {file} breaks the schema ({column}: {value}). This is a fault of the program; please report it with the table.",
    ),
}
