"""Tables and JSON of a comparison of two plans."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from optimizer.case import Case, make_case
from optimizer.domain import School
from optimizer.dossier import VersionMark
from optimizer.matrix import TravelMatrix
from optimizer.messages import Lang, text
from optimizer.plan import Plan
from optimizer.policy import read_policy
from optimizer.report.labels import Labels, plain
from optimizer.report.study_book import Block, StudySheet
from optimizer.report.workbook.sheet import Cell, Column, Row
from optimizer.study.compare import Change, Comparison, Move, Place, Side

_SECONDS_PER_MINUTE = 60

FIGURES = (
    Column("figure", 26, 36),
    Column("unit", 14, 20, "centre"),
    Column("before", 18, 26, "centre"),
    Column("after", 18, 26, "centre"),
    Column("extra", 18, 26, "centre"),
)
MOVES = (
    Column("school", 26, 36),
    Column("school_id", 14, 20),
    Column("county", 10, 12, "centre"),
    Column("town", 10, 14),
    Column("from_core", 18, 26),
    Column("to_core", 18, 26),
    Column("minutes_before", 10, 12, "tenth"),
    Column("minutes_after", 10, 12, "tenth"),
    Column("extra_minutes", 10, 12, "signed"),
)
_CORES = (
    Column("school", 26, 36),
    Column("school_id", 14, 20),
    Column("change", 18, 26),
)
_VERSIONS = (
    Column("version_name", 10, 14, "centre"),
    Column("version_parent", 10, 14, "centre"),
    Column("version_date", 12, 14, "centre"),
    Column("version_role", 18, 26),
    Column("version_why", 30, 50),
)
_OVERRIDES = (
    Column("change", 14, 18),
    Column("code", 10, 12, "centre"),
    Column("override_schools", 26, 40),
    Column("override_reason", 30, 50),
    Column("override_by", 14, 20),
)
_SETTINGS = (
    Column("key", 26, 36),
    Column("before", 18, 26, "left"),
    Column("after", 18, 26, "left"),
)


@dataclass(frozen=True, eq=False)
class Naming:
    """Names of schools and places in a language, whichever side knows them."""

    lang: Lang
    schools: Mapping[str, School]

    @classmethod
    def of(cls, lang: Lang, *sides: Side) -> Naming:
        """Return the names of some plans; later ones win."""
        known: dict[str, School] = {}
        for side in sides:
            if side.case is not None:
                known.update(side.case.by_id)
        return cls(lang, known)

    def say(self, code: str, **facts: object) -> str:
        """Return the sentence of a code."""
        return text(code, self.lang, **facts)

    def school(self, school_id: str) -> str:
        """Return the name of a school, or its id."""
        found = self.schools.get(school_id)
        return plain(school_id if found is None else found.name)

    def place(self, place: Place) -> str:
        """Return where a school stands in words."""
        core = "" if place.core is None else self.school(place.core)
        return self.say(f"place.{place.state}", core=core)


def labels_of(side: Side, title: str, lang: Lang) -> Labels:
    """Return the labels a workbook needs; without a case those of an empty one."""
    case = side.case or _empty_case()
    plan = Plan(title=title, version=side.plan.version, alliances=[])
    return Labels(case, plan, lang)


def _empty_case() -> Case:
    none = np.zeros((0, 0), dtype=np.int32)
    travel = TravelMatrix((), none, none, none.astype(np.uint8))
    return make_case([], travel, read_policy("neutral"))


def figure_rows(names: Naming, labels: Labels, found: Comparison) -> list[Row]:
    """Return totals, coverage and tiers before and after."""
    rows = [
        _figure(names.say(f"figure.{c.name}"), names.say(f"unit.{c.unit}"), c)
        for c in found.figures
    ]
    for change in found.coverage:
        scope, basis = change.name.split(":")
        told = _scope(names, labels, scope)
        name = names.say(
            "figure.coverage", scope=told, basis=labels.named("basis", basis)
        )
        rows.append(_figure(name, names.say("unit.schools"), change))
    for change in found.tiers:
        rows.append(_figure(labels.named("tier", change.name), *_unit(labels, change)))
    return rows


def _scope(names: Naming, labels: Labels, scope: str) -> str:
    """Return whose coverage a row states; all of one county are that county."""
    counties = {school.county_code for school in names.schools.values()}
    if scope != "all":
        return labels.county(scope)
    return labels.county(*counties) if len(counties) == 1 else names.say("scope.all")


def _unit(labels: Labels, change: Change) -> tuple[str, Change]:
    """Return the unit and the values of a tier, seconds as minutes."""
    if change.unit != "seconds":
        return labels.named("tier.unit", change.unit), change
    values = (
        None if value is None else round(value / _SECONDS_PER_MINUTE, 2)
        for value in (change.before, change.after)
    )
    return labels.say("unit.minutes"), Change(change.name, "minutes", *values)


def _figure(name: str, unit: str, change: Change) -> Row:
    return Row((name, unit, change.before, change.after, change.extra))


def move_cells(names: Naming, labels: Labels, move: Move) -> tuple[Cell, ...]:
    """Return the cells of :data:`MOVES`."""
    school = names.schools.get(move.school_id)
    county = "" if school is None else labels.county(school.county_code)
    town = "" if school is None else plain(school.town)
    return (
        names.school(move.school_id),
        move.school_id,
        county,
        town,
        names.place(move.before),
        names.place(move.after),
        move.before.minutes,
        move.after.minutes,
        move.extra_minutes,
    )


def compare_sheet(
    names: Naming, labels: Labels, found: Comparison, sides: tuple[str, str]
) -> StudySheet:
    """Return the sheet of two plans side by side."""
    say = names.say
    blocks = [
        Block(FIGURES, figure_rows(names, labels, found), "block.compare.figures"),
        Block(
            MOVES,
            [Row(move_cells(names, labels, move)) for move in found.moves],
            "block.compare.moves",
        ),
        Block(_CORES, list(_core_rows(names, found)), "block.compare.cores"),
        Block(_CORES, list(_school_rows(names, found)), "block.compare.schools"),
        Block(
            _SETTINGS, [Row(row) for row in found.settings], "block.compare.settings"
        ),
        *_project_blocks(names, found),
    ]
    told = [say("compare.sides", first=plain(sides[0]), second=plain(sides[1]))]
    told.append(counts_of(names, found))
    if found.is_same:
        told.append(say("compare.same"))
    return StudySheet("compare", blocks, told)


def _project_blocks(names: Naming, found: Comparison) -> list[Block]:
    """Return the way between two versions, and the rules set aside that differ."""
    versions = [Row(_version_cells(names, mark)) for mark in found.versions]
    overrides = list(_override_rows(names, found))
    return [
        Block(_VERSIONS, versions, "block.compare.versions"),
        Block(_OVERRIDES, overrides, "block.compare.overrides"),
    ]


def _version_cells(names: Naming, mark: VersionMark) -> tuple[Cell, ...]:
    parent = mark.parent or names.say("dash")
    told = (mark.name, parent, mark.date, mark.role, mark.why)
    return tuple(plain(text) for text in told)


def _override_rows(names: Naming, found: Comparison) -> Iterator[Row]:
    comma = names.say("list.comma")
    for code, overrides in (
        ("change.override_only_after", found.overrides_added),
        ("change.override_only_before", found.overrides_dropped),
    ):
        for each in overrides:
            schools = comma.join(names.school(s) for s in each.schools)
            told = (each.code, schools, each.reason, each.by or names.say("dash"))
            yield Row((names.say(code), *(plain(text) for text in told)))


def counts_of(names: Naming, found: Comparison) -> str:
    """Return the counts of a comparison as a sentence."""
    return names.say(
        "compare.counts",
        moves=len(found.moves),
        added=len(found.cores_added),
        dropped=len(found.cores_dropped),
        new=len(found.schools_added),
        gone=len(found.schools_removed),
        retimed=len(found.retimed),
    )


def _core_rows(names: Naming, found: Comparison) -> list[Row]:
    return [
        Row((names.school(core), core, names.say(code)))
        for code, cores in (
            ("change.added", found.cores_added),
            ("change.dropped", found.cores_dropped),
        )
        for core in cores
    ]


def _school_rows(names: Naming, found: Comparison) -> list[Row]:
    return [
        Row((names.school(school), school, names.say(code)))
        for code, schools in (
            ("change.only_after", found.schools_added),
            ("change.only_before", found.schools_removed),
        )
        for school in schools
    ]


def as_data(found: Comparison) -> dict[str, Any]:
    """Return a comparison as plain data for JSON."""
    return {
        "same": found.is_same,
        "moves": [
            {**asdict(move), "extra_minutes": move.extra_minutes}
            for move in found.moves
        ],
        "cores_added": list(found.cores_added),
        "cores_dropped": list(found.cores_dropped),
        "schools_added": list(found.schools_added),
        "schools_removed": list(found.schools_removed),
        "retimed": list(found.retimed),
        "figures": [_change_data(change) for change in found.figures],
        "coverage": [_change_data(change) for change in found.coverage],
        "tiers": [_change_data(change) for change in found.tiers],
        "settings": [
            {"key": key, "before": old, "after": new}
            for key, old, new in found.settings
        ],
        **_project_data(found),
    }


def _project_data(found: Comparison) -> dict[str, Any]:
    """Return versions and overrides; nothing for plans that have neither."""
    versions = [asdict(mark) for mark in found.versions]
    overrides = {
        "only_after": [o.model_dump(mode="json") for o in found.overrides_added],
        "only_before": [o.model_dump(mode="json") for o in found.overrides_dropped],
    }
    return {
        **({"versions": versions} if versions else {}),
        **({"overrides": overrides} if any(overrides.values()) else {}),
    }


def _change_data(change: Change) -> dict[str, Any]:
    return {**asdict(change), "extra": change.extra}
