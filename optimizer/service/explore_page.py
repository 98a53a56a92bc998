"""The plots of an exploration as one offline page."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from optimizer.matrix import minutes_of
from optimizer.report.labels import Labels, plain
from optimizer.report.plots import (
    BLUE,
    FONTS,
    GREEN,
    ORANGE,
    Curve,
    Dot,
    Line,
    Mark,
    Steps,
    curve_svg,
    steps_svg,
)
from optimizer.service.explore_tables import notes_of, sentences_of, value_text
from optimizer.service.exploring import Exploration, targets_of
from optimizer.study.frontier import Frontier
from optimizer.study.limits import Effect

_STYLE = f"""
body{{margin:0 auto;max-width:960px;padding:16px;color:#2b2f36;background:#fff;
font:14px/1.6 {FONTS}}}
h1{{font-size:22px;margin:8px 0}}h2{{font-size:17px;margin:28px 0 6px}}
h3{{font-size:14px;margin:16px 0 2px}}p{{margin:4px 0}}.notice{{color:#c00000}}
.small{{color:#5a606b;font-size:13px}}.row{{display:flex;flex-wrap:wrap}}
svg{{max-width:100%;height:auto}}
.plot{{overflow-x:auto}}
@media (max-width:700px){{body{{padding:10px}}.plot svg{{max-width:none}}
.row svg{{width:100%}}}}
@media print{{section{{break-inside:avoid}}}}
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def explore_page(found: Exploration, labels: Labels) -> str:
    """Return the page: frontier, then each limit, each with its rule in words."""
    return "\n".join(_lines(found, labels)) + "\n"


def _lines(found: Exploration, labels: Labels) -> Iterator[str]:
    say = labels.say
    title = f"{plain(found.plan.title)} · {say('explore.title')}"
    yield "<!DOCTYPE html>"
    yield f'<html lang="{"zh-CN" if labels.lang == "zh" else "en"}">'
    yield '<head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{_safe(title)}</title><style>{_STYLE}</style></head><body>"
    yield f"<h1>{_safe(title)}</h1>"
    notice = found.loaded.case.policy.report.notice
    if notice:
        yield f'<p class="notice"><b>{_safe(notice)}</b></p>'
    for note in notes_of(found, labels):
        yield f'<p class="notice">{_safe(note)}</p>'
    told = (say("statement.no_closure"), say("explore.suggested"))
    yield _small(*told, say("explore.values"))
    if found.frontier is not None and found.frontier.points:
        yield from _frontier(found, found.frontier, labels)
    if found.effects is not None and found.effects.effects:
        yield from _limits(found, found.effects.effects, labels)
    yield "</body></html>"


def _frontier(found: Exploration, frontier: Frontier, labels: Labels) -> Iterator[str]:
    say = labels.say
    yield f"<section><h2>{_safe(say('part.frontier'))}</h2>"
    # On a phone the plot keeps its size and is drawn sideways with the finger.
    curve = curve_svg(frontier_curve(found, frontier, labels))
    yield f'<div class="plot">{curve}</div>'
    yield _small(say("frontier.rule"), say("frontier.held"))
    if found.alternatives is not None:
        yield _small(*sentences_of(found.alternatives, found, labels))
    yield "</section>"


def frontier_curve(found: Exploration, frontier: Frontier, labels: Labels) -> Curve:
    """Return the plot of the frontier, with the plan, alternatives and targets."""
    say = labels.say
    dots = [
        Dot(
            point.covered,
            minutes_of(point.trips_s),
            is_open=not point.proven,
            low=None if point.bound_s is None else minutes_of(point.bound_s),
            hint=f"{point.covered} · {minutes_of(point.trips_s):.1f}",
        )
        for point in frontier.points
    ]
    entries = [("dot", BLUE, say("legend.proven"))]
    if any(not point.proven for point in frontier.points):
        entries.append(("ring", BLUE, say("legend.open")))
    entries.append(("diamond", ORANGE, say("legend.plan")))
    if found.outcomes:
        entries.append(("frame", GREEN, say("legend.alternative")))
    return Curve(
        title=say("frontier.plot"),
        x_title=say("frontier.x"),
        y_title=say("frontier.y"),
        dots=dots,
        marks=list(_marks(found, labels)),
        lines=[
            Line(needed, say("frontier.target", year=year, pct=pct, needed=needed))
            for year, pct, needed in targets_of(found)
        ],
        legend=entries,
    )


def _marks(found: Exploration, labels: Labels) -> Iterator[Mark]:
    """Yield the alternatives, then the plan above them."""
    for figures in found.alternative_figures:
        yield Mark(figures.covered, minutes_of(figures.trips_s), "", GREEN, "frame")
    own = found.figures
    minutes = minutes_of(own.trips_s)
    words = labels.say("frontier.plan", covered=own.covered, minutes=f"{minutes:.0f}")
    yield Mark(own.covered, minutes, words, ORANGE, side="left")


def _limits(
    found: Exploration, effects: tuple[Effect, ...], labels: Labels
) -> Iterator[str]:
    say = labels.say
    yield f"<section><h2>{_safe(say('part.limits'))}</h2>"
    yield _small(say("limits.rule"))
    yield "</section>"
    for key, group in plotted(effects):
        yield f"<section><h3>{_safe(say(f'limit.{key}'))}</h3>"
        yield '<div class="row">'
        yield from (steps_svg(plot) for plot in limit_plots(found, group, labels))
        yield "</div></section>"


def plotted(effects: tuple[Effect, ...]) -> list[tuple[str, list[Effect]]]:
    """Return the effects by key; load without a limit stands with each of its keys."""
    by_key: dict[str, list[Effect]] = {}
    for effect in effects:
        by_key.setdefault(effect.variant.key, []).append(effect)
    rules = by_key.pop("load.rules", [])
    loads = [key for key in by_key if key.startswith("load.")]
    for key in loads:
        by_key[key].extend(rules)
    if rules and not loads:
        by_key["load.rules"] = rules
    return list(by_key.items())


def limit_plots(
    found: Exploration, group: list[Effect], labels: Labels
) -> Iterator[Steps]:
    """Yield the plots of one limit: coverage, need, travel."""
    say = labels.say
    names = [value_text(effect.variant, labels) for effect in group]
    own = next((i for i, e in enumerate(group) if e.variant.is_own), None)
    has_target = bool(found.loaded.case.policy.coverage.targets)
    needed = group[0].needed
    line = Line(needed, f"{say('legend.needed')} {needed}") if has_target else None
    series: list[tuple[str, list[float | None], Line | None, int]] = [
        (say("col.covered"), [e.figures.covered for e in group], line, 0),
        (say("col.need"), [e.figures.values["need"] for e in group], None, 0),
        (
            say("col.generalised"),
            [e.figures.values["travel"] / 60 for e in group],
            None,
            0,
        ),
    ]
    for title, values, target, digits in series:
        yield Steps(
            title=title,
            names=names,
            values=values,
            is_open=[not effect.proven for effect in group],
            own=own,
            line=target,
            digits=digits,
        )


def _small(*sentences: str) -> str:
    told = " ".join(sentence for sentence in sentences if sentence)
    return f'<p class="small">{_safe(told)}</p>'


def _safe(text: str) -> str:
    return escape(plain(text), quote=True)
