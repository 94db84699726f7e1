"""What has just fallen due, to be said aloud while smdesk lies behind other windows."""

from collections.abc import Iterable, Mapping
from datetime import datetime, time

from smdesk.desk import Desk
from smdesk.domain.calendar import STOCKHOLM
from smdesk.domain.post import PLANNED, PlacedPost
from smdesk.domain.record import record
from smdesk.operations import routine


@record(kw_only=True)
class Due:
    """Posts and rounds whose time has come, posts that a platform should just have sent, and answers that were to be
    given by now: each by its accounts.
    """

    posts: tuple[str, ...]
    rounds: tuple[str, ...]
    sent: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()


def fallen_due(desk: Desk, after: datetime, until: datetime) -> Due:
    """What fell due later than `after` and not later than `until`, and is not done; nothing of other days than today.

    The texts of posts and of what came in are not told: a message may be seen by anyone who passes the screen.
    """
    start, end = after.astimezone(STOCKHOLM), until.astimezone(STOCKHOLM)
    day = end.date()
    begins, ends = start.strftime("%H:%M") if start.date() == day else "", end.strftime("%H:%M")
    names = {one.id: one.name for one in desk.store.account.all()}
    posts = [one for one in desk.store.post.between(day, day) if _is_waiting(one) and begins < one.post.time <= ends]
    rounds = [
        line.account.name for line in routine.today(desk) if not line.round.is_made and begins < line.round.slot <= ends
    ]
    return Due(
        posts=_names(posts, names),
        rounds=tuple(dict.fromkeys(rounds)),
        sent=_names([one for one in desk.store.post.awaiting(until) if _came(one) > after], names),
        answers=_answers(desk, max(after, datetime.combine(day, time(), STOCKHOLM)), until),
    )


def _answers(desk: Desk, after: datetime, until: datetime) -> tuple[str, ...]:
    """The accounts on which something was to be answered by now and is not."""
    from smdesk.operations import inbound_view  # with its kinds 40 ms, which the start of the window need not wait for

    due = [one for one in inbound_view.incoming(desk).lines if one.by and after < one.by <= until]
    return tuple(dict.fromkeys(one.account.name for one in due))


def _names(found: Iterable[PlacedPost], names: Mapping[int, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names[one.account_id] for one in found if one.account_id in names))


def _came(one: PlacedPost) -> datetime:
    """When the platform was to send what awaits an answer."""
    return one.placement.scheduled_for or datetime.min.replace(tzinfo=STOCKHOLM)


def _is_waiting(one: PlacedPost) -> bool:
    return one.state in PLANNED and one.counts and one.post.held_at is None


def is_quiet(clock: str, begins: str, ends: str) -> bool:
    """Whether ”HH:MM” lies in the quiet hours, which may go over midnight; never when both ends are the same."""
    if begins == ends:
        return False
    return begins <= clock < ends if begins < ends else clock >= begins or clock < ends
