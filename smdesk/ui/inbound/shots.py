"""The screenshots of an item while it is filled in. Nothing of them is written anywhere until the item is kept."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from smdesk.desk import Desk
from smdesk.domain.record import record
from smdesk.operations.evidence import KeptFile
from smdesk.operations.media_file import keep_media, refuse_unusable, sorted_out
from smdesk.ui.kit.buttons import icon_button
from smdesk.ui.kit.flow import FlowLayout
from smdesk.ui.kit.icon_engine import icon
from smdesk.ui.kit.inputs import DropZone
from smdesk.ui.kit.intake import Intake, files_in
from smdesk.ui.kit.parts import empty, label
from smdesk.ui.kit.pictures import thumbnail
from smdesk.ui.media.intake import KINDS, image_name, keep_image

_LINES = 4  # that a small picture is high


@record
class Shot:
    """A picture that was pasted, or a file that was chosen; `small` is what is shown of it."""

    name: str
    small: QImage
    path: Path | None = None
    image: QImage | None = None


class Shots(QWidget):
    """The screenshots: pasted, dropped or chosen. `changed()` when there are others; `failed(problems)` of what cannot
    be used, or in the end could not be kept.
    """

    changed = Signal()
    failed = Signal(list)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.shots: list[Shot] = []
        self.intake = Intake(self)
        self.intake.failed.connect(self.failed)
        self.intake.changed.connect(self._show_state)
        self.zone = DropZone("Klistra in en skärmdump, dra hit den eller", "välj fil…", kinds=KINDS, margin=8)
        self.zone.dropped.connect(self.add_files)
        self._row = QWidget()
        self._flow = FlowLayout(self._row, gap=10)
        self._state = label("", "small")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._row)
        box.addWidget(self._state)
        box.addWidget(self.zone)
        self._show()

    def take(self, data: QMimeData) -> bool:
        """Take what was pasted or dropped, if it is files or a picture; a picture that came with text is for the text
        (word processors copy both)."""
        if paths := files_in(data):
            self.add_files(paths)
            return True
        image = data.imageData() if data.hasImage() and not data.text().strip() else None
        if not isinstance(image, QImage) or image.isNull():
            return False
        self._add(Shot(image_name(self._desk.now()), self._small(image), image=image))
        return True

    def add_files(self, paths: Sequence[Path]) -> None:
        """Look at files beside the window, and take those that can be used."""
        usable, refused = sorted_out(paths)
        self.intake.take(usable, partial(_look_at, side=self._side()), self._add, refused)

    def clear(self) -> None:
        """Let go of all of them."""
        self.shots = []
        self._show()
        self.changed.emit()

    def keep(self, done: Callable[[list[KeptFile]], object]) -> None:
        """Copy all into the evidence folder beside the window, then call `done`; not where one could not be copied."""
        kept: list[KeptFile] = []
        wanted = len(self.shots)

        def ended() -> None:
            self.intake.ended.disconnect(ended)
            if len(kept) == wanted:
                done(kept)

        self.intake.ended.connect(ended)
        self.intake.take(self.shots, partial(_keep, self._desk.folder), kept.append)

    def _add(self, shot: Shot) -> None:
        self.shots.append(shot)
        self._show()
        self.changed.emit()

    def _remove(self, shot: Shot) -> None:
        self.shots = [one for one in self.shots if one is not shot]
        self._show()
        self.zone.button.setFocus()
        self.changed.emit()

    def _show(self) -> None:
        empty(self._flow)
        for one in self.shots:
            self._flow.addWidget(self._shown(one))
        self._row.setVisible(bool(self.shots))
        self._show_state()

    def _shown(self, shot: Shot) -> QWidget:
        made = QWidget()
        picture = label("", name=shot.name)
        side = self._side()
        picture.setFixedHeight(side)
        picture.setPixmap(QPixmap.fromImage(shot.small) if not shot.small.isNull() else icon("film").pixmap(side, side))
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(picture)
        remove = icon_button("close", f"Ta bort {shot.name}", partial(self._remove, shot))
        row.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
        return made

    def _show_state(self) -> None:
        self._state.setText("Läser in…" if self.intake.under_way else "")
        self._state.setVisible(bool(self.intake.under_way))

    def _side(self) -> int:
        return self.fontMetrics().height() * _LINES

    def _small(self, image: QImage) -> QImage:
        side = self._side()
        how = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        return image.scaled(side * 2, side, *how)


def _look_at(path: Path, side: int) -> Shot:
    refuse_unusable(path)
    return Shot(path.name, thumbnail(path, side), path=path)


def _keep(folder: Path, shot: Shot) -> KeptFile:
    if shot.path is not None:
        return keep_media(folder, shot.path)
    return keep_image(folder, shot.name, shot.image or QImage())
