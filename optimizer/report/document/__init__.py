"""Documents of blocks as Word, PDF/A and HTML files: the same words in each."""

from __future__ import annotations

from optimizer.report.document.pdf import write_pdf

__all__ = ["write_pdf"]
