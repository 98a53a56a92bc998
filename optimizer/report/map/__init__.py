"""The plan on a map: one HTML file that opens from disk without any network."""

from __future__ import annotations

from optimizer.report.map.blob import Shown
from optimizer.report.map.context import MapContext
from optimizer.report.map.page import render_map

__all__ = ["MapContext", "Shown", "render_map"]
