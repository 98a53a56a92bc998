"""Sheet 分期推进: coverage by year, and what starts and joins in each year."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.plan import PhaseTier
from optimizer.report.labels import Labels, share
from optimizer.report.phases import Step, steps
from optimizer.report.workbook.sheet import Book, Column, Row

_COVERAGE = (
    Column("year", 9, 10, "centre"),
    Column("scope", 12, 16),
    Column("fraction", 12, 18, "centre"),
    Column("share", 10, 14, "centre"),
    Column("target", 9, 10, "whole"),
    Column("needed", 9, 12, "whole"),
    Column("met", 9, 10, "centre"),
    Column("new_alliances", 9, 12, "whole"),
    Column("new_members", 9, 12, "whole"),
)
_STEPS = (
    Column("year", 9, 9, "centre"),
    Column("county", 10, 12, "centre"),
    Column("alliance", 12, 38),
    Column("demonstrator", 10, 12, "centre"),
    Column("step", 9, 9, "centre"),
    Column("town", 9, 14),
    Column("school", 14, 32),
    Column("school_id", 11, 14),
    Column("note", 12, 20),
)
"""Wide enough for most names on one line: the list is long."""

_TIERS = (
    Column("year", 9, 10, "centre"),
    Column("tier", 12, 16),
    Column("sense", 12, 18, "centre"),
    Column("value", 10, 14, "whole"),
    Column("unit", 9, 10, "centre"),
    Column("bound", 9, 12, "whole"),
    Column("gap", 9, 10, "centre"),
    Column("proven", 9, 12, "centre"),
)


def phases_sheet(book: Book) -> None:
    """Write 分期推进: years and coverage, new alliances and members, proofs."""
    labels = book.labels
    sheet = book.sheet("phases", len(_COVERAGE))
    sheet.block("block.phases")
    sheet.table(_COVERAGE, list(_coverage_rows(labels)))
    sheet.block("block.steps")
    # The long one: its head stands on each printed page.
    sheet.table(_STEPS, list(_step_rows(labels)), repeat=True)
    sheet.block("block.phase_tiers")
    tiers = labels.plan.phase_tiers or ()
    sheet.table(_TIERS, [_tier_row(labels, tier) for tier in tiers])
    sheet.row += 1
    hosted = any(alliance.host for alliance in labels.plan.alliances)
    codes = ["phases.rule", "phases.demonstrators"]
    for code in [*codes, "phases.graduates"] if hosted else codes:
        sheet.banner(labels.say(code), font_color="#595959")
    sheet.close()


def _coverage_rows(labels: Labels) -> Iterator[Row]:
    for row in labels.plan.phases or ():
        yield Row(
            (
                str(row.year),
                labels.scope(row),
                f"{row.covered}/{row.total}",
                share(row.covered, row.total),
                row.target_pct,
                row.needed,
                labels.say("met" if row.met else "unmet"),
                row.new_alliances,
                row.new_members,
            )
        )


def _step_rows(labels: Labels) -> Iterator[Row]:
    year: int | None = None
    for step in steps(labels.plan):
        yield Row(_step_cells(labels, step), step.kind == "core", step.year != year)
        year = step.year


def _step_cells(labels: Labels, step: Step) -> tuple[str, ...]:
    school = labels.case.by_id.get(step.school_id)
    county = step.alliance.county_code or (school.county_code if school else None)
    return (
        str(step.year),
        labels.county(county),
        labels.alliance(step.alliance),
        labels.yes(step.alliance.demonstrator) if step.kind == "core" else "",
        labels.say(f"step.{step.kind}"),
        "" if school is None else school.town or "",
        labels.school(step.school_id),
        step.school_id,
        step_note(labels, step),
    )


def step_note(labels: Labels, step: Step) -> str:
    """Return where a core was a member before, or until when a guest stays."""
    host = step.alliance.host
    if step.kind == "core" and host is not None:
        name = labels.school(host.core)
        return labels.say("phases.hosted", core=name, year=host.start_year)
    if step.kind == "guest":
        return labels.say("phases.guest", year=step.until)
    return ""


def _tier_row(labels: Labels, tier: PhaseTier) -> Row:
    return Row(
        (
            "" if tier.year is None else str(tier.year),
            labels.named("phase.tier", tier.name),
            labels.named("tier.sense", tier.sense),
            tier.value,
            labels.named("tier.unit", tier.unit),
            tier.bound,
            labels.gap(tier.gap),
            labels.say("tier.proven" if tier.proven else "tier.open"),
        )
    )
