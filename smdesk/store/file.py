"""The register's file: opened with safe settings, checked, migrated with a copy first, and never mistaken for new."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from smdesk.domain.problem import CannotOpenError, CannotSaveError, Problem
from smdesk.store.rows import Link

NAME = "register.db"
EVIDENCE = "evidence"
BACKUPS = "backups"
APPLICATION_ID = 0x736D6401  # ”smd” and 1
VERSION = 1  # equals schema.VERSION; repeated so that opening does not import sqlite-utils

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
    """A connection with the register's settings; foreign keys are still off, for the migrations' sake."""
    if not read_only and not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    mode = "ro" if read_only else "rw"
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None)
    for pragma in PRAGMAS[1:] if read_only else PRAGMAS:
        connection.execute(f"pragma {pragma}").close()
    return connection


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
    return (folder / NAME).exists() or any((folder / BACKUPS).glob("*.db"))


def check_is_register(path: Path) -> None:
    """Raise `CannotOpenError` unless the file is a register of ours, and not from a newer version. Changes nothing."""
    values: dict[str, str | int] = {"file": str(path)}
    try:
        if path.stat().st_size == 0:
            raise CannotOpenError(Problem("file.empty", values=values))
        with closing(connect(path, read_only=True)) as connection:
            application, version = number(connection, "application_id"), number(connection, "user_version")
    except FileNotFoundError as error:
        raise CannotOpenError(Problem("file.missing", values=values)) from error
    except PermissionError as error:
        raise CannotOpenError(Problem("file.unreadable", values=values | {"why": str(error)})) from error
    except sqlite3.DatabaseError as error:
        raise CannotOpenError(_reason(error, path)) from error
    if application != APPLICATION_ID:
        raise CannotOpenError(Problem("file.foreign", values=values))
    if version > VERSION:
        raise CannotOpenError(Problem("file.newer", values=values | {"theirs": version, "ours": VERSION}))


def _reason(error: sqlite3.Error, path: Path) -> Problem:
    """What SQLite's error means to the user."""
    name = str(getattr(error, "sqlite_errorname", ""))
    code = "file.failed"
    for start, found in (
        ("SQLITE_NOTADB", "file.foreign"),
        ("SQLITE_CORRUPT", "file.damaged"),
        ("SQLITE_CANTOPEN", "file.unreadable"),
        ("SQLITE_BUSY", "file.locked"),
        ("SQLITE_LOCKED", "file.locked"),
        ("SQLITE_FULL", "file.full"),
        ("SQLITE_READONLY", "file.read_only"),
        ("SQLITE_PERM", "file.read_only"),
        ("SQLITE_IOERR", "file.io"),
    ):
        if name.startswith(start):
            code = found
    return Problem(code, values={"file": str(path), "why": str(error)})


def may_write(folder: Path) -> bool:
    """Whether file and folder let themselves be written to."""
    return os.access(folder, os.W_OK) and os.access(folder / NAME, os.W_OK)


def create(folder: Path) -> Link:
    """A new, empty register in `folder`; `CannotOpenError` when one is or has been there."""
    prepare_folder(folder)
    path = folder / NAME
    if exists(folder):
        raise CannotOpenError(Problem("file.exists", values={"file": str(path)}))
    from smdesk.store.schema import migrations

    temporary = folder / f".new-{NAME}"
    temporary.unlink(missing_ok=True)
    try:
        with closing(connect(temporary)) as connection:
            connection.execute(f"pragma application_id={APPLICATION_ID}")
            migrations.apply(Link(connection).db)
            connection.execute(f"pragma user_version={VERSION}")
        temporary.replace(path)
    except (OSError, sqlite3.Error) as error:
        temporary.unlink(missing_ok=True)
        raise CannotOpenError(Problem("file.create", values={"file": str(path), "why": str(error)})) from error
    return open_register(folder)


def open_register(folder: Path) -> Link:
    """The register in `folder`, migrated where it is older; `CannotOpenError` says why not, and changes nothing."""
    path = folder / NAME
    check_is_register(path)
    writable = may_write(folder)
    try:
        connection = connect(path, read_only=not writable)
        if writable:
            path.chmod(0o600)
            if number(connection, "user_version") < VERSION:
                migrate(connection, path)
        connection.execute("pragma foreign_keys=on")
        connection.execute("select count(*) from setting").fetchone()
    except sqlite3.Error as error:
        raise CannotOpenError(_reason(error, path)) from error
    return Link(connection)


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring an older file to today's shape, after a verified, numbered copy beside it."""
    from smdesk.store.schema import migrations

    old = number(connection, "user_version")
    copy = path.with_name(f"register-version-{old}.db")
    count = 1
    while copy.exists():
        count += 1
        copy = path.with_name(f"register-version-{old}-{count}.db")
    copy_to(connection, copy)
    migrations.apply(Link(connection).db)
    connection.execute(f"pragma user_version={VERSION}")


def copy_to(connection: sqlite3.Connection, target: Path) -> None:
    """A verified copy of the live register in one go: temporary name, check, fsync, replace.

    Raises `OSError` or `sqlite3.Error`; an older file under the target's name is then still there.
    """
    temporary = target.with_name(f".partial-{target.name}")
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
    with closing(connect(path, read_only=True)) as connection:
        found = quick_check(connection)
    if found:
        raise CannotOpenError(Problem("file.damaged", values={"file": str(path), "why": found[0]}))


def quick_check(connection: sqlite3.Connection) -> list[str]:
    """What SQLite finds wrong with the file; an empty list when it is whole."""
    return damaged_pages(connection) or orphans(connection)


def damaged_pages(connection: sqlite3.Connection) -> list[str]:
    """What quick_check finds (70 ms on a file of ten years)."""
    try:
        rows = [str(row[0]) for row in connection.execute("pragma quick_check(20)")]
    except sqlite3.DatabaseError as error:
        return [str(error)]
    return [row for row in rows if row != "ok"]


def orphans(connection: sqlite3.Connection) -> list[str]:
    """The rows that point at a row that is gone (40 ms on a file of ten years)."""
    try:
        return [f"{row[0]} {row[1]}" for row in connection.execute("pragma foreign_key_check")]
    except sqlite3.DatabaseError as error:
        return [str(error)]


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` survive a power cut (nothing to do where folders cannot be opened)."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite and the disk say while saving into `CannotSaveError`."""
    try:
        yield
    except sqlite3.IntegrityError:
        raise  # a bug of ours, not of the world
    except sqlite3.Error as error:
        raise CannotSaveError(_reason(error, path)) from error
    except OSError as error:
        raise CannotSaveError(Problem("file.disk", values={"file": str(path), "why": str(error)})) from error
