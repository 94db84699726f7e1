"""Removing for good from files: every copy of the register is written anew, and what was laid on it is written over.

What a disk itself keeps of a file that is gone is not reached from here (a solid-state disk writes elsewhere, a folder
that is copied by others has its own copies).
"""

import os
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from smdesk.domain.calendar import STOCKHOLM
from smdesk.domain.problem import Hindrance
from smdesk.domain.purge import Item, Owed, Place, Report, Unreached, most
from smdesk.domain.record import record
from smdesk.store import file, purge
from smdesk.store.backup import copies_in
from smdesk.store.backup_copy import reason, settled, unfinished
from smdesk.store.file import PARTIAL

_CHUNK = 1 << 20
_OURS = ("register", "ersatt")


@record(kw_only=True)
class Work:
    """What is to be done with the files of the register in `folder`; beside the window, where it touches files only.

    `kept` are the names of the files that the register still speaks of. `second` is its own folder in the second
    folder, None when none is known.
    """

    owed: Owed
    folder: Path
    kept: frozenset[str] = frozenset()
    second: Path | None = None


@dataclass(slots=True)
class _Done:
    """What was done in one place so far."""

    place: Place
    copies: int = 0
    files: int = 0
    unfinished: int = 0
    elsewhere: dict[str, int] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    zips: list[str] = field(default_factory=list)
    unreached: list[Unreached] = field(default_factory=list)

    def miss(self, path: Path, error: Exception) -> None:
        self.unreached.append(Unreached(place=self.place, path=str(path), why=reason(error)))

    def report(self) -> Report:
        return Report(
            copies={self.place: self.copies} if self.copies else {},
            files=self.files,
            unfinished=self.unfinished,
            zips=self.zips,
            elsewhere=self.elsewhere,
            names=self.names,
            done=frozenset() if self.unreached else frozenset({self.place}),
            unreached=self.unreached,
        )


def clean_live(connection: sqlite3.Connection, path: Path, texts: Sequence[str]) -> Report:
    """Write the open register anew, whose rows are emptied already, and look whether any of `texts` is left in it.

    On the main thread, outside a transaction (1 s for 50 MB). What stands in the way is told; nothing is raised.
    """
    done = _Done(Place.LIVE)
    try:
        purge.build_anew(connection)
        done.elsewhere = purge.remains(connection, path, texts)
    except (OSError, sqlite3.Error) as error:
        done.miss(path, error)
    return done.report()


def clean(work: Work) -> Report:
    """Remove what is owed from the copies beside the register and from those in the second folder, as far as they can
    be reached. What cannot is told; nothing is raised. It may be done again from the start, also after a kill."""
    report = Report()
    if Place.HOME in work.owed.left:
        evidence = work.folder / file.EVIDENCE
        report = _clean(Place.HOME, [work.folder, work.folder / file.BACKUPS], evidence, work)
    if Place.SECOND in work.owed.left:
        report = report.joined(_clean_second(work))
    return report


def _clean_second(work: Work) -> Report:
    """In the second folder. Where no copies from before the purge lie it is another disk: there it is still owed."""
    place = work.second
    try:
        if place is None or not place.is_dir():
            return _missed(place, Hindrance.NO_FOLDER)
    except OSError as error:
        return _missed(place, reason(error))
    is_the_one = any(one.taken_at <= _local(work.owed) for one in copies_in(place))
    report = _clean(Place.SECOND, [place], place / file.EVIDENCE, work)
    return report if is_the_one else replace(report, done=frozenset()).joined(_missed(place, Hindrance.NO_COPIES))


def _missed(place: Path | None, why: str) -> Report:
    return Report(unreached=[Unreached(place=Place.SECOND, path=str(place or ""), why=why)])


def _local(owed: Owed) -> datetime:
    """When it was ordered, in the time that the copies' names tell."""
    return owed.at.astimezone(STOCKHOLM).replace(tzinfo=None)


def _clean(place: Place, folders: Sequence[Path], evidence: Path, work: Work) -> Report:
    """The files that were laid on it go first: the copies, as long as they are as they were, tell their names."""
    done = _Done(place)
    for folder in (*folders, evidence):
        if _is_listed(folder, done):
            _remove_unfinished(folder, done)
    copies = list(_copies(folders, work.folder / file.NAME))
    gone, kept = set(work.owed.files), set(work.kept)
    for path in list(copies):
        try:
            names, others = _names(path, work.owed.items)
            gone |= names
            kept |= others
        except (OSError, sqlite3.Error) as error:
            done.miss(path, error)
            copies.remove(path)
    done.names = frozenset(gone - kept)
    for name in sorted(done.names):
        _remove_file(evidence / name, done)
    for path in copies:
        try:
            done.elsewhere = most(done.elsewhere, write_anew(path, work.owed.items))
            done.copies += 1
        except (OSError, sqlite3.Error) as error:
            done.miss(path, error)
    for folder in (*folders, evidence):
        with suppress(OSError):
            file.sync_folder(folder)
    done.zips = [str(path) for folder in folders for path in sorted(folder.glob("*.zip"))]
    return done.report()


def _is_listed(folder: Path, done: _Done) -> bool:
    """Whether it can be told what lies in a folder; `glob` finds nothing in one that may not be read."""
    try:
        any(folder.iterdir())  # asks for it
    except FileNotFoundError:
        return False  # nothing was ever put there
    except OSError as error:
        done.miss(folder, error)
        return False
    return True


def _copies(folders: Iterable[Path], live: Path) -> Iterator[Path]:
    """Every register in the folders but the live one, also what was copied there by hand."""
    for folder in folders:
        for path in sorted(folder.glob("[!.]*.db")):
            if path != live and path.is_file() and (path.name.startswith(_OURS) or _is_register(path)):
                yield path


def _is_register(path: Path) -> bool:
    with suppress(OSError), path.open("rb") as opened:
        return opened.read(72)[68:] == file.APPLICATION_ID.to_bytes(4, "big")
    return False


def _names(path: Path, items: Sequence[Item]) -> tuple[frozenset[str], frozenset[str]]:
    """As `purge.files_of`, of a copy; what a kill left half-made of it is taken back first."""
    with closing(file.connect(path)) as connection:
        return purge.files_of(connection, items)


def write_anew(path: Path, items: Sequence[Item]) -> dict[str, int]:
    """Write a copy anew without what is to go; it is as it was until the new one is whole.

    Gives, by ”table.column”, how many of its rows say the same and stay. Raises `OSError` or `sqlite3.Error`.
    """
    temporary = unfinished(path)
    with path.open("rb+") as former:
        with settled(temporary, path):
            os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            shutil.copyfile(path, temporary)
            left = _empty(temporary, items)
            shutil.copystat(path, temporary)
            if os.name != "posix":
                former.close()  # there a file that is open cannot be replaced
        if not former.closed and os.fstat(former.fileno()).st_nlink == 0:  # nobody else has it by another name
            with suppress(OSError):
                _write_zeros(former.fileno())
    return left


def _empty(path: Path, items: Sequence[Item]) -> dict[str, int]:
    with closing(file.connect(path)) as connection:
        # What is half-made here is thrown away, and leaves nothing beside it.
        connection.execute("pragma journal_mode=off").close()
        connection.execute("pragma synchronous=off").close()
        purge.write_over(connection)
        sought = purge.texts(connection, items)
        connection.execute("begin")
        done: Counter[str] = Counter()
        for item in items:
            done += purge.blank(connection, item)
        connection.execute("commit")
        purge.build_anew(connection)
        purge.check_whole(connection)
        return purge.remains(connection, path, sought)


def carry_over(replaced: Path, new: Path) -> None:
    """Let the register at `new`, which is to take the place of another, owe what that one owes, and hold none of it.

    The copies are the folder's, whichever of them is laid in the register's place; what one from outside says is owed
    is not believed. Raises `OSError` or `sqlite3.Error`.
    """
    owed = purge.kept_owed(replaced)
    if owed:
        with closing(file.connect(new)) as connection:
            names, _ = purge.files_of(connection, owed.items)
        _empty(new, owed.items)
        # The files that came with it are told by nothing else now.
        owed = replace(owed, files=owed.files | names, left=owed.left | {Place.HOME})
    with closing(file.connect(new)) as connection:
        purge.keep_owed(connection, owed)


def _remove_file(path: Path, done: _Done) -> None:
    try:
        done.files += remove(path)
    except OSError as error:
        done.miss(path, error)


def _remove_unfinished(folder: Path, done: _Done) -> None:
    """Half-written files may hold it too, those that are being written as well: who writes them is told, and tries
    again."""
    for path in sorted(folder.glob(PARTIAL + "*")):
        inside = [one for one in path.glob("**/*") if one.is_file()] if path.is_dir() and not path.is_symlink() else []
        try:
            for one in inside or [path]:
                done.unfinished += remove(one)
            if path.is_dir():
                shutil.rmtree(path)
        except OSError as error:
            done.miss(path, error)


def remove(path: Path) -> int:
    """Write zeros over a file and remove it; 0 when there is none. Raises `OSError`.

    One that has another name too is not written over: it would be gone there as well.
    """
    if not path.is_symlink():
        if not path.is_file():
            return 0
        if path.stat().st_nlink == 1:
            with suppress(OSError), path.open("rb+") as opened:  # a full disk may refuse it; it goes all the same
                _write_zeros(opened.fileno())
    path.unlink()
    return 1


def _write_zeros(handle: int) -> None:
    left = os.fstat(handle).st_size
    os.lseek(handle, 0, os.SEEK_SET)
    while left:
        left -= os.write(handle, bytes(min(left, _CHUNK)))
    os.fsync(handle)
