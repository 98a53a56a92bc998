"""Files whose cells or rows do not go together, and files with personal data."""

from __future__ import annotations

from tests.ingest import builders
from tests.ingest.corpus.case import CorpusCase, Expected

_NAMES = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒"
_YEAR = {"统计年份": "2023"}


def _case(name, table, issues=(), *, schools=None, refused=False, quiet=()):
    """Return a case of one csv; unless refused, every row must come out."""
    kept = {} if refused else {cells["school_id"]: {} for cells in table}
    return CorpusCase(
        name,
        lambda home: builders.write_csv(home / "学校表.csv", table),
        Expected(
            issues=tuple(issues),
            schools=kept | (schools or {}),
            refused=refused,
            quiet=frozenset(quiet),
        ),
    )


def _figures(n, **cells):
    """Return a primary school whose figures all go together; ``n`` from 1."""
    pupils = 300 + 10 * n
    return {
        "school_id": f"21420001{n:02d}",
        "name": f"示例·{_NAMES[n - 1]}小学",
        "county_code": "422801",
        "town": "龙凤镇",
        "lon": f"{109.40 + n / 200:.3f}",
        "lat": "30.29",
        "type_code": "211",
        "pupils": str(pupils),
        "pupils_primary": str(pupils),
        "classes": "12",
        "staff": "26",
        "teachers": "24",
        "backbone": "4",
        "room_area_m2": str(pupils * 5),
        "sport_area_m2": str(pupils * 8),
        "equip_yuan": str(pupils * 2000),
        "media_rooms": "12",
        "opened": "1998-09",
        "parent_id": "",
        "status": "正常",
        "remark": "",
        "统计年份": "2023",
        **cells,
    }


def _thirty():
    """Return thirty schools as a bureau sends them, with ten faults.

    Row 1 is the header, so school ``n`` stands in row ``n + 1``.
    """
    faults = {
        3: {"town": "恩施市龙凤镇人民政府"},
        5: {"equip_yuan": "70"},
        8: {"type_code": "幼儿园", "school_id": "1142000108"},
        11: {"teachers": "31"},
        13: {"status": "停办"},
        16: {"pupils_primary": "400"},
        19: {"opened": "2024-09"},
        22: {"sport_area_m2": "6.3"},
        25: {"lon": "108.90", "lat": "30.30"},
        28: {"type_code": "218", "pupils": "40", "pupils_primary": "40"}
        | {"classes": "6", "staff": "7", "teachers": "6", "media_rooms": "6"}
        | {"room_area_m2": "300", "sport_area_m2": "500", "equip_yuan": "90000"}
        | {"parent_id": "2142000199"},
    }
    return [_figures(n, **faults.get(n, {})) for n in range(1, 31)]


_THIRTY_ISSUES = (
    ("D264", 4),
    ("D275", 6),
    ("D288", 9),
    ("D161", 12),
    ("D281", 14),
    ("D162", 17),
    ("D294", 20),
    ("D275", 23),
    ("D158", 26),
    ("D170", 29),
)


def _rows(*changes):
    return builders.rows(*changes)


CASES = [
    _case(
        "thirty rows with ten faults",
        _thirty(),
        _THIRTY_ISSUES,
        schools={
            "2142000103": {"town": "龙凤镇"},
            "2142000105": {"equip_yuan": 70.0},
            "1142000108": {"type_code": "111"},
            "2142000122": {"sport_area_m2": 6.3},
            "2142000113": {"status": "停办", "pupils": 430},
        },
    ),
    _case(
        "thirty rows without the ten faults",
        [_figures(n) for n in range(1, 31)],
    ),
    _case(
        "school entered by two clerks",
        _rows({"name": "示例小学"}, {"name": "示例 小学", "pupils": "348"}),
        [("D263", 3)],
    ),
    _case(
        "row copied and given a new id",
        _rows(
            {"name": "示例小学", "lon": "109.5"}, {"name": "示例小学", "lon": "109.5"}
        ),
        [("D159", 2), ("D262", 3)],
    ),
    _case(
        "renamed school beside its old name",
        _rows(
            {"name": "龙凤镇示例希望小学", "lon": "109.5"},
            {"name": "龙凤镇示例小学", "lon": "109.5", "status": "更名"},
        ),
        [("D159", 2), ("D261", 3), ("D283", 3)],
    ),
    _case(
        "one town in five writings",
        _rows(
            {"town": "恩施市舞阳坝街道办事处"},
            {"town": "舞阳坝街道"},
            {"town": "舞阳坝"},
            {"town": "舞阳"},
            {"town": "舞阳坝街道办"},
        ),
        [("D264", 2), ("D264", 4), ("D264", 5), ("D264", 6)],
        schools={f"00{n}": {"town": "舞阳坝街道"} for n in range(1, 6)},
    ),
    _case(
        "ethnic town in short and another level beside it",
        _rows({"town": "芭蕉乡"}, {"town": "芭蕉侗族乡"}, {"town": "芭蕉镇"}),
        [("D264", 2), ("D265", 4)],
        schools={
            "001": {"town": "芭蕉侗族乡"},
            "002": {"town": "芭蕉侗族乡"},
            "003": {"town": "芭蕉镇"},
        },
    ),
    _case(
        "towns no list knows",
        _rows({"town": "样例镇"}, {"town": "样例镇办事处"}, {"town": "样品镇"}),
        [("D266", 3)],
        schools={"001": {"town": "样例镇"}, "002": {"town": "样例镇办事处"}},
    ),
    _case(
        "teaching points and their parents",
        _rows(
            {},
            {"type_code": "218", "pupils": "20", "parent_id": "001"},
            {"type_code": "218", "pupils": "21", "parent_id": ""},
            {"type_code": "218", "pupils": "22", "parent_id": "002"},
            {"type_code": "218", "pupils": "23", "parent_id": "009"},
            {"parent_id": "007"},
            {"parent_id": "001"},
        ),
        [("D268", 4), ("D269", 5), ("D170", 6), ("D267", 7)],
    ),
    _case(
        "whole column of equipment in 万元",
        [_YEAR | cells | {"equip_yuan": "72.5"} for cells in _rows({}, {}, {}, {})],
        [("D276", 1)],
        schools={"001": {"equip_yuan": 72.5}},
    ),
    _case(
        "three schools in 亩 among ten",
        [
            _figures(n, sport_area_m2="4.5") if n in (2, 5, 9) else _figures(n)
            for n in range(1, 11)
        ],
        [("D275", 3), ("D275", 6), ("D275", 10)],
        schools={"2142000102": {"sport_area_m2": 4.5}},
    ),
    _case(
        "closed, planned and empty schools",
        _rows(
            {"status": "停办", "pupils": "0"},
            {"status": "撤并", "pupils": "12"},
            {"status": "在建", "pupils": "30"},
            {"status": "正常", "pupils": "0"},
            {"status": "更名"},
        ),
        [("D279", 2), ("D281", 3), ("D282", 4), ("D280", 5), ("D283", 6)],
    ),
    _case(
        "types against pupils",
        _rows(
            {"type_code": "211", "pupils_primary": "300", "pupils_junior": "50"},
            {"type_code": "311", "pupils_primary": "50", "pupils_junior": "300"},
            {"type_code": "312", "pupils_primary": "350", "pupils_junior": "0"},
            {"type_code": "218", "pupils": "180"},
            {"type_code": "211", "pupils": "60", "classes": "9"},
            {"type_code": "342"},
        ),
        [
            ("D284", 2),
            ("D284", 3),
            ("D285", 4),
            ("D286", 5),
            ("D287", 6),
            ("D288", 7),
        ],
    ),
    _case(
        "figures beyond belief",
        [
            _figures(1, pupils="900", pupils_primary="900"),
            _figures(2, teachers="2", backbone="1"),
            _figures(3, media_rooms="60"),
            _figures(4, room_area_m2="50000"),
            _figures(5, backbone="25"),
            _figures(6, 寄宿生数="361"),
        ],
        [
            ("D270", 2),
            ("D272", 3),
            ("D273", 4),
            ("D274", 5),
            ("D163", 6),
            ("D271", 7),
        ],
    ),
    _case(
        "rows of two school years",
        [_figures(n, 统计年份="2022" if n == 3 else "2023") for n in range(1, 5)],
        [("D292", 4)],
        refused=True,
    ),
    _case(
        "opened before it could and after it should",
        [
            _figures(1, opened="1889"),
            _figures(2, opened="2023-09"),
            _figures(3, opened="2024"),
            _figures(4, 统计年份="上年"),
        ],
        [("D295", 2), ("D294", 4), ("D296", 5)],
    ),
    _case(
        "ids of the wrong kind",
        [
            _figures(1, school_id="3142000101"),
            _figures(2, school_id="214200102"),
            _figures(3, school_id="21420OO103"),
            _figures(4, school_id="２１４２０００１０４"),
            _figures(5, school_id="2143000105"),
            _figures(6),
            _figures(7),
            _figures(8),
            _figures(9),
        ],
        [("D297", 2), ("D298", 3), ("D299", 4), ("D299", 5), ("D297", 6)],
    ),
    _case(
        "strays of another county",
        [
            _figures(n, county_code="422802", town="谋道镇")
            if n == 7
            else _figures(n, 村代码="422825100001" if n == 3 else "422801101001")
            for n in range(1, 13)
        ],
        [("D291", 4), ("D158", 8), ("D290", 8)],
    ),
    _case(
        "phone of a head in a remark",
        [_figures(1), _figures(2, remark="有事请打１３８ ０００１ ２３４５")],
        [("D277", 3)],
        refused=True,
    ),
    _case(
        "heads and protected groups beside the figures",
        [
            _figures(n, 校长="张三", 联系电话="13800012345", 留守儿童数="3")
            for n in range(1, 4)
        ],
        [("D123", 1), ("D123", 1), ("D278", 1)],
    ),
    _case(
        "roster of pupils",
        [_figures(1, 学生姓名="李四", 学籍号="G42280120120305001X")],
        [("D124", 1), ("D124", 1)],
        refused=True,
    ),
]
