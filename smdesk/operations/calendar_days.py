"""The calendar day by day over all accounts: the month with its weeks, and the list from a day on."""

from collections.abc import Sequence
from datetime import date, timedelta

from smdesk.desk import Desk
from smdesk.domain.account import Account, by_account
from smdesk.domain.calendar import days_between, monday, month_days, week_number
from smdesk.domain.goal import asked_posts, goal_of
from smdesk.domain.post import PlacedPost, Post, PostState
from smdesk.domain.post_filter import EVERY, PostFilter, still_there
from smdesk.domain.record import record
from smdesk.domain.tag import tag_key
from smdesk.domain.workdays import SpecialDay, Workdays
from smdesk.operations import group, tag
from smdesk.operations.platform import platform
from smdesk.operations.year_days import days_on_screen
from smdesk.words.request import CITY

_PIECE, _PIECES = 500, 4  # posts at a time, and how many times, that are looked through for the next one to show
_PAST_ALL = "~"  # after every HH:MM


@record(kw_only=True)
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
    def names(self) -> list[str]:
        """Where it stands: its accounts, or the city's channels; none where no account is chosen."""
        return [one.name for one in self.accounts] or ([CITY] if self.lead.request else [])

    @property
    def is_partly(self) -> bool:
        """Whether it is out on some of its accounts and not on others, whichever of them are asked for."""
        return any(one.is_partly for one in self.placed)

    @property
    def out(self) -> int:
        """On how many of its accounts it is published."""
        return sum(one.state is PostState.PUBLISHED for one in self.placed)


@record(kw_only=True)
class Day:
    """A day: what is special about it, whether it is worked and red, and its posts by time."""

    day: date
    special: tuple[SpecialDay, ...]
    working: bool
    red: bool
    posts: tuple[DayPost, ...]


@record(kw_only=True)
class MonthWeek:
    """One week of a month, Monday first: its ISO number, and how many posts it lacks over the accounts asked for."""

    number: int
    days: tuple[Day, ...]
    missing: int


@record(kw_only=True)
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


@record(kw_only=True)
class Agenda:
    """The days from one to another, both included. `next_day` is the first one after them that has a post asked for.

    `looked_to` is set where so many posts after them are not asked for that the search ended there. `hidden` and
    `blank` are as in a `Month`.
    """

    days: tuple[Day, ...]
    hidden: int
    blank: bool
    next_day: date | None
    looked_to: date | None = None


def month(desk: Desk, day: date, chosen: PostFilter = EVERY) -> Month:
    """The month that `day` lies in, from the Monday before its first day to the Sunday after its last."""
    inside = month_days(day)
    first, last = monday(inside[0]), monday(inside[-1]) + timedelta(days=6)
    accounts = desk.store.account.all()
    posts = desk.store.post.of_days(first, last)
    placed = desk.store.post.placed(posts)
    shown = _shown(desk, accounts, posts, placed, chosen)
    days = _days(desk, first, last, shown)
    weeks = [days[at : at + 7] for at in range(0, len(days), 7)]
    missing = _missing(desk, accounts, placed, [[one.day for one in week] for week in weeks], chosen)
    return Month(
        first=inside[0],
        weeks=tuple(
            MonthWeek(number=week_number(week[0].day), days=tuple(week), missing=lacks)
            for week, lacks in zip(weeks, missing, strict=True)
        ),
        hidden=len(posts) - len(shown),
        blank=not accounts and not posts,
    )


def agenda(desk: Desk, first: date, last: date, chosen: PostFilter = EVERY, most: int = 0) -> Agenda:
    """Every day from `first` to `last` with its posts, and where the posts go on after them.

    With `most` the list ends with the last whole day within so many posts asked for, but not before the first day.
    """
    accounts = desk.store.account.all()
    posts = desk.store.post.of_days(first, last)
    blank = not accounts and not posts
    if not chosen.is_on:  # then those that are left out need not be read
        last = _last_whole(first, last, posts, most)
        posts = [one for one in posts if one.day and one.day <= last]
    shown = _shown(desk, accounts, posts, desk.store.post.placed(posts), chosen)
    last = _last_whole(first, last, [one.post for one in shown], most)
    shown = [one for one in shown if one.post.day and one.post.day <= last]
    hidden = sum(one.day is not None and one.day <= last for one in posts) - len(shown)
    next_day, looked_to = _next_day(desk, accounts, last, chosen)
    days = _days(desk, first, last, shown)
    return Agenda(days=tuple(days), hidden=hidden, blank=blank, next_day=next_day, looked_to=looked_to)


def _last_whole(first: date, last: date, posts: Sequence[Post], most: int) -> date:
    """The last day that has no more than `most` posts up to its end; the first in any case."""
    over = posts[most].day if most and len(posts) > most else None
    return max(first, over - timedelta(days=1)) if over else last


def _next_day(
    desk: Desk, accounts: Sequence[Account], last: date, chosen: PostFilter
) -> tuple[date | None, date | None]:
    """The first day after `last` with a post asked for; else the day on which the search for it ended, if any is left.

    A filter may leave out ten years of posts: no more of them are read than a window can wait for.
    """
    at = Post(day=last, time=_PAST_ALL)
    for _ in range(_PIECES):
        posts = desk.store.post.after(at, _PIECE if chosen.is_on else 1)
        if shown := _shown(desk, accounts, posts, desk.store.post.placed(posts), chosen):
            return shown[0].post.day, None
        if len(posts) < _PIECE:
            return None, None
        at = posts[-1]
    return None, at.day


@record
class Choices:
    """What the calendar can be filtered by, as the register is now: key → name, in the order to be shown."""

    accounts: dict[str, str]
    units: dict[str, str]
    platforms: dict[str, str]
    groups: dict[str, str]
    tags: dict[str, str]


def choices(desk: Desk) -> Choices:
    """The accounts, units, platforms, groups and tags that there are to choose among."""
    accounts = desk.store.account.all()
    used = {one.platform for one in accounts}
    units = {one.unit for one in accounts if one.unit}
    return Choices(
        {f"account:{one.id}": one.name for one in sorted(accounts, key=lambda one: one.name.casefold())},
        {f"unit:{one}": one for one in sorted(units, key=str.casefold)},
        {f"platform:{one}": platform(one).name for one in sorted(used, key=lambda one: platform(one).name.casefold())},
        {f"group:{one.group.id}": one.group.name for one in group.all_groups(desk)},
        {f"tag:{tag_key(one)}": one for one in tag.known_tags(desk)},
    )


def known_filter(desk: Desk, chosen: PostFilter) -> PostFilter:
    """The filter without what the register has no longer, and with the accounts that its groups have now."""
    if not (chosen.is_of_accounts or chosen.tags):
        return chosen
    groups = {one.group.id: one.account_ids for one in group.all_groups(desk)} if chosen.groups else {}
    tags = map(tag_key, tag.known_tags(desk)) if chosen.tags else ()
    return still_there(chosen, desk.store.account.all(), groups, tags)


def _shown(
    desk: Desk, accounts: Sequence[Account], posts: Sequence[Post], placed: Sequence[PlacedPost], chosen: PostFilter
) -> list[DayPost]:
    """Those of the posts that are asked for, in their order."""
    known, now = {one.id: one for one in accounts}, desk.now()
    by_post: dict[int, list[PlacedPost]] = {}
    for one in placed:
        by_post.setdefault(one.post.id, []).append(one)
    for one in desk.store.post.loose(post for post in posts if post.id not in by_post):
        by_post[one.post.id] = [one]
    found = []
    for post in posts:
        taken = tuple(one for one in by_post[post.id] if chosen.takes(one, known.get(one.account_id), now))
        names = tuple(known[one.account_id] for one in taken if one.account_id in known)
        if taken:
            found.append(DayPost(post=post, placed=taken, accounts=names))
    return found


def _days(desk: Desk, first: date, last: date, shown: Sequence[DayPost]) -> list[Day]:
    by_day: dict[date | None, list[DayPost]] = {}
    for one in shown:
        by_day.setdefault(one.post.day, []).append(one)
    workdays = Workdays(days_on_screen(desk, first, last))
    return [
        Day(
            day=day,
            special=tuple(workdays.special(day)),
            working=workdays.is_working(day),
            red=workdays.is_red(day),
            posts=tuple(by_day.get(day, ())),
        )
        for day in days_between(first, last)
    ]


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
            if one.counts and one.post.day and week[0] <= one.post.day <= week[-1]:
                own.setdefault(one.account_id, []).append(one.post)
        found.append(
            sum(
                goal_of(own.get(one.id, ()), asked_posts(one, requirements[one.id], pauses, week)).missing
                for one in asked_for
            )
        )
    return found
