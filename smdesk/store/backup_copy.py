"""Copies of files, whole or not at all, also of a register that a window is at work in."""

import errno
import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from smdesk.domain.problem import CannotOpenError, CannotSaveError, Hindrance, Problem
from smdesk.store import file
from smdesk.store.file import PARTIAL
from smdesk.store.trouble import said

_WAIT_S = 5.0  # for a window to have written what it is writing
_TRIES, _PAUSE_S = 4, 0.05
_READ = "smdesk-copy-"  # begins the name of a folder with a copy that is read at leisure
_LEFT_S = 60 * 60  # what is half-written and was not touched for so long, nobody is writing any more


@contextmanager
def told(target: Path) -> Iterator[None]:
    """Turn what stands in the way of a copy into `CannotSaveError`."""
    try:
        yield
    except (OSError, sqlite3.Error, CannotOpenError) as error:
        code = "backup.full" if is_full(error) else "backup.failed"
        raise CannotSaveError(Problem(code, values={"file": str(target), "why": reason(error)})) from error


def is_full(error: Exception) -> bool:
    """Whether it was the disk that had no more room."""
    no_room = getattr(error, "errno", 0) in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    return no_room or _answer(error) == sqlite3.SQLITE_FULL


def _answer(error: Exception) -> int:
    """What SQLite answered, without its finer shades."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def reason(error: Exception) -> str:
    """What stood in the way: a `Hindrance` where it was one of the usual, else in the system's own words."""
    if isinstance(error, PermissionError):
        return Hindrance.DENIED
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return Hindrance.NO_FOLDER
    if isinstance(error, CannotOpenError):
        return str(error.problems[0].values.get("why", error))
    if is_full(error):
        return Hindrance.FULL
    return said(error)


def unfinished(target: Path) -> Path:
    """A name beside `target`, like no other, for what is not whole yet; `sweep` knows it."""
    return target.with_name(PARTIAL + os.urandom(16).hex())


def sync(path: Path) -> None:
    """Have the disk hold what was written to `path`."""
    with path.open("rb+") as opened:
        os.fsync(opened.fileno())


@contextmanager
def settled(temporary: Path, target: Path) -> Iterator[None]:
    """Give what is written to `temporary` inside the name `target`, once the disk holds it; nothing is left of it when
    that fails."""
    try:
        yield
        sync(temporary)
        temporary.replace(target)
        file.sync_folder(target.parent)
    finally:
        temporary.unlink(missing_ok=True)


def copy_whole(source: Path, target: Path) -> None:
    """Copy a file that nobody writes to, whole or not at all. Raises `OSError`, and nothing is left then."""
    temporary = unfinished(target)
    with settled(temporary, target):
        shutil.copyfile(source, temporary)


def copy_register(source: Path, target: Path) -> None:
    """Copy a register that others may be at work in, as it stands, to a new file. The copy is not yet looked at.

    It is held for as long as its bytes take to be copied (40 ms for 50 MB): SQLite's own backup takes three times as
    long, and a window waits 100 ms. What a kill left half-written is taken back in the copy, never in `source`.
    Raises `OSError`, and `CannotOpenError` when another program keeps it locked.
    """
    with ExitStack() as held:
        killed = _hold(source, held)
        shutil.copyfile(source, target)
        if killed:
            shutil.copyfile(journal_of(source), journal_of(target))
    target.chmod(0o600)
    if killed:
        with suppress(sqlite3.Error), closing(file.connect(target)) as copy:
            copy.execute("pragma user_version").fetchone()


def journal_of(path: Path) -> Path:
    """Where SQLite keeps the way back from what is being written."""
    return path.with_name(path.name + "-journal")


def _hold(path: Path, held: ExitStack) -> bool:
    """Keep others from writing until `held` is closed; True when a kill left a journal that must be copied along.

    A file that is damaged, or none of ours, cannot be held: what is wrong with it is found in its copy.
    """
    address = f"{path.absolute().as_uri()}?mode=ro"
    for _ in range(_TRIES):
        try:
            live = held.enter_context(closing(sqlite3.connect(address, _WAIT_S, isolation_level=None, uri=True)))
            live.execute("begin")
            live.execute("pragma user_version").fetchone()
        except sqlite3.DatabaseError as error:
            if _answer(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise CannotOpenError(Problem("backup.locked", values={"file": str(path)})) from error
            if getattr(error, "sqlite_errorcode", 0) != sqlite3.SQLITE_READONLY_ROLLBACK:
                return False
            held.close()
            time.sleep(_PAUSE_S)  # a journal that comes as another goes looks like one that a kill left; that one stays
        else:
            return False
    return True


@contextmanager
def copied(folder: Path) -> Iterator[Path]:
    """A folder of its own with a copy of the register in `folder`, to be read at leisure; it is gone afterwards.

    Nothing is held on the register meanwhile, and nothing done to it. Raises `CannotOpenError` when there is none, or
    it is none of ours; one that is raised over the copy is told of the register.
    """
    source = folder / file.NAME
    with TemporaryDirectory(prefix=_READ) as place:
        copy = Path(place) / file.NAME
        try:
            copy_register(source, copy)
        except FileNotFoundError as error:
            raise CannotOpenError(Problem("file.missing", values={"file": str(source)})) from error
        except OSError as error:
            values: dict[str, str | int] = {"file": str(source), "why": reason(error)}
            raise CannotOpenError(Problem("file.unreadable", values=values)) from error
        try:
            file.check_is_register(copy)
            yield Path(place)
        except CannotOpenError as error:
            raise named(error, source) from error
        except sqlite3.DatabaseError as error:
            if _answer(error) == sqlite3.SQLITE_CORRUPT:
                damage: dict[str, str | int] = {"file": str(source), "why": str(error)}
                raise CannotOpenError(Problem("file.damaged", values=damage)) from error
            raise


def named(error: CannotOpenError, source: Path) -> CannotOpenError:
    """An error that a copy gave, told of the file that was copied."""
    return CannotOpenError(*(replace(one, values={**one.values, "file": str(source)}) for one in error.problems))


def sweep(folder: Path) -> None:
    """Remove what a kill or a power cut left half-written in a data folder whose lock is held, and of copies that were
    read."""
    for place in (folder, folder / file.BACKUPS, folder / file.EVIDENCE):
        sweep_place(place)
    sweep_place(Path(gettempdir()), _READ)


def sweep_place(place: Path, beginning: str = PARTIAL) -> None:
    """Remove what was left half-written in `place`; not what a command without the lock may still be writing."""
    for path in place.glob(beginning + "*"):
        with suppress(OSError):
            if max(one.stat().st_mtime for one in (path, *path.glob("**/*"))) > time.time() - _LEFT_S:
                continue
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink()
