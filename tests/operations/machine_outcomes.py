"""What somebody says has become of posts, in a file of its own for its length."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule
from operations.machine_base import WORDS, Base, N

from smdesk.domain.post import Outcome, Post, PostState
from smdesk.domain.request import RequestState
from smdesk.operations import outcome, post, request
from smdesk.operations.outcome import Slot


class Outcomes(Base):
    """The rules about reviews, and about what the platforms were told and did."""

    @rule(n=N, note=WORDS)
    def post_reviewed(self, n: int, note: str) -> None:
        if one := self.a_post(n):
            self.do(post.set_state, one.id, PostState.REVIEW)
            self.do(post.set_state, one.id, PostState.DRAFT if n % 2 else PostState.APPROVED, note)

    @rule(n=N, hours=st.integers(-1, 9), why=WORDS)
    def post_outcomes(self, n: int, hours: int, why: str) -> None:
        if one := self.a_post(n):
            self.do(post.set_state, one.id, PostState.APPROVED)
            placed = post.view(self.desk, one.id).account_ids
            at = self.clock.moment + timedelta(hours=hours)
            self.do(outcome.schedule, one.id, [Slot(account_id=each, at=at) for each in placed[: 1 + n % 2]])
            self.holds_together(one.id)
            if n % 3 == 0:
                self.do(outcome.fail, one.id, placed[:1], why)
            if n % 3 == 1:
                self.do(outcome.unschedule, one.id, placed[:1] if n % 2 else None)
            self.holds_together(one.id)

    def holds_together(self, post_id: int) -> None:
        """Whoever did what: one outcome on each account, and the newest state that was said is the post's own."""
        found = post.view(self.desk, post_id)
        for one in found.placements:
            assert not (one.scheduled_for and one.failed_at)
            assert not (one.outcome is Outcome.FAILED and not one.failure)
        if found.placements and all(one.outcome is Outcome.PUBLISHED for one in found.placements):
            assert found.post.state is PostState.PUBLISHED
        assert self.desk.store.post.states_of(post_id)[:1] == [] or (
            self.desk.store.post.states_of(post_id)[0].state is found.post.state
        )

    @rule(n=N, text=WORDS, state=st.sampled_from(RequestState), days=st.integers(0, 70))
    def requests(self, n: int, text: str, state: RequestState, days: int) -> None:
        wished = Post(text=text, day=self.desk.today() + timedelta(days=n) if n % 5 else None)
        now = self.clock.moment
        made = self.do(request.send, wished, ["Stockholms stad på Facebook"], "redaktionen", now)
        if found := self.pick(self.desk.store.post.requests.all(), n):
            self.do(request.answer, found.post_id, state, text, at=now, permalink=text)
            self.do(request.keep, found.post_id, wished, ["Stockholms stad på X (Twitter)"], text, now, state, at=now)
        if made and n % 3 == 0:
            self.do(post.bin_post, made.post.id)
        self.do(request.set_wait, days or None)
