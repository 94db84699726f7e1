"""One window, or one writing command, at a time: a lock that the system itself lets go when its holder dies."""

import sqlite3
from pathlib import Path

from smdesk.domain.problem import CannotOpenError, Problem

NAME = "register.lock"


class Lock:
    """Held from creation to `release`. It is SQLite's own file lock, so it works alike on every system."""

    def __init__(self, folder: Path) -> None:
        """Take the lock on `folder`; `CannotOpenError` when someone else has it."""
        path = folder / NAME
        try:
            self._connection = _taken(path)
        except sqlite3.OperationalError as error:
            raise CannotOpenError(Problem("file.in_use", values={"folder": str(folder)})) from error
        except sqlite3.DatabaseError:  # something else was written there; only the lock on the file matters
            path.write_bytes(b"")
            self._connection = _taken(path)

    def release(self) -> None:
        """Let go of the folder."""
        self._connection.close()


def _taken(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=0, isolation_level=None)
    try:
        connection.execute("pragma journal_mode=memory")
        connection.execute("begin exclusive")
    except sqlite3.Error:
        connection.close()
        raise
    return connection
