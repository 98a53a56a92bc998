"""The page itself: a folium map without tiles, our panel beside it."""

from __future__ import annotations

import html
from dataclasses import replace

import folium
from branca.element import Figure, MacroElement
from folium.template import Template

from optimizer.case import Case
from optimizer.messages import Lang
from optimizer.plan import Plan
from optimizer.report.labels import plain
from optimizer.report.map import assets
from optimizer.report.map.blob import Shown, build_blob
from optimizer.report.map.context import MapContext
from optimizer.report.map.records import page_title
from optimizer.report.map.wording import Words

_HTML_LANG: dict[Lang, str] = {"zh": "zh-CN", "en": "en"}


class _BareMap(folium.Map):
    """folium's map with Leaflet alone: no jQuery, no Bootstrap, a fixed id."""

    _template = Template(
        """
        {% macro header(this, kwargs) %}
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
        {% endmacro %}
        {% macro html(this, kwargs) %}
            <div class="folium-map" id={{ this.get_name()|tojson }}></div>
        {% endmacro %}
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }},
                Object.assign({{ this.options|tojavascript }},
                    {center: {{ this.location|tojson }}}));
        {% endmacro %}
        """
    )

    def __init__(self) -> None:
        super().__init__(
            location=[0, 0],
            zoom_start=2,
            tiles=None,
            zoom_control=False,
            attribution_control=False,
            zoom_snap=0.25,
            wheel_px_per_zoom_level=100,
        )
        self._id = "plan"
        self.default_js = [("leaflet", "asset:leaflet.js")]
        self.default_css = [("leaflet_css", "asset:leaflet.css")]


class _PlanPanel(MacroElement):
    """Our scripts, styles and the plan as JSON; markers only, filled in later."""

    _template = Template(
        """
        {% macro header(this, kwargs) %}
            <link rel="stylesheet" href="asset:page.css"/>
        {% endmacro %}
        {% macro html(this, kwargs) %}
            <noscript><!--asset:noscript--></noscript>
            <script type="application/json" id="plan-data"><!--asset:plan--></script>
            <script src="asset:page.js"></script>
        {% endmacro %}
        {% macro script(this, kwargs) %}
            startPage({{ this._parent.get_name() }});
        {% endmacro %}
        """
    )

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "PlanPanel"
        self._id = "plan"


def render_map(
    case: Case,
    plan: Plan,
    context: MapContext,
    lang: Lang = "zh",
    other: Shown | None = None,
    label: str = "",
) -> str:
    """Draw a plan as one HTML page that needs no network.

    The mode of the map (``report.map_mode`` of the policy) decides what the page
    may hold; see :mod:`optimizer.report.map.blob`. Texts from files are data: they
    travel as JSON and are shown with ``textContent`` only. The browser is told to
    run no script but those in the page.

    Parameters
    ----------
    case, plan
        The facts, and a plan of them.
    context
        Backdrop and notice.
    lang
        Language of everything but names.
    other
        A second plan to compare with, on the backdrop of the first.
    label
        What the page calls the first plan beside a second one.

    Returns
    -------
    str
        The page. Same input, same text, on any machine.

    Raises
    ------
    PlanError
        If a plan names a school its case does not have, or the modes differ.
    ModelError
        If the page would ask for anything outside itself.
    """
    words = Words(lang)
    first = Shown(case, plan, context, label)
    shown = [first, *([] if other is None else [other])]
    base = _BareMap()
    base.add_child(_PlanPanel())
    figure = Figure(title="<!--asset:title-->")
    figure.add_child(base)
    skeleton = figure.render().replace("<html>", f'<html lang="{_HTML_LANG[lang]}">', 1)
    return assets.assemble(
        skeleton,
        {
            "title": _text(page_title(plan, words)),
            "noscript": _text(words.ui()["noscript"]),
            "plan": assets.to_json(build_blob(_labelled(shown, words), words)),
        },
    )


def _labelled(shown: list[Shown], words: Words) -> list[Shown]:
    """Name two plans by their place, and by their versions where these differ."""
    if len(shown) < 2:
        return shown
    versions = [one.plan.version for one in shown]
    differ = all(versions) and versions[0] != versions[1]
    named = []
    for place, one in zip(("first", "second"), shown, strict=True):
        name = words.say(f"map.plan.{place}")
        if differ:
            facts = {"name": name, "version": one.plan.version}
            name = words.say("map.plan.version", **facts)
        named.append(replace(one, label=one.label or name))
    return named


def _text(value: str) -> str:
    """Return text for the inside of an element."""
    return html.escape(plain(value)).replace("/", "&#47;")
