"""Texts of the annex for paper (``annex.*``)."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "annex.legend": ("图 例", "Legend"),
    "annex.demonstrator": (
        "示范性教联体的核心学校",
        "Core of a demonstration alliance",
    ),
    "annex.kind": ("成员学校({kind})", "Member ({kind})"),
    "annex.water": ("水系", "Water"),
    "annex.moved": (
        "符号为避让而移位,细线指向原位",
        "Symbol moved aside; the line leads to its place",
    ),
    "annex.north": ("北", "N"),
    "annex.scale": ("比例尺 1:{n}", "Scale 1:{n}"),
    "annex.km": ("千米", "km"),
    "annex.projection": (
        "高斯-克吕格投影,中央经线 {meridian}°",
        "Gauss-Krüger projection, central meridian {meridian}°",
    ),
    "annex.page": ("第 {page} 页 共 {pages} 页", "Page {page} of {pages}"),
    "annex.county": (
        "{county}:纳入教联体 {covered} 所",
        "{county}: {covered} schools in alliances",
    ),
    "annex.hidden": (
        "不在方案范围的 {n} 所学校未标出",
        "{n} schools outside the scope of the plan are not shown",
    ),
    "annex.lost": (
        "{n} 所学校没有坐标,未标出,见名单",
        "{n} schools without a position are not shown; see the list",
    ),
    "annex.outside": (
        "本轮方案未纳入的学校({n} 所)",
        "Schools in no alliance in this round ({n})",
    ),
    "annex.unlocated": (
        "没有坐标、图上未标出的学校({n} 所)",
        "Schools without a position, not on the map ({n})",
    ),
    "annex.larger": ("密集区放大图", "dense part, larger"),
    "annex.framed": (
        "虚线框内另见放大图",
        "Dashed frame: shown larger on the next sheet",
    ),
    "annex.overview": ("校名见各县市分图", "Names: see the sheets of the counties"),
    "annex.unnamed": (
        "图上容不下的 {n} 个校名见名单",
        "{n} names that found no room are in the list",
    ),
    # Printing from the page of the map.
    "map.ui.sheet.legend": ("图例", "Legend"),
    "map.ui.sheet.north": ("北", "N"),
    "map.ui.sheet.ratio": ("比例尺 1:{n}", "Scale 1:{n}"),
    "map.ui.sheet.km": ("千米", "km"),
    "map.ui.sheet.true": (
        "图幅中部的实地比例;按 100% 打印",
        "true in the middle of the map; print at 100 %",
    ),
    # Options of the command.
    "cli.opt.pdf": (
        "把打印附图(地图与名单)写成这个 PDF 文件;未给 --out 时不另写网页",
        "write the annex for print (map and list) to this PDF file; no web page then unless --out is given",
    ),
    "cli.opt.png": (
        "把打印附图写成图片,每页一张:map.png 写成 map-1.png、map-2.png……",
        "write the annex as pictures, one a page: map.png becomes map-1.png, map-2.png and so on",
    ),
    "cli.opt.paper": ("打印附图的纸张:A4 或 A3", "paper of the annex: A4 or A3"),
    "cli.opt.dpi": (
        "图片每英寸点数,50 至 600",
        "dots per inch of the pictures, 50 to 600",
    ),
    "cli.opt.fonts": (
        "打印附图只用这个文件夹中的字体(须含中文);不给则用系统字体",
        "set the annex with the fonts of this folder alone (Chinese letters needed); by default those of the system",
    ),
    # Faults.
    "annex.paper": (
        "--paper 中没有“{value}”。可用:{names}。",
        "--paper has no {value!r}. Available: {names}.",
    ),
    "annex.dpi": (
        "--dpi 应在 {least} 至 {most} 之间,现为 {value}。",
        "--dpi must be from {least} to {most}, not {value}.",
    ),
}
