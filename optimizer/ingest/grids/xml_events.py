"""Start tags of an XML part as a stream; prefixes of names are left off."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from xml.parsers import expat

from optimizer.errors import DataError
from optimizer.ingest.grids.package import BROKEN_ZIP

Attributes = dict[str, str]
Handler = Callable[[Attributes], None]


class XmlStream:
    """A parser that calls one handler for each kind of start tag.

    Parameters
    ----------
    handlers
        Local name of an element to what is done at its start.
    """

    def __init__(self, handlers: dict[str, Handler]) -> None:
        self._handlers = handlers
        self._known: dict[str, Handler | None] = {}
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.StartDoctypeDeclHandler = _refuse_doctype

    def watch(
        self, text: Callable[[str], None] | None, end: Callable[[str], None] | None
    ) -> None:
        """Call back for text and end tags from here on; ``None`` stops it.

        Only where they matter: each call costs as much as the parsing itself.
        """
        self._parser.CharacterDataHandler = text
        self._parser.EndElementHandler = end

    def feed(self, package: zipfile.ZipFile, part: str, file: str) -> None:
        """Parse a part of a package.

        Raises
        ------
        DataError
            F103 if there is no such part or it is no XML.
        """
        try:
            with package.open(part) as stream:
                while chunk := stream.read(2**18):
                    self._parser.Parse(chunk, False)
                self._parser.Parse(b"", True)
        except (expat.ExpatError, *BROKEN_ZIP) as error:
            raise DataError("F103", file=file, reason=part) from error

    def _start(self, name: str, attributes: Attributes) -> None:
        try:
            handler = self._known[name]
        except KeyError:
            handler = self._handlers.get(local(name))
            self._known[name] = handler
        if handler is not None:
            handler(attributes)


def local(name: str) -> str:
    """Return a name without its prefix."""
    return name.rpartition(":")[2]


def _refuse_doctype(*_: object) -> None:
    """No part of a workbook has a document type; entities come with one."""
    msg = "document type"
    raise ValueError(msg)
