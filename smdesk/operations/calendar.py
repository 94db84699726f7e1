"""The calendar: the week with its lanes, and the days that are special."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from smdesk.desk import Desk
from smdesk.domain.account import OPEN, Account, by_account
from smdesk.domain.calendar import week_days
from smdesk.domain.goal import Goal, asked_posts, goal_of, paused
from smdesk.domain.post import PlacedPost, Post
from smdesk.domain.post_filter import EVERY, PostFilter
from smdesk.domain.problem import Problem, RefusedError, refuse_if
from smdesk.domain.record import record
from smdesk.domain.routine import Pause, Plan
from smdesk.domain.text import clean, one_line
from smdesk.domain.workdays import FIXED, DayKind, SpecialDay, Workdays, check_day
from smdesk.domain.yearly import Repeat
from smdesk.operations.stored import stored
from smdesk.operations.year_days import days_on_screen
from smdesk.words.dates import full_day


@record(kw_only=True)
class Lane:
    """One account's week: its posts day by day, and how they stand against the goal.

    `account` is None for the lane of posts that no account is chosen for, and for that of the `requests` to the city's
    channels. `pause` tells why nothing is asked for.
    """

    account: Account | None
    goal: Goal
    cells: tuple[tuple[PlacedPost, ...], ...]
    pause: Pause | None = None
    requests: bool = False


@record(kw_only=True)
class Week:
    """Seven days from Monday: what is special about each, whether it is worked and red, and a lane per account.

    `hidden` is how many of its posts the filter leaves out; the goals of the lanes count them all the same.
    """

    days: tuple[date, ...]
    special: tuple[tuple[SpecialDay, ...], ...]
    working: tuple[bool, ...]
    red: tuple[bool, ...]
    lanes: tuple[Lane, ...]
    hidden: int = 0

    @property
    def missing(self) -> int:
        """How many posts the week lacks, over all accounts."""
        return sum(lane.goal.missing for lane in self.lanes)


def week(desk: Desk, day: date, plan: Plan | None = None, chosen: PostFilter = EVERY) -> Week:
    """The week that `day` lies in, with a lane for each account in use and each other one that has posts in it.

    `plan` is what the rounds of all accounts follow from, where the caller has read it already. Of the lanes and
    posts, those that are `chosen` are there.
    """
    days = week_days(day)
    posts = desk.store.post.of_days(days[0], days[-1])
    lanes = _lanes(desk, days, posts, plan, chosen)
    shown = {one.post.id for lane in lanes for cell in lane.cells for one in cell}
    workdays = Workdays(days_on_screen(desk, days[0], days[-1]))
    return Week(
        days=tuple(days),
        special=tuple(tuple(workdays.special(one)) for one in days),
        working=tuple(workdays.is_working(one) for one in days),
        red=tuple(workdays.is_red(one) for one in days),
        lanes=tuple(lanes),
        hidden=len(posts) - len(shown),
    )


def goals(desk: Desk, day: date, plan: Plan | None = None) -> list[Lane]:
    """The lanes of the accounts that have a goal in the week that `day` lies in; `plan` as for `week`."""
    days = week_days(day)
    posts = desk.store.post.of_days(days[0], days[-1])
    return [lane for lane in _lanes(desk, days, posts, plan, EVERY) if lane.account and lane.goal.asked]


def _lanes(
    desk: Desk, days: Sequence[date], posts: Sequence[Post], plan: Plan | None, chosen: PostFilter
) -> list[Lane]:
    now = desk.now()
    placed = by_account(desk.store.post.placed(posts))
    accounts = plan.accounts if plan else desk.store.account.all()
    requirements = plan.requirements if plan else by_account(desk.store.routine.requirements.all())
    pauses = plan.pauses if plan else desk.store.routine.pauses.all()
    lanes = []
    for account in accounts:
        own = placed.get(account.id, [])
        if (account.status not in OPEN and not own) or not chosen.takes_account(account):
            continue
        asked = asked_posts(account, requirements.get(account.id, ()), pauses, days)
        goal = goal_of((one.post for one in own if one.counts), asked)
        pause = paused(account.id, pauses, days)
        taken = [one for one in own if chosen.takes(one, account, now)]
        lanes.append(Lane(account=account, goal=goal, cells=_cells(taken, days), pause=pause))
    known = {one.post.id for own in placed.values() for one in own}
    loose = desk.store.post.loose(one for one in posts if one.id not in known)
    loose = [one for one in loose if chosen.takes(one, None, now)]
    for requests in (False, True):
        if own := [one for one in loose if bool(one.request) is requests]:
            goal = goal_of((one.post for one in own), None)
            lanes.append(Lane(account=None, goal=goal, cells=_cells(own, days), requests=requests))
    return lanes


def _cells(posts: Sequence[PlacedPost], days: Sequence[date]) -> tuple[tuple[PlacedPost, ...], ...]:
    return tuple(tuple(one for one in posts if one.post.day == day) for day in days)


def account_url(desk: Desk, account_id: int) -> str:
    """The address of an account's page as the register has it; ”” where it has none."""
    return desk.store.account.get(account_id).url


def special_days(desk: Desk, first: date, last: date) -> list[SpecialDay]:
    """The special days that are kept from `first` to `last`, both included, in order."""
    return desk.store.setting.days_between(first, last)


def workdays(desk: Desk) -> Workdays:
    """The working days as the register's special days make them; own days that are worked are left out.

    Those change nothing, and a calendar that was read in may have thousands of them.
    """
    return Workdays(desk.store.setting.days_that_count())


def add_day(
    desk: Desk,
    day: date,
    name: str,
    *,
    free: bool = False,
    last_day: date | None = None,
    kind: DayKind = DayKind.OWN,
    repeat: Repeat = Repeat.NO,
) -> SpecialDay:
    """Add a special day: a board meeting, a school holiday, a campaign of several days. On a `free` one nothing is
    monitored, on none of its days.
    """
    new = _tidied(SpecialDay(day=day, last_day=last_day, name=name, kind=kind, free=free, repeat=repeat))
    refuse_if(_check(desk, new))
    with desk.step("special_day.add", full_day(new.day)):
        return desk.store.setting.special_days.add(new)


def day_of(desk: Desk, day_id: int) -> SpecialDay:
    """A special day as it is kept: one that comes back every year with its first year's day."""
    return _get(desk, day_id)


def change_day(desk: Desk, changed: SpecialDay) -> SpecialDay:
    """Store a day as it is now to be, every year of one that comes back. Of what follows from the almanac only `free`
    can be another.
    """
    known, new = _get(desk, changed.id), _tidied(changed)
    if known.kind in FIXED and replace(new, free=known.free) != known:
        raise RefusedError(Problem("special_day.fixed", values={"name": known.name}))
    refuse_if(_check(desk, new) if known.kind not in FIXED else [])
    with desk.step("special_day", full_day(new.day)):
        if new != known:
            desk.store.setting.special_days.change(new)
    return new


def set_free(desk: Desk, day_id: int, free: bool) -> SpecialDay:
    """Choose whether monitoring and answer times count on a special day, also a red one."""
    return change_day(desk, replace(_get(desk, day_id), free=free))


def remove_day(desk: Desk, day_id: int) -> None:
    """Remove a special day, every year. What follows from the almanac stays; it can be made working days instead."""
    known = _get(desk, day_id)
    if known.kind in FIXED:
        raise RefusedError(Problem("special_day.fixed", values={"name": known.name}))
    with desk.step("special_day.remove", full_day(known.day)):
        desk.store.setting.special_days.remove(day_id)


def series_posts_on(desk: Desk, one: SpecialDay) -> list[Post]:
    """The posts of series that lie on a day that was made free, and are to come: they stay where they are."""
    first = max(one.day, desk.today())
    return desk.store.post.series_between(first, one.last) if first <= one.last else []


def _get(desk: Desk, day_id: int) -> SpecialDay:
    return stored(desk.store.setting.special_days, day_id, Problem("special_day.gone"))


def _tidied(one: SpecialDay) -> SpecialDay:
    last_day = one.last_day if one.last_day != one.day else None
    return replace(one, name=one_line(clean(one.name)), last_day=last_day)


def _check(desk: Desk, one: SpecialDay) -> list[Problem]:
    if found := check_day(one):
        return found
    same = [
        other
        for other in special_days(desk, one.day, one.last)
        if other.id != one.id and other.name.casefold() == one.name.casefold()
    ]
    return [Problem("special_day.twice", values={"name": one.name}, where="name")] if same else []
