"""Sheets of an exploration: frontier, limits, alternatives, comparison."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from optimizer.matrix import minutes_of
from optimizer.report.labels import Labels, plain, share
from optimizer.report.study_book import Block, StudySheet
from optimizer.report.workbook.sheet import Cell, Column, Row
from optimizer.service.compare_tables import (
    FIGURES,
    MOVES,
    Naming,
    figure_rows,
    move_cells,
)
from optimizer.service.exploring import Exploration, targets_of
from optimizer.study.alternatives import Alternatives, distances
from optimizer.study.compare import Side
from optimizer.study.frontier import Frontier, Point
from optimizer.study.limits import NO_RULE, Effect, Variant

_FRONTIER = (
    Column("covered", 9, 12, "whole"),
    Column("fraction", 11, 14, "centre"),
    Column("share", 12, 14, "centre"),
    Column("trips", 12, 14, "tenth"),
    Column("trips_bound", 12, 14, "tenth"),
    Column("proven", 10, 12, "centre"),
    Column("each_more", 14, 16, "tenth"),
    Column("alliances", 11, 12, "whole"),
    Column("worst", 12, 14, "tenth"),
    Column("note", 30, 48),
)
_LIMITS = (
    Column("limit", 24, 34),
    Column("tried", 9, 11, "centre"),
    Column("is_own", 6, 8, "centre"),
    Column("fraction", 11, 13, "centre"),
    Column("shortfall", 10, 11, "whole"),
    Column("met", 9, 10, "centre"),
    Column("need", 9, 10, "whole"),
    Column("pupils_reached", 10, 11, "whole"),
    Column("generalised", 14, 15, "tenth"),
    Column("trips", 11, 12, "tenth"),
    Column("worst", 10, 11, "tenth"),
    Column("alliances", 10, 11, "whole"),
    Column("proven", 9, 10, "centre"),
    Column("first_change", 24, 32),
)
_ALTERNATIVES = (
    Column("plan_no", 10, 12),
    Column("folder", 14, 18),
    Column("apart_plan", 10, 12, "whole"),
    Column("apart_others", 12, 14, "centre"),
    Column("cores_added", 16, 30),
    Column("cores_dropped", 16, 30),
    Column("fraction", 11, 13, "centre"),
    Column("need", 9, 10, "whole"),
    Column("pupils_reached", 10, 11, "whole"),
    Column("generalised", 14, 15, "tenth"),
    Column("extra_pct", 9, 10, "hundredth"),
    Column("trips", 11, 12, "tenth"),
    Column("worst", 10, 11, "tenth"),
    Column("checked", 8, 9, "centre"),
)
_OF_ALTERNATIVE = Column("plan_no", 10, 12)


def folder_of(number: int) -> str:
    """Return the folder of an alternative, beneath the one of the exploration."""
    return f"alternatives/{number}"


def explore_sheets(found: Exploration, labels: Labels) -> list[StudySheet]:
    """Return the four sheets, those not asked for or not reached with empty tables."""
    writer = _Writer(found, labels)
    return [
        writer.frontier(),
        writer.limits(),
        writer.alternatives(),
        writer.comparison(),
    ]


class _Writer:
    """Rows of one exploration in one language."""

    def __init__(self, found: Exploration, labels: Labels) -> None:
        self.found = found
        self.labels = labels
        self.say = labels.say
        self.names = Naming.of(labels.lang, Side(found.plan, found.loaded.case))

    def common(self) -> list[str]:
        """Return what every sheet says first."""
        return [self.say("explore.suggested"), *notes_of(self.found, self.labels)]

    # Frontier.

    def frontier(self) -> StudySheet:
        """Return the sheet of the frontier."""
        found = self.found.frontier
        own = self.found.figures
        plan = Point(own.covered, own.trips_s, None, False, own.alliances, 0)
        plan_row = self._point(plan, "", None, own.total)
        cells = list(plan_row.cells)
        cells[5], cells[8] = "", minutes_of(own.values["worst"])
        blocks = [
            Block(_FRONTIER, [Row(cells, strong=True)], "block.this_plan"),
            Block(
                _FRONTIER,
                [] if found is None else list(self._points(found)),
                "block.frontier",
            ),
        ]
        told = [*self.common(), self.say("frontier.held"), self.say("frontier.rule")]
        if found is not None:
            told.extend(self._steps_and_most(found))
        return StudySheet("frontier", blocks, told)

    def _steps_and_most(self, found: Frontier) -> Iterator[str]:
        code = "frontier.steps.all" if found.step == 1 else "frontier.steps"
        yield self.say(code, step=found.step)
        if found.points and found.most_bound is not None:
            most = found.points[0].covered
            facts = {"most": most, "total": found.total, "bound": found.most_bound}
            is_sure = most == found.most_bound
            yield self.say(
                "frontier.most" if is_sure else "frontier.most.open", **facts
            )

    def _points(self, found: Frontier) -> Iterator[Row]:
        notes = {self.found.figures.covered: [self.say("frontier.plan.short")]}
        for year, pct, needed in targets_of(self.found):
            told = self.say("frontier.target", year=year, pct=pct, needed=needed)
            notes.setdefault(needed, []).append(told)
        below: Sequence[Point | None] = [*found.points, None][1:]
        for point, lower in zip(found.points, below, strict=True):
            each = None
            if lower is not None:
                more = point.trips_s - lower.trips_s
                each = more / (point.covered - lower.covered) / 60
            note = self.say("list.stop").join(notes.get(point.covered, ()))
            yield self._point(point, note, each, found.total)

    def _point(self, point: Point, note: str, each: float | None, total: int) -> Row:
        bound = None if point.bound_s is None else minutes_of(point.bound_s)
        return Row(
            (
                point.covered,
                f"{point.covered}/{total}",
                share(point.covered, total),
                minutes_of(point.trips_s),
                bound,
                self.say("tier.proven" if point.proven else "tier.open"),
                each,
                point.alliances,
                minutes_of(point.worst_s),
                note,
            ),
            strong=bool(note),
        )

    # Limits.

    def limits(self) -> StudySheet:
        """Return the sheet of the limits."""
        found = self.found.effects
        rows, last = [], ""
        for effect in () if found is None else found.effects:
            is_first = effect.variant.key != last
            last = effect.variant.key
            rows.append(self._effect(effect, opens=is_first))
        told = [*self.common(), self.say("limits.rule")]
        return StudySheet("limits", [Block(_LIMITS, rows)], told)

    def _effect(self, effect: Effect, *, opens: bool) -> Row:
        figures, variant = effect.figures, effect.variant
        short = figures.values["shortfall"]
        has_target = bool(self.found.loaded.case.policy.coverage.targets)
        return Row(
            (
                self.say(f"limit.{variant.key}"),
                value_text(variant, self.labels),
                self.say("yes") if variant.is_own else "",
                f"{figures.covered}/{figures.total}",
                short if has_target else None,
                self.say("unmet" if short else "met") if has_target else "",
                figures.values["need"],
                figures.values["pupils"],
                minutes_of(figures.values["travel"]),
                minutes_of(figures.trips_s),
                minutes_of(figures.values["worst"]),
                figures.alliances,
                self.say("tier.proven" if effect.proven else "tier.open"),
                self._change(effect),
            ),
            strong=variant.is_own,
            opens=opens,
        )

    def _change(self, effect: Effect) -> str:
        """Return the first tier that differs from the own policy's, in words."""
        if effect.variant.is_own:
            return ""
        if effect.change is None:
            return self.say("limit.no_change")
        name, extra = effect.change
        told = _amount(name, extra)
        return self.say(
            "limit.change", tier=self.labels.named("tier", name), extra=told
        )

    # Alternatives.

    def alternatives(self) -> StudySheet:
        """Return the sheet that lists the alternatives."""
        found = self.found.alternatives
        told = self.common()
        rows = [Row(tuple(self._plan_cells()), strong=True)]
        if found is not None:
            told.extend(sentences_of(found, self.found, self.labels))
            rows.extend(self._alternative_rows(found))
        return StudySheet("alternatives", [Block(_ALTERNATIVES, rows)], told)

    def _plan_cells(self) -> Iterator[Cell]:
        figures = self.found.figures
        yield from (self.say("legend.plan"), "", None, "", "", "")
        yield f"{figures.covered}/{figures.total}"
        yield figures.values["need"]
        yield figures.values["pupils"]
        yield minutes_of(figures.values["travel"])
        yield from (None, minutes_of(figures.trips_s))
        yield minutes_of(figures.values["worst"])
        yield self.say("checked.passes")

    def _alternative_rows(self, found: Alternatives) -> Iterator[Row]:
        comma = self.say("list.comma")
        table = distances(found)
        base = self.found.figures.values["travel"]
        for number, figures in enumerate(self.found.alternative_figures, start=1):
            change = self.found.comparisons[number - 1]
            apart = table[number - 1]
            travel = figures.values["travel"]
            extra = (travel - base) * 100 / abs(base) if base else None
            yield Row(
                (
                    self.say("alternative", number=number),
                    folder_of(number),
                    apart[0],
                    comma.join(str(d) for d in apart[1:]),
                    comma.join(map(self.labels.school, change.cores_added)),
                    comma.join(map(self.labels.school, change.cores_dropped)),
                    f"{figures.covered}/{figures.total}",
                    figures.values["need"],
                    figures.values["pupils"],
                    minutes_of(travel),
                    extra,
                    minutes_of(figures.trips_s),
                    minutes_of(figures.values["worst"]),
                    self.say("checked.passes"),
                )
            )

    # Comparison.

    def comparison(self) -> StudySheet:
        """Return the sheet that compares each alternative with the plan."""
        moves = []
        for number, change in enumerate(self.found.comparisons, start=1):
            name = self.say("alternative", number=number)
            for at, move in enumerate(change.moves):
                cells = (name, *move_cells(self.names, self.labels, move))
                moves.append(Row(cells, opens=at == 0))
        columns, figures = self._figures()
        blocks = [
            Block(columns, figures, "block.compare.figures"),
            Block((_OF_ALTERNATIVE, *MOVES), moves, "block.compare.moves"),
        ]
        told = self.common()
        if not self.found.comparisons:
            told.append(self.say("compare.none"))
        return StudySheet("compare", blocks, told)

    def _figures(self) -> tuple[tuple[Column, ...], list[Row]]:
        """Return the figures of the plan and of each alternative side by side."""
        sides = [
            figure_rows(self.names, self.labels, change)
            for change in self.found.comparisons
        ]
        names = [self.say("legend.plan")] if sides else []
        names += [self.say("alternative", number=i + 1) for i in range(len(sides))]
        own = [row.cells for row in sides[0]] if sides else []
        rows = [
            Row((*cells[:3], *(side[at].cells[3] for side in sides)))
            for at, cells in enumerate(own)
        ]
        values = (Column("value", 12, 26, "centre", title=name) for name in names)
        return (*FIGURES[:2], *values), rows


def value_text(variant: Variant, labels: Labels) -> str:
    """Return the value of a variant in words."""
    return labels.say("limit.none") if variant.value == NO_RULE else variant.value


def notes_of(found: Exploration, labels: Labels) -> list[str]:
    """Return what is missing, and whether the plan itself is not the best."""
    told = [
        labels.say("explore.missing", part=labels.say(f"part.{part}"), number=number)
        for part, number in found.missing
    ]
    if found.wall_limited:
        told.append(labels.say("explore.wall_limited"))
    if found.lag is not None:
        name, extra = found.lag
        tier = labels.named("tier", name)
        told.append(labels.say("explore.lag", tier=tier, number=_amount(name, extra)))
    return told


def sentences_of(
    found: Alternatives, exploration: Exploration, labels: Labels
) -> list[str]:
    """Return what was asked of the alternatives and why there are no more."""
    wanted, say = found.wanted, labels.say
    loss = "alternatives.loss" if wanted.loss_pct > 0 else "alternatives.no_loss"
    rule = say(
        "alternatives.rule",
        least=wanted.least,
        what=say(f"alternatives.{wanted.kind}"),
        allowed=_minutes(found.allowed),
        travel=_minutes(exploration.figures.values["travel"]),
        pct=f"{wanted.within_pct:g}",
        loss=say(loss, pct=f"{wanted.loss_pct:g}"),
    )
    least = 0 if found.least_travel is None else found.least_travel
    ending = say(
        f"ending.{found.ending}",
        number=wanted.number,
        found=len(found.found),
        least=_minutes(least),
        allowed=_minutes(found.allowed),
    )
    skipped = say("ending.skipped", number=found.skipped)
    return [rule, ending, *([skipped] if found.skipped else [])]


def _amount(tier: str, extra: int) -> str:
    """Return a difference in a tier with its sign, seconds as minutes."""
    if tier in {"travel", "worst"}:
        return f"{extra / 60:+.1f}"
    return f"{extra:+d}"


def _minutes(seconds: int) -> str:
    return plain(f"{minutes_of(seconds):.1f}")
