"""The fields of an item: what the windows in which it is registered, and in which it is changed, have in common."""

from collections.abc import Hashable
from dataclasses import replace
from datetime import datetime
from typing import cast

from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QWidget

from smdesk.desk import Desk
from smdesk.domain.account import whose
from smdesk.domain.dates import read_moment
from smdesk.domain.inbound import Inbound
from smdesk.domain.problem import KnownError, Problem, RefusedError
from smdesk.operations import inbound
from smdesk.operations import post as posts
from smdesk.operations.evidence import KeptFile
from smdesk.ui.inbound.shots import Shots
from smdesk.ui.inbound.suggesting import Suggesting, choices
from smdesk.ui.kit.ask import ask
from smdesk.ui.kit.buttons import complete_by_keys, link_button, primary_button, quiet_button
from smdesk.ui.kit.dialog import Dialog
from smdesk.ui.kit.flow import FlowLayout
from smdesk.ui.kit.form import Form, FormField, Kind
from smdesk.ui.kit.inputs import ChoiceBox
from smdesk.ui.kit.notices import Banner
from smdesk.ui.kit.parts import Card
from smdesk.ui.kit.text_area import TextArea, text_of
from smdesk.ui.kit.theme import Tone
from smdesk.words import problem_text
from smdesk.words.dates import clock, timed
from smdesk.words.inbound import KINDS

NOW = "nu"
_WIDE = 44  # line heights
_CHOICE = 26  # wide letters: enough for the names of accounts and kinds
_PRESSED_MS = 120  # a button that is pressed by its letter stays down for 100
_NOTHING = "Urklipp har varken text eller bild. Kopiera kommentaren, eller ta en skärmdump, och klistra in igen."
_STORED = (
    "Bara det som syns här sparas. Texten, skärmdumpar, avsändare och anteckning sparas inte: förvara dem där "
    "förvaltningen har sådant, och ta bort dem ur kanalen."
)


class InboundForm(Dialog):
    """The facts of an item. `save(item, files)` keeps them; a `KnownError` from it is shown, and the form stays."""

    def __init__(self, parent: QWidget, desk: Desk, one: Inbound, title: str, done: str) -> None:
        super().__init__(parent, title, lines=_WIDE)
        self.desk, self.one = desk, one
        self._first_came_in = self.came_in_text(one.came_in_at) if one.id else NOW
        self._held_text = ""  # what was written before it was protected, for as long as the window is open
        self._chosen_by_hand = bool(one.id)
        self._is_more = bool(one.sender or one.note)
        self._is_waiting = False  # to be kept when its files have been looked at
        self._rows_shown: dict[QWidget, bool] = {}
        self.form = Form(self.fields(), desk.today())
        self.shots = Shots(desk)
        self.suggesting = Suggesting(
            self.form.editors["category"], lambda: self._text().toPlainText(), is_chosen=bool(one.id)
        )
        self._secret = Banner("", Tone.WARNING, "Skydda innehållet", self._press_protect)
        self.more = link_button("Avsändare och anteckning…", self._show_more)
        self.form.add_row("Skärmdump", self.shots, after="text")
        self.form.add_row("", self._secret, after="text")
        self._below = QWidget()
        FlowLayout(self._below).addWidget(self.more)
        self.form.add_row("", self._below)
        self.inner.addWidget(Card().add(self.form))
        self.ok = primary_button(done, self.form.complete, keys="Ctrl+↵")
        self.ok.setDefault(True)
        complete_by_keys(self, self.form.complete)
        self.add_buttons(quiet_button("Avbryt", self.reject), self.ok)
        self._connect()
        self._say_when()
        self._show_rows()
        self.form.focus_first()

    def save(self, item: Inbound, files: list[KeptFile]) -> None:
        """Keep the item."""
        raise NotImplementedError

    def fields(self) -> list[FormField]:
        """The fields, as they are first shown."""
        one, accounts = self.one, posts.account_choices(self.desk, (self.one.account_id,))
        none: dict[Hashable, str] = {} if one.account_id else {0: "Välj konto"}
        return [
            FormField(name="text", label="Text", kind=Kind.MULTILINE, value=one.text),
            FormField(name="summary", label="Sammanfattning", value=one.summary,
                      help="Neutralt vad det gäller, utan namn och uppgifter."),
            FormField(name="account_id", label="Konto", kind=Kind.CHOICE, value=one.account_id,
                      choices=none | dict(accounts.items())),
            FormField(name="category", label="Ärendetyp", kind=Kind.CHOICE, value=one.category,
                      choices=dict(choices().items())),
            FormField(name="kind", label="Typ", kind=Kind.CHOICE, value=one.kind, choices=dict(KINDS.items())),
            FormField(name="came_in_at", label="Kom in", value=self._first_came_in),
            FormField(name="link", label="Länk", value=one.link),
            FormField(name="is_protected", label="Innehåll skyddat", kind=Kind.CHECK, value=one.is_protected,
                      help="Alt+S. För sekretess, personnummer, hälsa och socialtjänst."),
            FormField(name="kept_where", label="Förvaras", value=one.kept_where,
                      help="Var texten och skärmdumpen finns i stället."),
            FormField(name="sender", label="Avsändare", value=one.sender,
                      help="Bara om namnet behövs. Det blir en del av registret, som är en allmän handling."),
            FormField(name="note", label="Anteckning", kind=Kind.MULTILINE, value=one.note, lines=2),
        ]  # fmt: skip

    def _connect(self) -> None:
        editors = self.form.editors
        self._text().takes = self._take
        protect = editors["is_protected"].input
        if isinstance(protect, QCheckBox):
            protect.setText("Innehåll &skyddat")
        for one in editors.values():
            if isinstance(one.input, ChoiceBox):
                one.input.setMinimumContentsLength(_CHOICE)  # where it has less beside its label it goes below
        editors["is_protected"].changed.connect(self._protect)
        editors["came_in_at"].changed.connect(self._say_when)
        editors["link"].changed.connect(self._follow_link)
        editors["account_id"].changed.connect(self._account_chosen)
        editors["text"].changed.connect(self._typed)
        self.suggesting.secret.connect(self._tell_secret)
        self.shots.changed.connect(self._show_rows)
        self.shots.failed.connect(self._could_not)
        self.shots.intake.ended.connect(self._looked_at)
        self.form.completed.connect(lambda _values: self._complete())

    def _text(self) -> TextArea:
        return cast("TextArea", self.form.editors["text"].input)

    @property
    def is_protected(self) -> bool:
        """Whether nothing of the text is to be stored."""
        return bool(self.form.editors["is_protected"].value())

    # What is pasted.

    def _take(self, data: QMimeData) -> bool:
        """Take screenshots and a lone link out of what is pasted into the text; say so where there is nothing."""
        if self.shots.take(data):
            return True
        text = text_of(data).strip()
        if not text:
            self.form.editors["text"].show_problem(_NOTHING)
            return True
        is_link = text.casefold().startswith(("https://", "http://")) and len(text.split()) == 1
        if not is_link or self.form.editors["link"].value():
            return False
        self.form.editors["link"].show_value(text)
        return True

    def _follow_link(self) -> None:
        """Choose the account that the link leads to, unless another was chosen by hand."""
        link = self.form.editors["link"].value()
        found = whose(str(link), posts.accounts(self.desk)) if link and not self._chosen_by_hand else None
        if found and found.id != self.form.editors["account_id"].value():
            self.form.editors["account_id"].show_value(found.id)
            self._chosen_by_hand = False
            self.form.editors["account_id"].show_hint("Valt efter länken.")

    def _account_chosen(self) -> None:
        self._chosen_by_hand = True
        self.form.editors["account_id"].show_hint("")

    # When it came in.

    def came_in_text(self, moment: datetime) -> str:
        """A moment as it is filled in."""
        local = moment.astimezone(self.desk.now().tzinfo)
        return f"{local.date().isoformat()} {clock(local)}"

    def _came_in(self) -> datetime:
        """When it came in; `RefusedError` for what cannot be read. What was not touched is as it was, to the second."""
        typed = str(self.form.editors["came_in_at"].value())
        if self.one.id and typed == self._first_came_in:
            return self.one.came_in_at
        moment = read_moment(typed, self.desk.now())
        if moment is None:
            raise RefusedError(Problem("inbound.no_time", where="came_in_at"))
        return moment

    def _say_when(self) -> None:
        """Say how the time was read, and what is odd about it."""
        try:
            moment = self._came_in()
        except RefusedError:
            self.form.editors["came_in_at"].show_hint("")
            return
        item = replace(self.one, came_in_at=moment, added_at=self.desk.now())
        odd = [problem_text(one) for one in inbound.doubts(self.desk, item) if one.where == "came_in_at"]
        read = timed(moment.astimezone(self.desk.now().tzinfo)) if moment != item.added_at else ""
        self.form.editors["came_in_at"].show_hint(" ".join(odd) or read)

    # What is shown.

    def _protect(self) -> None:
        """Empty the text and let go of the screenshots; what was written comes back if it is no longer protected."""
        if self.is_protected:
            self._held_text = self._text().toPlainText()
            self._text().setPlainText("")
            self.shots.clear()
            self.suggesting.stop()
        else:
            self._text().setPlainText(self._held_text)
            self._held_text = ""
        self._show_rows()
        self.form.editors["summary" if self.is_protected else "text"].setFocus()

    def _press_protect(self) -> None:
        self.form.editors["is_protected"].show_value(True)

    def _tell_secret(self, why: str) -> None:
        self._secret.tell(f"Det kan vara sekretess: {why}. Skyddat sparas inget av texten. Alt+S." if why else "")
        self._show_rows()

    def _typed(self) -> None:
        if not self.is_protected:
            self.suggesting.text_changed()
        self._show_rows()

    def _show_more(self) -> None:
        self._is_more = True
        self._show_rows()
        self.form.editors["sender"].setFocus()

    def _show_rows(self) -> None:
        protected, values = self.is_protected, self.form.values()
        told = bool(values["summary"]) or (bool(self.shots.shots) and not values["text"])
        editors = self.form.editors
        shown: dict[QWidget, bool] = {
            editors["text"]: not protected,
            editors["summary"]: protected or told,
            editors["kept_where"]: protected,
            editors["sender"]: self._is_more and not protected,
            editors["note"]: self._is_more and not protected,
            self._secret: bool(self._secret.accessibleName()),
            self.shots: not protected,
            self._below: not protected and not self._is_more,
        }
        editors["is_protected"].show_hint(_STORED if protected else "")
        for widget, on in shown.items():
            if self._rows_shown.get(widget) is not on:  # each time it is laid out anew
                self.form.show_row(widget, on)
        self._rows_shown = shown

    # Keeping it.

    def item(self) -> Inbound:
        """The item as it stands in the fields; `RefusedError` for a time that cannot be read."""
        values = self.form.values()
        del values["is_protected"]
        if self.is_protected:
            values |= {"text": "", "sender": "", "note": ""}
        else:
            values["kept_where"] = ""
        known = {name: value for name, value in values.items() if name in Inbound.__dataclass_fields__}
        return replace(self.one, **known | {"came_in_at": self._came_in(), "is_protected": self.is_protected})

    def _complete(self) -> None:
        """Keep it at once, or when its screenshots have been copied; what is refused stays in the form."""
        if any(one.isDown() for one in self.findChildren(QAbstractButton)):
            QTimer.singleShot(_PRESSED_MS, self, self._complete)  # Alt+S is to do what it does first
            return
        self.suggesting.settle()
        try:
            item = self.item()
        except KnownError as error:
            self.form.show_problems(error.problems)
            return
        if self.shots.intake.under_way:
            self._is_waiting = True
        elif self.shots.shots:
            self.shots.keep(lambda files: self._save(item, files))
        else:
            self._save(item, [])

    def _looked_at(self) -> None:
        if self._is_waiting:
            self._is_waiting = False
            self._complete()

    def _could_not(self, problems: list[Problem]) -> None:
        self._is_waiting = False
        self.form.show_problems(problems)
        self.area.ensureVisible(0, 0)

    def _save(self, item: Inbound, files: list[KeptFile]) -> None:
        if self.isVisible() and self.form.try_to(lambda _values: self.save(item, files)):
            self.accept()

    def done(self, result: int) -> None:
        super().done(result)
        if not self.isVisible():
            self._held_text = ""

    def is_changed(self) -> bool:
        """Whether anything would be lost."""
        return self.form.is_changed() or bool(self.shots.shots)

    def reject(self) -> None:
        lost = "Det du fyllt i är inte sparat."
        if not self.is_changed() or ask(self, "Kasta det du fyllt i?", lost, "Kasta", "Fortsätt"):
            super().reject()
