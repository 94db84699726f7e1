"""The window ”Dölj eller ta bort”: a screenshot, the ground, what was done, and what the author is told."""

from collections.abc import Hashable
from dataclasses import replace
from typing import Any, cast

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from smdesk.desk import Desk
from smdesk.domain.dates import read_moment
from smdesk.domain.evidence import Subject
from smdesk.domain.moderation import Act, Action, Entry
from smdesk.domain.moderation_ground import Ground
from smdesk.domain.problem import Problem, RefusedError
from smdesk.operations import evidence, inbound, moderation
from smdesk.operations.evidence import KeptFile
from smdesk.operations.moderation_ground import grounds, message, own_rules
from smdesk.ui.inbound.shots import Shots
from smdesk.ui.kit.ask import ask
from smdesk.ui.kit.buttons import complete_by_keys, link_button, primary_button, quiet_button
from smdesk.ui.kit.clipboard import copy_text
from smdesk.ui.kit.dialog import Dialog
from smdesk.ui.kit.flow import FlowLayout
from smdesk.ui.kit.form import Form, FormField, Kind
from smdesk.ui.kit.parts import Card, label
from smdesk.ui.kit.text_area import TextArea
from smdesk.ui.kit.web import open_web
from smdesk.words.moderation import CHOICES, ENOUGH, REVIEW_PROPOSAL, done_text, ground_source

_OTHER = "other"  # a ground in her own words
_WIDE = 46  # line heights
_LONGEST = 140  # letters that are shown of what is moderated
_MESSAGE_HELP = "Kopieras när du sparar. Klistra in det som svar i kanalen, med länk till reglerna."
_SILENT = "Den här grunden brukar inte besvaras. Skriv ändå, om avsändaren ska få veta."
_AUTHOR_HELP = "Bara vid blockering, så att den kan hävas. Texten kan gallras ur loggen."
_ONCE = "Det som sparas här går inte att ångra, bara att rätta med ett nytt nummer i loggen."


class ModerateWindow(Dialog):
    """What is done with one item. `entry` is the log's, once it was written; `copied` whether the text was."""

    def __init__(self, parent: QWidget | None, desk: Desk, inbound_id: int) -> None:
        super().__init__(parent, "Dölj eller ta bort", lines=_WIDE)
        self._desk, self.item = desk, inbound.get(desk, inbound_id)
        self.entry: Entry | None = None
        self.copied = False
        self._is_waiting = False  # to be kept when its files have been looked at
        self._is_more = False
        self._proposed = ""  # the ready text, as it was last filled in
        self.form = Form(self._fields(), desk.today())
        self.shots = Shots(desk)
        self.more = link_button("Polisanmälan, diarienummer och anteckning…", self._show_more)
        self._below = QWidget()
        FlowLayout(self._below).addWidget(self.more)
        self.form.add_row("", self._below, after="message")
        self.inner.addWidget(label(_first_line(self.item.title), "strong"))
        self.inner.addWidget(label(inbound.about(desk, self.item), "muted"))
        self.inner.addWidget(self._screenshot())
        self.inner.addWidget(Card().add(self.form))
        self.inner.addWidget(label(_ONCE, "small"))
        self.ok = primary_button("Spara i modereringsloggen", self.form.complete, keys="Ctrl+↵")
        self.ok.setDefault(True)
        complete_by_keys(self, self.form.complete)
        buttons = [quiet_button("Avbryt", self.reject), self.ok]
        if self.item.link:
            buttons.insert(0, quiet_button("Öppna i kanalen", lambda: open_web(self.item.link)))
        self.add_buttons(*buttons)
        self._connect()
        self._ground_chosen()
        self._first = self.form.values()
        (self.form if self.item.is_protected or self._files else self.shots.zone.button).setFocus()

    def _fields(self) -> list[FormField]:
        rules = grounds()
        proposed = rules.proposed_for(self.item.category)
        choices: dict[Hashable, str] = {"": "Välj grund"}
        choices.update({one.key: one.title for one in rules.grounds})
        choices[_OTHER] = "Annan grund…"
        actions: dict[Hashable, str] = {action: words for action, words in CHOICES.items()}  # noqa: C416 - wider keys
        multi = Kind.MULTILINE
        return [
            FormField(name="ground", label="2. Grund", kind=Kind.CHOICE, value=proposed.key if proposed else "",
                      choices=choices, help=rules.no_ground, source=rules.no_ground_support),
            FormField(name="own_ground", label="Grunden i ord", help="Regeln eller paragrafen, som den lyder nu"),
            FormField(name="action", label="3. Åtgärd", kind=Kind.CHOICE, value=Action.HIDE, choices=actions,
                      help=rules.gentlest, source=rules.gentlest_support),
            FormField(name="reason", label="Motivering", kind=multi, lines=2),
            FormField(name="author", label="Avsändare", value=self.item.sender, help=_AUTHOR_HELP),
            FormField(name="decided_by", label="Beslutat av"),
            FormField(name="review_on", label="Prövas igen", kind=Kind.DATE, help=REVIEW_PROPOSAL),
            FormField(name="is_reversible", label="Går att ångra i kanalen", kind=Kind.CHECK, value=True),
            FormField(name="done_at", label="Gjordes", value="nu"),
            FormField(name="message", label="4. Meddelande", kind=multi, lines=6, help=_MESSAGE_HELP),
            FormField(name="police_ref", label="Polisanmälan", help="K-numret. Kommer det senare: Komplettera…"),
            FormField(name="dnr", label="Diarienummer", value=self.item.dnr),
            FormField(name="note", label="Anteckning", kind=multi, lines=2),
            FormField(name="is_done", label="Klart i Inkommet sedan", kind=Kind.CHECK, value=True),
        ]  # fmt: skip

    def _screenshot(self) -> QWidget:
        card = Card("1. Skärmdump")
        self._files = evidence.files(self._desk, Subject.INBOUND, self.item.id)
        if self.item.is_protected:
            return card.add(label(f"Innehållet är skyddat. Skärmdumpen förvaras: {self.item.kept_where}"))
        if self._files:
            card.add(label(f"Finns redan: {', '.join(one.name for one in self._files)}"))
        return card.add(self.shots)

    def _connect(self) -> None:
        for name in ("ground", "action"):
            self.form.editors[name].changed.connect(self._ground_chosen)
        for name in ("own_ground", "review_on"):
            self.form.editors[name].changed.connect(self._fill_message)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)  # a field that takes text has its own
        paste.activated.connect(lambda: self._take(QGuiApplication.clipboard().mimeData()))
        for name in ("message", "reason", "note"):
            cast("TextArea", self.form.editors[name].input).takes = self._take
        self.shots.changed.connect(lambda: self.form.take_back("evidence"))
        self.shots.failed.connect(self._could_not)
        self.shots.intake.ended.connect(self._looked_at)
        self.form.completed.connect(lambda _values: self._complete())

    def _take(self, data: QMimeData) -> bool:
        """Take a picture that is pasted into a text, where screenshots are taken."""
        return not self.item.is_protected and self.shots.take(data)

    # what is shown

    def _ground(self) -> Ground | None:
        return grounds().by_key(str(self.form.editors["ground"].value()))

    def _action(self) -> Action:
        return Action(str(self.form.editors["action"].value()))

    def _ground_text(self) -> str:
        known = self._ground()
        return known.text if known else str(self.form.editors["own_ground"].value()).strip()

    def _ground_chosen(self) -> None:
        """Show what the ground and the action ask for, and the text that goes with them."""
        known, action, editors = self._ground(), self._action(), self.form.editors
        rules = own_rules(self._desk, self.item.account_id) if known and known.rules else ""
        told = [known.hint, ground_source(known)] if known else []
        editors["ground"].show_hint("\n".join([*told, *([f"Kontots villkor: {rules}"] if rules else [])]))
        editors["reason"].show_hint(ENOUGH.get(action, ""))
        editors["message"].show_hint("" if known is None or known.tells else _SILENT)
        is_block, is_more = action is Action.BLOCK, self._is_more or (known is not None and known.police)
        shown = {
            "own_ground": editors["ground"].value() == _OTHER,
            "reason": action is not Action.HIDE,
            **dict.fromkeys(("author", "decided_by", "review_on"), is_block),
            **dict.fromkeys(("police_ref", "dnr", "note"), is_more),
        }
        for name, on in shown.items():
            self.form.show_row(editors[name], on)
        self.form.show_row(self._below, not is_more)
        self._fill_message()

    def _fill_message(self) -> None:
        """Put the ready text in, unless she has written one of her own."""
        editor, known = self.form.editors["message"], self._ground()
        if str(editor.value()).strip() != self._proposed:
            return
        review_on = self.form.editors["review_on"].value()
        tells = known.tells if known else True
        ready = message(self._desk, self._action(), self._ground_text(), review_on) if tells else ""  # type: ignore[arg-type] # a date field
        self._proposed = ready.strip()
        editor.show_value(ready)

    def _show_more(self) -> None:
        self._is_more = True
        self._ground_chosen()
        self.form.editors["police_ref"].setFocus()

    # keeping it

    def act(self) -> Act:
        """What is filled in; `RefusedError` for a time that cannot be read."""
        values = self.form.values()
        moment = read_moment(values.pop("done_at"), self._desk.now())
        if moment is None:
            raise RefusedError(Problem("inbound.no_time", where="done_at"))
        action = Action(values["action"])
        is_block = action is Action.BLOCK
        made = moderation.new_act(self._desk, self.item.id, action)
        given: dict[str, Any] = {name: values[name] for name in ("message", "police_ref", "dnr", "note")}
        given |= {name: values[name] if is_block else "" for name in ("author", "decided_by")}
        given["review_on"] = values["review_on"] if is_block else None
        given["reason"] = "" if action is Action.HIDE else values["reason"]
        given |= {"is_reversible": values["is_reversible"], "done_at": moment, "ground": self._ground_text()}
        return replace(made, **given)

    def _complete(self) -> None:
        if self.shots.intake.under_way:
            self._is_waiting = True
        elif self.shots.shots:
            self.shots.keep(self._save)
        else:
            self._save([])

    def _save(self, files: list[KeptFile]) -> None:
        def write(values: dict[str, Any]) -> None:
            self.entry = moderation.moderate(self._desk, self.act(), files=files, is_done=bool(values["is_done"]))

        if self.isVisible() and self.form.try_to(write):
            if text := str(self.form.editors["message"].value()).strip():
                copy_text(text)
                self.copied = True
            self.accept()

    def _looked_at(self) -> None:
        if self._is_waiting:
            self._is_waiting = False
            self._complete()

    def _could_not(self, problems: list[Problem]) -> None:
        self._is_waiting = False
        self.form.show_problems(problems)
        self.area.ensureVisible(0, 0)

    def reject(self) -> None:
        is_changed = self.form.values() != self._first or bool(self.shots.shots)
        lost = "Det du fyllt i är inte sparat."
        if not is_changed or ask(self, "Kasta det du fyllt i?", lost, "Kasta", "Fortsätt"):
            super().reject()


def _first_line(title: str) -> str:
    return title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1].rstrip()}…"


def moderate_inbound(parent: QWidget | None, desk: Desk, inbound_id: int) -> str:
    """Ask how an item is moderated, and give what to tell afterwards; empty when nothing was written.

    `RefusedError` when the item is gone.
    """
    window = ModerateWindow(parent, desk, inbound_id)
    window.exec()
    return done_text(window.entry, copied=window.copied) if window.entry else ""
