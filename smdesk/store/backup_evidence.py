"""The evidence that a copy of a register speaks of, by the names in its rows."""

import re
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from smdesk.store import file
from smdesk.store.evidence import sha256_of

IN_FOLDER = re.compile(r"[0-9a-f]{64}(\.[a-z0-9]{1,10})?")
"""What a file of evidence is called: its SHA-256 and its ending."""


def evidence_of(register: Path) -> Mapping[str, int]:
    """The files that the rows of `register` speak of: name in the evidence folder → size in bytes.

    No path is ever made of another name: the register may come from outside.
    """
    query = "select sha256 || iif(suffix = '', '', '.' || suffix), size from evidence"
    with closing(file.connect(register, read_only=True)) as connection:
        return {name: size for name, size in connection.execute(query) if IN_FOLDER.fullmatch(str(name))}


def is_whole(path: Path, size: int) -> bool:
    """Whether the file is there with the content that its name tells. Reads all of it. `OSError` when it cannot."""
    return path.is_file() and path.stat().st_size == size and sha256_of(path) == path.name[:64]
