"""Styles of the layers for QGIS, as QML.

The text is made as a tree of elements, so that whatever stands in a name stays text.
Properties of symbols are written as ``prop``, which every QGIS 3 reads. Colours come
from the field ``colour`` of each row and are those of the map; the number in a symbol
tells alliances apart without them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from optimizer.domain import TravelSource
from optimizer.report.gis import fields
from optimizer.report.gis.layers import Layers
from optimizer.report.map.palette import PALETTE, text_colour

_HEAD = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
_VERSION = "3.22"
_DARK, _GREY, _WHITE = "#2b3440", "#59636e", "#ffffff"
_BY_EXPRESSION = "3"
"""Kind of a property of a symbol that is worked out from an expression."""

_SHAPES = {"core": "square", "point": "triangle", "new": "diamond"}
"""Shapes of the kinds, as on the map; the others are circles."""

_DASHES = {str(TravelSource.ESTIMATE): "dash", "": "dot"}
"""Lines of the sources; trips that were measured on roads are solid."""

_BANDS = ("#08519c", "#3182bd", "#6baed6", "#9ecae1", "#c6dbef")
"""Areas by minutes, from near to far: one hue, dark to light."""


@dataclass(frozen=True)
class _Part:
    """One layer of a symbol: its class, its properties, and those from a field."""

    kind: str
    properties: Mapping[str, str]
    bound: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Symbol:
    kind: str
    parts: Sequence[_Part]
    alpha: str = "1"


_Category = tuple[str, str, _Symbol]
"""Value, words of the legend, symbol."""


def style_of(layers: Layers, layer: str) -> str:
    """Return the style of a layer: its symbols, labels, and headings of its table."""
    named = layer == "schools"
    version = {"version": _VERSION, "labelsEnabled": "1" if named else "0"}
    root = ET.Element("qgis", version)
    if layer == "isochrones":
        _rules(root, layers)
    elif layer in _CATEGORIES:
        attribute, categories = _CATEGORIES[layer]
        renderer = _categorized(root, attribute, list(categories(layers)))
        if named:
            _order(renderer)
    if named:
        _labels(root)
    _table(root, layers, layer)
    return _HEAD + ET.tostring(root, encoding="unicode")


def _schools(layers: Layers) -> Iterator[_Category]:
    kinds = next(f for f in layers.fields("schools") if f.name == "school_kind")
    for kind, code in fields.values(kinds, internal=layers.is_internal):
        symbol = _outside(kind) if kind in fields.OUTSIDE else _numbered(kind)
        yield kind, layers.labels.say(code), symbol


def _numbered(kind: str) -> _Symbol:
    """Return the symbol of a school in an alliance, with the alliance's number."""
    size = {"core": "5.6", "point": "5"}.get(kind, "4.4")
    body = {
        "name": _SHAPES.get(kind, "circle"),
        "color": _rgba(_GREY),
        "outline_color": _rgba(_WHITE),
        "outline_width": "0.3",
        "size": size,
        "size_unit": "MM",
    }
    if kind == "weak":
        body |= {"outline_color": _rgba(_DARK), "outline_width": "0.7"}
    number = {
        "chr": "",
        "font": "Arial",
        "color": _rgba(_WHITE),
        "outline_color": _rgba(_WHITE),
        "outline_width": "0",
        "size": "2.4",
        "size_unit": "MM",
        "offset": "0,0.6" if kind == "point" else "0,0",
        "offset_unit": "MM",
    }
    return _Symbol(
        "marker",
        [
            _Part("SimpleMarker", body, {"fillColor": '"colour"'}),
            _Part("FontMarker", number, {"char": _NUMBER, "fillColor": _ink()}),
        ],
    )


_NUMBER = "coalesce(to_string(\"alliance_no\"), '')"


def _ink() -> str:
    """Return the expression of the colour that is read on that of the row."""
    inks = " ".join(f"WHEN '{c}' THEN '{text_colour(c)}'" for c in PALETTE)
    return f'CASE "colour" {inks} END'


def _outside(kind: str) -> _Symbol:
    """Return the symbol of a school in no alliance: a ring with a cross, or a dot."""
    left = kind == "uncovered"
    ring = {
        "name": "circle",
        "color": _rgba(_WHITE),
        "outline_color": _rgba(_GREY),
        "outline_width": "0.4" if left else "0.2",
        "size": "2.8" if left else "1.6",
        "size_unit": "MM",
    }
    cross = {**ring, "name": "cross2", "size": "1.3"}
    parts = [_Part("SimpleMarker", ring)]
    return _Symbol("marker", [*parts, _Part("SimpleMarker", cross)] if left else parts)


def _alliances(layers: Layers) -> Iterator[_Category]:
    for row in layers.alliances:
        # Legends of print layouts would work out what stands between [% and %].
        name = str(row["name"]).replace("[%", "[ %")
        label = layers.labels.say("gis.alliance", number=row["number"], name=name)
        halo = {
            "name": "circle",
            "color": _rgba(row["colour"]),
            "outline_style": "no",
            "size": "9",
            "size_unit": "MM",
        }
        symbol = _Symbol("marker", [_Part("SimpleMarker", halo)], alpha="0.3")
        yield str(row["number"]), label, symbol


def _lines(layers: Layers, width: str) -> Iterator[_Category]:
    for source in (*(str(s) for s in TravelSource), ""):
        known = layers.labels.source(source)
        line = {
            "line_color": _rgba(_GREY),
            "line_style": _DASHES.get(source, "solid"),
            "line_width": width,
            "line_width_unit": "MM",
        }
        part = _Part("SimpleLine", line, {"outlineColor": '"colour"'})
        yield source, known, _Symbol("line", [part])


_CATEGORIES = {
    "schools": ("school_kind", _schools),
    "alliances": ("number", _alliances),
    "spokes": ("travel_source", lambda layers: _lines(layers, "0.4")),
    "routes": ("travel_source", lambda layers: _lines(layers, "0.8")),
}


def _categorized(
    root: ET.Element, attribute: str, categories: Sequence[_Category]
) -> ET.Element:
    renderer = ET.SubElement(root, "renderer-v2")
    renderer.attrib |= {"type": "categorizedSymbol", "attr": attribute}
    listed = ET.SubElement(renderer, "categories")
    symbols = ET.SubElement(renderer, "symbols")
    for number, (value, label, symbol) in enumerate(categories):
        found = ET.SubElement(listed, "category")
        found.attrib |= {"value": value, "label": label, "symbol": str(number)}
        found.set("render", "true")
        _symbol(symbols, str(number), symbol)
    return renderer


def _order(renderer: ET.Element) -> None:
    """Draw cores over members, and these over the schools in no alliance."""
    renderer.set("enableorderby", "1")
    orders = ET.SubElement(renderer, "orderby")
    clause = ET.SubElement(orders, "orderByClause", {"asc": "1", "nullsFirst": "1"})
    clause.text = "CASE \"role\" WHEN 'core' THEN 2 WHEN 'member' THEN 1 ELSE 0 END"


def _rules(root: ET.Element, layers: Layers) -> None:
    """Draw the areas around any core; those of each core are there to be ticked."""
    say = layers.labels.say
    renderer = ET.SubElement(root, "renderer-v2", {"type": "RuleRenderer"})
    rules = ET.SubElement(renderer, "rules", {"key": "all"})
    symbols = ET.SubElement(renderer, "symbols")
    minutes = sorted({row["minutes"] for row in layers.isochrones}, reverse=True)
    groups = {"any": "\"centre_id\" = ''", "each": "\"centre_id\" <> ''"}
    for key, filtered in groups.items():
        label = say(f"gis.{key}_core")
        group = ET.SubElement(rules, "rule", {"key": key, "label": label})
        group.set("filter", filtered)
        if key == "each":
            group.set("checkstate", "0")
        for place, within in enumerate(minutes):
            rule = ET.SubElement(group, "rule", {"key": f"{key}{place}"})
            rule.set("filter", f'"minutes" = {within:g}')
            rule.set("label", say("gis.within", minutes=f"{within:g}"))
            rule.set("symbol", str(place))
    for place in range(len(minutes)):
        _symbol(symbols, str(place), _area(len(minutes) - 1 - place))


def _area(place: int) -> _Symbol:
    """Return the symbol of the areas that are ``place``-th, from near to far."""
    colour = _BANDS[min(place, len(_BANDS) - 1)]
    fill = {
        "color": _rgba(colour),
        "style": "solid",
        "outline_color": _rgba(colour),
        "outline_width": "0.2",
    }
    return _Symbol("fill", [_Part("SimpleFill", fill)], alpha="0.45")


def _symbol(parent: ET.Element, name: str, symbol: _Symbol) -> None:
    facts = {"type": symbol.kind, "name": name, "alpha": symbol.alpha}
    drawn = ET.SubElement(parent, "symbol", facts)
    for part in symbol.parts:
        layer = ET.SubElement(drawn, "layer", {"class": part.kind, "enabled": "1"})
        layer.set("pass", "0")
        for key, value in part.properties.items():
            ET.SubElement(layer, "prop", {"k": key, "v": value})
        if part.bound:
            _bind(layer, part.bound)


def _bind(layer: ET.Element, bound: Mapping[str, str]) -> None:
    """Write the properties that are worked out for each row."""
    outer = ET.SubElement(layer, "data_defined_properties")
    collection = _map(outer)
    _option(collection, "name", "")
    properties = _map(collection, "properties")
    for key, expression in bound.items():
        one = _map(properties, key)
        _option(one, "active", "true", "bool")
        _option(one, "expression", expression)
        _option(one, "type", _BY_EXPRESSION, "int")
    _option(collection, "type", "collection")


def _map(parent: ET.Element, name: str | None = None) -> ET.Element:
    named = {} if name is None else {"name": name}
    return ET.SubElement(parent, "Option", {**named, "type": "Map"})


def _option(parent: ET.Element, name: str, value: str, kind: str = "QString") -> None:
    ET.SubElement(parent, "Option", {"name": name, "type": kind, "value": value})


def _labels(root: ET.Element) -> None:
    """Name the schools, without names that would cover others."""
    labeling = ET.SubElement(root, "labeling", {"type": "simple"})
    settings = ET.SubElement(labeling, "settings")
    style = {
        "fieldName": "name",
        "isExpression": "0",
        "fontSize": "8",
        "fontSizeUnit": "Point",
        "textColor": _rgba(_DARK),
    }
    text = ET.SubElement(settings, "text-style", style)
    buffer = {
        "bufferDraw": "1",
        "bufferSize": "0.8",
        "bufferSizeUnits": "MM",
        "bufferColor": _rgba(_WHITE),
    }
    ET.SubElement(text, "text-buffer", buffer)
    ET.SubElement(
        settings, "placement", {"placement": "6", "offsetType": "1", "dist": "0.6"}
    )


def _table(root: ET.Element, layers: Layers, layer: str) -> None:
    """Head the columns in words, and show what codes mean instead of the codes."""
    say = layers.labels.say
    shown = layers.fields(layer)
    configuration = ET.SubElement(root, "fieldConfiguration")
    aliases = ET.SubElement(root, "aliases")
    for number, one in enumerate(shown, start=1):
        heading = {"field": one.name, "index": str(number), "name": layers.meaning(one)}
        ET.SubElement(aliases, "alias", heading)
        coded = fields.values(one, internal=layers.is_internal)
        meant = [(value, say(code)) for value, code in coded]
        if meant and one.name not in fields.SEVERAL:
            _value_map(ET.SubElement(configuration, "field", {"name": one.name}), meant)


def _value_map(parent: ET.Element, meant: Sequence[tuple[str, str]]) -> None:
    widget = ET.SubElement(parent, "editWidget", {"type": "ValueMap"})
    config = _map(ET.SubElement(widget, "config"))
    listed = ET.SubElement(config, "Option", {"name": "map", "type": "List"})
    for value, words in meant:
        _option(_map(listed), words, value)


def _rgba(colour: str) -> str:
    """Return a colour of six hexadecimal digits as QGIS writes it.

    Examples
    --------
    >>> _rgba("#0072B2")
    '0,114,178,255'
    """
    return ",".join([*(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5)), "255"])
