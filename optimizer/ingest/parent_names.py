"""Parents given by name: the id of the one school of that name in the county."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from optimizer.tabular import normal

if TYPE_CHECKING:
    from optimizer.ingest.sheet import Record


def with_parents(records: Sequence[Record]) -> tuple[Record, ...]:
    """Return records whose parents are ids where the file gives a name.

    Parameters
    ----------
    records
        All records of a table. A parent that is an id of the table stays, and so does
        a name no school or more than one of the county has.
    """
    named = parents_named(records)
    return tuple(
        replace(record, values={**record.values, "parent_id": found[0].school_id})
        if len(found := named.get(record.row, ())) == 1
        else record
        for record in records
    )


def parents_named(records: Sequence[Record]) -> Mapping[int, tuple[Record, ...]]:
    """Return row to the schools its parent's name means, of rows that give no id.

    Parameters
    ----------
    records
        All records of a table. Schools without a county or an id have no part in it.

    Returns
    -------
    Mapping
        Schools of the row's own county, in file order; rows without one are absent.
    """
    by_name: defaultdict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in records:
        county = record.values["county_code"]
        if county and record.raw["name"] and record.school_id:
            by_name[county, normal(record.raw["name"])].append(record)
    ids = {record.school_id for record in records}
    return {
        record.row: tuple(by_name[key])
        for record in records
        if (text := record.raw["parent_id"]) and text not in ids
        if (key := (record.values["county_code"], normal(text))) in by_name
    }
