"""Parsers of cells: what is understood and what is not."""

import re
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.ingest import values
from optimizer.ingest.numerals import Reading, Writing, in_words
from optimizer.ingest.place import PlaceStatus, read_place
from optimizer.ingest.values import read_value
from tests.ingest.builders import read, rows


def words(*lines):
    """Return the words of some lines."""
    return " ".join(lines).split()


NO_NUMBERS = words(
    "无 没有 不详 近百 上百 百余 120余 120多人 几十 不足100 100+ 100-120 100~120人",
    "100至120 约 人 三百五 一千二 二三 百二十 万 1,23 1_000 nan inf 1e999 1/2",
    "350.5 350① 350² ½ ٣٥ 35% 350㎡ 350元 #N/A 350(含附设班) 350人12班 =1+1 1.2.3",
)
YES = words(
    "是 YES true 1 y √ Ｙ T 对 ☑ ✓ 是(2023年) 是（2023.9） ☑是☐否 是√否□ 是■/否□"
)
NO = words("否 No FALSE 0 n × F 错 ☐ 不是 否(2022年) ☐是☑否 □是√否")
NEITHER = words("无 2 有 不详 ☒ 是否 是(待定) 否(未达标) ☑是☑否 ☐是☐否 是√否 是/否 拟")
NO_TYPES = words("中学 学校 21 2111 小学(311) 211中学 中心学校")
NO_REGIONS = words("城市 县镇 农村 乡村 镇区 130 220城区")
NO_COUNTIES = words("4228 42280100 恩施 422801.5 422802恩施市 4.22801E+11")
NO_DATES = words(
    "23 2023-13 2023.1 去年 2023-09-40 23年9月 9/1/23 2023-02-30 201913 18263 51137",
    "99999 3019 0023 二〇一九年十三月 九八年 2019学年 Sep-19 2019-2020",
)
PLAIN, CONVERTED, ROUGH = Writing.PLAIN, Writing.CONVERTED, Writing.ROUGH


@pytest.mark.parametrize(
    ("name", "text", "expected", "writing"),
    [
        ("pupils", "350", 350, PLAIN),
        ("pupils", "３５０", 350, PLAIN),
        ("pupils", " 1,234 ", 1234, PLAIN),
        ("pupils", "1，234", 1234, PLAIN),
        ("pupils", "350.0", 350, PLAIN),
        ("pupils", "3.5e2", 350, PLAIN),
        ("pupils", "−5", -5, PLAIN),
        ("pupils", "350人", 350, CONVERTED),
        ("pupils", "350 名", 350, CONVERTED),
        ("pupils", "1.2万", 12000, CONVERTED),
        ("pupils", "1.1万人", 11000, CONVERTED),
        ("pupils", "三百五十", 350, CONVERTED),
        ("pupils", "三百零五人", 305, CONVERTED),
        ("pupils", "十二", 12, CONVERTED),
        ("pupils", "两百", 200, CONVERTED),
        ("pupils", "三五〇", 350, CONVERTED),
        ("pupils", "〇二三", 23, CONVERTED),
        ("pupils", "叁佰伍拾", 350, CONVERTED),
        ("pupils", "一万零五百", 10500, CONVERTED),
        ("pupils", "约120", 120, ROUGH),
        ("pupils", "大约 120 人", 120, ROUGH),
        ("pupils", "120左右", 120, ROUGH),
        ("pupils", "约120人左右", 120, ROUGH),
        ("classes", "12个班", 12, CONVERTED),
        ("media_rooms", "8间", 8, CONVERTED),
        ("room_area_m2", "1200㎡", 1200.0, CONVERTED),
        ("room_area_m2", "1200m²", 1200.0, CONVERTED),
        ("room_area_m2", "1200 平方米", 1200.0, CONVERTED),
        ("sport_area_m2", "10亩", 6666.67, CONVERTED),
        ("sport_area_m2", "0.5公顷", 5000.0, CONVERTED),
        ("equip_yuan", "36.5万元", 365000.0, CONVERTED),
        ("equip_yuan", "365000元", 365000.0, CONVERTED),
        ("equip_yuan", "0.07", 0.07, PLAIN),
    ],
)
def test_number_is_read(name, text, expected, writing):
    """Tests digits, units, 万, Chinese numerals and rough figures."""
    assert read_value(name, text) == Reading(expected, writing)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *(("pupils", text) for text in NO_NUMBERS),
        ("pupils", "120 130"),
        ("pupils", "35\n0"),
        ("classes", "12间"),
        ("media_rooms", "8㎡"),
        ("room_area_m2", "10元"),
        ("equip_yuan", "36万平方米"),
        ("equip_yuan", "36美元"),
    ],
)
def test_doubtful_number_stays_unknown(name, text):
    """Tests that nothing is guessed: ranges, colloquial numerals, other units."""
    with pytest.raises(ValueError):  # noqa: PT011
        read_value(name, text)


@given(
    number=st.integers(0, 99_999_999),
    spell=st.sampled_from(
        [
            str,
            "{:,}".format,
            "{}人".format,
            "{:,} 名".format,
            in_words,
            lambda n: f"约{n}",
            lambda n: "".join(chr(ord(c) + 0xFEE0) for c in str(n)),
        ]
    ),
)
def test_number_comes_back_from_every_writing(number, spell):
    """Tests that writing and reading a number are inverse."""
    assert read_value("pupils", spell(number)).value == number


@given(
    name=st.sampled_from(sorted(values.READERS)),
    text=st.text(max_size=60)
    | st.text(
        "0123456789.,-+eE万亿千百十一二三〇约左右年月日人名元亩㎡°'\"", max_size=14
    ),
)
def test_readers_raise_nothing_but_value_error(name, text):
    """Tests that no text of a file brings the program down."""
    with suppress(ValueError):
        read_value(name, text)


@pytest.mark.parametrize("text", YES)
def test_yes_is_read(text):
    """Tests the ways to say yes."""
    assert read_value("weak", text).value is True


@pytest.mark.parametrize("text", NO)
def test_no_is_read(text):
    """Tests the ways to say no."""
    assert read_value("weak", text).value is False


@pytest.mark.parametrize("text", NEITHER)
def test_other_words_are_neither(text):
    """Tests that a doubtful word is not no."""
    with pytest.raises(ValueError):  # noqa: PT011
        read_value("weak", text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("有", True), ("无", False), ("愿意", True), ("不同意", False), ("是", True)],
)
def test_will_is_read(text, expected):
    """Tests that 有 and 无 answer a question of will, and no other one."""
    assert read_value("will_lead", text).value is expected


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
        ("211.0", "211"),
        ("211 小学", "211"),
        ("小学(211)", "211"),
        ("小学（２１１）", "211"),
        ("312-九年一贯制学校", "312"),
    ],
)
def test_type_is_read(text, expected):
    """Tests codes and names."""
    assert values.parse_type(text) == expected


@pytest.mark.parametrize("text", NO_TYPES)
def test_doubtful_type_is_not_guessed(text):
    """Tests names that stand for several types."""
    with pytest.raises(ValueError, match=re.escape(text)):
        values.parse_type(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("121 镇中心区", "121"),
        ("村庄(220)", "220"),
        ("220.0", "220"),
        ("乡中心区", "210"),
    ],
)
def test_region_is_read(text, expected):
    """Tests codes, names and both together."""
    assert values.parse_region(text) == expected


@pytest.mark.parametrize("text", NO_REGIONS)
def test_doubtful_region_is_not_guessed(text):
    """Tests the old three classes, and names of several codes."""
    with pytest.raises(ValueError, match=re.escape(text)):
        values.parse_region(text)


@pytest.mark.parametrize(
    ("text", "expected", "writing"),
    [
        ("2023", "2023", PLAIN),
        ("2023年", "2023", PLAIN),
        ("2023-9", "2023-09", PLAIN),
        ("2023/09", "2023-09", PLAIN),
        ("2023.10", "2023-10", PLAIN),
        ("2019.09", "2019-09", PLAIN),
        ("2019/9/1", "2019-09", PLAIN),
        ("2023年9月1日", "2023-09", PLAIN),
        ("2023-09-01 00:00:00", "2023-09", PLAIN),
        ("2023-09-01T00:00:00", "2023-09", PLAIN),
        ("二〇一九年九月", "2019-09", CONVERTED),
        ("一九八五年", "1985", CONVERTED),
        ("二零二三年十二月", "2023-12", CONVERTED),
        ("201909", "2019-09", CONVERTED),
        ("20190901", "2019-09", CONVERTED),
        ("43709", "2019-09", CONVERTED),
        ("18264", "1950-01", CONVERTED),
    ],
)
def test_opening_is_read(text, expected, writing):
    """Tests years, months, dates, Chinese numerals and days of spreadsheets."""
    assert read_value("opened", text) == Reading(expected, writing)


@pytest.mark.parametrize("text", NO_DATES)
def test_doubtful_opening_is_not_guessed(text):
    """Tests what is no month; 2023.1 may be October, 23 may be any century."""
    with pytest.raises(ValueError):  # noqa: PT011
        read_value("opened", text)


@given(day=st.dates(date(1950, 1, 1), date(2039, 12, 31)))
def test_date_comes_back_from_every_writing(day):
    """Tests that each supported writing of a day is read as its month."""
    month = f"{day:%Y-%m}"
    serial = (day - date(1899, 12, 30)).days
    for text in (f"{day:%Y-%m-%d}", f"{day:%Y%m%d}", f"{day:%Y/%m/%d}", str(serial)):
        assert read_value("opened", text).value == month


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("422801 恩施市", "422801"),
        ("恩施市(422801)", "422801"),
        ("'422801", "422801"),
        ("422801.0", "422801"),
    ],
)
def test_county_is_read(text, expected):
    """Tests codes beside names, and what spreadsheets add to a code."""
    assert values.parse_county(text) == expected


@pytest.mark.parametrize("text", NO_COUNTIES)
def test_doubtful_county_is_not_guessed(text):
    """Tests codes of other lengths and short names."""
    with pytest.raises(ValueError, match=re.escape(text)):
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
        ("109°", "", PlaceStatus.PARTIAL),
        ("109°x", "", PlaceStatus.UNREADABLE),
    ],
)
def test_place_is_told(lon, lat, status):
    """Tests each status and the limits between them."""
    place = read_place(lon, lat)
    assert place.status is status
    assert place.is_known is (status in (PlaceStatus.OK, PlaceStatus.SWAPPED))


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
