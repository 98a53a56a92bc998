"""Texts for reading and searching the map page; ``map.ui.*`` travel into the page."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "map.pupils": ("{pupils} 人", "{pupils}"),
    "map.pupils.part": (
        "{pupils} 人({n} 所未填,未计入)",
        "{pupils} ({n} schools state none)",
    ),
    "map.next.less": (
        "{core}(折算少 {delta} 分钟,全局统筹未选)",
        "{core} ({delta} weighed minutes less; the plan as a whole decides otherwise)",
    ),
    # Kinds of member, and why a school is outside.
    "map.ui.kind.point": ("教学点", "Teaching point"),
    "map.ui.kind.new": ("新建学校", "New school"),
    "map.ui.kind.weak": ("薄弱学校", "Weak school"),
    "map.ui.kind.rural": ("农村学校", "Rural school"),
    "map.ui.kind.member": ("成员学校", "Member"),
    "map.ui.kind.rest": ("其他成员学校", "Other member"),
    "map.ui.group.place": ("位置或道路不明", "Position or roads not known"),
    "map.ui.group.will": ("不愿参加或受意愿限制", "Declined, or kept out by a wish"),
    "map.ui.group.reach": ("无可达核心学校", "No core within the limits"),
    "map.ui.group.full": ("名额或容量已用尽", "No place or capacity left"),
    "map.ui.group.other": ("其他原因", "Other reason"),
    # Facts of an alliance.
    "map.ui.facts": ("基本情况", "Facts"),
    "map.ui.pupils": ("在校生合计", "Pupils together"),
    "map.ui.colon": (":", ": "),
    "map.ui.size": ("学校数", "Schools"),
    "map.ui.size.text": (
        "{n} 所(核心 1,成员 {members})",
        "{n} (1 core, {members} members)",
    ),
    "map.ui.farthest": ("最远成员", "Farthest member"),
    "map.ui.mean": ("平均车程", "Mean trip"),
    "map.ui.trip.both": ("{minutes} 分钟 / {km} 公里", "{minutes} min / {km} km"),
    "map.ui.kinds": ("成员构成", "Members by kind"),
    "map.ui.kinds.part": ("{kind} {n}", "{kind} {n}"),
    "map.ui.typeName": ("类型", "Type"),
    "map.ui.typeWhy": ("类型依据", "Why this type"),
    "map.ui.leads": ("牵头依据", "Why it leads"),
    "map.ui.lift": ("如何纳入", "What would let it in"),
    # Filter.
    "map.ui.filter": ("筛选", "Filter"),
    "map.ui.filter.clear": ("清除筛选", "Clear the filter"),
    "map.ui.filter.all": ("全部", "All"),
    "map.ui.filter.town": ("乡镇", "Town"),
    "map.ui.filter.type": ("学校类别", "Type of school"),
    "map.ui.filter.form": ("教联体类型", "Type of alliance"),
    "map.ui.filter.kind": ("成员类别", "Kind"),
    "map.ui.filter.warn": ("提示", "Note"),
    "map.ui.filter.year": ("启动或加入年份", "Year it starts or joins"),
    "map.ui.filter.remove": ("取消条件:{name}", "Remove the condition: {name}"),
    "map.ui.filter.found": (
        "符合条件:{schools} 所学校,涉及 {alliances} 个教联体",
        "{schools} schools of {alliances} alliances match",
    ),
    "map.ui.filter.none": ("没有符合条件的学校", "No school matches"),
    "map.ui.filter.option": ("{name}({n})", "{name} ({n})"),
    "map.ui.county.whole": ("{name}(全部)", "{name} (all)"),
    "map.ui.warn.edge": ("临界", "Borderline trip"),
    "map.ui.warn.over": ("某情景超限", "Over a limit in some scenario"),
    "map.ui.warn.notes": ("教联体有提示", "Alliance with notes"),
    "map.ui.warn.estimated": ("直线估算车程", "Straight-line estimate"),
    "map.ui.warn.unlocated": ("未定位", "No position"),
    # Search and permalink.
    "map.ui.town": ("乡镇", "Town"),
    "map.ui.county": ("县市", "County"),
    "map.ui.found": ("{n} 项结果", "{n} results"),
    "map.ui.link": ("复制链接", "Copy link"),
    "map.ui.link.done": ("链接已复制", "Link copied"),
    "map.ui.link.take": (
        "请按 Ctrl+C 复制下面的链接",
        "Press Ctrl+C to copy this link",
    ),
    "map.ui.link.hint": (
        "链接打开的是本页的当前画面;收到的人须有同一个文件。",
        "The link opens this view of the page; whoever gets it needs the same file.",
    ),
    "map.ui.close": ("关闭", "Close"),
    # For the screen reader and the keyboard.
    "map.ui.skip": ("跳到名单", "Skip to the list"),
    "map.ui.mapLabel": (
        "教联体地图。每所学校也可在名单中打开。",
        "Map of the alliances. Every school can be opened from the list too.",
    ),
    "map.ui.panelLabel": ("名单与说明", "Lists and explanations"),
    "map.ui.opened": ("已选中:{name}", "Selected: {name}"),
    "map.ui.symbol": ("{name},{role}", "{name}, {role}"),
    "map.ui.symbol.of": (
        "{name},{role},{number} 号教联体",
        "{name}, {role}, alliance {number}",
    ),
}
