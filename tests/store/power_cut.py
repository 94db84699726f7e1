"""A disk that loses its power: an APSW VFS in the manner of SQLite's own crash test (test6.c).

Every write since a file's last sync may be lost, sector by sector. An unlinked file may come back until its folder has
been synced, or until any later sync (a journalling file system writes its log in order).
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import apsw

SECTOR = 512


class PowerCutError(Exception):
    """The power went; nothing is written after this."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing done to a file: "write" (at, data), "truncate" (at), "sync", or "delete" (folder synced or not)."""

    kind: str
    file: str
    at: int = 0
    data: bytes = b""
    folder_synced: bool = False


@dataclass(slots=True)
class Disk:
    """What the files held, all that was done to them, and how much more may be done before the power goes."""

    changes: list[Change] = field(default_factory=list)
    left: int | None = None
    before: dict[str, bytes] = field(default_factory=dict)

    def note(self, change: Change) -> None:
        """Remember a change that is about to be made, or cut the power instead of it."""
        if self.left == 0:
            raise PowerCutError
        if self.left is not None:
            self.left -= 1
        self.changes.append(change)

    def survivor(self, name: str, chance: random.Random) -> bytes | None:
        """The file's content after the cut, or None when it does not exist."""
        last_sync = max((n for n, one in enumerate(self.changes) if one.kind == "sync"), default=-1)
        own = [(n, one) for n, one in enumerate(self.changes) if one.file == name]
        synced = max((n for n, one in own if one.kind == "sync"), default=-1)
        content, exists = bytearray(self.before.get(name, b"")), name in self.before
        for number, change in own:
            lives = number <= synced
            if change.kind == "write":
                exists = True
                _write(content, change, lambda lives=lives: lives or chance.random() < 0.5)
            elif change.kind == "truncate" and (lives or chance.random() < 0.5):
                del content[change.at :]
            elif change.kind == "delete":
                if not (change.folder_synced or number < last_sync or chance.random() < 0.5):
                    break  # the old file is still in the folder; what came later was written to a nameless one
                content, exists = bytearray(), False
        return bytes(content) if exists else None


def _write(content: bytearray, change: Change, survives: Callable[[], bool]) -> None:
    """Put those sectors of a write into `content` that survive."""
    for start in range(0, len(change.data), SECTOR):
        piece, at = change.data[start : start + SECTOR], change.at + start
        if survives():
            content.extend(bytes(max(0, at + len(piece) - len(content))))
            content[at : at + len(piece)] = piece


class CutFile(apsw.VFSFile):
    """A real file whose changes the disk notes."""

    def __init__(self, disk: Disk, name: Any, flags: list[int]) -> None:
        super().__init__("", name, flags)
        self.disk = disk
        self.name = str(name.filename()) if hasattr(name, "filename") else str(name)

    def xWrite(self, data: bytes, offset: int) -> None:
        self.disk.note(Change("write", self.name, offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, size: int) -> None:
        self.disk.note(Change("truncate", self.name, size))
        super().xTruncate(size)

    def xSync(self, flags: int) -> None:
        self.disk.note(Change("sync", self.name))  # the disk that loses its power is the one in `Disk`


class CutVFS(apsw.VFS):
    """The operating system's files, on a disk that can lose its power."""

    def __init__(self, name: str, disk: Disk) -> None:
        super().__init__(name, "")
        self.disk = disk

    def xOpen(self, name: Any, flags: list[int]) -> CutFile:
        return CutFile(self.disk, name, flags)

    def xDelete(self, name: str, sync_folder: bool) -> None:
        self.disk.note(Change("delete", name, folder_synced=bool(sync_folder)))
        super().xDelete(name, False)


def write_survivors(disk: Disk, before: Path, after: Path, chance: random.Random) -> None:
    """Write what a cut left of the database `before` and its journal, as the database `after`."""
    for suffix in ("", "-journal", "-wal"):
        content = disk.survivor(f"{before}{suffix}", chance)
        if content is not None:
            Path(f"{after}{suffix}").write_bytes(content)
