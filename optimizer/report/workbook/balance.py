"""Sheet 均衡模拟: the seven indicators before and after pooling, a simulation."""

from __future__ import annotations

from optimizer.report.balance import Balance, assumption, balances
from optimizer.report.labels import Labels
from optimizer.report.workbook.quality import met_mark
from optimizer.report.workbook.sheet import Book, Column, Row

_BALANCE = (
    Column("county", 8, 12, "centre"),
    Column("stage", 8, 10, "centre"),
    Column("indicator", 24, 34),
    Column("mean", 9, 12, "hundredth"),
    Column("cv_before", 10, 12, "hundredth"),
    Column("cv_after", 10, 12, "hundredth"),
    Column("cv_line", 9, 11, "hundredth"),
    Column("within_before", 9, 11, "centre"),
    Column("within_after", 9, 11, "centre"),
    Column("schools_counted", 9, 10, "whole"),
    Column("units_after", 9, 10, "whole"),
    Column("missing", 9, 10, "whole"),
    Column("small_points", 9, 10, "whole"),
)


def balance_sheet(book: Book) -> None:
    """Write every indicator, and below it what the simulation assumes."""
    labels = book.labels
    sheet = book.sheet("balance", len(_BALANCE))
    found = balances(labels.case, labels.plan)
    sheet.table(_BALANCE, [_row(labels, row) for row in found], only=True)
    sheet.row += 1
    sheet.banner(labels.say(assumption(labels.plan)), bold=True)
    rules = labels.case.policy.quality
    facts = {
        "weight": f"{rules.junior_weight:g}",
        "few": rules.min_point_pupils,
        "primary": f"{rules.cv_limit.primary:.2f}",
        "junior": f"{rules.cv_limit.junior:.2f}",
    }
    for code in ("balance.formula", "balance.scope", "balance.line"):
        sheet.banner(labels.say(code, **facts), font_color="#595959")
    sheet.close()


def _row(labels: Labels, row: Balance) -> Row:
    lacking = labels.say("balance.lacking")
    figures = [row.mean, row.before, row.after]
    return Row(
        (
            labels.county(row.county_code),
            labels.named("stage", row.stage),
            labels.say(f"indicator.{row.indicator}"),
            *(lacking if figure is None else figure for figure in figures),
            row.reference,
            met_mark(labels, row.within_before),
            met_mark(labels, row.within_after),
            row.schools,
            row.units,
            row.missing,
            row.small,
        )
    )
