"""The list that follows the map: every alliance with its schools, and who is left."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from optimizer.report.annex_map.content import ROLES, Content, Spot, Team
from optimizer.report.map.wording import Words

Block = dict[str, object]


def list_block(content: Content, words: Words) -> Block:
    """Return the table of alliances and the schools it does not hold."""
    counties = content.counties
    many = len(counties) > 1
    return {
        "title": words.say("map.ui.list"),
        "columns": [
            words.say(f"map.ui.{name}")
            for name in ("number", "name", "core", "members")
        ],
        "groups": [
            {
                "name": _named(content, county, words) if many else "",
                "rows": [_row(content, team, words) for team in teams],
            }
            for county, teams in _by_county(content.teams).items()
        ],
        "notes": [
            note
            for note in (
                _note(content, "outside", _is_outside, words),
                _note(content, "unlocated", is_unlocated, words),
            )
            if note
        ],
    }


def _by_county(teams: Iterable[Team]) -> dict[str, list[Team]]:
    groups: dict[str, list[Team]] = {}
    for team in teams:
        groups.setdefault(team.county, []).append(team)
    return groups


def _named(content: Content, county: str, words: Words) -> str:
    covered = content.of_county.get(county)
    if covered is None:
        return county
    return words.say("annex.county", county=county, covered=covered)


def _row(content: Content, team: Team, words: Words) -> Block:
    members = (content.schools[i].name for i in team.members)
    return {
        "number": str(team.number),
        "colour": team.colour,
        "ink": team.ink,
        "cells": [
            team.name,
            content.schools[team.core].name,
            words.say("map.ui.comma").join(members),
        ],
    }


def _is_outside(spot: Spot) -> bool:
    return spot.role == "outside"


def is_unlocated(spot: Spot) -> bool:
    """Tell whether a school would be on the map if its position were known."""
    return spot.at is None and spot.role in ROLES


def _note(
    content: Content, name: str, belongs: Callable[[Spot], bool], words: Words
) -> Block | None:
    """Return a heading and the names of some schools by county, if there are any."""
    found = [spot for spot in content.schools if belongs(spot)]
    if not found:
        return None
    by_county: dict[str, list[str]] = {}
    for spot in found:
        by_county.setdefault(spot.county, []).append(spot.name)
    comma = words.say("map.ui.comma")
    return {
        "title": words.say(f"annex.{name}", n=len(found)),
        "parts": [
            [county if len(by_county) > 1 else "", comma.join(names)]
            for county, names in by_county.items()
        ],
    }
