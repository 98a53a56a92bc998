"""Chapter seven: every limit with its source; and rules people set aside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from optimizer.messages.punctuation import full_width
from optimizer.policy import Source, Sourced
from optimizer.report.blocks import Block, Heading, Para, Table
from optimizer.report.dossier.words import Spec, Words, one_line
from optimizer.report.override_words import OverrideLine, override_lines

_LIMITS: dict[str, str] = {
    "coverage.targets": "targets",
    "coverage.target_year": "year",
    "coverage.scope": "word",
    "coverage.demonstrators_per_county": "alliances",
    "coverage.pace": "word",
    "coverage.max_new_alliances_per_year": "alliances",
    "scope.member_types": "types",
    "scope.counted_types": "types",
    "scope.include_prefecture_run": "yes",
    "scope.include_private": "yes",
    "scope.cross_county": "yes",
    "size.max_members": "schools",
    "size.merged_max_members": "schools",
    "size.absolute_ceiling": "schools",
    "size.core_counts": "yes",
    "size.teaching_point_counts": "yes",
    "roles.core_grades": "grades",
    "roles.core_types": "types",
    "roles.require_will_lead": "yes",
    "roles.core_may_join": "yes",
    "roles.graduates_may_lead": "yes",
    "roles.weak_grades": "grades",
    "roles.new_within_years": "years",
    "roles.small_school_pupils": "pupils",
    "travel.max_minutes": "minutes",
    "travel.max_km": "km",
    "travel.merged_max_minutes": "minutes",
    "travel.merged_max_km": "km",
    "travel.member_to_member_max_minutes": "minutes",
    "travel.direction": "direction",
    "travel.detour_factor": "times",
    "travel.estimate_speed_kph": "kph",
    "travel.band_pct": "percent",
    "travel.avoid_borderline": "yes",
    "load.rules": "words",
    "load.pupils_per_core_pupil": "times",
    "load.min_backbone_per_100": "teachers",
    "load.pupils_when_unknown": "pupils",
    "pairing.stages": "word",
    "pairing.merged_stages": "word",
    "pairing.merged_needs_willing": "yes",
    "pairing.members_need_tag": "yes",
    "pairing.freeze_existing": "yes",
}
"""Limits told in the proposal, in their order, with the unit of each."""

_TECHNICAL = re.compile(r"[A-Za-z]{2}")
"""Part of a note that speaks of columns and keys: for those who run the program."""

_NO_LIMIT = "coverage.max_new_alliances_per_year"
"""The one limit of which 0 means that there is none."""


def limits(words: Words) -> Iterator[Block]:
    """Yield 各项上限及来源: the limits, then what people decided against a rule."""
    say = words.say
    yield Heading(say("dossier.limits"))
    yield Heading(say("dossier.limits.caption"), 2)
    yield Para(say("dossier.limits.told"))
    yield from limit_table(words)
    yield Heading(say("dossier.overrides"), 2)
    if not words.plan.overrides:
        yield Para(say("dossier.overrides.none"))
        return
    yield Para(say("dossier.overrides.told", n=len(words.plan.overrides)))
    columns = words.columns(
        ("col.number", 0.5, "centre"),
        ("dossier.col.rule", 1.8),
        ("dossier.col.schools", 2.2),
        ("dossier.col.reason", 2.6),
        ("dossier.col.by", 1.0),
    )
    yield Table(
        columns,
        [
            (str(n), rule_of(words, line), line.schools, line.reason, line.by)
            for n, line in enumerate(override_lines(words.labels), start=1)
        ],
    )


def rule_of(words: Words, line: OverrideLine) -> str:
    """Return the rule an override sets aside, with its code in brackets."""
    return words.say("dossier.rule", rule=line.rule, code=line.code)


def limit_table(
    words: Words, caption: str = "", only: Source | None = None
) -> Iterator[Block]:
    """Yield the table of limits, or of those of one source; nothing without any."""
    rows = []
    for key, value, sourced in _entries(words):
        if only is None or sourced.source is only:
            source = words.labels.named("source", sourced.source.value)
            cells = (limit_value(words, key, value), source, note_of(words, sourced))
            rows.append((words.say(f"dossier.limit.{key}"), *cells))
    noted = any(row[-1] for row in rows)
    note: list[Spec] = [("dossier.col.note", 38)] if noted else []
    columns = words.columns(
        ("dossier.col.limit", 54),
        ("dossier.col.value", 28),
        ("dossier.col.source", 36, "centre"),
        *note,
    )
    if rows:
        yield Table(columns, [row[: len(columns)] for row in rows], caption)


def _entries(words: Words) -> Iterator[tuple[str, Any, Sourced]]:
    policy = words.case.policy
    for key in _LIMITS:
        section, name = key.split(".")
        yield key, getattr(getattr(policy, section), name), policy.source_of(key)


def limit_value(words: Words, key: str, value: Any) -> str:
    """Return a limit with its unit, in words."""
    unit = _LIMITS[key]
    if key == _NO_LIMIT and value == 0:
        return words.say("dossier.no_limit")
    if unit == "yes":
        return words.labels.yes(value)
    if unit in ("word", "words"):
        return words.comma(_word(words, v) for v in _as_list(value)) or words.dash
    if unit == "direction":
        return words.labels.named("direction", value)
    if unit == "types":
        return words.comma(map(words.labels.school_type, value))
    if unit == "grades":
        return words.comma(words.labels.named("dossier.grade", g) for g in value)
    if unit == "targets":
        return words.comma(
            words.say("dossier.unit.target", year=t.year, pct=t.pct) for t in value
        )
    return words.say(f"dossier.unit.{unit}", value=f"{value:g}")


def _word(words: Words, value: str) -> str:
    return words.labels.named("dossier.word", value)


def _as_list(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def note_of(words: Words, sourced: Sourced) -> str:
    """Return where a value stands, as the policy file says it in Chinese.

    A note of a suggested value only repeats what the value is.
    """
    if words.lang != "zh" or sourced.source is Source.SUGGESTED:
        return ""
    parts = re.split("[;。]", one_line(sourced.note))
    return full_width(";".join(p for p in parts if p and not _TECHNICAL.search(p)))
