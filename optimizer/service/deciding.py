"""What people decide about a finished plan: the type of an alliance."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from optimizer import kinds
from optimizer.case import Case
from optimizer.checker import Violation, check_plan
from optimizer.domain import AllianceType, Severity, TypeChoice
from optimizer.errors import PlanError
from optimizer.formulate import build_problem
from optimizer.messages import Lang, text
from optimizer.plan import Alliance, Plan, TypeAdvice
from optimizer.project.sentences import ProjectError
from optimizer.revision.edits import MOST_LETTERS
from optimizer.service import folder
from optimizer.service.loading import Loaded, load_folder
from optimizer.service.version_reading import standing
from optimizer.service.writing import rewrite_plan

ADVICE = "advice"
"""Stands for a type: take the decision back."""

_CODES = {text(f"type.{code}"): code.value for code in AllianceType}
"""Code of each type by its Chinese word."""


@dataclass(frozen=True, eq=False)
class Decided:
    """The plan after a decision, the alliance it is about, and the warnings."""

    loaded: Loaded
    plan: Plan
    alliance: Alliance
    warnings: tuple[Violation, ...]


def decide_type(
    home: Path,
    alliance_id: str,
    kind: str,
    note: str,
    by: str | None = None,
    lang: Lang = "zh",
) -> Decided:
    """Write the type people decided on into a plan's folder, and redraw its files.

    Parameters
    ----------
    home
        Folder of the plan.
    alliance_id
        Id of the alliance, or of its core.
    kind
        One of :class:`~optimizer.domain.AllianceType`, its Chinese word, or a form of
        their own; :data:`ADVICE` takes an earlier decision back.
    note, by
        Reason, and the role or office that decided.
    lang
        Language of the files.

    Raises
    ------
    PlanError
        A105 if the plan has no such alliance; A106 without a type or a reason; A107
        if the checker refuses the plan. Nothing is written then.
    ProjectError
        J117 if the folder is a version of a project, which never changes.
    DataError, PolicyError, TravelError, OutputError
        If the folder cannot be read or written.
    """
    texts = (kind, note, by or "-")
    if not all(part.strip() and len(part) <= MOST_LETTERS for part in texts):
        raise PlanError("A106", most=MOST_LETTERS)
    if (place := standing(home)) is not None:
        raise ProjectError("J117", path=str(home), version=place.mark.name)
    plan = folder.read_plan(home)
    loaded = load_folder(folder.plan_path(home).parent)
    alliance = _found(plan, alliance_id)
    choice = TypeChoice(_CODES.get(kind.strip(), kind.strip()), note.strip(), by)
    choices = {**loaded.case.choices, alliance.core: choice}
    if choice.type == ADVICE:
        del choices[alliance.core]
    loaded = replace(loaded, case=replace(loaded.case, choices=choices))
    decided = _stated(loaded, plan, alliance.core)
    warnings = _checked(loaded, decided, home)
    rewrite_plan(loaded, decided, home, lang)
    return Decided(loaded, decided, _found(decided, alliance.core), warnings)


def _found(plan: Plan, alliance_id: str) -> Alliance:
    for alliance in plan.alliances:
        if alliance_id in (alliance.id, alliance.core):
            return alliance
    ids = ", ".join(alliance.id for alliance in plan.alliances)
    raise PlanError("A105", value=alliance_id, names=ids)


def _stated(loaded: Loaded, plan: Plan, core: str) -> Plan:
    """Return the plan with the choice about one alliance, and the new fingerprint."""
    case = loaded.case
    alliances = [
        _with_type(case, alliance) if alliance.core == core else alliance
        for alliance in plan.alliances
    ]
    prints = {**(plan.fingerprint or {}), "pairs": case.fingerprints()["pairs"]}
    return plan.model_copy(update={"alliances": alliances, "fingerprint": prints})


def _with_type(case: Case, alliance: Alliance) -> Alliance:
    """Return an alliance with its type in force, advised first if it was not yet."""
    advice = alliance.advice or _advised(case, alliance)
    if advice is None:
        return alliance
    choice = case.choices.get(alliance.core)
    return alliance.model_copy(update=kinds.in_force(advice, choice))


def _advised(case: Case, alliance: Alliance) -> TypeAdvice | None:
    """Recommend a type for an alliance made by hand.

    ``None`` if a school of it takes no part: the checker refuses the plan for that.
    """
    problem = build_problem(case)
    index = {school_id: i for i, school_id in enumerate(problem.school_ids)}
    members = [member.school_id for member in alliance.members]
    if not {alliance.core, *members} <= index.keys():
        return None
    inside = sorted(index[member] for member in members)
    return kinds.advise(case, problem, index[alliance.core], inside)


def _checked(loaded: Loaded, plan: Plan, home: Path) -> tuple[Violation, ...]:
    """Return the checker's warnings, or refuse the decision."""
    found = check_plan(loaded.case, plan)
    errors = [v for v in found if v.severity is Severity.ERROR]
    if errors:
        raise PlanError(
            "A107",
            file=str(home),
            number=len(errors),
            first=f"{errors[0].code} {errors[0].render('en')}",
        )
    return tuple(found)
