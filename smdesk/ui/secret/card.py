"""The card ”Inloggning”: copy, show, replace and delete an account's secrets, which lie in the system keyring."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from smdesk.desk import Desk
from smdesk.domain.problem import KnownError, Problem
from smdesk.domain.secret import Secret
from smdesk.operations import secret as secrets
from smdesk.operations.secret import Secrets
from smdesk.ui.kit.ask import ask
from smdesk.ui.kit.buttons import quiet_button
from smdesk.ui.kit.clipboard import KEPT_S, SecretClipboard
from smdesk.ui.kit.flow import Beside, FlowLayout
from smdesk.ui.kit.locked import changes
from smdesk.ui.kit.notices import Banner
from smdesk.ui.kit.page import Frame
from smdesk.ui.kit.parts import PAD, Card, announce, label, rule
from smdesk.ui.kit.theme import Tone
from smdesk.ui.kit.work import Job, in_background
from smdesk.ui.secret.dialog import WAITING, SecretDialog
from smdesk.words import problem_text, problems_text
from smdesk.words.secret import NAMES, THE

T = TypeVar("T")

SHOWN_S = 10
"""Seconds a secret is shown."""


class SecretCard(Card):
    """One account's login. The keyring is asked beside the window; meanwhile the card says so and can stop waiting."""

    def __init__(self, desk: Desk, frame: Frame) -> None:
        super().__init__("Inloggning", flush=True)
        self._desk, self._frame = desk, frame
        self._account_id, self._name, self._service = 0, "", ""
        self._job: Job | None = None
        self.clipboard = SecretClipboard(self)
        self.lines = {secret: _Line(secret, self._act, may_write=desk.may_write) for secret in Secret}
        self._waiting = Banner()
        self._stop = quiet_button("Avbryt", self.cancel, name="Sluta vänta på nyckelringen")
        self._told = Banner()
        self._shown = _Shown(self.hide_secret)
        for number, line in enumerate(self.lines.values()):
            if number:
                self.add(rule())
            self.add(line)
        self._foot = self._make_foot()
        self.add(self._shown, self._foot)
        self._wait(False)

    def _make_foot(self) -> QWidget:
        foot = QFrame()
        row = QHBoxLayout(foot)
        row.setContentsMargins(PAD, 0, PAD, PAD)
        row.addWidget(self._waiting, 1)
        row.addWidget(self._told, 1)
        row.addWidget(self._stop)
        return foot

    def show_account(self, account_id: int, name: str, view: Secrets) -> None:
        """Show an account's login; what was waited for, shown or told about another account is let go."""
        if account_id != self._account_id:
            self._let_go()
            self._tell("")
        self._account_id, self._name, self._service = account_id, name, view.service
        for line in self.lines.values():
            line.show_secret(view)

    def _act(self, verb: str, secret: Secret) -> None:
        {"copy": self.copy, "show": self.show_secret, "set": self.replace, "delete": self.delete}[verb](secret)

    def copy(self, secret: Secret) -> None:
        """Put a secret in the clipboard for `KEPT_S` seconds."""

        def copied(text: str) -> None:
            self.clipboard.copy(text)
            self._frame.tell(f"Kopierat, rensas om {KEPT_S} s")

        self._read(secret, copied)

    def show_secret(self, secret: Secret) -> None:
        """Show a secret for `SHOWN_S` seconds."""
        self._read(secret, lambda text: self._shown.show_text(NAMES[secret], text))

    def hide_secret(self) -> None:
        """Take a secret that is shown off the screen."""
        self._shown.clear()

    def replace(self, secret: Secret) -> None:
        """Ask for a secret and keep it in place of the former."""
        done = partial(self._set, secret)
        SecretDialog(self, self._desk, self._account_id, secret, done).open()

    def _set(self, secret: Secret) -> None:
        self.hide_secret()
        self._frame.tell(f"{NAMES[secret]}: sparat i nyckelringen")

    def delete(self, secret: Secret) -> None:
        """Delete a secret, after a question: the keyring is outside undo."""
        facts = f"Det går inte att ångra. {self._name}"
        if not ask(self, f"Ta bort {THE[secret]} ur nyckelringen?", facts, "Ta bort"):
            return
        service, account_id = self._service, self._account_id
        gone = secrets.goes_with(self._desk, account_id, secret)
        self.hide_secret()

        def deleted(_nothing: None) -> None:
            secrets.forget(self._desk, account_id, *gone)
            self._frame.tell(f"{NAMES[secret]}: borttaget ur nyckelringen")

        self._ask_keyring(lambda wanted: secrets.delete(service, *gone, is_wanted=wanted), deleted)

    def _read(self, secret: Secret, done: Callable[[str], object]) -> None:
        service = self._service
        self._ask_keyring(lambda _wanted: secrets.read(service, secret), done)

    def _ask_keyring(self, task: Callable[[Callable[[], bool]], T], done: Callable[[T], object]) -> None:
        self._let_go()
        self._tell("")
        self._wait(True)

        def answered(answer: T) -> None:
            self._wait(False)
            try:
                done(answer)
            except KnownError as error:
                self._frame.tell_problems(error.problems)

        def failed(error: Exception) -> None:
            self._wait(False)
            if not isinstance(error, KnownError):
                raise error
            self._tell(problems_text(error.problems), Tone.LATE)

        job = self._job = in_background(lambda: task(lambda: not job.cancelled), answered, failed)

    def _wait(self, waits: bool) -> None:
        if not waits:
            self._job = None
        self._foot.setVisible(waits)
        self._waiting.tell(WAITING if waits else "", Tone.ACCENT)
        self._stop.setVisible(waits)
        for line in self.lines.values():
            line.setEnabled(not waits)

    def _tell(self, text: str, tone: Tone = Tone.LATE) -> None:
        self._foot.setVisible(bool(text))
        self._told.tell(text, tone)

    def cancel(self) -> None:
        """Stop waiting for the keyring; what it answers later is not heard."""
        if self._job is not None:
            self._let_go()
            self._tell(problem_text(Problem("secret.cancelled")), Tone.WARNING)

    def _let_go(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._wait(False)
        self.hide_secret()

    def hideEvent(self, event: QHideEvent) -> None:
        self._let_go()
        super().hideEvent(event)


class _Line(QWidget):
    """One secret: what is known of it, and what can be done."""

    def __init__(self, secret: Secret, act: Callable[[str, Secret], object], *, may_write: bool) -> None:
        super().__init__()
        self._secret = secret
        self._title, self._facts = label(""), label("", "small")
        words, others = QWidget(), QWidget()
        lines = QVBoxLayout(words)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(2)
        lines.addWidget(self._title)
        lines.addWidget(self._facts)
        self._buttons: dict[str, QPushButton] = {}
        flow = FlowLayout(others, gap=8)
        for verb in ("copy", "show", "set", "delete"):
            made = quiet_button("", partial(act, verb, secret))
            if verb in ("set", "delete"):  # the keyring holds what the register says that it does
                changes(made, may_write=may_write)
            self._buttons[verb] = made
            flow.addWidget(made)
        self._beside = Beside(words, others)
        box = QVBoxLayout(self)
        box.setContentsMargins(PAD, PAD - 4, PAD, PAD - 4)
        box.addWidget(self._beside)

    def show_secret(self, view: Secrets) -> None:
        """Show what the register knows of the secret."""
        kept = self._secret in view.set_on
        the, name = THE[self._secret], NAMES[self._secret]
        words = {
            "copy": ("Kopiera lösenord" if self._secret is Secret.PASSWORD else "Kopiera", f"Kopiera {the}"),
            "show": ("Visa", f"Visa {the} i {SHOWN_S} sekunder"),
            "set": ("Byt…" if kept else "Spara…", f"{'Byt' if kept else 'Spara'} {the}"),
            "delete": ("Ta bort…", f"Ta bort {the}"),
        }
        for verb, button in self._buttons.items():
            button.setText(words[verb][0])
            button.setAccessibleName(words[verb][1])
            button.setVisible(kept or verb == "set")
        if self._secret is Secret.PASSWORD:
            self._title.setText(view.login_name or "Inloggningsnamn inte angivet")
            facts = [
                f"Lösenord i nyckelringen · bytt {_ago(view.age[self._secret])}" if kept else "Inget lösenord sparat"
            ]
            facts.append(f"2FA: {view.two_factor_holder}" if view.two_factor_holder else "2FA: inte angivet")
            self._facts.setText(" · ".join(facts))
        else:
            self._title.setText(name)
            self._facts.setText(f"I nyckelringen · sparat {_ago(view.age[self._secret])}" if kept else "Inget sparat")
        self._beside.fold()


def _ago(days: int) -> str:
    return {0: "i dag", 1: "i går"}.get(days, f"för {days} dagar sedan")


class _Shown(QWidget):
    """A secret on the screen for a while, with a button that hides it at once."""

    def __init__(self, hide: Callable[[], object]) -> None:
        super().__init__()
        self._head, self._text = label("", "small"), label("", "strong")
        row = QHBoxLayout(self)
        row.setContentsMargins(PAD, 0, PAD, PAD // 2)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._head)
        words.addWidget(self._text)
        row.addLayout(words, 1)
        row.addWidget(quiet_button("Dölj", hide, name="Dölj det som visas"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(hide)
        self.hide()

    def show_text(self, name: str, text: str) -> None:
        """Show a secret for `SHOWN_S` seconds."""
        self._head.setText(f"{name}, döljs efter {SHOWN_S} sekunder")
        self._text.setText(text)
        self.show()
        announce(self, f"{name} visas i {SHOWN_S} sekunder")
        self._timer.start(SHOWN_S * 1000)

    def clear(self) -> None:
        """Hide it, and keep nothing of it."""
        self._timer.stop()
        self._text.setText("")
        self.hide()
