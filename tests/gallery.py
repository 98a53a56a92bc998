"""Makes the pictures in ``maps/`` anew: ``python -m tests.gallery WORK``.

``WORK`` is a folder for the plans; what is there already is taken as it is. The demo
county takes a quarter of a minute, the prefecture some two. Andorra is drawn where the
shared data lies beside the project.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.browser import visit
from tests.real import inputs

MAPS = Path(__file__).parents[1] / "maps"
QUALITY = 82
DESKTOP, PHONE = (1440, 900), (390, 844)

ANDORRA_POLICY = """\
base = "neutral"

[travel]
max_minutes = 20.0
merged_max_minutes = 15.0
"""

Act = Callable[[Any], None]


def alliance(*arguments: object) -> None:
    """Run the command as a user does; stop at the first that fails."""
    command = [sys.executable, "-m", "optimizer", *map(str, arguments)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def picture(page: Path, name: str, size: tuple[int, int], act: Act | None) -> None:
    """Photograph a page after something was done on it."""
    width, height = size
    with visit(page, width=width, height=height) as seen:
        tab = seen.page
        if act is not None:
            act(tab)
        tab.mouse.move(width // 2, height - 4)
        tab.wait_for_timeout(700)
        target = MAPS / f"{name}.jpg"
        tab.screenshot(path=target, type="jpeg", quality=QUALITY)
        if seen.errors or seen.outside:
            sys.exit(f"{name}: {seen.errors} {seen.outside}")


def open_alliance(tab: Any) -> None:
    """Open an alliance and the areas around its core."""
    tab.locator(".legend-row", has_text="等时圈").locator("input").check()
    tab.locator(".card-head").nth(24).click()


def swipe(tab: Any) -> None:
    """Swipe between two plans, the table of moves beside them."""
    tab.locator(".tab", has_text="变动").click()
    tab.locator(".choice", has_text="卷帘").click()


def write_opinion(tab: Any) -> None:
    """Open the form of an opinion on an alliance."""
    tab.locator(".card-head").nth(5).click()
    tab.get_by_role("button", name="提意见").first.click()


def make_plans(work: Path) -> dict[str, Path]:
    """Return the folders of the plans, made where they are missing."""
    homes = {name: work / name for name in ("enshi", "prefecture", "andorra", "other")}
    for name in ("enshi", "prefecture"):
        if not homes[name].is_dir():
            alliance("demo", name, "--time-limit", 120, "--out", homes[name])
    if not homes["other"].is_dir():
        wishes = work / "pairs.csv"
        own = homes["enshi"] / "inputs"
        shutil.copyfile(own / "pairs.csv", wishes)
        with wishes.open("a", encoding="utf-8") as table:
            table.write("refused,S422801004,S422801010,\nnot_core,S422801001,,\n")
        roads = Path(__file__).parents[1] / "data/demo/enshi/roads.geojson"
        known = ("--roads", roads, "--policy", own / "policy.toml", "--pairs", wishes)
        alliance("plan", own / "schools.csv", *known, "--out", homes["other"])
    if not homes["andorra"].is_dir() and inputs.ANDORRA_PBF.is_file():
        make_andorra(work, homes["andorra"])
    return homes


def make_andorra(work: Path, home: Path) -> None:
    """Plan the schools of Andorra on its real roads and heights."""
    table = inputs.andorra_schools(work / "andorra_schools.csv")
    policy = work / "andorra_policy.toml"
    policy.write_text(ANDORRA_POLICY, encoding="utf-8")
    ways = ("--pbf", inputs.ANDORRA_PBF, "--dem", inputs.ANDORRA_DEM)
    alliance("plan", table, *ways, "--policy", policy, "--out", home)


def main(work: Path) -> None:
    """Make plans, pages and pictures."""
    work.mkdir(parents=True, exist_ok=True)
    homes = make_plans(work)
    public, beside = work / "public.html", work / "compare.html"
    enshi = MAPS / "enshi.html"
    alliance("map", homes["enshi"], "--out", enshi)
    alliance("map", homes["enshi"], "--mode", "public", "--out", public)
    alliance("map", homes["enshi"], "--with", homes["other"], "--out", beside)
    picture(enshi, "enshi", DESKTOP, None)
    picture(enshi, "enshi-alliance", DESKTOP, open_alliance)
    picture(enshi, "enshi-opinion", DESKTOP, write_opinion)
    picture(beside, "enshi-compare", DESKTOP, swipe)
    picture(public, "enshi-phone", PHONE, None)
    region = work / "prefecture.html"
    alliance("map", homes["prefecture"], "--out", region)
    picture(region, "prefecture", DESKTOP, None)
    if homes["andorra"].is_dir():
        base = work / "andorra_base.toml"
        relief = f'dem = "{inputs.ANDORRA_DEM.as_posix()}"\ncredit = "NASA SRTM"\n'
        base.write_text(f"[relief]\n{relief}", encoding="utf-8")
        page = work / "andorra.html"
        alliance("map", homes["andorra"], "--base", base, "--out", page)
        picture(page, "andorra", DESKTOP, None)
    alliance("map", homes["enshi"], "--png", work / "annex.png", "--dpi", 80)
    shutil.copyfile(work / "annex-1.png", MAPS / "enshi-annex.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
