"""The pictures and films of a post: dropped, chosen or from the library, each with its text, opened and taken away."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from smdesk.desk import Desk
from smdesk.domain.evidence import Evidence, Subject
from smdesk.domain.problem import KnownError
from smdesk.operations import evidence
from smdesk.operations.media_file import keep_media, sorted_out
from smdesk.ui.kit.buttons import icon_button, link_button
from smdesk.ui.kit.icon_engine import icon
from smdesk.ui.kit.inputs import DropZone
from smdesk.ui.kit.intake import Intake
from smdesk.ui.kit.parts import empty, label
from smdesk.ui.kit.pictures import thumbnail
from smdesk.ui.kit.work import in_background
from smdesk.ui.media.chooser import MediaChooser
from smdesk.ui.media.intake import KINDS

PAUSE_MS = 700  # after the first letter: what is typed is never older when it is kept
_SETTLED_MS = 100  # until new rows have their place in the window
_ALT, _FILM = "Alternativtext", "Textversion"


class ImageRow(QWidget):
    """One picture or film: a small picture, its name, and the field for its text."""

    removed = Signal(int)
    opened = Signal(int)

    def __init__(self, one: Evidence) -> None:
        super().__init__()
        self.id = one.id
        self.picture = label("")
        side = self.fontMetrics().height() * 4
        self.picture.setFixedSize(side, side)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.is_film = one.is_film
        self._word = "filmen" if one.is_film else "bilden"
        self._what = _FILM if one.is_film else _ALT
        if one.is_film:
            self.picture.setPixmap(icon("film").pixmap(side // 2, side // 2))
        self.alt = _FilmText(one.alt) if one.is_film else QLineEdit(one.alt)
        self.alt.setPlaceholderText(f"{self._what}: {'vad som sägs och visas' if one.is_film else 'vad bilden visar'}")
        self.alt.setAccessibleName(f"{self._what} till {one.name}")
        self._hint = label("", "warning")
        head = QHBoxLayout()
        head.addWidget(link_button(one.name, lambda: self.opened.emit(self.id), name=f"Öppna {self._word} {one.name}"))
        head.addStretch(1)
        head.addWidget(icon_button("close", f"Ta bort {self._word} {one.name}", lambda: self.removed.emit(self.id)))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addLayout(head)
        words.addWidget(self.alt)
        words.addWidget(self._hint)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.alt.textChanged.connect(self._say)
        self._say()

    def _say(self) -> None:
        self._hint.setText("" if self.text().strip() else f"{self._what} saknas.")
        self._hint.setVisible(not self.text().strip())

    def text(self) -> str:
        """What is written to it."""
        return self.alt.toPlainText() if isinstance(self.alt, QPlainTextEdit) else self.alt.text()


class _FilmText(QPlainTextEdit):
    """The text version of a film, of some lines."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * 4)


class Images(QWidget):
    """The pictures and films of one post. `changed()` comes after each step; `failed(problems)` when one could not be
    taken in.

    Once pictures are chosen by hand, the first of them is gone to: `asked(row)` when it is to come into sight.
    `post_id` gives the post's id and makes sure that there is a post; `session` joins what is typed to one step.
    """

    changed = Signal()
    failed = Signal(list)
    asked = Signal(QWidget)

    def __init__(self, desk: Desk, post_id: Callable[[], int], session: str) -> None:
        super().__init__()
        self._desk, self._post_id, self._session = desk, post_id, session
        self.intake = Intake(self)
        self.intake.changed.connect(self._show_state)
        self.intake.failed.connect(self.failed)
        self._rows: list[ImageRow] = []
        self._box = QVBoxLayout()
        self._box.setSpacing(10)
        self.zone = DropZone("Dra hit bilder eller", "välj bilder…", kinds=KINDS, margin=8)
        self.library = link_button("Välj ur biblioteket…", self.choose)
        self.zone.dropped.connect(self.take_in)
        self._state = label("", "small")
        self._state.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(self._box)
        box.addWidget(self._state)
        box.addWidget(self.zone)
        box.addWidget(self.library, 0, Qt.AlignmentFlag.AlignLeft)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.save)

    def show_images(self, images: tuple[Evidence, ...]) -> None:
        """Show other images; the fields of those that stay are left as they are."""
        if [one.id for one in images] == [row.id for row in self._rows]:
            return
        self._keep_alts()
        known, focus = {row.id for row in self._rows}, self.window().focusWidget()
        here = next((row.id for row in self._rows if row.alt is focus), 0)
        asked = focus in (self.zone.button, self.library)
        empty(self._box)
        self._rows = [ImageRow(one) for one in images]
        for row, one in zip(self._rows, images, strict=True):
            row.alt.textChanged.connect(self._typed)
            row.removed.connect(self._remove)
            row.opened.connect(self._open)
            self._box.addWidget(row)
            self._show_picture(row, one)
        wanted = [row for row in self._rows if row.id == here or (asked and row.id not in known)]
        if wanted:
            wanted[0].alt.setFocus()
            QTimer.singleShot(_SETTLED_MS, wanted[0], partial(self.asked.emit, wanted[0]))

    def save(self) -> None:
        """Keep the alternative texts as they stand."""
        if self._keep_alts():
            self.changed.emit()

    def _keep_alts(self) -> bool:
        self._timer.stop()
        try:
            for row in self._rows:
                evidence.set_alt(self._desk, row.id, row.text(), session=self._session)
        except KnownError as error:
            self.failed.emit(list(error.problems))
            return False
        return True

    def take_in(self, paths: list[Path]) -> None:
        """Copy files in beside the window, then attach them."""
        usable, refused = sorted_out(paths)
        post_id = self._post_id() if usable else 0
        keep = partial(keep_media, self._desk.folder)
        self.intake.take(usable if post_id else (), keep, partial(self._kept, post_id), refused)

    def choose(self) -> None:
        """Lay files of the media library on the post."""
        window = MediaChooser(self, self._desk)
        if not window.exec() or not window.chosen or not (post_id := self._post_id()):
            return
        try:
            evidence.use(self._desk, post_id, window.chosen)
        except KnownError as error:
            self.failed.emit(list(error.problems))
            return
        self.changed.emit()

    def _kept(self, post_id: int, kept: evidence.KeptFile) -> None:
        evidence.attach(self._desk, Subject.POST, post_id, kept)
        self.changed.emit()

    def _show_state(self) -> None:
        self._state.setText("Kopierar in…" if self.intake.under_way else "")
        self._state.setVisible(bool(self.intake.under_way))

    def _typed(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _remove(self, evidence_id: int) -> None:
        try:
            evidence.detach(self._desk, evidence_id)
        except KnownError as error:
            self.failed.emit(list(error.problems))
            return
        self._rows = [row for row in self._rows if row.id != evidence_id]
        self.changed.emit()

    def _open(self, evidence_id: int) -> None:
        try:
            path = evidence.locate(self._desk, evidence_id)
        except KnownError as error:
            self.failed.emit(list(error.problems))
            return
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _show_picture(self, row: ImageRow, one: Evidence) -> None:
        if one.is_film:
            return
        try:
            path = evidence.locate(self._desk, one.id)
        except KnownError as error:
            self.failed.emit(list(error.problems))
            return
        side = row.picture.width()

        def done(image: QImage) -> None:
            if row in self._rows and not image.isNull():
                row.picture.setPixmap(QPixmap.fromImage(image))

        in_background(partial(thumbnail, path, side), done)
