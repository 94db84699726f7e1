"""Evidence: files copied in once under their SHA-256, and the rows that say what each belongs to."""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from sqlite3 import Connection

from smdesk.domain.evidence import Evidence, Subject
from smdesk.domain.problem import Hindrance
from smdesk.domain.record import record
from smdesk.store.file import EVIDENCE, PARTIAL, sync_folder
from smdesk.store.rows import Table
from smdesk.store.trouble import told_disk

CHUNK = 1 << 20


@record
class KeptFile:
    """A file that was copied in: its hash, ending without dot, original name and size in bytes."""

    sha256: str
    suffix: str
    name: str
    size: int


def sha256_of(path: Path) -> str:
    """The file's SHA-256 as 64 hexadecimal digits. `OSError` when it cannot be read."""
    import hashlib  # with OpenSSL 3 MiB, which the window takes when a file is laid on something

    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def keep(folder: Path, source: Path) -> KeptFile:
    """Copy `source` into the evidence folder of `folder`; safe to run beside the window, it touches files only.

    Raises `CannotSaveError` when the disk is in the way. The same file twice is stored once.
    """
    place = folder / EVIDENCE
    suffix = re.sub(r"[^a-z0-9]", "", source.suffix.lower())[:10]
    temporary = place / f"{PARTIAL}{os.urandom(16).hex()}"
    with told_disk(source):
        try:
            digest, size = _copied(source, temporary)
            target = place / (f"{digest}.{suffix}" if suffix else digest)
            if not target.exists() or sha256_of(target) != digest:
                temporary.replace(target)
                sync_folder(place)
        finally:
            temporary.unlink(missing_ok=True)
    return KeptFile(digest, suffix, source.name, size)


def _copied(source: Path, target: Path) -> tuple[str, int]:
    """Copy a file to the new `target`, and read it back; the SHA-256 and the size of what was copied."""
    import hashlib

    digest, size = hashlib.sha256(), 0
    with (
        source.open("rb") as read,
        os.fdopen(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as write,
    ):
        while chunk := read.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            write.write(chunk)
        write.flush()
        os.fsync(write.fileno())
    if sha256_of(target) != digest.hexdigest():
        raise OSError(Hindrance.MISREAD)
    return digest.hexdigest(), size


class EvidenceTable(Table[Evidence]):
    """What files there are, on what."""

    def __init__(self, connection: Connection, folder: Path) -> None:
        super().__init__(connection, "evidence", Evidence)
        self.folder = folder

    def path(self, one: Evidence) -> Path:
        """Where the file lies."""
        return self.folder / EVIDENCE / one.file_name

    def of(self, subject: Subject, subject_id: int) -> list[Evidence]:
        """The files of one account, post or step, oldest first."""
        return self.find("subject = ? and subject_id = ?", subject, subject_id)

    def those_with_files(self, subject: Subject, ids: Iterable[int]) -> set[int]:
        """Which of some subjects of one kind have a file."""
        wanted = list(ids)
        marks = ",".join("?" * len(wanted))
        query = f"select distinct subject_id from evidence where subject = ? and subject_id in ({marks})"
        return {number for (number,) in self._connection.execute(query, [subject.value, *wanted])}

    def names_by(self, subject: Subject) -> dict[int, str]:
        """By subject of one kind, the name that its file has in the folder."""
        query = "select subject_id, sha256, suffix from evidence where subject = ?"
        return {
            number: f"{sha256}.{suffix}" if suffix else sha256
            for number, sha256, suffix in self._connection.execute(query, [subject.value])
        }

    def distinct(self) -> int:
        """How many files there are, each once whatever it is laid on."""
        return int(self._connection.execute("select count(distinct sha256) from evidence").fetchone()[0])

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
