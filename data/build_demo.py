"""Build the demo counties and the templates from the geography kept beside it.

Real: county polygons, township seats, village names, the totals of 恩施市 (107 primary
and 29 junior schools in 2022) and the detour factor of its main roads. Made up: which
village has a school, where it stands, all of its figures, all roads. Every row says
so. ``data/README.md`` gives sources, licences and assumptions.

Run ``python data/build_demo.py``. The files are the same, byte for byte, on every run:
all chance comes from :func:`draw`, a hash of names, so no draw depends on another.
"""

from __future__ import annotations

import csv
import functools
import hashlib
import itertools
import json
import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import numpy as np
import shapely
import xlsxwriter
from numpy.typing import NDArray
from pyproj import Transformer
from shapely.geometry import Polygon

HERE = Path(__file__).resolve().parent
SEED = "school-alliance-demo/1"
REMARK = "演示数据,非真实学校"
NOTICE = "演示数据 / 非真实学校"

Value = str | int | float | None
Row = dict[str, Value]
Floats = NDArray[np.float64]

COLUMNS = (
    *(
        "school_id",
        "name",
        "county_code",
        "town",
        "village",
        "lon",
        "lat",
        "type_code",
        "region_code",
    ),
    *("pupils", "pupils_primary", "pupils_junior", "classes", "staff", "teachers"),
    *("edu_hi", "backbone", "pe_art"),
    *("room_area_m2", "sport_area_m2", "equip_yuan", "media_rooms"),
    *("quality", "core", "weak", "new", "rural", "opened", "will_lead", "will_join"),
    *(
        "parent_id",
        "alliance_id",
        "alliance_role",
        "owner_level",
        "runner",
        "status",
        "remark",
    ),
)
PAIR_COLUMNS = ("kind", "a", "b", "note")
TRAVEL_COLUMNS = ("from_id", "to_id", "minutes", "km", "source")


# --- Chance ---------------------------------------------------------------------------


def draw(*key: object) -> float:
    """Return a number in [0, 1) that depends on the key alone."""
    text = "|".join(map(str, (SEED, *key)))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:6], "big") / 2**48


def between(low: float, high: float, *key: object) -> float:
    """Return a number from ``low`` to ``high``."""
    return low + (high - low) * draw(*key)


def whole(low: float, high: float, *key: object) -> int:
    """Return a whole number from ``low`` to ``high``."""
    return rounded(between(low, high, *key))


def rounded(value: float) -> int:
    """Round half up."""
    return math.floor(value + 0.5)


# --- Counties and how many schools each gets ------------------------------------------


@dataclass(frozen=True)
class County:
    """Numbers of made-up schools in a county, and how many of them are strong.

    Parameters
    ----------
    seat
        Codes of the towns that make up the county seat.
    is_city
        Whether the seat is 城区 (111, 112); else it is 镇区 (121, 122).
    primary, junior, nine_year, points
        Schools of type 211, of 311 and 312 together, of 312 alone, and of 218.
    seat_primary, seat_junior
        How many of them stand in the seat.
    strong_seat_primary, strong_seat_junior, strong_central, strong_junior,
    strong_village
        Schools of level 优质: in the seat, central primaries and juniors of the
        larger towns, and second primaries of the largest towns.
    """

    code: str
    name: str
    folder: str
    seat: tuple[str, ...]
    is_city: bool
    primary: int
    junior: int
    nine_year: int
    points: int
    seat_primary: int
    seat_junior: int
    strong_seat_primary: int
    strong_seat_junior: int
    strong_central: int
    strong_junior: int
    strong_village: int
    extras: tuple[str, ...] = ("private", "special", "complete", "closed")


ENSHI = County(
    code="422801",
    name="恩施市",
    folder="enshi",
    seat=("422801001", "422801002", "422801003"),
    is_city=True,
    primary=107,  # 2022, data/README.md
    junior=29,
    nine_year=5,
    points=60,
    seat_primary=10,
    seat_junior=5,
    strong_seat_primary=6,
    strong_seat_junior=3,
    strong_central=12,
    strong_junior=8,
    strong_village=4,
    extras=(
        "run_primary",
        "run_junior",
        "run_senior",
        "private",
        "private_nine",
        "special",
        "complete",
        "closed",
    ),
)

_OTHERS = (
    ("422802", "利川市", "lichuan", ("422802001", "422802002")),
    ("422822", "建始县", "jianshi", ("422822100",)),
    ("422823", "巴东县", "badong", ("422823100",)),
    ("422825", "宣恩县", "xuanen", ("422825100",)),
    ("422826", "咸丰县", "xianfeng", ("422826100",)),
    ("422827", "来凤县", "laifeng", ("422827100",)),
    ("422828", "鹤峰县", "hefeng", ("422828101",)),
)


def scaled_county(
    geo: Geography, code: str, name: str, folder: str, seat: tuple[str, ...]
) -> County:
    """Return a county whose totals are an assumption from its towns and villages."""
    towns = geo.towns_of(code)
    villages = sum(len(geo.villages_of(t.code)) for t in towns)
    primary = rounded(2 * len(towns) + 0.15 * villages)
    is_city = len(seat) > 1
    return County(
        code=code,
        name=name,
        folder=folder,
        seat=seat,
        is_city=is_city,
        primary=primary,
        junior=rounded(1.3 * len(towns)),
        nine_year=3 if is_city else 2,
        points=rounded(0.5 * primary),
        seat_primary=7 if is_city else 4,
        seat_junior=3 if is_city else 2,
        strong_seat_primary=5 if is_city else 3,
        strong_seat_junior=2,
        strong_central=rounded(0.6 * len(towns)),
        strong_junior=rounded(0.4 * len(towns)),
        strong_village=rounded(0.15 * len(towns)),
    )


# --- Geography ------------------------------------------------------------------------

_TO_METRES = Transformer.from_crs("EPSG:4326", "EPSG:32649", always_xy=True)
_TO_DEGREES = Transformer.from_crs("EPSG:32649", "EPSG:4326", always_xy=True)

LonLat = tuple[float, float]


def metres(points: Sequence[LonLat]) -> Floats:
    """Return UTM zone 49N metres, shape ``(n, 2)``."""
    lon, lat = np.array(points, dtype=float).reshape(-1, 2).T
    return np.column_stack(_TO_METRES.transform(lon, lat))


def degrees(xy: Floats) -> LonLat:
    """Return WGS 84 degrees of one point, rounded to 5 decimals (about 1 m)."""
    lon, lat = _TO_DEGREES.transform(float(xy[0]), float(xy[1]))
    return round(float(lon), 5), round(float(lat), 5)


@dataclass(frozen=True)
class Village:
    """A village (村) or community (社区) by name; its position is made up."""

    code: str
    stem: str
    is_community: bool

    @property
    def name(self) -> str:
        """Name with its kind."""
        kind = "社区" if self.is_community else "村"
        return self.stem + ("" if self.stem.endswith(kind) else kind)


@dataclass(frozen=True)
class Town:
    """A township-level unit; ``seat`` is ``None`` where no public point was found."""

    code: str
    name: str
    county_code: str
    seat: LonLat | None
    height_m: float | None

    @property
    def is_street(self) -> bool:
        """Whether the unit is a 街道."""
        return self.code[6] == "0"


_VILLAGE = re.compile(
    r"(.+?)(社区居民委员会|社区居委会|社区|居民委员会|居委会"
    r"|村村民委员会|村村民居委会|村民委员会|村民委员|村委会|村)?"
)

_REAL_SCHOOL_NAMES = {
    *("鲁竹坝", "董家店", "熊家岩", "青堡", "店子", "龙马", "南河"),
    "三家台蒙古族村",
    "白水坝工业园区",
}
"""Villages left out: known real schools bear their names, or the name reads badly."""


@dataclass(frozen=True)
class Geography:
    """Polygons in metres by county code, towns and villages in order of code."""

    polygons: dict[str, Polygon]
    towns: tuple[Town, ...]
    villages: dict[str, tuple[Village, ...]]

    def towns_of(self, county_code: str) -> list[Town]:
        """Return the towns of a county."""
        return [t for t in self.towns if t.county_code == county_code]

    def villages_of(self, town_code: str) -> tuple[Village, ...]:
        """Return the villages of a town, no name twice."""
        return self.villages.get(town_code, ())


@functools.cache
def read_geography() -> Geography:
    """Read the three files in ``data/geography``."""
    folder = HERE / "geography"
    text = (folder / "counties.geojson").read_text(encoding="utf-8")
    polygons = {
        f["properties"]["county_code"]: Polygon(metres(f["geometry"]["coordinates"][0]))
        for f in json.loads(text)["features"]
    }
    towns = tuple(
        Town(
            r["code"],
            r["name"],
            r["county_code"],
            (float(r["lon"]), float(r["lat"])) if r["lon"] else None,
            float(r["elev_m_9km"]) if r["elev_m_9km"] else None,
        )
        for r in _read_csv(folder / "townships.csv")
    )
    return Geography(polygons, towns, _villages(_read_csv(folder / "villages.csv")))


def _read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _villages(rows: Iterable[dict[str, str]]) -> dict[str, tuple[Village, ...]]:
    found: dict[str, dict[str, Village]] = {}
    for row in rows:
        match = _VILLAGE.fullmatch(row["name"])
        if match is None or match[1] in _REAL_SCHOOL_NAMES:
            continue
        is_community = "居" in (match[2] or "") or match[2] == "社区"
        village = Village(row["code"], match[1], is_community)
        found.setdefault(row["township_code"], {}).setdefault(match[1], village)
    return {code: tuple(names.values()) for code, names in found.items()}


# --- Places ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Area:
    """A town on the ground: its seat and made-up village points, all in metres."""

    town: Town
    seat: Floats
    villages: tuple[tuple[Village, Floats], ...]


_GRID_M = 500
_SEAT_INSIDE_M = 6000


def _candidates(polygon: Polygon) -> Floats:
    """Return a jittered grid of points well inside a county."""
    inner = polygon.buffer(-400)
    x0, y0, x1, y1 = (int(v // _GRID_M) for v in inner.bounds)
    cells = itertools.product(range(x0, x1 + 1), range(y0, y1 + 1))
    points = np.array(
        [
            ((i + between(0.1, 0.9, "x", i, j)), (j + between(0.1, 0.9, "y", i, j)))
            for i, j in cells
        ]
    )
    points = np.rint(points * _GRID_M)
    return points[shapely.contains_xy(inner, points[:, 0], points[:, 1])]


def _farthest(candidates: Floats, taken: Floats, count: int) -> list[Floats]:
    """Pick points one by one, each as far as can be from all before it."""
    nearest = np.min(_distances(candidates, taken), axis=1)
    picked = []
    for _ in range(min(count, len(candidates))):
        best = int(np.argmax(np.rint(nearest)))
        picked.append(candidates[best])
        again = _distances(candidates, candidates[best][None, :])[:, 0]
        nearest = np.minimum(nearest, again)
    return picked


def _distances(a: Floats, b: Floats) -> Floats:
    gap = a[:, None, :] - b[None, :, :]
    return np.hypot(gap[..., 0], gap[..., 1])


def _place_seats(county: County, geo: Geography, candidates: Floats) -> list[Floats]:
    """Return seats; where none is known, a made-up one.

    A street without a point goes 4-6 km from the county seat, another unit into the
    widest gap between the seats that is well inside the county.
    """
    towns = geo.towns_of(county.code)
    known = {t.code: metres([t.seat])[0] for t in towns if t.seat is not None}
    centre = known[county.seat[0]]
    core = geo.polygons[county.code].buffer(-_SEAT_INSIDE_M)
    inner = candidates[shapely.contains_xy(core, candidates[:, 0], candidates[:, 1])]
    for town in reversed(towns):  # special zones, which come last, choose first
        if town.code in known:
            continue
        pool = inner
        if town.is_street:
            away = _distances(candidates, centre[None, :])[:, 0]
            pool = candidates[(away > 4000) & (away < 6000)]
        known[town.code] = _farthest(pool, np.array(list(known.values())), 1)[0]
    return [known[t.code] for t in towns]


def place_areas(county: County, geo: Geography) -> list[Area]:
    """Place the towns' seats and villages.

    The candidates nearest to a seat stand for the town's area (a Voronoi cell clipped
    to the county, no boundary). Communities get the points nearest to the seat and
    are drawn in towards it.
    """
    polygon = geo.polygons[county.code]
    candidates = _candidates(polygon)
    towns = geo.towns_of(county.code)
    seats = np.array(_place_seats(county, geo, candidates))
    owner = np.argmin(np.rint(_distances(candidates, seats)), axis=1)
    areas = []
    for k, town in enumerate(towns):
        villages = geo.villages_of(town.code)
        points = _farthest(candidates[owner == k], seats[k][None, :], len(villages))
        placed = _assign(villages, points, seats[k], polygon)
        areas.append(Area(town, seats[k], placed))
    return areas


def _assign(
    villages: Sequence[Village],
    points: list[Floats],
    seat: Floats,
    polygon: Polygon,
) -> tuple[tuple[Village, Floats], ...]:
    points = sorted(points, key=lambda p: round(math.dist(p, seat)))
    order = sorted(villages, key=lambda v: (not v.is_community, draw("near", v.code)))
    placed = []
    for village, point in zip(order, points, strict=False):
        if village.is_community:
            drawn = seat + 0.45 * (point - seat)
            point = drawn if polygon.contains(shapely.Point(drawn)) else point
        placed.append((village, point))
    return tuple(placed)


# --- Sites: which school stands where -------------------------------------------------


@dataclass(frozen=True)
class Site:
    """A made-up school before it has figures.

    ``kind`` names the recipe in :data:`FIGURES`; ``order`` sorts the schools of a
    town; ``rank`` is the town's place by number of villages, or the place within the
    seat, from 0.
    """

    kind: str
    area: Area
    village: Village
    xy: Floats
    region_code: str
    rank: int
    order: int


TYPE_OF_KIND = {
    "seat_primary": "211",
    "central": "211",
    "strong_village": "211",
    "village": "211",
    "point": "218",
    "seat_junior": "311",
    "town_junior": "311",
    "second_junior": "311",
    "nine_year": "312",
    "run_primary": "211",
    "run_junior": "311",
    "run_senior": "342",
    "private": "211",
    "private_nine": "312",
    "special": "511",
    "complete": "341",
    "closed": "211",
}
_SUFFIX = {
    "point": "教学点",
    "seat_junior": "初中",
    "second_junior": "初中",
    "nine_year": "九年一贯制学校",
    "run_primary": "州直小学",
    "run_junior": "州直初中",
    "run_senior": "州直高中",
    "private": "民办小学",
    "private_nine": "民办九年一贯制学校",
    "special": "特殊教育学校",
    "complete": "完全中学",
}
_IN_TOWN = {"central": "集镇小学", "town_junior": "集镇初中"}
_SCATTER_M = 250
_EDGE_M = 3000


class Layout:
    """Places the schools of one county, one after the other."""

    def __init__(self, county: County, geo: Geography) -> None:
        self.county = county
        self.polygon = geo.polygons[county.code]
        self.areas = place_areas(county, geo)
        self.seats = [a for a in self.areas if a.town.code in county.seat]
        outside = [a for a in self.areas if a.town.code not in county.seat]
        self.outside = sorted(outside, key=lambda a: (-len(a.villages), a.town.code))
        self.sites: list[Site] = []
        self._free = {a.town.code: self._free_villages(a) for a in self.areas}

    def _free_villages(self, area: Area) -> list[tuple[Village, Floats]]:
        """Return the villages for schools outside the middle of a town.

        The first village, or the first communities of the county seat, are kept for
        the schools in the middle.
        """
        kept = 1
        if area in self.seats:
            kept = sum(v.is_community for v, _ in area.villages)
        rest = area.villages[kept:]
        return sorted(rest, key=lambda v: draw("school", v[0].code))

    def run(self) -> list[Site]:
        """Return all sites by town and order."""
        self._seat_schools()
        self._town_schools()
        self._second_juniors()
        self._village_schools()
        return sorted(self.sites, key=lambda s: (s.area.town.code, s.order))

    def _add(
        self,
        kind: str,
        area: Area,
        village: Village,
        xy: Floats,
        region: str,
        rank: int,
    ) -> None:
        order = 1000 * list(TYPE_OF_KIND).index(kind) + len(self.sites)
        self.sites.append(Site(kind, area, village, xy, region, rank, order))

    def _near(self, area: Area, start_m: float) -> Floats:
        """Return a free spot on a spiral around a seat."""
        taken = [s.xy for s in self.sites]
        turn = between(0, 2 * math.pi, "turn", area.town.code)
        for k in range(400):
            radius = start_m + 45 * k
            angle = turn + 2.399963 * k
            xy = area.seat + radius * np.array([math.cos(angle), math.sin(angle)])
            xy = np.rint(xy)
            is_free = all(math.dist(xy, t) >= _SCATTER_M for t in taken)
            if is_free and self.polygon.contains(shapely.Point(xy)):
                return xy
        msg = f"no room around {area.town.name}"
        raise ValueError(msg)

    def _seat_schools(self) -> None:
        county = self.county
        primary_juniors = (
            ("seat_primary", county.seat_primary),
            ("seat_junior", county.seat_junior),
        )
        kinds = [(kind, k) for kind, n in primary_juniors for k in range(n)]
        kinds += [(kind, 0) for kind in county.extras if kind != "closed"]
        region, outer = ("111", "112") if county.is_city else ("121", "122")
        for number, (kind, rank) in enumerate(kinds):
            area = self.seats[number % len(self.seats)]
            communities = [v for v, _ in area.villages if v.is_community]
            village = communities[(number // len(self.seats)) % len(communities)]
            is_outer = kind == "seat_primary" and rank >= county.seat_primary - 2
            xy = self._near(area, 1300 if is_outer else 150)
            self._add(kind, area, village, xy, outer if is_outer else region, rank)

    def _town_schools(self) -> None:
        """Give each town a central primary and, if not tiny, a junior school."""
        with_junior = [a for a in self.outside if len(a.villages) > 3]
        small = [a for a in reversed(with_junior) if not a.town.is_street]
        nine_year = {a.town.code for a in small[: self._nine_year_in_towns]}
        for rank, area in enumerate(self.outside):
            village, region = area.villages[0][0], self._centre_region(area.town)
            self._add("central", area, village, self._near(area, 150), region, rank)
            if area in with_junior:
                is_nine = area.town.code in nine_year
                kind = "nine_year" if is_nine else "town_junior"
                self._add(kind, area, village, self._near(area, 300), region, rank)

    @property
    def _nine_year_in_towns(self) -> int:
        return (self.county.nine_year + 1) // 2

    def _centre_region(self, town: Town) -> str:
        if town.is_street:
            return "112"
        return {"1": "121", "4": "123"}.get(town.code[6], "210")

    def _second_juniors(self) -> None:
        """Put the remaining junior schools into villages of the largest towns."""
        missing = self.county.junior - sum(
            s.kind in ("seat_junior", "town_junior", "nine_year") for s in self.sites
        )
        nine_year = self.county.nine_year - self._nine_year_in_towns
        for rank, area in enumerate(self.outside[:missing]):
            is_nine = rank >= missing - nine_year
            kind = "nine_year" if is_nine else "second_junior"
            self._at_village(kind, area, rank)

    def _at_village(self, kind: str, area: Area, rank: int) -> None:
        village, xy = self._free[area.town.code].pop(0)
        is_near = math.dist(xy, area.seat) < _EDGE_M
        is_edge = village.is_community and is_near and area.town.code[6] == "1"
        self._add(kind, area, village, xy, "122" if is_edge else "220", rank)

    def _village_schools(self) -> None:
        """Share out village primaries and teaching points by number of villages."""
        county = self.county
        rural = self.outside if county.is_city else [*self.seats, *self.outside]
        rank = {a.town.code: k for k, a in enumerate(self.outside)}
        if "closed" in county.extras:
            self._at_village("closed", self.outside[1], 1)
        for area in self.outside[: county.strong_village]:
            self._at_village("strong_village", area, rank[area.town.code])
        have = sum(
            s.kind in ("seat_primary", "central", "strong_village") for s in self.sites
        )
        for kind, total in (
            ("village", county.primary - have),
            ("point", county.points),
        ):
            room = [len(self._free[a.town.code]) for a in rural]
            for area, number in zip(rural, _share(total, room), strict=True):
                for _ in range(number):
                    self._at_village(kind, area, rank.get(area.town.code, 99))


def _share(total: int, weights: Sequence[int]) -> list[int]:
    """Share out a total by weights, largest remainder first; none above its weight."""
    if total > sum(weights):
        msg = f"{total} schools for {sum(weights)} villages"
        raise ValueError(msg)
    exact = [total * w / sum(weights) for w in weights]
    shares = [math.floor(e) for e in exact]
    by_remainder = sorted(range(len(weights)), key=lambda k: (shares[k] - exact[k], k))
    for k in by_remainder[: total - sum(shares)]:
        shares[k] += 1
    return shares


# --- Figures --------------------------------------------------------------------------


@dataclass(frozen=True)
class Figures:
    """Ranges a kind of school draws its figures from."""

    pupils: tuple[int, int]
    class_size: float
    pupils_per_teacher: float
    min_classes: int = 1
    junior_pupils: tuple[int, int] | None = None


FIGURES = {
    "seat_primary": Figures((820, 1500), 44, 18.5, 12),
    "new_seat_primary": Figures((420, 620), 40, 17, 12),
    "central": Figures((700, 850), 42, 17.5, 12),
    "strong_village": Figures((380, 480), 40, 15.5, 12),
    "village": Figures((105, 340), 34, 14.5, 6),
    "small_village": Figures((62, 98), 16, 11.5, 5),
    "point": Figures((20, 60), 14, 11.5, 2),
    "seat_junior": Figures((1150, 1700), 48, 13.5, 12),
    "town_junior": Figures((380, 720), 46, 13, 6),
    "second_junior": Figures((240, 420), 44, 12.5, 6),
    "nine_year": Figures((180, 380), 36, 12.5, 9, (150, 320)),
    "run_primary": Figures((1500, 2000), 46, 18, 24),
    "run_junior": Figures((1500, 2000), 49, 13, 24),
    "run_senior": Figures((2400, 3000), 50, 12.5, 36),
    "private": Figures((420, 700), 40, 17, 12),
    "private_nine": Figures((400, 600), 42, 14, 18, (300, 450)),
    "special": Figures((70, 130), 9, 4, 9),
    "complete": Figures((1500, 2100), 50, 13, 24),
}

_SEAT_EDGE = ("112", "122")
_LEVELS = ("优质", "良好", "合格", "薄弱")


@dataclass(frozen=True)
class Level:
    """Figures that go with a level: per 100 pupils, per pupil, share of teachers."""

    backbone: tuple[float, float]
    pe_art: tuple[float, float]
    room_m2: tuple[float, float]
    sport_m2: tuple[float, float]
    equip_yuan: tuple[float, float]
    media: tuple[float, float]
    edu_hi: tuple[float, float]


LEVELS = {
    "优质": Level(
        *((1.6, 2.8), (0.8, 1.2), (4.4, 6.2), (7.0, 10.0), (2000, 3200)),
        *((2.2, 3.0), (0.88, 0.98)),
    ),
    "良好": Level(
        *((0.6, 1.0), (0.6, 1.0), (4.0, 5.8), (6.0, 10.0), (1700, 2700)),
        *((2.0, 3.0), (0.78, 0.92)),
    ),
    "合格": Level(
        *((0.3, 0.7), (0.4, 0.8), (3.6, 6.0), (5.0, 10.0), (1300, 2300)),
        *((1.8, 3.0), (0.66, 0.86)),
    ),
    "薄弱": Level(
        *((0.0, 0.4), (0.0, 0.6), (3.0, 5.5), (4.0, 8.0), (900, 1800)),
        *((1.4, 2.6), (0.5, 0.75)),
    ),
}


def level_of(site: Site, county: County) -> str:
    """Return the level of a school: 优质 by plan, else by chance."""
    strong = {
        "seat_primary": county.strong_seat_primary,
        "seat_junior": county.strong_seat_junior,
        "central": county.strong_central,
        "town_junior": county.strong_junior,
        "strong_village": county.strong_village,
    }
    if site.rank < strong.get(site.kind, 0):
        return "优质"
    weights = {
        "seat_primary": (0.6, 0.4, 0.0),
        "seat_junior": (0.6, 0.4, 0.0),
        "central": (0.7, 0.3, 0.0),
        "village": (0.25, 0.5, 0.25),
        "point": (0.0, 0.5, 0.5),
    }.get(site.kind, (0.35, 0.45, 0.2))
    chance = draw("level", site.area.town.code, site.village.code, site.kind, site.rank)
    return _LEVELS[1 + sum(chance >= c for c in itertools.accumulate(weights[:2]))]


def figures(site: Site, key: str, level: str) -> Row:
    """Return pupils, classes, staff and equipment that fit together."""
    is_small = site.kind == "village" and draw("small", key) < 0.12
    kind = "small_village" if is_small else site.kind
    if site.kind == "seat_primary" and site.region_code in _SEAT_EDGE:
        kind = "new_seat_primary"
    if kind == "closed":
        return {"pupils": 0, "classes": 0, "staff": 0, "teachers": 0}
    spec, per = FIGURES[kind], LEVELS[level]
    row = _pupils(spec, key, site)
    pupils = int(row["pupils"] or 0)
    classes = max(spec.min_classes, math.ceil(pupils / spec.class_size))
    teachers = max(2, classes, math.ceil(pupils / spec.pupils_per_teacher))
    backbone = rounded(pupils * between(*per.backbone, key, "backbone") / 100)
    media = rounded(pupils * between(*per.media, key, "media") / 100)
    return row | {
        "classes": classes,
        "staff": teachers + rounded(teachers * between(0, 0.1, key, "staff")),
        "teachers": teachers,
        "edu_hi": math.floor(teachers * between(*per.edu_hi, key, "edu")),
        "backbone": min(backbone, math.floor(0.45 * teachers)),
        "pe_art": rounded(pupils * between(*per.pe_art, key, "pe") / 100),
        "room_area_m2": _tens(pupils * between(*per.room_m2, key, "room"), 10),
        "sport_area_m2": _tens(pupils * between(*per.sport_m2, key, "sport"), 10),
        "equip_yuan": _tens(pupils * between(*per.equip_yuan, key, "equip"), 100),
        "media_rooms": max(1, media),
    }


def _pupils(spec: Figures, key: str, site: Site) -> Row:
    pupils = whole(*spec.pupils, key, "pupils")
    if spec.junior_pupils:
        junior = whole(*spec.junior_pupils, key, "junior")
        parts: Row = {"pupils_primary": pupils, "pupils_junior": junior}
        return {"pupils": pupils + junior} | parts
    return {"pupils": pupils}


def _tens(value: float, unit: int) -> int:
    return unit * rounded(value / unit)


# --- Rows -----------------------------------------------------------------------------


@dataclass
class Demo:
    """All that one county's files are written from."""

    county: County
    areas: list[Area]
    rows: list[Row]
    kinds: dict[str, str]
    ranks: dict[str, int]
    pairs: list[Row] = field(default_factory=list)
    roads: list[Road] = field(default_factory=list)
    special: set[str] = field(default_factory=set)

    def ids(self, *kinds: str) -> list[str]:
        """Return ids of some kinds of school, in the order of the table."""
        return [str(r["school_id"]) for r in self.rows if self.kind(r) in kinds]

    def ranked(self, *kinds: str) -> list[str]:
        """Return ids of some kinds of school, the strongest or largest town first."""
        return sorted(self.ids(*kinds), key=lambda i: (self.ranks[i], i))

    def kind(self, row: Row) -> str:
        """Return the kind of school of a row."""
        return self.kinds[str(row["school_id"])]

    def row(self, school_id: str) -> Row:
        """Return the row of a school."""
        return next(r for r in self.rows if r["school_id"] == school_id)


def make_rows(county: County, geo: Geography) -> Demo:
    """Return the school table before wishes, roads and other special cases."""
    layout = Layout(county, geo)
    demo = Demo(county, layout.areas, [], {}, {})
    for number, site in enumerate(layout.run(), start=1):
        school_id = f"S{county.code}{number:03d}"
        demo.kinds[school_id], demo.ranks[school_id] = site.kind, site.rank
        demo.rows.append(_row(site, school_id, county))
    return demo


def _row(site: Site, school_id: str, county: County) -> Row:
    lon, lat = degrees(site.xy)
    level = level_of(site, county)
    key = f"{site.village.code}|{site.kind}|{site.rank}"
    local = _IN_TOWN.get(site.kind) or site.village.stem + _SUFFIX.get(
        site.kind, "小学"
    )
    row: Row = dict.fromkeys(COLUMNS)
    row |= {
        "school_id": school_id,
        "name": f"示例·{site.area.town.name}·{local}",
        "county_code": county.code,
        "town": site.area.town.name,
        "village": site.village.name,
        "lon": lon,
        "lat": lat,
        "type_code": TYPE_OF_KIND[site.kind],
        "region_code": site.region_code,
        "quality": level,
        "owner_level": "州直" if site.kind.startswith("run_") else "县属",
        "runner": "民办" if site.kind.startswith("private") else "公办",
        "status": "停办" if site.kind == "closed" else "正常",
        "remark": REMARK,
    }
    return row | figures(site, key, level) | _extra_marks(site, key)


def _extra_marks(site: Site, key: str) -> Row:
    """Blank what bureaus often do not know, and explain the schools out of scope."""
    out_of_scope = {
        "run_primary": "州直学校,不在县市方案内",
        "run_junior": "州直学校,不在县市方案内",
        "run_senior": "州直高中,不在县市方案内",
        "private": "民办学校,另列",
        "private_nine": "民办学校,另列",
        "special": "特殊教育学校,另列",
        "complete": "完全中学,另列",
        "closed": "已停办",
    }
    marks: Row = {}
    if site.kind in out_of_scope:
        marks |= {"remark": f"{REMARK};{out_of_scope[site.kind]}", "quality": None}
    if site.kind == "point" and draw(key, "blank") < 0.5:
        marks |= dict.fromkeys(("backbone", "pe_art", "equip_yuan", "quality"))
    if site.kind == "village" and draw(key, "blank") < 0.05:
        marks |= dict.fromkeys(("sport_area_m2", "equip_yuan"))
    if site.kind in ("village", "town_junior") and draw(key, "old") < 0.2:
        marks["opened"] = f"{whole(1958, 2012, key, 'year')}-09"
    return marks


# --- Special cases --------------------------------------------------------------------


def add_roles(demo: Demo) -> None:
    """Write who may lead or join; blanks are left for the policy's rules."""
    strong = [r for r in demo.rows if r["quality"] == "优质"]
    for k, row in enumerate(strong):
        row["core"] = "是" if k % 5 != 4 else None
        row["will_lead"] = "是" if draw(row["school_id"], "lead") < 0.6 else None
    for row in demo.rows:
        if demo.kind(row) in ("village", "point", "second_junior"):
            chance = draw(row["school_id"], "join")
            row["will_join"] = "是" if chance < 0.15 else None
    if demo.county is ENSHI:
        _set(demo, demo.ranked("central")[-1:], core="否")
        seat = [r for r in strong if demo.kind(r) == "seat_primary"]
        _set(demo, [str(r["school_id"]) for r in seat[-1:]], will_lead="否")
    declining = [i for i in demo.ids("village") if i not in demo.special]
    _set(demo, declining[5::40][: 2 if demo.county.primary > 90 else 1], will_join="否")


def _set(demo: Demo, ids: Iterable[str], **values: Value) -> None:
    for school_id in ids:
        demo.row(school_id).update(values)


def add_tags(demo: Demo) -> None:
    """Write new schools by their opening, and a few tags the bureau set itself."""
    _set(demo, demo.ranked("seat_primary")[-2:-1], opened="2022-09")
    _set(demo, demo.ranked("seat_primary")[-1:], opened="2024-09")
    juniors = demo.ranked("seat_junior")
    if len(juniors) > 2:
        _set(demo, juniors[-1:], opened="2023-09")
    streets = [i for i in demo.ids("central") if demo.row(i)["region_code"] == "112"]
    _set(demo, streets[:1], opened="2023-09")
    _set(demo, streets[1:2], rural="是")
    plain = [i for i in demo.ids("village") if demo.row(i)["quality"] == "合格"]
    _set(demo, plain[3::17][:3], weak="是")
    _set(demo, plain[8::50][:1], new="是", opened="2021-09")
    weak = [i for i in demo.ids("village") if demo.row(i)["quality"] == "薄弱"]
    _set(demo, weak[4::50][:1], weak="否")
    points = demo.ids("point")
    _set(demo, points[7:8], pupils=None, remark=f"{REMARK};在校生数待核")


def lose_coordinates(demo: Demo) -> None:
    """Leave a village primary and a teaching point without coordinates."""
    village = demo.ids("village")
    points = demo.ids("point")
    lost = [village[len(village) // 3], points[len(points) // 2]]
    for school_id in lost if demo.county is ENSHI else lost[:1]:
        remark = f"{REMARK};坐标待采集"
        _set(demo, [school_id], lon=None, lat=None, remark=remark)
        demo.special.add(school_id)


_PARENT_KINDS = ("seat_primary", "central", "strong_village", "village", "nine_year")


def add_parents(demo: Demo) -> None:
    """Give each teaching point the nearest primary or nine-year school of its town."""
    spots = _spots(demo)
    for row in demo.rows:
        if demo.kind(row) != "point":
            continue
        pool = [
            str(r["school_id"])
            for r in demo.rows
            if r["town"] == row["town"]
            and demo.kind(r) in _PARENT_KINDS
            and r["school_id"] in spots
        ]
        here = spots.get(str(row["school_id"]))
        if here is None:
            central = [i for i in pool if demo.kinds[i] in ("central", "seat_primary")]
            row["parent_id"] = central[0]
        else:
            row["parent_id"] = _nearest(pool, here, spots)[0]


def _spots(demo: Demo) -> dict[str, Floats]:
    """Return metres of the located schools."""
    rows = [r for r in demo.rows if r["lon"] is not None]
    xy = metres([(float(r["lon"] or 0), float(r["lat"] or 0)) for r in rows])
    return {str(r["school_id"]): p for r, p in zip(rows, xy, strict=True)}


def _nearest(ids: list[str], here: Floats, spots: dict[str, Floats]) -> list[str]:
    return sorted(ids, key=lambda i: (round(math.dist(spots[i], here)), i))


# --- Roads ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Road:
    """A straight piece of made-up road with the length it would really have."""

    road_id: str
    start: LonLat
    end: LonLat
    road_class: str
    speed_kph: int
    length_m: int
    is_oneway: bool = False
    layer: int = 0


_SPEEDS = {"trunk": 40, "secondary": 40, "tertiary": 30, "unclassified": 25}
_TRUNK_DETOUR = 1.4
_VILLAGE_DETOUR = 1.35
_ROADLESS_M = 1500
_SEAT_RADIUS_M = 3500


def gabriel(xy: Floats) -> list[tuple[int, int]]:
    """Return the edges of the Gabriel graph: no third point in the circle on an edge.

    The tolerance keeps points that lie on a circle from dropping edges at random.
    """
    edges = []
    for i in range(len(xy) - 1):
        middle = (xy[i] + xy[i + 1 :]) / 2
        radius = np.hypot(*(xy[i] - xy[i + 1 :]).T) / 2
        gap = _distances(middle, xy)
        gap[:, i] = np.inf
        gap[np.arange(len(middle)), np.arange(i + 1, len(xy))] = np.inf
        is_edge = np.min(gap, axis=1) >= radius * 0.999999
        edges += [(i, i + 1 + int(j)) for j in np.flatnonzero(is_edge)]
    return edges


@dataclass(frozen=True)
class Node:
    """A point of the road graph: a town's seat or a located school."""

    key: str
    lonlat: LonLat
    kind: str


class Network:
    """The made-up roads of one county."""

    def __init__(self, demo: Demo) -> None:
        self.demo = demo
        self.nodes = [
            Node(a.town.code, degrees(a.seat), "seat") for a in demo.areas
        ] + [
            Node(
                str(r["school_id"]),
                (float(r["lon"]), float(r["lat"] or 0)),
                demo.kind(r),
            )
            for r in demo.rows
            if isinstance(r["lon"], float)
        ]
        self.xy = metres([n.lonlat for n in self.nodes])
        keys = [n.key for n in self.nodes]
        self.centre = self.xy[keys.index(demo.county.seat[0])]
        self.heights = self._heights()
        seats = [k for k, n in enumerate(self.nodes) if n.kind == "seat"]
        self.trunk = [(seats[i], seats[j]) for i, j in gabriel(self.xy[seats])]
        same = set(self.trunk)
        self.village = [e for e in gabriel(self.xy) if e not in same]

    def _heights(self) -> Floats:
        """Return heights interpolated from the towns', roughened at the schools."""
        known = [a for a in self.demo.areas if a.town.height_m is not None]
        seats = np.array([a.seat for a in known])
        values = np.array([a.town.height_m for a in known])
        weight = 1 / (_distances(self.xy, seats) + 500) ** 2
        smooth = weight @ values / weight.sum(axis=1)
        rough = [
            0 if n.kind == "seat" else between(-120, 120, "height", n.key)
            for n in self.nodes
        ]
        return np.asarray(smooth + np.array(rough))

    def _straight(self, edge: tuple[int, int]) -> float:
        return math.dist(self.xy[edge[0]], self.xy[edge[1]])

    def cut_off(self, *, with_roadless: bool) -> None:
        """Take roads away: a far pair becomes an island, one school has no road."""
        for node in self._island():
            self.demo.special.add(self.nodes[node].key)
        if with_roadless:
            node = self._roadless()
            self.demo.special.add(self.nodes[node].key)

    def _candidates(self, *kinds: str) -> list[int]:
        """Return nodes of some kinds, the farthest from the county seat first."""
        special = self.demo.special
        plain = [
            k
            for k, n in enumerate(self.nodes)
            if n.kind in kinds
            and n.key not in special
            and self.demo.row(n.key)["quality"] != "优质"
        ]
        return sorted(
            plain, key=lambda k: (-round(math.dist(self.xy[k], self.centre)), k)
        )

    def _island(self) -> tuple[int, int]:
        links = set(self.village)
        for i in self._candidates("village"):
            for j in self._candidates("point"):
                edge = (min(i, j), max(i, j))
                if edge in links and 1500 < self._straight(edge) < 9000:
                    kept = [e for e in self.village if e == edge or not {i, j} & set(e)]
                    if self._is_whole(kept, {i, j}):
                        self.village = kept
                        return i, j
        msg = f"no island in {self.demo.county.name}"
        raise ValueError(msg)

    def _roadless(self) -> int:
        for i in self._candidates("village"):
            kept = [e for e in self.village if i not in e]
            if self._gap(i, kept) > _ROADLESS_M and self._is_whole(kept, {i}):
                self.village = kept
                return i
        msg = f"no school without road in {self.demo.county.name}"
        raise ValueError(msg)

    def _gap(self, node: int, village: list[tuple[int, int]]) -> float:
        ends = np.array([self.xy[list(e)] for e in (*village, *self.trunk)])
        point = shapely.Point(self.xy[node])
        return float(shapely.distance(shapely.linestrings(ends), point).min())

    def _is_whole(self, village: list[tuple[int, int]], without: set[int]) -> bool:
        """Whether all nodes but some (and those already cut off) hang together."""
        special = self.demo.special
        left_out = without | {k for k, n in enumerate(self.nodes) if n.key in special}
        links: dict[int, list[int]] = {k: [] for k in range(len(self.nodes))}
        for i, j in (*village, *self.trunk):
            links[i].append(j)
            links[j].append(i)
        seen, queue = {0}, [0]
        while queue:
            for k in links[queue.pop()]:
                if k not in seen:
                    seen.add(k)
                    queue.append(k)
        return len(seen) == len(self.nodes) - len(left_out)

    def roads(self) -> list[Road]:
        """Return all roads; those of the villages first, so trunk roads bridge them."""
        loop = self._one_way_loop()
        forward = {(a, b) for a, b in itertools.pairwise([*loop, loop[0]])}
        found: list[Road] = []
        for i, j in (*self.village, *self.trunk):
            is_oneway = bool({(i, j), (j, i)} & forward)
            a, b = (j, i) if (j, i) in forward else (i, j)
            found.append(self._road(a, b, len(found) + 1, is_oneway=is_oneway))
        return found

    def _road(self, a: int, b: int, number: int, *, is_oneway: bool) -> Road:
        straight = self._straight((a, b))
        name = self._class(a, b)
        if name in ("trunk", "secondary"):
            detour = _TRUNK_DETOUR
        else:
            rise = abs(float(self.heights[a] - self.heights[b]))
            detour = _VILLAGE_DETOUR + 2 * min(0.25, rise / max(straight, 800.0))
        return Road(
            f"R{self.demo.county.code}-{number:04d}",
            self.nodes[a].lonlat,
            self.nodes[b].lonlat,
            name,
            _SPEEDS[name],
            rounded(straight * detour),
            is_oneway,
        )

    def _class(self, a: int, b: int) -> str:
        keys, seat = {self.nodes[a].key, self.nodes[b].key}, self.demo.county.seat
        if self.nodes[a].kind == self.nodes[b].kind == "seat":
            return "trunk" if keys & set(seat) else "secondary"
        village_kinds = {
            "strong_village",
            "village",
            "point",
            "closed",
            "second_junior",
        }
        both = {self.nodes[a].kind, self.nodes[b].kind}
        return "unclassified" if both & village_kinds else "tertiary"

    def _one_way_loop(self) -> tuple[int, ...]:
        """Return the smallest ring of streets in the county seat.

        Driven one way round, any two places on it still reach each other.
        """
        away = np.rint(_distances(self.xy, self.centre[None, :])[:, 0])
        near = set(np.flatnonzero(away < _SEAT_RADIUS_M).tolist())
        streets = [e for e in self.village if near.issuperset(e)]
        rings = [ring for e in streets if (ring := _ring_through(e, streets))]
        return min(rings, key=lambda ring: (len(ring), ring))


def _ring_through(
    street: tuple[int, int], streets: Sequence[tuple[int, int]]
) -> tuple[int, ...] | None:
    """Return the nodes of the smallest ring that has a street, if there is one."""
    links: dict[int, list[int]] = {}
    for a, b in streets:
        if (a, b) != street:
            links.setdefault(a, []).append(b)
            links.setdefault(b, []).append(a)
    start, goal = street
    ways: list[tuple[int, ...]] = [(start,)]
    seen = {start}
    for way in ways:  # grows while it is read: breadth first
        if way[-1] == goal:
            return way
        for node in sorted(links.get(way[-1], ())):
            if node not in seen:
                seen.add(node)
                ways.append((*way, node))
    return None


def link_counties(demos: Sequence[Demo]) -> list[Road]:
    """Return trunk roads between seats of neighbouring counties."""
    areas = [(d.county.code, a) for d in demos for a in d.areas]
    lonlat = [degrees(a.seat) for _, a in areas]
    xy = metres(lonlat)
    between_counties = [(i, j) for i, j in gabriel(xy) if areas[i][0] != areas[j][0]]
    return [
        Road(
            f"RX-{number:04d}",
            lonlat[i],
            lonlat[j],
            "trunk",
            _SPEEDS["trunk"],
            rounded(math.dist(xy[i], xy[j]) * _TRUNK_DETOUR),
        )
        for number, (i, j) in enumerate(between_counties, start=1)
    ]


def stack(roads: Sequence[Road]) -> list[Road]:
    """Lift every road over the earlier ones it crosses without a junction."""
    lines = shapely.linestrings([[r.start, r.end] for r in roads])
    pairs = shapely.STRtree(lines).query(lines, predicate="crosses").T
    below: dict[int, list[int]] = {}
    for later, earlier in sorted(map(tuple, pairs.tolist())):
        if earlier < later:
            below.setdefault(later, []).append(earlier)
    layers: list[int] = []
    for k in range(len(roads)):
        taken = {layers[e] for e in below.get(k, ())}
        layers.append(next(n for n in itertools.count() if n not in taken))
    return [replace(r, layer=n) for r, n in zip(roads, layers, strict=True)]


# --- Existing alliance and wishes -----------------------------------------------------


class Wishes:
    """Writes the pair table; a school stands in at most one row."""

    def __init__(self, demo: Demo) -> None:
        self.demo = demo
        self.spots = _spots(demo)
        self.used = set(demo.special)
        self.is_large = demo.county.primary > 90

    def run(self) -> None:
        """Write the existing alliance and all rows."""
        self._existing()
        self._core_rows()
        self._groups()
        self._willing()
        self._refused()

    def _write(self, kind: str, a: str, b: str | None, note: str) -> None:
        self.demo.pairs.append({"kind": kind, "a": a, "b": b, "note": note})
        self.used |= {a} | ({b} if b else set())

    def _free(self, *kinds: str, town: Value = None) -> list[str]:
        """Return unused, willing schools that are no potential cores."""
        rows = [self.demo.row(i) for i in self.demo.ids(*kinds) if i not in self.used]
        return [
            str(r["school_id"])
            for r in rows
            if r["quality"] != "优质"
            and r["will_join"] != "否"
            and (town is None or r["town"] == town)
        ]

    def _leaders(self, *kinds: str) -> list[str]:
        """Return unused schools that the table says lead, the first towns first."""
        return [
            i
            for i in self.demo.ranked(*kinds)
            if i not in self.used
            and self.demo.row(i)["core"] == "是"
            and self.demo.row(i)["will_lead"] != "否"
        ]

    def _existing(self) -> None:
        """Write the one existing alliance: a central primary and two near schools."""
        # Not the first: 芭蕉侗族乡 has a real pairing of schools, known from 2014.
        core = self._leaders("central")[1]
        town = self.demo.row(core)["town"]
        near = _nearest(self._free("village", town=town), self.spots[core], self.spots)
        alliance_id = f"JLT{self.demo.county.code}-01"
        self._write(
            "frozen", alliance_id, None, "已批准的示例教联体,本轮保持不变(演示)"
        )
        for school_id in (core, *near[:2]):
            role = "core" if school_id == core else "member"
            row = self.demo.row(school_id)
            row |= {"alliance_id": alliance_id, "alliance_role": role}
            row["will_join"] = None
            self.used.add(school_id)

    def _core_rows(self) -> None:
        free = self._free("central")
        lead = next(i for i in free if self.demo.row(i)["core"] is None)
        row = self.demo.row(lead)
        row["quality"] = "良好"
        row["backbone"] = math.ceil(0.018 * int(row["pupils"] or 0))
        self._write("core", lead, None, "拟重点培育为片区牵头学校,本轮先行组建(演示)")
        rebuilt = self._leaders("seat_primary")[-1]
        self._write("not_core", rebuilt, None, "教学楼改扩建,两年内不宜牵头(演示)")

    def _groups(self) -> None:
        number = 2 if self.is_large else 1
        towns = [str(self.demo.row(i)["town"]) for i in self._leaders("central")]
        for town in towns[:number]:
            point, parent = self._point_with_parent(town)
            self._write("together", point, parent, "教学点随中心校统一走教排课(演示)")
        for town in towns[1 : 1 + number]:
            a, b = self._near_pair(town)
            note = "两校同类短缺学科相同,宜由不同核心学校帮扶(演示)"
            self._write("apart", a, b, note)

    def _point_with_parent(self, town: str) -> tuple[str, str]:
        """Return the teaching point nearest to its parent, or two near primaries."""
        free = set(self._free("village", town=town))
        parent_of = {
            i: str(self.demo.row(i)["parent_id"])
            for i in self._free("point", town=town)
            if i in self.spots
        }
        pairs = [(i, p) for i, p in parent_of.items() if p in free]
        return self._nearest_pair(pairs) if pairs else self._near_pair(town)

    def _near_pair(self, town: str) -> tuple[str, str]:
        pool = [i for i in self._free("village", town=town) if i in self.spots]
        return self._nearest_pair(list(itertools.combinations(pool, 2)))

    def _nearest_pair(self, pairs: list[tuple[str, str]]) -> tuple[str, str]:
        return min(
            pairs,
            key=lambda p: (round(math.dist(self.spots[p[0]], self.spots[p[1]])), p),
        )

    def _willing(self) -> None:
        number = 4 if self.is_large else 2
        for core in self._leaders("central", "town_junior")[:number]:
            kinds = ("second_junior", "nine_year") if _is_junior(self, core) else ()
            pool = [i for i in self._free(*(kinds or ("village",))) if i in self.spots]
            member = _nearest(pool, self.spots[core], self.spots)[0]
            self._write("willing", member, core, "两校已签合作意向书(演示)")

    def _refused(self) -> None:
        number = 2 if self.is_large else 1
        cores = [
            i for i in self.demo.ranked("central") if self.demo.row(i)["core"] == "是"
        ]
        for core in cores[-number:]:
            pool = [i for i in self._free("village") if i in self.spots]
            member = _nearest(pool, self.spots[core], self.spots)[0]
            note = "教代会未通过与该校结对的意见(演示)"
            self._write("refused", member, core, note)


def _is_junior(wishes: Wishes, school_id: str) -> bool:
    return wishes.demo.row(school_id)["type_code"] == "311"


# --- Files ----------------------------------------------------------------------------


def make_demo(county: County, geo: Geography) -> Demo:
    """Return everything for one county."""
    demo = make_rows(county, geo)
    lose_coordinates(demo)
    add_parents(demo)
    network = Network(demo)
    network.cut_off(with_roadless=county is ENSHI)
    demo.roads = network.roads()
    add_tags(demo)
    add_roles(demo)
    Wishes(demo).run()
    return demo


def _write_csv(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Write UTF-8 with BOM, which spreadsheets take for what it is."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _feature(road: Road) -> str:
    properties: dict[str, Value] = {
        "road_id": road.road_id,
        "class": road.road_class,
        "name": "示意路网",
        "oneway": int(road.is_oneway),
        "speed_kph": road.speed_kph,
        "length_m": road.length_m,
    }
    if road.layer:
        properties |= {"layer": road.layer, "bridge": "yes"}
    feature = {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "LineString", "coordinates": [road.start, road.end]},
    }
    return json.dumps(feature, ensure_ascii=False, separators=(",", ":"))


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


PREFECTURE_SOLVER = """
[solver]
deterministic_limit = { value = 60.0, source = "县市规定", note = "演示约两分钟出结果,未证明的层级写明差距" }
"""  # noqa: E501
"""Eight counties at once resist full proof; the demo stops after a fixed work."""


def _write_demo(
    folder: Path, title: str, demos: Sequence[Demo], links: Sequence[Road] = ()
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    rows = [row for demo in demos for row in demo.rows]
    pairs = [pair for demo in demos for pair in demo.pairs]
    roads = stack([*(road for demo in demos for road in demo.roads), *links])
    _write_csv(folder / "schools.csv", COLUMNS, rows)
    _write_csv(folder / "pairs.csv", PAIR_COLUMNS, pairs)
    features = ",\n".join(map(_feature, roads))
    head = '{"type":"FeatureCollection","name":"示意路网(演示数据,非真实道路)"'
    _write_text(folder / "roads.geojson", f'{head},"features":[\n{features}\n]}}\n')
    policy = (
        'base = "enshi-2022-2025"\n\n'
        f'[scope]\ntitle = "{title}县域义务教育教联体组建方案(演示)"\n\n'
        f'[report]\nnotice = "{NOTICE}"\n'
    )
    if len(demos) > 1:
        policy += PREFECTURE_SOLVER
    _write_text(folder / "policy.toml", policy)


# --- Templates ------------------------------------------------------------------------

YES_NO = "是 / 否 / 空白(按规则推定)"
SCHOOL_NOTES: dict[str, tuple[str, str]] = {
    "school_id": ("学校标识", "必填,全表唯一,按文本填写"),
    "name": ("学校名称", "必填,全称"),
    "county_code": ("县市区划代码", "必填,6位,如 422801"),
    "town": ("乡镇(街道)", "全称"),
    "village": ("村(社区)", ""),
    "lon": ("经度", "十进制度;坐标系须在导入时声明"),
    "lat": ("纬度", "十进制度"),
    "type_code": ("办学类型码", "必填:211 小学,218 教学点,311 初中,312 九年一贯制"),
    "region_code": ("城乡分类码", "111 112 121 122 123 210 220"),
    "pupils": ("在校生数", "人;不知道留空,不填0"),
    "pupils_primary": ("小学在校生", "人;九年一贯制填写"),
    "pupils_junior": ("初中在校生", "人;九年一贯制填写"),
    "classes": ("教学班数", "个"),
    "staff": ("教职工数", "人"),
    "teachers": ("专任教师数", "人,不大于教职工数"),
    "edu_hi": ("高于规定学历教师数", "人;小学:专科及以上,初中:本科及以上"),
    "backbone": ("县级及以上骨干教师数", "人"),
    "pe_art": ("体育、艺术专任教师数", "人"),
    "room_area_m2": ("教学及辅助用房面积", "平方米,不含室内体育用房"),
    "sport_area_m2": ("体育运动场馆面积", "平方米"),
    "equip_yuan": ("教学仪器设备值", "元(不是万元)"),
    "media_rooms": ("网络多媒体教室", "间"),
    "quality": ("办学水平", "优质 / 良好 / 合格 / 薄弱"),
    "core": ("可否作核心学校", YES_NO),
    "weak": ("薄弱学校", YES_NO),
    "new": ("新建学校", YES_NO),
    "rural": ("农村学校", YES_NO),
    "opened": ("开办年月", "如 2023-09"),
    "will_lead": ("牵头意愿", "是 / 否 / 空白"),
    "will_join": ("合作意愿", "是 / 否 / 空白"),
    "parent_id": ("所属中心校", "教学点填中心校的 school_id"),
    "alliance_id": ("现有教联体编号", "已批准的教联体才填"),
    "alliance_role": ("在现有教联体中的角色", "core 核心校 / member 成员校"),
    "owner_level": ("隶属", "县属 / 州直"),
    "runner": ("举办者", "公办 / 民办"),
    "status": ("学校状态", "正常 / 停办"),
    "remark": ("备注", "不得填写个人信息"),
}
EXAMPLE_SCHOOL: Row = {
    "school_id": "S000000001",
    "name": "示例·某某镇·样例小学",
    "county_code": "422801",
    "town": "某某镇",
    "village": "样例村",
    "lon": 109.5,
    "lat": 30.3,
    "type_code": "211",
    "region_code": "220",
    "pupils": 180,
    "classes": 6,
    "staff": 14,
    "teachers": 13,
    "edu_hi": 10,
    "backbone": 1,
    "pe_art": 1,
    "room_area_m2": 900,
    "sport_area_m2": 1500,
    "equip_yuan": 360000,
    "media_rooms": 6,
    "quality": "合格",
    "owner_level": "县属",
    "runner": "公办",
    "status": "正常",
    "remark": "示例行,非真实学校,填报前删除",
}
EXAMPLE_TRAVEL: Row = {
    "from_id": "S000000001",
    "to_id": "S000000002",
    "minutes": 35,
    "km": 18.5,
    "source": "measured",
}
EXAMPLE_PAIR: Row = {
    "kind": "willing",
    "a": "S000000001",
    "b": "S000000002",
    "note": "示例行,非真实学校,填报前删除",
}
MATRIX_COLUMNS = ("实测", "S000000001", "S000000002")
EXAMPLE_MATRIX: tuple[Row, ...] = (
    {"实测": "S000000001", "S000000002": 35},
    {"实测": "S000000002", "S000000001": 38},
)
"""Minutes from the row's school to the column's; the corner names the source."""

CHANGE_COLUMNS = ("change", "road", "line", "scenario", "speed_kph", "note")
EXAMPLE_CHANGES: tuple[Row, ...] = (
    {
        "change": "封闭",
        "line": "109.48,30.27; 109.49,30.28",
        "scenario": "winter",
        "note": "示例行,非真实道路,填报前删除",
    },
    {
        "change": "新开",
        "line": "109.50,30.29; 109.51,30.30",
        "speed_kph": 30,
        "note": "示例行,非真实道路,填报前删除",
    },
)
_LISTS = {
    "quality": list(_LEVELS),
    "core": ["是", "否"],
    "weak": ["是", "否"],
    "new": ["是", "否"],
    "rural": ["是", "否"],
    "will_lead": ["是", "否"],
    "will_join": ["是", "否"],
    "alliance_role": ["core", "member"],
}
_TEXT = {"school_id", "county_code", "type_code", "region_code", "opened", "parent_id"}
_LAST_ROW = 2000


def _write_templates(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    _write_csv(folder / "schools.csv", COLUMNS, [EXAMPLE_SCHOOL])
    _write_csv(folder / "travel.csv", TRAVEL_COLUMNS, [EXAMPLE_TRAVEL])
    _write_csv(folder / "pairs.csv", PAIR_COLUMNS, [EXAMPLE_PAIR])
    _write_csv(folder / "travel_matrix.csv", MATRIX_COLUMNS, EXAMPLE_MATRIX)
    _write_csv(folder / "road_changes.csv", CHANGE_COLUMNS, EXAMPLE_CHANGES)
    _write_workbook(folder / "schools.xlsx")


def _write_workbook(path: Path) -> None:
    """Write the school table with a sheet of notes; a fixed date keeps its bytes."""
    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"title": "学校表模板", "created": datetime(2023, 4, 25)})
    head = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
    text = book.add_format({"num_format": "@"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    table = book.add_worksheet("学校表")
    table.freeze_panes(1, 2)
    for k, name in enumerate(COLUMNS):
        table.set_column(k, k, max(10, len(name) + 2), text if name in _TEXT else None)
        table.write_string(0, k, name, head)
        _write_cell(table.write_string, table.write_number, k, EXAMPLE_SCHOOL.get(name))
        if name in _LISTS:
            rule = {"validate": "list", "source": _LISTS[name], "error_type": "warning"}
            table.data_validation(1, k, _LAST_ROW, k, rule)
    notes = book.add_worksheet("填表说明")
    notes.set_column(0, 0, 16)
    notes.set_column(1, 1, 24)
    notes.set_column(2, 2, 60, wrap)
    for k, title in enumerate(("列名", "含义", "填写说明")):
        notes.write_string(0, k, title, head)
    for number, name in enumerate(COLUMNS, start=1):
        for k, value in enumerate((name, *SCHOOL_NOTES[name])):
            notes.write_string(number, k, value)
    book.close()


def _write_cell(
    as_text: Callable[..., object],
    as_number: Callable[..., object],
    column: int,
    value: Value,
) -> None:
    if isinstance(value, str):
        as_text(1, column, value)
    elif value is not None:
        as_number(1, column, value)


def build(out_dir: Path) -> None:
    """Write ``demo`` and ``templates`` below a folder.

    Parameters
    ----------
    out_dir
        Made if absent; files of the same names are replaced.
    """
    geo = read_geography()
    counties = [ENSHI, *(scaled_county(geo, *names) for names in _OTHERS)]
    demos = [make_demo(county, geo) for county in counties]
    for demo in demos:
        if demo.county.folder in ("enshi", "jianshi"):
            folder = out_dir / "demo" / demo.county.folder
            _write_demo(folder, demo.county.name, [demo])
    links = link_counties(demos)
    _write_demo(out_dir / "demo" / "prefecture", "恩施州", demos, links)
    _write_templates(out_dir / "templates")


if __name__ == "__main__":
    build(HERE)
