"""Texts: checks between cells and rows of a school table, privacy, their list.

Templates may use ``{file}``, ``{row}``, ``{column}`` and ``{value}`` only. The first
sentence says what is wrong, the rest what to do.
"""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    # Duplicates
    "D260": (
        "{file} 第 {row} 行:同一乡镇同名学校有两个标识:{value}(= 后为先出现的行和标识),已保留。如为同一所学校,请只留一行;不是,请在校名中加以区分。",
        "{file} row {row}: one name in one town stands under two ids: {value} (= gives the earlier row and id); kept. If it is one school, keep one row; if not, tell the names apart.",
    ),
    "D261": (
        "{file} 第 {row} 行:与先前一行同址且校名相近:{value}(括号内为行号),已保留。如为同一所学校或更名,请只留一行。",
        "{file} row {row}: same place and nearly the same name as an earlier row: {value} (row in brackets); kept. If it is one school, or a new name, keep one row.",
    ),
    "D262": (
        "{file} 第 {row} 行:除标识外与先前一行完全相同:{value}(= 后为先出现的行和标识),已保留。请删除重复的一行,或改正标识。",
        "{file} row {row}: repeats an earlier row in everything but the id: {value} (= gives the earlier row and id); kept. Delete one of them, or correct the id.",
    ),
    "D263": (
        "{file} 第 {row} 行:同一乡镇同名学校的在校生数不同:{value}(= 后为先出现的行),已保留。请核对哪一行是本年度数据,只留一行。",
        "{file} row {row}: one name in one town has different pupils: {value} (= gives the earlier row); kept. Find out which row is this year's and keep one.",
    ),
    # Towns
    "D264": (
        "{file} 第 {row} 行:乡镇写法已按规则统一为规范名称:{value}。请核对;如不是同一乡镇,请填写全称。",
        "{file} row {row}: by the rule of towns, {value} (official name). Please check; if another town is meant, write its full name.",
    ),
    "D265": (
        "{file} 第 {row} 行:乡镇名称与规范名称仅街道、镇、乡不同:{value}(括号内为行号),未合并。如已改设或更名,请改用现名。",
        "{file} row {row}: the town differs from an official one in its level only: {value} (rows in brackets); not merged. If it was raised or renamed, use the present name.",
    ),
    "D266": (
        "{file} 第 {row} 行:疑似同一乡镇的几种写法:{value}(括号内为行号),未合并。如为同一乡镇,请统一写法。",
        "{file} row {row}: these may be writings of one town: {value} (rows in brackets); not merged. If they are, use one of them.",
    ),
    # Parents
    "D267": (
        "{file} 第 {row} 行:所属中心校自身又隶属另一学校:{value},已保留。请直接填写最上一级的中心校。",
        "{file} row {row}: the parent belongs to another school itself: {value}; kept. Give the school at the top.",
    ),
    "D268": (
        "{file} 第 {row} 行:教学点没有填写所属中心校({column})。请补填中心校的标识。",
        "{file} row {row}: a teaching point without parent ({column}). Add the parent's id.",
    ),
    "D269": (
        "{file} 第 {row} 行:所属中心校 {value} 本身是教学点,已保留。请改填中心校。",
        "{file} row {row}: the parent {value} is a teaching point itself; kept. Give the central school.",
    ),
    # Figures
    "D270": (
        "{file} 第 {row} 行:班额异常(在校生 / 班级:{value}),已保留。请核对在校生数和班级数。",
        "{file} row {row}: odd class size (pupils / classes: {value}); kept. Check pupils and classes.",
    ),
    "D271": (
        "{file} 第 {row} 行:寄宿生多于在校生({value}),已保留。请核对。",
        "{file} row {row}: more boarders than pupils ({value}); kept. Please check.",
    ),
    "D272": (
        "{file} 第 {row} 行:师生比异常(在校生 / 专任教师:{value}),已保留。请核对在校生数和专任教师数。",
        "{file} row {row}: odd number of pupils for each teacher ({value}); kept. Check pupils and teachers.",
    ),
    "D273": (
        "{file} 第 {row} 行:网络多媒体教室过多(教室 / 班级:{value}),已保留。请核对。",
        "{file} row {row}: too many media rooms for the classes ({value}); kept. Please check.",
    ),
    "D274": (
        "{file} 第 {row} 行:{column} 生均值过大({value}),已保留。请核对数值和单位。",
        "{file} row {row}: {column} for each pupil is beyond belief ({value}); kept. Check value and unit.",
    ),
    # Units
    "D275": (
        "{file} 第 {row} 行:{column} 的单位疑与其他行不同:{value},未换算。请统一为元或平方米。",
        "{file} row {row}: {column} looks as if it were in another unit than the other rows: {value}; not converted. Use yuan and square metres throughout.",
    ),
    "D276": (
        "{file} 整列 {column} 的单位疑不是元或平方米(中位数 {value}),未换算。请在表头注明单位,或换算后重填。",
        "{file}: the whole column {column} looks as if it were not in yuan or square metres (median {value}); not converted. State the unit in the header, or convert the column.",
    ),
    # Privacy
    "D277": (
        "{file} 第 {row} 行“{column}”列疑含个人信息(身份证号、学籍号、银行卡号、手机号或姓名;内容已遮盖为 {value}),按个人信息保护要求拒绝读取。请删除该内容后重试。",
        "{file} row {row}, column '{column}': this looks like personal data (identity card, school register, bank card, mobile phone or a name; masked here as {value}), so the file was refused. Delete it and try again.",
    ),
    "D278": (
        "{file} 的列“{value}”涉及需特别保护的学生群体,人数少时可识别到个人,未使用、未保存。规划不需要此列,建议删除。",
        "{file}: the column '{value}' counts pupils in need of protection, where small numbers point at single children; it was neither used nor kept. Planning does not need it; better delete it.",
    ),
    # Status
    "D279": (
        "{file} 第 {row} 行:学校状态为“{value}”(停办或未开办),已保留在表中,是否参加组建由方案设定决定。请核对。",
        "{file} row {row}: the status is '{value}' (closed or not yet open); the row is kept, and the policy decides whether it takes part. Please check.",
    ),
    "D280": (
        "{file} 第 {row} 行:在校生为 {value},学校状态却为正常或空白。如已停办请填写状态;人数不详请留空。",
        "{file} row {row}: {value} pupils, but the status is normal or blank. State that it is closed; leave pupils blank if not known.",
    ),
    "D281": (
        "{file} 第 {row} 行:学校已停办或撤并,却有在校生({value}),已保留。请核对状态和人数。",
        "{file} row {row}: closed, but with pupils ({value}); kept. Check status and pupils.",
    ),
    "D282": (
        "{file} 第 {row} 行:学校尚在建设或筹办,却有在校生({value}),已保留。请核对状态和人数。",
        "{file} row {row}: not yet open, but with pupils ({value}); kept. Check status and pupils.",
    ),
    "D283": (
        "{file} 第 {row} 行:学校状态“{value}”未说明是否在办,按方案设定可能被列为不参加。在办学校(含更名)请填“正常”,原校名写入备注。",
        "{file} row {row}: the status '{value}' does not say whether the school is open, so the policy may leave it out. Write 正常 for an open school, a renamed one too, and its former name under remark.",
    ),
    # Stage
    "D284": (
        "{file} 第 {row} 行:{column} 与办学类型不符({value}),已保留。请核对办学类型,或改正分学段人数。",
        "{file} row {row}: {column} does not go with the type ({value}); kept. Check the type, or the pupils of each stage.",
    ),
    "D285": (
        "{file} 第 {row} 行:一贯制学校只有一个学段有学生({value}),已保留。请核对办学类型和分学段人数。",
        "{file} row {row}: a school of both stages has pupils of one only ({value}); kept. Check the type and the pupils of each stage.",
    ),
    "D286": (
        "{file} 第 {row} 行:教学点在校生 {value} 人,规模偏大,已保留。请核对是否应为小学(211)。",
        "{file} row {row}: a teaching point with {value} pupils is large; kept. Check whether it is a primary school (211).",
    ),
    "D287": (
        "{file} 第 {row} 行:小规模学校的班级多于年级数({value};括号内为在校生),已保留。请核对班级数和在校生数。",
        "{file} row {row}: a small school has more classes than grades ({value}; pupils in brackets); kept. Check classes and pupils.",
    ),
    "D288": (
        "{file} 第 {row} 行:办学类型“{value}”没有义务教育学段(幼儿园、高中或中职),已保留在表中,按方案设定不作成员学校。确有小学或初中部的,请改用相应类型。",
        "{file} row {row}: the type '{value}' has no compulsory stage (kindergarten, senior or vocational); the row is kept, and by the policy it is no member. If it teaches a primary or junior stage, use that type.",
    ),
    # County
    "D289": (
        "{file} 第 {row} 行:坐标 {value} 靠近所属县界(括号内为县代码),坐标系或边界误差可能改变所在县。请核对所属县市。",
        "{file} row {row}: {value} lies near its county's border (code in brackets), so an error of CRS or border may change the county. Check the county.",
    ),
    "D290": (
        "{file} 第 {row} 行:表中学校几乎都属一个县市,此行不同({value}),已保留。请核对县市代码。",
        "{file} row {row}: nearly all rows are of one county, this one is not ({value}); kept. Check the county.",
    ),
    "D291": (
        "{file} 第 {row} 行:县市代码与乡镇或村代码的前 6 位不符({value}),已保留。请核对。",
        "{file} row {row}: the county is not that of the code of town or village ({value}); kept. Please check.",
    ),
    # Year
    "D292": (
        "{file} 第 {row} 行:统计年份与本表不同({value})。一张表只填一个年度的数据,请另存其他年度的行。",
        "{file} row {row}: the statistics are of another year than the table's ({value}). A table holds one year; move the other rows to another file.",
    ),
    "D293": (
        "{file} 没有注明统计年份({column})。请增加“统计年份”列,或在列对照文件中注明。",
        "{file} names no year of the statistics ({column}). Add a column 统计年份, or state it in the columns file.",
    ),
    "D294": (
        "{file} 第 {row} 行:开办年月晚于统计年份({value}),已保留。请核对。",
        "{file} row {row}: opened after the year of the statistics ({value}); kept. Please check.",
    ),
    "D295": (
        "{file} 第 {row} 行:开办年月 {value} 过早,已保留。请核对。",
        "{file} row {row}: opened in {value}, which is very early; kept. Please check.",
    ),
    "D296": (
        "{file} 第 {row} 行:统计年份“{value}”无法识别,未使用。请填如 2023 或 2023-2024学年。",
        "{file} row {row}: the year '{value}' is not understood and was not used. Write 2023 or 2023-2024学年.",
    ),
    # Ids
    "D297": (
        "{file} 第 {row} 行:标识码的类别或省份与办学类型、县市不符:{value}(括号内为应有的前 4 位),已保留。请核对标识码和办学类型。",
        "{file} row {row}: category or province of the id do not go with type and county: {value} (expected first digits in brackets); kept. Check id and type.",
    ),
    "D298": (
        "{file} 第 {row} 行:标识码 {value} 不是 10 位,与其他行不同,已保留。请核对。",
        "{file} row {row}: the id {value} has not ten digits like the others; kept. Please check.",
    ),
    "D299": (
        "{file} 第 {row} 行:{column} 的 {value} 含全角数字,或以字母 O、I、l 代替数字,已保留。请改为半角数字。",
        "{file} row {row}: {value} in {column} has full-width digits, or a letter O, I or l for a digit; kept. Use plain digits.",
    ),
    # List of checks
    "checks.title": ("数据检查清单", "Checks of the data"),
    "checks.note": (
        "本表由程序生成(`python -m optimizer.ingest.checks data/CHECKS.md`),请勿手改。错误(error)拒收全表,警告(warning)和说明(info)列入数据质量清单。",
        "Generated by `python -m optimizer.ingest.checks data/CHECKS.md`; do not edit. An error refuses the table; warnings and notes go into 数据质量清单.",
    ),
    "checks.rows": ("逐行检查", "Checks of cells and rows"),
    "checks.files": ("文件、表头与意向表", "Files, headers and the pair table"),
    "checks.limits": (
        "合理性界限(建议值,非政策规定)",
        "Limits of the plausible (suggested values, no policy)",
    ),
    "checks.code": ("编号", "code"),
    "checks.severity": ("级别", "severity"),
    "checks.what": ("问题", "what"),
    "checks.remedy": ("处理办法", "remedy"),
    "checks.limit": ("界限", "limit"),
    "checks.value": ("数值", "value"),
    "limit.class_pupils_max": ("班额上限(人)", "pupils for each class, most"),
    "limit.class_pupils_min": ("班额下限(人)", "pupils for each class, least"),
    "limit.teacher_pupils_max": (
        "每名专任教师的学生数上限",
        "pupils for each teacher, most",
    ),
    "limit.teacher_pupils_min": (
        "每名专任教师的学生数下限",
        "pupils for each teacher, least",
    ),
    "limit.media_per_class_max": (
        "每班网络多媒体教室上限(间)",
        "media rooms for each class, most",
    ),
    "limit.room_m2_per_pupil_max": (
        "生均教学及辅助用房面积上限(平方米)",
        "room area for each pupil, most (m2)",
    ),
    "limit.sport_m2_per_pupil_max": (
        "生均体育运动场馆面积上限(平方米)",
        "sport area for each pupil, most (m2)",
    ),
    "limit.equip_yuan_per_pupil_max": (
        "生均教学仪器设备值上限(元)",
        "equipment for each pupil, most (yuan)",
    ),
    "limit.ratio_pupils_min": (
        "检查生均上限的最小学校规模(人)",
        "smallest school whose amounts for each pupil are checked (pupils)",
    ),
    "limit.equip_yuan_per_pupil_min": (
        "生均教学仪器设备值低于此值疑为万元(元)",
        "equipment for each pupil below which it may be in 万元 (yuan)",
    ),
    "limit.room_m2_per_pupil_min": (
        "生均教学及辅助用房面积低于此值疑为亩(平方米)",
        "room area for each pupil below which it may be in 亩 (m2)",
    ),
    "limit.sport_m2_per_pupil_min": (
        "生均体育运动场馆面积低于此值疑为亩(平方米)",
        "sport area for each pupil below which it may be in 亩 (m2)",
    ),
    "limit.unit_log10_tolerance": (
        "疑似单位不同时,换算后与中位数的最大差(以 10 为底的对数)",
        "distance to the median after conversion, at which a unit is doubted (log10)",
    ),
    "limit.unit_rows_min": (
        "判断单位所需的最少行数",
        "rows needed to judge a unit",
    ),
    "limit.point_pupils_max": (
        "教学点在校生上限(人)",
        "pupils of a teaching point, most",
    ),
    "limit.small_pupils_below": (
        "小规模学校:在校生少于(人)",
        "a small school has fewer pupils than",
    ),
    "limit.same_place_m": ("视为同址的距离(米)", "distance of one place (m)"),
    "limit.same_name_ratio": (
        "视为校名相近的相似度(0 至 1)",
        "likeness of similar names (0 to 1)",
    ),
    "limit.border_outside_m": (
        "县界外容许的距离(米)",
        "distance outside the county that is tolerated (m)",
    ),
    "limit.border_inside_m": (
        "视为靠近县界的距离(米)",
        "distance to the border that is near (m)",
    ),
    "limit.one_county_share": (
        "视为单一县市表的行数比例",
        "share of rows that makes a table of one county",
    ),
    "limit.one_county_rows_min": (
        "视为单一县市表的最少行数",
        "rows a table of one county has at least",
    ),
    "limit.year_rows_min": (
        "须注明统计年份的最少行数",
        "rows from which a table is asked for its year",
    ),
    "limit.opened_year_min": ("最早的开办年份", "earliest year of opening"),
    "limit.official_id_share": (
        "检查标识码位数时,10 位标识码所占的最小比例",
        "share of ids of ten digits from which lengths are compared",
    ),
}
