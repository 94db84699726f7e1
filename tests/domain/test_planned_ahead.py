"""How much is planned ahead: which weeks, which posts count, and what no goal asks for."""

from datetime import date, timedelta

import pytest

from smdesk.domain.account import Account, AccountStatus
from smdesk.domain.planned_ahead import Period, ahead, together, weeks_of
from smdesk.domain.post import Post, PostState
from smdesk.domain.routine import Pause, Requirement, RequirementKind

TODAY = date(2026, 11, 24)
MONDAY = date(2026, 11, 30)
ACCOUNT = Account(id=1, name="Huvudsidan")
WEEKS = weeks_of(Period.TWO_WEEKS, TODAY)


def asks(value, since=date(2026, 1, 1)):
    return Requirement(account_id=1, kind=RequirementKind.POSTS, value=value, valid_from=since)


def on(days, state=PostState.DRAFT):
    return Post(day=MONDAY + timedelta(days=days), state=state)


@pytest.mark.parametrize(
    ("period", "today", "first", "last"),
    [
        (Period.TWO_WEEKS, TODAY, MONDAY, date(2026, 12, 13)),
        (Period.FOUR_WEEKS, TODAY, MONDAY, date(2026, 12, 27)),
        (Period.TWO_WEEKS, date(2026, 11, 29), MONDAY, date(2026, 12, 13)),
        (Period.TWO_WEEKS, MONDAY, date(2026, 12, 7), date(2026, 12, 20)),
        (Period.MONTH, TODAY, MONDAY, date(2027, 1, 3)),  # 31 December is a Thursday: week 53 is December's
        (Period.MONTH, date(2026, 12, 31), date(2027, 1, 4), date(2027, 1, 31)),
    ],
)
def test_a_period_is_whole_weeks_from_next_monday(period, today, first, last):
    weeks = weeks_of(period, today)
    assert (weeks[0][0], weeks[-1][-1]) == (first, last)


def test_the_share_is_of_what_each_week_asks_for():
    own = [on(0), on(1, PostState.APPROVED), on(2), on(3, PostState.IDEA), on(8, PostState.DROPPED), Post()]
    found = ahead(ACCOUNT, own, [asks(2)], [], WEEKS)
    assert (found.planned, found.asked, found.percent, found.lacking) == (2, 4, 50, date(2026, 12, 7))
    assert ahead(ACCOUNT, [*own, on(9)], [asks(2)], [], WEEKS).percent == 75


def test_without_a_goal_there_is_no_share_but_a_count():
    found = ahead(ACCOUNT, [on(0), on(9)], [], [], WEEKS)
    assert (found.planned, found.asked, found.percent, found.lacking) == (2, None, None, None)
    resting = Account(id=1, name="Solen", status=AccountStatus.RESTING)
    assert ahead(resting, [], [asks(2)], [], WEEKS).asked is None


def test_a_week_that_is_paused_or_before_its_goal_asks_for_nothing():
    pause = Pause(account_id=1, first_day=MONDAY, last_day=MONDAY + timedelta(days=6))
    assert ahead(ACCOUNT, [on(0)], [asks(2)], [pause], WEEKS).planned == 0
    assert ahead(ACCOUNT, [on(0)], [asks(2)], [pause], WEEKS).asked == 2
    assert ahead(ACCOUNT, [on(0)], [asks(2, since=date(2026, 12, 7))], [], WEEKS).asked == 2


def test_a_goal_of_none_is_met():
    found = ahead(ACCOUNT, [on(0)], [asks(0)], [], WEEKS)
    assert (found.planned, found.asked, found.percent) == (0, 0, None)


def test_all_accounts_together_are_those_with_a_goal():
    one, other = ahead(ACCOUNT, [on(0)], [asks(1)], [], WEEKS), ahead(ACCOUNT, [on(0)], [], [], WEEKS)
    assert (together([one, other]).planned, together([one, other]).asked) == (1, 2)
    assert together([other]).asked is None
    assert together([]).percent is None
