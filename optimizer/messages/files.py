"""Texts on tables as files (F1xx)."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "F102": (
        "找不到文件 {file}。请检查路径和文件名。",
        "There is no file {file}. Check the path and the name.",
    ),
    "F103": (
        "表格 {file} 无法读取:{reason}。请用表格软件打开,另存为 xlsx 或 CSV(UTF-8)后重试。",
        "The table {file} cannot be read: {reason}. Open it in a spreadsheet, save it as xlsx or CSV (UTF-8) and try again.",
    ),
    "F104": (
        "表格 {file} 的格式 {value} 不支持。请另存为 xlsx 或 csv。",
        "The table {file} has the unsupported format {value}. Save it as xlsx or csv.",
    ),
    "F105": (
        "表格 {file} 缺少列 {column}。表头现为:{found}。可用 alliance template 取得模板。",
        "The table {file} has no column {column}. Its headers are: {found}. `alliance template` writes a template.",
    ),
    "F106": (
        "表格 {file} 有不止一列表示 {column}。表头现为:{found}。请只保留一列。",
        "The table {file} has more than one column for {column}. Its headers are: {found}. Keep one.",
    ),
    "F108": (
        "表格 {file} 的文字编码无法识别(既非 UTF-8 也非 GB18030)。请另存为 CSV(UTF-8)。",
        "The text encoding of {file} is neither UTF-8 nor GB18030. Save it as CSV (UTF-8).",
    ),
    "F109": (
        "表格 {file} 第 {row} 行的列数多于表头。请检查多余的分隔符或缺少的引号。",
        "Row {row} of the table {file} has more fields than the header. Look for a stray separator or a missing quotation mark.",
    ),
    "F110": (
        "表格 {file} 没有表头。首行应为列名。",
        "The table {file} has no header. Its first row should hold the column names.",
    ),
    "F111": (
        "无法写入 {file}:{reason}。请检查文件夹是否存在、文件是否正被打开。",
        "Cannot write {file}: {reason}. Check that the folder exists and that the file is not open elsewhere.",
    ),
}
