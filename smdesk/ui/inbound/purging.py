"""What is seen while something is removed for good: the wait, and then what was removed where."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from smdesk.desk import Desk
from smdesk.domain.problem import CannotSaveError, KnownError, Problem
from smdesk.domain.purge import Report
from smdesk.operations import purge
from smdesk.ui.kit.page import Frame
from smdesk.ui.kit.parts import announce, label
from smdesk.ui.kit.work import in_background, is_idle
from smdesk.words import problem_text
from smdesk.words.purge import report_lines

_LOOK_MS = 100
_WAITS = "Väntar på att det som skrivs just nu blir klart…"
_RUNS = "Texten tas bort ur registret och skrivs bort ur varje säkerhetskopia. Det kan ta några minuter. Vänta här."


def second_folder(frame: Frame) -> Path | None:
    """The folder where every copy lies once more, as set on this machine."""
    chosen = frame.memory.settings.second_folder
    return Path(chosen) if chosen else None


class PurgeRun(QWidget):
    """The wait and the outcome. `failed(problems)` when nothing was begun, `ended(report)` when it is done.

    It begins when nothing else is written beside the window: what is copied meanwhile could hold what is to go.
    """

    failed = Signal(list)
    ended = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.is_running = False  # from the first row that is emptied until it is settled
        self.is_whole = True  # whether all of it could be reached
        self._begin: Callable[[], purge.Purging] | None = None
        self.words, self.bar = label(""), QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Borttagning pågår")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.words)
        box.addWidget(self.bar)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._try)
        self.hide()

    def start(self, begin: Callable[[], purge.Purging]) -> None:
        """Call `begin` as soon as it may be, and do the rest beside the window."""
        self._begin = begin
        self._say(_WAITS)
        self.bar.show()
        self.show()
        self._timer.start()

    def stop(self) -> None:
        """Let it be, while nothing was begun."""
        self._timer.stop()
        self._begin = None

    def outcome(self) -> str:
        """What was told at the end, and hide; nothing when nothing was done."""
        told = self.words.text() if self.isVisible() else ""
        self.hide()
        return told

    def _try(self) -> None:
        if self._begin is None or not is_idle():
            return
        self._timer.stop()
        try:
            purging = self._begin()
        except KnownError as error:
            self.hide()
            self.failed.emit(list(error.problems))
            return
        self.is_running = True
        self._say(_RUNS)
        in_background(partial(purge.finish, purging), self._finished)

    def _finished(self, report: Report) -> None:
        told: list[Problem] = purge.problems(report)
        try:
            purge.settle(self._desk, report)
        except CannotSaveError as error:
            told += error.problems
        self.is_running, self.is_whole = False, not told
        self.bar.hide()
        self._say("\n".join(f"• {line}" for line in [*report_lines(report), *map(problem_text, told)]))
        self.ended.emit(report)

    def _say(self, text: str) -> None:
        self.words.setText(text)
        announce(self, text)
