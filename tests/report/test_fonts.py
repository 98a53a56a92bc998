"""Which fonts are chosen, and what becomes of signs that none has."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from optimizer.errors import OutputError
from optimizer.report.fonts import (
    chinese_families,
    clusters,
    coded,
    faces,
    missing_note,
    missing_signs,
)

NOTO = {"Noto Serif CJK SC": {400, 700}, "Noto Sans CJK SC": {400, 700}}
OFFICE = {
    "FangSong_GB2312": {400},
    "SimHei": {400},
    "KaiTi_GB2312": {400},
    "FZXiaoBiaoSong-B05S": {400},
}


def test_fonts_of_the_standard_are_used_where_there_are_some() -> None:
    chosen = faces({**NOTO, **OFFICE})
    assert chosen.title.families[0] == "FZXiaoBiaoSong-B05S"
    assert chosen.body.families[0] == "FangSong_GB2312"
    assert chosen.hei.families[0] == "SimHei"
    assert chosen.kai.families[0] == "KaiTi_GB2312"
    assert chosen.note() is None


def test_bold_is_set_in_another_font_where_the_body_has_none() -> None:
    """Tests that a strong row differs: no one has a bold FangSong."""
    assert faces({**NOTO, **OFFICE}).strong.families[0] == "SimHei"
    assert faces(NOTO).strong.families[0] == "Noto Serif CJK SC"


def test_free_fonts_stand_in_and_are_told() -> None:
    chosen = faces(NOTO)
    assert chosen.body.families == ("Noto Serif CJK SC", "Noto Sans CJK SC")
    assert chosen.kai.families[0] == "Noto Sans CJK SC"
    assert dict(chosen.standing_in) == {
        "方正小标宋简体": "Noto Serif CJK SC",
        "仿宋_GB2312": "Noto Serif CJK SC",
        "黑体": "Noto Sans CJK SC",
        "楷体_GB2312": "Noto Sans CJK SC",
    }
    note = chosen.note()
    assert note is not None
    assert "仿宋_GB2312 → Noto Serif CJK SC" in note.render("zh")


def test_english_has_latin_fonts_before_chinese_ones() -> None:
    chosen = faces({**NOTO, "Liberation Serif": {400}, "Arial": {400, 700}}, lang="en")
    assert chosen.body.families[:2] == ("Liberation Serif", "Noto Serif CJK SC")
    assert chosen.title.families[0] == "Arial"
    assert chosen.standing_in == (("Times New Roman", "Liberation Serif"),)


def test_unknown_font_of_a_folder_is_used() -> None:
    """Tests a font nobody has heard of: it may have Chinese letters."""
    assert faces({"县里的字体": {400}}, ["县里的字体"]).body.families == ("县里的字体",)
    assert chinese_families({"县里的字体"}, ["县里的字体"]) == ["县里的字体"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_without_a_chinese_font_there_is_a_remedy(lang: str) -> None:
    for choose in (faces, chinese_families):
        with pytest.raises(OutputError) as caught:
            choose({"Arial": {400}, "Times New Roman": {400}})  # type: ignore[operator]
        assert caught.value.code == "font.none"
        assert "--fonts" in caught.value.render(lang)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("夔a", ["夔", "a"]),
        ("e\u0301x", ["e\u0301", "x"]),
        ("👨\u200d👩\u200d👧家", ["👨\u200d👩\u200d👧", "家"]),
        ("👍🏽好", ["👍🏽", "好"]),
        ("❤\ufe0f", ["❤\ufe0f"]),
        ("\u0301", ["\u0301"]),
        ("", []),
    ],
)
def test_a_sign_and_its_marks_are_one_piece(text: str, pieces: list[str]) -> None:
    assert clusters(text) == pieces


def test_missing_signs_are_found_by_halves() -> None:
    """Tests that all are found, and that plain letters are not even asked for."""
    asked: list[str] = []

    def shows(parts: Sequence[str]) -> bool:
        asked.extend(parts)
        return not {"😀", "\ue000"} & set(parts)

    texts = ["快乐😀小学abc \u3000\n", "夔\ue000门"]
    assert missing_signs(texts, shows) == ["\ue000", "😀"]
    assert not {"a", "\u3000", "\n"} & set(asked)


def test_code_stands_where_the_sign_stood() -> None:
    assert coded("快乐👍🏽小学😀", {"👍🏽"}) == "快乐〔U+1F44D U+1F3FD〕小学😀"
    assert coded("快乐", set()) == "快乐"


def test_note_names_signs_and_where_they_stand() -> None:
    texts = ["别处", "x" * 50 + "😀" + "y" * 50]
    note = missing_note(["😀"], texts, "Noto")
    assert note is not None
    assert "😀 (U+1F600: …xxxxxxxxxxxx😀yyyyyyyyyyyy…)" in note.render("en")
    many = missing_note([chr(0x1F600 + n) for n in range(20)], [], "Noto")
    assert many is not None
    assert "+8" in many.render("zh")
    assert missing_note([], texts, "Noto") is None
