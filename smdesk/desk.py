"""The desk: the open register, the clock, who is working, and the one way to change anything."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from smdesk.domain.person import Person
from smdesk.domain.problem import CannotSaveError, Problem, refuse_if
from smdesk.store import file
from smdesk.store.history import WATCHED, Step
from smdesk.store.register import Register

STOCKHOLM = ZoneInfo("Europe/Stockholm")

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
        self.store = Register(folder)
        self.person = person or Person(name="")
        self.last_saved_at: datetime | None = None
        self.changed_since_backup = False
        self._clock = clock
        self._guards = guards
        self._listeners: list[Listener] = []
        self._open_steps = 0

    def now(self) -> datetime:
        """This moment, in Stockholm's time."""
        return self._clock().astimezone(STOCKHOLM).replace(microsecond=0)

    def today(self) -> date:
        """This day, in Stockholm."""
        return self.now().date()

    @property
    def may_write(self) -> bool:
        """Whether the file lets itself be written to."""
        return self.store.may_write

    def listen(self, listener: Listener) -> None:
        """Be told, after every commit, which tables changed."""
        self._listeners.append(listener)

    @contextmanager
    def step(self, name: str, about: str = "", *, merge: str = "", final: bool = False) -> Iterator[None]:
        """One change: a transaction that is journaled and can be undone; inside another step it joins that one.

        `name` is a key of `smdesk.words`' STEPS, `about` what it is done to. Steps in a row with the same `merge`
        are undone as one (a draft being typed). A `final` step touched the world outside the register: it cannot
        be undone, nor can what came before it. Raises `CannotSaveError`, or `RefusedError` from a guard.
        """
        if self._open_steps:
            self._open_steps += 1
            try:
                yield
            finally:
                self._open_steps -= 1
            return
        if not self.may_write:
            raise CannotSaveError(Problem("file.read_only", values={"file": str(self.folder / file.NAME)}))
        history = self.store.history
        step: Step | None = None
        self._open_steps = 1
        try:
            with file.told(self.folder / file.NAME), history.transaction():
                yield
                step = history.logged(name, about, merge)
                if step:
                    self._before_commit(name, about, step.tables)
        finally:
            self._open_steps = 0
        if step:
            history.remember(step, final=final)
            self._committed(step.tables)

    def _before_commit(self, name: str, about: str, tables: frozenset[str]) -> None:
        for guard in self._guards:
            refuse_if(guard(self, tables))
        self.store.journal.write(self.now(), str(self.person), name, about, self.store.history.changes())

    def _committed(self, tables: frozenset[str]) -> None:
        self.last_saved_at = self.now()
        self.changed_since_backup = True
        for listener in self._listeners:
            listener(tables)

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
        if not source or self._open_steps:
            return None
        step = source[-1]
        history = self.store.history
        with file.told(self.folder / file.NAME), history.transaction():
            history.play(step)
            back = history.logged(step.name, step.about)
            self._before_commit(f"{verb}:{step.name}", step.about, step.tables)
        source.pop()
        if back:
            target.append(back)
        self._committed(step.tables)
        return step

    @contextmanager
    def replacing_file(self) -> Iterator[None]:
        """Let go of the file while another takes its place, and open what then lies there; undo starts afresh."""
        self.store.close()
        try:
            yield
        finally:
            self.store = Register(self.folder)
        self.last_saved_at = self.store.journal.last_saved()
        for listener in self._listeners:
            listener(frozenset(WATCHED))

    def close(self) -> None:
        """Let go of the register."""
        self.store.close()
