"""Errors a user can meet: each carries a code and the facts, never a finished text.

The command line renders them in the user's language with
:func:`optimizer.messages.text`; ``str(error)`` is the English sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer import messages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from optimizer.domain import Issue


class Phrase:
    """Part of a message that is itself a text of the table, in the language asked for.

    Parameters
    ----------
    code
        Code of the text.
    **details
        Facts it names.
    """

    def __init__(self, code: str, **details: object) -> None:
        self.code = code
        self.details = details

    def render(self, lang: messages.Lang) -> str:
        """Return the text."""
        return messages.text(self.code, lang, **self.details)


class AllianceError(Exception):
    """Base of every error this package raises on purpose.

    Parameters
    ----------
    code
        Stable code of the message, for example ``D104``.
    **details
        Facts named by the message: file, row, column, value, limit, remedy.
    """

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details

    def render(self, lang: messages.Lang) -> str:
        """Return the sentence for the user, with the code in front."""
        facts = {
            name: fact.render(lang) if isinstance(fact, Phrase) else fact
            for name, fact in self.details.items()
        }
        return f"[{self.code}] {messages.text(self.code, lang, **facts)}"

    def __str__(self) -> str:
        return self.render("en")


class DataError(AllianceError, ValueError):
    """A table cannot be used; ``issues`` lists every faulty row found."""

    def __init__(
        self, code: str, *, issues: Sequence[Issue] = (), **details: object
    ) -> None:
        super().__init__(code, **details)
        self.issues = tuple(issues)


class PolicyError(AllianceError, ValueError):
    """A policy file has an unknown key or an impossible value."""


class TravelError(AllianceError, ValueError):
    """Roads or travel times cannot be used."""


class ModelError(AllianceError, RuntimeError):
    """The optimisation model is malformed: a fault of the program, not of the data."""


class PlanError(AllianceError, ValueError):
    """A plan file cannot be read."""


class CheckError(AllianceError, RuntimeError):
    """The checker refused a plan, so nothing was written."""


class OutputError(AllianceError, OSError):
    """A file or folder cannot be written."""
