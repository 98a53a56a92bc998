"""The key of a sheet: a sample and a word for everything that is drawn on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from optimizer.report.annex_map import symbols
from optimizer.report.annex_map.content import Content, Team
from optimizer.report.annex_map.drawing import Picture
from optimizer.report.map.wording import Words

SAMPLE_MM = (10.0, 4.6)
"""Width and height of a sample."""

_SAMPLE = Team(1, "", "", 0, (), "#0072B2", "#FFFFFF", demonstrator=False)
_NUMBER_PT = {"core": 7.0, "member": 5.6}

Row = dict[str, object]
"""``svg``, ``label``, and ``number`` with ``ink`` and ``size`` where one stands on
the sample."""


def legend_rows(content: Content, picture: Picture, words: Words) -> list[Row]:
    """Return the rows of the key, only of what the sheet shows."""
    return [
        *_school_rows(content, picture, words),
        *_line_rows(content, picture, words),
        *_ground_rows(content, words),
        *_water_rows(content, words),
    ]


def core_list(content: Content, picture: Picture) -> list[tuple[str, str]]:
    """Return number and short name of the core of every alliance on a sheet."""
    shown = {spot.alliance for spot in picture.shown}
    return [
        (str(team.number), content.schools[team.core].short)
        for team in content.teams
        if team.number in shown
    ]


def broad_key_mm(rows: int, notes: int, cores: int) -> float:
    """Return how high a key beside the map is at most, with a list of cores."""
    return 60.0 + 6.4 * rows + 5.6 * notes + 3.4 * cores


def _school_rows(content: Content, picture: Picture, words: Words) -> Iterator[Row]:
    roles = {spot.role for spot in picture.shown}
    sample = _sample(content)
    x, y = SAMPLE_MM[0] / 2, SAMPLE_MM[1] / 2
    if "core" in roles:
        yield _numbered("core", symbols.core(x, y, 2.0, sample), sample, words)
        shown = {spot.alliance for spot in picture.shown if spot.role == "core"}
        if any(team.demonstrator and team.number in shown for team in content.teams):
            starred = replace(sample, demonstrator=True)
            piece = symbols.core(x, y, 1.7, starred)
            yield _row(piece, words.say("annex.demonstrator"))
    kinds = {spot.kind for spot in picture.shown if spot.role == "member"}
    if "" in kinds:
        yield _numbered("member", symbols.member(x, y, 1.6, sample), sample, words)
    for kind in sorted(kinds - {""}):
        piece = symbols.member(x, y, 1.6, sample, kind)
        name = words.named("map.ui.kind", kind, kind)
        yield _row(piece, words.say("annex.kind", kind=name))
    if "outside" in roles:
        yield _row(symbols.outside(x, y, 1.6), words.say("map.ui.outside"))


def _sample(content: Content) -> Team:
    first = content.teams[0] if content.teams else _SAMPLE
    return replace(first, number=1, demonstrator=False)


def _numbered(role: str, piece: str, team: Team, words: Words) -> Row:
    row = _row(piece, words.say(f"map.ui.{role}"))
    return {**row, "number": "1", "ink": team.ink, "size": _NUMBER_PT[role]}


def _row(piece: str, label: str) -> Row:
    return {"svg": symbols.drawing(*SAMPLE_MM, [piece]), "label": label}


def _line_rows(content: Content, picture: Picture, words: Words) -> Iterator[Row]:
    colour = _sample(content).colour
    if picture.has_route:
        yield _row(_wave(colour), words.say("map.ui.layer.routes"))
    if picture.has_straight:
        code = "map.ui.spoke.straight" if picture.has_route else "map.ui.layer.spokes"
        yield _row(_level(colour, 0.5), words.say(code))
    if picture.lines != ("solid",):
        for line in picture.lines:
            piece = _level(colour, 0.5, line)
            yield _row(piece, words.say(f"map.ui.spoke.{line}"))
    if picture.has_edge and content.edge:
        cased = _level(symbols.EDGE, 1.3) + _level("#ffffff", 0.95)
        x, y = SAMPLE_MM[0] / 2, SAMPLE_MM[1] / 2
        piece = cased + _level(colour, 0.45) + symbols.edge_mark(x, y)
        yield _row(piece, content.edge)
    if picture.has_moved:
        middle = SAMPLE_MM[1] / 2
        piece = symbols.leader((2.6, middle + 1), (6, middle - 0.4)) + symbols.member(
            6.6, middle - 0.6, 1.2, _sample(content)
        )
        yield _row(piece, words.say("annex.moved"))


def _ground_rows(content: Content, words: Words) -> Iterator[Row]:
    if content.border:
        path = f"M0.6 {SAMPLE_MM[1] / 2}H9.4"
        piece = symbols.tag("path", d=path, fill="none", **symbols.BORDER)
        yield _row(piece, words.say("map.ui.layer.boundary"))
    if content.roads:
        colour, width = symbols.ROADS["major"]
        name = "sketch" if content.is_sketch else "roads"
        pattern = "dashed" if content.is_sketch else "solid"
        piece = _level(colour, width, pattern)
        yield _row(piece, words.say(f"map.ui.layer.{name}"))


def _water_rows(content: Content, words: Words) -> Iterator[Row]:
    if content.rivers or content.lakes:
        yield _row(_level(symbols.WATER, 0.4), words.say("annex.water"))


def _level(colour: str, width: float, pattern: str = "solid") -> str:
    return symbols.stroke(f"M0.6 {SAMPLE_MM[1] / 2}H9.4", colour, width, pattern)


def _wave(colour: str) -> str:
    y = SAMPLE_MM[1] / 2
    points = [(0.6, y + 0.6), (2.6, y - 1.1), (5.0, y + 0.9), (7.2, y - 0.9), (9.4, y)]
    return symbols.stroke(symbols.smooth_path(np.array(points)), colour, 0.55)
