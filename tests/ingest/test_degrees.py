"""Coordinate cells: every writing that is understood, and near ones that are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import CRS, Transformer

from optimizer.crs import Crs
from optimizer.ingest.numerals import Writing
from optimizer.ingest.place import PlaceStatus, read_place, read_place_cell
from optimizer.ingest.projected import projections_of

LON, LAT = 109 + 29 / 60 + 17 / 3600, 30 + 17 / 60 + 24 / 3600

SPELLINGS = (
    "{}°{}′{}″",
    "{}度{}分{}秒",
    "{}:{}:{}",
    "{} {} {}",
    "东经{}°{}'{}\"",
    "{}°{}’{}”E",
)
SIGNS = "0123456789.,°′″'\" EWNS东经北纬度分秒gb()-:"

DEGREES_AND_MINUTES = [
    ("109°29′17″E", "30°17′24″N"),
    ("109°29'17\"", "30°17'24\""),
    ("109°29’17”", "30°17’24”"),
    ("109º29'17″", "30˚17'24″"),
    ("东经109度29分17秒", "北纬30度17分24秒"),
    ("东经：109°29′17″", "北纬：30°17′24″"),
    ("E109°29′17″", "N30°17′24″"),
    ("109:29:17", "30:17:24"),
    ("109 29 17", "30 17 24"),
    ("１０９°２９′１７″", "３０°１７′２４″"),
    ("109° 29′ 17.0″ E", "30° 17′ 24.0″ N"),
    ("109°29.2833333′", "30°17.4′"),
    ("109度29.2833333分", "30度17.4分"),
]


@pytest.mark.parametrize(("lon", "lat"), DEGREES_AND_MINUTES)
def test_degrees_and_minutes_are_read(lon, lat):
    """Tests that each writing is one place, in either order of the columns."""
    place = read_place(lon, lat)
    assert (place.lon, place.lat) == pytest.approx((LON, LAT), abs=1e-8)
    assert place.status is PlaceStatus.OK
    assert place.writing is Writing.CONVERTED
    turned = read_place(lat, lon)
    assert turned.status is PlaceStatus.SWAPPED or turned.lon == pytest.approx(LAT)
    for text in (f"{lon},{lat}", f"{lon}，{lat}", f"{lon};{lat}"):
        pair = read_place_cell(text)
        assert (pair.lon, pair.lat) == pytest.approx((LON, LAT), abs=1e-8)


@pytest.mark.parametrize(
    "text",
    [
        "109.48,30.29",
        "109.48，30.29",
        "109.48、30.29",
        "109.48;30.29",
        "109.48 30.29",
        "109.48/30.29",
        "(109.48, 30.29)",
        "[109.48,30.29]",
        "30.29,109.48",
        "30.29 109.48",
        "POINT (109.48 30.29)",
        "Point(109.48 30.29)",
        "POINT Z (109.48 30.29 512)",
        "E109.48 N30.29",
        "E109.48N30.29",
        "N30.29,E109.48",
        "109.48E,30.29N",
        "东经109.48°北纬30.29°",
        "经度:109.48,纬度:30.29",
        "lon=109.48, lat=30.29",
        "g109.48,30.29",
        "b109.48,30.29",
    ],
)
def test_pair_in_one_cell_is_read(text):
    """Tests separators, brackets, WKT, either order, and the marks of a system."""
    place = read_place_cell(text)
    assert (place.lon, place.lat) == (109.48, 30.29)
    assert place.status is PlaceStatus.OK
    assert place.crs is {"g": Crs.GCJ02, "b": Crs.BD09}.get(text[0])
    assert read_place(text, "") == place == read_place("", text)


@pytest.mark.parametrize(
    "text",
    [
        "109,48",
        "109.48",
        "109.48,",
        "109.48,30.29,512",
        "109.48,30.29 109.49,30.30",
        "109°61′,30°17′",
        "109°29′60″,30°17′24″",
        "109.5°29′,30.29",
        "E109.48,E30.29",
        "x109.48,30.29",
        "舞阳坝",
        "109.48-30.29",
        "POINT (109.48)",
        "LINESTRING (109.48 30.29, 109.5 30.3)",
        "109.48,30.29" * 20,
        "无",
    ],
)
def test_doubtful_pair_is_not_guessed(text):
    """Tests what is no pair of coordinates."""
    place = read_place_cell(text)
    assert place.status is PlaceStatus.UNREADABLE
    assert place.lon is place.lat is None


def test_marks_in_columns_of_their_own():
    """Tests g and b before a number in two columns; two marks contradict."""
    assert read_place("g109.48", "30.29").crs is Crs.GCJ02
    assert read_place("b109.48", "b30.29").crs is Crs.BD09
    assert read_place("g109.48", "b30.29").status is PlaceStatus.UNREADABLE


@given(
    seconds=st.tuples(
        st.integers(109 * 36000, 110 * 36000), st.integers(30 * 36000, 31 * 36000)
    ),
    spell=st.sampled_from(SPELLINGS),
)
def test_place_comes_back_from_every_writing(seconds, spell):
    """Tests that writing and reading tenths of a second are inverse."""
    lon, lat = (spell.format(n // 36000, n // 600 % 60, n % 600 / 10) for n in seconds)
    lat = lat.replace("东经", "北纬").replace("E", "N")
    place = read_place(lon, lat)
    assert place.lon == pytest.approx(seconds[0] / 36000, abs=1e-9)
    assert place.lat == pytest.approx(seconds[1] / 36000, abs=1e-9)


@given(
    lon=st.text(max_size=40) | st.text(SIGNS, max_size=24),
    lat=st.text(SIGNS, max_size=16),
)
def test_no_text_brings_the_reader_down(lon, lat):
    """Tests that any two cells come to a status."""
    place = read_place(lon.strip(), lat.strip())
    assert place.is_known <= (place.lon is not None and place.lat is not None)


@pytest.mark.parametrize("code", [4524, 4525, 4545, 4546, 4497, 32649, 3857])
def test_projection_of_metres_is_among_the_hints(code):
    """Tests with pyproj that metres made by a projection name it, either way round."""
    name = f"EPSG:{code} {CRS.from_epsg(code).name}"
    east, north = Transformer.from_crs(4326, code, always_xy=True).transform(
        109.6, 30.3
    )
    assert read_place(str(east), str(north)).status is PlaceStatus.METRES
    assert name in projections_of(east, north)
    assert f"{name} (y, x)" in projections_of(north, east)


def test_zone_number_leaves_one_hint():
    """Tests that the number before the easting tells the zone apart."""
    assert len(projections_of(37354321, 3352345)) == 1
    assert projections_of(5000.0, 70000.0) == []
