"""The fill-in workbook: what planners are handed to enter their schools."""

from __future__ import annotations

from optimizer.report.template.book import write_template
from optimizer.report.template.fields import Choices, County

__all__ = ["Choices", "County", "write_template"]
