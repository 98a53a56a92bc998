"""The policy: every number and switch of a plan, each with its source.

Nothing here holds a number of the policy. The numbers stand in TOML files under
``data/presets``, each as ``{ value, source, note }``; a county's own file names a
preset as ``base`` and overrides single keys. An unknown key or an impossible value
is an error, never a default.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, Self, get_args

import tomlkit
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from optimizer import resources
from optimizer.errors import Phrase, PolicyError
from optimizer.messages import has_text, text

DEFAULT_PRESET = "enshi-2022-2025"
"""Preset used without ``--policy``, and the base of a file that names none."""


def _wrong(kind: str, **facts: object) -> PydanticCustomError:
    """Return the refusal of a value that contradicts another, or itself."""
    # The words are those of the message table: the ones here are never shown.
    return PydanticCustomError(kind, "not usable", dict(facts))


def _listed(values: Iterable[object]) -> str:
    return ", ".join(str(value) for value in values)


MapMode = Literal["internal", "public", "print"]
MAP_MODES: tuple[str, ...] = get_args(MapMode)
"""内部工作图, 公示图, 打印附图: who may see a map decides what it holds."""


class Source(StrEnum):
    """Where a number comes from; printed next to it in every output."""

    POLICY = "政策原文"
    COUNTY = "县市规定"
    SUGGESTED = "建议值,非政策规定"


class Sourced(BaseModel):
    """Source and note of one value."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    source: Source
    note: str = ""


class Section(BaseModel):
    """Base of the sections: frozen, unknown keys refused, numbers not coerced."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Scope(Section):
    """Which schools the plan speaks of.

    ``member_types`` may take part; ``counted_types`` make the denominator of
    coverage (DOMAIN A4). Schools run by the prefecture or privately are excluded
    unless included here, and always listed.
    """

    title: str
    plan_year: int = Field(ge=2000, le=2100)
    member_types: list[str] = Field(min_length=1)
    counted_types: list[str] = Field(min_length=1)
    include_prefecture_run: bool
    include_private: bool
    prefecture_levels: list[str]
    private_runners: list[str]
    active_statuses: list[str]
    cross_county: bool


class Roles(Section):
    """Who may lead and who is rural, weak or new when the table leaves it blank.

    With ``graduates_may_lead`` a member of a grade in ``graduate_grades`` may lead an
    alliance of its own in a later phase (DOMAIN item 16).
    """

    core_grades: list[str]
    core_types: list[str] = Field(min_length=1)
    graduates_may_lead: bool
    graduate_grades: list[str]
    require_will_lead: bool
    core_may_join: bool
    weak_grades: list[str]
    grade_order: list[str]
    rural_regions: list[str]
    town_regions: list[str]
    seat_towns: list[str]
    new_within_years: int = Field(ge=0, le=20)
    small_school_pupils: int = Field(ge=0)


class ByStage(Section):
    """One number for primary and one for junior."""

    primary: float = Field(gt=0)
    junior: float = Field(gt=0)


WithoutGrade = Literal["never", "school", "county"]
"""When figures decide in place of the bureau's grade: never, where the school has no
grade, or only where no school of its county has one."""


class Quality(Section):
    """The seven indicators of 教督〔2017〕6号, and the roles that follow from them.

    The first seven keys are columns of the school table; a value is reached when a
    school has that much per pupil or per 100 pupils. A school passes when ``pass_met``
    of them are reached and each other one to ``pass_rest_pct`` per cent. ``cv_limit``
    bounds the difference coefficient of each. All limits are inclusive.

    ``*_without_grade`` say when figures decide: a grade of the bureau's, and its yes
    or no, always win. ``weak_rules``: ``indicators`` (``weak_failed`` of them fail in
    one stage), ``score`` (the lowest ``weak_score_pct`` per cent of county and stage).
    ``reach_for``: the ways to lead that ask for 辐射能力 as well, which is
    ``lead_min_pupils`` pupils and ``load.min_backbone_per_100``.
    """

    edu_hi: ByStage
    backbone: ByStage
    pe_art: ByStage
    room_area_m2: ByStage
    sport_area_m2: ByStage
    equip_yuan: ByStage
    media_rooms: ByStage
    pass_met: int = Field(ge=1, le=7)
    pass_rest_pct: float = Field(ge=0, le=100)
    cv_limit: ByStage
    min_point_pupils: int = Field(ge=0)
    junior_weight: float = Field(gt=0)
    senior_weight: float = Field(gt=0)
    weak_without_grade: WithoutGrade
    weak_rules: list[Literal["indicators", "score"]]
    weak_failed: int = Field(ge=1, le=7)
    weak_score_pct: float = Field(ge=0, le=100)
    lead_without_grade: WithoutGrade
    reach_for: list[Literal["grade", "indicators"]]
    lead_min_pupils: int = Field(ge=0)


class Size(Section):
    """Constraint (3); ``merged_max_members`` only advises the type (item 15)."""

    max_members: int = Field(ge=2)
    merged_max_members: int = Field(ge=2)
    core_counts: bool
    teaching_point_counts: bool
    absolute_ceiling: int = Field(ge=2)

    @model_validator(mode="after")
    def _within_ceiling(self) -> Self:
        if self.max_members > self.absolute_ceiling:
            raise _wrong("ceiling", value=self.max_members, limit=self.absolute_ceiling)
        return self


class GradeSpeed(Section):
    """Highest speed on a slope of ``pct`` metres per hundred, up or down."""

    pct: float = Field(ge=0, le=100)
    kph: float = Field(gt=0, le=130)


class RadiusSpeed(Section):
    """Highest speed in a bend of this radius."""

    radius_m: float = Field(gt=0)
    kph: float = Field(gt=0, le=130)


class Ice(Section):
    """Ice of a scenario: from this height on, speeds are multiplied by the factor."""

    ice_above_m: float
    ice_factor: float = Field(gt=0, le=1)


NORMAL = "normal"
"""Name of the scenario without ice; it needs no entry in ``scenarios``."""


class Travel(Section):
    """Constraints (6) and (7), and how minutes are made. All limits are inclusive.

    A stretch of road is driven at the least of the speeds that its class, its signed
    limit, its surface, its slope and its bends allow; the two tables of slopes and
    radii are read by linear interpolation, beyond their ends by the nearest entry.
    """

    max_minutes: float = Field(gt=0)
    max_km: float = Field(gt=0)
    merged_max_minutes: float = Field(gt=0)
    merged_max_km: float = Field(gt=0)
    member_to_member_max_minutes: float = Field(gt=0)
    direction: Literal["member_to_core", "core_to_member", "worse"]
    search_limit_minutes: float = Field(gt=0)
    detour_factor: float = Field(ge=1)
    estimate_speed_kph: float = Field(gt=0, le=130)
    snap_max_m: float = Field(gt=0)
    access_speed_kph: float = Field(gt=0)
    default_speed_kph: float = Field(gt=0, le=130)
    speed_kph: dict[str, float]
    surface_max_kph: dict[Literal["gravel", "earth"], float]
    grade_max_kph: list[GradeSpeed] = Field(min_length=1)
    radius_max_kph: list[RadiusSpeed] = Field(min_length=1)
    scenario: str
    scenarios: dict[str, Ice]
    compare_scenarios: list[str]
    band_pct: float = Field(ge=0, lt=100)
    avoid_borderline: bool
    outlier_kph: float = Field(gt=0)
    outlier_detour: float = Field(ge=1)
    conflict_pct: float = Field(gt=0)
    isochrone_minutes: list[float] = Field(min_length=1)

    @property
    def other_scenarios(self) -> tuple[str, ...]:
        """Scenarios to compare with the one in force, without that one itself."""
        return tuple(name for name in self.compare_scenarios if name != self.scenario)

    @field_validator("speed_kph", "surface_max_kph")
    @classmethod
    def _positive(cls, speeds: dict[str, float]) -> dict[str, float]:
        wrong = {name: kph for name, kph in speeds.items() if not 0 < kph <= 130}
        if wrong:
            raise _wrong("speed", value=_listed(f"{n} = {v}" for n, v in wrong.items()))
        return speeds

    @model_validator(mode="after")
    def _search_covers_limits(self) -> Self:
        longest = max(self.max_minutes, self.member_to_member_max_minutes)
        if self.search_limit_minutes < longest:
            raise _wrong("search", value=self.search_limit_minutes, limit=longest)
        return self

    @model_validator(mode="after")
    def _tables_rise(self) -> Self:
        tables = {
            "grade_max_kph": [row.pct for row in self.grade_max_kph],
            "radius_max_kph": [row.radius_m for row in self.radius_max_kph],
            "isochrone_minutes": self.isochrone_minutes,
        }
        for name, values in tables.items():
            if any(b <= a for a, b in pairwise(values)):
                raise _wrong("rising", name=name, value=_listed(values))
        return self

    @field_validator("scenarios")
    @classmethod
    def _plain_names(cls, scenarios: dict[str, Ice]) -> dict[str, Ice]:
        # A name becomes part of a file name.
        wrong = [n for n in scenarios if not re.fullmatch(r"\w{1,20}", n)]
        if wrong or NORMAL in scenarios:
            raise _wrong("scenario_name", value=_listed(wrong or [NORMAL]))
        return scenarios

    @model_validator(mode="after")
    def _scenarios_exist(self) -> Self:
        known = {NORMAL, *self.scenarios}
        unknown = {self.scenario, *self.compare_scenarios} - known
        if unknown:
            told = {"value": _listed(sorted(unknown)), "limit": _listed(sorted(known))}
            raise _wrong("scenario", **told)
        return self


class Load(Section):
    """Constraint (5), 辐射能力: which rules bound the pupils a core may take on.

    ``pupils``: members' pupils are at most ``pupils_per_core_pupil`` times the
    core's. ``backbone``: pooled over core and members there are at least
    ``min_backbone_per_100`` backbone teachers of the core for 100 pupils.
    """

    rules: list[Literal["pupils", "backbone"]]
    pupils_per_core_pupil: float = Field(ge=0)
    min_backbone_per_100: float = Field(gt=0)
    pupils_when_unknown: int = Field(ge=0)


class Pairing(Section):
    """Constraints (4), (6) and (8).

    ``merged_*`` only advise the type: whether 融合型 asks for one stage taught by all,
    and for a declared will of every member and its core.
    """

    stages: Literal["overlap", "any"]
    merged_stages: Literal["common", "any"]
    merged_needs_willing: bool
    members_need_tag: bool
    freeze_existing: bool


class Target(Section):
    """Coverage to be reached by the end of a year."""

    year: int = Field(ge=2000, le=2100)
    pct: int = Field(ge=0, le=100)


class Coverage(Section):
    """Constraints (9) and (10), and the phases: (11) to (14).

    The targets up to ``target_year`` are the phases. ``pace`` says whether early
    years reach no more than their target, or as much as they can.
    ``max_new_alliances_per_year`` counts by county; 0 is no limit.
    """

    scope: Literal["prefecture", "county"]
    targets: list[Target]
    target_year: int = Field(ge=2000, le=2100)
    demonstrators_per_county: int = Field(ge=0)
    pace: Literal["target", "early"]
    max_new_alliances_per_year: int = Field(ge=0)

    @model_validator(mode="after")
    def _has_target_year(self) -> Self:
        years = [target.year for target in self.targets]
        if len(set(years)) != len(years):
            raise _wrong("year_twice", value=_listed(years))
        if years and self.target_year not in years:
            raise _wrong("target_year", value=self.target_year, limit=_listed(years))
        return self

    @property
    def target_pct(self) -> int:
        """Percentage to reach in the target year; 0 without targets."""
        return next((t.pct for t in self.targets if t.year == self.target_year), 0)

    @property
    def phases(self) -> tuple[Target, ...]:
        """Targets up to the target year, in the order of the years."""
        past = (t for t in self.targets if t.year <= self.target_year)
        return tuple(sorted(past, key=lambda target: target.year))


TierName = Literal[
    "wishes",
    "floor",
    "shortfall",
    "towns",
    "need",
    "pupils",
    "kept",
    "travel",
    "worst",
    "busiest",
    "indicators",
    "order",
]
"""All tiers; ``towns``, ``kept``, ``busiest`` and ``indicators`` are optional in the
presets. ``indicators`` is a stated simulation; see :mod:`optimizer.quality.pooling`."""


class Objective(Section):
    """Tiers in their order, and what each thing is worth.

    ``need_*`` are points a member brings for each tag. ``*_minutes`` are worths
    taken off (or, for ``cross_stage_minutes``, put on) a member's trip in the
    ``travel`` tier. With a plan made before, the tier ``kept`` is put before the tier
    named by ``kept_before``, unless the list has it or lacks that tier.
    """

    tiers: list[TierName] = Field(min_length=1)
    kept_before: Literal["need", "pupils", "travel", "none"]
    need_rural: int = Field(ge=0)
    need_weak: int = Field(ge=0)
    need_new: int = Field(ge=0)
    willing_minutes: float = Field(ge=0)
    same_town_minutes: float = Field(ge=0)
    quality_gap_minutes: float = Field(ge=0)
    stability_minutes: float = Field(ge=0)
    cross_stage_minutes: float = Field(ge=0)

    @field_validator("tiers")
    @classmethod
    def _each_once(cls, tiers: list[str]) -> list[str]:
        if len(set(tiers)) != len(tiers):
            raise _wrong("tier_twice", value=_listed(tiers))
        return tiers


class Solver(Section):
    """Seed and limits. The deterministic limit is what makes runs repeatable."""

    seed: int = Field(ge=0, lt=2**31)
    workers: int = Field(ge=1, le=64)
    deterministic_limit: float = Field(gt=0)
    time_limit_s: float = Field(gt=0)


class Approval(Section):
    """What a version needs on its way to approval (DOMAIN items 20 and 21, part 2.5).

    Both limits are inclusive. Working days are Monday to Friday: holidays are not
    known.
    """

    review_min_experts: int = Field(ge=1)
    notice_min_working_days: int = Field(ge=1)


class Report(Section):
    """Labels of the outputs."""

    version: str
    notice: str
    map_mode: MapMode


class Policy(BaseModel):
    """All sections, and the source of each value by its dotted key."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    scope: Scope
    roles: Roles
    quality: Quality
    size: Size
    travel: Travel
    load: Load
    pairing: Pairing
    coverage: Coverage
    objective: Objective
    solver: Solver
    approval: Approval
    report: Report
    sources: dict[str, Sourced]

    def source_of(self, key: str) -> Sourced:
        """Return source and note of a value, for example of ``size.max_members``."""
        return self.sources[key]

    def entries(self) -> list[tuple[str, Any, Sourced]]:
        """Return every (dotted key, value, source) in a fixed order."""
        return [
            (f"{name}.{key}", value, self.sources[f"{name}.{key}"])
            for name, section in self.model_dump(exclude={"sources"}).items()
            for key, value in section.items()
        ]

    def to_toml(self) -> str:
        """Return the whole policy as TOML that :func:`read_policy` gives back."""
        return self._toml()

    def _toml(self, without: str = "") -> str:
        """Return the policy as TOML, all sections or all but one."""
        document = tomlkit.document()
        for dotted, value, sourced in self.entries():
            section, key = dotted.split(".")
            if section == without:
                continue
            table = document.setdefault(section, tomlkit.table())
            entry = tomlkit.inline_table()
            entry.update({"value": value, "source": sourced.source.value})
            if sourced.note:
                entry["note"] = sourced.note
            table[key] = entry
        return tomlkit.dumps(document)

    def fingerprint(self) -> str:
        """Return the SHA-256 of the TOML text of all a plan follows from, as hex text.

        ``approval`` is left out: it tells what a version needs to move on and nothing
        about which schools belong together.
        """
        return hashlib.sha256(self._toml(without="approval").encode()).hexdigest()

    def changed(self, **sections: Mapping[str, Any]) -> Policy:
        """Return a copy with some values replaced, checked anew.

        Examples
        --------
        >>> policy = read_policy("neutral")
        >>> policy.changed(size={"max_members": 4}).size.max_members
        4
        """
        raw = self.model_dump()
        for name, values in sections.items():
            raw[name].update(values)
            for key in values:
                raw["sources"][f"{name}.{key}"] = {"source": Source.COUNTY, "note": ""}
        return _validated(raw, "policy")


def preset_names() -> list[str]:
    """Return the names of the shipped presets, sorted."""
    return sorted(p.stem for p in (resources.data_dir() / "presets").glob("*.toml"))


def read_policy(name_or_path: str | Path = DEFAULT_PRESET) -> Policy:
    """Read a preset by name, or a policy file by path.

    A file states only what differs: ``base = "<preset>"`` (default
    :data:`DEFAULT_PRESET`) fills the rest. A value is written plainly
    (``max_members = 4``; its source is then 县市规定) or as
    ``{ value = 4, source = "县市规定", note = "..." }``.

    Raises
    ------
    PolicyError
        If the file cannot be read, is no TOML, names an unknown preset or key, or
        holds an impossible value.
    """
    if str(name_or_path) in preset_names():
        path = resources.data_dir() / "presets" / f"{name_or_path}.toml"
    else:
        path = Path(name_or_path)
    sections, sources = _split(_layers(path), path.name)
    return _validated({**sections, "sources": sources}, path.name)


def _layers(path: Path) -> dict[str, Any]:
    """Return the raw sections of a file laid over those of its base preset."""
    raw = _read_toml(path)
    if path.parent == resources.data_dir() / "presets":
        return raw
    base = raw.pop("base", DEFAULT_PRESET)
    if base not in preset_names():
        raise PolicyError(
            "P105", file=path.name, value=base, presets=", ".join(preset_names())
        )
    merged = _read_toml(resources.data_dir() / "presets" / f"{base}.toml")
    for name, section in raw.items():
        if not isinstance(section, dict):
            raise PolicyError("P103", file=path.name, key=name)
        merged.setdefault(name, {}).update(section)
    return merged


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise PolicyError(
            "P101", file=str(path), presets=", ".join(preset_names())
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyError("P102", file=path.name, reason=error) from error
    except tomllib.TOMLDecodeError as error:
        raise PolicyError("P102", file=path.name, reason=error) from error


def _split(
    raw: Mapping[str, Any], file: str
) -> tuple[dict[str, dict[str, Any]], dict[str, dict[str, Any]]]:
    """Part ``{ value, source, note }`` entries into values and sources."""
    values: dict[str, dict[str, Any]] = {}
    sources: dict[str, dict[str, Any]] = {}
    for section, entries in raw.items():
        if not isinstance(entries, dict):
            raise PolicyError("P103", file=file, key=section)
        values[section] = {}
        for key, entry in entries.items():
            dotted = f"{section}.{key}"
            if isinstance(entry, dict) and "value" in entry:
                rest = {k: v for k, v in entry.items() if k != "value"}
                values[section][key] = entry["value"]
                sources[dotted] = {"source": Source.COUNTY, **rest}
            else:
                values[section][key] = entry
                sources[dotted] = {"source": Source.COUNTY}
    return values, sources


def _validated(raw: dict[str, Any], file: str) -> Policy:
    try:
        return Policy.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        unknown = first["type"] == "extra_forbidden"
        missing = first["type"] == "missing"
        code = "P103" if unknown else "P106" if missing else "P104"
        reason = _reason(first["type"], first.get("ctx", {}))
        value = _shown(first["input"])
        raise PolicyError(
            code, file=file, key=key, value=value, reason=reason
        ) from error


def _reason(kind: str, facts: Mapping[str, Any]) -> Phrase:
    """Return why a value was refused, in the words of the message table.

    An unknown kind gives a neutral sentence; the message names the value anyway.
    """
    code = f"policy.{kind}"
    if not has_text(code):
        return Phrase("policy.other")
    try:
        text(code, **facts)
    except KeyError:
        return Phrase("policy.other")
    return Phrase(code, **facts)


_MOST_LETTERS = 60
"""Letters of a refused value that a message repeats."""


def _shown(value: object) -> object:
    """Return a refused value, cut short: it may be a whole section."""
    told = repr(dict(value) if isinstance(value, Section) else value)
    return value if len(told) <= _MOST_LETTERS else f"{told[:_MOST_LETTERS]}…"
