"""Texts: the workbook planners fill in."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "fill.title": (
        "学校信息表 · {county} · 县域义务教育教联体",
        "School table · {county} · county education alliances",
    ),
    "fill.any_county": ("通用", "any county"),
    "fill.file": ("学校信息表_{county}", "schools_{county}"),
    "fill.sheet.schools": ("学校信息表", "Schools"),
    "fill.sheet.pairs": ("学校意愿表", "Wishes"),
    "fill.sheet.guide": ("填表说明", "How to fill in"),
    "fill.example_name": ("【示例】某某镇样例小学", "【示例】Sample School"),
    "fill.example_remark": (
        "示例行,非真实学校,不计入,可保留",
        "example row, not a real school, not counted; it may stay",
    ),
    "fill.footer": (
        "只填人数,不填学生姓名、身份证号、电话 · 内部工作资料",
        "Counts only: no pupils' names, id numbers or phones · for internal work",
    ),
    "fill.must": ("必填", "required"),
    "fill.yes": ("是", "yes"),
    "fill.source": ("年报:{field}", "annual return: {field}"),
    "fill.col.head": ("列", "Column"),
    "fill.col.must": ("必填", "Required"),
    "fill.col.note": ("填什么", "What to fill in"),
    "fill.col.values": ("可选值或范围", "Choices or range"),
    "fill.col.source": ("年报来源字段", "Field of the annual return"),
    "fill.range": ("{low} 至 {high}", "{low} to {high}"),
    "fill.error_title": ("填写有误", "Not possible"),
    "fill.error_number": (
        "“{head}”请填 {low} 至 {high} 之间的数字;不知道请留空,不要填 0。",
        "{head}: a number from {low} to {high}. Leave it blank if not known; do not enter 0.",
    ),
    "fill.error_whole": (
        "“{head}”请填 {low} 至 {high} 之间的整数;不知道请留空,不要填 0。",
        "{head}: a whole number from {low} to {high}. Leave it blank if not known; do not enter 0.",
    ),
    "fill.error_list": (
        "“{head}”请从下拉列表中选择,或留空。",
        "{head}: choose from the list, or leave it blank.",
    ),
    "fill.error_id": (
        "请填 1 至 40 个字,前后不留空格。",
        "Enter 1 to 40 characters without blanks at the ends.",
    ),
    # Guide
    "fill.guide.1": (
        "一、每所学校(含独立校区、教学点)填一行,从第 3 行起;第 2 行是灰色示例行,读取时不计入并列入清单,可以保留。",
        "1. One row for each school, campus or teaching point, from row 3 on. Row 2 is a grey example; it is not counted, is listed as left out, and may stay.",
    ),
    "fill.guide.2": (
        "二、带 * 的橙色列必填;其余知道多少填多少。不知道请留空:空白表示“不知道”,0 表示“没有”,两者不同。",
        "2. Orange columns with * are required; fill in as much of the others as you know. Leave a cell blank if you do not know: blank is 'not known', 0 is 'none'.",
    ),
    "fill.guide.3": (
        "三、不要改动第 1 行表头,不要合并单元格,不要加合计行。学校标识码已设为文本格式,请勿改为数字。",
        "3. Do not change the header in row 1, merge cells or add totals. The column of ids holds text; leave it so.",
    ),
    "fill.guide.4": (
        "四、个人信息:本表只填人数和学校情况。不得填写学生姓名、身份证号、学籍号、家长电话、家庭住址;含此类列的文件会被拒绝读取。校长姓名、电话也不需要。",
        "4. Personal data: counts and facts on schools only. No names, id numbers, phones or addresses of pupils or parents: a file with such columns is refused. Heads' names and phones are not needed either.",
    ),
    "fill.guide.5": (
        "五、坐标系:经纬度填十进制度,如 109.4869、30.2951。请在“坐标系”列选来源:手持 GPS 为 WGS84;天地图、测绘成果为 CGCS2000;高德、腾讯地图和奥维导出为 GCJ02;百度地图为 BD09。在恩施 GCJ02 与 WGS84 相差约 520 至 555 米,BD09 相差约 1.1 至 1.2 公里,选错会使学校落到河对岸或邻县。不选按读取时声明的坐标系(默认 WGS84)。",
        "5. CRS: decimal degrees, such as 109.4869 and 30.2951. State where they come from in the column of the CRS: hand-held GPS is WGS84; Tianditu and surveys are CGCS2000; Amap, Tencent and Ovital exports are GCJ02; Baidu is BD09. At Enshi GCJ02 is 520 to 555 m off and BD09 1.1 to 1.2 km: a wrong choice puts a school across the river. Left blank, the CRS declared when the file is read holds (WGS84 by default).",
    ),
    "fill.guide.6": (
        "六、统计时点为每年 9 月 1 日,请不要混填不同年份的数据。面积填平方米,设备值填元(年报表中为万元,请乘 10000)。",
        "6. Figures are of 1 September; do not mix years. Areas in square metres, equipment in yuan (the annual return has 10,000 yuan: multiply).",
    ),
    "fill.guide.7": (
        "七、“学校意愿表”可不填。每行一条意愿,学校填标识码;灰色示例行可保留。",
        "7. The sheet of wishes may stay empty. One wish a row, schools by their ids; the grey example row may stay.",
    ),
    "fill.guide.8": (
        "八、填好后检查:alliance check-data 文件名。问题单元格会标色并写明怎么改。",
        "8. When it is filled in, run alliance check-data on it: faulty cells are coloured and say what to do.",
    ),
    "fill.guide.county": (
        "本表用于 {county}(代码 {code}):区划代码列请选 {code},可向下填充。",
        "This workbook is for {county} (code {code}): choose {code} in the column of the county and fill it down.",
    ),
    "fill.guide.columns": ("各列说明", "Columns"),
    # Columns: header, then what to fill in
    "fill.head.school_id": ("学校标识码", "school_id"),
    "fill.note.school_id": (
        "教育部学校(机构)标识码 10 位;教学点没有标识码时可自编,全表不得重复。",
        "Official ten-digit id; a teaching point without one may have an id of your own. No id twice.",
    ),
    "fill.head.name": ("学校名称", "name"),
    "fill.note.name": ("与公章一致的全称。", "Full name as on the seal."),
    "fill.head.county_code": ("县市区划代码", "county_code"),
    "fill.note.county_code": (
        "6 位代码,如恩施市 422801。",
        "Six digits, such as 422801 for Enshi city.",
    ),
    "fill.head.town": ("乡镇(街道)", "town"),
    "fill.note.town": (
        "所在乡镇或街道的现行名称,如舞阳坝街道。",
        "Present name of the township or subdistrict.",
    ),
    "fill.head.village": ("村(社区)", "village"),
    "fill.note.village": ("所在村或社区。", "Village or community."),
    "fill.head.lon": ("经度(度)", "lon"),
    "fill.note.lon": (
        "十进制度,如 109.4869;约 108.3 至 110.7(恩施州)。",
        "Decimal degrees, such as 109.4869.",
    ),
    "fill.head.lat": ("纬度(度)", "lat"),
    "fill.note.lat": (
        "十进制度,如 30.2951;约 29.0 至 31.5(恩施州)。",
        "Decimal degrees, such as 30.2951.",
    ),
    "fill.head.crs": ("坐标系", "坐标系"),
    "fill.note.crs": (
        "经纬度的来源坐标系:GPS 为 WGS84,天地图为 CGCS2000,高德、腾讯、奥维为 GCJ02,百度为 BD09。",
        "CRS of the coordinates: GPS WGS84, Tianditu CGCS2000, Amap and Tencent GCJ02, Baidu BD09.",
    ),
    "fill.head.type_code": ("办学类型", "type_code"),
    "fill.note.type_code": (
        "按年报办学类型选择。校区按所属学校类型填。",
        "Type of school as in the annual return.",
    ),
    "fill.head.region_code": ("城乡分类", "region_code"),
    "fill.note.region_code": (
        "驻地城乡类型。六县县城为镇中心区,不是主城区。",
        "Urban-rural class of the site. The seats of the six counties are 镇中心区.",
    ),
    "fill.head.pupils": ("在校生数(人)", "pupils"),
    "fill.note.pupils": ("9 月 1 日在校生总数。", "Pupils on 1 September."),
    "fill.head.pupils_primary": ("小学在校生数(人)", "pupils_primary"),
    "fill.note.pupils_primary": (
        "九年一贯制等学校分开填;小学可不填。",
        "For schools of several stages.",
    ),
    "fill.head.pupils_junior": ("初中在校生数(人)", "pupils_junior"),
    "fill.note.pupils_junior": (
        "九年一贯制、完全中学等学校分开填。",
        "For schools of several stages.",
    ),
    "fill.head.classes": ("班级数(个)", "classes"),
    "fill.note.classes": ("教学班总数。", "Classes."),
    "fill.head.staff": ("教职工数(人)", "staff"),
    "fill.note.staff": ("含专任教师。", "All staff, teachers included."),
    "fill.head.teachers": ("专任教师数(人)", "teachers"),
    "fill.note.teachers": ("不多于教职工数。", "Not more than the staff."),
    "fill.head.edu_hi": ("高于规定学历教师数(人)", "edu_hi"),
    "fill.note.edu_hi": (
        "小学为专科及以上,初中为本科及以上。",
        "Primary: college and above; junior: bachelor and above.",
    ),
    "fill.head.backbone": ("县级以上骨干教师数(人)", "backbone"),
    "fill.note.backbone": (
        "县级及以上骨干教师,每人只计一次。",
        "Backbone teachers of county level and above.",
    ),
    "fill.head.pe_art": ("体育艺术专任教师数(人)", "pe_art"),
    "fill.note.pe_art": (
        "体育、音乐、美术专任教师合计。",
        "Teachers of PE, music and fine arts together.",
    ),
    "fill.head.room_area_m2": ("教学及辅助用房面积(平方米)", "room_area_m2"),
    "fill.note.room_area_m2": (
        "不含室内体育用房。",
        "Without indoor sports rooms.",
    ),
    "fill.head.sport_area_m2": ("体育运动场馆面积(平方米)", "sport_area_m2"),
    "fill.note.sport_area_m2": (
        "体育馆与校内体育场面积之和。",
        "Gymnasium and sports field together.",
    ),
    "fill.head.equip_yuan": ("教学仪器设备值(元)", "equip_yuan"),
    "fill.note.equip_yuan": (
        "单位是元。年报为万元,请乘 10000。",
        "In yuan. The annual return has 10,000 yuan: multiply.",
    ),
    "fill.head.media_rooms": ("网络多媒体教室数(间)", "media_rooms"),
    "fill.note.media_rooms": ("可用的网络多媒体教室。", "Rooms in use."),
    "fill.head.quality": ("办学水平", "quality"),
    "fill.note.quality": (
        "教育局认定的等级;没有认定请留空。",
        "The bureau's own grade; blank if there is none.",
    ),
    "fill.head.core": ("可否作核心学校", "core"),
    "fill.note.core": (
        "教育局认定;留空按政策规则推定。",
        "The bureau's decision; blank is derived by the policy's rule.",
    ),
    "fill.head.weak": ("是否薄弱学校", "weak"),
    "fill.note.weak": (
        "教育局认定;留空按政策规则推定。",
        "The bureau's decision; blank is derived by the policy's rule.",
    ),
    "fill.head.new": ("是否新建学校", "new"),
    "fill.note.new": (
        "留空按建校年月推定。",
        "Blank is derived from the opening.",
    ),
    "fill.head.rural": ("是否农村学校", "rural"),
    "fill.note.rural": (
        "留空按城乡分类推定。",
        "Blank is derived from the urban-rural class.",
    ),
    "fill.head.opened": ("建校年月", "opened"),
    "fill.note.opened": ("如 2023-09。", "Such as 2023-09."),
    "fill.head.will_lead": ("牵头意愿", "will_lead"),
    "fill.note.will_lead": (
        "愿意作核心学校填“是”。",
        "是 if the school is willing to lead.",
    ),
    "fill.head.will_join": ("合作意愿", "will_join"),
    "fill.note.will_join": (
        "愿意加入教联体填“是”。",
        "是 if the school is willing to join.",
    ),
    "fill.head.parent_id": ("所属中心校", "parent_id"),
    "fill.note.parent_id": (
        "教学点、村小所属中心学校的标识码。",
        "Id of the central school of a teaching point.",
    ),
    "fill.head.alliance_id": ("现有教联体编号", "alliance_id"),
    "fill.note.alliance_id": (
        "已批准的教联体填同一编号,同时填角色。",
        "One id for each approved alliance; give the role too.",
    ),
    "fill.head.alliance_role": ("教联体角色", "alliance_role"),
    "fill.note.alliance_role": (
        "与现有教联体编号同时填写。",
        "Together with the alliance id.",
    ),
    "fill.head.owner_level": ("隶属关系", "owner_level"),
    "fill.note.owner_level": (
        "州直属学校选“州直”。",
        "州直 for schools run by the prefecture.",
    ),
    "fill.head.runner": ("举办者", "runner"),
    "fill.note.runner": ("公办或民办。", "公办 is public, 民办 private."),
    "fill.head.status": ("学校状态", "status"),
    "fill.note.status": (
        "不填视为正常;停办、撤并、在建的学校不参加组建。",
        "Blank counts as 正常. Schools closed, merged or being built take no part.",
    ),
    "fill.head.remark": ("备注", "remark"),
    "fill.note.remark": (
        "不得填写个人信息。",
        "No personal data.",
    ),
    "fill.head.kind": ("类型", "类型"),
    "fill.note.kind": (
        "必须同组、不得同组、愿意、不愿意要填甲、乙两校;指定核心、不作核心只填甲校;冻结时甲填成员、乙填其核心校。",
        "The first four name two schools; 指定核心 and 不作核心 name 甲 only; 冻结 names a member and its core.",
    ),
    "fill.head.a": ("甲校(标识码)", "甲校(id)"),
    "fill.note.a": ("学校信息表中的标识码。", "An id of the school table."),
    "fill.head.b": ("乙校(标识码)", "乙校(id)"),
    "fill.note.b": ("学校信息表中的标识码。", "An id of the school table."),
    "fill.head.note": ("说明", "说明"),
    "fill.note.note": (
        "理由或依据,会印在方案附件中。",
        "Reason; printed in the dossier.",
    ),
}
