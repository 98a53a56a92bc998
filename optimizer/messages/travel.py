"""Texts: travel."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    # Sources and files.
    "T201": (
        "路网图层、OSM 数据和直线估算只能选一种(现给出 {given} 种)。请只保留一种;实测或导航时间另用车程表给出。",
        "Choose exactly one of a road layer, an OSM extract and the straight-line estimate ({given} given). Keep one; measured or navigated times go into the travel table.",
    ),
    "T207": (
        "车程表 {file} 有 {count} 处错误(首处在第 {row} 行),未采用任何一行。请按清单逐行改正后重试。",
        "The travel table {file} has {count} faults (the first in row {row}), so none of it was used. Correct the rows listed and try again.",
    ),
    # Roads.
    "T220": (
        "OSM 数据 {file} 的 {count} 条道路都远离各校:数据与学校不在同一地方。请核对数据范围是否包含本县、学校表经度和纬度两列是否填反,以及坐标系。",
        "All {count} roads of the extract {file} are far from every school: they are of another place. Make sure that the extract covers the county, that longitude and latitude are not exchanged, and that the reference system is right.",
    ),
    "T221": (
        "路网文件 {file} 无法读取:{reason}。请在 GIS 软件中打开检查,重新导出为 GeoPackage。",
        "The road file {file} cannot be read: {reason}. Open it in a GIS and export it again as GeoPackage.",
    ),
    "T222": (
        "路网文件 {file} 没有坐标系定义。请在 GIS 软件中指定坐标系(如 CGCS2000)后重新导出;shp 须带 .prj 文件。",
        "The road file {file} declares no reference system. Assign one in a GIS (such as CGCS2000) and export it again; a shapefile needs its .prj file.",
    ),
    "T223": (
        "路网文件 {file} 中没有可通车的道路线。请确认导出的是道路线图层。",
        "The road file {file} holds no line that is a drivable road. Make sure that the layer of road lines was exported.",
    ),
    "T224": (
        "路网文件 {file} 有多个线图层:{layers}。请只把道路图层导出为一个文件。",
        "The road file {file} has several line layers: {layers}. Export the road layer alone.",
    ),
    "T225": (
        "路网文件 {file} 的坐标与其声明的坐标系 {value} 不符。请核对坐标系后重新导出。",
        "The coordinates of {file} are impossible under its declared reference system {value}. Correct the reference system and export the file again.",
    ),
    "T226": (
        "OSM 数据 {file} 无法读取:{reason}。文件可能不完整,请重新取得。",
        "The OSM extract {file} cannot be read: {reason}. It may be incomplete; obtain it again.",
    ),
    "T227": (
        "OSM 数据 {file} 中没有可通车的道路。请确认数据范围包含本县。",
        "The OSM extract {file} holds no drivable road. Make sure that it covers the county.",
    ),
    "T228": (
        "{count} 所有坐标的学校都不在道路 {limit} 米以内:路网与学校不在同一地方。请核对路网范围和两者的坐标系(GCJ-02、BD-09 须先声明)。",
        "None of the {count} located schools lies within {limit} m of a road: roads and schools are in different places. Check the extent of the roads and the reference systems of both.",
    ),
    "T229": (
        "路网文件 {file} 的格式不支持。可用格式:{formats}。",
        "The road file {file} has an unsupported format. Usable: {formats}.",
    ),
    # Heights.
    "T290": (
        "高程文件 {file} 不是高程数据:波段 {bands} 个(应为 1 个),有效高程值 {count} 个。请使用 SRTM 的 .hgt(可为 zip)或单波段 GeoTIFF,单位为米;在文件夹中的,请移走该文件。",
        "The height file {file} holds no heights: {bands} bands (one is wanted), {count} values that can be heights. Use SRTM .hgt (also zipped) or a GeoTIFF with one band, in metres; take it out of the folder if it is in one.",
    ),
    "T291": (
        "高程文件 {file} 无法读取:{reason}。请使用 SRTM 的 .hgt(可为 zip)或单波段 GeoTIFF,单位为米。",
        "The height file {file} cannot be read: {reason}. Use SRTM .hgt (also zipped) or a GeoTIFF with one band, in metres.",
    ),
    "T292": (
        "高程文件 {file} 没有坐标系定义。请在 GIS 软件中指定坐标系后重新导出。",
        "The height file {file} declares no reference system. Assign one in a GIS and export it again.",
    ),
    "T293": (
        "文件夹 {file} 中没有高程文件。可用格式:{formats}。",
        "The folder {file} holds no height file. Usable: {formats}.",
    ),
    "T294": (
        "有 {value} 的道路没有高程(数据空洞或超出范围),这些路段未计坡度和结冰。请补充高程数据。",
        "No height is known for {value} of the roads (voids, or outside the data); slope and ice do not count there. Add height data.",
    ),
    "T295": (
        "未提供高程数据,车速未计坡度。山区请用 --dem 提供 SRTM 或 GeoTIFF 高程。",
        "No heights are given, so slope does not count. In mountains give SRTM or GeoTIFF heights with --dem.",
    ),
    "T296": (
        "未提供高程数据,情景“{value}”的结冰路段无法判定,只计道路变化。请用 --dem 提供高程。",
        "No heights are given, so the ice of scenario {value} cannot be placed; only road changes count. Give heights with --dem.",
    ),
    "T299": (
        "高程数据不覆盖任何道路:高程与路网不在同一地方,或全是空洞。请核对高程文件的范围和坐标系。",
        "The heights cover none of the roads: they are of another place, or all voids. Check extent and reference system of the height files.",
    ),
    # Road engine.
    "T310": (
        "路网引擎 Valhalla 未能建立路网切片:{reason}。请核对磁盘空间和缓存文件夹权限,或加 --engine graph 改用自有路网计算。",
        "The road engine Valhalla could not build its tiles: {reason}. Check disk space and the rights on the cache folder, or use --engine graph.",
    ),
    "T311": (
        "学校 {value} 在两种路网引擎中的接入位置不同。请核对学校坐标和附近道路。",
        "School {value} joins the roads at another place in the second engine. Check its coordinates and the roads nearby.",
    ),
    "T312": (
        "路网引擎 Valhalla 拒绝了计算:{reason}。请核对学校坐标和路网范围,或加 --engine graph 改用自有路网计算。",
        "The road engine Valhalla refused: {reason}. Check coordinates and roads, or use --engine graph.",
    ),
    # Road changes.
    "T297": (
        "道路变化表第 {row} 行:封闭 {value}。",
        "Road changes, row {row}: closed {value}.",
    ),
    "T298": (
        "道路变化表第 {row} 行:新开道路 {value}。",
        "Road changes, row {row}: opened a road of {value}.",
    ),
    "T300": (
        "新开道路的端点离现有道路过远。请把线画到所连接的道路上。",
        "An end of the opened road is too far from any road. Draw the line up to the roads it joins.",
    ),
    "T301": (
        "道路变化表 {file} 有 {count} 处错误,未采用任何一行。请按清单逐行改正后重试。",
        "The road changes {file} have {count} faults, so none was used. Correct the rows listed and try again.",
    ),
    "T302": (
        "变化类型不认识。请填“封闭”或“新开”(closed 或 opened)。",
        "Unknown change. Write closed or opened.",
    ),
    "T303": (
        "封闭道路时,“道路”(编号或名称)和“线”(坐标串)须且只能填一项。",
        "To close a road, give either its number or name, or a line, and not both.",
    ),
    "T304": (
        "新开道路须在“线”一栏填坐标串,例如 109.48,30.27; 109.49,30.28。",
        "An opened road needs its line, such as 109.48,30.27; 109.49,30.28.",
    ),
    "T305": (
        "情景名称不在方案文件的 travel.scenarios 中。请改为已有名称,或先在方案文件中补充;留空表示全部情景。",
        "This scenario is not in travel.scenarios of the policy. Use one of its names or add it there; blank means all.",
    ),
    "T306": (
        "坐标串无法识别。请写成“经度,纬度; 经度,纬度”,至少两个不同的点,例如 109.48,30.27; 109.49,30.28。",
        "The line cannot be read. Write lon,lat; lon,lat with at least two different points, such as 109.48,30.27; 109.49,30.28.",
    ),
    "T307": (
        "新开道路须填车速(大于 0、不超过 130 的数字,公里/小时)。",
        "An opened road needs its speed in km/h, above 0 and at most 130.",
    ),
    "T308": (
        "路网中没有这个编号或名称的道路,封闭没有生效。请核对编号,或改用坐标串画线。",
        "No road has this number or name, so nothing was closed. Check it, or draw a line.",
    ),
    "T309": (
        "所画的线没有碰到任何道路,封闭没有生效。请核对坐标(WGS84 或 CGCS2000),把线画在道路上。",
        "The line touches no road, so nothing was closed. Check its coordinates (WGS 84 or CGCS2000) and draw it across the road.",
    ),
    # Layout of the travel table.
    "T230": (
        "车程表 {file} 缺少列 {column},表头现为:{found}。可用两种格式:长表每行一对学校,须有列 from_id(起点)、to_id(终点)、minutes(分钟),可有 km(公里)、source(来源);方阵第一行和第一列写学校标识或不重名的校名,格内填从该行学校到该列学校的分钟数。",
        "The travel table {file} has no column {column}; its headers are: {found}. Two layouts are read. Long: one pair of schools a row, with the columns from_id, to_id, minutes and, if known, km and source. Square: ids or unique names of schools in the first row and the first column, and in each cell the minutes from the school of the row to that of the column.",
    ),
    "T231": (
        "不止一所学校叫这个名字(括号内是它们的标识)。请改填其中一所的 school_id。",
        "Several schools bear this name (their ids are in brackets). Write the school_id of the one you mean.",
    ),
    "T232": (
        "方阵的第一行或第一列中,这所学校出现不止一次。请只保留一列(行)。",
        "This school stands more than once along one side of the matrix. Keep one column (row).",
    ),
    "T233": (
        "方阵 {file} 的工作表名或左上角写法不清,无法确定内容是分钟还是公里:{found}。请只留一个名为 分钟 的工作表,公里另放在名为 公里 的工作表;左上角至多写一种单位。",
        "It is not clear which sheet of the matrix {file} holds minutes and which kilometres, or in which unit: {found}. Keep one sheet named minutes and put kilometres into a sheet named km; state at most one unit in the top left cell.",
    ),
    "T235": (
        "工作表 {value} 未读取。如其中有车程,请并入第一个工作表;方阵的公里请放在名为 公里 的工作表。",
        "The sheet {value} is not read. If it holds trips, move them into the first sheet; the kilometres of a matrix belong in a sheet named km.",
    ),
    "T236": (
        "数字中间有逗号、空格等符号,分不清是千分位还是小数点。请只写数字和小数点,如 1234.5。",
        "There is a comma, a blank or the like inside this number, which may group thousands or mark decimals. Write digits and a decimal point only, such as 1234.5.",
    ),
    "T237": (
        "是约数或区间,不能采用。请填一个确定的数字,如 30。",
        "This is an approximate figure or a range. Write one definite number, such as 30.",
    ),
    "T238": (
        "有 {value} 个数字自带单位(如 30分钟),已按所写单位换算。请抽查。",
        "{value} numbers carry their own unit (such as 30分钟) and are read in it. Check a few.",
    ),
    "T239": (
        "列名 {value} 没有写单位,时间按分钟、里程按公里读取。如不是,请在列名中写明,如 用时(秒)、距离(米)。",
        "The header {value} states no unit; times are read as minutes and distances as kilometres. If that is wrong, state it, such as 用时(秒), 距离(米), duration_s, distance_m.",
    ),
    # Rows of the travel table.
    "T241": (
        "既不是学校表中的标识,也不是其中的校名。请改为学校表里的 school_id(注意前导零不要丢失)或完整校名。",
        "This is neither an id nor a name of the school table. Use the school_id of that table, with its leading zeros, or the full name.",
    ),
    "T242": (
        "不是数字。请只填数字,如 35 或 12.5。",
        "This is not a number. Write digits only, such as 35 or 12.5.",
    ),
    "T243": (
        "必须大于 0。车程未知时请删除整行(方阵中清空这一格),不要填 0。",
        "This must be above 0. If the trip is not known, delete the row (in a matrix, clear the cell); do not write 0.",
    ),
    "T244": (
        "分钟不能空白。车程未知时请删除整行。",
        "The minutes must not be blank. If the trip is not known, delete the row.",
    ),
    "T245": (
        "来源写法不认识。请填:实测、导航、路网、估算(measured、navigation、road_graph、estimate)。",
        "Unknown source. Use measured, navigation, road_graph or estimate.",
    ),
    "T246": (
        "同一起点终点出现两次且数值不同。请只保留正确的一行。",
        "This pair stands twice with different values. Keep the right row only.",
    ),
    "T247": (
        "同一起点终点重复出现且数值相同,只采用第一行。建议删除重复行。",
        "This pair stands twice with equal values; the first row is used. Delete the repeat.",
    ),
    "T248": (
        "起点与终点是同一所学校,该行已忽略。建议删除。",
        "Start and end are the same school; the row is ignored. Delete it.",
    ),
    "T249": (
        "起点与终点是同一所学校但车程不为 0。请改正学校标识,或删除该行(方阵中清空这一格)。",
        "Start and end are the same school but the trip is not 0. Correct the ids, or delete the row (in a matrix, clear the cell).",
    ),
    "T250": (
        "数值过大。请检查单位与列名是否一致:minutes 是分钟,km 是公里,duration_s 是秒,distance_m 是米。",
        "This number is too large. Check that its unit is that of the header: minutes, km, duration_s (seconds), distance_m (metres).",
    ),
    "T251": (
        "有 {value} 行没有填来源,按实测处理。如为导航或估算,请在来源列(方阵在左上角一格)注明。",
        "{value} rows name no source and count as measured. If they were navigated or estimated, say so in the source column (in a matrix, in the top left cell).",
    ),
    "T252": (
        "车程表替代了 {value} 对已算出的车程。车程表始终优先。",
        "The travel table replaces {value} computed trips. The table always wins.",
    ),
    "T253": (
        "车程表有 {value} 对未填公里,公里数取自路网计算;分钟仍以填报为准。如与实际线路不符,请补填公里。",
        "{value} pairs of the travel table have no km; those of the road network are used, with the stated minutes. Where another way is taken, fill in km.",
    ),
    "T254": (
        "车程表有 {value} 对未填公里,公里数由直线距离估算,非实际里程;分钟仍以填报为准。请补填公里,或提供路网。",
        "{value} pairs of the travel table have no km; estimates from straight lines are used, with the stated minutes. Fill in km, or provide roads.",
    ),
    "T255": (
        "没有填公里,路网或估算中也没有这一对的公里数。请填写公里,或提供包含这两所学校的路网。",
        "This pair has no km, and neither roads nor estimate know it. Fill in km, or provide roads that reach both schools.",
    ),
    "T256": (
        "填报分钟与计算分钟(斜线后)相差超过方案的 travel.conflict_pct,以填报为准。请核对填报数、学校坐标和路网。",
        "The stated minutes differ from the computed ones (after the slash) by more than the policy's travel.conflict_pct; the stated ones are used. Check them, the coordinates and the roads.",
    ),
    "T257": (
        "共有 {value} 对的填报分钟与计算分钟相差超过方案的 travel.conflict_pct,均以填报为准;逐对列出的是相差最大的。请核对填报数、单位和起终点方向。",
        "The stated minutes of {value} pairs differ from the computed ones by more than the policy's travel.conflict_pct; the stated ones are used everywhere, and the greatest differences are listed. Check the numbers, their unit and the direction.",
    ),
    "T258": (
        "去程与回程(斜线后)的填报分钟相差一倍以上,仍照填报采用。请核对是否填错;如属实可不改。",
        "The stated minutes differ more than twofold from those of the way back (after the slash); both are used as stated. Check them; leave them if they are right.",
    ),
    "T234": (
        "共有 {value} 对学校往返的填报分钟相差一倍以上,均照填报采用;逐对列出的是相差最大的。请核对。",
        "The stated minutes of {value} pairs of schools differ more than twofold between the two directions; they are used as stated, and the greatest differences are listed. Check them.",
    ),
    "T259": (
        "方阵中有 {value} 对填了公里但没有填分钟,未采用。请补填分钟,或删除这些公里数。",
        "{value} pairs of the matrix have km but no minutes and are not used. Fill in the minutes, or clear the km.",
    ),
    # Road layer.
    "T261": (
        "车速或限速无效,改用道路等级车速。请改为大于 0 的数字(公里/小时)或留空。",
        "This speed is not usable; the speed of the road class is used. Write a number above 0 (km/h) or leave it blank.",
    ),
    "T262": (
        "道路等级不在方案车速表中,按缺省车速处理。请改用标准等级名,或在方案文件 travel.speed_kph 中补充。",
        "This road class is not in the policy's speed table; the default speed is used. Use a standard class, or add it to travel.speed_kph in the policy.",
    ),
    "T263": (
        "单行标记无法识别,按双向通行处理。请填 是、否 或 -1(与画线方向相反)。",
        "Unknown one-way mark; the road counts as two-way. Use yes, no or -1 (against the line).",
    ),
    "T264": (
        "道路长度无效,改用图上长度。请改为大于 0 的数字或留空。",
        "This road length is not usable; the drawn length is used. Write a number above 0 or leave it blank.",
    ),
    "T265": (
        "不通汽车的线已略去。如能通车,请改正道路等级。",
        "Lines not open to cars are left out. If they are, correct the class.",
    ),
    "T266": (
        "有 {value} 个要素不是线或没有图形,已略去(首个为第 {row} 个)。请确认图层正确。",
        "{value} features are no lines or have no geometry and are left out (the first is number {row}). Make sure that this is the right layer.",
    ),
    "T267": (
        "shp 没有编码说明(.cpg),属性按 {value} 读取。如有乱码,请另存为 GeoPackage。",
        "The shapefile does not state its encoding (.cpg); {value} was assumed. If names are garbled, save it as GeoPackage.",
    ),
    "T268": (
        "层级不是整数,按地面处理。请填整数(地面为 0)。",
        "This layer is not a whole number; the road counts as at ground level. Write a whole number (0 is the ground).",
    ),
    "T269": (
        "有 {value} 条道路在数据边缘不完整,只用了其中完整的部分。如涉及本县,请取得范围更大的数据。",
        "{value} roads are incomplete at the edge of the extract; only their complete parts are used. If they matter, obtain a larger extract.",
    ),
    "T270": (
        "道路长度远小于两端直线距离,疑为单位有误,改用图上长度。请核对单位(length_m 为米,length_km 为公里)。",
        "This road length is far below the straight distance between its ends, perhaps a mistaken unit; the drawn length is used. Check the unit (length_m in metres, length_km in kilometres).",
    ),
    "T271": (
        "有 {value} 条线长度为零,不能通车,已略去(首条属第 {row} 个要素)。请在 GIS 软件中删除或重画。",
        "{value} lines have no length and are left out (the first in feature {row}). Delete them or draw them again.",
    ),
    "T272": (
        "有 {value} 处两个路口位置相同但在数据中不相连(括号内为第一处),未擅自连接。如实际相通,请在 OSM 中合并节点,或在道路变化表中用“新开”连接。",
        "At {value} places (the first in brackets) two nodes coincide without being joined; they were not joined here. If the roads meet, merge the nodes in OSM, or join them by an opened road in the table of changes.",
    ),
    "T273": (
        "OSM 数据 {file} 中有 {value} 条道路远离各校(超过里程上限的两倍),未读取。",
        "{value} roads of the extract {file} lie farther from every school than twice the limit of kilometres and are not read.",
    ),
    # Schools and the matrix.
    "T281": (
        "学校 {value} 没有坐标,无法计算车程。请补坐标,或在车程表中填写。",
        "School {value} has no coordinates, so no trip can be computed. Add them, or use the travel table.",
    ),
    "T282": (
        "学校 {value} 离最近道路过远,视为未接入路网,车程未知。请核对坐标,或补画道路,或在车程表中填写。",
        "School {value} is too far from any road and counts as not connected; its trips are unknown. Check its coordinates, add the road, or use the travel table.",
    ),
    "T283": (
        "学校 {value} 所接道路与主路网不连通,只能到达同一片道路上的学校。请检查道路断点或单行方向,或在车程表中填写。",
        "School {value} joins a road that is cut off from the main network; only schools on the same part can be reached. Look for gaps or wrong one-way marks, or use the travel table.",
    ),
    "T284": (
        "有 {value} 对车程由直线距离估算,非实际道路里程。山区误差很大,正式方案请用路网或实测时间。",
        "{value} trips are estimated from straight lines, not from roads. In mountains the error is large; use roads or measured times for a formal plan.",
    ),
    "T285": (
        "车程表中有 {value} 对跨县,未采用:方案以县域内为主。如确需跨县,请在方案文件中设 scope.cross_county = true。",
        "{value} trips of the travel table cross a county border and are not used: the plan stays within counties. If needed, set scope.cross_county = true in the policy.",
    ),
    "T287": (
        "学校 {value} 与任何学校之间都没有已知车程,无法参加组建。请补坐标、道路或车程表。",
        "School {value} has no known trip to or from any school and cannot take part. Add coordinates, roads or rows of the travel table.",
    ),
    "T288": (
        "学校 {value} 不在路网范围内,经纬度互换后则在:疑似填反。请核对学校表的经度、纬度两列。",
        "School {value} lies outside the roads, but inside once longitude and latitude are exchanged. Check both columns of the school table.",
    ),
}
