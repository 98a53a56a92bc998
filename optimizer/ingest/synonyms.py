"""Headers by which planners call the canonical columns, compared after ``plain``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from optimizer.tabular import normal

_BRACKETS = re.compile(
    r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕|〈[^〈〉]*〉"
)

SCHOOL_HEADERS: Final[Mapping[str, tuple[str, ...]]] = {
    "school_id": (
        "学校(机构)标识码",
        "学校标识码",
        "学校标识",
        "标识码",
        "学校代码",
        "school_code",
        "XXDM",
    ),
    "name": (
        "学校(机构)名称",
        "学校名称",
        "学校全称",
        "校名",
        "单位名称",
        "school_name",
        "XXMC",
    ),
    "county_code": ("行政区划代码", "县市区划代码", "区划代码", "区划码", "县代码"),
    "town": ("乡镇", "乡(镇、街道)", "乡镇(街道)", "乡镇街道", "所在乡镇", "镇街"),
    "village": ("村委会(居委会)", "村(社区)", "村委会", "村社区"),
    "lon": ("经度", "东经", "学校经度", "所在地_经度", "lng", "longitude", "X"),
    "lat": ("纬度", "北纬", "学校纬度", "所在地_纬度", "latitude", "Y"),
    "type_code": ("办学类型", "办学类型码", "学校类型", "学校类别", "XXBXLXM"),
    "region_code": (
        "驻地城乡类型",
        "城乡分类代码",
        "城乡分类码",
        "城乡分类",
        "城乡类型",
        "所在地类型",
        "城乡",
    ),
    "pupils": ("在校生数", "学生数", "在校学生总数", "学生人数", "现有学生", "在校生"),
    "pupils_primary": ("小学学生人数", "小学在校生", "小学在校生数"),
    "pupils_junior": ("初中学生人数", "初中在校生", "初中在校生数"),
    "classes": ("班级总数", "教学班数", "班级数", "班数"),
    "staff": ("教职工数", "教职工总数"),
    "teachers": ("专任教师数", "专任教师总人数"),
    "edu_hi": ("高于规定学历教师数",),
    "backbone": (
        "县级以上骨干教师数",
        "县级及以上骨干教师数",
        "县级(及)以上骨干教师数",
        "骨干教师数",
        "骨干教师",
    ),
    "pe_art": (
        "体育、艺术专任教师",
        "体育、艺术专任教师数",
        "体育艺术专任教师",
        "体育艺术专任教师数",
    ),
    "room_area_m2": ("教学及辅助用房面积", "room_area"),
    "sport_area_m2": ("体育运动场馆面积", "运动场地面积", "sport_area"),
    "equip_yuan": ("教学仪器设备值", "教学仪器设备总值", "equip"),
    "media_rooms": ("网络多媒体教室", "网络多媒体教室数", "media"),
    "quality": ("办学水平", "办学水平等级", "评估等级", "level"),
    "core": (
        "可否作核心学校",
        "是否核心学校",
        "是否核心校",
        "核心学校",
        "核心校",
    ),
    "weak": ("是否薄弱", "是否薄弱学校", "薄弱学校"),
    "new": ("是否新建", "是否新建学校", "新建学校"),
    "rural": ("是否农村", "是否农村学校", "农村学校"),
    "opened": ("建校年月", "开办年月", "建校时间", "开办时间"),
    "will_lead": ("牵头意愿",),
    "will_join": ("合作意愿",),
    "parent_id": ("所属中心校", "parent"),
    "alliance_id": ("现有教联体编号", "教联体编号", "现有教联体"),
    "alliance_role": ("在现有教联体中的角色", "教联体角色"),
    "owner_level": ("隶属", "隶属关系", "主管部门"),
    "runner": ("举办者", "办别", "办学性质", "公办/民办"),
    "status": ("学校状态",),
    "remark": ("备注",),
}
"""Canonical columns of the school table in their fixed order, with their synonyms."""

SCHOOL_FALLBACKS: Final[Mapping[str, tuple[str, ...]]] = {
    "county_code": ("县(市、区)", "县市区", "县市", "所属区县", "county"),
    "town": ("所属学区",),
    "type_code": ("学段",),
}
"""Headers taken only when no better one stands in the table."""

PAIR_HEADERS: Final[Mapping[str, tuple[str, ...]]] = {
    "kind": ("类型", "关系", "意见类型"),
    "a": ("甲", "甲校", "学校甲"),
    "b": ("乙", "乙校", "学校乙"),
    "note": ("说明", "备注"),
}
"""Canonical columns of the pair table in their fixed order, with their synonyms."""


def plain(header: str) -> str:
    """Return a header without case, width, blanks, brackets and their content.

    Examples
    --------
    >>> plain(" 学校（机构） 标识码 "), plain("*经度(E):")
    ('学校标识码', '经度')
    """
    return _BRACKETS.sub("", normal(header)).strip("*:")


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
