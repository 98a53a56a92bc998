"""What stands beside the GIS files: a text that explains them, and names of fields.

Both open in the editor and the spreadsheet of an old office PC: UTF-8 with its mark,
lines ended as Windows ends them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from optimizer.report.gis.about import version_line
from optimizer.report.gis.fields import Field, values
from optimizer.report.gis.frames import GEOMETRY
from optimizer.report.gis.layers import Layers
from optimizer.report.gis.shapefile import MOST_BYTES, Shapefiles

ENCODING = "utf-8-sig"
_NOTES = ("alliances", "spokes", "isochrones")
"""Layers of which more must be said than their name."""


def explanation(layers: Layers, shapes: Shapefiles, files: Mapping[str, str]) -> str:
    """Return the text that explains the files.

    Parameters
    ----------
    layers, shapes
        What was written.
    files
        What each file is, by its name.
    """
    say = layers.labels.say
    parts = {
        "files": [say("gis.kml.fact", label=k, value=v) for k, v in files.items()],
        "crs": list(_systems(layers)),
        "layers": list(_layers(layers)),
        "fields": list(_fields(layers)),
        "statements": _statements(layers),
        "cut": list(_cuts(layers, shapes)),
    }
    rows = {row["key"]: row[layers.lang] for row in layers.about}
    lines = [say("gis.note.title"), rows["title"], *version_line(layers.labels)]
    lines.append(say("gis.note.digest", digest=rows["plan_sha256"]))
    lines += [rows[key] for key in ("notice", "mode", "places") if rows.get(key)]
    for part, said in parts.items():
        lines += ["", say(f"gis.note.{part}"), *said]
    return _windows(lines)


def mapping(layers: Layers, shapes: Shapefiles) -> str:
    """Return the table of short and full names of the fields of the shapefiles."""
    say = layers.labels.say
    heads = ("layer", "short", "name", "meaning", "kind", "values")
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([say(f"gis.mapping.{head}") for head in heads])
    for layer in shapes.written:
        for field in layers.fields(layer):
            kind = say(f"gis.kind_of.{field.kind}")
            meaning, coded = layers.meaning(field), _coded(layers, field)
            writer.writerow([layer, field.short, field.name, meaning, kind, coded])
    return text.getvalue()


def _systems(layers: Layers) -> Iterator[str]:
    say, grid = layers.labels.say, layers.grid
    yield say(grid.code, **grid.facts)
    if grid.code != grid.degree_code:
        yield say("gis.note.degrees", said=say(grid.degree_code, epsg=4326))
    yield say("gis.note.kml_crs", crs=grid.degree_name)


def _layers(layers: Layers) -> Iterator[str]:
    say = layers.labels.say
    written = [layer for layer in GEOMETRY if layers.has(layer)]
    for layer in written:
        title, count = say(f"gis.layer.{layer}"), len(layers.rows(layer))
        yield say("gis.note.layer", name=layer, title=title, n=count)
    yield from (say(f"gis.note.{layer}") for layer in _NOTES if layer in written)


def _fields(layers: Layers) -> Iterator[str]:
    say = layers.labels.say
    for layer in (layer for layer in GEOMETRY if layers.has(layer)):
        yield say(f"gis.layer.{layer}")
        for field in layers.fields(layer):
            meaning, coded = layers.meaning(field), _coded(layers, field)
            said = f"{meaning} [{coded}]" if coded else meaning
            yield say(
                "gis.note.field", name=field.name, short=field.short, meaning=said
            )


def _coded(layers: Layers, field: Field) -> str:
    """Return what the codes of a field mean; empty if it has none."""
    say = layers.labels.say
    return say("list.stop").join(
        say("gis.note.value", value=value, meaning=say(code))
        for value, code in values(field, internal=layers.is_internal)
    )


def _statements(layers: Layers) -> list[str]:
    return [
        row[layers.lang] for row in layers.about if row["key"].startswith("statement")
    ]


def _cuts(layers: Layers, shapes: Shapefiles) -> Iterator[str]:
    say = layers.labels.say
    found = list(shapes.cuts())
    if not found:
        yield say("gis.note.uncut")
        return
    yield say("gis.note.cut_why", bytes=MOST_BYTES)
    for cut in found:
        names = {"field": cut.field.name, "short": cut.field.short}
        facts = {"row": cut.row, "kept": cut.kept, "total": cut.total}
        yield say("gis.note.cut_row", layer=cut.layer, **names, **facts)


def _windows(lines: list[str]) -> str:
    return "".join(f"{line}\r\n" for line in lines)
