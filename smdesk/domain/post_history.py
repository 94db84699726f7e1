"""What is kept of a post's past: what it said, which states it was given, and which stops were passed."""

from datetime import datetime

from smdesk.domain.post import PostState
from smdesk.domain.record import record


@record(kw_only=True)
class PostText:
    """What a post said after a sitting (`session`), written by `by` (empty: unknown) at `at`.

    `account_id` is the account whose own text it was; None for the common one.
    """

    id: int = 0
    post_id: int
    account_id: int | None = None
    text: str
    session: str = ""
    at: datetime
    by: str = ""


@record(kw_only=True)
class Passed:
    """A stop of the rule `key` that someone passed, with the reason that stays with the post."""

    id: int = 0
    post_id: int
    key: str
    reason: str
    passed_at: datetime
    passed_by: str


@record(kw_only=True)
class StateSaid:
    """That a post was given a state: when, by whom (empty: unknown), and what was said with it."""

    id: int = 0
    post_id: int
    state: PostState
    at: datetime
    by: str = ""
    note: str = ""
