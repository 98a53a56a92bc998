"""Sheets of evidence: routes of the trips used, borderline pairs, other scenarios."""

from __future__ import annotations

from optimizer.matrix import km_of, minutes_of
from optimizer.report.labels import Labels
from optimizer.report.trip_words import TripWords
from optimizer.report.trips import Check, Margin, Trips, Used
from optimizer.report.workbook.sheet import Book, Cell, Column, Row, Sheet

_GREY = "#595959"

_ROUTES = (
    Column("alliance_no", 6, 7, "whole"),
    Column("core", 12, 17),
    Column("member", 14, 18),
    Column("adopted", 8, 9, "tenth"),
    Column("adopted_km", 8, 9, "tenth"),
    Column("source", 6, 10, "centre"),
    Column("computed", 8, 9, "tenth"),
    Column("computed_km", 8, 9, "tenth"),
    Column("detour", 9, 10, "hundredth"),
    Column("classes", 18, 24),
    Column("slow_name", 13, 18),
    Column("slow_class", 7, 9, "centre"),
    Column("slow_km", 8, 9, "tenth"),
    Column("slow_kph", 8, 9, "tenth"),
    Column("slow_why", 9, 13),
    Column("second", 8, 9, "tenth"),
    Column("borderline", 5, 6, "centre"),
)
_BORDERLINE = (
    Column("number", 5, 6, "whole"),
    Column("county", 8, 10, "centre"),
    Column("outside_or_member", 16, 24),
    Column("core", 16, 22),
    Column("in_plan", 8, 9, "centre"),
    Column("minutes", 8, 9, "tenth"),
    Column("max_minutes", 8, 9, "tenth"),
    Column("low", 8, 9, "tenth"),
    Column("high", 8, 9, "tenth"),
    Column("second", 8, 9, "tenth"),
    Column("km", 8, 9, "tenth"),
    Column("max_km", 8, 9, "tenth"),
    Column("second_km", 8, 9, "tenth"),
    Column("decides", 28, 44),
)
_COUNTS = (
    Column("number", 5, 6, "whole"),
    Column("scenario", 12, 18),
    Column("pairs", 9, 9, "whole"),
    Column("broken", 10, 20, "whole"),
    Column("over_minutes", 10, 22, "whole"),
    Column("over_km", 8, 10, "whole"),
    Column("no_way", 9, 10, "whole"),
    Column("broken_before", 10, 11, "whole"),
)
_BREACHES = (
    Column("number", 5, 6, "whole"),
    Column("scenario", 12, 18),
    Column("alliance_no", 8, 9, "whole"),
    Column("core", 16, 22),
    Column("member", 16, 24),
    Column("county", 8, 10, "centre"),
    Column("adopted", 8, 10, "tenth"),
    Column("scenario_minutes", 8, 10, "tenth"),
    Column("adopted_km", 8, 10, "tenth"),
    Column("scenario_km", 8, 10, "tenth"),
    Column("breach", 12, 22),
    Column("borderline", 6, 6, "centre"),
)


def routes_sheet(book: Book) -> None:
    """Write 路线依据: what stands behind each trip of the plan."""
    labels, trips = book.labels, book.trips
    words = TripWords(labels)
    checks = tuple(_scenario_column(labels, words, n) for n in trips.scenarios)
    columns = (*_ROUTES, *checks)
    sheet = book.sheet("routes", len(columns))
    rows = [Row(_route_cells(book, words, used)) for used in trips.used]
    sheet.table(columns, rows, only=True)
    sheet.row += 1
    if trips.used and not trips.evidence.routes:
        sheet.banner(labels.say("routes.none"), bold=True)
    sheet.banner(labels.say("routes.note"), font_color=_GREY)
    sheet.banner(words.limits(), font_color=_GREY)
    for name in trips.scenarios:
        sheet.banner(words.scenario_rule(name), font_color=_GREY)
    sheet.close()


def _scenario_column(labels: Labels, words: TripWords, name: str) -> Column:
    title = labels.say("col.in_scenario", name=words.scenario(name))
    return Column("in_scenario", 11, 14, "tenth", title=title)


def _route_cells(book: Book, words: TripWords, used: Used) -> tuple[Cell, ...]:
    labels, member = book.labels, used.member
    return (
        used.number,
        labels.school(used.core),
        labels.school(member.school_id),
        member.minutes,
        member.km,
        labels.source(member.travel_source),
        *_computed_cells(book.trips, words, used),
        None if used.second is None else used.second.minutes,
        labels.yes(True) if used.is_borderline else "",
        *(_check_cell(words, check) for check in used.checks.values()),
    )


def _computed_cells(trips: Trips, words: TripWords, used: Used) -> tuple[Cell, ...]:
    """Return minutes, km, detour and classes of a route, and its slowest stretch."""
    route = used.route
    if route is None:
        return ("",) * 9
    slow = route.slowest
    return (
        minutes_of(route.seconds),
        km_of(route.metres),
        trips.detour(used),
        words.labels.say("list.comma").join(words.classes(route)),
        *(
            ("",) * 5
            if slow is None
            else (
                words.road_name(slow),
                words.road_class(slow.kind),
                slow.metres / 1000,
                slow.kph,
                words.binding(slow),
            )
        ),
    )


def _check_cell(words: TripWords, check: Check) -> Cell:
    """Return minutes in a scenario; as text with the mark if a limit is broken."""
    if check.figures is None:
        return words.breaches(check)
    if not check.breaches:
        return check.figures.minutes
    facts = {"minutes": words.minutes(check.figures), "what": words.breaches(check)}
    return words.labels.say("trip.over.cell", **facts)


def borderline_sheet(book: Book) -> None:
    """Write 临界清单: pairs used, and pairs missed, within the error of a trip."""
    labels, trips = book.labels, book.trips
    words = TripWords(labels)
    sheet = book.sheet("borderline", len(_BORDERLINE))
    used = [trips.margin(u.member.school_id, u.core) for u in trips.borderline]
    found = [(m, True) for m in used if m is not None]
    found += [(m, False) for m in trips.near_misses]
    rows = [
        Row((number, *_margin_cells(words, margin, in_plan)))
        for number, (margin, in_plan) in enumerate(found, start=1)
    ]
    sheet.table(_BORDERLINE, rows, only=True)
    sheet.row += 1
    for text in (labels.say("borderline.note"), labels.say("borderline.outside")):
        sheet.banner(text, font_color=_GREY)
    sheet.banner(words.limits(), font_color=_GREY)
    sheet.close()


def _margin_cells(words: TripWords, margin: Margin, in_plan: bool) -> tuple[Cell, ...]:
    labels, limits = words.labels, words.labels.case.policy.travel
    second = margin.second
    return (
        labels.county(labels.case.by_id[margin.member].county_code),
        labels.school(margin.member),
        labels.school(margin.core),
        labels.yes(in_plan),
        margin.figures.minutes,
        limits.max_minutes,
        margin.low / 60,
        margin.high / 60,
        None if second is None else second.minutes,
        margin.figures.km,
        limits.max_km,
        None if second is None else second.km,
        words.margin(margin),
    )


def scenarios_sheet(book: Book) -> None:
    """Write 情景核对: which trips break a limit in other road conditions."""
    labels, trips = book.labels, book.trips
    sheet = book.sheet("scenarios", len(_BREACHES))
    if trips.scenarios:
        _scenario_tables(sheet, trips)
    else:
        travel = labels.case.policy.travel
        why = "none_worked" if travel.other_scenarios else "none_wanted"
        if why == "none_wanted" and travel.compare_scenarios:
            why = "none_other"
        for j, column in enumerate(_BREACHES):
            sheet.widen(j, column.low)
        facts = {"name": TripWords(labels).scenario(labels.case.policy.travel.scenario)}
        sheet.banner(labels.say(f"scenarios.{why}", **facts), bold=True)
    sheet.row += 1
    sheet.banner(labels.say("scenarios.note"), font_color=_GREY)
    sheet.banner(TripWords(labels).limits(), font_color=_GREY)
    sheet.close()


def _scenario_tables(sheet: Sheet, trips: Trips) -> None:
    """Write the rules of the scenarios, the counts, and the pairs that break."""
    labels = sheet.book.labels
    words = TripWords(labels)
    for name in trips.scenarios:
        sheet.banner(words.scenario_rule(name))
    missing = [
        words.scenario(name)
        for name in labels.case.policy.travel.other_scenarios
        if name not in trips.scenarios
    ]
    if missing:
        names = labels.say("list.comma").join(missing)
        sheet.banner(labels.say("scenarios.missing", names=names), bold=True)
    sheet.block("block.scenarios")
    counts = [
        Row((number, words.scenario(name), *_counts(trips, name)))
        for number, name in enumerate(trips.scenarios, start=1)
    ]
    sheet.table(_COUNTS, counts)
    sheet.block("block.breaches")
    pairs = [(name, used) for name in trips.scenarios for used in trips.broken_in(name)]
    rows = [
        Row((number, *_breach_cells(words, name, used)))
        for number, (name, used) in enumerate(pairs, start=1)
    ]
    sheet.table(_BREACHES, rows)
    if not rows:
        sheet.banner(labels.say("scenarios.fine"))


def _counts(trips: Trips, name: str) -> tuple[int, ...]:
    """Return pairs, broken ones, by kind, and those broken in the plan already."""
    broken = trips.broken_in(name)
    kinds = [breach for used in broken for breach in used.checks[name].breaches]
    before = sum(trips.is_broken(u.member.school_id, u.core) for u in broken)
    by_kind = (kinds.count("minutes"), kinds.count("km"), kinds.count("route"))
    return len(trips.used), len(broken), *by_kind, before


def _breach_cells(words: TripWords, name: str, used: Used) -> tuple[Cell, ...]:
    labels, check = words.labels, used.checks[name]
    school = labels.case.by_id.get(used.member.school_id)
    figures = check.figures
    return (
        words.scenario(name),
        used.number,
        labels.school(used.core),
        labels.school(used.member.school_id),
        "" if school is None else labels.county(school.county_code),
        used.member.minutes,
        None if figures is None else figures.minutes,
        used.member.km,
        None if figures is None else figures.km,
        words.breaches(check),
        labels.yes(True) if used.is_borderline else "",
    )
