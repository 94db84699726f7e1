"""Tags in use: what the posts are about, and which subjects belong to the purpose of each account."""

from smdesk.desk import Desk
from smdesk.domain.tag import read_tags, tag_key


def known_tags(desk: Desk) -> list[str]:
    """Every tag that a post has or that is a subject of an account, once whatever its case, in order."""
    texts = [*(one.subjects for one in desk.store.account.all()), *desk.store.post.tags()]
    found: dict[str, str] = {}
    for text in texts:
        for one in read_tags(text):
            found.setdefault(tag_key(one), one)
    return [found[key] for key in sorted(found)]
