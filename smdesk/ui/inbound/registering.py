"""Whether an item is registered (*diarieförs*): four questions, each answered yes or no, and what follows of them."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from smdesk.desk import Desk
from smdesk.domain.inbound import Registration
from smdesk.domain.problem import KnownError
from smdesk.domain.registration import Question
from smdesk.operations import inbound, registration
from smdesk.ui.kit.buttons import primary_button, quiet_button
from smdesk.ui.kit.dialog import Dialog
from smdesk.ui.kit.notices import Banner
from smdesk.ui.kit.parts import PAD, Card, label
from smdesk.ui.kit.theme import Tone
from smdesk.words import problems_text
from smdesk.words.registration import decision_text, rule_source

_MINOR = "Uppenbart av ringa betydelse"
_MINOR_HELP = "Till exempel reklam. Gäller bara när svaret är nej på alla fyra."
_UNANSWERED = "Ett ja räcker. Är svaret nej på alla fyra hålls det ordnat i kanalen."
_PROTECT = "Skriv inte av uppgifterna. Gör ärendet skyddat om texten ligger i registret."


class RegistrationDialog(Dialog):
    """The four questions, and in the foot what the answers so far lead to. Ctrl+Enter keeps it."""

    def __init__(self, parent: QWidget | None, desk: Desk, inbound_id: int) -> None:
        known = inbound.get(desk, inbound_id)
        super().__init__(parent, "Ska det diarieföras?", lines=38)
        self._desk, self._inbound_id = desk, inbound_id
        if known.registration is not Registration.UNDECIDED:
            self.inner.addWidget(label(f"Nu: {known.registration_reason}", "muted"))
        self.questions = {one.key: _Question(one) for one in registration.rules().questions}
        card = Card()
        for one in self.questions.values():
            one.group.buttonToggled.connect(self._show)
            card.add(one)
        self.minor = QCheckBox(_MINOR)
        self.minor.toggled.connect(self._show)
        card.add(self.minor)
        card.add(label(_MINOR_HELP, "small"))
        self.outcome, self._short = Banner(), label("", "strong")
        self.inner.addWidget(card)
        self.inner.addWidget(self.outcome)
        self.foot.addWidget(self._short)
        self.foot.setSpacing(PAD // 2)
        self.keep = primary_button("Spara", self.complete, keys="Ctrl+↵")
        self.add_buttons(quiet_button("Avbryt", self.reject), self.keep)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.complete)
        self._show()
        next(iter(self.questions.values())).yes.setFocus()

    def answers(self) -> dict[str, bool]:
        """The questions that are answered, by key."""
        found = {key: one.answer() for key, one in self.questions.items()}
        return {key: said for key, said in found.items() if said is not None}

    def _show(self) -> None:
        decision = registration.weigh(self.answers(), is_minor=self.minor.isChecked())
        self.keep.setEnabled(decision is not None and self._desk.may_write)
        if decision is None:
            self._short.setText("Inte bestämt än.")
            self.outcome.tell(_UNANSWERED, Tone.NEUTRAL)
            return
        self._short.setText(decision.words)
        words = f"{decision_text(decision)} {_PROTECT if decision.is_secret else ''}".strip()
        self.outcome.tell(words, Tone.WARNING if decision.is_secret else Tone.NEUTRAL)

    def complete(self) -> None:
        """Keep the decision; what is refused is told in the foot."""
        if not self.keep.isEnabled():
            return
        try:
            registration.answer(self._desk, self._inbound_id, self.answers(), is_minor=self.minor.isChecked())
        except KnownError as error:
            self.outcome.tell(problems_text(error.problems), Tone.LATE)
        else:
            self.accept()


class _Question(QWidget):
    """One question, its two answers beside each other, and in grey what it means and rests on."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.yes, self.no = QRadioButton("Ja"), QRadioButton("Nej")
        self.group = QButtonGroup(self)
        answers = QHBoxLayout()
        answers.setSpacing(PAD * 2)
        for one in (self.yes, self.no):
            one.setAccessibleName(f"{question.ask} {one.text()}")
            one.setAccessibleDescription(question.hint)
            self.group.addButton(one)
            answers.addWidget(one)
        answers.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, PAD // 2)
        box.setSpacing(4)
        box.addWidget(label(question.ask, "strong"))
        box.addLayout(answers)
        box.addWidget(label(f"{question.hint} {_sentence(rule_source(question))}.", "small"))

    def answer(self) -> bool | None:
        """Yes, no, or nothing yet."""
        return self.yes.isChecked() if self.group.checkedButton() else None


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def ask_registration(parent: QWidget | None, desk: Desk, inbound_id: int) -> None:
    """Ask whether an item is to be registered, and why. `RefusedError` when it is gone."""
    made = RegistrationDialog(parent, desk, inbound_id)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    made.open()
