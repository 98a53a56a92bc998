"""The file of opinions, ``alliance-opinions/1``: bytes in, opinions out.

JSON in UTF-8 with these fields and no others::

    schema    "alliance-opinions/1"
    plan      {sha256: of the text of plan.json, 64 digits; version; title}
    opinions  [{id: 16 digits, rev: from 1, about: alliance | school,
                key: of the school or of the core (see optimizer.keys),
                name: as shown, for a reader of the file,
                group: staff | parents | township | village | experts,
                stance: support | oppose | amend, text,
                wish: null | {kind: together | apart | refused, a: key, b: key},
                date: YYYY-MM-DD, speaker: a role, may be left out}]
    hash      "sha256:" and the digest of the canonical JSON of all the others

Canonical JSON has its keys sorted, no blanks, and characters beyond ASCII as they
are. The hash guards against a change by accident or by hand. It is no signature: who
knows this text can make a file with a right hash.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NoReturn

from optimizer.domain import PairKind
from optimizer.opinions.places import Places
from optimizer.opinions.records import (
    WISH_KINDS,
    About,
    Group,
    Opinion,
    Stance,
    Wish,
    refusal,
)
from optimizer.opinions.shape import Fields

SCHEMA: Final = "alliance-opinions/1"

MOST_BYTES = 8_000_000
"""Greatest file: 1,000 of the longest opinions, with room to spare."""

MOST_OPINIONS = 5_000
MOST_TEXT = 2_000
MOST_SPEAKER = 40
MOST_NAME = 300
ID_DIGITS = 16
_MOST_REV = 1_000_000
_SHA_DIGITS = 64
_KEY_DIGITS = 12
_HEAD = frozenset({"schema", "plan", "opinions", "hash"})
_PLAN = frozenset({"sha256", "version", "title"})
_WISH = frozenset({"kind", "a", "b"})
_OPINION = frozenset(
    {
        *("id", "rev", "about", "key", "name", "group", "stance", "text"),
        *("wish", "date", "speaker"),
    }
)


@dataclass(frozen=True)
class PlanMark:
    """The plan opinions are about: digest of its text, version and title.

    ``same`` is the digest the text had before the plan was named as a version of a
    project, if it is one: opinions on that text are opinions on this plan.
    """

    sha256: str
    version: str = ""
    title: str = field(default="", compare=False)
    same: str = field(default="", compare=False)

    def told(self) -> str:
        """Return version and the start of the digest, for a message."""
        return f"{self.version or '—'} ({self.sha256[:12]})"


def canonical(document: Mapping[str, Any]) -> str:
    """Return the text the hash is made of: all fields but ``hash``.

    Examples
    --------
    >>> canonical({"b": "县", "a": [1], "hash": "x"})
    '{"a":[1],"b":"县"}'
    """
    bare = {name: value for name, value in document.items() if name != "hash"}
    return json.dumps(bare, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hash_of(document: Mapping[str, Any]) -> str:
    """Return the ``hash`` of a document.

    Raises
    ------
    UnicodeEncodeError
        If a text holds half a character (a lone surrogate).
    """
    return f"sha256:{hashlib.sha256(canonical(document).encode()).hexdigest()}"


def parse(raw: bytes, file: str, mark: PlanMark, places: Places) -> list[Opinion]:
    """Read one file of opinions on one plan.

    Parameters
    ----------
    raw
        Content of the file.
    file
        Bare name of the file.
    mark
        The plan in hand.
    places
        Schools and alliances of the plan by their keys.

    Returns
    -------
    list of Opinion
        In the order of the file.

    Raises
    ------
    Refusal
        O202 too big, O203 no JSON of this kind, O204 another contract, O205 changed
        after the export, O206 another plan or version, O207 to O211 a field.
    """
    document = _document(raw, file)
    _check_mark(document, file, mark)
    listed = document.values.get("opinions")
    if not isinstance(listed, list):
        raise document.wrong("O207", "opinions", listed)
    if len(listed) > MOST_OPINIONS:
        raise document.wrong("O211", "opinions", f"{len(listed)} > {MOST_OPINIONS}")
    return [
        _opinion(each, file, row, places) for row, each in enumerate(listed, start=1)
    ]


def _document(raw: bytes, file: str) -> Fields:
    """Return the object of a file whose contract and hash are right."""
    if len(raw) > MOST_BYTES:
        raise refusal("O202", file, f"{len(raw):,} > {MOST_BYTES:,}")
    try:
        values = json.loads(
            raw.decode("utf-8-sig"),
            object_pairs_hook=_no_twins,
            parse_constant=_no_constant,
        )
    except (ValueError, RecursionError) as error:
        raise refusal("O203", file, _reason(error)) from error
    if not isinstance(values, dict) or "schema" not in values:
        raise refusal("O203", file, "schema")
    if values["schema"] != SCHEMA:
        raise refusal("O204", file, values["schema"])
    stated = values.get("hash")
    try:
        is_whole = isinstance(stated, str) and stated == hash_of(values)
    except (ValueError, RecursionError) as error:
        raise refusal("O203", file, _reason(error)) from error
    if not is_whole:
        raise refusal("O205", file)
    document = Fields(values, file)
    document.only(_HEAD)
    return document


def _check_mark(document: Fields, file: str, mark: PlanMark) -> None:
    """Refuse opinions on another plan."""
    plan = document.object("plan")
    plan.only(_PLAN)
    theirs = PlanMark(
        plan.digits("sha256", _SHA_DIGITS),
        plan.text("version", MOST_NAME),
        plan.text("title", MOST_NAME),
    )
    if theirs.sha256 != mark.sha256:
        raise refusal("O206", file, f"{theirs.told()} ≠ {mark.told()}")


def _opinion(value: Any, file: str, row: int, places: Places) -> Opinion:
    if not isinstance(value, dict):
        raise refusal("O207", file, value, row=row, column="opinions")
    each = Fields(value, file, row)
    each.only(_OPINION)
    each.text("name", MOST_NAME)
    about = each.word("about", tuple(About))
    return Opinion(
        id=each.digits("id", ID_DIGITS),
        rev=each.count("rev", _MOST_REV),
        about=about,
        school_id=_school(each, "key", places, is_core=about is About.ALLIANCE),
        group=each.word("group", tuple(Group)),
        stance=each.word("stance", tuple(Stance)),
        text=each.text("text", MOST_TEXT),
        date=each.day("date"),
        speaker=each.text("speaker", MOST_SPEAKER, optional=True).strip(),
        wish=_wish(each, places),
        file=file,
    )


def _wish(each: Fields, places: Places) -> Wish | None:
    if "wish" not in each.values:
        raise each.wrong("O207", "wish")
    if each.values["wish"] is None:
        return None
    wish = each.object("wish")
    wish.only(_WISH)
    kind: PairKind = wish.word("kind", WISH_KINDS)
    a, b = (_school(wish, name, places) for name in ("a", "b"))
    if a == b:
        raise wish.wrong("O210", "b", places.name_of(a))
    return Wish(kind, a, b)


def _school(each: Fields, name: str, places: Places, *, is_core: bool = False) -> str:
    """Return the id of a school by its key; O209 if the plan has none of that key."""
    key = each.digits(name, _KEY_DIGITS)
    found = places.school_of(key)
    if found is None or (is_core and found not in places.cores):
        raise each.wrong("O209", name, key)
    return found


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse a name that stands twice in one object: readers differ on which counts."""
    values = dict(pairs)
    if len(values) < len(pairs):
        msg = "a field stands twice"
        raise ValueError(msg)
    return values


def _no_constant(word: str) -> NoReturn:
    """Refuse NaN and Infinity, which are no JSON."""
    msg = f"{word} is no JSON"
    raise ValueError(msg)


def _reason(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "UTF-8"
    if isinstance(error, json.JSONDecodeError):
        return f"JSON {error.lineno}:{error.colno}"
    return " ".join(str(error).split()) or type(error).__name__
