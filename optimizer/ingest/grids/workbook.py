"""Sheets of xlsx, xls and ods workbooks as grids."""

from __future__ import annotations

import dataclasses
import io
import posixpath
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
    WorksheetNotFound,
    XmlError,
    ZipError,
)

from optimizer.errors import DataError
from optimizer.ingest.grids.biff_scan import BiffScan, scan_xls
from optimizer.ingest.grids.cell_texts import has_lost_digits, text_of
from optimizer.ingest.grids.errors import error_faults, without_errors
from optimizer.ingest.grids.grid import Fault, Grid, Merge, Row
from optimizer.ingest.grids.kinds import Kind
from optimizer.ingest.grids.limits import MAX_SHEETS, require_area, require_length
from optimizer.ingest.grids.ods_scan import OdsScan, scan_ods
from optimizer.ingest.grids.package import require_sound
from optimizer.ingest.grids.sheet_scan import SheetScan, scan_sheet
from optimizer.ingest.grids.xml_events import Attributes, XmlStream, local

_BROKEN = (
    CalamineError,
    WorksheetNotFound,
    XmlError,
    ZipError,
    OSError,
    OverflowError,
    ValueError,
)
_ROOT_RELATIONS = "_rels/.rels"


@dataclass(frozen=True)
class _Beside:
    """What stands in a file beside the values of one sheet; see the scans."""

    name: str = ""
    rows: int = 0
    columns: int = 0
    cells: int = 0
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[int] = ()
    faults: Sequence[Fault] = ()
    merges: Sequence[Merge] = ()

    @classmethod
    def of(cls, scan: SheetScan | OdsScan | BiffScan) -> _Beside:
        """Return what a scan found."""
        return cls(**vars(scan))


def read_workbook(
    file: str, data: bytes, kind: Kind, sheet: str | None
) -> tuple[Grid, ...]:
    """Read the sheets of a workbook.

    Parameters
    ----------
    file
        Bare name for messages.
    data
        The workbook.
    kind
        What it is.
    sheet
        Read this sheet only; ``None`` for all.

    Raises
    ------
    DataError
        D107 no such sheet, D201 to D205 encrypted or too large, F103 damaged.
    """
    scans = _scans(file, data, kind)
    cells = 0
    for scan in scans:
        cells += scan.rows * scan.columns
        require_area(file, scan.rows, scan.columns, cells)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            metas = book.sheets_metadata
            kept = _chosen(file, metas, sheet)
            beside = _matched(kind, metas, scans)
            return tuple(_grid(file, book, meta, beside[meta.name]) for meta in kept)
    except PasswordError as error:
        raise DataError("D201", file=file) from error
    except _BROKEN as error:
        if isinstance(error, DataError):
            raise
        raise DataError("F103", file=file, reason=_one_line(error)) from error
    except BaseException as error:
        # A library written in Rust reports its own faults so, beside Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise DataError("F103", file=file, reason=kind) from error


def _chosen(
    file: str, metas: Sequence[SheetMetadata], sheet: str | None
) -> list[SheetMetadata]:
    tables = [meta for meta in metas if meta.typ == SheetTypeEnum.WorkSheet]
    if sheet is None:
        return tables
    named = [meta for meta in tables if meta.name == sheet]
    if not named:
        names = ", ".join(meta.name for meta in tables)
        raise DataError("D107", file=file, value=sheet, names=names)
    return named


def _scans(file: str, data: bytes, kind: Kind) -> list[_Beside]:
    """Scan all sheets before a library lays them out."""
    if kind is Kind.XLS:
        found = [_Beside.of(scan) for scan in scan_xls(file, data)]
    else:
        require_sound(file, data)
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            found = list(
                _xlsx_scans(file, package)
                if kind is Kind.XLSX
                else map(_Beside.of, scan_ods(package, file))
            )
    if len(found) > MAX_SHEETS:
        raise DataError("D203", file=file, value=f"{len(found)} sheets")
    return found


def _matched(
    kind: Kind, metas: Sequence[SheetMetadata], scans: Sequence[_Beside]
) -> dict[str, _Beside]:
    """Return the scan of each sheet: by name, or by place where it has none."""
    by_place = zip((meta.name for meta in metas), scans, strict=False)
    by_name = ((scan.name, scan) for scan in scans)
    blank = {meta.name: _Beside() for meta in metas}
    return blank | dict(by_place if kind is Kind.XLS else by_name)


def _xlsx_scans(file: str, package: zipfile.ZipFile) -> Iterator[_Beside]:
    for name, part in _parts(file, package).items():
        yield dataclasses.replace(
            _Beside.of(scan_sheet(package, part, file)), name=name
        )


def _parts(file: str, package: zipfile.ZipFile) -> dict[str, str]:
    """Return the part of each worksheet by the sheet's name."""
    roots = _relations(file, package, _ROOT_RELATIONS, "/officeDocument")
    book = next(iter(roots.values()), "xl/workbook.xml")
    folder, name = posixpath.split(book)
    relations = _relations(file, package, f"{folder}/_rels/{name}.rels", "/worksheet")
    sheets: dict[str, str] = {}

    def sheet(attributes: Attributes) -> None:
        ids = (v for k, v in attributes.items() if local(k) == "id" and k != "id")
        sheets[attributes.get("name", "")] = next(ids, "")

    XmlStream({"sheet": sheet}).feed(package, book, file)
    return {name: relations[key] for name, key in sheets.items() if key in relations}


def _relations(
    file: str, package: zipfile.ZipFile, part: str, kind: str
) -> dict[str, str]:
    """Return id and part of the relations of a kind, as paths from the root."""
    base = posixpath.dirname(posixpath.dirname(part))
    found: dict[str, str] = {}

    def relation(attributes: Attributes) -> None:
        if attributes.get("Type", "").endswith(kind):
            target = posixpath.join("/", base, attributes.get("Target", ""))
            found[attributes.get("Id", "")] = posixpath.normpath(target).lstrip("/")

    XmlStream({"Relationship": relation}).feed(package, part, file)
    return found


def _grid(
    file: str, book: CalamineWorkbook, meta: SheetMetadata, beside: _Beside
) -> Grid:
    sheet = book.get_sheet_by_name(meta.name)
    require_area(
        file, sheet.total_height, sheet.total_width, sheet.height * sheet.width
    )
    rows, faults = _rows(file, sheet)
    if beside.cells and not rows and not beside.faults:
        raise DataError("F103", file=file, reason=meta.name)
    filled = {row.number for row in rows}
    widest = max((len(row.cells) for row in rows), default=0)
    return Grid(
        meta.name,
        tuple(without_errors(row) for row in rows),
        tuple(beside.merges) or _merges(sheet),
        (*beside.faults, *faults),
        tuple(k for k in beside.hidden_rows if k in filled),
        tuple(
            k
            for k in beside.hidden_columns
            if k <= widest and any(row.cell(k).strip() for row in rows)
        ),
        meta.visible != SheetVisibleEnum.Visible,
    )


def _rows(file: str, sheet: CalamineSheet) -> tuple[list[Row], list[Fault]]:
    """Return the rows with any text, and the numbers that lost digits."""
    if sheet.start is None:
        return [], []
    top, left = sheet.start
    margin = ("",) * left
    rows, faults = [], []
    for number, values in enumerate(sheet.to_python(), start=top + 1):
        cells = tuple(map(text_of, values))
        if not any(cells):
            continue
        row = Row(number, margin + cells)
        if row.is_blank:
            continue
        for column, value in enumerate(values, start=left + 1):
            if type(value) is str:
                require_length(file, value, number)
            elif has_lost_digits(value):
                faults.append(Fault("D214", number, column, text_of(value)))
        faults += error_faults(row)
        rows.append(row)
    return rows, faults


def _merges(sheet: CalamineSheet) -> tuple[Merge, ...]:
    """Return merged ranges; the library counts rows and columns from 0."""
    return tuple(
        Merge(top + 1, left + 1, bottom + 1, right + 1)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    )


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__
