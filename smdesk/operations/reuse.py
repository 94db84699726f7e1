"""When and where a text was last used, told when it is used again."""

from datetime import date

from smdesk.desk import Desk
from smdesk.domain.post import outgoing_texts
from smdesk.domain.record import record
from smdesk.domain.text import caseless
from smdesk.operations import post as posts


@record(kw_only=True)
class LastUse:
    """The newest post with a text: its day, and the names of the accounts that it said it on."""

    day: date
    accounts: tuple[str, ...]


def last_use(desk: Desk, post_id: int, but: int = 0) -> LastUse | None:
    """The newest post with a day that says on an account what this one says on any; None when there is none.

    Ideas and what was dropped do not count. It reads all texts: for when somebody asks, not for each key. `but`
    is a post that is not looked at, as the copy just made.
    """
    found = posts.view(desk, post_id)
    said = outgoing_texts(found.post.text, found.account_ids, found.own_texts)
    texts = {caseless(text) for text in said if text.strip()}
    newest = desk.store.post.newest_with_text(texts, but) if texts else None
    if newest is None or newest.day is None:
        return None
    names = posts.account_names(desk)
    there = [names[one.account_id] for one in desk.store.post.placed([newest]) if caseless(one.text) in texts]
    return LastUse(day=newest.day, accounts=tuple(there))
