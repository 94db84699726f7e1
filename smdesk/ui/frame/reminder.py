"""Says what falls due while smdesk lies behind other windows, outside the quiet hours."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QSystemTrayIcon, QWidget

from smdesk.desk import Desk
from smdesk.operations import reminding
from smdesk.settings import Settings
from smdesk.words.reminding import due_text

_EVERY_MS = 30_000


class Reminder(QObject):
    """Looks twice a minute; `told(text)` comes when there is something to say and `window` is not in front."""

    told = Signal(str)

    def __init__(self, window: QWidget, desk: Desk, settings: Callable[[], Settings]) -> None:
        super().__init__(window)
        self._window, self._desk, self._settings = window, desk, settings
        self._seen = desk.now()
        self.timer = QTimer(self)
        self.timer.setInterval(_EVERY_MS)
        self.timer.timeout.connect(self.look)
        self.timer.start()

    def look(self) -> None:
        """Say what has fallen due since the last look. What she sees on the screen, or in quiet hours, is not said."""
        after, now = self._seen, self._desk.now()
        self._seen = now
        known = self._settings()
        if self._window.isActiveWindow() or known.reminders != "on" or now <= after:
            return
        if reminding.is_quiet(now.strftime("%H:%M"), known.quiet_from, known.quiet_to):
            return
        due = reminding.fallen_due(self._desk, after, now)
        if text := due_text(due.posts, due.rounds, due.sent, due.answers):
            self.told.emit(text)


class Tray(QObject):
    """The system's messages, where the desktop shows such; a click on one brings the window forward."""

    def __init__(self, window: QWidget, come_forward: Callable[[], object]) -> None:
        super().__init__(window)
        self._icon = QSystemTrayIcon(window.windowIcon(), self)
        self._icon.setToolTip("smdesk")
        self._icon.activated.connect(lambda _why: come_forward())
        self._icon.messageClicked.connect(come_forward)
        self._icon.show()

    @staticmethod
    def is_there() -> bool:
        """Whether this desktop shows messages of programs at all."""
        return QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()

    def tell(self, text: str) -> None:
        """Show a message; it holds names of accounts, and no text of any post."""
        self._icon.showMessage("smdesk", text)
