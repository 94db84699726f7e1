"""The system's own signals to end, heard by the event loop."""

import os
import signal
from contextlib import suppress

from PySide6.QtCore import QObject, QSocketNotifier, Qt, Signal


class Signals(QObject):
    """Takes over SIGTERM, SIGINT and SIGHUP; `come` tells of one when the event loop is free.

    Python hears a signal only between its own instructions, of which a waiting window makes none: a byte wakes it.
    """

    come = Signal()
    _heard = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        if os.name != "posix":
            return
        self._heard.connect(self.come, Qt.ConnectionType.QueuedConnection)
        self._read, write = os.pipe()
        for one in (self._read, write):
            os.set_blocking(one, False)
        signal.set_wakeup_fd(write, warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda _number, _frame: self._heard.emit())
        self._notifier = QSocketNotifier(self._read, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._empty)

    def _empty(self) -> None:
        with suppress(BlockingIOError):
            os.read(self._read, 64)
