"""Tags in use: what the posts are about, which subjects belong to the purpose of each account, what files show."""

from collections import Counter
from dataclasses import replace

from smdesk.desk import Desk
from smdesk.domain.problem import Problem, RefusedError, refuse_if
from smdesk.domain.record import record
from smdesk.domain.tag import read_tags, replaced, tag_key, tag_keys


@record(kw_only=True)
class TagUse:
    """A tag, and on how many posts (those in the bin too), accounts and files of the library it stands."""

    tag: str
    posts: int
    accounts: int
    media: int


def known_tags(desk: Desk) -> list[str]:
    """Every tag that a post has or that is a subject of an account, once whatever its case, in order."""
    texts = [*(one.subjects for one in desk.store.account.all()), *desk.store.post.tags()]
    found: dict[str, str] = {}
    for text in texts:
        for one in read_tags(text):
            found.setdefault(tag_key(one), one)
    return [found[key] for key in sorted(found)]


def all_tags(desk: Desk) -> list[TagUse]:
    """Every tag that stands anywhere, in order, as it is spelt where it stands first."""
    spelt: dict[str, str] = {}
    counts = Counter[str](), Counter[str](), Counter[str]()
    found = (
        desk.store.post.tag_counts(),
        [(one.subjects, 1) for one in desk.store.account.all()],
        [(one.tags, 1) for one in desk.store.media.all()],
    )
    for count, texts in zip(counts, found, strict=True):
        for text, times in texts:
            for one in read_tags(text):
                spelt.setdefault(tag_key(one), one)
                count[tag_key(one)] += times
    posts, accounts, media = counts
    return [TagUse(tag=spelt[key], posts=posts[key], accounts=accounts[key], media=media[key]) for key in sorted(spelt)]


def rename(desk: Desk, tag: str, new: str) -> str:
    """Let a tag be called `new` wherever it stands; where that is another tag the two are one. Gives its spelling.

    Approvals stay: a tag is only seen here. `RefusedError` for a tag that stands nowhere, and for a name that is none.
    """
    wanted = read_tags(new)
    refuse_if([] if len(wanted) == 1 else [Problem("tag.one", where="name")])
    other = next((one for one in known_tags(desk) if tag_key(one) == tag_key(wanted[0]) != tag_key(tag)), None)
    if wanted[0] != tag:
        _replace(desk, "tag.merge" if other else "tag.rename", tag, other or wanted[0])
    return other or wanted[0]


def remove(desk: Desk, tag: str) -> None:
    """Take a tag away wherever it stands. `RefusedError` for one that stands nowhere."""
    _replace(desk, "tag.remove", tag, "")


def _replace(desk: Desk, step: str, tag: str, new: str) -> None:
    """Write `new` for a tag, or nothing, as one step. Its words are not told to the journal: they may name someone."""
    key, texts = tag_key(tag), desk.store.post.tags()
    posts = [one for text in texts if key in tag_keys(text) for one in desk.store.post.tagged(text)]
    accounts = [one for one in desk.store.account.all() if key in tag_keys(one.subjects)]
    media = [one for one in desk.store.media.all() if key in tag_keys(one.tags)]
    count = len(posts) + len(accounts) + len(media)
    if not count:
        raise RefusedError(Problem("tag.gone"))
    with desk.step(step, f"{count} ställen" if count > 1 else "1 ställe"):
        for post in posts:
            desk.store.post.change(replace(post, tags=replaced(post.tags, tag, new)))
        for account in accounts:
            desk.store.account.change(replace(account, subjects=replaced(account.subjects, tag, new)))
        for one in media:
            desk.store.media.change(replace(one, tags=replaced(one.tags, tag, new)))
