"""One window, or one writing command, at a time: a lock that the system itself lets go when its holder dies."""

import sqlite3
from pathlib import Path

from smdesk.domain.problem import CannotOpenError, Problem

NAME = "register.lock"


class Lock:
    """Held from creation to `release`. It is SQLite's own file lock, so it works alike on every system."""

    def __init__(self, folder: Path) -> None:
        """Take the lock on `folder`; `CannotOpenError` when someone else has it."""
        self._connection = sqlite3.connect(folder / NAME, timeout=0, isolation_level=None)
        try:
            self._connection.execute("pragma journal_mode=memory")
            self._connection.execute("begin exclusive")
        except sqlite3.OperationalError as error:
            self._connection.close()
            raise CannotOpenError(Problem("file.in_use", values={"folder": str(folder)})) from error

    def release(self) -> None:
        """Let go of the folder."""
        self._connection.close()
