"""How files come to the library: copied in beside the window from where they were dropped, chosen or copied."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage

from smdesk.desk import Desk
from smdesk.domain.post import MEDIA_SUFFIXES
from smdesk.domain.problem import CannotSaveError, Problem
from smdesk.operations import media
from smdesk.operations.evidence import KeptFile
from smdesk.operations.media_file import keep_media, sorted_out
from smdesk.ui.kit.intake import Intake, files_in
from smdesk.words.media import counted

KINDS = f"Bilder och filmer ({' '.join(f'*.{one}' for one in MEDIA_SUFFIXES)})"


class LibraryIntake(Intake):
    """Takes files into the library. `added(media_id)` comes for each, and `told(text)` when all have come."""

    added = Signal(int)
    told = Signal(str)

    def __init__(self, parent: QObject, desk: Desk) -> None:
        super().__init__(parent)
        self._desk = desk
        self._new = self._known = 0
        self.ended.connect(self._tell_what_came)

    def add(self, paths: Sequence[Path]) -> None:
        """Copy files in; those that are neither picture nor film are told of."""
        usable, refused = sorted_out(paths)
        self.take(usable, partial(keep_media, self._desk.folder), self._lay_in, refused)

    def paste(self) -> None:
        """Take what was copied: files, or a picture."""
        paths = files_in(QGuiApplication.clipboard().mimeData())
        image = QGuiApplication.clipboard().image()
        if paths:
            self.add(paths)
        elif not image.isNull():
            self.take([image], partial(keep_image, self._desk.folder, image_name(self._desk.now())), self._lay_in)
        else:
            self.failed.emit([Problem("media.nothing_to_paste")])

    def _lay_in(self, kept: KeptFile) -> None:
        known = media.is_known(self._desk, kept)
        one = media.add(self._desk, kept)
        self._known += known
        self._new += not known
        self.added.emit(one.id)

    def _tell_what_came(self) -> None:
        parts = [f"{counted(self._new, 'fil', 'filer')} i biblioteket" if self._new else ""]
        parts.append(f"{counted(self._known, 'fil fanns', 'filer fanns')} redan" if self._known else "")
        self._new = self._known = 0
        if text := ", ".join(part for part in parts if part):
            self.told.emit(f"{text}.")


def image_name(now: datetime) -> str:
    """What a picture of the clipboard is called, by when it was pasted."""
    return f"Urklipp {now:%Y-%m-%d %H.%M.%S}.png"


def keep_image(folder: Path, name: str, image: QImage) -> KeptFile:
    """Write a picture of the clipboard as a file, and copy that in."""
    with TemporaryDirectory() as place:
        path = Path(place) / name
        if not image.save(str(path)):
            raise CannotSaveError(Problem("media.nothing_to_paste"))
        return keep_media(folder, path)
