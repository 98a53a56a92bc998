"""Checks of a school's type against its pupils."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from optimizer.domain import STAGES_OF_TYPE, SchoolType, Severity, Stage
from optimizer.ingest.checks.limits import LIMITS
from optimizer.ingest.checks.registry import Finding, at, check
from optimizer.ingest.sheet import Record, Sheet

_PART_OF_STAGE: Mapping[Stage, str] = {
    Stage.PRIMARY: "pupils_primary",
    Stage.JUNIOR: "pupils_junior",
}
_GRADES: Mapping[Stage, int] = {Stage.PRIMARY: 6, Stage.JUNIOR: 3}
_WITHOUT_COMPULSORY = frozenset(
    ["111", "119", "342", "349", "361", "362", "363", "364", "365", "366"]
)


def _stages(record: Record) -> frozenset[Stage]:
    return STAGES_OF_TYPE.get(record.values["type_code"] or "", frozenset())


@check("D288", Severity.INFO)
def without_compulsory_stage(sheet: Sheet) -> Iterator[Finding]:
    """List kindergartens, senior and vocational schools: no members by the policy."""
    for record in sheet.records:
        if record.values["type_code"] in _WITHOUT_COMPULSORY:
            yield at(record, "type_code")


@check("D284", Severity.WARNING)
def pupils_of_another_stage(sheet: Sheet) -> Iterator[Finding]:
    """Find pupils of a stage the type does not teach."""
    for record in sheet.records:
        stages = _stages(record)
        for stage, part in _PART_OF_STAGE.items():
            if stages and stage not in stages and (record.values[part] or 0) > 0:
                text = f"{record.values['type_code']}: {record.values[part]}"
                yield Finding(record.row, part, text)


@check("D285", Severity.WARNING)
def nine_years_with_one_part(sheet: Sheet) -> Iterator[Finding]:
    """Find schools of both stages whose pupils are all of one."""
    for record in sheet.records:
        if len(_stages(record)) < len(Stage):
            continue
        pupils = record.values["pupils"]
        primary, junior = (record.values[part] for part in _PART_OF_STAGE.values())
        for part, other in ((primary, junior), (junior, primary)):
            is_all = part is not None and other is None and part == pupils
            if part and (other == 0 or is_all):
                text = f"{record.values['type_code']}: {primary or 0} + {junior or 0}"
                yield Finding(record.row, "pupils", text)


@check("D286", Severity.WARNING)
def large_teaching_point(sheet: Sheet) -> Iterator[Finding]:
    """Find teaching points with more pupils than such a point has."""
    for record in sheet.records:
        is_point = record.values["type_code"] == SchoolType.TEACHING_POINT
        pupils = record.values["pupils"] or 0
        if is_point and pupils > LIMITS["point_pupils_max"]:
            yield at(record, "pupils")


@check("D287", Severity.WARNING)
def small_school_with_many_classes(sheet: Sheet) -> Iterator[Finding]:
    """Find small schools with more classes than grades."""
    for record in sheet.records:
        pupils, classes = record.values["pupils"], record.values["classes"]
        grades = sum(_GRADES[stage] for stage in _stages(record))
        if not pupils or classes is None or not grades:
            continue
        if 0 < pupils < LIMITS["small_pupils_below"] and classes > grades:
            text = f"{classes} > {grades} ({pupils})"
            yield Finding(record.row, "classes", text)
