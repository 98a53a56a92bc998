"""``alliance check-data``: a table judged, and what is known about it afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from optimizer import roles
from optimizer.domain import Issue, School, Severity
from optimizer.ingest.columns import Columns
from optimizer.ingest.columns_file import ColumnsFile, read_columns_file
from optimizer.ingest.schools import Examined, examine_schools, schools_of
from optimizer.ingest.tables import Table
from optimizer.policy import Policy, read_policy

_OF_A_CHECK = ".checked"
_OF_A_TABLE = ".schools"


@dataclass(frozen=True)
class CheckedData:
    """A table with all that was noticed about it.

    Parameters
    ----------
    path
        The table.
    examined
        What was read and noticed.
    schools
        The schools, in file order; none while there are errors.
    columns_file
        Columns file the user gave.
    stated
        What the user stated about the table, by that file and by options.
    scope
        Name of the policy, schools that take part by it, and schools that do not.
    """

    path: Path
    examined: Examined
    schools: tuple[School, ...]
    columns_file: Path | None = None
    stated: ColumnsFile = field(default_factory=ColumnsFile)
    scope: tuple[str, int, int] | None = None

    @property
    def table(self) -> Table:
        """The table as read."""
        return self.examined.table

    @property
    def columns(self) -> Columns:
        """What its headers were taken as."""
        return self.examined.columns

    @property
    def issues(self) -> tuple[Issue, ...]:
        """All issues: errors first, then warnings, each by row."""
        order = {severity: k for k, severity in enumerate(Severity)}
        return tuple(
            sorted(
                self.examined.issues,
                key=lambda i: (order[i.severity], i.row or 0, i.code, i.column or ""),
            )
        )

    @property
    def counts(self) -> Mapping[Severity, int]:
        """Number of issues by severity."""
        return Counter(issue.severity for issue in self.examined.issues)

    @property
    def has_errors(self) -> bool:
        """Whether a plan would be refused."""
        return self.counts.get(Severity.ERROR, 0) > 0

    @property
    def excluded_rows(self) -> tuple[int, ...]:
        """Numbers of the rows that were left out, by sheet; each is an issue."""
        rows = {
            (i.sheet or "", i.row)
            for i in self.examined.issues
            if i.action == "excluded" and i.row is not None
        }
        return tuple(row for _, row in sorted(rows))

    @property
    def base(self) -> str:
        """Name of the table without what a check adds to it."""
        return self.path.stem.removesuffix(_OF_A_CHECK)

    @property
    def annotated_name(self) -> str:
        """Name of the annotated workbook."""
        return f"{self.base}{_OF_A_CHECK}.xlsx"

    @property
    def canonical_name(self) -> str:
        """Name of the clean table."""
        return f"{self.base.removesuffix(_OF_A_TABLE)}{_OF_A_TABLE}.csv"


def check_data(
    path: Path,
    *,
    crs: str | None = None,
    sheet: str | None = None,
    columns: Path | None = None,
    landmarks: Path | None = None,
    policy: str | None = None,
) -> CheckedData:
    """Read a school table and judge it, however faulty its rows are.

    Parameters
    ----------
    path
        Table in any format ingest reads.
    crs, sheet, landmarks
        As of :func:`optimizer.ingest.schools.examine_schools`.
    columns
        Columns file of an earlier run.
    policy
        Policy file or preset, to count the schools that take part by it.

    Raises
    ------
    DataError
        If the file cannot be read at all, or holds personal data of pupils.
    PolicyError
        If the policy cannot be used.
    """
    rules = None if policy is None else read_policy(policy)
    given = ColumnsFile() if columns is None else read_columns_file(columns)
    examined = examine_schools(
        path, crs=crs, sheet=sheet, columns=given, landmarks=landmarks
    )
    stated = replace(given, crs=crs or given.crs, sheet=sheet or given.sheet)
    schools = schools_of(examined)
    scope = None
    if rules is not None and policy is not None and schools:
        scope = (Path(policy).stem, *_scope(schools, rules))
    return CheckedData(path, examined, schools, columns, stated, scope)


def _scope(schools: tuple[School, ...], policy: Policy) -> tuple[int, int]:
    """Return how many schools take part by a policy, and how many do not."""
    outside = sum(roles.exclusion(school, policy) is not None for school in schools)
    return len(schools) - outside, outside
