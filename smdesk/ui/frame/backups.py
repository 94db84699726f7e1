"""The backups of a session: beside the window every four hours of use, and in one go when it is left."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from smdesk.desk import Desk
from smdesk.domain.problem import CannotSaveError, KnownError, Problem
from smdesk.domain.purge import Report
from smdesk.operations import backup, purge
from smdesk.ui.kit.work import in_background


class Backups(QObject):
    """Backs up what has changed. `second_folder` says where each copy is put once more; `tell` is told what failed."""

    def __init__(
        self,
        parent: QObject,
        desk: Desk,
        second_folder: Callable[[], Path | None],
        tell: Callable[[Sequence[Problem]], object],
    ) -> None:
        super().__init__(parent)
        self._desk, self._second_folder, self._tell = desk, second_folder, tell
        self.timer = QTimer(self)
        self.timer.setInterval(int(backup.EVERY.total_seconds() * 1000))
        self.timer.timeout.connect(self.make)

    def start(self) -> None:
        """Sweep, finish and back up what a killed session left behind, and go on every four hours from now."""
        backup.sweep(self._desk.folder)
        self.timer.start()
        try:
            purging = purge.begin_owed(self._desk, self._second_folder())
        except CannotSaveError as error:
            self._tell(error.problems)
            purging = None
        if purging:
            in_background(partial(purge.finish, purging), self._purged)
        else:
            self.make()

    def _purged(self, report: Report) -> None:
        """What was owed is done, as far as it goes; a copy is made after it, not meanwhile."""
        try:
            purge.settle(self._desk, report)
        except CannotSaveError as error:
            self._tell(error.problems)
        self._tell(purge.problems(report))
        self.make()

    def make(self) -> None:
        """Back up beside the window, when something has changed since the last copy."""
        if not self._desk.may_write or not backup.is_changed(self._desk):
            return
        try:
            copying = backup.begin(self._desk, self._second_folder())
        except CannotSaveError as error:
            self._failed(error)
            return
        in_background(partial(backup.finish, copying), self._tell, self._failed)

    def make_last(self) -> list[Problem]:
        """Back up in one go what has changed, when the window is left; what did not go well."""
        if not self._desk.may_write or not backup.is_changed(self._desk):
            return []
        try:
            return backup.back_up(self._desk, self._second_folder())
        except CannotSaveError as error:
            return list(error.problems)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        self._desk.changed_since_backup = True
        self._tell(error.problems)
