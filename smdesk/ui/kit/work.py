"""Long work beside the window: in a thread of its own, or a piece at a time; its answer comes on the main thread."""

import threading
import time
from collections.abc import Callable, Generator
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

T = TypeVar("T")

_under_way: set["Job"] = set()  # a job must live until its answer has come to the main thread


class Job(QObject):
    """A task under way. `cancel` lets it run on but lets nobody hear of it.

    It lives until its answer has come, cancelled or not, so that it never dies in the task's own thread.
    """

    _come = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.cancelled = False
        self._come.connect(self._answer, Qt.ConnectionType.QueuedConnection)
        _under_way.add(self)

    def cancel(self) -> None:
        """Forget the answer; the thread is a daemon and holds nothing up at quit."""
        self.cancelled = True

    def hop(self, call: Callable[[], object]) -> None:
        """Have `call` made on the main thread; called from the job's own thread."""
        self._come.emit(call)

    def _answer(self, call: Callable[[], object]) -> None:
        _under_way.discard(self)
        if not self.cancelled:
            call()


def is_idle() -> bool:
    """Whether nothing is under way beside the window."""
    return not _under_way


def in_background(
    task: Callable[[], T],
    done: Callable[[T], object],
    failed: Callable[[Exception], object] | None = None,
) -> Job:
    """Run `task` in a daemon thread, then `done(answer)` or `failed(error)` on the main thread.

    `task` touches files or copies, never the desk: its database belongs to the main thread. Without `failed` the
    error is raised on the main thread, where it is shown or logged like any other.
    """
    job = Job()

    def raised(error: Exception) -> object:
        if failed is None:
            raise error
        return failed(error)

    def run() -> None:
        try:
            answer = task()
        except Exception as error:  # whatever it is, it is told on the main thread
            found = error
            job.hop(lambda: raised(found))
        else:
            job.hop(lambda: done(answer))

    threading.Thread(target=run, daemon=True).start()
    return job


class Pieces(QTimer):
    """Work that needs the desk, and so the main thread, done a piece at a time between what the window has to do.

    `parent` is the window whose work it is.
    """

    _PIECE_S = 0.02

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._work: Generator[None, None, Any] | None = None
        self._done: Callable[[Any], object] | None = None
        self.timeout.connect(self._piece)

    def run(self, work: Generator[None, None, T], done: Callable[[T], object]) -> None:
        """Do `work` as far as one piece goes at once, and the rest later; `done(answer)` comes after the last of it.

        Work that is not done yet is forgotten.
        """
        self._work, self._done = work, done
        self.start(0)
        self._piece()

    def forget(self) -> None:
        """Let the work that is not done be."""
        self._work = None
        self.stop()

    def _piece(self) -> None:
        until = time.perf_counter() + self._PIECE_S
        while self._work:
            try:
                next(self._work)
            except StopIteration as end:
                self.forget()
                if self._done:
                    self._done(end.value)
            if time.perf_counter() > until:
                return
