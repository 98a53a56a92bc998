"""The plan as a GeoPackage that QGIS opens with its styles.

QGIS looks for the style of a layer in the table ``layer_styles`` of the same file,
which must be registered as a table of attributes; other programs ignore it.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from optimizer.report.gis.frames import DAY, GEOMETRY, fixed_date, frame_of, write_frame
from optimizer.report.gis.layers import Layers
from optimizer.report.gis.styles import style_of

_DRIVER = "GPKG"
_STYLES = "layer_styles"
_AS_QGIS = {"FID": "id", "DATETIME_PRECISION": "MILLISECOND"}
"""Key and times of the table of styles as QGIS makes them."""


def write_package(layers: Layers, path: Path) -> None:
    """Write the layers as a GeoPackage; an older file is replaced."""
    path.unlink(missing_ok=True)
    written = [layer for layer in GEOMETRY if layers.has(layer)]
    with fixed_date():
        for layer in written:
            title = {"DESCRIPTION": layers.labels.say(f"gis.layer.{layer}")}
            frame = frame_of(layers, layer)
            kind = GEOMETRY[layer]
            write_frame(frame, path, layer, kind, driver=_DRIVER, options=title)
        styles = _styles(layers, written)
        write_frame(styles, path, _STYLES, None, driver=_DRIVER, options=_AS_QGIS)


def _styles(layers: Layers, written: list[str]) -> pd.DataFrame:
    """Return the table of styles in the form that QGIS reads and writes."""
    rows = [
        {
            "f_table_catalog": "",
            "f_table_schema": "",
            "f_table_name": layer,
            "f_geometry_column": "" if GEOMETRY[layer] is None else "geom",
            "styleName": layer,
            "styleQML": style_of(layers, layer),
            "styleSLD": "",
            "useAsDefault": True,
            "description": layers.labels.say(f"gis.layer.{layer}"),
            "owner": "",
            "ui": "",
            "update_time": pd.Timestamp(f"{DAY}T00:00:00Z"),
        }
        for layer in written
    ]
    return pd.DataFrame(rows)
