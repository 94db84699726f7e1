"""How many posts a week has against how many it should have."""

from collections.abc import Iterable, Sequence
from datetime import date

from smdesk.domain.account import Account, AccountStatus
from smdesk.domain.post import COUNTED, Post
from smdesk.domain.record import record
from smdesk.domain.routine import Pause, Requirement, RequirementKind, requirement_on


@record
class Goal:
    """How many posts a week has against how many it should have; `asked` None where nothing is required."""

    counted: int
    asked: int | None

    @property
    def missing(self) -> int:
        """How many posts the week still lacks."""
        return max(0, (self.asked or 0) - self.counted)


def goal_of(posts: Iterable[Post], asked: int | None) -> Goal:
    """The week's standing for one account."""
    return Goal(sum(post.state in COUNTED and post.day is not None for post in posts), asked)


def asked_posts(
    account: Account, requirements: Iterable[Requirement], pauses: Iterable[Pause], days: Sequence[date]
) -> int | None:
    """How many posts the week of `days` should have; None where no goal was set, or none holds that week.

    An account at rest or being closed lacks nothing, nor does one whose whole week is a pause. A requirement that
    begins in the week counts for all of it.
    """
    if account.status is not AccountStatus.ACTIVE:
        return None
    if paused(account.id, pauses, days):
        return None
    own = list(requirements)
    found = (requirement_on(own, RequirementKind.POSTS, day) for day in days)
    return next((one.value for one in found if one), None)


def paused(account_id: int, pauses: Iterable[Pause], days: Iterable[date]) -> Pause | None:
    """The pause that the account is in on all of `days`, if there is one."""
    every: list[Pause] = []
    own = [one for one in pauses if one.account_id in (None, account_id)]
    for day in days:
        here = next((one for one in own if one.first_day <= day <= one.last_day), None)
        if here is None:
            return None
        every.append(here)
    return every[0] if every else None
