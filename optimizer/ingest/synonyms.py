"""Headers by which planners call the canonical columns, compared after ``plain``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from optimizer.tabular import normal

_BRACKETS = re.compile(
    r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕|〈[^〈〉]*〉"
)

_PRIMARY = ("小学", "小学阶段", "小学部", "小学段")
_JUNIOR = ("初中", "初中阶段", "初中部", "初中段", "普通初中")
_PUPILS = (
    "在校生数",
    "在校生",
    "在校学生数",
    "在校学生",
    "在校生人数",
    "在校学生人数",
    "学生数",
    "学生人数",
    "学生",
)


def _of_stage(stages: tuple[str, ...]) -> tuple[str, ...]:
    """Return the headers for the pupils of a stage, in either order.

    Two header lines are joined to 在校生数小学, one line says 小学在校生数.
    """
    return tuple(
        text
        for stage in stages
        for word in _PUPILS
        for text in (f"{stage}{word}", f"{word}{stage}")
    )


SCHOOL_HEADERS: Final[Mapping[str, tuple[str, ...]]] = {
    "school_id": (
        "学校(机构)标识码",
        "学校标识码",
        "学校标识",
        "标识码",
        "机构标识码",
        "学校(机构)代码",
        "学校代码",
        "学校编码",
        "学校id",
        "学校识别码",
        "school_code",
        "XXDM",
        "XXBSM",
    ),
    "name": (
        "学校(机构)名称",
        "学校(机构)名称(章)",
        "学校名称",
        "学校全称",
        "校名",
        "学校名",
        "校点名称",
        "单位名称",
        "机构名称",
        "school_name",
        "XXMC",
    ),
    "county_code": (
        "行政区划代码",
        "行政区划码",
        "县级行政区划代码",
        "县市区划代码",
        "县区代码",
        "区县代码",
        "区划代码",
        "区划码",
        "县代码",
        "XZQHM",
    ),
    "town": (
        "乡镇",
        "乡(镇、街道)",
        "乡镇(街道)",
        "乡镇街道",
        "乡镇街道名称",
        "乡镇名称",
        "镇(乡、街道)",
        "镇乡街道",
        "街道乡镇",
        "所在乡镇",
        "所属乡镇",
        "所在乡镇街道",
        "乡镇办",
        "镇街",
        "镇街名称",
    ),
    "village": (
        "村委会(居委会)",
        "村(社区)",
        "村委会",
        "村社区",
        "村居",
        "行政村",
        "所在村",
        "所在村(社区)",
        "村名",
    ),
    "lon": (
        "经度",
        "东经",
        "学校经度",
        "经度坐标",
        "坐标经度",
        "所在地_经度",
        "所在地经度",
        "lng",
        "long",
        "longitude",
        "X",
        "X坐标",
        "坐标X",
        "JD",
    ),
    "lat": (
        "纬度",
        "北纬",
        "学校纬度",
        "纬度坐标",
        "坐标纬度",
        "所在地_纬度",
        "所在地纬度",
        "latitude",
        "Y",
        "Y坐标",
        "坐标Y",
        "WD",
    ),
    "type_code": (
        "办学类型",
        "办学类型码",
        "办学类型代码",
        "学校办学类型",
        "学校(机构)办学类型",
        "学校类型",
        "学校类别",
        "学校办学类型码",
        "XXBXLXM",
    ),
    "region_code": (
        "驻地城乡类型",
        "驻地城乡类型代码",
        "学校驻地城乡类型",
        "学校(机构)驻地城乡类型",
        "城乡分类代码",
        "城乡分类码",
        "城乡分类",
        "城乡类型",
        "城乡类别",
        "城乡属性",
        "所在地类型",
        "所在地城乡类型",
        "城乡",
        "SZDCXLXM",
    ),
    "pupils": (
        *_PUPILS[:-1],
        "在校学生总数",
        "在校生总数",
        "学生总数",
        "现有学生",
        "现有学生数",
        "在校生数合计",
        "在校生数总计",
        "在校学生数合计",
        "学生数合计",
    ),
    "pupils_primary": _of_stage(_PRIMARY),
    "pupils_junior": _of_stage(_JUNIOR),
    "classes": (
        "班级总数",
        "教学班数",
        "教学班",
        "班级数",
        "班级数合计",
        "教学班数合计",
        "班数",
        "班额数",
    ),
    "staff": (
        "教职工数",
        "教职工总数",
        "教职工人数",
        "教职工",
        "教职工数合计",
    ),
    "teachers": (
        "专任教师数",
        "专任教师总人数",
        "专任教师总数",
        "专任教师人数",
        "专任教师",
        "专任教师数合计",
        "教职工数专任教师",
        "教职工数专任教师数",
    ),
    "edu_hi": (
        "高于规定学历教师数",
        "高于规定学历教师",
        "高于规定学历专任教师数",
        "高于规定学历的教师数",
        "专任教师数高于规定学历",
        "专任教师数高于规定学历教师数",
        "专任教师高于规定学历",
    ),
    "backbone": (
        "县级以上骨干教师数",
        "县级以上骨干教师",
        "县级及以上骨干教师数",
        "县级及以上骨干教师",
        "县级(及)以上骨干教师数",
        "专任教师数县级以上骨干教师",
        "专任教师数县级及以上骨干教师",
        "专任教师数骨干教师",
        "骨干教师数",
        "骨干教师",
    ),
    "pe_art": (
        "体育、艺术专任教师",
        "体育、艺术专任教师数",
        "体育、艺术(音乐、美术)专任教师数",
        "体育艺术专任教师",
        "体育艺术专任教师数",
        "体育、艺术教师数",
        "体育艺术教师数",
        "体艺教师数",
        "体艺专任教师数",
        "专任教师数体育艺术",
    ),
    "room_area_m2": (
        "教学及辅助用房面积",
        "教学及辅助用房",
        "教学及教学辅助用房面积",
        "教学辅助用房面积",
        "room_area",
    ),
    "sport_area_m2": (
        "体育运动场馆面积",
        "体育运动场(馆)面积",
        "体育运动场地面积",
        "运动场地面积",
        "运动场馆面积",
        "sport_area",
    ),
    "equip_yuan": (
        "教学仪器设备值",
        "教学仪器设备总值",
        "教学仪器设备资产值",
        "教学仪器设备资产总值",
        "教学、科研仪器设备资产值",
        "教学科研仪器设备资产值",
        "equip",
    ),
    "media_rooms": (
        "网络多媒体教室",
        "网络多媒体教室数",
        "网络多媒体教室间数",
        "多媒体教室",
        "多媒体教室数",
        "media",
    ),
    "quality": ("办学水平", "办学水平等级", "评估等级", "办学水平评估等级", "level"),
    "core": (
        "可否作核心学校",
        "能否作核心学校",
        "是否核心学校",
        "是否核心校",
        "核心学校",
        "核心校",
    ),
    "weak": ("是否薄弱", "是否薄弱学校", "是否薄弱校", "薄弱学校", "薄弱校"),
    "new": ("是否新建", "是否新建学校", "是否新建校", "新建学校", "新建校"),
    "rural": ("是否农村", "是否农村学校", "农村学校"),
    "opened": (
        "建校年月",
        "建校年份",
        "建校时间",
        "建校日期",
        "开办年月",
        "开办时间",
        "开办年份",
        "办学时间",
    ),
    "will_lead": ("牵头意愿", "是否愿意牵头", "有无牵头意愿"),
    "will_join": ("合作意愿", "加入意愿", "是否愿意加入", "有无合作意愿"),
    "parent_id": (
        "所属中心校",
        "所属中心校标识码",
        "所属中心学校",
        "中心校标识码",
        "parent",
    ),
    "alliance_id": ("现有教联体编号", "教联体编号", "现有教联体"),
    "alliance_role": ("在现有教联体中的角色", "教联体角色"),
    "owner_level": (
        "隶属",
        "隶属关系",
        "主管部门",
        "是否州直",
        "属地管理教育行政部门",
    ),
    "runner": (
        "举办者",
        "举办者类型",
        "学校(机构)举办者",
        "学校举办者",
        "办别",
        "办学性质",
        "公办/民办",
        "公民办",
        "XXJBZM",
    ),
    "status": ("学校状态", "办学状态"),
    "remark": ("备注",),
}
"""Canonical columns of the school table in their fixed order, with their synonyms."""

SCHOOL_FALLBACKS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("学校", "名称"),
    "county_code": (
        "县(市、区)",
        "县市区",
        "县市区名称",
        "县区",
        "区县",
        "县市",
        "所属区县",
        "所属县市",
        "所在县市",
        "county",
    ),
    "town": ("所属学区", "学区"),
    "type_code": ("学段", "办学学段"),
}
"""Headers taken only when no better one stands in the table."""

SCHOOL_HELPERS: Final[Mapping[str, tuple[str, ...]]] = {
    "lonlat": (
        "坐标",
        "经纬度",
        "经纬度坐标",
        "学校坐标",
        "位置坐标",
        "地理坐标",
        "坐标点",
        "位置",
        "wkt",
        "geometry",
        "point",
    ),
    "crs": ("坐标系", "坐标系统", "坐标系名称"),
    "indoor_pe_m2": (
        "室内体育用房面积",
        "室内体育用房",
        "教学及辅助用房面积室内体育用房",
        "教学及辅助用房面积室内体育用房面积",
        "indoor_pe",
    ),
}
"""Columns that say something about others and are no part of the canonical table."""


def _teachers_of(*subjects: str) -> tuple[str, ...]:
    ends = ("专任教师", "专任教师数", "教师", "教师数", "专任教师人数")
    heads = ("专任教师数", "专任教师")
    return tuple(f"{subject}{end}" for subject in subjects for end in ends) + tuple(
        f"{head}{subject}" for subject in subjects for head in heads
    )


SCHOOL_PARTS: Final[Mapping[str, tuple[tuple[tuple[str, ...], ...], ...]]] = {
    "pe_art": (
        (_teachers_of("体育"), _teachers_of("艺术")),
        (_teachers_of("体育"), _teachers_of("音乐"), _teachers_of("美术")),
    ),
    "sport_area_m2": (
        (
            ("体育馆面积", "体育馆", "室内体育馆面积", "体育场馆面积体育馆"),
            ("体育场面积", "体育场", "校内体育场面积", "运动场面积", "运动场"),
        ),
    ),
}
"""Columns that may be put together of others: sets of parts, each with its headers."""

SCHOOL_DOUBTS: Final[Mapping[str, tuple[str, ...]]] = {
    "学校性质": ("runner", "type_code"),
    "性质": ("runner", "type_code"),
    "类别": ("type_code", "runner"),
    "类型": ("type_code", "region_code"),
    "等级": ("quality", "region_code"),
    "学校等级": ("quality", "type_code"),
    "代码": ("school_id", "county_code"),
    "编号": ("school_id",),
    "中心学校": ("parent_id", "town"),
    "中心校": ("parent_id", "town"),
    "学生": ("pupils",),
    "人数": ("pupils",),
    "教师": ("teachers", "staff"),
    "教师数": ("teachers", "staff"),
    "设备值": ("equip_yuan",),
    "面积": ("room_area_m2", "sport_area_m2"),
    "小学": ("pupils_primary", "type_code"),
    "初中": ("pupils_junior", "type_code"),
    "意愿": ("will_join", "will_lead"),
    "状态": ("status",),
}
"""Headers with more than one meaning, and what they may mean: the user is asked."""

SCHOOL_UNUSED: Final = frozenset(
    [
        "专科学历教师人数",
        "本科学历教师人数",
        "硕士学历教师人数",
        "博士学历教师人数",
        "研究生学历教师人数",
    ]
)
"""Teachers by degree. Which of them count for ``edu_hi`` depends on the stage they
teach (专科 for primary, 本科 for junior), which these columns do not tell."""

PAIR_HEADERS: Final[Mapping[str, tuple[str, ...]]] = {
    "kind": ("类型", "关系", "意见类型"),
    "a": ("甲", "甲校", "学校甲"),
    "b": ("乙", "乙校", "学校乙"),
    "note": ("说明", "备注"),
}
"""Canonical columns of the pair table in their fixed order, with their synonyms."""


_FILLERS = re.compile("[_/、,，:;*·.\\-—]|其中")
"""What joins the lines of a header, or numbers and marks it, and says nothing."""


def plain(header: str) -> str:
    """Return a header without case, width, blanks, joints, brackets and their content.

    Examples
    --------
    >>> plain(" 学校（机构） 标识码 "), plain("*经度(E):"), plain("所在地_经度")
    ('学校标识码', '经度', '所在地经度')
    """
    bare = normal(header)
    while (inner := _BRACKETS.sub("", bare)) != bare:
        bare = inner
    return _FILLERS.sub("", bare)


def bracketed(header: str) -> list[str]:
    """Return what stands in the brackets of a header, for units.

    Examples
    --------
    >>> bracketed("教学仪器设备值（万元）")
    ['万元']
    """
    return [part[1:-1] for part in _BRACKETS.findall(normal(header))]


_PLACE_HEADERS = frozenset(
    plain(header) for name in ("lon", "lat") for header in (name, *SCHOOL_HEADERS[name])
)


def is_place_header(header: str) -> bool:
    """Tell whether a header means longitude or latitude."""
    return plain(header) in _PLACE_HEADERS
