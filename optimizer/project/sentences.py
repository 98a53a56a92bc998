"""Errors of a project folder, and sentences that name lists of words."""

from __future__ import annotations

from collections.abc import Iterable

from optimizer import messages
from optimizer.errors import AllianceError, Phrase


class ProjectError(AllianceError, ValueError):
    """A project folder, or what is asked of it, cannot be used."""


class Words(Phrase):
    """Words that a sentence lists, by their codes, in the language asked for."""

    def __init__(self, codes: Iterable[str]) -> None:
        super().__init__("list.comma")
        self.codes = tuple(codes)

    def render(self, lang: messages.Lang) -> str:
        """Return the words with commas between them."""
        comma = messages.text(self.code, lang)
        return comma.join(messages.text(code, lang) for code in self.codes)


class Sentence(Phrase):
    """A code and its facts; a fact may be a phrase itself."""

    def render(self, lang: messages.Lang) -> str:
        """Return the text."""
        facts = {
            name: fact.render(lang) if isinstance(fact, Phrase) else fact
            for name, fact in self.details.items()
        }
        return messages.text(self.code, lang, **facts)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sentence):
            return NotImplemented
        return (self.code, self.details) == (other.code, other.details)

    def __hash__(self) -> int:
        return hash(self.code)

    def __repr__(self) -> str:
        return f"Sentence({self.code!r}, {self.details!r})"
