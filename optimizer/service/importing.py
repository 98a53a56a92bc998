"""The way back: an edited name list becomes the next plan, or is refused in words.

Nothing is accepted unchecked: the bare grouping is judged first, so that people hear
of their rules; the composed plan is judged whole, like a solver's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from optimizer.checker import RULES, Violation, check_plan
from optimizer.checker.overrides import Key
from optimizer.domain import Issue, Severity, TypeChoice
from optimizer.dossier import Change, changes_between
from optimizer.errors import CheckError, DataError, OutputError
from optimizer.formulate import build_problem
from optimizer.messages import Lang
from optimizer.plan import Override, Plan
from optimizer.report.labels import Labels, plain
from optimizer.report.override_words import override_lines
from optimizer.report.workbook.fingerprint import PLAN_KEY
from optimizer.revision.changes import (
    consequences_in_words,
    edits_in_words,
)
from optimizer.revision.draft import draft_plan, type_wishes
from optimizer.revision.edits import EditedList, read_edits
from optimizer.revision.name_list import NameList, read_name_list
from optimizer.revision.reasons import (
    REASON_BOOK,
    TYPE_CODE,
    YIELDING,
    Given,
    Need,
    needs_of,
    override_of,
    read_reason_book,
    reason_for,
    rows_of,
    write_reason_book,
)
from optimizer.service import folder
from optimizer.service.edited_plan import (
    advised_types,
    compose_edited,
    still_shown,
)
from optimizer.service.judging import refuse_a_faulty
from optimizer.service.loading import Loaded, load_folder
from optimizer.service.writing import rewrite_plan

_NUMBER_OF = {rule.code: rule.number for rule in RULES}


@dataclass(frozen=True, eq=False)
class Imported:
    """The plan an edited name list makes, judged by the whole checker.

    Parameters
    ----------
    parent
        The plan the list was written from.
    plan
        The next one; the parent itself if nothing was edited.
    loaded
        Its case, with the parent's grouping as the plan before.
    changes
        Schools that stand elsewhere.
    overrides
        Rules people set aside.
    said
        What changed, in words; empty if nothing was edited.
    warnings
        What the checker points out, rules set aside among it.
    notes
        What was noticed about the workbook.
    """

    parent: Plan
    plan: Plan
    loaded: Loaded
    changes: tuple[Change, ...] = ()
    overrides: tuple[Override, ...] = ()
    said: tuple[str, ...] = ()
    warnings: tuple[Violation, ...] = ()
    notes: tuple[Issue, ...] = ()

    @property
    def is_unchanged(self) -> bool:
        """Whether the list says what its plan says."""
        return not self.said


class EditsRefused(CheckError):
    """An edited list breaks rules, or sets some aside without a reason.

    Parameters
    ----------
    said
        One line for each fault, in the language asked for.
    codes
        Codes of the rules, in the order of ``said``.
    asked
        What needs a reason, with the one given so far; ``None`` where it is open.
    labels
        Case, plan and language, for the form that asks for reasons.
    """

    def __init__(
        self,
        said: Sequence[str],
        codes: Sequence[str],
        asked: Mapping[Need, Given | None],
        labels: Labels,
    ) -> None:
        super().__init__("E130", number=len(said))
        self.said = tuple(said)
        self.codes = tuple(codes)
        self.asked = dict(asked)
        self.labels = labels


def import_edits(
    where: Path,
    *,
    of: Path | None = None,
    reasons: Path | None = None,
    by: str | None = None,
    lang: Lang = "zh",
) -> Imported:
    """Read an edited name list and make the next plan of it.

    Parameters
    ----------
    where
        Folder of a plan whose workbook was edited in place, or a workbook.
    of
        Folder of the plan a workbook elsewhere is of; default the folder it lies in.
    reasons
        Form with the reasons that were asked for, filled in.
    by
        Office or role that decided, where a reason names none.
    lang
        Language of what is said.

    Raises
    ------
    EditsRefused
        If rules are broken, or set aside without a reason.
    DataError
        E10x, E13x if the workbook cannot be used or is of another plan; E110 with
        every row that cannot be understood.
    PlanError, PolicyError, TravelError
        If the folder of the plan cannot be read.
    CheckError
        C402 if the plan before fails the checker itself; C401 if the composed plan
        does: a fault of the program.
    """
    home, book = _places(where, of)
    parent = folder.read_plan(home)
    names = read_name_list(book)
    _require_own(parent, names)
    form = {} if reasons is None else read_reason_book(reasons)
    loaded = load_folder(home)
    refuse_a_faulty(loaded, parent)
    read_as = Labels(loaded.case, parent, names.lang)
    edited = read_edits(read_as, names)
    return _Import(loaded, parent, names, edited, form, by, lang).run()


def write_imported(imported: Imported, out: Path, lang: Lang = "zh") -> None:
    """Write every file of an imported plan into a folder of its own.

    Raises
    ------
    OutputError
        E133 if a plan is there already; O101 if the folder cannot be written.
    """
    if (out / folder.PLAN).exists():
        raise OutputError("E133", path=str(out))
    rewrite_plan(imported.loaded, imported.plan, out, lang)


def write_reason_form(refused: EditsRefused, beside: Path) -> Path | None:
    """Write the form that asks for reasons into a folder.

    Reasons people have written into a form that lies there are kept in it.

    Returns
    -------
    pathlib.Path or None
        The form; ``None`` if no reason is open.

    Raises
    ------
    OutputError
        E135 if something else of that name lies there, or a form with reasons for
        what nobody asks about any more; O101 if it cannot be written.
    """
    if None not in refused.asked.values():
        return None
    path = beside / REASON_BOOK
    written = _written(path) if path.is_file() else {}
    if written.keys() - {need.key for need in refused.asked}:
        raise OutputError("E135", path=str(path))
    asked = {need: written.get(need.key, why) for need, why in refused.asked.items()}
    folder.write_file(path, lambda to: write_reason_book(refused.labels, asked, to))
    return path


def _written(path: Path) -> Mapping[Key, Given]:
    """Return the reasons in a form that lies there already."""
    try:
        return read_reason_book(path)
    except DataError as error:
        raise OutputError("E135", path=str(path)) from error


def _places(where: Path, of: Path | None) -> tuple[Path, Path]:
    """Return the folder of the plan, and the workbook that was edited."""
    if where.is_dir():
        return of or where, where / folder.WORKBOOK
    home = of or where.parent
    if of is None and not (home / folder.PLAN).is_file():
        raise DataError("E132", file=where.name)
    return (home if home.is_dir() else home.parent), where


def _require_own(parent: Plan, names: NameList) -> None:
    """Refuse the workbook of another plan, or of another version."""
    stated = names.fingerprint.get(PLAN_KEY, "").strip()
    if stated != parent.sha256:
        raise DataError(
            "E134",
            file=names.file,
            title=plain(names.fingerprint.get("title", "")),
            version=plain(names.fingerprint.get("version", "")),
            digest=stated[:12],
            own_title=plain(parent.title),
            own_version=plain(parent.version),
            own_digest=parent.sha256[:12],
        )


@dataclass(eq=False)
class _Import:
    """One import: judged bare, given its reasons, composed, judged whole."""

    loaded: Loaded
    parent: Plan
    names: NameList
    edited: EditedList
    form: Mapping[Key, Given]
    by: str | None
    lang: Lang

    def __post_init__(self) -> None:
        before = {m: k for m, k in sorted(self.parent.core_of.items()) if m != k}
        self.case = replace(self.loaded.case, previous=before)
        self.labels = Labels(self.loaded.case, self.parent, self.lang)
        self.phased = bool(self.case.policy.coverage.phases)

    def run(self) -> Imported:
        """Return the next plan, or refuse the list."""
        draft = draft_plan(self.parent, self.edited)
        errors = [
            v for v in check_plan(self.case, draft) if v.severity is Severity.ERROR
        ]
        hard = [v for v in errors if v.code not in YIELDING]
        wishes = {} if hard else self._wishes(draft)
        needs = [*needs_of(errors, self.lang, self._names()), *self._of_types(wishes)]
        given = {n: self._reason(n) for n in needs}
        if hard or None in given.values():
            raise self._refused(hard, given)
        reasons = {n: why for n, why in given.items() if why is not None}
        said = edits_in_words(self.labels, self.edited, phased=self.phased)
        if not said and not any(need.code == TYPE_CODE for need in needs):
            told = self._notes(needs)
            return Imported(self.parent, self.parent, self.loaded, notes=told)
        return self._composed(draft, wishes, reasons, said)

    def _wishes(self, draft: Plan) -> dict[str, TypeChoice | None]:
        """Return what the list says of types; see :func:`type_wishes`."""
        advised = advised_types(self.case, build_problem(self.case), draft)
        return type_wishes(self.parent, self.edited, advised, self.names.lang)

    def _of_types(self, wishes: Mapping[str, TypeChoice | None]) -> Iterator[Need]:
        """Yield the new choices of a type: each needs a reason."""
        for core, choice in wishes.items():
            if choice is not None and not choice.note:
                kind = self.labels.named("type", choice.type)
                facts = {"core": self.labels.school(core), "type": kind}
                yield Need(TYPE_CODE, (core,), self.labels.say("reasons.told", **facts))

    def _reason(self, need: Need) -> Given | None:
        return reason_for(need, self.form, self.parent, self.edited)

    def _refused(
        self, hard: Sequence[Violation], given: Mapping[Need, Given | None]
    ) -> EditsRefused:
        """Say every fault: its rule, the sentence with names, and the rows."""
        told = [
            ("refused.hard", v.code, v.schools, v.render(self.lang, self._names()))
            for v in hard
        ]
        needs = [need for need, why in given.items() if why is None]
        told += [("refused.open", n.code, n.schools, n.told) for n in needs]
        entries = list(self.edited.entries)
        said = []
        for kind, code, schools, sentence in told:
            number = _NUMBER_OF[code]
            told_number = f"({number})" if number.isdigit() else ""
            facts = {"code": code, "number": told_number, "said": plain(sentence)}
            rows = "、".join(map(str, rows_of(schools, entries)))
            dash = self.labels.say("dash")
            said.append(self.labels.say(kind, rows=rows or dash, **facts))
        return EditsRefused(said, [code for _, code, *_ in told], given, self.labels)

    def _composed(
        self,
        draft: Plan,
        wishes: Mapping[str, TypeChoice | None],
        reasons: Mapping[Need, Given],
        said: list[str],
    ) -> Imported:
        """Compose the plan with its reasons, and say what changed."""
        overrides = tuple(
            override_of(need, given, self.by)
            for need, given in reasons.items()
            if need.code != TYPE_CODE
        )
        case = replace(self.case, choices=self._choices(wishes, reasons))
        plan, warnings = compose_edited(case, self.parent, draft, overrides)
        labels = Labels(case, plan, self.lang)
        said = [*said, *consequences_in_words(self.labels, self.edited, plan)]
        said += [
            labels.say("edit.said.override", **vars(line))
            for line in override_lines(labels)
        ]
        return Imported(
            self.parent,
            plan,
            still_shown(replace(self.loaded, case=case), self.parent, plan),
            changes_between(self.parent, plan),
            overrides,
            tuple(map(plain, said)),
            warnings,
            self._notes(reasons),
        )

    def _notes(self, needs: Iterable[Need]) -> tuple[Issue, ...]:
        """Return what was noticed: reasons in the form that nothing asks for, too."""
        unused = self.form.keys() - {need.key for need in needs}
        if not unused:
            return self.names.notes
        codes = "、".join(sorted({plain(code) for code, _ in unused}))
        found = self.names.issue("E137", None, None, codes, Severity.INFO)
        return (*self.names.notes, found)

    def _choices(
        self,
        wishes: Mapping[str, TypeChoice | None],
        reasons: Mapping[Need, Given],
    ) -> dict[str, TypeChoice]:
        """Return the choices of types in force, each with its reason."""
        given = {n.schools[0]: why for n, why in reasons.items() if n.code == TYPE_CODE}
        found = {}
        for core, choice in wishes.items():
            if choice is not None:
                why = given.get(core)
                by = None if why is None else why.by or self.by
                found[core] = (
                    choice if why is None else replace(choice, note=why.reason, by=by)
                )
        return found

    def _names(self) -> dict[str, str]:
        return {i: self.labels.school(i) for i in self.labels.case.by_id}
