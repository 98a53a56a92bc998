"""Personal data: turned away at the door, and never told again in words.

Three answers, of which the first that fits is given:

* a table with data on single pupils or their families is refused: by its headers
  (D124), or by cells that hold an identity card number, a number of the school
  register, a bank card or a mobile phone (D277). The message names column and row;
  the text of the cell is masked;
* columns of names and phones of staff are ignored with a note (D123);
* columns of counts on groups of children who need protection are ignored with a
  note (D278): a count below 5 points at single children.

Cells under a header of contact data may hold phones, as they are not read; identity
cards and bank cards are refused there too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from optimizer.domain import Issue, Severity
from optimizer.errors import DataError
from optimizer.ingest.tables import Row, Table
from optimizer.tabular import HIDDEN_WORDS, normal

PUPIL_HEADERS: Final = re.compile(
    "身份证|证件号|学籍号|银行卡|学生(的)?(姓名|名字|名单|电话|手机|住址|家庭住址)|监护人(?!数)"
    "|出生日期|家长.*(姓名|电话|手机|联系|微信|号码)|家庭(住址|地址|电话)|^(学号|学籍)$"
    "|id_?card|(student|pupil)_?name|guardian|parent_?(name|phone|tel)"
)
"""Headers of data on single pupils or their families (policy of DOMAIN 2.7)."""

CONTACT_HEADERS: Final = re.compile(
    "校长|园长|负责人|联系人|填表人|填报人|审核人|班主任|姓名|电话|手机|邮箱|微信|qq号"
    "|principal|headmaster|contact|phone|mobile|e-?mail"
)
"""Headers of data on staff in office: of no use here, so never kept."""

SENSITIVE_HEADERS: Final = re.compile(
    "残疾|残障|留守|困境|孤儿|随班就读|贫困|低保|单亲"
)
"""Headers of counts on groups of children who need protection."""

_PUPIL_WORDS = frozenset({"学生", "孩子", "儿童", "家长", "监护人", "幼儿"})
"""Headers of pupils and families, if names stand below them."""

_CODE_HEADERS = re.compile("标识码|代码|编号|经度|纬度|坐标|_id$|_code$|^(lon|lat|id)")
"""Headers of codes, where eleven digits are no phone."""

MASK = "*"

_LONG_DIGITS = re.compile(r"\d(?:[\s-]?\d){10}")
_PHONE = re.compile(r"(?<![\d.])(?:\+?86[\s-]?)?1[3-9]\d(?:[\s-]?\d{4}){2}(?!\d)")
_IDENTITY = re.compile(r"(?<!\d)[GL]?\d{6}\s?\d{8}\s?\d{3}[\dX](?!\d)", re.IGNORECASE)
_CARD = re.compile(r"(?<![\d.])62\d{2}(?:[\s-]?\d{4}){3}(?:[\s-]?\d{1,3})?(?!\d)")
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡"
    "余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯"
    "龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤冉牟滕"
)
_HEAD = re.compile(
    "(?:校长|园长|负责人|联系人|填表人|填报人|制表人|审核人|经办人|班主任|家长|监护人|学生)"
    r"(?:姓名|签字|签名)?"
    r"(?:\s*[:：]\s*([一-鿿·]{2,4})|[\s|,;、]+"
    f"([{_SURNAMES}][一-鿿]{{1,2}}))(?![一-鿿])"
)
_PERSON = re.compile(f"[{_SURNAMES}][一-鿿]?(?![镇乡村区县市州组路街校班园坪])[一-鿿]")
_NAMES_MIN = 5
_NAMES_SHARE = 0.8
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"


def is_pupil_header(header: str) -> bool:
    """Tell whether a header means data on single pupils or their families."""
    return PUPIL_HEADERS.search(normal(header)) is not None


def is_contact_header(header: str) -> bool:
    """Tell whether a header means names or addresses of staff."""
    return CONTACT_HEADERS.search(normal(header)) is not None


def is_sensitive_header(header: str) -> bool:
    """Tell whether a header means a group of children who need protection.

    Examples
    --------
    >>> is_sensitive_header("留守儿童数"), is_sensitive_header("在校生数")
    (True, False)
    """
    return SENSITIVE_HEADERS.search(normal(header)) is not None


def is_identity_number(text: str) -> bool:
    """Tell whether a text is an identity card number: a birthday and its check digit.

    The number of the school register is ``G`` or ``L`` before it. A spreadsheet that
    took the number for a figure has lost its last three digits: 000 stands there.

    Examples
    --------
    >>> is_identity_number("11010519491231002X")
    True
    >>> is_identity_number("110105194912310021")
    False
    """
    bare = re.sub(r"\s", "", text).upper().lstrip("GL")
    if not re.fullmatch(r"\d{17}[\dX]", bare):
        return False
    try:
        born = date(int(bare[6:10]), int(bare[10:12]), int(bare[12:14]))
    except ValueError:
        return False
    total = sum(int(d) * w for d, w in zip(bare[:17], _WEIGHTS, strict=True))
    is_whole = _CHECK_DIGITS[total % 11] == bare[17]
    return born.year >= 1900 and (is_whole or bare.endswith("000"))


def is_bank_card(text: str) -> bool:
    """Tell whether a text is a bank card number: 16 to 19 digits that fit together.

    Examples
    --------
    >>> is_bank_card("6222 0000 0000 0009"), is_bank_card("6222000000000000")
    (True, False)
    """
    digits = re.sub(r"\D", "", text)
    doubled = [
        int(d) if k % 2 == 0 else sum(divmod(2 * int(d), 10))
        for k, d in enumerate(reversed(digits))
    ]
    return sum(doubled) % 10 == 0


def masked(text: str) -> str:
    """Return a text with every piece of personal data in it turned into ``*``.

    Parameters
    ----------
    text
        Any text. One without such data comes back as it is.

    Examples
    --------
    >>> masked("电话 138 0000 0000"), masked("负责人:张三三,在建")
    ('电话 *************', '负责人:***,在建')
    """
    plain, spots = _personal(text)
    if not spots:
        return text
    for start, end in spots:
        plain = f"{plain[:start]}{MASK * (end - start)}{plain[end:]}"
    return plain


def _personal(
    text: str, *, has_contacts: bool = True
) -> tuple[str, list[tuple[int, int]]]:
    """Return a text of normal width and where personal data stands in it.

    Without ``has_contacts`` phones and names after an office do not count.
    """
    if text.isascii() and not _LONG_DIGITS.search(text):
        return text, []  # most cells; an office is named in Chinese only
    plain = unicodedata.normalize("NFKC", text)
    heads = _HEAD.finditer(plain) if has_contacts else ()
    spots = [found.span(found.lastindex or 0) for found in heads]
    if _LONG_DIGITS.search(plain):
        spots += [f.span() for f in _IDENTITY.finditer(plain) if _is_identity(f)]
        spots += [f.span() for f in _CARD.finditer(plain) if is_bank_card(f.group())]
        if has_contacts:
            spots += [found.span() for found in _PHONE.finditer(plain)]
    return plain, spots


def _is_identity(found: re.Match[str]) -> bool:
    return is_identity_number(found.group())


def mask_issues(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """Return issues whose texts tell no personal data, for files, logs and screens.

    Parameters
    ----------
    issues
        Any issues; notes under a table and headers may hold a name or a phone.
    """
    return tuple(
        replace(issue, value=masked(issue.value)) if issue.value else issue
        for issue in issues
    )


def refuse_personal_data(table: Table) -> None:
    """Refuse a table with personal data of pupils or families, or phones in its cells.

    Raises
    ------
    DataError
        D124 for columns, else D277 with one issue for each cell.
    """
    columns = [
        _issue(table, "D124", table.header_rows[-1], None, masked(header))
        for k, header in enumerate(table.header)
        if is_pupil_header(header) or _is_of_pupils(table, k)
    ]
    if columns:
        headers = ", ".join(str(issue.value) for issue in columns)
        raise DataError(
            "D124", issues=columns, file=table.file, value=headers, row=columns[0].row
        )
    cells = list(_personal_cells(table))
    if cells:
        raise DataError("D277", issues=cells, **_facts(cells[0]))


def is_contact_column(table: Table, k: int) -> bool:
    """Tell whether a column holds names or addresses of staff, by header or cells.

    Parameters
    ----------
    table
        The table as read.
    k
        Position of a column that is not used.
    """
    is_told = is_contact_header(table.header[k]) or _has_names(table, k)
    # A column hidden by a check of the same table stays what it was taken for.
    return is_told or any(row.cells[k] in HIDDEN_WORDS for row in table.rows)


def is_never_kept(table: Table, k: int) -> bool:
    """Tell whether the cells of an unused column must not stay in memory or a file."""
    return is_contact_column(table, k) or is_sensitive_header(table.header[k])


def _has_names(table: Table, k: int) -> bool:
    """Tell whether nearly all cells of a column are names of several persons."""
    cells = [normal(row.cells[k]) for row in table.rows]
    texts = [text for text in cells if text]
    names = [text for text in texts if _PERSON.fullmatch(text)]
    is_most = len(names) >= _NAMES_SHARE * len(texts)
    return is_most and len(set(names)) >= _NAMES_MIN


def _is_of_pupils(table: Table, k: int) -> bool:
    return normal(table.header[k]) in _PUPIL_WORDS and _has_names(table, k)


def _personal_cells(table: Table) -> Iterator[Issue]:
    """Yield the cells that hold personal data; of contacts only cards count."""
    is_free = [
        is_contact_header(header) or _CODE_HEADERS.search(normal(header)) is not None
        for header in table.header
    ]
    for row in table.rows:
        if not _is_worth_a_look(row):
            continue
        for k, cell in enumerate(row.cells):
            _, spots = _personal(cell, has_contacts=not is_free[k])
            if spots:
                start, end = spots[0]
                column = masked(table.header[k]) or f"#{k + 1}"
                value = MASK * (end - start)
                yield _issue(table, "D277", row.number, column, value)


def _is_worth_a_look(row: Row) -> bool:
    """Tell at one look whether any cell of a row may hold personal data."""
    text = "|".join(row.cells)
    return _HEAD.search(text) is not None or _LONG_DIGITS.search(text) is not None


def _issue(table: Table, code: str, row: int, column: str | None, value: str) -> Issue:
    return Issue(
        code,
        Severity.ERROR,
        row=row,
        column=column,
        value=value,
        action="refused",
        file=table.file,
    )


def _facts(issue: Issue) -> dict[str, object]:
    """Return the facts of an issue for the message of the whole file."""
    return {name: getattr(issue, name) for name in ("file", "row", "column", "value")}
