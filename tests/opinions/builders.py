"""Small consultations: a plan of two alliances, and files of opinions on it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from optimizer.case import Case
from optimizer.opinions.contract import PlanMark
from optimizer.opinions.places import Places
from optimizer.plan import Plan
from tests.builders import make_case, make_core, make_plan, make_school

MARK = PlanMark("ab" * 32, "v1", "方案")


def places_of(case: Case | None = None, plan: Plan | None = None) -> Places:
    """Return the keys of two alliances, A with b and c, D with e, and f outside."""
    return Places(case or the_case(), plan or the_plan())


def the_case(**options: Any) -> Case:
    """Return six schools, two of them cores."""
    schools = [
        make_core("A", name="甲校"),
        make_school("b", name="乙校"),
        make_school("c", name="丙校"),
        make_core("D", name="丁校"),
        make_school("e", name="戊校"),
        make_school("f", name="己校"),
    ]
    return make_case(schools, **options)


def the_plan() -> Plan:
    """Return the plan of the six schools."""
    return make_plan({"A": ["b", "c"], "D": ["e"]})


def key_of(school_id: str) -> str:
    """Return a key, worked out here."""
    return sha256(f"school:{school_id}".encode()).hexdigest()[:12]


def opinion(school_id: str = "A", **changes: Any) -> dict[str, Any]:
    """Return an opinion as the page writes it."""
    made = {
        "id": sha256(f"{school_id} {sorted(changes.items())}".encode()).hexdigest()[
            :16
        ],
        "rev": 1,
        "about": "alliance" if school_id in ("A", "D") else "school",
        "key": key_of(school_id),
        "name": "甲校教联体",
        "group": "parents",
        "stance": "support",
        "text": "同意",
        "wish": None,
        "date": "2026-03-01",
        "speaker": "家长代表",
    }
    return {**made, **changes}


def wish(kind: str, a: str, b: str) -> dict[str, str]:
    """Return a wish as the page writes it."""
    return {"kind": kind, "a": key_of(a), "b": key_of(b)}


def document(
    opinions: Any = (), mark: PlanMark = MARK, **changes: Any
) -> dict[str, Any]:
    """Return a whole file with its hash, made without the reader's code."""
    made: dict[str, Any] = {
        "schema": "alliance-opinions/1",
        "plan": {"sha256": mark.sha256, "version": mark.version, "title": mark.title},
        "opinions": list(opinions) if isinstance(opinions, tuple) else opinions,
        **changes,
    }
    text = json.dumps(made, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return {"hash": "sha256:" + sha256(text.encode()).hexdigest(), **made}


def raw(*opinions: Mapping[str, Any], **changes: Any) -> bytes:
    """Return the bytes of a file."""
    return json.dumps(document(opinions, **changes), ensure_ascii=False).encode()


def save(folder: Path, name: str, content: bytes) -> Path:
    """Write a file, with its folder."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path
