"""One window, or one writing command, at a time: a lock that the system itself lets go when its holder dies."""

import sqlite3
from pathlib import Path

from smdesk.domain.problem import CannotOpenError, Problem
from smdesk.store.trouble import closed_on_error, meaning, problem

NAME = "register.lock"


class Lock:
    """Held from creation to `release`. It is SQLite's own file lock, so it works alike on every system."""

    def __init__(self, folder: Path) -> None:
        """Take the lock on `folder`; `CannotOpenError` when someone else has it, or the disk is in the way."""
        path = folder / NAME
        try:
            self._connection = _taken(path)
        except (OSError, sqlite3.Error) as error:
            if isinstance(error, sqlite3.Error) and meaning(error) == "file.locked":
                raise CannotOpenError(Problem("file.in_use", values={"folder": str(folder)})) from error
            raise CannotOpenError(problem("file.lock", path, error)) from error

    def release(self) -> None:
        """Let go of the folder."""
        self._connection.close()


def _taken(path: Path) -> sqlite3.Connection:
    try:
        return _locked(path)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:  # something else was written there; only the lock on the file matters
        path.write_bytes(b"")
        return _locked(path)


def _locked(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=0, isolation_level=None)
    with closed_on_error(connection):
        connection.execute("pragma journal_mode=memory")
        connection.execute("begin exclusive")
    return connection
