"""Rows that break a rule between cells and rows, and the nearest rows that do not.

Code to (rows that give exactly this code once, rows that give nothing); a row states
what differs from a faultless one.
"""

POINT = {"type_code": "218", "pupils": "20"}
NINE = {"type_code": "312"}
WITH_PARENT = {"parent_id": "001"}
TEN = [{}] * 9
OFFICIAL = "2142000001"

ERRORS = {
    "D292": (
        [{"统计年份": "2023"}, {"统计年份": "2023"}, {"统计年份": "2022-2023学年"}],
        [{"统计年份": "2023"}, {"统计年份": "2023-2024学年"}, {"统计年份": ""}],
    ),
}

DUPLICATES = {
    "D260": (
        [{"name": "甲小学"}, {"name": "甲小学", "village": "某村"}],
        [{"name": "甲小学"}, {"name": "甲小学", "town": "龙凤镇"}],
    ),
    "D261": (
        [
            {"name": "示例镇希望小学", "lon": "109.5"},
            {"name": "示例镇希望小学校", "lon": "109.5001"},
        ],
        [
            {"name": "示例镇希望小学", "lon": "109.5"},
            {"name": "示例镇希望小学校", "lon": "109.501"},
        ],
    ),
    "D263": (
        [{"name": "甲小学"}, {"name": "甲小学", "pupils": "351"}],
        [{"name": "甲小学"}, {"name": "乙小学", "pupils": "351"}],
    ),
}

TOWNS = {
    "D264": ([{"town": "恩施市舞阳坝街道办事处"}], [{"town": "舞阳坝街道"}]),
    "D265": (
        [{"county_code": "422822", "town": "长梁乡", "lon": "109.9", "lat": "30.6"}],
        [{"county_code": "422822", "town": "长梁镇", "lon": "109.9", "lat": "30.6"}],
    ),
    "D266": (
        [{"town": "样例镇"}, {"town": "样例乡"}],
        [{"town": "样例镇"}, {"town": "样品乡"}],
    ),
}

PARENTS = {
    "D267": (
        [{}, {"parent_id": "001"}, {"parent_id": "002"}],
        [{}, {"parent_id": "001"}, {"parent_id": "001"}],
    ),
    "D177": (
        [{"name": "甲中心小学"}, POINT | {"parent_id": "甲中心 小学"}],
        [{"name": "甲中心小学"}, POINT | WITH_PARENT],
    ),
    "D178": (
        [
            {"name": "甲中心小学"},
            {"name": "甲中心小学", "town": "龙凤镇"},
            POINT | {"parent_id": "甲中心小学"},
        ],
        [
            {"name": "甲中心小学"},
            {"name": "甲中心小学", "town": "龙凤镇"},
            POINT | {"parent_id": "002"},
        ],
    ),
    "D268": ([{}, POINT | WITH_PARENT, POINT], [{}, POINT | WITH_PARENT, WITH_PARENT]),
    "D269": (
        [{"parent_id": "002"}, POINT | {"parent_id": "003"}, {}],
        [{"parent_id": "003"}, POINT | {"parent_id": "003"}, {}],
    ),
}

FIGURES = {
    "D270": ([{"pupils": "350", "classes": "4"}], [{"pupils": "350", "classes": "5"}]),
    "D271": ([{"寄宿生数": "351"}], [{"寄宿生数": "350"}]),
    "D272": (
        [{"pupils": "303", "teachers": "3"}],
        [{"pupils": "300", "teachers": "3"}],
    ),
    "D273": (
        [{"统计年份": "2023", "classes": "10", "media_rooms": "31"}],
        [{"统计年份": "2023", "classes": "10", "media_rooms": "30"}],
    ),
    "D274": (
        [{"统计年份": "2023", "sport_area_m2": "175001"}],
        [{"统计年份": "2023", "sport_area_m2": "175000"}],
    ),
}


def _equip(*amounts):
    return [{"统计年份": "2023", "equip_yuan": amount} for amount in amounts]


UNITS = {
    "D275": (
        _equip("700000", "650000", "720000", "70"),
        _equip("700000", "650000", "720000", "11000"),
    ),
    "D276": (_equip("70", "65", "72"), _equip("700000", "650000", "720000")),
}

STATUS = {
    "D279": ([{"status": "已撤并", "pupils": "0"}], [{"status": "正常"}]),
    "D280": ([{"pupils": "0"}], [{"pupils": "1"}]),
    "D281": ([{"status": "停办", "pupils": "1"}], [{"status": "在办", "pupils": "1"}]),
    "D282": ([{"status": "在建", "pupils": "1"}], [{"status": "", "pupils": "1"}]),
    "D283": ([{"status": "更名"}], [{"status": "正常"}]),
}

STAGES = {
    "D284": (
        [{"type_code": "311", "pupils_primary": "350", "pupils_junior": "0"}],
        [{"type_code": "311", "pupils_primary": "0", "pupils_junior": "350"}],
    ),
    "D285": (
        [NINE | {"pupils_primary": "350", "pupils_junior": "0"}],
        [NINE | {"pupils_primary": "349", "pupils_junior": "1"}],
    ),
    "D286": (
        [{"type_code": "218", "pupils": "101"}],
        [{"type_code": "218", "pupils": "100"}],
    ),
    "D287": (
        [{"pupils": "99", "classes": "7"}],
        [{"pupils": "99", "classes": "6"}, {"pupils": "100", "classes": "7"}],
    ),
    "D288": ([{"type_code": "幼儿园"}], [{"type_code": "完全中学"}]),
}

COUNTIES = {
    "D290": (
        [*TEN, {"county_code": "110101"}],
        [*TEN[1:], {"county_code": "110101"}],
    ),
    "D291": ([{"乡镇代码": "422802101000"}], [{"乡镇代码": "422801101000"}]),
}

YEARS = {
    "D293": (
        [{"backbone": "1", "teachers": "20"}] * 10,
        [{"backbone": "1", "teachers": "20"}] * 9,
    ),
    "D294": (
        [{"统计年份": "2023", "opened": "2024-09"}],
        [{"统计年份": "2023", "opened": "2023-09"}],
    ),
    "D295": ([{"opened": "1899"}], [{"opened": "1900"}]),
    "D296": ([{"统计年份": "去年"}], [{"统计年份": "２０２３年"}]),
}

IDS = {
    "D297": (
        [{"school_id": "3142000001"}],
        [{"school_id": OFFICIAL}, {"school_id": "3142000001", "type_code": "312"}],
    ),
    "D298": (
        [{"school_id": OFFICIAL}, {"school_id": "214200002"}],
        [{"school_id": OFFICIAL}, {"school_id": "J214200002"}],
    ),
    "D299": ([{"school_id": "21420O0001"}], [{"school_id": "S422801001"}]),
}

NOTES = {
    **DUPLICATES,
    **TOWNS,
    **PARENTS,
    **FIGURES,
    **UNITS,
    **STATUS,
    **STAGES,
    **COUNTIES,
    **YEARS,
    **IDS,
}
