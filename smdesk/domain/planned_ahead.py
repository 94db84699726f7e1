"""How much of what the goals ask for is planned ahead: per account, over the weeks that come."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum

from smdesk.domain.account import Account
from smdesk.domain.calendar import monday, month_days, months_after, week_days
from smdesk.domain.goal import asked_posts, goal_of
from smdesk.domain.post import Post
from smdesk.domain.record import record
from smdesk.domain.routine import Pause, Requirement

Week = Sequence[date]


class Period(StrEnum):
    """How far ahead is looked. The week that runs is not planned ahead any more, and is in none."""

    TWO_WEEKS = "two_weeks"
    FOUR_WEEKS = "four_weeks"
    MONTH = "month"  # the next calendar month


def weeks_of(period: Period, today: date) -> list[Week]:
    """The whole weeks of a period, from next Monday on; a week is of the month that its Thursday lies in (ISO 8601)."""
    if period is Period.MONTH:
        inside = month_days(months_after(today.replace(day=1), 1))
        return [week_days(day) for day in inside if day.weekday() == 3]
    start = monday(today) + timedelta(weeks=1)
    return [week_days(start + timedelta(weeks=n)) for n in range(2 if period is Period.TWO_WEEKS else 4)]


@record(kw_only=True)
class Ahead:
    """One account's period: how many posts the goals ask for, how many of those are planned, and the first week that
    lacks some.

    `asked` is None where no goal holds in any of the weeks; then every planned post is counted.
    """

    account_id: int
    planned: int
    asked: int | None
    lacking: date | None = None

    @property
    def percent(self) -> int | None:
        """The share that is planned, in whole per cent downwards; None where nothing is asked for."""
        return self.planned * 100 // self.asked if self.asked else None


def ahead(
    account: Account,
    own: Iterable[Post],
    requirements: Sequence[Requirement],
    pauses: Sequence[Pause],
    weeks: Sequence[Week],
) -> Ahead:
    """How much of an account's coming `weeks` is planned, of its `own` posts.

    A post counts as it does against the goal: dated, and neither an idea nor dropped. What a week has above its goal
    makes up for no other week.
    """
    own = list(own)
    planned = every = asked = 0
    lacking, has_goal = None, False
    for week in weeks:
        inside = [one for one in own if one.day and week[0] <= one.day <= week[-1]]
        goal = goal_of(inside, asked_posts(account, requirements, pauses, week))
        has_goal = has_goal or goal.asked is not None
        planned += min(goal.counted, goal.asked or 0)
        every += goal.counted
        asked += goal.asked or 0
        lacking = lacking or (week[0] if goal.missing else None)
    if has_goal:
        return Ahead(account_id=account.id, planned=planned, asked=asked, lacking=lacking)
    return Ahead(account_id=account.id, planned=every, asked=None)


def together(found: Iterable[Ahead]) -> Ahead:
    """All accounts that have a goal as one."""
    asked = [one for one in found if one.asked is not None]
    return Ahead(
        account_id=0,
        planned=sum(one.planned for one in asked),
        asked=sum(one.asked or 0 for one in asked) if asked else None,
        lacking=min((one.lacking for one in asked if one.lacking), default=None),
    )
