"""Sign a step: tell what is wrong, ask before what cannot be taken back, empty the keyring first where it must be."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from smdesk.desk import Desk
from smdesk.domain.person import Person
from smdesk.domain.problem import KnownError, Problem, stops
from smdesk.domain.procedure_change import Complete
from smdesk.operations import procedure, secret
from smdesk.operations.procedure import RunView
from smdesk.ui.kit.theme import Tone
from smdesk.ui.kit.work import Job, in_background
from smdesk.ui.procedure.ask import is_sure, is_sure_of_secrets
from smdesk.ui.procedure.notice import Notice
from smdesk.ui.secret.dialog import WAITING
from smdesk.words import problems_text
from smdesk.words.procedure import listed
from smdesk.words.secret import THE

Told = Callable[[list[Problem]], object]


class Signer:
    """Signs steps. `refused(problems)` shows what is wrong beside the form; `done()` goes on to the next step."""

    def __init__(self, desk: Desk, parent: QWidget, notice: Notice, refused: Told, done: Callable[[], object]) -> None:
        self._desk, self._parent, self._notice = desk, parent, notice
        self._refused, self._done = refused, done
        self._job: Job | None = None

    def sign(self, seen: RunView, change: Complete, person: Person | None) -> None:
        """Complete a step in the name of `person`, or of who works here."""
        found = procedure.problems(self._desk, seen.run.id, change, person)
        wrong = [one for one in stops(found) if one.code != "procedure.secret_left"]
        if wrong:
            self._refused(wrong)
        elif len(stops(found)) > len(wrong):
            self._empty_keyring(seen, change, person)
        elif is_sure(self._parent, seen.run, change.key, seen.account.name):
            self._make(seen, change, person, found)

    def _make(self, seen: RunView, change: Complete, person: Person | None, warnings: list[Problem]) -> None:
        try:
            procedure.make(self._desk, seen.run.id, change, person)
        except KnownError as error:
            self._refused(list(error.problems))
            return
        if warnings:
            self._notice.tell(problems_text(warnings), self._close(), tone=Tone.WARNING)
        self._done()

    def _empty_keyring(self, seen: RunView, change: Complete, person: Person | None) -> None:
        account = seen.account
        names = listed([THE[one] for one in secret.may_hold(account)])
        if self._job is not None or not is_sure_of_secrets(self._parent, account.name, names):
            return

        def task() -> None:
            secret.delete(account.secret_service, is_wanted=lambda: not job.cancelled)

        def deleted(_none: None) -> None:
            self._stop_waiting()
            try:
                secret.forget(self._desk, account.id)
            except KnownError as error:
                self._refused(list(error.problems))
            else:
                self._make(seen, change, person, [])

        job = self._job = in_background(task, deleted, self._failed)
        self._notice.tell(WAITING, ("Avbryt", self.cancel))

    def _failed(self, error: Exception) -> None:
        self._stop_waiting()
        if not isinstance(error, KnownError):
            raise error
        self._notice.tell(problems_text(error.problems), self._close(), tone=Tone.LATE)

    def cancel(self) -> None:
        """Stop waiting for the keyring; what it answers later is not heard."""
        if self._job is not None:
            self._job.cancel()
            self._stop_waiting()
            self._notice.tell("Avbrutet. Inget är ändrat i nyckelringen.", self._close(), tone=Tone.WARNING)

    def _stop_waiting(self) -> None:
        self._job = None
        self._notice.tell("")

    def _close(self) -> tuple[str, Callable[[], object]]:
        return "Stäng", partial(self._notice.tell, "")
