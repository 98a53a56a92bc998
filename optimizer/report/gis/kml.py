"""The plan as KML 2.2, a folder for each alliance, for 奥维 (Ovital) and the like.

The text is made as a tree of elements in the order of the schema. Descriptions may be
read as HTML, so what stands in them is escaped as HTML first: a name stays text in
either reading. There are no links, scripts or pictures from elsewhere.
"""

from __future__ import annotations

import html
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from xml.etree import ElementTree as ET

from optimizer.report.gis import fields
from optimizer.report.gis.about import version_line
from optimizer.report.gis.layers import Layers, Row
from optimizer.report.map.palette import PALETTE

_NAMESPACE = "http://www.opengis.net/kml/2.2"
_GREY = "#59636e"
_HIDDEN = frozenset(
    {
        *("name", "number", "colour", "school_kind", "reason", "alliance_id"),
        *("core_id", "county_code", "type_code", "region_code"),
    }
)
"""Fields that a description leaves to the data beside it: codes, and what is in the
name already."""


def kml(layers: Layers) -> str:
    """Return the plan as KML; schools without a position are named in a description."""
    return _Kml(layers).text()


@dataclass(frozen=True, eq=False)
class _Kml:
    layers: Layers

    def text(self) -> str:
        root = ET.Element("kml", {"xmlns": _NAMESPACE})
        document = ET.SubElement(root, "Document")
        title = self.layers.labels.title()
        self._head(document, title, self._about())
        self._styles(document)
        for row in self.layers.alliances:
            self._alliance(document, row)
        for role in fields.OUTSIDE:
            self._left_out(document, role)
        ET.indent(root, " ")
        head = '<?xml version="1.0" encoding="UTF-8"?>\n'
        return head + ET.tostring(root, encoding="unicode") + "\n"

    @cached_property
    def _by_alliance(self) -> dict[int | None, list[Row]]:
        """Schools by number of alliance, those in none under ``None``."""
        found: dict[int | None, list[Row]] = defaultdict(list)
        for row in self.layers.schools:
            found[row["alliance_no"]].append(row)
        return found

    def _about(self) -> list[str]:
        grid, labels = self.layers.grid, self.layers.labels
        lines = [labels.say(grid.degree_code, epsg=4326), *version_line(labels)]
        keys = ("notice", "mode", "geometry", "places")
        rows = self.layers.about
        said = (r for r in rows if r["key"] in keys or r["key"].startswith("statement"))
        return [*lines, *(r[self.layers.lang] for r in said if r[self.layers.lang])]

    def _styles(self, document: ET.Element) -> None:
        used = {row["colour"] for row in self.layers.alliances}
        for colour in (c for c in PALETTE if c in used):
            self._style(document, f"core-{colour[1:]}", colour, "1.3")
            self._style(document, f"member-{colour[1:]}", colour, "0.9")
            self._style(document, f"line-{colour[1:]}", colour, None)
        for role in fields.OUTSIDE:
            self._style(document, role, _GREY, "0.6")

    def _style(
        self, parent: ET.Element, key: str, colour: str, scale: str | None
    ) -> None:
        style = ET.SubElement(parent, "Style", {"id": key})
        if scale is None:
            line = ET.SubElement(style, "LineStyle")
            _text(line, "color", _abgr(colour))
            _text(line, "width", "2")
            return
        icon = ET.SubElement(style, "IconStyle")
        _text(icon, "color", _abgr(colour))
        _text(icon, "scale", scale)

    def _alliance(self, document: ET.Element, row: Row) -> None:
        labels, number = self.layers.labels, row["number"]
        folder = ET.SubElement(document, "Folder")
        name = labels.say("gis.alliance", number=number, name=row["name"])
        schools = self._by_alliance[number]
        facts = self._facts("alliances", row)
        self._head(folder, name, [*facts, *self._unlocated(schools)])
        for role in ("core", "member"):
            for school in (s for s in schools if s["role"] == role):
                self._point(folder, school, f"{role}-{row['colour'][1:]}")
        for spoke in (s for s in self.layers.spokes if s["alliance_no"] == number):
            self._line(folder, spoke)

    def _left_out(self, document: ET.Element, role: str) -> None:
        labels = self.layers.labels
        schools = [s for s in self._by_alliance[None] if s["role"] == role]
        folder = ET.SubElement(document, "Folder")
        count = labels.say("gis.kml.schools", n=len(schools))
        said = [count, *self._unlocated(schools)]
        self._head(folder, labels.say(f"gis.role.{role}"), said)
        for school in schools:
            self._point(folder, school, role)

    def _unlocated(self, schools: Sequence[Row]) -> Iterator[str]:
        labels = self.layers.labels
        names = [s["name"] for s in schools if s["at"] is None]
        if names:
            joined = labels.say("list.comma").join(names)
            yield labels.say("gis.kml.unlocated", n=len(names), names=joined)

    def _point(self, folder: ET.Element, row: Row, style: str) -> None:
        if row["at"] is None:
            return
        mark = ET.SubElement(folder, "Placemark")
        self._head(mark, row["name"], self._facts("schools", row))
        _text(mark, "styleUrl", f"#{style}")
        self._data(mark, "schools", row)
        point = ET.SubElement(mark, "Point")
        _text(point, "coordinates", _lonlat(row["at"]))

    def _line(self, folder: ET.Element, row: Row) -> None:
        facts = {"core": row["core"], "member": row["name"]}
        mark = ET.SubElement(folder, "Placemark")
        name = self.layers.labels.say("gis.kml.line", **facts)
        self._head(mark, name, self._facts("spokes", row))
        _text(mark, "styleUrl", f"#line-{row['colour'][1:]}")
        self._data(mark, "spokes", row)
        line = ET.SubElement(mark, "LineString")
        _text(line, "tessellate", "1")
        _text(line, "coordinates", " ".join(map(_lonlat, row["at"])))

    def _facts(self, layer: str, row: Row) -> Iterator[str]:
        """Yield what is known of a row in words, a line each."""
        say = self.layers.labels.say
        hidden = _HIDDEN if self.layers.is_internal else _HIDDEN | fields.KEYED
        for field in self.layers.fields(layer):
            value = row[field.name]
            if value in (None, "") or field.name in hidden:
                continue
            label = self.layers.meaning(field)
            said = self._said(field, str(value))
            yield say("gis.kml.fact", label=label, value=said)

    def _said(self, field: fields.Field, value: str) -> str:
        labels, internal = self.layers.labels, self.layers.is_internal
        words = dict(fields.values(field, internal=internal))
        parts = value.split(",") if field.name in fields.SEVERAL else [value]
        told = (labels.say(words[p]) if p in words else p for p in parts)
        return labels.say("list.comma").join(told)

    def _data(self, mark: ET.Element, layer: str, row: Row) -> None:
        extended = ET.SubElement(mark, "ExtendedData")
        for name in self.layers.names(layer):
            if row[name] is not None and name != "name":
                data = ET.SubElement(extended, "Data", {"name": name})
                _text(data, "value", str(row[name]))

    @staticmethod
    def _head(parent: ET.Element, name: str, lines: Iterable[str]) -> None:
        _text(parent, "name", name)
        said = "\n".join(html.escape(line, quote=False) for line in lines)
        _text(parent, "description", said)


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _lonlat(at: Any) -> str:
    return f"{at[0]},{at[1]}"


def _abgr(colour: str) -> str:
    """Return a colour as KML writes it: opacity, blue, green, red.

    Examples
    --------
    >>> _abgr("#0072B2")
    'ffb27200'
    """
    red, green, blue = (colour[i : i + 2] for i in (1, 3, 5))
    return f"ff{blue}{green}{red}".lower()
