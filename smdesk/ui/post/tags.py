"""Tags: offered again in a post's field, and the window where one is renamed, joined with another or taken away."""

from collections.abc import Hashable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from smdesk.desk import Desk
from smdesk.domain.problem import KnownError
from smdesk.operations import tag
from smdesk.ui.kit.buttons import button_row, quiet_button
from smdesk.ui.kit.completion import WordCompleter
from smdesk.ui.kit.dialog import Dialog
from smdesk.ui.kit.fields import Editor
from smdesk.ui.kit.form import FormDialog, FormField
from smdesk.ui.kit.inputs import SearchField
from smdesk.ui.kit.notices import Banner
from smdesk.ui.kit.parts import Card, label
from smdesk.ui.kit.rows import Row, RowList
from smdesk.ui.kit.theme import Tone
from smdesk.words import problems_text
from smdesk.words.tag import uses_text

TAGS_HELP = "Vad inlägget handlar om, med komma emellan: evenemang, trygghet. De syns bara i smdesk."
_TEACHES = "Inga taggar ännu. Skriv dem i ett inlägg, till exempel evenemang eller trygghet."
_ABOUT = (
    "Retur byter namn på en tagg överallt. Skriver du namnet på en annan tagg slås de ihop. Delete tar bort taggen, "
    "men inte inläggen."
)
_SAME = "Namnet på en annan tagg slår ihop de två."


def offer_tags(desk: Desk, field: Editor) -> None:
    """Offer the tags in use while one types in a field of tags."""
    if isinstance(field.input, QLineEdit):
        WordCompleter(tag.known_tags(desk), field.input)


class TagsDialog(Dialog):
    """Every tag in use. Enter renames one, Delete takes it away, Ctrl+Z takes back what was done with a tag."""

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        super().__init__(parent, "Taggar", lines=36, high=28)
        self._desk = desk
        self.search = SearchField("Sök bland taggarna")
        self.search.changed.connect(self.reload)
        self.list = self.search.found_in = RowList("Taggar", grow=False, empty=_TEACHES)
        self.list.opened.connect(self._rename)
        self.list.pressed.connect(self._remove)
        self._told = Banner()
        self.inner.addWidget(label(_ABOUT, "muted"))
        self.inner.addWidget(self.search)
        self.inner.addWidget(self._told)
        self.inner.addWidget(Card(flush=True).add(self.list), 1)
        self.foot.addWidget(button_row(quiet_button("Stäng", self.reject)))
        self.reload()
        self.list.setFocus()

    def reload(self) -> None:
        """Read the tags again."""
        wanted = self.search.text().strip().casefold()
        found = [one for one in tag.all_tags(self._desk) if wanted in one.tag.casefold()]
        self.list.empty = "Ingen tagg har de bokstäverna." if wanted else _TEACHES
        self.list.show_rows(
            [
                Row(
                    id=one.tag,
                    title=one.tag,
                    subtitle=uses_text(one.accounts, one.media),
                    chip=f"{one.posts} inlägg",
                    button="Ta bort" if self._desk.may_write else "",
                )
                for one in found
            ]
        )

    def _rename(self, known: Hashable) -> None:
        def save(values: dict[str, Any]) -> None:
            kept.append(tag.rename(self._desk, str(known), values["name"]))

        kept: list[str] = []
        fields = [FormField(name="name", label="Tagg", value=str(known), required=True, help=_SAME)]
        FormDialog(self, f"Ändra {known}", fields, save, self._desk.today()).exec()
        self._told.tell("")
        self.reload()
        if kept:
            self.list.go_to(kept[-1])

    def _remove(self, known: Hashable) -> None:
        try:
            tag.remove(self._desk, str(known))
        except KnownError as error:
            self._told.tell(problems_text(error.problems), Tone.LATE)
        else:
            self._told.tell(f"Taggen {known} är borttagen. Ctrl+Z tar tillbaka den.", Tone.DONE)
        self.reload()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = self._desk.undo_step
        if event.matches(QKeySequence.StandardKey.Undo) and step and step.name.startswith("tag."):
            self._desk.undo()
            self._told.tell("")
            self.reload()
        elif event.key() == Qt.Key.Key_Delete and self.list.current() is not None and self._desk.may_write:
            self._remove(self.list.current())
        else:
            super().keyPressEvent(event)
