"""What somebody does with posts."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule
from operations.machine_base import DAYS, WORDS, Base, N

from smdesk.domain.evidence import Subject
from smdesk.domain.post import Post, PostState
from smdesk.operations import (
    check,
    crisis,
    evidence,
    post,
    stopping,
)
from smdesk.operations.post import Publication


class Posts(Base):
    """The rules about posts, their pictures, checks and crises."""

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
            self.do(check.pass_stop, one.id, "secret.identity", "Ordernummer")
            self.do(post.set_state, one.id, state)
            if n % 2:
                self.do(check.hold_again, one.id, "secret.identity")
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
        self.do(stopping.stop_planned, self.an_account(n), self.desk.today())

    @rule(n=N, reason=WORDS)
    def crises(self, n: int, reason: str) -> None:
        self.do(crisis.begin, reason, ("", "10:00 8.30", "25:00")[n % 3], on_free_days=bool(n % 2))
        if one := self.pick(crisis.held(self.desk), n):
            self.do(crisis.drop if n % 2 else crisis.release, one.id)
        self.do(crisis.end)

    @rule(n=N, alt=WORDS, gone=st.booleans())
    def images(self, n: int, alt: str, gone: bool) -> None:
        if one := self.a_post(n):
            file = self.do(evidence.attach, Subject.POST, one.id, self.picture)
            if file:
                self.do(evidence.set_alt, file.id, alt, session="s" if n % 2 else "")
                if gone:
                    self.do(evidence.detach, file.id)
