"""Contents of the approval package: from a dossier to documents of plain blocks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from optimizer.dossier import Dossier
from optimizer.messages import Lang, text
from optimizer.report.blocks import Document
from optimizer.report.dossier.brief import annual_brief
from optimizer.report.dossier.opinions import opinion_summary
from optimizer.report.dossier.proposal import proposal
from optimizer.report.dossier.public import (
    consultation_notice,
    plain_page,
    public_notice,
)
from optimizer.report.dossier.reply import approval_reply
from optimizer.report.dossier.review import review_form

__all__ = [
    "DOCUMENTS",
    "DocumentKind",
    "annual_brief",
    "approval_reply",
    "consultation_notice",
    "opinion_summary",
    "plain_page",
    "proposal",
    "public_notice",
    "review_form",
]


@dataclass(frozen=True)
class DocumentKind:
    """One document of the package.

    Parameters
    ----------
    code
        Stable code.
    make
        Writes it from a dossier in a language.
    is_public
        Whether it may be given to anyone: it is written from the white list.
    """

    code: str
    make: Callable[[Dossier, Lang], Document]
    is_public: bool = False

    def file_name(self, lang: Lang = "zh") -> str:
        """Return the name of its file, without an ending.

        Examples
        --------
        >>> DOCUMENTS[0].file_name(), DOCUMENTS[0].file_name("en")
        ('组建方案', 'proposal')
        """
        return text(f"dossier.file.{self.code}", lang)


DOCUMENTS = (
    DocumentKind("proposal", proposal),
    DocumentKind("review_form", review_form),
    DocumentKind("opinion_summary", opinion_summary),
    DocumentKind("consultation_notice", consultation_notice, is_public=True),
    DocumentKind("approval_reply", approval_reply),
    DocumentKind("public_notice", public_notice, is_public=True),
    DocumentKind("plain_page", plain_page, is_public=True),
    DocumentKind("annual_brief", annual_brief),
)
"""All documents, in the order of the procedure."""
