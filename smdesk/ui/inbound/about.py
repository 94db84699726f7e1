"""What lies around an item: its files, the others of its conversation, and what has happened."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from smdesk.desk import Desk
from smdesk.domain.evidence import Subject
from smdesk.operations import evidence
from smdesk.operations.inbound_view import View
from smdesk.ui.inbound.rows import event_row, thread_row
from smdesk.ui.kit.files import FileKeeper, FilesPart
from smdesk.ui.kit.intake import files_in
from smdesk.ui.kit.page import Frame
from smdesk.ui.kit.parts import GAP, Card, label
from smdesk.ui.kit.rows import RowList
from smdesk.ui.media.intake import image_name, keep_image


class About(QWidget):
    """The cards below the way that is chosen. `asked(id)` asks for another item of the conversation."""

    asked = Signal(object)

    def __init__(self, desk: Desk, frame: Frame) -> None:
        super().__init__()
        self._desk = desk
        self.joined, self.happened = RowList("Tråden"), RowList("Vad som hänt")
        self.joined.opened.connect(self.asked)
        self._joined = Card("Tråden", flush=True).add(self.joined)
        self._note = label("")
        self._noted = Card("Anteckning").add(self._note)
        self._happened = Card("Vad som hänt", flush=True).add(self.happened)
        self.keeper = FileKeeper(
            desk,
            frame,
            self,
            add=lambda inbound_id, kept: evidence.attach(desk, Subject.INBOUND, inbound_id, kept),
            remove=lambda _inbound_id, evidence_id: evidence.detach(desk, evidence_id),
        )
        adding = "zone" if desk.may_write else ""
        self.files = FilesPart(self.keeper, 0, adding=adding, may_remove=desk.may_write, name="Skärmdumpar och filer")
        self.keeper.changed.connect(self._show_files)
        self._kept = Card("Skärmdumpar och filer").add(self.files)
        self._view: View | None = None
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(GAP)
        for card in (self._kept, self._joined, self._noted, self._happened):
            self.box.addWidget(card)

    def show_view(self, view: View) -> None:
        """Show how it stands around an item."""
        one, today = view.line.one, self._desk.today()
        is_joined = len(view.thread) > 1
        self._joined.say(f"{len(view.thread)} på {view.line.account.name}")
        self.joined.show_rows([thread_row(other, one.id, today) for other in view.thread] if is_joined else [])
        self._joined.setVisible(is_joined)
        told = [one.note, f"Gallringsstopp: {one.hold_reason}" if one.hold_reason else ""]
        self._note.setText("\n".join(words for words in told if words))
        self._noted.setVisible(any(told))
        self._view = view
        if self.files.place != one.id:
            self.files.place = one.id
            self.keeper.check(view.files)
        self._kept.setVisible(not one.is_protected or bool(view.files))
        self._show_files()
        self.happened.show_rows([event_row(event, today) for event in view.events])

    def _show_files(self) -> None:
        if self._view is not None:
            self.files.show_files(self._view.files, self._desk.today())

    def paste(self) -> bool:
        """Take in the files or the picture that were copied; False where there are none, or none may be taken in."""
        one, held = self._view.line.one if self._view else None, QGuiApplication.clipboard().mimeData()
        if one is None or one.is_protected:
            return False
        if paths := files_in(held):
            self.keeper.keep(one.id, paths)
            return True
        image = held.imageData() if held.hasImage() else None
        if not isinstance(image, QImage) or image.isNull():
            return False
        name = image_name(self._desk.now())
        self.keeper.keep_made(one.id, name, partial(keep_image, self._desk.folder, name, image))
        return True
