"""The dialog in which a secret is typed: it waits for the keyring without freezing, and loses nothing typed."""

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from smdesk.desk import Desk
from smdesk.domain.problem import KnownError, Problem
from smdesk.domain.secret import MOST, Secret, check
from smdesk.operations import secret as secrets
from smdesk.ui.kit.ask import ask
from smdesk.ui.kit.buttons import complete_by_keys, primary_button, quiet_button
from smdesk.ui.kit.dialog import Dialog
from smdesk.ui.kit.form import Form, FormField, Kind
from smdesk.ui.kit.notices import Banner
from smdesk.ui.kit.parts import Card, label
from smdesk.ui.kit.theme import Tone
from smdesk.ui.kit.work import Job, in_background
from smdesk.words import problem_text
from smdesk.words.secret import NAMES, THE

WAITING = "Väntar på nyckelringen… Den kan fråga efter sitt lösenord i ett eget fönster."
_INTRO = "Sparas bara i systemets nyckelring, aldrig i registret eller i en säkerhetskopia. Det går inte att ångra."


class SecretDialog(Dialog):
    """Asks for a secret and puts it in the keyring; open it with `open()`. `saved()` is called when it is kept."""

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        account_id: int,
        secret: Secret,
        saved: Callable[[], object],
    ) -> None:
        super().__init__(parent, NAMES[secret])
        self._desk, self._account_id, self._secret = desk, account_id, secret
        self._saved = saved
        self._job: Job | None = None
        kind = Kind.TEXT if secret is Secret.PASSWORD else Kind.MULTILINE
        limit = f"Högst {MOST} tecken."
        self.form = Form(
            [FormField(name="secret", label=NAMES[secret], kind=kind, secret=kind is Kind.TEXT, help=limit)],
            desk.today(),
        )
        self.form.completed.connect(self._keep)
        self.state = Banner()
        self.ok = primary_button("Spara i nyckelringen", self.form.complete, keys="Ctrl+↵")
        self.ok.setDefault(True)
        complete_by_keys(self, self.form.complete)
        self._lay_out()

    def _lay_out(self) -> None:
        card = Card().add(self.form)
        field = self.form.editors["secret"].input
        if isinstance(field, QLineEdit):
            seen = QCheckBox("Visa det jag skriver")
            modes = {True: QLineEdit.EchoMode.Normal, False: QLineEdit.EchoMode.Password}
            seen.toggled.connect(lambda on: field.setEchoMode(modes[on]))
            card.add(seen)
        for part in (label(_INTRO), card, self.state):
            self.inner.addWidget(part)
        self.add_buttons(quiet_button("Avbryt", self.reject), self.ok)
        field.setFocus()

    def _keep(self, values: dict[str, object]) -> None:
        text = str(values["secret"])
        if problems := check(text):
            self.form.show_problems(problems)
            return
        self._wait(True)
        self._job = in_background(secrets.check_keyring, lambda _none: self._put(text), self._failed)

    def _put(self, text: str) -> None:
        """There is a keyring: note where the secret will lie, and put it there."""
        try:
            service = secrets.prepare(self._desk, self._account_id)
        except KnownError as error:
            self._failed(error)
            return

        def task() -> None:
            secrets.put(service, self._secret, text, is_wanted=lambda: not job.cancelled)

        job = self._job = in_background(task, lambda _none: self._kept(service), self._failed)

    def _kept(self, service: str) -> None:
        self._wait(False)
        try:
            secrets.remember(self._desk, self._account_id, service, self._secret)
        except KnownError as error:
            self.form.show_problems(error.problems)
            return
        self.form.show_values({"secret": ""})
        self.accept()
        self._saved()

    def _failed(self, error: Exception) -> None:
        self._wait(False)
        if not isinstance(error, KnownError):
            raise error
        self.form.show_problems(error.problems)

    def _wait(self, waits: bool) -> None:
        self.state.tell(WAITING if waits else "", Tone.ACCENT)
        self.form.setEnabled(not waits)
        self.ok.setEnabled(not waits)
        if not waits:
            self._job = None
            self.form.editors["secret"].setFocus()

    def reject(self) -> None:
        """Stop waiting if the keyring is waited for; else close, and ask if typed text would be lost."""
        if self._job is not None:
            self._job.cancel()
            self._wait(False)
            self.state.tell(problem_text(Problem("secret.cancelled")), Tone.WARNING)
            return
        lost = f"{THE[self._secret].capitalize()} är inte sparat."
        if not self.form.is_changed() or ask(self, "Kasta det du skrivit?", lost, "Kasta", "Fortsätt skriva"):
            self.form.show_values({"secret": ""})
            super().reject()
