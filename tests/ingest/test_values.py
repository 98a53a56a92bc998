"""Parsers of cells: what is understood and what is not."""

import pytest

from optimizer.ingest import values
from optimizer.ingest.place import PlaceStatus, read_place
from tests.ingest.builders import read, rows


@pytest.mark.parametrize(
    ("text", "expected"),
    [("350", 350), ("３５０", 350), ("1,234", 1234), ("350.0", 350), ("3.5e2", 350)],
)
def test_whole_number_is_read(text, expected):
    """Tests full width, commas and what spreadsheets make of integers."""
    assert values.parse_int(text) == expected


@pytest.mark.parametrize(
    "text", ["无", "约120", "350人", "1,23", "1_000", "nan", "inf", "1e999", "350.5"]
)
def test_text_is_no_whole_number(text):
    """Tests that nothing is guessed."""
    with pytest.raises(ValueError, match=text):
        values.parse_int(text)


@pytest.mark.parametrize("text", ["是", "YES", "true", "1", "y", "√", "Ｙ"])
def test_yes_is_read(text):
    """Tests the ways to say yes."""
    assert values.parse_yes_no(text) is True


@pytest.mark.parametrize("text", ["否", "No", "FALSE", "0", "n", "×"])
def test_no_is_read(text):
    """Tests the ways to say no."""
    assert values.parse_yes_no(text) is False


@pytest.mark.parametrize("text", ["无", "2", "有", "不详"])
def test_other_words_are_neither(text):
    """Tests that a doubtful word is not no."""
    with pytest.raises(ValueError, match=text):
        values.parse_yes_no(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("211", "211"),
        ("完全小学", "211"),
        ("教学点", "218"),
        ("初级中学", "311"),
        ("九年一贯制学校", "312"),
        ("完全中学", "341"),
        ("999", "999"),
    ],
)
def test_type_is_read(text, expected):
    """Tests codes and names."""
    assert values.parse_type(text) == expected


@pytest.mark.parametrize("text", ["中学", "学校", "21", "2111"])
def test_doubtful_type_is_not_guessed(text):
    """Tests names that stand for several types."""
    with pytest.raises(ValueError, match=text):
        values.parse_type(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023", "2023"),
        ("2023年", "2023"),
        ("2023-9", "2023-09"),
        ("2023/09", "2023-09"),
        ("2023.10", "2023-10"),
        ("2023年9月1日", "2023-09"),
        ("2023-09-01 00:00:00", "2023-09"),
    ],
)
def test_opening_is_read(text, expected):
    """Tests years, months and dates."""
    assert values.parse_opened(text) == expected


@pytest.mark.parametrize("text", ["23", "2023-13", "2023.1", "去年", "2023-09-40"])
def test_doubtful_opening_is_not_guessed(text):
    """Tests what is no month; 2023.1 may be October."""
    with pytest.raises(ValueError, match=text):
        values.parse_opened(text)


@pytest.mark.parametrize("text", ["4228", "42280100", "恩施", "422801.5"])
def test_doubtful_county_is_not_guessed(text):
    """Tests codes of other lengths and short names."""
    with pytest.raises(ValueError, match=text):
        values.parse_county(text)


@pytest.mark.parametrize(
    ("lon", "lat", "status"),
    [
        ("109.48", "30.29", PlaceStatus.OK),
        ("1.5", "42.5", PlaceStatus.OK),
        ("180", "90", PlaceStatus.OK),
        ("180.1", "90", PlaceStatus.OUT_OF_RANGE),
        ("30.29", "109.48", PlaceStatus.SWAPPED),
        ("999", "30", PlaceStatus.OUT_OF_RANGE),
        ("354321", "3352345", PlaceStatus.METRES),
        ("109.48", "0", PlaceStatus.ZERO),
        ("", "0", PlaceStatus.PARTIAL),
        ("", "", PlaceStatus.MISSING),
        ("109°", "", PlaceStatus.UNREADABLE),
    ],
)
def test_place_is_told(lon, lat, status):
    """Tests each status and the limits between them."""
    place = read_place(lon, lat)
    assert place.status is status
    is_known = status in (PlaceStatus.OK, PlaceStatus.SWAPPED)
    assert (place.lon is not None) is (place.lat is not None) is is_known


@pytest.mark.parametrize("mark", ["", "-", "—", "/", " ", "\u3000", "\xa0－"])
def test_blank_marks_are_not_known(tmp_path, mark):
    """Tests that no mark becomes 0, no, or text."""
    names = ("pupils", "weak", "village", "region_code", "opened", "room_area_m2")
    school = read(tmp_path, rows(dict.fromkeys(names, mark))).schools[0]
    assert {getattr(school, name) for name in names} == {None}


def test_zero_is_known(tmp_path):
    """Tests that 0 pupils and 无 pupils differ."""
    schools = read(tmp_path, rows({"pupils": "0"}, {"pupils": "无"})).schools
    assert [school.pupils for school in schools] == [0, None]
