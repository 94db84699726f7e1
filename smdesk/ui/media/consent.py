"""Consents: the window with all of them and every post that each concerns, and the forms to write and withdraw one."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from smdesk.desk import Desk
from smdesk.domain.media import Consent, Standing
from smdesk.domain.problem import KnownError
from smdesk.operations import consent
from smdesk.operations.consent import ConsentLine
from smdesk.operations.media import Use
from smdesk.ui.kit.buttons import button_row, primary_button, quiet_button
from smdesk.ui.kit.dialog import Dialog
from smdesk.ui.kit.form import FormDialog, FormField, Kind
from smdesk.ui.kit.notices import Banner
from smdesk.ui.kit.parts import Card, label
from smdesk.ui.kit.row import Row
from smdesk.ui.kit.rows import RowList
from smdesk.ui.kit.theme import Tone
from smdesk.words import problems_text
from smdesk.words.media import STANDINGS, counted, ending, remaining, use_state, use_subtitle

_TEACHES = (
    "Här står vem som sagt ja till att synas, till vad och hur länge. Ett samtycke kopplas till bilder och filmer i "
    "deras egna fönster."
)
_TONES = {
    Standing.HOLDS: Tone.DONE,
    Standing.SOON: Tone.WARNING,
    Standing.EXPIRED: Tone.LATE,
    Standing.WITHDRAWN: Tone.LATE,
}
_TITLE_HELP = "Så att det går att hitta: tillfälle och grupp hellre än namn"


def _fields(one: Consent | None, desk: Desk) -> list[FormField]:
    shown = one or Consent(title="", given_on=desk.today())
    fields = [
        FormField(name="title", label="Vilket samtycke", value=shown.title, required=True, help=_TITLE_HELP),
        FormField(name="scope", label="Gäller", kind=Kind.MULTILINE, value=shown.scope, lines=2,
                  help="Till exempel: förvaltningens sociala medier, ej annonser"),
        FormField(name="given_on", label="Gavs", kind=Kind.DATE, value=shown.given_on, required=True),
        FormField(name="valid_until", label="Gäller till och med", kind=Kind.DATE, value=shown.valid_until,
                  help="Tomt: tills vidare"),
    ]  # fmt: skip
    if one and one.withdrawn_on:
        fields.append(FormField(name="withdrawn_on", label="Återkallat", kind=Kind.DATE, value=one.withdrawn_on))
    return [
        *fields,
        FormField(
            name="kept_where", label="Finns i", value=shown.kept_where, help="Var blanketten eller mejlet ligger"
        ),
        FormField(name="note", label="Anteckning", kind=Kind.MULTILINE, value=shown.note, lines=2),
    ]


def consent_dialog(parent: QWidget | None, desk: Desk, one: Consent | None, made: list[Consent]) -> FormDialog:
    """The form of a consent, a new one for None; what was kept is put in `made`."""

    def save(values: dict[str, Any]) -> None:
        if one is None:
            made.append(consent.add(desk, Consent(**values)))
        else:
            made.append(consent.change(desk, replace(one, **values)))

    title = "Samtycke" if one else "Nytt samtycke"
    return FormDialog(parent, title, _fields(one, desk), save, desk.today())


def ask_consent(parent: QWidget | None, desk: Desk, one: Consent | None = None) -> Consent | None:
    """Write a new consent, or change one; None when it was left as it was."""
    made: list[Consent] = []
    consent_dialog(parent, desk, one, made).exec()
    return made[0] if made else None


def withdraw_dialog(parent: QWidget | None, desk: Desk, line: ConsentLine) -> FormDialog:
    """Ask on which day a consent was withdrawn, and tell beforehand what follows of it."""

    def save(values: dict[str, Any]) -> None:
        consent.withdraw(desk, line.consent.id, values["day"])

    day = FormField(name="day", label="Återkallades", kind=Kind.DATE, value=desk.today(), required=True)
    told = f"”{line.consent.title}” kommer inte att gälla längre. {remaining_of(line, withdrawn=True)}"
    return FormDialog(parent, "Återkallat samtycke", [day], save, desk.today(), done="Markera återkallat", intro=told)


def remaining_of(line: ConsentLine, *, withdrawn: bool = False) -> str:
    """What is left to do where a consent has ended, in words; `withdrawn` when it is about to be."""
    up = sum(len(one.out) for one in line.uses) if withdrawn else line.up
    planned = [one for one in line.uses if one.is_waiting]
    others = sum(not one.out and not one.is_waiting for one in line.uses)
    return remaining(up, len(planned), others)


def use_rows(found: Sequence[Use]) -> list[Row]:
    """Posts that have a file, each with where it stands and where it is out."""
    return [
        Row(
            id=one.post_id,
            title=one.title or "Inlägg utan text",
            subtitle=use_subtitle(one.accounts, one.out, one.day),
            chip=use_state(one.state, one.is_binned),
            tone=Tone.DONE if one.out else Tone.NEUTRAL,
            one_line=True,
        )
        for one in found
    ]


class ConsentsDialog(Dialog):
    """Every consent. Enter changes one, Delete takes away one that nothing rests on."""

    def __init__(self, parent: QWidget | None, desk: Desk, open_post: Callable[[int], object]) -> None:
        super().__init__(parent, "Samtycken", lines=46, high=40)
        self._desk, self._open_post = desk, open_post
        self._known: dict[int, ConsentLine] = {}
        self.list = RowList("Samtycken", grow=False, choose=True, empty=_TEACHES)
        self.uses = RowList("Inlägg med bilderna", grow=False, empty="Inget inlägg har bilderna.")
        self._told, self._rest = Banner(), label("", "small")
        self.list.opened.connect(lambda _id: self.change())
        self.list.chosen.connect(lambda _id: self._show_uses())
        self.uses.opened.connect(self._open)
        writes = desk.may_write
        self._one = [quiet_button("Ändra…", self.change), quiet_button("Återkallat…", self.withdraw)]
        self._one.append(quiet_button("Ta bort", self.remove, name="Ta bort samtycket"))
        add = primary_button("Nytt samtycke…", self.add)
        add.setEnabled(writes)
        self.inner.addWidget(self._told)
        self.inner.addWidget(Card(flush=True).add(self.list), 3)
        self._posts = Card("Inlägg med bilderna", flush=True).add(self.uses)
        self.inner.addWidget(self._posts, 2)
        self.inner.addWidget(self._rest)
        self.foot.addWidget(button_row(add, *self._one, quiet_button("Stäng", self.reject)))
        self.reload()
        self.list.setFocus()

    def reload(self) -> None:
        """Read the consents again, keeping the one she is on."""
        self._known = {one.consent.id: one for one in consent.consents(self._desk)}
        self.list.show_rows([self._row(one) for one in self._known.values()])
        if self._known and self.list.current() is None:
            self.list.go_to(next(iter(self._known)))
        self._show_uses()

    def _row(self, line: ConsentLine) -> Row:
        one, today = line.consent, self._desk.today()
        standing = one.standing(today)
        facts = [
            ending(one, today),
            counted(len(line.media), "fil", "filer"),
            f"{counted(line.up, 'publicering', 'publiceringar')} ska tas ned" if line.up else "",
            " ".join(one.scope.split()),
        ]
        return Row(
            id=one.id,
            title=one.title,
            subtitle=" · ".join(part for part in facts if part),
            chip=STANDINGS[standing],
            tone=_TONES[standing],
            one_line=True,
        )

    def current(self) -> ConsentLine | None:
        """The consent she is on."""
        here = self.list.current()
        return self._known.get(here) if isinstance(here, int) else None

    def _show_uses(self) -> None:
        line = self.current()
        self.uses.show_rows(use_rows(line.uses) if line else [])
        self._posts.say(str(len(line.uses)) if line and line.uses else "")
        ended = line is not None and not line.consent.holds_on(self._desk.today())
        self._rest.setText(remaining_of(line) if line and ended else "")
        self._rest.setVisible(bool(self._rest.text()))
        for button in self._one:
            button.setEnabled(line is not None and self._desk.may_write)
        self._one[1].setEnabled(self._desk.may_write and line is not None and line.consent.withdrawn_on is None)

    def add(self) -> None:
        """Write a new consent."""
        if made := ask_consent(self, self._desk):
            self.reload()
            self.list.go_to(made.id)

    def change(self) -> None:
        """Change the consent she is on."""
        if (line := self.current()) and self._desk.may_write:
            ask_consent(self, self._desk, line.consent)
            self.reload()

    def withdraw(self) -> None:
        """Note that the consent she is on was withdrawn, and tell what follows."""
        line = self.current()
        if line and withdraw_dialog(self, self._desk, line).exec():
            self.reload()
            now = self._known[line.consent.id]
            self._told.tell(f"Återkallat. {remaining_of(now)}", Tone.LATE if now.up else Tone.WARNING)

    def remove(self) -> None:
        """Take away the consent she is on, if nothing rests on it."""
        if (line := self.current()) and self._desk.may_write:
            try:
                consent.remove(self._desk, line.consent.id)
            except KnownError as error:
                self._told.tell(problems_text(error.problems), Tone.LATE)
                return
            self._told.tell("")
            self.reload()

    def _open(self, post_id: object) -> None:
        if isinstance(post_id, int):
            self._open_post(post_id)
            self.reload()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.list.hasFocus():
            self.remove()
            return
        super().keyPressEvent(event)
