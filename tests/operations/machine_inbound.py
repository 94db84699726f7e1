"""The machine's rules of what comes in, how it is moderated, and of the answers kept for it."""

from dataclasses import replace
from datetime import time, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule
from operations.machine_base import DAYS, WORDS, Base, N

from smdesk.domain.evidence import Subject
from smdesk.domain.inbound import EventKind, Handling, Inbound, InboundKind, InboundState, Registration
from smdesk.domain.moderation import INTRUSIVE, Action
from smdesk.domain.moderation_chain import head, verify
from smdesk.domain.saved_reply import SavedReply
from smdesk.operations import (
    evidence,
    inbound,
    inbound_entry,
    inbound_view,
    moderation,
    registration,
    routine,
    saved_reply,
)


class InboundRules(Base):
    """What is done with what comes in, and what is always true of it."""

    def an_item(self, n: int) -> int:
        one = self.pick(self.desk.store.inbound.all(), n)
        return one.id if one else 0

    @rule(n=N, words=WORDS, days=DAYS, kind=st.sampled_from(list(InboundKind)))
    def items(self, n: int, words: str, days: timedelta, kind: InboundKind) -> None:
        came_in = self.desk.now() - days
        new = Inbound(account_id=self.an_account(n), kind=kind, text=words, came_in_at=came_in, added_at=came_in)
        self.do(inbound.register, new)
        self.do(inbound.register, replace(new, text="", summary=words, is_protected=True, kept_where="Kassaskåp"))
        found_at = self.pick([line.round for line in routine.today(self.desk)], n)
        entered = self.do(inbound_entry.enter, new, [self.picture], found_at)
        if entered:
            self.do(inbound_entry.enter, replace(entered, note=words), [])
        if one := self.pick(self.desk.store.inbound.all(), n):
            self.do(inbound.change, replace(one, note=words, link="https://example.org/1"))
            self.do(inbound.choose, one.id, "question")

    @rule(n=N, words=WORDS, again=st.booleans())
    def handled(self, n: int, words: str, again: bool) -> None:
        one = self.an_item(n)
        self.do(inbound.write_reply, one, f"{words} {n}", session=f"s{n % 2}")
        for verb in [inbound.forward, inbound.tell_status, inbound.back, inbound.reply, inbound.refer][n % 5 :][:3]:
            self.do(verb, one, words)
        self.do(inbound.close, one, list(Handling)[n % len(Handling)], words)
        if again:
            self.do(inbound.reopen, one, words)

    @rule(n=N, words=WORDS, decision=st.sampled_from(list(Registration)))
    def registered(self, n: int, words: str, decision: Registration) -> None:
        one = self.an_item(n)
        self.do(registration.decide, one, decision, words)
        self.do(registration.answer, one, {"case": n % 2 == 0}, is_minor=True)
        self.do(registration.hand_over, [item.id for item in registration.waiting(self.desk)][: n % 3])
        if n % 3 == 0:
            self.do(registration.set_number, one, f"SÖD 2026/{n}" if n else "")
        self.do(inbound.hold, one, words)

    @rule(n=N, words=WORDS, action=st.sampled_from(sorted(INTRUSIVE)), is_done=st.booleans())
    def moderated(self, n: int, words: str, action: Action, is_done: bool) -> None:
        one = self.an_item(n)
        if one:
            self.do(evidence.attach, Subject.INBOUND, one, self.picture)
            act = moderation.new_act(self.desk, one, action)
            review_on = self.desk.today() + timedelta(days=n + 1)
            act = replace(act, ground="Spam", reason=words, decided_by=words, review_on=review_on, author="Någon")
            self.do(moderation.moderate, act, files=[self.picture] if n % 2 else [], is_done=is_done)
        if log := moderation.log(self.desk):
            number = log[n % len(log)].entry.number
            self.do(moderation.supplement, number, note=words, dnr=f"SÖD 2026/{n}" if n % 2 else "")
            if block := self.pick([one for one in log if one.stands and one.entry.action is Action.BLOCK], n):
                later = self.desk.today() + timedelta(days=n + 1)
                told = {"reason": words, "decided_by": "Chef", "review_on": later}
                self.do(moderation.prolong, block.entry.number, **told)
            if n % 3 == 0:
                self.do(moderation.restore, number, words)

    @rule(n=N)
    def office_hours(self, n: int) -> None:
        self.do(inbound_view.set_office_hours, time(7 + n % 3), time(8 + n % 9))

    @rule(n=N, m=N)
    def threads(self, n: int, m: int) -> None:
        self.do(inbound.join, [self.an_item(n), self.an_item(m)])
        if n % 3 == 0:
            self.do(inbound.part, self.an_item(m))

    @rule(n=N, words=WORDS)
    def replies(self, n: int, words: str) -> None:
        self.do(saved_reply.add, SavedReply(category="fault" if n % 2 else "", name=f"Svar {n % 4}", text=words))
        if one := self.pick(saved_reply.all_replies(self.desk), n):
            self.do(saved_reply.change, replace(one, text=f"{words} {{plats}}"))
            if n % 4 == 0:
                self.do(saved_reply.remove, one.id)

    @invariant()
    def what_waits_was_forwarded_and_what_is_closed_says_when(self) -> None:
        if not hasattr(self, "desk"):
            return
        for one in self.desk.store.inbound.all():
            kinds = [event.kind for event in inbound.happened(self.desk, one.id)]
            assert kinds[0] is EventKind.REGISTERED
            assert (one.closed_at is not None) == (one.state is InboundState.DONE)
            assert one.state is not InboundState.WAITING or EventKind.FORWARDED in kinds
            assert not (one.is_protected and one.text)

    @invariant()
    def the_log_is_whole_and_what_is_moderated_is_in_it(self) -> None:
        if not hasattr(self, "desk"):
            return
        log = self.desk.store.moderation.all()
        assert verify(log, self.desk.store.moderation.texts.all(), [head(log)]) == []
        assert self.desk.store.moderation.unlogged() == []

    @invariant()
    def a_conversation_has_at_least_two_and_its_first_names_it(self) -> None:
        if hasattr(self, "desk"):
            threads = [one.thread_id for one in self.desk.store.inbound.all() if one.thread_id]
            assert all(threads.count(one) > 1 for one in threads)
