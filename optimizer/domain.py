"""Words of the field: schools, roles, wishes, issues. Frozen, typed, no tables.

Codes follow GB/T 33782-2017 (type of school) and the statistical urban-rural
classification (region of the site).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """Stage of compulsory education taught at a school."""

    PRIMARY = "primary"
    JUNIOR = "junior"


class SchoolType(StrEnum):
    """办学类型 codes this program knows by name; other codes are kept as text."""

    PRIMARY = "211"
    TEACHING_POINT = "218"
    JUNIOR = "311"
    NINE_YEAR = "312"
    COMPLETE_SECONDARY = "341"
    SENIOR = "342"
    TWELVE_YEAR = "345"


STAGES_OF_TYPE: dict[str, frozenset[Stage]] = {
    SchoolType.PRIMARY: frozenset({Stage.PRIMARY}),
    SchoolType.TEACHING_POINT: frozenset({Stage.PRIMARY}),
    SchoolType.JUNIOR: frozenset({Stage.JUNIOR}),
    SchoolType.NINE_YEAR: frozenset({Stage.PRIMARY, Stage.JUNIOR}),
    SchoolType.COMPLETE_SECONDARY: frozenset({Stage.JUNIOR}),
    SchoolType.TWELVE_YEAR: frozenset({Stage.PRIMARY, Stage.JUNIOR}),
}
"""Compulsory stages by type code; a type not listed here has none."""


class SchoolTag(StrEnum):
    """Why a school may be a member: 农村, 薄弱 or 新建."""

    RURAL = "rural"
    WEAK = "weak"
    NEW = "new"


class AllianceType(StrEnum):
    """融合型 (merged), 共建型 (partnership); other forms may be tried (item 15).

    The type of an alliance is a text: people may choose a form not named here.
    """

    MERGED = "merged"
    PARTNERSHIP = "partnership"
    OTHER = "other"


class TravelSource(StrEnum):
    """Where the minutes and kilometres of a pair come from."""

    MEASURED = "measured"
    NAVIGATION = "navigation"
    ROAD_GRAPH = "road_graph"
    ESTIMATE = "estimate"


class PairKind(StrEnum):
    """Kinds of row in the pair table (constraint 8 and the willing/refused wishes)."""

    TOGETHER = "together"
    APART = "apart"
    WILLING = "willing"
    REFUSED = "refused"
    CORE = "core"
    NOT_CORE = "not_core"
    FROZEN = "frozen"


class Severity(StrEnum):
    """How much an issue matters: an error stops the run, the others are listed."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing noticed in the input or decided about it, for 数据质量清单.

    ``code`` has a sentence and a remedy in :mod:`optimizer.messages`; ``row`` is the
    row in the user's file (1 = first line), ``column`` the canonical column name and
    ``value`` the raw text. ``action`` says what was done: ``kept``, ``converted``,
    ``unlocated``, ``excluded``, ``ignored`` or ``refused``. ``file`` is the bare name
    of the file, and ``sheet`` the sheet of the row where rows come from several.
    """

    code: str
    severity: Severity
    row: int | None = None
    column: str | None = None
    value: str | None = None
    action: str = "kept"
    file: str | None = None
    sheet: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class School:
    """One school, campus or teaching point: one row of the canonical table.

    ``None`` is "not known" and never 0. Coordinates are WGS 84 degrees (CGCS2000 is
    treated as equal); a school without them is 未定位 and stays in the plan.
    ``core``, ``weak``, ``new``, ``rural``, ``will_lead`` and ``will_join`` left
    ``None`` are derived by the policy's rules.
    """

    school_id: str
    name: str
    county_code: str
    type_code: str
    town: str | None = None
    village: str | None = None
    lon: float | None = None
    lat: float | None = None
    region_code: str | None = None
    pupils: int | None = None
    pupils_primary: int | None = None
    pupils_junior: int | None = None
    classes: int | None = None
    staff: int | None = None
    teachers: int | None = None
    edu_hi: int | None = None
    backbone: int | None = None
    pe_art: int | None = None
    room_area_m2: float | None = None
    sport_area_m2: float | None = None
    equip_yuan: float | None = None
    media_rooms: int | None = None
    quality: str | None = None
    core: bool | None = None
    weak: bool | None = None
    new: bool | None = None
    rural: bool | None = None
    opened: str | None = None
    will_lead: bool | None = None
    will_join: bool | None = None
    parent_id: str | None = None
    alliance_id: str | None = None
    alliance_role: str | None = None
    owner_level: str | None = None
    runner: str | None = None
    status: str | None = None
    remark: str | None = None

    @property
    def is_located(self) -> bool:
        """Whether both coordinates are known."""
        return self.lon is not None and self.lat is not None

    @property
    def stages(self) -> frozenset[Stage]:
        """Compulsory stages taught here, by type code; empty for other types."""
        return STAGES_OF_TYPE.get(self.type_code, frozenset())


@dataclass(frozen=True, slots=True)
class PairWish:
    """One row of the pair table, with the ids as written and the row in the file.

    ``b`` is ``None`` for the kinds that speak of one school (``core``,
    ``not_core``) and for ``frozen`` when ``a`` is an alliance id.
    """

    kind: PairKind
    a: str
    b: str | None = None
    note: str | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class TypeChoice:
    """What people decided about the type of an alliance, in their words.

    ``type`` is one of :class:`AllianceType` or a form of their own (数字化); ``by`` is
    a role, never a name. ``carried`` marks a choice taken over from an earlier plan.
    """

    type: str
    note: str
    by: str | None = None
    carried: bool = False
