"""Rules between cells and rows, beyond one fault and its neighbour."""

from pathlib import Path

import pytest

from optimizer.domain import Severity
from optimizer.ingest import check_schools, write_schools
from optimizer.ingest.checks import CHECKS
from optimizer.ingest.checks.limits import LIMITS
from optimizer.ingest.checks.listing import (
    MILD_CODES,
    checks_document,
    what_and_remedy,
)
from optimizer.ingest.schools import read_schools
from optimizer.ingest.towns import match_town, town_name
from optimizer.messages import LANGS, has_text
from optimizer.policy import read_policy
from tests.ingest.builders import codes, read, rows, write_csv

DATA = Path(__file__).parents[2] / "data"
YEAR = {"统计年份": "2023"}


def told(found, code):
    """Return row and value of each issue of a code."""
    return [(i.row, i.value) for i in found.issues if i.code == code]


# Duplicates


def test_copied_row_is_told_once(tmp_path):
    """Tests that the same row under another id is no second kind of fault."""
    same = {"name": "甲小学", "lon": "109.5"}
    found = read(tmp_path, rows(same, same))
    assert codes(found.issues) == ["D159", "D262"]
    assert len(found.schools) == 2


def test_schools_told_apart_by_a_number_are_not_similar(tmp_path):
    """Tests 第一 and 第二, primary and junior at one place."""
    at = {"lon": "109.5"}
    for one, two in [("示例第一小学", "示例第二小学"), ("示例镇小学", "示例镇中学")]:
        found = read(tmp_path, rows(at | {"name": one}, at | {"name": two}))
        assert codes(found.issues) == ["D159"]


def test_same_name_under_two_writings_of_a_town(tmp_path):
    """Tests that the rule of towns also finds a school that was entered twice."""
    table = rows(
        {"name": "甲小学", "town": "舞阳坝街道"}, {"name": "甲小学", "town": "舞阳"}
    )
    assert codes(read(tmp_path, table).issues) == ["D260", "D264"]


def test_twenty_rows_on_one_point_are_a_placeholder(tmp_path):
    """Tests that pairs of a town-centre point do not grow with the square."""
    table = rows(*({"lon": "109.5", "name": f"示例{c}小学"} for c in "甲乙丙丁" * 15))
    assert len(told(read(tmp_path, table), "D261")) <= 20 * 60


# Towns


@pytest.mark.parametrize(
    ("county", "written", "official"),
    [
        ("422801", "舞阳坝街道", "舞阳坝街道"),
        ("422801", "恩施市舞阳坝街道办事处", "舞阳坝街道"),
        ("422801", "舞阳坝办事处", "舞阳坝街道"),
        ("422801", "舞阳坝", "舞阳坝街道"),
        ("422801", "舞阳", "舞阳坝街道"),
        ("422801", "芭蕉乡", "芭蕉侗族乡"),
        ("422801", "芭蕉", "芭蕉侗族乡"),
        ("422801", "湖北省恩施州恩施市龙凤镇人民政府", "龙凤镇"),
        ("422825", "长潭河乡", "长潭河侗族乡"),
        ("422801", "恩施大峡谷风景管理处", "恩施大峡谷风景管理处"),
    ],
)
def test_writings_of_a_town(county, written, official):
    """Tests the stated rule on the writings people use."""
    assert match_town(written, county).official == official


@pytest.mark.parametrize(
    ("county", "written"),
    [
        ("422801", "芭蕉镇"),  # another level: a former name or another town
        ("422801", "舞"),  # one character is no stem
        ("422801", "长梁镇"),  # of another county
        ("422801", "样例镇"),
        ("422801", "三"),
        ("110101", "舞阳"),  # a county without a list
        (None, "舞阳坝"),
        ("422801", ""),
        ("422801", "{0}"),
    ],
)
def test_no_town_is_chosen_by_chance(county, written):
    """Tests writings the rule does not decide."""
    assert match_town(written, county).official is None


def test_official_names_mean_themselves():
    """Tests every town of the shipped list, so that reading twice changes nothing."""
    lines = (DATA / "geography" / "townships.csv").read_text("utf-8-sig").splitlines()
    for line in lines[1:]:
        _, town, county, *_ = line.split(",")
        assert match_town(town, county).official == town


def test_ethnic_group_alone_is_a_stem():
    """Tests that leaving out never leaves nothing."""
    assert town_name("侗族乡").stem == "侗族"
    assert town_name("恩施市", "恩施市").stem == "恩施市"
    assert town_name("镇").stem == "镇"


def test_town_is_converted_and_stays(tmp_path):
    """Tests the canonical value, the note, and the table written from it."""
    found = read(tmp_path, rows({"town": "芭蕉乡"}))
    assert found.schools[0].town == "芭蕉侗族乡"
    assert told(found, "D264") == [(2, "芭蕉乡 → 芭蕉侗族乡")]
    assert found.issues[0].action == "converted"
    write_schools(found.schools, tmp_path / "again.csv")
    again = read_schools(tmp_path / "again.csv")
    assert again.schools == found.schools
    assert again.issues == ()


def test_two_levels_are_listed_and_not_merged(tmp_path):
    """Tests that 乡 beside 镇 keeps both writings."""
    place = {"county_code": "422822", "lat": "30.6"}
    table = rows(
        place | {"lon": "109.9", "town": "长梁乡"},
        place | {"lon": "109.91", "town": "长梁镇"},
        place | {"lon": "109.92", "town": "长梁乡"},
    )
    found = read(tmp_path, table)
    assert told(found, "D265") == [(2, "长梁乡 ≈ 长梁镇 (2, 4)")]
    assert [s.town for s in found.schools] == ["长梁乡", "长梁镇", "长梁乡"]


# Sums


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"type_code": "211", "pupils_primary": "349"}, ["D162"]),
        ({"type_code": "211", "pupils_primary": "350"}, []),
        ({"type_code": "311", "pupils_junior": "349"}, ["D162"]),
        ({"type_code": "312", "pupils_primary": "200"}, []),
        ({"type_code": "341", "pupils_junior": "200"}, []),
        ({"type_code": "341", "pupils_junior": "351"}, ["D162"]),
        ({"type_code": "312", "pupils_primary": "350"}, ["D285"]),
        ({"type_code": "312", "pupils_primary": "0", "pupils_junior": "350"}, ["D285"]),
    ],
)
def test_parts_add_up_by_type(tmp_path, cells, expected):
    """Tests that a blank of a stage not taught is no unknown part."""
    assert codes(read(tmp_path, rows(cells)).issues) == expected


@pytest.mark.parametrize(
    ("pupils", "teachers", "expected"),
    [("1", "2", []), ("1", "3", ["D272"]), ("0", "3", ["D280"]), ("3", "0", [])],
)
def test_pupils_per_teacher_has_two_ends(tmp_path, pupils, teachers, expected):
    """Tests 0.5 and below, and that nothing is divided by 0."""
    found = read(tmp_path, rows({"pupils": pupils, "teachers": teachers}))
    assert codes(found.issues) == expected


def test_smallest_schools_may_have_large_grounds(tmp_path):
    """Tests 9 pupils on a field, which 10 would not be believed."""
    cells = YEAR | {"sport_area_m2": "9000"}
    assert codes(read(tmp_path, rows(cells | {"pupils": "9"})).issues) == []
    assert codes(read(tmp_path, rows(cells | {"pupils": "10"})).issues) == ["D274"]


# Units


def test_only_the_rows_in_another_unit_are_named(tmp_path):
    """Tests three schools near 1/10,000 of the median among seven others."""
    amounts = [900_000, 600_000, 700_000, 750_000, 500_000, 1_000_000, 820_000]
    table = rows(*(YEAR | {"equip_yuan": a} for a in [*amounts, 72, 65.5, 90]))
    found = read(tmp_path, table)
    assert [row for row, _ in told(found, "D275")] == [9, 10, 11]
    assert found.schools[7].equip_yuan == 72


def test_area_in_mu_is_noticed(tmp_path):
    """Tests 4 亩 among square metres, and a small yard that is one."""
    table = rows(*(YEAR | {"sport_area_m2": a} for a in (2600, 2400, 3000, 4, 700)))
    assert told(read(tmp_path, table), "D275") == [(5, "4 (亩?)")]


def test_poor_school_is_no_slip_of_unit(tmp_path):
    """Tests 25 yuan a pupil among rich schools: times 10,000 it is beyond them."""
    table = rows(*(YEAR | {"equip_yuan": a} for a in (700000, 650000, 720000, 8750)))
    assert codes(read(tmp_path, table).issues) == []


def test_two_rows_are_too_few_to_judge_a_unit(tmp_path):
    """Tests that a median of two is none."""
    assert codes(read(tmp_path, rows(YEAR | {"equip_yuan": 70}, YEAR)).issues) == []


# County


def test_county_that_holds_the_point_is_named(tmp_path):
    """Tests a school of 恩施市 in the middle of 利川市."""
    found = read(tmp_path, rows({"lon": "108.9", "lat": "30.3"}))
    ((_, value),) = told(found, "D158")
    assert value.endswith("; → 422802)")


def test_village_code_in_the_village_column_is_compared(tmp_path):
    """Tests twelve digits in place of a name."""
    found = read(tmp_path, rows({"village": "422802101001"}))
    assert told(found, "D291") == [(2, "422801 ≠ 422802101001")]


def test_row_without_county_gives_one_error_only(tmp_path):
    """Tests that the other rules stand back where the county is not known."""
    path = write_csv(tmp_path / "a.csv", rows({"county_code": "", "town": "舞阳"}))
    assert codes(check_schools(path)) == ["D136"]


# Year


def test_year_column_is_used_and_not_called_unknown(tmp_path):
    """Tests that the column of the year is no D122."""
    found = read(tmp_path, rows(YEAR | {"opened": "2023-09"}))
    assert found.issues == ()


def test_canonical_table_is_not_asked_for_a_year(tmp_path):
    """Tests that the program's own output gives no new note."""
    found = read(tmp_path, rows(YEAR | {"backbone": "2", "teachers": "20"}))
    write_schools(found.schools, tmp_path / "again.csv")
    assert read_schools(tmp_path / "again.csv").issues == ()


# Status


@pytest.mark.parametrize(
    ("status", "pupils", "expected"),
    [
        ("停办", "0", ["D279"]),
        ("停办", "/", ["D164", "D279"]),
        ("已撤并", "12", ["D281"]),
        ("在建", "", ["D164", "D279"]),
        ("筹建中", "3", ["D282"]),
        ("更名", "350", ["D283"]),
        ("正常办学", "350", ["D283"]),
        ("open", "350", []),
    ],
)
def test_status_against_pupils(tmp_path, status, pupils, expected):
    """Tests the words for closed, planned and renamed schools."""
    found = read(tmp_path, rows({"status": status, "pupils": pupils}, {}))
    assert codes(found.issues) == expected


def test_open_words_of_the_presets_are_open_here(tmp_path):
    """Tests that a status the policies take for open is not doubted."""
    for preset in (DATA / "presets").glob("*.toml"):
        for status in read_policy(preset).scope.active_statuses:
            assert codes(read(tmp_path, rows({"status": status})).issues) == []


# Parents by name


def test_parent_by_name_is_sought_in_the_own_county(tmp_path):
    """Tests the id that comes out, a namesake elsewhere, and names of nobody."""
    table = rows(
        {"name": "甲中心小学"},
        {"name": "甲中心小学", "county_code": "422822", "town": "龙坪乡"},
        {"parent_id": "甲中心小学"},
        {"parent_id": "乙中心小学"},
        {"name": "丙小学", "parent_id": "丙小学"},
    )
    found = read(tmp_path, table)
    parents = [school.parent_id for school in found.schools]
    assert parents == [None, None, "001", "乙中心小学", "005"]
    assert told(found, "D177") == [(4, "甲中心小学 → 001"), (6, "丙小学 → 005")]
    assert [row for row, _ in told(found, "D170")] == [5]
    assert [row for row, _ in told(found, "D172")] == [6]
    write_schools(found.schools, tmp_path / "clean.csv")
    assert told(read_schools(tmp_path / "clean.csv"), "D177") == []


# The list


def test_list_of_checks_is_up_to_date():
    """Tests that the committed document is what the registry builds."""
    written = (DATA / "CHECKS.md").read_bytes().decode()
    assert written == checks_document(), (
        "run: python -m optimizer.ingest.checks data/CHECKS.md"
    )


@pytest.mark.parametrize("lang", LANGS)
def test_every_check_says_what_and_names_a_remedy(lang):
    """Tests that each check of this list has both, without facts of a row."""
    for code in CHECKS:
        what, remedy = what_and_remedy(code, lang)
        assert what
        assert "{" not in what + remedy
        assert remedy or CHECKS[code].severity is Severity.INFO, code


def test_mild_codes_exist_and_are_outside_the_registry():
    """Tests that no severity is stated twice."""
    assert all(map(has_text, MILD_CODES))
    assert not MILD_CODES.keys() & CHECKS.keys()


def test_every_limit_is_used_and_listed():
    """Tests that the table of limits holds no number nothing asks for."""
    source = "".join(
        path.read_text("utf-8")
        for path in Path(CHECKS["D270"].rule.__code__.co_filename).parent.glob("*.py")
        if path.name != "limits.py"
    )
    document = checks_document()
    for name in LIMITS:
        assert f'"{name}"' in source, name
        assert has_text(f"limit.{name}")
    assert "class_pupils" not in document
