"""The machine's rules of series, in a file of their own for its length."""

from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import rule
from operations.machine_base import Base, N

from smdesk.domain.post import Post
from smdesk.domain.series import OnFreeDays, Series, Unit
from smdesk.operations import series


class SeriesRules(Base):
    """What is done with series by somebody at work."""

    def a_member(self, n: int) -> Post | None:
        return self.pick((one for one in self.desk.store.post.all() if one.series_id), n)

    @rule(n=N, times=st.integers(0, 5), unit=st.sampled_from(Unit), free=st.sampled_from(OnFreeDays))
    def post_series(self, n: int, times: int, unit: Unit, free: OnFreeDays) -> None:
        one = Series(unit=unit, weekdays=str(n % 7), every=1 + n % 3, month_day=n, times=times or None,
                     starts_on=self.desk.today(), on_free_days=free)  # fmt: skip
        if found := self.a_post(n):
            self.do(series.start, found.id, one if unit is not Unit.DAY else replace(one, weekdays=""))
        if found := self.a_member(n):
            self.do(series.spread, found.id, series.CONTENT[n % 6 :], list(series.Scope)[n % 2], by_hand=n % 3 == 0)
            self.do(series.skip, found.id)
            self.do(series.change, found.id, one)
            if n % 4 == 0 and (left := self.a_member(n)):
                self.do(series.end, left.id)
        self.do(series.top_up)
