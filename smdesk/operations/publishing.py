"""What she takes with her to the platform: the text as it is to be pasted, and the pictures with their texts."""

import re
from collections.abc import Sequence
from pathlib import Path

from smdesk.desk import Desk
from smdesk.domain.account import Account
from smdesk.domain.post import Outcome, PostState
from smdesk.domain.record import record
from smdesk.domain.text import with_link
from smdesk.operations import evidence
from smdesk.operations import post as posts
from smdesk.operations.check import lacks_consent
from smdesk.operations.post import PostView

BY_HAND = (Outcome.WAITING, Outcome.FAILED)
"""Where somebody has to publish a post: neither out, nor sent by its platform."""


@record(kw_only=True)
class Picture:
    """A picture to be prepared: where it lies, what the copy is called (without ending), and its alternative text."""

    path: Path
    name: str
    alt: str


@record(kw_only=True)
class Wording:
    """What to paste on `accounts`."""

    text: str
    accounts: tuple[Account, ...]


@record(kw_only=True)
class Outgoing:
    """A post on its way out: what to paste where, its pictures, and where it is to be published by hand."""

    wordings: tuple[Wording, ...]
    pictures: tuple[Picture, ...]
    accounts: tuple[Account, ...]
    is_approved: bool
    is_held: bool
    lacks_consent: bool


def outgoing(desk: Desk, post_id: int) -> Outgoing:
    """What is needed to publish a post by hand. Refused for one that is gone, or whose picture is missing."""
    found = posts.view(desk, post_id)
    waiting = [desk.store.account.get(one.account_id) for one in found.placements if one.outcome in BY_HAND]
    return Outgoing(
        wordings=tuple(wordings(found, waiting)),
        pictures=tuple(
            Picture(path=evidence.locate(desk, one.id), name=f"{number}-{_plain(Path(one.name).stem)}", alt=one.alt)
            for number, one in enumerate(found.images, start=1)
        ),
        accounts=tuple(waiting),
        is_approved=found.post.state in (PostState.APPROVED, PostState.PUBLISHED),
        is_held=found.post.held_at is not None,
        lacks_consent=lacks_consent(desk, found.post, found.images),
    )


def wordings(found: PostView, accounts: Sequence[Account]) -> list[Wording]:
    """What to paste on the accounts, each text once, with the post's link."""
    by_text: dict[str, list[Account]] = {}
    for one in accounts:
        by_text.setdefault(found.own_texts.get(one.id, found.post.text), []).append(one)
    return [Wording(text=with_link(text, found.post.link), accounts=tuple(some)) for text, some in by_text.items()]


def read(desk: Desk, post_id: int) -> list[Wording]:
    """What a post says where it is to go; the common text when no account is chosen."""
    found = posts.view(desk, post_id)
    said = wordings(found, [desk.store.account.get(one) for one in found.account_ids])
    return said or [Wording(text=with_link(found.post.text, found.post.link), accounts=())]


def text_on(desk: Desk, post_id: int, account_id: int) -> str:
    """What a post says on an account; where it says nothing of its own, the common text."""
    found = posts.view(desk, post_id)
    return found.own_texts.get(account_id, found.post.text)


def _plain(name: str) -> str:
    """A file's name without what a file system or another program could take for something else."""
    return re.sub(r"[^\w-]+", "-", name).strip("-")[:80] or "bild"
