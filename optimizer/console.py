"""What the command prints: progress while it works, and the result at the end."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from rich.console import Console as RichConsole
from rich.markup import escape
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from optimizer.domain import Issue, Severity
from optimizer.messages import Lang, text
from optimizer.plan import Plan, Tier
from optimizer.solvers.protocol import Watcher

if TYPE_CHECKING:
    from optimizer.case import Case
    from optimizer.checker import Violation
    from optimizer.errors import Phrase
    from optimizer.service import Decided, Loaded, Outcome, Survey

PIPED_WIDTH = 120
"""Columns of the output when it goes into a file or a pipe."""

MOST_LINES = 50
"""Issues or violations printed before the rest is only counted."""


class ProgressWatcher(Watcher):
    """Shows the running tier; stops the search at the first Ctrl-C."""

    def __init__(self, progress: Progress, lang: Lang) -> None:
        self._progress = progress
        self._lang = lang
        self._task = progress.add_task("", total=None)
        self._name = ""
        self.prefix = ""
        self.stopped = False
        self.tier_seconds: dict[str, float] = {}

    def stop(self, signum: int, frame: FrameType | None) -> None:
        """Handle the first Ctrl-C; a second one ends the program."""
        self.stopped = True
        signal.signal(signal.SIGINT, signal.default_int_handler)

    def on_tier_start(self, name: str, position: int, total: int) -> None:
        """Show which tier runs."""
        self._name = text(f"tier.{name}", self._lang)
        shown = text(
            "cli.tier", self._lang, position=position, total=total, name=self._name
        )
        self._show(shown)

    def on_better(self, name: str, value: int, bound: float) -> None:
        """Show value and bound."""
        shown = text(
            "cli.best", self._lang, name=self._name, value=value, bound=round(bound)
        )
        self._show(shown)

    def _show(self, words: str) -> None:
        told = f"{self.prefix} · {words}" if self.prefix else words
        self._progress.update(self._task, description=told)

    def on_tier_end(self, tier: Tier, seconds: float) -> None:
        """Keep the seconds of a tier for the final table."""
        self.tier_seconds[tier.name] = seconds

    def should_stop(self) -> bool:
        """Return whether Ctrl-C was pressed."""
        return self.stopped


class Console:
    """Prints to standard output in one language; progress goes to standard error."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        piped = None if sys.stdout.isatty() else PIPED_WIDTH
        self._out = RichConsole(highlight=False, soft_wrap=True, width=piped)
        self._err = RichConsole(stderr=True, highlight=False)

    def print_text(self, code: str, **details: object) -> None:
        """Print the sentence of a code."""
        self._out.print(escape(text(code, self.lang, **details)))

    def print_note(self, note: Phrase) -> None:
        """Print what a use case has to tell."""
        self.print_text(note.code, **note.details)

    def print_parts(self, parts: Iterable[str | Table]) -> None:
        """Print sentences and tables one below the other."""
        for part in parts:
            self._out.print(escape(part) if isinstance(part, str) else part)

    def print_written(self, path: Path) -> None:
        """Tell where something was written."""
        self.print_text("cli.written", path=path)

    @contextmanager
    def spinner(self, code: str) -> Iterator[None]:
        """Show that something is going on; a Ctrl-C ends the program with a word."""
        try:
            with self._err.status(escape(text(code, self.lang))):
                yield
        except KeyboardInterrupt:
            self._err.print(escape(text("cli.aborted", self.lang)))
            raise

    @contextmanager
    def file_by_file(self, code: str) -> Iterator[Callable[[str, int, int], None]]:
        """Show that something is going on, and which file of how many it is at."""
        try:
            with self._err.status(escape(text(code, self.lang))) as status:

                def tell(name: str, number: int, total: int) -> None:
                    facts = {"name": name, "number": number, "total": total}
                    status.update(escape(text("cli.writing_file", self.lang, **facts)))

                yield tell
        except KeyboardInterrupt:
            self._err.print(escape(text("cli.aborted", self.lang)))
            raise

    @contextmanager
    def watching(self) -> Iterator[ProgressWatcher]:
        """Show progress of a search, with Ctrl-C asking it to stop."""
        with self.watched_by(ProgressWatcher) as watcher:
            yield watcher

    @contextmanager
    def watched_by[W: ProgressWatcher](self, kind: type[W]) -> Iterator[W]:
        """Show progress by a kind of watcher, with Ctrl-C asking it to stop."""
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            TimeElapsedColumn(),
        )
        with Progress(*columns, console=self._err, transient=True) as progress:
            watcher = kind(progress, self.lang)
            before = signal.signal(signal.SIGINT, watcher.stop)
            try:
                yield watcher
            finally:
                signal.signal(signal.SIGINT, before)

    def print_ignored(self, loaded: Loaded) -> None:
        """Say before the search which columns and cells were not understood."""
        ignored = [issue for issue in loaded.issues if issue.action == "ignored"]
        for line in issue_lines(ignored, self.lang):
            self._out.print(escape(line))

    def print_travel_notes(self, loaded: Loaded) -> None:
        """Say before the search what its minutes are worth."""
        travel = loaded.case.travel
        sources = {int(code) for code in set(travel.source.ravel().tolist())}
        policy = loaded.case.policy.travel
        names = _source_names(sources)
        if names == ["estimate"]:
            self.print_text(
                "cli.estimated",
                detour=policy.detour_factor,
                speed=policy.estimate_speed_kph,
            )
        elif not set(names) & {"estimate", "road_graph"}:
            missing = int((~travel.known).sum())
            if missing:
                self.print_text("cli.no_pairs", number=missing)

    def print_survey(self, survey: Survey) -> None:
        """Print what a travel table is worth, before it is written."""
        from optimizer.service.survey_tables import labels_of, survey_tables

        overview = survey_tables(survey, labels_of(survey, self.lang))[0]
        table = Table(show_header=False)
        for item, value in overview.rows:
            table.add_row(escape(str(item)), escape(str(value)))
        self._out.print(table)
        ours = [issue for issue in survey.issues if issue.code.startswith("T")]
        for line in issue_lines(ours, self.lang):
            self._out.print(escape(line))
        if len(ours) < len(survey.issues):
            self.print_text("survey.more", number=len(survey.issues) - len(ours))

    def print_outcome(self, outcome: Outcome, seconds: dict[str, float]) -> None:
        """Print status, coverage, counts and the tiers with their proofs."""
        from optimizer.report.labels import Labels

        plan = outcome.plan
        if plan is None:
            return
        status = text(f"status.{plan.status}", self.lang)
        self.print_text("cli.result", title=plan.title, status=status)
        conditions = Labels(outcome.loaded.case, plan, self.lang).conditions()
        if conditions:
            self._out.print(escape(conditions))
        self._print_coverage(plan)
        self._print_phases(plan)
        self.print_text(
            "cli.counts",
            alliances=len(plan.alliances),
            covered=len(plan.core_of),
            uncovered=len(plan.uncovered or ()),
            excluded=len(plan.excluded or ()),
        )
        self._print_kept(outcome.loaded.case, plan)
        self._out.print(self._tier_table(outcome, seconds))
        for warning in outcome.warnings[:MOST_LINES]:
            self._out.print(escape(f"[{warning.code}] {warning.render(self.lang)}"))
        if plan.issues:
            self.print_text("cli.issues", number=len(plan.issues))
        if outcome.solution.wall_limited and not outcome.solution.interrupted:
            self.print_text("cli.wall_limited")

    def _print_kept(self, case: Case, plan: Plan) -> None:
        """Print what became of the plan before, if one was given."""
        from optimizer.report.kept import kept_of

        found = kept_of(case, plan)
        if found is not None:
            self.print_text("kept.told", **found.facts())

    def print_decided(self, made: Decided) -> None:
        """Print the type now in force, its reason, and what the checker notes."""
        from optimizer.report.labels import Labels

        labels = Labels(made.loaded.case, made.plan, self.lang)
        self.print_text(
            "cli.decided",
            alliance=labels.alliance(made.alliance),
            type=labels.alliance_type(made.alliance),
            reason=labels.type_reason(made.alliance),
        )
        self._print_violations(made.warnings)

    def print_verdict(self, plan: Plan, violations: Sequence[Violation]) -> bool:
        """Print what the checker found; return whether the plan passes."""
        wrong = [v for v in violations if v.severity is Severity.ERROR]
        notes = [v for v in violations if v.severity is not Severity.ERROR]
        if wrong:
            self.print_text("cli.verdict_bad", number=len(wrong))
            self._print_violations(wrong)
        else:
            self.print_text(
                "cli.verdict_ok",
                alliances=len(plan.alliances),
                schools=len(plan.core_of),
            )
        if notes:
            self.print_text("cli.verdict_warnings", number=len(notes))
            self._print_violations(notes)
        return not wrong

    def _print_violations(self, violations: Sequence[Violation]) -> None:
        for violation in violations[:MOST_LINES]:
            line = f"[{violation.code}] {violation.render(self.lang)}"
            self._out.print(escape(line))
        if len(violations) > MOST_LINES:
            self.print_text("cli.more", number=len(violations) - MOST_LINES)

    def _print_coverage(self, plan: Plan) -> None:
        for row in plan.coverage or ():
            if row.basis != "counted" or row.scope != "all":
                continue
            share = f"{row.covered * 1000 // row.total / 10}%" if row.total else "—"
            facts = {"covered": row.covered, "total": row.total, "pct": share}
            if row.target_pct is None:
                self.print_text("cli.coverage", **facts)
            else:
                met = text("cli.met" if row.met else "cli.unmet", self.lang)
                self.print_text(
                    "cli.coverage_target",
                    target=row.target_pct,
                    needed=row.needed,
                    met=met,
                    **facts,
                )

    def _print_phases(self, plan: Plan) -> None:
        """Print what each year reaches, and what is new in it."""
        for row in plan.phases or ():
            share = f"{row.covered * 1000 // row.total / 10}%" if row.total else "—"
            scope = text("cli.phase_scope", self.lang, scope=row.scope)
            said = text(
                "cli.phase",
                self.lang,
                year=row.year,
                covered=row.covered,
                total=row.total,
                pct=share,
                target=row.target_pct,
                needed=row.needed,
                met=text("cli.met" if row.met else "cli.unmet", self.lang),
                alliances=row.new_alliances,
                members=row.new_members,
            )
            self._out.print(escape(said if row.scope == "all" else scope + said))

    def _tier_table(self, outcome: Outcome, seconds: dict[str, float]) -> Table:
        heads = ("tier", "value", "checker", "bound", "gap", "proven", "seconds")
        table = Table()
        for head in heads:
            table.add_column(
                text(f"cli.col.{head}", self.lang),
                justify="left" if head == "tier" else "right",
            )
        own = {name: value for name, _, value in outcome.tier_check}
        for tier in outcome.solution.tiers:
            table.add_row(
                text(f"tier.{tier.name}", self.lang),
                str(tier.value),
                str(own[tier.name]),
                "—" if tier.bound is None else str(tier.bound),
                "—" if tier.gap is None else f"{tier.gap:.2%}",
                text("cli.yes" if tier.proven else "cli.no", self.lang),
                f"{seconds.get(tier.name, 0.0):.2f}",
            )
        return table


def issue_lines(issues: Sequence[Issue], lang: Lang) -> Iterator[str]:
    """Yield one line for each issue, the first :data:`MOST_LINES` of them."""
    from optimizer.service.checked_cells import words_of

    for issue in issues[:MOST_LINES]:
        sentence = issue_text(issue, lang)
        facts = (issue.file, issue.row, words_of(issue.column, lang), issue.value)
        untold = [
            f"{text('checked.col.row', lang)} {fact}" if isinstance(fact, int) else fact
            for fact in facts
            if fact not in (None, "") and str(fact) not in sentence
        ]
        place = " · ".join(untold)
        yield f"  [{issue.code}] {f'{place}: ' if place else ''}{sentence}"
    if len(issues) > MOST_LINES:
        yield text("cli.more", lang, number=len(issues) - MOST_LINES)


def issue_text(issue: Issue, lang: Lang) -> str:
    """Return the sentence of an issue; templates name file, row, column and value."""
    from optimizer.service.checked_cells import words_of

    facts = {
        "file": issue.file,
        "row": issue.row,
        "column": words_of(issue.column, lang),
        "value": issue.value,
    }
    shown = {name: "" if fact is None else fact for name, fact in facts.items()}
    return text(issue.code, lang, **shown)


def _source_names(codes: set[int]) -> list[str]:
    from optimizer.matrix import SOURCES

    return sorted(str(SOURCES[code]) for code in codes if SOURCES[code] is not None)
