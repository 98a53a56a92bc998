"""Words of the consultation: who says what about which school or alliance."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from optimizer import dossier
from optimizer.domain import Issue, PairKind, Severity


class Group(StrEnum):
    """Who was asked: four groups of the policy (item 19), and experts (item 20)."""

    STAFF = "staff"
    PARENTS = "parents"
    TOWNSHIP = "township"
    VILLAGE = "village"
    EXPERTS = "experts"


MUST_BE_HEARD = tuple(map(Group, dossier.MUST_BE_HEARD))
"""Groups of whom every alliance needs an opinion."""


class Stance(StrEnum):
    """支持, 反对 or 建议修改."""

    SUPPORT = "support"
    OPPOSE = "oppose"
    AMEND = "amend"


class About(StrEnum):
    """What an opinion is about."""

    ALLIANCE = "alliance"
    SCHOOL = "school"


WISH_KINDS = (PairKind.TOGETHER, PairKind.APART, PairKind.REFUSED)
"""Kinds of the pair table an opinion may ask for."""


@dataclass(frozen=True, order=True)
class Wish:
    """A row of the pair table that somebody asks for, with the ids of the schools.

    ``refused`` says that ``a`` does not want to be led by ``b``. The order of the two
    does not matter to the rules (see ``optimizer.formulate``), so none is lost.
    """

    kind: PairKind
    a: str
    b: str


@dataclass(frozen=True)
class Opinion:
    """One opinion, its schools by id.

    Parameters
    ----------
    id, rev
        16 hexadecimal digits that stay with the opinion, and how often it was
        changed, from 1: an opinion exported twice is one.
    about, school_id
        The school, or the core of the alliance.
    group, stance, text, date
        Who says what; the date is ``YYYY-MM-DD``.
    speaker
        A role such as 家长代表, never a name; ``""`` if not told.
    channel
        How it came: ``""`` stands for the map page.
    wish
        Row of the pair table it asks for.
    file
        Bare name of the file it came in.
    """

    id: str
    rev: int
    about: About
    school_id: str
    group: Group
    stance: Stance
    text: str
    date: str
    speaker: str = ""
    channel: str = ""
    wish: Wish | None = None
    file: str = ""

    def said(self) -> tuple[object, ...]:
        """Return all that makes two versions of one opinion differ."""
        return (
            self.about,
            self.school_id,
            self.group,
            self.stance,
            self.text,
            self.date,
            self.speaker,
            self.channel,
            self.wish,
        )


class Refusal(Exception):
    """One file cannot be taken; the issues say where, why and what to do."""

    def __init__(self, *issues: Issue) -> None:
        super().__init__(*(issue.code for issue in issues))
        self.issues = issues


def refusal(
    code: str,
    file: str,
    value: object = None,
    *,
    row: int | None = None,
    column: str | None = None,
) -> Refusal:
    """Return the refusal of a file; ``row`` is the opinion, from 1, or the row."""
    told = None if value is None else shortened(value)
    return Refusal(
        Issue(code, Severity.ERROR, row, column, told, action="refused", file=file)
    )


_MOST_TOLD = 60


def shortened(value: object) -> str:
    """Return a value of a hostile file as it may be told in one line of a message."""
    line = " ".join(str(value).split())
    return line if len(line) <= _MOST_TOLD else f"{line[:_MOST_TOLD]}…"
