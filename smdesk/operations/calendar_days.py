"""The calendar day by day over all accounts: the month with its weeks, and the list from a day on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from smdesk.desk import Desk
from smdesk.domain import post as rules
from smdesk.domain.account import Account, by_account
from smdesk.domain.calendar import days_between, monday, month_days, week_number
from smdesk.domain.post import PlacedPost, Placement, Post, PostState
from smdesk.domain.post_filter import EVERY, PostFilter, still_there
from smdesk.domain.workdays import SpecialDay, Workdays
from smdesk.operations.platform import platform


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPost:
    """A post as its day shows it: once, with those of its accounts that are asked for.

    `accounts` is empty, and `placed` has one without an account, where none is chosen for it.
    """

    post: Post
    placed: tuple[PlacedPost, ...]
    accounts: tuple[Account, ...]

    @property
    def lead(self) -> PlacedPost:
        """The account that tells how it stands: the first where it is not out yet, else the first."""
        waiting = (one for one in self.placed if one.state is not PostState.PUBLISHED)
        return next(waiting, self.placed[0])

    @property
    def out(self) -> int:
        """On how many of its accounts it is published."""
        return sum(one.state is PostState.PUBLISHED for one in self.placed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day: what is special about it, whether it is worked and red, and its posts by time."""

    day: date
    special: tuple[SpecialDay, ...]
    working: bool
    red: bool
    posts: tuple[DayPost, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthWeek:
    """One week of a month, Monday first: its ISO number, and how many posts it lacks over the accounts asked for."""

    number: int
    days: tuple[Day, ...]
    missing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """The whole weeks that a month lies in. `hidden` is how many of their posts the filter leaves out.

    `blank` when there is neither an account nor a post to show.
    """

    first: date
    weeks: tuple[MonthWeek, ...]
    hidden: int
    blank: bool

    def missing_from(self, day: date) -> int:
        """How many posts its weeks lack, of those that are not over by `day`."""
        return sum(week.missing for week in self.weeks if week.days[-1].day >= day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """The days from one to another, both included. `next_day` is the first one after them that has a post.

    `hidden` and `blank` are as in a `Month`.
    """

    days: tuple[Day, ...]
    hidden: int
    blank: bool
    next_day: date | None


def month(desk: Desk, day: date, chosen: PostFilter = EVERY) -> Month:
    """The month that `day` lies in, from the Monday before its first day to the Sunday after its last."""
    inside = month_days(day)
    first, last = monday(inside[0]), monday(inside[-1]) + timedelta(days=6)
    accounts = desk.store.account.all()
    posts = desk.store.post.of_days(first, last)
    placed = desk.store.post.placed(posts)
    days, hidden = _days(desk, first, last, accounts, posts, placed, chosen)
    weeks = [days[at : at + 7] for at in range(0, len(days), 7)]
    missing = _missing(desk, accounts, placed, [[one.day for one in week] for week in weeks], chosen)
    return Month(
        first=inside[0],
        weeks=tuple(
            MonthWeek(number=week_number(week[0].day), days=tuple(week), missing=lacks)
            for week, lacks in zip(weeks, missing, strict=True)
        ),
        hidden=hidden,
        blank=not accounts and not posts,
    )


def agenda(desk: Desk, first: date, last: date, chosen: PostFilter = EVERY, most: int = 0) -> Agenda:
    """Every day from `first` to `last` with its posts, and where the posts go on after them.

    With `most` the list ends with the last whole day within so many posts, but not before the first day.
    """
    accounts = desk.store.account.all()
    posts = desk.store.post.of_days(first, last)
    if most and len(posts) > most and (over := posts[most].day):
        last = max(first, over - timedelta(days=1))
        posts = [one for one in posts if one.day and one.day <= last]
    days, hidden = _days(desk, first, last, accounts, posts, desk.store.post.placed(posts), chosen)
    blank = not accounts and not posts
    return Agenda(days=tuple(days), hidden=hidden, blank=blank, next_day=desk.store.post.next_day(last))


@dataclass(frozen=True, slots=True)
class Choices:
    """What the calendar can be filtered by, as the register is now: key → name, in the order to be shown."""

    accounts: dict[str, str]
    units: dict[str, str]
    platforms: dict[str, str]


def choices(desk: Desk) -> Choices:
    """The accounts, units and platforms that there are to choose among."""
    accounts = desk.store.account.all()
    used = {one.platform for one in accounts}
    units = {one.unit for one in accounts if one.unit}
    return Choices(
        {f"account:{one.id}": one.name for one in sorted(accounts, key=lambda one: one.name.casefold())},
        {f"unit:{one}": one for one in sorted(units, key=str.casefold)},
        {f"platform:{one}": platform(one).name for one in sorted(used, key=lambda one: platform(one).name.casefold())},
    )


def known_filter(desk: Desk, chosen: PostFilter) -> PostFilter:
    """The filter without what the register has no longer."""
    return still_there(chosen, desk.store.account.all()) if chosen.is_of_accounts else chosen


def _days(
    desk: Desk,
    first: date,
    last: date,
    accounts: Sequence[Account],
    posts: Sequence[Post],
    placed: Sequence[PlacedPost],
    chosen: PostFilter,
) -> tuple[list[Day], int]:
    """The days with the posts that are asked for, and how many are not."""
    known, now = {one.id: one for one in accounts}, desk.now()
    by_post: dict[int, list[PlacedPost]] = {}
    for one in placed:
        by_post.setdefault(one.post.id, []).append(one)
    found: dict[date | None, list[DayPost]] = {}
    hidden = 0
    for post in posts:
        every = by_post.get(post.id) or [PlacedPost(post, Placement(post_id=post.id, account_id=0))]
        taken = tuple(one for one in every if chosen.takes(one, known.get(one.account_id), now))
        names = tuple(known[one.account_id] for one in taken if one.account_id in known)
        if taken:
            found.setdefault(post.day, []).append(DayPost(post=post, placed=taken, accounts=names))
        else:
            hidden += 1
    workdays = Workdays(desk.store.setting.days_between(first, last))
    made = [
        Day(
            day=day,
            special=tuple(workdays.special(day)),
            working=workdays.is_working(day),
            red=workdays.is_red(day),
            posts=tuple(found.get(day, ())),
        )
        for day in days_between(first, last)
    ]
    return made, hidden


def _missing(
    desk: Desk,
    accounts: Sequence[Account],
    placed: Sequence[PlacedPost],
    weeks: Sequence[Sequence[date]],
    chosen: PostFilter,
) -> list[int]:
    """How many posts each week lacks against the goals of the accounts asked for, whatever else is asked for."""
    requirements = by_account(desk.store.routine.requirements.all())
    pauses = desk.store.routine.pauses.all()
    asked_for = [one for one in accounts if chosen.takes_account(one) and one.id in requirements]
    found = []
    for week in weeks:
        own: dict[int, list[Post]] = {}
        for one in placed:
            if one.post.day and week[0] <= one.post.day <= week[-1]:
                own.setdefault(one.account_id, []).append(one.post)
        found.append(
            sum(
                rules.goal(own.get(one.id, ()), rules.asked_posts(one, requirements[one.id], pauses, week)).missing
                for one in asked_for
            )
        )
    return found
