"""The window ”Gör skyddat”: what an item said is removed for good; what it was about, and where the rest is, stays."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from smdesk.desk import Desk
from smdesk.domain.evidence import Subject
from smdesk.domain.inbound import Inbound
from smdesk.domain.problem import Problem
from smdesk.operations import evidence, inbound, inbound_purge, moderation
from smdesk.ui.inbound.purging import PurgeRun, second_folder
from smdesk.ui.kit.ask import ask
from smdesk.ui.kit.buttons import complete_by_keys, primary_button, quiet_button
from smdesk.ui.kit.dialog import Dialog
from smdesk.ui.kit.form import Form, FormField, Kind
from smdesk.ui.kit.page import Frame
from smdesk.ui.kit.parts import Card, label
from smdesk.words.purge import protect_lines

_WIDE = 40  # line heights
_FIRST = (
    "Spara först texten och skärmdumparna där förvaltningen förvarar sådant. Det som tas bort här går inte att få "
    "tillbaka, och inget som gjorts före går att ångra sedan."
)
_REASON = "Skälet står kvar. Ta bort det som inte får stå här."
_LINK = "Om den visar vem det gäller. Utan den hittas inlägget bara i kanalen."


class ProtectWindow(Dialog):
    """What becomes protected of one item. It cannot be closed while it runs."""

    def __init__(self, parent: QWidget | None, desk: Desk, frame: Frame, one: Inbound) -> None:
        super().__init__(parent, "Gör skyddat", lines=_WIDE)
        self._desk, self._frame, self.one = desk, frame, one
        self._is_ended = False
        self.form = Form(self._fields(), desk.today())
        self.run = PurgeRun(desk)
        self._asked = Card().add(self.form)
        self._shown = [label(inbound.about(desk, one), "muted"), label(_FIRST), self._what_goes(), self._asked]
        for widget in (*self._shown, self.run):
            self.inner.addWidget(widget)
        self.ok = primary_button("Ta bort innehållet…", self._complete, keys="Ctrl+↵")
        complete_by_keys(self, self._complete)
        self.ok.setDefault(True)
        self.stay = quiet_button("Avbryt", self.reject)
        self.add_buttons(self.stay, self.ok)
        self.form.completed.connect(self._sure)
        self.run.failed.connect(self._could_not)
        self.run.ended.connect(self._told)
        self.form.focus_first()

    def _fields(self) -> list[FormField]:
        place = inbound.new_item(self._desk).kept_where
        fields = [
            FormField(name="summary", label="Sammanfattning", value=self.one.summary, required=True,
                      help="Neutralt vad det gäller, utan namn och uppgifter. Den står kvar."),
            FormField(name="kept_where", label="Förvaras", value=place, required=True,
                      help="Var texten och skärmdumparna finns i stället."),
        ]  # fmt: skip
        if self.one.registration_reason:
            fields.append(FormField(name="registration_reason", label="Diarieföring", kind=Kind.MULTILINE, lines=2,
                                    value=self.one.registration_reason, help=_REASON))  # fmt: skip
        if self.one.link:
            fields.append(FormField(name="drop_link", label="Ta bort länken också", kind=Kind.CHECK, help=_LINK))
        return fields

    def _what_goes(self) -> QWidget:
        files = evidence.files(self._desk, Subject.INBOUND, self.one.id)
        events = inbound.happened(self._desk, self.one.id)
        lines = protect_lines(
            self.one,
            files=len(files),
            events=sum(bool(event.text) for event in events),
            is_moderated=bool(moderation.of_item(self._desk, self.one.id)),
        )
        return Card("Det här tas bort").add(label("\n".join(f"• {line}" for line in lines)))

    def _complete(self) -> None:
        """Ask, while nothing was begun."""
        if self.ok.isVisible():
            self.form.complete()

    def _sure(self, values: dict[str, Any]) -> None:
        drops = bool(values.pop("drop_link", False))
        new = replace(self.one, **values, link="" if drops else self.one.link)
        facts = "Texten, svaren och skärmdumparna tas bort överallt. Det går inte att ångra."
        if ask(self, "Ta bort innehållet för gott?", facts, "Ta bort"):
            self._show_wait(on=True)
            self.run.start(
                lambda: inbound_purge.begin_protect(self._desk, new, second_folder=second_folder(self._frame))
            )

    def _show_wait(self, *, on: bool) -> None:
        for widget in (*self._shown, self.ok):
            widget.setVisible(not on)
        self.stay.setFocus()
        QTimer.singleShot(0, self, self._fit)  # when the words have their lines

    def _fit(self) -> None:
        """Be as high as what is shown, with room for a line that folds."""
        self._take_size()
        self.resize(self.width(), self.height() + 2 * self.fontMetrics().height())

    def _could_not(self, problems: list[Problem]) -> None:
        self._show_wait(on=False)
        self.form.show_problems(problems)

    def _told(self, _report: object) -> None:
        self._is_ended = True
        self.stay.setText("Stäng")
        self.stay.setFocus()
        QTimer.singleShot(0, self, self._fit)  # when the words have their lines
        self._frame.show_facts()

    def reject(self) -> None:
        """Close it, unless it runs; what was typed is asked about."""
        if self.run.is_running:
            return
        lost = self.form.is_changed() and not self._is_ended
        if not lost or ask(self, "Kasta det du skrivit?", "Det du skrivit är inte sparat.", "Kasta", "Fortsätt skriva"):
            self.run.stop()
            super().reject()


def protect_inbound(parent: QWidget | None, desk: Desk, frame: Frame, inbound_id: int) -> None:
    """Ask what is to stay of an item, and remove the rest. `RefusedError` when it is gone, protected, or held."""
    one = inbound_purge.to_protect(desk, inbound_id)
    ProtectWindow(parent, desk, frame, one).exec()
