"""How files are taken in: each looked at or copied beside the window, and what went wrong told once, of all of them."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QMimeData, QObject, Signal

from smdesk.domain.problem import KnownError, Problem
from smdesk.ui.kit.work import Job, in_background

From = TypeVar("From")
To = TypeVar("To")


class Intake(QObject):
    """What is being taken in. `changed()` comes when something begins or ends; when the last has ended
    `failed(problems)` of what could not be taken, if anything could not, and then `ended()`.
    """

    changed = Signal()
    failed = Signal(list)
    ended = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.under_way: dict[int, tuple[Any, Job]] = {}
        self._number = 0
        self._bad: list[Problem] = []

    def take(
        self,
        sources: Iterable[From],
        keep: Callable[[From], To],
        kept: Callable[[To], object],
        refused: Iterable[Problem] = (),
    ) -> None:
        """Call `keep(source)` of each beside the window, and `kept(answer)` back in it; either may raise `KnownError`.

        `refused` is what is told of others that were turned away before.
        """
        self._bad += refused
        for one in sources:
            self._number += 1
            done, failed = partial(self._kept, self._number, kept), partial(self._could_not, self._number)
            self.under_way[self._number] = (one, in_background(partial(keep, one), done, failed))
        self._tell()

    def cancel(self, number: int) -> None:
        """Let one of those `under_way` be."""
        _, job = self.under_way.pop(number)
        job.cancel()
        self._tell()

    def _kept(self, number: int, kept: Callable[[To], object], answer: To) -> None:
        del self.under_way[number]
        try:
            kept(answer)
        except KnownError as error:
            self._bad += error.problems
        self._tell()

    def _could_not(self, number: int, error: Exception) -> None:
        del self.under_way[number]
        if isinstance(error, KnownError):
            self._bad += error.problems
        self._tell()
        if not isinstance(error, KnownError):
            raise error

    def _tell(self) -> None:
        self.changed.emit()
        if self.under_way:
            return
        if self._bad:
            bad, self._bad = self._bad, []
            self.failed.emit(bad)
        self.ended.emit()


def files_in(data: QMimeData) -> list[Path]:
    """The files that were copied or dragged; not folders, and nothing that lies on the web."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [path for path in paths if path.is_file()]
