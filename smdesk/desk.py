"""The desk: the open register, the clock, who is working, and the one way to change anything."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from smdesk.domain.calendar import STOCKHOLM
from smdesk.domain.person import Person
from smdesk.domain.problem import CannotSaveError, Problem, refuse_if
from smdesk.store.file import NAME
from smdesk.store.history import ADDED_TO, WATCHED, Change, Step
from smdesk.store.register import Register
from smdesk.store.trouble import closed_on_error, told, told_opening

Guard = Callable[["Desk", frozenset[str]], Sequence[Problem]]
Listener = Callable[[frozenset[str]], None]


def stockholm_now() -> datetime:
    """The wall clock of the förvaltning."""
    return datetime.now(STOCKHOLM)


class Desk:
    """What every operation works on. All of it on the main thread."""

    def __init__(
        self,
        folder: Path,
        *,
        clock: Callable[[], datetime] = stockholm_now,
        person: Person | None = None,
        guards: Sequence[Guard] = (),
    ) -> None:
        """Open the register in `folder`. `guards` are asked before every commit, undo and redo included."""
        self.folder = folder
        self.person = person or Person(name="")
        self.changed_since_backup = False
        self._path = folder / NAME
        self._clock = clock
        self._guards = guards
        self._listeners: list[Listener] = []
        self._in_step = False
        self._is_final = False
        self._locked_by: Problem | None = None
        self._open()

    def _open(self) -> None:
        self.store = Register(self.folder)
        with told_opening(self._path), closed_on_error(self.store):
            self.last_saved_at = self.store.journal.last_saved()

    def now(self) -> datetime:
        """This moment, in Stockholm's time."""
        return self._clock().astimezone(STOCKHOLM).replace(microsecond=0)

    def today(self) -> date:
        """This day, in Stockholm."""
        return self.now().date()

    @property
    def may_write(self) -> bool:
        """Whether anything can be changed: the file lets itself be written to, and nothing was found wrong with it."""
        return self._locked_by is None and self.store.may_write

    def lock_writing(self, problem: Problem) -> None:
        """Change nothing from now on, since `problem` was found; what is then tried is answered with it.

        Another file in the register's place ends this.
        """
        self._locked_by = problem

    def _refuse_if_locked(self) -> None:
        if self._locked_by is not None:
            raise CannotSaveError(self._locked_by)
        if not self.store.may_write:
            raise CannotSaveError(Problem("file.read_only", values={"file": str(self._path)}))

    def listen(self, listener: Listener) -> None:
        """Be told, after every commit, which tables changed. What goes wrong in a listener is for `sys.excepthook`."""
        self._listeners.append(listener)

    @contextmanager
    def step(
        self, name: str, about: str = "", *, merge: str = "", final: bool = False, undoable: bool = True
    ) -> Iterator[None]:
        """One change: a transaction that is journaled and can be undone; inside another step it joins that one.

        `name` is a key of `smdesk.words`' STEPS, `about` what it is done to. Steps in a row with the same `merge`
        are undone as one (a draft being typed). A `final` step touched the world outside the register, as one that adds
        to the log of moderation always has: it cannot be undone, nor can what came before it; one that is not
        `undoable` is left out of what undo takes back.
        One that fails inside another takes back its own part alone.
        Raises `CannotSaveError`, or `RefusedError` from a guard.
        """
        if self._in_step:
            with self.store.history.savepoint():
                yield
            self._is_final |= final
            return
        self._refuse_if_locked()
        history = self.store.history
        step: Step | None = None
        self._in_step, self._is_final = True, final
        try:
            with told(self._path), history.transaction():
                yield
                step = history.logged(name, about, self.now(), merge)
                if step:
                    self._guard(step)
                    self._write_journal(step, history.untold(step))
        finally:
            self._in_step = False
        if step:
            history.remember(step, final=self._is_final, undoable=undoable)
            self._committed(step.tables)

    def _guard(self, step: Step) -> None:
        for guard in self._guards:
            refuse_if(guard(self, step.tables))

    def _write_journal(self, step: Step, changes: Sequence[Change], verb: str = "") -> None:
        self.store.journal.write(step.at, str(self.person), verb + step.name, step.about, changes)

    def _committed(self, tables: frozenset[str]) -> None:
        self.last_saved_at = self.now()
        self.changed_since_backup = True
        self._tell(tables)

    def _tell(self, tables: frozenset[str]) -> None:
        """Tell every listener. What is committed is done, whatever one of them makes of it."""
        for listener in self._listeners:
            try:
                listener(tables)
            except Exception as error:  # a page's own mistake
                sys.excepthook(type(error), error, error.__traceback__)

    @property
    def undo_step(self) -> Step | None:
        """What undo would take back."""
        return self.store.history.undoable[-1] if self.store.history.undoable else None

    @property
    def redo_step(self) -> Step | None:
        """What redo would do again."""
        return self.store.history.redoable[-1] if self.store.history.redoable else None

    def undo(self) -> Step | None:
        """Take back the newest step; the journal gets a line of its own. None when there is nothing to undo."""
        return self._play("undo", self.store.history.undoable, self.store.history.redoable)

    def redo(self) -> Step | None:
        """Do again what was undone last. None when there is nothing to redo."""
        return self._play("redo", self.store.history.redoable, self.store.history.undoable)

    def _play(self, verb: str, source: list[Step], target: list[Step]) -> Step | None:
        if not source or self._in_step:
            return None
        self._refuse_if_locked()
        step = source[-1]
        history = self.store.history
        with told(self._path), history.transaction():
            history.play(step)
            back = history.logged(step.name, step.about, self.now())
            if back:
                self._guard(back)
                self._write_journal(back, history.changes(), f"{verb}:")
        source.pop()
        if back:
            target.append(back)
        self._committed(step.tables)
        return step

    @contextmanager
    def replacing_file(self) -> Iterator[None]:
        """Let go of the file while another takes its place, and open what then lies there; undo starts afresh.

        Whatever may be refused is to be refused before: inside, a file that was found whole is moved into place and
        nothing else. When even that fails, what lies there is opened again, locked if it was.
        """
        self.store.close()
        try:
            yield
            self._locked_by = None
        finally:
            self._open()
            self._tell(frozenset({*WATCHED, *ADDED_TO}))

    def close(self) -> None:
        """Let go of the register."""
        self.store.close()
