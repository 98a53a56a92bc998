"""Annex of a plan for paper: sheets of the map and the list, as PDF and PNG.

Drawn in vectors by this package and set by typst; no browser is needed. What may be
shown is decided by the mode of the map, see :mod:`optimizer.report.map.fields`.
"""

from __future__ import annotations

from optimizer.report.annex_map.document import annex_document
from optimizer.report.annex_map.sheet import PAPERS_MM
from optimizer.report.annex_map.typesetting import Typesetter

__all__ = ["PAPERS_MM", "Typesetter", "annex_document"]
