"""The program with its window: one of it per register, shown first and looked through after, backed up when left."""

import os
import signal
import socket
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, QObject, QSocketNotifier, Qt, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QWidget

from smdesk import settings
from smdesk.desk import Desk, stockholm_now
from smdesk.domain.person import Person
from smdesk.domain.problem import CannotOpenError, CannotSaveError, KnownError, Problem
from smdesk.operations import opening
from smdesk.store.lock import Lock
from smdesk.ui.frame.window import Window
from smdesk.ui.kit import ask
from smdesk.ui.kit.memory import Memory
from smdesk.ui.kit.theme import Theme, Tone
from smdesk.ui.kit.work import in_background
from smdesk.words import problems_text

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

    from smdesk.ui.frame.crash import Catcher

# What the first paint does not need is imported where it is used.

DEMO = "smdesk-exempel"
_ANSWER_MS = 500
_BACKUP_MS = 4 * 60 * 60 * 1000  # four hours of use
_DAMAGED = ("Registret är skadat ({why}). Du kan läsa men inte ändra. Filen lämnas orörd; "
            "läs tillbaka den senaste säkerhetskopian.")  # fmt: skip
_DEMO = "Det här är exempeldata: ett påhittat register i en egen mapp. Inget här är på riktigt."
_BUG = ("Något gick fel som smdesk inte kunde förutse. Det du har sparat är kvar, och du kan fortsätta arbeta. "
        "Händer det igen: skicka filen {log} till it. Den innehåller inga uppgifter ur registret.")  # fmt: skip


def run(folder: Path, *, demo: bool = False) -> int:
    """Show the window over the register in `folder` until it is closed. Gives the exit status.

    Raises `CannotOpenError` when another program has the register and no window answers.
    """
    _no_core_dumps()
    app = QApplication(sys.argv[:1])
    app.setApplicationName("smdesk")
    app.setDesktopFileName("smdesk")
    QLocale.setDefault(QLocale(QLocale.Language.Swedish, QLocale.Country.Sweden))
    translator = QTranslator(app)
    if translator.load("qtbase_sv", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    program = Program(app)
    if not program.open(folder, demo=demo):
        return 0  # the window that was there already has come to the front
    program.quit_on_signals()
    status = app.exec()
    program.leave()
    return status


def _no_core_dumps() -> None:
    """A dump of the memory could hold a password."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class Program(QObject):
    """What holds lock, desk and window together, from the first paint to the last backup."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self._app = app
        self._config = settings.config_folder()
        found, self._told_later = settings.load(self._config)
        self.memory = Memory(found, partial(settings.save, self._config))
        self.theme = Theme(app)
        self.theme.use(found.theme, found.text_percent)
        self.desk: Desk | None = None
        self.window: QWidget | None = None
        self._lock: Lock | None = None
        self._server: QLocalServer | None = None
        self._catcher: Catcher | None = None
        self._by_signal = False
        self._looked = False  # whether the first paint is over
        self._timer = QTimer(self)
        self._timer.setInterval(_BACKUP_MS)
        self._timer.timeout.connect(self._back_up_beside)

    def open(self, folder: Path, *, demo: bool = False, command: str = "") -> bool:
        """Show the register in `folder`, or what stands in its way. False when another window has it, now raised."""
        self._refuse_lost_folder(folder)
        opening.prepare(folder)
        if not self._take_lock(folder):
            return False
        if opening.is_new(folder):
            if not demo:
                from smdesk.ui.start.first_run import FirstRun

                self._install_catcher(folder)
                self._show(
                    FirstRun(partial(self._begin, folder), partial(self._try_demo, folder), stockholm_now().date())
                )
                return True
            from smdesk.demo import write_demo

            write_demo(folder, now=stockholm_now())
        try:
            desk = opening.open_desk(folder)
        except CannotOpenError as error:
            from smdesk.operations import backup
            from smdesk.ui.start.restore import RestoreWindow

            self._install_catcher(folder)
            restore = partial(self._restore, folder)
            self._show(RestoreWindow(folder, error.problems, backup.backups(folder), restore, self._app.quit))
            return True
        self._show_desk(desk, command)
        return True

    def _refuse_lost_folder(self, folder: Path) -> None:
        """A folder that the settings name and that is gone is on a disk that is not there: make no new one."""
        chosen = self.memory.settings.data_folder
        if chosen and folder == Path(chosen) and not folder.is_dir():
            raise CannotOpenError(Problem("file.missing", values={"file": str(folder / "register.db")}))

    def _take_lock(self, folder: Path) -> bool:
        """Hold the folder for this window alone. A folder that lets nobody write is read without a lock."""
        if self._lock:
            self._lock.release()
            self._lock = None
        if os.access(folder, os.W_OK):
            try:
                self._lock = Lock(folder)
            except CannotOpenError:
                if _raise_other(folder):
                    return False
                raise
        return True

    def _install_catcher(self, folder: Path) -> None:
        if self._catcher is None:
            from smdesk.ui.frame.crash import Catcher

            self._catcher = Catcher(folder / "logg", self._tell_problems, self._tell_bug)
            with suppress(OSError):  # a folder that cannot be written to is read without a log
                self._catcher.install()

    def _show(self, window: QWidget) -> None:
        before, self.window = self.window, window
        self._looked = False
        window.show()
        if before is not None:
            before.close()
            before.deleteLater()
        self._tell_problems(self._told_later)
        self._told_later = []

    def _begin(self, folder: Path, office: str, person: Person, command: str) -> None:
        opening.begin(folder, office=office, person=person).close()
        self.open(folder, command=command)

    def _try_demo(self, folder: Path) -> None:
        self.open(folder.with_name(DEMO), demo=True)

    def _restore(self, folder: Path, path: Path) -> None:
        from smdesk.operations import backup

        backup.restore_files(folder, path, stockholm_now())
        self.open(folder)

    def _show_desk(self, desk: Desk, command: str) -> None:
        """The window first, with Idag by plain sqlite3; what takes time comes after the first paint."""
        self.desk = desk
        window = Window(
            desk,
            self.theme,
            self.memory,
            last_backup=self._last_backup,
            counts=self._counts,
        )
        window.open("today")
        watch = _FirstPaint(window, partial(self._painted, desk, window, command))
        window.installEventFilter(watch)
        self._show(window)

    def _painted(self, desk: Desk, window: Window, command: str) -> None:
        """One thing at a time, so that the window answers between them."""
        from smdesk.operations import checking

        self._looked = True
        self._install_catcher(desk.folder)
        steps: list[Callable[[], object]] = [
            partial(in_background, partial(import_module, "sqlite_utils"), lambda _module: None),
            partial(self._listen, desk.folder),
            partial(self._look_for_damage, desk, window, checking.damaged_pages),
            partial(self._look_for_damage, desk, window, checking.orphans),
            partial(self._tidy_up, desk),
            partial(window.run, command),
        ]
        if opening.is_demo(desk):
            window.offer(_DEMO, Tone.ACCENT)
        window.show_facts()
        self._one_by_one(steps)

    def _last_backup(self) -> datetime | None:
        if not self._looked or self.desk is None:
            return None
        from smdesk.operations import backup

        return backup.last_backup(self.desk)

    def _counts(self, desk: Desk) -> Mapping[str, tuple[int, bool]]:
        """The numbers in the sidebar: what is late today, and how many accounts there are; from the second look on."""
        if not self._looked:
            return {}
        from smdesk.operations import procedure, today

        found = today.look(desk)
        return {
            "today": (found.late, bool(found.late)),
            "account": (found.accounts, False),
            "procedure": (len(procedure.waiting(desk)), False),
        }

    def _one_by_one(self, steps: list[Callable[[], object]]) -> None:
        if steps:
            steps[0]()
            QTimer.singleShot(0, self, partial(self._one_by_one, steps[1:]))

    def _look_for_damage(self, desk: Desk, window: Window, look: Callable[[Desk], list[str]]) -> None:
        found = look(desk) if desk.may_write else []
        if found:
            desk.store.may_write = False
            window.offer(_DAMAGED.format(why=found[0]), Tone.LATE, "Läs tillbaka…", partial(window.open, "settings"))

    def _tidy_up(self, desk: Desk) -> None:
        """Sweep what a kill left half-written, see to the coming years' red days, and back up what it left behind."""
        from smdesk.operations import backup

        if self._lock and desk.may_write:
            backup.sweep(desk.folder)
            opening.ensure_special_days(desk)
            self._back_up_beside()

    def _back_up_beside(self) -> None:
        from smdesk.operations import backup

        desk = self.desk
        if desk is None or not desk.may_write or not backup.is_changed(desk):
            return
        self._timer.start()
        try:
            copying = backup.begin(desk, self._second_folder())
        except CannotSaveError as error:
            self._backup_failed(error)
            return
        in_background(partial(backup.finish, copying), lambda _problems: None, self._backup_failed)

    def _backup_failed(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        if self.desk:
            self.desk.changed_since_backup = True
        self._tell_problems(error.problems)

    def _second_folder(self) -> Path | None:
        chosen = self.memory.settings.second_folder
        return Path(chosen) if chosen else None

    def leave(self) -> None:
        """Back up what has changed, and let go of everything."""
        from smdesk.operations import backup

        if self.desk is not None:
            if self.desk.may_write and backup.is_changed(self.desk):
                try:
                    backup.back_up(self.desk, self._second_folder())
                except CannotSaveError as error:
                    if not self._by_signal:
                        ask.tell(None, "Säkerhetskopian skrevs inte", problems_text(error.problems))
            self.desk.close()
        if self._server:
            self._server.close()
        if self._lock:
            self._lock.release()

    def quit_on_signals(self) -> None:
        """End in order when the session or the system asks for it: Python hears a signal only when it is woken."""
        if not hasattr(signal, "SIGTERM") or os.name != "posix":
            return
        self._wake, woken = socket.socketpair()
        for one in (self._wake, woken):
            one.setblocking(False)
        signal.set_wakeup_fd(woken.fileno(), warn_on_full_buffer=False)
        self._woken = woken
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._signalled)
        self._notifier = QSocketNotifier(self._wake.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._heard)

    def _heard(self) -> None:
        with suppress(BlockingIOError):
            self._wake.recv(64)

    def _signalled(self, _number: int, _frame: object) -> None:
        self._by_signal = True
        QTimer.singleShot(0, self, self._end)

    def _end(self) -> None:
        """End whatever is open: an open dialog may refuse to close, and would take `quit` back."""
        for one in self._app.topLevelWidgets():
            one.hide()
        if self.window is not None:
            self.window.close()
        self._app.exit(0)

    def _listen(self, folder: Path) -> None:
        """Let a second start bring this window to the front."""
        from PySide6.QtNetwork import QLocalServer

        if self._server:
            self._server.close()
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(_name(folder))  # what a kill left; the lock says that nobody else listens
        self._server.newConnection.connect(self._come_forward)
        self._server.listen(_name(folder))

    def _come_forward(self) -> None:
        while self._server and (visitor := self._server.nextPendingConnection()):
            visitor.disconnectFromServer()
            visitor.deleteLater()
        if self.window:
            self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
            self.window.raise_()
            self.window.activateWindow()

    def _tell_problems(self, problems: Sequence[Problem]) -> None:
        if isinstance(self.window, Window):
            self.window.tell_problems(problems)
        elif problems:
            ask.tell(self.window, "Observera", problems_text(problems))

    def _tell_bug(self, log: Path) -> None:
        ask.tell(self.window, "Något gick fel", _BUG.format(log=log), serious=True)


class _FirstPaint(QObject):
    """Calls `then` once, when a window has been painted for the first time and the loop is free again."""

    def __init__(self, window: QWidget, then: Callable[[], object]) -> None:
        super().__init__(window)
        self._then = then

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._then)
        return False


def _name(folder: Path) -> str:
    """The local server's name for a register; a path may be longer than a socket's name."""
    return f"smdesk-{sha256(os.fsencode(folder.resolve())).hexdigest()[:24]}"


def _raise_other(folder: Path) -> bool:
    """Bring the window that has the register to the front; False when none answers."""
    from PySide6.QtNetwork import QLocalSocket

    visitor = QLocalSocket()
    visitor.connectToServer(_name(folder))
    return visitor.waitForConnected(_ANSWER_MS)
