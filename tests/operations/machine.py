"""Somebody at work: a state machine whose rules are the operations, each held against what it promises."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from domain.procedure_cases import ANNA, BEA, VALUES
from hypothesis import strategies as st
from hypothesis.stateful import rule
from operations.machine_base import DAYS, DONE, STEPS, WORDS, N, snapshot
from operations.machine_days import Days
from operations.machine_groups import Groups
from operations.machine_imports import Imports
from operations.machine_inbound import InboundRules
from operations.machine_media import MediaRules
from operations.machine_outcomes import Outcomes
from operations.machine_phrase import Phrases
from operations.machine_posts import Posts
from operations.machine_purge import Purges
from operations.machine_series import SeriesRules
from operations.machine_several import SeveralRules

from smdesk.domain.account import BASIC_ITEMS, Account, AccountStatus
from smdesk.domain.duty import Duty, DutyState, Rhythm
from smdesk.domain.person import Person
from smdesk.domain.procedure import next_step
from smdesk.domain.procedure_change import Abandon, Complete, Fill, Skip, Supplement, TakeBack
from smdesk.domain.routine import Pause, PauseKind, Requirement, RequirementKind, Result, SourceKind
from smdesk.domain.secret import Secret
from smdesk.operations import (
    account,
    duty,
    guarding,
    opening,
    procedure,
    requirement,
    routine,
    secret,
    setting,
)


class Work(
    Days, Imports, Groups, SeriesRules, SeveralRules, Outcomes, Phrases, MediaRules, InboundRules, Purges, Posts
):
    """Somebody does anything at all to a register; each rule calls one operation, or takes one back."""

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
