"""``material.toml``: what the office says for its documents, read strictly."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from optimizer.dossier import (
    Approval,
    Contact,
    Expert,
    Material,
    NoticePeriod,
    Review,
    Sharing,
    is_day,
)
from optimizer.errors import DataError, Phrase
from optimizer.messages import has_text
from optimizer.plan import Plan
from optimizer.report.labels import plain

_AT = re.compile(r"\(at line (\d+), column (\d+)\)")
"""Place of a fault as the reader of TOML tells it."""

_MOST_BYTES = 1_000_000
_MOST_LETTERS = 2000
_MOST_SHOWN = 60

CONCLUSIONS = {"同意": "agree", "修改后同意": "agree_if", "不同意": "disagree"}
"""Words of the file for what the experts conclude; the codes are taken too."""


def _day(value: Any) -> Any:
    """Return a date as text; TOML has dates of its own."""
    if type(value) is date:
        value = value.isoformat()
    if isinstance(value, str) and is_day(value.strip()):
        return value.strip()
    msg = "day"
    raise ValueError(msg)


def _conclusion(value: Any) -> Any:
    return CONCLUSIONS.get(value, value) if isinstance(value, str) else value


Text = Annotated[str, Field(strict=True, max_length=_MOST_LETTERS)]
Day = Annotated[str, BeforeValidator(_day)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class _Office(_Part):
    name: Text = ""
    addressee: Text = ""
    date: Day | None = None


class _Contact(_Part):
    office: Text = ""
    address: Text = ""
    phone: Text = ""
    email: Text = ""


class _Expert(_Part):
    name: Annotated[Text, Field(min_length=1)]
    unit: Text = ""
    field: Text = ""


class _Review(_Part):
    date: Day
    conclusion: Annotated[
        Literal["agree", "agree_if", "disagree"], BeforeValidator(_conclusion)
    ]
    text: Text = ""
    conditions: list[Text] = []
    experts: list[_Expert] = []


class _Notice(_Part):
    start: Day
    end: Day
    result: Text = ""


class _Approval(_Part):
    by: Annotated[Text, Field(min_length=1)]
    number: Text = ""
    date: Day


class _Sharing(_Part):
    alliance: Text
    facilities: Text = ""
    subjects: Text = ""
    note: Text = ""


class _Risks(_Part):
    extra: list[Text] = []


class _File(_Part):
    office: _Office = _Office()
    contact: _Contact = _Contact()
    review: _Review | None = None
    notice: _Notice | None = None
    approval: _Approval | None = None
    sharing: list[_Sharing] = []
    risks: _Risks = _Risks()


def read_material(path: Path, plan: Plan) -> Material:
    """Read what the office says for the documents of a plan.

    Parameters
    ----------
    path
        TOML file; see ``material.toml`` of ``alliance template``.
    plan
        The plan whose alliances ``[[sharing]]`` may name.

    Raises
    ------
    DataError
        F102 no such file; K101 no TOML; K102 an unknown key; K103 a missing one; K104
        an impossible value; K105 no such alliance; K106 dates in the wrong order.
    """
    if not path.is_file():
        raise DataError("F102", file=str(path))
    found = _validated(_parsed(path), path.name)
    if found.notice is not None and found.notice.end < found.notice.start:
        raise DataError(
            "K106", file=path.name, start=found.notice.start, end=found.notice.end
        )
    return Material(
        office=found.office.name,
        addressee=found.office.addressee,
        date=found.office.date or "",
        contact=Contact(**found.contact.model_dump()),
        review=None if found.review is None else _review(found.review),
        notice=_as(NoticePeriod, found.notice),
        approval=_as(Approval, found.approval),
        sharing=tuple(_sharing(found.sharing, plan, path.name)),
        risks=tuple(found.risks.extra),
    )


def _parsed(path: Path) -> dict[str, Any]:
    try:
        raw = path.read_bytes()
        if len(raw) > _MOST_BYTES:
            raise DataError("K101", file=path.name, reason=f"> {_MOST_BYTES} bytes")
        return tomllib.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        said: object = Phrase("material.not_utf8")
        raise DataError("K101", file=path.name, reason=said) from error
    except (OSError, ValueError, RecursionError) as error:
        if isinstance(error, DataError):
            raise
        said = " ".join(str(error).split())
        found = _AT.search(said)
        if found is not None:
            said = Phrase("material.not_toml", line=found[1], column=found[2])
        raise DataError("K101", file=path.name, reason=said) from error


def _validated(raw: Mapping[str, Any], file: str) -> _File:
    try:
        return _File.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
    codes = {"extra_forbidden": "K102", "missing": "K103"}
    raise DataError(
        codes.get(first["type"], "K104"),
        file=file,
        key=plain(".".join(_place(part) for part in first["loc"])),
        value=plain(_shown(first["input"])),
        reason=_reason(first),
    )


def _place(part: int | str) -> str:
    """Return a step of the way to a value; entries count from 1."""
    return str(part + 1) if isinstance(part, int) else part


def _reason(first: Any) -> Phrase:
    if "conclusion" in first["loc"]:
        return Phrase("material.conclusion", words="、".join(CONCLUSIONS))
    if first["type"] == "value_error":
        return Phrase("material.day")
    if first["type"] == "string_too_long":
        return Phrase("material.long", limit=_MOST_LETTERS)
    if first["type"] == "string_too_short":
        return Phrase("material.empty")
    code = f"policy.{first['type']}"
    return Phrase(code if has_text(code) else "policy.other")


def _shown(value: object) -> str:
    told = str(value)
    return told if len(told) <= _MOST_SHOWN else f"{told[:_MOST_SHOWN]}…"


def _as[T](kind: Callable[..., T], part: BaseModel | None) -> T | None:
    return None if part is None else kind(**part.model_dump())


def _review(found: _Review) -> Review:
    facts = found.model_dump(exclude={"experts", "conditions"})
    return Review(
        **facts,
        conditions=tuple(found.conditions),
        experts=tuple(Expert(**each.model_dump()) for each in found.experts),
    )


def _sharing(rows: list[_Sharing], plan: Plan, file: str) -> list[Sharing]:
    """Return what is shared, by core; an alliance is named by id, name or core."""
    core_of: dict[str, str] = {}
    for alliance in plan.alliances:
        for name in (alliance.core, alliance.id, alliance.name or ""):
            core_of.setdefault(name, alliance.core)
    made: dict[str, Sharing] = {}
    for number, row in enumerate(rows, start=1):
        core = core_of.get(row.alliance) if row.alliance else None
        facts: dict[str, Any] = {"file": file, "key": f"sharing.{number}.alliance"}
        if core is None:
            raise DataError("K105", value=plain(_shown(row.alliance)), **facts)
        if core in made:
            raise DataError("K107", value=plain(_shown(row.alliance)), **facts)
        made[core] = Sharing(core, row.facilities, row.subjects, row.note)
    return list(made.values())
