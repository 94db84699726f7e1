"""How a post looks where it goes: its text as the platform folds it, and the pictures' alternative texts."""

from collections.abc import Iterable, Mapping, Sequence

from smdesk.desk import Desk
from smdesk.domain.account import Platform
from smdesk.domain.checks.fold import folded
from smdesk.domain.evidence import Evidence
from smdesk.domain.post import Post
from smdesk.domain.record import record
from smdesk.domain.text import with_link
from smdesk.operations.check import outlet_of
from smdesk.operations.platform import platform


@record(kw_only=True)
class Preview:
    """A post on a platform: the whole text with its link, what shows before ”visa mer” (None: all), the pictures."""

    platform: Platform
    accounts: tuple[str, ...]
    text: str
    folded: str | None
    alts: tuple[str, ...]


def previews(
    desk: Desk,
    post: Post,
    account_ids: Iterable[int],
    images: Sequence[Evidence],
    own: Mapping[int, str],
    chosen: int = 0,
) -> list[Preview]:
    """The post as it is being written, on the account `chosen`; 0 is all that follow the common text, by platform."""
    wanted = {chosen} if chosen else {one for one in account_ids if one not in own}
    names: dict[str, list[str]] = {}
    for one in desk.store.account.all():
        if one.id in wanted:
            names.setdefault(one.platform, []).append(one.name)
    text = with_link(own.get(chosen, post.text), post.link)
    return [
        Preview(
            platform=platform(key),
            accounts=tuple(some),
            text=text,
            folded=folded(text, outlet_of(platform(key))),
            alts=tuple(one.alt.strip() for one in images),
        )
        for key, some in names.items()
    ]
