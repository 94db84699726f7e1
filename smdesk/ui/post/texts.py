"""What a post has said before, who wrote it and when; any of the texts can be used again."""

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from smdesk.desk import Desk
from smdesk.domain.post_history import PostText
from smdesk.operations import post as posts
from smdesk.operations.post_texts import former_texts
from smdesk.ui.kit.buttons import primary_button, quiet_button
from smdesk.ui.kit.dialog import Dialog
from smdesk.ui.kit.inputs import SearchField
from smdesk.ui.kit.parts import Card
from smdesk.ui.kit.row import Row
from smdesk.ui.kit.row_card import ListCard
from smdesk.words.dates import clock, long_day


class TextHistory(Dialog):
    """The former texts, newest first, and the one that is chosen; `chosen` holds its words once it is to be used."""

    def __init__(self, parent: QWidget | None, desk: Desk, post_id: int) -> None:
        super().__init__(parent, "Tidigare texter", lines=44)
        self.chosen: str | None = None
        self._zone = desk.now().tzinfo
        self._found, self._names = former_texts(desk, post_id), posts.account_names(desk)
        self.search = SearchField("Sök i de tidigare texterna")
        self.search.changed.connect(self._show)
        self.texts = ListCard("Tidigare texter")
        self.search.found_in = self.texts.list
        self.texts.list.choose = True
        self.texts.list.chosen.connect(self._show_text)
        self.texts.list.opened.connect(self._use)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("Den valda texten")
        self._use_button = primary_button("Använd texten", self._use)
        self.inner.addWidget(self.search)
        self.inner.addWidget(self.texts)
        self.inner.addWidget(Card("Den valda texten").add(self.text))
        self.add_buttons(quiet_button("Stäng", self.reject), self._use_button)
        self._show()
        self.texts.list.setFocus()

    def _show(self) -> None:
        wanted = self.search.text().casefold()
        shown = [one for one in self._found if wanted in one.text.casefold()]
        sentence = "Ingen tidigare text passar." if self._found else "Texten har inte ändrats sedan den skrevs."
        self.texts.show_rows([self._row(one) for one in shown], str(len(shown)) if shown else "", sentence)
        if shown and self.texts.list.current() is None:
            self.texts.list.go_to(shown[0].id)
        self._show_text()

    def _row(self, one: PostText) -> Row:
        local = one.at.astimezone(self._zone)
        whose = f"för {self._names.get(one.account_id, '')}" if one.account_id else ""
        parts = (long_day(local.date()), clock(local), one.by and f"av {one.by}", whose)
        when = " ".join(part for part in parts if part)
        return Row(id=one.id, title=" ".join(one.text.split()), subtitle=when, one_line=True)

    def _current(self) -> PostText | None:
        return next((one for one in self._found if one.id == self.texts.list.current()), None)

    def _show_text(self, _row_id: object = None) -> None:
        current = self._current()
        self.text.setPlainText(current.text if current else "")
        self._use_button.setEnabled(current is not None)

    def _use(self, _row_id: object = None) -> None:
        if current := self._current():
            self.chosen = current.text
            self.accept()
