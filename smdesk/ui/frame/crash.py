"""When something goes wrong that nobody foresaw: a log without values, one dialog, and the program goes on."""

import faulthandler
import logging
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from time import localtime, strftime
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler

from smdesk.domain.problem import KnownError, Problem

_LOG = logging.getLogger("smdesk")
_BYTES, _KEPT = 500_000, 3
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
}


class Catcher(QObject):
    """Takes every error that reached the top, in any thread, to the main thread.

    A `KnownError` is told in words by `tell_problems`; anything else is logged and told once by `tell_bug(log)`.
    `crashed` is what the session before wrote, if it ended in the midst of an instruction.
    """

    _caught = Signal(object)

    def __init__(
        self,
        folder: Path,
        tell_problems: Callable[[Sequence[Problem]], object],
        tell_bug: Callable[[Path], object],
    ) -> None:
        super().__init__()
        self.log = folder / "smdesk.log"
        self.crashed: Path | None = None
        self._tell_problems, self._tell_bug = tell_problems, tell_bug
        self._telling = False
        self._caught.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over the hooks of Python, of its threads and of Qt, and write the log and the crash file."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        _LOG.addHandler(_Log(self.log))
        _LOG.setLevel(logging.INFO)
        crash = self.log.with_name("crash.txt")
        self.crashed = _set_aside(crash)
        self._crash_file = crash.open("w", encoding="utf-8")
        faulthandler.enable(self._crash_file)
        sys.excepthook = self._hook
        threading.excepthook = lambda args: self._hook(args.exc_type, args.exc_value, args.exc_traceback)
        qInstallMessageHandler(_qt_message)

    def _hook(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt | SystemExit):
            return
        if not isinstance(error, KnownError):
            _LOG.error(places(kind, trace))
        self._caught.emit(error)

    def _take(self, error: BaseException | None) -> None:
        if isinstance(error, KnownError):
            self._tell_problems(error.problems)
        elif not self._telling:
            self._telling = True
            try:
                self._tell_bug(self.log)
            finally:
                self._telling = False


class _Log(logging.Handler):
    """Writes the log; what turns it over is imported when something is to be written, 2 MiB that most days spare."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if self._file is None:
            from logging.handlers import RotatingFileHandler

            self._file = RotatingFileHandler(
                self._path, maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8", delay=True
            )
            self._file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        self._file.emit(record)


def _set_aside(crash: Path) -> Path | None:
    """Keep what a crash wrote under a name of its own, which tells when; None where nothing was written."""
    if not crash.exists() or not crash.stat().st_size:
        return None
    moment = strftime("%Y-%m-%d-%H%M%S", localtime(crash.stat().st_mtime))
    return crash.replace(crash.with_name(f"crash-{moment}.txt"))


def places(kind: type[BaseException], trace: TracebackType | None) -> str:
    """An error as its kind and the places it passed: no message and no values, which may be secret."""
    frames = traceback.extract_tb(trace)
    lines = [f"  {'/'.join(Path(one.filename).parts[-2:])}:{one.lineno} {one.name}" for one in frames]
    return "\n".join([kind.__qualname__, *lines])


def _qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    _LOG.log(_LEVELS.get(kind, logging.ERROR), "Qt: %s", message)
