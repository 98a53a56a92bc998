"""Damaged bytes: every file gives a table or a message, never a traceback."""

import json
import random
import struct
import time
import zipfile

import pytest

from optimizer.errors import DataError
from optimizer.ingest.tables import read_table
from tests.ingest import builders, office_files
from tests.ingest.test_corruption import CLEAN, outcome

ROUNDS = 40
"""Mutants of each format; the fuzzer in tests/ingest/fuzz.py goes on for longer."""

WRITERS = {
    "csv": lambda path: builders.write_csv(path, CLEAN),
    "xlsx": lambda path: builders.write_xlsx(path, CLEAN),
    "geojson": lambda path: builders.write_geojson(path, CLEAN),
    "gpkg": lambda path: builders.write_gpkg(path, CLEAN),
    "xls": lambda path: office_files.write_xls(path, as_lines(CLEAN)),
    "ods": lambda path: office_files.write_ods(path, as_lines(CLEAN)),
}


def as_lines(rows):
    """Return a header and the cells of rows."""
    return [list(rows[0]), *(list(cells.values()) for cells in rows)]


def mutant(data, chance):
    """Return bytes with a few flipped, cut, repeated or foreign ones."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(out)) if out else 0
        kind = chance.randrange(5)
        if kind == 0 and out:
            out[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            del out[at : at + chance.randint(1, 200)]
        elif kind == 2:
            out[at:at] = chance.randbytes(chance.randint(1, 20))
        elif kind == 3:
            out[at:at] = out[max(0, at - 50) : at]
        else:
            out[at : at + 4] = b"\xff\xfe\x00\x80"
    return bytes(out)


@pytest.mark.parametrize("kind", sorted(WRITERS))
def test_mutants_are_read_or_refused(kind, tmp_path):
    whole = WRITERS[kind](tmp_path / f"whole.{kind}").read_bytes()
    chance = random.Random(kind)
    for number in range(ROUNDS):
        path = tmp_path / f"{number}.{kind}"
        path.write_bytes(mutant(whole, chance))
        outcome(path)


@pytest.mark.parametrize("kind", [*sorted(WRITERS), "et", "shp", "tsv"])
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00",
        b"\xff\xfe",
        b"PK\x03\x04",
        b"PK\x05\x06" + bytes(18),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        b"<html><table><tr><td>1</td></tr></table></html>",
        b'"' * 5000,
        json.dumps({"type": "FeatureCollection", "features": []}).encode(),
        "学校名称,经度\n".encode("gb18030") * 3,
        b"\n" * 1000,
        b"," * 3000,
    ],
    ids=range(12),
)
def test_foreign_content_is_refused_with_words(kind, data, tmp_path):
    path = tmp_path / f"a.{kind}"
    path.write_bytes(data)
    schools, _ = outcome(path)
    assert schools is None


@pytest.mark.parametrize(
    "extent",
    [(0xFEFF00, 0x80, 0, 17), (0, 2, 5, 2), (0, 2**17, 0, 2)],
    ids=["end before start", "right before left", "too many rows"],
)
def test_an_xls_cannot_claim_an_endless_extent(extent, tmp_path):
    """Found by the fuzzer: the library asked for 3 TB, which ends the process."""
    data = office_files.xls_bytes({"Sheet1": [["a", "b"], ["c", "d"]]})
    honest = struct.pack("<IIHH", 0, 2, 0, 2)
    assert data.count(honest) == 1
    path = tmp_path / "a.xls"
    path.write_bytes(data.replace(honest, struct.pack("<IIHH", *extent)))
    with pytest.raises(DataError, match="F103"):
        read_table(path)


def test_a_list_in_a_layer_is_a_text(tmp_path):
    """Found by the fuzzer: lists of several values ended in a traceback."""
    path = builders.write_geojson(tmp_path / "a.geojson", CLEAN)
    layer = json.loads(path.read_text(encoding="utf-8"))
    for feature in layer["features"]:
        feature["properties"]["remark"] = ["a", "b"]
    path.write_text(json.dumps(layer), encoding="utf-8")
    schools, _ = outcome(path)
    assert {school.remark for school in schools} == {"a, b"}


HEAD = '<row r="1"><c r="A1"><v>1</v></c></row>'
ENTITIES = "".join(
    f'<!ENTITY {chr(98 + k)} "{f"&{chr(97 + k)};" * 10}">' for k in range(9)
)


def with_entities(path):
    """Write a workbook whose sheet declares entities that unfold to gigabytes."""
    whole = office_files.write_sheet_xml(path.with_name("whole.xlsx"), HEAD)
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if "sheet1" in name:
                declared = f'<!DOCTYPE l [<!ENTITY a "lol">{ENTITIES}]>'.encode()
                data = declared + data.replace(b"<v>1</v>", b"<v>&j;</v>")
            new.writestr(name, data)


HOSTILE = {
    "quotes.csv": lambda path: path.write_bytes(b'"' * 2_000_000),
    "cell.csv": lambda path: path.write_bytes(b"a,b\n" + b"x" * 10_000_000),
    "commas.csv": lambda path: path.write_bytes(b"," * 2_000_000),
    "entities.xlsx": with_entities,
    "cell.xlsx": lambda path: office_files.write_sheet_xml(
        path, f'{HEAD}<row r="2"><c r="A2" t="str"><v>{"x" * 10_000_000}</v></c></row>'
    ),
    "deep.xlsx": lambda path: office_files.write_sheet_xml(
        path, f"{HEAD}{'<a>' * 20_000}{'</a>' * 20_000}"
    ),
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_files_are_refused_soon(name, tmp_path):
    path = tmp_path / name
    HOSTILE[name](path)
    start = time.process_time()
    schools, issues = outcome(path)
    assert schools is None
    assert issues
    assert time.process_time() - start < 20
