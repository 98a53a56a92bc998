"""Texts of the fonts and styles of documents and annexes."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    # Fonts.
    "font.folder": (
        "字体文件夹 {path} 不存在。请给出含中文字体文件(.ttf、.otf、.ttc)的文件夹。",
        "The folder of fonts {path} does not exist. Name a folder with font files (.ttf, .otf, .ttc) that have Chinese letters.",
    ),
    "font.none": (
        "没有找到中文字体,无法排印 PDF 和图片。请安装一种(如 {known};Debian、Ubuntu:apt-get install -y fonts-noto-cjk),或用 --fonts 指定字体文件夹。",
        "No font with Chinese letters was found, so PDF and pictures cannot be set. Install one (for example {known}; on Debian or Ubuntu: apt-get install -y fonts-noto-cjk), or name a folder with fonts by --fonts.",
    ),
    "font.standing_in": (
        "PDF 未找到公文规定的字体,已用其他字体代替(规定字体 → 所用字体):{pairs}。如有正版字体,可放入一个文件夹并用 --fonts 指定;Word 文件中写的仍是规定字体。",
        "Fonts asked for by the standard of official documents were not found; in the PDF others stand in (wanted → used): {pairs}. If you have them licensed, put them into a folder and name it by --fonts; the Word file still names the wanted ones.",
    ),
    "font.coded": (
        "字体({fonts} 等)中没有这些字,已以编码〔U+…〕代替印出:{signs}。请用 --fonts 指定含这些字的字体文件夹,或在学校表中改用其他写法。",
        "The fonts ({fonts} and others) lack these signs, which are printed as codes 〔U+…〕: {signs}. Name a folder with a font that has them by --fonts, or write the names otherwise in the school table.",
    ),
    "font.fault": (
        "排印 {file} 时出错:{reason}。请换用其他字体(--fonts)后重试。",
        "Setting {file} failed: {reason}. Try again with other fonts (--fonts).",
    ),
    # Names of the styles, as the word processor lists them.
    "document.style.centre": ("居中正文", "Centred Text"),
    "document.style.note": ("说明文字", "Note"),
    "document.style.cell": ("表格文字", "Table Text"),
    "document.style.head": ("表格标题行", "Table Head"),
    "document.style.gap": ("表后间隔", "Table Gap"),
    "document.style.table": ("公文表格", "Plain Table"),
}
