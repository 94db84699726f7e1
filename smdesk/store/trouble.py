"""What SQLite and the disk answer when something stands in the way, told as problems; a bug of ours stays a bug."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from smdesk.domain.problem import CannotOpenError, CannotSaveError, Hindrance, Problem

_MEANING = {
    sqlite3.SQLITE_NOTADB: "file.foreign",
    sqlite3.SQLITE_CORRUPT: "file.damaged",
    sqlite3.SQLITE_CANTOPEN: "file.unreadable",
    sqlite3.SQLITE_BUSY: "file.locked",
    sqlite3.SQLITE_LOCKED: "file.locked",
    sqlite3.SQLITE_FULL: "file.full",
    sqlite3.SQLITE_READONLY: "file.read_only",
    sqlite3.SQLITE_READONLY_ROLLBACK: "file.unfinished",
    sqlite3.SQLITE_PERM: "file.read_only",
    sqlite3.SQLITE_IOERR: "file.io",
}
"""What comes from the world. All else that SQLite says (no such column, a broken constraint) is a mistake of ours."""


class Closable(Protocol):
    """Something that holds the file until it is closed."""

    def close(self) -> None:
        """Let go."""


def meaning(error: sqlite3.Error) -> str:
    """The code of the problem that SQLite's error is to the user; ”” when it is a bug."""
    code = getattr(error, "sqlite_errorcode", 0)
    return _MEANING.get(code) or _MEANING.get(code & 0xFF, "")


def said(error: Exception) -> str:
    """What SQLite or the system said; a `Hindrance` where it was one that we found."""
    first = error.args[0] if error.args else None
    return getattr(error, "strerror", None) or (first if isinstance(first, Hindrance) else str(error))


def problem(code: str, path: Path, error: Exception) -> Problem:
    """The problem `code` about the file, with what SQLite or the system said of it."""
    return Problem(code, values={"file": str(path), "why": said(error)})


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite says of the world while saving into `CannotSaveError`; a bug goes on as it is."""
    try:
        yield
    except sqlite3.Error as error:
        if code := meaning(error):
            raise CannotSaveError(problem(code, path, error)) from error
        raise


@contextmanager
def told_disk(path: Path) -> Iterator[None]:
    """Turn the system's error into `CannotSaveError`; only around work with files, where none is a bug."""
    try:
        yield
    except OSError as error:
        raise CannotSaveError(problem("file.disk", path, error)) from error


@contextmanager
def told_opening(path: Path) -> Iterator[None]:
    """Turn what stands in the way of opening into `CannotOpenError`; a shape that is not ours is damage."""
    try:
        yield
    except sqlite3.Error as error:
        raise CannotOpenError(problem(meaning(error) or "file.damaged", path, error)) from error
    except OSError as error:
        raise CannotOpenError(problem("file.disk", path, error)) from error


@contextmanager
def closed_on_error(opened: Closable) -> Iterator[None]:
    """Let go of what was opened when what follows fails."""
    try:
        yield
    except BaseException:
        opened.close()
        raise
