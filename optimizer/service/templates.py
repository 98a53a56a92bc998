"""``alliance template --for``: the fill-in workbook of a county."""

from __future__ import annotations

import re
from pathlib import Path

from optimizer.crs import Crs
from optimizer.errors import DataError, OutputError
from optimizer.ingest.pairs import KIND_WORDS
from optimizer.ingest.values import ENSHI_COUNTIES
from optimizer.messages import Lang, text
from optimizer.report.template import Choices, County, write_template
from optimizer.service import folder

ANY_COUNTY = "county"
_CODE = re.compile(r"\d{6}")

_YES_NO = ("是", "否")
_TYPES = (
    "小学",
    "教学点",
    "初级中学",
    "九年一贯制学校",
    "完全中学",
    "十二年一贯制学校",
    "高级中学",
    "幼儿园",
    "特殊教育学校",
)
_REGIONS = (
    "主城区",
    "城乡结合区",
    "镇中心区",
    "镇乡结合区",
    "特殊区域",
    "乡中心区",
    "村庄",
)
_CHOICES = {
    "crs": tuple(crs.value.upper() for crs in Crs),
    "type_code": _TYPES,
    "region_code": _REGIONS,
    "quality": ("优质", "良好", "合格", "薄弱"),
    **dict.fromkeys(
        ("core", "weak", "new", "rural", "will_lead", "will_join"), _YES_NO
    ),
    "alliance_role": ("核心校", "成员校"),
    "owner_level": ("县属", "州直"),
    "runner": ("公办", "民办"),
    "status": ("正常", "停办", "撤并", "在建"),
}


def write_county_template(county: str, out: Path, lang: Lang = "zh") -> list[Path]:
    """Write the workbook a county fills in; return the files written.

    Parameters
    ----------
    county
        ``county`` for any, one of the eight counties by name, or a six-digit code.
    out
        Folder to write into.
    lang
        Language of its notes.

    Raises
    ------
    DataError
        D302 if there is no such county.
    OutputError
        O102 if the file exists already, O101 if it cannot be written.
    """
    made_for = _county(county)
    codes = [made_for.code] if made_for else list(ENSHI_COUNTIES.values())
    choices = Choices(
        {**_CHOICES, "county_code": codes},
        made_for,
        tuple(words[0] for words in KIND_WORDS.values()),
    )
    name = made_for.name if made_for else text("fill.any_county", lang)
    path = out / f"{text('fill.file', lang, county=name)}.xlsx"
    if path.exists():
        raise OutputError("O102", path=str(out), names=path.name)
    folder.write_file(path, lambda to: write_template(to, choices, lang))
    return [path]


def _county(given: str) -> County | None:
    """Return the county meant; ``None`` for any."""
    wanted = given.strip()
    if wanted.casefold() == ANY_COUNTY:
        return None
    for name, code in ENSHI_COUNTIES.items():
        if wanted in (name, code, name[:-1]):
            return County(code, name)
    if _CODE.fullmatch(wanted) and wanted.isascii():
        return County(wanted, wanted)
    names = "、".join(f"{name} {code}" for name, code in ENSHI_COUNTIES.items())
    raise DataError("D302", value=given, names=names)
