"""Workbooks of other programs, written from scratch: xls (BIFF8 in OLE), ods, xlsx.

Only what a test needs: texts, numbers, error values, merged ranges, repeats.
"""

import struct
import zipfile
from xml.sax.saxutils import quoteattr

SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
ERRORS = {"#DIV/0!": 0x07, "#REF!": 0x17, "#N/A": 0x2A}


def ole(streams):
    """Return an OLE container of named streams, each padded to 4096 bytes."""
    bodies = {
        name: body
        + bytes(-len(body) % SECTOR if len(body) > 4096 else 4096 - len(body))
        for name, body in streams.items()
    }
    fat, data = [_FAT, _END], b""
    entries = [_entry("Root Entry", 5, _END, 0, child=1)]
    for k, (name, body) in enumerate(bodies.items(), start=1):
        first, count = len(fat), len(body) // SECTOR
        fat += [*range(first + 1, first + count), _END]
        right = k + 1 if k < len(bodies) else _FREE
        entries.append(_entry(name, 2, first, len(body), right=right))
        data += body
    assert len(fat) <= SECTOR // 4
    assert len(entries) <= 4
    fat += [_FREE] * (SECTOR // 4 - len(fat))
    directory = b"".join(entries).ljust(SECTOR, b"\x00")
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    head += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    head += struct.pack("<109I", 0, *[_FREE] * 108)
    return head + struct.pack("<128I", *fat) + directory + data


def _entry(name, kind, first, size, *, child=_FREE, right=_FREE):
    text = (name + "\x00").encode("utf-16-le")
    links = struct.pack("<BBIII", kind, 1, _FREE, right, child)
    tail = struct.pack("<IQ", first, size)
    return (
        text.ljust(64, b"\x00")
        + struct.pack("<H", len(text))
        + links
        + (bytes(36) + tail)
    )


def _record(code, body=b""):
    return struct.pack("<HH", code, len(body)) + body


def _cell(row, column, value):
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(value, int | float):
        return _record(0x0203, place + struct.pack("<d", value))
    if value in ERRORS:
        return _record(0x0205, place + bytes([ERRORS[value], 1]))
    text = struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")
    return _record(0x0204, place + text)


def _sheet(rows, merges):
    width = max(map(len, rows))
    body = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0, 0, 0, 0))
    body += _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
    for r, cells in enumerate(rows):
        for c, value in enumerate(cells):
            if value not in ("", None):
                body += _cell(r, c, value)
    for top, left, bottom, right in merges:
        ends = (1, top - 1, bottom - 1, left - 1, right - 1)
        body += _record(0x00E5, struct.pack("<HHHHH", *ends))
    return body + _record(0x000A)


def xls_bytes(sheets, *, merges=()):
    """Return a workbook; ``sheets`` is name to rows, merges count from 1."""
    start = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x05, 0, 0, 0, 0))
    start += _record(0x0042, struct.pack("<H", 1200))
    names = [name.encode("utf-16-le") for name in sheets]
    length = len(start) + sum(4 + 8 + len(name) for name in names) + 4
    bodies = [_sheet(rows, merges) for rows in sheets.values()]
    for name, body in zip(names, bodies, strict=True):
        bound = struct.pack("<IBBBB", length, 0, 0, len(name) // 2, 1) + name
        start += _record(0x0085, bound)
        length += len(body)
    return ole({"Workbook": start + _record(0x000A) + b"".join(bodies)})


def write_xls(path, rows, *, name="Sheet1", merges=()):
    """Write one sheet as xls (or et: the same bytes)."""
    path.write_bytes(xls_bytes({name: rows}, merges=merges))
    return path


_ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'office:version="1.3"><office:body><office:spreadsheet>'
)
_ODS_TAIL = "</office:spreadsheet></office:body></office:document-content>"


def ods_cell(value, **attributes):
    """Return one cell; attributes as ``number_rows_spanned=2``."""
    more = "".join(
        f' table:{name.replace("_", "-")}="{text}"' for name, text in attributes.items()
    )
    if value in ("", None):
        return f"<table:table-cell{more}/>"
    if isinstance(value, int | float):
        return (
            f'<table:table-cell office:value-type="float" office:value="{value}"{more}>'
            f"<text:p>{value}</text:p></table:table-cell>"
        )
    safe = quoteattr(value)[1:-1].replace("<", "&lt;")
    return (
        f'<table:table-cell office:value-type="string"{more}>'
        f"<text:p>{safe}</text:p></table:table-cell>"
    )


def ods_row(cells, **attributes):
    """Return one row of cells, given as values or as XML."""
    more = "".join(
        f' table:{name.replace("_", "-")}="{text}"' for name, text in attributes.items()
    )
    texts = (
        cell if str(cell).startswith("<table:") else ods_cell(cell) for cell in cells
    )
    return f"<table:table-row{more}>{''.join(texts)}</table:table-row>"


def write_ods(path, rows, *, name="Sheet1", columns=""):
    """Write one sheet; rows are lists of cells, or XML made by :func:`ods_row`."""
    body = "".join(row if isinstance(row, str) else ods_row(row) for row in rows)
    content = (
        f"{_ODS_HEAD}<table:table table:name={quoteattr(name)}>{columns}{body}"
        f"</table:table>{_ODS_TAIL}"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:'
        'manifest:1.0"><manifest:file-entry manifest:full-path="/" '
        f'manifest:media-type="{kind}"/></manifest:manifest>'
    )
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", kind)
        package.writestr("content.xml", content, zipfile.ZIP_DEFLATED)
        package.writestr("META-INF/manifest.xml", manifest)
    return path


_NS = "http://schemas.openxmlformats.org/"
_CONTENT_TYPES = (
    f'<Types xmlns="{_NS}package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_BOOK_RELATIONS = (
    f'<Relationships xmlns="{_NS}package/2006/relationships"><Relationship Id="r1" '
    f'Type="{_NS}officeDocument/2006/relationships/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>'
)
_ROOT_RELATIONS = (
    f'<Relationships xmlns="{_NS}package/2006/relationships"><Relationship Id="r1" '
    f'Type="{_NS}officeDocument/2006/relationships/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>'
)
_BOOK = (
    f'<workbook xmlns="{_NS}spreadsheetml/2006/main" '
    f'xmlns:r="{_NS}officeDocument/2006/relationships"><sheets>'
    '<sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>'
)


def write_sheet_xml(path, body, *, prefix="", extra=()):
    """Write a workbook of one sheet from the XML inside its ``sheetData``.

    ``extra`` holds (name, bytes) of further parts; ``prefix`` goes before each tag of
    the body's wrapping.
    """
    mark = f"{prefix}:" if prefix else ""
    space = f"xmlns:{prefix}" if prefix else "xmlns"
    start = f'<{mark}worksheet {space}="{_NS}spreadsheetml/2006/main"><{mark}sheetData>'
    end = f"</{mark}sheetData></{mark}worksheet>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", _CONTENT_TYPES)
        package.writestr("_rels/.rels", _ROOT_RELATIONS)
        package.writestr("xl/_rels/workbook.xml.rels", _BOOK_RELATIONS)
        package.writestr("xl/workbook.xml", _BOOK)
        with package.open("xl/worksheets/sheet1.xml", "w", force_zip64=False) as part:
            part.write(start.encode())
            for piece in (body,) if isinstance(body, str) else body:
                part.write(piece.encode())
            part.write(end.encode())
        for name, data in extra:
            package.writestr(name, data, zipfile.ZIP_DEFLATED)
    return path
