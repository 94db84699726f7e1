"""Crises: a time when nothing that was planned before goes out until it has been looked at again."""

from collections.abc import Iterable
from datetime import date, datetime

from smdesk.domain.calendar import STOCKHOLM
from smdesk.domain.record import record


@record(kw_only=True)
class Crisis:
    """One crisis, from when everything was paused until it was called off; `ended_at` None while it lasts.

    `rounds` are the clock times at which every account is looked at meanwhile, ”08:00 10:00”, besides its own;
    on free days too when `on_free_days`.
    """

    id: int = 0
    reason: str
    began_at: datetime
    began_by: str
    ended_at: datetime | None = None
    ended_by: str = ""
    rounds: str = ""
    on_free_days: bool = False


def extra_rounds(crises: Iterable[Crisis], day: date, *, is_working: bool) -> set[str]:
    """The clock times of the rounds that crises ask for on `day`: those between their beginning and their end."""
    return {
        time
        for one in crises
        if is_working or one.on_free_days
        for time in one.rounds.split()
        if _lasts(one, f"{day} {time}")
    }


def _lasts(one: Crisis, moment: str) -> bool:
    return _local(one.began_at) <= moment and (one.ended_at is None or moment <= _local(one.ended_at))


def _local(at: datetime) -> str:
    return f"{at.astimezone(STOCKHOLM):%Y-%m-%d %H:%M}"
