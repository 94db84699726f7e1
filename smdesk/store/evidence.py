"""Evidence: files copied in once under their SHA-256, and the rows that say what each belongs to."""

import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from smdesk.domain.evidence import Evidence, Subject
from smdesk.store.file import EVIDENCE, sync_folder, told
from smdesk.store.rows import Link, Table

CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that was copied in: its hash, ending without dot, original name and size in bytes."""

    sha256: str
    suffix: str
    name: str
    size: int


def sha256_of(path: Path) -> str:
    """The file's SHA-256 as 64 hexadecimal digits. `OSError` when it cannot be read."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def keep(folder: Path, source: Path) -> KeptFile:
    """Copy `source` into the evidence folder of `folder`; safe to run beside the window, it touches files only.

    Raises `CannotSaveError` when the disk is in the way. The same file twice is stored once.
    """
    target_folder = folder / EVIDENCE
    suffix = re.sub(r"[^a-z0-9]", "", source.suffix.lower())[:10]
    with told(source):
        temporary = target_folder / f".partial-{os.getpid()}-{source.stat().st_ino}"
        try:
            with source.open("rb") as read, temporary.open("wb") as write:
                shutil.copyfileobj(read, write, CHUNK)
                write.flush()
                os.fsync(write.fileno())
            digest = sha256_of(temporary)
            target = target_folder / (f"{digest}.{suffix}" if suffix else digest)
            if not target.exists() or sha256_of(target) != digest:
                temporary.chmod(0o600)
                temporary.replace(target)
                sync_folder(target_folder)
            return KeptFile(digest, suffix, source.name, target.stat().st_size)
        finally:
            temporary.unlink(missing_ok=True)


class EvidenceTable(Table[Evidence]):
    """What files there are, on what."""

    def __init__(self, link: Link, folder: Path) -> None:
        super().__init__(link, "evidence", Evidence)
        self.folder = folder

    def path(self, one: Evidence) -> Path:
        """Where the file lies."""
        return self.folder / EVIDENCE / one.file_name

    def of(self, subject: Subject, subject_id: int) -> list[Evidence]:
        """The files of one account, post or step, oldest first."""
        return self.find("subject = ? and subject_id = ?", subject, subject_id)

    def names(self) -> dict[str, Evidence]:
        """Every file the register speaks of, by its name in the folder."""
        return {one.file_name: one for one in self.all()}


def compare(folder: Path, expected: dict[str, Evidence]) -> Iterator[tuple[str, str, Evidence | None]]:
    """Hold the evidence folder against the register: (what, file name, row), what is missing, changed or extra.

    Reads every file; run it beside the window.
    """
    for name, row in expected.items():
        path = folder / EVIDENCE / name
        if not path.is_file():
            yield "missing", name, row
        elif path.stat().st_size != row.size or sha256_of(path) != row.sha256:
            yield "changed", name, row
    for path in sorted((folder / EVIDENCE).glob("[!.]*")):
        if path.name not in expected:
            yield "extra", path.name, None
