"""What has just fallen due, to be said aloud while smdesk lies behind other windows."""

from dataclasses import dataclass
from datetime import datetime

from smdesk.desk import Desk
from smdesk.domain.calendar import STOCKHOLM
from smdesk.domain.post import PlacedPost, PostState
from smdesk.operations import routine

_WAITING = (PostState.DRAFT, PostState.APPROVED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Posts and rounds whose time has come: each by the names of its accounts."""

    posts: tuple[str, ...]
    rounds: tuple[str, ...]


def fallen_due(desk: Desk, after: datetime, until: datetime) -> Due:
    """What fell due later than `after` and not later than `until`, and is not done; nothing of other days than today.

    The texts of posts are not told: a message may be seen by anyone who passes the screen.
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
        posts=tuple(dict.fromkeys(names[one.account_id] for one in posts if one.account_id in names)),
        rounds=tuple(dict.fromkeys(rounds)),
    )


def _is_waiting(one: PlacedPost) -> bool:
    return one.state in _WAITING and one.post.held_at is None


def is_quiet(clock: str, begins: str, ends: str) -> bool:
    """Whether ”HH:MM” lies in the quiet hours, which may go over midnight; never when both ends are the same."""
    if begins == ends:
        return False
    return begins <= clock < ends if begins < ends else clock >= begins or clock < ends
