"""``python -m optimizer.ingest.checks [FILE]``: write the list of checks."""

from __future__ import annotations

import sys
from pathlib import Path

from optimizer.ingest.checks.listing import checks_document

if __name__ == "__main__":
    document = checks_document().encode()
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_bytes(document)
    else:
        sys.stdout.buffer.write(document)
