"""Texts: the report on a travel table."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "survey.title": ("车程核对报告", "Report on the travel table"),
    "sheet.survey": ("概况", "Overview"),
    "sheet.snaps": ("学校接入", "Schools on the roads"),
    "sheet.odd": ("异常配对", "Odd pairs"),
    "sheet.engines": ("两种引擎比对", "Two engines"),
    "sheet.lost": ("情景变化", "Scenarios"),
    "sheet.gaps": ("覆盖空白", "Out of reach"),
    "sheet.new_cores": ("核心缺口", "Missing cores"),
    # Overview.
    "survey.scenario": ("道路情景", "Road scenario"),
    "survey.engine": ("计算引擎", "Engine"),
    "engine.valhalla": (
        "Valhalla(计转弯限制);另以自有路网核对",
        "Valhalla (knows turns), checked by the own road graph",
    ),
    "engine.road_graph": ("自有路网(不计转弯限制)", "own road graph (no turns)"),
    "engine.none": ("未使用路网,只有车程表", "no roads, travel table only"),
    "survey.schools": ("学校(行)", "Schools (rows)"),
    "survey.snap.ok": ("其中:接入主路网", "of these: on the main network"),
    "survey.snap.too_far": ("其中:离道路过远", "of these: too far from a road"),
    "survey.snap.unlocated": ("其中:没有坐标", "of these: without coordinates"),
    "survey.snap.island": ("其中:接入孤立路段", "of these: on a separate network"),
    "survey.graph": ("路网", "Road graph"),
    "survey.graph.value": (
        "{nodes} 个节点,{edges} 条有向边,{parts} 个强连通部分,最大部分占 {share}",
        "{nodes} nodes, {edges} directed edges, {parts} strongly connected parts, the largest with {share} of the nodes",
    ),
    "survey.pairs": ("已知车程(有向配对)", "Known trips (ordered pairs)"),
    "survey.pairs.value": ("{known}/{total}", "{known} of {total}"),
    "survey.sources": ("车程来源", "Sources"),
    "survey.source": ("{source} {n} 对", "{source}: {n} pairs"),
    "survey.unreachable": ("与任何学校都不通的学校", "Schools without any trip"),
    "survey.detour": ("绕行系数(道路/直线)", "Detour (road over straight line)"),
    "survey.spread": (
        "中位 {median},5%—95% 为 {low}—{high}({number} 对)",
        "median {median}, 5 % to 95 %: {low} to {high} ({number} pairs)",
    ),
    "survey.odd": ("异常配对", "Odd pairs"),
    "survey.engines": ("第二种引擎", "Second engine"),
    "survey.engines.none": (
        "没有第二种引擎(线图层只用自有路网),无从比对。",
        "There is no second engine (line layers use the own graph alone), so nothing to compare.",
    ),
    "survey.engines.minutes": (
        "第二种引擎/采用车程:分钟",
        "Second engine over the trips used: minutes",
    ),
    "survey.engines.km": (
        "第二种引擎/采用车程:公里",
        "Second engine over the trips used: km",
    ),
    "survey.engines.same": (
        "两种引擎对上限判断一致的配对",
        "Pairs both engines decide alike",
    ),
    "survey.engines.same.value": (
        "{same}/{total}(至少一种引擎在上限以内的配对)",
        "{same} of {total} (pairs within the limits by at least one)",
    ),
    "survey.engines.rule": (
        "下列配对按一种引擎在上限以内,按另一种超限,属临界,宜实测后填入车程表。",
        "These pairs are within the limits by one engine and beyond by the other: borderline. Measure them and enter them in the travel table.",
    ),
    "survey.lost": ("其他情景", "Other scenarios"),
    "survey.lost.none": (
        "未核对其他情景:没有高程数据,也没有该情景的道路变化。",
        "No other scenario was checked: there are neither heights nor road changes for one.",
    ),
    "survey.lost.no_other": (
        "未核对其他情景:全部车程即按“{scenario}”情景计算,方案参数 travel.compare_scenarios 没有列出其他情景。",
        "No other scenario was checked: all trips are those of the scenario {scenario}, and the policy lists no other in travel.compare_scenarios.",
    ),
    "survey.lost.head": (
        "{scenario}情景下超限的配对",
        "Pairs beyond the limits: {scenario}",
    ),
    "survey.lost.value": (
        "{number} 对(按采用情景在上限以内)",
        "{number} pairs (within the limits in the scenario used)",
    ),
    "survey.lost.rule": (
        "下列配对按采用情景在上限以内,按所列情景超限或不通(空白为不通)。",
        "These pairs are within the limits in the scenario used, and beyond them or cut off in the one named (blank: no way).",
    ),
    "survey.more": (
        "另有 {number} 条学校表的提示,见报告“数据质量清单”。",
        "{number} further notes on the school table are in the report.",
    ),
    "survey.gaps.number": ("没有核心学校能到达的学校", "Schools no core can reach"),
    "survey.new.number": ("建议新增核心的位置", "Places a new core would help"),
    # Sheets.
    "survey.cut": (
        "共 {number} 行,只列前 {shown} 行。",
        "{number} rows in all; the first {shown} are listed.",
    ),
    "survey.snap_rule": (
        "学校到最近道路的直线距离不超过 {limit} 米视为接入(建议值,非政策规定)。",
        "A school within {limit} m of a road counts as connected (suggested value, not required by the policy).",
    ),
    "survey.odd_rule": (
        "全程平均车速超过 {kph} 公里/小时,或道路里程超过直线距离 {detour} 倍的配对,请核对坐标和道路(建议值,非政策规定)。",
        "Pairs faster than {kph} km/h on the whole, or longer than {detour} times the straight line. Check coordinates and roads (suggested values, not required by the policy).",
    ),
    "odd.fast": ("车速过高", "too fast"),
    "odd.winding": ("绕行过大", "long detour"),
    "survey.gaps": (
        "下列学校可以作成员,但没有可牵头的学校能在上限以内结对。",
        "These schools may be members, but no school that can lead is within the limits.",
    ),
    "gap.county": ("本县没有可牵头的学校", "no core in its county"),
    "gap.stage": ("没有同学段的核心学校", "no core of its stage"),
    "gap.refused": ("与余下的核心学校互不愿结对", "refused with the cores left"),
    "gap.route": ("与余下的核心学校没有已知车程", "no known way to the cores left"),
    "gap.minutes": ("车程超过上限", "too many minutes"),
    "gap.km": ("里程超过上限", "too many kilometres"),
    "gap.borderline": ("余下的配对均为临界", "all pairs left are borderline"),
    "gap.none": ("没有可牵头的学校", "no school can lead"),
    "gap.other": ("受多项限制", "several rules together"),
    "survey.new": (
        "逐县先取能到达空白学校最多者,再取其次;只说明哪里缺核心,能否培育由主管部门研究。",
        "County by county, first the school that would reach most of them, then the next for the rest. This tells where a core is missing; whether one can be developed is for the authority.",
    ),
    "survey.new.left": (
        "县内任何学校都到达不了:{names}",
        "Out of reach of every school of the county: {names}",
    ),
    "survey.reached": ("{name}({minutes} 分钟)", "{name} ({minutes} min)"),
    "snap.ok": ("主路网", "main network"),
    "snap.too_far": ("离道路过远", "too far"),
    "snap.unlocated": ("没有坐标", "no coordinates"),
    "snap.island": ("孤立路段", "separate network"),
    # Columns.
    "col.from": ("起点", "From"),
    "col.to": ("终点", "To"),
    "col.snap_m": ("离道路(米)", "To road (m)"),
    "col.snap_status": ("接入情况", "Connection"),
    "col.reaches": ("可达学校数", "Schools reached"),
    "col.straight_km": ("直线公里", "Straight km"),
    "col.kph": ("平均车速", "Mean km/h"),
    "col.odd_why": ("异常", "What is odd"),
    "col.gap_why": ("原因", "Reason"),
    "col.new_core": ("学校", "School"),
    "col.new_core_at": ("位置(经度, 纬度)", "Place (lon, lat)"),
    "col.new_core_num": ("可到达空白学校数", "Schools reached"),
    "col.new_core_for": ("可到达的学校", "Reaches"),
}
