"""The window for the saved answers: what is often answered, by kind and account."""

from collections.abc import Hashable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from smdesk.desk import Desk
from smdesk.domain.problem import KnownError
from smdesk.domain.saved_reply import SavedReply
from smdesk.operations import post, saved_reply
from smdesk.operations.inbound_category import categories
from smdesk.ui.kit.buttons import button_row, primary_button, quiet_button
from smdesk.ui.kit.dialog import Dialog
from smdesk.ui.kit.form import FormDialog, FormField, Kind
from smdesk.ui.kit.locked import changes
from smdesk.ui.kit.notices import Banner
from smdesk.ui.kit.parts import Card, label
from smdesk.ui.kit.rows import Row, RowList
from smdesk.ui.kit.theme import Tone
from smdesk.words import problems_text

_ALL = 0  # as a choice: no single account
_INTRO = "Infogas i ett svar med Ctrl+I. Det som redan är besvarat ändras inte här."
_HELP = "Det som står inom klammer, t.ex. {plats}, fylls i varje gång. {förnamn} är den som arbetar."


class SavedReplies(Dialog):
    """Every saved answer. Enter changes one, Delete or the button on its row removes it."""

    def __init__(self, parent: QWidget | None, desk: Desk, category: str = "") -> None:
        """A new one begins as of `category`."""
        super().__init__(parent, "Sparade svar", lines=40, high=32)
        self._desk, self._category = desk, category
        self._replies: dict[int, SavedReply] = {}
        empty = "Här ligger det du ofta svarar. I ett svar infogas det med Ctrl+I."
        self.list = RowList("Sparade svar", grow=False, empty=empty)
        self.list.opened.connect(self._change)
        self.list.pressed.connect(self._remove)
        self._told = Banner()
        self.inner.addWidget(label(_INTRO, "muted"))
        self.inner.addWidget(self._told)
        self.inner.addWidget(Card(flush=True).add(self.list), 1)
        new = changes(primary_button("Nytt svar…", self.add), may_write=desk.may_write)
        self.foot.addWidget(button_row(new, quiet_button("Stäng", self.reject)))
        self.reload()
        self.list.setFocus()

    def reload(self) -> None:
        """Read the answers again."""
        titles = {one.key: one.title for one in categories()}
        names = post.account_names(self._desk)
        self._replies = {one.id: one for one in saved_reply.all_replies(self._desk)}
        self.list.show_rows([
            Row(
                id=one.id,
                title=one.name,
                subtitle=f"{names.get(one.account_id or 0, 'alla konton')} · {' '.join(one.text.split())}",
                one_line=True,
                chip=titles.get(one.category, "alla ärendetyper"),
                button="Ta bort",
            )
            for one in self._replies.values()
        ])  # fmt: skip

    def add(self) -> None:
        """Ask for a new answer."""
        self._ask(SavedReply(category=self._category, name="", text=""))

    def _change(self, reply_id: int) -> None:
        self._ask(self._replies[reply_id])

    def _ask(self, known: SavedReply) -> None:
        kept: list[SavedReply] = []

        def save(values: dict[str, Any]) -> None:
            new = replace(known, **{**values, "account_id": values["account_id"] or None})
            kept.append(saved_reply.change(self._desk, new) if known.id else saved_reply.add(self._desk, new))

        FormDialog(self, "Sparat svar", self._fields(known), save, self._desk.today()).exec()
        self.reload()
        if kept:
            self._told.tell("")
            self.list.go_to(kept[-1].id)
        self.list.setFocus()

    def _fields(self, known: SavedReply) -> list[FormField]:
        also = [known.account_id] if known.account_id else []
        accounts: dict[Hashable, str] = {_ALL: "Alla konton"}
        accounts.update(post.account_choices(self._desk, also).items())
        kinds: dict[Hashable, str] = {"": "Alla ärendetyper"}
        kinds.update((one.key, one.title) for one in categories())
        return [
            FormField(name="name", label="Namn", value=known.name, required=True),
            FormField(name="text", label="Svar", kind=Kind.MULTILINE, value=known.text, required=True, lines=5,
                      help=_HELP),
            FormField(name="category", label="Ärendetyp", kind=Kind.CHOICE, value=known.category, choices=kinds),
            FormField(name="account_id", label="För", kind=Kind.CHOICE, value=known.account_id or _ALL,
                      choices=accounts),
        ]  # fmt: skip

    def _remove(self, reply_id: int) -> None:
        one = self._replies[reply_id]
        try:
            saved_reply.remove(self._desk, reply_id)
            self._told.tell(f"{one.name} är borttaget. Ångra finns i menyn Redigera (Ctrl+Z).", Tone.DONE)
        except KnownError as error:
            self._told.tell(problems_text(error.problems), Tone.LATE)
        self.reload()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.list.current()
        if event.key() == Qt.Key.Key_Delete and isinstance(current, int):
            self._remove(current)
            return
        super().keyPressEvent(event)
