"""Checks of the school table: one small rule per code, all in one registry.

``python -m optimizer.ingest.checks`` writes the list of them, ``data/CHECKS.md``.
"""

from __future__ import annotations

from optimizer.ingest.checks import (
    alliances as alliances,
)
from optimizer.ingest.checks import (
    borders as borders,
)
from optimizer.ingest.checks import (
    codes as codes,
)
from optimizer.ingest.checks import (
    duplicates as duplicates,
)
from optimizer.ingest.checks import (
    figures as figures,
)
from optimizer.ingest.checks import (
    identifiers as identifiers,
)
from optimizer.ingest.checks import (
    identity as identity,
)
from optimizer.ingest.checks import (
    parents as parents,
)
from optimizer.ingest.checks import (
    places as places,
)
from optimizer.ingest.checks import (
    ratios as ratios,
)
from optimizer.ingest.checks import (
    stages as stages,
)
from optimizer.ingest.checks import (
    status as status,
)
from optimizer.ingest.checks import (
    town_names as town_names,
)
from optimizer.ingest.checks import (
    units as units,
)
from optimizer.ingest.checks import (
    writings as writings,
)
from optimizer.ingest.checks import (
    years as years,
)
from optimizer.ingest.checks.registry import CHECKS, Check, Finding, run_checks

__all__ = ["CHECKS", "Check", "Finding", "run_checks"]
