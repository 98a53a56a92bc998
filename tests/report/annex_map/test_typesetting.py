"""The annex as PDF and PNG: fonts, texts, sizes, and the same bytes each time."""

from __future__ import annotations

import hashlib
import io
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from optimizer.errors import OutputError
from optimizer.report.annex_map import Typesetter
from optimizer.report.labels import plain
from tests.report.annex_map.annex_factory import (
    document,
    document_of,
    insides_of,
    needs_font,
    pdf_of,
    text_of,
    two_counties,
)
from tests.report.map_factory import EVIL, small_map

MM = 72 / 25.4
DIGEST = """
import hashlib
from optimizer.report.annex_map import Typesetter
from tests.report.annex_map.annex_factory import document
made, setter = document(), Typesetter()
for content in [setter.pdf(made), *setter.png(made, 60)]:
    print(hashlib.sha256(content).hexdigest())
"""


@needs_font
def test_same_annex_is_the_same_bytes_in_every_process() -> None:
    """Tests PDF and pictures, with another seed for the hashes of texts."""
    found = [
        subprocess.run(
            [sys.executable, "-c", DIGEST],
            cwd=Path(__file__).parents[3],
            env={"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": "."},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
        for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai"))
    ]
    assert found[0] == found[1]
    here = hashlib.sha256(Typesetter().pdf(document())).hexdigest()
    assert [here] == found[0][:1]


@needs_font
def test_every_alliance_is_in_the_text_of_the_pdf() -> None:
    """Tests that texts can be selected: numbers, cores, members, statements, digest."""
    made = document()
    text = text_of(pdf_of(made))
    for word in ("城关小学", "河口小学", "东村小学", "西村教学点", "远山小学"):
        assert word in text
    for row in made["list"]["groups"][0]["rows"]:
        assert row["number"] + "".join("".join(row["cells"]).split()) in text
    for word in (
        "打印附图",
        "演示数据",
        "版本3",
        "方案校验码",
        "县界仅为示意,未经地图审核",
        "本方案不调整学生学籍和学区,不撤并学校",
        "图例",
        "北",
        "第1页共2页",
        "第2页共2页",
    ):
        assert word in text
    ratio = "".join(made["sheets"][0]["scale"]["ratio"].split())
    assert ratio in text


@needs_font
@pytest.mark.parametrize(
    ("paper", "short", "long"), [("A4", 210, 297), ("A3", 297, 420)]
)
def test_pages_have_the_size_of_the_paper(paper: str, short: int, long: int) -> None:
    """Tests the MediaBox of every page, to half a millimetre."""
    for made in (document(paper=paper), document_of(*two_counties(), paper)):
        sheets = made["sheets"]
        pages = pdf_of(made).pages
        assert len(pages) >= len(sheets) + 1
        for page in pages:
            width, height = (float(v) / MM for v in page.mediabox[2:])
            assert sorted([width, height]) == pytest.approx([short, long], abs=0.5)
        for sheet, page in zip(sheets, pages, strict=False):
            assert (page.mediabox.height > page.mediabox.width) is sheet["upright"]


MARKUP = (
    '#panic("x")',
    "$x$ *粗* _斜_ @x <l>",
    "= 标题\n- 项",
    "\\u{41}#eval",
    "// 注",
)


@needs_font
@pytest.mark.parametrize("names", [EVIL[:7], EVIL[1:], MARKUP])
def test_hostile_names_are_printed_as_they_are(names: tuple[str, ...]) -> None:
    """Tests names with markup of typst, HTML and Python, and signs that hide."""
    made = document("internal", names=names, title=EVIL[4])
    text = text_of(pdf_of(made))
    for name in names:
        assert "".join(plain(name).split()) in text


@needs_font
def test_rare_letters_of_the_place_are_printed() -> None:
    """Tests letters that are not in GB 2312."""
    text = text_of(pdf_of(document(names=("东瀼口镇小学", "夔州路小学"))))
    assert "东瀼口镇小学" in text
    assert "夔州路小学" in text


@needs_font
def test_letter_that_no_font_has_is_printed_as_its_code() -> None:
    """Tests that no school gets an empty box for a name, and that it is told."""
    made = document(names=("\U000e0041学校", "学\U0001fffe校\ue000\U000320ff"))
    setter = Typesetter()
    note = setter.note(made)
    assert note is not None
    text = text_of(PdfReader(io.BytesIO(setter.pdf(made))))
    for code in ("U+1FFFE", "U+E000", "U+320FF"):
        assert f"〔{code}〕" in text
        assert code in note.render("zh")
    assert len(setter.png(made, 50)) == 2
    assert setter.note(document()) is None


@needs_font
def test_pdf_tells_nothing_of_when_and_where_it_was_made() -> None:
    """Tests the metadata: a title, and neither date, author nor path."""
    reader = pdf_of(document())
    info = reader.metadata
    assert info is not None
    assert info.title == "示例方案"
    assert info.author is None
    inside = insides_of(reader)
    for word in (
        b"CreationDate",
        b"CreateDate",
        b"ModDate",
        b"/home",
        b"/tmp",
        b"/root",
    ):
        assert word not in inside


@needs_font
def test_pdf_calls_nothing() -> None:
    """Tests that there is no script, link or file inside."""
    inside = insides_of(pdf_of(document("internal", names=EVIL)))
    for word in (b"/JavaScript", b"/JS", b"/URI", b"/Launch", b"/EmbeddedFile"):
        assert word not in inside


@needs_font
def test_pictures_have_the_size_asked_for() -> None:
    """Tests one PNG a page, in dots."""
    pages = Typesetter().png(document(), 50)
    assert len(pages) == 2
    for page in pages:
        assert page.startswith(b"\x89PNG")
        width, height = struct.unpack(">II", page[16:24])
        assert sorted([width, height]) == pytest.approx([413, 585], abs=2)


@needs_font
def test_fonts_of_the_text_are_embedded() -> None:
    """Tests that the PDF looks the same where the font is not installed."""
    inside = insides_of(pdf_of(document()))
    assert b"/FontFile" in inside


def test_folder_without_fonts_is_refused_with_a_remedy(tmp_path: Path) -> None:
    """Tests that an annex is never set in boxes."""
    with pytest.raises(OutputError) as caught:
        Typesetter(tmp_path)
    assert caught.value.code == "font.none"
    for lang in ("zh", "en"):
        assert "fonts-noto-cjk" in caught.value.render(lang)
        assert "--fonts" in caught.value.render(lang)


def test_folder_of_fonts_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """Tests the path in the message."""
    with pytest.raises(OutputError, match="none") as caught:
        Typesetter(tmp_path / "none")
    assert caught.value.code == "font.folder"


@needs_font
def test_long_texts_stay_whole_and_on_their_page() -> None:
    """Tests a long title and notice, and names of one run of letters."""
    names = ("W" * 120, "很长" * 60)
    notice = "演示数据:所有学校均为虚构,请勿作为正式文件使用,任何雷同纯属巧合"
    title = "某某土家族苗族自治州某某县县域义务教育教联体组建与发展实施方案征求意见稿"
    case, plan = small_map("print", names=names, title=title)
    reader = pdf_of(document_of(case, plan, notice=notice))
    text = text_of(reader).replace("\u200b", "")
    for word in (*names, notice, title):
        assert word in text
    assert len(reader.pages) == 2
    for page in reader.pages:
        places: list[tuple[float, float]] = []
        page.extract_text(
            visitor_text=lambda said, _cm, tm, _f, _s, found=places: (
                found.append((tm[4], tm[5])) if said.strip() else None
            )
        )
        assert places
        assert all(0 <= x <= page.mediabox.width for x, _ in places)
        assert all(0 <= y <= page.mediabox.height for _, y in places)
