"""The last gate: what leaves ingest has the shape the rest of the program relies on.

The checks find faults of the data and name the row; this gate finds faults of the
checks. It is plain Python over the schools themselves, as every command passes it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from optimizer.domain import Issue, School, Severity
from optimizer.errors import DataError
from optimizer.ingest.columns import SCHOOL_COLUMNS
from optimizer.ingest.values import AMOUNT_COLUMNS, COUNT_COLUMNS, YES_NO_COLUMNS

_REQUIRED_TEXT = {
    "school_id": re.compile(r"(?s)^.*\S"),
    "name": re.compile(r"(?s)^.*\S"),
    "county_code": re.compile(r"^[0-9]{6}\Z"),
    "type_code": re.compile(r"^[0-9]{3}\Z"),
}
_OPTIONAL_TEXT = {
    "region_code": re.compile(r"^[0-9]{3}\Z"),
    "opened": re.compile(r"^[0-9]{4}(-[0-9]{2})?\Z"),
    "alliance_role": re.compile(r"^(core|member)\Z"),
}
_DEGREES = {"lon": 180.0, "lat": 90.0}


def require_canonical(schools: Sequence[School], file: str) -> None:
    """Refuse schools that break the schema.

    Raises
    ------
    DataError
        D190 with one issue for each broken rule.
    """
    broken = [fault for school in schools for fault in _faults(school)]
    ids = Counter(school.school_id for school in schools)
    broken += [("school_id", f"{name!r} x {n}") for name, n in ids.items() if n > 1]
    if broken:
        issues = [
            Issue("D190", Severity.ERROR, None, column, value, "refused", file)
            for column, value in broken
        ]
        column, value = broken[0]
        raise DataError("D190", issues=issues, file=file, column=column, value=value)


def _faults(school: School) -> Iterator[tuple[str, str]]:
    """Yield column and value of each cell that breaks its column's rule."""
    for name in SCHOOL_COLUMNS:
        value = getattr(school, name)
        if not _is_canonical(name, value):
            yield name, repr(value)
    if (school.lon is None) != (school.lat is None):
        yield "lon", repr((school.lon, school.lat))


def _is_canonical(name: str, value: object) -> bool:
    """Tell whether a value fits its column; ``None`` is "not known"."""
    if name in _REQUIRED_TEXT:
        return isinstance(value, str) and bool(_REQUIRED_TEXT[name].match(value))
    if value is None:
        return True
    if name in YES_NO_COLUMNS:
        return isinstance(value, bool)
    if name in _DEGREES:
        return isinstance(value, float | int) and abs(value) <= _DEGREES[name]
    if name in COUNT_COLUMNS:
        return type(value) is int and value >= 0
    if name in AMOUNT_COLUMNS:
        return isinstance(value, float | int) and 0 <= value < math.inf
    rule = _OPTIONAL_TEXT.get(name)
    return isinstance(value, str) and (rule is None or bool(rule.match(value)))
