"""Columns of the fill-in workbook: order, kind, range, source in the annual return."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

FieldKind = Literal["text", "code", "whole", "number", "list"]


@dataclass(frozen=True)
class County:
    """County a workbook is made for."""

    code: str
    name: str


@dataclass(frozen=True)
class Choices:
    """Words a user can choose from, by column, as ingest understands them."""

    of: Mapping[str, Sequence[str]]
    county: County | None = None
    pairs: Sequence[str] = field(default=())


@dataclass(frozen=True)
class Field:
    """One column.

    Parameters
    ----------
    name
        Canonical column.
    kind
        ``text`` free text; ``code`` text kept as typed; ``whole`` and ``number`` with
        ``low`` and ``high``, both inclusive; ``list`` a choice.
    width
        Characters.
    example
        Cell of the example row.
    source
        Field of the annual return (教基1001 and the tables on staff and buildings);
        ``""`` if it is not in there.
    must
        Whether a school without it is refused.
    """

    name: str
    kind: FieldKind
    width: int
    example: str | float = ""
    source: str = ""
    must: bool = False
    low: float = 0
    high: float = 0


_BASIC = "教基1001"

FIELDS: Final = (
    Field("school_id", "code", 16, "【示例】", f"{_BASIC} 学校(机构)标识码", True),
    Field("name", "text", 28, "【示例】", f"{_BASIC} 学校(机构)名称", True),
    Field("county_code", "list", 14, "", f"{_BASIC} 地址(县级行政区划代码)", True),
    Field("town", "text", 16, "某某镇", f"{_BASIC} 地址(乡镇、街道)"),
    Field("village", "text", 14, "样例村", f"{_BASIC} 地址(村、社区)"),
    Field("lon", "number", 11, 109.5, f"{_BASIC} 所在地_经度", True, 73, 136),
    Field("lat", "number", 11, 30.3, f"{_BASIC} 所在地_纬度", True, 3, 54),
    Field("crs", "list", 11, "WGS84", "年报未说明,请询问填报人"),
    Field("type_code", "list", 15, "小学", f"{_BASIC} 办学类型", True),
    Field("region_code", "list", 12, "村庄", f"{_BASIC} 驻地城乡类型"),
    Field("pupils", "whole", 10, 180, "在校生数合计", False, 0, 20_000),
    Field("pupils_primary", "whole", 10, "", "小学在校生数", False, 0, 20_000),
    Field("pupils_junior", "whole", 10, "", "初中在校生数", False, 0, 20_000),
    Field("classes", "whole", 9, 6, "班级数合计", False, 0, 500),
    Field("staff", "whole", 9, 14, "教职工数", False, 0, 2_000),
    Field("teachers", "whole", 9, 13, "专任教师数", False, 0, 2_000),
    Field("edu_hi", "whole", 13, 10, "专任教师学历情况", False, 0, 2_000),
    Field("backbone", "whole", 13, 1, "县级及以上骨干教师", False, 0, 2_000),
    Field("pe_art", "whole", 13, 1, "专任教师任课情况", False, 0, 2_000),
    Field("room_area_m2", "number", 14, 900, "校舍情况", False, 0, 200_000),
    Field("sport_area_m2", "number", 14, 1500, "占地和校舍情况", False, 0, 200_000),
    Field("equip_yuan", "number", 13, 360000, "资产情况(万元)", False, 0, 200_000_000),
    Field("media_rooms", "whole", 12, 6, "信息化建设情况", False, 0, 500),
    Field("quality", "list", 10, "合格"),
    Field("core", "list", 9),
    Field("weak", "list", 9),
    Field("new", "list", 9),
    Field("rural", "list", 9),
    Field("opened", "code", 10, "", f"{_BASIC} 建校年月"),
    Field("will_lead", "list", 9),
    Field("will_join", "list", 9),
    Field("parent_id", "code", 16),
    Field("alliance_id", "code", 12),
    Field("alliance_role", "list", 10),
    Field("owner_level", "list", 10, "县属", f"{_BASIC} 属地管理教育行政部门"),
    Field("runner", "list", 9, "公办", f"{_BASIC} 举办者"),
    Field("status", "list", 9, "正常"),
    Field("remark", "text", 30),
)
"""Every canonical column of the school table, and the CRS of the row."""

PAIR_FIELDS: Final = (
    Field("kind", "list", 16, "【示例】愿意", must=True),
    Field("a", "code", 22, "2142000001", must=True),
    Field("b", "code", 22, "2142000002"),
    Field("note", "text", 60),
)
"""Columns of the sheet of wishes."""
