"""One window per register: its folder is held, and a second start brings the first window to the front."""

import os
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from smdesk.domain.problem import CannotOpenError
from smdesk.operations import opening

if TYPE_CHECKING:
    from PySide6.QtCore import QFileSystemWatcher

    from smdesk.store.lock import Lock

DOOR = "register.window"
"""The file that lies in the folder while a window has it: who takes it away asks the window to come to the front, and
the window answers by putting it back. A local server would do the same with a library of 3 MiB."""

PATIENCE_S = 3.0
"""How long a second start tries before it gives up: the first may be starting too, or a command soon be done."""

_PAUSE_S = 0.1
_ANSWER_S = 0.5
_LOOK_S = 0.01


class Instance(QObject):
    """Holds the folder of a register for this window alone. `asked` tells that the program was started once more."""

    asked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._folder = Path()
        self._lock: Lock | None = None
        self._watcher: QFileSystemWatcher | None = None

    @property
    def holds(self) -> bool:
        """Whether a folder is held; one that lets nobody write is read without that."""
        return self._lock is not None

    @property
    def listens(self) -> bool:
        """Whether a second start is heard."""
        return self._watcher is not None

    def hold(self, folder: Path) -> bool:
        """Take hold of `folder` in place of the one before. False when another window has it, which is now in front.

        Raises `CannotOpenError` when something else has it and no window answers.
        """
        self.release()
        if not os.access(folder, os.W_OK):
            return True
        self._folder = folder
        until = monotonic() + PATIENCE_S
        while True:
            try:
                self._lock = opening.hold(folder)
            except CannotOpenError:
                if _answers(folder):
                    return False
                if monotonic() > until:
                    raise
                sleep(_PAUSE_S)
            else:
                return True

    def listen(self) -> None:
        """Hear from now on when the program is started once more for the folder that is held."""
        from PySide6.QtCore import QFileSystemWatcher

        if self._lock is None or self._watcher is not None:
            return
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._knocked)
        self._hang_door()

    def _hang_door(self) -> None:
        with suppress(OSError):  # a full disk, say: then a second start tells that the folder is in use
            (self._folder / DOOR).touch(mode=0o600)
            if self._watcher:
                self._watcher.addPath(str(self._folder / DOOR))

    def _knocked(self, _path: str) -> None:
        if self._watcher and not (self._folder / DOOR).exists():
            self._hang_door()
            self.asked.emit()

    def release(self) -> None:
        """Let go of the folder."""
        if self._watcher:
            self._watcher.deleteLater()
            self._watcher = None
            with suppress(OSError):
                (self._folder / DOOR).unlink()
        if self._lock:
            self._lock.release()
            self._lock = None


def _answers(folder: Path) -> bool:
    """Ask the window that has the register to come to the front; False when none answers."""
    door = folder / DOOR
    try:
        door.unlink()
    except OSError:
        return False
    until = monotonic() + _ANSWER_S
    while not door.exists():
        if monotonic() > until:
            return False
        sleep(_LOOK_S)
    return True
