"""Texts on the base of a map: its file (B1xx), what is said of it, the page."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "cli.opt.base": (
        "底图文件(TOML):自有乡镇、河流、道路、地形、内网或天地图瓦片、标准地图;模板见 alliance template",
        "Base file (TOML): own towns, rivers, roads, relief, intranet tiles, a reviewed map; see `alliance template`",
    ),
    # The file.
    "B101": (
        "底图文件 {file} 无法读取:{reason}。请检查引号、等号和方括号,或用 alliance template 取得模板。",
        "The base file {file} cannot be read: {reason}. Check quotes, equal signs and brackets, or take the template of `alliance template`.",
    ),
    "B102": (
        "底图文件 {file} 中的“{key}”不是可用的项。可用:{names}。请改正或删去。",
        "The base file {file} has '{key}', which is no key of it. Keys here: {names}. Correct or delete it.",
    ),
    "B103": (
        "底图文件 {file} 的 {key} = {value} 不可用,应为{expected}。请改正。",
        "In the base file {file}, {key} = {value} cannot be used; it should be {expected}. Correct it.",
    ),
    "B104": (
        "底图文件 {file} 的 {key} 缺少必填项 {name}。请补上。",
        "In the base file {file}, {key} lacks {name}, which is required. Add it.",
    ),
    "B105": (
        "底图文件 {file} 没有启用任何一节。请去掉所需各节行首的 # 并填写。",
        "No section of the base file {file} is in use. Delete the # in front of the lines you need and fill them in.",
    ),
    "B106": (
        "底图文件 {file} 的 {key}:找不到 {value}。路径从底图文件所在文件夹算起,请检查。",
        "In the base file {file}, {key}: there is no {value}. Paths start from the folder of the base file; check it.",
    ),
    # Layers.
    "B107": (
        "底图文件 {file} 的 {key}:图层 {value} 无法读取:{reason}。可用 gpkg、geojson、shp;请在 GIS 软件中另存后重试。",
        "In the base file {file}, {key}: the layer {value} cannot be read: {reason}. gpkg, geojson and shp can be read; save it anew in a GIS.",
    ),
    "B108": (
        "底图文件 {file} 的 {key}:图层 {value} 中没有{expected}要素。请检查是否选错了文件。",
        "In the base file {file}, {key}: the layer {value} has no {expected}. Check that it is the right file.",
    ),
    "B109": (
        "底图文件 {file} 的 {key}:图层 {value} 没有字段 {name}。现有字段:{names}。请用 {option} 写明。",
        "In the base file {file}, {key}: the layer {value} has no field {name}. Its fields are: {names}. State it with {option}.",
    ),
    "B110": (
        "底图文件 {file} 的 {key}:图层 {value} 没有坐标系,坐标又不是经纬度。请附上 .prj 文件,或在 GIS 软件中另存并写明坐标系。",
        "In the base file {file}, {key}: the layer {value} states no CRS and its coordinates are not degrees. Add its .prj file, or save it with a CRS in a GIS.",
    ),
    "B111": (
        "底图文件 {file} 的 {key}:{value} 没有任何部分落在本图范围(经度 {west}–{east},纬度 {south}–{north})内。请检查是否为本县数据、坐标系是否正确。",
        "In the base file {file}, {key}: nothing of {value} lies on this map (longitude {west} to {east}, latitude {south} to {north}). Check the county and the CRS.",
    ),
    "B112": (
        "底图文件 {file} 的 [counties]:字段 {name} 中没有学校表里的县代码({value})。现有:{names}。请用 code_field 写明六位代码所在字段。",
        "In the base file {file}, [counties]: the field {name} holds no county code of the school table ({value}). It holds: {names}. State the field of the six-digit codes with code_field.",
    ),
    "B113": (
        "底图文件 {file}:学校没有坐标,也没有县界,无法确定图的范围。请先补坐标。",
        "The base file {file}: no school has a position and no county is known, so the map has no extent. Give positions first.",
    ),
    "B114": (
        "底图文件 {file} 的 {key}:{value} 中有这些图层:{names}。请用 layer 写明要画的一个。",
        "In the base file {file}, {key}: {value} holds these layers: {names}. State the one to draw with layer.",
    ),
    # Tiles.
    "B121": (
        "底图文件 {file} 的 [tiles] {key} 不可用:{value}。地址须以 http:// 或 https:// 开头,含 {{z}}、{{x}}、{{y}};用到 {{s}} 时须写 subdomains,用到 {{key}} 时须写 key 或 key_env。",
        "In the base file {file}, [tiles] {key} cannot be used: {value}. It must begin with http:// or https:// and hold {{z}}, {{x}} and {{y}}; {{s}} needs subdomains, {{key}} needs key or key_env.",
    ),
    "B122": (
        "底图文件 {file} 的 [tiles]:百度(BD-09)瓦片的网格与其他地图不同,无法叠加。请改用天地图(cgcs2000)或本单位内网的标准网格瓦片。",
        "In the base file {file}, [tiles]: tiles of Baidu (BD-09) have a grid of their own and cannot be laid under. Use 天地图 (cgcs2000) or intranet tiles of the common grid.",
    ),
    "B123": (
        '底图文件 {file} 的 [tiles]:{value} 的瓦片是 gcj02 坐标,而写的是 crs = "{crs}",学校会偏移约 500 米。请改为 crs = "gcj02"。',
        'In the base file {file}, [tiles]: {value} serves gcj02 tiles but crs = "{crs}" is stated: schools would lie some 500 m off. State crs = "gcj02".',
    ),
    "B124": (
        "底图文件 {file} 的 [tiles] {key}:这是天地图的经纬度网格(_c),本程序用墨卡托网格(_w)。请把地址中的 _c 改为 _w、TILEMATRIXSET=c 改为 w。",
        "In the base file {file}, [tiles] {key} is 天地图's grid in degrees (_c); the page needs the Mercator grid. Change _c to _w and TILEMATRIXSET=c to w.",
    ),
    "B125": (
        "底图文件 {file} 的 [tiles]:环境变量 {value} 没有设置。请先设置,或改用 key。",
        "In the base file {file}, [tiles]: the environment variable {value} is not set. Set it, or use key.",
    ),
    "B126": (
        "底图文件 {file} 同时写了 [tiles] 和 [standard_map]。一张图只能有一种底图,请删去一节。",
        "The base file {file} has both [tiles] and [standard_map]. A map has one base: delete one of the two.",
    ),
    "B127": (
        "底图文件 {file} 的 [{key}] 缺少审图号:公示图、打印附图的底图以及标准地图必须写 review_number,例如 鄂S(2023)001号。没有审图号的底图只能用于内部工作图。",
        "In the base file {file}, [{key}] lacks review_number (审图号), which a reviewed map, and the base of any map handed out, must have, for example 鄂S(2023)001号. A base without one is for the internal map only.",
    ),
    "B128": (
        "底图文件 {file} 的 [{key}] review_number = {value} 不像审图号(如 鄂S(2023)001号:括号内四位年份,以“号”结尾)。请照图上所印填写。",
        "In the base file {file}, [{key}] review_number = {value} does not look like one (鄂S(2023)001号: a year of four digits in brackets, 号 at the end). Copy it from the map.",
    ),
    # Standard map, relief.
    "B131": (
        "底图文件 {file} 的 [standard_map]:{value} 不是 PNG 或 JPEG 图片。请另存为 PNG 或 JPEG(不要修改图面内容)。",
        "In the base file {file}, [standard_map]: {value} is neither PNG nor JPEG. Save it as one of them, without changing the map.",
    ),
    "B132": (
        "底图文件 {file} 的 [standard_map]:图片 {value} 不完整(缺少结尾或尺寸)。请重新下载。",
        "In the base file {file}, [standard_map]: the picture {value} is not complete (no end or no size). Download it again.",
    ),
    "B133": (
        "底图文件 {file} 的 [standard_map]:图片 {value} 太大({size}),上限为 {limit}。请下载较小的版本。",
        "In the base file {file}, [standard_map]: the picture {value} is too large ({size}); at most {limit}. Download a smaller version.",
    ),
    "B134": (
        "底图文件 {file} 的 [standard_map]:图片四角 {value} 不成图形。须西小于东、南小于北;用 corners 时按西北、东北、东南、西南的顺序写经度、纬度。",
        "In the base file {file}, [standard_map]: the corners {value} make no picture. West must be less than east, south less than north; corners are longitude and latitude of north-west, north-east, south-east, south-west.",
    ),
    "B135": (
        "底图文件 {file} 的 [standard_map] 请写 west、south、east、north 四项,或只写 corners。",
        "In the base file {file}, [standard_map]: state west, south, east and north, or corners alone.",
    ),
    "B136": (
        "底图文件 {file} 的 [relief]:{value} 在本图范围内没有高程。请换用覆盖本县的 DEM。",
        "In the base file {file}, [relief]: {value} knows no height on this map. Use a DEM of the county.",
    ),
    # What is told when the map is written.
    "base.note.network": (
        "底图瓦片来自 {host}:打开地图的电脑须能访问该服务器;断网时页面照常使用,没有底图。访问会让该服务器知道查看的位置。",
        "The base tiles come from {host}: the computer that opens the map must reach it. Without it the page works without a base. The server learns which places are looked at.",
    ),
    "base.note.key": (
        "注意:密钥已写入地图文件,拿到文件的人都能看到。请用限额的密钥,分发后及时更换。",
        "Mind: the key stands in the map file, and whoever has the file can read it. Use a key with a limit and change it later.",
    ),
    "base.note.foreign": (
        "警告:{host} 是境外地图服务。境外底图未经审核,边界与坐标可能违法,不得用于任何对外材料。请改用天地图或内网瓦片。",
        "Warning: {host} is a map service of another country. Its maps are not reviewed, and borders or coordinates on them may be unlawful here; use them in nothing that leaves the bureau. Use 天地图 or intranet tiles.",
    ),
    "base.note.gcj02": (
        "底图为 gcj02 坐标,图上学校、道路、界线已一并偏移以与底图吻合;不要在图上量取坐标。",
        "The tiles are in gcj02: schools, roads and borders were shifted to fit them. Take no coordinates from this map.",
    ),
    "base.note.no_review": (
        "底图瓦片没有写审图号,此图只供内部使用,不得对外提供。",
        "No 审图号 is stated for the tiles: the map is for internal use and must not be handed out.",
    ),
    "base.note.overlay": (
        "标准地图 {number} 原样使用,未作修改;叠加学校和连线后再公开,是否需要重新送审,请事先征询自然资源主管部门。",
        "The standard map {number} is shown unchanged. Ask the office of natural resources whether it must be reviewed again with schools and lines on it before it is made public.",
    ),
    "base.note.stretched": (
        "标准地图按所给四角叠加,横竖比例相差 {pct}%:请核对四角经纬度是否为图片边缘(不是图廓线)的坐标。",
        "By its corners the standard map is stretched by {pct}%: check that they are those of the picture's edge, not of the neat line.",
    ),
    "base.note.beside": (
        "标准地图没有盖住全部学校:{count} 所在图外。请核对四角经纬度。",
        "The standard map does not cover all schools: {count} lie beside it. Check its corners.",
    ),
    "base.note.voids": (
        "地形晕渲:{pct}% 的范围没有高程,留白。",
        "Relief: {pct}% of the area has no height and is left blank.",
    ),
    # What a value should be.
    "base.is.text": ("非空文字", "text"),
    "base.is.number": ("数字", "a number"),
    "base.is.zoom": ("1 到 22 的整数", "a whole number from 1 to 22"),
    "base.is.crs": (
        "wgs84、cgcs2000、gcj02 或 bd09",
        "wgs84, cgcs2000, gcj02 or bd09",
    ),
    "base.is.subdomains": (
        '字母数字,如 "01234567" 或 ["a", "b"]',
        'letters and digits, such as "01234567" or ["a", "b"]',
    ),
    "base.is.corners": (
        "四个 [经度, 纬度]:西北、东北、东南、西南",
        "four [longitude, latitude]: north-west, north-east, south-east, south-west",
    ),
    "base.is.section": ("一节,如 [{key}]", "a section, such as [{key}]"),
    "base.kind.areas": ("面", "areas"),
    "base.kind.lines": ("线", "lines"),
    "base.kind.any": ("面或点", "areas or points"),
    # The page.
    "map.relief": (
        "对外地图的地形晕渲像元为 {value} 米,细于 100 米。这是程序缺陷,请反馈。",
        "The relief of a map that leaves the bureau has pixels of {value} m, finer than 100 m. This is a fault of the program.",
    ),
    "map.base.review": ("底图审图号:{number}", "Base map 审图号: {number}"),
    "map.base.tiles": (
        "底图来自 {host};需要联网",
        "Base tiles from {host}; needs network",
    ),
    "map.base.credit.towns": ("乡镇:{credit}", "Towns: {credit}"),
    "map.base.credit.counties": ("县界:{credit}", "Counties: {credit}"),
    "map.base.credit.rivers": ("河流:{credit}", "Rivers: {credit}"),
    "map.base.credit.lakes": ("湖库:{credit}", "Lakes: {credit}"),
    "map.base.credit.relief": ("高程:{credit}", "Heights: {credit}"),
    "map.ui.layer.relief": ("地形晕渲", "Relief"),
    "map.ui.layer.rivers": ("河流", "Rivers"),
    "map.ui.layer.lakes": ("湖库", "Lakes"),
    "map.ui.layer.townLines": ("乡镇界", "Town outlines"),
    "map.ui.layer.tiles": ("在线底图", "Base tiles"),
    "map.ui.layer.image": ("标准地图", "Standard map"),
    "map.ui.tiles.lost": (
        "底图服务器 {host} 连不上,暂不显示底图,其他功能照常。",
        "The tile server {host} cannot be reached; the map goes on without its base.",
    ),
    "map.ui.tiles.paper": (
        "在线底图不随图打印",
        "The base tiles are not printed",
    ),
    "map.ui.tiles.again": ("重试", "Try again"),
    "map.ui.tiles.offline": (
        "当前没有网络,不显示底图。",
        "There is no network: the base is not shown.",
    ),
}
