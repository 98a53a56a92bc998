"""Words on roads, routes, borderline trips and scenarios, shared by all reports."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "road.motorway": ("高速公路", "motorway"),
    "road.trunk": ("国道", "national road"),
    "road.primary": ("省道", "provincial road"),
    "road.secondary": ("县道", "county road"),
    "road.tertiary": ("乡道", "township road"),
    "road.unclassified": ("村道", "village road"),
    "road.residential": ("居民区道路", "residential road"),
    "road.living_street": ("居民区道路", "residential road"),
    "road.service": ("内部道路", "service road"),
    "road.track": ("机耕路", "track"),
    "road.road": ("等级不详", "class not known"),
    "road.unknown": ("等级不详", "class not known"),
    "binding.class": ("按道路等级取车速", "speed of its class"),
    "binding.signed": ("限速标志", "signed limit"),
    "binding.stated": ("路网数据所填车速", "speed stated in the road data"),
    "binding.surface": ("砂石或土路面", "gravel or earth surface"),
    "binding.curve": ("弯道急", "sharp bends"),
    "binding.grade": ("坡度大", "steep slope"),
    "binding.ice": ("路面结冰", "ice"),
    "scenario.normal": ("常态", "Normal"),
    "scenario.winter": ("冬季结冰", "Winter ice"),
    "scenario.rain": ("雨季", "Rainy season"),
    "scenario.flood": ("汛期", "Flood season"),
    "scenario_rule.ice": (
        "{name}:海拔 {height} 米及以上路段结冰(隧道内除外),车速乘以 {factor}({source});封闭、新开路段按道路变化表。",
        "{name}: from {height} m up roads outside tunnels are icy and speeds are multiplied by {factor} ({source}); closed and opened roads by the table of road changes.",
    ),
    "scenario_rule.plain": (
        "{name}:不结冰;封闭、新开路段按道路变化表。",
        "{name}: no ice; closed and opened roads by the table of road changes.",
    ),
    "scenario_rule.unknown": (
        "{name}:方案参数中没有这一情景的说明。",
        "{name}: the policy does not describe this scenario.",
    ),
    "breach.minutes": ("超时", "over the minutes"),
    "breach.km": ("超里程", "over the km"),
    "breach.route": ("无路可达", "no way"),
    "trip.class": ("{road} {km} 公里", "{road} {km} km"),
    "trip.road": ("{name}(编号 {ref})", "{name} (no. {ref})"),
    "trip.unnamed": ("无名道路", "unnamed road"),
    "trip.stretch": (
        "{name}({road}){km} 公里,均速 {kph} 公里/小时,原因:{reason}",
        "{name} ({road}), {km} km at {kph} km/h: {reason}",
    ),
    "trip.figures": ("{minutes} 分钟 · {km} 公里", "{minutes} min · {km} km"),
    "trip.over": ("{text}(超限:{what})", "{text} (breaks: {what})"),
    "trip.over.cell": ("{minutes} 超限:{what}", "{minutes} breaks: {what}"),
    "trip.limits": (
        "误差 ±{band}%({band_source});车程上限 {minutes} 分钟({minutes_source});里程上限 {km} 公里({km_source})。",
        "Error ±{band}% ({band_source}); limit {minutes} minutes ({minutes_source}); limit {km} km ({km_source}).",
    ),
    "margin.band": (
        "{minutes} 分钟,误差 ±{band}% 为 {low}–{high} 分钟,跨上限 {limit} 分钟",
        "{minutes} min, ±{band}% is {low}-{high} min, across the limit of {limit} min",
    ),
    "margin.engines": (
        "两个引擎分别为 {minutes}、{second} 分钟,一超一不超,上限 {limit} 分钟",
        "The two engines give {minutes} and {second} min, on either side of the limit of {limit} min",
    ),
    "margin.both": (
        "两个引擎分别为 {minutes}、{second} 分钟,连同误差 ±{band}% 为 {low}–{high} 分钟,跨上限 {limit} 分钟",
        "The two engines give {minutes} and {second} min, with ±{band}% {low}-{high} min, across the limit of {limit} min",
    ),
    "margin.km": (
        "两个引擎分别为 {km}、{second_km} 公里,一超一不超,上限 {limit_km} 公里",
        "The two engines give {km} and {second_km} km, on either side of the limit of {limit_km} km",
    ),
}
