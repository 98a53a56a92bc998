"""The survey in words: rows and sentences of its report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from optimizer import messages
from optimizer.matrix import SOURCES, TravelMatrix, km_of, minutes_of
from optimizer.messages import Lang
from optimizer.plan import Plan
from optimizer.report.labels import Labels
from optimizer.report.survey import SurveyTable
from optimizer.report.workbook.sheet import Cell, Column
from optimizer.travel.protocol import SnapStatus
from optimizer.travel.review import Spread

if TYPE_CHECKING:
    from optimizer.service.surveying import Survey

MOST_ROWS = 5000
"""Rows of one sheet; the sentence above says how many there are in all."""

_PAIR = (Column("from", 18, 26), Column("to", 18, 26))
_SUMMARY = (Column("item", 30, 44), Column("value", 40, 80, "left"))
_SNAPS = (
    Column("school_id", 12, 16),
    Column("school", 18, 28),
    Column("county", 8, 10, "centre"),
    Column("town", 8, 14),
    Column("snap_m", 10, 12, "whole"),
    Column("snap_status", 12, 20, "centre"),
    Column("reaches", 12, 14, "whole"),
    Column("nearest", 18, 26),
    Column("minutes", 8, 10, "tenth"),
    Column("km", 8, 10, "tenth"),
)
_ODD = (
    *_PAIR,
    Column("minutes", 8, 10, "tenth"),
    Column("km", 8, 10, "tenth"),
    Column("straight_km", 8, 10, "tenth"),
    Column("kph", 8, 10, "tenth"),
    Column("detour", 8, 10, "tenth"),
    Column("source", 8, 14, "centre"),
    Column("odd_why", 16, 30),
)
_ENGINES = (
    *_PAIR,
    Column("minutes", 8, 10, "tenth"),
    Column("km", 8, 10, "tenth"),
    Column("second", 10, 12, "tenth"),
    Column("second_km", 10, 12, "tenth"),
)
_LOST = (
    Column("scenario", 10, 14, "centre"),
    *_PAIR,
    Column("minutes", 8, 10, "tenth"),
    Column("km", 8, 10, "tenth"),
    Column("scenario_minutes", 12, 14, "tenth"),
    Column("scenario_km", 12, 14, "tenth"),
)
_GAPS = (
    Column("school_id", 12, 16),
    Column("school", 18, 28),
    Column("county", 8, 10, "centre"),
    Column("town", 8, 14),
    Column("nearest", 18, 26),
    Column("minutes", 8, 10, "tenth"),
    Column("km", 8, 10, "tenth"),
    Column("gap_why", 18, 30),
)
_NEW = (
    Column("number", 6, 8, "whole"),
    Column("county", 8, 10, "centre"),
    Column("new_core", 18, 28),
    Column("new_core_at", 16, 22),
    Column("new_core_num", 10, 12, "whole"),
    Column("new_core_for", 40, 90),
)
_ISSUES = (
    Column("code", 7, 9, "centre"),
    Column("severity", 6, 9, "centre"),
    Column("row", 6, 8, "whole"),
    Column("column", 10, 18),
    Column("raw", 16, 36),
    Column("remedy", 40, 80),
)


def survey_tables(found: Survey, labels: Labels) -> list[SurveyTable]:
    """Return the sheets of a survey, the questions a planner asks first."""
    writer = _Writer(found, labels)
    return [
        SurveyTable("survey", _SUMMARY, list(writer.summary())),
        SurveyTable("snaps", _SNAPS, list(writer.snaps()), writer.snap_rule()),
        writer.cut("odd", _ODD, list(writer.odd()), writer.odd_rule()),
        writer.cut("engines", _ENGINES, list(writer.engines()), writer.engine_rule()),
        writer.cut("lost", _LOST, list(writer.lost()), writer.lost_rule()),
        SurveyTable("gaps", _GAPS, list(writer.gaps()), [labels.say("survey.gaps")]),
        SurveyTable("new_cores", _NEW, list(writer.new_cores()), writer.new_rule()),
        SurveyTable("issues", _ISSUES, list(writer.issues())),
    ]


class _Writer:
    """Rows of one survey in one language."""

    def __init__(self, found: Survey, labels: Labels) -> None:
        self.found = found
        self.labels = labels
        self.case = found.case
        self.limits = found.case.policy.travel
        self.travel = found.case.travel

    def cut(
        self,
        name: str,
        columns: tuple[Column, ...],
        rows: list[tuple[Cell, ...]],
        statements: list[str],
    ) -> SurveyTable:
        """Return a sheet of at most :data:`MOST_ROWS`, saying so if it is cut."""
        if len(rows) > MOST_ROWS:
            told = self.labels.say("survey.cut", shown=MOST_ROWS, number=len(rows))
            statements = [*statements, told]
        return SurveyTable(name, columns, rows[:MOST_ROWS], statements)

    # What was measured.

    def summary(self) -> Iterator[tuple[Cell, ...]]:
        """Yield what a reader must know before any number."""
        say, report = self.labels.say, self.found.report
        n = len(self.case.schools)
        off = self.travel.source > 0
        engine = report.engine or "none"
        yield say("survey.scenario"), self._scenario(self.limits.scenario)
        yield say("survey.engine"), self.labels.named("engine", engine)
        yield say("survey.schools"), str(n)
        for status in SnapStatus:
            if self.found.report.snaps:
                number = str(self.found.num_snaps(status))
                yield say(f"survey.snap.{status}"), number
        if report.num_nodes:
            facts = {
                "nodes": report.num_nodes,
                "edges": report.num_edges,
                "parts": report.num_components,
                "share": f"{report.largest_component_share:.1%}",
            }
            yield say("survey.graph"), say("survey.graph.value", **facts)
        yield (
            say("survey.pairs"),
            say("survey.pairs.value", known=int(off.sum()), total=n * (n - 1)),
        )
        yield say("survey.sources"), self._sources()
        yield say("survey.unreachable"), self._names(report.unreachable)
        yield say("survey.detour"), self._spread(self.found.detour)
        yield say("survey.odd"), str(len(self.found.odd))
        yield from self._summary_of_checks()

    def _summary_of_checks(self) -> Iterator[tuple[Cell, ...]]:
        say, engines = self.labels.say, self.found.engines
        if engines is None:
            yield say("survey.engines"), say("survey.engines.none")
        else:
            yield say("survey.engines.minutes"), self._spread(engines.minutes)
            yield say("survey.engines.km"), self._spread(engines.km)
            same = engines.decided - len(engines.flipped)
            facts = {"same": same, "total": engines.decided}
            yield say("survey.engines.same"), say("survey.engines.same.value", **facts)
        for name, pairs in self.found.lost.items():
            head = say("survey.lost.head", scenario=self._scenario(name))
            yield head, say("survey.lost.value", number=len(pairs))
        if not self.found.lost:
            yield say("survey.lost"), self._none_compared()
        gaps = self.found.gaps
        yield say("survey.gaps.number"), str(len(gaps.gaps))
        yield say("survey.new.number"), str(len(gaps.suggestions))

    def _sources(self) -> str:
        codes = Counter(self.travel.source.ravel().tolist())
        parts = [
            self.labels.say(
                "survey.source", source=self.labels.source(str(SOURCES[code])), n=number
            )
            for code, number in sorted(codes.items())
            if code
        ]
        return self.labels.say("list.comma").join(parts) or "—"

    def _names(self, ids: tuple[str, ...]) -> str:
        return self.labels.say("list.comma").join(map(self.labels.school, ids)) or "—"

    def _spread(self, spread: Spread) -> str:
        if not spread.num:
            return "—"
        facts = {
            "median": f"{spread.median:.2f}",
            "low": f"{spread.low:.2f}",
            "high": f"{spread.high:.2f}",
            "number": spread.num,
        }
        return self.labels.say("survey.spread", **facts)

    def _scenario(self, name: str) -> str:
        return self.labels.named("scenario", name)

    # Schools.

    def snap_rule(self) -> list[str]:
        """Return which distance to a road is allowed."""
        limit = f"{self.limits.snap_max_m:g}"
        return [self.labels.say("survey.snap_rule", limit=limit)]

    def snaps(self) -> Iterator[tuple[Cell, ...]]:
        """Yield how each school stands to the roads and to the cores."""
        nearest = self.found.gaps.nearest
        for k, snap in enumerate(self.found.report.snaps):
            school = self.case.schools[k]
            near = nearest.get(school.school_id)
            yield (
                *self._place(school.school_id),
                None if snap.snap_m is None else round(snap.snap_m),
                self.labels.named("snap", snap.status),
                int((self.travel.source[k] > 0).sum()),
                *self._near(near),
            )

    def _place(self, school_id: str) -> tuple[str, str, str, str]:
        school = self.case.by_id[school_id]
        county = self.labels.county(school.county_code)
        return school_id, school.name, county, school.town or ""

    def _near(self, near: tuple[str, int, int] | None) -> tuple[Cell, ...]:
        if near is None:
            return "", None, None
        core, seconds, metres = near
        return self.labels.school(core), minutes_of(seconds), km_of(metres)

    # Pairs.

    def odd_rule(self) -> list[str]:
        """Return what makes a pair an outlier."""
        facts = {
            "kph": f"{self.limits.outlier_kph:g}",
            "detour": f"{self.limits.outlier_detour:g}",
        }
        return [self.labels.say("survey.odd_rule", **facts)]

    def odd(self) -> Iterator[tuple[Cell, ...]]:
        """Yield the pairs to be checked."""
        index = self.travel.index_of
        for pair in self.found.odd:
            marks = [("fast", pair.is_fast), ("winding", pair.is_winding)]
            why = [self.labels.say(f"odd.{name}") for name, holds in marks if holds]
            straight = pair.straight_m
            source = SOURCES[
                int(self.travel.source[index[pair.from_id], index[pair.to_id]])
            ]
            yield (
                self.labels.school(pair.from_id),
                self.labels.school(pair.to_id),
                minutes_of(pair.seconds),
                km_of(pair.metres),
                None if np.isnan(straight) else round(straight / 1000, 3),
                round(pair.kph, 1),
                round(pair.detour, 1) if np.isfinite(pair.detour) else None,
                self.labels.source(str(source)),
                self.labels.say("list.comma").join(why),
            )

    def engine_rule(self) -> list[str]:
        """Return what the sheet of engines lists."""
        code = "none" if self.found.engines is None else "rule"
        return [self.labels.say(f"survey.engines.{code}")]

    def engines(self) -> Iterator[tuple[Cell, ...]]:
        """Yield the pairs two engines decide differently."""
        second = self.case.second
        if self.found.engines is None or second is None:
            return
        for i, j in self.found.engines.flipped:
            yield (
                *self._pair(i, j),
                *_figures(self.travel, i, j),
                *_figures(second, i, j),
            )

    def lost_rule(self) -> list[str]:
        """Return what the sheet of scenarios lists."""
        if self.found.lost:
            return [self.labels.say("survey.lost.rule")]
        return [self._none_compared()]

    def _none_compared(self) -> str:
        """Return why no other scenario was checked."""
        if self.limits.other_scenarios:
            return self.labels.say("survey.lost.none")
        name = self._scenario(self.limits.scenario)
        return self.labels.say("survey.lost.no_other", scenario=name)

    def lost(self) -> Iterator[tuple[Cell, ...]]:
        """Yield the pairs that a scenario puts out of reach."""
        for name, pairs in self.found.lost.items():
            other = self.found.loaded.scenarios[name]
            for i, j in pairs:
                yield (
                    self._scenario(name),
                    *self._pair(i, j),
                    *_figures(self.travel, i, j),
                    *_figures(other, i, j),
                )

    def _pair(self, i: int, j: int) -> tuple[str, str]:
        return self.case.schools[i].name, self.case.schools[j].name

    # Cores that are missing.

    def gaps(self) -> Iterator[tuple[Cell, ...]]:
        """Yield the schools no core can take."""
        for gap in self.found.gaps.gaps:
            near = self.found.gaps.nearest.get(gap.school_id)
            why = self.labels.say(f"gap.{gap.reason}")
            yield (*self._place(gap.school_id), *self._near(near), why)

    def new_rule(self) -> list[str]:
        """Return how new cores are looked for, and who is left even then."""
        told = [self.labels.say("survey.new")]
        left = self.found.gaps.unreachable
        if left:
            told.append(self.labels.say("survey.new.left", names=self._names(left)))
        return told

    def new_cores(self) -> Iterator[tuple[Cell, ...]]:
        """Yield where a new core would reach most of them."""
        for number, new in enumerate(self.found.gaps.suggestions, start=1):
            school = self.case.by_id[new.school_id]
            at = f"{school.lon:.5f}, {school.lat:.5f}" if school.is_located else ""
            reached = [
                self.labels.say(
                    "survey.reached",
                    name=self.labels.school(i),
                    minutes=f"{seconds / 60:.1f}",
                )
                for i, seconds in new.reached
            ]
            yield (
                number,
                self.labels.county(school.county_code),
                school.name,
                at,
                len(reached),
                self.labels.say("list.comma").join(reached),
            )

    def issues(self) -> Iterator[tuple[Cell, ...]]:
        """Yield everything noticed in the inputs."""
        for issue in self.found.issues:
            facts = {
                "file": issue.file,
                "row": issue.row,
                "column": issue.column,
                "value": issue.value,
            }
            shown = {k: "" if v is None else v for k, v in facts.items()}
            yield (
                issue.code,
                self.labels.named("severity", issue.severity),
                issue.row,
                issue.column,
                issue.value,
                messages.text(issue.code, self.labels.lang, **shown),
            )


def _figures(matrix: TravelMatrix, i: int, j: int) -> tuple[Cell, Cell]:
    """Return minutes and kilometres of a pair; blank where there is no way."""
    if not matrix.known[i, j]:
        return None, None
    return minutes_of(int(matrix.seconds[i, j])), km_of(int(matrix.metres[i, j]))


def labels_of(found: Survey, lang: Lang) -> Labels:
    """Return the words for a survey, which has no plan."""
    return Labels(found.case, Plan(alliances=[]), lang)
