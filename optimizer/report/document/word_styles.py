"""Styles of a Word document after GB/T 9704: black, with fonts for Chinese letters.

Written whole, so that nothing of a word processor's own look (blue headings, fonts of
a theme) is left to show through.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from optimizer import messages
from optimizer.messages import Lang
from optimizer.report.document.layout import (
    CELL_LINE,
    CELL_MM,
    LOOKS,
    SIGN_LETTERS,
    TABLE_GAP,
    TITLE_GAP,
    Look,
)

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

TWIPS_PER_MM = 1440 / 25.4
_TWIPS_PER_PT = 20

FANGSONG = "仿宋_GB2312"
_HEI = "黑体"
_KAI = "楷体_GB2312"
_XIAOBIAOSONG = "方正小标宋简体"
_SONG = "宋体"
_SERIF, _SANS = "Times New Roman", "Arial"

STAND_INS = {
    FANGSONG: "仿宋",
    _KAI: "楷体",
    _XIAOBIAOSONG: "方正小标宋_GBK",
    _HEI: "SimHei",
    _SONG: "SimSun",
}
"""Fonts of the standard, and what a machine without them should take instead."""


@dataclass(frozen=True)
class _Style:
    """One paragraph style; sizes and pitches in points, indents in letters.

    ``name`` is that of a built-in style, which word processors show in the user's
    language, or empty: then it stands in the messages under ``id``.
    """

    id: str
    name: str
    font: str
    size: float
    pitch: float | None = None
    align: str = "both"
    first: int = 0
    right: int = 0
    bold: bool = False
    keep: bool = False
    outline: int | None = None
    before: float = 0
    after: float = 0
    tighter: float = 0
    latin: str = _SERIF


def _styles(look: Look, lang: Lang) -> Iterator[_Style]:
    text, display = _SERIF, (_SERIF if lang == "zh" else _SANS)
    is_en = lang == "en"
    body, pitch, tight = look.body, look.pitch, look.tighter
    line = look.cell * CELL_LINE
    yield _Style("flush", "Normal", FANGSONG, body, pitch, tighter=tight)
    yield _Style(
        "body", "Body Text First Indent", FANGSONG, body, pitch, first=2, tighter=tight
    )
    yield _Style(
        *("title", "Title", _XIAOBIAOSONG, look.title, look.title_pitch, "center"),
        keep=True,
        after=pitch * TITLE_GAP,
        bold=is_en,
        latin=display,
    )
    for level, font in enumerate((_HEI, _KAI, FANGSONG), start=1):
        yield _Style(
            *(f"heading{level}", f"heading {level}", font, body, pitch, "left"),
            first=2,
            keep=True,
            outline=level - 1,
            bold=is_en or font == FANGSONG,
            latin=display if font != FANGSONG else text,
        )
    yield _Style("centre", "", FANGSONG, body, pitch, "center")
    yield _Style(
        "sign", "Signature", FANGSONG, body, pitch, "right", right=SIGN_LETTERS
    )
    yield _Style("note", "", FANGSONG, look.note, look.note_pitch, "left")
    yield _Style(
        *("caption", "caption", _HEI, look.cell, line, "center"),
        keep=True,
        before=look.cell,
        after=3,
        bold=is_en,
        latin=display,
    )
    yield _Style("cell", "", FANGSONG, look.cell, line, "left")
    yield _Style(
        *("head", "", _HEI, look.cell, line, "center"),
        keep=True,
        bold=is_en,
        latin=display,
    )
    yield _Style("gap", "", FANGSONG, 1, pitch * TABLE_GAP, "left", keep=True)
    yield _Style("header", "header", _SONG, look.running, None, "center")
    yield _Style("number", "footer", _SONG, look.number, None, "right", latin=_SONG)


def styles_xml(lang: Lang) -> str:
    """Return ``styles.xml`` for a document in a language."""
    written = "".join(_paragraph(style, lang) for style in _styles(LOOKS[lang], lang))
    body = LOOKS[lang].body
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(FANGSONG, _SERIF)}"
        f'<w:color w:val="000000"/><w:sz w:val="{2 * body:g}"/>'
        f'<w:szCs w:val="{2 * body:g}"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" '
        'w:defSemiHidden="1" w:defUnhideWhenUsed="0" w:defQFormat="0" w:count="376"/>'
    )
    return (
        f'<w:styles xmlns:w="{W}">{defaults}{written}{_letters()}{_tables(lang)}'
        "</w:styles>"
    )


def _paragraph(style: _Style, lang: Lang) -> str:
    is_base = style.id == "flush"
    name = style.name or messages.text(f"document.style.{style.id}", lang)
    based = "" if is_base else '<w:basedOn w:val="flush"/>'
    then = '<w:next w:val="body"/>' if style.keep and style.outline is not None else ""
    default = ' w:default="1"' if is_base else ""
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{style.id}">'
        f"<w:name w:val={quoteattr(name)}/>{based}{then}<w:qFormat/>"
        f"<w:pPr>{_paragraph_marks(style)}</w:pPr>"
        f"<w:rPr>{_letter_marks(style)}</w:rPr></w:style>"
    )


def _paragraph_marks(style: _Style) -> str:
    keep = "1" if style.keep else "0"
    parts = [f'<w:keepNext w:val="{keep}"/>', '<w:widowControl w:val="0"/>']
    parts.append('<w:snapToGrid w:val="0"/>')
    line = (
        'w:line="240" w:lineRule="auto"'
        if style.pitch is None
        else f'w:line="{_twips(style.pitch)}" w:lineRule="exact"'
    )
    before, after = _twips(style.before), _twips(style.after)
    parts.append(f'<w:spacing w:before="{before}" w:after="{after}" {line}/>')
    parts.append(_indent(style))
    parts.append(f'<w:jc w:val="{style.align}"/>')
    if style.outline is not None:
        parts.append(f'<w:outlineLvl w:val="{style.outline}"/>')
    return "".join(parts)


def _indent(style: _Style) -> str:
    # The indent in letters wins where it is understood; the other is for the rest.
    right, first = _twips(style.right * style.size), _twips(style.first * style.size)
    return (
        f'<w:ind w:rightChars="{100 * style.right}" w:right="{right}" '
        f'w:firstLineChars="{100 * style.first}" w:firstLine="{first}"/>'
    )


def _letter_marks(style: _Style) -> str:
    size = f"{2 * style.size:g}"
    bold = int(style.bold)
    tighter = -_twips(style.tighter)
    return (
        f'{_fonts(style.font, style.latin)}<w:b w:val="{bold}"/>'
        f'<w:bCs w:val="{bold}"/><w:color w:val="000000"/>'
        f'<w:spacing w:val="{tighter}"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN"/>'
    )


def _fonts(chinese: str, latin: str) -> str:
    return (
        f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" '
        f'w:eastAsia="{chinese}" w:cs="{latin}"/>'
    )


def _twips(points: float) -> int:
    return round(points * _TWIPS_PER_PT)


def _letters() -> str:
    return (
        '<w:style w:type="character" w:default="1" w:styleId="letters">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="nolist">'
        '<w:name w:val="No List"/></w:style>'
    )


def _tables(lang: Lang) -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    line = 'w:val="single" w:sz="4" w:space="0" w:color="000000"'
    borders = "".join(f"<w:{side} {line}/>" for side in sides)
    across, down = (round(mm * TWIPS_PER_MM) for mm in CELL_MM)
    rooms = {"top": down, "left": across, "bottom": down, "right": across}
    room = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in rooms.items()
    )
    name = quoteattr(messages.text("document.style.table", lang))
    return (
        '<w:style w:type="table" w:default="1" w:styleId="anytable">'
        '<w:name w:val="Normal Table"/></w:style>'
        '<w:style w:type="table" w:styleId="table">'
        f'<w:name w:val={name}/><w:basedOn w:val="anytable"/>'
        f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders>"
        f"<w:tblCellMar>{room}</w:tblCellMar></w:tblPr></w:style>"
    )


def fonts_xml() -> str:
    """Return ``fontTable.xml``: what to take where a font is not installed."""
    rows = "".join(
        f'<w:font w:name="{escape(name)}"><w:altName w:val="{other}"/>'
        '<w:charset w:val="86"/></w:font>'
        for name, other in STAND_INS.items()
    )
    latin = "".join(f'<w:font w:name="{name}"/>' for name in (_SERIF, _SANS))
    return f'<w:fonts xmlns:w="{W}">{rows}{latin}</w:fonts>'
