"""Requests to the city's own channels: a kind of post that others decide on and publish."""

from datetime import date, datetime
from enum import StrEnum

from smdesk.domain.record import record
from smdesk.domain.workdays import Workdays


class RequestState(StrEnum):
    """How far a request has come. Source: varumärkesmanualen, Stadsgemensamma sociala medier, names the ways."""

    SENT = "sent"
    OK = "ok"
    DECLINED = "declined"
    PUBLISHED = "published"


OPEN_REQUESTS = frozenset({RequestState.SENT, RequestState.OK})
"""States in which something is still to come."""


@record(kw_only=True)
class Request:
    """That a post was wished for: on which `channels` (a line each), sent to whom and when, and what was answered."""

    id: int = 0
    post_id: int
    channels: str = ""
    sent_to: str = ""
    state: RequestState = RequestState.SENT
    sent_at: datetime
    sent_by: str = ""
    answered_at: datetime | None = None
    answer: str = ""
    published_at: datetime | None = None
    permalink: str = ""

    def waits_too_long(self, now: datetime, days: int, workdays: Workdays) -> bool:
        """Whether nobody has answered within so many working days."""
        return self.state is RequestState.SENT and workdays.after(self.sent_at.astimezone(now.tzinfo), days) < now


def is_overdue(one: Request, day: date | None, today: date) -> bool:
    """Whether the day that was wished for is over, and nobody has said what became of it."""
    return one.state in OPEN_REQUESTS and day is not None and day < today
