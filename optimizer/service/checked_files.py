"""What a check writes: annotated workbook, clean table, columns file."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from optimizer.errors import DataError
from optimizer.ingest.canonical import write_schools
from optimizer.ingest.columns_file import write_columns_file
from optimizer.ingest.privacy import masked
from optimizer.messages import Lang, text
from optimizer.report.annotated import (
    Annotations,
    Mark,
    Source,
    Written,
    is_annotated,
    is_package,
    write_annotated,
)
from optimizer.service import folder
from optimizer.service.checked_cells import Cells, grids_of, is_personal_header
from optimizer.service.checked_lists import (
    MOST_COMMENTS,
    list_sheet,
    mapping_sheet,
)
from optimizer.service.checking import CheckedData

COLUMNS_FILE = "columns.toml"


@dataclass(frozen=True)
class WrittenCheck:
    """What was written, and what a reader of it should know.

    Parameters
    ----------
    paths
        Files written.
    annotated
        What became of the annotations.
    stale
        Clean table of an earlier check that this one did not renew.
    saved
        Columns file of an earlier check, kept under another name.
    rebuilt
        Why the user's workbook could not be copied; ``""`` if it was.
    """

    paths: tuple[Path, ...]
    annotated: Written
    stale: Path | None = None
    saved: Path | None = None
    rebuilt: str = ""


@dataclass
class _Made:
    """What is known once the workbook was made."""

    written: Written = field(default_factory=Written)
    rebuilt: str = ""


def write_check(data: CheckedData, out: Path, lang: Lang = "zh") -> WrittenCheck:
    """Write the files of a check into a folder, all of them or none.

    The clean table is written only if there are no errors.

    Parameters
    ----------
    data
        The table as judged.
    out
        Folder to write into.
    lang
        Language of comments and added sheets.

    Raises
    ------
    DataError
        D301 if a file of the user would be overwritten.
    OutputError
        If the folder cannot be written.
    """
    made = _Made()

    def annotate(path: Path) -> None:
        made.written, made.rebuilt = _annotate(data, path, lang)

    writers: dict[str, folder.Writer] = {data.annotated_name: annotate}
    if not data.has_errors:
        writers[data.canonical_name] = lambda path: write_schools(data.schools, path)
    if not _is_same(data.columns_file, out / COLUMNS_FILE):
        # Named without its ending, so that a copy gives the same columns file.
        named = replace(data.table, file=data.base)
        writers[COLUMNS_FILE] = lambda path: write_columns_file(
            path, named, data.columns, given=data.stated, lang=lang
        )
    saved = _write_all(data, out, writers)
    stale = out / data.canonical_name
    return WrittenCheck(
        tuple(out / name for name in writers),
        made.written,
        stale if data.has_errors and stale.is_file() else None,
        saved,
        made.rebuilt,
    )


def _annotate(data: CheckedData, path: Path, lang: Lang) -> tuple[Written, str]:
    """Write the annotated workbook; tell why it had to be built anew."""
    given = annotations_of(data, lang)
    reason = ""
    if is_package(data.path):
        source = Source(data.base, data.path, data.table.sheet)
        try:
            return write_annotated(source, given, path), ""
        except ValueError as error:
            reason = " ".join(str(error).split()) or type(error).__name__
    grids = grids_of(data, text("checked.table", lang))
    return write_annotated(Source(data.base, None, None, grids), given, path), reason


def annotations_of(data: CheckedData, lang: Lang) -> Annotations:
    """Return all that is added to the workbook of a table."""
    cells = Cells(data)
    marks: list[Mark] = [m for i in data.issues for m in cells.marks_of(i, lang)]
    spoken = {(mark.sheet, mark.row, mark.column) for mark in marks if mark.text}
    return Annotations(
        marks=marks,
        lists=(list_sheet(data, len(spoken), lang), mapping_sheet(data, lang)),
        masked=cells.masked(),
        mask=text("checked.mask", lang),
        most_comments=MOST_COMMENTS,
        hide=masked,
        is_private=is_personal_header,
    )


def _write_all(
    data: CheckedData, out: Path, writers: dict[str, Callable[[Path], None]]
) -> Path | None:
    """Write all files beside the folder, then move them in; return a file kept."""
    with folder.writing(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=".alliance-") as made:
            for name, write in writers.items():
                write(Path(made) / name)
            _refuse_to_overwrite(data, out, Path(made), writers)
            out.mkdir(exist_ok=True)
            saved = _save_columns(out, Path(made))
            for name in writers:
                (Path(made) / name).replace(out / name)
    return saved


def _refuse_to_overwrite(
    data: CheckedData, out: Path, made: Path, names: dict[str, Callable[[Path], None]]
) -> None:
    """Raise if the table itself would be replaced by something else."""
    for name in names:
        if not _is_same(data.path, out / name):
            continue
        if name == data.annotated_name and is_annotated(data.path):
            continue
        if (made / name).read_bytes() != data.path.read_bytes():
            raise DataError("D301", file=str(data.path))


def _save_columns(out: Path, made: Path) -> Path | None:
    """Keep a columns file that may have been edited, under another name."""
    old, new = out / COLUMNS_FILE, made / COLUMNS_FILE
    if not (old.is_file() and new.is_file()) or old.read_bytes() == new.read_bytes():
        return None
    saved = out / "columns.old.toml"
    shutil.copyfile(old, saved)
    return saved


def _is_same(path: Path | None, other: Path) -> bool:
    return path is not None and other.exists() and path.samefile(other)
