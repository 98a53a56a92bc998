"""A plan takes the name of its version, so that every output says which one it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from optimizer.checker import Violation, check_plan
from optimizer.domain import Severity
from optimizer.errors import CheckError
from optimizer.messages import Lang
from optimizer.plan import Plan
from optimizer.service import folder
from optimizer.service.loading import Loaded, load_folder
from optimizer.service.writing import rewrite_plan


def checked_plan(home: Path) -> tuple[Loaded, Plan, tuple[Violation, ...]]:
    """Return the plan of a folder with its inputs and the checker's warnings.

    Raises
    ------
    CheckError
        J201 if the checker refuses it.
    PlanError, DataError, PolicyError, TravelError
        If the folder cannot be read.
    """
    plan = folder.read_plan(home)
    loaded = load_folder(folder.plan_path(home).parent)
    return loaded, plan, _accepted(loaded, plan, home)


def _accepted(loaded: Loaded, plan: Plan, home: Path) -> tuple[Violation, ...]:
    found = check_plan(loaded.case, plan)
    errors = [v for v in found if v.severity is Severity.ERROR]
    if errors:
        first = f"{errors[0].code} {errors[0].render('en')}"
        raise CheckError("J201", file=str(home), number=len(errors), first=first)
    return tuple(found)


def named(loaded: Loaded, plan: Plan, name: str) -> tuple[Loaded, Plan]:
    """Return a plan and its inputs under the name of a version.

    Only labels change: the version of the plan, ``report.version`` of the policy, and
    the policy's fingerprint. No rule reads them, so every proof of the plan holds.
    """
    case = loaded.case
    policy = case.policy.changed(report={"version": name})
    own = replace(loaded, case=replace(case, policy=policy))
    changes: dict[str, object] = {"version": name}
    if plan.fingerprint is not None:
        prints = {**plan.fingerprint, "policy": policy.fingerprint()}
        changes["fingerprint"] = prints
    return own, plan.model_copy(update=changes)


def write_named(loaded: Loaded, plan: Plan, out: Path, lang: Lang) -> None:
    """Write the files of a named plan into a new folder.

    Raises
    ------
    CheckError
        J201 if the checker refuses it under its new name.
    OutputError
        If the folder cannot be written.
    """
    _accepted(loaded, plan, out)
    rewrite_plan(loaded, plan, out, lang)
