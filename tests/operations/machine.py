"""Somebody at work: a state machine whose rules are the operations, each held against what it promises."""

import shutil
import tempfile
from collections import Counter
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from domain.procedure_cases import ANNA, BEA, VALUES
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from operations.routine_desk import Clock, add_account, ask, begin

from smdesk.desk import Desk
from smdesk.domain.account import BASIC_ITEMS, Account, AccountStatus
from smdesk.domain.duty import Duty, DutyState, Rhythm
from smdesk.domain.evidence import Subject
from smdesk.domain.person import Person
from smdesk.domain.post import Post, PostState
from smdesk.domain.problem import RefusedError
from smdesk.domain.procedure import next_step
from smdesk.domain.procedure_change import Abandon, Complete, Fill, Skip, Supplement, TakeBack
from smdesk.domain.routine import Pause, PauseKind, Requirement, RequirementKind, Result, SourceKind
from smdesk.domain.secret import Secret
from smdesk.operations import (
    account,
    calendar,
    duty,
    evidence,
    guarding,
    opening,
    post,
    procedure,
    requirement,
    routine,
    secret,
    setting,
    transfer,
)
from smdesk.operations.post import Publication
from smdesk.store.history import WATCHED

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


class Work(RuleBasedStateMachine):
    """Somebody does anything at all to a register; each rule calls one operation, or takes one back."""

    @initialize()
    def open(self) -> None:
        self.place = folder()
        shutil.copytree(world(), self.place / "register")
        self.clock = Clock(BEGAN)
        self.desk = opening.open_desk(self.place / "register", clock=self.clock)
        self.picture = self._kept()
        self.opened = transfer.open_list(LIST)
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

    # accounts

    @rule(name=WORDS, status=st.sampled_from(list(AccountStatus)))
    def account_add(self, name: str, status: AccountStatus) -> None:
        self.do(account.add, Account(name=name, platform="facebook", status=status))

    @rule(n=N, words=WORDS)
    def account_change(self, n: int, words: str) -> None:
        one = self.desk.store.account.get(self.an_account(n))
        self.do(account.change, replace(one, name=words or one.name, purpose=words, admins=n))

    @rule(n=N, status=st.sampled_from(list(AccountStatus)))
    def account_status(self, n: int, status: AccountStatus) -> None:
        self.do(account.set_status, self.an_account(n), status)

    @rule(n=N, item=st.sampled_from(BASIC_ITEMS), days=DAYS, words=WORDS)
    def account_basic(self, n: int, item: str, days: timedelta, words: str) -> None:
        one, day = self.an_account(n), self.desk.today() + days
        self.do(account.check_basic, one, item, day if n % 3 else None)
        self.do(account.set_basic_text, one, item, words)
        self.do(account.change_basic, one, item, day, f"{words}.")
        self.do(account.check_profile, one, day)

    @rule(n=N)
    def account_remove(self, n: int) -> None:
        self.do(account.remove, self.an_account(n))

    @rule(n=N, kept=st.sampled_from(list(Secret)))
    def secrets(self, n: int, kept: Secret) -> None:
        if n > 26:  # seldom: what is done in the keyring ends what can be undone
            self.do(secret.remember, self.an_account(n), self.do(secret.prepare, self.an_account(n)), kept)
        elif n > 23:
            self.do(secret.forget, self.an_account(n), kept)

    @rule()
    def import_list(self) -> None:
        found = transfer.preview_accounts(self.desk, self.opened).good
        if found:
            self.do(transfer.import_accounts, self.opened, found)

    @rule(n=N)
    def import_undo(self, n: int) -> None:
        if one := self.pick(transfer.imports(self.desk), n):
            self.do(transfer.undo_import, one.id)

    @rule(words=WORDS)
    def office(self, words: str) -> None:
        self.do(opening.rename_office, words)

    @rule(name=st.sampled_from(["Samordnare", "Vikarie"]), function=WORDS)
    def person(self, name: str, function: str) -> None:
        self.do(opening.set_person, Person(name=name, function=function))

    @rule(days=st.sampled_from([None, 0, 30, 400]), source=WORDS)
    def grace(self, days: int | None, source: str) -> None:
        self.do(setting.set_grace, "facebook", days, source)

    @rule()
    def red_days(self) -> None:
        """What comes by itself is not taken back with what was done before it."""
        days = snapshot(self.desk)["special_day"]
        opening.ensure_special_days(self.desk)
        come = [row for row in snapshot(self.desk)["special_day"] if row not in days]
        DONE.update({"opening.ensure_special_days"} if come else ())
        for was in self.before:
            was["special_day"] = sorted([*was["special_day"], *come])

    @rule(n=N, days=DAYS, words=WORDS, free=st.booleans())
    def special_days(self, n: int, days: timedelta, words: str, free: bool) -> None:
        self.do(calendar.add_day, self.desk.today() + days, words, free=free)
        near = calendar.special_days(self.desk, self.desk.today(), self.desk.today() + timedelta(days=40))
        if one := self.pick(near, n):
            self.do(calendar.change_day, replace(one, name=f"{words} II", free=free))
            self.do(calendar.set_free, one.id, not free)
            if n % 2:
                self.do(calendar.remove_day, one.id)

    # requirements, rounds and duties

    @rule(n=N, kind=st.sampled_from(list(RequirementKind)), days=DAYS, value=st.integers(0, 3))
    def requirements(self, n: int, kind: RequirementKind, days: timedelta, value: int) -> None:
        times = " ".join(["09:00", "12:00", "15:00"][:value]) if kind is RequirementKind.ROUNDS else ""
        day = self.desk.today() + days
        one = Requirement(account_id=self.an_account(n), kind=kind, value=value, times=times, valid_from=day,
                          source="Rutin", source_kind=SourceKind.LOCAL)  # fmt: skip
        self.do(requirement.set_requirement, one)
        self.do(requirement.deviate, replace(one, valid_to=day + timedelta(days=n), decided_by="Enhetschef"))
        if found := self.pick(requirement.of_account(self.desk, one.account_id), n):
            self.do(requirement.end, found.id)
        self.do(requirement.propose_defaults, [self.an_account(n)])

    @rule(n=N, note=WORDS, result=st.sampled_from(list(Result)), again=st.booleans())
    def rounds(self, n: int, note: str, result: Result, again: bool) -> None:
        today = self.desk.today()
        found = routine.rounds(self.desk, today - timedelta(days=4), today + timedelta(days=1))
        if one := self.pick(found, n):
            made = self.do(routine.tick, one.account_id, one.day, one.slot, result, note)
            if made:
                self.do(routine.change_note, made.id, Result.ACTED, f"{note}!")
            if again:
                self.do(routine.untick, one.account_id, one.day, one.slot)

    @rule(n=N, first=DAYS, days=st.integers(0, 9), words=WORDS)
    def pauses(self, n: int, first: timedelta, days: int, words: str) -> None:
        day = self.desk.today() + first
        self.do(routine.add_pause, Pause(account_id=self.an_account(n) if n % 2 else None, kind=PauseKind.PAUSE,
                                         first_day=day, last_day=day + timedelta(days=days), reason=words))  # fmt: skip
        if n % 3 and (found := self.pick(routine.pauses(self.desk), n)):
            self.do(routine.end_pause, found[0].id)

    @rule(n=N, rhythm=st.sampled_from(list(Rhythm)), title=WORDS, weekday=st.integers(0, 6))
    def duties(self, n: int, rhythm: Rhythm, title: str, weekday: int) -> None:
        self.do(duty.add, Duty(title=title, rhythm=rhythm, weekday=weekday, starts_on=self.desk.today()))
        one = self.pick(duty.current(self.desk), n)
        self.do(duty.change, replace(one, rhythm=rhythm, weekday=weekday, note=title))
        if n % 3 == 0:
            self.do(duty.end, one.id)
            self.do(duty.resume, self.pick(self.desk.store.routine.duties.all(), n).id)
        self.do(duty.seed)

    @rule(n=N, note=WORDS, again=st.booleans())
    def turns(self, n: int, note: str, again: bool) -> None:
        found, missed = duty.of_today(self.desk, self.desk.today() - timedelta(days=9))
        if turn := self.pick([*found, *missed], n):
            assert turn.state(self.desk.today()) is not DutyState.COMING
            self.do(duty.tick, turn.duty.id, turn.due_on, note)
            if again:
                self.do(duty.untick, turn.duty.id, turn.due_on)

    # posts

    @rule(n=N, text=WORDS, days=DAYS, session=st.sampled_from(["", "s"]))
    def post_write(self, n: int, text: str, days: timedelta, session: str) -> None:
        ids = [self.an_account(one) for one in range(n % 3)]
        new = Post(text=text, day=self.desk.today() + days if n % 4 else None, time="09:30" if n % 5 else "9")
        made = self.do(post.write, new, list(dict.fromkeys(ids)), session=session)
        if made and not text and n % 2:
            self.do(post.discard_empty, made.post.id, session=session)
        elif made:
            self.do(post.write, replace(made.post, text=f"{text} mer", note=text), ids[:1], session=session)

    @rule(n=N, days=DAYS, state=st.sampled_from(list(PostState)))
    def post_life(self, n: int, days: timedelta, state: PostState) -> None:
        if one := self.a_post(n):
            self.do(post.set_state, one.id, state)
            self.do(post.move, one.id, self.desk.today() + days, "11:00")
            self.do(post.copy, one.id, self.desk.today() + days if n % 2 else None)

    @rule(n=N, back=st.booleans())
    def post_bin(self, n: int, back: bool) -> None:
        if one := self.a_post(n):
            self.do(post.bin_post, one.id)
            if back:
                self.do(post.restore, one.id)

    @rule(n=N, text=WORDS, hours=st.integers(-1, 30))
    def post_out(self, n: int, text: str, hours: int) -> None:
        at = self.clock.moment - timedelta(hours=hours)
        if one := self.a_post(n):
            placed = post.view(self.desk, one.id).account_ids[: 1 + n % 2]
            self.do(post.publish, one.id, [Publication(account_id=account_id, at=at) for account_id in placed])
        self.do(post.log_published, text, [Publication(account_id=self.an_account(n), at=at, permalink=text)])

    @rule(n=N)
    def post_stop(self, n: int) -> None:
        self.do(post.stop_planned, self.an_account(n), self.desk.today())

    @rule(n=N, alt=WORDS, gone=st.booleans())
    def images(self, n: int, alt: str, gone: bool) -> None:
        if one := self.a_post(n):
            file = self.do(evidence.attach, Subject.POST, one.id, self.picture)
            if file:
                self.do(evidence.set_alt, file.id, alt, session="s" if n % 2 else "")
                if gone:
                    self.do(evidence.detach, file.id)

    # the closure

    @rule(n=N)
    def closure_begin(self, n: int) -> None:
        self.do(procedure.begin_closure, self.an_account(n, "active", "resting"))

    def a_run(self, n: int) -> Any:
        return self.pick(procedure.all_runs(self.desk), n)

    @rule(n=N, key=STEPS, words=WORDS, which=st.sampled_from(["skip", "back", "fill", "later", "abandon", "file"]))
    def closure_change(self, n: int, key: str, words: str, which: str) -> None:
        if not (one := self.a_run(n)):
            return
        change = {
            "skip": Skip(key=key, reason=words),
            "back": TakeBack(key=key),
            "fill": Fill(key=key, values=VALUES[key], note=words),
            "later": Supplement(key="C6", values={"delivered_on": self.desk.today().isoformat()}),
            "abandon": Abandon(reason=words if n > 20 else ""),
        }
        if which == "file":
            added = self.do(procedure.add_file, one.run.id, key, self.picture)
            if added:
                self.do(procedure.remove_file, one.run.id, key, added.id)
        else:
            self.do(procedure.make, one.run.id, change[which])
        assert guarding.check(self.desk) == []

    @rule(n=N, count=st.integers(1, 29))
    def closure_go_on(self, n: int, count: int) -> None:
        """Take the next steps as they should be taken, by whoever may, on the day they may be taken."""
        for _ in range(count if (one := self.a_run(n)) else 0):
            run = procedure.load(self.desk, one.run.id)
            key = None if run.is_over else next_step(run, self.desk.today())
            if key is None:
                return
            self.do(procedure.add_file, run.id, key, self.picture)
            for person in (ANNA, BEA):
                self.do(procedure.make, run.id, Complete(key=key, values=VALUES.get(key, {})), person)
            if not procedure.load(self.desk, run.id).steps[key].is_settled:
                self.clock.moment += timedelta(days=31)
