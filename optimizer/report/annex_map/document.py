"""The annex as plain data for the typesetter: sheets of the map, then the list."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import asdict, astuple
from typing import Any

from optimizer.messages import Lang
from optimizer.report.annex_map import legend
from optimizer.report.annex_map.content import Content, Spot, read_content
from optimizer.report.annex_map.drawing import Drawing, Picture
from optimizer.report.annex_map.furniture import bar_svg, north_svg
from optimizer.report.annex_map.listing import is_unlocated, list_block
from optimizer.report.annex_map.scene import Scene
from optimizer.report.annex_map.sheet import LETTERS, PAPERS_MM, Layout, layout
from optimizer.report.map.blob import Shown, build_blob
from optimizer.report.map.wording import Words
from optimizer.report.widths import MM_PER_PT, width_em

_FOOT_PT = 6.5
_FOOT_LINE = 1.42
_FOOT_GAP_MM = 3.5
"""Above the lines of the foot, and below them for the number of the page."""

_KEY_MM = {True: 34.0, False: 52.0}
"""Height of the key on upright paper, its width on a broad one."""

_BAR_MM = 44.0


def annex_document(shown: Shown, paper: str, lang: Lang = "zh") -> dict[str, Any]:
    """Return the annex of a plan for :class:`Typesetter`.

    Parameters
    ----------
    shown
        The plan with its case and backdrop; the mode of the map in the policy
        decides what the annex may show.
    paper
        ``A4`` or ``A3``.
    lang
        Language of everything but names.

    Raises
    ------
    PlanError
        If the plan names a school its case does not have.
    KeyError
        If there is no such paper.
    """
    words = Words(lang)
    content = read_content(build_blob([shown], words))
    made = _Annex(content, paper, words)
    sheets = list(made.sheets())
    return {
        "lang": lang,
        "letters": LETTERS[paper],
        "title": content.title,
        "mode": content.mode_name,
        "watermark": content.watermark,
        "notice": content.notice,
        "page": words.say("annex.page", page="{page}", pages="{pages}"),
        "foot": " · ".join(content.facts),
        "sheets": sheets,
        "list": {**list_block(content, words), "paper": sheets[0]["paper"]},
    }


class _Annex:
    def __init__(self, content: Content, paper: str, words: Words) -> None:
        self.content = content
        self.paper = paper
        self.words = words

    def sheets(self) -> Iterator[dict[str, Any]]:
        """Yield the map of everything, then one for each of several counties."""
        counties = self.content.counties
        for county in ["", *(counties if len(counties) > 1 else ())]:
            placed, scene, picture = self._best(county)
            yield self._sheet(placed, scene, picture)
            if picture.dense:
                yield self._sheet(*self._best(county, picture.dense))

    def _sheet(self, placed: Layout, scene: Scene, picture: Picture) -> dict[str, Any]:
        words, ground = self.words, picture.ground
        bar = ground.bar(_BAR_MM)
        return {
            "paper": [placed.width, placed.height],
            "upright": placed.is_upright,
            "boxes": {
                name: list(astuple(getattr(placed, name)))
                for name in ("head", "frame", "map", "key", "foot")
            },
            "place": self._place(scene),
            "facts": self._facts(scene.county),
            "svg": picture.svg,
            "texts": [asdict(text) for text in picture.texts],
            "key": self._key(placed, scene, picture),
            "north": {"svg": north_svg(), "label": words.say("annex.north")},
            "scale": {
                "ratio": words.say(
                    "annex.scale", n=f"{ground.scale:,}".replace(",", " ")
                ),
                "svg": bar_svg(bar.mm),
                "mm": bar.mm,
                "marks": [f"{bar.km * part:g}" for part in (0, 0.5, 1)],
                "unit": words.say("annex.km"),
                "projection": words.say(
                    "annex.projection", meridian=f"{ground.meridian:g}"
                ),
            },
            "lines": self._foot_lines(),
        }

    def _place(self, scene: Scene) -> str:
        """Return what of the whole a sheet shows."""
        larger = self.words.say("annex.larger") if scene.dense else ""
        return " · ".join(filter(None, (scene.county, larger)))

    def _best(
        self, county: str, dense: tuple[Spot, ...] = ()
    ) -> tuple[Layout, Scene, Picture]:
        """Return the layout that shows the map larger; a broad sheet if both do."""
        made = []
        for is_upright in (False, True):
            box = layout(
                self.paper,
                is_upright=is_upright,
                foot=self._foot_mm(is_upright=is_upright),
                key=_KEY_MM[is_upright] * LETTERS[self.paper],
            )
            made.append((box, Scene(self.content, box.map, county, dense)))
        placed, scene = min(made, key=lambda pair: pair[1].ground.scale)
        return placed, scene, Drawing(scene).picture()

    def _key(self, placed: Layout, scene: Scene, picture: Picture) -> dict[str, Any]:
        rows = legend.legend_rows(self.content, picture, self.words)
        notes = self._key_notes(scene, picture)
        room = placed.key.height / LETTERS[self.paper]
        cores = [] if placed.is_upright else legend.core_list(self.content, picture)
        fits = legend.broad_key_mm(len(rows), len(notes), len(cores)) <= room
        return {
            "title": self.words.say("annex.legend"),
            "rows": rows,
            "sample": list(legend.SAMPLE_MM),
            "notes": notes,
            "list": cores if fits else [],
        }

    def _key_notes(self, scene: Scene, picture: Picture) -> list[str]:
        say, notes = self.words.say, []
        if self.content.teams:
            notes.append(say("map.ui.colours"))
        if picture.dense:
            notes.append(say("annex.framed"))
        if picture.unnamed:
            notes.append(say("annex.unnamed", n=len(picture.unnamed)))
        if scene.is_overview:
            notes.append(say("annex.overview"))
        return notes

    def _facts(self, county: str) -> str:
        covered = self.content.of_county.get(county)
        if not county or covered is None:
            return " · ".join(self.content.facts)
        of_county = self.words.say("annex.county", county=county, covered=covered)
        return " · ".join((of_county, self.content.facts[0], self.content.facts[-1]))

    def _foot_lines(self) -> list[str]:
        content = self.content
        hidden = sum(1 for spot in content.schools if spot.role == "excluded")
        sources = [*content.sources]
        if hidden:
            sources.append(self.words.say("annex.hidden", n=hidden))
        lost = sum(1 for spot in content.schools if is_unlocated(spot))
        if lost:
            sources.append(self.words.say("annex.lost", n=lost))
        stop = self.words.say("map.ui.semicolon")
        return [" ".join(content.statements), stop.join(sources)]

    def _foot_mm(self, *, is_upright: bool) -> float:
        """Return the height the lines below the frame need at most."""
        short, long = PAPERS_MM[self.paper]
        across = (short if is_upright else long) - 20.0
        em = _FOOT_PT * MM_PER_PT * LETTERS[self.paper]
        lines = sum(
            math.ceil(1.04 * width_em(line) * em / across)
            for line in self._foot_lines()
        )
        return lines * em * _FOOT_LINE + 2 * _FOOT_GAP_MM * LETTERS[self.paper]
