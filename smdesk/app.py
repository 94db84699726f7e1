"""The program with its window: shown first and looked through after, backed up when left."""

import gc
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QWidget

from smdesk import settings
from smdesk.desk import Desk, stockholm_now
from smdesk.domain.person import Person
from smdesk.domain.problem import CannotOpenError, KnownError, Problem, Severity
from smdesk.operations import opening
from smdesk.ui.frame.instance import Instance
from smdesk.ui.frame.window import Window
from smdesk.ui.kit.memory import Memory
from smdesk.ui.kit.theme import Theme, Tone

if TYPE_CHECKING:
    from datetime import datetime

    from smdesk.ui.frame.backups import Backups
    from smdesk.ui.frame.crash import Catcher

# What the first paint does not need is imported where it is used.

_DAMAGED = ("Registret är skadat ({why}). Du kan läsa men inte ändra. Filen lämnas orörd; "
            "återställ den senaste säkerhetskopian.")  # fmt: skip
_DEMO = "Det här är exempeldata: ett påhittat register i en egen mapp. Inget här är på riktigt."
_BUG = ("Något gick fel som smdesk inte kunde förutse. Det du har sparat är kvar, och du kan fortsätta arbeta. "
        "Händer det igen: skicka filen {log} till it. Den innehåller inga uppgifter ur registret.")  # fmt: skip
_CRASHED = ("Det du hade sparat är kvar. Händer det igen: skicka filen {log} till it. "
            "Den innehåller inga uppgifter ur registret.")  # fmt: skip


def run(folder: Path, *, demo: bool = False) -> int:
    """Show the window over the register in `folder` until it is closed. Gives the exit status.

    Raises `KnownError`, after it has been told in a window, when the register cannot be shown.
    """
    _no_core_dumps()
    app = QApplication([*sys.argv[:1], "-style", "fusion"])  # the one style that the style sheet is written for
    app.setApplicationName("smdesk")
    app.setDesktopFileName("smdesk")
    QLocale.setDefault(QLocale(QLocale.Language.Swedish, QLocale.Country.Sweden))
    translator = QTranslator(app)
    if translator.load("qtbase_sv", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    program = Program(app)
    if not program.start(folder, demo=demo):
        return 0  # the window that was there already has come to the front
    QTimer.singleShot(0, program, program.quit_on_signals)  # while the desktop makes room for the window
    status = app.exec()
    program.leave()
    return status


def _begun() -> None:
    """Let Python look for garbage again, `cli` had it wait: in all but what the start made, which is there to stay."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def _no_core_dumps() -> None:
    """A dump of the memory could hold a password."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _tell(title: str, problems: Sequence[Problem], parent: QWidget | None = None) -> None:
    """Tell in a window of its own, which has to be closed."""
    from smdesk.ui.kit import ask
    from smdesk.words import problems_text

    ask.tell(parent, title, problems_text(problems))


class Program(QObject):
    """What holds folder, desk and window together, from the first paint to the last backup."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self._app = app
        self._config = settings.config_folder()
        found, self._told_later = settings.load(self._config)
        self.memory = Memory(found, partial(settings.save, self._config))
        self.theme = Theme(app)
        self.theme.use(found.theme, found.text_percent)
        self.instance = Instance(self)
        self.instance.asked.connect(self._come_forward)
        self.desk: Desk | None = None
        self.window: QWidget | None = None
        self._backups: Backups | None = None
        self._catcher: Catcher | None = None
        self._waits: list[Callable[[], object]] = []  # until the window has been painted
        self._by_signal = False

    def start(self, folder: Path, *, demo: bool = False) -> bool:
        """As `open`; what is wrong is told in a window too, since nobody may see where the program was started."""
        try:
            return self.open(folder, demo=demo)
        except KnownError as error:
            _tell("smdesk kan inte öppnas", error.problems)
            raise

    def open(self, folder: Path, *, demo: bool = False, command: str = "") -> bool:
        """Show the register in `folder`, or what stands in its way. False when another window has it, now in front.

        With `demo` it is a demo world of today, unless somebody has worked in the one that is there.
        """
        self._refuse_lost_folder(folder)
        opening.prepare(folder)
        if not self.instance.hold(folder):
            return False
        if demo:
            from smdesk.demo_again import freshen

            freshen(folder, now=stockholm_now())
        if opening.is_new(folder):
            self.instance.listen()
            self._show_first_run(folder)
            return True
        try:
            desk = opening.open_desk(folder)
        except CannotOpenError as error:
            self._show_restore(folder, error.problems)
        else:
            self._show_desk(desk, command)
        return True

    def _refuse_lost_folder(self, folder: Path) -> None:
        """A folder that the settings name and that is gone is on a disk that is not there: make no new one."""
        chosen = self.memory.settings.data_folder
        if chosen and folder == Path(chosen) and not folder.is_dir():
            raise CannotOpenError(Problem("file.missing", values={"file": str(folder / "register.db")}))

    # What stands in the way of the register.

    def _show_first_run(self, folder: Path) -> None:
        from smdesk.ui.start.first_run import FirstRun

        _begun()
        self._install_catcher(folder)
        begin, try_demo = partial(self._begin, folder), partial(self._try_demo, folder)
        self._show(FirstRun(begin, try_demo, stockholm_now().date()))

    def _show_restore(self, folder: Path, problems: Sequence[Problem]) -> None:
        from smdesk.operations import backup
        from smdesk.ui.start.restore import RestoreWindow

        self.instance.listen()
        _begun()
        self._install_catcher(folder)
        restore = partial(self._restore, folder)
        found, second = backup.backups(folder), self._second_folder()
        self._show(RestoreWindow(folder, problems, found, restore, self._app.quit, second))

    def _begin(self, folder: Path, office: str, person: Person, command: str) -> None:
        opening.begin(folder, office=office, person=person).close()
        self.open(folder, command=command)

    def _try_demo(self, folder: Path) -> None:
        self.open(settings.demo_folder(folder), demo=True)

    def _restore(self, folder: Path, path: Path) -> None:
        from smdesk.operations import backup

        restored = backup.restore_files(folder, path, stockholm_now())
        self._told_later += restored.problems
        self.open(folder)

    def _show(self, window: QWidget) -> None:
        before, self.window = self.window, window
        window.show()
        if before is not None:
            before.close()
            before.deleteLater()

    # The register itself.

    def _show_desk(self, desk: Desk, command: str) -> None:
        """The window first, with Idag by plain sqlite3; what takes time comes after the first paint."""
        self.desk = desk
        window = Window(desk, self.theme, self.memory, last_backup=partial(_last_backup, desk))
        window.painted.connect(partial(self._painted, desk, window, command))
        window.day_begun.connect(partial(self._begin_day, desk))
        if opening.is_demo(desk):
            window.offer(_DEMO, Tone.ACCENT)
        window.open("today")
        self._show(window)

    def _painted(self, desk: Desk, window: Window, command: str) -> None:
        """One thing at a time, so that the window answers between them."""
        from smdesk.operations import register_check
        from smdesk.ui.frame import ahead

        _begun()
        self._install_catcher(desk.folder)
        self._waits = [
            self.instance.listen,
            self._tell_later,
            *ahead.imports(),
            *(partial(self._look_for_damage, desk, window, look) for look in register_check.looks(desk)),
            partial(self._tidy_up, desk),
            partial(self._remind, desk, window),
            partial(window.run, command),
        ]
        self._do_next()

    def _do_next(self) -> None:
        if self._waits:
            QTimer.singleShot(0, self, self._do_next)
            self._waits.pop(0)()

    def _look_for_damage(self, desk: Desk, window: Window, look: Callable[[], list[str]]) -> None:
        found = look() if desk.may_write else []
        if found:
            values = {"file": str(desk.folder / "register.db"), "why": found[0]}
            desk.lock_writing(Problem("file.damaged", values=values))
            window.lock(_DAMAGED.format(why=found[0]), "Återställ…", partial(window.open, "settings"))

    def _tidy_up(self, desk: Desk) -> None:
        """Begin the day, and to back up."""
        self._begin_day(desk)
        if self.instance.holds:
            self._backups_of(desk).start()

    def _remind(self, desk: Desk, window: Window) -> None:
        """Say over other windows what falls due, where the desktop shows messages."""
        from smdesk.ui.frame.reminder import Reminder, Tray

        if Tray.is_there():
            reminder = Reminder(window, desk, lambda: self.memory.settings)
            reminder.told.connect(Tray(window, self._come_forward).tell)

    def _begin_day(self, desk: Desk) -> None:
        """See to the coming years' red days, and to the posts of the series."""
        from smdesk.operations import series

        if self.instance.holds:
            try:
                opening.ensure_special_days(desk)
                series.top_up(desk)
            except KnownError as error:
                self._tell_problems(error.problems)

    def _backups_of(self, desk: Desk) -> "Backups":
        from smdesk.ui.frame.backups import Backups

        if self._backups is None:
            self._backups = Backups(self, desk, self._second_folder, self._tell_problems)
        return self._backups

    def _second_folder(self) -> Path | None:
        chosen = self.memory.settings.second_folder
        return Path(chosen) if chosen else None

    def leave(self) -> None:
        """Back up what has changed, and let go of everything."""
        self._waits.clear()
        if self.desk is not None:
            problems = self._backups_of(self.desk).make_last() if self.instance.holds else []
            failed = [one for one in problems if one.severity is Severity.STOP]
            if failed and not self._by_signal:
                _tell("Säkerhetskopian skrevs inte", failed)
            self.desk.close()
        self.instance.release()

    # Being told, being asked for, being ended.

    def _install_catcher(self, folder: Path) -> None:
        if self._catcher is None:
            from smdesk.ui.frame.crash import Catcher

            self._catcher = Catcher(folder / "logg", self._tell_problems, self._tell_bug)
            with suppress(OSError):  # a folder that cannot be written to is read without a log
                self._catcher.install()

    def _tell_later(self) -> None:
        """What there was to tell before there was a window."""
        found, self._told_later = self._told_later, []
        self._tell_problems(found)
        if self._catcher and self._catcher.crashed:
            from smdesk.ui.kit import ask

            text = _CRASHED.format(log=self._catcher.crashed)
            ask.tell(self.window, "smdesk stängdes oväntat förra gången", text)

    def _tell_problems(self, problems: Sequence[Problem]) -> None:
        if isinstance(self.window, Window):
            self.window.tell_problems(problems)
        elif problems:
            _tell("Observera", problems, self.window)

    def _tell_bug(self, log: Path) -> None:
        from smdesk.ui.kit import ask

        ask.tell(self.window, "Något gick fel", _BUG.format(log=log), serious=True)

    def _come_forward(self) -> None:
        if self.window:
            self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
            self.window.raise_()
            self.window.activateWindow()

    def quit_on_signals(self) -> None:
        """End in order when the session or the system asks for it."""
        from smdesk.ui.frame.signals import Signals

        self._signals = Signals(self)
        self._signals.come.connect(self._end)

    def _end(self) -> None:
        """End whatever is open: an open dialog may refuse to close, and would take `quit` back."""
        self._by_signal = True
        for one in self._app.topLevelWidgets():
            one.hide()
        if self.window is not None:
            self.window.close()
        self._app.exit(0)


def _last_backup(desk: Desk) -> "datetime | None":
    from smdesk.operations import backup

    return backup.last_backup(desk)
