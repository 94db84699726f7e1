"""The machine's rules of special days, in a file of their own for its length."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule
from operations.machine_base import DAYS, WORDS, Base, N

from smdesk.domain.workdays import DayKind
from smdesk.domain.yearly import Repeat
from smdesk.operations import calendar, year_days


class Days(Base):
    """What is done with special days by somebody at work."""

    @rule(n=N, days=DAYS, words=WORDS, free=st.booleans())
    def special_days(self, n: int, days: timedelta, words: str, free: bool) -> None:
        day = self.desk.today() + days
        self.do(calendar.add_day, day, words, free=free)
        long = self.do(calendar.add_day, day, f"{words} {n}", free=free, last_day=day + timedelta(days=n - 2),
                       kind=list(DayKind)[n % 8], repeat=list(Repeat)[n % 5])  # fmt: skip
        near = calendar.special_days(self.desk, self.desk.today(), self.desk.today() + timedelta(days=40))
        if one := self.pick(near, n):
            kept = calendar.day_of(self.desk, one.id)
            self.do(calendar.change_day, replace(kept, name=f"{words} II", free=free))
            self.do(calendar.set_free, one.id, not free)
            if n % 2:
                self.do(calendar.remove_day, one.id)
        if long and n % 3:
            self.do(calendar.change_day, replace(long, last_day=None, kind=DayKind.CAMPAIGN))

    @rule(n=N)
    def year_wheel(self, n: int) -> None:
        rows = year_days.year_wheel(self.desk)
        self.do(year_days.lay_wheel, {one.number for one in rows[n % 9 : n % 9 + 3]})
