"""Sheet 指纹: which plan a workbook is of, so that another one's is not read back."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.plan import Plan
from optimizer.report.workbook.sheet import Book, Column, Row

PLAN_KEY = "plan_sha256"
"""Key of the row with the digest of the plan."""

_COLUMNS = (
    Column("key", 16, 22),
    Column("item", 20, 30),
    Column("value", 40, 70),
)


def fingerprint_rows(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield key and value of what tells a plan from another."""
    yield PLAN_KEY, plan.sha256
    yield "title", plan.title
    yield "version", plan.version
    yield from ((key, str(value)) for key, value in (plan.fingerprint or {}).items())


def fingerprint_sheet(book: Book) -> None:
    """Write 指纹: digest, title and version of the plan, digests of its inputs."""
    labels = book.labels
    sheet = book.sheet("fingerprint", len(_COLUMNS))
    rows = [
        Row((key, labels.named("fingerprint", key), value))
        for key, value in fingerprint_rows(labels.plan)
    ]
    sheet.table(_COLUMNS, rows, only=True)
    sheet.row += 1
    sheet.banner(labels.say("fingerprint.told"), font_color="#595959")
    sheet.close()
