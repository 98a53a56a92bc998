"""Road classes and speeds, from the words of OpenStreetMap and of Chinese layers."""

from __future__ import annotations

import re

from optimizer.policy import Travel
from optimizer.route import Binding
from optimizer.tabular import normal
from optimizer.travel.units import KPH_PER_MPH

CLASS_ORDER = (
    "motorway",
    "trunk",
    "primary",
    "secondary",
    "tertiary",
    "unclassified",
    "residential",
    "service",
    "track",
)
"""Classes of the policy's speed table, from the most to the least important."""

_SAME_AS = {"living_street": "residential", "road": "unclassified"}

_CHINESE = {
    "高速公路": "motorway",
    "高速": "motorway",
    "国道": "trunk",
    "快速路": "trunk",
    "一级公路": "trunk",
    "省道": "primary",
    "主干道": "primary",
    "主干路": "primary",
    "二级公路": "primary",
    "县道": "secondary",
    "次干道": "secondary",
    "次干路": "secondary",
    "三级公路": "secondary",
    "乡道": "tertiary",
    "支路": "tertiary",
    "四级公路": "tertiary",
    "村道": "unclassified",
    "通村公路": "unclassified",
    "等外公路": "unclassified",
    "居民区道路": "residential",
    "内部道路": "service",
    "机耕路": "track",
    "机耕道": "track",
}
"""Chinese classes in the tagging used for China by OpenStreetMap."""

NOT_DRIVABLE = frozenset(
    {
        "footway", "path", "steps", "pedestrian", "cycleway", "bridleway", "corridor",
        "construction", "proposed", "abandoned", "razed", "platform", "raceway",
        "busway", "elevator", "via_ferrata", "planned", "disused",
        "步行道", "人行道", "在建", "规划",
    }
)  # fmt: skip
"""Classes of lines that no car drives on."""

_SURFACES = {
    "paved": (
        "paved", "asphalt", "concrete", "concrete:plates", "concrete:lanes",
        "chipseal", "paving_stones", "sett", "cobblestone", "metal", "wood", "grade1",
        "沥青", "柏油", "水泥", "混凝土", "沥青路面", "水泥路面", "沥青混凝土",
        "水泥混凝土", "硬化", "有铺装", "简易铺装",
    ),
    "gravel": (
        "unpaved", "gravel", "fine_gravel", "compacted", "pebblestone", "rock",
        "grade2",
        "砂石", "沙石", "碎石", "砾石", "泥结碎石", "砂石路面", "碎石路面", "未铺装",
    ),
    "earth": (
        "ground", "dirt", "earth", "mud", "sand", "grass", "clay", "soil", "grade3",
        "grade4", "grade5", "土路", "泥土", "土路面", "土", "泥路",
    ),
}  # fmt: skip
_SURFACE_OF = {word: kind for kind, words in _SURFACES.items() for word in words}

_LIMIT = re.compile(r"(\d+(?:\.\d+)?)(mph|km/h|kmh|kph|公里/小时|千米/小时|公里)?")


def road_class(value: object) -> str:
    """Return the class of a road in the words of the policy's speed table.

    Unknown words are returned as they are, in lower case; blank gives ``""``.

    Examples
    --------
    >>> road_class("Trunk_Link"), road_class("track_grade3"), road_class("县道")
    ('trunk_link', 'track', 'secondary')
    """
    text = normal(value)
    if text.startswith("track_grade"):
        return "track"
    return _CHINESE.get(text, _SAME_AS.get(text, text))


def surface_kind(value: object) -> str:
    """Return ``paved``, ``gravel`` or ``earth``; ``""`` for unknown words and blank.

    Examples
    --------
    >>> surface_kind("asphalt"), surface_kind("砂石"), surface_kind("grade4")
    ('paved', 'gravel', 'earth')
    """
    return _SURFACE_OF.get(normal(value), "")


def class_speed(travel: Travel, name: str) -> float | None:
    """Return km/h of a class; a link road without its own entry is like its road."""
    speed = travel.speed_kph.get(name)
    return travel.speed_kph.get(name.removesuffix("_link")) if speed is None else speed


def class_rank(name: str) -> int:
    """Return the place of a class in :data:`CLASS_ORDER`; unknown classes are last."""
    base = name.removesuffix("_link")
    return CLASS_ORDER.index(base) if base in CLASS_ORDER else len(CLASS_ORDER)


def parse_maxspeed(value: object) -> float | None:
    """Return a signed limit in km/h, or ``None`` where no number is signed.

    ``none``, ``signals`` and zone codes such as ``CN:urban`` carry no number. Of
    several limits (``50;80``) the lowest counts, as it binds part of the way.

    Examples
    --------
    >>> parse_maxspeed("50"), parse_maxspeed("80;60"), parse_maxspeed("AD:urban")
    (50.0, 60.0, None)
    >>> round(parse_maxspeed("30 mph"), 1)
    48.3
    """
    found = []
    for part in re.split(r"[;|,]", normal(value)):
        match = _LIMIT.fullmatch(part)
        if match and float(match[1]) > 0:
            factor = KPH_PER_MPH if match[2] == "mph" else 1.0
            found.append(float(match[1]) * factor)
    return min(found, default=None)


def driven_speed(travel: Travel, name: str, limit_kph: float | None) -> float:
    """Return the assumed speed in km/h of a road of a class under a signed limit.

    The lower of limit and class speed: a mountain road signed 80 is not driven at
    80. Without a known class the limit alone counts, without both the policy's
    ``default_speed_kph``.
    """
    by_class = class_speed(travel, name)
    known = [kph for kph in (by_class, limit_kph) if kph is not None]
    return min(known, default=travel.default_speed_kph)


def speed_by(travel: Travel, name: str, limit_kph: float | None) -> Binding:
    """Return which of limit and class :func:`driven_speed` takes; ties are the class.

    Examples
    --------
    >>> from optimizer.policy import read_policy
    >>> speed_by(read_policy().travel, "primary", 20.0)
    <Binding.SIGNED: 'signed'>
    """
    by_class = class_speed(travel, name)
    if limit_kph is None or (by_class is not None and by_class <= limit_kph):
        return Binding.CLASS
    return Binding.SIGNED
