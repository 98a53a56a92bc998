"""What a dossier holds beside the plan: stage, office, experts, opinions, versions.

Plain data between the rooms that read it (services) and those that print it
(reports). Texts are as people wrote them and hostile; dates are ``YYYY-MM-DD`` and
always given by the user, never taken from a clock.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as day
from enum import StrEnum

from optimizer.case import Case
from optimizer.evidence import Evidence
from optimizer.plan import Plan

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_YEARS = range(2000, 2101)
"""Nothing about this policy was before, and nothing is dated later."""


def is_day(text: str) -> bool:
    """Tell whether a text is a day of the calendar, as ``YYYY-MM-DD``.

    Examples
    --------
    >>> is_day("2026-02-28"), is_day("2026-02-29"), is_day("2026-2-8")
    (True, False, False)
    """
    if not _DAY.fullmatch(text):
        return False
    try:
        return day.fromisoformat(text).year in _YEARS
    except ValueError:
        return False


class Stage(StrEnum):
    """How far a version has come; a version only moves forward (items 19 to 21)."""

    DRAFT = "draft"
    CONSULTATION = "consultation"
    REVIEW = "review"
    SUBMISSION = "submission"
    NOTICE = "notice"
    APPROVED = "approved"


STAGES = tuple(Stage)
"""Stages in their order: 草案, 征求意见稿, 论证稿, 送审稿, 公示稿, 批准."""

MUST_BE_HEARD = ("staff", "parents", "township", "village")
"""Groups of whom every alliance needs an opinion (item 19)."""

TAKEN = ("yes", "partly", "no")
"""What may become of an opinion: adopted, in part, not."""


@dataclass(frozen=True)
class Contact:
    """Whom the public may write to: an office, never a person."""

    office: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class Expert:
    """One expert of the review: name, where from, and what field."""

    name: str
    unit: str = ""
    field: str = ""


@dataclass(frozen=True)
class Review:
    """Record of the expert review (item 20).

    ``conclusion`` is ``agree``, ``agree_if`` (``conditions`` say what) or ``disagree``.
    """

    date: str
    experts: tuple[Expert, ...]
    conclusion: str
    text: str = ""
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sharing:
    """What the schools of an alliance share, by the id of its core (items 24, 25)."""

    core: str
    facilities: str = ""
    subjects: str = ""
    note: str = ""


@dataclass(frozen=True)
class NoticePeriod:
    """Days of the public notice, both included, and what came of it."""

    start: str
    end: str
    result: str = ""


@dataclass(frozen=True)
class Approval:
    """Who approved, by which document, when (item 21)."""

    by: str
    number: str
    date: str


@dataclass(frozen=True)
class Material:
    """What the office says for its documents; everything may be left out."""

    office: str = ""
    addressee: str = ""
    date: str = ""
    contact: Contact = field(default_factory=Contact)
    review: Review | None = None
    notice: NoticePeriod | None = None
    approval: Approval | None = None
    sharing: tuple[Sharing, ...] = ()
    risks: tuple[str, ...] = ()


@dataclass(frozen=True)
class OpinionRow:
    """One opinion and what became of it.

    ``core`` is that of the alliance spoken of, ``None`` for a school in none;
    ``group`` and ``stance`` are the codes of :mod:`optimizer.opinions.records`;
    ``taken`` is ``yes``, ``partly``, ``no`` or ``""`` while it is open.
    """

    core: str | None
    group: str
    speaker: str
    date: str
    stance: str
    text: str
    taken: str = ""
    why: str = ""
    version: str = ""


@dataclass(frozen=True)
class HeardRow:
    """Opinions on one alliance by group, and the groups still to be heard."""

    core: str
    counts: Mapping[str, int]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Change:
    """A school that stands elsewhere than in the version before.

    ``before`` and ``after`` are ids of cores, its own id where it leads, ``None``
    where it is in no alliance.
    """

    school_id: str
    before: str | None
    after: str | None


def changes_between(before: Plan, after: Plan) -> tuple[Change, ...]:
    """Return the schools that stand elsewhere in the second plan, by id."""
    old, new = before.core_of, after.core_of
    return tuple(
        Change(school_id, old.get(school_id), new.get(school_id))
        for school_id in sorted(old.keys() | new.keys())
        if old.get(school_id) != new.get(school_id)
    )


@dataclass(frozen=True)
class VersionMark:
    """Which version of a project a plan is, and where it came from."""

    name: str
    parent: str | None
    role: str
    date: str
    why: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, eq=False)
class Dossier:
    """Everything the documents of one plan are written from.

    ``version`` is ``None`` for a plan outside a project; ``maps`` are the sheets of the
    annex map as PNG files.
    """

    case: Case
    plan: Plan
    evidence: Evidence = field(default_factory=Evidence)
    stage: Stage = Stage.DRAFT
    material: Material = field(default_factory=Material)
    version: VersionMark | None = None
    opinions: tuple[OpinionRow, ...] = ()
    heard: tuple[HeardRow, ...] = ()
    maps: tuple[bytes, ...] = ()
