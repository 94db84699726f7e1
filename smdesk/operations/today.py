"""What today asks for: rounds, posts, the week against its goals, steps and duties, in one look."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from smdesk.desk import Desk
from smdesk.domain.account import Account
from smdesk.domain.duty import DutyState, Turn
from smdesk.domain.post import PlacedPost, Post, PostState
from smdesk.domain.problem import Problem
from smdesk.domain.routine import Plan, RoundState
from smdesk.operations import calendar, duty, procedure, routine
from smdesk.operations.calendar import Lane
from smdesk.operations.procedure import Waiting
from smdesk.operations.routine import RoundLine

LATE_POSTS = 30
"""Days back that a post which never went out is told of; the calendar shows the older ones."""


@dataclass(frozen=True, slots=True)
class PostLine:
    """A post to publish, with the accounts it is placed on, how many it still waits on, and what to warn of."""

    post: Post
    accounts: Sequence[Account]
    waiting: int
    late: bool
    images: int
    remarks: Sequence[Problem]


@dataclass(frozen=True, slots=True)
class Today:
    """All that Idag shows, as it stood at `now`. `since` is the first day whose missed rounds are told."""

    now: datetime
    since: date
    rounds: Sequence[RoundLine]
    missed: Sequence[RoundLine]
    posts: Sequence[PostLine]
    week: Sequence[Lane]
    steps: Sequence[Waiting]
    duties: Sequence[Turn]
    missed_duties: Sequence[Turn]
    accounts: int
    working: bool

    @property
    def late(self) -> int:
        """How many things should have been done by now."""
        rounds = sum(line.state is RoundState.OVERDUE for line in self.rounds)
        posts = sum(line.late for line in self.posts)
        duties = sum(turn.state(self.now.date()) is DutyState.OVERDUE for turn in self.duties)
        steps = sum(one.due is not None and one.due < self.now.date() for one in self.steps)
        return len(self.missed) + rounds + posts + duties + steps


def late(desk: Desk) -> int:
    """How many things should have been done by now, for the number beside the page's name."""
    return look(desk).late


_BASE = frozenset({"account", "account_status", "requirement", "pause", "special_day", "setting"})
_POSTS = frozenset({"account", "post", "placement", "evidence"})
_STEPS = frozenset({"account", "procedure", "procedure_step", "signature", "evidence"})
_DUTIES = frozenset({"duty", "duty_done", "special_day"})


def look(desk: Desk) -> Today:
    """Everything that today asks for, and what is late from before."""
    plan = routine.plan(desk)
    since = routine.look_back_from(desk, plan.workdays)
    rounds, missed = _rounds(desk, since, plan)
    duties, missed_duties = duty.of_today(desk, since)
    return Today(
        now=desk.now(),
        since=since,
        rounds=rounds,
        missed=missed,
        posts=_posts(desk),
        week=_week(desk),
        steps=procedure.waiting(desk),
        duties=duties,
        missed_duties=missed_duties,
        accounts=len(plan.accounts),
        working=plan.workdays.is_working(desk.today()),
    )


def look_again(desk: Desk, seen: Today, tables: frozenset[str]) -> Today:
    """`seen` as it stands after these tables changed: only what rests on them is read again."""
    if tables & _BASE or seen.now.date() != desk.today():
        return look(desk)
    seen = replace(seen, now=desk.now())
    if "tick" in tables:
        rounds, missed = _rounds(desk, seen.since, routine.plan(desk))
        seen = replace(seen, rounds=rounds, missed=missed)
    if tables & _POSTS:
        seen = replace(seen, posts=_posts(desk), week=_week(desk))
    if tables & _STEPS:
        seen = replace(seen, steps=procedure.waiting(desk))
    if tables & _DUTIES:
        duties, missed_duties = duty.of_today(desk, seen.since)
        seen = replace(seen, duties=duties, missed_duties=missed_duties)
    return seen


def _rounds(desk: Desk, since: date, plan: Plan) -> tuple[list[RoundLine], list[RoundLine]]:
    """Today's rounds, and those that were missed from `since` on."""
    lines = routine.lines(desk, since, desk.today(), plan)
    missed = [line for line in lines if line.state is RoundState.MISSED]
    return [line for line in lines if line.round.day == desk.today()], missed


def _week(desk: Desk) -> list[Lane]:
    """The accounts that have a goal this week."""
    return [lane for lane in calendar.week(desk, desk.today()).lanes if lane.account and lane.goal.asked]


def _posts(desk: Desk) -> list[PostLine]:
    """What never went out first, then today's by time, what is out already last."""
    now, day = desk.now(), desk.today()
    accounts = {account.id: account for account in desk.store.account.all()}
    placed = [
        *desk.store.post.overdue(day - timedelta(days=LATE_POSTS), day),
        *(one for one in desk.store.post.between(day, day) if _is_shown(one)),
    ]
    by_post: dict[int, list[PlacedPost]] = {}
    for one in placed:
        by_post.setdefault(one.post.id, []).append(one)
    lines = [_line(group, accounts, now) for group in by_post.values()]
    return sorted(lines, key=lambda line: (line.waiting == 0, not line.late, line.post.day or day, line.post.time))


def _is_shown(one: PlacedPost) -> bool:
    return one.post.state not in (PostState.IDEA, PostState.DROPPED)


def _line(group: Sequence[PlacedPost], accounts: dict[int, Account], now: datetime) -> PostLine:
    waiting = [one for one in group if one.state is not PostState.PUBLISHED]
    return PostLine(
        post=group[0].post,
        accounts=[accounts[one.placement.account_id] for one in waiting or group],
        waiting=len(waiting),
        late=any(one.is_late(now) for one in group),
        images=group[0].images,
        remarks=_once(problem for one in waiting for problem in one.remarks),
    )


def _once(problems: Iterable[Problem]) -> list[Problem]:
    """A post on several accounts has each remark once."""
    return list({problem.code: problem for problem in problems}.values())
