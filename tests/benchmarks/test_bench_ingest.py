"""How long a large table takes to read, and how much memory; select with -m bench."""

import csv
import json
import random
import subprocess
import sys

import pytest
import xlsxwriter

from optimizer import resources
from tests.ingest import office_files

N_ROWS = 20_000
NAMES = ["标识码", "校名", "区划码", "乡镇", "经度", "纬度", "办学类型", "在校生数"]
NAMES += [f"项目{k}" for k in range(1, 33)]

MEASURE = """
import json, sys, time
from pathlib import Path
from optimizer.ingest.tables import read_table
def peak():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
read_table(sys.argv[2])
before = peak()
start, cpu = time.perf_counter(), time.process_time()
table = read_table(sys.argv[1])
print(json.dumps({
    "rows": len(table.rows), "seconds": time.perf_counter() - start,
    "cpu": time.process_time() - cpu, "mb": peak() / 1024, "base_mb": before / 1024,
}))
"""


def rows(count):
    """Yield the header and schools of a large made-up table."""
    yield NAMES
    for k in range(count):
        place = [round(109 + k % 1000 / 1000, 6), round(30 + k % 777 / 1000, 6)]
        own = [f"{2142000000 + k}", f"示例小学{k}", "422801", f"示例{k % 90}镇"]
        yield [*own, *place, 211, 100 + k % 900, *((k * j) % 97 for j in range(1, 33))]


def write_csv(path, count):
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows(rows(count))


def write_xlsx(path, count):
    book = xlsxwriter.Workbook(path)
    page = book.add_worksheet()
    for number, cells in enumerate(rows(count)):
        page.write_row(number, 0, cells)
    book.close()


def write_ods(path, count):
    office_files.write_ods(path, list(rows(count)))


@pytest.mark.bench
@pytest.mark.parametrize(
    ("ending", "write"), [("csv", write_csv), ("xlsx", write_xlsx), ("ods", write_ods)]
)
def test_large_table_is_read_in_seconds(tmp_path, ending, write):
    """Tests 20,000 rows of 40 columns, read in a process of its own."""
    path, small = tmp_path / f"t.{ending}", tmp_path / f"s.{ending}"
    write(path, N_ROWS)
    write(small, 2)
    run = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path), str(small)],
        capture_output=True,
        check=True,
        text=True,
    )
    found = json.loads(run.stdout)
    print(
        f"\n{ending}: {N_ROWS} x {len(NAMES)} in {found['seconds']:.1f} s "
        f"({found['cpu']:.1f} s of processor), peak {found['mb']:.0f} MB, "
        f"{found['base_mb']:.0f} MB before"
    )
    assert found["rows"] == N_ROWS
    assert found["cpu"] < 60
    assert found["mb"] < 1000


CHECK = """
import json, sys, time
from pathlib import Path
from optimizer import service
def peak():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
cpu = time.process_time()
found = service.check_data(Path(sys.argv[1]))
read = time.process_time() - cpu
service.write_check(found, Path(sys.argv[2]))
print(json.dumps({
    "read": read, "cpu": time.process_time() - cpu, "mb": peak() / 1024,
    "rows": len(found.table.rows), "issues": len(found.issues),
}))
"""


def school_rows(count):
    """Return the shipped schools again and again, one cell in a hundred faulty."""
    demo = resources.data_dir() / "demo" / "prefecture" / "schools.csv"
    with demo.open(encoding="utf-8-sig", newline="") as file:
        shipped = list(csv.DictReader(file))
    chance = random.Random(7)
    rows = [list(shipped[0])]
    for k in range(count):
        cells = dict(shipped[k % len(shipped)])
        cells["school_id"] = f"S{cells['county_code']}{k:06d}"
        cells["name"] += f"第{k}校"
        for name in ("lon", "lat"):
            if cells[name]:
                moved = float(cells[name]) + chance.uniform(-0.002, 0.002)
                cells[name] = f"{moved:.6f}"
        for name in ("alliance_id", "alliance_role", "parent_id"):
            cells[name] = ""
        texts = list(cells.values())
        for at in range(1, len(texts)):
            if chance.random() < 0.01:
                texts[at] = chance.choice(["x", "-5", "约30", "#REF!", "一千", "1.2.3"])
        rows.append(texts)
    return rows


def save_csv(path, lines):
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(lines)


def save_xlsx(path, lines):
    book = xlsxwriter.Workbook(path, {"strings_to_numbers": True})
    page = book.add_worksheet()
    for number, cells in enumerate(lines):
        page.write_row(number, 0, cells)
    book.close()


def checked(path, out):
    """Check a table in a process of its own; return what it took."""
    run = subprocess.run(
        [sys.executable, "-c", CHECK, str(path), str(out)],
        capture_output=True,
        check=True,
        text=True,
    )
    return json.loads(run.stdout)


@pytest.mark.bench
@pytest.mark.parametrize(("ending", "save"), [("csv", save_csv), ("xlsx", save_xlsx)])
def test_large_table_is_checked_in_seconds(tmp_path, ending, save):
    """20,000 schools of 37 columns; the check of its own output changes nothing."""
    path = tmp_path / f"t.{ending}"
    save(path, school_rows(N_ROWS))
    given = path
    for turn in ("first", "own", "again"):
        found = checked(given, tmp_path / turn)
        given = tmp_path / turn / "t.checked.xlsx"
        print(
            f"\n{ending}, {turn}: {found['issues']} issues, read in "
            f"{found['read']:.1f} s of processor, all in {found['cpu']:.1f} s, "
            f"peak {found['mb']:.0f} MB"
        )
        assert found["rows"] == N_ROWS
        assert found["cpu"] < 120
        assert found["mb"] < 1000
    own, again = (tmp_path / turn / "t.checked.xlsx" for turn in ("own", "again"))
    assert own.read_bytes() == again.read_bytes()
