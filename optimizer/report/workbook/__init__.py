"""The plan as a workbook: every text a text, the same bytes each time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import xlsxwriter

from optimizer.case import Case
from optimizer.dossier import Dossier
from optimizer.evidence import Evidence
from optimizer.messages import Lang
from optimizer.plan import Plan
from optimizer.report.labels import Labels, plain
from optimizer.report.trips import NO_EVIDENCE, Trips
from optimizer.report.workbook.balance import balance_sheet
from optimizer.report.workbook.evidence import (
    borderline_sheet,
    routes_sheet,
    scenarios_sheet,
)
from optimizer.report.workbook.figures import coverage_sheet, policy_sheet
from optimizer.report.workbook.fingerprint import fingerprint_sheet
from optimizer.report.workbook.kept import kept_sheet
from optimizer.report.workbook.lists import (
    excluded_sheet,
    issues_sheet,
    members_sheet,
    uncovered_sheet,
)
from optimizer.report.workbook.office import (
    MOST_CARDS,
    by_county,
    county_sheets,
    office_sheets,
)
from optimizer.report.workbook.overrides import overrides_sheet
from optimizer.report.workbook.overview import Group, overview_sheet
from optimizer.report.workbook.phases import phases_sheet
from optimizer.report.workbook.quality import quality_sheet
from optimizer.report.workbook.sheet import Book

_CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""Written as the date of creation: a clock would change the bytes of each run."""

_SHEETS = (
    members_sheet,
    overview_sheet,
    overrides_sheet,
    uncovered_sheet,
    routes_sheet,
    borderline_sheet,
    scenarios_sheet,
    coverage_sheet,
    kept_sheet,
    phases_sheet,
    quality_sheet,
    balance_sheet,
    policy_sheet,
    issues_sheet,
    excluded_sheet,
    fingerprint_sheet,
)


def write_workbook(
    case: Case,
    plan: Plan,
    path: Path,
    lang: Lang = "zh",
    evidence: Evidence = NO_EVIDENCE,
) -> None:
    """Write a plan as an Excel workbook.

    Parameters
    ----------
    case
        The facts the plan was made from.
    plan
        The plan; a part it does not claim is an empty table.
    path
        File to write, ``.xlsx``.
    lang
        Language of sheets, headings and sentences. Names and notes stay as written.
    evidence
        Routes of the trips used, and the trips in other scenarios.

    Notes
    -----
    Names from files are only ever text cells, never formulas, links or numbers.
    The same case and plan give the same bytes.
    """
    with open_book(Labels(case, plan, lang), path, evidence) as book:
        for write_sheet in _SHEETS:
            write_sheet(book)


def office_books(
    dossier: Dossier, lang: Lang = "zh"
) -> list[tuple[str, Callable[[Path], None]]]:
    """Return the workbooks of the office: file name, and writer to a path.

    One workbook; where a plan has more than :data:`MOST_CARDS` alliances, it leaves
    out their single sheets, and each county has a workbook of its own for them.

    Parameters
    ----------
    dossier
        Plan, case, and what the office, the people and the experts said.
    lang
        Language of file names, sheets and sentences.
    """
    labels = Labels(dossier.case, dossier.plan, lang)
    name = labels.say("office.file")
    books = [(f"{name}.xlsx", partial(write_office_book, dossier, lang=lang))]
    if len(dossier.plan.alliances) <= MOST_CARDS:
        return [*books]
    return [
        *books,
        *(
            (f"{name}-{county}.xlsx", partial(_write_county, dossier, groups, lang))
            for county, groups in by_county(labels)
        ),
    ]


def write_office_book(dossier: Dossier, path: Path, lang: Lang = "zh") -> None:
    """Write the workbook an office works with: the plan's sheets and its own.

    Parameters
    ----------
    dossier
        Plan, case, and what the office, the people and the experts said.
    path
        File to write, ``.xlsx``.
    lang
        Language of sheets, headings and sentences. Names and notes stay as written.

    Notes
    -----
    As of :func:`write_workbook`; the only links are those of the contents to sheets
    of the workbook.
    """
    labels = Labels(dossier.case, dossier.plan, lang)
    with_cards = len(dossier.plan.alliances) <= MOST_CARDS
    with open_book(labels, path, dossier.evidence) as book:
        office_sheets(book, dossier, _SHEETS, with_cards=with_cards)


def _write_county(
    dossier: Dossier, groups: list[Group], lang: Lang, path: Path
) -> None:
    with open_book(Labels(dossier.case, dossier.plan, lang), path) as book:
        county_sheets(book, dossier, groups)


@contextmanager
def open_book(
    labels: Labels, path: Path, evidence: Evidence = NO_EVIDENCE
) -> Iterator[Book]:
    """Open a workbook that is written to ``path`` at the end, the same bytes each time.

    Parameters
    ----------
    labels
        Case, plan and language of the workbook.
    path
        File to write, ``.xlsx``.
    evidence
        What stands behind the trips of the plan.
    """
    options = {
        # Temporary files would bring the rights of the user's folder into the zip.
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    plan = labels.plan
    with xlsxwriter.Workbook(path, options) as workbook:
        workbook.set_properties(
            {
                "title": labels.title(),
                "subject": labels.say("meta.version", version=plain(plan.version)),
                "comments": labels.say("statement.no_closure"),
                "created": _CREATED,
            }
        )
        yield Book(workbook, labels, Trips(labels.case, plan, evidence))
