"""Somebody at work: a state machine over a register, each operation held against what it promises."""

import shutil
import tempfile
from collections import Counter
from contextlib import closing
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from domain.procedure_cases import VALUES
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from operations.routine_desk import Clock, add_account, ask, begin

from smdesk.desk import Desk
from smdesk.domain.account import AccountStatus
from smdesk.domain.evidence import Subject
from smdesk.domain.post import Post
from smdesk.domain.problem import RefusedError
from smdesk.operations import (
    evidence,
    guarding,
    opening,
    post,
    today,
)
from smdesk.store.history import KEPT, WATCHED

LIST = Path(__file__).parent.parent / "files" / "kontolista-systemexport.csv"
BEGAN = "2026-03-02 08:00"  # the day that procedure_cases' values are from
N = st.integers(0, 30)
WORDS = st.sampled_from(["", "Öppet hus på lördag", "<b>”x”</b>\nrad två", "å" * 300])
DAYS = st.integers(-3, 40).map(timedelta)
STEPS = st.sampled_from(sorted(VALUES))
DONE: Counter[str] = Counter()


def folder() -> Path:
    """A folder of its own, in memory where there is one: what is tried here is not the disk."""
    memory = Path("/dev/shm")
    return Path(tempfile.mkdtemp(prefix="smdesk-machine-", dir=memory if memory.is_dir() else None))


@cache
def world() -> Path:
    """A small register with something of everything, copied for each run."""
    place = folder() / "register"
    desk = begin(place, Clock(BEGAN))
    with closing(desk):
        for name, status in (("Seniorhälsan", "active"), ("Parkleken", "resting"), ("Ungdomsrådet", "decided")):
            ask(desk, add_account(desk, name, status=AccountStatus(status)))
        for text in ("Öppet hus", "Sångstund", "Filmkväll"):
            post.write(desk, Post(text=text, day=desk.today() + timedelta(days=2), time="10:00"), [1, 2])
        picture = place.parent / "bild.png"
        picture.write_bytes(b"\x89PNG\r\n\x1a\n")
        evidence.attach(desk, Subject.POST, 1, evidence.keep(place, picture))
    return place


def snapshot(desk: Desk) -> dict[str, list[tuple]]:
    """Every row of every table but the journal, which is not rewound."""
    return {name: desk.store.connection.execute(f"select * from {name} order by id").fetchall() for name in WATCHED}


class Base(RuleBasedStateMachine):
    """A register with somebody at it: does one operation, takes back, lets time pass."""

    @initialize()
    def open(self) -> None:
        self.place = folder()
        shutil.copytree(world(), self.place / "register")
        self.clock = Clock(BEGAN)
        self.desk = opening.open_desk(self.place / "register", clock=self.clock)
        self.watch = today.Watch(self.desk)
        self.picture = self._kept()
        self.before: list[Any] = []  # what stood there before each step that can be undone

    def _kept(self) -> evidence.KeptFile:
        one = self.desk.store.evidence.get(1)
        return evidence.KeptFile(one.sha256, one.suffix, one.name, one.size)

    def do(self, operation: Any, *values: Any, **named: Any) -> Any:
        """Call an operation, and hold what it left behind against what it promised."""
        before, journal, depth = snapshot(self.desk), self.journal(), self.depth
        try:
            answer = operation(self.desk, *values, **named)
        except RefusedError:
            assert snapshot(self.desk) == before, "what is refused changes nothing"
            assert self.journal() == journal
            return None
        if snapshot(self.desk) != before:
            DONE[f"{operation.__module__.rpartition('.')[2]}.{operation.__name__}"] += 1
            assert self.journal() > journal or self.depth == depth > 0, "only what is being typed is told seldom"
            if self.depth == depth + 1:
                self.before.append(before)
            elif self.depth == depth - 1 and snapshot(self.desk) == self.before[-1]:
                self.before.pop()  # what was typed and thrown away came to nothing
            elif self.depth == 0:
                self.before.clear()  # it touched the world outside
            elif self.depth == depth == KEPT and not self.desk.undo_step.merge:
                self.before = [*self.before[1:], before]  # the oldest can no longer be taken back
            else:
                assert self.desk.undo_step.merge, "one operation is one step"
        else:
            assert self.journal() == journal, "what changes nothing says nothing"
        assert self.depth == len(self.before)
        return answer

    @property
    def depth(self) -> int:
        return len(self.desk.store.history.undoable)

    def journal(self) -> int:
        return self.desk.store.connection.execute("select count(*) from journal").fetchone()[0]

    def pick(self, found: Any, n: int) -> Any:
        found = list(found)
        return found[n % len(found)] if found else None

    def an_account(self, n: int, *statuses: str) -> int:
        found = [one.id for one in self.desk.store.account.all() if not statuses or one.status in statuses]
        return self.pick(found, n) or 0

    def a_post(self, n: int) -> Any:
        return self.pick(self.desk.store.post.all(), n)

    @rule(days=st.sampled_from([0, 1, 3, 31, 31, 300]), hours=st.integers(0, 9))
    def wait(self, days: int, hours: int) -> None:
        self.clock.moment += timedelta(days=days, hours=hours)
        self.watch.drop()

    @invariant()
    def idag_shows_what_is_there(self) -> None:
        """Reading again only what a step changed gives what reading all of it gives."""
        if hasattr(self, "watch"):
            assert self.watch.look() == today.look(self.desk)

    @precondition(lambda self: self.before)
    @rule(count=st.integers(1, 4))
    def undo(self, count: int) -> None:
        for _ in range(min(count, len(self.before))):
            assert self.desk.undo()
            assert snapshot(self.desk) == self.before.pop()
            assert self.desk.person == opening.current_person(self.desk), "who signs is who the register names"

    @rule(count=st.integers(1, 4))
    def redo(self, count: int) -> None:
        for _ in range(count):
            before = snapshot(self.desk)
            if not self.desk.redo():
                return
            self.before.append(before)

    def teardown(self) -> None:
        if not hasattr(self, "desk"):
            return
        try:
            self.take_all_back()
        finally:
            self.desk.close()
            shutil.rmtree(self.place)

    def take_all_back(self) -> None:
        assert guarding.check(self.desk) == []
        after, count = snapshot(self.desk), self.depth
        for was in reversed(self.before):
            assert self.desk.undo()
            assert snapshot(self.desk) == was
        assert self.desk.undo() is None
        for _ in range(count):
            assert self.desk.redo()
        assert snapshot(self.desk) == after
        assert not self.desk.store.connection.execute("pragma foreign_key_check").fetchall()
