"""The register's file: opened with safe settings, checked, migrated with a copy first, and never mistaken for new."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import chain
from pathlib import Path

from smdesk.domain.problem import CannotOpenError, Problem
from smdesk.store.trouble import closed_on_error, meaning, problem, told_opening

NAME = "register.db"
EVIDENCE = "evidence"
BACKUPS = "backups"
PARTIAL = ".partial-"  # begins the name of what is being written; what a kill left of it is swept
MAGIC = b"SQLite format 3\0"
APPLICATION_ID = 0x736D6401  # ”smd” and 1
VERSION = 9  # equals schema.VERSION; repeated so that opening does not import sqlite-utils

PRAGMAS = (
    # DELETE + EXTRA loses nothing that was acknowledged, also when the power goes; SQLite's own default does.
    "journal_mode=DELETE",
    "synchronous=EXTRA",
    # The window must never freeze on another program's lock.
    "busy_timeout=100",
    "recursive_triggers=on",
    "trusted_schema=off",
    "temp_store=memory",
)


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """A connection with the register's settings; foreign keys are still off, for the migrations' sake.

    What a kill left half-made is taken back by the first look at the file. One that is `read_only` cannot do that,
    and fails there with SQLITE_READONLY_ROLLBACK: it never changes anything.
    """
    mode = "ro" if read_only else "rw"
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None)
    with closed_on_error(connection):
        for pragma in PRAGMAS[1:] if read_only else PRAGMAS:
            connection.execute(f"pragma {pragma}").close()
    return connection


def may_write(path: Path) -> bool:
    """Whether the file, and the folder where SQLite puts its journal, let themselves be written to."""
    return os.access(path.parent, os.W_OK) and os.access(path, os.W_OK)


def number(connection: sqlite3.Connection, pragma: str) -> int:
    """The value of a pragma that is a number."""
    (value,) = connection.execute(f"pragma {pragma}").fetchone()
    return int(value)


def prepare_folder(folder: Path) -> None:
    """Make the data folder and the evidence folder, for this user only (0700)."""
    try:
        for one in (folder, folder / EVIDENCE):
            one.mkdir(parents=True, exist_ok=True)
            if one.stat().st_mode & 0o077 and os.name == "posix":
                one.chmod(0o700)
    except OSError as error:
        raise CannotOpenError(Problem("file.folder", values={"folder": str(folder), "why": str(error)})) from error


def exists(folder: Path) -> bool:
    """Whether a register is, or has been, in the folder: then a missing file is a loss and not a first run."""
    left = chain(
        folder.glob("register*.db*"),  # with its journal, and what was copied before a migration
        (folder / BACKUPS).glob("*.db"),
        (folder / EVIDENCE).glob("[0-9a-f]" * 64 + "*"),
    )
    return any(left)


def check_is_register(path: Path) -> None:
    """Raise `CannotOpenError` unless the file is a register of ours, and not from a newer version. Changes nothing.

    Reads the header itself (sqlite.org/fileformat.html, 1.3): SQLite reads nothing while there is a change to be
    taken back that a kill left half-made.
    """
    values: dict[str, str | int] = {"file": str(path)}
    try:
        with path.open("rb") as opened:
            header = opened.read(100)
    except FileNotFoundError as error:
        raise CannotOpenError(Problem("file.missing", values=values)) from error
    except OSError as error:
        raise CannotOpenError(problem("file.unreadable", path, error)) from error
    if not header:
        raise CannotOpenError(Problem("file.empty", values=values))
    version, application = (int.from_bytes(header[at : at + 4], "big") for at in (60, 68))
    if not header.startswith(MAGIC) or application != APPLICATION_ID:
        raise CannotOpenError(Problem("file.foreign", values=values))
    if version > VERSION:
        raise CannotOpenError(Problem("file.newer", values=values | {"theirs": version, "ours": VERSION}))


@contextmanager
def creating(folder: Path) -> Iterator[Path]:
    """A folder with a new, empty register to be filled; filled, it becomes the one in `folder`, its evidence with it.

    It gets its name when all of it is there: a kill before that leaves nothing that opens as a register. Raises
    `CannotOpenError` when one is or has been in `folder`, or when the disk is in the way.
    """
    prepare_folder(folder)
    path = folder / NAME
    if exists(folder):
        raise CannotOpenError(Problem("file.exists", values={"file": str(path)}))
    beside = folder / f"{PARTIAL}new-{os.urandom(16).hex()}"
    try:
        with told_opening(path):
            beside.mkdir(mode=0o700)
            _write_empty(beside / NAME)
        yield beside
        with told_opening(path):
            (beside / NAME).replace(path)
            for one in (beside / EVIDENCE).glob("*"):
                one.replace(folder / EVIDENCE / one.name)
            sync_folder(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _write_empty(path: Path) -> None:
    from smdesk.store.schema import bring_up

    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    with closing(connect(path)) as connection:
        connection.execute(f"pragma application_id={APPLICATION_ID}")
        bring_up(connection)


def open_register(folder: Path) -> sqlite3.Connection:
    """The register in `folder`, migrated where it is older; `CannotOpenError` says why not, and changes nothing."""
    path = folder / NAME
    check_is_register(path)
    writable = may_write(path)
    with told_opening(path):
        connection = connect(path, read_only=not writable)
        with closed_on_error(connection):
            is_older = number(connection, "user_version") < VERSION  # asked again: a migration may just be taken back
            if is_older and not writable:
                raise CannotOpenError(Problem("file.older", values={"file": str(path)}))
            if writable:
                path.chmod(0o600)
            if is_older:
                migrate(connection, path)
            connection.execute("pragma foreign_keys=on")
            connection.execute("select count(*) from setting").fetchone()
    return connection


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring an older file to today's shape, after a verified, numbered copy beside it."""
    from smdesk.store.schema import bring_up

    old = number(connection, "user_version")
    copy = path.with_name(f"register-version-{old}.db")
    count = 1
    while copy.exists():
        count += 1
        copy = path.with_name(f"register-version-{old}-{count}.db")
    copy_to(connection, copy)
    bring_up(connection)


def copy_to(connection: sqlite3.Connection, target: Path) -> None:
    """A verified copy of the live register in one go: temporary name, check, fsync, replace.

    Raises `OSError` or `sqlite3.Error`; an older file under the target's name is then still there.
    """
    temporary = target.with_name(f"{PARTIAL}{target.name}")
    try:
        os.close(os.open(temporary, os.O_CREAT | os.O_RDWR | os.O_TRUNC, 0o600))
        with closing(sqlite3.connect(temporary)) as copy:
            connection.backup(copy)
        verify(temporary)
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        temporary.replace(target)
        sync_folder(target.parent)
    finally:
        temporary.unlink(missing_ok=True)


def verify(path: Path) -> None:
    """Raise `CannotOpenError` unless the file is a whole register."""
    check_is_register(path)
    with told_opening(path), closing(connect(path, read_only=True)) as connection:
        connection.execute("begin").close()
        connection.execute("select count(*) from sqlite_schema").fetchone()  # from now on nobody writes to it
        found = quick_check(connection)
    if found:
        raise CannotOpenError(Problem("file.damaged", values={"file": str(path), "why": found[0]}))


def quick_check(connection: sqlite3.Connection) -> list[str]:
    """What SQLite finds wrong with the file; an empty list when it is whole."""
    return damaged_pages(connection) or orphans(connection)


def damaged_pages(connection: sqlite3.Connection, table: str = "") -> list[str]:
    """What quick_check finds, in the whole file or in one table; nothing while another program holds the file.

    The whole takes 140 ms on a file of ten years and some times that where the system has not read it yet, a table
    at the most a third.
    """
    what = f'("{table}")' if table else "(20)"
    return [row for row in _found(connection, f"quick_check{what}", "{0}") if row != "ok"]


def tables(connection: sqlite3.Connection) -> list[str]:
    """The names of the file's tables."""
    return _found(connection, "main.table_list", "{1}")


def orphans(connection: sqlite3.Connection) -> list[str]:
    """The rows that point at a row that is gone (40 ms on a file of ten years)."""
    return _found(connection, "foreign_key_check", "{0} {1}")


def _found(connection: sqlite3.Connection, pragma: str, words: str) -> list[str]:
    try:
        with _reading_once(connection):
            return [words.format(*row) for row in connection.execute(f"pragma {pragma}")]
    except sqlite3.DatabaseError as error:
        return [] if meaning(error) == "file.locked" else [str(error)]


@contextmanager
def _reading_once(connection: sqlite3.Connection) -> Iterator[None]:
    """Keep little of what is read: a look through the whole file would fill 2 MiB with what nobody asks for again."""
    usual = number(connection, "cache_size")
    connection.execute("pragma cache_size=-256").close()  # KiB
    try:
        yield
    finally:
        connection.execute(f"pragma cache_size={usual}").close()


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` survive a power cut (nothing to do where folders cannot be opened)."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
