"""Checks of existing alliances."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from optimizer.domain import Severity
from optimizer.ingest.checks.registry import Finding, check, unread
from optimizer.ingest.sheet import Record, Sheet


def _groups(sheet: Sheet) -> dict[str, list[Record]]:
    """Return the rows of each existing alliance."""
    groups: dict[str, list[Record]] = defaultdict(list)
    for record in sheet.records:
        if record.raw["alliance_id"]:
            groups[record.raw["alliance_id"]].append(record)
    return groups


@check("D173", Severity.ERROR)
def unknown_role(sheet: Sheet) -> Iterator[Finding]:
    """Find roles in an alliance that are neither core nor member."""
    return unread(sheet, ["alliance_role"])


@check("D174", Severity.ERROR)
def half_alliance(sheet: Sheet) -> Iterator[Finding]:
    """Find rows with an alliance and no role, or a role and no alliance."""
    for record in sheet.records:
        alliance_id, role = record.raw["alliance_id"], record.raw["alliance_role"]
        if bool(alliance_id) != bool(role):
            column = "alliance_role" if alliance_id else "alliance_id"
            yield Finding(record.row, column, alliance_id or role)


@check("D175", Severity.ERROR)
def not_one_core(sheet: Sheet) -> Iterator[Finding]:
    """Find alliances that do not have exactly one core."""
    for alliance_id, records in _groups(sheet).items():
        roles = [record.raw["alliance_role"] for record in records]
        cores = [r for r in records if r.values["alliance_role"] == "core"]
        is_readable = all(r.values["alliance_role"] for r in records) and all(roles)
        if is_readable and len(cores) != 1:
            text = f"{alliance_id}: {len(cores)}"
            yield Finding((cores or records)[-1].row, "alliance_role", text)


@check("D176", Severity.WARNING)
def alliance_across_counties(sheet: Sheet) -> Iterator[Finding]:
    """Find alliances with schools of several counties."""
    for alliance_id, records in _groups(sheet).items():
        counties = {r.values["county_code"] for r in records} - {None}
        if len(counties) > 1:
            text = f"{alliance_id}: {', '.join(sorted(counties))}"
            yield Finding(records[0].row, "alliance_id", text)
