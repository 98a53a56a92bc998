"""Checks of the school table: one small rule per code, all in one registry."""

from __future__ import annotations

from optimizer.ingest.checks import (
    alliances as alliances,
)
from optimizer.ingest.checks import (
    codes as codes,
)
from optimizer.ingest.checks import (
    figures as figures,
)
from optimizer.ingest.checks import (
    identity as identity,
)
from optimizer.ingest.checks import (
    places as places,
)
from optimizer.ingest.checks import (
    writings as writings,
)
from optimizer.ingest.checks.registry import CHECKS, Check, Finding, run_checks

__all__ = ["CHECKS", "Check", "Finding", "run_checks"]
