"""From the folder of a plan to everything its documents are written from."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from optimizer.dossier import Dossier, HeardRow, Material, OpinionRow, Stage
from optimizer.errors import DataError
from optimizer.plan import Plan
from optimizer.project.version_file import MATERIAL, OPINIONS
from optimizer.service import folder
from optimizer.service.judging import refuse_a_faulty
from optimizer.service.loading import Loaded, load_folder
from optimizer.service.material_file import read_material
from optimizer.service.opinions import (
    LEDGER_SCHEMA,
    OPINIONS_BOOK,
    OPINIONS_JSON,
    mark_of,
)
from optimizer.service.taken import read_taken
from optimizer.service.version_reading import standing
from optimizer.service.version_store import earlier_digest

_DIGITS_SHOWN = 12


def read_dossier(home: Path) -> Dossier:
    """Read a plan with what the office, the people and the experts said.

    Beside the plan: ``material.toml``, and ``opinions/`` as ``alliance opinions``
    wrote it, its workbook filled in. Each may be missing.

    Parameters
    ----------
    home
        Folder of the plan, or its plan file.

    Raises
    ------
    PlanError, DataError, PolicyError, TravelError
        If anything there cannot be read.
    CheckError
        C402 if the checker rejects the plan.
    """
    plan = folder.read_plan(home)
    where = folder.plan_path(home).parent
    loaded = load_folder(where)
    refuse_a_faulty(loaded, plan)
    return dossier_of(loaded, plan, where)


def dossier_of(loaded: Loaded, plan: Plan, where: Path) -> Dossier:
    """Return a plan that is at hand with what lies beside it in its folder.

    A version of a project comes with its mark and its stage.

    Raises
    ------
    DataError
        If the material or the opinions cannot be read.
    ProjectError, CheckError
        If the project of a version is damaged.
    """
    material = where / MATERIAL
    place = standing(where)
    earlier = earlier_digest(where)
    opinions, heard = read_ledger(where / OPINIONS, plan, earlier)
    return Dossier(
        case=loaded.case,
        plan=plan,
        evidence=loaded.evidence,
        stage=Stage.DRAFT if place is None else place.stage,
        version=None if place is None else place.mark,
        material=read_material(material, plan) if material.exists() else Material(),
        opinions=opinions,
        heard=heard,
    )


def read_ledger(
    where: Path, plan: Plan, earlier: str | None = None
) -> tuple[tuple[OpinionRow, ...], tuple[HeardRow, ...]]:
    """Read merged opinions and what became of them; nothing where there are none.

    Parameters
    ----------
    where
        Folder that ``alliance opinions`` wrote.
    plan
        The plan the opinions must be about.
    earlier
        Digest the plan had before it was named as a version, if it is one.

    Raises
    ------
    DataError
        K131 if they are about another plan, K132 if the file is damaged, K121 if the
        workbook is not filled in as it should be.
    """
    path = where / OPINIONS_JSON
    if not path.is_file():
        return (), ()
    told = _ledger(path)
    try:
        stated = str(told["plan"]["sha256"])
        if stated not in (mark_of(plan).sha256, earlier):
            raise DataError("K131", file=path.name, value=stated[:_DIGITS_SHOWN])
        rows = told["opinions"]
        book = where / OPINIONS_BOOK
        taken = read_taken(book, [row["text"] for row in rows]) if rows else []
        return (
            tuple(
                _opinion(row, plan.core_of, plan.version, how.how, how.why)
                for row, how in zip(rows, taken, strict=True)
            ),
            tuple(_heard(row) for row in told["heard"] if row["core"] is not None),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise DataError("K132", file=path.name, reason=repr(error)) from error


def _ledger(path: Path) -> dict[str, Any]:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise DataError("K132", file=path.name, reason=error) from error
    if not isinstance(told, dict) or told.get("schema") != LEDGER_SCHEMA:
        raise DataError("K132", file=path.name, reason=f"schema ≠ {LEDGER_SCHEMA}")
    return told


def _opinion(
    row: Mapping[str, Any], core_of: Mapping[str, str], version: str, how: str, why: str
) -> OpinionRow:
    return OpinionRow(
        core=core_of.get(row["school_id"]),
        group=row["group"],
        speaker=row["speaker"],
        date=row["date"],
        stance=row["stance"],
        text=row["text"],
        taken=how,
        why=why,
        version=version,
    )


def _heard(row: Mapping[str, Any]) -> HeardRow:
    counts = {group: sum(each.values()) for group, each in row["counts"].items()}
    missing: Sequence[str] = row["missing"]
    return HeardRow(row["core"], counts, tuple(missing))
