"""How files come to the library: copied in beside the window from where they were dropped, chosen or copied."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage

from smdesk.desk import Desk
from smdesk.domain.post import MEDIA_SUFFIXES
from smdesk.domain.problem import CannotSaveError, KnownError, Problem
from smdesk.operations import media
from smdesk.operations.evidence import KeptFile
from smdesk.operations.media_file import keep_media
from smdesk.ui.kit.work import in_background
from smdesk.words.media import counted

KINDS = f"Bilder och filmer ({' '.join(f'*.{one}' for one in MEDIA_SUFFIXES)})"


class Intake(QObject):
    """Takes files into the library. `added(media_id)` for each; once all have come `told(text)` of those that are in,
    and `failed(problems)` of those that are not.
    """

    added = Signal(int)
    told = Signal(str)
    failed = Signal(list)

    def __init__(self, parent: QObject, desk: Desk) -> None:
        super().__init__(parent)
        self._desk = desk
        self._left = self._new = self._known = 0
        self._bad: list[Problem] = []

    def take(self, paths: Sequence[Path]) -> None:
        """Copy files in; those that are neither picture nor film are told of."""
        wrong = [path for path in paths if path.suffix.lower().lstrip(".") not in MEDIA_SUFFIXES]
        if wrong:
            names = ", ".join(path.name for path in wrong)
            self._bad.append(Problem("media.not_media", values={"name": names}))
        for path in [path for path in paths if path not in wrong]:
            self._left += 1
            in_background(partial(keep_media, self._desk.folder, path), self._kept, self._could_not)
        self._tell_when_done()

    def paste(self) -> None:
        """Take what was copied: files, or a picture."""
        held = QGuiApplication.clipboard().mimeData()
        paths = [Path(url.toLocalFile()) for url in held.urls() if url.isLocalFile()]
        image = QGuiApplication.clipboard().image()
        if any(path.is_file() for path in paths):
            self.take([path for path in paths if path.is_file()])
        elif not image.isNull():
            name = f"Urklipp {self._desk.now():%Y-%m-%d %H.%M.%S}.png"
            self._left += 1
            in_background(partial(_keep_image, self._desk.folder, image, name), self._kept, self._could_not)
        else:
            self.failed.emit([Problem("media.nothing_to_paste")])

    def _kept(self, kept: KeptFile) -> None:
        known = media.is_known(self._desk, kept)
        try:
            one = media.add(self._desk, kept)
        except KnownError as error:
            self._could_not(error)
            return
        self._left -= 1
        self._known += known
        self._new += not known
        self.added.emit(one.id)
        self._tell_when_done()

    def _could_not(self, error: Exception) -> None:
        self._left -= 1
        if isinstance(error, KnownError):
            self._bad += error.problems
        self._tell_when_done()
        if not isinstance(error, KnownError):
            raise error

    def _tell_when_done(self) -> None:
        if self._left:
            return
        parts = [f"{counted(self._new, 'fil', 'filer')} i biblioteket" if self._new else ""]
        parts.append(f"{counted(self._known, 'fil fanns', 'filer fanns')} redan" if self._known else "")
        self._new = self._known = 0
        if text := ", ".join(part for part in parts if part):
            self.told.emit(f"{text}.")
        if self._bad:
            bad, self._bad = self._bad, []
            self.failed.emit(bad)


def _keep_image(folder: Path, image: QImage, name: str) -> KeptFile:
    """Write a picture of the clipboard as a file, and copy that in."""
    with TemporaryDirectory() as place:
        path = Path(place) / name
        if not image.save(str(path)):
            raise CannotSaveError(Problem("media.nothing_to_paste"))
        return keep_media(folder, path)
