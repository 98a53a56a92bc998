"""How long a large table takes to read, and how much memory; select with -m bench."""

import csv
import json
import subprocess
import sys

import pytest
import xlsxwriter

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
