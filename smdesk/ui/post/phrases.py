"""The window for what is put into posts: templates, signatures and sets of hashtags, for all accounts or for one."""

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from smdesk.desk import Desk
from smdesk.domain.phrase import Phrase, PhraseKind
from smdesk.domain.problem import KnownError
from smdesk.operations import phrase
from smdesk.operations import post as posts
from smdesk.ui.kit.buttons import button_row, primary_button, quiet_button
from smdesk.ui.kit.dialog import Dialog
from smdesk.ui.kit.form import FormDialog, FormField, Kind
from smdesk.ui.kit.notices import Banner
from smdesk.ui.kit.parts import Card, label
from smdesk.ui.kit.rows import Row, RowList
from smdesk.ui.kit.theme import Tone
from smdesk.words import problems_text
from smdesk.words.phrase import KINDS

_NEW = {
    PhraseKind.TEMPLATE: "Ny mall…",
    PhraseKind.SIGNATURE: "Ny signatur…",
    PhraseKind.HASHTAGS: "Nya hashtaggar…",
}
_TITLES = {PhraseKind.TEMPLATE: "Mall", PhraseKind.SIGNATURE: "Signatur", PhraseKind.HASHTAGS: "Hashtaggar"}
_HELP = {
    PhraseKind.TEMPLATE: "Fyller en tom text, annars infogas den där du står.",
    PhraseKind.SIGNATURE: "Hamnar sist i texten, före hashtaggarna.",
    PhraseKind.HASHTAGS: "Hamnar sist i texten, och bara en gång. Använd stor bokstav för varje ord: #ParkISödervik.",
}
_TONES = {
    PhraseKind.TEMPLATE: Tone.ACCENT,
    PhraseKind.SIGNATURE: Tone.NEUTRAL,
    PhraseKind.HASHTAGS: Tone.NEUTRAL,
}
_ALL = 0  # as a choice: no single account


class Phrases(Dialog):
    """Every phrase. Enter changes one, Delete or the button on its row removes it."""

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        super().__init__(parent, "Mallar, signaturer och hashtaggar", lines=40, high=32)
        self._desk = desk
        self._phrases: dict[int, Phrase] = {}
        empty = "Här ligger det du ofta skriver. I ett inlägg infogas det med Ctrl+I."
        self.list = RowList("Mallar, signaturer och hashtaggar", grow=False, empty=empty)
        self.list.opened.connect(self._change)
        self.list.pressed.connect(self._remove)
        self._told = Banner()
        self.inner.addWidget(
            label("Infogas i ett inlägg med Ctrl+I. Det som redan är skrivet ändras inte här.", "muted")
        )
        self.inner.addWidget(self._told)
        self.inner.addWidget(Card(flush=True).add(self.list), 1)
        first, *rest = PhraseKind
        self.foot.addWidget(
            button_row(
                primary_button(_NEW[first], partial(self.add, first)),
                *(quiet_button(_NEW[kind], partial(self.add, kind)) for kind in rest),
                quiet_button("Stäng", self.reject),
            )
        )
        self.reload()
        self.list.setFocus()

    def reload(self) -> None:
        """Read the phrases again."""
        names = posts.account_names(self._desk)
        self._phrases = {one.id: one for one in phrase.all_phrases(self._desk)}
        self.list.show_rows([self._row(one, names) for one in self._phrases.values()])

    def _row(self, one: Phrase, names: dict[int, str]) -> Row:
        where = names.get(one.account_id, "") if one.account_id else "alla konton"
        return Row(
            id=one.id,
            title=one.name,
            subtitle=f"{where} · {' '.join(one.text.split())}",
            one_line=True,
            chip=KINDS[one.kind],
            tone=_TONES[one.kind],
            button="Ta bort",
        )

    def add(self, kind: PhraseKind) -> None:
        """Ask for a new phrase."""
        self._ask(Phrase(kind=kind, name="", text=""))

    def _change(self, phrase_id: int) -> None:
        self._ask(self._phrases[phrase_id])

    def _ask(self, known: Phrase) -> None:
        kept: list[Phrase] = []

        def save(values: dict[str, Any]) -> None:
            new = replace(known, **{**values, "account_id": values["account_id"] or None})
            kept.append(phrase.change(self._desk, new) if known.id else phrase.add(self._desk, new))

        FormDialog(self, _TITLES[known.kind], self._fields(known), save, self._desk.today()).exec()
        self.reload()
        if kept:
            self._told.tell("")
            self.list.go_to(kept[-1].id)
        self.list.setFocus()

    def _fields(self, known: Phrase) -> list[FormField]:
        also = [known.account_id] if known.account_id else []
        choices = {_ALL: "Alla konton", **posts.account_choices(self._desk, also)}
        return [
            FormField(name="name", label="Namn", value=known.name, required=True),
            FormField(name="text", label="Text", kind=Kind.MULTILINE, value=known.text, required=True,
                      lines=6 if known.kind is PhraseKind.TEMPLATE else 3, help=_HELP[known.kind]),
            FormField(name="account_id", label="För", kind=Kind.CHOICE, value=known.account_id or _ALL,
                      choices={one: name for one, name in choices.items()}),  # noqa: C416 # widens the type of the keys
        ]  # fmt: skip

    def _remove(self, phrase_id: int) -> None:
        one = self._phrases[phrase_id]
        try:
            phrase.remove(self._desk, phrase_id)
            self._told.tell(f"{one.name} är borttagen. Ångra finns i menyn Redigera (Ctrl+Z).", Tone.DONE)
        except KnownError as error:
            self._told.tell(problems_text(error.problems), Tone.LATE)
        self.reload()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.list.current()
        if event.key() == Qt.Key.Key_Delete and isinstance(current, int):
            self._remove(current)
            return
        super().keyPressEvent(event)
