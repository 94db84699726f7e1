"""What today asks for: rounds, posts, the week against its goals, steps and duties, in one look."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from smdesk.desk import Desk
from smdesk.domain.account import Account, AccountStatus
from smdesk.domain.duty import DutyState, Turn
from smdesk.domain.post import PlacedPost, Post, PostState
from smdesk.domain.problem import Problem
from smdesk.domain.record import record
from smdesk.domain.routine import Plan, RoundState
from smdesk.operations import calendar, duty, request, routine
from smdesk.operations.calendar import Lane
from smdesk.operations.request import RequestView
from smdesk.operations.routine import RoundLine
from smdesk.operations.still_up import Up, still_up

if TYPE_CHECKING:
    from smdesk.operations.inbound_view import Incoming
    from smdesk.operations.procedure import Waiting

LATE_POSTS = 30
"""Days back that a post which never went out is told of; the calendar shows the older ones."""


@record
class PostLine:
    """A post to publish, with the accounts it is placed on, how many it still waits on, and what to warn of.

    `asked` when a platform should have sent it and nobody has said whether it did: `accounts` are then those.
    `scheduled` is on how many it waits for its platform alone, `failures` why it did not go out on others.
    """

    post: Post
    accounts: Sequence[Account]
    waiting: int
    late: bool
    images: int
    remarks: Sequence[Problem]
    state: PostState
    asked: bool = False
    scheduled: int = 0
    failures: Sequence[str] = ()


@record
class Today:
    """All that Idag shows, as it stood at `now`. `since` is the first day whose missed rounds are told.

    `steps` is None where the procedures are not read yet; `closing` are the accounts that have one under way.
    `incoming` is None until then too.
    """

    now: datetime
    since: date
    rounds: Sequence[RoundLine]
    missed: Sequence[RoundLine]
    posts: Sequence[PostLine]
    week: Sequence[Lane]
    steps: "Sequence[Waiting] | None"
    closing: Sequence[Account]
    duties: Sequence[Turn]
    missed_duties: Sequence[Turn]
    accounts: int
    working: bool
    requests: Sequence[RequestView] = ()
    up: Sequence[Up] = ()  # to be taken down: out though a consent has ended
    incoming: "Incoming | None" = None

    @property
    def late(self) -> int:
        """How many things should have been done by now."""
        rounds = sum(line.state is RoundState.OVERDUE for line in self.rounds)
        posts = sum(line.late for line in self.posts)
        duties = sum(turn.state(self.now.date()) is DutyState.OVERDUE for turn in self.duties)
        steps = sum(one.due is not None and one.due < self.now.date() for one in self.steps or ())
        answers = self.incoming.late if self.incoming else 0
        return len(self.missed) + rounds + posts + duties + steps + answers + len(self.requests) + len(self.up)


_BASE = frozenset({"account", "account_status", "requirement", "pause", "crisis", "special_day", "setting"})
_POSTS = frozenset({"account", "post", "placement", "evidence", "request"})
_STEPS = frozenset({"account", "procedure", "procedure_step", "signature", "evidence"})
_DUTIES = frozenset({"duty", "duty_done", "special_day"})
_RIGHTS = frozenset({"media", "consent", "media_consent", "taken_down"})
_INBOUND = frozenset({"inbound", "inbound_event"})
TABLES = _BASE | _POSTS | _STEPS | _DUTIES | _RIGHTS | _INBOUND | {"tick"}
"""The tables that today rests on."""


def look(desk: Desk, *, steps: bool = True) -> Today:
    """Everything that today asks for, and what is late from before.

    `steps=False` leaves the procedures and what came in for later.
    """
    plan = routine.plan(desk)
    since = routine.look_back_from(desk, plan.workdays)
    rounds, missed = _rounds(desk, since, plan)
    duties, missed_duties = duty.of_today(desk, since, plan.workdays)
    return Today(
        now=desk.now(),
        since=since,
        rounds=rounds,
        missed=missed,
        posts=_posts(desk, plan.accounts),
        week=calendar.goals(desk, desk.today(), plan),
        steps=_steps(desk) if steps else None,
        closing=[one for one in plan.accounts if one.status is AccountStatus.CLOSING],
        duties=duties,
        missed_duties=missed_duties,
        accounts=len(plan.accounts),
        working=plan.workdays.is_working(desk.today()),
        requests=request.waiting(desk, plan.workdays),
        up=still_up(desk),
        incoming=_incoming(desk) if steps else None,
    )


def look_again(desk: Desk, seen: Today, tables: frozenset[str]) -> Today:
    """`seen` as it stands after these tables changed: only what rests on them is read again."""
    if tables & _BASE or seen.now.date() != desk.today():
        return look(desk, steps=seen.steps is not None)
    seen = replace(seen, now=desk.now())
    if "tick" in tables:
        rounds, missed = _rounds(desk, seen.since, routine.plan(desk))
        seen = replace(seen, rounds=rounds, missed=missed)
    if tables & (_POSTS | _RIGHTS):
        seen = replace(seen, up=still_up(desk))
        seen = replace(seen, posts=_posts(desk, desk.store.account.all()), week=calendar.goals(desk, desk.today()))
        seen = replace(seen, requests=request.waiting(desk))
    if tables & _STEPS and seen.steps is not None:
        seen = replace(seen, steps=_steps(desk))
    if tables & _INBOUND and seen.incoming is not None:
        seen = replace(seen, incoming=_incoming(desk))
    if tables & _DUTIES:
        duties, missed_duties = duty.of_today(desk, seen.since)
        seen = replace(seen, duties=duties, missed_duties=missed_duties)
    return seen


class Watch:
    """Today kept in sight: after a step only what rests on the changed tables is read again, once for all who ask."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._seen: Today | None = None
        self._changed: frozenset[str] = frozenset()
        desk.listen(self._note)

    def look(self, *, steps: bool = True) -> Today:
        """Today as the register has it. What rests on the hour stays as it stood at `now` until `drop`.

        Without `steps` the procedures and what came in are left for later, unless they were read already.
        """
        if self._seen is None or self._seen.now.date() != self._desk.today():
            self._seen = look(self._desk, steps=steps)
        elif self._changed & TABLES:
            self._seen = look_again(self._desk, self._seen, self._changed)
        self._changed = frozenset()
        if steps and self._seen.steps is None:
            self._seen = replace(self._seen, steps=_steps(self._desk), incoming=_incoming(self._desk))
        return self._seen

    def drop(self) -> None:
        """Forget what was seen: the clock has moved on."""
        self._seen = None

    def _note(self, tables: frozenset[str]) -> None:
        self._changed |= tables


def _steps(desk: Desk) -> "list[Waiting]":
    from smdesk.operations import procedure  # with its templates 60 ms, which the first paint does not wait for

    return procedure.waiting(desk)


def _incoming(desk: Desk) -> "Incoming":
    from smdesk.operations import inbound_view  # with its kinds 40 ms, which the first paint does not wait for

    return inbound_view.incoming(desk)


def _rounds(desk: Desk, since: date, plan: Plan) -> tuple[list[RoundLine], list[RoundLine]]:
    """Today's rounds, and those that were missed from `since` on."""
    day = desk.today()
    lines = routine.lines(desk, since, day, plan)
    missed = [line for line in lines if line.state is RoundState.MISSED]
    return [line for line in lines if line.round.day == day], missed


def _posts(desk: Desk, accounts: Sequence[Account]) -> list[PostLine]:
    """What never went out first, then today's by time, what is out already last."""
    now, day = desk.now(), desk.today()
    by_id = {account.id: account for account in accounts}
    placed = [
        *desk.store.post.overdue(day - timedelta(days=LATE_POSTS), day),
        *(one for one in desk.store.post.between(day, day) if _is_shown(one)),
        *desk.store.post.awaiting(now),
    ]
    by_post: dict[int, list[PlacedPost]] = {}
    for one in {one.placement.id: one for one in placed}.values():
        by_post.setdefault(one.post.id, []).append(one)
    lines = [_line(group, by_id, now) for group in by_post.values()]
    return sorted(lines, key=lambda line: (line.waiting == 0, not line.late, line.post.day or day, line.post.time))


def _is_shown(one: PlacedPost) -> bool:
    return one.post.state not in (PostState.IDEA, PostState.DROPPED)


def _line(group: Sequence[PlacedPost], accounts: dict[int, Account], now: datetime) -> PostLine:
    waiting = [one for one in group if one.state is not PostState.PUBLISHED and one.counts]
    asked = [one for one in waiting if one.placement.awaits_answer(now)]
    failed = [one for one in group if not one.counts]
    return PostLine(
        post=group[0].post if group[0].post.title else replace(group[0].post, text=group[0].text),
        accounts=[accounts[one.placement.account_id] for one in asked or waiting or failed or group],
        waiting=len(waiting),
        state=group[0].whole or group[0].post.state,
        asked=bool(asked),
        scheduled=sum(one.state is PostState.SCHEDULED for one in waiting),
        failures=[one.placement.failure for one in failed],
        late=any(one.is_late(now) for one in group),
        images=group[0].images,
        remarks=_once(problem for one in waiting for problem in one.remarks),
    )


def _once(problems: Iterable[Problem]) -> list[Problem]:
    """A post on several accounts has each remark once."""
    return list({problem.code: problem for problem in problems}.values())
