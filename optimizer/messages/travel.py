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
    # Rows of the travel table.
    "T241": (
        "学校标识不在学校表中。请改为学校表里的 school_id,注意前导零不要丢失。",
        "This id is not in the school table. Use the school_id of that table, with its leading zeros.",
    ),
    "T242": (
        "不是数字。请只填数字,不带单位和千分位逗号。",
        "This is not a number. Write digits only, without unit or thousands separator.",
    ),
    "T243": (
        "必须大于 0。车程未知时请删除整行,不要填 0。",
        "This must be above 0. If the trip is not known, delete the row; do not write 0.",
    ),
    "T244": (
        "不能空白:分钟和公里都须填写。车程未知时请删除整行。",
        "This must not be blank: minutes and km are both required. If the trip is not known, delete the row.",
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
        "起点与终点是同一所学校但车程不为 0。请改正学校标识或删除该行。",
        "Start and end are the same school but the trip is not 0. Correct the ids or delete the row.",
    ),
    "T250": (
        "数值过大。请检查单位:minutes 是分钟,km 是公里。",
        "This number is too large. Check the unit: minutes, and kilometres.",
    ),
    "T251": (
        "有 {value} 行没有填来源,按实测处理。如为导航或估算,请在来源列注明。",
        "{value} rows name no source and count as measured. If they were navigated or estimated, say so in the source column.",
    ),
    "T252": (
        "车程表替代了 {value} 对已算出的车程。车程表始终优先。",
        "The travel table replaces {value} computed trips. The table always wins.",
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
}
