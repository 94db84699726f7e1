"""One window per register: its folder is held, and a second start brings the first window to the front."""

import os
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QCryptographicHash, QObject, QThread, Signal

from smdesk.domain.problem import CannotOpenError
from smdesk.operations import opening

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

    from smdesk.store.lock import Lock

PATIENCE_S = 3.0
"""How long a second start tries before it gives up: the first may be starting too, or a command soon be done."""

_PAUSE_MS = 100
_ANSWER_MS = 500


class Instance(QObject):
    """Holds the folder of a register for this window alone. `asked` tells that the program was started once more."""

    asked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._folder = Path()
        self._lock: Lock | None = None
        self._server: QLocalServer | None = None

    @property
    def holds(self) -> bool:
        """Whether a folder is held; one that lets nobody write is read without that."""
        return self._lock is not None

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
                QThread.msleep(_PAUSE_MS)
            else:
                return True

    def listen(self) -> None:
        """Hear from now on when the program is started once more for the folder that is held."""
        from PySide6.QtNetwork import QLocalServer  # 10 ms and 3 MB that no window needs to be shown

        if self._lock is None or self._server is not None:
            return
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(_name(self._folder))  # what a kill left; the lock says that nobody else listens
        self._server.newConnection.connect(self._visited)
        self._server.listen(_name(self._folder))

    def _visited(self) -> None:
        while self._server and (visitor := self._server.nextPendingConnection()):
            visitor.disconnectFromServer()
            visitor.deleteLater()
        self.asked.emit()

    def release(self) -> None:
        """Let go of the folder."""
        if self._server:
            self._server.close()
            self._server = None
        if self._lock:
            self._lock.release()
            self._lock = None


def _name(folder: Path) -> str:
    """The local server's name for a register; a path may be longer than a socket's name."""
    digest = QCryptographicHash.hash(os.fsencode(folder.resolve()), QCryptographicHash.Algorithm.Sha256)
    return f"smdesk-{digest.toHex().toStdString()[:24]}"


def _answers(folder: Path) -> bool:
    """Ask the window that has the register to come to the front; False when none answers."""
    from PySide6.QtNetwork import QLocalSocket

    visitor = QLocalSocket()
    visitor.connectToServer(_name(folder))
    return visitor.waitForConnected(_ANSWER_MS)
