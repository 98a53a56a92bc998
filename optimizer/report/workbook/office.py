"""办公工作簿: the plan's sheets and what an office adds, works on and hands out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from optimizer.dossier import Dossier
from optimizer.report.labels import Labels
from optimizer.report.workbook.cards import card_sheet, make_card
from optimizer.report.workbook.contents import fill_contents, open_contents
from optimizer.report.workbook.keys import keys_sheet
from optimizer.report.workbook.naming import file_name
from optimizer.report.workbook.opinions import heard_sheet, ledger_sheet
from optimizer.report.workbook.overview import (
    Group,
    county_of,
    overview_sheet,
    with_figures,
)
from optimizer.report.workbook.pairs import pairs_sheet
from optimizer.report.workbook.sheet import Book

SheetWriter = Callable[[Book], None]

MOST_CARDS = 60
"""Alliances of one workbook; the sheets of more go into one workbook a county."""


def by_county(labels: Labels) -> Iterator[tuple[str, list[Group]]]:
    """Yield the alliances of each county by a name that fits a file, by its code.

    A name that stands twice takes a number along.
    """
    found: defaultdict[str, list[Group]] = defaultdict(list)
    for group in with_figures(labels):
        found[county_of(labels, group[0]) or ""].append(group)
    taken: set[str] = set()
    for number, (code, groups) in enumerate(sorted(found.items()), start=1):
        name = file_name(labels.county(code))
        if name.casefold() in taken:
            name = f"{name}-{number}"
        taken.add(name.casefold())
        yield name, groups


def office_sheets(
    book: Book,
    dossier: Dossier,
    of_plan: Sequence[SheetWriter],
    *,
    with_cards: bool,
) -> None:
    """Write the sheets of the office and of the plan, and a card an alliance.

    Parameters
    ----------
    book, dossier
        The workbook, and what is written.
    of_plan
        Writers of the sheets the plan's own workbook has.
    with_cards
        Whether the sheets of single alliances come last, or in other workbooks.
    """
    contents = open_contents(book)
    keys_sheet(book)
    for write_sheet in of_plan:
        write_sheet(book)
    pairs_sheet(book)
    ledger_sheet(book, dossier)
    heard_sheet(book, dossier)
    if with_cards:
        _card_sheets(book, dossier, with_figures(book.labels))
    fill_contents(contents)


def county_sheets(book: Book, dossier: Dossier, groups: list[Group]) -> None:
    """Write the alliances of one county: one row each, then one card each."""
    contents = open_contents(book)
    overview_sheet(book, groups)
    _card_sheets(book, dossier, groups)
    fill_contents(contents)


def _card_sheets(book: Book, dossier: Dossier, groups: list[Group]) -> None:
    taken = [sheet.worksheet.get_name() for sheet in book.opened]
    for alliance, figures in groups:
        card = make_card(book.labels, alliance, figures, taken)
        taken.append(card.name)
        card_sheet(book, dossier, card)
