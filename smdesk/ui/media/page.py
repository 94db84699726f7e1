"""Mediebibliotek: every picture and film, found by its words and by what it lacks."""

from pathlib import Path
from typing import ClassVar

from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from smdesk.desk import Desk
from smdesk.domain.media import MediaKind
from smdesk.domain.problem import KnownError
from smdesk.operations import media
from smdesk.operations.media import Line
from smdesk.ui.kit.buttons import primary_button, quiet_button
from smdesk.ui.kit.inputs import DropZone, FilterBar, SearchField
from smdesk.ui.kit.locked import changes
from smdesk.ui.kit.notices import EmptyState
from smdesk.ui.kit.page import Frame, Page
from smdesk.ui.kit.parts import Card, Header
from smdesk.ui.media.intake import KINDS, LibraryIntake
from smdesk.ui.media.shelf import Shelf
from smdesk.words.media import library_facts

_TEACHES = (
    "Här samlas bilder och filmer: vem som tagit dem, rätten att använda dem, alternativtext och samtycke, och vilka "
    "inlägg som har dem. Bilder i inlägg hamnar här av sig själva."
)
_NO_MATCH = "Inget passar. Sök på ett kortare ord, eller ta bort ett filter."


class MediaPage(Page):
    """The library. Enter opens a file, Delete takes it away, Ctrl+V takes in what was copied."""

    title: ClassVar[str] = "Mediebibliotek"
    tables: ClassVar[frozenset[str]] = frozenset({"media", "consent", "media_consent", "evidence", "post"})
    commands: ClassVar[frozenset[str]] = frozenset({"media.add", "media.consents", "find", "paste"})

    def __init__(self, desk: Desk, frame: Frame) -> None:
        super().__init__(desk, frame, scrolls=False)
        self._lines: list[Line] = []
        self.intake = LibraryIntake(self, desk)
        self.zone = DropZone("Dra hit bilder och filmer, klistra in eller", "välj filer…", kinds=KINDS, margin=8)
        self._actions = [
            quiet_button("Samtycken…", self.show_consents),
            changes(primary_button("Lägg till…", self.zone.choose, name="Lägg till bilder och filmer")),
        ]
        self.header = Header(self.title, "", self._actions)
        self.search = SearchField("Sök i mediebiblioteket", "Sök på namn, taggar, fotograf eller alternativtext")
        self.filters = FilterBar("Visa bara", {})
        self.shelf = self.search.found_in = Shelf(self.title, _NO_MATCH)
        self._card = Card(flush=True).add(self.shelf)
        self._teaching = Card().add(changes(EmptyState(_TEACHES, "Lägg till bilder och filmer…", self.zone.choose)))
        self._space = QWidget()
        self._space.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.setAcceptDrops(True)
        changes(self.zone)
        for widget in (self.header, self.search, self.filters, self._teaching):
            self.box.addWidget(widget)
        self.box.addWidget(self._card, 1)
        self.box.addWidget(self.zone)
        self.box.addWidget(self._space)
        self._connect()

    def _connect(self) -> None:
        self.search.changed.connect(lambda _text: self._show())
        self.filters.changed.connect(self._show)
        self.shelf.opened.connect(self._open)
        self.shelf.removed.connect(self._remove)
        self.zone.dropped.connect(self._take)
        self.intake.added.connect(self._come)
        self.intake.told.connect(self.frame.tell)
        self.intake.failed.connect(self.frame.tell_problems)

    def reload(self) -> None:
        self._lines = media.library(self.desk)
        films = sum(one.media.kind is MediaKind.VIDEO for one in self._lines)
        self.header.show_facts(self.title, library_facts(len(self._lines) - films, films))
        for widget in (self.search, self.filters, self._card):
            widget.setVisible(bool(self._lines))
        self._teaching.setVisible(not self._lines)
        self._space.setVisible(not self._lines)
        self._show()

    def _show(self) -> None:
        """Filter and search; the words of the chips tell how many each would leave."""
        found = media.library(self.desk, self.search.text()) if self.search.text().strip() else self._lines
        lacking = {
            "alt": ("Saknar alt-text", [one for one in self._lines if one.lacks_text]),
            "consent": ("Saknar samtycke", [one for one in self._lines if one.lacks_consent]),
            "ends": ("Samtycke går ut", [one for one in self._lines if one.ends_soon]),
        }
        self.filters.show_choices({key: f"{words} ({len(held)})" for key, (words, held) in lacking.items()})
        for key in self.filters.chosen():
            wanted = {one.media.id for one in lacking[key][1]}
            found = [one for one in found if one.media.id in wanted]
        self.shelf.show_lines(found, media.files(self.desk))
        if found and self.shelf.current() is None:
            self.shelf.go_to(found[0].media.id)

    def show_subject(self, subject_id: int) -> None:
        """Open one file of the library."""
        self._stand_on(subject_id)
        self._open(subject_id)

    def _stand_on(self, media_id: int) -> None:
        self.search.clear()
        self.filters.show_choices({key: key for key in ("alt", "consent", "ends")}, on=())
        self._show()
        self.shelf.go_to(media_id)
        self.shelf.setFocus()

    def run(self, command: str) -> bool:
        match command:
            case "media.add":
                self.zone.choose()
            case "media.consents":
                self.show_consents()
            case "paste":
                self.intake.paste()
            case "find":
                self.search.setFocus()
                self.search.selectAll()
            case _:
                return False
        return True

    def show_consents(self) -> None:
        """The window of the consents."""
        from smdesk.ui.media.consent import ConsentsDialog

        ConsentsDialog(self, self.desk, self._open_post).exec()

    def _open(self, media_id: object) -> None:
        from smdesk.ui.media.form import edit_media

        if isinstance(media_id, int):
            try:
                edit_media(self, self.desk, media_id, self._open_post)
            except KnownError as error:
                self.frame.tell_problems(error.problems)

    def _open_post(self, post_id: int) -> None:
        from smdesk.ui.post.form import PostForm

        form = PostForm(self, self.desk, media.post_of(self.desk, post_id))
        form.exec()
        if told := form.outcome():
            self.frame.tell(told)

    def _remove(self, media_id: object) -> None:
        if not isinstance(media_id, int) or not self.desk.may_write:
            return
        try:
            media.remove(self.desk, media_id)
        except KnownError as error:
            self.frame.tell_problems(error.problems)
            return
        self.frame.tell("Borttagen ur biblioteket. Ctrl+Z tar tillbaka den.")

    def _take(self, paths: list[Path]) -> None:
        if self.desk.may_write:
            self.intake.add(paths)

    def _come(self, media_id: int) -> None:
        if self.isVisible():
            self._stand_on(media_id)

    # What is dropped anywhere on the page is for the library.

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.zone.dragEnterEvent(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.zone.dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self.zone.dropEvent(event)
