"""Long work beside the window: a task in a thread of its own, its answer on the main thread."""

import threading
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal

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
