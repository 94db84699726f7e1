"""When and where a text was last used, told when it is used again."""

from dataclasses import dataclass
from datetime import date

from smdesk.desk import Desk
from smdesk.operations import post as posts


@dataclass(frozen=True, slots=True, kw_only=True)
class LastUse:
    """The newest post with a text: its day, and the names of its accounts."""

    day: date
    accounts: tuple[str, ...]


def last_use(desk: Desk, post_id: int, but: int = 0) -> LastUse | None:
    """The newest post with the same text as this one's that has a day; None when there is none.

    Ideas and what was dropped do not count. It reads all texts: for when somebody asks, not for each key. `but`
    is a post that is not looked at, as the copy just made.
    """
    text = posts.view(desk, post_id).post.text
    if not text.strip():
        return None
    newest = desk.store.post.newest_with_text(text, but)
    if newest is None or newest.day is None:
        return None
    return LastUse(day=newest.day, accounts=tuple(posts.places(desk, [newest]).get(newest.id, ())))
