"""The last gate: what leaves ingest has the shape the rest of the program relies on.

Slow to import; :mod:`optimizer.ingest.schools` loads it on first use. The checks
find faults of the data and name the row; this schema finds faults of the checks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from optimizer.domain import Issue, School, Severity
from optimizer.errors import DataError
from optimizer.ingest.columns import SCHOOL_COLUMNS
from optimizer.ingest.values import AMOUNT_COLUMNS, COUNT_COLUMNS, YES_NO_COLUMNS

_REQUIRED_TEXT = {
    "school_id": pa.Check.str_matches(r"(?s)^.*\S"),
    "name": pa.Check.str_matches(r"(?s)^.*\S"),
    "county_code": pa.Check.str_matches(r"^[0-9]{6}\Z"),
    "type_code": pa.Check.str_matches(r"^[0-9]{3}\Z"),
}
_OPTIONAL_TEXT = {
    "region_code": pa.Check.str_matches(r"^[0-9]{3}\Z"),
    "opened": pa.Check.str_matches(r"^[0-9]{4}(-[0-9]{2})?\Z"),
    "alliance_role": pa.Check.isin(["core", "member"]),
}
_DEGREES = {"lon": 180.0, "lat": 90.0}


def _column(name: str) -> pa.Column:
    """Return the rule of one canonical column; ``pd.NA`` is "not known"."""
    if name in _REQUIRED_TEXT:
        return pa.Column("string", _REQUIRED_TEXT[name], unique=name == "school_id")
    if name in _DEGREES:
        limit = _DEGREES[name]
        return pa.Column("Float64", pa.Check.in_range(-limit, limit), nullable=True)
    if name in COUNT_COLUMNS:
        return pa.Column("Int64", pa.Check.ge(0), nullable=True)
    if name in AMOUNT_COLUMNS:
        return pa.Column("Float64", pa.Check.ge(0), nullable=True)
    if name in YES_NO_COLUMNS:
        return pa.Column("boolean", nullable=True)
    return pa.Column("string", _OPTIONAL_TEXT.get(name), nullable=True)


SCHEMA = pa.DataFrameSchema(
    {name: _column(name) for name in SCHOOL_COLUMNS},
    checks=pa.Check(
        lambda frame: frame["lon"].isna() == frame["lat"].isna(),
        name="both_coordinates_or_none",
    ),
    strict=True,
    ordered=True,
)
"""Canonical frame: columns in their order, ids unique, nothing below 0."""


def to_frame(schools: Sequence[School]) -> pd.DataFrame:
    """Return schools as a frame with the canonical columns and nullable types.

    Parameters
    ----------
    schools
        Any schools; one row for each, in their order.
    """
    rows = [asdict(school) for school in schools]
    kinds = {name: str(column.dtype) for name, column in SCHEMA.columns.items()}
    frame = pd.DataFrame(rows, columns=list(SCHOOL_COLUMNS), dtype=object)
    return frame.astype(kinds)


def require_canonical(schools: Sequence[School], file: str) -> None:
    """Refuse schools that break the schema.

    Raises
    ------
    DataError
        D190 with one issue for each broken rule.
    """
    try:
        SCHEMA.validate(to_frame(schools), lazy=True)
    except SchemaErrors as error:
        cases = error.failure_cases
        issues = [
            Issue(
                "D190",
                Severity.ERROR,
                column=str(case.column),
                value=f"{case.check}: {case.failure_case}",
                action="refused",
                file=file,
            )
            for case in cases.itertuples()
        ]
        raise DataError(
            "D190",
            issues=issues,
            file=file,
            column=issues[0].column,
            value=issues[0].value,
        ) from error
