"""The bare package a Word document is filled into, and its bytes made the same.

python-docx brings a template with blue headings, an author, a theme and parts nobody
uses; this one holds what the document needs and nothing else.
"""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

import docx
from docx.document import Document as Word

from optimizer.messages import Lang
from optimizer.report.document.word_styles import W, fonts_xml, styles_xml

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = "application/vnd.openxmlformats-officedocument"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD_TYPE = f"{_TYPES}.wordprocessingml"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_DUBLIN = "http://purl.org/dc"

_LONGEST_PROPERTY = 255
"""Letters of a property that every reader accepts."""

_ANY_TIME = (1980, 1, 1, 0, 0, 0)
"""The first time a ZIP archive can hold."""

_PARTS = (
    ("word/document.xml", f"{_WORD_TYPE}.document.main+xml"),
    ("word/styles.xml", f"{_WORD_TYPE}.styles+xml"),
    ("word/settings.xml", f"{_WORD_TYPE}.settings+xml"),
    ("word/fontTable.xml", f"{_WORD_TYPE}.fontTable+xml"),
    ("docProps/core.xml", _CORE_TYPE),
)

_SETTINGS = (
    f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:evenAndOddHeaders/>'
    '<w:characterSpacingControl w:val="compressPunctuation"/>'
    '<w:compat><w:useFELayout/><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
)


def bare_word(title: str, subject: str, lang: Lang) -> Word:
    """Return an empty document with our styles and these properties."""
    held = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            (f"{_RELATIONS}/officeDocument", "word/document.xml"),
            (
                f"{_PACKAGE}/relationships/metadata/core-properties",
                "docProps/core.xml",
            ),
        ),
        "word/_rels/document.xml.rels": _relations(
            *(
                (f"{_RELATIONS}/{kind}", f"{kind}.xml")
                for kind in ("styles", "settings")
            ),
            (f"{_RELATIONS}/fontTable", "fontTable.xml"),
        ),
        "word/document.xml": (
            f'<w:document xmlns:w="{W}" xmlns:r="{_RELATIONS}">'
            "<w:body><w:sectPr/></w:body></w:document>"
        ),
        "word/styles.xml": styles_xml(lang),
        "word/settings.xml": _SETTINGS,
        "word/fontTable.xml": fonts_xml(),
        "docProps/core.xml": _properties(title, subject, lang),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in held.items():
            archive.writestr(name, _HEAD + text)
    return docx.Document(packed)


def packed(word: Word) -> bytes:
    """Return the file of a document, with no time of day in it."""
    saved, out = io.BytesIO(), io.BytesIO()
    word.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(out, "w") as archive:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, _ANY_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, source.read(name))
    return out.getvalue()


def _content_types() -> str:
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in _PARTS
    )
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{relations}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(*pairs: tuple[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(pairs, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _properties(title: str, subject: str, lang: Lang) -> str:
    """Return the properties of the file: no author and no date."""
    cut_title, cut_subject = (
        escape(text[:_LONGEST_PROPERTY]) for text in (title, subject)
    )
    language = {"zh": "zh-CN", "en": "en-US"}[lang]
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="{_DUBLIN}/elements/1.1/">'
        f"<dc:title>{cut_title}</dc:title><dc:subject>{cut_subject}</dc:subject>"
        f"<dc:creator></dc:creator><dc:language>{language}</dc:language>"
        "</cp:coreProperties>"
    )
