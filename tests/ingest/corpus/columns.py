"""Headers and values as planners write them: each file one fault, or a mix."""

from optimizer.crs import Crs, from_wgs84
from optimizer.ingest.columns import ColumnsFile
from tests.ingest.builders import row, rows, write_csv, write_xlsx
from tests.ingest.corpus.case import CorpusCase, Expected

QUIET = frozenset({"D293"})
"""Notes on a table that names no year: no case here is about it."""

RETURN = {
    "school_id": "学校（机构）标识码",
    "name": "学校（机构）名称（章）",
    "county_code": "行政区划代码",
    "town": "乡（镇、街道）",
    "lon": "所在地_经度",
    "lat": "所在地_纬度",
    "type_code": "办学类型",
    "pupils": "在校生数合计",
}
"""Headers of the annual return."""

JYT = {
    "school_id": "XXDM",
    "name": "XXMC",
    "county_code": "XZQHM",
    "type_code": "XXBXLXM",
}
"""Headers of JY/T 1002."""


def renamed(table, names):
    """Return rows under other headers."""
    return [{names.get(k, k): v for k, v in cells.items()} for cells in table]


def without(table, *names):
    """Return rows without some columns."""
    return [{k: v for k, v in cells.items() if k not in names} for cells in table]


def csv(table, **options):
    """Return what writes rows as csv."""
    return lambda home: write_csv(home / "a.csv", table, **options)


def shifted(crs, *, mark=""):
    """Return two schools with coordinates of a system in one cell."""
    table = without(rows({}, {}), "lon", "lat")
    for cells, point in zip(table, [(109.49, 30.29), (109.5, 30.3)], strict=True):
        lon, lat = map(float, from_wgs84(*point, crs))
        cells["经纬度"] = f"{mark}{lon:.9f},{lat:.9f}"
    return table


PLACES = {"001": {"lon": 109.49, "lat": 30.29}, "002": {"lon": 109.5, "lat": 30.3}}
SEVERAL = rows(
    {"pupils": "350人", "classes": "12个班", "equip_yuan": "36.5万元"},
    {"pupils": "三百五十", "classes": "十二", "sport_area_m2": "10亩"},
    {"pupils": "近百", "classes": "6-8", "room_area_m2": "1,200.5"},
    {"pupils": "约120", "classes": "", "media_rooms": "无"},
)
DATES = rows(
    {"opened": "二〇一九年九月", "weak": "☑是☐否"},
    {"opened": "43709", "weak": "对"},
    {"opened": "19年9月", "weak": "不详"},
    {"opened": "2019.09", "weak": "否（2022年）"},
)
CODES = rows(
    {"type_code": "小学(211)", "region_code": "220 村庄", "county_code": "恩施市"},
    {"type_code": "311.0", "region_code": "镇中心区", "county_code": "'422801"},
    {"type_code": "211", "region_code": "农村", "county_code": "422801 恩施市"},
)
MINUTES = rows(
    {"lon": "109°29′24″E", "lat": "30°17′24″N"},
    {"lon": "东经109度30分", "lat": "北纬30度18分"},
    {"lon": "30:17:24", "lat": "109:29:24", "town": "白杨坪镇"},
)
ASKED = renamed(
    rows({"type_code": "公办"}, {"type_code": "民办"}), {"type_code": "性质"}
)
DEGREES = [cells | {"本科学历教师人数": "9"} for cells in rows({})]

CASES = [
    CorpusCase(
        "headers of the annual return",
        csv(renamed(rows({}, {}), RETURN)),
        Expected(schools={"001": {"pupils": 350}, "002": {"lon": 109.5}}),
    ),
    CorpusCase(
        "headers of JY/T 1002",
        lambda home: write_xlsx(home / "a.xlsx", renamed(rows({}), JYT)),
        Expected(schools={"001": {"type_code": "211", "name": "示例小学1"}}),
    ),
    CorpusCase(
        "figures in every writing",
        csv(SEVERAL),
        Expected(
            issues=(
                *[("D240", 2)] * 3,
                *[("D240", 3)] * 3,
                *[("D144", 4)] * 2,
                ("D144", 5),
                ("D241", 5),
            ),
            schools={
                "001": {"pupils": 350, "classes": 12, "equip_yuan": 365000.0},
                "002": {"pupils": 350, "classes": 12, "sport_area_m2": 6666.67},
                "003": {"pupils": None, "classes": None, "room_area_m2": 1200.5},
                "004": {"pupils": 120, "classes": None, "media_rooms": None},
            },
            quiet=QUIET | {"D164", "D270", "D271", "D273", "D274", "D275"},
        ),
    ),
    CorpusCase(
        "dates and ticks",
        csv(DATES),
        Expected(
            issues=(
                *[("D240", 2)] * 2,
                ("D240", 3),
                ("D145", 4),
                ("D146", 4),
                ("D240", 5),
            ),
            schools={
                "001": {"opened": "2019-09", "weak": True},
                "002": {"opened": "2019-09", "weak": True},
                "003": {"opened": None, "weak": None},
                "004": {"opened": "2019-09", "weak": False},
            },
        ),
    ),
    CorpusCase(
        "codes beside their names",
        csv(CODES),
        Expected(
            issues=(("D242", 4),),
            schools={
                "001": {"type_code": "211", "region_code": "220"},
                "002": {"type_code": "311", "region_code": "121"},
                "003": {"region_code": None, "county_code": "422801"},
            },
        ),
    ),
    CorpusCase(
        "county code damaged by a spreadsheet",
        csv(rows({"county_code": "4.22801E+11"}, {})),
        Expected(issues=(("D243", 2),), refused=True),
    ),
    CorpusCase(
        "degrees, minutes and seconds",
        csv(MINUTES),
        Expected(
            issues=(("D246", 2), ("D246", 3), ("D156", 4), ("D246", 4)),
            schools={
                "001": {"lon": 109.49, "lat": 30.29},
                "002": {"lon": 109.5, "lat": 30.3},
                "003": {"lon": 109.49, "lat": 30.29},
            },
            quiet=frozenset({"D159"}),
        ),
    ),
    CorpusCase(
        "both coordinates in one cell, declared",
        csv(shifted(Crs.GCJ02)),
        Expected(issues=(("D148", None),), schools=PLACES),
        {"crs": "gcj02"},
    ),
    CorpusCase(
        "marks of bd09",
        csv(shifted(Crs.BD09, mark="b")),
        Expected(
            issues=(("D246", 2), ("D247", 2), ("D246", 3), ("D247", 3)),
            schools=PLACES,
        ),
    ),
    CorpusCase(
        "unknown system of a row",
        csv([row() | {"坐标系": "西安80"}]),
        Expected(issues=(("D248", 2),), refused=True),
    ),
    CorpusCase(
        "metres of zone 37",
        csv(rows({"lon": "37354321.5", "lat": "3352345.2"})),
        Expected(issues=(("D154", 2),), refused=True),
    ),
    CorpusCase(
        "all schools of a town on one point",
        csv(rows({"lon": "109.5"}, {"lon": "109.5"}, {"lon": "109.50"})),
        Expected(
            issues=(("D250", 2), ("D250", 3), ("D250", 4)),
            schools={f"00{k}": {"lon": None, "lat": None} for k in (1, 2, 3)},
        ),
    ),
    CorpusCase(
        "public or private, or the type",
        csv(ASKED),
        Expected(issues=(("D232", 1),), refused=True),
    ),
    CorpusCase(
        "the same, answered, with a type beside it",
        csv([cells | {"学段": "小学"} for cells in ASKED]),
        Expected(schools={"001": {"runner": "公办", "type_code": "211"}, "002": {}}),
        {"columns": ColumnsFile({"性质": "runner"})},
    ),
    CorpusCase(
        "columns file of another year",
        csv(rows({})),
        Expected(issues=(("D230", 1), ("D231", 1)), refused=True),
        {"columns": ColumnsFile({"在校生": "pupils", "pupils": "学生"})},
    ),
    CorpusCase(
        "two columns of pupils",
        csv([row() | {"学生数": "9", "在校生数": "8"}]),
        Expected(issues=(("D121", 1),), refused=True),
    ),
    CorpusCase(
        "units in headers",
        csv([row() | {"教学仪器设备值（万元）": "70", "教学及辅助用房面积(亩)": "3"}]),
        Expected(
            issues=(("D235", 1), ("D235", 1)),
            schools={"001": {"equip_yuan": 700000.0, "room_area_m2": 2000.0}},
            quiet=QUIET,
        ),
    ),
    CorpusCase(
        "unit of another measure",
        csv([row() | {"教学仪器设备值(台)": "70", "运动场地面积(米)": "400"}]),
        Expected(issues=(("D125", 1), ("D125", 1)), refused=True),
    ),
    CorpusCase(
        "teachers by subject",
        csv([row() | {"体育教师数": "3", "音乐教师数": "2", "美术教师数": "1"}]),
        Expected(issues=(("D236", 1),), schools={"001": {"pe_art": 6}}, quiet=QUIET),
    ),
    CorpusCase(
        "teachers by degree cannot be used",
        csv(DEGREES),
        Expected(issues=(("D237", 1),), schools={"001": {"edu_hi": None}}),
    ),
]
