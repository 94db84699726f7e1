"""The machine's rules of what is done with several posts at once."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule
from operations.machine_base import DAYS, Base, N

from smdesk.domain.post import ALLOWED_STATES, PostState
from smdesk.operations import several


class SeveralRules(Base):
    """What is done with posts that were chosen together."""

    @rule(n=N, days=DAYS, quarters=st.integers(-3, 3), state=st.sampled_from(list(ALLOWED_STATES)))
    def posts_together(self, n: int, days: timedelta, quarters: int, state: PostState) -> None:
        chosen = list(dict.fromkeys(one.id for at in range(n, n + 1 + n % 3) if (one := self.a_post(at))))
        if not chosen:
            return
        self.do(several.move, chosen, days.days, quarters)
        self.do(several.copy, chosen, self.desk.today() if n % 2 else None)
        self.do(several.set_state, chosen, state)
        if n % 2:
            self.do(several.shelve, chosen)
            day, accounts = self.desk.today() + days, [self.an_account(n)]
            self.do(several.schedule, chosen, day, accounts, "11:00" if n % 3 else None)
        if n % 4 == 0:
            self.do(several.bin_posts, chosen)
