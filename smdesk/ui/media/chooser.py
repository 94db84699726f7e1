"""The window in which files of the library are chosen for a post."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from smdesk.desk import Desk
from smdesk.operations import media
from smdesk.ui.kit.buttons import complete_by_keys, primary_button, quiet_button
from smdesk.ui.kit.dialog import Dialog
from smdesk.ui.kit.inputs import SearchField
from smdesk.ui.kit.parts import Card, label
from smdesk.ui.media.shelf import Shelf
from smdesk.words.media import counted

_EMPTY = "Mediebiblioteket är tomt. Bilder som läggs i ett inlägg hamnar här av sig själva."
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class MediaChooser(Dialog):
    """Space ticks, Enter takes the file one is on with those that are ticked; `chosen` holds them once accepted."""

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        super().__init__(parent, "Välj ur mediebiblioteket", lines=40, high=34)
        self._desk = desk
        self.chosen: tuple[int, ...] = ()
        self._ticked: dict[int, None] = {}
        self.search = SearchField("Sök i mediebiblioteket", "Sök på namn, taggar, fotograf eller alternativtext")
        self.search.changed.connect(lambda _text: self.reload())
        self.shelf = self.search.found_in = Shelf("Mediebiblioteket", _EMPTY)
        self.shelf.ticked.connect(self._tick)
        self.shelf.opened.connect(self._take_with)
        self._fact = label("", "small")
        self.inner.addWidget(self.search)
        self.inner.addWidget(Card(flush=True).add(self.shelf), 1)
        self.inner.addWidget(self._fact)
        self._ok = primary_button("Lägg till i inlägget", self._take, keys="Ctrl+↵")
        complete_by_keys(self, self._ok.click)
        self.add_buttons(quiet_button("Avbryt", self.reject), self._ok)
        self.reload()
        self.search.setFocus()

    def reload(self) -> None:
        """Show what the search finds."""
        lines = media.library(self._desk, self.search.text())
        self.shelf.empty = "Inget i biblioteket passar. Sök på ett kortare ord." if self.search.text() else _EMPTY
        self.shelf.show_lines(lines, media.files(self._desk), self._ticked)
        if lines and self.shelf.current() is None:
            self.shelf.go_to(lines[0].media.id)
        self._say()

    def _say(self) -> None:
        count = len(self._ticked)
        self._fact.setText(f"{counted(count, 'fil vald', 'filer valda')}." if count else "Mellanslag väljer.")
        self._ok.setEnabled(bool(count) or self.shelf.current() is not None)

    def _tick(self, media_id: object) -> None:
        if isinstance(media_id, int):
            if media_id in self._ticked:
                del self._ticked[media_id]
            else:
                self._ticked[media_id] = None
            self.reload()

    def _take_with(self, media_id: object) -> None:
        if isinstance(media_id, int):
            self._ticked[media_id] = None
            self._take()

    def _take(self) -> None:
        here = self.shelf.current()
        self.chosen = tuple(self._ticked) or ((here,) if isinstance(here, int) else ())
        self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._take()
        else:
            super().keyPressEvent(event)
