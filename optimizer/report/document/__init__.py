"""Documents of blocks as Word, PDF/A and HTML files: the same words in each."""

from __future__ import annotations

from optimizer.report.document.html import write_html
from optimizer.report.document.pdf import write_pdf
from optimizer.report.document.word import write_word

__all__ = ["write_html", "write_pdf", "write_word"]
